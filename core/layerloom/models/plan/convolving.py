"""Which steps convolutions become: products of matrices, Winograd's rule, or sums straight from the images."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from layerloom import layers
from layerloom.kernels.windows import Window, transposed_padding, window
from layerloom.models.plan.channels import ChannelsStep
from layerloom.models.plan.codes import CODES, code_of
from layerloom.models.plan.convolution import ConvolutionStep
from layerloom.models.plan.step import Slot, Step
from layerloom.models.plan.taps import TapsStep
from layerloom.tensors import KerasTensor, Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building

#: Least channels and filters for which Winograd's rule beats sums straight from the images.
_LEAST_FOR_RULE = 48

#: Channels and filters up to which sums from single pixels beat products of matrices, and the fewest pixels for that.
_MOST_OF_PIXELS, _FEW_PIXELS = 256, 8


def convolution(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A convolution of one to three axes, with the activation and the max-pooling that follow it."""
    (output,) = node.outputs
    code = 0 if building.is_bare(output) else CODES.get(layer.activation)
    if code is None or layer.data_format != "channels_last":
        return None
    how = tuple(layer.kernel_size), tuple(layer.strides), tuple(layer.dilation_rate)
    moves = window(sources[0].shape[:-1], *how, layer._border)
    relu, pool, followers = _pooled(building, layer, output, code)
    if pool is None:
        code, output = _with_activation(building, output, code)
        relu = code == 1
    else:
        building.done.update(map(id, followers))
        output = followers[-1].outputs[0]
    slot = building.slot(output, sources, layer)
    if pool is None and not (code < 2 and _by_products(moves, layer)):
        given = building.setting, sources[0], slot, layer.kernel, layer.bias
        return TapsStep(*given, moves, code, layer.groups)
    if layer.rank == 1:
        moves = _as_pictures(moves)
    return ConvolutionStep(building.setting, sources[0], slot, layer.kernel, layer.bias, moves, pool, relu)


def transposed(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Convolution the other way round, with the activation that follows it."""
    (output,) = node.outputs
    code = 0 if building.is_bare(output) else CODES.get(layer.activation)
    if code is None or layer.data_format != "channels_last":
        return None
    how = tuple(layer.kernel_size), tuple(layer.strides), tuple(layer.dilation_rate)
    outputs, border = transposed_padding(sources[0].shape[:-1], *how, layer.padding, layer.output_padding)
    if any(side < 0 for pair in border for side in pair):
        return None
    moves = window(outputs, *how, border)
    if moves.outputs != sources[0].shape[:-1]:
        return None
    code, output = _with_activation(building, output, code)
    slot = building.slot(output, sources, layer)
    given = building.setting, sources[0], slot, layer.kernel, layer.bias
    return TapsStep(*given, moves, code, turned=True)


def by_channels(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A depthwise or separable convolution of one or two axes, with the activation that follows it."""
    (output,) = node.outputs
    code = 0 if building.is_bare(output) else CODES.get(layer.activation)
    if code is None or layer.data_format != "channels_last":
        return None
    code, output = _with_activation(building, output, code)
    how = tuple(layer.kernel_size), tuple(layer.strides), tuple(layer.dilation_rate)
    moves = window(sources[0].shape[:-1], *how, layer._border)
    if isinstance(layer, (layers.DepthwiseConv1D, layers.DepthwiseConv2D)):
        slot = building.slot(output, sources, layer)
        return _each_apart(building, sources[0], slot, layer.kernel, layer.bias, moves, code)
    apart, ones = layer.depthwise_kernel, (1,) * layer.rank
    between = Slot(
        (*moves.outputs, apart.shape[-2] * apart.shape[-1]), "float32", building.wanted(sources, layer)
    )
    building.steps.append(_each_apart(building, sources[0], between, apart, None, moves, 0))
    slot = building.slot(output, [between], layer)
    mixed = window(moves.outputs, ones, ones, ones, "valid")
    return TapsStep(building.setting, between, slot, layer.pointwise_kernel, layer.bias, mixed, code)


def _each_apart(
    building: Building, source: Slot, target: Slot, kernel: Any, bias: Any, moves: Window, code: int
) -> Step:
    """Returns the step of a depthwise convolution; several filters for each channel are groups."""
    if kernel.shape[-1] == 1:
        return ChannelsStep(building.setting, source, target, kernel, bias, moves, code)
    return TapsStep(building.setting, source, target, kernel, bias, moves, code, source.shape[-1])


def _with_activation(building: Building, output: KerasTensor, code: int) -> tuple[int, KerasTensor]:
    """Returns the activation, that of the call which follows where there is none yet, and what it gives."""
    after = None if code or building.is_bare(output) else building.next_layer(output)
    found = None if after is None else code_of(after.operation)
    if after is None or found is None:
        return code, output
    building.done.add(id(after))
    return found, after.outputs[0]


def _pooled(
    building: Building, layer: Any, output: KerasTensor, code: int
) -> tuple[bool, tuple[int, int] | None, list[Node]]:
    """Returns whether there is a relu, the pooling that follows, if any, and the calls up to the last of these."""
    relu, followers = code == 1, list[Node]()
    pool: tuple[int, int] | None = None
    if layer.rank != 2 or layer.groups != 1 or layer.dilation_rate[1] != 1 or code > 1:
        return relu, pool, followers
    if building.is_bare(output):
        return relu, pool, followers
    while (after := building.next_layer(output)) is not None:
        if code_of(after.operation) == 1:
            relu = True
        elif pool is None and type(after.operation) is layers.MaxPooling2D and _tiles(after.operation):
            pool = after.operation.pool_size[0], after.operation.pool_size[1]
        else:
            break
        followers.append(after)
        output = after.outputs[0]
    return relu, pool, followers


def _by_products(moves: Window, layer: Any) -> bool:
    """Tells whether products of matrices are fastest: of the pixels as they are, or by Winograd's rule."""
    if layer.groups != 1 or layer.rank == 3:
        return False
    least, most = sorted(layer.kernel.shape[-2:])
    if moves.pointwise:
        return most > _MOST_OF_PIXELS or math.prod(moves.outputs) < _FEW_PIXELS
    return (
        moves.size == (3, 3)
        and moves.strides == moves.dilation == (1, 1)
        and least >= _LEAST_FOR_RULE
        and min(moves.outputs) >= 2
    )


def _as_pictures(moves: Window) -> Window:
    """Returns the geometry of a sequence as that of one row of pixels."""
    return Window(
        (1, *moves.inputs), (1, *moves.size), (1, *moves.strides), (1, *moves.dilation),
        (0, *moves.low), (0, *moves.high), (1, *moves.outputs),
    )  # fmt: skip


def _tiles(layer: Any) -> bool:
    """Tells whether a pooling's windows neither overlap nor reach into padding."""
    return (
        layer.padding == "valid"
        and tuple(layer.pool_size) == tuple(layer.strides)
        and layer.data_format == "channels_last"
        and layer.pool_size[0] * layer.pool_size[1] < 256
    )
