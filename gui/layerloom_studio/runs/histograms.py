"""Histograms of every weight and of its gradient after each epoch: one line of JSON for each, in the run's folder."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.callbacks import Callback
from layerloom.tensors import GradientTape
from layerloom_studio.runs.weights import weight_names

BINS = 40
KINDS = ("weights", "gradients")
_SAMPLES = 64  # that gradients are computed with
_ENOUGH = 200_000  # values of a weight that are counted


@dataclass(frozen=True)
class EpochHistogram:
    """How the values of one weight, or of its gradient, lay after an epoch.

    Args:
        epoch: Which, from 1.
        low: Smallest value.
        high: Largest value.
        counts: How many lay in each of `BINS` parts of equal width from `low` to `high`.
    """

    epoch: int
    low: float
    high: float
    counts: tuple[int, ...]


class LayerHistograms(Callback):
    """Writes the histograms; gradients are those of the loss over some samples, without dropout.

    Args:
        path: The file.
        x: Samples to learn from.
        y: Their targets.
    """

    def __init__(self, path: Path, x: Any, y: Any) -> None:
        super().__init__()
        self._path = path
        self._x, self._y = _few(x), _few(y)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Add a line."""
        names = weight_names(self.model)
        learned = [variable for variable in self.model.trainable_variables if id(variable) in names]
        with GradientTape() as tape:
            loss = self.model.compute_loss(self._x, self._y, self.model(self._x, training=False))
        gradients = zip(learned, tape.gradient(loss, learned), strict=True)
        line = {
            "epoch": epoch + 1,
            "weights": {names[id(item)]: _counted(np.asarray(item)) for item in learned},
            "gradients": {
                names[id(item)]: _counted(np.asarray(gradient))
                for item, gradient in gradients
                if gradient is not None
            },
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class HistogramFile:
    """Reads what a run has written so far, and goes on where it stopped.

    Args:
        path: The file; it need not be there yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        self._found: dict[str, dict[str, list[EpochHistogram]]] = {kind: {} for kind in KINDS}

    def refresh(self) -> bool:
        """Read further lines; a torn one waits. Returns whether there were any."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._read)
                data = file.read()
        except OSError:
            return False
        whole = data[: data.rfind(b"\n") + 1]
        self._read += len(whole)
        for text in whole.splitlines():
            try:
                self._take(json.loads(text))
            except (ValueError, KeyError, TypeError, AttributeError):  # not ours, or damaged
                continue
        return bool(whole)

    def names(self, kind: str) -> list[str]:
        """The weights that there are histograms of, in the order of the layers."""
        return list(self._found[kind])

    def of(self, kind: str, name: str) -> list[EpochHistogram]:
        """The histograms of a weight, or of its gradient, epoch by epoch."""
        return self._found[kind].get(name, [])

    def _take(self, line: Any) -> None:
        for kind in KINDS:
            for name, (low, high, counts) in line[kind].items():
                made = EpochHistogram(int(line["epoch"]), float(low), float(high), tuple(map(int, counts)))
                if made.counts and 0 < made.high - made.low < math.inf:
                    self._found[kind].setdefault(str(name), []).append(made)


def _few(values: Any) -> Any:
    return [part[:_SAMPLES] for part in values] if isinstance(values, list) else values[:_SAMPLES]


def _counted(values: NDArray[Any]) -> tuple[float, float, list[int]]:
    flat = values.reshape(-1)
    flat = flat[:: max(1, flat.size // _ENOUGH)]
    flat = flat[np.isfinite(flat)].astype(np.float64)
    if not flat.size:
        return 0.0, 0.0, []
    low, high = float(flat.min()), float(flat.max())
    if high - low <= 1e-12 * max(abs(low), abs(high)) or high == low:
        width = max(abs(low), 1e-12) * 1e-3
        low, high = low - width, high + width
    return low, high, np.histogram(flat, BINS, (low, high))[0].tolist()
