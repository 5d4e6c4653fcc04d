"""Clothes, 28 x 28 pixels: 60000 for training and 10000 for testing (``keras.datasets.fashion_mnist``)."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import numpy as np

from layerloom.datasets.cache import PublishedFile
from layerloom.datasets.embedded import Split
from layerloom.errors import FileFormatError
from layerloom.tensors import Array

_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"

#: Labels and pictures for training, labels and pictures for testing.
FILES = tuple(
    PublishedFile(f"fashion-mnist/{name}", _ADDRESS + name)
    for name in (
        "train-labels-idx1-ubyte.gz",
        "train-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte.gz",
        "t10k-images-idx3-ubyte.gz",
    )
)

class_names = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)

_LIMIT = 60000 * 28 * 28 + 16  # the largest of the files, unpacked


def load_data() -> Split:
    """Loads the pictures.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``: grey pixels as uint8 of shape (number, 28, 28), labels as uint8.

    Raises:
        LayerloomError: If the files are not there and cannot be downloaded.
        FileFormatError: If one of them is not such a file.
    """
    y_train, x_train, y_test, x_test = (_read_idx(file.path()) for file in FILES)
    return (x_train, y_train), (x_test, y_test)


def _read_idx(path: Path) -> Array:
    """Reads bytes in the IDX form: a number that says so and the axes, their sizes, then the values."""
    try:
        with gzip.open(path) as file:
            data = file.read(_LIMIT + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FileFormatError(
            path, f"it cannot be unpacked ({error}); delete it to download it anew"
        ) from None
    axes = data[3] if len(data) > 3 else 0
    start = 4 + 4 * axes
    shape = tuple(int(size) for size in np.frombuffer(data[4:start], ">u4"))
    if data[:3] != b"\0\0\x08" or len(shape) != axes or int(np.prod(shape)) != len(data) - start:
        raise FileFormatError(path, "it does not hold what its beginning says; delete it to download it anew")
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)
