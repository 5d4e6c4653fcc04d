"""Exports (gui.md 26, 102, 103): the drawing as a picture on light paper, as code, as architecture and as a table."""

from __future__ import annotations

import contextlib
import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
import yaml
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from layerloom import layers, models
from layerloom.models import model_from_json, model_from_yaml
from layerloom_studio import theme
from layerloom_studio.canvas import picture
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import SetConfig
from layerloom_studio.document.files import to_json
from layerloom_studio.document.nesting import grouping
from layerloom_studio.runs.card import ModelCard, read_card
from layerloom_studio.runs.weights import Weights


@pytest.fixture
def exporter(window, project_file):
    window.open_path(project_file)
    return window.exporter


def texts_of(svg: Path) -> str:
    return " ".join(text for element in ET.parse(svg).iter() if (text := (element.text or "").strip()))


def test_row_26_svg_holds_every_name_and_shape(exporter, tmp_path):
    exporter.save_picture(tmp_path / "drawing.svg")
    texts = texts_of(tmp_path / "drawing.svg")
    for word in ("image", "flatten", "answer", "Dense", "8 × 8 × 1", "650 params"):
        assert word in texts


def test_row_26_and_113_a_picture_is_the_same_whatever_size_of_texts_the_window_has(exporter, tmp_path):
    exporter.save_picture(tmp_path / "usual.svg")
    theme.set_text_size(200)
    try:
        exporter.save_picture(tmp_path / "large.svg")
        assert theme.text_size() == 200
    finally:
        theme.set_text_size(100)
    assert texts_of(tmp_path / "large.svg") == texts_of(tmp_path / "usual.svg")


def test_row_26_texts_of_an_svg_keep_their_room_whatever_fonts_its_reader_has(exporter, tmp_path):
    exporter.save_picture(tmp_path / "drawing.svg")
    texts = [item for item in ET.parse(tmp_path / "drawing.svg").iter() if item.tag.endswith("text")]
    assert texts
    assert all(0 < float(item.get("textLength")) < 170 for item in texts)
    assert all(item.get("font-family").endswith(",sans-serif") for item in texts)


def test_row_26_png_shows_the_whole_drawing_on_light_paper_also_in_the_dark(window, exporter, tmp_path):
    theme.set_theme("dark")
    window.canvas.set_zoom(0.1)  # what the window shows plays no part
    window.canvas.select(["flatten"])
    exporter.save_picture(tmp_path / "drawing.png")
    picture = QImage(str(tmp_path / "drawing.png"))
    area = window.canvas.scene().contents_rect()
    assert picture.width() == pytest.approx(2 * (area.width() + 64), abs=2)
    assert picture.height() == pytest.approx(2 * (area.height() + 64), abs=2)
    assert picture.pixelColor(2, 2).name() == theme.LIGHT.canvas.name()
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 4) for y in range(0, 400, 4)
    }
    assert theme.LIGHT.node.name() in colours
    assert theme.LIGHT.selection.name() not in colours
    assert window.canvas.selected() == ["flatten"]
    assert theme.current() is theme.DARK


def test_row_26_pdf_is_one_page(exporter, tmp_path):
    exporter.save_picture(tmp_path / "drawing.pdf")
    data = (tmp_path / "drawing.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/Count 1" in data


@contextlib.contextmanager
def full_disk():
    """No file can grow beyond some bytes, as where a disk is full."""
    if sys.platform == "win32":
        pytest.skip("Windows knows no limit of the size of files")
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    "save, name",
    [
        ("picture", "net.png"),
        ("picture", "net.svg"),
        ("picture", "net.pdf"),
        ("code", "net.py"),
        ("architecture", "net.json"),
        ("summary", "net.txt"),
    ],
)
def test_a_full_disk_leaves_the_old_file(exporter, tmp_path, save, name):
    (tmp_path / name).write_text("the old one")
    with full_disk(), pytest.raises(OSError, match="large"):
        getattr(exporter, f"save_{save}")(tmp_path / name)
    assert (tmp_path / name).read_text() == "the old one"
    assert not list(tmp_path.glob(".net*"))


