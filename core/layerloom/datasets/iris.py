"""Iris flowers: 150 flowers of 3 species."""

from layerloom.datasets.embedded import EmbeddedDataset
from layerloom.declaration import register

dataset = register("dataset", category="Tables", name="iris")(
    EmbeddedDataset(
        name="iris",
        description="Iris flowers: petal and sepal sizes of three species",
        shape=(4,),
        samples=150,
        classes=("setosa", "versicolor", "virginica"),
        features=("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"),
    )
)

load_data = dataset.load_data
class_names = dataset.classes
