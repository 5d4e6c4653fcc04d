"""Batches fetched ahead: what ``workers``, ``max_queue_size`` and ``use_multiprocessing`` of Keras 2 mean here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from layerloom import config
from layerloom.data.threads import parallel_map, prefetch
from layerloom.errors import LayerloomError
from layerloom.models.data_adapter import WhenNeeded

#: Keras 2's defaults.
_DEFAULTS: dict[str, Any] = {"max_queue_size": 10, "workers": 1, "use_multiprocessing": False}

#: Keras 1's names of arguments of ``fit``.
_OLDER = {"nb_epoch": "epochs", "nb_val_samples": "validation_steps", "val_samples": "steps"}

_STEPS = ("steps", "steps_per_epoch", "validation_steps", "val_samples", "nb_val_samples")


def split_queue_arguments(
    kwargs: dict[str, Any], generator: Any = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns the arguments that say how to fetch batches, and the others by their names of today.

    Args:
        kwargs: Keyword arguments of ``fit_generator`` and its kin.
        generator: What yields the batches.
    """
    queue = {key: kwargs.get(key, default) for key, default in _DEFAULTS.items()}
    queue["max_queue_size"] = kwargs.get("max_q_size", queue["max_queue_size"])  # Keras 1
    queue["workers"] = kwargs.get("nb_worker", queue["workers"])
    queue["use_multiprocessing"] = kwargs.get("pickle_safe", queue["use_multiprocessing"])
    others = {
        _OLDER.get(key, key): whole(value) if key in _STEPS else value
        for key, value in kwargs.items()
        if key not in (*_DEFAULTS, "max_q_size", "pickle_safe", "nb_worker")
    }
    return queue, _with_steps_of_samples(generator, others)


def _with_steps_of_samples(generator: Any, kwargs: dict[str, Any]) -> dict[str, Any]:
    """Returns arguments of ``fit`` with the steps that Keras 1's ``samples_per_epoch`` stood for.

    Args:
        generator: What yields the batches; it must tell their size, as ImageDataGenerator's do.
        kwargs: The arguments.

    Raises:
        ValueError: If the size of the batches is unknown.
    """
    samples = kwargs.pop("samples_per_epoch", None)
    if samples is None or "steps_per_epoch" in kwargs:
        return kwargs
    size = getattr(generator, "batch_size", None)
    if not isinstance(size, int):
        raise LayerloomError(
            f"samples_per_epoch={samples} needs batches of a known size: give steps_per_epoch, the number of batches."
        )
    return {**kwargs, "steps_per_epoch": -(-int(samples) // size)}


def queued(data: Any, max_queue_size: int = 10, workers: int = 1, use_multiprocessing: bool = False) -> Any:
    """Returns batches that are made ahead of their use, in the same order.

    A ``Sequence`` makes several batches at once, on threads, or in processes with ``use_multiprocessing``. Of a
    generator only one batch can be made at a time; it is on a thread of its own.

    Args:
        data: A ``Sequence``, a generator, or anything else, which comes back as it is.
        max_queue_size: How many batches may be ready.
        workers: How many threads or processes make them; 0 makes each when it is needed.
        use_multiprocessing: Whether they are processes.

    Raises:
        ValueError: If a number is negative.
    """
    if workers < 0 or max_queue_size < 0:
        raise LayerloomError(
            f"workers and max_queue_size must be 0 or more, got {workers} and {max_queue_size}."
        )
    if hasattr(data, "use_multiprocessing"):  # a Sequence knows how to do it
        data.workers, data.max_queue_size = workers, max(max_queue_size, 1)
        data.use_multiprocessing = use_multiprocessing
        return data
    if workers == 0 or max_queue_size == 0:
        return WhenNeeded(data) if isinstance(data, Iterable) else data
    if hasattr(data, "__getitem__") and hasattr(data, "__len__") and hasattr(data, "__iter__"):
        return data
    if hasattr(data, "__getitem__") and hasattr(data, "__len__"):
        return _Numbered(data, workers, max_queue_size)
    if hasattr(data, "__next__"):
        return prefetch(data, max_queue_size)
    return data


def with_older_arguments(method: str, data: Any, epochs: int, older: dict[str, Any]) -> tuple[Any, int]:
    """Returns the data and the number of epochs as older arguments of ``fit`` say.

    Args:
        method: How errors call it.
        data: What was given as ``x``.
        epochs: What was given as ``epochs``.
        older: The older arguments.

    Raises:
        TypeError: If one is unknown.
    """
    queue, others = split_queue_arguments(older)
    epochs = others.pop("epochs", epochs)
    if others:
        raise TypeError(f"{method}() has no argument {next(iter(others))!r}.")
    return queued(data, **queue), epochs


def whole(steps: Any) -> Any:
    """Returns steps that were counted as ``len(x) / batch_size`` as the batches that they begin."""
    return math.ceil(steps) if isinstance(steps, float) and math.isfinite(steps) else steps


def limited(steps: int | None, there_are: int | None) -> int | None:
    """Returns how many batches an epoch has under the limit of ``config.set_max_steps_per_epoch``.

    Args:
        steps: How many were asked for, ``None`` for all.
        there_are: How many the data have, where that is known.
    """
    limit = config.max_steps_per_epoch()
    return steps if limit is None else min(limit, steps or there_are or limit)


class _Numbered:
    """Batches of something that has a number for each, loaded by several threads, in order.

    Args:
        data: Has ``__len__`` and ``__getitem__``.
        workers: Number of threads.
        ahead: Batches that may be ready.
    """

    def __init__(self, data: Any, workers: int, ahead: int) -> None:
        self.data, self.workers, self.ahead = data, workers, ahead

    def __len__(self) -> int:
        return len(self.data)

    def __iter__(self) -> Iterator[Any]:
        yield from parallel_map(self.data.__getitem__, range(len(self.data)), self.workers, self.ahead)
        if hasattr(self.data, "on_epoch_end"):
            self.data.on_epoch_end()
