"""A soak: many training steps of several networks in one process, with the memory looked at as they go; it stays flat.

    python tests/benchmarks/soak.py [--minutes 60] [--only NAME ...] [--threads 1]

The networks take turns, an epoch each: with callbacks, with validation data, with augmentation, from a generator of
batches, and with sequences; each predicts and evaluates between its epochs.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "core")]

import numpy as np  # noqa: E402
from workloads import Workload, find  # noqa: E402

import layerloom  # noqa: E402

#: Most of its memory that a process may have gained in an hour, once it is warm.
_ALLOWED = 0.05

#: Part of the time that is for warming up.
_WARM = 0.2

Epoch = Callable[[], int]


def resident() -> float:
    """Return the memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def trained(name: str, folder: Path) -> Epoch:
    """Return a function that trains a workload for an epoch with callbacks and validation, and uses it."""
    workload = find(name)
    build, (x, y) = workload.make()
    model = build(layerloom)
    held = len(x) // 5

    def epoch() -> int:
        kinds = layerloom.callbacks
        model.fit(
            x[held:], y[held:], batch_size=workload.batch, verbose=0, validation_data=(x[:held], y[:held]),
            callbacks=[
                kinds.EarlyStopping(patience=3), kinds.ReduceLROnPlateau(patience=3),
                kinds.ModelCheckpoint(folder / f"{name}.keras"), kinds.CSVLogger(folder / f"{name}.csv"),
            ],
        )  # fmt: skip
        model.predict(x[:64], verbose=0)
        model.evaluate(x[:64], y[:64], verbose=0)
        return -(-(len(x) - held) // workload.batch)

    return epoch


def augmented(folder: Path) -> Epoch:
    """Return a function that trains a network with augmentation for an epoch, batches coming from a generator."""
    layers, rng = layerloom.layers, np.random.default_rng(0)
    images = rng.standard_normal((320, 32, 32, 3), dtype="float32")
    numbers = rng.integers(0, 10, 320)
    model = layerloom.Sequential(
        [
            layerloom.Input((32, 32, 3)),
            layers.RandomFlip(), layers.RandomRotation(0.1), layers.RandomZoom(0.1), layers.RandomContrast(0.1),
            layers.Conv2D(16, 3), layers.BatchNormalization(), layers.Activation("relu"), layers.MaxPooling2D(),
            layers.SeparableConv2D(32, 3, activation="relu"), layers.Dropout(0.2),
            layers.GlobalAveragePooling2D(), layers.Dense(10, activation="softmax"),
        ]
    )  # fmt: skip
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

    def batches() -> Iterator[Any]:
        for start in range(0, len(images), 32):
            yield images[start : start + 32], numbers[start : start + 32]

    def epoch() -> int:
        model.fit(batches(), verbose=0, callbacks=[layerloom.callbacks.TensorBoard(folder / "logs")])
        model.predict(images[:5], verbose=0)
        return len(images) // 32

    return epoch


def rebuilt(folder: Path) -> Epoch:
    """Return a function that makes a network anew, trains it a little, saves it and opens the file."""
    workload = Workload("mlp", find("mlp").make, 128, 1.0)
    build, (x, y) = workload.make()

    def epoch() -> int:
        model = build(layerloom)
        model.fit(x[:512], y[:512], batch_size=workload.batch, verbose=0)
        model.save(folder / "again.keras")
        layerloom.models.load_model(folder / "again.keras").predict(x[:3], verbose=0)
        return 4

    return epoch


KINDS: dict[str, Callable[[Path], Epoch]] = {
    "cnn32": lambda folder: trained("cnn32", folder),
    "lstm": lambda folder: trained("lstm", folder),
    "mini_xception": lambda folder: trained("mini_xception", folder),
    "mlp": lambda folder: trained("mlp", folder),
    "augmented": augmented,
    "rebuilt": rebuilt,
}


def main() -> None:
    """Train and tell; exit with 1 if the memory grows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--only", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--threads", type=int, default=0, help="0 for all")
    options = parser.parse_args()
    if options.threads:
        layerloom.config.set_thread_count(options.threads)
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(
            int(not _stays_flat(options.minutes, {name: KINDS[name](Path(folder)) for name in options.only}))
        )


def _stays_flat(minutes: float, epochs: dict[str, Epoch]) -> bool:
    """Train by turns for some minutes, tell of the memory, and return whether it stayed as it was."""
    start, told, steps = time.monotonic(), 0.0, 0
    seen: list[tuple[float, int, float]] = []
    while (passed := (time.monotonic() - start) / 60) < minutes:
        for epoch in epochs.values():
            steps += epoch()
        gc.collect()
        seen.append((passed, steps, resident()))
        if passed - told > minutes / 20:
            told = passed
            print(f"{passed:6.1f} min  {steps:8d} steps  {seen[-1][2]:7.1f} MiB", flush=True)
    warm = [one for one in seen if one[0] > minutes * _WARM] or seen
    times, counts, sizes = (np.array(column) for column in zip(*warm, strict=True))
    by_minute, by_step = (np.polyfit(along, sizes, 1)[0] for along in (times, counts))
    print(
        f"{steps} steps; once warm {sizes.min():.1f} to {sizes.max():.1f} MiB, "
        f"slope {by_minute * 60:+.1f} MiB an hour, {by_step * 1000:+.3f} MiB per 1000 steps"
    )
    return bool(by_minute * 60 < _ALLOWED * sizes.mean())


if __name__ == "__main__":
    main()
