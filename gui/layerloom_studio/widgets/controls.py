"""Buttons and lines with a name for tests, a word for the eye and a sentence for tooltip and screen reader."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget


def push_button(name: str, text: str, tip: str, accessible: str = "") -> QPushButton:
    """A button.

    Args:
        name: Object name.
        text: What stands on it.
        tip: What it does.
        accessible: What a screen reader says, where that is not the tip.
    """
    button = QPushButton(text)
    _name(button, name, accessible or tip, tip)
    return button


def tool_button(name: str, text: str, tip: str, accessible: str = "") -> QToolButton:
    """A flat button for a bar.

    Args:
        name: Object name.
        text: What stands on it.
        tip: What it does.
        accessible: What a screen reader says, where that is not the tip.
    """
    button = QToolButton()
    button.setText(text)
    _name(button, name, accessible or tip, tip)
    return button


def text_line(name: str, title: str, placeholder: str, tip: str) -> QLineEdit:
    """A line of text.

    Args:
        name: Object name.
        title: What a screen reader calls it.
        placeholder: What stands in it while it is empty.
        tip: What it is for.
    """
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    _name(line, name, title, tip)
    return line


def _name(widget: QWidget, name: str, accessible: str, tip: str) -> None:
    widget.setObjectName(name)
    widget.setAccessibleName(accessible)
    widget.setToolTip(tip)
