"""Batches of pictures that a table lists, with their labels."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.callbacks.terminal import terminal
from layerloom.errors import FieldError, LayerloomError
from layerloom.preprocessing.image.changes import PictureChanges
from layerloom.preprocessing.image.iterators import FORMATS, FilesIterator, part_of
from layerloom.tensors import Array

_OF_CLASSES = ("categorical", "binary", "sparse")
_CLASS_MODES = (*_OF_CLASSES, "input", "multi_output", "raw", None)


class DataFrameIterator(FilesIterator):
    """Batches of the pictures of a table; see :meth:`ImageDataGenerator.flow_from_dataframe`."""

    def __init__(
        self,
        dataframe: Any,
        directory: Any = None,
        image_data_generator: PictureChanges | None = None,
        x_col: str = "filename",
        y_col: Any = "class",
        weight_col: str | None = None,
        target_size: Sequence[int] = (256, 256),
        color_mode: str = "rgb",
        classes: Sequence[str] | None = None,
        class_mode: str | None = "categorical",
        batch_size: int = 32,
        shuffle: bool = True,
        seed: int | None = None,
        data_format: str | None = None,
        save_to_dir: Any = None,
        save_prefix: str = "",
        save_format: str = "png",
        subset: str | None = None,
        interpolation: str = "nearest",
        keep_aspect_ratio: bool = False,
        dtype: Any = None,
        validate_filenames: bool = True,
    ) -> None:
        if class_mode not in _CLASS_MODES:
            known = ", ".join(map(str, _CLASS_MODES))
            raise FieldError(f"class_mode must be one of {known}, got {class_mode!r}.")
        if image_data_generator is None:
            image_data_generator = PictureChanges()
        super().__init__(
            image_data_generator,
            target_size,
            color_mode,
            data_format,
            (save_to_dir, save_prefix, save_format),
            interpolation,
            keep_aspect_ratio,
            dtype,
        )
        self.directory = directory or ""
        self.class_mode = class_mode
        names = _column(dataframe, x_col)
        if not all(isinstance(name, (str, os.PathLike)) for name in names):
            raise FieldError(f"The column x_col={x_col!r} must hold the names of files only.")
        kept = self._valid(names, x_col) if validate_filenames else np.arange(len(names))
        labels, kept = self._labelled(dataframe, y_col, classes, kept)
        if subset is not None:
            cut = int(image_data_generator.validation_split * len(kept))
            kept = kept[part_of(subset, slice(cut), slice(cut, None))]
        self.filenames = [os.fspath(names[index]) for index in kept]
        self._paths = [os.path.join(self.directory, name) for name in self.filenames]  # noqa: PTH118
        self.classes = [self._known(labels[index]) for index in kept] if labels else []
        self.sample_weight = None if weight_col is None else _weights(dataframe, weight_col)[kept]
        self._targets = self._values(dataframe, y_col, kept)
        told = "validated" if validate_filenames else "non-validated"
        belonging = f" belonging to {len(self.class_indices)} classes" if class_mode in _OF_CLASSES else ""
        terminal.line(f"Found {len(kept)} {told} image filenames{belonging}.")
        self.start(len(kept), batch_size, shuffle, seed)

    @property
    def filepaths(self) -> list[str]:
        """Paths of the pictures."""
        return self._paths

    @property
    def labels(self) -> Any:
        """Class number of each picture, several where it has several, or its values."""
        return self.classes if self.class_mode in _OF_CLASSES else self._targets

    def with_targets(self, pictures: Array, index_array: Array) -> Any:
        """Returns pictures together with their labels, and their weights if there are any."""
        targets = self._targets_of(pictures, index_array)
        if targets is None:
            return pictures
        if self.sample_weight is None:
            return pictures, targets
        return pictures, targets, self.sample_weight[index_array]

    def _targets_of(self, pictures: Array, index_array: Array) -> Any:
        if self.class_mode == "input":
            return pictures.copy()
        if self.class_mode == "multi_output":
            return [values[index_array] for values in self._targets]
        if self.class_mode == "raw":
            return self._targets[index_array]
        if self.class_mode in ("binary", "sparse"):
            return np.asarray([self.classes[index] for index in index_array], dtype=self.dtype)
        if self.class_mode == "categorical":
            rows = np.zeros((len(index_array), len(self.class_indices)), dtype=self.dtype)
            for row, index in zip(rows, index_array, strict=True):
                row[self.classes[index]] = 1
            return rows
        return None

    def _known(self, label: Any) -> Any:
        """Returns the number of a class, a list of them for a list, or nothing where it is none of the classes."""
        if isinstance(label, (list, tuple)):
            return [self.class_indices[name] for name in label if name in self.class_indices] or None
        return self.class_indices.get(label)

    def _labelled(
        self, table: Any, y_col: Any, classes: Sequence[str] | None, kept: Array
    ) -> tuple[list[Any], Array]:
        """Returns the names of the classes of all rows, where there are classes, and which rows have a known one."""
        if self.class_mode not in _OF_CLASSES:
            if classes:
                warnings.warn(f"classes has no effect with class_mode={self.class_mode!r}.", stacklevel=4)
            return [], kept
        labels = _column(table, y_col)
        found = _classes(labels, self.class_mode or "", y_col, classes)
        self.class_indices = {name: number for number, name in enumerate(found)}
        known = [index for index in kept if self._known(labels[index]) is not None]
        return labels, np.asarray(known, dtype=int)

    def _valid(self, names: Sequence[Any], x_col: str) -> Array:
        there = [
            index
            for index, name in enumerate(names)
            if os.fspath(name).lower().endswith(FORMATS) and (Path(self.directory) / name).is_file()
        ]
        missing = len(names) - len(there)
        if missing:
            warnings.warn(
                f"{missing} of the {len(names)} files in the column x_col={x_col!r} are not there or no "
                "pictures: they are left out.",
                stacklevel=4,
            )
        return np.asarray(there, dtype=int)

    def _values(self, table: Any, y_col: Any, kept: Array) -> Any:
        if self.class_mode == "multi_output":
            if not isinstance(y_col, (list, tuple)):
                raise FieldError(
                    f"class_mode='multi_output' wants a list of columns as y_col, got {y_col!r}."
                )
            return [np.asarray(_column(table, name))[kept] for name in y_col]
        if self.class_mode == "raw":
            if isinstance(y_col, (list, tuple)):
                return np.stack([np.asarray(_column(table, name)) for name in y_col], axis=1)[kept]
            return np.asarray(_column(table, y_col))[kept]
        return None


def _column(table: Any, name: Any) -> list[Any]:
    """Returns a column of a pandas table, of a dict of lists or of anything else that gives columns by name.

    Raises:
        FieldError: If there is none of that name.
    """
    try:
        found = table[name]
    except (KeyError, IndexError, ValueError):
        names = ", ".join(map(str, getattr(table, "columns", table)))
        raise FieldError(f"The table has no column {name!r}; its columns are {names}.") from None
    return list(found.tolist() if hasattr(found, "tolist") else found)


def _weights(table: Any, name: str) -> Array:
    weights = np.asarray(_column(table, name))
    if weights.dtype.kind not in "fiub":
        raise FieldError(f"The column weight_col={name!r} must hold numbers.")
    return weights


def _classes(labels: Sequence[Any], class_mode: str, y_col: Any, classes: Sequence[str] | None) -> list[str]:
    several = (list, tuple) if class_mode == "categorical" else ()
    wrong = next((label for label in labels if not isinstance(label, (str, *several))), None)
    if wrong is not None:
        raise FieldError(
            f"class_mode={class_mode!r} wants names of classes in the column y_col={y_col!r}, got {wrong!r}: turn "
            "numbers into text, or use class_mode='raw'."
        )
    found = {name for label in labels for name in (label if isinstance(label, (list, tuple)) else (label,))}
    names = list(dict.fromkeys(classes)) if classes else sorted(found)
    if class_mode == "binary" and len(names) != 2:
        raise LayerloomError(f"class_mode='binary' needs two classes, there are {len(names)}.")
    return names
