"""House prices of California's districts in 1990 (``keras.datasets.california_housing``)."""

from __future__ import annotations

from layerloom.datasets.cache import PublishedFile, read_npz
from layerloom.datasets.embedded import Split, split_by_seed
from layerloom.errors import FieldError

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
        path: Name in Keras's folder of data sets, or the path of a file of the same form.
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
    x, y = read_npz(FILE, path, ("x", "y"))
    if version == "small":
        x, y = x[:600], y[:600]
    return split_by_seed(x, y, test_split, seed)
