"""A large button with a picture, a title and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.widgets.labels import label


class Card(QPushButton):
    """One choice of a start page.

    Args:
        name: Object name.
        title: First line, also the accessible name.
        text: What happens on a click.
        wide: Picture on the left instead of on top.
        compact: Small margins and letters, for one of many.
        parent: Owner.
    """

    def __init__(
        self,
        name: str,
        title: str,
        text: str,
        *,
        wide: bool = False,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setProperty("card", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.picture = QLabel()
        self.picture.setAccessibleName(title)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label(title, "heading")
        self._text = label(text, "small" if compact else "muted")
        if compact:
            self._title.setProperty("role", None)
            theme.bind_font(self._title, lambda: theme.ui_font(bold=True))
        words = QVBoxLayout()
        words.setSpacing(theme.TINY)
        if wide:
            words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addStretch(1)
        self._layout = QHBoxLayout() if wide else QVBoxLayout()
        self._layout.addWidget(self.picture)
        self._layout.addLayout(words, 1)
        margin = theme.SMALL + 2 if compact else theme.LARGE
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(theme.LARGE if wide and not compact else theme.MEDIUM)
        self.setLayout(self._layout)
        for part in (self.picture, self._title, self._text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_picture(self, pixmap: QPixmap) -> None:
        """Show a picture."""
        self.picture.setPixmap(pixmap)

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._layout.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self._layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._layout.heightForWidth(width)
