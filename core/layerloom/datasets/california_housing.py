"""House prices of California's districts in 1990 (``keras.datasets.california_housing``)."""

from __future__ import annotations

import zipfile

import numpy as np

from layerloom.datasets.cache import PublishedFile
from layerloom.datasets.embedded import Split
from layerloom.errors import FieldError, FileFormatError

FILE = PublishedFile(
    "california_housing.npz",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/california_housing.npz",
    "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f",
)


def load_data(
    version: str = "large", path: str = "california_housing.npz", test_split: float = 0.2, seed: int = 113
) -> Split:
    """Loads the districts.

    Args:
        version: ``"small"`` for 600 districts, ``"large"`` for all 20640.
        path: Without effect.
        test_split: Share of the districts for testing.
        seed: Seed of their order.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``: eight numbers of each district, and the median house value.

    Raises:
        FieldError: If an argument is none of these.
        LayerloomError: If the file is not there and cannot be downloaded.
        FileFormatError: If it is not such a file.
    """
    if version not in ("small", "large"):
        raise FieldError(f"version must be 'small' or 'large', got {version!r}.")
    if not 0 <= test_split < 1:
        raise FieldError(f"test_split must be a number >= 0 and < 1, got {test_split!r}.")
    file = FILE.path()
    try:
        with np.load(file, allow_pickle=False) as found:
            x, y = found["x"], found["y"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise FileFormatError(file, f"it cannot be read as the arrays x and y ({error})") from None
    if version == "small":
        x, y = x[:600], y[:600]
    order = np.arange(len(x))
    np.random.RandomState(seed).shuffle(order)
    x, y = x[order], y[order]
    cut = int(len(x) * (1 - test_split))
    return (x[:cut], y[:cut]), (x[cut:], y[cut:])
