"""Older forms of objects as plain data (``keras.utils.legacy``)."""

from layerloom.saving.objects import deserialize_keras_object, serialize_keras_object

__all__ = [
    "deserialize_keras_object",
    "serialize_keras_object",
]
