"""Where data come from: scikit-learn's bundled sets, and folders of images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.datasets import cifar10, fashion_mnist
from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.language import mark, tr
from layerloom_studio.language.system_errors import cause_of
from layerloom_studio.runs.imaging import Fitting, find_images, fit_image

Array = NDArray[Any]
Progress = Callable[[int, int], None]
_MEMORY = 8 * 2**30  # bytes that the samples of one folder may take


@dataclass(frozen=True)
class Embedded:
    """A data set that comes with the program.

    Args:
        title: What it is, for people.
        held_out: Samples at the end of each class that are not trained with unless someone asks for it.
        pictures: Whether the samples are pictures, from 0 for black to 1 for white.
    """

    title: str
    held_out: int = 0
    pictures: bool = False


# The last two digits of each class are the sample images that the program brings, so nothing may learn them.
EMBEDDED: dict[str, Embedded] = {
    "digits": Embedded(mark("Handwritten digits: 10 classes, 8 × 8 grey pixels"), 2, pictures=True),
    "iris": Embedded(mark("Iris flowers: 3 classes, 4 measurements")),
    "wine": Embedded(mark("Wines: 3 classes, 13 measurements")),
    "breast_cancer": Embedded(mark("Breast cancer: 2 classes, 30 measurements")),
    "diabetes": Embedded(mark("Diabetes: progression as a number, 10 measurements")),
}


@dataclass(frozen=True)
class Published:
    """A data set of `keras.datasets`: it is taken from Keras's folder, or downloaded once.

    Args:
        title: What it is, for people.
        megabytes: How much is downloaded.
        classes: Names of its classes; empty where they are numbers.
    """

    title: str
    megabytes: int
    classes: tuple[str, ...] = ()


PUBLISHED: dict[str, Published] = {
    "mnist": Published(mark("MNIST: 70,000 digits, 28 × 28 pixels"), 11),
    "fashion_mnist": Published(
        mark("Fashion-MNIST: 70,000 clothes, 28 × 28 pixels"), 30, fashion_mnist.class_names
    ),
    "cifar10": Published(mark("CIFAR-10: 60,000 photos, 32 × 32 pixels"), 163, cifar10.class_names),
}


@dataclass(frozen=True)
class Raw:
    """An embedded data set as it is.

    Args:
        title: What it is.
        x: Inputs.
        y: Class numbers or values.
        classes: Names of the classes; empty for values.
        features: Names of the columns of a table.
        held_out: See `Embedded`.
        pictures: See `Embedded`.
    """

    title: str
    x: Array
    y: Array
    classes: tuple[str, ...]
    features: tuple[str, ...]
    held_out: int
    pictures: bool


@dataclass(frozen=True)
class Skipped:
    """A file that could not be used.

    Args:
        path: The file.
        reason: Why, in a sentence.
    """

    path: Path
    reason: str


@dataclass(frozen=True)
class Listing:
    """The image files of a folder with one subfolder per class.

    Args:
        classes: Names of the subfolders.
        files: Each file with the number of its class.
    """

    classes: tuple[str, ...]
    files: tuple[tuple[Path, int], ...]

    def load(
        self, indices: Sequence[int] | Array, fitting: Fitting, progress: Progress | None = None
    ) -> tuple[Array, Array, list[Skipped]]:
        """Read files.

        Args:
            indices: Which.
            fitting: What to make of them.
            progress: Called with how many are read and how many there are.

        Returns:
            The inputs, shape (n, height, width, channels); the indices of those that could be read; the others.

        Raises:
            LayerloomError: If they do not fit into the memory, or none of them can be read.
        """
        shape = (fitting.height, fitting.width, fitting.channels)
        size = 4 * int(np.prod(shape)) * len(indices)
        if size > _MEMORY:
            raise LayerloomError(
                tr(
                    "{count} images of {width} × {height} pixels need {size:.0f} GB of memory: choose a "
                    "smaller image size.",
                    count=len(indices),
                    width=fitting.width,
                    height=fitting.height,
                    size=size / 2**30,
                )
            )
        x = np.empty((len(indices), *shape), dtype=np.float32)
        read: list[int] = []
        skipped: list[Skipped] = []
        for count, index in enumerate(indices):
            path = self.files[index][0]
            try:
                x[len(read)] = fit_image(path, fitting).values
            except FileFormatError as error:
                skipped.append(Skipped(path, error.cause))
            else:
                read.append(int(index))
            if progress is not None:
                progress(count + 1, len(indices))
        if not read:
            raise LayerloomError(
                tr(
                    "None of the {count} images can be read; the first: {reason}.",
                    count=len(indices),
                    reason=skipped[0].reason,
                )
            )
        return x[: len(read)], np.array(read, dtype=np.int64), skipped


def read_embedded(name: str) -> Raw:
    """Read a data set that comes with scikit-learn.

    Args:
        name: A key of `EMBEDDED`.
    """
    from layerloom import datasets

    known, dataset = EMBEDDED[name], getattr(datasets, name).dataset
    x, y = dataset.read()
    return Raw(
        title=known.title,
        x=x,
        y=y,
        classes=dataset.classes,
        features=dataset.features,
        held_out=known.held_out,
        pictures=known.pictures,
    )


def read_published(name: str) -> dict[str, Array]:
    """Read a data set of `keras.datasets`.

    It is read here, for its checksum says that it is the published file. Of another one, pickles are refused, and
    arrays are read without any objects.

    Args:
        name: A key of `PUBLISHED`.

    Returns:
        The arrays x_train, y_train, x_test and y_test.

    Raises:
        LayerloomError: If it is not there and cannot be downloaded; one sentence.
    """
    from layerloom import datasets

    try:
        (x, y), (x_test, y_test) = getattr(datasets, name).load_data()
    except MemoryError as error:
        raise LayerloomError(tr("The data set needs more memory than there is.")) from error
    return {"x_train": x, "y_train": y, "x_test": x_test, "y_test": y_test}


def read_folder(folder: Path) -> Listing:
    """List the images of a folder with one subfolder per class.

    Args:
        folder: The folder.

    Returns:
        Classes and files, both sorted by name.

    Raises:
        FileFormatError: If it is no folder, or not at least two subfolders hold images.
    """
    if not folder.is_dir():
        raise FileFormatError(folder, tr("there is no such folder"))
    classes: list[str] = []
    files: list[tuple[Path, int]] = []
    try:
        for inside in sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._"):
            found = _images(inside)
            if found:
                files += [(path, len(classes)) for path in found]
                classes.append(inside.name)
    except OSError as error:
        raise FileFormatError(folder, tr("cannot be read ({cause})", cause=cause_of(error))) from error
    if len(classes) < 2:
        found_text = tr("only {classes!r} does", classes=classes[0]) if classes else tr("none does")
        raise FileFormatError(
            folder,
            tr(
                "at least two subfolders, one for each class, must hold images, but {found_text}",
                found_text=found_text,
            ),
        )
    return Listing(tuple(classes), tuple(files))


def _images(folder: Path) -> list[Path]:
    try:
        return find_images([folder])
    except FileFormatError:  # it holds none
        return []
