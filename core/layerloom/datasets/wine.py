"""Wines: 178 wines of 3 cultivars."""

from layerloom.datasets.embedded import EmbeddedDataset
from layerloom.declaration import register

dataset = register("dataset", category="Tables", name="wine")(
    EmbeddedDataset(
        name="wine",
        description="Wines: chemical analysis of three cultivars",
        shape=(13,),
        samples=178,
        classes=("class_0", "class_1", "class_2"),
        features=(
            "alcohol",
            "malic_acid",
            "ash",
            "alcalinity_of_ash",
            "magnesium",
            "total_phenols",
            "flavanoids",
            "nonflavanoid_phenols",
            "proanthocyanins",
            "color_intensity",
            "hue",
            "od280/od315_of_diluted_wines",
            "proline",
        ),
    )
)

load_data = dataset.load_data
class_names = dataset.classes
