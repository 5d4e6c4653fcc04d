"""Saving, the public namespace ``keras.saving``: models, weights and objects to files and back, safely."""

from layerloom.saving.file_editor import KerasFileEditor
from layerloom.saving.models import (
    load_model,
    load_weights,
    model_from_json,
    model_to_json,
    read_metadata,
    save_model,
    save_weights,
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

__all__ = [
    "CustomObjectScope",
    "KerasFileEditor",
    "custom_object_scope",
    "deserialize_keras_object",
    "get_custom_objects",
    "get_registered_name",
    "get_registered_object",
    "load_model",
    "load_weights",
    "model_from_json",
    "model_to_json",
    "read_metadata",
    "register_keras_serializable",
    "save_model",
    "save_weights",
    "serialize_keras_object",
]
