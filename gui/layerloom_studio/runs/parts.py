"""Parts of a data set that come apart: the test arrays of an archive, or another file with the same arrays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr

Array = NDArray[Any]
_PARTS = ("test", "val", "valid", "validation")
_TRAIN = re.compile(r"(?<![a-z])train(ing)?(?![a-z])", re.IGNORECASE)


def part_of(name: str, part: str) -> str:
    """What an array for training is called in another part: `x_test` for `x_train`; the same where it says nothing."""
    return _TRAIN.sub(part, name)


def is_part(name: str, training: str) -> bool:
    """Whether an array is another part of one for training, as `x_test` is of `x_train`."""
    return name != training and any(part_of(training, part) == name for part in _PARTS)


def known_parts(names: Iterable[str]) -> tuple[str, ...]:
    """The parts besides training that an archive holds arrays of, such as ("test",)."""
    there = list(names)
    training = [name for name in there if _TRAIN.search(name)]
    return tuple(
        part for part in _PARTS if training and all(part_of(name, part) in there for name in training)
    )


def joined(
    found: Mapping[str, Array], training: Iterable[str], held: Mapping[str, Array]
) -> tuple[dict[str, Array], NDArray[np.bool_]]:
    """Put the samples held back behind those to learn from.

    Args:
        found: Arrays to learn from, by name.
        training: Which of them belong together.
        held: The arrays of the same names that are held back.

    Returns:
        The arrays, and which of the samples are held back.

    Raises:
        LayerloomError: If an array is missing, or its samples have another shape; one sentence.
    """
    names = list(training)
    whole: dict[str, Array] = {}
    for name in names:
        first, second = found[name], held.get(name)
        if second is None:
            raise LayerloomError(
                tr("the validation data have no {name!r}; they need the arrays of the training", name=name)
            )
        if first.shape[1:] != second.shape[1:] or (first.dtype.kind == "U") != (second.dtype.kind == "U"):
            raise LayerloomError(
                tr(
                    "{name!r} of the validation data has {have} for each sample, that of the training {want}",
                    name=name,
                    have=second.shape[1:],
                    want=first.shape[1:],
                )
            )
        whole[name] = np.concatenate([first, second])
    counts = [(len(found[name]), len(whole[name])) for name in names]
    if len(set(counts)) != 1:
        raise LayerloomError(tr("the arrays of the validation data have different numbers of samples"))
    first_count, count = counts[0]
    return whole, np.arange(count) >= first_count
