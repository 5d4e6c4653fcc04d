"""Data to batches: arrays, lists and dicts of arrays, and anything that yields batches."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from layerloom import config
from layerloom.data.threads import prefetch
from layerloom.errors import LayerloomError
from layerloom.random import generator
from layerloom.tensors import Array, as_array

Batch = tuple[Any, Any, Any]  # inputs, targets, sample weights

#: Batches that may be ready while the model works.
_AHEAD = 2

#: Bytes from which on it pays to put a batch of arrays together on another thread.
_LARGE_BATCH = 1 << 20


def unpack_x_y_sample_weight(data: Any) -> Batch:
    """Returns inputs, targets and sample weights of a batch that may have only the first (``keras.utils``)."""
    if isinstance(data, list):
        data = tuple(data)
    if not isinstance(data, tuple):
        return data, None, None
    if not 1 <= len(data) <= 3:
        raise LayerloomError(f"A batch must be x, (x, y) or (x, y, sample_weight), got {len(data)} parts.")
    return (*data, None, None)[:3]


def as_given(batch: Batch) -> Any:
    """Returns a batch as a ``train_step`` of a user's own gets it from Keras: without the parts that are missing."""
    x, y, sample_weight = batch
    if sample_weight is not None:
        return batch
    if y is not None:
        return x, y
    return (x,) if isinstance(x, (list, tuple)) else x


def map_arrays(function: Callable[[Any], Any], structure: Any) -> Any:
    """Applies a function to every array in nested lists, tuples and dicts; ``None`` stays."""
    if structure is None:
        return None
    if isinstance(structure, dict):
        return {key: map_arrays(function, item) for key, item in structure.items()}
    if isinstance(structure, (list, tuple)):
        return type(structure)(map_arrays(function, item) for item in structure)
    return function(structure)


def leaves(structure: Any) -> list[Any]:
    """Returns every array in nested lists, tuples and dicts."""
    if structure is None:
        return []
    if isinstance(structure, dict):
        return [leaf for item in structure.values() for leaf in leaves(item)]
    if isinstance(structure, (list, tuple)):
        return [leaf for item in structure for leaf in leaves(item)]
    return [structure]


def _is_number_list(value: Any) -> bool:
    """Tells whether nested lists hold numbers or texts, so that they are one array and not several inputs."""
    while isinstance(value, (list, tuple)) and len(value):
        value = value[0]
    return isinstance(value, (bool, int, float, str, bytes, np.generic))


def to_arrays(data: Any, name: str) -> Any:
    """Returns nested data as arrays of numbers.

    Args:
        data: Arrays, tensors, lists of numbers, or lists and dicts of these.
        name: How errors call the data, for example ``"x"``.

    Raises:
        LayerloomError: If there is text or anything else that is no number.
    """

    def convert(value: Any) -> Array:
        array = value if isinstance(value, np.ndarray) else as_array(value)
        if array.dtype.kind not in ("fiubUS" if name == "x" else "fiub") and not (
            name == "x" and array.dtype == object and all(isinstance(v, (str, bytes)) for v in array.flat)
        ):
            raise LayerloomError(
                f"{name} must hold numbers, got values of type {array.dtype}: turn text into numbers first, "
                "for example labels into class indices."
            )
        if array.dtype == np.float64 or array.dtype == np.float16:
            array = array.astype(config.floatx(), copy=False)
        if array.ndim == 0:
            raise LayerloomError(f"{name} must have at least one axis, the samples; got a single number.")
        return array

    if isinstance(data, (list, tuple)) and _is_number_list(data):
        return convert(np.asarray(data))
    if type(data).__module__.startswith("pandas"):
        data = data.to_numpy()
    return map_arrays(convert, data)


class _Weighing:
    """What kinds of data share: weights of classes, put on each batch."""

    class_weight: dict[int, float] | None = None

    def pass_over(self, passes: int) -> None:
        """Leaves out the orders of so many passes; what makes batches itself has an order of its own."""

    def _weighed(self, x: Any, y: Any, weight: Any) -> Batch:
        if self.class_weight is not None:
            if y is None:
                raise LayerloomError("class_weight needs targets: give y as well.")
            weight = weigh_classes(y, self.class_weight, weight)
        return x, y, weight


