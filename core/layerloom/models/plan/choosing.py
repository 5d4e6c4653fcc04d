"""Which calls of a model run by a plan, and where its plans are kept."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.errors import LayerloomError
from layerloom.kernels.arrays import Array
from layerloom.kernels.compiled import mode
from layerloom.kernels.parallel import thread_count
from layerloom.layers.masks import has_masks, masks_of
from layerloom.models.computing import computing
from layerloom.models.data_adapter import ArrayData, leaves, map_arrays
from layerloom.tensors import Tensor, in_stateless_scope, is_autocasting, wrap
from layerloom.tensors.tape import active_tapes

_allowed: list[bool | None] = [None]

#: Samples that a fresh process predicts by the layers themselves.
_FEW_SAMPLES = 64

#: Most bytes of a call's inputs: the memory of a plan stays, while that of layers one by one is free again at once.
_MOST_BYTES = 1 << 23

#: Seconds after which compiled kernels are looked for again, while they are being made.
_PATIENCE = 2.0


def set_planning(value: bool | None) -> None:
    """Allows plans or not; ``None`` for what the environment variable ``LAYERLOOM_PLAN`` says (0 forbids)."""
    _allowed[0] = value


def _planning() -> bool:
    return os.environ.get("LAYERLOOM_PLAN") != "0" if _allowed[0] is None else _allowed[0]


def plans_of(model: Any) -> Plans:
    """Returns the plans of a model."""
    found = model.__dict__.get("_plans")
    if found is None:
        found = model.__dict__["_plans"] = Plans(model)
    return found  # type: ignore[no-any-return]


@dataclass
class _Kept:
    """A plan with what it was made for; ``plan`` is None where the layers run one by one."""

    graph: Any
    settings: tuple[Any, ...]
    capacity: int
    plan: Any
    layers: list[Any]
    flags: list[bool]
    variables: list[Any]
    values: list[Any]

    def holds(self, graph: Any, settings: tuple[Any, ...], count: int) -> bool:
        """Tells whether nothing has changed since, and the batch is not too large."""
        return (
            graph is self.graph
            and settings == self.settings
            and count <= self.capacity
            and [layer._trainable for layer in self.layers] == self.flags
            and all(v._value is value for v, value in zip(self.variables, self.values, strict=True))
        )


class Plans:
    """The plans of one model: for training, testing and predicting, each for the inputs that came last.

    Args:
        model: The model.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._kept: dict[str, _Kept] = {}
        self._again = 0.0
        self._predicted = 0

    def plan(self, purpose: str) -> Any:
        """Returns the plan that is kept for a purpose, ``None`` where there is none."""
        kept = self._kept.get(purpose)
        return None if kept is None else kept.plan

    def find(self, purpose: str, x: Any) -> tuple[Any, list[Array]] | None:
        """Returns the plan for a batch and its arrays in order; ``None`` where the layers run one by one.

        Args:
            purpose: ``"train"``, ``"test"`` or ``"predict"``.
            x: The inputs of the batch.
        """
        model = self._model
        if not _planning() or active_tapes() or is_autocasting() or in_stateless_scope():
            return None
        from layerloom.models.plan.graphs import graph_of

        graph = graph_of(model)
        arrays = None if graph is None else _arrays(graph, x)
        if arrays is None:
            return None
        if purpose == "predict" and self._is_brief(len(arrays[0])):
            return None
        settings = (purpose, thread_count(), *((array.shape[1:], array.dtype.str) for array in arrays))
        if purpose != "predict":
            settings = (*settings, id(model._compiled_loss), id(model.optimizer) if purpose == "train" else 0)
            settings = (*settings, model.changes_of_losses)  # a loss from outside is none that a plan knows
        kept = self._kept.get(purpose)
        if kept is None or not kept.holds(graph, settings, len(arrays[0])):
            plan = self._make(purpose, graph, arrays)
            if plan is None and self._again:
                return None
            layers, variables = list(model._flatten_layers()), list(model.variables)
            flags, values = [layer._trainable for layer in layers], [v._value for v in variables]
            kept = _Kept(graph, settings, len(arrays[0]), plan, layers, flags, variables, values)
            self._kept[purpose] = kept
        return None if kept.plan is None else (kept.plan, arrays)

    def samples_at_once(self, data: ArrayData) -> int:
        """Returns how many samples to predict at a time: a batch, or several where nobody can tell.

        Args:
            data: All samples, and how many of them are a batch.
        """
        if data.samples <= max(data.batch_size, _FEW_SAMPLES):
            return data.batch_size
        found = self.find("predict", map_arrays(lambda array: array[: data.batch_size], data.x))
        most = 0 if found is None else min(data.samples, found[0].samples_in_cache)
        return max(1, most // data.batch_size) * data.batch_size

    def call(self, x: Any) -> Any:
        """Returns what a call of the model for inference gives; ``None`` where the layers run one by one.

        They do so for other sizes than those that came first: a plan for each of them would take longer.

        Args:
            x: The inputs.
        """
        given = leaves(x)
        if not all(isinstance(item, (np.ndarray, Tensor)) for item in given) or has_masks(masks_of(given)):
            return None
        arrays = [item.value if isinstance(item, Tensor) else item for item in given]
        if sum(array.nbytes for array in arrays) > _MOST_BYTES or not self._suits(arrays):
            return None
        found = self.find("predict", x)
        if found is None or not found[0].says_all:
            return None
        plan, taken = found
        if sorted(a.dtype.kind for a in arrays) != sorted(a.dtype.kind for a in taken):
            return None
        with computing():
            return map_arrays(wrap, plan.predict(taken))

    def _suits(self, arrays: list[Array]) -> bool:
        """Tells whether there is no plan for predictions yet, or it is one for inputs of these sizes."""
        kept, shapes = self._kept.get("predict"), [array.shape[1:] for array in arrays]
        if kept is None:
            return True
        return shapes == [shape for shape, _ in kept.settings[2:]] and len(arrays[0]) <= kept.capacity

    def _is_brief(self, count: int) -> bool:
        """Tells whether so little was predicted yet that loading the compiler's package would take longer."""
        self._predicted += count
        return self._predicted <= _FEW_SAMPLES and "numba" not in sys.modules and mode() == "auto"

    def _make(self, purpose: str, graph: Any, arrays: list[Array]) -> Any:
        from layerloom.models.plan.building import Building
        from layerloom.models.plan.calls import UnplannableError
        from layerloom.models.plan.makers import modules_for
        from layerloom.models.plan.updates import Updates

        model = self._model
        if not _is_usual(model, graph, purpose):
            return None
        if purpose == "train" and not Updates.possible(model.optimizer):
            return None
        if self._again > time.monotonic():
            return None
        modules = modules_for(graph)
        self._again = time.monotonic() + _PATIENCE if modules is None else 0.0
        if modules is None:
            return None
        shapes = [array.shape[1:] for array in arrays]
        dtypes = [array.dtype.name for array in arrays]
        try:
            return Building(model, graph, shapes, dtypes, len(arrays[0]), purpose, modules).build()
        except (UnplannableError, LayerloomError):
            return None


def _is_usual(model: Any, graph: Any, purpose: str) -> bool:
    """Tells whether nothing in the model asks for calls one by one."""
    if model._has_own_loss or graph._loss_tensors or graph._metric_tensors:
        return False
    given = model._compile_arguments or {}
    if given.get("run_eagerly") or (purpose != "predict" and model._compiled_loss is None):
        return False
    policies = [layer.dtype_policy for layer in model._flatten_layers()]
    if any(p.compute_dtype != "float32" or p.variable_dtype != "float32" for p in policies):
        return False
    return not any(layer._standing_losses for layer in model._flatten_layers())


def _arrays(graph: Any, x: Any) -> list[Array] | None:
    """Returns the inputs in the order of the model's, as the plan takes them; ``None`` where that needs more work."""
    if isinstance(x, dict):
        struct = graph._inputs_struct
        keys = list(struct) if isinstance(struct, dict) else graph._input_names
        if any(key not in x for key in keys):
            return None
        given = [x[key] for key in keys]
    else:
        given = list(x) if isinstance(x, (list, tuple)) else [x]
    if len(given) != len(graph.inputs):
        return None
    found = []
    for value, symbol in zip(given, graph.inputs, strict=True):
        array = value.value if isinstance(value, Tensor) else value
        if not isinstance(array, np.ndarray) or array.ndim != len(symbol.shape) or not len(array):
            return None
        if array.dtype.kind not in "fiub":
            return None
        if array.dtype != symbol.dtype or not array.flags.carray:
            array = np.require(array, symbol.dtype, ("C_CONTIGUOUS", "WRITEABLE"))
        found.append(array)
    return found if len({len(array) for array in found}) == 1 else None
