"""Keras's operations as data: under which class a file names each, and which arguments stand where.

A functional model may call operations directly, as in ``ops.relu(a) + b``. Keras writes each such call as a node of a
class of its own, ``Relu`` and ``Add``; the class's config holds the settings, the call the tensors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from layerloom.naming import to_snake_case

#: Before its class name, what marks an operation among the class names of layers: ``Add`` is a layer as well.
PREFIX = "ops."


@dataclass(frozen=True)
class Operator:
    """How files name an operation.

    Args:
        class_name: Keras's class.
        module: The module that Keras writes beside it.
        function: The name of the public function here and in Keras.
        call: The arguments of a call that tensors may be; one that ends in ``*`` takes any number.
        config: The arguments that are settings.
    """

    class_name: str
    module: str
    function: str
    call: tuple[str, ...] = ()
    config: tuple[str, ...] = ()


# [module], then for each signature (arguments of the call | settings) the classes, with the function's name where
# that is not the class's in small letters.
_TABLE = """
[core]
(indices values | shape)
    Scatter
(inputs indices updates | reduction)
    ScatterUpdate
(inputs start_indices | shape)
    Slice
(inputs start_indices updates)
    SliceUpdate
(variable)
    StopGradient
(x | num axis)
    Unstack
(x | dtype)
    Cast SaturateCast
(x | dtype sparse ragged)
    ConvertToTensor
[numpy]
(array | k axes)
    Rot90
(x)
    Absolute Abs Fabs Angle Arccos Arccosh Arcsin Arcsinh Arctan Arctanh BitwiseInvert BitwiseNot Cbrt
    Ceil Conjugate Conj Copy Cos Cosh Deg2rad Rad2deg Exp Exp2 Expm1 Fliplr Flipud Floor Imag I0
    Isfinite Isinf Isnan Isneginf Isposinf Isreal Log Log10 Log1p Log2 LogicalNot Ndim Nonzero Ravel
    Real Reciprocal Sign Signbit Sin Sinc Sinh Size Tan Tanh Trunc Negative Square Sqrt Corrcoef Slogdet
(x1 x2)
    Add Arctan2 Heaviside Dot Equal Gcd Greater GreaterEqual Hypot Kron Lcm Ldexp Less LessEqual
    Logaddexp Logaddexp2 LogicalAnd LogicalOr Matmul Maximum Fmax Minimum Fmin Mod Fmod NotEqual Outer
    Vdot Inner Subtract Multiply Divide DivideNoNan TrueDivide Power Nextafter FloorDivide LogicalXor
(x | axis keepdims)
    All Any Amax Amin Argmax Argmin Median Nanargmax Nanargmin Nanmax Nanmean Nanmedian Nanmin Nanprod
    Nanstd Nansum Nanvar Ptp Std Mean Var Sum
(x1 x2 | rtol atol equal_nan)
    AllClose=allclose
(x1 x2 | axis)
    Append
(start stop step | dtype)
    Arange
(x | axis)
    Argsort CountNonzero ExpandDims Flip Sort Stack Squeeze
(x | dtype)
    Array View EmptyLike OnesLike ZerosLike
(x weights | axis)
    Average
(x | weights minlength sparse)
    Bincount
(x y)
    BitwiseAnd BitwiseOr BitwiseXor BitwiseLeftShift LeftShift BitwiseRightShift RightShift
(x | shape)
    BroadcastTo
(x | x_min x_max)
    Clip
(xs | axis)
    Concatenate
(x1 x2 | axisa axisb axisc axis)
    Cross
(x | axis dtype)
    Cumprod Cumsum Nancumsum Nancumprod
(x | k)
    Diag Diagflat Tril Triu
(x | offset axis1 axis2)
    Diagonal Trace
(a | n axis)
    Diff
(x bins)
    Digitize
(xs)
    Dstack Hstack Vstack
(operands* | subscripts)
    Einsum
(fill_value | shape dtype)
    Full
(x fill_value | dtype)
    FullLike
(x key)
    GetItem
(start stop | num endpoint dtype axis)
    Geomspace
(x | indices_or_sections)
    Hsplit Vsplit Dsplit
(x1 x2 rtol atol | equal_nan)
    Isclose
