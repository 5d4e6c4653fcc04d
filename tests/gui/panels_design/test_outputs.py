"""What layers make of a sample before anything is trained (000-20), and Quiver's page of all of them (003-50)."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from layerloom import layers, models
from layerloom_studio.document.edits import SetConfig, SetSettings
from layerloom_studio.document.files import from_json
from layerloom_studio.document.project import Project
from layerloom_studio.panels.gallery import Gallery
from layerloom_studio.panels.weights import OutputsPanel
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.probing import Probe


@pytest.fixture
def project() -> Project:
    model = models.Sequential(
        [layers.Input((8, 8, 1)), layers.Flatten(name="flat"), layers.Dense(3, name="answer")], name="net"
    )
    project = Project(from_json(json.loads(model.to_json())))
    project.apply(SetSettings("data", {"source": "digits", "validation_split": 0.2, "seed": 0}))
    return project


@pytest.fixture
def panel(qtbot: QtBot, project: Project) -> Iterator[OutputsPanel]:
    panel = OutputsPanel(project)
    qtbot.addWidget(panel)
    panel.resize(320, 600)
    panel.show()
    yield panel
    panel.close_tasks()


def node_of(project: Project, layer: str) -> str:
    return next(node.id for node in project.architecture.nodes.values() if node.layer == layer)


def test_a_drawing_that_is_not_trained_has_outputs(
    qtbot: QtBot, panel: OutputsPanel, project: Project
) -> None:
    panel.show_nodes([node_of(project, "answer")])
    qtbot.waitUntil(lambda: panel.look is not None, timeout=60_000)
    assert panel.look is not None
    assert panel.look.output.shape == (3,)
    assert panel.look.given.shape == (8, 8, 1)
    project.apply(SetConfig("answer", {"units": 5}))
    qtbot.waitUntil(lambda: panel.look is not None and panel.look.output.shape == (5,), timeout=60_000)


def test_all_layers_are_served_for_the_pictures_of_a_folder(qtbot: QtBot, tmp_path: Path) -> None:
    model = models.Sequential([layers.Input((4, 4, 1)), layers.Conv2D(2, 3, name="maps"), layers.Flatten()])
    Image.new("L", (4, 4), 200).save(tmp_path / "a.png")
    gallery = Gallery()
    with qtbot.waitSignal(gallery.serving, timeout=60_000) as told:
        gallery.start(lambda: Probe.of_model(model, "net", ModelCard()), tmp_path)
    with urllib.request.urlopen(told.args[0] + "inputs", timeout=10) as answer:
        assert json.load(answer) == ["a.png"]
    with urllib.request.urlopen(told.args[0] + "layer/maps/a.png", timeout=10) as answer:
        assert len(json.load(answer)) == 2
    gallery.close()
    assert not gallery.running


def test_a_folder_without_pictures_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    model = models.Sequential([layers.Input((4, 4, 1)), layers.Flatten()])
    gallery = Gallery()
    with qtbot.waitSignal(gallery.failed, timeout=60_000) as told:
        gallery.start(lambda: Probe.of_model(model, "net", ModelCard()), tmp_path)
    assert "holds no pictures" in told.args[0]
    gallery.close()
