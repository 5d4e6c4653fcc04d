"""The first journey: draw a network, watch it learn digits, keep the best, classify images with the saved file."""

from __future__ import annotations

import json

import h5py
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

CTRL = Qt.KeyboardModifier.ControlModifier


def test_draw_train_stop_save_reload_classify(person, sample_images, tmp_path):
    window = person.window
    project = window.project
    # A blank canvas.
    person.click("start.new")
    assert window.mode == "design"

    # Input by dragging; its shape by typing; three more layers by a click, already wired.
    person.drag_from_palette("Input", QPoint(380, 60))
    person.type_into("form.shape", "8, 8, 1")
    for title in ("Conv2D", "MaxPooling2D", "Flatten"):
        person.click_layer_in_palette(title)
    assert [edge.target for edge in project.edges()] == ["conv2d", "max_pooling2d", "flatten"]
    person.click_node("conv2d")
    person.type_into("form.filters", "16")
    person.type_into("form.kernel_size", "3")
    person.choose("form.activation", "relu")

    # The last layer by dragging it in and drawing the edge from port to port.
    flatten = person.port("flatten", "out")
    person.drag_from_palette("Dense", QPoint(flatten.x() - 230, flatten.y() - 150))
    assert project.analysis.problems
    person.drag_on_canvas(person.port("flatten", "out"), person.port("dense", "in"))
    person.type_into("form.units", "10")
    person.choose("form.activation", "softmax")
    assert project.analysis.problems == []
    assert project.analysis.nodes["dense"].output_shapes == [(None, 10)]

    # Undo everything, redo everything: the same drawing.
    drawn = project.content()
    while window.stack.canUndo():
        person.press(Qt.Key.Key_Z, CTRL)
    assert not project.architecture.nodes
    while window.stack.canRedo():
        person.press(Qt.Key.Key_Y, CTRL)
    assert project.content() == drawn

    # Train with EarlyStopping and checkpoints.
    person.press(Qt.Key.Key_3, CTRL)
    assert window.mode == "train"
    person.click_tab("Callbacks")
    person.click("callbacks.EarlyStopping")
    person.click("callbacks.ModelCheckpoint")
    person.click_tab("Training")
    person.type_into("training.epochs", "60")
    person.type_into("training.optimizer.learning_rate", "0.004")
    person.click("training.start")
    person.wait(lambda: window.training.record is not None and len(window.training.record.rows) >= 3, 60)
    plots = window.docks["charts"].widget()
    person.wait(lambda: len(plots.charts()) == 2)
    person.wait(lambda: {"loss", "val_loss", "accuracy", "val_accuracy"} <= set(plots.values()))
    record = window.training.record
    person.wait(lambda: record.rows[-1].values["val_accuracy"] > 0.97 or record.finished, 120)
    assert float(plots.values()["val_loss"]) < float(record.rows[0].values["val_loss"])

    # Stop, and save the best weights as .h5.
    if window.training.busy:
        person.click("training.stop")
    person.wait(lambda: window.training.state == "finished")
    assert record.best_epoch is not None
    assert record.checkpoint is not None
    assert record.checkpoint.path.is_file()
    model = tmp_path / "digits.h5"
    person.answer_file_dialog(str(model))
    person.choose_in_menu("training.save_best")
    person.click("training.save")
    person.wait(model.is_file)
    with h5py.File(model) as file:
        assert "model_config" in file.attrs

    # Save the project; it is Keras JSON with our keys beside it.
    saved = tmp_path / "mine.layerloom.json"
    person.answer_file_dialog(str(saved))
    person.press(Qt.Key.Key_S, CTRL)
    data = json.loads(saved.read_text())
    assert {"class_name", "config", "canvas", "data", "training", "callbacks"} <= set(data)
    assert not window.isWindowModified()

    # Reload both: the project as it was, then the model, which is drawn and ready.
    person.press(Qt.Key.Key_N, CTRL)
    assert not project.architecture.nodes
    person.answer_file_dialog(str(saved))
    person.press(Qt.Key.Key_O, CTRL)
    assert set(project.architecture.nodes) == set(drawn.architecture.nodes)
    person.answer_file_dialog(str(model))
    person.press(Qt.Key.Key_O, CTRL)
    assert window.mode == "predict"
    assert set(project.architecture.layers) == set(drawn.architecture.layers)

    # Classify the sample images.
    images = sample_images
    person.answer_file_dialog(" ".join(f'"{path.name}"' for path in images), folder=images[0].parent)
    person.click("predict.drop.files")
    person.wait(lambda: len(window.workshop.predict.rows) == len(images))
    rows = window.workshop.predict.rows
    right = sum(result.row.label == result.row.path.name[0] for result in rows)
    assert right >= 0.9 * len(rows)


def test_from_start_to_a_moving_curve_in_two_clicks(person):
    person.click("start.digits")
    person.click("tool.train")
    assert person.window.mode == "train"
    person.wait(
        lambda: person.window.training.record is not None and person.window.training.record.batch_series, 5
    )
    person.wait(lambda: len(person.window.docks["charts"].widget().charts()) > 0, 5)
    person.click("tool.stop")
    person.wait(lambda: person.window.training.state == "finished")


def test_closing_while_training_asks_and_leaves_nothing_behind(person):
    person.click("start.digits")
    person.press(Qt.Key.Key_F5)
    person.wait(
        lambda: person.window.training.record is not None and person.window.training.record.batch_series
    )
    person.answer_question("keep_training")
    assert not person.window.close()
    assert person.window.training.busy
    person.answer_question("stop_and_close")
    assert person.window.close()
    assert not person.window.training.busy


def test_pause_and_resume_by_key(person):
    person.click("start.digits")
    person.press(Qt.Key.Key_F5)
    training = person.window.training
    person.wait(lambda: training.record is not None and training.record.batch_series)
    assert person.see("training.pause").hasFocus()  # Start is greyed now
    person.press(Qt.Key.Key_F6)
    assert training.state == "paused"
    assert "Resume" in person.see("training.pause").text()
    person.press(Qt.Key.Key_F6)
    assert training.state == "running"
    person.press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    person.wait(lambda: training.state == "finished")


def test_a_drawing_with_an_error_says_why_it_cannot_be_trained(person):
    person.click("start.new")
    assert not person.see("tool.train").isEnabled()
    assert "draw a network" in person.see("tool.train").toolTip()
    person.drag_from_palette("Dense", QPoint(300, 200))
    assert "problem" in person.see("tool.train").toolTip()
    person.press(Qt.Key.Key_F8)
    assert person.window.canvas.selected() == ["dense"]
    shown = [found.text() for found in person.see("properties").findChildren(QLabel) if found.isVisible()]
    assert any("dense" in text for text in shown)


@pytest.mark.parametrize("name", ["mnist_cnn_small.h5", "lenet_mnist_tensorspace.h5"])
def test_a_model_of_real_keras_is_drawn(person, real_files, name):
    person.answer_file_dialog(str(real_files / "models" / "files" / name))
    person.press(Qt.Key.Key_O, CTRL)
    assert person.window.mode == "predict"
    assert person.window.project.architecture.nodes
    assert person.window.project.analysis.errors == []
