"""Theme: contrast of both palettes, the switch, icons in the colours of the theme."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QToolButton

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


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
def test_text_on_the_accent_can_be_read(palette):
    assert contrast(palette.accent_text, palette.accent) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: p.name)
@pytest.mark.parametrize("name", _CATEGORIES)
def test_category_colours_can_be_seen_on_a_node(palette, name):
    assert contrast(category_color(name, palette), palette.node) >= 4.0


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
