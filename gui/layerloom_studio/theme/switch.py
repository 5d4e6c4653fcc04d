"""Which theme is on, and how it reaches the running application."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from layerloom_studio.theme.metrics import scale_text, text_size, ui_font
from layerloom_studio.theme.palettes import DARK, LIGHT, PALETTES, Palette, category_color, mix
from layerloom_studio.theme.stylesheet import stylesheet


class _Switch(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.palette = LIGHT
        self.follows_system = False
        self.reduced_motion = False
        self.blinking: int | None = None  # milliseconds, as the desktop has it


_switch = _Switch()
changed = _switch.changed


def current() -> Palette:
    """The colours to paint with now."""
    return _switch.palette


def choice() -> str:
    """What was asked for: "light", "dark", "contrast" or "system"."""
    return _switch.choice


def category(name: str) -> QColor:
    """Colour of a layer category in the theme that is on.

    Args:
        name: Category as registered, for example "Convolution".

    Returns:
        An opaque colour.
    """
    return category_color(name, current())


def set_theme(name: str) -> None:
    """Put a theme on the whole application and tell everybody through `changed`.

    Args:
        name: "light", "dark", "contrast" or "system" (the desktop's own choice, followed while it runs).

    Raises:
        ValueError: For any other name.
    """
    if name not in (*PALETTES, "system"):
        raise ValueError(f"There is no theme {name!r}; choose 'light', 'dark', 'contrast' or 'system'.")
    _switch.choice = name
    app = cast("QApplication | None", QApplication.instance())
    if app is not None:
        _follow_system(app)
    palette = _system_palette() if name == "system" else PALETTES[name]
    first = app is not None and not app.property("layerloom_theme")
    if palette is _switch.palette and not first:
        return
    _switch.palette = palette
    if app is not None:
        if first:
            app.setStyle("Fusion")
        app.setProperty("layerloom_theme", palette.name)
        _dress(app, palette)
    changed.emit()


def set_text_size(percent: int) -> None:
    """Show all texts larger or smaller, in what is open too, and tell everybody through `changed`.

    Args:
        percent: Of the usual size, 80 to 200.

    Raises:
        ValueError: For any other size.
    """
    if not 80 <= percent <= 200:
        raise ValueError(f"Texts cannot have {percent} % of their size; choose 80 to 200.")
    before = text_size()
    if percent == before:
        return
    scale_text(percent)
    app = cast("QApplication | None", QApplication.instance())
    if app is not None:
        # PySide mistakes one for what was there before.
        there = (w for w in app.allWidgets() if isinstance(w, QWidget))
        own = [widget for widget in there if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont)]
        sizes = [widget.font().pointSizeF() for widget in own]
        _dress(app, current())
        for widget, points in zip(own, sizes, strict=True):
            font = widget.font()
            font.setPointSizeF(points * percent / before)
            widget.setFont(font)
    changed.emit()


def set_reduced_motion(reduced: bool) -> None:
    """Keep everything still: no blinking cursor, no menus or lists that slide or fade in."""
    _switch.reduced_motion = reduced
    app = cast("QApplication | None", QApplication.instance())
    if app is None:
        return
    if _switch.blinking is None:
        _switch.blinking = app.cursorFlashTime()
    app.setCursorFlashTime(0 if reduced else _switch.blinking)
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip):
        app.setEffectEnabled(effect, not reduced)


def reduced_motion() -> bool:
    """Whether everything should keep still."""
    return _switch.reduced_motion


@contextmanager
def painting_in(name: str) -> Iterator[None]:
    """Let `current()` be another theme while something is painted, for example onto paper; nobody is told.

    Args:
        name: "light" or "dark".
    """
    before, _switch.palette = _switch.palette, PALETTES[name]
    try:
        yield
    finally:
        _switch.palette = before


def _dress(app: QApplication, palette: Palette) -> None:
    app.setStyleSheet("")  # in place of another, Qt puts a sheet on each widget once for every one around it
    app.setFont(ui_font())
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(stylesheet(palette))


def _system_palette() -> Palette:
    app = QGuiApplication.instance()
    if app is None:
        return LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _follow_system(app: QApplication) -> None:
    if _switch.follows_system:
        return
    _switch.follows_system = True
    app.styleHints().colorSchemeChanged.connect(_system_changed)


def _system_changed() -> None:
    if _switch.choice == "system":
        set_theme("system")


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    faint = mix(palette.text, palette.panel, 0.55)
    colors = {
        role.Window: palette.panel,
        role.WindowText: palette.text,
        role.Base: palette.raised,
        role.AlternateBase: mix(palette.raised, palette.hover, 0.4),
        role.ToolTipBase: palette.text if not palette.dark else palette.hover,
        role.ToolTipText: palette.panel if not palette.dark else palette.text,
        role.Text: palette.text,
        role.Button: palette.raised,
        role.ButtonText: palette.text,
        role.BrightText: palette.error,
        role.Light: mix(palette.raised, QColor("white"), 0.1),
        role.Midlight: palette.hover,
        role.Mid: palette.border,
        role.Dark: palette.border,
        role.Shadow: palette.border,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.accent_text,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.PlaceholderText: palette.muted,
        role.Accent: palette.accent,
    }
    result = QPalette()
    for key, color in colors.items():
        result.setColor(key, color)
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, key, faint)
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, palette.hover)
    return result
