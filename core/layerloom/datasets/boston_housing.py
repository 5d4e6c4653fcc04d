"""House prices round Boston in the late 1970s (``keras.datasets.boston_housing``).

One of its columns was made on the premise that people of unlike skin should live apart, so the set is good for little
but to show how such things get into data.
"""

from __future__ import annotations

from layerloom.datasets.cache import PublishedFile, read_npz
from layerloom.datasets.embedded import Split, split_by_seed
from layerloom.errors import FieldError

FILE = PublishedFile(
    "boston_housing.npz",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/boston_housing.npz",
    "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5",
)


def load_data(path: str = "boston_housing.npz", test_split: float = 0.2, seed: int = 113) -> Split:
    """Loads the houses.

    Args:
        path: Name in Keras's folder of data sets, or the path of a file of the same form.
        test_split: Share of the houses for testing.
        seed: Seed of their order.

    Returns:
        ``(x_train, y_train), (x_test, y_test)``: thirteen numbers of each place, and prices in thousands.

    Raises:
        FieldError: If ``test_split`` is no share.
        LayerloomError: If the file is not there and cannot be downloaded.
        FileFormatError: If it is not such a file.
    """
    if not 0 <= test_split < 1:
        raise FieldError(f"test_split must be a number >= 0 and < 1, got {test_split!r}.")
    x, y = read_npz(FILE, path, ("x", "y"))
    return split_by_seed(x, y, test_split, seed)
