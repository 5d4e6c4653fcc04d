"""Architectures: a model's graph as plain data, its Keras JSON, and what can be known without building it.

``architecture`` is what all the others speak of. A file comes in through ``plain_text``, ``plain_json``, ``wrapping``,
``versions``, which brings what ``keras0`` to ``keras2_masks`` and ``tensorflow`` know of older files, and
``keras_json``; it goes out through ``keras_writer`` or ``python_code``. ``inference`` finds the ``analysis`` of what is
drawn: shapes, costs and problems.
"""

from layerloom.graph.analysis import Analysis, NodeInfo, Problem
from layerloom.graph.architecture import (
    Architecture,
    ArchitectureError,
    Call,
    LayerSpec,
    Node,
    Ref,
    Slot,
    call_arguments,
)
from layerloom.graph.inference import analyse, input_range, parse_architecture
from layerloom.graph.keras_writer import format_architecture, format_layer
from layerloom.graph.layer_json import parse_layer
from layerloom.graph.order import topological
from layerloom.graph.plain_json import check_count, check_plain, read_json

__all__ = [
    "Analysis",
    "Architecture",
    "ArchitectureError",
    "Call",
    "LayerSpec",
    "Node",
    "NodeInfo",
    "Problem",
    "Ref",
    "Slot",
    "analyse",
    "call_arguments",
    "check_count",
    "check_plain",
    "format_architecture",
    "format_layer",
    "input_range",
    "parse_architecture",
    "parse_layer",
    "read_json",
    "topological",
]
