"""Progress of a run: where it is, how fast it goes, how long it will still take."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layerloom_studio.runs.events import Event


@dataclass(frozen=True)
class Progress:
    """One look at a run; `after` gives the next one.

    Args:
        epoch: Number of the current epoch, 1 for the first, 0 before.
        epochs: How many were asked for.
        batch: Batches done in this epoch.
        batches: Batches of a whole epoch.
        samples: Training samples of a whole epoch.
        speed: Training samples per second, 0 while unknown.
        eta: Seconds until the last epoch is done, None while unknown.
        due: When it will be done by what the last epoch told, in seconds since 1970.
    """

    epoch: int = 0
    epochs: int = 0
    batch: int = 0
    batches: int = 0
    samples: int = 0
    speed: float = 0.0
    eta: float | None = None
    due: float | None = None

    @property
    def epochs_done(self) -> int:
        """Epochs that are complete."""
        return self.epoch if self.batches and self.batch >= self.batches else max(0, self.epoch - 1)

    def after(self, event: Event) -> Progress:
        """The look after an event of the run's log."""
        data = event.data
        if event.kind == "started":
            return Progress(epochs=data["epochs"], batches=data["batches"], samples=data["samples"])
        if event.kind == "batch":
            speed = data["samples_per_second"] or 0.0
            moved = replace(
                self, epoch=data["epoch"], batch=data["batch"], batches=data["batches"], speed=speed
            )
            return replace(moved, eta=moved._remaining(event.time))
        if event.kind == "epoch":
            eta = data["eta"]
            due = None if eta is None else event.time + eta
            speed = data["samples_per_second"] or self.speed
            return replace(self, epoch=data["epoch"], batch=self.batches, speed=speed, eta=eta, due=due)
        if event.kind == "paused":
            return replace(self, eta=None, due=None)
        if event.kind in ("finished", "failed"):
            return replace(self, eta=None)
        return self

    def _remaining(self, now: float) -> float | None:
        if self.due is not None:
            return max(0.0, self.due - now)
        if not self.speed or not self.batches:
            return None
        epochs = self.epochs - self.epoch + 1 - self.batch / self.batches
        return epochs * self.samples / self.speed


def format_seconds(seconds: float | None) -> str:
    """A length of time for people: `8 s`, `2:05`, `1:02:05`, `–` when unknown."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
