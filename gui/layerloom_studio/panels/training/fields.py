"""The plain settings of a training, declared like those of a layer: its length, its order, and how it is fed."""

from __future__ import annotations

from layerloom.declaration.fields import Bounds, Field
from layerloom_studio.document.content import default_training
from layerloom_studio.language import tr

RARELY_SET = ("histograms", "steps_per_epoch", "validation_steps", "workers", "max_queue_size")
_AT_LEAST_ONE = Bounds(ge=1)


def training_fields() -> tuple[Field, ...]:
    """Return all of them, in the order in which a form shows them."""
    return (*_length(), *_order(), *_kept(), *_parts_of_an_epoch(), *_feeding())


def _length() -> tuple[Field, ...]:
    usual = default_training()
    return (
        _count("epochs", usual["epochs"], tr("How often to go through the data.")),
        _count("batch_size", usual["batch_size"], tr("Samples per step.")),
    )


def _order() -> tuple[Field, ...]:
    usual = default_training()
    balance = tr(
        "Whether classes with few samples count as much as those with many; of use where one class is rare."
    )
    seed = tr("The same seed gives the same curve.")
    return (
        _switch("shuffle", usual["shuffle"], tr("Whether every epoch sees the data in another order.")),
        _switch("balance_classes", False, balance),
        Field("seed", "int", usual["seed"], bounds=Bounds(ge=0), doc=seed),
    )


def _kept() -> tuple[Field, ...]:
    words = tr("Whether histograms of all weights and gradients are kept after every epoch, for Histograms.")
    return (_switch("histograms", False, words),)


def _parts_of_an_epoch() -> tuple[Field, ...]:
    validated = tr("Batches that are validated with after every epoch; empty for all that are held back.")
    return (
        _count("steps_per_epoch", None, tr("Batches of an epoch; empty for as many as the data have.")),
        _count("validation_steps", None, validated),
    )


def _feeding() -> tuple[Field, ...]:
    threads = tr(
        "Threads that change pictures for the next batches meanwhile, where there is augmentation; 0 waits for each."
    )
    ahead = tr("Batches of changed pictures that may be ready ahead.")
    return (
        Field("workers", "int", 1, bounds=Bounds(ge=0, le=64), doc=threads),
        Field("max_queue_size", "int", 8, bounds=Bounds(ge=1, le=1000), doc=ahead),
    )


def _count(name: str, usual: int | None, words: str) -> Field:
    return Field(name, "int", usual, optional=usual is None, bounds=_AT_LEAST_ONE, doc=words)


def _switch(name: str, usual: bool, words: str) -> Field:
    return Field(name, "bool", usual, doc=words)
