"""The errors that Layerloom raises: each carries one sentence a person can act on."""

from __future__ import annotations

import os
from collections.abc import Sequence


class LayerloomError(ValueError):
    """Base of every error that is caused by what the user gave us."""


class FieldError(LayerloomError):
    """A constructor argument has a value that its declared type does not allow."""


class ArgumentError(FieldError, TypeError):
    """A call leaves out arguments, or gives some that are not known.

    Args:
        message: One sentence.
        missing: Names of what was left out.
    """

    def __init__(self, message: str, missing: Sequence[str] = ()) -> None:
        self.missing = tuple(missing)
        super().__init__(message)


class UnknownNameError(LayerloomError):
    """A class or function of that name is not known here.

    Args:
        message: One sentence.
        name: The name, where it is the one that the caller may pass in ``custom_objects``.
    """

    def __init__(self, message: str, name: str = "") -> None:
        self.name = name
        super().__init__(message)


class UnknownPartError(LayerloomError):
    """An initializer, regularizer or constraint that is not known here is needed after all."""


class ShapeError(LayerloomError):
    """Tensor shapes do not fit together or do not fit the layer."""


class FileFormatError(LayerloomError):
    """A file cannot be read or written.

    Args:
        path: The file concerned.
        cause: What is wrong with it and what to do, without a final period.
    """

    def __init__(self, path: str | os.PathLike[str], cause: str) -> None:
        self.path = os.fspath(path)
        self.cause = cause
        super().__init__(f"{self.path}: {cause}.")


class MisfitError(ShapeError):
    """The inputs of an operation do not go together."""


class MisfitIndexError(MisfitError, IndexError):
    """An index or an axis that an operation is given is not there."""
