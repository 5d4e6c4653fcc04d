"""Data sets (``keras.datasets``): small ones that come with scikit-learn, and published ones that are downloaded."""

from layerloom.datasets import (
    boston_housing,
    breast_cancer,
    california_housing,
    cifar10,
    cifar100,
    diabetes,
    digits,
    fashion_mnist,
    imdb,
    iris,
    mnist,
    reuters,
    wine,
)
from layerloom.datasets.embedded import EmbeddedDataset

__all__ = [
    "EmbeddedDataset",
    "boston_housing",
    "breast_cancer",
    "california_housing",
    "cifar10",
    "cifar100",
    "diabetes",
    "digits",
    "fashion_mnist",
    "imdb",
    "iris",
    "mnist",
    "reuters",
    "wine",
]
