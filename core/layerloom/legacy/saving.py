"""Objects to plain data and back, where Keras keeps its older functions for it (``keras.legacy.saving``)."""

from layerloom.saving import deserialize_keras_object, serialize_keras_object

__all__ = ["deserialize_keras_object", "serialize_keras_object"]
