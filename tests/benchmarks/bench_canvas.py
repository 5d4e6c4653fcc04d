"""How fast large drawings are: opening, panning, dragging, zooming and quick-add, with the program's own items.

    python tests/benchmarks/bench_canvas.py [--nodes 100 1000 5000]

Opening is from the JSON file to the first painted frame, layout included. Frames are medians of whole frames, painted
by software, at the worse of the fitted view and 100 %. Quick-add is the box that opens, a letter the answer to one
that is typed into it, an edit a setting that changes with all shapes behind it, and undo takes it back; each with the
frame that shows it. The last line sums up 1,000 nodes and 1,200 edges.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "core"), str(ROOT / "gui"), str(ROOT)]

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QMouseEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from tests.large_drawing import drawing  # noqa: E402

from layerloom_studio.document.edits import SetConfig  # noqa: E402
from layerloom_studio.main_window.settings import Settings  # noqa: E402
from layerloom_studio.main_window.window import MainWindow  # noqa: E402
from layerloom_studio.startup import make_application  # noqa: E402

_FRAMES = 25
_ACTS = 5
_COLUMNS = ("open", "pan", "drag", "zoom", "quick-add", "letter", "edit", "undo")
_LEFT = Qt.MouseButton.LeftButton


def measure(window: MainWindow, path: Path) -> dict[str, float]:
    """Return seconds to open and milliseconds of the frames."""
    start = time.perf_counter()
    assert window.open_path(path)
    canvas = window.canvas
    _settle()
    canvas.viewport().repaint()
    found = {"open": time.perf_counter() - start}
    for show in (canvas.fit, lambda: canvas.set_zoom(1.0)):
        show()
        _settle()
        for what, frame in (("pan", _pan), ("drag", _drag), ("zoom", _zoom)):
            found[what] = max(found.get(what, 0.0), frame(window))
    for what, act in (("quick-add", _quick_add), ("edit", _edit)):
        times = [act(window) for _ in range(_ACTS)]
        for place, name in enumerate((what, {"quick-add": "letter", "edit": "undo"}[what])):
            found[name] = statistics.median(pair[place] for pair in times)
    return found


def _pan(window: MainWindow) -> float:
    canvas = window.canvas
    bar = canvas.verticalScrollBar()
    base = bar.value()
    return _median(canvas, lambda number: bar.setValue(base + (number % 20 - 10) * 12))


def _drag(window: MainWindow) -> float:
    canvas = window.canvas
    middle = canvas.mapToScene(canvas.viewport().rect().center())
    items = canvas.scene().node_items()
    node = min(items, key=lambda name: (items[name].sceneBoundingRect().center() - middle).manhattanLength())
    point = canvas.mapFromScene(items[node].sceneBoundingRect().center())
    _mouse(canvas, QEvent.Type.MouseButtonPress, point)
    spent = _median(
        canvas,
        lambda number: _mouse(
            canvas, QEvent.Type.MouseMove, point + QPoint(6 + number % 30, 4 + number % 17)
        ),
    )
    _mouse(canvas, QEvent.Type.MouseButtonRelease, point)
    return spent


def _zoom(window: MainWindow) -> float:
    canvas = window.canvas
    base = canvas.zoom()
    spent = _median(canvas, lambda number: canvas.set_zoom(base * (1.0 + 0.02 * (number % 5))))
    canvas.set_zoom(base)
    return spent


def _quick_add(window: MainWindow) -> tuple[float, float]:
    """Return the milliseconds until the box is seen, and until it answers a letter."""
    box = window.canvas.adding.box
    opened = _timed(window.canvas.adding.ask)
    letters = [_timed(partial(QTest.keyClicks, box.line, letter)) for letter in "c32 3"]
    box.shut()
    return opened, statistics.median(letters)


def _edit(window: MainWindow) -> tuple[float, float]:
    """Return the milliseconds of a new setting in the middle of the drawing, and of taking it back."""
    layers = list(window.project.architecture.layers.values())
    layer = next(spec for spec in layers[len(layers) // 2 :] if spec.class_name == "Conv2D")
    change = SetConfig(layer.name, {"use_bias": not layer.config.get("use_bias", True)})
    made = _timed(lambda: window.stack.push(change, "Set", merge=False))
    return made, _timed(window.stack.undo)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1e3


def _median(canvas: object, change: Callable[[int], object]) -> float:
    times = []
    for number in range(_FRAMES):
        start = time.perf_counter()
        change(number)
        canvas.viewport().repaint()  # type: ignore[attr-defined]
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def _mouse(canvas: object, kind: QEvent.Type, point: QPoint) -> None:
    viewport = canvas.viewport()  # type: ignore[attr-defined]
    there = QPointF(viewport.mapToGlobal(point))
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else _LEFT
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else _LEFT
    event = QMouseEvent(kind, QPointF(point), there, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def _settle(milliseconds: int = 300) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    """Measure drawings of several sizes and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, nargs="+", default=[100, 1000, 5000])
    options = parser.parse_args()
    application = make_application()
    print(f"| nodes | edges | open s | {' | '.join(f'{name} ms' for name in _COLUMNS[1:])} |")
    print("|---" * (2 + len(_COLUMNS)) + "|")
    last = ""
    with tempfile.TemporaryDirectory() as folder:
        for nodes in options.nodes:
            data = drawing(nodes)
            path = Path(folder) / f"{nodes}.json"
            path.write_text(json.dumps(data), encoding="utf-8")
            window = MainWindow(Settings(Path(folder) / "settings.json"))
            window.resize(1280, 800)
            window.show()
            _settle()
            found = measure(window, path)
            edges = sum(1 for _ in window.project.architecture.edges())
            cells = [f"{found[key]:.2f}" for key in _COLUMNS]
            print(f"| {nodes} | {edges} | {' | '.join(cells)} |", flush=True)
            if nodes == 1000:
                last = f"canvas: open {cells[0]} s, pan {cells[1]} ms, drag {cells[2]} ms, zoom {cells[3]} ms"
            window.stack.setClean()
            window.project.set_modified(False)
            window.close()
    print(last)
    del application


if __name__ == "__main__":
    main()
