"""Tensors, variables, symbolic tensors, the tape, and the primitive: one door for all of them."""

from layerloom.tensors.checks import check_gradients
from layerloom.tensors.dtypes import (
    Array,
    as_array,
    common_dtype,
    is_float,
    promoted,
    promoted_dtype,
    standardize_dtype,
)
from layerloom.tensors.operation import FunctionOperation, Operation, open_doors
from layerloom.tensors.primitive import Primitive, primitive, probe, unbroadcast
from layerloom.tensors.symbolic import (
    KerasTensor,
    Node,
    SymbolicScope,
    broadcast_shapes,
    find_symbolic,
    follower,
    inside_operation,
    is_recording,
    known_sizes,
)
from layerloom.tensors.tape import GradientTape
from layerloom.tensors.tensor import Tensor, operator, wrap
from layerloom.tensors.variable import (
    StatelessScope,
    Variable,
    abstract_variables,
    autocast,
    blank_variables,
    in_stateless_scope,
    is_autocasting,
)

__all__ = [
    "Array",
    "FunctionOperation",
    "GradientTape",
    "KerasTensor",
    "Node",
    "Operation",
    "Primitive",
    "StatelessScope",
    "SymbolicScope",
    "Tensor",
    "Variable",
    "abstract_variables",
    "blank_variables",
    "as_array",
    "autocast",
    "broadcast_shapes",
    "check_gradients",
    "common_dtype",
    "find_symbolic",
    "follower",
    "in_stateless_scope",
    "inside_operation",
    "is_autocasting",
    "is_float",
    "is_recording",
    "known_sizes",
    "open_doors",
    "operator",
    "primitive",
    "probe",
    "promoted",
    "promoted_dtype",
    "standardize_dtype",
    "unbroadcast",
    "wrap",
]
