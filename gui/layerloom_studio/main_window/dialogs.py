"""The few questions and messages of the window, each a plain sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.language import plain, tr
from layerloom_studio.widgets import ScrollColumn, label

SAVE, DISCARD, CANCEL, ELSEWHERE = "save", "discard", "cancel", "elsewhere"
_PLACE = re.compile(r"^((?:\w:)?[^:\n]*[\\/][^:\n]*): ")  # the path that a sentence about a file begins with
_WIDE = 420  # pixels of a message
_SMALL = 1024  # pixels of a screen that a message may fill
_BESIDE, _WIDEST = 480, 1000  # pixels that Qt leaves beside a message on a wider one, and its width at most
_FRAME = 112  # pixels of a message around its words: the icon, and margins


def show_error(
    parent: QWidget, sentence: str, title: str = "", way_out: tuple[str, Callable[[], object]] | None = None
) -> None:
    """Tell what went wrong; the window goes on meanwhile.

    Args:
        parent: The window.
        sentence: File and cause.
        title: Headline; by default that it did not work.
        way_out: Words of a button that helps, and what it does once the message is gone.
    """
    box = QMessageBox(
        QMessageBox.Icon.NoIcon,
        title or tr("That did not work"),
        _PLACE.sub(r"\1:\n", tr(sentence)),
        QMessageBox.StandardButton.Ok if way_out is None else QMessageBox.StandardButton.Cancel,
        parent,
    )
    if way_out is not None:
        words, helps = way_out
        helping = box.addButton(words, QMessageBox.ButtonRole.ActionRole)
        box.setDefaultButton(helping)
        helping.clicked.connect(lambda: QTimer.singleShot(0, parent, helps))
    _dress(box, "error", "error", theme.current().error)
    _widen(box)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.open()


def show_note(parent: QWidget, sentence: str, title: str) -> None:
    """Tell what has worked in part only; the window goes on meanwhile.

    Args:
        parent: The window.
        sentence: What there is, and what there is not.
        title: Headline.
    """
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, sentence, QMessageBox.StandardButton.Ok, parent)
    _dress(box, "note", "warning", theme.current().warning)
    _widen(box)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def ask_to_save(parent: QWidget, name: str) -> str:
    """Ask what to do with unsaved changes.

    Args:
        parent: The window.
        name: What the document is called.

    Returns:
        `SAVE`, `DISCARD` or `CANCEL`.
    """
    kind = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Unsaved changes"))
    box.setText(tr("Save the changes to “{name}”?", name=name))
    box.setInformativeText(tr("Otherwise they are lost."))
    box.setStandardButtons(kind.Save | kind.Discard | kind.Cancel)
    box.setDefaultButton(kind.Save)
    box.button(kind.Discard).setText(tr("Don't save"))
    _dress(box, "unsaved", "save", theme.current().accent)
    return {kind.Save: SAVE, kind.Discard: DISCARD}.get(kind(box.exec()), CANCEL)


def ask_to_overwrite(parent: QWidget, name: str) -> str:
    """Ask what to do with a file that another program has changed since it was opened.

    Args:
        parent: The window.
        name: Of the file.

    Returns:
        `SAVE`, `ELSEWHERE` or `CANCEL`.
    """
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Changed by another program"))
    box.setText(tr("“{name}” has changed since it was opened.", name=name))
    box.setInformativeText(tr("Saving here replaces what is in the file now."))
    elsewhere = box.addButton(tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
    here = box.addButton(tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(elsewhere)
    _dress(box, "overwrite", "save", theme.current().accent)
    box.exec()
    chosen = box.clickedButton()
    return SAVE if chosen is here else ELSEWHERE if chosen is elsewhere else CANCEL


def ask_to_stop(parent: QWidget) -> bool:
    """Ask whether a running training may be stopped."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Training is running"))
    box.setText(tr("Stop the training and close?"))
    box.setInformativeText(tr("Checkpoints written so far are kept."))
    stop = box.addButton(tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
    _dress(box, "running", "train", theme.current().accent)
    box.exec()
    return box.clickedButton() is stop


def show_about(parent: QWidget, version: str) -> None:
    """Show version and licence."""
    text = tr(
        "Layerloom {version}\n\n{about}\n\nFree software under the MIT licence.",
        version=version,
        about=tr("Draw a neural network, train it, watch it learn, use it."),
    )
    box = QMessageBox(
        QMessageBox.Icon.NoIcon, tr("About Layerloom"), text, QMessageBox.StandardButton.Ok, parent
    )
    _dress(box, "about")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def show_shortcuts(parent: QWidget, groups: Iterable[tuple[str, list[QAction]]]) -> None:
    """Show all keys, menu by menu.

    Args:
        parent: The window.
        groups: Title and actions of every menu.
    """
    dialog = QDialog(parent)
    dialog.setObjectName("shortcuts")
    dialog.setWindowTitle(tr("Keyboard shortcuts"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = ScrollColumn("shortcuts.list", tr("Keyboard shortcuts"), 360)
    for title, actions in groups:
        rows = [action for action in actions if not action.shortcut().isEmpty()]
        if rows:
            _add_keys(column.column, title, rows)
    _add_gestures(column.column)
    column.column.addStretch(1)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    buttons.setObjectName("shortcuts.buttons")
    layout = QVBoxLayout(dialog)
    layout.addWidget(column)
    layout.addWidget(buttons)
    dialog.resize(
        min(theme.scaled(460), parent.width() - theme.HUGE),
        min(theme.scaled(560), parent.height() - theme.HUGE),
    )
    dialog.open()


def _add_keys(column: QVBoxLayout, title: str, actions: list[QAction]) -> None:
    """Append the commands of a menu with the keys of each."""
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    grid.setVerticalSpacing(theme.TINY + 2)
    grid.setHorizontalSpacing(theme.LARGE)
    for row, action in enumerate(actions):
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        words = label(tr(" or ").join(keys), "muted", wrap=False)
        grid.addWidget(label(plain(action.text()), wrap=False), row, 0)
        grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignRight)
    column.addWidget(label(title, "heading"))
    column.addLayout(grid)
    column.addSpacing(theme.SMALL)


def _add_gestures(column: QVBoxLayout) -> None:
    """Append what keys and mouse do together on the canvas."""
    column.addWidget(label(tr("On the canvas"), "heading"))
    for words in (
        tr(
            "Arrows walk from layer to layer, Alt+arrows move it, Enter goes to its settings. "
            "Hold Space or the middle button to pan, Ctrl and the wheel to zoom. "
            "Esc cancels, and goes back from a panel to the drawing. "
            "A double click adds a layer there. Drag with Ctrl to copy, from a port to the empty paper for what "
            "fits, and with Alt across connections to cut them; a layer dropped with Alt stays unconnected."
        ),
        tr(
            "Drag with Shift to take a layer out of its chain, which closes behind it. The dot of a selected "
            "note, dragged onto a layer, draws an arrow to it."
        ),
    ):
        column.addWidget(label(words, "muted"))


def _widen(box: QMessageBox) -> None:
    """Have room for a path and a sentence in few lines."""
    words = box.findChild(QLabel, "qt_msgbox_label")
    if words is not None:
        wanted = max(map(words.fontMetrics().horizontalAdvance, box.text().split("\n"))) + theme.LARGE
        screen = box.screen().availableGeometry().width()
        # Qt makes no message wider than that, and would cut it off.
        room = (screen if screen <= _SMALL else min(screen - _BESIDE, _WIDEST)) - _FRAME
        words.setMinimumWidth(min(theme.scaled(_WIDE), wanted, room))


def _dress(box: QMessageBox, name: str, icon: str = "", color: QColor | None = None) -> None:
    if icon:
        box.setIconPixmap(theme.icon(icon, color).pixmap(32, 32))
    box.setObjectName(f"dialog.{name}")
    box.setAccessibleName(box.text())
    box.setTextFormat(Qt.TextFormat.PlainText)
    for button in box.buttons():
        word = plain(button.text())
        button.setObjectName(f"dialog.{name}.{word.lower().replace(' ', '_').replace(chr(39), '')}")
        button.setAccessibleName(word)
