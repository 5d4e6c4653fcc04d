"""The canvas: the drawing of a network, looked at, changed by mouse and keys."""

from layerloom_studio.canvas.view import CanvasView

__all__ = ["CanvasView"]
