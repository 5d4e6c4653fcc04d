"""Models of Teachable Machine in the window: opened, with the names of their classes, and asked about a picture."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit
from tests.core.saving.tfjs_files import of_h5

from layerloom import Input, Sequential, layers
from layerloom_studio.panels.predict.closer import CloserLook

LABELS = ["고양이", "Big Dog", "other"]
EDGE = 224


@pytest.fixture(scope="module")
def model() -> Sequential:
    part = Sequential(
        [Input((EDGE, EDGE, 3)), layers.Conv2D(4, 16, strides=16), layers.GlobalAveragePooling2D()]
    )
    head = Sequential([Input((4,)), layers.Dense(3, activation="softmax", use_bias=False)])
    model = Sequential([Input((EDGE, EDGE, 3)), part, head])
    rng = np.random.default_rng(2)
    model.set_weights([rng.normal(0, 0.5, array.shape) for array in model.get_weights()])
    return model


def for_keras(model: Sequential, folder: Path, labels: list[str]) -> Path:
    model.save(folder / "keras_model.h5", for_keras=2)
    text = "".join(f"{number} {name}\r\n" for number, name in enumerate(labels))
    (folder / "labels.txt").write_text(text, encoding="utf-8-sig")
    return folder / "keras_model.h5"


def for_tfjs(model: Sequential, folder: Path, labels: list[str]) -> Path:
    model.save(folder / "m.h5", for_keras=2)
    path = of_h5(folder / "m.h5", folder, cut=1000)
    (folder / "m.h5").unlink()
    about = {"packageName": "@teachablemachine/image", "labels": labels, "imageSize": EDGE}
    (folder / "metadata.json").write_text(json.dumps(about))
    return path


def text_of(panel, kind, name):
    found = panel.findChild(kind, f"predict.{name}")
    return found.toPlainText() if kind is QPlainTextEdit else found.text()


@pytest.mark.parametrize("make", [for_keras, for_tfjs])
def test_they_are_opened_and_asked(window, qtbot, model, make, tmp_path):
    path = make(model, tmp_path, LABELS)
    picture = np.random.default_rng(1).integers(0, 256, (EDGE, 300, 3), "uint8")
    Image.fromarray(picture).save(tmp_path / "picture.png")
    assert window.open_path(path)
    assert window.mode == "predict"
    panel = window.workshop.predict
    qtbot.waitUntil(lambda: panel.model_path == path, timeout=60_000)
    assert text_of(panel, QLabel, "model") == path.name
    assert "3 classes" in text_of(panel, QLabel, "facts")
    assert text_of(panel, QPlainTextEdit, "classes").split("\n") == LABELS
    fitting = text_of(panel, QLabel, "fitting_text")
    assert "224 × 224" in fitting
    assert "values -1 to 1" in fitting
    panel.classify([tmp_path / "picture.png"])
    qtbot.waitUntil(lambda: bool(panel.rows) and not panel.busy, timeout=60_000)
    (found,) = panel.rows
    middle = picture[:, 38:262].astype("float32") / 127.5 - 1
    answer = dict(zip(LABELS, model.predict(middle[None], verbose=0)[0], strict=True))
    assert dict(found.row.ranking) == pytest.approx(answer, abs=1e-5)
    closer = panel.findChild(CloserLook)
    qtbot.waitUntil(lambda: closer.has_heat, timeout=60_000)
    layer = panel.findChild(QComboBox, "predict.closer.layer")
    part = model.layers[0]
    assert (layer.currentText(), layer.currentData()) == (
        part.layers[0].name,
        f"{part.name}/{part.layers[0].name}",
    )


def test_labels_of_another_number_of_classes_are_not_taken(window, qtbot, model, tmp_path):
    path = for_keras(model, tmp_path, LABELS[:2])
    assert window.open_path(path)
    panel = window.workshop.predict
    qtbot.waitUntil(lambda: panel.model_path == path, timeout=60_000)
    assert text_of(panel, QPlainTextEdit, "classes").split("\n") == ["0", "1", "2"]


def test_a_document_of_it_is_not_written_over_it(window, qtbot, model, tmp_path):
    path = for_tfjs(model, tmp_path, LABELS)
    assert window.open_path(path)
    assert window.project.path is None
    assert [spec.class_name for spec in window.project.architecture.layers.values()].count("Sequential") == 2


@pytest.mark.parametrize(
    "spoil, words",
    [
        (lambda folder: (folder / "group1-shard1of13.bin").unlink(), "not in the same folder"),
        (lambda folder: (folder / "group1-shard1of13.bin").write_bytes(b"x"), "copy or download them again"),
        (lambda folder: (folder / "model.json").write_text('{"format": "graph-model", "modelTopology": {}}'), "graph"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told(window, model, tmp_path, spoil, words):
    path = for_tfjs(model, tmp_path, LABELS)
    assert (tmp_path / "group1-shard1of13.bin").exists(), sorted(tmp_path.iterdir())
    spoil(tmp_path)
    assert not window.open_path(path)
    (box,) = [
        box
        for box in QApplication.topLevelWidgets()
        if box.objectName() == "dialog.error" and box.isVisible()
    ]
    assert words in box.text()
    assert not window.project.architecture.nodes
