"""Which step a layer becomes, and which layers behind it are fused into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from layerloom import activations, layers
from layerloom.kernels.compiled import kernels
from layerloom.kernels.windows import window
from layerloom.models.plan.calls import known
from layerloom.models.plan.codes import CODES, CURVES, code_of, curve_of
from layerloom.models.plan.convolving import by_channels, convolution, transposed
from layerloom.models.plan.dense import DenseStep
from layerloom.models.plan.depthwise import DepthwiseStep
from layerloom.models.plan.einsum import einsum_dense
from layerloom.models.plan.graphs import Calls
from layerloom.models.plan.group_norm import GroupNormalizationStep
from layerloom.models.plan.masked_makers import MASKED, masking
from layerloom.models.plan.more_makers import (
    average_pooling,
    borders,
    concatenate,
    global_max,
    layer_normalization,
    length,
    line,
    max_pooling,
    merge,
    noise,
    permute,
    repeat,
    slopes,
    up_sampling,
)
from layerloom.models.plan.normalization import NormalizationStep
from layerloom.models.plan.pooling import GlobalAverageStep
from layerloom.models.plan.separable import SeparableStep
from layerloom.models.plan.sequence_makers import attention_of_one, bidirectional, conv_lstm, recurrent
from layerloom.models.plan.simple import (
    ActivationStep,
    CurveStep,
    DropoutStep,
    SoftmaxStep,
    ViewStep,
)
from layerloom.models.plan.step import Slot, Step
from layerloom.models.plan.stepwise import StepwiseNormalizationStep
from layerloom.tensors import KerasTensor, Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building

Maker = Callable[["Building", Node, Any, list[Slot]], Step | None]

#: Channels from which on these are what kernels go through side by side; before, whole rows are.
_MANY_CHANNELS = 8


def _dense(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    (output,) = node.outputs
    code = 0 if building.is_bare(output) else CODES.get(layer.activation)
    softmax = code is None and layer.activation is activations.softmax
    if code is None and not softmax:
        return None
    if code == 0 and not building.is_bare(output):
        after = building.next_layer(output)
        found = None if after is None else code_of(after.operation)
        if after is not None and found is not None:
            building.done.add(id(after))
            code, output = found, after.outputs[0]
    if softmax:
        between = Slot(known(output), "float32", building.setting.training)
        building.steps.append(DenseStep(building.setting, sources[0], between, layer.kernel, layer.bias, 0))
        return SoftmaxStep(building.setting, [between], building.slot(output, [between], layer))
    slot = building.slot(output, sources, layer)
    return DenseStep(building.setting, sources[0], slot, layer.kernel, layer.bias, code or 0)


def _distributed(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A layer for every step, where that is what it does anyway."""
    inner, policy = layer.layer, layer.layer.dtype_policy
    if type(inner) is not layers.Dense or inner.lora_enabled:
        return None
    if not policy.compute_dtype == policy.variable_dtype == "float32":
        return None
    mask = building.masks.get(id(node.inputs[0]))
    if mask is not None:
        building.pass_mask(node.outputs[0], mask)
    return make(building, node, inner, sources)