def test_a_picture_that_there_is_no_memory_for_leaves_the_old_file(exporter, tmp_path, monkeypatch):
    monkeypatch.setattr(picture, "QImage", type("NoImage", (QImage,), {"isNull": lambda image: True}))
    (tmp_path / "net.png").write_text("the old one")
    with pytest.raises(OSError, match="memory"):
        exporter.save_picture(tmp_path / "net.png")
    assert (tmp_path / "net.png").read_text() == "the old one"


def test_row_102_code_builds_the_network(exporter, tmp_path):
    exporter.save_code(tmp_path / "net.py")
    scope: dict = {}
    code = (
        (tmp_path / "net.py")
        .read_text()
        .replace("from keras", "from layerloom")
        .replace("import keras", "import layerloom as keras")
    )
    exec(code, scope)
    made = next(
        value for value in scope.values() if hasattr(value, "count_params") and hasattr(value, "layers")
    )
    assert made.count_params() == 650


@pytest.mark.parametrize(
    "name, read, revive",
    [("net.json", json.loads, model_from_json), ("net.yaml", yaml.safe_load, model_from_yaml)],
)
def test_architecture_alone(exporter, tmp_path, name, read, revive):
    exporter.save_architecture(tmp_path / name)
    text = (tmp_path / name).read_text()
    assert not {"canvas", "data", "training", "callbacks"} & set(read(text))
    assert revive(text).count_params() == 650


def test_summary(exporter, tmp_path):
    exporter.save_summary(tmp_path / "net.txt")
    assert "Parameters: 650" in (tmp_path / "net.txt").read_text()


@pytest.mark.parametrize(
    "command, chosen, kind, written",
    [
        ("export_picture", "mine", "SVG drawing (*.svg)", "mine.svg"),
        ("export_picture", "mine.pdf", "PNG picture (*.png)", "mine.pdf"),
        ("export_code", "mine", "Python (*.py)", "mine.py"),
        ("export_script", "train", "Python (*.py)", "train.py"),
        ("export_architecture", "mine.yml", "Keras JSON (*.json)", "mine.yml"),
        ("export_summary", "mine.txt", "Text (*.txt)", "mine.txt"),
    ],
)
def test_the_menu_asks_for_a_file_and_remembers_its_folder(
    window, exporter, tmp_path, monkeypatch, command, chosen, kind, written
):
    asked = []

    def answer(_parent, _title, start, _kinds):
        asked.append(Path(start))
        return str(tmp_path / chosen), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    action = window.actions_by_name[command]
    action.trigger()
    action.trigger()
    assert (tmp_path / written).is_file()
    assert asked[1].parent == tmp_path
    assert asked[1].name.startswith("small.")
    assert window.status_bar.currentMessage() == f"Exported {written}."


def test_an_unwritable_place_is_told_in_a_sentence(window, exporter, tmp_path, monkeypatch):
    told = []
    (tmp_path / "folder.svg").mkdir()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "folder.svg"), "SVG drawing (*.svg)")
    )
    monkeypatch.setattr(
        "layerloom_studio.main_window.dialogs.show_error", lambda _parent, text: told.append(text)
    )
    window.actions_by_name["export_picture"].trigger()
    assert told == [f"{tmp_path / 'folder.svg'}: cannot be written (a folder has this name)."]


@pytest.mark.parametrize("learned", [False, True])
def test_row_103_the_network_is_exported_as_onnx_with_what_it_has_learned(
    window, exporter, tmp_path, monkeypatch, learned
):
    import onnx

    model = model_from_json(json.dumps(to_json(window.project.content())))
    arrays = [np.full(array.shape, 0.5, "float32") for array in model.get_weights()]
    model.set_weights(arrays)
    if learned:
        window.workshop._show_weights(lambda: Weights.of_model(model, "the test"), None)
    path = tmp_path / "net.onnx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), "ONNX (*.onnx)"))
    window.actions_by_name["export_onnx"].trigger()
    written = onnx.load(path)
    onnx.checker.check_model(written)
    values = [onnx.numpy_helper.to_array(item) for item in written.graph.initializer]
    assert any(np.all(value == 0.5) and value.size == 640 for value in values) == learned
    told = window.status_bar.currentMessage()
    assert told.startswith("Exported net.onnx with ")
    assert ("the test" in told) == learned


