"""The layer classes as a person calls them: short names, a forgiving search, and what often comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from layerloom.declaration import Entry, registry
from layerloom.graph.architecture import MODEL_CLASSES
from layerloom.naming import to_snake_case

# Short names beside those that follow from the class name itself (see `names_of`).
_SHORT = {
    "InputLayer": ("in", "input"),
    "Dense": ("d", "fc", "linear"),
    "Conv2D": ("c", "conv"),
    "Conv2DTranspose": ("ct", "convt", "deconv"),
    "SeparableConv2D": ("sc", "sep", "sepconv"),
    "DepthwiseConv2D": ("dw", "dwconv"),
    "MaxPooling2D": ("p", "mp", "max", "pool", "maxpool"),
    "AveragePooling2D": ("ap", "avg", "avgpool"),
    "GlobalAveragePooling2D": ("gap", "globalavg"),
    "GlobalMaxPooling2D": ("gmp", "globalmax"),
    "BatchNormalization": ("b", "bn", "batchnorm"),
    "LayerNormalization": ("ln", "layernorm"),
    "Dropout": ("do", "drop"),
    "Flatten": ("f", "flat"),
    "Reshape": ("rs",),
    "Concatenate": ("cat", "concat"),
    "Add": ("plus", "sum"),
    "Multiply": ("mul", "times"),
    "Activation": ("act",),
    "ReLU": ("r",),
    "LeakyReLU": ("lrelu", "leaky"),
    "Identity": ("id",),
    "Embedding": ("e", "emb"),
    "UpSampling2D": ("up", "upsample"),
    "ZeroPadding2D": ("pad", "zeropad"),
    "MultiHeadAttention": ("mha", "attention"),
    "Bidirectional": ("bi",),
}

# What people mostly put after a layer of a category, best first; for a list before anything is typed.
_NEXT = {
    "Nothing": ("InputLayer", "Dense", "Conv2D", "Flatten", "Embedding"),
    "Input": ("Conv2D", "Flatten", "Dense", "Embedding", "Conv1D"),
    "Core": ("Dropout", "ReLU", "BatchNormalization", "Dense", "Activation"),
    "Convolution": ("BatchNormalization", "ReLU", "MaxPooling2D", "Conv2D", "Dropout", "Flatten"),
    "Pooling": ("Conv2D", "Dropout", "Flatten", "GlobalAveragePooling2D", "Dense"),
    "Normalization": ("ReLU", "Activation", "MaxPooling2D", "Conv2D", "Dropout"),
    "Activation": ("MaxPooling2D", "Conv2D", "Dropout", "Dense", "GlobalAveragePooling2D", "Flatten"),
    "Regularization": ("Dense", "Conv2D", "Flatten"),
    "Reshaping": ("Dense", "Dropout", "Conv2D"),
    "Merging": ("ReLU", "BatchNormalization", "Conv2D", "Dense"),
}
_BEGINNING, _PART = 3.0, 2.0  # scores; where a name begins as typed, scattered letters elsewhere mean nothing
_CAPITALS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|\d+D?")


def layer_entries() -> list[Entry]:
    """Return every layer class that can be drawn, in order of registration."""
    return [entry for entry in registry.entries("layer") if entry.name not in MODEL_CLASSES]


def title(entry: Entry) -> str:
    """Return what a layer class is called in lists: `Input` for `InputLayer`, else its name."""
    return "Input" if entry.name == "InputLayer" else entry.name


def is_everyday(entry: Entry) -> bool:
    """Tell whether a layer class is one of those that people use all the time; lists show them first."""
    return entry.name in _SHORT


def find_layer(word: str) -> Entry | None:
    """Return the layer class that a word names exactly: by class name, alias or short name, in any case."""
    name = _all_names().get(word.lower())
    return registry.find("layer", name) if name is not None else None


def split_number(word: str) -> tuple[str, str]:
    """Split the number off a name that it was written to: `c32` is `c` and `32`, `conv2d32` is `conv2d` and `32`.

    Returns:
        The longest known name that the word begins with if only a number follows, and that number; else the word
        as it is and an empty text.
    """
    for end in range(len(word), 0, -1):
        if word[:end].lower() in _all_names() and (end == len(word) or _is_number(word[end:])):
            return word[:end], word[end:]
    return word, ""


def search(word: str, after: str = "") -> list[Entry]:
    """Return the layer classes that a word may mean, the likeliest first.

    Args:
        word: What was typed; nothing at all means every class.
        after: Category of the layer that the new one follows, or "Nothing" where it begins a drawing; what often
            comes next is preferred.
    """
    likely = _NEXT.get(after, _NEXT["Pooling"])
    ranked = []
    for place, entry in enumerate(layer_entries()):
        score = max((match_score(word, name) for name in names_of(entry)), default=0.0)
        if score > 0.0:
            rank = likely.index(entry.name) if entry.name in likely else len(likely)
            ranked.append((-round(score, 1), rank, not is_everyday(entry), place, entry))
    ranked.sort(key=lambda row: row[:-1])
    least = 0.0
    if ranked and -ranked[0][0] >= _BEGINNING:  # a single letter is somewhere in most names
        least = _BEGINNING if len(word) == 1 else _PART
    return [row[-1] for row in ranked if -row[0] >= least]


def match_score(word: str, name: str) -> float:
    """Return how well a typed word fits a name: 4 for equal, less for a beginning, a part, scattered letters, or 0."""
    word, name = word.lower(), name.lower()
    if not word:
        return 1.0
    if word == name:
        return 4.0
    if name.startswith(word):
        return _BEGINNING + 0.5 * len(word) / len(name)
    if word in name:
        return _PART
    place, gaps = -1, 0
    for letter in word:
        found = name.find(letter, place + 1)
        if found < 0:
            return 0.0
        gaps += found - place - 1
        place = found
    return max(1.5 - 0.1 * gaps, 0.1)


def names_of(entry: Entry) -> tuple[str, ...]:
    """Return all that a layer class may be called, in small letters."""
    snake = to_snake_case(entry.name)
    capitals = "".join(
        part if part[0].isdigit() else part[0] for part in _CAPITALS.findall(entry.name)
    ).lower()
    derived = (entry.name, snake, snake.replace("_", ""), *entry.aliases, *_SHORT.get(entry.name, ()))
    initials = (capitals,) if len(capitals) > 1 else ()
    return tuple(dict.fromkeys(name.lower() for name in (*derived, *initials)))


def _all_names() -> dict[str, str]:
    return _table(tuple(entry.name for entry in layer_entries()))


@lru_cache(maxsize=4)
def _table(classes: tuple[str, ...]) -> dict[str, str]:
    """Return class names by every name; a name that two classes share belongs to the one that lists it by hand."""
    table: dict[str, str] = {}
    for class_name, name in _claims(classes):
        table.setdefault(name, class_name)
    return table


def _claims(classes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for class_name in classes:
        yield class_name, class_name.lower()
    for class_name in classes:
        for name in _SHORT.get(class_name, ()):
            yield class_name, name
    for class_name in classes:
        entry = registry.find("layer", class_name)
        for name in names_of(entry) if entry is not None else ():
            yield class_name, name


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text[0] in "0123456789."
