"""Exports (gui.md 26, 102): the drawing as a picture on light paper, as code, as architecture and as a table."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from layerloom.models import model_from_json, model_from_yaml
from layerloom_studio import theme


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


def test_an_empty_drawing_has_nothing_to_export(window):
    for name in ("export_picture", "export_code", "export_architecture", "export_summary"):
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
