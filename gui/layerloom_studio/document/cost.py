"""What a network costs: parameters, memory and multiply-adds of every layer and in total; unknown rather than wrong.

Multiply-adds are those of one sample that passes through once: products in convolutions, matrix products and
normalization. Additions alone, comparisons and activation functions are not counted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from layerloom.declaration import find
from layerloom.graph import Analysis, Architecture, LayerSpec, analyse, call_arguments, parse_architecture
from layerloom.graph.layer_facts import Facts, TensorSpec, layer_facts
from layerloom.graph.memory import Look
from layerloom_studio.document import cost_rules
from layerloom_studio.document.project import Project

_BYTES = {"float64": 8, "int64": 8, "float16": 2, "bfloat16": 2, "int16": 2, "bool": 1, "int8": 1, "uint8": 1}
# Categories without products of weights; augmentation lets pass what a network is used with.
_FREE = frozenset(["Activation", "Augmentation", "Merging", "Pooling", "Regularization", "Reshaping", "Text"])
_FREE_CLASSES = frozenset(
    {
        *("InputLayer", "Identity", "Embedding", "Masking", "UpSampling1D", "UpSampling2D", "UpSampling3D"),
        *("CategoryEncoding", "Discretization", "Hashing", "HashedCrossing", "CenterCrop"),
    }
)
_FREE_OPERATIONS = frozenset(
    [
        "relu",
        "sigmoid",
        "softmax",
        "tanh",
        "gelu",
        "add",
        "subtract",
        "maximum",
        "minimum",
        "mean",
        "sum",
        "max",
        "min",
        "reshape",
        "transpose",
        "concatenate",
    ]
)

_MOST_KEPT = 20_000


@dataclass(frozen=True)
class Cost:
    """What a layer or a whole network costs; `None` is unknown.

    Args:
        parameters: Numbers in the weights.
        weight_bytes: Memory of the weights.
        output_bytes: Memory of the results for one sample.
        multiply_adds: Products for one sample.
    """

    parameters: int | None = None
    weight_bytes: int | None = None
    output_bytes: int | None = None
    multiply_adds: int | None = None


# By node id: what it cost when it was looked at, since edits change few.
_kept: dict[str, tuple[Look, Cost]] = {}


def node_cost(project: Project, node: str) -> Cost:
    """Return what one call of a layer costs."""
    return _cost(project.architecture, project.analysis, node)


def total_cost(project: Project) -> Cost:
    """Return what the whole network costs; all of it is unknown while the drawing has errors."""
    return _total(project.architecture, project.analysis)


def _total(arch: Architecture, analysis: Analysis) -> Cost:
    if analysis.errors:
        return Cost()
    costs = {node: _cost(arch, analysis, node) for node in arch.nodes}
    once = {arch.nodes[node].layer: cost for node, cost in costs.items()}
    return Cost(
        analysis.parameters,
        _weight_bytes(arch, analysis.parameters, once),
        _sum(cost.output_bytes for cost in costs.values()),
        _sum(cost.multiply_adds for cost in costs.values()),
    )


def _weight_bytes(arch: Architecture, parameters: int | None, costs: Mapping[str, Cost]) -> int | None:
    """Return what all weights take, those of layers that stand in several places once."""
    total, counted = (
        _sum(cost.weight_bytes for cost in costs.values()),
        _sum(cost.parameters for cost in costs.values()),
    )
    if total is None or counted is None or parameters is None or counted == parameters:
        return total
    sizes = {_weight_size(arch.layers[layer]) for layer, cost in costs.items() if cost.parameters}
    return parameters * sizes.pop() if len(sizes) == 1 else None


def _cost(arch: Architecture, analysis: Analysis, node: str) -> Cost:
    """Return what a node costs; while it and all that enters it stay as they were looked at, the same as before."""
    look, known = analysis.memory.looks.get(node), _kept.get(node)
    if look is not None and known is not None and known[0] is look:
        return known[1]
    cost = _counted(arch, analysis, node)
    if look is not None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[node] = (look, cost)
    return cost


def _counted(arch: Architecture, analysis: Analysis, node: str) -> Cost:
    info, call, spec = analysis.nodes.get(node), arch.nodes[node], arch.spec(node)
    if info is None or info.output_shapes is None:
        return Cost(info.parameters if info is not None else None)
    inputs = [_tensor(analysis, ref.node, ref.port) for ref in call.inputs]
    outputs = [
        TensorSpec(tuple(shape), dtype)
        for shape, dtype in zip(info.output_shapes, info.output_dtypes, strict=True)
    ]
    known = [tensor for tensor in inputs if tensor is not None]
    products: int | None = 0
    if spec.is_model:
        products = _nested(spec, known) if len(known) == len(inputs) else None
    elif not spec.is_input:
        look = analysis.memory.looks.get(node)
        facts = look.facts if look is not None and look.spec is spec else None
        if facts is None and len(known) == len(inputs):
            facts = layer_facts(spec, *call_arguments(spec, call, list(known)))
        products = None if facts is None or facts.error else _products(spec, known, facts)
    size = None if info.parameters is None else info.parameters * _weight_size(spec)
    return Cost(info.parameters, size, _sum(_size(tensor) for tensor in outputs), products)


def _products(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    """Return the products that a layer forms for one sample, `None` where that is not known."""
    if spec.is_operation:
        return 0 if spec.class_name.removeprefix("ops.") in _FREE_OPERATIONS else None
    entry = find("layer", spec.class_name)
    rule = _RULES.get(spec.class_name)
    if rule is not None:
        return rule(spec, inputs, facts)
    free = entry is not None and (entry.category in _FREE or entry.name in _FREE_CLASSES)
    return 0 if free and not _matrices(facts) else None


def _dense(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    return _times(_matrices(facts), _count(facts.outputs[0].shape[1:-1]))


def _convolution(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    return _times(_matrices(facts), _count(_places(spec, facts.outputs[0].shape)))


def _transposed(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    return _times(_matrices(facts), _count(_places(spec, inputs[0].shape)))


def _recurrent(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    """Input and recurrent kernel at every step; the biases come after those two."""
    return _times(sum(math.prod(shape) for shape, _ in facts.weights[:2]), _count(inputs[0].shape[1:2]))


def _attention(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    """Projections of queries, keys and values, their scores, the weighted sum, and the projection of it."""
    query, key = inputs[0].shape, inputs[-1].shape
    value = inputs[1].shape if len(inputs) > 1 else key
    heads, size = int(spec.config.get("num_heads", 1)), int(spec.config.get("key_dim", 1))
    wide = int(spec.config.get("value_dim") or size)
    if len(query) != 3 or len(value) != 3 or None in (query[1], query[2], value[1], value[2], key[2]):
        return None
    steps, others = int(query[1] or 0), int(value[1] or 0)
    projected = heads * (
        steps * int(query[2] or 0) * size
        + others * int(key[2] or 0) * size
        + others * int(value[2] or 0) * wide
        + steps * wide * int(facts.outputs[0].shape[-1] or 0)
    )
    return projected + heads * steps * others * (size + wide)


def _distributed(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    """A wrapped layer at every step."""
    inner = spec.config.get("layer")
    if not isinstance(inner, Mapping) or len(inputs) != 1:
        return None
    within = LayerSpec(str(inner.get("class_name")), "inner", dict(inner.get("config") or {}))
    shape = inputs[0].shape
    tensors = [TensorSpec((shape[0], *shape[2:]), inputs[0].dtype)]
    if within.is_model:
        return _times(_nested(within, tensors), _count(shape[1:2]))
    known = layer_facts(within, list(tensors))
    return None if known.error else _times(_products(within, tensors, known), _count(shape[1:2]))


def _both_ways(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    return _times(_wrapped(spec, inputs, facts), 2)


def _wrapped(spec: LayerSpec, inputs: Sequence[TensorSpec], facts: Facts) -> int | None:
    inner = spec.config.get("layer")
    if not isinstance(inner, Mapping):
        return None
    within = LayerSpec(str(inner.get("class_name")), "inner", dict(inner.get("config") or {}))
    known = layer_facts(within, list(inputs))
    return None if known.error else _products(within, inputs, known)


def _nested(spec: LayerSpec, inputs: Sequence[TensorSpec]) -> int | None:
    """The products in a nested model whose inputs have these shapes."""
    arch = parse_architecture({"class_name": spec.class_name, "config": spec.config})
    for node, tensor in zip(arch.inputs, inputs, strict=False):
        inner = arch.spec(node)
        arch.layers[inner.name] = LayerSpec(
            inner.class_name, inner.name, {**inner.config, "batch_shape": list(tensor.shape)}, inner.module
        )
    return _total(arch, analyse(arch)).multiply_adds


_RULES: dict[str, Callable[[LayerSpec, Sequence[TensorSpec], Facts], int | None]] = {
    "Dense": _dense,
    "Embedding": lambda spec, inputs, facts: 0,  # rows are looked up
    **{f"Conv{n}D": _convolution for n in (1, 2, 3)},
    **{f"Conv{n}DTranspose": _transposed for n in (1, 2, 3)},
    **{f"{kind}Conv{n}D": _convolution for kind in ("Depthwise", "Separable") for n in (1, 2)},
    **dict.fromkeys(("SimpleRNN", "LSTM", "GRU"), _recurrent),
    **dict.fromkeys(
        ("BatchNormalization", "LayerNormalization", "GroupNormalization"), cost_rules.each_value
    ),
    **dict.fromkeys(
        ("RMSNormalization", "UnitNormalization", "Normalization", "PReLU", "Rescaling"),
        cost_rules.each_value,
    ),
    "MultiHeadAttention": _attention,
    "TimeDistributed": _distributed,
    "Bidirectional": _both_ways,
    "SpectralNormalization": _wrapped,
    "EinsumDense": cost_rules.einsum_dense,
    "ReversibleEmbedding": cost_rules.reversible,
    "Dot": cost_rules.dot,
    **dict.fromkeys(("Attention", "AdditiveAttention"), cost_rules.attention),
    **dict.fromkeys(("GroupQueryAttention", "GroupedQueryAttention"), cost_rules.grouped_attention),
    "RNN": cost_rules.cells,
    **{f"ConvLSTM{n}D": cost_rules.convolving_cells for n in (1, 2, 3)},
}


# -- small things --------------------------------------------------------------------------------------------------


def _matrices(facts: Facts) -> int:
    """How many numbers the kernels hold; vectors are biases, scales and statistics."""
    return sum(math.prod(shape) for shape, _ in facts.weights if len(shape) > 1)


def _places(spec: LayerSpec, shape: Sequence[int | None]) -> Sequence[int | None]:
    return shape[2:] if spec.config.get("data_format") == "channels_first" else shape[1:-1]


def _tensor(analysis: Analysis, node: str, port: int) -> TensorSpec | None:
    info = analysis.nodes.get(node)
    if info is None or info.output_shapes is None or port >= len(info.output_shapes):
        return None
    return TensorSpec(tuple(info.output_shapes[port]), info.output_dtypes[port])


def _size(tensor: TensorSpec) -> int | None:
    return _times(_count(tensor.shape[1:]), _BYTES.get(tensor.dtype, 4))


def _weight_size(spec: LayerSpec) -> int:
    dtype: Any = spec.config.get("dtype")
    name = dtype.get("config", {}).get("name") if isinstance(dtype, Mapping) else dtype
    return _BYTES.get(str(name), 4)  # a mixed policy keeps its weights in float32


def _count(sizes: Sequence[int | None]) -> int | None:
    return None if None in sizes else math.prod(size or 0 for size in sizes)


def _times(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first * second


def _sum(values: Any) -> int | None:
    listed = list(values)
    return None if None in listed else sum(listed)
