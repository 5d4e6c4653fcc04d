"""Colour pictures of 100 classes, 32 x 32 pixels: 50000 for training, 10000 for testing (``keras.datasets``)."""

from __future__ import annotations

from layerloom.datasets.cache import PublishedFile
from layerloom.datasets.cifar import read_batches
from layerloom.datasets.embedded import Split
from layerloom.errors import FieldError

FILE = PublishedFile(
    "cifar-100-python-target_archive",
    "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
    "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7",
    other_names=("cifar-100-python.tar.gz",),
    trusted=False,
)

_FOLDER = "cifar-100-python"


def load_data(label_mode: str = "fine") -> Split:
    """Loads the pictures.

    Args:
        label_mode: ``"fine"`` for 100 classes, ``"coarse"`` for the 20 groups they belong to.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``: colours as uint8 of shape (number, 32, 32, 3), and a column of
        labels as uint8.

    Raises:
        FieldError: If there are no such labels.
        LayerloomError: If the archive is not there and cannot be downloaded.
        FileFormatError: If it is not the published one.
    """
    if label_mode not in ("fine", "coarse"):
        raise FieldError(f"label_mode must be 'fine' or 'coarse', got {label_mode!r}.")
    path, key = FILE.path(), f"{label_mode}_labels"
    return read_batches(path, (f"{_FOLDER}/train",), key), read_batches(path, (f"{_FOLDER}/test",), key)
