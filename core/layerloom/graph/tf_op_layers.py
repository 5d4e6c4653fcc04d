"""The operations of TensorFlow 1.14 to 2.3, ``TensorFlowOpLayer``, as the ``TFOpLambda`` of later releases."""

from __future__ import annotations

import re
from typing import Any

Config = dict[str, Any]

CLASS_NAME = "TensorFlowOpLayer"

# Name of the operation in TensorFlow's graph, name of the function, and what the function calls its inputs; behind a
# bar the attributes of the operation that it takes, with its own name behind `=` where it differs. A star marks
# inputs that it takes as a list, all but those named behind it.
_TABLE = """
Abs             abs             x
Add             add             x y
AddN            add             x y
AddV2           add             x y
All             reduce_all      input_tensor axis | keep_dims=keepdims
Any             reduce_any      input_tensor axis | keep_dims=keepdims
ArgMax          argmax          input axis
ArgMin          argmin          input axis
BatchMatMul     matmul          a b             | adj_x=transpose_a adj_y=transpose_b
BatchMatMulV2   matmul          a b             | adj_x=transpose_a adj_y=transpose_b
BiasAdd         bias_add        value bias
Cast            cast            x               | DstT=dtype
Ceil            ceil            x
ClipByValue     clip_by_value   t clip_value_min clip_value_max
ConcatV2        concat          *values axis
Cos             cos             x
DepthToSpace    depth_to_space  input           | block_size
Div             divide          x y
DivNoNan        divide_no_nan   x y
Elu             elu             features
Equal           equal           x y
Erf             erf             x
Exp             exp             x
ExpandDims      expand_dims     input axis
Floor           floor           x
FloorDiv        floordiv        x y
FloorMod        floormod        x y
GatherV2        gather          params indices axis
Greater         greater         x y
GreaterEqual    greater_equal   x y
Identity        identity        input
LeakyRelu       leaky_relu      features        | alpha
Less            less            x y
LessEqual       less_equal      x y
Log             log             x
Log1p           log1p           x
LogSoftmax      log_softmax     logits
LogicalAnd      logical_and     x y
LogicalNot      logical_not     x
LogicalOr       logical_or      x y
MatMul          matmul          a b             | transpose_a transpose_b
Max             reduce_max      input_tensor axis | keep_dims=keepdims
Maximum         maximum         x y
Mean            reduce_mean     input_tensor axis | keep_dims=keepdims
Min             reduce_min      input_tensor axis | keep_dims=keepdims
Minimum         minimum         x y
Mul             multiply        x y
Neg             negative        x
NotEqual        not_equal       x y
OnesLike        ones_like       input
Pack            stack           *values         | axis
Pad             pad             tensor paddings
PadV2           pad             tensor paddings constant_values
Pow             pow             x y
Prod            reduce_prod     input_tensor axis | keep_dims=keepdims
RealDiv         truediv         x y
Relu            relu            features
Relu6           relu6           features
Reshape         reshape         tensor shape
ResizeBilinear  image.resize    images size
ReverseV2       reverse         tensor axis
Round           round           x
Rsqrt           rsqrt           x
Select          where           condition x y
SelectV2        where           condition x y
Selu            selu            features
Sigmoid         sigmoid         x
Sign            sign            x
Sin             sin             x
Softmax         softmax         logits
Softplus        softplus        features
Softsign        softsign        features
SpaceToDepth    space_to_depth  input           | block_size
Sqrt            sqrt            x
Square          square          x
SquaredDifference squared_difference x y
Squeeze         squeeze         input           | squeeze_dims=axis
StopGradient    stop_gradient   input
Sub             subtract        x y
Sum             reduce_sum      input_tensor axis | keep_dims=keepdims
Tanh            tanh            x
Tile            tile            input multiples
Transpose       transpose       a perm
ZerosLike       zeros_like      input
"""

_TYPES = {"DT_HALF": "float16", "DT_FLOAT": "float32", "DT_DOUBLE": "float64", "DT_BOOL": "bool"} | {
    f"DT_{name.upper()}": name
    for name in ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
}


