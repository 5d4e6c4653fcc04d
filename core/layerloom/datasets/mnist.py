"""Handwritten digits, 28 x 28 pixels: 60000 for training and 10000 for testing (``keras.datasets.mnist``)."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from layerloom.datasets.cache import PublishedFile, dataset_folder
from layerloom.datasets.embedded import Split
from layerloom.errors import FileFormatError

FILE = PublishedFile(
    "mnist.npz",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
)

_ARRAYS = ("x_train", "y_train", "x_test", "y_test")


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
    own = Path(path)
    if own.name != str(path):
        file = own
    else:
        named = dataset_folder() / path
        file = named if path != FILE.name and named.is_file() else FILE.path()
    try:
        with np.load(file, allow_pickle=False) as found:
            x_train, y_train, x_test, y_test = (found[name] for name in _ARRAYS)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise FileFormatError(
            file, f"it cannot be read as the arrays {', '.join(_ARRAYS)} ({error})"
        ) from None
    return (x_train, y_train), (x_test, y_test)
