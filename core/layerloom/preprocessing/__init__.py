"""Data made ready (``keras.preprocessing``): pictures, texts and sequences."""

from layerloom.preprocessing import image, sequence, text
from layerloom.utils.directory_datasets import image_dataset_from_directory, text_dataset_from_directory
from layerloom.utils.timeseries import timeseries_dataset_from_array

__all__ = [
    "image",
    "image_dataset_from_directory",
    "sequence",
    "text",
    "text_dataset_from_directory",
    "timeseries_dataset_from_array",
]
