"""Fitting the drawing to the data where no Input has been drawn, and the button that is always in sight."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.files import read_project
from layerloom_studio.document.project import Project
from layerloom_studio.panels.data.fitting_model import plan_fitting
from layerloom_studio.panels.data.panel import DataPanel
from layerloom_studio.resources import asset
from layerloom_studio.runs.data import load_data
from layerloom_studio.undo import DocumentStack


def test_34_an_input_that_is_missing_is_added_before_the_layers() -> None:
    project = Project()
    project.apply(chain(project, parse_chain("flat > dense 3"), None).edit)
    plan = plan_fitting(project, load_data({"source": "iris", "validation_split": 0.2, "seed": 0}))
    assert plan.words[0] == "new Input layer of 4"
    inverse = project.apply(plan.edit())
    assert project.analysis.problems == []
    assert [node.id for node in project.architecture.inputs] == ["input_layer"]
    project.apply(inverse)
    assert project.architecture.inputs == []


def test_36_the_button_is_seen_without_scrolling_with_a_folder_of_images(qtbot, tmp_path) -> None:
    project = Project()
    project.apply(SetSettings("data", {**project.data, "source": "folder", "path": str(tmp_path)}))
    panel = DataPanel(project, DocumentStack(project))
    qtbot.addWidget(panel)
    panel.resize(1280, 640)
    panel.show()
    button = panel.findChild(QPushButton, "data.fit")
    assert button is not None
    bottom = button.mapTo(panel, QPoint(0, button.height())).y()
    assert button.visibleRegion().boundingRect().height() == button.height()
    assert bottom <= panel.height()
    panel.close_tasks()


def test_36_pictures_without_channels_keep_the_axis_that_the_layers_want(tmp_path) -> None:
    path = tmp_path / "grey.npz"
    np.savez(path, x=np.zeros((9, 12, 12), np.float32), y=np.arange(9) % 3)
    project = Project(read_project(asset("projects", "digits.layerloom.json")))
    plan = plan_fitting(project, load_data({"source": "file", "path": str(path)}))
    project.apply(plan.edit())
    assert project.architecture.layers["image"].config["batch_shape"] == [None, 12, 12, 1]
    assert project.analysis.errors == []


def test_38_every_value_of_a_sample_gets_a_unit(tmp_path) -> None:
    path = tmp_path / "two.npz"
    np.savez(path, x=np.zeros((9, 4), np.float32), y=np.linspace(0, 1, 18).reshape(9, 2))
    project = Project()
    project.apply(chain(project, parse_chain("in 4 > dense 3 softmax"), None).edit)
    data = load_data({"source": "file", "path": str(path)})
    plan = plan_fitting(project, data)
    assert plan.words == ("dense with 2 units, linear", "loss mean_squared_error")
    project.apply(plan.edit())
    assert plan_fitting(project, data).edits == ()


def test_38_one_class_alone_is_told(tmp_path) -> None:
    path = tmp_path / "one.npz"
    np.savez(path, x=np.zeros((9, 4), np.float32), y=np.zeros(9, int))
    project = Project()
    project.apply(chain(project, parse_chain("in 4 > dense 3 softmax"), None).edit)
    plan = plan_fitting(project, load_data({"source": "file", "path": str(path)}))
    assert plan.refusal.startswith("All samples are of one class")
