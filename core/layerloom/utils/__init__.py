"""Helpers, the public namespace ``keras.utils``."""

from layerloom.callbacks.progbar import Progbar
from layerloom.saving.objects import (
    CustomObjectScope,
    custom_object_scope,
    deserialize_keras_object,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
    serialize_keras_object,
)
from layerloom.tensors import standardize_dtype
from layerloom.utils.batches import (
    is_keras_tensor,
    pack_x_y_sample_weight,
    split_dataset,
    unpack_x_y_sample_weight,
)
from layerloom.utils.directory_datasets import image_dataset_from_directory, text_dataset_from_directory
from layerloom.utils.get_file import get_file
from layerloom.utils.images import array_to_img, img_to_array, load_img, save_img
from layerloom.utils.model_plotting import model_to_dot, plot_model
from layerloom.utils.numerical import normalize, to_categorical
from layerloom.utils.py_dataset import PyDataset, Sequence
from layerloom.utils.seeds import clear_session, set_random_seed
from layerloom.utils.sequences import pad_sequences
from layerloom.utils.tables import load_csv, load_npz
from layerloom.utils.timeseries import timeseries_dataset_from_array

__all__ = [
    "CustomObjectScope",
    "Progbar",
    "PyDataset",
    "Sequence",
    "array_to_img",
    "clear_session",
    "custom_object_scope",
    "deserialize_keras_object",
    "get_custom_objects",
    "get_file",
    "get_registered_name",
    "get_registered_object",
    "image_dataset_from_directory",
    "img_to_array",
    "is_keras_tensor",
    "load_csv",
    "load_img",
    "load_npz",
    "model_to_dot",
    "normalize",
    "pack_x_y_sample_weight",
    "pad_sequences",
    "plot_model",
    "register_keras_serializable",
    "save_img",
    "serialize_keras_object",
    "set_random_seed",
    "split_dataset",
    "standardize_dtype",
    "text_dataset_from_directory",
    "timeseries_dataset_from_array",
    "to_categorical",
    "unpack_x_y_sample_weight",
]
