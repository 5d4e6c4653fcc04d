"""A plan of assignments: everything is read and checked before the first variable changes."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from layerloom.saving.hdf5 import Array, ContentError


class Plan:
    """Collects which variable shall take which values.

    Args:
        skip_mismatch: Whether a layer that does not fit is left out, with a warning, in place of an error.
        whole_model: Whether the model was just made of the same file, so that its layers may take another form.
        quantization: How layers are quantized of which the file does not tell it: as others in it.
    """

    def __init__(
        self,
        skip_mismatch: bool = False,
        whole_model: bool = False,
        quantization: Mapping[str, Any] | None = None,
    ) -> None:
        self.skip_mismatch = skip_mismatch
        self.whole_model = whole_model
        self.quantization = quantization or {}
        self._steps: list[tuple[Callable[[Any], object], Any]] = []

    @contextlib.contextmanager
    def layer(self, title: str) -> Iterator[None]:
        """Groups the assignments of a layer: all of them or, where mismatches are skipped, none."""
        before = len(self._steps)
        try:
            yield
        except ContentError as error:
            if not self.skip_mismatch:
                raise
            del self._steps[before:]
            warnings.warn(f"The weights of {title} are left as they are: {error}.", stacklevel=5)

    def assign(self, variable: Any, values: Array) -> None:
        """Plans that a variable takes values of its own shape.

        Raises:
            ContentError: If the shape differs.
        """
        if tuple(variable.shape) != values.shape:
            raise ContentError(
                f"{variable.path} has shape {tuple(variable.shape)}, the file has {values.shape}"
            )
        self._steps.append((variable.assign, values))

    def hand_over(self, load: Callable[[Any], object], arrays: Any) -> None:
        """Plans that a layer takes arrays by a method of its own."""
        self._steps.append((load, arrays))

    def carry_out(self) -> None:
        """Makes the assignments, once; what was read is let go of piece by piece, so that memory does not double."""
        steps, self._steps = self._steps[::-1], []
        while steps:
            take, values = steps.pop()
            take(values)
