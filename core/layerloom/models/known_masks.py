"""Masks that are known while a functional model is made, for layers that see no other where attention ends those.

In a functional model of Keras 3, a layer that is called as ``layer(x)`` and whose ``call`` asks for a ``mask`` is given
that of the symbolic ``x``, for good. All other calls look at what rides on the values when the model runs. Both are the
same until a :class:`MultiHeadAttention` runs, which takes the masks off the values that it is called on: behind
``Add()([x, attention(x, x)])`` a mean over time still knows which steps count, while a ``Multiply`` of ``x`` does not.
Here calls of the first kind get their mask as an argument where the two may differ.
"""

from __future__ import annotations

import inspect
from copy import copy
from typing import Any

from layerloom.layers import Activation, ActivityRegularization, Identity, Lambda, Layer, MultiHeadAttention
from layerloom.layers.masks import has_masks
from layerloom.tensors import KerasTensor, Node, find_symbolic

#: Layers that may hand on the very tensor that they get, so that what is taken off one is taken off both.
_ALIASES = (Activation, ActivityRegularization, Identity, Lambda)


def with_known_masks(nodes: list[Node]) -> list[Node]:
    """Returns the calls of a functional model as they run.

    Args:
        nodes: The calls in order. They are not changed: other models may share them.

    Returns:
        The same ones, but for those of layers that need a mask which is gone when they run: these name it as an
        argument. The operations that compute it come before them.
    """
    takers = [node for node in nodes if _takes_masks_off(node.operation)]
    return _Graph(nodes, takers).rewritten() if takers else nodes


class _Graph:
    """What is known about masks in one graph.

    Args:
        nodes: The calls in order.
        takers: Those that take masks off.
    """

    def __init__(self, nodes: list[Node], takers: list[Node]) -> None:
        self._nodes = nodes
        self._masks: dict[int, Any] = {}
        self._differ: set[int] = set()  # tensors on which another mask may ride than the known one
        self._takers: dict[int, set[int]] = {}  # by tensor, the calls that take its mask off
        for taker in takers:
            for tensor in taker.inputs:
                for one in _same_tensors(tensor):
                    self._takers.setdefault(id(one), set()).add(id(taker))

    def rewritten(self) -> list[Node]:
        """Returns the calls, with masks as arguments where these are needed."""
        found: list[Node] = []
        written: set[int] = {id(node) for node in self._nodes}
        for node in self._nodes:
            layer = node.operation
            if not isinstance(layer, Layer) or node.is_input:
                found.append(node)
                continue
            first = node.args[0] if node.args else next(iter(node.kwargs.values()))
            known = node.kwargs.get("mask")
            previous = self._masks_of(first) if known is None else known
            if self._is_due(node):
                found += _makers(previous, written)
                found.append(_with_mask(node, previous))
            else:
                found.append(node)
                if known is None and any(self._differs(tensor, node) for tensor in find_symbolic(first)):
                    self._differ.update(map(id, node.outputs))
            self._masks.update(_masks_behind(node, first, previous))
        return found

    def _is_due(self, node: Node) -> bool:
        """Tells whether a call gets its mask when the model is made, and could not see it when the model runs."""
        if node.kwargs or len(node.args) != 1 or not isinstance(node.args[0], KerasTensor):
            return False
        (tensor,), layer = node.args, node.operation
        return (
            self._masks.get(id(tensor)) is not None
            and self._differs(tensor, node)
            and tensor.dtype == layer.input_dtype
            and "mask" in _parameters(layer)
        )

    def _differs(self, tensor: KerasTensor, node: Node) -> bool:
        others = self._takers.get(id(tensor), set()) - {id(node)}
        return id(tensor) in self._differ or bool(others)

    def _masks_of(self, structure: Any) -> Any:
        if isinstance(structure, dict):
            return {key: self._masks_of(item) for key, item in structure.items()}
        if isinstance(structure, (list, tuple)):
            return [self._masks_of(item) for item in structure]
        return self._masks.get(id(structure))


def _takes_masks_off(operation: Any) -> bool:
    inner = operation._flatten_layers() if isinstance(operation, Layer) else ()
    return any(isinstance(layer, MultiHeadAttention) for layer in inner)


def _same_tensors(tensor: KerasTensor) -> list[KerasTensor]:
    """Returns a tensor and those before it that may be the very same values when the model runs."""
    found = [tensor]
    while found[-1].history is not None:
        node = found[-1].history.node
        layer = node.operation
        if len(node.inputs) != 1 or node.inputs[0].shape != tensor.shape or not _may_hand_on(layer):
            break
        found.append(node.inputs[0])
    return found


def _may_hand_on(layer: Any) -> bool:
    """Tells whether a layer may give the very tensor that it gets, as one that acts in training alone does."""
    if not isinstance(layer, Layer):
        return False
    is_own = type(layer).__module__.startswith("layerloom.")
    return isinstance(layer, _ALIASES) or not is_own or "training" in _parameters(layer)


def _parameters(layer: Layer) -> Any:
    return inspect.signature(type(layer).call).parameters


def _masks_behind(node: Node, first: Any, previous: Any) -> dict[int, Any]:
    """Returns the masks of what a layer gives, by tensor."""
    layer: Layer = node.operation
    if type(layer).compute_mask is Layer.compute_mask and not (
        layer.supports_masking and has_masks(previous)
    ):
        return {}
    masks = layer.compute_mask(first, previous)
    each = masks if isinstance(masks, (list, tuple)) else [masks] * len(node.outputs)
    return {
        id(output): mask
        for output, mask in zip(node.outputs, each, strict=False)
        if isinstance(mask, KerasTensor)
    }


def _makers(mask: KerasTensor, written: set[int]) -> list[Node]:
    """Returns the calls that compute a mask, but for those that are there already, which are added to."""
    found: list[Node] = []
    pending = [(mask, False)]
    while pending:
        tensor, leaving = pending.pop()
        node = tensor.history.node if tensor.history is not None else None
        if node is None or (id(node) in written and not leaving):
            continue
        if leaving:
            if id(node) not in written:
                written.add(id(node))
                found.append(node)
            continue
        pending.append((tensor, True))
        pending += [(before, False) for before in node.inputs]
    return found


def _with_mask(node: Node, mask: KerasTensor) -> Node:
    """Returns a call that names its mask; the outputs still come from the one that does not."""
    made = copy(node)
    made.kwargs, made.inputs = {"mask": mask}, [*node.inputs, mask]
    return made
