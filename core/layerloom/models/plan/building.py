"""From a model's graph to a plan: which layers are fused, and which step each of them becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from layerloom import activations, layers
from layerloom.kernels.compiled import kernels
from layerloom.kernels.parallel import thread_count
from layerloom.kernels.windows import window
from layerloom.models.plan.convolution import ConvolutionStep
from layerloom.models.plan.dense import DenseStep
from layerloom.models.plan.depthwise import DepthwiseStep
from layerloom.models.plan.eager import EagerStep
from layerloom.models.plan.loss import Activation, Head, SparseHead
from layerloom.models.plan.normalization import NormalizationStep
from layerloom.models.plan.pooling import GlobalAverageStep, MaxPoolingStep
from layerloom.models.plan.recurrent import RecurrentStep
from layerloom.models.plan.running import Plan
from layerloom.models.plan.simple import (
    ActivationStep,
    AddStep,
    DropoutStep,
    SoftmaxStep,
    ViewStep,
)
from layerloom.models.plan.step import Setting, Slot, Step
from layerloom.models.plan.updates import Updates
from layerloom.tensors import KerasTensor, Node
from layerloom.tree import map_structure

#: Activations that the kernels know, by the number they have there.
_CODES = {activations.linear: 0, activations.relu: 1, activations.tanh: 2, activations.sigmoid: 3}

#: Multiplications of a step below which a second thread costs more than it brings.
_WORTH_SHARING = 4e6


class UnplannableError(Exception):
    """Why a model cannot have a plan."""


class Building:
    """Makes one plan.

    Args:
        model: The model, its layers built.
        graph: The functional model that says how the layers follow each other.
        shapes: Shapes of the inputs without the batch.
        dtypes: Their number types.
        capacity: Most samples in a batch.
        purpose: ``"train"``, ``"test"`` or ``"predict"``.
        modules: The kernels by family.
    """

    def __init__(
        self,
        model: Any,
        graph: Any,
        shapes: list[tuple[int, ...]],
        dtypes: list[str],
        capacity: int,
        purpose: str,
        modules: dict[str, Any],
    ) -> None:
        self.model, self.graph, self.purpose = model, graph, purpose
        self.setting = Setting(capacity, 1, purpose == "train", modules)
        self.slots: dict[int, Slot] = {}
        self.users = Counter(
            id(tensor) for node in graph._nodes for tensor in {id(t): t for t in node.inputs}.values()
        )
        self.outputs = {id(tensor) for tensor in graph.outputs}
        self.producers = {id(tensor): node for node in graph._nodes for tensor in node.outputs}
        self.steps: list[Step] = []
        self.done: set[int] = set()
        self.learning = {id(variable) for variable in model.trainable_variables}
        for symbol, shape, dtype in zip(graph.inputs, shapes, dtypes, strict=True):
            if tuple(symbol.shape[1:]) != shape or symbol.dtype != dtype:
                raise UnplannableError("the inputs have another shape or number type than the model's")
            self.slots[id(symbol)] = Slot(shape, dtype, False)

    def build(self) -> Plan:
        """Returns the plan.

        Raises:
            UnplannableError: If the model has something that no step can do.
        """
        self.peeled = {} if self.purpose == "predict" else self._peel()
        for node in self.graph._nodes:
            if id(node) not in self.done and not all(id(output) in self.slots for output in node.outputs):
                self._add(node)
        variables = [variable for node in self.graph._nodes for variable in self.weights_of(node.operation)]
        if len({id(v) for v in variables}) != len(variables):
            raise UnplannableError("weights are used more than once")
        cost = sum(step.cost for step in self.steps) * self.setting.capacity
        self.setting.share_among(thread_count() if cost >= _WORTH_SHARING else 1)
        for step in self.steps:
            step.allocate()
        model = self.model
        training = self.setting.training
        head = None
        if self.purpose != "predict":
            ends = [self.peeled.get(id(t), (t, None, False)) for t in self.graph.outputs]
            pairs: list[tuple[Slot, Activation]] = [(self.slots[id(t)], f) for t, f, _ in ends]
            kind = SparseHead if SparseHead.fits(pairs, ends[0][2], model._compiled_loss) else Head
            head = kind(self.setting, pairs, self._rebuild(), model._compiled_loss)
        if training:
            for step in reversed(self.steps):
                step.target.close(self.setting)
                if step.target.grad is not None or isinstance(step, EagerStep):
                    step.allocate_back()
        trainable = model.trainable_variables
        updates = (
            Updates(model.optimizer, trainable, self.setting.kernels["elementwise"]) if training else None
        )
        outputs = [] if head is not None else [self.slots[id(t)] for t in self.graph.outputs]
        inputs = [self.slots[id(t)] for t in self.graph.inputs]
        penalized = [v for v in model.trainable_variables if v.regularizer is not None]
        return Plan(self.setting, inputs, self.steps, head, outputs, self._rebuild(), updates, penalized)

    def _rebuild(self) -> Callable[[list[Any]], Any]:
        symbols, structure = self.graph.outputs, self.graph._outputs_struct
        if isinstance(structure, KerasTensor):
            return lambda values: values[0]

        def rebuild(values: list[Any]) -> Any:
            found = {id(symbol): value for symbol, value in zip(symbols, values, strict=True)}
            return map_structure(
                lambda item: found[id(item)] if isinstance(item, KerasTensor) else item, structure
            )

        return rebuild

    # -- outputs -------------------------------------------------------------------------------------------

    def _peel(self) -> dict[int, tuple[KerasTensor, Activation, bool]]:
        """Leaves the last softmax or sigmoid to the head, which has it in one with the loss.

        Returns:
            For such outputs the tensor before, what is left to apply, and whether that is a plain softmax.
        """
        found: dict[int, tuple[KerasTensor, Activation, bool]] = {}
        for output in self.graph.outputs:
            node = self.producers.get(id(output))
            if node is None or self.users[id(output)] or len(node.inputs) != 1 or not _is_plain_call(node):
                continue
            layer = node.operation
            function = getattr(layer, "activation", None)
            softmax = function is activations.softmax or (
                type(layer) is layers.Softmax and layer.axis in (-1, len(output.shape) - 1)
            )
            if not softmax and function is not activations.sigmoid:
                continue
            if type(layer) in (layers.Activation, layers.Softmax):
                self.done.add(id(node))
                found[id(output)] = node.inputs[0], layer, softmax
            elif type(layer) is layers.Dense and layer.activity_regularizer is None:
                found[id(output)] = output, function, softmax
        return found

    # -- layers --------------------------------------------------------------------------------------------

    def _add(self, node: Node) -> None:
        sources = [self.slots[id(tensor)] for tensor in node.inputs]
        made = None
        if _is_plain_call(node) and all(s.dtype == "float32" for s in sources):
            maker = _MAKERS.get(type(node.operation))
            made = maker(self, node, node.operation, sources) if maker is not None else None
        if made is None:
            symbols = list({id(tensor): tensor for tensor in node.inputs}.values())
            if len(node.outputs) != 1:
                raise UnplannableError("a layer has several outputs")
            slot = self._slot(node.outputs[0], [self.slots[id(t)] for t in symbols], node.operation)
            learning = self.weights_of(node.operation)
            given = [self.slots[id(t)] for t in symbols]
            made = EagerStep(self.setting, given, slot, Unique(node, symbols), learning)
        self.steps.append(made)

    def _slot(self, tensor: KerasTensor, sources: list[Slot], operation: Any) -> Slot:
        """Makes the slot of an output."""
        shape = _known(tensor)
        slot = Slot(shape, tensor.dtype, self._wanted(sources, operation))
        self.slots[id(tensor)] = slot
        return slot

    def _wanted(self, sources: list[Slot], operation: Any) -> bool:
        """Tells whether anything learns from the gradient of what a layer gives."""
        learns = any(source.wanted for source in sources) or bool(self.weights_of(operation))
        return self.setting.training and learns

    def weights_of(self, operation: Any) -> list[Any]:
        """Returns the weights of a layer that the model trains."""
        return [v for v in getattr(operation, "variables", ()) if id(v) in self.learning]

    def next_layer(self, tensor: KerasTensor) -> Node | None:
        """Returns the only call that uses a tensor, if it is a plain one and the tensor is no output."""
        if self.users[id(tensor)] != 1 or id(tensor) in self.outputs:
            return None
        for node in self.graph._nodes:
            if len(node.inputs) == 1 and node.inputs[0] is tensor:
                return node if _is_plain_call(node) and id(node) not in self.done else None
        return None


class Unique:
    """A call whose symbolic inputs are listed once each."""

    def __init__(self, node: Node, symbols: list[KerasTensor]) -> None:
        self.operation, self.args, self.kwargs = node.operation, node.args, node.kwargs
        self.inputs = symbols


def _is_plain_call(node: Node) -> bool:
    """Tells whether a layer is called with tensors alone and computes in float32, without penalties and masks."""
    layer = node.operation
    if node.kwargs or len(node.args) != 1 or not isinstance(layer, layers.Layer):
        return False
    policy = layer.dtype_policy
    return (
        policy.compute_dtype == policy.variable_dtype == "float32"
        and layer.activity_regularizer is None
        and all(
            isinstance(t, KerasTensor)
            for t in (node.args[0] if isinstance(node.args[0], list) else node.args)
        )
    )


def _known(tensor: KerasTensor) -> tuple[int, ...]:
    """Returns the shape of one sample."""
    shape = tuple(size for size in tensor.shape[1:] if size is not None)
    if not tensor.shape or tensor.shape[0] is not None or len(shape) != len(tensor.shape) - 1:
        raise UnplannableError("a shape is not known before the layers run")
    return shape


def _dense(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    (output,) = node.outputs
    code = 0 if id(output) in building.peeled else _CODES.get(layer.activation)
    softmax = code is None and layer.activation is activations.softmax
    if code is None and not softmax:
        return None
    if code == 0 and id(output) not in building.peeled:
        after = building.next_layer(output)
        found = None if after is None else _code_of(after.operation)
        if after is not None and found is not None:
            building.done.add(id(after))
            code, output = found, after.outputs[0]
    if softmax:
        between = Slot(_known(output), "float32", building.setting.training)
        building.steps.append(DenseStep(building.setting, sources[0], between, layer.kernel, layer.bias, 0))
        return SoftmaxStep(building.setting, [between], building._slot(output, [between], layer))
    slot = building._slot(output, sources, layer)
    return DenseStep(building.setting, sources[0], slot, layer.kernel, layer.bias, code or 0)


def _convolution(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    code = _CODES.get(layer.activation)
    if code not in (0, 1) or layer.groups != 1 or layer.data_format != "channels_last":
        return None
    (output,) = node.outputs
    relu, pool = code == 1, None
    while True:
        after = building.next_layer(output)
        if after is None:
            break
        follower = after.operation
        if _code_of(follower) == 1:
            relu = True
        elif pool is None and type(follower) is layers.MaxPooling2D and _tiles(follower) and _joined(layer):
            pool = tuple(follower.pool_size)
        else:
            break
        building.done.add(id(after))
        output = after.outputs[0]
    sizes, border = sources[0].shape[:-1], layer._border
    size, strides, dilation = layer.kernel_size, layer.strides, layer.dilation_rate
    if layer.rank == 1:  # one row of pixels
        sizes, size, strides, dilation = (1, *sizes), (1, *size), (1, *strides), (1, *dilation)
        border = border if isinstance(border, str) else ((0, 0), *border)
    moves = window(sizes, tuple(size), tuple(strides), tuple(dilation), border)
    slot = building._slot(output, sources, layer)
    return ConvolutionStep(building.setting, sources[0], slot, layer.kernel, layer.bias, moves, pool, relu)  # type: ignore[arg-type]


def _joined(layer: Any) -> bool:
    """Tells whether windows of images see runs of neighbours, as the kernels with a pooling take them."""
    return bool(layer.rank == 2 and layer.dilation_rate[1] == 1)


def _tiles(layer: Any) -> bool:
    """Tells whether a pooling's windows neither overlap nor reach into padding."""
    return (
        layer.padding == "valid"
        and tuple(layer.pool_size) == tuple(layer.strides)
        and layer.data_format == "channels_last"
        and layer.pool_size[0] * layer.pool_size[1] < 256
    )


