"""The operations of TensorFlow 1.14 to 2.3, ``TensorFlowOpLayer``, as the ``TFOpLambda`` of later releases."""

from __future__ import annotations

from typing import Any

from layerloom.graph.tensorflow.node_def import attribute, definition, plain

Config = dict[str, Any]

CLASS_NAME = "TensorFlowOpLayer"

# Name of the operation in TensorFlow's graph, name of the function, and what the function calls its inputs; behind a
# bar the attributes of the operation that it takes, with its own name behind `=` where it differs. A star marks
# inputs that it takes as a list, all but those named behind it; a hat its first argument, where that is another one.
_TABLE = """
Abs abs x
Acos acos x
Acosh acosh x
Add add x y
AddN add_n *inputs
AddV2 add x y
AdjustContrastv2 image.adjust_contrast images contrast_factor
AdjustHue image.adjust_hue image delta
AdjustSaturation image.adjust_saturation image saturation_factor
All reduce_all input_tensor axis | keep_dims=keepdims
Angle angle input
Any reduce_any input_tensor axis | keep_dims=keepdims
ArgMax argmax input axis
ArgMin argmin input axis
Asin asin x
Asinh asinh x
Atan atan x
Atan2 atan2 y x
Atanh atanh x
AvgPool avg_pool input | ksize strides padding data_format
AvgPool3D avg_pool3d input | ksize strides padding data_format
BatchMatMul matmul a b | adj_x=transpose_a adj_y=transpose_b
BatchMatMulV2 matmul a b | adj_x=transpose_a adj_y=transpose_b
BatchMatMulV3 matmul a b | adj_x=transpose_a adj_y=transpose_b
BatchToSpaceND batch_to_space_nd input block_shape crops
BesselI0 bessel_i0 x
BesselI0e bessel_i0e x
BesselI1 bessel_i1 x
BesselI1e bessel_i1e x
BiasAdd bias_add value bias | data_format
BitwiseAnd bitwise_and x y
BitwiseOr bitwise_or x y
BitwiseXor bitwise_xor x y
BroadcastTo broadcast_to input shape
Cast cast x | DstT=dtype
Ceil ceil x
CheckNumerics check_numerics tensor
Cholesky cholesky input
ClipByValue clip_by_value t clip_value_min clip_value_max
Complex complex real imag
ComplexAbs abs x
ConcatV2 concat *values axis
Conj conj x
Conv2D conv2d input filter | strides padding data_format dilations explicit_paddings
Conv2DBackpropInput conv2d_transpose output_shape filters ^input | strides padding data_format dilations
Conv3D conv3d input filter | strides padding data_format dilations
Cos cos x
Cosh cosh x
CropAndResize image.crop_and_resize image boxes box_indices crop_size | method extrapolation_value
Cross cross a b
Cumprod cumprod x axis | exclusive reverse
Cumsum cumsum x axis | exclusive reverse
CumulativeLogsumexp cumulative_logsumexp x axis | exclusive reverse
DepthToSpace depth_to_space input | block_size data_format
DepthwiseConv2dNative depthwise_conv2d input filter | strides padding data_format dilations explicit_paddings
Digamma digamma x
Dilation2D dilation2d input filters | strides padding rates=dilations
Div divide x y
DivNoNan divide_no_nan x y
Einsum einsum *operands
Elu elu features
EnsureShape ensure_shape x
Equal equal x y
Erf erf x
Erfc erfc x
Erfinv erfinv x
EuclideanNorm reduce_euclidean_norm input_tensor axis | keep_dims=keepdims
Exp exp x
ExpandDims expand_dims input axis
Expm1 expm1 x
ExtractImagePatches image.extract_patches images | ksizes=sizes strides rates padding
FFT fft input
FFT2D fft2d input
FakeQuantWithMinMaxArgs fake_quant_with_min_max_args inputs | min max num_bits narrow_range
FakeQuantWithMinMaxVars fake_quant_with_min_max_vars inputs min max | num_bits narrow_range
FakeQuantWithMinMaxVarsPerChannel fake_quant_with_min_max_vars inputs min max | num_bits narrow_range
Fill fill dims value
Floor floor x
FloorDiv floordiv x y
FloorMod floormod x y
Gather gather params indices
GatherNd gather_nd params indices
GatherV2 gather params indices axis | batch_dims
Greater greater x y
GreaterEqual greater_equal x y
HSVToRGB image.hsv_to_rgb images
IFFT ifft input
IFFT2D ifft2d input
IRFFT irfft input_tensor fft_length
Identity identity input
IdentityN identity_n *input
Imag imag input
InTopKV2 in_top_k predictions targets k
Inv reciprocal x
Invert invert x
IsFinite is_finite x
IsInf is_inf x
IsNan is_nan x
L2Loss l2_loss t
LRN lrn input | depth_radius bias alpha beta
LeakyRelu leaky_relu features | alpha
LeftShift left_shift x y
Less less x y
LessEqual less_equal x y
Lgamma lgamma x
Log log x
Log1p log1p x
LogMatrixDeterminant slogdet input
LogSoftmax log_softmax logits
LogicalAnd logical_and x y
LogicalNot logical_not x
LogicalOr logical_or x y
LowerBound searchsorted sorted_sequence values
MatMul matmul a b | transpose_a transpose_b
MatrixBandPart band_part input num_lower num_upper
MatrixDeterminant det input
MatrixDiag diag diagonal
MatrixDiagPart diag_part input
MatrixDiagPartV3 diag_part input k
MatrixDiagV3 diag diagonal k
MatrixInverse inv input | adjoint
MatrixSetDiag set_diag input diagonal
MatrixSetDiagV3 set_diag input diagonal k
MatrixSolve solve matrix rhs | adjoint
MatrixTriangularSolve triangular_solve matrix rhs | lower adjoint
Max reduce_max input_tensor axis | keep_dims=keepdims
MaxPool max_pool input | ksize strides padding data_format explicit_paddings
MaxPool3D max_pool3d input | ksize strides padding data_format
MaxPoolWithArgmax max_pool_with_argmax input | ksize strides padding include_batch_in_index
Maximum maximum x y
Mean reduce_mean input_tensor axis | keep_dims=keepdims
Min reduce_min input_tensor axis | keep_dims=keepdims
Minimum minimum x y
MirrorPad pad tensor paddings | mode
Mul multiply x y
MulNoNan multiply_no_nan x y
Ndtri ndtri x
Neg negative x
NextAfter nextafter x1 x2
NotEqual not_equal x y
OneHot one_hot indices depth on_value off_value | axis
OnesLike ones_like input
Pack stack *values | axis
Pad pad tensor paddings
PadV2 pad tensor paddings constant_values
Pow pow x y
Prod reduce_prod input_tensor axis | keep_dims=keepdims
Qr qr input | full_matrices
RFFT rfft input_tensor fft_length
RGBToHSV image.rgb_to_hsv images
RandomStandardNormal random.normal shape
RandomUniform random.uniform shape
Range range start limit delta
Rank rank input
Real real input
RealDiv truediv x y
Reciprocal reciprocal x
Relu relu features
Relu6 relu6 features
Reshape reshape tensor shape
ResizeArea image.resize_area images size | align_corners
ResizeBicubic image.resize_bicubic images size | align_corners half_pixel_centers
ResizeBilinear image.resize_bilinear images size | align_corners half_pixel_centers
ResizeNearestNeighbor image.resize_nearest_neighbor images size | align_corners half_pixel_centers
ReverseSequence reverse_sequence input seq_lengths | seq_dim=seq_axis batch_dim=batch_axis
ReverseV2 reverse tensor axis
RightShift right_shift x y
Rint rint x
Roll roll input shift axis
Round round x
Rsqrt rsqrt x
ScaleAndTranslate image.resize_scaled images size scale translation | kernel_type=method antialias
ScatterNd scatter_nd indices updates shape
SegmentMax segment_max data segment_ids
SegmentMean segment_mean data segment_ids
SegmentMin segment_min data segment_ids
SegmentSum segment_sum data segment_ids
Select where condition x y
SelectV2 where condition x y
SelfAdjointEigV2 eigh tensor
Selu selu features
Shape shape input
Sigmoid sigmoid x
Sign sign x
Sin sin x
Sinh sinh x
Size size input
Slice slice input_ begin size
Softmax softmax logits
SoftmaxCrossEntropyWithLogits softmax_cross_entropy_with_logits logits ^labels
Softplus softplus features
Softsign softsign features
SpaceToBatchND space_to_batch_nd input block_shape paddings
SpaceToDepth space_to_depth input | block_size data_format
SparseSoftmaxCrossEntropyWithLogits sparse_softmax_cross_entropy_with_logits logits ^labels
Split split axis ^value | num_split=num_or_size_splits
SplitV split value num_or_size_splits axis
Sqrt sqrt x
Square square x
SquaredDifference squared_difference x y
Squeeze squeeze input | squeeze_dims=axis
StopGradient stop_gradient input
Sub subtract x y
Sum reduce_sum input_tensor axis | keep_dims=keepdims
Svd svd tensor | compute_uv full_matrices
Tan tan x
Tanh tanh x
TensorScatterAdd tensor_scatter_nd_add tensor indices updates
TensorScatterMax tensor_scatter_nd_max tensor indices updates
TensorScatterMin tensor_scatter_nd_min tensor indices updates
TensorScatterSub tensor_scatter_nd_sub tensor indices updates
TensorScatterUpdate tensor_scatter_nd_update tensor indices updates
Tile tile input multiples
TopKV2 top_k input k | sorted
Transpose transpose a perm
TruncateMod truncatemod x y
TruncatedNormal truncated_normal shape
Unpack unstack value | num axis
UnsortedSegmentMax unsorted_segment_max data segment_ids num_segments
UnsortedSegmentProd unsorted_segment_prod data segment_ids num_segments
UnsortedSegmentSum unsorted_segment_sum data segment_ids num_segments
Xdivy xdivy x y
Xlog1py xlog1py x y
Xlogy xlogy x y
ZerosLike zeros_like input
"""


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
    operation, inputs, attributes = definition(config.get("node_def"))
    constants = config.get("constants")
    if isinstance(constants, dict):
        constants = {key: plain(value) for key, value in constants.items()}
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
    told = {new: attribute(attributes[old]) for old, new in taken.items() if old in attributes}
    told = {key: value for key, value in told.items() if value not in (None, [])}
    if function == "squeeze" and isinstance(told.get("axis"), list) and len(told["axis"]) == 1:
        told["axis"] = told["axis"][0]
    many = names[0].startswith("*")
    first = next((place for place, name in enumerate(names) if name.startswith("^")), 0)
    if first >= len(values) or not (many or all(map(_says_nothing, values[len(names) :]))):
        return data
    edges = told.pop("explicit_paddings", [])
    if told.get("padding") == "EXPLICIT":
        told["padding"] = [edges[place : place + 2] for place in range(0, len(edges), 2)]
    heads = values[: len(values) - len(names) + 1] if many else [values[first]]
    behind = values[len(heads) :] if many else values[:first] + values[first + 1 :]
    for key, value in zip(names[:first] + names[first + 1 :], behind, strict=False):
        told[key] = value[2] if value[0] == "_CONSTANT_VALUE" else value
    if operation == "Einsum":
        heads = [["_CONSTANT_VALUE", -1, attribute(attributes.get("equation"))], *heads]
    if operation == "ResizeArea" and not told.pop("align_corners", False):
        told["method"], function = "area", "image.resize"
    if function.startswith("image.resize_") and told.pop("half_pixel_centers", False):
        if told.pop("align_corners", False):
            return data
        told["method"] = function.removeprefix("image.resize_").partition("_")[0]
        function = "image.resize"
    if many and len(heads) == 1:  # a list of one reads like the one
        function, told = (
            ("expand_dims", {"axis": told.get("axis", 0)}) if function == "stack" else ("identity", {})
        )
    name = data.get("name") or config.get("name")
    inner = {"name": name, "trainable": config.get("trainable", True), "function": function}
    call = [[*head, told] for head in heads]
    return {"class_name": "TFOpLambda", "name": name, "config": inner, "inbound_nodes": [call]}


