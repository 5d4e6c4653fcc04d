"""The operations of tf.keras, ``TFOpLambda`` and ``SlicingOpLambda``, as those of Keras 3."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from layerloom.declaration import operators
from layerloom.graph.architecture import (
    Architecture,
    ArchitectureError,
    Call,
    LayerSpec,
    shorten,
    usual_call,
)
from layerloom.graph.tf_compound import replace_compound
from layerloom.graph.tf_sizes import fold_sizes, waiting_for_sizes

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

# The same for functions that are read, but never written.
_MORE = """
acos                        Arccos          x
acosh                       Arccosh         x
argsort                     Argsort         values=x axis direction stable
asin                        Arcsin          x
asinh                       Arcsinh         x
atan                        Arctan          x
atan2                       Arctan2         y=x1 x=x2
atanh                       Arctanh         x
avg_pool avg_pool1d avg_pool2d avg_pool3d AveragePool input=inputs ksize=pool_size strides padding data_format
band_part                   Tril            input=x num_lower num_upper
batch_normalization         BatchNorm       x mean variance offset scale variance_epsilon=epsilon
broadcast_to                BroadcastTo     input=x shape
cholesky                    Cholesky        input=x
conv1d conv2d conv3d        Conv            input=inputs filters=kernel strides \
                            padding data_format dilations=dilation_rate filter=kernel
convert_to_tensor           ConvertToTensor value=x dtype
cosh                        Cosh            x
count_nonzero               CountNonzero    input=x axis keepdims dtype
cumprod                     Cumprod         x axis
depth_to_space              DepthToSpace    input=x block_size data_format
depthwise_conv2d            DepthwiseConv   input=inputs filter=kernel strides \
                            padding data_format dilations=dilation_rate
det                         Det             input=x
diag_part                   Diagonal        input=x k=offset
einsum                      Einsum          subscripts
ensure_shape                Copy            x shape
erfc                        Erfc            x
floor_div                   FloorDivide     x=x1 y=x2
image.adjust_brightness     Add             image=x1 delta=x2
image.crop_to_bounding_box  CropImages      image=images offset_height=top_cropping offset_width=left_cropping \
                            target_height target_width
image.extract_patches       ExtractPatches  images sizes=size strides rates=dilation_rate padding
image.flip_left_right       Flip            image=x
image.flip_up_down          Flip            image=x
image.grayscale_to_rgb      Repeat          images=x
image.hsv_to_rgb            HSVToRGB        images
image.pad_to_bounding_box   PadImages       image=images offset_height=top_padding offset_width=left_padding \
                            target_height target_width