class ArrayData(_Weighing):
    """Arrays in memory, cut into batches.

    Args:
        x: Inputs.
        y: Targets.
        sample_weight: A weight per sample.
        batch_size: Samples per batch; 32 by default.
        shuffle: Whether every pass has an order of its own.
    """

    def __init__(self, x: Any, y: Any, sample_weight: Any, batch_size: int | None, shuffle: bool) -> None:
        self.x, self.y = to_arrays(x, "x"), to_arrays(y, "y")
        self.sample_weight = to_arrays(sample_weight, "sample_weight")
        self.batch_size = batch_size or 32
        self.shuffle = shuffle
        if self.batch_size < 1:
            raise LayerloomError(f"batch_size must be at least 1, got {batch_size}.")
        sizes = {len(array) for part in (self.x, self.y, self.sample_weight) for array in leaves(part)}
        if len(sizes) > 1:
            found = "; ".join(
                f"{name}: {', '.join(str(len(a)) for a in leaves(part))}"
                for name, part in (("x", self.x), ("y", self.y), ("sample_weight", self.sample_weight))
                if leaves(part)
            )
            raise LayerloomError(f"All data must have the same number of samples, got {found}.")
        self.samples = sizes.pop() if sizes else 0
        if self.samples == 0:
            raise LayerloomError("The data are empty: at least one sample is needed.")
        self._rng = generator() if shuffle else None

    @property
    def num_batches(self) -> int:
        """Batches in one pass."""
        return math.ceil(self.samples / self.batch_size)

    def batches(self) -> Iterator[Batch]:
        """Yields one pass over the data; where a batch is large, the next one is put together meanwhile."""
        found = self._cut()
        arrays = [array for part in (self.x, self.y, self.sample_weight) for array in leaves(part)]
        size = sum(array.nbytes for array in arrays) // self.samples * min(self.batch_size, self.samples)
        if self._rng is None or size < _LARGE_BATCH or self.num_batches < 2:
            return found
        return prefetch(found, _AHEAD, seeded=False)

    def pass_over(self, passes: int) -> None:
        """Leaves out the orders of so many passes."""
        for _ in range(passes):
            if self._rng is not None:
                self._rng.permutation(self.samples)

    def _cut(self) -> Iterator[Batch]:
        order = self._rng.permutation(self.samples) if self._rng is not None else None
        for start in range(0, self.samples, self.batch_size):
            stop = start + self.batch_size
            key = slice(start, stop) if order is None else order[start:stop]
            x, y, weight = (_take(part, key) for part in (self.x, self.y, self.sample_weight))
            yield self._weighed(x, y, weight)


class WhenNeeded:
    """Something that yields batches, each to be made when it is needed and not ahead.

    Args:
        source: What yields them.
    """

    def __init__(self, source: Iterable[Any]) -> None:
        self.source = source

    def __iter__(self) -> Iterator[Any]:
        return iter(self.source)


class IterableData(_Weighing):
    """A generator, a sequence of batches, or anything else that yields batches.

    Args:
        source: What yields x, (x, y) or (x, y, sample_weight). An iterator is continued from epoch to epoch,
            anything else is started afresh.
    """

    def __init__(self, source: Iterable[Any]) -> None:
        self._when_needed = isinstance(source, WhenNeeded)
        source = source.source if isinstance(source, WhenNeeded) else source
        self.source = source
        runs_out = isinstance(source, Iterator) and not hasattr(source, "max_queue_size")
        self._running: Any = source if runs_out else None

    @property
    def runs_out(self) -> bool:
        """Whether the source is an iterator, which has one pass only."""
        return self._running is not None

    @property
    def num_batches(self) -> int | None:
        """Batches in one pass, ``None`` where that is not known."""
        if hasattr(self.source, "num_batches"):
            count = self.source.num_batches
            return None if count is None else int(count)
        try:
            return len(self.source)  # type: ignore[arg-type]
        except TypeError:
            return None

    @property
    def hurries(self) -> bool:
        """Whether batches are to be made ahead: not where the source does so itself, or is asked not to."""
        return not self._when_needed and not hasattr(self.source, "max_queue_size")

    def batches(self) -> Iterator[Batch]:
        """Yields one pass, or what is left of an iterator."""
        if self._running is None and hasattr(self.source, "on_epoch_begin"):
            self.source.on_epoch_begin()
        if self._running is not None:
            source: Any = self._running
        elif hasattr(self.source, "max_queue_size"):  # a PyDataset loads batches ahead
            source = self.source.one_pass() if hasattr(self.source, "one_pass") else iter(self.source)
        elif hasattr(self.source, "__getitem__") and self.num_batches is not None:
            source = (self.source[index] for index in range(self.num_batches))
        else:
            source = iter(self.source)
        for batch in source:
            x, y, weight = unpack_x_y_sample_weight(batch)
            yield self._weighed(to_arrays(x, "x"), to_arrays(y, "y"), to_arrays(weight, "sample_weight"))
        if self._running is None and hasattr(self.source, "on_epoch_end"):
            self.source.on_epoch_end()


