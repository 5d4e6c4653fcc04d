"""DropZone: the place where image files and folders are dropped, or chosen with buttons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from layerloom_studio import theme
from layerloom_studio.language import mark, tr
from layerloom_studio.runs.chosen import is_model
from layerloom_studio.widgets import ElidedLabel, push_button
from layerloom_studio.widgets.tips import plain_tip

_KINDS = mark("Images (*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff);;All files (*)")


class DropZone(QWidget):
    """Takes image files and folders by drag and drop or through file dialogs.

    Args:
        name: Object name; the buttons are `<name>.files` and `<name>.folder`.
        parent: Owner.
    """

    chosen = Signal(list)  # paths of files and folders
    sketch_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Drop images here"))
        self.setAcceptDrops(True)
        self._over = False
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = ElidedLabel(tr("Drop or paste images or a folder here"), sentence=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._files = self._button(
            "files", tr("Choose images…"), tr("Choose image files to classify"), self.ask_files
        )
        self._folder = self._button(
            "folder", tr("Choose folder…"), tr("Classify all images of a folder"), self.ask_folder
        )
        self._sketch = self._button(
            "sketch",
            tr("Draw…"),
            tr("Draw an image with the pointer, such as a digit"),
            self.sketch_wanted.emit,
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self._files)
        buttons.addWidget(self._folder)
        buttons.addWidget(self._sketch)
        buttons.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setSpacing(theme.SMALL)
        self._layout.addStretch(1)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(self._text)
        self._layout.addLayout(buttons)
        self._layout.addStretch(1)
        self.set_compact(False)
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def set_compact(self, compact: bool) -> None:
        """Be a single line above the results, or fill the place where they will be."""
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.LeftToRight if compact else direction.TopToBottom)
        edge = theme.SMALL if compact else theme.HUGE
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._icon.setVisible(not compact)
        vertical = QSizePolicy.Policy.Fixed if compact else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)

    def set_ready(self, reason: str) -> None:
        """Allow choosing images; with a reason, refuse it and say why."""
        self._files.setEnabled(not reason)
        self._sketch.setEnabled(not reason)
        self._sketch.setToolTip(plain_tip(reason) or self._sketch.accessibleName())
        self._folder.setEnabled(not reason)
        self._files.setToolTip(plain_tip(reason) or tr("Choose image files to classify"))
        self._folder.setToolTip(plain_tip(reason) or tr("Classify all images of a folder"))
        self._text.setText(reason or tr("Drop or paste images or a folder here"))

    def ask_files(self) -> None:
        """Let a person choose files."""
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose images"), "", tr(_KINDS))
        self._emit([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Let a person choose a folder."""
        name = QFileDialog.getExistingDirectory(self, tr("Choose a folder of images"))
        self._emit([Path(name)] if name else [])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._files.isEnabled() and dropped_paths(event.mimeData()):
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        event.acceptProposedAction()
        self._emit(dropped_paths(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(palette.accent if self._over else palette.border, 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.mix(palette.panel, palette.accent, 0.10) if self._over else palette.panel)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.CARD_RADIUS, theme.CARD_RADIUS)
        painter.end()

    def _button(self, name: str, text: str, tip: str, slot: object) -> QPushButton:
        button = push_button(f"{self.objectName()}.{name}", text, tip)
        button.clicked.connect(slot)
        return button

    def _emit(self, paths: Sequence[Path]) -> None:
        if paths:
            self.chosen.emit(list(paths))

    def _paint_icon(self) -> None:
        self._icon.setPixmap(theme.icon("image", theme.current().muted).pixmap(36, 36))


def dropped_paths(mime: QMimeData) -> list[Path]:
    """The files and folders on this machine that are being dragged."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def is_table(paths: Sequence[Path]) -> bool:
    """Whether what is dropped is one table."""
    return len(paths) == 1 and paths[0].suffix.lower() in (".csv", ".tsv")


def are_images(paths: Sequence[Path]) -> bool:
    """Whether what is dropped may be images and folders of images, rather than models."""
    return bool(paths) and not any(map(is_model, paths))
