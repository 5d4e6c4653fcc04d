"""Moments in time as people of a language write them."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale

from layerloom_studio.language import tr


def moment(seconds: float) -> str:
    """Day and time of a moment of this year or nearly.

    Args:
        seconds: Since 1970.
    """
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(seconds)), tr("d MMM, HH:mm"))
