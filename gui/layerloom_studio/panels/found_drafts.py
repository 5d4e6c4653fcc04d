"""FoundDrafts: cards on the start page, one for each drawing that an earlier program could not save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.widgets import clear_layout, label, push_button


@dataclass(frozen=True)
class DraftInfo:
    """What a card tells.

    Args:
        title: Name of the document.
        saved: When it was kept, in seconds since 1970.
        layers: How many layers it has.
        training: What became of the training that was running then; empty where none was.
    """

    title: str
    saved: float
    layers: int
    training: str = ""


class FoundDrafts(QWidget):
    """Asks for each drawing whether to restore or to discard it, and waits as long as one likes.

    Args:
        parent: Owner.
    """

    restored = Signal(int)  # number of the card
    discarded = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start.found")
        self.setAccessibleName(tr("Unsaved work"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SMALL)
        self._infos: list[DraftInfo] = []
        theme.changed.connect(self._build)
        self.hide()

    def show_drafts(self, infos: Sequence[DraftInfo]) -> None:
        """Show these, none to hide all of it."""
        self._infos = list(infos)
        self._build()
        self.setVisible(bool(infos))

    def _build(self) -> None:
        clear_layout(self._column)
        for number, info in enumerate(self._infos):
            self._column.addWidget(self._card(number, info))

    def _card(self, number: int, info: DraftInfo) -> QFrame:
        card = QFrame()
        card.setObjectName(f"start.found.{number}")
        card.setProperty("card", "true")
        picture = QLabel()
        picture.setPixmap(theme.icon("history", theme.current().accent).pixmap(24, 24))
        title = label(tr("“{title}” was not saved", title=info.title), "heading")
        count = tr("{layers} layer{plural}", layers=info.layers, plural="" if info.layers == 1 else "s")
        text = label(
            tr(
                "The program ended before it could be saved. Kept {when}, with {count}. {training}",
                when=_when(info.saved),
                count=count,
                training=info.training,
            ).strip(),
            "muted",
        )
        card.setAccessibleName(title.text())
        card.setAccessibleDescription(text.text())
        restore = push_button(
            f"start.found.{number}.restore",
            tr("Restore"),
            tr("Open it as it was; the file itself changes only when you save"),
            tr("Restore {title}", title=info.title),
        )
        restore.setProperty("primary", "true")
        restore.clicked.connect(lambda: self.restored.emit(number))
        discard = push_button(
            f"start.found.{number}.discard",
            tr("Discard"),
            tr("Delete what was kept"),
            tr("Discard {title}", title=info.title),
        )
        discard.clicked.connect(lambda: self.discarded.emit(number))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(text)
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        row.setSpacing(theme.MEDIUM)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(restore)
        row.addWidget(discard)
        return card


def _when(saved: float) -> str:
    """Return a moment as people tell it: only the time, if it was today."""
    moment, now = datetime.fromtimestamp(saved).astimezone(), datetime.now().astimezone()
    if moment.date() == now.date():
        return tr("today at {moment:%H:%M}", moment=moment)
    return tr("on {moment:%Y-%m-%d} at {moment:%H:%M}", moment=moment)
