"""ProgressLines: the events of a run as a moving bar on a terminal, or as plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from layerloom.callbacks.terminal import terminal
from layerloom_studio.language import mark, tr
from layerloom_studio.runs.events import Event

_STARTED = mark("Training {name}: {parameters:,} parameters, {samples:,} samples, none for validation")
_STARTED_WITH = mark(
    "Training {name}: {parameters:,} parameters, {samples:,} samples and {held:,} for validation"
)
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
        text = _STARTED_WITH if held else _STARTED
        counts = {"parameters": data["parameters"], "samples": data["samples"]}
        terminal.line(tr(text, name=self._name, held=held, **counts))
        terminal.start()

    def _batch(self, event: Event) -> None:
        data = event.data
        terminal.bar(
            f"{self._place(data['epoch'])} {bar(data['batch'], data['batches'])} {values(event.logs)}  "
            f"{data['samples_per_second']:,.0f}/s"
        )

    def _epoch(self, event: Event) -> None:
        data = event.data
        left = f", {tr('{time} left', time=duration(data['eta']))}" if data["eta"] >= 1 else ""
        terminal.bar(
            f"{self._place(data['epoch'])} {values(event.logs)}  "
            f"{data['seconds']:.2f} s, {data['samples_per_second']:,.0f}/s{left}",
            final=True,
        )

    def _stopped(self, event: Event) -> None:
        if event.data["reason"] != "nan":
            terminal.line(tr(event.data["message"]))

    def _finished(self, event: Event) -> None:
        data = event.data
        best = tr(", the best was epoch {epoch}", epoch=data["best_epoch"]) if data["best_epoch"] else ""
        terminal.line(
            tr(
                "Trained {count} epoch{plural} in {time}{best}.",
                count=data["epochs"],
                plural="" if data["epochs"] == 1 else "s",
                time=duration(data["seconds"]),
                best=best,
            )
        )

    def _place(self, epoch: int) -> str:
        return tr(
            "Epoch {epoch}/{epochs}", epoch=f"{epoch:>{len(str(self._epochs))}}", epochs=str(self._epochs)
        )


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