(x1 x2 | assume_unique invert)
    IsIn=isin
(start stop | num endpoint retstep dtype axis)
    Linspace
(start stop | num endpoint base dtype axis)
    Logspace
(x | axis keepdims initial)
    Max Min
(x* | indexing)
    Meshgrid
(x | source destination)
    Moveaxis
(x q | axis method keepdims)
    Nanpercentile Nanquantile Percentile Quantile
(x | nan posinf neginf)
    NanToNum
(x constant_values | pad_width mode)
    Pad
(x | axis keepdims dtype)
    Prod
(indices | shape)
    UnravelIndex
(x | repeats axis)
    Repeat
(x | newshape)
    Reshape
(x | shift axis)
    Roll
(x | decimals)
    Round
(sorted_sequence values | side)
    SearchSorted=searchsorted
(x | indices_or_sections axis)
    Split ArraySplit
(x | axis1 axis2)
    Swapaxes
(x indices | axis)
    Take TakeAlongAxis
(x1 x2 | axes)
    Tensordot
(x | repeats)
    Tile
(condition x1 x2)
    Where
(x | axes)
    Transpose
(y | x dx axis)
    Trapezoid
(x | N increasing)
    Vander
(x1 x2 | mode)
    Correlate
(condlist choicelist default)
    Select
(x | kth axis)
    Argpartition
(x | bins range)
    Histogram
(x | sorted return_index return_inverse return_counts axis size fill_value)
    Unique
[nn]
(x)
    Relu Relu6 Sigmoid SparseSigmoid Softplus Softsign SparsePlus Silu LogSigmoid HardSigmoid HardSilu
    Selu TanhShrink HardTanh
(x | threshold)
    SoftShrink HardShrink
(x | b)
    Squareplus
(x | negative_slope)
    LeakyRelu
(x | alpha)
    Elu Celu
(x | approximate)
    Gelu
(x | axis)
    Glu Softmax LogSoftmax Sparsemax
(x | threshold default_value)
    Threshold
(inputs | pool_size strides padding data_format)
    MaxPool AveragePool
(inputs | output_size data_format)
    AdaptiveMaxPool AdaptiveAveragePool
(inputs kernel | strides padding data_format dilation_rate)
    Conv DepthwiseConv
(inputs depthwise_kernel pointwise_kernel | strides padding data_format dilation_rate)
    SeparableConv
(inputs kernel | strides padding output_padding data_format dilation_rate)
    ConvTranspose
(x | num_classes axis dtype sparse)
    OneHot
(target output | from_logits)
    BinaryCrossentropy
(target output | from_logits axis)
    CategoricalCrossentropy SparseCategoricalCrossentropy
(inputs | num_classes axis dtype sparse)
    MultiHot
(x | axes keepdims synchronized)
    Moments
(x mean variance offset scale | axis epsilon)
    BatchNorm=batch_normalization
(target output target_length output_length | mask_index)
    CTCLoss
(inputs sequence_lengths | strategy beam_width top_paths merge_repeated mask_index)
    CTCDecode
(x | axis order epsilon)
    Normalize
(x1 x2 | max_val)
    PSNR
(query key value bias mask scale | is_causal flash_attention attn_logits_soft_cap)
    DotProductAttention
(x scale | axis epsilon)
    RMSNorm=rms_normalization
(x gamma beta | axis epsilon rms_scaling)
    LayerNorm=layer_normalization
(abs_ angle)
    Polar
(x | kernel_size dilation padding stride)
    Unfold
(x | output_size kernel_size dilation padding stride)
    Fold
(x | block_size data_format)
    DepthToSpace SpaceToDepth
[math]
(data segment_ids | num_segments sorted)
    SegmentSum SegmentMax SegmentMin SegmentProd
(x | k sorted)
    TopK
(targets predictions | k)
    InTopK
(x | axis keepdims)
    Logsumexp
(x y)
    CDist=cdist
(x | sequence_length sequence_stride)
    ExtractSequences
(x)
    FFT FFT2 IFFT2 Rsqrt Erf Erfc Erfinv Logdet ViewAsComplex ViewAsReal
(x | fft_length)
    RFFT IRFFT
