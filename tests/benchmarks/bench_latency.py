"""How long the window keeps a 10 ms timer waiting while the digits network trains.

Run it as a program: `python tests/benchmarks/bench_latency.py [EPOCHS]`. It opens the real main window (on Qt's
offscreen platform when there is no display), trains the bundled digits project in the Train mode with live
curves, and prints median, 95th percentile and maximum of the delay of every tick, idle and in training.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "core"), str(ROOT / "gui")]

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from layerloom_studio.document.edits import SetSettings  # noqa: E402
from layerloom_studio.main_window.settings import Settings  # noqa: E402
from layerloom_studio.main_window.window import MainWindow  # noqa: E402
from layerloom_studio.resources import asset  # noqa: E402

TICK = 10.0  # milliseconds


class Ticker(QObject):
    """Notes by how much each tick of a 10 ms timer comes late."""

    def __init__(self) -> None:
        super().__init__()
        self.delays: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(int(TICK))
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self.delays.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def report(self, name: str) -> str:
        ordered = sorted(self.delays)
        late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        return (
            f"{name:<10} {len(ordered):>6} ticks   median {statistics.median(ordered):6.1f} ms   "
            f"p95 {late:6.1f} ms   max {ordered[-1]:6.1f} ms"
        )

    def _tick(self) -> None:
        now = time.perf_counter()
        self.delays.append(max(0.0, (now - self._last) * 1e3 - TICK))
        self._last = now


def main() -> int:
    """Measure and print."""
    epochs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LAYERLOOM_RUNS"] = folder
        app = QApplication(sys.argv[:1])
        window = MainWindow(Settings(Path(folder) / "settings.json"))
        window.resize(1360, 860)
        window.show()
        window.documents.open_sample(asset("projects", "digits.layerloom.json"))
        window.set_mode("train")
        project = window.project
        project.apply(SetSettings("training", {**project.training, "epochs": epochs}))
        project.apply(SetSettings("callbacks", []))
        _wait(500)
        ticker = Ticker()
        ticker.start()
        _wait(2_000)
        ticker.stop()
        print(ticker.report("idle"))
        loop = QEventLoop()
        window.training.finished.connect(loop.quit)
        window.training.failed.connect(loop.quit)
        ticker.start()
        begin = time.perf_counter()
        window.start_training()
        loop.exec()
        ticker.stop()
        print(ticker.report("training"))
        print(f"{epochs} epochs in {time.perf_counter() - begin:.1f} s; state: {window.training.state}")
        failed = window.training.state != "finished"
        window.workshop.close()
        project.set_modified(False)
        window.close()
        app.processEvents()
    return int(failed)


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    raise SystemExit(main())
