"""Helpers, the public namespace ``keras.utils``."""

from layerloom.callbacks.progbar import Progbar
from layerloom.config import (
    disable_interactive_logging,
    enable_interactive_logging,
    is_interactive_logging_enabled,
)
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
from layerloom.utils.directory_datasets import (
    audio_dataset_from_directory,
    image_dataset_from_directory,
    text_dataset_from_directory,
)
from layerloom.utils.embeddings import warmstart_embedding_matrix
from layerloom.utils.enqueuers import GeneratorEnqueuer, OrderedEnqueuer, SequenceEnqueuer
from layerloom.utils.feature_space import FeatureSpace
from layerloom.utils.get_file import get_file
from layerloom.utils.images import array_to_img, img_to_array, load_img, save_img
from layerloom.utils.model_plotting import model_to_dot, plot_model
from layerloom.utils.numerical import normalize, to_categorical, to_ordinal
from layerloom.utils.py_dataset import PyDataset, Sequence
from layerloom.utils.seeds import clear_session, set_random_seed
from layerloom.utils.sequences import pad_sequences
from layerloom.utils.settings import Config
from layerloom.utils.tables import load_csv, load_npz
from layerloom.utils.timeseries import timeseries_dataset_from_array
from layerloom.utils.tracing import get_source_inputs

# isort: split
from layerloom.utils import (
    data_utils,
    generic_utils,
    image_utils,
    layer_utils,
    legacy,
    np_utils,
    vis_utils,
)

__all__ = [
    "Config",
    "CustomObjectScope",
    "FeatureSpace",
    "GeneratorEnqueuer",
    "OrderedEnqueuer",
    "Progbar",
    "PyDataset",
    "Sequence",
    "SequenceEnqueuer",
    "array_to_img",
    "audio_dataset_from_directory",
    "clear_session",
    "custom_object_scope",
    "data_utils",
    "deserialize_keras_object",
    "disable_interactive_logging",
    "enable_interactive_logging",
    "generic_utils",
    "get_custom_objects",
    "get_file",
    "get_registered_name",
    "get_registered_object",
    "get_source_inputs",
    "image_dataset_from_directory",
    "image_utils",
    "img_to_array",
    "is_interactive_logging_enabled",
    "is_keras_tensor",
    "layer_utils",
    "legacy",
    "load_csv",
    "load_img",
    "load_npz",
    "model_to_dot",
    "normalize",
    "np_utils",
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
    "to_ordinal",
    "unpack_x_y_sample_weight",
    "vis_utils",
    "warmstart_embedding_matrix",
]
