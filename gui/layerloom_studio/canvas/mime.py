"""What travels in a drag and in the clipboard: a layer's class name, or a piece of a drawing."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

LAYER_MIME = "application/x-layerloom-layer"
PIECE_MIME = "application/x-layerloom-piece+json"


def layer_mime(class_name: str) -> QMimeData:
    """Return what the palette puts into a drag."""
    mime = QMimeData()
    mime.setData(LAYER_MIME, class_name.encode())
    mime.setText(class_name)
    return mime


def layer_of(mime: QMimeData) -> str | None:
    """Return the class name in a drag, or `None` if it carries no layer."""
    if not mime.hasFormat(LAYER_MIME):
        return None
    return bytes(mime.data(LAYER_MIME).data()).decode("utf-8", "replace")


def piece_mime(text: str) -> QMimeData:
    """Return what copying puts into the clipboard: Keras JSON, readable as text too."""
    mime = QMimeData()
    mime.setData(PIECE_MIME, text.encode())
    mime.setText(text)
    return mime


def piece_of(mime: QMimeData) -> str | None:
    """Return the Keras JSON in the clipboard, ours or any text that may be one."""
    if mime.hasFormat(PIECE_MIME):
        return bytes(mime.data(PIECE_MIME).data()).decode("utf-8", "replace")
    text = mime.text().strip() if mime.hasText() else ""
    return text if text.startswith("{") else None
