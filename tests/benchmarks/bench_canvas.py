"""How fast large drawings are: opening, panning, dragging, zooming and quick-add, with the program's own items.

    python tests/benchmarks/bench_canvas.py [--nodes 100 1000 5000]

Opening is from the JSON file to the first painted frame, layout included. Frames are medians of whole frames, painted
by software, at the worse of the fitted view and 100 %. The last line sums up 1,000 nodes and 1,200 edges.
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
from pathlib import Path

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "core"), str(ROOT / "gui")]

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QMouseEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from layerloom.graph import Architecture, LayerSpec, Ref, format_architecture  # noqa: E402
from layerloom_studio.main_window.settings import Settings  # noqa: E402
from layerloom_studio.main_window.window import MainWindow  # noqa: E402
from layerloom_studio.startup import make_application  # noqa: E402

_FRAMES = 25
_LEFT = Qt.MouseButton.LeftButton


def drawing(nodes: int) -> dict:
    """Return Keras JSON of a network of so many layers and a fifth more connections than layers."""
    arch = Architecture(name=f"drawing_{nodes}")
    last = arch.add(LayerSpec("InputLayer", "image", {"batch_shape": [None, 32, 32, 8]}))
    skip = last
    while len(arch.nodes) < nodes:
        number = len(arch.nodes)
        if number % 5 == 4 and skip is not last:
            spec = LayerSpec("Add", f"add_{number}", {})
            skip = last = arch.add(spec, [Ref(last.id), Ref(skip.id)])
        elif number % 2:
            config = {"filters": 8, "kernel_size": [3, 3], "padding": "same"}
            last = arch.add(LayerSpec("Conv2D", f"conv_{number}", config), [Ref(last.id)])
        else:
            spec = LayerSpec("Activation", f"activation_{number}", {"activation": "relu"})
            last = arch.add(spec, [Ref(last.id)])
    arch.outputs = [Ref(last.id)]
    return format_architecture(arch)


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
    print("| nodes | edges | open s | pan ms | drag ms | zoom ms |\n|---|---|---|---|---|---|")
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
            cells = [f"{found[key]:.2f}" for key in ("open", "pan", "drag", "zoom")]
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
