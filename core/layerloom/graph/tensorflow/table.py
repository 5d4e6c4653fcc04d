"""Functions of TensorFlow and the operations of Keras 3 that do the same, as a table."""

from __future__ import annotations

from typing import Any

Row = tuple[str, dict[str, str]]

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
convert_to_tensor           ConvertToTensor value=x dtype
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
atrous_conv2d               Conv            value=inputs filters=kernel rate=dilation_rate padding
avg_pool avg_pool1d avg_pool2d avg_pool3d AveragePool input=inputs ksize=pool_size strides padding data_format
band_part                   Tril            input=x num_lower num_upper
batch_normalization         BatchNorm       x mean variance offset scale variance_epsilon=epsilon
binary_crossentropy         BinaryCrossentropy target output from_logits
broadcast_to                BroadcastTo     input=x shape
categorical_crossentropy    CategoricalCrossentropy target output from_logits axis
check_numerics              Copy            tensor=x message
cholesky                    Cholesky        input=x
conv1d conv2d conv3d        Conv            input=inputs filters=kernel strides \
                            padding data_format dilations=dilation_rate filter=kernel \
                            stride=strides value=inputs
convolution                 Conv            input=inputs filter=kernel padding strides dilation_rate name \
                            data_format filters=kernel dilations=dilation_rate
cosh                        Cosh            x
count_nonzero               CountNonzero    input=x axis keepdims dtype
cross                       Cross           a=x1 b=x2
cumprod                     Cumprod         x axis
depth_to_space              DepthToSpace    input=x block_size data_format
depthwise_conv2d            DepthwiseConv   input=inputs filter=kernel strides \
                            padding data_format dilations=dilation_rate rate=dilation_rate
det                         Det             input=x
diag_part                   Diagonal        input=x k=offset
einsum                      Einsum          subscripts
embedding_lookup            Take            params=x ids=indices max_norm
ensure_shape                Copy            x shape
erfinv                      Erfinv          x
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
in_top_k                    InTopK          predictions targets k
inv                         Inv             input=x adjoint
is_finite                   Isfinite        x
is_inf                      Isinf           x
is_nan                      Isnan           x
log_sigmoid                 LogSigmoid      x
logical_xor                 LogicalXor      x=x1 y=x2
matrix_transpose adjoint    Swapaxes        a=x conjugate
matvec                      Einsum          a b
max_pool max_pool1d max_pool2d max_pool3d MaxPool input=inputs ksize=pool_size strides padding data_format
moments                     Moments         x axes shift keepdims
norm                        Norm            tensor=x ord axis keepdims
reduce_euclidean_norm       Norm            input_tensor=x axis keepdims
repeat_elements             Repeat          x rep=repeats axis
rint                        Round           x
saturate_cast               SaturateCast    value=x dtype
scalar_mul                  Multiply        scalar=x1 x=x2
scatter_nd                  Scatter         indices updates=values shape
searchsorted                SearchSorted    sorted_sequence values side out_type
segment_sum                 SegmentSum      data segment_ids
separable_conv2d            SeparableConv   input=inputs depthwise_filter=depthwise_kernel \
                            pointwise_filter=pointwise_kernel strides padding data_format \
                            dilations=dilation_rate rate=dilation_rate
