"""What layers make of a sample before anything is trained (000-20), and Quiver's page of all of them (003-50)."""

import json
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from layerloom import layers, models
from layerloom.errors import LayerloomError
from layerloom_studio.document.edits import SetConfig, SetSettings
from layerloom_studio.document.files import from_json, to_json
from layerloom_studio.document.project import Project
from layerloom_studio.panels.gallery import Gallery
from layerloom_studio.panels.weights import OutputsPanel
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.probing import Look, Probe


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


def test_edits_make_one_model_at_a_time(
    qtbot: QtBot, panel: OutputsPanel, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, most, may_go_on, of_drawing = [], [], threading.Event(), Probe.of_drawing

    def slow(*args: Any) -> Probe:
        going.append(args)
        most.append(len(going))
        may_go_on.wait(60)
        going.pop()
        return of_drawing(*args)

    monkeypatch.setattr(Probe, "of_drawing", slow)
    panel._settle.setInterval(0)
    panel.show_nodes([node_of(project, "answer")])
    qtbot.waitUntil(lambda: len(most) == 1)
    for units in (4, 5, 6):
        project.apply(SetConfig("answer", {"units": units}))
        qtbot.waitUntil(lambda: not panel._settle.isActive())
    assert most == [1]
    may_go_on.set()
    qtbot.waitUntil(lambda: panel.look is not None and panel.look.output.shape == (6,), timeout=60_000)
    assert most == [1, 1]


def test_a_layer_that_is_refused_is_never_shown_with_another_ones_picture(
    qtbot: QtBot, panel: OutputsPanel, project: Project
) -> None:
    class Half(Probe):
        def look(self, layer: str, *which: Any) -> Look:
            if layer == "flat":
                raise LayerloomError("No such output.")
            return super().look(layer, *which)

    def load(cancelled: Callable[[], bool]) -> Probe:
        probe = Probe.of_drawing(to_json(project.content()), "the test", cancelled)
        probe.__class__ = Half
        return probe

    panel.set_source(load)
    panel.show_nodes([node_of(project, "answer")])
    qtbot.waitUntil(lambda: panel.look is not None and panel.currentIndex() == 1, timeout=60_000)
    panel.show_nodes([node_of(project, "flat")])
    qtbot.waitUntil(lambda: not panel.busy)
    for shown in (True, False, True):
        panel.setVisible(shown)
        assert (panel.look, panel.currentIndex()) == (None, 0)
    panel.show_nodes([node_of(project, "answer")])
    qtbot.waitUntil(lambda: panel.look is not None and panel.currentIndex() == 1, timeout=60_000)


def test_another_layer_is_asked_for_while_the_data_are_read_without_waiting(
    qtbot: QtBot, panel: OutputsPanel, project: Project
) -> None:
    here, may_go_on, asked = threading.get_ident(), threading.Event(), []

    def load(cancelled: Callable[[], bool]) -> Probe:
        asked.append(threading.get_ident())
        while not may_go_on.wait(0.01):
            if cancelled():
                raise LayerloomError("cancelled")
        return Probe.of_drawing(to_json(project.content()), "the test", cancelled)

    panel.set_source(load)
    panel.show_nodes([node_of(project, "answer")])
    panel.show_nodes([node_of(project, "flat")])  # which would wait for ever, were it to wait
    may_go_on.set()
    qtbot.waitUntil(lambda: panel.look is not None and panel.look.output.shape == (64,), timeout=60_000)
    assert len(asked) == 1
    assert asked[0] != here


def test_data_that_are_not_wanted_any_more_are_not_read_to_their_end(
    qtbot: QtBot, panel: OutputsPanel, project: Project
) -> None:
    ended = threading.Event()

    def load(cancelled: Callable[[], bool]) -> Probe:
        while not cancelled():
            ended.wait(0.01)
        ended.set()
        raise LayerloomError("cancelled")

    panel.set_source(load)
    panel.show_nodes([node_of(project, "answer")])
    panel.set_source(None)
    assert ended.wait(60)
    qtbot.waitUntil(lambda: panel.look is not None, timeout=60_000)  # of the drawing


def test_all_layers_are_served_for_the_pictures_of_a_folder(qtbot: QtBot, tmp_path: Path) -> None:
    model = models.Sequential([layers.Input((4, 4, 1)), layers.Conv2D(2, 3, name="maps"), layers.Flatten()])
    Image.new("L", (4, 4), 200).save(tmp_path / "a.png")
    gallery = Gallery()
    with qtbot.waitSignal(gallery.serving, timeout=60_000) as told:
        gallery.start(lambda _cancelled: Probe.of_model(model, "net", ModelCard()), tmp_path)
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
        gallery.start(lambda _cancelled: Probe.of_model(model, "net", ModelCard()), tmp_path)
    assert "holds no pictures" in told.args[0]
    gallery.close()
