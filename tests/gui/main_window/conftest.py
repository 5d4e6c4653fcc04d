"""A window, and a small project file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from layerloom.graph import LayerSpec, Ref
from layerloom_studio import theme
from layerloom_studio.document.content import Content
from layerloom_studio.document.files import write_project
from layerloom_studio.main_window import MainWindow


@pytest.fixture
def window(qtbot, settings):
    window = MainWindow(settings)
    qtbot.addWidget(window, before_close_func=lambda w: w.project.set_modified(False))
    window.resize(1280, 800)
    window.show()
    yield window
    for box in QApplication.topLevelWidgets():
        if box.objectName().startswith("dialog."):
            box.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # closed windows need no theme
    theme.set_theme("light")


@pytest.fixture
def content() -> Content:
    content = Content()
    architecture = content.architecture
    architecture.add(LayerSpec("InputLayer", "image", {"batch_shape": [None, 8, 8, 1], "name": "image"}))
    architecture.add(LayerSpec("Flatten", "flatten", {"name": "flatten"}), [Ref("image")])
    config = {"name": "answer", "units": 10, "activation": "softmax"}
    architecture.add(LayerSpec("Dense", "answer", config), [Ref("flatten")])
    architecture.outputs = [Ref("answer")]
    return content


@pytest.fixture
def project_file(tmp_path, content):
    path = tmp_path / "small.layerloom.json"
    write_project(content, path)
    return path