sinh                        Sinh            x
slice                       GetItem         input_=x begin size
strided_slice               GetItem         input_=x begin end strides
solve                       Solve           matrix=a rhs=b adjoint
sort                        Sort            values=x axis direction
sparse_categorical_crossentropy SparseCategoricalCrossentropy target output from_logits axis
space_to_depth              SpaceToDepth    input=x block_size data_format
tensor_scatter_nd_add       ScatterUpdate   tensor=inputs indices updates
tensor_scatter_nd_update    ScatterUpdate   tensor=inputs indices updates
slogdet                     Slogdet         input=x
trace                       Trace           x
angle                       Angle           input=x
bessel_i0                   I0              x
bitwise_and                 BitwiseAnd      x y
bitwise_or                  BitwiseOr       x y
bitwise_xor                 BitwiseXor      x y
conj                        Conj            x
eigh self_adjoint_eig       Eigh            tensor=x
image.ssim                  SSIM            img1=image1 img2=image2 max_val filter_size filter_sigma k1 k2
imag                        Imag            input=x
invert                      BitwiseInvert   x
left_shift                  BitwiseLeftShift x y
matrix_rank                 MatrixRank      a=x tol
nextafter                   Nextafter       x1 x2
pinv                        Pinv            a=x rcond
print_tensor                Copy            x message
real                        Real            input=x
realdiv                     TrueDivide      x=x1 y=x2
right_shift                 BitwiseRightShift x y
segment_max                 SegmentMax      data segment_ids
segment_min                 SegmentMin      data segment_ids
segment_prod                SegmentProd     data segment_ids
sparse_softmax_cross_entropy_with_logits SparseCategoricalCrossentropy labels=target logits=output
tensor_scatter_nd_max       ScatterUpdate   tensor=inputs indices updates
tensor_scatter_nd_min       ScatterUpdate   tensor=inputs indices updates
truncatemod                 Fmod            x=x1 y=x2
unsorted_segment_max        SegmentMax      data segment_ids num_segments
unsorted_segment_min        SegmentMin      data segment_ids num_segments
unsorted_segment_prod       SegmentProd     data segment_ids num_segments
unsorted_segment_sum        SegmentSum      data segment_ids num_segments
"""

#: Functions that do what a layer does.
LAYERS = {"batch_flatten": "Flatten", "add_n": "Add", "accumulate_n": "Add"}

#: What Keras takes where the file names no value: TensorFlow's own default.
DEFAULTS: dict[str, dict[str, Any]] = {
    "Normalize": {"order": 2, "epsilon": 1e-12},
    "LeakyRelu": {"negative_slope": 0.2},
    "Gelu": {"approximate": False},
    "Argmax": {"axis": 0},
    "Argmin": {"axis": 0},
    "Cumprod": {"axis": 0},
    "Cumsum": {"axis": 0},
    "Take": {"axis": 0},
    "BinaryCrossentropy": {"from_logits": False},
    "CategoricalCrossentropy": {"from_logits": False, "axis": -1},
    "SparseCategoricalCrossentropy": {"from_logits": False, "axis": -1},
    "Split": {"axis": 0},
    "TopK": {"k": 1},
    "Diagonal": {"axis1": -2, "axis2": -1},
    "Trace": {"axis1": -2, "axis2": -1},
}

#: Values of arguments that ask for nothing, and that Keras does not know.
USUAL: dict[str, tuple[Any, ...]] = {
    "bad_indices_policy": ("",),
    "data_format": ("NHWC", "N...C"),
    "partition_strategy": ("mod", "div"),
    "validate_indices": (True,),
}

#: Functions of TensorFlow that are a class of Keras with certain arguments.
SETTINGS: dict[str, dict[str, Any]] = {
    "image.grayscale_to_rgb": {"repeats": 3, "axis": -1},
    "image.rot90": {"axes": [1, 2]},
    "image.transpose": {"axes": [0, 2, 1, 3]},
    "adjoint": {"axis1": -2, "axis2": -1},
    "matrix_transpose": {"axis1": -2, "axis2": -1},
    "sparse_softmax_cross_entropy_with_logits": {"from_logits": True},
    "tensor_scatter_nd_add": {"reduction": "add"},
    "tensor_scatter_nd_max": {"reduction": "max"},
    "tensor_scatter_nd_min": {"reduction": "min"},
}


def functions_of_tensorflow() -> dict[str, Row]:
    """Returns TensorFlow's function for each class of Keras, and Keras's names of its arguments by TensorFlow's."""
    found: dict[str, Row] = {}
    for name, (class_name, names) in ROWS.items():
        if name not in ("bias_add", "divide"):
            found.setdefault(class_name, (name, names))
    return {**found, "Divide": ("divide", ROWS["divide"][1])}


def _read(table: str) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for line in table.strip().split("\n"):
        words = line.split()
        place = next(index for index, word in enumerate(words) if word[0].isupper())
        pairs = [argument.partition("=") for argument in words[place + 1 :]]
        for name in words[:place]:
            rows[name] = (words[place], {theirs: ours or theirs for theirs, _, ours in pairs})
    return rows


#: Keras's class for a function, and Keras's names of its arguments by TensorFlow's, in order.
ROWS = _read(_TABLE)

#: The same for functions that are read alone.
MORE = _read(_MORE)
