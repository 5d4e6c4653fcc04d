"""Colour pictures of 10 classes, 32 x 32 pixels: 50000 for training, 10000 for testing (``keras.datasets.cifar10``)."""

from __future__ import annotations

from layerloom.datasets.cache import PublishedFile
from layerloom.datasets.cifar import read_batches
from layerloom.datasets.embedded import Split

FILE = PublishedFile(
    "cifar-10-batches-py-target_archive",
    "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
    "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
    other_names=("cifar-10-batches-py.tar.gz", "cifar-10-python.tar.gz"),
    trusted=False,
)

class_names = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)

_FOLDER = "cifar-10-batches-py"


def load_data() -> Split:
    """Loads the pictures.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``: colours as uint8 of shape (number, 32, 32, 3), and a column of
        labels as uint8.

    Raises:
        LayerloomError: If the archive is not there and cannot be downloaded.
        FileFormatError: If it is not the published one.
    """
    path = FILE.path()
    train = tuple(f"{_FOLDER}/data_batch_{number}" for number in range(1, 6))
    return read_batches(path, train, "labels"), read_batches(path, (f"{_FOLDER}/test_batch",), "labels")
