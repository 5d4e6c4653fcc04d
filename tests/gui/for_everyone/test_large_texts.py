"""Texts of twice their size (row 113): what is written stays whole, in forms, lists, grids, tabs and hints."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QStyleOptionViewItem,
    QTabBar,
)

from layerloom import Input, Sequential, layers
from layerloom_studio import theme
from layerloom_studio.forms import Form
from layerloom_studio.forms.values import object_fields
from layerloom_studio.language import doc
from layerloom_studio.main_window.dialogs import show_error
from layerloom_studio.panels.bars import Bar, BarList
from layerloom_studio.panels.predict.drop_zone import DropZone
from layerloom_studio.panels.predict.options import PredictOptions
from layerloom_studio.panels.results.matrix import MatrixTable
from layerloom_studio.panels.samples import PictureGrid, PictureModel
from layerloom_studio.panels.training.epoch_table import EpochTable
from layerloom_studio.runs.evaluation import Evaluation
from layerloom_studio.training.record import RunRecord
from layerloom_studio.widgets import ElidedLabel


@pytest.fixture(params=[100, 200])
def size(request, qtbot):
    theme.set_text_size(request.param)
    yield request.param
    theme.set_text_size(100)


def test_the_names_of_thumbnails_have_room(size, qtbot):
    grid = PictureGrid("grid")
    qtbot.addWidget(grid)
    model = PictureModel(np.zeros((2, 4, 4, 1)), ["as it is", "1"], np.zeros(2, bool), np.arange(2), grid)
    grid.setModel(model)
    cell = grid.itemDelegate().sizeHint(QStyleOptionViewItem(), model.index(0, 0))
    metrics = QFontMetrics(theme.ui_font(8.5))
    assert metrics.horizontalAdvance("as it is") <= cell.width() - 20
    assert metrics.height() <= cell.height() - 64 - 9


def test_where_images_are_dropped_gives_way_to_what_stands_beside(size, qtbot):
    zone = DropZone("drop")
    qtbot.addWidget(zone)
    zone.set_compact(True)
    zone.show()
    text = next(part for part in zone.findChildren(ElidedLabel))
    buttons = sum(button.minimumSizeHint().width() for button in zone.findChildren(QPushButton))
    assert zone.minimumSizeHint().width() < buttons + text.sizeHint().width()
    zone.resize(zone.sizeHint())
    QApplication.sendPostedEvents()
    assert text.width() >= text.fontMetrics().horizontalAdvance(text.text())


def test_a_size_that_is_chosen_in_another_mode_leaves_no_tabs_behind(drawn, qtbot):
    for mode in ("train", "predict"):
        drawn.set_mode(mode)
        QTest.qWait(100)  # the docks settle once they have their sizes
    drawn.comfort.choose_text_size(200)
    QTest.qWait(100)
    drawn.set_mode("train")
    QTest.qWait(100)
    own = Qt.FindChildOption.FindDirectChildrenOnly
    bars = [bar for bar in drawn.findChildren(QTabBar, options=own) if bar.isVisible() and bar.count()]
    assert [[bar.tabText(0), bar.tabText(1)] for bar in bars] == [
        ["Training", "Callbacks"],
        ["Curves", "Results"],
    ]
    for bar in bars:
        below = [dock for dock in drawn.docks.values() if not dock.visibleRegion().isEmpty()]
        assert bar.geometry().bottom() + 1 in {dock.geometry().top() for dock in below}


def test_values_of_epochs_are_whole(size, qtbot, events):
    record = RunRecord()
    record.take(events.epoch(12, loss=0.0875, accuracy=0.9705, val_loss=0.0655, val_accuracy=0.9803))
    table = EpochTable()
    qtbot.addWidget(table)
    table.resize(330, 300)
    table.set_record(record)
    table.show()
    metrics = QFontMetrics(theme.ui_font(9.5))
    for column in range(5):
        assert table.columnWidth(column) >= metrics.horizontalAdvance("0.0000") * (column > 0)
    assert table.rowHeight(0) >= metrics.height()


def test_a_changed_setting_is_bold_in_the_size_of_the_others(size, qtbot):
    form = Form(
        object_fields("callback", "EarlyStopping"), {"patience": 3}, prefix="f", advanced=lambda _f: False
    )
    qtbot.addWidget(form)
    changed, usual = (form._rows[name].label.font() for name in ("patience", "monitor"))
    assert changed.pointSizeF() == pytest.approx(10 * size / 100)
    assert changed.weight() > usual.weight()
    theme.set_text_size(150)
    assert form._rows["patience"].label.font().pointSizeF() == pytest.approx(15)


@pytest.fixture
def grown(qtbot):
    """Makes a widget with texts of the usual size, and doubles them."""

    def grow(widget):
        qtbot.addWidget(widget)
        widget.resize(500, 400)
        widget.show()
        theme.set_text_size(200)
        return widget

    yield grow
    theme.set_text_size(100)


def test_row_113_numbers_beside_bars_keep_clear_of_them_when_the_texts_grow(grown):
    bars = BarList("bars", "Bars")
    bars.set_bars([Bar("cat", (3.0, 1.0), "1,776")])
    grown(bars)
    metrics = QFontMetrics(theme.ui_font(9))
    assert bars.itemDelegate().text_width >= metrics.horizontalAdvance("1,776")
    assert bars.itemDelegate().name_width >= metrics.horizontalAdvance("cat")
    assert bars.visualRect(bars.model().index(0, 0)).height() >= metrics.height()


def test_row_113_counts_of_the_confusion_matrix_are_whole_when_the_texts_grow(grown):
    table = MatrixTable()
    numbers = np.arange(40) % 2
    table.show_evaluation(
        Evaluation(
            "training",
            ("cat", "dog"),
            numbers,
            numbers,
            np.ones(40),
            np.ones(40),
            numbers,
            np.eye(2)[numbers],
        )
    )
    grown(table)
    metrics = table.fontMetrics()
    assert all(table.columnWidth(column) > metrics.horizontalAdvance("100%") for column in range(5))
    assert table.rowHeight(0) >= metrics.height()


def test_row_113_labels_of_settings_are_whole_when_the_texts_grow(grown):
    form = grown(Form(object_fields("callback", "EarlyStopping"), {"patience": 3}, prefix="f"))
    for row in form._rows.values():
        longest = max(row.label.text().split(), key=len)
        assert row.label.width() >= row.label.fontMetrics().horizontalAdvance(longest)


def test_row_113_the_options_of_prediction_get_wider_when_the_texts_grow(grown):
    options = PredictOptions()
    before = options.minimumSizeHint().width()
    assert grown(options).minimumSizeHint().width() > 1.5 * before


def test_marks_of_docstrings_are_not_shown():
    assert doc("Adds ``l1 * sum(|w|)`` to the loss") == "Adds l1 * sum(|w|) to the loss"


def settle(window, mode: str) -> None:
    window.set_mode(mode)
    for _ in range(4):
        QApplication.processEvents()


def test_row_113_the_strip_is_fitted_anew_when_the_texts_grow(drawn):
    settle(drawn, "train")
    drawn.comfort.choose_text_size(200)
    for _ in range(4):
        QApplication.processEvents()
    seen = drawn.canvas.mapToScene(drawn.canvas.viewport().rect()).boundingRect()
    assert seen.contains(drawn.canvas.scene().contents_rect())


def test_row_113_a_strip_too_narrow_for_a_long_drawing_shows_the_chosen_layer_whole(qtbot, drawn):
    drawn.documents.new()
    for _ in range(40):
        drawn.canvas.append_layer("Dense")
    drawn.canvas.select(["dense_20"])
    drawn.comfort.choose_text_size(200)
    settle(drawn, "train")
    view = drawn.canvas
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.scene().node_item("dense_20").rect())


def test_row_113_a_model_opened_beside_answers_is_fitted_into_the_strip(drawn, tmp_path):
    drawn.comfort.choose_text_size(200)
    settle(drawn, "predict")
    chain = [layers.Dense(8, name=f"deep_{number}") for number in range(30)]
    Sequential([Input((8, 8, 1)), layers.Flatten(), *chain]).save(tmp_path / "deep.h5")
    drawn.project.set_modified(False)
    assert drawn.open_path(tmp_path / "deep.h5")
    assert drawn.mode == "predict"
    settle(drawn, "predict")
    view = drawn.canvas
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    first = view.scene().node_item("deep_0").rect()
    assert seen.left() <= first.left()
    assert seen.right() >= first.right()


def test_a_message_is_as_wide_as_its_words(size, window):
    theme.set_text_size(size)  # the window has put back its own
    cause = "holds weights alone, without their network: open the model, JSON or project of that network"
    show_error(window, f"/home/someone/net.h5: {cause}.")
    (box,) = [w for w in QApplication.topLevelWidgets() if w.objectName() == "dialog.error" and w.isVisible()]
    words = box.findChild(QLabel, "qt_msgbox_label")
    assert words.geometry().right() <= box.rect().right()
    assert words.geometry().bottom() <= box.rect().bottom()
    box.close()
