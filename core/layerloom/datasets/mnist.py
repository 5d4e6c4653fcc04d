"""Handwritten digits, 28 x 28 pixels: 60000 for training and 10000 for testing (``keras.datasets.mnist``)."""

from __future__ import annotations

from layerloom.datasets.cache import PublishedFile, read_npz
from layerloom.datasets.embedded import Split

FILE = PublishedFile(
    "mnist.npz",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
)


def load_data(path: str = "mnist.npz") -> Split:
    """Loads the digits.

    Args:
        path: Name in Keras's folder of data sets, or the path of a file of the same form.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``: grey pixels as uint8 of shape (number, 28, 28), labels as uint8.

    Raises:
        LayerloomError: If the file is not there and cannot be downloaded.
        FileFormatError: If it is not such a file.
    """
    x_train, y_train, x_test, y_test = read_npz(FILE, path, ("x_train", "y_train", "x_test", "y_test"))
    return (x_train, y_train), (x_test, y_test)
