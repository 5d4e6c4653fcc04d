"""Times a training step of single layers in awkward shapes against PyTorch eager, one thread, processor time.

    PYTHONPATH=core python tests/benchmarks/bench_layers.py [--rounds 3]

Every layer stands before a mean over the places and ten outputs, with Adam. Below 1 is faster than PyTorch.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from typing import Any

for _name in ("OMP", "OPENBLAS", "MKL", "NUMBA", "LAYERLOOM"):
    os.environ[f"{_name}_NUM_THREADS"] = "1"
os.environ.setdefault("LAYERLOOM_KERNELS", "wait")

import numpy as np  # noqa: E402
import torch  # noqa: E402

import layerloom  # noqa: E402

L, nn = layerloom.layers, torch.nn

#: Name, shape of a sample, our layer, theirs, batch.
Case = tuple[str, tuple[int, ...], Callable[[], Any], Callable[[], Any], int]
IMAGE, ODD, ROWS = (28, 28, 32), (28, 28, 17), (28, 28)
CASES: list[Case] = [
    ("depthwise 3x3 same", IMAGE, lambda: L.DepthwiseConv2D(3, padding="same"),
     lambda: nn.Conv2d(32, 32, 3, padding=1, groups=32), 32),
    ("depthwise 3x3 stride 2, 17 channels", ODD, lambda: L.DepthwiseConv2D(3, strides=2),
     lambda: nn.Conv2d(17, 17, 3, stride=2, groups=17), 32),
    ("1x1 stride 2", IMAGE, lambda: L.Conv2D(64, 1, strides=2), lambda: nn.Conv2d(32, 64, 1, stride=2), 32),
    ("3x3 dilation 2, 17 to 19", ODD, lambda: L.Conv2D(19, 3, dilation_rate=2),
     lambda: nn.Conv2d(17, 19, 3, dilation=2), 32),
    ("3x3 in 4 groups", IMAGE, lambda: L.Conv2D(32, 3, groups=4), lambda: nn.Conv2d(32, 32, 3, groups=4), 32),
    ("batch normalization", IMAGE, lambda: L.BatchNormalization(), lambda: nn.BatchNorm2d(32), 32),
    ("lstm 64, batch 1", ROWS, lambda: L.LSTM(64), lambda: nn.LSTM(28, 64, batch_first=True), 1),
    ("lstm 33, batch 512", ROWS, lambda: L.LSTM(33), lambda: nn.LSTM(28, 33, batch_first=True), 512),
    ("simple rnn 64, batch 64", ROWS, lambda: L.SimpleRNN(64), lambda: nn.RNN(28, 64, batch_first=True), 64),
]  # fmt: skip


def main() -> None:
    """Prints milliseconds of both and their ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="alternating rounds")
    rounds = parser.parse_args().rounds
    torch.set_num_threads(1)
    print(f"{'layer':38}{'layerloom':>11}{'torch':>9}{'ratio':>7}")
    for name, shape, ours, theirs, batch in CASES:
        x = np.random.default_rng(0).standard_normal((batch, *shape), dtype=np.float32)
        mine, other = _ours(x, ours()), _theirs(x, theirs())
        pairs = [(_time(mine), _time(other)) for _ in range(rounds)]
        a, b = (min(column) for column in zip(*pairs, strict=True))
        print(f"{name:38}{a:11.2f}{b:9.2f}{a / b:7.2f}", flush=True)


def _ours(x: np.ndarray, layer: Any) -> Callable[[], Any]:
    mean = [L.GlobalAveragePooling2D()] if x.ndim == 4 else []
    model = layerloom.Sequential([layerloom.Input(x.shape[1:]), layer, *mean, L.Dense(10)])
    model.compile("adam", layerloom.losses.SparseCategoricalCrossentropy(from_logits=True))
    y = np.zeros(len(x), np.int64)
    return lambda: model.train_on_batch(x, y)


def _theirs(x: np.ndarray, layer: Any) -> Callable[[], Any]:
    images = x.ndim == 4
    given = torch.from_numpy(x)
    given = given.permute(0, 3, 1, 2).contiguous() if images else given

    def features() -> Any:
        out = layer(given)
        return out.mean((2, 3)) if images else out[0][:, -1]

    dense = nn.Linear(features().shape[1], 10)
    optimizer = torch.optim.Adam([*layer.parameters(), *dense.parameters()])
    y = torch.zeros(len(x), dtype=torch.long)

    def step() -> None:
        optimizer.zero_grad()
        nn.functional.cross_entropy(dense(features()), y).backward()
        optimizer.step()

    return step


def _time(step: Callable[[], Any], repeats: int = 8) -> float:
    step()
    times = []
    for _ in range(repeats):
        begin = time.process_time_ns()
        step()
        times.append(time.process_time_ns() - begin)
    return sorted(times)[repeats // 4] / 1e6


if __name__ == "__main__":
    main()
