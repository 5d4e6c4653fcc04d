"""Handwritten digits, 8 x 8 pixels: 1797 pictures of 10 classes."""

from layerloom.datasets.embedded import EmbeddedDataset
from layerloom.declaration import register

dataset = register("dataset", category="Pictures", name="digits")(
    EmbeddedDataset(
        name="digits",
        description="Handwritten digits of 8 by 8 grey pixels",
        shape=(8, 8, 1),
        samples=1797,
        classes=tuple("0123456789"),
        white=16.0,
    )
)

load_data = dataset.load_data
class_names = dataset.classes
