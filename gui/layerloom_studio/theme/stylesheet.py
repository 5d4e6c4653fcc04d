"""The small style sheet for what a QPalette cannot reach, written from the colours of a theme."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from layerloom_studio.theme.metrics import CARD_RADIUS, RADIUS, scaled, text_size
from layerloom_studio.theme.palettes import Palette, mix

_IMAGES = (Path(__file__).parent / "images").as_posix()


def stylesheet(palette: Palette) -> str:
    """Style sheet of the whole application in a theme.

    Args:
        palette: The theme's colours.

    Returns:
        Qt style sheet text.
    """
    accent_soft = mix(palette.panel, palette.accent, 0.22 if palette.dark else 0.13)
    values = {
        "images": _IMAGES,
        "tone": "dark" if palette.dark else "light",
        "radius": f"{RADIUS}px",
        "card_radius": f"{CARD_RADIUS}px",
        "accent_soft": accent_soft.name(),
        "accent_hover": mix(palette.accent, palette.text, 0.14).name(),
        "gap": (palette.border if palette.name == "contrast" else palette.window).name(),
        "gap_width": "2px" if palette.name == "contrast" else "6px",
        "handle": mix(palette.border, palette.muted, 0.68).name(),  # 3 : 1 on what it stands on
        # The edge of a field has as much.
        "field": mix(palette.border, palette.muted, 0.56 if palette.dark else 0.64).name(),
        # Light falls from above: what is chosen is lighter than its track, in the dark too.
        "track": (mix(palette.panel, palette.hover, 0.4) if palette.dark else palette.hover).name(),
        "chosen": (mix(palette.hover, palette.text, 0.14) if palette.dark else palette.raised).name(),
        "tab": (palette.hover if palette.name == "contrast" else palette.panel).name(),
        "tab_line": (palette.accent if palette.name == "contrast" else palette.panel).name(),
        "faint": mix(palette.text, palette.panel, 0.55).name(),
        "disabled": mix(palette.panel, palette.raised, 0.3).name(),
        "error_soft": mix(palette.raised, palette.error, 0.10).name(),
        "warning_soft": mix(palette.panel, palette.warning, 0.12).name(),
        "tip": (palette.hover if palette.dark else palette.text).name(),
        "tip_text": (palette.text if palette.dark else palette.panel).name(),
        **{f"px{pixels}": f"{scaled(pixels)}px" for pixels in (8, 10, 12, 14, 15, 16, 20, 22, 44)},
    }
    for name in [
        "window",
        "panel",
        "raised",
        "hover",
        "border",
        "canvas",
        "text",
        "muted",
        "accent",
        "accent_text",
        "error",
        "warning",
        "success",
    ]:
        values[name] = getattr(palette, name).name()
    text = Template(_SHEET).substitute(values)
    return re.sub(r"(?<=font-size: )\d+(?=pt)", lambda size: f"{int(size[0]) * text_size() / 100:.1f}", text)


_SHEET = """
QMainWindow, QDialog#start { background: $window; }
QMainWindow::separator { background: $gap; width: $gap_width; height: $gap_width; }
QMainWindow::separator:hover { background: $accent_soft; }
QMenuBar { background: $window; padding: 2px 6px; border: none; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $border; padding: 5px; menu-scrollable: 1; }
QMenu::item { padding: 5px 26px 5px 10px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::indicator { width: $px12; height: $px12; margin-left: 6px; }
QMenu::indicator:checked { image: url($images/tick-$tone.svg); }
QMenu::right-arrow { image: url($images/right-$tone.svg); width: $px12; height: $px12; margin-right: 6px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QToolTip { background: $tip; color: $tip_text; border: none; padding: 5px 7px; }

QToolBar { background: $window; border: none; padding: 4px 10px; spacing: 4px; }
QToolBar::separator { background: $border; width: 1px; margin: 5px 6px; }
QToolButton { border: 1px solid transparent; border-radius: $radius; padding: 5px; background: transparent;
  outline: none; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:disabled { color: $faint; }
QToolButton:focus { border-color: $accent; }
QToolButton[primary="true"] { background: $accent; color: $accent_text; padding: 5px 14px 5px 10px;
  font-weight: 600; }
QToolButton[primary="true"]:hover { background: $accent_hover; }
QToolButton[primary="true"]:disabled { background: $hover; color: $faint; }
QToolButton[popupMode="1"] { padding-right: 14px; }
QToolButton::menu-indicator { image: none; }
QStatusBar { background: $window; color: $muted; border: none; }
QStatusBar::item { border: none; }

QDockWidget { color: $muted; titlebar-close-icon: none; }
QDockWidget > QWidget { background: $panel; }
QDockWidget::title { background: $panel; padding: 7px 10px 5px 12px; border: none; text-align: left; }
QWidget#dock_title { background: $panel; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 13px 6px 13px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover:!selected { color: $text; }
QTabBar::tab:focus { color: $accent; }
QMainWindow > QTabBar::tab { border: none; border-top-left-radius: 7px; border-top-right-radius: 7px;
  padding: 7px 14px; margin-right: 2px; }
QMainWindow > QTabBar::tab:selected { background: $tab; color: $text; font-weight: 600;
  border-bottom: 2px solid $tab_line; padding-bottom: 5px; }
QMainWindow > QTabBar::tab:hover:!selected { background: $hover; }
QTabBar::scroller { width: $px44; }
QTabBar QToolButton { background: $window; border: none; border-radius: 0; padding: 0; }
QTabBar QToolButton:hover { background: $hover; }
QTabBar QToolButton::left-arrow { image: url($images/left-$tone.svg); width: $px16; height: $px16; }
QTabBar QToolButton::right-arrow { image: url($images/right-$tone.svg); width: $px16; height: $px16; }
QTabBar QToolButton::left-arrow:disabled { image: url($images/left-off-$tone.svg); }
QTabBar QToolButton::right-arrow:disabled { image: url($images/right-off-$tone.svg); }
QTabWidget::pane { border: none; border-top: 1px solid $border; }

QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit[input="true"] { background: $raised; color: $text;
  border: 1px solid $field; border-radius: $radius; padding: 3px 8px; min-height: 20px;
  selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $muted; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on { border-color: $accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { background: $disabled; color: $faint;
  border-color: $border; }
QLineEdit:read-only { background: $disabled; border-color: $border; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] {
  border-color: $error; background: $error_soft; }
QComboBox { padding: 3px 2px 3px 8px; }
QComboBox::drop-down { border: none; width: $px20; }
QComboBox::down-arrow { image: url($images/down-$tone.svg); width: $px12; height: $px12; }
QComboBox::down-arrow:disabled { image: url($images/down-off-$tone.svg); }
QComboBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border; outline: none; padding: 3px;
  selection-background-color: $accent_soft; selection-color: $text; }
QAbstractSpinBox { padding: 2px $px22 2px 2px; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: $px20;
  subcontrol-origin: border; margin-right: 2px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 2px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; border-radius: 3px; }
QAbstractSpinBox::up-arrow { image: url($images/up-$tone.svg); width: $px10; height: $px10; }
QAbstractSpinBox::down-arrow { image: url($images/down-$tone.svg); width: $px10; height: $px10; }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::up-arrow:disabled { image: url($images/up-off-$tone.svg); }
QAbstractSpinBox::down-arrow:off, QAbstractSpinBox::down-arrow:disabled {
  image: url($images/down-off-$tone.svg); }

QCheckBox, QRadioButton { spacing: 7px; }
QCheckBox::indicator, QGroupBox::indicator, QAbstractItemView::indicator { width: $px15; height: $px15;
  border: 1px solid $handle; border-radius: 4px; background: $raised; }
QCheckBox::indicator:hover, QGroupBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url($images/check-$tone.svg); }
QCheckBox::indicator:disabled { border-color: $border; background: $disabled; }
QCheckBox:focus { color: $accent; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton, QCheckBox, QTabBar, QListView, QTreeView { icon-size: $px16; }
QPushButton { background: $raised; border: 1px solid $border; border-radius: $radius; padding: 5px 14px;
  min-height: 18px; outline: none; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; background: $disabled; }
QPushButton:default, QPushButton[primary="true"] { background: $accent; color: $accent_text; border-color: $accent; }
QPushButton:default:hover, QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[primary="true"]:disabled { background: $hover; color: $faint; border-color: $border; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; padding: 4px 8px; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border-color: $accent; }

QGroupBox { border: 1px solid $border; border-radius: 8px; margin-top: 9px; padding: 10px 8px 8px 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; color: $muted; }

QAbstractScrollArea { border: none; background: transparent; }
QAbstractItemView { background: $panel; alternate-background-color: $window; border: none; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QAbstractItemView[plain="true"] { background: transparent; }
QAbstractItemView::item { padding: 3px 5px; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QTreeView::branch:has-children:closed { image: url($images/right-$tone.svg); }
QTreeView::branch:has-children:open { image: url($images/down-$tone.svg); }
QHeaderView { background: $panel; }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 6px 6px; }
QTableCornerButton::section { background: $panel; border: none; }
QPlainTextEdit, QTextEdit { background: $panel; border: none; selection-background-color: $accent;
  selection-color: $accent_text; }

QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $handle; border-radius: 3px; margin: 2px 3px 2px 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 3px 2px 3px 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QProgressBar { background: $hover; border: none; border-radius: 4px; text-align: center; min-height: 8px;
  color: $text; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSlider:horizontal { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; background: $hover; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $raised; border: 1px solid $handle; width: 14px; height: 14px;
  margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { border-color: $accent; }
QSplitter::handle { background: $window; }
QSplitter::handle:hover { background: $accent_soft; }

QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11pt; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: 9pt; }
QLabel[role="error"] { color: $error; font-size: 9pt; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="success"] { color: $success; }

QFrame[card="true"], QPushButton[card="true"] { background: $raised; border: 1px solid $border;
  border-radius: $card_radius; }
QPushButton[card="true"] { text-align: left; padding: 0; }
QPushButton[card="true"]:hover { border-color: $accent; background: $raised; }
QPushButton[card="true"]:focus { border: 2px solid $accent; }
QPushButton[card="true"]:pressed { background: $accent_soft; }
QFrame[line="true"] { background: $border; border: none; max-height: 1px; min-height: 1px; }

QFrame[segments="true"] { background: $track; border: none; border-radius: 8px; }
QFrame[segments="true"] QToolButton { padding: 4px 16px; border-radius: 6px; color: $muted; font-weight: 500; }
QFrame[segments="true"] QToolButton:hover { color: $text; background: transparent; }
QFrame[segments="true"] QToolButton:checked { background: $chosen; color: $text; border: 1px solid $border; }
QFrame[segments="true"] QToolButton:focus { border: 1px solid $accent; }
"""
