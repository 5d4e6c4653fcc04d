"""Which steps recurrent layers and attention become, with masks and without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layerloom import layers
from layerloom.models.data_adapter import leaves
from layerloom.models.plan.attention import AttentionStep
from layerloom.models.plan.chained import ChainedPackedStep
from layerloom.models.plan.codes import CODES
from layerloom.models.plan.conv_lstm import ConvLSTMStep
from layerloom.models.plan.dot_attention import AdditiveAttentionStep, DotAttentionStep
from layerloom.models.plan.dropped import DroppedStep
from layerloom.models.plan.packed import PackedStep
from layerloom.models.plan.recurrent import ChainedStep, RecurrentStep
from layerloom.models.plan.shaping import ConcatenateStep, ReverseStep
from layerloom.models.plan.simple import AddStep
from layerloom.models.plan.step import Slot, Step
from layerloom.tensors import KerasTensor, Node

if TYPE_CHECKING:
    from layerloom.models.plan.building import Building

#: Recurrent layers that have kernels, by the kernels' name.
_NAMES: dict[type, str] = {layers.LSTM: "lstm", layers.GRU: "gru", layers.SimpleRNN: "simple"}


def recurrent(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A recurrent layer."""
    mask, trains = building.masks.get(id(node.inputs[0])), building.trains(node)
    if len(sources) != 1 or not _has_kernels(layer):
        return None
    drops = _drops_states(layer, trains)
    if drops and layer.cell.recurrent_dropout >= 1:
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    if mask is not None and layer.return_sequences:
        building.pass_mask(node.outputs[0], mask)
    name = _NAMES[type(layer)]
    if drops:
        return DroppedStep(building.setting, sources[0], slot, layer, name, mask)
    if mask is None and _is_plain(layer, trains) and not layer.go_backwards:
        return RecurrentStep(building.setting, sources[0], slot, layer, name)
    return PackedStep(building.setting, sources[0], slot, layer, name, mask, trains)