def _groups(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if layer.axis not in (-1, len(sources[0].shape)) or not sources[0].size:
        return None
    output, relu = _relu_behind(building, node)
    slot = building.slot(output, sources, layer)
    return GroupNormalizationStep(building.setting, sources[0], slot, layer, relu)


def _activation(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    (output,) = node.outputs
    last = type(layer) is layers.Softmax and layer.axis in (-1, len(sources[0].shape))
    if last or getattr(layer, "activation", None) is activations.softmax:
        return SoftmaxStep(building.setting, sources, building.slot(output, sources, layer))
    code, curve = code_of(layer), curve_of(layer)
    if code is not None:
        return ActivationStep(building.setting, sources[0], building.slot(output, sources, layer), code)
    if curve is not None:
        return CurveStep(building.setting, sources[0], building.slot(output, sources, layer), *curve)
    return None


def _view(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if getattr(layer, "data_format", None) == "channels_first":
        return None
    return ViewStep(building.setting, sources, building.slot(node.outputs[0], sources, layer))


def _dropout(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    slot = building.slot(node.outputs[0], sources, layer)
    if not building.trains(node) or layer.seed_generator is None:
        return ViewStep(building.setting, sources, slot)
    if layer.noise_shape is not None:
        return None
    return DropoutStep(building.setting, sources[0], slot, layer)


def _normalization(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if layer.axis not in (-1, len(sources[0].shape)) or getattr(layer, "renorm", False):
        return None
    output, relu = _relu_behind(building, node)
    slot, trains = building.slot(output, sources, layer), building.trains(node)
    if building.times > 1 and trains and layer.trainable:
        return StepwiseNormalizationStep(building.setting, sources[0], slot, layer, relu, building.times)
    made = NormalizationStep(building.setting, sources[0], slot, layer, relu, trains)
    feeder = building.maker_of(node.inputs[0])
    if made.whole and isinstance(feeder, SeparableStep) and not feeder.relu:
        made.feeder, feeder.after = feeder, made
    return made


def _relu_behind(building: Building, node: Node) -> tuple[KerasTensor, bool]:
    """Returns where a layer's output goes, past a relu that only it feeds, and whether there is one."""
    (output,) = node.outputs
    after = building.next_layer(output)
    if after is None or code_of(after.operation) != 1:
        return output, False
    building.done.add(id(after))
    return after.outputs[0], True


def _separable(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    code = CODES.get(layer.activation)
    if not _is_plain(layer) or code not in (0, 1):
        return by_channels(building, node, layer, sources)
    moves = window(sources[0].shape[:-1], layer.kernel_size, (1, 1), layer.dilation_rate, layer._border)
    if not SeparableStep.fits(moves, sources[0].shape[-1]):
        return by_channels(building, node, layer, sources)
    before = building.maker_of(node.inputs[0])
    before = before if type(before) is NormalizationStep and not before.learns_apart else None
    slot = building.slot(node.outputs[0], sources, layer)
    return SeparableStep(building.setting, sources[0], slot, layer, moves, code == 1, before)


def _depthwise(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if sources[0].shape[-1] >= _MANY_CHANNELS or not _is_plain(layer) or CODES.get(layer.activation) != 0:
        return by_channels(building, node, layer, sources)
    size, dilation = tuple(layer.kernel_size), tuple(layer.dilation_rate)
    moves = window(sources[0].shape[:-1], size, (1, 1), dilation, layer._border)
    slot = building.slot(node.outputs[0], sources, layer)
    return DepthwiseStep(building.setting, sources[0], slot, layer.kernel, moves, layer.bias)


def _is_plain(layer: Any) -> bool:
    """Tells whether every channel has one filter that moves by one place."""
    return set(layer.strides) == {1} and layer.depth_multiplier == 1 and layer.data_format == "channels_last"


def _global_average(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if layer.data_format != "channels_last":
        return None
    return GlobalAverageStep(building.setting, sources, building.slot(node.outputs[0], sources, layer))


#: What makes the step of a layer, or nothing where there is no kernel for how it is set.
MAKERS: dict[type, Maker] = {
    layers.Dense: _dense,
    layers.EinsumDense: einsum_dense,
    layers.Conv1D: convolution,
    layers.Conv2D: convolution,
    layers.Conv3D: convolution,
    layers.Activation: _activation,
    layers.ReLU: _activation,
    layers.LeakyReLU: _activation,
    layers.ELU: _activation,
    layers.Flatten: _view,
    layers.Reshape: _view,
    layers.Dropout: _dropout,
    layers.AdditiveAttention: attention_of_one,
    layers.Attention: attention_of_one,
    layers.BatchNormalization: _normalization,
    layers.GroupNormalization: _groups,
    layers.TimeDistributed: _distributed,
    layers.SeparableConv1D: by_channels,
    layers.SeparableConv2D: _separable,
    layers.DepthwiseConv1D: by_channels,
    layers.DepthwiseConv2D: _depthwise,
    layers.ConvLSTM1D: conv_lstm,
    layers.ConvLSTM2D: conv_lstm,
    layers.ConvLSTM3D: conv_lstm,
    layers.LSTM: recurrent,
    layers.GRU: recurrent,
    layers.SimpleRNN: recurrent,
    layers.Masking: masking,
    layers.Identity: _view,
    layers.PReLU: slopes,
    layers.Permute: permute,
    layers.RepeatVector: repeat,
    layers.Rescaling: line,
    layers.Softmax: _activation,
    layers.GlobalAveragePooling1D: _global_average,
    layers.GlobalAveragePooling2D: _global_average,
    layers.GlobalAveragePooling3D: _global_average,
    layers.Concatenate: concatenate,
    layers.Conv1DTranspose: transposed,
    layers.Conv2DTranspose: transposed,
    layers.Conv3DTranspose: transposed,
    layers.LayerNormalization: layer_normalization,
    layers.Bidirectional: bidirectional,
}

#: The same for layers of which there are several alike.
_ALIKE: list[tuple[Maker, tuple[type, ...]]] = [
    (merge, (layers.Add, layers.Average, layers.Maximum, layers.Minimum, layers.Multiply, layers.Subtract)),
    (max_pooling, (layers.MaxPooling1D, layers.MaxPooling2D, layers.MaxPooling3D)),
    (average_pooling, (layers.AveragePooling1D, layers.AveragePooling2D, layers.AveragePooling3D)),
    (global_max, (layers.GlobalMaxPooling1D, layers.GlobalMaxPooling2D, layers.GlobalMaxPooling3D)),
    (up_sampling, (layers.UpSampling1D, layers.UpSampling2D, layers.UpSampling3D)),
    (borders, (layers.Cropping1D, layers.Cropping2D, layers.Cropping3D)),
    (borders, (layers.ZeroPadding1D, layers.ZeroPadding2D, layers.ZeroPadding3D)),
    (noise, (layers.SpatialDropout1D, layers.SpatialDropout2D, layers.SpatialDropout3D)),
    (length, (layers.RMSNormalization, layers.UnitNormalization)),
    (noise, (layers.GaussianDropout, layers.GaussianNoise)),
]
MASKED[layers.TimeDistributed] = _distributed
MAKERS.update({kind: maker for maker, kinds in _ALIKE for kind in kinds})

#: Layers that apply an activation to what they compute.
_CURVED = (
    layers.Dense, layers.EinsumDense, layers.Conv1D, layers.Conv2D, layers.Conv3D, layers.Conv1DTranspose,
    layers.Conv2DTranspose, layers.Conv3DTranspose, layers.SeparableConv1D, layers.SeparableConv2D,
    layers.DepthwiseConv1D, layers.DepthwiseConv2D,
)  # fmt: skip

#: The kernels that steps of these layers need, besides the elementwise ones.
FAMILIES = {
    layers.Dense: ("chain", "dense"),
    layers.EinsumDense: ("dense",),
    layers.Conv1D: ("convolution", "direct", "taps", "winograd"),
    layers.Conv2D: ("convolution", "direct", "taps", "winograd"),
    layers.Conv3D: ("taps",),
    layers.SeparableConv1D: ("channels", "convolution", "direct", "taps", "winograd"),
    layers.SeparableConv2D: (
        "channels",
        "convolution",
        "depthwise",
        "direct",
        "separable",
        "taps",
        "winograd",
    ),
    layers.DepthwiseConv1D: ("channels", "taps"),
    layers.DepthwiseConv2D: ("channels", "depthwise", "taps"),
    layers.BatchNormalization: ("normalization",),
    layers.GroupNormalization: ("normalization",),
    layers.MaxPooling1D: ("pooling",),
    layers.MaxPooling2D: ("pooling",),
    layers.MaxPooling3D: ("pooling",),
    layers.ConvLSTM1D: ("recurrent", "taps"),
    layers.ConvLSTM2D: ("recurrent", "taps"),
    layers.ConvLSTM3D: ("recurrent", "taps"),
    layers.LSTM: ("packed", "recurrent"),
    layers.GRU: ("packed", "recurrent"),
    layers.SimpleRNN: ("packed",),
    layers.Bidirectional: ("packed", "recurrent"),
    layers.Conv1DTranspose: ("taps",),
    layers.Conv2DTranspose: ("taps",),
    layers.Conv3DTranspose: ("taps",),
    layers.LayerNormalization: ("rows",),
    layers.UpSampling2D: ("resampling",),
    layers.Embedding: ("rows",),
    layers.MultiHeadAttention: ("rows",),
    layers.GroupQueryAttention: ("rows",),
    layers.Attention: ("rows",),
    layers.AdditiveAttention: ("rows",),
}


def modules_for(graph: Any) -> dict[str, Any] | None:
    """Returns the kernels that a model needs, ``None`` while they are being compiled."""
    nodes = Calls(graph).nodes
    operations = [node.operation for node in nodes]
    spread = [operation for operation in operations if type(operation) is layers.TimeDistributed]
    operations += [inner for operation in spread for inner in operation.layer._flatten_layers()]
    wanted = {family for operation in operations for family in FAMILIES.get(type(operation), ())}
    if any(curve_of(operation) or _curve_after(operation) for operation in operations):
        wanted.add("nonlinear")
    return kernels(("elementwise", *sorted(wanted)))


def make(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Returns the step of a layer, without those before it that it needs; ``None`` where there is no kernel for it.

    Args:
        building: The plan that is being built.
        node: The call of the layer.
        layer: The layer.
        sources: Where its inputs come from.
    """
    maker, curve = MAKERS.get(type(layer)), _curve_after(layer)
    if maker is None or curve is None:
        return None if maker is None else maker(building, node, layer, sources)
    (output,) = node.outputs
    building.bare.add(id(output))  # the activation is a step of its own
    made = maker(building, node, layer, sources)
    building.bare.discard(id(output))
    if made is None:
        return None
    building.steps.append(made)
    between = building.slots[id(output)]
    return CurveStep(building.setting, between, building.slot(output, [between], layer), *curve)


def _curve_after(layer: Any) -> tuple[int, float] | None:
    """Returns the activation inside a layer, where it is one with a kernel of its own."""
    return CURVES.get(layer.activation) if isinstance(layer, _CURVED) else None