def _says_nothing(value: list[Any]) -> bool:
    """Tells whether an input that the function does not take is one that asks for nothing."""
    return value[0] == "_CONSTANT_VALUE" and value[2] in (0, -1)


def _slice(data: Config, config: Config, constants: Config, attributes: Config) -> Config:
    """Returns a slice, whose operation says in the bits of numbers which of its parts mean something else."""
    begins, ends, steps = (plain(constants.get(str(place))) for place in (1, 2, 3))
    calls = data["inbound_nodes"][0]
    if not (isinstance(begins, list) and isinstance(ends, list) and isinstance(steps, list)):
        return data
    if not len(begins) == len(ends) == len(steps) or len(calls) != 1 or not attributes:
        return data
    if not isinstance(calls[0], list):
        return data
    names = ("begin", "end", "ellipsis", "new_axis", "shrink_axis")
    masks = {name: attribute(attributes.get(f"{name}_mask")) or 0 for name in names}
    if not all(isinstance(mask, int) for mask in masks.values()):
        return data
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


def _read() -> dict[str, tuple[str, list[str], dict[str, str]]]:
    rows: dict[str, tuple[str, list[str], dict[str, str]]] = {}
    for line in _TABLE.strip().split("\n"):
        head, _, attributes = line.partition("|")
        operation, function, *names = head.split()
        pairs = [item.partition("=") for item in attributes.split()]
        rows[operation] = (function, names, {theirs: ours or theirs for theirs, _, ours in pairs})
    return rows


_rows = _read()
