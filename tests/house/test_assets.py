"""What the program brings along: icons, templates, the digits project and the samples."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from layerloom.declaration import registry
from layerloom_studio.document.files import from_json, read_project, to_json
from layerloom_studio.document.project import Project
from layerloom_studio.resources import asset
from layerloom_studio.runs.job import Job
from layerloom_studio.training.checks import check_data, project_ports

ICONS = sorted(asset("icons").glob("*.svg"))
TEMPLATES = sorted(asset("templates").glob("*.json"))
PROJECTS = [*TEMPLATES, *sorted(asset("projects").glob("*.json"))]


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", ICONS, ids=name)
def test_icons_are_plain_drawings_in_the_colour_of_the_theme(path: Path) -> None:
    text = path.read_text("utf-8")
    root = ET.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert {element.tag.partition("}")[2] for element in root.iter()} <= {
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
    }
    if path.stem != "app":
        assert root.get("viewBox") == "0 0 24 24"
        assert "currentColor" in text
        assert "#" not in text


@pytest.mark.parametrize(
    "icon",
    [
        "data",
        "design",
        "train",
        "predict",
        "play",
        "pause",
        "stop",
        "new",
        "open",
        "save",
        "undo",
        "redo",
        "fit",
    ],
)
def test_modes_and_actions_have_an_icon(icon: str) -> None:
    assert asset("icons", f"{icon}.svg") in ICONS


def test_every_category_of_layers_has_an_icon() -> None:
    import layerloom.layers  # noqa: F401 - registers the layers

    categories = {entry.category for entry in registry.entries("layer") if entry.category}
    assert {
        category for category in categories if not asset("icons", f"{category.lower()}.svg").is_file()
    } == set()


@pytest.mark.parametrize("path", PROJECTS, ids=name)
def test_projects_open_without_problems_and_can_be_trained_at_once(path: Path) -> None:
    project = Project(read_project(path), path)
    assert project.analysis.problems == []
    job = Job.from_project(to_json(project.content()))
    check_data(job, *project_ports(project))


@pytest.mark.parametrize("path", PROJECTS, ids=name)
def test_projects_are_written_as_the_program_writes_them(path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    written = to_json(from_json(data))
    assert {key: value for key, value in data.items() if key != "about"} == {
        key: written[key] for key in data if key != "about"
    }
    assert set(data["about"]) == {"title", "text"}


@pytest.mark.parametrize("path", PROJECTS, ids=name)
def test_real_keras_opens_projects_as_they_are(path: Path) -> None:
    import keras

    model = keras.models.model_from_json(path.read_text("utf-8"))
    assert model.output_shape in ((None, 10), (None, 3), model.input_shape)


def test_the_digits_project_stops_early_and_keeps_the_best() -> None:
    project = read_project(asset("projects", "digits.layerloom.json"))
    assert [item["class_name"] for item in project.callbacks] == ["EarlyStopping", "ModelCheckpoint"]
    assert project.callbacks[1]["config"]["save_best_only"] is True
    assert project.data["held_out"] == 2


def test_there_are_two_samples_of_each_digit() -> None:
    samples = sorted(asset("samples").glob("*.png"))
    assert [path.name[0] for path in samples] == sorted("0123456789" * 2)
    for path in samples:
        with Image.open(path) as image:
            assert (image.mode, image.size) == ("L", (64, 64))