def _code_of(layer: Any) -> int | None:
    if type(layer) is layers.Activation:
        return _CODES.get(layer.activation)
    if (
        type(layer) is layers.ReLU
        and layer.max_value is None
        and not layer.negative_slope
        and not layer.threshold
    ):
        return 1
    return None


def _activation(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    (output,) = node.outputs
    if getattr(layer, "activation", None) is activations.softmax:
        return SoftmaxStep(building.setting, sources, building._slot(output, sources, layer))
    code = _code_of(layer)
    if code is None:
        return None
    return ActivationStep(building.setting, sources[0], building._slot(output, sources, layer), code)


def _view(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if getattr(layer, "data_format", None) == "channels_first":
        return None
    return ViewStep(building.setting, sources, building._slot(node.outputs[0], sources, layer))


def _dropout(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    slot = building._slot(node.outputs[0], sources, layer)
    if not building.setting.training or layer.seed_generator is None:
        return ViewStep(building.setting, sources, slot)
    if layer.noise_shape is not None:
        return None
    return DropoutStep(building.setting, sources[0], slot, layer)


def _sum(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if len(sources) < 2 or len({source.shape for source in sources}) != 1:
        return None
    return AddStep(building.setting, sources, building._slot(node.outputs[0], sources, layer))


def _normalization(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if layer.axis not in (-1, len(sources[0].shape)) or getattr(layer, "renorm", False):
        return None
    (output,) = node.outputs
    after = building.next_layer(output)
    relu = after is not None and _code_of(after.operation) == 1
    if after is not None and relu:
        building.done.add(id(after))
        output = after.outputs[0]
    return NormalizationStep(
        building.setting, sources[0], building._slot(output, sources, layer), layer, relu
    )


def _separable(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    pointwise = type(layer) is layers.SeparableConv2D
    code = _CODES.get(layer.activation)
    if (
        set(layer.strides) != {1}
        or layer.depth_multiplier != 1
        or layer.data_format != "channels_last"
        or code not in ((0, 1) if pointwise else (0,))
        or (not pointwise and layer.bias is not None)
    ):
        return None
    sizes, channels = sources[0].shape[:-1], sources[0].shape[-1]
    moves = window(sizes, tuple(layer.kernel_size), (1, 1), tuple(layer.dilation_rate), layer._border)
    kernel = layer.depthwise_kernel if pointwise else layer.kernel
    (output,) = node.outputs
    if not pointwise:
        return DepthwiseStep(
            building.setting, sources[0], building._slot(output, sources, layer), kernel, moves
        )
    between = Slot((*moves.outputs, channels), "float32", building._wanted(sources, layer))
    building.steps.append(DepthwiseStep(building.setting, sources[0], between, kernel, moves))
    single = window(moves.outputs, (1, 1), (1, 1), (1, 1), "valid")
    slot = building._slot(output, [between], layer)
    return ConvolutionStep(
        building.setting, between, slot, layer.pointwise_kernel, layer.bias, single, None, code == 1
    )


def _max_pooling(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if layer.data_format != "channels_last" or layer.pool_size[0] * layer.pool_size[1] > 255:
        return None
    moves = window(sources[0].shape[:-1], tuple(layer.pool_size), tuple(layer.strides), (1, 1), layer.padding)
    slot = building._slot(node.outputs[0], sources, layer)
    return MaxPoolingStep(building.setting, sources[0], slot, moves)


def _global_average(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    if layer.data_format != "channels_last":
        return None
    return GlobalAverageStep(building.setting, sources, building._slot(node.outputs[0], sources, layer))


def _recurrent(building: Building, node: Node, layer: Any, sources: list[Slot]) -> Step | None:
    cell, lstm = layer.cell, type(layer) is layers.LSTM
    if layer.return_state or layer.go_backwards or layer.stateful or len(sources) != 1:
        return None
    if cell._activation_names() != {"activation": "tanh", "recurrent_activation": "sigmoid"}:
        return None
    if building.setting.training and (cell.dropout or cell.recurrent_dropout):
        return None
    if not lstm and not cell.reset_after:
        return None
    slot = building._slot(node.outputs[0], sources, layer)
    return RecurrentStep(building.setting, sources[0], slot, layer, "lstm" if lstm else "gru")


_MAKERS: dict[type, Callable[[Building, Node, Any, list[Slot]], Step | None]] = {
    layers.Dense: _dense,
    layers.Conv2D: _convolution,
    layers.Conv1D: _convolution,
    layers.Activation: _activation,
    layers.ReLU: _activation,
    layers.Flatten: _view,
    layers.Reshape: _view,
    layers.Dropout: _dropout,
    layers.Add: _sum,
    layers.BatchNormalization: _normalization,
    layers.SeparableConv2D: _separable,
    layers.DepthwiseConv2D: _separable,
    layers.LSTM: _recurrent,
    layers.GRU: _recurrent,
    layers.MaxPooling2D: _max_pooling,
    layers.GlobalAveragePooling1D: _global_average,
    layers.GlobalAveragePooling2D: _global_average,
}

#: The kernels that steps of these layers need, besides the elementwise ones.
FAMILIES = {
    layers.Conv2D: ("convolution", "direct"),
    layers.Conv1D: ("convolution", "direct"),
    layers.SeparableConv2D: ("convolution", "depthwise", "direct"),
    layers.DepthwiseConv2D: ("depthwise",),
    layers.BatchNormalization: ("normalization",),
    layers.MaxPooling2D: ("pooling",),
    layers.LSTM: ("recurrent",),
    layers.GRU: ("recurrent",),
}


def modules_for(graph: Any) -> dict[str, Any] | None:
    """Returns the kernels that a model needs, ``None`` while they are being compiled."""
    wanted = {family for node in graph._nodes for family in FAMILIES.get(type(node.operation), ())}
    return kernels(("elementwise", *sorted(wanted)))
