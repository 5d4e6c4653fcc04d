"""Look of the program: colours, fonts, distances, icons and the switch between light and dark.

Read `current()` while painting and repaint on `changed`; never keep a colour.
"""

from layerloom_studio.theme.font_binding import bind_font
from layerloom_studio.theme.icon_sizes import size_icons
from layerloom_studio.theme.icons import bind_icon, has_icon, icon
from layerloom_studio.theme.metrics import (
    CARD_RADIUS,
    HUGE,
    ICON,
    LARGE,
    MEDIUM,
    RADIUS,
    SMALL,
    TINY,
    mono_font,
    scaled,
    text_scale,
    text_size,
    ui_font,
)
from layerloom_studio.theme.palettes import CONTRAST, DARK, LIGHT, PALETTES, Palette, mix
from layerloom_studio.theme.switch import (
    category,
    changed,
    choice,
    current,
    painting_in,
    reduced_motion,
    set_reduced_motion,
    set_text_size,
    set_theme,
)

__all__ = [
    "CARD_RADIUS",
    "CONTRAST",
    "DARK",
    "HUGE",
    "ICON",
    "LARGE",
    "LIGHT",
    "MEDIUM",
    "PALETTES",
    "RADIUS",
    "SMALL",
    "TINY",
    "Palette",
    "bind_font",
    "bind_icon",
    "category",
    "changed",
    "choice",
    "current",
    "has_icon",
    "icon",
    "mix",
    "mono_font",
    "painting_in",
    "reduced_motion",
    "scaled",
    "set_reduced_motion",
    "set_text_size",
    "set_theme",
    "size_icons",
    "text_scale",
    "text_size",
    "ui_font",
]
