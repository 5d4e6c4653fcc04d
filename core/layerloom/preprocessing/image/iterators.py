"""Endless batches of pictures, in memory or in a folder, that an ImageDataGenerator changes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator as Generator
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layerloom import config
from layerloom.callbacks.terminal import terminal
from layerloom.errors import FieldError, LayerloomError, ShapeError
from layerloom.preprocessing.image.changes import PictureChanges
from layerloom.preprocessing.image.transforms import new_rng
from layerloom.tensors import Array, as_array, standardize_dtype
from layerloom.utils.directories import list_files
from layerloom.utils.images import img_to_array, load_img, save_img
from layerloom.utils.py_dataset import PyDataset

FORMATS = (".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".tif", ".tiff")
_CHANNELS = {"grayscale": 1, "rgb": 3, "rgba": 4}
_CLASS_MODES = ("categorical", "binary", "sparse", "input", None)


class Iterator(PyDataset):
    """Base of endless batches: ``next(...)`` gives one after the other, pass after pass.

    Args:
        n: Number of pictures.
        batch_size: Pictures per batch.
        shuffle: Whether every pass has an order of its own.
        seed: Seed of orders and changes.
        **kwargs: Arguments of :class:`PyDataset`.
    """

    def __init__(self, n: int, batch_size: int, shuffle: bool, seed: int | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if batch_size < 1:
            raise FieldError(f"batch_size must be at least 1, got {batch_size}.")
        self.n = n
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.seed = seed
        self.batch_index = 0
        self.total_batches_seen = 0
        self.index_array: Array | None = None
        self._pass = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return (self.n + self.batch_size - 1) // self.batch_size

    def __getitem__(self, index: int) -> Any:
        """Returns a batch of the present pass."""
        if not -len(self) <= index < len(self):
            raise IndexError(f"There are {len(self)} batches, there is none with the number {index}.")
        index %= len(self)
        rng = self._rng(self._pass * len(self) + index)
        with self._lock:
            if self.index_array is None:
                self.index_array = self._order(rng)
            chosen = self.index_array[self.batch_size * index : self.batch_size * (index + 1)]
        return self.make_batch(chosen, rng)

    def on_epoch_begin(self) -> None:
        """Draws the order of the first pass, before threads begin to work on it."""
        if self.index_array is None:
            self.index_array = self._order(self._rng(0))

    def on_epoch_end(self) -> None:
        """Draws the order of the next pass."""
        self._pass += 1
        self.index_array = self._order(self._rng(self._pass * len(self)))

    def reset(self) -> None:
        """Lets ``next`` begin a new pass."""
        self.batch_index = 0

    def __iter__(self) -> Iterator:
        """Returns itself: a ``for`` over it does not end by itself."""
        return self

    def __next__(self) -> Any:
        """Returns the next batch; after the last one a new pass begins."""
        if self.n == 0:
            raise StopIteration
        with self._lock:
            rng = self._rng(self.total_batches_seen)
            if self.batch_index == 0 or self.index_array is None:
                self.index_array = self._order(rng)
            start = self.batch_index * self.batch_size
            chosen = self.index_array[start : start + self.batch_size]
            self.batch_index = 0 if start + self.batch_size >= self.n else self.batch_index + 1
            self.total_batches_seen += 1
        return self.make_batch(chosen, rng)

    def one_pass(self) -> Generator[Any]:
        """Yields the batches of one pass, loaded by the workers."""
        return super().__iter__()

    def make_batch(self, index_array: Array, rng: np.random.RandomState) -> Any:
        """Returns the batch of the pictures with these numbers."""
        raise NotImplementedError(f"{type(self).__name__} must define make_batch(index_array, rng).")

    def _rng(self, number: int) -> np.random.RandomState:
        return new_rng(None if self.seed is None else self.seed + number)

    def _order(self, rng: np.random.RandomState) -> Array:
        return rng.permutation(self.n) if self.shuffle else np.arange(self.n)


class NumpyArrayIterator(Iterator):
    """Batches of pictures in memory; see :meth:`ImageDataGenerator.flow` for the arguments."""

    def __init__(
        self,
        x: Any,
        y: Any,
        image_data_generator: PictureChanges,
        batch_size: int = 32,
        shuffle: bool = False,
        sample_weight: Any = None,
        seed: int | None = None,
        data_format: str | None = None,
        save_to_dir: Any = None,
        save_prefix: str = "",
        save_format: str = "png",
        subset: str | None = None,
        ignore_class_split: bool = False,
        dtype: Any = None,
    ) -> None:
        more: list[Any] = []
        if isinstance(x, (tuple, list)) and len(x) == 2 and np.ndim(x[0]) == 4:
            more = list(x[1]) if isinstance(x[1], list) else [x[1]]
            x = x[0]
        self.dtype = image_data_generator.dtype if dtype is None else standardize_dtype(dtype)
        self.x = np.asarray(as_array(x), dtype=self.dtype)
        if self.x.ndim != 4:
            raise ShapeError(
                f"flow wants pictures of shape (number, height, width, channels), got {self.x.shape}."
            )
        self.x_misc = [as_array(item) for item in more]
        self.y = None if y is None else as_array(y)
        self.sample_weight = None if sample_weight is None else as_array(sample_weight)
        for name, part in (
            ("y", self.y),
            ("sample_weight", self.sample_weight),
            *(("x", m) for m in self.x_misc),
        ):
            if part is not None and len(part) != len(self.x):
                raise ShapeError(f"There are {len(self.x)} pictures, but {name} has {len(part)} rows.")
        if subset is not None:
            self._takepart_of(subset, image_data_generator.validation_split, ignore_class_split)
        self.image_data_generator = image_data_generator
        self.data_format = data_format or image_data_generator.data_format
        self._saving = (save_to_dir, save_prefix, save_format)
        super().__init__(len(self.x), batch_size, shuffle, seed)

    def make_batch(self, index_array: Array, rng: np.random.RandomState) -> Any:
        """Returns the batch of the pictures with these numbers."""
        pictures = _changed([self.x[i] for i in index_array], self.image_data_generator, rng, self.dtype)
        _save(pictures, index_array, self.data_format, self._saving, rng)
        inputs: Any = [pictures, *(part[index_array] for part in self.x_misc)] if self.x_misc else pictures
        if self.y is None:
            return inputs
        weights = () if self.sample_weight is None else (self.sample_weight[index_array],)
        return (inputs, self.y[index_array], *weights)

    def _takepart_of(self, subset: str, share: float, ignore_classes: bool) -> None:
        """Keeps one part of the pictures: the first ones are for validation, as in Keras."""
        cut = int(len(self.x) * share)
        part = part_of(subset, slice(cut), slice(cut, None))
        known = self.y is not None and not ignore_classes
        if known and not np.array_equal(np.unique(self.y[:cut]), np.unique(self.y[cut:])):  # type: ignore[index]
            raise LayerloomError(
                "The two parts of the split have different classes: shuffle the pictures, or set "
                "ignore_class_split=True."
            )
        self.x, self.x_misc = self.x[part], [item[part] for item in self.x_misc]
        self.y = None if self.y is None else self.y[part]


class FilesIterator(Iterator):
    """Base of batches of pictures in files, read by the workers.

    Args:
        image_data_generator: What changes the pictures.
        target_size: Height and width that all pictures get.
        color_mode: ``"rgb"``, ``"rgba"`` or ``"grayscale"``.
        data_format: Where the channels are; as the generator has it by default.
        saving: Folder for the changed pictures, beginning of their names, kind of their files.
        interpolation: How pictures are resized.
        keep_aspect_ratio: Whether pictures are cut rather than distorted.
        dtype: Number type of the batches; as the generator has it by default.
    """

    def __init__(
        self,
        image_data_generator: PictureChanges,
        target_size: Sequence[int],
        color_mode: str,
        data_format: str | None,
        saving: tuple[Any, str, str],
        interpolation: str,
        keep_aspect_ratio: bool,
        dtype: Any,
    ) -> None:
        if color_mode not in _CHANNELS:
            raise FieldError(f"color_mode must be one of {', '.join(_CHANNELS)}, got {color_mode!r}.")
        self.image_data_generator = image_data_generator
        self.target_size = (int(target_size[0]), int(target_size[1]))
        self.color_mode = color_mode
        self.interpolation = interpolation
        self.keep_aspect_ratio = keep_aspect_ratio
        self.data_format = data_format or image_data_generator.data_format or config.image_data_format()
        self.dtype = image_data_generator.dtype if dtype is None else standardize_dtype(dtype)
        channels = (_CHANNELS[color_mode],)
        first = self.data_format == "channels_first"
        self.image_shape = channels + self.target_size if first else self.target_size + channels
        self._saving = saving

    def start(self, samples: int, batch_size: int, shuffle: bool, seed: int | None) -> None:
        """Begins to count, once it is known how many pictures there are."""
        self.samples = samples
        workers = min(4, os.cpu_count() or 1)  # more would read faster than any network here learns
        super().__init__(samples, batch_size, shuffle, seed, workers=workers)

    @property
    def filepaths(self) -> list[str]:
        """Paths of the pictures."""
        raise NotImplementedError

    def with_targets(self, pictures: Array, index_array: Array) -> Any:
        """Returns pictures together with what belongs to them."""
        raise NotImplementedError

    def make_batch(self, index_array: Array, rng: np.random.RandomState) -> Any:
        """Returns the batch of the pictures with these numbers."""
        paths = self.filepaths
        raw = [self._read(paths[index]) for index in index_array]
        pictures = _changed(raw, self.image_data_generator, rng, self.dtype)
        _save(pictures, index_array, self.data_format, self._saving, rng)
        return self.with_targets(pictures, index_array)

    def _read(self, path: str) -> Array:
        image = load_img(path, self.color_mode, self.target_size, self.interpolation, self.keep_aspect_ratio)
        return img_to_array(image, self.data_format, self.dtype)


class DirectoryIterator(FilesIterator):
    """Batches of the pictures of a folder; see :meth:`ImageDataGenerator.flow_from_directory`."""

    def __init__(
        self,
        directory: Any,
        image_data_generator: PictureChanges,
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
        follow_links: bool = False,
        subset: str | None = None,
        interpolation: str = "nearest",
        keep_aspect_ratio: bool = False,
        dtype: Any = None,
    ) -> None:
        if class_mode not in _CLASS_MODES:
            raise FieldError(
                f"class_mode must be categorical, binary, sparse, input or None, got {class_mode!r}."
            )
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
        root = Path(directory)
        if not root.is_dir():
            raise LayerloomError(f"{root} is no folder.")
        self.directory = directory
        self.class_mode = class_mode
        names = list(classes or sorted(path.name for path in root.iterdir() if path.is_dir()))
        self.num_classes = len(names)
        self.class_indices = {name: number for number, name in enumerate(names)}
        self.filenames: list[str] = []
        labels: list[int] = []
        for name, number in self.class_indices.items():
            files = list_files(root / name, FORMATS, follow_links)
            if subset is not None:
                cut = int(image_data_generator.validation_split * len(files))
                files = files[part_of(subset, slice(cut), slice(cut, None))]
            self.filenames += [os.path.relpath(path, root) for path in files]
            labels += [number] * len(files)
        self.classes = np.asarray(labels, dtype=np.int32)
        terminal.line(f"Found {len(labels)} images belonging to {self.num_classes} classes.")
        self._paths = [os.path.join(directory, name) for name in self.filenames]  # noqa: PTH118
        self.start(len(labels), batch_size, shuffle, seed)

    @property
    def filepaths(self) -> list[str]:
        """Paths of the pictures."""
        return self._paths

    @property
    def labels(self) -> Array:
        """Class number of each picture."""
        return self.classes

    def with_targets(self, pictures: Array, index_array: Array) -> Any:
        """Returns pictures together with their labels."""
        labels = self.classes[index_array]
        if self.class_mode == "input":
            return pictures, pictures.copy()
        if self.class_mode in ("binary", "sparse"):
            return pictures, labels.astype(self.dtype)
        if self.class_mode == "categorical":
            return pictures, np.eye(self.num_classes, dtype=self.dtype)[labels]
        return pictures


def _changed(
    pictures: Sequence[Array], generator: PictureChanges, rng: np.random.RandomState, dtype: str
) -> Array:
    made = [
        generator.standardize(
            np.array(generator.apply_transform(picture, generator.draw(picture.shape, rng)), dtype=dtype)
        )
        for picture in pictures
    ]
    return np.stack(made).astype(dtype, copy=False)


def _save(
    pictures: Array,
    numbers: Array,
    data_format: str,
    saving: tuple[Any, str, str],
    rng: np.random.RandomState,
) -> None:
    """Writes changed pictures into a folder, for a person to look at."""
    folder, prefix, kind = saving
    if not folder:
        return
    for picture, number in zip(pictures, numbers, strict=True):
        name = f"{prefix}_{number}_{rng.randint(10**7)}.{kind}"
        save_img(Path(folder) / name, picture, data_format, scale=True)


def part_of(subset: str, validation: slice, training: slice) -> slice:
    """Returns the part of a split that ``subset`` names."""
    if subset not in ("training", "validation"):
        raise FieldError(f"subset must be 'training' or 'validation', got {subset!r}.")
    return validation if subset == "validation" else training
