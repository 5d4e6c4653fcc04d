"""What travels in a drag from the palette: a layer's class name."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

LAYER_MIME = "application/x-layerloom-layer"


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
