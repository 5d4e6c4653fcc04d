"""The operations of tf.keras, ``TFOpLambda`` and ``SlicingOpLambda``, as those of Keras 3."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from layerloom.declaration import operators
from layerloom.graph.architecture import Architecture, ArchitectureError, Call, LayerSpec, shorten, usual_call

_CLASSES = ("TFOpLambda", "SlicingOpLambda")

# TensorFlow's functions, Keras's class, and TensorFlow's arguments in order with Keras's name behind `=` where it
# differs. The functions stand without the modules in which TensorFlow offers them.
_TABLE = """
abs                         Absolute        x
add                         Add             x=x1 y=x2
argmax                      Argmax          input=x axis
argmin                      Argmin          input=x axis
bias_add                    Add             value=x1 bias=x2
cast                        Cast            x dtype
ceil                        Ceil            x
clip_by_value               Clip            t=x clip_value_min=x_min clip_value_max=x_max
concat                      Concatenate     values=xs axis
cos                         Cos             x
cumsum                      Cumsum          x axis
divide div                  Divide          x=x1 y=x2
divide_no_nan               DivideNoNan     x=x1 y=x2
elu                         Elu             features=x
equal eq                    Equal           x=x1 y=x2
erf                         Erf             x
exp                         Exp             x
expand_dims                 ExpandDims      input=x axis
expm1                       Expm1           x
floor                       Floor           x
floordiv                    FloorDivide     x=x1 y=x2
floormod mod                Mod             x=x1 y=x2
gather                      Take            params=x indices validate_indices axis batch_dims
gelu                        Gelu            features=x approximate
getitem                     GetItem         x slice_spec=key
greater                     Greater         x=x1 y=x2
greater_equal               GreaterEqual    x=x1 y=x2
identity                    Copy            input=x
image.resize                Resize          images size method=interpolation
l2_normalize                Normalize       x axis epsilon
leaky_relu                  LeakyRelu       features=x alpha=negative_slope
less                        Less            x=x1 y=x2
less_equal                  LessEqual       x=x1 y=x2
log                         Log             x
log1p                       Log1p           x
log_softmax                 LogSoftmax      logits=x axis
logical_and                 LogicalAnd      x=x1 y=x2
logical_not                 LogicalNot      x
logical_or                  LogicalOr       x=x1 y=x2
matmul                      Matmul          a=x1 b=x2 transpose_a transpose_b
maximum                     Maximum         x=x1 y=x2
minimum                     Minimum         x=x1 y=x2
multiply mul                Multiply        x=x1 y=x2
negative neg                Negative        x
not_equal ne                NotEqual        x=x1 y=x2
one_hot                     OneHot          indices=x depth=num_classes
ones_like                   OnesLike        input=x dtype
pad                         Pad             tensor=x paddings=pad_width mode constant_values
pow                         Power           x=x1 y=x2
reciprocal                  Reciprocal      x
reduce_all                  All             input_tensor=x axis keepdims
reduce_any                  Any             input_tensor=x axis keepdims
reduce_logsumexp            Logsumexp       input_tensor=x axis keepdims
reduce_max                  Max             input_tensor=x axis keepdims
reduce_mean                 Mean            input_tensor=x axis keepdims
reduce_min                  Min             input_tensor=x axis keepdims
reduce_prod                 Prod            input_tensor=x axis keepdims
reduce_std                  Std             input_tensor=x axis keepdims
reduce_sum                  Sum             input_tensor=x axis keepdims
reduce_variance             Var             input_tensor=x axis keepdims
relu                        Relu            features=x
relu6                       Relu6           features=x
repeat                      Repeat          input=x repeats axis
reshape                     Reshape         tensor=x shape=newshape
reverse                     Flip            tensor=x axis
roll                        Roll            input=x shift axis
round                       Round           x
rsqrt                       Rsqrt           x
selu                        Selu            features=x
sigmoid                     Sigmoid         x
sign                        Sign            x
silu swish                  Silu            features=x
sin                         Sin             x
softmax                     Softmax         logits=x axis
softplus                    Softplus        features=x
softsign                    Softsign        features=x
split                       Split           value=x num_or_size_splits=indices_or_sections axis
sqrt                        Sqrt            x
square                      Square          x
squeeze                     Squeeze         input=x axis
stack                       Stack           values=x axis
stop_gradient               StopGradient    input=variable
subtract sub                Subtract        x=x1 y=x2
tan                         Tan             x
tanh                        Tanh            x
tensordot                   Tensordot       a=x1 b=x2 axes
tile                        Tile            input=x multiples=repeats
top_k                       TopK            input=x k sorted
transpose                   Transpose       a=x perm=axes
truediv                     TrueDivide      x=x1 y=x2
unstack                     Unstack         value=x num axis
where                       Where           condition x=x1 y=x2
zeros_like                  ZerosLike       input=x dtype
"""

#: What Keras takes where the file names no value: TensorFlow's own default.
_DEFAULTS: dict[str, dict[str, Any]] = {
    "Normalize": {"order": 2, "epsilon": 1e-12},
    "LeakyRelu": {"negative_slope": 0.2},
    "Gelu": {"approximate": False},
    "Argmax": {"axis": 0},
    "Argmin": {"axis": 0},
    "Take": {"axis": 0},
    "Split": {"axis": 0},
    "TopK": {"k": 1},
}


def replace_tf_operations(arch: Architecture) -> None:
    """Puts Keras 3's operations in place of those of tf.keras; those without a counterpart stay as they are.

    Args:
        arch: An architecture that was just read; changed.

    Raises:
        ArchitectureError: If an operation is told to do what its counterpart cannot.
    """
    calls_of = arch.calls_by_layer()
    for spec in arch.layers.values():
        if spec.class_name not in _CLASSES:
            continue
        row = _rows.get(_function(spec))
        calls = calls_of.get(spec.name, [])
        if row is None or len(calls) != 1:
            continue
        node = calls[0]
        call = node.call or usual_call(spec.class_name, len(node.inputs))
        theirs = {**dict(zip(row[1], call.args, strict=False)), **call.kwargs}
        given = {row[1].get(key, key): value for key, value in theirs.items() if key != "name"}
        class_name, settings = _fitted(spec, row[0], {**_DEFAULTS.get(row[0], {}), **given})
        known = operators.find_class(class_name, "keras.src.ops")
        assert known is not None  # the table names classes of Keras alone
        if known.call[0].endswith("*"):
            args = list(settings.pop(known.call[0]))
        else:
            args = [settings.pop(key) for key in _leading(known.call, settings)]
        _check(spec, known.config, settings)
        node.call = Call(tuple(args))
        arch.layers[spec.name] = LayerSpec(
            operators.PREFIX + class_name, spec.name, {"name": spec.name, **settings}, known.module
        )


def functions_of_tensorflow() -> dict[str, tuple[str, dict[str, str]]]:
    """Returns TensorFlow's function for each class of Keras, and Keras's names of its arguments by TensorFlow's."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for name, (class_name, names) in _rows.items():
        if name not in ("bias_add", "divide"):
            found.setdefault(class_name, (name, names))
    return {**found, "Divide": ("divide", _rows["divide"][1])}


