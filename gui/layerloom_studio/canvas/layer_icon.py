"""The icon of a layer class: its own if there is one, else that of its category, in the category's colour."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from layerloom.declaration import registry
from layerloom_studio import theme


def layer_icon(class_name: str) -> QIcon:
    """Return the icon of a layer class in the colours of the theme."""
    entry = registry.find("layer", class_name)
    category = (entry.category if entry is not None else "") or "Other"
    color = theme.category("Input" if class_name == "InputLayer" else category)
    keys = ["input" if class_name == "InputLayer" else class_name.lower(), category.lower()]
    return theme.icon(next(filter(theme.has_icon, keys), "core"), color)
