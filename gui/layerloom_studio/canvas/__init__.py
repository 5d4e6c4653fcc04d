"""The canvas: the drawing of a network, looked at, changed by mouse and keys.

``view`` takes what mouse, keys and drops do: a press begins one of the ``gestures``, a command is one of the
``actions``, and both end in an edit on the undo stack. ``scene`` hears what the document says of it and keeps an
item for each node, edge and note (``node_item``, ``edge_item``, ``notes``); ``overview`` paints them seen from far.
"""

from layerloom_studio.canvas.view import CanvasView

__all__ = ["CanvasView"]