def _function(spec: LayerSpec) -> str:
    name = str(spec.config.get("function", ""))
    return name if name == "image.resize" else name.rpartition(".")[2]


def _fitted(spec: LayerSpec, class_name: str, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Returns class and arguments with values in Keras's form."""
    if class_name == "GetItem":
        key = given["key"]
        given["key"] = [_index(item) for item in key] if isinstance(key, list) else _index(key)
    elif class_name == "Matmul":
        turned = [bool(given.pop(key, False)) for key in ("transpose_a", "transpose_b")]
        if any(turned):
            left, right = ("...ji" if turned[0] else "...ij"), ("...kj" if turned[1] else "...jk")
            inputs = [given.pop("x1"), given.pop("x2")]
            return "Einsum", {"subscripts": f"{left},{right}->...ik", "operands*": inputs, **given}
    elif class_name == "Pad":
        given["mode"] = str(given.get("mode") or "constant").lower()
        given.setdefault("constant_values", 0)
        if given["mode"] != "constant":
            given["constant_values"] = None
    elif class_name == "Split" and isinstance(given["indices_or_sections"], list):
        given["indices_or_sections"] = list(accumulate(given["indices_or_sections"]))[:-1]
    elif class_name == "Take":
        given.pop("validate_indices", None)
        if given.get("axis") is None:
            given["axis"] = 0
        if given.get("batch_dims") == 0:
            given.pop("batch_dims")
    elif class_name == "Transpose" and given.get("conjugate") is False:
        given.pop("conjugate")
    elif class_name == "Resize":
        given["interpolation"] = given.get("interpolation") or "bilinear"
    return class_name, given


def _index(item: Any) -> Any:
    """Returns a part of an index in the form of Keras 3."""
    if not isinstance(item, dict):
        return item
    if item.get("class_name") == "__ellipsis__":
        return {"class_name": "__ellipsis__", "config": {}}
    parts = {key: item.get(key) for key in ("start", "stop", "step")}
    return {"class_name": "__slice__", "config": parts}


def _leading(names: tuple[str, ...], given: dict[str, Any]) -> list[str]:
    """Returns which of the call's arguments are given, up to the first that is not."""
    count = next((index for index, name in enumerate(names) if name not in given), len(names))
    return list(names[:count])


def _check(spec: LayerSpec, allowed: tuple[str, ...], settings: dict[str, Any]) -> None:
    """Leaves out settings that say nothing, and refuses those that the operation here does not have."""
    for key in [key for key in settings if key not in allowed]:
        value = settings.pop(key)
        if value is None or value is False:
            continue
        raise ArchitectureError(
            f"Operation {shorten(spec.name)!r}: its argument {shorten(key)}={value!r:.40} has no counterpart here."
        )


def _read() -> dict[str, tuple[str, dict[str, str]]]:
    rows: dict[str, tuple[str, dict[str, str]]] = {}
    for line in _TABLE.strip().split("\n"):
        names, _, rest = line.partition("  ")
        class_name, *arguments = rest.split()
        pairs = [argument.partition("=") for argument in arguments]
        for name in names.split():
            rows[name] = (class_name, {theirs: ours or theirs for theirs, _, ours in pairs})
    return rows


_rows = _read()
