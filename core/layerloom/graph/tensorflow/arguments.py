"""Arguments of TensorFlow's functions in the form that Keras 3's operations take."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import accumulate
from typing import Any

from layerloom.graph.architecture import ArchitectureError, LayerSpec, shorten

Arguments = dict[str, Any]

#: What TensorFlow 1 called arguments, and still calls them where a model was made by its names.
_OLDER = {
    "dim": "axis",
    "dimension": "axis",
    "keep_dims": "keepdims",
    "reduction_indices": "axis",
    "squeeze_dims": "axis",
}


def fitted(spec: LayerSpec, class_name: str, given: Arguments) -> tuple[str, Arguments]:
    """Returns class and arguments with values in Keras's form.

    Args:
        spec: The node of tf.keras.
        class_name: The class that the table gives it.
        given: Its arguments under Keras's names.

    Raises:
        ArchitectureError: If Keras has no counterpart to what they ask for.
    """
    for older, name in _OLDER.items():
        if older in given and given.get(name) is None:
            given[name] = given.pop(older)
    if class_name in _OTHER_CLASSES:
        return _OTHER_CLASSES[class_name](spec, given)
    fit = _FITS.get(class_name)
    return class_name, given if fit is None else fit(spec, given)


def _without(spec: LayerSpec, given: Arguments, names: tuple[str, ...]) -> Arguments:
    """Leaves out what changes no number."""
    return {key: value for key, value in given.items() if key not in names}


def _get_item(spec: LayerSpec, given: Arguments) -> Arguments:
    if "begin" in given:
        key = _cut(spec, given)
        return {**given, "key": key}
    key = given["key"]
    return {**given, "key": [_index(item) for item in key] if isinstance(key, list) else _index(key)}


def _cut(spec: LayerSpec, given: Arguments) -> list[Any]:
    """Returns the index that does what ``tf.slice`` or ``tf.strided_slice`` is told; takes its arguments out."""
    starts, sizes, ends = given.pop("begin"), given.pop("size", None), given.pop("end", None)
    steps = given.pop("strides", None)
    if isinstance(starts, list) and isinstance(sizes, list) and len(starts) == len(sizes):
        ends = [
            None if size == -1 else start + size
            for start, size in zip(starts, sizes, strict=True)
            if isinstance(start, int) and isinstance(size, int)
        ]
    steps = steps or ([None] * len(starts) if isinstance(starts, list) else None)
    if not all(isinstance(part, list) and len(part) == len(starts) for part in (starts, ends, steps)):
        raise ArchitectureError(
            f"Operation {shorten(spec.name)!r}: its slice is told in no way that is known."
        )
    parts = zip(starts, ends or (), steps or (), strict=True)
    return [_index({"start": start, "stop": stop, "step": step}) for start, stop, step in parts]


def _index(item: Any) -> Any:
    """Returns a part of an index in the form of Keras 3."""
    if not isinstance(item, dict):
        return item
    if item.get("class_name") == "__ellipsis__":
        return {"class_name": "__ellipsis__", "config": {}}
    parts = {key: item.get(key) for key in ("start", "stop", "step")}
    return {"class_name": "__slice__", "config": parts}


def _matmul(spec: LayerSpec, given: Arguments) -> tuple[str, Arguments]:
    ways = ("transpose", "adjoint")
    turned = [[bool(given.pop(f"{way}_{side}", False)) for way in ways] for side in ("a", "b")]
    if not any(map(any, turned)):
        return "Matmul", given
    left, right = ("...ji" if any(turned[0]) else "...ij"), ("...kj" if any(turned[1]) else "...jk")
    inputs = [given.pop("x1"), given.pop("x2")]
    return "Einsum", {"subscripts": f"{left},{right}->...ik", "operands*": inputs, **given}


def _einsum(spec: LayerSpec, given: Arguments) -> Arguments:
    """Says ``tf.linalg.matvec`` by subscripts."""
    if "a" not in given:
        return given
    operands = [given.pop("a"), given.pop("b")]
    return {"subscripts": "...ij,...j->...i", "operands*": operands, **given}


def _band(spec: LayerSpec, given: Arguments) -> tuple[str, Arguments]:
    lower, upper = given.pop("num_lower", None), given.pop("num_upper", None)
    if type(lower) is int and type(upper) is int and min(lower, upper) < 0:
        if lower == upper == -1:  # all of it
            return "Copy", given
        if lower == -1:
            return "Tril", {**given, "k": upper}
        if upper == -1:
            return "Triu", {**given, "k": -lower}
    raise ArchitectureError(
        f"Operation {shorten(spec.name)!r}: a band of its argument has no counterpart here."
    )


def _windows(spec: LayerSpec, given: Arguments, sizes: tuple[str, ...], axes: int) -> Arguments:
    """Leaves out the places of samples and channels that TensorFlow names beside those of the window."""
    given = {key: value for key, value in given.items() if value is not None}
    given["padding"] = str(given.get("padding", "valid")).lower()
    given.pop("use_cudnn_on_gpu", None)
    for key in sizes:
        if isinstance(given.get(key), list) and len(given[key]) > axes:
            given[key] = given[key][1:-1]
        if key != "pool_size" and isinstance(given.get(key), list) and len(set(given[key])) == 1:
            given[key] = given[key][0]  # of which Keras can always make as many as it needs
    if given.pop("data_format", "NHWC").startswith("NC"):
        given["data_format"] = "channels_first"
    return given


def _blocks(spec: LayerSpec, given: Arguments) -> Arguments:
    order = "channels_first" if given.get("data_format") == "NCHW" else "channels_last"
    return {**given, "data_format": order}


def _one_hot(spec: LayerSpec, given: Arguments) -> Arguments:
    usual = given.get("on_value", 1) == 1 and given.get("off_value", 0) == 0
    return _without(spec, given, ("on_value", "off_value")) if usual else given


def _pad(spec: LayerSpec, given: Arguments) -> Arguments:
    mode = str(given.get("mode") or "constant").lower()
    value = given.get("constant_values", 0) if mode == "constant" else None
    return {**given, "mode": mode, "constant_values": value}


def _split(spec: LayerSpec, given: Arguments) -> Arguments:
    sizes = given["indices_or_sections"]
    return (
        {**given, "indices_or_sections": list(accumulate(sizes))[:-1]} if isinstance(sizes, list) else given
    )


def _take(spec: LayerSpec, given: Arguments) -> Arguments:
    given = _without(spec, given, ("validate_indices",))
    if given.get("axis") is None:
        given["axis"] = 0
    if given.get("batch_dims") == 0:
        given.pop("batch_dims")
    return given


def _squeeze(spec: LayerSpec, given: Arguments) -> Arguments:
    axis = given.get("axis")
    return {**given, "axis": axis[0]} if isinstance(axis, list) and len(axis) == 1 else given


def _transpose(spec: LayerSpec, given: Arguments) -> Arguments:
    return _without(spec, given, ("conjugate",)) if given.get("conjugate") is False else given


def _flip(spec: LayerSpec, given: Arguments) -> Arguments:
    axis = -2 if spec.config["function"].endswith("left_right") else -3
    return {"axis": axis, **given}


def _norm(spec: LayerSpec, given: Arguments) -> Arguments:
    usual = given.get("ord") in (None, "euclidean")
    order = (None if given.get("axis") is None else 2) if usual else given["ord"]
    return {**given, "ord": order, "keepdims": bool(given.get("keepdims"))}


def _sort(spec: LayerSpec, given: Arguments) -> Arguments:
    ascending = given.get("direction") in (None, "ASCENDING")
    return _without(spec, given, ("direction", "stable")) if ascending else given


def _resize(spec: LayerSpec, given: Arguments) -> Arguments:
    return {**given, "interpolation": given.get("interpolation") or "bilinear"}


_convolution = partial(_windows, sizes=("size", "strides", "dilation_rate"), axes=2)
_pooling = partial(_windows, sizes=("pool_size", "strides"), axes=3)

#: Those whose arguments decide which class it is.
_OTHER_CLASSES: dict[str, Callable[[LayerSpec, Arguments], tuple[str, Arguments]]] = {
    "Matmul": _matmul,
    "Tril": _band,
}

_FITS: dict[str, Callable[[LayerSpec, Arguments], Arguments]] = {
    "Argmax": partial(_without, names=("output_type",)),
    "Argmin": partial(_without, names=("output_type",)),
    "Argsort": _sort,
    "AveragePool": _pooling,
    "Conv": _convolution,
    "ConvertToTensor": partial(_without, names=("dtype_hint",)),
    "Copy": partial(_without, names=("shape", "message")),
    "CountNonzero": partial(_without, names=("dtype",)),
    "DepthToSpace": _blocks,
    "DepthwiseConv": _convolution,
    "Einsum": _einsum,
    "ExtractPatches": _convolution,
    "Flip": _flip,
    "GetItem": _get_item,
    "MaxPool": _pooling,
    "Norm": _norm,
    "OneHot": _one_hot,
    "Pad": _pad,
    "Resize": _resize,
    "SearchSorted": partial(_without, names=("out_type",)),
    "SeparableConv": _convolution,
    "Sort": _sort,
    "SpaceToDepth": _blocks,
    "Split": _split,
    "Squeeze": _squeeze,
    "Take": _take,
    "Transpose": _transpose,
}
