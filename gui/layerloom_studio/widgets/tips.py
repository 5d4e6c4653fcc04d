"""Tooltips that show names from files: Qt guesses whether a tooltip is HTML, and would load what a name tells it to."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt

from layerloom_studio.language import derived


def plain_tip(text: str) -> str:
    """Return a text so that a tooltip shows it as it is, also where it looks like HTML.

    Args:
        text: What is shown; names in it may come from anywhere.

    Returns:
        The text itself, or where Qt would take it for HTML, the HTML that shows it.
    """
    return derived(text, _escaped) if Qt.mightBeRichText(text) else text


def _escaped(text: str) -> str:
    return "<br>".join(map(escape, text.split("\n")))