@pytest.mark.parametrize("name", ["net.keras", "net.h5", "net.weights.h5"])
def test_an_opened_model_is_written_in_another_form_with_weights_and_classes(
    window, tmp_path, monkeypatch, name
):
    network = [layers.Input((4,)), layers.Dense(3, activation="softmax", name="answer")]
    model = models.Sequential(network)
    model.save(tmp_path / "given.h5", metadata=ModelCard(classes=("a", "b", "c")).to_json())
    assert window.open_path(tmp_path / "given.h5")
    path = tmp_path / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), "Keras model (*.keras)"))
    window.actions_by_name["export_model"].trigger()
    assert window.status_bar.currentMessage() == f"Exported {name} with the weights of given.h5."
    if name == "net.weights.h5":
        twin = models.clone_model(model)
        twin.load_weights(path)
    else:
        twin = models.load_model(path)
        assert read_card(path).classes == ("a", "b", "c")
    x = np.eye(4, dtype="float32")
    np.testing.assert_array_equal(twin.predict(x, verbose=0), model.predict(x, verbose=0))


def test_row_103_what_stands_against_onnx_is_said_before_a_file_is_asked_for(window, exporter, monkeypatch):
    told = []
    monkeypatch.setattr(
        "layerloom_studio.main_window.dialogs.show_error", lambda _parent, text: told.append(text)
    )
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked for a file"))
    window.stack.push(SetConfig("answer", {"units": -1}), "Break")
    window.actions_by_name["export_onnx"].trigger()
    assert "First solve this problem" in told[-1]
    monkeypatch.setattr("layerloom_studio.runs.model_file.importlib.util.find_spec", lambda name: None)
    window.actions_by_name["export_onnx"].trigger()
    assert 'pip install "layerloom[onnx]"' in told[-1]


def test_the_train_button_is_judged_by_the_whole_network_while_a_group_is_open(window, exporter):
    project, train = window.project, window.actions_by_name["train"]
    window.stack.push(chain(project, parse_chain("d 4"), ["flatten"]).edit, "Add")
    window.stack.push(grouping(project, ["dense"], "block"), "Group")
    window.stack.push(SetConfig("answer", {"units": -1}), "Break")
    assert not train.isEnabled()
    project.open_groups(["block"])
    assert project.analysis.errors == []
    assert not train.isEnabled(), "what is wrong stands outside the open group"
    assert "answer" in train.toolTip()
    project.open_groups([])
    window.stack.undo()
    project.open_groups(["block"])
    assert train.isEnabled()


def test_an_empty_drawing_has_nothing_to_export(window):
    for name in (
        "export_picture",
        "export_code",
        "export_script",
        "export_architecture",
        "export_model",
        "export_onnx",
        "export_summary",
    ):
        assert not window.actions_by_name[name].isEnabled()
        assert "Nothing to export yet" in window.actions_by_name[name].toolTip()


def test_row_26_pictures_in_the_windows_colours_and_large_ones(window, exporter, tmp_path, monkeypatch):
    theme.set_theme("dark")
    exporter.save_picture(tmp_path / "small.png")
    for name in ("export_in_colours", "export_large"):
        window.actions_by_name[name].trigger()
    exporter.save_picture(tmp_path / "large.png")
    small, large = QImage(str(tmp_path / "small.png")), QImage(str(tmp_path / "large.png"))
    assert large.width() == pytest.approx(2 * small.width(), abs=2)
    assert small.pixelColor(2, 2).name() == theme.LIGHT.canvas.name()
    assert large.pixelColor(2, 2).name() == theme.DARK.canvas.name()
    assert window.settings.text("export_large") == "on"
