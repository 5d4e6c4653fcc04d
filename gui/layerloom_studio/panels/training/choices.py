"""Losses and metrics as a person chooses them: one entry each, however many names it has."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace

from layerloom.declaration import registry
from layerloom.naming import to_snake_case
from layerloom_studio.language import mark


@dataclass(frozen=True)
class Choice:
    """One entry of a list.

    Args:
        value: What project files hold.
        title: What a person reads.
        doc: One sentence on it.
        aliases: Other names that mean the same.
        group: Its category.
    """

    value: str
    title: str
    doc: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""


_ACCURACY = Choice(
    "accuracy",
    "Accuracy",
    mark("Share of right answers; which kind follows from the loss."),
    ("acc",),
    "Accuracy",
)
_WORDS = {"crossentropy": "cross-entropy", "auc": "AUC", "ctc": "CTC", "kl": "KL", "r2": "R²"}
_ORDER = ("Accuracy", "Classification", "Regression", "Decisions")
_FIRST = ("sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy")
_LEFT_OUT = ("Values",)  # means and sums of anything, of use in code only


def choices(kind: str) -> list[Choice]:
    """Everything registered as a loss or a metric, each once.

    Args:
        kind: "loss" or "metric".

    Returns:
        Entries by group, the usual ones first; metrics begin with the accuracy that fits every loss.
    """
    found: dict[str, Choice] = {"accuracy": _ACCURACY} if kind == "metric" else {}
    for entry in registry.entries(kind):
        if entry.category in _LEFT_OUT or entry.start:  # a list cannot ask for arguments
            continue
        key = to_snake_case(entry.name)
        value = key if registry.find(kind, key) is not None else entry.name
        names = {entry.name, key, *entry.aliases}
        if key in found:
            found[key] = replace(found[key], aliases=tuple({*found[key].aliases, *names}))
        else:
            doc = _first_line(entry.target)
            found[key] = Choice(value, _title(key), doc, tuple(names), entry.category)
    return sorted(found.values(), key=_rank)


def _rank(choice: Choice) -> tuple[int, int]:
    group = _ORDER.index(choice.group) if choice.group in _ORDER else len(_ORDER)
    return group, _FIRST.index(choice.value) if choice.value in _FIRST else len(_FIRST)


def _title(name: str) -> str:
    words = [_WORDS.get(word, word) for word in name.replace("io_u", "IoU").split("_")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _first_line(target: object) -> str:
    return (inspect.getdoc(target) or "").split("\n", 1)[0]
