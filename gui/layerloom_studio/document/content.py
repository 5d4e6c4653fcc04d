"""What a document holds, as one value: the drawing, where its nodes stand, and the settings beside it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from layerloom.graph import Architecture, LayerSpec
from layerloom_studio.document.direction import DOWN
from layerloom_studio.document.layout import Point, layered_layout

SECTIONS = ("data", "training", "callbacks")
BYPASS_CLASS = "Identity"
BYPASSED = "bypassed"  # kept with the drawing, so it is written under `canvas`
NOTES = "notes"  # likewise
FORMULAS = "formulas"  # likewise
GROUPS = "groups"  # likewise
DIRECTION = "direction"  # likewise, of the drawing and of all its groups
ASSUMED = "assumed"  # in the data settings of a file that told none, until somebody chooses data
MOST_NOTES = 1000
LONGEST_NOTE = 10_000  # characters


@dataclass(frozen=True)
class Edge:
    """One connection of the drawing.

    Args:
        source: Id of the node whose output it carries.
        port: Which of that node's outputs.
        target: Id of the node that takes it.
        index: Which place among the target's inputs.
    """

    source: str
    port: int
    target: str
    index: int


def default_data() -> dict[str, Any]:
    """The data settings of a new document: the embedded digits."""
    return {"source": "digits", "validation_split": 0.2, "seed": 0}


def are_chosen(data: Mapping[str, Any]) -> bool:
    """Whether somebody, or a file, said that these are the data; a model that was opened has none yet.

    Args:
        data: The data settings of a document.
    """
    return not data.get(ASSUMED) or {key: data[key] for key in data if key != ASSUMED} != default_data()


def default_training() -> dict[str, Any]:
    """The training settings of a new document."""
    return {
        "loss": "sparse_categorical_crossentropy",
        "optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.001}},
        "metrics": ["accuracy"],
        "epochs": 20,
        "batch_size": 32,
        "shuffle": True,
        "seed": 0,
    }


def default_callbacks() -> list[dict[str, Any]]:
    """The callbacks of a new document: none."""
    return []


@dataclass
class Content:
    """A whole document without its path and its history.

    Args:
        architecture: The drawing.
        positions: Top-left corner of every node; nodes without one are placed automatically.
        data: The data settings.
        training: Loss, optimizer, metrics, epochs...
        callbacks: Callbacks as `{"class_name", "config"}`.
        notes: Texts on the drawing as `{"text", "x", "y"}`, and `"about"` for the layer that one points at.
        formulas: `{"variables": {name: number}, "layers": {layer: {field: formula}}}`, or empty.
        bypassed: For each layer that is bypassed, an `Identity` for now, what it was, as Keras JSON.
        direction: "down" or "right": which way the drawing is seen to run; see `document.direction`.
        groups: For each group where its inner nodes stand and what else belongs to its drawing, as under `canvas`.
        insides: Insides of groups as they were drawn last, with the very layers that hold them; never written.
        foreign: Whether it came from a file of another program, which is not to be written over.
    """

    architecture: Architecture = field(default_factory=lambda: Architecture(name="model"))
    positions: dict[str, Point] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=default_data)
    training: dict[str, Any] = field(default_factory=default_training)
    callbacks: list[dict[str, Any]] = field(default_factory=default_callbacks)
    bypassed: dict[str, Any] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)
    formulas: dict[str, Any] = field(default_factory=dict)
    direction: str = DOWN
    groups: dict[str, Any] = field(default_factory=dict)
    insides: list[tuple[LayerSpec, Content]] = field(default_factory=list, compare=False, repr=False)
    foreign: bool = field(default=False, compare=False)

    def copy(self) -> Content:
        """Return an independent copy."""
        return copy.deepcopy(self)

    def place_missing(self) -> None:
        """Give every node without a position one: by the automatic layout, right of what has one already."""
        nodes = self.architecture.nodes
        self.positions = {node: self.positions[node] for node in nodes if node in self.positions}
        missing = [node for node in nodes if node not in self.positions]
        if not missing:
            return
        edges = [(ref.node, target) for ref, target, _ in self.architecture.edges()]
        placed = layered_layout(missing, edges)
        left = max((x for x, _ in self.positions.values()), default=None)
        shift = 0.0 if left is None else left + 288.0
        self.positions.update((node, (x + shift, y)) for node, (x, y) in placed.items())
