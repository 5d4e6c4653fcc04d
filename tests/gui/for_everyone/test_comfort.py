"""Rows 113 and 119: high contrast, large texts, stillness, and curves for colour-blind readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from layerloom import config
from layerloom.kernels import parallel
from layerloom_studio import theme
from layerloom_studio.main_window.settings_dialog import THEMES, SettingsDialog
from layerloom_studio.plots.style import CurveStyle


def _light(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    parts = [linear(value) for value in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(first: QColor, second: QColor) -> float:
    low, high = sorted((_light(first), _light(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["text", "muted", "error", "warning", "success", "accent", "border", "edge"])
def test_row_113_high_contrast_has_seven_to_one(name):
    assert _contrast(getattr(theme.CONTRAST, name), theme.CONTRAST.panel) >= 7.0


def test_row_119_all_themes_are_in_menu_and_settings(window):
    assert {key for key, _ in THEMES} == {"system", *theme.PALETTES}
    window.menus.theme_chosen.emit("contrast")
    assert theme.current() is theme.CONTRAST
    assert window.settings.text("theme") == "contrast"
    window.comfort.switch_theme()
    assert theme.choice() == "light"


def _seen_by(color: QColor, kind: str) -> tuple[float, float, float]:
    """A colour as a colour-blind reader sees it (Viénot, Brettel and Mollon, 1999), in linear light."""
    matrices = {
        "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
        "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    }
    parts = [value**2.2 for value in color.getRgbF()[:3]]
    return tuple(max(0.0, sum(a * b for a, b in zip(row, parts))) ** (1 / 2.2) for row in matrices[kind])


@pytest.mark.parametrize("kind", ["protan", "deutan"])
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK, theme.CONTRAST], ids=lambda p: p.name)
def test_row_113_the_first_curves_differ_for_colour_blind_readers(palette, kind):
    seen = [_seen_by(color, kind) for color in palette.curves[:4]]
    apart = [
        sum((a - b) ** 2 for a, b in zip(first, second)) ** 0.5
        for place, first in enumerate(seen)
        for second in seen[:place]
    ]
    assert min(apart) > 0.12


def test_row_113_training_and_validation_differ_by_the_line_too():
    assert CurveStyle(0).pen().style() == Qt.PenStyle.SolidLine
    assert CurveStyle(0, dashed=True).pen().style() == Qt.PenStyle.CustomDashLine


def test_row_113_texts_up_to_200_percent_leave_everything_in_the_window(drawn, qtbot):
    before = drawn.font().pointSizeF()
    drawn.comfort.choose_text_size(200)
    assert QApplication.font().pointSizeF() == pytest.approx(2 * before)
    for mode in ("data", "design", "train", "predict"):
        drawn.set_mode(mode)
        qtbot.wait(1)
        assert (drawn.width(), drawn.height()) == (1280, 800)
        assert drawn.tool_bar.modes.geometry().right() < drawn.width()
    assert drawn.settings.text("text_size") == "200"
    drawn.actions_by_name["text_smaller"].trigger()
    assert theme.text_size() == 175


def test_row_113_pictures_grow_with_the_texts_and_the_drawing_stays_in_view(drawn, qtbot):
    drawn.set_mode("train")
    button = drawn.findChild(QToolButton, "tool.save")
    before = button.iconSize().width()
    theme.set_text_size(200)
    assert button.iconSize().width() == 2 * before
    qtbot.waitUntil(lambda: drawn.canvas.width() > 0.1 * drawn.width())
    theme.set_text_size(100)
    assert button.iconSize().width() == before


def test_row_113_a_text_size_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="80 to 200"):
        theme.set_text_size(300)


def test_row_113_nothing_moves_if_one_wants_that(window):
    window.comfort.reduce_motion(True)
    assert QApplication.cursorFlashTime() == 0
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    window.comfort.reduce_motion(False)
    assert QApplication.cursorFlashTime() > 0


def test_row_113_settings_show_what_is_chosen(window):
    dialog = SettingsDialog(window.comfort, window.keys, window.menus.groups(), window)
    assert dialog.theme.currentData() == "light"
    assert dialog.size_box.currentData() == "100"
    assert not dialog.motion.isChecked()
    named = [w for w in dialog.findChildren(QWidget) if w.objectName().startswith("settings.")]
    assert all(widget.accessibleName() for widget in named if widget.objectName() != "settings.buttons")
    dialog.close()


def test_the_number_of_threads_is_chosen_and_kept(window, monkeypatch):
    monkeypatch.setattr("layerloom_studio.main_window.settings_dialog.processors", lambda: 4)
    monkeypatch.setattr("layerloom_studio.main_window.comfort.processors", lambda: 4)
    dialog = SettingsDialog(window.comfort, window.keys, window.menus.groups(), window)
    assert [dialog.threads.itemData(row) for row in range(4)] == ["", "1", "2", "3"]
    try:
        dialog.threads.setCurrentIndex(3)
        dialog.threads.activated.emit(3)
        assert (config.thread_count(), parallel.thread_count()) == (3, 3)
        config.set_thread_count(None)
        window.comfort.restore()
        assert (config.thread_count(), parallel.thread_count()) == (3, 3)
    finally:
        window.comfort.choose_threads(None)
        dialog.close()
    assert config.thread_count() is None


@pytest.mark.parametrize("count", [0, -1, True, 1.5])
def test_a_number_of_threads_that_cannot_be_is_refused(count):
    with pytest.raises(ValueError, match="whole number of at least 1"):
        config.set_thread_count(count)
