"""Tooltips show names from files as they are, whatever HTML those look like."""

from __future__ import annotations

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QApplication

from layerloom_studio.panels.bars import Bar, BarList
from layerloom_studio.widgets import ElidedLabel
from layerloom_studio.widgets.tips import plain_tip

NAME = 'x <img src="//host/x"> y'
SAFE = "x &lt;img src=&quot;//host/x&quot;&gt; y"


@pytest.mark.parametrize(
    "text, shown",
    [
        ("dense → add", "dense → add"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),  # which Qt does not take for HTML
        ("", ""),
        (NAME, SAFE),
        (f"{NAME}\nbatch any", f"{SAFE}<br>batch any"),
    ],
)
def test_what_looks_like_html_is_escaped(text, shown):
    assert plain_tip(text) == shown


def test_a_name_that_is_cut_stands_in_the_tooltip_as_it_is(qtbot):
    label = ElidedLabel(NAME)
    qtbot.addWidget(label)
    label.resize(30, 20)
    label.show()
    QApplication.sendPostedEvents()
    assert (label.text(), label.toolTip()) == (NAME, SAFE)


def test_a_class_is_read_out_as_it_is_called(qtbot):
    bars = BarList("bars", "Bars")
    qtbot.addWidget(bars)
    bars.set_bars([Bar(NAME, (1.0,), "1")])
    index = bars.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{NAME}: 1"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == f"{SAFE}: 1"
