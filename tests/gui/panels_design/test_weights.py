"""The weights of the selected layer as figures, histogram and pictures (rows 29 and 89)."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QSpinBox

from layerloom import layers, models
from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec
from layerloom_studio import theme
from layerloom_studio.document import Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import AddNode, SetConfig, SetSettings
from layerloom_studio.document.files import from_json
from layerloom_studio.panels.weights import WeightsPanel
from layerloom_studio.panels.weights.picture import Colours, channels_of, draw
from layerloom_studio.runs.weights import Weights

COLOURS = Colours((0, 0, 255), (255, 255, 255), (255, 0, 0))


@pytest.fixture
def panel(qtbot):
    model = models.Sequential(
        [layers.Input((8, 8, 3)), layers.Conv2D(5, 3, name="conv"), layers.Flatten(name="flat"),
         layers.Dense(4, name="answer")]
    )  # fmt: skip
    project = Project()
    for name, kind in (("conv", "Conv2D"), ("flat", "Flatten"), ("answer", "Dense")):
        project.apply(AddNode(LayerSpec(kind, name, {}), (0, 0)))
    panel = WeightsPanel(project)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.close_tasks())
    panel.resize(320, 700)
    panel.show()
    panel.set_source(lambda: Weights.of_model(model, "net.h5"))
    return panel


def select(panel, qtbot, name):
    panel.show_nodes([name])
    qtbot.waitUntil(lambda: not panel.busy)


def test_row_89_figures_of_every_weight(panel, qtbot):
    select(panel, qtbot, "conv")
    rows = [[panel.table.item(row, column).text() for column in range(3)] for row in range(2)]
    assert rows == [["kernel", "3 × 3 × 3 × 5", "float32"], ["bias", "5", "float32"]]
    assert panel.table.item(1, 3).text() == "0"
    notes = panel.findChild(QLabel, "weights.notes").text()
    assert "135 values" in notes
    assert "0 of 5 units are dead" in notes


def test_row_89_filters_of_pictures_are_in_colour_or_by_channel(panel, qtbot):
    select(panel, qtbot, "conv")
    channel = panel.findChild(QSpinBox, "weights.channel")
    assert channel.isVisible()
    assert channel.text() == "colour"
    before = panel.grab().toImage()
    channel.setValue(2)
    assert panel.grab().toImage() != before
    select(panel, qtbot, "answer")
    assert not channel.isVisible()
    assert panel.findChild(QLabel, "weights.caption").text() == "4 units down, 180 inputs across"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_row_89_both_themes_paint(panel, qtbot, name):
    theme.set_theme(name)
    select(panel, qtbot, "answer")
    colours = {panel.grab().toImage().pixelColor(x, 300).name() for x in range(10, 300, 3)}
    theme.set_theme("light")
    assert len(colours) > 20


def test_25_a_panel_behind_others_makes_no_weights_while_one_draws(qtbot, monkeypatch):
    made = []

    def of_drawing(*given):
        made.append(given)
        raise LayerloomError("not in this test")

    monkeypatch.setattr(Weights, "of_drawing", of_drawing)
    project, window = Project(), QMainWindow()
    panel, front = WeightsPanel(project), QDockWidget()
    behind = QDockWidget()
    behind.setWidget(panel)
    front.setWidget(QLabel("front"))
    for dock in (behind, front):
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.tabifyDockWidget(behind, front)
    qtbot.addWidget(window)
    window.show()
    front.raise_()
    qtbot.waitUntil(lambda: front.widget().visibleRegion().boundingRect().isValid())
    project.apply(chain(project, parse_chain("in 4 > dense 3")).edit)
    panel.show_nodes(["dense"])
    panel._make_anew()
    assert not panel.busy
    assert made == []
    behind.raise_()
    qtbot.waitUntil(lambda: bool(made) and not panel.busy)


def test_the_weights_of_a_drawing_that_learned_nothing_are_those_its_training_begins_with(qtbot):
    model = models.Sequential([layers.Input((4,), name="in"), layers.Dense(3, name="answer")])
    project = Project(from_json(json.loads(model.to_json())))
    panel = WeightsPanel(project)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.close_tasks())
    panel.resize(320, 700)
    panel.show()
    select(panel, qtbot, "answer")
    assert panel.findChild(QLabel, "weights.title").text() == "answer, as in the drawing, not trained yet"
    assert panel.table.item(0, 1).text() == "4 × 3"
    first = panel.table.item(0, 3).text()
    project.apply(SetConfig("answer", {"units": 5}))
    qtbot.waitUntil(lambda: panel.table.item(0, 1).text() == "4 × 5" and not panel.busy)
    project.apply(SetConfig("answer", {"units": 3}))
    qtbot.waitUntil(lambda: panel.table.item(0, 1).text() == "4 × 3" and not panel.busy)
    assert panel.table.item(0, 3).text() == first  # the seed says so
    project.apply(SetSettings("training", {**project.training, "seed": 7}))
    qtbot.waitUntil(lambda: panel.table.item(0, 3).text() not in (first, "…") and not panel.busy)


def test_row_29_without_weights_a_sentence_says_so(panel, qtbot):
    select(panel, qtbot, "flat")
    texts = [label.text() for label in panel.currentWidget().findChildren(QLabel)]
    assert "“flat” has no weights" in texts
    panel.set_source(None)
    texts = [label.text() for label in panel.currentWidget().findChildren(QLabel)]
    assert "No weights yet" in texts


def test_a_file_that_cannot_be_read_is_told(panel, qtbot):
    def load():
        raise OSError("gone")

    panel.set_source(load)
    panel.show_nodes(["conv"])
    qtbot.waitUntil(lambda: not panel.busy)
    texts = " ".join(label.text() for label in panel.currentWidget().findChildren(QLabel))
    assert "gone" in texts


@pytest.mark.parametrize("layout", ["", "depthwise", "transposed"])
@pytest.mark.parametrize(
    "shape", [(3, 3, 1, 7), (3, 3, 4, 7), (20, 6), (6, 20), (5, 4, 3), (9,), (1, 1, 4, 8)]
)
def test_every_pixel_knows_its_weight(shape, layout):
    array = np.arange(np.prod(shape), dtype=np.float32).reshape(shape) - 5
    picture = draw(array, COLOURS, layout=layout)
    height, width = picture.pixels.shape[:2]
    for y in range(height):
        for x in range(width):
            index = picture.index(x, y)
            assert (index is None) == (picture.pixels[y, x, 3] == 0)
            if index is not None:
                strength = array[index] / np.abs(array).max()
                assert picture.pixels[y, x, 1] == pytest.approx(255 * (1 - abs(strength)), abs=1.01)


@pytest.mark.parametrize(
    "layout, caption, channels",
    [("", "7 filters of 3", 4), ("depthwise", "28 filters of 3", 1), ("transposed", "4 filters of 3", 7)],
)
def test_row_89_filters_are_what_leads_to_one_output(layout, caption, channels):
    kernel = np.ones((3, 3, 4, 7), np.float32)
    assert draw(kernel, COLOURS, layout=layout).caption.startswith(caption)
    assert channels_of(kernel, layout) == channels


def test_a_matrix_of_millions_is_shown_by_its_strongest():
    array = np.zeros((3, 5000), np.float32)
    array[1, 4321] = -2
    picture = draw(array, COLOURS)
    assert picture.pixels.shape == (3, 1024, 4)
    assert (picture.pixels[1, :, 1] == 0).sum() == 1
    assert draw(np.zeros(1), COLOURS) is None
    assert draw(np.array(["a", "b"]), COLOURS) is None
