"""A network that calls operations, as Keras writes it, in the window: drawn, shown, edited, undone and saved."""

from __future__ import annotations

import json

import pytest

import layerloom
from layerloom import layers, models, ops
from layerloom_studio.document.edits import Disconnect, RemoveNodes, Rename
from layerloom_studio.document.files import to_json


def network():
    a, b = layers.Input((6, 4), name="a"), layers.Input((6, 4), name="b")
    x = ops.concatenate([ops.relu(a) + b * 2, b[:, ::2][:, :1] * ops.ones_like(a)], axis=-1)
    return models.Model([a, b], layers.Dense(3, name="answer")(x / 3.0))


def test_operations_are_nodes_of_the_canvas(window, tmp_path) -> None:
    layerloom.backend.clear_session()
    path = tmp_path / "operations.json"
    path.write_text(network().to_json())
    assert window.open_path(path)
    project = window.project
    assert project.analysis.errors == []
    names = [name for name in project.architecture.nodes if project.spec(name).is_operation]
    assert {"relu", "multiply", "add", "get_item", "concatenate", "true_divide"} <= set(names)
    assert project.analysis.nodes["concatenate"].output_shapes == [(None, 6, 8)]
    before = json.dumps(to_json(project.content()))
    for name in list(project.architecture.nodes):
        window.canvas.select([name])  # its properties are shown
    undo = [
        project.apply(edit)
        for edit in (
            Rename("concatenate", "joined"),
            Disconnect(tuple(project.in_edges("concatenate"))[:1]),
            RemoveNodes(("get_item",)),
        )
    ]
    assert project.analysis.errors  # told in words, and the window goes on
    for edit in reversed(undo):
        project.apply(edit)
    assert json.dumps(to_json(project.content())) == before
    saved = tmp_path / "saved.layerloom.json"
    window.documents.save_to(saved)
    copy = models.model_from_json(saved.read_text())
    assert json.loads(copy.to_json())["config"]["layers"] == json.loads(path.read_text())["config"]["layers"]


@pytest.mark.parametrize("compiling", [True, False])
def test_the_status_bar_tells_why_a_first_training_starts_slowly(window, monkeypatch, compiling):
    monkeypatch.setattr("layerloom.kernels.compiled.pending", lambda: compiling)
    window.workshop.controller.state_changed.emit("running")
    assert window.status_bar.currentMessage().startswith("Kernels are being compiled") is compiling
