"""The workloads in PyTorch, trained by a plain loop: eager, tuned (channels last, fused Adam), or compiled."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np


def trainer(workload: str, x: np.ndarray, y: np.ndarray, batch: int, how: str) -> Callable[[], None]:
    """Returns a function that goes through the data once, training on every batch.

    Args:
        workload: Name of a workload.
        x: Inputs, channels last.
        y: Class numbers.
        batch: Samples per step.
        how: "eager", "tuned" or "compiled".
    """
    import torch
    from torch import nn

    torch.manual_seed(0)
    inputs = torch.from_numpy(np.ascontiguousarray(np.moveaxis(x, -1, 1) if x.ndim == 4 else x))
    model = _MAKERS[workload](nn, torch)
    two = workload == "horses"
    labels = torch.from_numpy(y.astype("float32" if two else "int64"))
    if how == "tuned" and x.ndim == 4:
        inputs = inputs.to(memory_format=torch.channels_last)
        model = model.to(memory_format=torch.channels_last)
    rule = torch.optim.RMSprop if two else torch.optim.Adam
    settings = {"fused": True} if how == "tuned" and not two else {}
    optimizer = rule(model.parameters(), lr=1e-3, **settings)
    run = torch.compile(model) if how == "compiled" else model
    loss_of = nn.BCEWithLogitsLoss() if two else nn.CrossEntropyLoss()

    def epoch() -> None:
        model.train()
        order = torch.randperm(len(inputs))
        right = 0
        for start in range(0, len(inputs), batch):
            chosen = order[start : start + batch]
            scores = run(inputs[chosen])
            target = labels[chosen]
            loss = loss_of(scores[:, 0] if two else scores, target)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                guess = (scores[:, 0] > 0) if two else scores.argmax(1)
                right += (guess == target).sum()
        float(right)

    return epoch


def predictor(x: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Returns a function that runs the classic CNN on images."""
    import torch
    from torch import nn

    model = _cnn(nn, torch).eval()

    def run(images: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return model(torch.from_numpy(np.moveaxis(images, -1, 1))).softmax(1).numpy()

    run(x)
    return run


def save(path: Path) -> None:
    """Writes the classic CNN in PyTorch's own format."""
    import torch
    from torch import nn

    torch.save(_cnn(nn, torch).eval(), path)


def load(path: Path) -> Callable[[np.ndarray], np.ndarray]:
    """Returns what opens as a function of images."""
    import torch

    model = torch.load(path, weights_only=False)

    def run(images: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            found: np.ndarray = model(torch.from_numpy(np.moveaxis(images, -1, 1).copy())).softmax(1).numpy()
        return found

    return run


def _mlp(nn: Any, torch: Any) -> Any:
    return nn.Sequential(
        nn.Linear(784, 512), nn.ReLU(), nn.Dropout(0.2), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)
    )


def _cnn(nn: Any, torch: Any) -> Any:
    return nn.Sequential(
        nn.Conv2d(1, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(64, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10),
    )  # fmt: skip


def _basic_cnn(nn: Any, torch: Any) -> Any:
    parts: list[Any] = []
    before = 1
    for filters, pools, drops in ((32, False, False), (32, True, True), (64, True, False), (128, True, True)):
        parts += [nn.Conv2d(before, filters, 3, padding=1), nn.ReLU()]
        parts += [nn.MaxPool2d(2), nn.ReLU()] if pools else []
        parts += [nn.Dropout(0.25)] if drops else []
        before = filters
    parts += [nn.Flatten(), nn.Linear(128 * 9, 512), nn.ReLU(), nn.Dropout(0.5), nn.Linear(512, 10)]
    return nn.Sequential(*parts)


def _horses(nn: Any, torch: Any) -> Any:
    parts: list[Any] = []
    for before, filters in ((3, 16), (16, 32), (32, 64)):
        parts += [nn.Conv2d(before, filters, 3), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*parts, nn.Flatten(), nn.Linear(64 * 17 * 17, 512), nn.ReLU(), nn.Linear(512, 1))


def _recurrent(kind: str) -> Callable[[Any, Any], Any]:
    def make(nn: Any, torch: Any) -> Any:
        class Last(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.core = getattr(nn, kind)(28, 128, batch_first=True)
                self.answer = nn.Linear(128, 10)

            def forward(self, x: Any) -> Any:
                return self.answer(self.core(x)[0][:, -1])

        return Last()

    return make


def _mini_xception(nn: Any, torch: Any) -> Any:
    def separable(before: int, filters: int) -> Any:
        return nn.Sequential(
            nn.Conv2d(before, before, 3, padding=1, groups=before, bias=False),
            nn.Conv2d(before, filters, 1, bias=False),
            nn.BatchNorm2d(filters),
        )

    class Block(nn.Module):
        def __init__(self, before: int, filters: int) -> None:
            super().__init__()
            self.branch = nn.Sequential(
                nn.Conv2d(before, filters, 1, stride=2, bias=False), nn.BatchNorm2d(filters)
            )
            self.trunk = nn.Sequential(
                separable(before, filters),
                nn.ReLU(),
                separable(filters, filters),
                nn.MaxPool2d(3, 2, padding=1),
            )

        def forward(self, x: Any) -> Any:
            return self.trunk(x) + self.branch(x)

    parts: list[Any] = []
    for before in (1, 8):
        parts += [nn.Conv2d(before, 8, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU()]
    sizes = (8, 16, 32, 64, 128)
    parts += [Block(before, filters) for before, filters in itertools.pairwise(sizes)]
    parts += [nn.Conv2d(128, 7, 3, padding=1), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    return nn.Sequential(*parts)


_MAKERS = {
    "mlp": _mlp,
    "cnn32": _cnn,
    "cnn128": _cnn,
    "basic_cnn": _basic_cnn,
    "horses": _horses,
    "lstm": _recurrent("LSTM"),
    "gru": _recurrent("GRU"),
    "mini_xception": _mini_xception,
}
