"""Layers that prepare categories and texts, as tf.keras wrote them while they were new (TensorFlow 2.3 to 2.5)."""

from __future__ import annotations

from typing import Any

Config = dict[str, Any]

#: Argument then -> argument today.
_RENAMED = {
    "CategoryEncoding": {"max_tokens": "num_tokens"},
    "Discretization": {"bins": "bin_boundaries"},
    "Hashing": {},
    "IntegerLookup": {"max_values": "max_tokens", "mask_value": "mask_token", "oov_value": "oov_token"},
    "StringLookup": {},
    "TextVectorization": {},
}

#: What layers give, by the names that it had.
_MODES = {"binary": "multi_hot", "tf-idf": "tf_idf"}


def modern_preprocessing(class_name: str, config: Config) -> Config:
    """Returns the config of a layer that prepares categories or texts with the arguments of today.

    Args:
        class_name: Its class; the configs of other classes come back as they are.
        config: Its config as Keras 2 wrote it; not changed.
    """
    names = _RENAMED.get(class_name)
    if names is None:
        return config
    found = {names.get(key, key): value for key, value in config.items()}
    mode = found.get("output_mode")
    if isinstance(mode, str) and mode in _MODES:
        found["output_mode"] = _MODES[mode]
    if "encoding" in found and found["encoding"] is None:
        del found["encoding"]
    if class_name == "Hashing" and mode in (None, "int") and str(found.get("dtype")).startswith("float"):
        del found["dtype"]  # that of the layer's variables, of which it has none
    return found
