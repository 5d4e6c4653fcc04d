"""Time per training step through ``fit``, ours beside Keras on TensorFlow, in turns and each in a process of its own.

Run it as a program: `python tests/benchmarks/bench_fit.py [ROUNDS]`. It prints milliseconds per step (the median of
three passes of 40 steps) for the classic CNN, an MLP and the digits CNN, and the ratio of the medians of all rounds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STEPS = 40


def networks(keras):
    layers = keras.layers
    yield "cnn32", (28, 28, 1), 32, [
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(2), layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(128, activation="relu"),
    ]  # fmt: skip
    yield "mlp", (784,), 128, [
        layers.Dense(512, activation="relu"), layers.Dropout(0.2), layers.Dense(512, activation="relu"),
    ]  # fmt: skip
    yield "digits", (8, 8, 1), 32, [
        layers.Conv2D(16, 3, padding="same", activation="relu"), layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, padding="same", activation="relu"), layers.MaxPooling2D(2), layers.Flatten(),
        layers.Dropout(0.25), layers.Dense(64, activation="relu"),
    ]  # fmt: skip


def measure(keras) -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    for name, shape, batch, hidden in networks(keras):
        model = keras.Sequential([keras.Input(shape), *hidden, keras.layers.Dense(10, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        x = rng.standard_normal((STEPS * batch, *shape)).astype("float32")
        y = rng.integers(0, 10, len(x))
        model.fit(x, y, batch_size=batch, verbose=0)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            model.fit(x, y, batch_size=batch, verbose=0)
            times.append((time.perf_counter() - start) / STEPS * 1e3)
        print(name, statistics.median(times))


def run(which: str) -> dict[str, float]:
    environment = {**os.environ, "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, __file__, "--", which], capture_output=True, text=True, check=True, env=environment
    )
    return {name: float(value) for name, value in map(str.split, done.stdout.splitlines())}


def main() -> None:
    if sys.argv[1:2] == ["--"]:
        if sys.argv[2] == "ours":
            sys.path.insert(0, str(ROOT / "core"))
            import layerloom as keras
        else:
            import keras
        measure(keras)
        return
    rounds = [(run("ours"), run("keras")) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 3)]
    for name in rounds[0][0]:
        ours, theirs = (statistics.median(pair[side][name] for pair in rounds) for side in (0, 1))
        print(
            f"{name:8} ours {ours:7.2f} ms   keras on tensorflow {theirs:7.2f} ms   ratio {ours / theirs:.2f}"
        )


if __name__ == "__main__":
    main()
