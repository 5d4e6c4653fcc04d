"""Diabetes: how the disease of 442 patients progressed in a year."""

from layerloom.datasets.embedded import EmbeddedDataset
from layerloom.declaration import register

dataset = register("dataset", category="Tables", name="diabetes")(
    EmbeddedDataset(
        name="diabetes",
        description="Diabetes: progression of the disease in a year",
        shape=(10,),
        samples=442,
        features=("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"),
    )
)

load_data = dataset.load_data
class_names = dataset.classes
