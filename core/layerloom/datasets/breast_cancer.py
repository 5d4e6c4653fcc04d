"""Breast cancer: 569 tumours, malignant or benign."""

from layerloom.datasets.embedded import EmbeddedDataset
from layerloom.declaration import register

_MEASURES = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points", "symmetry",
    "fractal dimension",
)  # fmt: skip

dataset = register("dataset", category="Tables", name="breast_cancer")(
    EmbeddedDataset(
        name="breast_cancer",
        description="Breast cancer: cell nuclei of malignant and benign tumours",
        shape=(30,),
        samples=569,
        classes=("malignant", "benign"),
        features=tuple(
            name for form in ("mean {}", "{} error", "worst {}") for name in map(form.format, _MEASURES)
        ),
    )
)

load_data = dataset.load_data
class_names = dataset.classes
