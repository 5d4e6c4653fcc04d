"""How time grows with batch, image, filters, depth and threads, and how far the BLAS's own limit is.

    python tests/benchmarks/scaling.py [--peer torch] [--python PYTHON] [--seconds S]

Every row is the classic CNN with one size changed, trained through fit, for us and for a peer, each in a process of
its own. GFLOP/s count the multiply-adds of convolutions and dense layers, forward once and back twice; the limit is
what the BLAS reaches on a square product in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
BASE = {"batch": 32, "size": 28, "filters": 64, "depth": 2}
SWEEPS = {
    "batch": (1, 8, 32, 128, 512),
    "size": (16, 28, 48, 96),
    "filters": (8, 17, 64, 128),
    "depth": (1, 2, 3),
    "threads": tuple(range(1, (os.cpu_count() or 1) + 1)),
}


def build(keras: Any, size: int, filters: int, depth: int, **_: int) -> Any:
    """Return the compiled network: convolutions with a pooling after each, then two dense layers."""
    layers = keras.layers
    hidden: list[Any] = [keras.Input((size, size, 1))]
    for _number in range(depth):
        hidden += [layers.Conv2D(filters, 3, activation="relu", padding="same"), layers.MaxPooling2D(2)]
    hidden += [layers.Flatten(), layers.Dense(128, activation="relu"), layers.Dense(10, activation="softmax")]
    model = keras.Sequential(hidden)
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def multiply_adds(size: int, filters: int, depth: int, **_: int) -> int:
    """Return the multiply-adds of one sample, forward."""
    total, before = 0, 1
    for _number in range(depth):
        total += size * size * filters * 9 * before
        size, before = size // 2, filters
    return total + size * size * filters * 128 + 128 * 10


def measure(peer: str, seconds: float, setting: dict[str, int]) -> float:
    """Return milliseconds per step."""
    sys.path[:0] = [str(HERE), str(HERE.parents[1] / "core")]
    os.environ.setdefault("LAYERLOOM_KERNELS", "wait")  # compiling is no part of a step
    from one import _keras

    if "threads" in setting and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: setting["threads"]]))
    batch, size = setting["batch"], setting["size"]
    steps = max(2, 256 // batch)
    rng = np.random.default_rng(0)
    x = rng.standard_normal((batch * steps, size, size, 1), dtype="float32")
    y = rng.integers(0, 10, batch * steps)
    model = build(_keras(peer), **setting)
    times = []
    model.fit(x, y, batch_size=batch, verbose=0)
    end = time.perf_counter() + seconds
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        model.fit(x, y, batch_size=batch, verbose=0)
        times.append((time.perf_counter() - start) / steps * 1e3)
    return float(np.median(times))


def gemm_limit() -> float:
    """Return the GFLOP/s of a square product of the BLAS."""
    a = np.random.default_rng(0).standard_normal((1500, 1500), dtype="float32")
    times = []
    for _ in range(8):
        start = time.perf_counter()
        a @ a
        times.append(time.perf_counter() - start)
    return 2 * 1500**3 / min(times) / 1e9


def main() -> None:
    """Measure all sweeps and print a table for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", default="keras-tensorflow")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--only", nargs="+", choices=list(SWEEPS), default=list(SWEEPS), help="sweeps to run")
    parser.add_argument("--measure", nargs=2, metavar=("PEER", "SETTING"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(measure(options.measure[0], options.seconds, json.loads(options.measure[1])))
        return
    limit = gemm_limit()
    print(f"BLAS limit {limit:.0f} GFLOP/s\n")
    for name in options.only:
        print(
            f"| {name} | layerloom ms | {options.peer} ms | ratio | GFLOP/s | of the limit |\n|---|---|---|---|---|---|"
        )
        for value in SWEEPS[name]:
            setting = {**BASE, name: value}
            ours, theirs = (_one(options, peer, setting) for peer in ("layerloom", options.peer))
            rate = 2 * 3 * multiply_adds(**setting) * setting["batch"] / ours / 1e6
            print(
                f"| {value} | {ours:.2f} | {theirs:.2f} | {ours / theirs:.2f} | {rate:.0f} | {rate / limit:.0%} |"
            )
        print()


def _one(options: Any, peer: str, setting: dict[str, int]) -> float:
    command = [
        options.python,
        __file__,
        "--seconds",
        str(options.seconds),
        "--measure",
        peer,
        json.dumps(setting),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()
