"""From a model's graph to a plan: which layers are fused, and which step each of them becomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from layerloom import activations, layers
from layerloom.kernels.parallel import thread_count
from layerloom.models.data_adapter import leaves
from layerloom.models.plan.calls import (
    Call,
    Unique,
    UnplannableError,
    is_plain_call,
    known,
    loses_mask,
    makes_mask,
    passes_mask,
    training_of,
)
from layerloom.models.plan.eager import EagerStep
from layerloom.models.plan.embedding import EmbeddingStep
from layerloom.models.plan.formulas import needs_no_logits
from layerloom.models.plan.graphs import Calls
from layerloom.models.plan.loss import Activation, head_of
from layerloom.models.plan.makers import make
from layerloom.models.plan.masked_makers import MASKED
from layerloom.models.plan.masking import FlagsStep, MaskStep
from layerloom.models.plan.operators import arithmetic
from layerloom.models.plan.penalties import PenaltyStep
from layerloom.models.plan.repeated import Fold, RepeatedStep, Unfold
from layerloom.models.plan.running import Plan
from layerloom.models.plan.sequence_makers import attention, chained, is_attention_call, is_chained_call
from layerloom.models.plan.simple import ViewStep
from layerloom.models.plan.step import Setting, Slot, Step
from layerloom.models.plan.updates import Updates
from layerloom.tensors import FunctionOperation, KerasTensor, Node, find_symbolic
from layerloom.tree import map_structure

#: Multiplications of a step below which a second thread costs more than it brings.
_WORTH_SHARING = 4e6

#: Layers whose last activation may be left to the head.
_PEELED = (layers.Dense, layers.Conv1D, layers.Conv2D, layers.Conv2DTranspose)

#: Layers that give the numbers that they get.
_RESHAPING = (layers.Reshape, layers.Flatten, layers.Permute)


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
        calls = self.calls = Calls(graph, shapes)
        self.nodes, self.ends = calls.nodes, calls.outputs
        self.setting = self._outside = Setting(capacity, 1, purpose == "train", modules)
        self._inside: list[Setting] = []
        self.times = 1
        self.slots: dict[int, Slot] = {}
        self.users = Counter(
            id(tensor) for node in self.nodes for tensor in {id(t): t for t in node.inputs}.values()
        )
        self.outputs = {id(tensor) for tensor in self.ends}
        self.producers = {id(tensor): node for node in self.nodes for tensor in node.outputs}
        self.steps: list[Step] = []
        self.done: set[int] = set()
        self.bare: set[int] = set()
        self._shaped: dict[int, int] = {}  # what a layer gives, and the output that has its numbers
        self.masks: dict[int, Slot] = {}
        self.learning = {id(variable) for variable in model.trainable_variables}
        for symbol, shape, dtype in zip(calls.inputs, shapes, dtypes, strict=True):
            if tuple(symbol.shape[1:]) != shape or symbol.dtype != dtype:
                raise UnplannableError("the inputs have another shape or number type than the model's")
            self.slots[id(symbol)] = Slot(shape, dtype, False)

    def build(self) -> Plan:
        """Returns the plan.

        Raises:
            UnplannableError: If the model has something that no step can do.
        """
        self.peeled = {} if self.purpose == "predict" else self._peel()
        for node in self.nodes:
            if id(node) not in self.done and not all(id(output) in self.slots for output in node.outputs):
                self._add(node)
        variables = [variable for node in self.nodes for variable in self.weights_of(node.operation)]
        uses = Counter(map(id, variables))
        shared = {id(v): v for v in variables if uses[id(v)] > 1}
        cost = sum(step.cost for step in self.steps) * self.setting.capacity
        for setting in (self.setting, *self._inside):
            setting.share_among(thread_count() if cost >= _WORTH_SHARING else 1)
        for step in self.steps:
            step.allocate()
        model = self.model
        training = self.setting.training
        head = None
        if self.purpose != "predict":
            ends = [self.peeled.get(id(t), (t, None, False)) for t in self.ends]
            pairs: list[tuple[Slot, Activation]] = [(self.slots[id(t)], f) for t, f, _ in ends]
            masks = [self.masks.get(id(t)) for t, _, _ in ends]
            left = [None if f is None else "softmax" if softmax else "sigmoid" for _, f, softmax in ends]
            head = head_of(self.setting, pairs, self._rebuild(), model._compiled_loss, masks, left)
        if training:
            for at, step in reversed(list(enumerate(self.steps))):
                for slot in step.targets:
                    slot.close(step.setting)
                if step.learns or step.penalizes:
                    step.allocate_back()
                    below = [slot for before in self.steps[:at] for slot in before.targets]
                    step.setting.spare.give_back(step, below)
        trainable = model.trainable_variables
        updates = Updates(model.optimizer, trainable, self.setting.kernels) if training else None
        outputs = [] if head is not None else [self.slots[id(t)] for t in self.ends]
        inputs = [self.slots[id(t)] for t in self.calls.inputs]
        penalized = [v for v in model.trainable_variables if v.regularizer is not None]
        plan = Plan(
            self.setting, inputs, self.steps, head, outputs, self._rebuild(), updates, penalized, shared
        )
        plan.says_all = not plan.runs_one_by_one and self._gives_outputs_alone()
        return plan

    def _gives_outputs_alone(self) -> bool:
        """Tells whether calls of the model for inference give nothing but outputs, of inputs in its number type."""
        inner = self.model._flatten_layers()
        plain = all(layer.autocast and layer.activity_regularizer is None for layer in inner)
        return plain and not any(id(tensor) in self.masks for tensor in self.ends)

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
        losses = self.model._compiled_loss.losses
        in_order = list(map(id, leaves(self.graph._outputs_struct))) == list(map(id, self.graph.outputs))
        if not in_order or len(losses) != len(self.ends):
            losses = [None] * len(self.ends)
        for output, loss in zip(self.ends, losses, strict=True):
            if loss is not None and needs_no_logits(loss):
                continue
            node = self.producers.get(id(output))
            if node is None or self.users[id(output)] or len(node.inputs) != 1 or not is_plain_call(node):
                continue
            if type(node.operation) in _RESHAPING:
                self._peel_through(node, output, found)
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
            elif type(layer) in _PEELED and layer.activity_regularizer is None:
                found[id(output)] = output, function, softmax
        return found

    def _peel_through(self, node: Node, output: KerasTensor, found: dict[int, Any]) -> None:
        """Leaves the sigmoid of a layer whose numbers only take another shape to the head, too."""
        (given,) = node.inputs
        maker = self.producers.get(id(given))
        alone = self.users[id(given)] == 1 and id(given) not in self.outputs
        if maker is None or not alone or not is_plain_call(maker):
            return
        layer = maker.operation
        if type(layer) in _PEELED and layer.activation is activations.sigmoid:
            self._shaped[id(given)] = id(output)
            self.bare.add(id(given))
            found[id(output)] = output, activations.sigmoid, False

    # -- layers --------------------------------------------------------------------------------------------

    def _add(self, node: Node) -> None:
        if isinstance(node.operation, Fold):
            self._fold(node, node.operation)
            return
        before = len(self.steps)
        self._add_call(node)
        if self.times > 1:
            self.steps[before:] = [RepeatedStep(step, self.times) for step in self.steps[before:]]

    def _fold(self, node: Node, fold: Fold) -> None:
        """Goes on with every step of sequences as a sample, or back to the sequences."""
        (source,), (output,) = (self.slots[id(tensor)] for tensor in node.inputs), node.outputs
        self.times = 1 if isinstance(fold, Unfold) else fold.times
        self.setting = self._outside
        if self.times > 1:
            outside = self._outside
            capacity, training = outside.capacity * fold.times, outside.training
            self.setting = Setting(capacity, 1, training, outside.kernels, times=fold.times)
            self._inside.append(self.setting)
        slot = self.slots[id(output)] = Slot(known(output), output.dtype, source.wanted)
        slot.times = self.times
        self.steps.append(ViewStep(self.setting, [source], slot))

    def _add_call(self, node: Node) -> None:
        sources = [self.slots[id(tensor)] for tensor in node.inputs]
        made = self._native(node, sources)
        if made is None:
            if self.times > 1 and _normalizes(node.operation):
                raise UnplannableError("a batch normalization sees one step of sequences after the other")
            symbols = list({id(tensor): tensor for tensor in node.inputs}.values())
            for key in {id(output) for output in node.outputs} - set(self._shaped.values()):
                self.peeled.pop(self._shaped.get(key, key), None)  # it applies its activation itself
            given = [self.slots[id(t)] for t in symbols]
            slots = [self.slot(output, given, node.operation) for output in node.outputs]
            learning = self.weights_of(node.operation)
            masks = {id(t): self.masks[id(t)] for t in symbols if id(t) in self.masks}
            given_mask = masks or node.kwargs.get("mask") is not None
            keeps = (given_mask and not loses_mask(node.operation)) or makes_mask(node.operation)
            kept = [Slot((), "bool", False) for _ in slots] if keeps else []
            made = EagerStep(self.setting, given, slots, Unique(node, symbols), learning, masks, kept)
            self.masks.update(zip(map(id, node.outputs), kept, strict=bool(kept)))
            self.steps.append(made)
            return
        self.steps.append(made)
        if _is_penalized(node) and self.purpose != "predict":
            self._penalize(node)

    def _penalize(self, node: Node) -> None:
        """Adds the penalty of what a layer gives, which has a slot of its own for those behind it."""
        (output,) = node.outputs
        given = self.slots[id(output)]
        slot = self.slot(output, [given], node.operation)
        self.steps.append(PenaltyStep(self.setting, given, slot, node.operation))

    def _native(self, node: Node, sources: list[Slot]) -> Step | None:
        """Returns the step of a layer that there are kernels for, ``None`` for another."""
        if isinstance(node.kwargs.get("mask"), KerasTensor) and len(node.args) == 1:
            return self._with_named_mask(node)
        layer, masks = node.operation, [self.masks.get(id(t)) for t in node.inputs]
        if _has_adapter(layer):  # no kernel knows of those
            return None
        if training_of(node) and self.purpose != "train":
            return None
        if is_plain_call(node) and type(layer) is layers.Embedding and not any(masks):
            made = EmbeddingStep(self.setting, sources[0], self.slot(node.outputs[0], sources, layer), layer)
            if made.mask is not None:
                self.masks[id(node.outputs[0])] = made.mask
            return made
        if isinstance(layer, FunctionOperation) and [t.dtype for t in node.outputs] == ["bool"]:
            flags = self.slots[id(node.outputs[0])] = Slot(known(node.outputs[0]), "bool", False)
            return FlagsStep(self.setting, sources, flags, node)
        if any(source.dtype != "float32" for source in sources):
            return None
        if isinstance(layer, FunctionOperation) and not any(masks):
            return arithmetic(self, node, layer)
        if is_attention_call(node):
            return attention(self, node, layer, sources)
        if is_chained_call(node):
            return chained(self, node, layer, sources)
        if not is_plain_call(node, penalized=self.times == 1 and len(node.outputs) == 1):
            return None
        if any(masks) and type(layer) in MASKED:
            return MASKED[type(layer)](self, node, layer, sources)
        if any(masks) and not passes_mask(layer):
            return None
        before = set(self.slots)
        found = make(self, node, layer, sources)
        if masks[0] is not None and found is not None:
            for key in self.slots.keys() - before:
                self.pass_mask(key, masks[0])
        return found

    def _with_named_mask(self, node: Node) -> Step | None:
        """Returns the step of a layer whose call names a mask, which rides on its input meanwhile."""
        (source,), kwargs = node.args, dict(node.kwargs)
        mask, before = self.slots[id(kwargs.pop("mask"))], self.masks.get(id(source))
        if not isinstance(source, KerasTensor) or mask.dtype != "bool" or find_symbolic(kwargs):
            return None
        self.masks[id(source)] = mask
        call: Any = Call(node.operation, node.args, kwargs, [source], node.outputs, training_of(node))
        made = self._native(call, [self.slots[id(source)]])
        self.masks.pop(id(source), None)
        if before is not None:
            self.masks[id(source)] = before
        return made

    def pass_mask(self, tensor: KerasTensor | int, mask: Slot) -> None:
        """Gives a tensor, or that of an identity, the mask that another one has."""
        after = Slot(mask.shape, "bool", False)
        self.steps.append(MaskStep(self.setting, [mask], after))
        self.masks[tensor if isinstance(tensor, int) else id(tensor)] = after

    def slot(self, tensor: KerasTensor, sources: list[Slot], operation: Any) -> Slot:
        """Makes the slot of an output."""
        shape = known(tensor)
        slot = Slot(shape, tensor.dtype, self.wanted(sources, operation))
        self.slots[id(tensor)] = slot
        return slot

    def trains(self, node: Node) -> bool:
        """Tells whether a layer is to do what it does while training."""
        return self.setting.training and training_of(node) is not False

    def wanted(self, sources: list[Slot], operation: Any) -> bool:
        """Tells whether anything learns from the gradient of what a layer gives."""
        learns = any(source.wanted for source in sources) or bool(self.weights_of(operation))
        return self.setting.training and learns

    def maker_of(self, tensor: KerasTensor) -> Step | None:
        """Returns the step that gives a tensor, if only one call uses it and it is no output."""
        if self.users[id(tensor)] != 1 or id(tensor) in self.outputs:
            return None
        slot = self.slots[id(tensor)]
        return next((getattr(step, "inner", step) for step in self.steps if step.target is slot), None)

    def is_bare(self, tensor: KerasTensor) -> bool:
        """Tells whether a layer's last activation is left to what comes behind it."""
        return id(tensor) in self.peeled or id(tensor) in self.bare

    def weights_of(self, operation: Any) -> list[Any]:
        """Returns the weights of a layer that the model trains."""
        return [v for v in getattr(operation, "variables", ()) if id(v) in self.learning]

    def next_layer(self, tensor: KerasTensor) -> Node | None:
        """Returns the only call that uses a tensor, if it is a plain one and the tensor is no output.

        What has a penalty has to be there as it is, so it has none.
        """
        maker = self.producers.get(id(tensor))
        if maker is not None and _is_penalized(maker):
            return None
        if self.users[id(tensor)] != 1 or id(tensor) in self.outputs:
            return None
        for node in self.nodes:
            if len(node.inputs) == 1 and node.inputs[0] is tensor:
                return node if is_plain_call(node) and id(node) not in self.done else None
        return None


def _is_penalized(node: Node) -> bool:
    """Tells whether what a layer gives has a penalty."""
    return getattr(node.operation, "activity_regularizer", None) is not None


def _normalizes(operation: Any) -> bool:
    """Tells whether a layer is a batch normalization or has one inside."""
    inner = operation._flatten_layers() if hasattr(operation, "_flatten_layers") else ()
    return any(isinstance(layer, layers.BatchNormalization) for layer in inner)


def _has_adapter(operation: Any) -> bool:
    """Tells whether a layer, or one inside it, learns by LoRA."""
    inner = operation._flatten_layers() if hasattr(operation, "_flatten_layers") else ()
    return any(getattr(layer, "lora_enabled", False) for layer in inner)