image.rgb_to_grayscale      RGBToGrayscale  images
image.rgb_to_hsv            RGBToHSV        images
image.rot90                 Rot90           image=array k
image.sobel_edges           SobelEdges      image=images
image.transpose             Transpose       image=x
in_top_k                    InTopK          targets predictions k
inv                         Inv             input=x adjoint
is_finite                   Isfinite        x
is_inf                      Isinf           x
is_nan                      Isnan           x
log_sigmoid                 LogSigmoid      x
logical_xor                 LogicalXor      x=x1 y=x2
matvec                      Einsum          a b
max_pool max_pool1d max_pool2d max_pool3d MaxPool input=inputs ksize=pool_size strides padding data_format
moments                     Moments         x axes shift keepdims
norm                        Norm            tensor=x ord axis keepdims
reduce_euclidean_norm       Norm            input_tensor=x axis keepdims
repeat_elements             Repeat          x rep=repeats axis
rint                        Round           x
saturate_cast               SaturateCast    value=x dtype
scalar_mul                  Multiply        scalar=x1 x=x2
searchsorted                SearchSorted    sorted_sequence values side out_type
segment_sum                 SegmentSum      data segment_ids
sinh                        Sinh            x
slice                       GetItem         input_=x begin size
strided_slice               GetItem         input_=x begin end strides
solve                       Solve           matrix=a rhs=b adjoint
sort                        Sort            values=x axis direction
space_to_depth              SpaceToDepth    input=x block_size data_format
trace                       Trace           x
"""

#: Functions that do what a layer does.
_LAYERS = {"batch_flatten": "Flatten", "add_n": "Add", "accumulate_n": "Add"}

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
    "Diagonal": {"axis1": -2, "axis2": -1},
    "Trace": {"axis1": -2, "axis2": -1},
}

#: Functions of TensorFlow that are a class of Keras with certain arguments.
_SET: dict[str, dict[str, Any]] = {
    "image.grayscale_to_rgb": {"repeats": 3, "axis": -1},
    "image.rot90": {"axes": [1, 2]},
    "image.transpose": {"axes": [0, 2, 1, 3]},
}


def replace_tf_operations(arch: Architecture) -> None:
    """Puts Keras 3's operations in place of those of tf.keras; those without a counterpart stay as they are.

    Args:
        arch: An architecture that was just read; changed.

    Raises:
        ArchitectureError: If an operation is told to do what its counterpart cannot.
    """
    _replace_all(arch)
    fold_sizes(arch, lambda: _replace_all(arch))


def _replace_all(arch: Architecture) -> None:
    calls_of = arch.calls_by_layer()
    waiting = waiting_for_sizes(arch)
    for spec in list(arch.layers.values()):
        if spec.class_name not in _CLASSES:
            continue
        function = _function(spec)
        if any(node.id in waiting for node in calls_of.get(spec.name, [])):
            continue
        row = _rows.get(function) or _more.get(function)
        calls = calls_of.get(spec.name, [])
        if function in _LAYERS and len(calls) == 1:
            calls[0].call = None
            arch.layers[spec.name] = LayerSpec(_LAYERS[function], spec.name, {"name": spec.name})
        if len(calls) == 1 and replace_compound(arch, function, calls[0]):
            continue
        if row is None or len(calls) != 1:
            continue
        node = calls[0]
        call = node.call or usual_call(spec.class_name, len(node.inputs))
        theirs = {**dict(zip(row[1], call.args, strict=False)), **call.kwargs}
        given = {row[1].get(key, key): value for key, value in theirs.items() if key != "name"}
        if function == "einsum":
            given["operands*"] = list(call.args[1:])
        given.update(_SET.get(function, {}))
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
    return name if name.startswith("image.") else name.rpartition(".")[2]


def _fitted(spec: LayerSpec, class_name: str, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Returns class and arguments with values in Keras's form."""
    if class_name == "GetItem" and "begin" in given:
        given["key"] = _cut(spec, given)
    elif class_name == "GetItem":
        key = given["key"]
        given["key"] = [_index(item) for item in key] if isinstance(key, list) else _index(key)
    elif class_name == "Matmul":
        turned = [bool(given.pop(key, False)) for key in ("transpose_a", "transpose_b")]
        if any(turned):
            left, right = ("...ji" if turned[0] else "...ij"), ("...kj" if turned[1] else "...jk")
            inputs = [given.pop("x1"), given.pop("x2")]
            return "Einsum", {"subscripts": f"{left},{right}->...ik", "operands*": inputs, **given}
    elif class_name == "Einsum" and "a" in given:
        return class_name, {
            "subscripts": "...ij,...j->...i",
            "operands*": [given.pop("a"), given.pop("b")],
            **given,
        }
    elif class_name == "Tril":
        lower, upper = given.pop("num_lower", None), given.pop("num_upper", None)
        if lower == -1 and isinstance(upper, int) and upper >= 0:
            return class_name, {**given, "k": upper}
        if upper == -1 and isinstance(lower, int) and lower >= 0:
            return "Triu", {**given, "k": -lower}
        raise ArchitectureError(
            f"Operation {shorten(spec.name)!r}: a band of its argument has no counterpart here."
        )
    elif class_name in ("Conv", "DepthwiseConv", "ExtractPatches"):
        given = _window(given)
    elif class_name == "Copy":
        given.pop("shape", None)
    elif class_name == "CountNonzero":
        given.pop("dtype", None)
    elif class_name == "SearchSorted":
        given.pop("out_type", None)
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
    elif class_name == "Squeeze" and isinstance(given.get("axis"), list):
        given["axis"] = given["axis"][0] if len(given["axis"]) == 1 else given["axis"]
    elif class_name == "Transpose" and given.get("conjugate") is False:
        given.pop("conjugate")
    elif class_name in ("MaxPool", "AveragePool"):
        given = {key: value for key, value in given.items() if value is not None}
        given["padding"] = str(given.get("padding", "valid")).lower()
        for key in ("pool_size", "strides"):  # also with 1 for the samples and the channels
            if isinstance(given.get(key), list) and len(given[key]) > 3:
                given[key] = given[key][1:-1]
        if given.pop("data_format", "NHWC").startswith("NC"):
            given["data_format"] = "channels_first"
    elif class_name in ("DepthToSpace", "SpaceToDepth"):
        given["data_format"] = "channels_first" if given.get("data_format") == "NCHW" else "channels_last"
    elif class_name == "Flip" and "axis" not in given:
        given["axis"] = -2 if spec.config["function"].endswith("left_right") else -3
    elif class_name == "Norm":
        usual = given.get("ord") in (None, "euclidean")
        given["ord"] = (None if given.get("axis") is None else 2) if usual else given["ord"]
        given["keepdims"] = bool(given.get("keepdims"))
    elif class_name in ("Sort", "Argsort") and given.get("direction") in (None, "ASCENDING"):
        given = {key: value for key, value in given.items() if key not in ("direction", "stable")}
    elif class_name == "Resize":
        given["interpolation"] = given.get("interpolation") or "bilinear"
    return class_name, given


def _cut(spec: LayerSpec, given: dict[str, Any]) -> list[Any]:
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


def _window(given: dict[str, Any]) -> dict[str, Any]:
    """Returns a window's arguments without the places of samples and channels that TensorFlow names, too."""
    given = {key: value for key, value in given.items() if value is not None}
    given["padding"] = str(given.get("padding", "valid")).lower()
    given.pop("use_cudnn_on_gpu", None)
    for key in ("size", "strides", "dilation_rate"):
        if isinstance(given.get(key), list) and len(given[key]) > 2:
            given[key] = given[key][1:-1]
    if given.pop("data_format", "NHWC").startswith("NC"):
        given["data_format"] = "channels_first"
    return given


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


def _read(table: str) -> dict[str, tuple[str, dict[str, str]]]:
    rows: dict[str, tuple[str, dict[str, str]]] = {}
    for line in table.strip().split("\n"):
        words = line.split()
        place = next(index for index, word in enumerate(words) if word[0].isupper())
        pairs = [argument.partition("=") for argument in words[place + 1 :]]
        for name in words[:place]:
            rows[name] = (words[place], {theirs: ours or theirs for theirs, _, ours in pairs})
    return rows


_rows = _read(_TABLE)
_more = _read(_MORE)
