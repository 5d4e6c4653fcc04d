"""The colours of the program: one frozen table per theme and the colour of each layer category."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True)
class Palette:
    """Every colour that may be drawn in one theme; nothing paints with a colour that is not in here."""

    name: str
    dark: bool
    window: QColor  # behind everything: tool bar, gaps between panels
    panel: QColor  # docks and dialogs
    raised: QColor  # inputs, cards and buttons on a panel
    hover: QColor
    border: QColor  # hairlines
    canvas: QColor
    grid: QColor
    node: QColor
    node_border: QColor
    edge: QColor
    text: QColor
    muted: QColor  # second-rank text, still 4.5 : 1 on panel and window
    accent: QColor
    accent_text: QColor  # text on accent
    error: QColor
    warning: QColor
    success: QColor
    selection: QColor  # selected node outline, selected rows
    shadow: QColor
    curves: tuple[QColor, ...]  # told apart by colour-blind readers too, in this order


# Okabe and Ito's set, moved a little towards each background so that thin lines keep contrast.
_LIGHT_CURVES = ("#0072b2", "#d55e00", "#008a64", "#b0508a", "#b07d00", "#3a97cf", "#5b4fc7", "#7a7f87")
_DARK_CURVES = ("#56a9f5", "#ff8f4a", "#35c79a", "#e58fc2", "#f0c04a", "#8fd0ff", "#a79bff", "#a3a9b3")

LIGHT = Palette(
    name="light",
    dark=False,
    window=QColor("#eceef2"),
    panel=QColor("#f8f9fb"),
    raised=QColor("#ffffff"),
    hover=QColor("#e4e7ee"),
    border=QColor("#d5d9e1"),
    canvas=QColor("#f3f4f7"),
    grid=QColor("#d9dde5"),
    node=QColor("#ffffff"),
    node_border=QColor("#c3c9d4"),
    edge=QColor("#7e899c"),
    text=QColor("#1d2330"),
    muted=QColor("#5d6677"),
    accent=QColor("#3d5bd9"),
    accent_text=QColor("#ffffff"),
    error=QColor("#c62f3b"),
    warning=QColor("#8f5400"),
    success=QColor("#17703f"),
    selection=QColor("#3d5bd9"),
    shadow=QColor(25, 32, 50, 34),
    curves=tuple(QColor(c) for c in _LIGHT_CURVES),
)

DARK = Palette(
    name="dark",
    dark=True,
    window=QColor("#16181d"),
    panel=QColor("#1f2229"),
    raised=QColor("#2a2e37"),
    hover=QColor("#323743"),
    border=QColor("#373c48"),
    canvas=QColor("#191b21"),
    grid=QColor("#2b2f39"),
    node=QColor("#272b34"),
    node_border=QColor("#454c5b"),
    edge=QColor("#7d879a"),
    text=QColor("#e7e9ee"),
    muted=QColor("#a2abbc"),
    accent=QColor("#7d94ff"),
    accent_text=QColor("#10131c"),
    error=QColor("#ff7b81"),
    warning=QColor("#f2b450"),
    success=QColor("#4fcf8f"),
    selection=QColor("#7d94ff"),
    shadow=QColor(0, 0, 0, 110),
    curves=tuple(QColor(c) for c in _DARK_CURVES),
)

# Pure black and white, borders as strong as text, and one bright colour for all that is chosen or has the focus.
CONTRAST = Palette(
    name="contrast",
    dark=True,
    window=QColor("#000000"),
    panel=QColor("#000000"),
    raised=QColor("#000000"),
    hover=QColor("#2e2e2e"),
    border=QColor("#ffffff"),
    canvas=QColor("#000000"),
    grid=QColor("#3c3c3c"),
    node=QColor("#000000"),
    node_border=QColor("#ffffff"),
    edge=QColor("#ffffff"),
    text=QColor("#ffffff"),
    muted=QColor("#e6e6e6"),
    accent=QColor("#ffe100"),
    accent_text=QColor("#000000"),
    error=QColor("#ff8a8a"),
    warning=QColor("#ffc14d"),
    success=QColor("#6dff9e"),
    selection=QColor("#ffe100"),
    shadow=QColor(0, 0, 0, 0),
    curves=tuple(QColor(c) for c in _DARK_CURVES),
)

PALETTES = {palette.name: palette for palette in (LIGHT, DARK, CONTRAST)}

# category -> (light, dark); every two differ for readers who see no red or no green, too
_CATEGORIES = {
    "Input": ("#203852", "#b2a9cd"),
    "Core": ("#0053ea", "#8f89d2"),
    "Convolution": ("#2478af", "#86e5ff"),
    "Pooling": ("#006e54", "#7cf2c2"),
    "Normalization": ("#8e6f00", "#d9b13f"),
    "Regularization": ("#af5b3b", "#e09160"),
    "Merging": ("#922384", "#d96ea2"),
    "Reshaping": ("#7163d0", "#d9a6ff"),
    "Activation": ("#be1650", "#dc7d83"),
    "Recurrent": ("#155800", "#9ce66f"),
    "Attention": ("#651d9e", "#c880fe"),
    "Preprocessing": ("#767085", "#b3c9cb"),
    "Wrappers": ("#4e3e26", "#dcbd90"),
}


def category_color(name: str, palette: Palette) -> QColor:
    """Colour of a layer category in a theme.

    Args:
        name: Category as registered; an unknown one always gets the same colour of the table.
        palette: The theme's colours.

    Returns:
        An opaque colour that is readable as text on the theme's panels.
    """
    pair = _CATEGORIES.get(name)
    if pair is None:
        choices = list(_CATEGORIES.values())
        pair = choices[zlib.crc32(name.encode()) % len(choices)]
    return QColor(pair[1] if palette.dark else pair[0])


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Blend two colours.

    Args:
        first: Colour at share 0.
        second: Colour at share 1.
        share: How much of `second`, 0 to 1.

    Returns:
        The opaque blend.
    """
    keep = 1.0 - share
    return QColor(
        round(first.red() * keep + second.red() * share),
        round(first.green() * keep + second.green() * share),
        round(first.blue() * keep + second.blue() * share),
    )
