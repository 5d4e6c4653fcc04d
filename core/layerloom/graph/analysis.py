"""What is known of a network: shapes and parameters of its nodes, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from layerloom.graph.architecture import Architecture
from layerloom.graph.layer_facts import Shape
from layerloom.graph.memory import Memory

Severity = Literal["error", "warning"]


@dataclass
class NodeInfo:
    """What is known of one node.

    Args:
        input_shapes: The shape of each input, ``None`` where it is unknown.
        output_shapes: The shape of each output, ``None`` while it is unknown.
        output_dtypes: The number type of each output.
        parameters: How many numbers the layer's weights hold, ``None`` while it is unknown.
        trainable: How many of them training changes.
    """

    input_shapes: list[Shape | None] = field(default_factory=list)
    output_shapes: list[Shape] | None = None
    output_dtypes: list[str] = field(default_factory=list)
    parameters: int | None = None
    trainable: int | None = None


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with a drawn network.

    Args:
        nodes: Ids of the nodes concerned, the one to mark first.
        message: A sentence that says what is wrong and what to do.
        severity: An ``"error"`` keeps the model from being built, a ``"warning"`` does not.
        kind: ``"missing_input"``, ``"too_many_inputs"``, ``"cycle"``, ``"loose"``, ``"duplicate"``, ``"shape"``,
            ``"config"``, ``"unknown_class"``, ``"unknown_part"``, ``"no_input"`` or ``"no_output"``.
    """

    nodes: tuple[str, ...]
    message: str
    severity: Literal["error", "warning"]
    kind: str


@dataclass
class Analysis:
    """The result of :func:`analyse`.

    Args:
        nodes: What is known of every node, by id.
        problems: What is wrong, in the order of the graph.
        parameters: The model's parameters, shared layers counted once; ``None`` while there are errors.
        trainable: How many of them training changes.
        memory: What the next analysis of the drawing may take over.
    """

    nodes: dict[str, NodeInfo] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    parameters: int | None = None
    trainable: int | None = None
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep the model from being built."""
        return [problem for problem in self.problems if problem.severity == "error"]


#: What finds it for an architecture, for those who are given the function.
Analyse = Callable[[Architecture], Analysis]
