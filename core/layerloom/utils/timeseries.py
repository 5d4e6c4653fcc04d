"""Windows of a time series as a Dataset."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.data import Dataset
from layerloom.errors import FieldError
from layerloom.random import generator
from layerloom.tensors import as_array

__all__ = ["timeseries_dataset_from_array"]


def timeseries_dataset_from_array(
    data: Any,
    targets: Any,
    sequence_length: int,
    sequence_stride: int = 1,
    sampling_rate: int = 1,
    batch_size: int | None = 128,
    shuffle: bool = False,
    seed: int | None = None,
    start_index: int | None = None,
    end_index: int | None = None,
    format: str = "tf",
) -> Dataset:
    """Cuts a time series into windows (``keras.utils.timeseries_dataset_from_array``).

    Args:
        data: The series; the first axis is time.
        targets: Target of the window that begins at each time, or ``None``.
        sequence_length: Steps in a window.
        sequence_stride: Steps between the beginnings of two windows.
        sampling_rate: Steps between two steps of a window.
        batch_size: Windows per batch; ``None`` for single ones.
        shuffle: Whether the windows come in random order.
        seed: Seed of the order.
        start_index: Where in the series to begin.
        end_index: Where to end.
        format: Without effect.

    Returns:
        A Dataset of windows, or of (windows, targets).

    Raises:
        FieldError: If the arguments do not fit the series.
    """
    series = as_array(data)
    total = len(series)
    for name, value in (("sampling_rate", sampling_rate), ("sequence_stride", sequence_stride)):
        if not 0 < value < total:
            raise FieldError(
                f"{name} must be at least 1 and less than the {total} steps of data, got {value}."
            )
    if start_index is not None and not 0 <= start_index < total:
        raise FieldError(f"start_index must lie within the {total} steps of data, got {start_index}.")
    if end_index is not None and not (start_index or 0) < end_index < total:
        raise FieldError(
            f"end_index must be greater than start_index and less than the {total} steps of data, got {end_index}."
        )
    begin, end = start_index or 0, total if end_index is None else end_index
    series = series[begin:end]
    count = end - begin - (sequence_length - 1) * sampling_rate
    wanted = None
    if targets is not None:
        wanted = as_array(targets)
        count = min(count, len(wanted))
        wanted = wanted[begin:end]
    starts = np.arange(0, max(count, 0), sequence_stride)
    if shuffle:
        seed = int(generator().integers(10**6)) if seed is None else seed
        np.random.RandomState(seed).shuffle(starts)
    offsets = np.arange(sequence_length) * sampling_rate

    def cut(start: Any) -> Any:
        places = np.asarray(start)
        windows = series[places[..., None] + offsets]
        return windows if wanted is None else (windows, wanted[places])

    dataset = Dataset.from_tensor_slices(starts)
    if shuffle:
        dataset = dataset.shuffle(1024 if batch_size is None else 8 * batch_size, seed=seed)
    if batch_size is not None:
        dataset = dataset.batch(batch_size)
    return dataset.map(cut).prefetch()
