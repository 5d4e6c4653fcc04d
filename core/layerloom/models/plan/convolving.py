"""Which steps convolutions become: products of matrices, Winograd's rule, or sums straight from the images."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layerloom import layers
from layerloom.kernels.windows import Window, transposed_padding, window
from layerloom.models.plan.codes import CODES, code_of
from layerloom.models.plan.convolution import ConvolutionStep
from layerloom.models.plan.step import Slot, Step
from layerloom.models.plan.taps import TapsStep
from layerloom.tensors import KerasTensor, Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building

#: Least channels and filters for which Winograd's rule beats sums straight from the images.
_LEAST_FOR_RULE = 48


def convolution(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A convolution of one to three axes, with the activation and the max-pooling that follow it."""
    (output,) = node.outputs
    code = 0 if id(output) in building.peeled else CODES.get(layer.activation)
    if code is None or layer.data_format != "channels_last":
        return None
    how = tuple(layer.kernel_size), tuple(layer.strides), tuple(layer.dilation_rate)
    moves = window(sources[0].shape[:-1], *how, layer._border)
    relu, pool, followers = _pooled(building, layer, output, code)
    if pool is None:
        relu, followers = code == 1, []
        after = building.next_layer(output) if code == 0 else None
        found = None if after is None else code_of(after.operation)
        if after is not None and found is not None:
            code, followers = found, [after]
    for after in followers:
        building.done.add(id(after))
        output = after.outputs[0]
    slot = building.slot(output, sources, layer)
    if pool is None and not (code < 2 and _by_products(moves, layer)):
        given = building.setting, sources[0], slot, layer.kernel, layer.bias
        return TapsStep(*given, moves, code, layer.groups)
    relu = relu or code == 1
    if layer.rank == 1:
        moves = _as_pictures(moves)
    return ConvolutionStep(building.setting, sources[0], slot, layer.kernel, layer.bias, moves, pool, relu)


def transposed(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Convolution the other way round, with the activation that follows it."""
    (output,) = node.outputs
    code = 0 if id(output) in building.peeled else CODES.get(layer.activation)
    if code is None or layer.data_format != "channels_last":
        return None
    how = tuple(layer.kernel_size), tuple(layer.strides), tuple(layer.dilation_rate)
    outputs, border = transposed_padding(sources[0].shape[:-1], *how, layer.padding, layer.output_padding)
    if any(side < 0 for pair in border for side in pair):
        return None
    moves = window(outputs, *how, border)
    if moves.outputs != sources[0].shape[:-1]:
        return None
    after = building.next_layer(output) if code == 0 else None
    found = None if after is None else code_of(after.operation)
    if after is not None and found is not None:
        building.done.add(id(after))
        code, output = found, after.outputs[0]
    slot = building.slot(output, sources, layer)
    given = building.setting, sources[0], slot, layer.kernel, layer.bias
    return TapsStep(*given, moves, code, turned=True)


def _pooled(
    building: Building, layer: Any, output: KerasTensor, code: int
) -> tuple[bool, tuple[int, int] | None, list[Node]]:
    """Returns whether there is a relu, the pooling that follows, if any, and the calls up to the last of these."""
    relu, followers = code == 1, list[Node]()
    pool: tuple[int, int] | None = None
    if layer.rank != 2 or layer.groups != 1 or layer.dilation_rate[1] != 1 or code > 1:
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
    if moves.pointwise:
        return True
    least = min(layer.kernel.shape[-2:])
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