def as_op_lambda(data: Config) -> Config:
    """Returns the data of a functional model's layer as a later TensorFlow would have written them.

    Args:
        data: ``{"class_name": "TensorFlowOpLayer", "name", "config", "inbound_nodes"}``.

    Returns:
        A ``TFOpLambda``; the data as they are where the operation has no counterpart.
    """
    config, calls = data.get("config"), data.get("inbound_nodes")
    if not isinstance(config, dict) or not isinstance(calls, list) or len(calls) != 1:
        return data
    if not isinstance(calls[0], list):
        return data
    operation, inputs, attributes = _definition(config.get("node_def"))
    constants = config.get("constants")
    if operation == "StridedSlice" and isinstance(constants, dict):
        return _slice(data, config, constants, attributes)
    row = _rows.get(operation)
    tensors = [list(item[:3]) for item in calls[0] if isinstance(item, list) and len(item) >= 3]
    if row is None or not isinstance(constants, dict):
        return data
    function, names, taken = row
    waiting = iter(tensors)
    values: list[Any] = [
        ["_CONSTANT_VALUE", -1, constants[str(place)]] if str(place) in constants else next(waiting, None)
        for place in range(inputs)
    ]
    if None in values or next(waiting, None) is not None:
        return data
    told = {new: _attribute(attributes[old]) for old, new in taken.items() if old in attributes}
    told = {key: value for key, value in told.items() if value not in (None, [])}
    if function == "squeeze" and len(told.get("axis", ())) == 1:
        told["axis"] = told["axis"][0]
    many = names[0].startswith("*")
    heads = values[: len(values) - len(names) + 1] if many else values[:1]
    for key, value in zip(names[1:], values[len(heads) :], strict=False):
        told[key] = value[2] if value[0] == "_CONSTANT_VALUE" else value
    name = data.get("name") or config.get("name")
    inner = {"name": name, "trainable": config.get("trainable", True), "function": function}
    call = [[*head, told] for head in heads]
    return {"class_name": "TFOpLambda", "name": name, "config": inner, "inbound_nodes": [call]}


def _slice(data: Config, config: Config, constants: Config, attributes: Config) -> Config:
    """Returns a slice, whose operation says in the bits of numbers which of its parts mean something else."""
    begins, ends, steps = (constants.get(str(place)) for place in (1, 2, 3))
    calls = data["inbound_nodes"][0]
    if not (isinstance(begins, list) and isinstance(ends, list) and isinstance(steps, list)):
        return data
    if not len(begins) == len(ends) == len(steps) or len(calls) != 1 or not attributes:
        return data
    masks = {
        name: _attribute(attributes.get(f"{name}_mask")) or 0
        for name in ("begin", "end", "ellipsis", "new_axis", "shrink_axis")
    }
    key: list[Any] = []
    for place, (begin, end, step) in enumerate(zip(begins, ends, steps, strict=True)):
        said = {name: bool(int(mask) >> place & 1) for name, mask in masks.items()}
        if said["ellipsis"]:
            key.append({"class_name": "__ellipsis__"})
        elif said["new_axis"]:
            key.append(None)
        elif said["shrink_axis"]:
            key.append(begin)
        else:
            start, stop = None if said["begin"] else begin, None if said["end"] else end
            key.append({"start": start, "stop": stop, "step": step})
    name = data.get("name") or config.get("name")
    inner = {"name": name, "trainable": True, "function": "__operators__.getitem"}
    call = [[*calls[0][:3], {"slice_spec": key}]]
    return {"class_name": "SlicingOpLambda", "name": name, "config": inner, "inbound_nodes": [call]}


def _definition(data: Any) -> tuple[str, int, Config]:
    """Returns an operation's name, how many inputs it has, and its attributes, from data or from bytes as text."""
    if isinstance(data, dict):
        inputs, attributes = data.get("input"), data.get("attr")
        count = len(inputs) if isinstance(inputs, list) else 0
        return str(data.get("op")), count, attributes if isinstance(attributes, dict) else {}
    if isinstance(
        data, str
    ):  # the fields name, op and inputs of a protocol buffer; its attributes are not read
        found = re.match(r"\n(.)", data, re.DOTALL)
        place = 2 + ord(found[1]) if found else len(data)
        texts: list[tuple[str, str]] = []
        while place + 1 < len(data) and data[place] in "\x12\x1a":
            length = ord(data[place + 1])
            texts.append((data[place], data[place + 2 : place + 2 + length]))
            place += 2 + length
        operation = next((text for kind, text in texts if kind == "\x12"), "")
        plain = not any(taken for _, _, taken in [_rows.get(operation, ("", [], {}))])
        return operation if plain else "", sum(kind == "\x1a" for kind, _ in texts), {}
    return "", 0, {}


def _attribute(value: Any) -> Any:
    """Returns the plain value of an attribute."""
    if not isinstance(value, dict):
        return None
    if "list" in value:
        items = value["list"].get("i", []) if isinstance(value["list"], dict) else []
        return [int(item) for item in items if str(item).lstrip("-").isdecimal()]
    if "type" in value:
        return _TYPES.get(value["type"])
    if "i" in value:
        return int(value["i"]) if str(value["i"]).lstrip("-").isdecimal() else None
    return next((value[key] for key in ("b", "f") if key in value), None)


def _read() -> dict[str, tuple[str, list[str], dict[str, str]]]:
    rows: dict[str, tuple[str, list[str], dict[str, str]]] = {}
    for line in _TABLE.strip().split("\n"):
        head, _, attributes = line.partition("|")
        operation, function, *names = head.split()
        pairs = [item.partition("=") for item in attributes.split()]
        rows[operation] = (function, names, {theirs: ours or theirs for theirs, _, ours in pairs})
    return rows


_rows = _read()
