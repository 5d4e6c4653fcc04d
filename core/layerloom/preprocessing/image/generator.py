"""ImageDataGenerator: batches of pictures, changed by chance each time they are shown."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from layerloom.errors import FieldError
from layerloom.preprocessing.image.changes import PictureChanges
from layerloom.preprocessing.image.iterators import DirectoryIterator, NumpyArrayIterator
from layerloom.preprocessing.image.tables import DataFrameIterator


class ImageDataGenerator(PictureChanges):
    """Changes pictures by chance, then scales their values, batch by batch.

    Its arguments are those of :class:`~layerloom.preprocessing.image.changes.PictureChanges`.
    """

    def flow(
        self,
        x: Any,
        y: Any = None,
        batch_size: int = 32,
        shuffle: bool = True,
        sample_weight: Any = None,
        seed: int | None = None,
        save_to_dir: Any = None,
        save_prefix: str = "",
        save_format: str = "png",
        ignore_class_split: bool = False,
        subset: str | None = None,
    ) -> NumpyArrayIterator:
        """Returns endless batches of pictures in memory.

        Args:
            x: Pictures, four axes; or a list of them and further arrays.
            y: Labels.
            batch_size: Pictures per batch.
            shuffle: Whether every pass has an order of its own.
            sample_weight: Weights.
            seed: Seed of orders and changes.
            save_to_dir: Folder for the changed pictures.
            save_prefix: Beginning of their names.
            save_format: Kind of their files.
            ignore_class_split: Whether the parts of a split may have different classes.
            subset: ``"training"`` or ``"validation"``.
        """
        saving = (save_to_dir, save_prefix, save_format)
        return NumpyArrayIterator(
            x, y, self, batch_size, shuffle, sample_weight, seed, None, *saving, subset, ignore_class_split
        )

    def flow_from_directory(
        self,
        directory: Any,
        target_size: Sequence[int] = (256, 256),
        color_mode: str = "rgb",
        classes: Sequence[str] | None = None,
        class_mode: str | None = "categorical",
        batch_size: int = 32,
        shuffle: bool = True,
        seed: int | None = None,
        save_to_dir: Any = None,
        save_prefix: str = "",
        save_format: str = "png",
        follow_links: bool = False,
        subset: str | None = None,
        interpolation: str = "nearest",
        keep_aspect_ratio: bool = False,
    ) -> DirectoryIterator:
        """Returns endless batches of the pictures of a folder, read on threads.

        Args:
            directory: The folder, with a subfolder for each class.
            target_size: Height and width that all pictures get.
            color_mode: ``"rgb"``, ``"rgba"`` or ``"grayscale"``.
            classes: The subfolders in the order of their numbers; alphabetic by default.
            class_mode: ``"categorical"`` (one-hot), ``"binary"`` or ``"sparse"`` (numbers), ``"input"`` (the
                pictures themselves) or ``None``.
            batch_size: Pictures per batch.
            shuffle: Whether every pass has an order of its own.
            seed: Seed of orders and changes.
            save_to_dir: Folder for the changed pictures.
            save_prefix: Beginning of their names.
            save_format: Kind of their files.
            follow_links: Whether links to folders are followed.
            subset: ``"training"`` or ``"validation"``.
            interpolation: How pictures are resized.
            keep_aspect_ratio: Whether pictures are cut rather than distorted.
        """
        return DirectoryIterator(
            directory,
            self,
            target_size,
            color_mode,
            classes,
            class_mode,
            batch_size,
            shuffle,
            seed,
            None,
            save_to_dir,
            save_prefix,
            save_format,
            follow_links,
            subset,
            interpolation,
            keep_aspect_ratio,
        )

    def flow_from_dataframe(
        self,
        dataframe: Any,
        directory: Any = None,
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
        save_to_dir: Any = None,
        save_prefix: str = "",
        save_format: str = "png",
        subset: str | None = None,
        interpolation: str = "nearest",
        validate_filenames: bool = True,
        **kwargs: Any,
    ) -> DataFrameIterator:
        """Returns endless batches of the pictures that a table lists, read on threads.

        Args:
            dataframe: A pandas table, or a dict of lists.
            directory: Folder that the names of files begin in.
            x_col: Column with the names of files.
            y_col: Column with the labels, or a list of columns.
            weight_col: Column with weights.
            target_size: Height and width that all pictures get.
            color_mode: ``"rgb"``, ``"rgba"`` or ``"grayscale"``.
            classes: The classes in the order of their numbers; alphabetic by default.
            class_mode: ``"categorical"`` (one-hot, several where a label is a list), ``"binary"`` or ``"sparse"``
                (numbers), ``"raw"`` (the values), ``"multi_output"`` (a list of the values of each column),
                ``"input"`` (the pictures themselves) or ``None``.
            batch_size: Pictures per batch.
            shuffle: Whether every pass has an order of its own.
            seed: Seed of orders and changes.
            save_to_dir: Folder for the changed pictures.
            save_prefix: Beginning of their names.
            save_format: Kind of their files.
            subset: ``"training"`` or ``"validation"``.
            interpolation: How pictures are resized.
            validate_filenames: Whether files that are not there are left out.
            **kwargs: Older arguments: ``has_ext``, ``sort``, ``drop_duplicates`` are ignored.

        Raises:
            FieldError: If the table does not have what the arguments say.
        """
        unknown = set(kwargs) - {"has_ext", "sort", "drop_duplicates"}
        if unknown:
            raise FieldError(f"flow_from_dataframe does not know the argument {', '.join(sorted(unknown))}.")
        if kwargs:
            warnings.warn(f"flow_from_dataframe ignores {', '.join(kwargs)}, as Keras does.", stacklevel=2)
        return DataFrameIterator(
            dataframe,
            directory,
            self,
            x_col,
            y_col,
            weight_col,
            target_size,
            color_mode,
            classes,
            {"other": "raw"}.get(class_mode or "", class_mode),
            batch_size,
            shuffle,
            seed,
            self.data_format,
            save_to_dir,
            save_prefix,
            save_format,
            subset,
            interpolation,
            dtype=self.dtype,
            validate_filenames=validate_filenames,
        )