def chained(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """A recurrent layer that begins with given states or gives its last ones; see :func:`is_chained_call`."""
    mask, *others = [building.masks.get(id(tensor)) for tensor in node.inputs]
    trains, name = building.trains(node), _NAMES[type(layer)]
    if any(others) or not _is_known(layer) or _drops_states(layer, trains):
        return None
    if layer.zero_output_for_mask and not layer.return_sequences:
        return None
    given = list(leaves(node.kwargs.get("initial_state")))
    tensors, units = [node.args[0], *given], (layer.cell.units,)
    if len(given) not in (0, len(layer.state_size)) or any(tuple(t.shape[1:]) != units for t in given):
        return None
    found = [building.slots[id(tensor)] for tensor in tensors]
    slots = [building.slot(output, found, layer) for output in node.outputs]
    if mask is not None and layer.return_sequences:
        building.pass_mask(node.outputs[0], mask)
    if given and not layer.mask_beside_tensors:
        mask = None  # it goes on, but does not count, see take_masks
    if mask is None and _is_plain(layer, trains) and not layer.go_backwards:
        return ChainedStep(building.setting, found, slots, layer, name)
    return ChainedPackedStep(building.setting, found, slots, layer, name, mask, trains)


def is_chained_call(node: Node) -> bool:
    """Tells whether a recurrent layer is called with states, or gives its own, and nothing else is special."""
    layer, said = node.operation, {key for key, value in node.kwargs.items() if value is not None}
    if type(layer) not in _NAMES or not said <= {"initial_state", "training"}:
        return False
    policy = layer.dtype_policy
    return (
        ("initial_state" in said or layer.return_state)
        and node.kwargs.get("training") in (None, False, True)
        and len(node.args) == 1
        and all(isinstance(t, KerasTensor) for t in (node.args[0], *leaves(node.kwargs.get("initial_state"))))
        and policy.compute_dtype == policy.variable_dtype == "float32"
        and layer.activity_regularizer is None
        and not layer.stateful
    )


def conv_lstm(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """An LSTM of films."""
    cell, trains = layer.cell, building.trains(node)
    usual = cell._activation_names() == {"activation": "tanh", "recurrent_activation": "sigmoid"}
    if not usual or layer.return_state or layer.stateful or cell.data_format != "channels_last":
        return None
    if (trains and (cell.dropout or cell.recurrent_dropout)) or len(sources) != 1 or not sources[0].size:
        return None
    slot = building.slot(node.outputs[0], sources, layer)
    return ConvLSTMStep(building.setting, sources[0], slot, layer)


def bidirectional(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """The same sequence both ways."""
    ways = layer.forward_layer, layer.backward_layer
    if layer.merge_mode not in ("concat", "sum") or len(sources) != 1 or ways[0].go_backwards:
        return None
    if any(way.activity_regularizer is not None for way in ways):
        return None
    trains = building.trains(node)
    drops = [_drops_states(way, trains) for way in ways]
    if not all(map(_has_kernels, ways)) or (any(drops) and ways[0].cell.recurrent_dropout >= 1):
        return None
    (output,), setting, (source,) = node.outputs, building.setting, sources
    mask = building.masks.get(id(node.inputs[0]))
    wanted = building.wanted(sources, layer)
    plain = mask is None and not any(drops) and all(_is_plain(way, trains) for way in ways)

    def slot(shape: tuple[int, ...], wanted: bool = wanted) -> Slot:
        return Slot(shape, "float32", wanted)

    given = source
    if plain:
        given = slot(source.shape, source.wanted)
        building.steps.append(ReverseStep(setting, [source], given))
    found = []
    for way, read, dropped in zip(ways, (source, given), drops, strict=True):
        units = way.cell.units
        said = slot((source.shape[0], units) if way.return_sequences else (units,))
        name = _NAMES[type(way)]
        if plain:
            building.steps.append(RecurrentStep(setting, read, said, way, name))
        elif dropped:
            building.steps.append(DroppedStep(setting, read, said, way, name, mask))
        else:
            building.steps.append(PackedStep(setting, read, said, way, name, mask, trains))
        found.append(said)
    if ways[0].return_sequences:
        back = slot(found[1].shape)
        building.steps.append(ReverseStep(setting, [found[1]], back))
        found[1] = back
        if mask is not None:
            building.pass_mask(output, mask)
    target = building.slot(output, sources, layer)
    if layer.merge_mode == "sum":
        return AddStep(setting, found, target)
    return ConcatenateStep(setting, found, target, len(output.shape) - 1)


def _drops_states(layer: Any, trains: bool) -> bool:
    """Tells whether a recurrent layer drops a part of its states now."""
    return bool(trains and layer.cell.recurrent_dropout)


def _has_kernels(layer: Any) -> bool:
    """Tells whether there are kernels for a recurrent layer, whichever way it reads."""
    if type(layer) not in _NAMES or layer.return_state or layer.stateful:
        return False
    if layer.zero_output_for_mask and not layer.return_sequences:
        return False
    return _is_known(layer)


def _is_known(layer: Any) -> bool:
    """Tells whether kernels know the activations of a recurrent layer, and the order in which it masks its outputs."""
    if layer.unroll and layer.go_backwards and layer.zero_output_for_mask:
        return False
    return layer.cell.activation in CODES if type(layer) is layers.SimpleRNN else _is_usual(layer)


def _is_usual(layer: Any) -> bool:
    """Tells whether an LSTM or GRU is one that kernels know."""
    usual = layer.cell._activation_names() == {"activation": "tanh", "recurrent_activation": "sigmoid"}
    return usual and (type(layer) is layers.LSTM or bool(layer.cell.reset_after))


def _is_plain(layer: Any, trains: bool) -> bool:
    """Tells whether the kernels over whole sequences do."""
    return type(layer) is not layers.SimpleRNN and not (trains and layer.cell.dropout)


def attention(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Attention with several heads, called with sequences alone."""
    # A key, which comes last, is the value unless given.
    tensors = [node.args[0], node.args[-1], node.args[1]]
    given = [building.slots[id(tensor)] for tensor in tensors]
    denses = layer._projections()
    if layer.use_gate or any(len(slot.shape) != 2 for slot in given):
        return None
    if type(layer) is layers.MultiHeadAttention and layer._axes(4) != (1,):
        return None
    if len(denses[-1].kernel.shape) != 3:
        return None
    if any(
        dense.activity_regularizer is not None or type(dense) is not layers.EinsumDense for dense in denses
    ):
        return None
    seen = [building.masks.get(id(tensor)) for tensor in tensors]
    if type(layer) is layers.MultiHeadAttention:  # the masks end here, see the layer
        for tensor in tensors:
            building.masks.pop(id(tensor), None)
    slot = building.slot(node.outputs[0], given, layer)
    if seen[0] is not None:
        building.pass_mask(node.outputs[0], seen[0])
    causal = bool(node.kwargs.get("use_causal_mask", False))
    return AttentionStep(building.setting, given, slot, layer, seen, causal, building.trains(node))


def attention_of_one(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    """Attention of one head."""
    adds = type(layer) is layers.AdditiveAttention
    if not adds and layer.score_mode != "dot":
        return None
    if len(sources) not in (2, 3) or any(len(source.shape) != 2 for source in sources):
        return None
    masks = [building.masks.get(id(tensor)) for tensor in node.inputs[:2]]
    query, value, *key = sources
    slot = building.slot(node.outputs[0], sources, layer)
    if masks[0] is not None:
        building.pass_mask(node.outputs[0], masks[0])
    given = [query, value, key[0] if key else value]
    kind = AdditiveAttentionStep if adds else DotAttentionStep
    return kind(building.setting, given, slot, layer, masks, building.trains(node))


def is_attention_call(node: Node) -> bool:
    """Tells whether attention is called with two or three tensors and nothing else that kernels do not know."""
    return (
        type(node.operation) in (layers.MultiHeadAttention, layers.GroupQueryAttention)
        and {key for key, value in node.kwargs.items() if value is not None}
        <= {"use_causal_mask", "training"}
        and len(node.args) in (2, 3)
        and all(isinstance(tensor, KerasTensor) for tensor in node.args)
        and node.operation.dtype_policy.compute_dtype == "float32"
        and node.operation.activity_regularizer is None
    )
