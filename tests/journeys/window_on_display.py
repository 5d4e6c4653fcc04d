"""The program in a process of its own, on a display: opens the window and answers where things are, line by line.

Each line on standard input is a JSON list, a question and its arguments; each answer is one line of JSON.
Nothing here acts on the window: that is done by a real pointer.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSocketNotifier
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItemIterator

from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.content import DIRECTION
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.notes import adding_note
from layerloom_studio.main_window import MainWindow, Settings
from layerloom_studio.startup import make_application


class Answers:
    """Tells where on the screen things are, and what the drawing holds.

    Args:
        window: The window.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._canvas = window.canvas
        self.known: dict[str, Callable[..., Any]] = {
            name: getattr(self, name)
            for name in ("ready", "draw", "note", "palette", "node", "port", "dot", "free", "state")
        }

    def ready(self) -> bool:
        """Whether the window is up and drawing can begin."""
        return self._window.isVisible() and self._canvas.isVisible() and self._canvas.width() > 300

    def draw(self, text: str, direction: str = "down") -> list[str]:
        """Start with a chain of layers, as if a file had been opened."""
        self._window.stack.clear()
        self._window.documents.new()
        project = self._window.project
        project.apply(chain(project, parse_chain(text), None).edit)
        project.apply(SetSettings(DIRECTION, direction))
        self._canvas.zoom_full()
        self._canvas.centerOn(self._canvas.scene().contents_rect().center())
        return list(project.architecture.nodes)

    def note(self, text: str, x: float, y: float) -> bool:
        """Put a note on the drawing and select it, as if it had just been written."""
        self._window.project.apply(adding_note(self._window.project, text, (x, y)))
        self._canvas.notes.select(0)
        return True

    def palette(self, title: str) -> list[int]:
        """A layer in the palette."""
        tree = self._window.findChild(QTreeWidget, "palette.layers")
        assert isinstance(tree, QTreeWidget)
        iterator = QTreeWidgetItemIterator(tree)
        while (item := iterator.value()) is not None:
            if item.text(0) == title and item.parent() is not None:
                tree.scrollToItem(item, QAbstractItemView.ScrollHint.EnsureVisible)
                return _screen(tree.viewport(), tree.visualItemRect(item).center())
            iterator += 1
        raise KeyError(title)

    def node(self, node: str) -> list[int]:
        """The middle of a node."""
        rect = self._canvas.scene().node_item(node).rect()
        return _screen(self._canvas.viewport(), self._canvas.mapFromScene(rect.center()))

    def port(self, node: str, side: str) -> list[int]:
        """A port of a node."""
        point = self._canvas.scene().port_point(node, (side, 0))
        return _screen(self._canvas.viewport(), self._canvas.mapFromScene(point))

    def dot(self) -> list[int]:
        """Where the arrow of the first note is drawn from."""
        return _screen(
            self._canvas.viewport(), self._canvas.mapFromScene(self._canvas.notes.items[0].handle())
        )

    def free(self, across: float, down: float) -> list[int]:
        """A place of the canvas, in shares of its width and height."""
        viewport = self._canvas.viewport()
        return _screen(viewport, QPoint(round(viewport.width() * across), round(viewport.height() * down)))

    def state(self) -> dict[str, Any]:
        """What is drawn, selected and offered now."""
        project, box = self._window.project, self._canvas.adding.box
        return {
            "nodes": list(project.architecture.nodes),
            "edges": [[edge.source, edge.target] for edge in project.edges()],
            "places": {node: list(place) for node, place in project.positions.items()},
            "selected": self._canvas.selected(),
            "offered": [row.specs[0].class_name for row in box.rows()] if box.isVisible() else None,
            "undo": self._window.stack.undoText(),
            "zoom": self._canvas.zoom(),
            "notes": [[item.note.text, item.note.about] for item in self._canvas.notes.items],
        }


def main() -> None:
    """Run until standard input ends."""
    application = make_application()
    window = MainWindow(Settings(Path(os.environ["XDG_CONFIG_HOME"]) / "settings.json"))
    window.setGeometry(0, 0, 1280, 800)
    window.show()
    window.documents.new()
    answers = Answers(window)

    def answer() -> None:
        line = sys.stdin.readline()
        if not line:
            window.project.set_modified(False)
            application.quit()
            return
        name, *arguments = json.loads(line)
        print(json.dumps(answers.known[name](*arguments)), flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(answer)
    application.exec()


def _screen(widget: Any, point: QPoint) -> list[int]:
    there = widget.mapToGlobal(point)
    return [there.x(), there.y()]


if __name__ == "__main__":
    main()
