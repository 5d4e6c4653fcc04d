"""Categories to a fixed number of bins by a hash: Hashing and HashedCrossing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from layerloom import config
from layerloom.declaration import register
from layerloom.declaration.fields import PositiveInt
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.preprocessing.categories import (
    CategoryLayer,
    as_array,
    as_texts,
    check_mode,
    encode,
    encoded_shape,
    is_text,
    refuse_sparse,
)
from layerloom.layers.preprocessing.hashes import farm_hash, mixed_hash, sip_hash
from layerloom.tensors import Array

__all__ = ["HashedCrossing", "Hashing"]

_BITS = (1 << 64) - 1


def hash_bins(values: Array, count: int, key: Sequence[int] | None = None) -> Array:
    """Returns the bin of each text or whole number, by FarmHash64 or with a key by SipHash64."""
    flat = (as_texts(values) if is_text(values) else values.astype("int64")).reshape(-1).tolist()
    table = {}
    for item in set(flat):
        data = str(item).encode("utf-8", "surrogateescape")
        table[item] = (farm_hash(data) if key is None else sip_hash(data, key)) % count
    return np.array([table[item] for item in flat], "int64").reshape(values.shape)


def checked_salt(layer: str, salt: Any) -> list[int] | None:
    """Returns the two numbers of a salt."""
    if salt is None or (isinstance(salt, (tuple, list)) and len(salt) == 2):
        return salt if salt is None else list(salt)
    if isinstance(salt, int):
        return [salt, salt]
    raise FieldError(f"{layer}: salt must be a whole number or two of them, got {salt!r}.")


@register("layer", category="Preprocessing", start={"num_bins": 10})
class Hashing(CategoryLayer):
    """Puts texts or whole numbers into bins by their hash, the same ones everywhere.

    Output shape: the input's, or with another ``output_mode`` a row with a column for each bin.

    Args:
        num_bins: Number of bins, that of masked values included.
        mask_value: A value that always goes to bin 0, alone there.
        salt: One or two numbers that change the bins; then SipHash64 is used instead of FarmHash64.
        output_mode: Indices (int), or rows for each value (one_hot) or sample (multi_hot, count).
        sparse: Kept for files; only dense tensors exist here.
    """

    def __init__(
        self,
        num_bins: PositiveInt,
        mask_value: Any = None,
        salt: Any = None,
        output_mode: Literal["int", "one_hot", "multi_hot", "count"] = "int",
        sparse: bool = False,
        **kwargs: Any,
    ) -> None:
        if kwargs.get("dtype") is None:
            kwargs["dtype"] = "int64" if output_mode == "int" else config.floatx()
        super().__init__(**kwargs)
        if num_bins is None or num_bins <= 0:
            raise FieldError(f"Hashing: num_bins must be at least 1, got {num_bins!r}.")
        check_mode("Hashing", output_mode, "int", "one_hot", "multi_hot", "count")
        if output_mode == "int" and self.compute_dtype not in ("int32", "int64"):
            raise FieldError(f"Hashing: indices need dtype int32 or int64, got {self.compute_dtype}.")
        refuse_sparse("Hashing", sparse)
        self.num_bins, self.mask_value, self.salt = int(num_bins), mask_value, checked_salt("Hashing", salt)
        self.output_mode, self.sparse = str(output_mode), sparse
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the bin of each value."""
        values = as_array(inputs)
        masked = self.mask_value is not None and self.num_bins > 1
        bins = hash_bins(values, self.num_bins - masked, self.salt)
        if masked:
            same = (as_texts(values) if is_text(values) else values) == self.mask_value
            bins = np.where(same, 0, bins + 1)
        return encode(bins, self.output_mode, self.num_bins, self.compute_dtype)

    def _depth(self) -> int:
        return self.num_bins


@register("layer", category="Preprocessing", start={"num_bins": 10})
class HashedCrossing(CategoryLayer):
    """Puts combinations of several categories into bins by their hash.

    Input: several arrays of one shape ``(batch, 1)``, ``(batch,)`` or ``()``. Output shape: the same, or with
    "one_hot" ``(batch, num_bins)``.

    Args:
        num_bins: Number of bins.
        output_mode: Indices (int) or rows with a column for each bin (one_hot).
        sparse: Kept for files; only dense tensors exist here.
    """

    def __init__(
        self,
        num_bins: PositiveInt,
        output_mode: Literal["int", "one_hot"] = "int",
        sparse: bool = False,
        **kwargs: Any,
    ) -> None:
        if output_mode == "int" and kwargs.get("dtype") is None:
            kwargs["dtype"] = "int64"
        super().__init__(**kwargs)
        check_mode("HashedCrossing", output_mode, "int", "one_hot")
        refuse_sparse("HashedCrossing", sparse)
        self.num_bins, self.output_mode, self.sparse = int(num_bins), str(output_mode), sparse
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the bin of each combination."""
        values = [as_array(item) for item in self._several(inputs)]
        self.compute_output_shape([item.shape for item in values])
        columns = []
        for item in values:
            if item.dtype.kind == "f":
                raise FieldError(f"Layer {self._title} crosses texts and whole numbers, got {item.dtype}.")
            texts = is_text(item)
            flat = (as_texts(item) if texts else item).reshape(-1).tolist()
            columns.append(
                [farm_hash(x.encode("utf-8", "surrogateescape")) if texts else int(x) & _BITS for x in flat]
            )
        bins = [mixed_hash(row) % self.num_bins for row in zip(*columns, strict=True)]
        crossed = np.array(bins, "int64").reshape(values[0].shape)
        return encode(crossed, self.output_mode, self.num_bins, self.compute_dtype)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The inputs' common shape, encoded as ``output_mode`` says."""
        shapes = [tuple(shape) for shape in self._several(input_shape)]
        first = shapes[0]
        if any(shape[1:] != first[1:] or len(shape) != len(first) for shape in shapes) or (
            len(first) > 2 or (len(first) == 2 and first[1] != 1)
        ):
            raise ShapeError(
                f"Layer {self._title} takes inputs of one shape (batch, 1), (batch,) or (), got {shapes}."
            )
        return encoded_shape(first, self.output_mode, self.num_bins)

    def _depth(self) -> int:
        return self.num_bins

    def _several(self, inputs: Any) -> list[Any]:
        if not isinstance(inputs, (list, tuple)) or len(inputs) < 2:
            raise ShapeError(f"Layer {self._title} takes a list of at least two inputs.")
        return list(inputs)
