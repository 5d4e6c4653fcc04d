"""Texts of twice their size (row 113): what is written stays whole, in forms, lists and grids."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyleOptionViewItem

from layerloom_studio import theme
from layerloom_studio.forms import Form
from layerloom_studio.forms.values import object_fields
from layerloom_studio.language import doc
from layerloom_studio.panels.samples import PictureGrid, PictureModel
from layerloom_studio.panels.training.epoch_table import EpochTable
from layerloom_studio.training.record import RunRecord


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


def test_marks_of_docstrings_are_not_shown():
    assert doc("Adds ``l1 * sum(|w|)`` to the loss") == "Adds l1 * sum(|w|) to the loss"
