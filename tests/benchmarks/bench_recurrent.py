"""Times training steps of recurrent layers against real Keras on TensorFlow in the same run.

    PYTHONPATH=core python tests/benchmarks/bench_recurrent.py [--rounds 7] [--only lstm]

Each workload is a model with one recurrent layer and a softmax of ten classes, trained with Adam by
``train_on_batch`` on the same float32 arrays. The rounds of the two alternate; the table shows medians and their
ratio, below 1 where Layerloom is faster.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from typing import Any

import numpy as np

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

Make = Callable[[Any], Any]

#: Name, shape of a batch, layer.
WORKLOADS: list[tuple[str, tuple[int, int, int], Make]] = [
    ("lstm 128, 28 steps of 28, batch 64", (64, 28, 28), lambda k: k.layers.LSTM(128)),
    ("gru 128, 28 steps of 28, batch 64", (64, 28, 28), lambda k: k.layers.GRU(128)),
    ("simple 128, 28 steps of 28, batch 64", (64, 28, 28), lambda k: k.layers.SimpleRNN(128)),
    ("lstm 32, 10 steps of 8, batch 32", (32, 10, 8), lambda k: k.layers.LSTM(32)),
    (
        "both ways lstm 64, 50 steps of 64, batch 32",
        (32, 50, 64),
        lambda k: k.layers.Bidirectional(k.layers.LSTM(64)),
    ),
]


def main() -> None:
    """Runs the chosen workloads and prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7, help="timed rounds of each")
    parser.add_argument("--only", default="", help="run only workloads whose name has this text")
    options = parser.parse_args()
    import keras as real

    import layerloom

    print(f"{'training step':46}{'layerloom':>11}{'keras':>12}{'ratio':>8}")
    for name, shape, make in WORKLOADS:
        if options.only in name:
            steps = [step(k, shape, make) for k in (layerloom, real)]
            ours, theirs = compare(steps[0], steps[1], options.rounds)
            print(f"{name:46}{ours:9.3f}ms{theirs:10.3f}ms{ours / theirs:8.2f}", flush=True)


def step(k: Any, shape: tuple[int, int, int], make: Make) -> Callable[[], Any]:
    """Returns a training step of a model of ours or of real Keras."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal(shape).astype("float32")
    y = rng.integers(0, 10, shape[0])
    model = k.Sequential([k.Input(shape[1:]), make(k), k.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return lambda: model.train_on_batch(x, y)


def compare(ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Returns the median milliseconds of one call of each; the two take turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for function in (ours, theirs):
        for _ in range(3):
            function()
    for _ in range(rounds):
        for function, found in zip((ours, theirs), times, strict=True):
            start = time.perf_counter()
            for _ in range(10):
                function()
            found.append((time.perf_counter() - start) / 10 * 1e3)
    return float(np.median(times[0])), float(np.median(times[1]))


if __name__ == "__main__":
    main()
