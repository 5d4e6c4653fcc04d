"""Older and newer spellings of layer configs, brought to the keys that the classes here declare."""

from __future__ import annotations

from typing import Any, cast

from layerloom.declaration import find

#: Keys that say where a layer stands rather than what it is.
_PLACE_KEYS = ("batch_input_shape", "batch_shape", "input_shape")

#: Keys for abilities that are switched off by these values, so that a class may do without them.
_OFF: dict[str, tuple[Any, ...]] = {
    "autocast": (True,),
    "optional": (False,),
    "ragged": (False,),
    "renorm": (False,),
    "softmax_robust_masking": (False,),
    "renorm_momentum": (0.99,),
    "sparse": (False,),
    "synchronized": (False,),
    "fused": (True, False),
    "implementation": (0, 1, 2),
    "time_major": (False,),
    "virtual_batch_size": (),
}

#: Keys that Keras 2 wrote for layers whose classes inherited them without using them.
_UNUSED = {
    "DepthwiseConv": ("filters", "groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"),
    "SeparableConv": ("groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"),
    "MultiHeadAttention": ("query_shape", "key_shape", "value_shape"),
    "Random": ("rng_type",),
    "Conv1DTranspose": ("groups",),
    "Conv2DTranspose": ("groups",),
    "Conv3DTranspose": ("groups",),
}

#: Modules whose functions are Keras's own and so are known by their bare names.
_FUNCTION_MODULES = (
    "builtins",
    "keras.activations",
    "keras.src.activations",
    "keras.src.activations.activations",
)

#: Layers and cells for which Keras 2 had other functions and defaults than Keras 3.
_RECURRENT = ("SimpleRNN", "LSTM", "GRU", "SimpleRNNCell", "LSTMCell", "GRUCell", "ConvLSTM2D")

_OBJECT_KINDS = ("initializer", "regularizer", "constraint")


def modern_config(class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """Returns a layer's config in the spelling of Keras 3, less what says nothing.

    Args:
        class_name: The layer's class.
        config: Its config as Keras 2, tf.keras or Keras 3 wrote it; not changed.

    Returns:
        A new config. Keys that the class does not declare are left out if they switch something off.
    """
    # The layers of a nested model stay as they are: they are read when that model is built.
    result = {key: value if key == "layers" else _modern_value(value) for key, value in config.items()}
    if class_name in _RECURRENT and "implementation" in result:  # Keras 3 does not write it
        _modernize_recurrent(class_name, result)
    if class_name == "InputLayer":
        old = [result.pop(key) for key in ("batch_input_shape", "input_shape") if key in result]
        if old and result.get("batch_shape") is None:
            result["batch_shape"] = old[0]
    else:
        for key in _PLACE_KEYS:
            if _is_shape(result.get(key)):
                del result[key]
    for start, keys in _UNUSED.items():
        if class_name.startswith(start):
            result = {key: value for key, value in result.items() if key not in keys}
    axis = result.get("axis")
    if class_name == "BatchNormalization" and isinstance(axis, (list, tuple)) and len(axis) == 1:
        result["axis"] = axis[0]
    return _known_keys(("layer",), class_name, result)


def declared_shape(config: dict[str, Any]) -> list[int | None] | None:
    """Returns the input shape, batch size first, that a layer's config declares, if any."""
    for key in ("batch_shape", "batch_input_shape"):
        if _is_shape(config.get(key)):
            return list(config[key])
    shape = config.get("input_shape")
    return [None, *cast("list[int | None]", shape)] if _is_shape(shape) else None


def _modernize_recurrent(class_name: str, config: dict[str, Any]) -> None:
    """Gives a recurrent layer of Keras 2 the functions and defaults that it had there."""
    for key in ("activation", "recurrent_activation"):
        if config.get(key) == "hard_sigmoid":
            config[key] = "hard_sigmoid_keras2"
    if class_name in ("GRU", "GRUCell"):
        config.setdefault("reset_after", False)


def _modern_value(value: Any) -> Any:
    """Brings a layer, initializer, activation or other object inside a config to today's form."""
    if isinstance(value, list):
        return [_modern_value(item) for item in value]
    if not isinstance(value, dict) or not isinstance(value.get("class_name"), str):
        return value
    inner = value.get("config")
    if isinstance(inner, dict) and find("layer", value["class_name"]) is not None:
        return {**value, "config": modern_config(value["class_name"], inner)}
    if (
        value["class_name"] == "function"
        and isinstance(inner, str)
        and value.get("module") in _FUNCTION_MODULES
    ):
        return inner
    if not isinstance(inner, dict):
        return value
    if "module" not in value and "name" not in inner:  # TensorFlow 1 wrote the number type into initializers
        inner = {key: item for key, item in inner.items() if key != "dtype"}
    return {**value, "config": _known_keys(_OBJECT_KINDS, value["class_name"], inner)}


def _known_keys(kinds: tuple[str, ...], class_name: str, config: dict[str, Any]) -> dict[str, Any]:
    """Leaves out the keys that a class does not declare and that mean nothing: ``None`` and what is off."""
    entry = next((entry for kind in kinds if (entry := find(kind, class_name)) is not None), None)
    if entry is None or not hasattr(entry.target, "fields"):
        return config
    declared = {field.name for field in entry.target.fields()}
    return {
        key: value
        for key, value in config.items()
        if key in declared or not (value is None or value in _OFF.get(key, ()))
    }


def _is_shape(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(
        size is None or (isinstance(size, int) and not isinstance(size, bool)) for size in value
    )
