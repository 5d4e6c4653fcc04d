"""Calls of layers whose samples keep their channels first, as calls on samples that keep them last.

Kernels know these alone. What such layers and those between them make is kept that way; the axes are turned round only
where something else sees them: at the beginning and the end, as a rule.
"""

from __future__ import annotations

from typing import Any

from layerloom import layers
from layerloom.models.plan.calls import Call, makes_mask, says_little
from layerloom.models.plan.codes import code_of, curve_of
from layerloom.tensors import KerasTensor, Node

#: Layers that have a data format and for which channels last is as good.
_WINDOWS = (
    layers.Conv1D, layers.Conv2D, layers.Conv3D, layers.Conv1DTranspose, layers.Conv2DTranspose,
    layers.Conv3DTranspose, layers.SeparableConv1D, layers.SeparableConv2D, layers.DepthwiseConv1D,
    layers.DepthwiseConv2D, layers.MaxPooling1D, layers.MaxPooling2D, layers.MaxPooling3D, layers.AveragePooling1D,
    layers.AveragePooling2D, layers.AveragePooling3D, layers.GlobalAveragePooling1D, layers.GlobalAveragePooling2D,
    layers.GlobalAveragePooling3D, layers.GlobalMaxPooling1D, layers.GlobalMaxPooling2D, layers.GlobalMaxPooling3D,
    layers.UpSampling2D, layers.UpSampling3D, layers.ZeroPadding1D, layers.ZeroPadding2D, layers.ZeroPadding3D,
    layers.Cropping2D, layers.Cropping3D, layers.Flatten,
)  # fmt: skip

#: Layers that join inputs number by number.
_MERGES = (
    layers.Add, layers.Average, layers.Maximum, layers.Minimum, layers.Multiply, layers.Subtract,
)  # fmt: skip


def with_channels_last(nodes: list[Any], outputs: list[KerasTensor]) -> list[Any]:
    """Returns the calls with such layers exchanged, and calls between that turn the axes round.

    Args:
        nodes: The calls in order.
        outputs: The model's outputs.
    """
    operations = [node.operation for node in nodes]
    if not any(getattr(operation, "data_format", None) == "channels_first" for operation in operations):
        return nodes
    if any(map(makes_mask, operations)):  # the axes of a mask stay where they are
        return nodes
    turning = _Turning()
    for node in nodes:
        turning.take(node)
    for output in outputs:
        turning.first(output)
    return turning.found


class _Turning:
    """The calls so far, and where tensors with their channels last are."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self._last: dict[int, KerasTensor] = {}
        self._there: set[int] = set()  # tensors that are there in their own order, too
        self._kept: list[KerasTensor] = []

    def take(self, node: Node) -> None:
        """Adds a call."""
        twin, joins = _twin(node, self._last), len(node.inputs) > 1
        if twin is None:
            for tensor in node.inputs:
                self.first(tensor)
            self.found.append(node)
            self._there.update(map(id, node.outputs))
            return
        given = [self._turned(tensor) for tensor in node.inputs]
        (output,) = node.outputs
        if len(output.shape) == len(given[0].shape):
            made = KerasTensor((output.shape[0], *output.shape[2:], output.shape[1]), output.dtype)
            self._last[id(output)] = made
            self._kept.append(output)
        else:
            made = output
            self._there.add(id(output))
        said = getattr(node, "training", None)
        args = (given if joins else given[0],)
        self.found.append(Call(twin, args, node.kwargs, given, [made], said))

    def first(self, tensor: KerasTensor) -> None:
        """Sees to it that a tensor is there with its channels first, if it is one that has been turned."""
        made = self._last.get(id(tensor))
        if made is None or id(tensor) in self._there:
            return
        rank = len(tensor.shape)
        self.found.append(Call(_turn((rank - 1, *range(1, rank - 1))), (made,), {}, [made], [tensor]))
        self._there.add(id(tensor))

    def _turned(self, tensor: KerasTensor) -> KerasTensor:
        """Returns a tensor with its channels last."""
        made = self._last.get(id(tensor))
        if made is None:
            batch, channels, *sizes = tensor.shape
            made = self._last[id(tensor)] = KerasTensor((batch, *sizes, channels), tensor.dtype)
            dims = (*range(2, len(tensor.shape)), 1)
            self.found.append(Call(_turn(dims), (tensor,), {}, [tensor], [made]))
            self._there.add(id(tensor))
            self._kept.append(tensor)
        return made


def _turn(dims: tuple[int, ...]) -> Any:
    """Returns a layer that turns axes round; its name is no layer's of the model."""
    return layers.Permute(dims, name="turn")


def _twin(node: Node, last: dict[int, KerasTensor]) -> Any:
    """Returns the layer for channels last that stands for one; ``None`` where there is none."""
    layer, inputs = node.operation, node.inputs
    if not inputs or len(node.outputs) != 1 or not says_little(node) or len(node.args) != 1:
        return None
    if getattr(layer, "activity_regularizer", None) is not None or len(inputs[0].shape) < 3:
        return None
    if any(None in tensor.shape[1:] for tensor in (*inputs, *node.outputs)):
        return None
    turned = all(id(tensor) in last for tensor in inputs)
    if len(inputs) > 1:
        alike = len({tensor.shape for tensor in inputs}) == 1
        if turned and alike and type(layer) in _MERGES:
            return layer
        if turned and type(layer) is layers.Concatenate and layer.axis == 1:
            return _changed(layer, axis=-1)
        return None
    if type(layer) in _WINDOWS and layer.data_format == "channels_first":
        return _changed(layer, data_format="channels_last")
    if type(layer) is layers.BatchNormalization and layer.axis == 1 and not getattr(layer, "renorm", False):
        return _changed(layer, axis=-1)
    if turned and (code_of(layer) is not None or curve_of(layer) is not None):
        return layer
    return None


def _changed(layer: Any, **settings: Any) -> Any:
    """Returns a layer with the same weights and other settings."""
    twin = object.__new__(type(layer))
    twin.__dict__.update(layer.__dict__)
    twin.__dict__.update(settings)
    return twin