(x | sequence_length sequence_stride fft_length window center)
    STFT
(x | sequence_length sequence_stride fft_length length window center)
    ISTFT
[linalg]
(x | upper)
    Cholesky CholeskyInverse
(x)
    Det Eig Eigh Inv LuFactor
(x | ord axis keepdims)
    Norm
(x | mode)
    Qr
(a b)
    Solve
(a b | lower)
    SolveTriangular
(x | full_matrices compute_uv)
    SVD
(a b | rcond)
    Lstsq
(x | tol)
    MatrixRank
(x | rcond)
    Pinv
[image]
(images | data_format)
    RGBToGrayscale RGBToHSV HSVToRGB SobelEdges
(images | size interpolation antialias crop_to_aspect_ratio pad_to_aspect_ratio fill_mode fill_value data_format)
    Resize
(images transform | interpolation fill_mode fill_value data_format)
    AffineTransform
(images | size strides dilation_rate padding data_format)
    ExtractPatches
(inputs coordinates | order fill_mode fill_value)
    MapCoordinates
(images | top_padding left_padding bottom_padding right_padding target_height target_width data_format)
    PadImages
(images | top_cropping left_cropping bottom_cropping right_cropping target_height target_width data_format)
    CropImages
(images start_points end_points | interpolation fill_value data_format)
    PerspectiveTransform
(images | kernel_size sigma data_format)
    GaussianBlur
(images | alpha sigma interpolation fill_mode fill_value seed data_format)
    ElasticTransform
(images output_shape scale translation | spatial_dims method antialias)
    ScaleAndTranslate
(image1 image2 | max_val filter_size filter_sigma k1 k2 data_format)
    SSIM
[einops]
(tensor pattern axes_lengths**)
    Rearrange
[activations]
(x | negative_slope max_value threshold)
    ReLU=relu
(x)
    Mish
"""


def find_class(class_name: str, module: str | None = None) -> Operator | None:
    """Returns the operation that a file means by a class and its module, or ``None``.

    Args:
        class_name: The class, with or without :data:`PREFIX`.
        module: The module beside it; only those of operations are taken. ``None`` needs the prefix.
    """
    plain = class_name.removeprefix(PREFIX)
    if module is None and plain == class_name:
        return None
    if module is not None and not is_operation_module(module):
        return None
    if module is not None and "activations" in module:
        return _activations.get(plain)
    return _by_class.get(plain) or _activations.get(plain)


def find_function(name: str, activation: bool = False) -> Operator | None:
    """Returns how files name the public function ``ops.<name>``, or ``activations.<name>``."""
    if activation:
        return next((found for found in _activations.values() if found.function == name), None)
    return _by_function.get(_ALIASES.get(name, name))


def is_operation_module(module: str) -> bool:
    """Tells whether a module that a file names holds operations."""
    return bool(re.fullmatch(r"(keras|layerloom)(\.src)?\.(ops|activations)(\.\w+)*", module))


def operators() -> list[Operator]:
    """Returns every known operation."""
    return [*_by_class.values(), *_activations.values()]


#: Names here that Keras spells otherwise.
_ALIASES = {"getitem": "get_item", "swish": "silu", "hard_swish": "hard_silu"}

_by_class: dict[str, Operator] = {}
_by_function: dict[str, Operator] = {}
_activations: dict[str, Operator] = {}


def _read() -> None:
    module, call, config = "", (), ()  # type: tuple[str, tuple[str, ...], tuple[str, ...]]
    for line in _TABLE.split("\n"):
        if line.startswith("["):
            module = line.strip("[]")
        elif line.startswith("("):
            before, _, after = line.strip("()").partition("|")
            call, config = tuple(before.split()), tuple(after.split())
        else:
            for word in line.split():
                name, _, function = word.partition("=")
                _add(name, module, function or to_snake_case(name), call, config)


def _add(name: str, module: str, function: str, call: tuple[str, ...], config: tuple[str, ...]) -> None:
    if module == "activations":
        _activations[name] = Operator(name, "keras.src.activations.activations", function, call, config)
    else:
        made = Operator(name, f"keras.src.ops.{module}", function, call, config)
        _by_class[name] = made
        _by_function.setdefault(function, made)


_read()
