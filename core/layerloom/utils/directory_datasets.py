"""Data sets of files in folders: pictures, and texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layerloom import config
from layerloom.data import AUTOTUNE, Dataset
from layerloom.errors import FieldError, LayerloomError
from layerloom.random import generator
from layerloom.tensors import Array
from layerloom.utils import resizing
from layerloom.utils.directories import check_split, index_directory, label_values, split_off
from layerloom.utils.images import img_to_array, load_img
from layerloom.utils.sounds import read_wav

__all__ = ["audio_dataset_from_directory", "image_dataset_from_directory", "text_dataset_from_directory"]

_IMAGES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp")
_CHANNELS = ("rgb", "rgba", "grayscale")


def image_dataset_from_directory(
    directory: Any,
    labels: Any = "inferred",
    label_mode: str | None = "int",
    class_names: Sequence[str] | None = None,
    color_mode: str = "rgb",
    batch_size: int | None = 32,
    image_size: Any = (256, 256),
    shuffle: bool = True,
    seed: int | None = None,
    validation_split: float | None = None,
    subset: str | None = None,
    interpolation: str = "bilinear",
    follow_links: bool = False,
    crop_to_aspect_ratio: bool = False,
    pad_to_aspect_ratio: bool = False,
    data_format: str | None = None,
    format: str = "tf",
    verbose: bool = True,
) -> Any:
    """Makes a Dataset of the pictures of a folder, read on threads (``keras.utils``).

    Args:
        directory: The folder, with a subfolder for each class.
        labels: ``"inferred"`` from the subfolders, ``None``, or a number for each file.
        label_mode: ``"int"``, ``"categorical"`` (one-hot), ``"binary"`` (0 or 1), or ``None`` for none.
        class_names: The subfolders in the order of their numbers.
        color_mode: ``"rgb"``, ``"rgba"`` or ``"grayscale"``.
        batch_size: Pictures per batch; ``None`` for single ones.
        image_size: Height and width that all pictures get.
        shuffle: Whether the pictures come in random order.
        seed: Seed of the order.
        validation_split: Share of the files for validation.
        subset: ``"training"``, ``"validation"`` or ``"both"``.
        interpolation: How pictures are resized.
        follow_links: Whether links to folders are followed.
        crop_to_aspect_ratio: Whether pictures are cut rather than distorted.
        pad_to_aspect_ratio: Whether pictures get borders rather than being distorted.
        data_format: Where the channels are.
        format: Without effect.
        verbose: Whether the number of files is said.

    Returns:
        A Dataset of (pictures with values from 0 to 255, labels) with ``class_names`` and ``file_paths``; two of them
        with ``subset="both"``.

    Raises:
        FieldError: If the arguments do not go together.
        LayerloomError: If the folder has no pictures.
    """
    size = (image_size, image_size) if isinstance(image_size, int) else tuple(image_size)
    method = interpolation.lower()
    if color_mode not in _CHANNELS:
        raise FieldError(f"color_mode must be one of {', '.join(_CHANNELS)}, got {color_mode!r}.")
    if len(size) != 2:
        raise FieldError(f"image_size must be (height, width), got {image_size!r}.")
    if method not in resizing.METHODS:
        raise FieldError(
            f"interpolation must be one of {', '.join(resizing.METHODS)}, got {interpolation!r}."
        )
    if crop_to_aspect_ratio and pad_to_aspect_ratio:
        raise FieldError("Only one of crop_to_aspect_ratio and pad_to_aspect_ratio can be true.")
    first = (data_format or config.image_data_format()) == "channels_first"

    def read(path: Any) -> Array:
        picture = img_to_array(load_img(str(path), color_mode), "channels_last", np.uint8)
        if crop_to_aspect_ratio:
            picture = resizing.crop_to(picture, size)
        fitted = resizing.pad_to if pad_to_aspect_ratio else resizing.resize
        made = fitted(picture, size, method)
        return made.transpose(2, 0, 1) if first else made

    return _from_directory(
        directory,
        _IMAGES,
        read,
        labels=labels,
        label_mode=label_mode,
        class_names=class_names,
        batch_size=batch_size,
        shuffle=shuffle,
        seed=seed,
        validation_split=validation_split,
        subset=subset,
        follow_links=follow_links,
        verbose=verbose,
    )


def text_dataset_from_directory(
    directory: Any,
    labels: Any = "inferred",
    label_mode: str | None = "int",
    class_names: Sequence[str] | None = None,
    batch_size: int | None = 32,
    max_length: int | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    validation_split: float | None = None,
    subset: str | None = None,
    follow_links: bool = False,
    format: str = "tf",
    verbose: bool = True,
) -> Any:
    """Makes a Dataset of the texts (.txt) of a folder (``keras.utils``).

    Args:
        directory: The folder, with a subfolder for each class.
        labels: ``"inferred"`` from the subfolders, ``None``, or a number for each file.
        label_mode: ``"int"``, ``"categorical"`` (one-hot), ``"binary"`` (0 or 1), or ``None`` for none.
        class_names: The subfolders in the order of their numbers.
        batch_size: Texts per batch; ``None`` for single ones.
        max_length: Number of bytes after which texts are cut.
        shuffle: Whether the texts come in random order.
        seed: Seed of the order.
        validation_split: Share of the files for validation.
        subset: ``"training"``, ``"validation"`` or ``"both"``.
        follow_links: Whether links to folders are followed.
        format: Without effect.
        verbose: Whether the number of files is said.

    Returns:
        A Dataset of (texts, labels) with ``class_names`` and ``file_paths``; two of them with ``subset="both"``.
    """

    def read(path: Any) -> Array:
        data = Path(str(path)).read_bytes()[:max_length]
        return np.asarray(data.decode("utf-8", errors="replace"), dtype=object)

    return _from_directory(
        directory,
        (".txt",),
        read,
        labels=labels,
        label_mode=label_mode,
        class_names=class_names,
        batch_size=batch_size,
        shuffle=shuffle,
        seed=seed,
        validation_split=validation_split,
        subset=subset,
        follow_links=follow_links,
        verbose=verbose,
    )


def audio_dataset_from_directory(
    directory: Any,
    labels: Any = "inferred",
    label_mode: str | None = "int",
    class_names: Sequence[str] | None = None,
    batch_size: int | None = 32,
    sampling_rate: int | None = None,
    output_sequence_length: int | None = None,
    ragged: bool = False,
    shuffle: bool = True,
    seed: int | None = None,
    validation_split: float | None = None,
    subset: str | None = None,
    follow_links: bool = False,
    verbose: bool = True,
) -> Any:
    """Makes a Dataset of the sounds (.wav) of a folder, read on threads (``keras.utils``).

    Args:
        directory: The folder, with a subfolder for each class.
        labels: ``"inferred"`` from the subfolders, ``None``, or a number for each file.
        label_mode: ``"int"``, ``"categorical"`` (one-hot), ``"binary"`` (0 or 1), or ``None`` for none.
        class_names: The subfolders in the order of their numbers.
        batch_size: Sounds per batch; ``None`` for single ones.
        sampling_rate: Samples per second that all sounds get; by default those of the files.
        output_sequence_length: Samples that are read of each file; shorter ones are filled up with silence. By
            default all are read, and filled up to the longest of their batch.
        ragged: Must be false: there are no ragged tensors here.
        shuffle: Whether the sounds come in random order.
        seed: Seed of the order.
        validation_split: Share of the files for validation.
        subset: ``"training"``, ``"validation"`` or ``"both"``.
        follow_links: Whether links to folders are followed.
        verbose: Whether the number of files is said.

    Returns:
        A Dataset of (sounds of shape (samples, channels) with values from -1 to 1, labels) with ``class_names`` and
        ``file_paths``; two of them with ``subset="both"``.

    Raises:
        FieldError: If the arguments do not go together.
        LayerloomError: If the folder has no sounds.
    """
    if ragged:
        raise FieldError(
            "There are no ragged tensors here: leave ragged out, and batches are filled up with silence."
        )
    for name, value in (("sampling_rate", sampling_rate), ("output_sequence_length", output_sequence_length)):
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value <= 0):
            raise FieldError(f"{name} must be a whole number greater than 0, got {value!r}.")
    return _from_directory(
        directory,
        (".wav",),
        lambda path: read_wav(str(path), sampling_rate, output_sequence_length),
        labels=labels,
        label_mode=label_mode,
        class_names=class_names,
        batch_size=batch_size,
        shuffle=shuffle,
        seed=seed,
        validation_split=validation_split,
        subset=subset,
        follow_links=follow_links,
        verbose=verbose,
        padded=output_sequence_length is None,
    )


def _from_directory(
    directory: Any,
    formats: tuple[str, ...],
    read: Callable[[Any], Array],
    *,
    labels: Any,
    label_mode: str | None,
    class_names: Sequence[str] | None,
    batch_size: int | None,
    shuffle: bool,
    seed: int | None,
    validation_split: float | None,
    subset: str | None,
    follow_links: bool,
    verbose: bool,
    padded: bool = False,
) -> Any:
    if label_mode not in ("int", "categorical", "binary", None):
        raise FieldError(f"label_mode must be int, categorical, binary or None, got {label_mode!r}.")
    check_split(validation_split, subset, shuffle, seed)
    if labels is None or label_mode is None:
        labels = label_mode = None
    if seed is None:
        seed = int(generator().integers(10**6))
    paths, numbers, names = index_directory(
        directory, labels, formats, class_names, shuffle, seed, follow_links, verbose
    )
    if label_mode == "binary" and len(names or ()) != 2:
        raise FieldError(f"label_mode='binary' needs two classes, {directory} has {len(names or ())}.")
    made = []
    for part in ("training", "validation") if subset == "both" else (subset,):
        own_paths, own_numbers = split_off(paths, numbers, validation_split, part)
        if not own_paths:
            raise LayerloomError(
                f"There are no files for {part or 'reading'} in {directory}; allowed are {', '.join(formats)}."
            )
        source: Any = np.asarray(own_paths)
        if own_numbers is not None and label_mode is not None:
            source = (source, label_values(own_numbers, label_mode, len(names or ())))
        dataset = Dataset.from_tensor_slices(source)
        if shuffle and not (subset == "both" and part == "validation"):
            dataset = dataset.shuffle(8 * batch_size if batch_size else 1024, seed=seed)
        dataset = dataset.map(
            lambda path, *label: (read(path), *label) if label else read(path), num_parallel_calls=AUTOTUNE
        )
        if batch_size is not None:
            dataset = dataset.padded_batch(batch_size) if padded else dataset.batch(batch_size)
        dataset = dataset.prefetch()
        dataset.class_names, dataset.file_paths = names, own_paths  # type: ignore[attr-defined]
        made.append(dataset)
    return made if subset == "both" else made[0]
