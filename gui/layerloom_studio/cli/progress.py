"""ProgressLines: the events of a run as a moving bar on a terminal, or as plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from layerloom.callbacks.terminal import terminal
from layerloom_studio.runs.events import Event

_WIDTH = 24


class ProgressLines:
    """Writes what happens in a run to standard output.

    Args:
        name: What is being trained.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._epochs = 0

    def take(self, event: Event) -> None:
        """Write an event; some are not worth a line."""
        line = getattr(self, f"_{event.kind}", None)
        if line is not None:
            line(event)

    def _started(self, event: Event) -> None:
        data = event.data
        self._epochs = data["epochs"]
        held = data["validation_samples"]
        terminal.line(
            f"Training {self._name}: {data['parameters']:,} parameters, {data['samples']:,} samples"
            + (f" and {held:,} for validation" if held else ", none for validation")
        )
        terminal.start()

    def _batch(self, event: Event) -> None:
        data = event.data
        terminal.bar(
            f"{self._place(data['epoch'])} {bar(data['batch'], data['batches'])} {values(event.logs)}  "
            f"{data['samples_per_second']:,.0f}/s"
        )

    def _epoch(self, event: Event) -> None:
        data = event.data
        left = f", {duration(data['eta'])} left" if data["eta"] >= 1 else ""
        terminal.bar(
            f"{self._place(data['epoch'])} {values(event.logs)}  "
            f"{data['seconds']:.2f} s, {data['samples_per_second']:,.0f}/s{left}",
            final=True,
        )

    def _stopped(self, event: Event) -> None:
        if event.data["reason"] != "nan":
            terminal.line(event.data["message"])

    def _finished(self, event: Event) -> None:
        data = event.data
        best = f", the best was epoch {data['best_epoch']}" if data["best_epoch"] else ""
        plural = "epoch" if data["epochs"] == 1 else "epochs"
        terminal.line(f"Trained {data['epochs']} {plural} in {duration(data['seconds'])}{best}.")

    def _place(self, epoch: int) -> str:
        return f"Epoch {epoch:>{len(str(self._epochs))}}/{self._epochs}"


def bar(done: int, total: int) -> str:
    """Draw a bar."""
    full, empty = ("━", "╌") if terminal.can_show("━╌") else ("=", ".")
    filled = _WIDTH * done // max(total, 1)
    return full * filled + empty * (_WIDTH - filled)


def values(logs: Mapping[str, float]) -> str:
    """Loss and metrics in a line: the loss first, those of the validation behind."""
    names = sorted(logs, key=lambda name: (name.startswith("val_"), not name.endswith("loss")))
    return "  ".join(f"{name} {logs[name]:.4f}" for name in names)


def duration(seconds: float) -> str:
    """A time in words."""
    if seconds < 60:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s"
