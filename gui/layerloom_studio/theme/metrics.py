"""Distances, radii and fonts that all parts of the window share."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

TINY = 4
SMALL = 8
MEDIUM = 12
LARGE = 16
HUGE = 24
RADIUS = 6
CARD_RADIUS = 10
ICON = 18

_FAMILIES = ("Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "Ubuntu")
_LAST_RESORT = ("DejaVu Sans Condensed", "DejaVu Sans")
_HANGUL = (
    "Pretendard",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "NanumGothic",
)
_scale = [1.0]  # of all texts
_MONO = ("JetBrains Mono", "Cascadia Mono", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")


def text_size() -> int:
    """How large texts are, in percent of their usual size."""
    return round(100 * _scale[0])


def text_scale() -> float:
    """How many times their usual size texts are."""
    return _scale[0]


def scale_text(percent: int) -> None:
    """Have all fonts made from now on larger or smaller; `theme.set_text_size` also tells the open window."""
    _scale[0] = percent / 100


def scaled(pixels: int) -> int:
    """A height that was measured for texts of the usual size, for those of the size that is set."""
    return round(pixels * _scale[0])


def ui_font(points: float = 10.0, *, bold: bool = False) -> QFont:
    """Font of labels and controls.

    Args:
        points: Size in points.
        bold: Half-bold weight, for titles.

    Returns:
        The first family of our list that this machine has, else the system's own.
    """
    known = set(QFontDatabase.families())
    families = [family for family in (*_FAMILIES, *_LAST_RESORT, *_HANGUL) if family in known]
    font = QFont(families) if families else QFont()
    font.setPointSizeF(points * _scale[0])
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def mono_font(points: float = 9.5) -> QFont:
    """Font of logs, shapes and paths.

    Args:
        points: Size in points.

    Returns:
        A font of fixed width.
    """
    font = QFont(list(_MONO))
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPointSizeF(points * _scale[0])
    return font
