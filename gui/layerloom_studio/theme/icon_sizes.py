"""Icons that grow with the texts beside them."""

from __future__ import annotations

import weakref
from typing import Any

from PySide6.QtCore import QSize
from shiboken6 import isValid

from layerloom_studio.theme import switch
from layerloom_studio.theme.metrics import scaled

_sized: weakref.WeakKeyDictionary[Any, tuple[int, int]] = weakref.WeakKeyDictionary()


def size_icons(target: Any, pixels: int, around: int = 0) -> None:
    """Give a button, bar or list icons of a size that follows that of the texts.

    Args:
        target: A QWidget with `setIconSize`.
        pixels: Edge of an icon beside texts of the usual size.
        around: Edge of the whole button, where that is fixed.
    """
    _sized[target] = (pixels, around)
    _apply(target, pixels, around)


def _apply(target: Any, pixels: int, around: int) -> None:
    target.setIconSize(QSize(scaled(pixels), scaled(pixels)))
    if around:
        target.setFixedSize(scaled(around), scaled(around))


def _again() -> None:
    for target, (pixels, around) in list(_sized.items()):
        if isValid(target):
            _apply(target, pixels, around)
        else:  # Qt has deleted it; its Python shell only waits for collection
            del _sized[target]


switch.changed.connect(_again)
