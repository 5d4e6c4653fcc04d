"""Operations in a functional model as tf.keras writes them: ``TFOpLambda`` and ``SlicingOpLambda``."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import operators
from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec
from layerloom.graph.tensorflow import functions_of_tensorflow

#: Where TensorFlow keeps its functions; the others are in ``math``.
_AT_THE_ROOT = frozenset(
    {
        "cast",
        "clip_by_value",
        "concat",
        "convert_to_tensor",
        "expand_dims",
        "gather",
        "identity",
        "image.resize",
        "matmul",
        "one_hot",
    }
    | {
        "ones_like",
        "pad",
        "repeat",
        "reshape",
        "reverse",
        "roll",
        "split",
        "squeeze",
        "stack",
        "stop_gradient",
    }
    | {"tensordot", "tile", "transpose", "unstack", "where", "zeros_like"}
)
_IN_NN = frozenset({"bias_add", "elu", "gelu", "leaky_relu", "relu", "relu6", "selu", "silu"})

#: Settings of Keras that TensorFlow's functions do not know, with the value that says nothing.
_IDLE: dict[str, Any] = {
    "data_format": "channels_last",
    "fill_mode": "constant",
    "fill_value": 0.0,
    "decimals": 0,
}
_IDLE_IN: dict[str, dict[str, Any]] = {
    "OneHot": {"axis": -1},
    "Normalize": {"order": 2},
    "Elu": {"alpha": 1.0},
}

#: Settings whose absence means another thing to TensorFlow than to Keras.
_NEEDED = {
    "Argmax": "axis",
    "Argmin": "axis",
    "Flip": "axis",
    "Roll": "axis",
    "Take": "axis",
    "Cumsum": "axis",
}


def operation_data(spec: LayerSpec) -> dict[str, Any]:
    """Returns the ``{"class_name", "config"}`` that tf.keras has for an operation.

    Raises:
        LayerloomError: If TensorFlow has no function for it that files can name.
    """
    name = _tensorflow_name(spec)
    kind = "SlicingOpLambda" if name.endswith("getitem") else "TFOpLambda"
    return {
        "class_name": kind,
        "config": {"name": spec.name, "trainable": True, "dtype": "float32", "function": name},
    }


def operation_call(
    spec: LayerSpec, args: list[Any], kwargs: dict[str, Any], place: type[list[Any]]
) -> list[Any]:
    """Returns a call of an operation as tf.keras writes it.

    Args:
        spec: The operation.
        args: Its positional arguments, tensors among them as places.
        kwargs: Its other arguments.
        place: The class of places.

    Raises:
        LayerloomError: If an argument cannot be told to TensorFlow's function.
    """
    known = operators.find_class(spec.class_name, spec.module)
    class_name = spec.class_name.removeprefix(operators.PREFIX)
    names = functions_of_tensorflow()[class_name][1]
    assert known is not None  # the table names classes of Keras alone
    settings = {key: value for key, value in spec.config.items() if key != "name"}
    given = _fitted(spec, class_name, {**dict(zip(known.call, args, strict=False)), **kwargs, **settings})
    theirs = {ours: key for key, ours in names.items()}
    told = {theirs[key]: value for key, value in given.items() if key in theirs}
    first = told.pop(next(iter(names)))
    if isinstance(first, list) and not isinstance(first, place):
        if not first or not all(isinstance(item, place) for item in first):
            raise LayerloomError(f"Operation {spec.name!r}: tf.keras takes no constants among its tensors.")
        return [[*item, told] for item in first]
    if isinstance(first, place):
        return [*first, told]
    # TensorFlow would make all the others whole numbers.
    number = float(first) if type(first) is int else first
    return ["_CONSTANT_VALUE", -1, number, told]


def _tensorflow_name(spec: LayerSpec) -> str:
    class_name = spec.class_name.removeprefix(operators.PREFIX)
    found = functions_of_tensorflow().get(class_name)
    if found is None:
        raise LayerloomError(f"Operation {spec.name!r}: tf.keras has no {class_name}.")
    name = found[0]
    if name == "getitem":
        return "__operators__.getitem"
    return name if name in _AT_THE_ROOT else f"nn.{name}" if name in _IN_NN else f"math.{name}"


def _fitted(spec: LayerSpec, class_name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Returns the arguments in TensorFlow's form, without those that say nothing."""
    known = set(functions_of_tensorflow()[class_name][1].values())
    idle = {**_IDLE, **_IDLE_IN.get(class_name, {})}
    if class_name in _NEEDED and given.get(_NEEDED[class_name]) is None:
        raise LayerloomError(f"Operation {spec.name!r}: tf.keras wants a number for {_NEEDED[class_name]}.")
    for key in [key for key in given if key not in known]:
        value = given.pop(key)
        if value is not None and value is not False and not (key in idle and idle[key] == value):
            raise LayerloomError(f"Operation {spec.name!r}: tf.keras has no {key}={value!r:.40}.")
    if class_name == "GetItem":
        return {**given, "key": _index(given["key"])}
    if class_name == "Split" and isinstance(given["indices_or_sections"], list):
        raise LayerloomError(f"Operation {spec.name!r}: tf.keras splits into equal parts, not at places.")
    if class_name == "Normalize":
        given["axis"] = -1 if given.get("axis") is None else given["axis"]
        given["epsilon"] = given.get("epsilon") or 1e-12
    if class_name == "Pad":
        given["mode"] = str(given.get("mode") or "constant").upper()
        given["constant_values"] = given.get("constant_values") or 0
    if class_name == "Flip":
        given["axis"] = given["axis"] if isinstance(given["axis"], list) else [given["axis"]]
    return {key: _plain(value) for key, value in given.items()}


def _plain(value: Any) -> Any:
    """Returns an array in Keras's form as a list of its numbers."""
    if isinstance(value, dict) and value.get("class_name") in ("__numpy__", "__tensor__"):
        return value["config"]["value"]
    return value


def _index(key: Any) -> Any:
    """Returns an index in the form of tf.keras; several are marked as a tuple."""
    if isinstance(key, (list, tuple)):
        return {"class_name": "__tuple__", "items": [_index(item) for item in key]}
    if isinstance(key, dict) and key.get("class_name") == "__slice__":
        return dict(key["config"])
    return {"class_name": "__ellipsis__"} if isinstance(key, dict) else key