class Stream:
    """Gives one epoch's batches after the other; with fixed steps an epoch may end within a pass over the data."""

    def __init__(self, data: ArrayData | IterableData, steps: int | None) -> None:
        self._data = data
        self._steps = steps
        self._running: Iterator[Batch] | None = None

    def epoch(self) -> Generator[Batch]:
        """Yields the batches of one epoch, those of a source of batches made ahead on a thread."""
        data, found = self._data, self._epoch()
        return prefetch(found, _AHEAD) if isinstance(data, IterableData) and data.hurries else found

    def _epoch(self) -> Generator[Batch]:
        if self._steps is None:
            yield from self._data.batches()
            return
        done = 0
        fresh = False
        while done < self._steps:
            if self._running is None:
                self._running, fresh = self._data.batches(), True
            batch = next(self._running, None)
            if batch is None:
                self._running = None
                if fresh and done == 0:
                    raise LayerloomError("The data ran out: nothing yields batches any more.")
                fresh = False
                if isinstance(self._data, IterableData) and self._data.runs_out:
                    return
                continue
            fresh = False
            done += 1
            yield batch


def passing(data: ArrayData | IterableData, steps: int | None) -> Generator[Batch]:
    """Yields the first batches of one pass, all where ``steps`` is None; see :meth:`Stream.epoch`."""
    found = (batch for batch in islice(data.batches(), steps))
    return prefetch(found, _AHEAD) if isinstance(data, IterableData) and data.hurries else found


def make_data(
    x: Any, y: Any = None, sample_weight: Any = None, batch_size: int | None = None, shuffle: bool = False
) -> ArrayData | IterableData:
    """Returns the adapter for whatever a person gives to fit, evaluate or predict."""
    if x is None:
        raise LayerloomError("No data were given: x is None.")
    is_data = isinstance(x, (np.ndarray, dict, list, tuple)) or hasattr(x, "__array__")
    if is_data or type(x).__module__.startswith("pandas"):
        return ArrayData(x, y, sample_weight, batch_size, shuffle)
    if not isinstance(x, Iterable) and not hasattr(x, "__getitem__"):
        raise LayerloomError(f"Data must be arrays or something that yields batches, got {type(x).__name__}.")
    if y is not None:
        raise LayerloomError("y must not be given where x yields batches: they hold the targets.")
    return IterableData(x)


def split_validation(data: tuple[Any, Any, Any], share: float) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Cuts the last ``share`` of the samples off as validation data, as Keras does."""
    if not 0 < share < 1:
        raise LayerloomError(f"validation_split must lie between 0 and 1, got {share}.")
    parts = [to_arrays(part, name) for part, name in zip(data, ("x", "y", "sample_weight"), strict=True)]
    samples = len(leaves(parts[0])[0])
    cut = math.floor(samples * (1 - share))
    if cut == 0 or cut == samples:
        raise LayerloomError(
            f"{samples} samples cannot be split with validation_split={share}: one part would be empty."
        )
    head = tuple(map_arrays(lambda a: a[:cut], part) for part in parts)
    return head, tuple(map_arrays(lambda a: a[cut:], part) for part in parts)


def is_batch(x: Any, most: int) -> bool:
    """Tells whether inputs are one batch as it is: nothing has to be checked, converted or cut."""
    return type(x) is np.ndarray and x.dtype == np.float32 and x.ndim > 0 and 0 < len(x) <= most


def _take(part: Any, key: Any) -> Any:
    return map_arrays(lambda array: array[key], part)


def weigh_classes(y: Any, class_weight: dict[int, float], sample_weight: Any) -> Array:
    """Returns sample weights that give each class its weight, times those that are there already."""
    labels = np.asarray(y)
    if labels.ndim > 1 and labels.shape[-1] > 1:
        labels = labels.argmax(axis=-1)
    labels = labels.reshape(len(labels), -1)[:, 0].round().astype(int)
    table = np.ones(max([int(labels.max(initial=0)), *class_weight]) + 1, dtype=config.floatx())
    for label, weight in class_weight.items():
        table[label] = weight
    weights: Array = table[labels]
    return weights if sample_weight is None else weights * sample_weight
