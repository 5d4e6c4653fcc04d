"""Theme: contrast of both palettes, the switch, icons in the colours of the theme."""

from __future__ import annotations

import itertools
import re
from dataclasses import FrozenInstanceError, fields

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QToolButton

from layerloom_studio import theme
from layerloom_studio.theme.palettes import _CATEGORIES, category_color

PALETTES = [theme.LIGHT, theme.DARK]


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    theme.set_theme("light")


def luminance(color: QColor) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF())


def contrast(first: QColor, second: QColor) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
@pytest.mark.parametrize("role", ["text", "muted", "error", "warning", "success", "accent"])
@pytest.mark.parametrize("ground", ["panel", "raised", "window", "canvas"])
def test_text_colours_can_be_read(palette, role, ground):
    assert contrast(getattr(palette, role), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda p: p.name)
@pytest.mark.parametrize("role", ["text", "muted"])
def test_texts_can_be_read_on_what_is_chosen_or_under_the_pointer(palette, role):
    soft = theme.mix(palette.panel, palette.accent, 0.22 if palette.dark else 0.13)
    for ground in (soft, palette.hover, palette.node):
        assert contrast(getattr(palette, role), ground) >= 4.5


@pytest.mark.parametrize("palette", theme.PALETTES.values(), ids=lambda p: p.name)
def test_signs_without_words_can_be_seen(palette):
    """WCAG 2.1, 1.4.11: connections, selection, focus, fields, check boxes and scroll bars; placeholders are texts."""
    theme.set_theme(palette.name)
    sheet = QApplication.instance().styleSheet()
    handle = QColor(re.search(r"QScrollBar::handle \{ background: (#\w{6})", sheet).group(1))
    field = QColor(re.search(r"QLineEdit, [^}]*border: 1px solid (#\w{6})", sheet).group(1))
    for color, ground in [
        (palette.edge, palette.canvas),
        (palette.selection, palette.canvas),
        (palette.selection, palette.node),
        (palette.accent, palette.panel),
        (palette.accent, palette.raised),
        (handle, palette.panel),
        (handle, palette.raised),
        (field, palette.panel),
        (field, palette.raised),
    ]:
        assert contrast(color, ground) >= 3.0
    assert contrast(QApplication.palette().color(QPalette.ColorRole.PlaceholderText), palette.raised) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
def test_text_on_the_accent_can_be_read(palette):
    assert contrast(palette.accent_text, palette.accent) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
@pytest.mark.parametrize("name", _CATEGORIES)
def test_category_colours_can_be_seen_on_a_node(palette, name):
    assert contrast(category_color(name, palette), palette.node) >= 4.4


#: What is left of red, green and blue without one kind of cones (Machado, Oliveira and Fernandes, 2009).
_SEEN = {
    "all": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
}
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(color: QColor, seen: str) -> np.ndarray:
    """A colour in CIELAB, where equal distances look equal, as a reader sees it."""
    values = np.array(color.getRgbF()[:3])
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    xyz = _XYZ @ np.clip(_SEEN[seen] @ linear, 0, 1) / [0.95047, 1.0, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("seen", _SEEN)
@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
def test_row_113_kinds_of_layers_differ_for_colour_blind_readers(palette, seen):
    places = {name: lab(category_color(name, palette), seen) for name in _CATEGORIES}
    apart = {
        (one, other): float(np.linalg.norm(places[one] - places[other]))
        for one, other in itertools.combinations(places, 2)
    }
    assert {pair: distance for pair, distance in apart.items() if distance < 12} == {}


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
def test_curves_stand_out_from_the_panel_and_from_each_other(palette):
    assert all(contrast(color, palette.raised) >= 3.0 for color in palette.curves)
    assert len({color.name() for color in palette.curves}) == len(palette.curves)


def test_an_unknown_category_always_gets_the_same_colour():
    assert category_color("Mine", theme.LIGHT) == category_color("Mine", theme.LIGHT)


def test_palettes_are_frozen_and_share_all_names():
    with pytest.raises(FrozenInstanceError):
        theme.LIGHT.text = QColor("red")
    assert {field.name for field in fields(theme.LIGHT)} == {field.name for field in fields(theme.DARK)}


def test_switching_dresses_the_application_and_says_so(qtbot):
    theme.set_theme("light")
    with qtbot.waitSignal(theme.changed):
        theme.set_theme("dark")
    assert theme.current() is theme.DARK
    assert theme.choice() == "dark"
    assert QApplication.palette().color(QPalette.ColorRole.Window) == theme.DARK.panel
    assert theme.DARK.border.name() in QApplication.instance().styleSheet()


def test_a_switch_reaches_each_widget_no_more_often_the_deeper_it_lies(qtbot):
    class Counter(QObject):
        def eventFilter(self, _watched, event):  # noqa: N802
            styled[self.objectName()] += event.type() == QEvent.Type.StyleChange
            return False

    theme.set_theme("light")
    outer = inner = QFrame()
    qtbot.addWidget(outer)
    for _ in range(10):
        inner = QFrame(inner)
    outer.show()
    styled = {"outer": 0, "inner": 0}
    for name, widget in (("outer", outer), ("inner", inner)):
        widget.installEventFilter(Counter(outer, objectName=name))
    theme.set_theme("dark")
    assert 1 <= styled["inner"] <= styled["outer"]


def test_system_is_one_of_the_two(qapp):
    theme.set_theme("system")
    assert theme.current() in PALETTES
    assert theme.choice() == "system"


def test_an_unknown_theme_is_refused():
    with pytest.raises(ValueError, match="no theme 'pink'"):
        theme.set_theme("pink")


@pytest.mark.parametrize("name", ["play", "there-is-no-such-picture"])
def test_icons_take_the_colour_asked_for(qapp, name):
    red = QColor("#ff0000")
    image = theme.icon(name, red).pixmap(32, 32).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    solid = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {"#ff0000"}


def test_bound_icons_follow_the_theme(qtbot):
    theme.set_theme("light")
    button = QToolButton()
    qtbot.addWidget(button)
    theme.bind_icon(button, "play")
    before = button.icon().cacheKey()
    theme.set_theme("dark")
    assert button.icon().cacheKey() != before


def test_a_bound_button_may_go_away(qtbot):
    button = QToolButton()
    theme.bind_icon(button, "play")
    button.deleteLater()
    QApplication.processEvents()
    del button
    theme.set_theme("dark")
    theme.set_theme("light")


def test_fonts_of_single_widgets_follow_the_size_of_texts(qtbot):
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    theme.bind_font(edit, theme.mono_font)
    theme.set_text_size(200)
    try:
        assert edit.font().pointSizeF() == edit.viewport().font().pointSizeF() == 19.0
    finally:
        theme.set_text_size(100)
    assert edit.font().pointSizeF() == 9.5
