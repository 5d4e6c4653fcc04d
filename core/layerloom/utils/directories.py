"""Files of a folder with their classes: which there are, in which order, and in which part of a split."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.callbacks.terminal import terminal
from layerloom.errors import FieldError, LayerloomError
from layerloom.tensors import Array, as_array


def index_directory(
    directory: Any,
    labels: Any,
    formats: tuple[str, ...],
    class_names: Sequence[str] | None = None,
    shuffle: bool = True,
    seed: int | None = None,
    follow_links: bool = False,
    verbose: bool = True,
) -> tuple[list[str], Array | None, list[str] | None]:
    """Lists the files of a folder.

    Args:
        directory: The folder; with inferred labels its subfolders are the classes.
        labels: ``"inferred"``, ``None``, or a number for each file in the order of their paths.
        formats: Endings of the files.
        class_names: Subfolders in the order of their numbers; alphabetic by default.
        shuffle: Whether the files are put in random order.
        seed: Seed of that order.
        follow_links: Whether links to folders are followed.
        verbose: Whether the number of files is said.

    Returns:
        Paths, labels and the names of the classes.

    Raises:
        FieldError: If the arguments do not go together or with the folder.
    """
    root = Path(directory)
    if not root.is_dir():
        raise LayerloomError(f"{root} is no folder.")
    numbers: Array | None = None
    names: list[str] | None = None
    if isinstance(labels, str):
        if labels != "inferred":
            raise FieldError(f"labels must be 'inferred', a list or None, got {labels!r}.")
        found = sorted(
            path.name for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")
        )
        names = list(class_names or found)
        missing = sorted(set(names) - set(found))
        if missing:
            raise FieldError(f"class_names has {', '.join(missing)}, but {root} has no such subfolder.")
        groups = [list_files(root / name, formats, follow_links) for name in names]
        paths = [path for group in groups for path in group]
        numbers = np.repeat(np.arange(len(groups), dtype=np.int32), [len(group) for group in groups])
    else:
        if class_names is not None:
            raise FieldError("class_names goes with labels='inferred' only.")
        paths = list_files(root, formats, follow_links)
        if labels is not None:
            numbers = as_array(labels)
            if len(numbers) != len(paths):
                raise FieldError(f"There are {len(numbers)} labels for {len(paths)} files in {root}.")
            names = [str(label) for label in sorted(set(labels))]
    if verbose:
        classes = "" if names is None else f" belonging to {len(names)} classes"
        terminal.line(f"Found {len(paths)} files{classes}.")
    if shuffle:
        order = np.arange(len(paths))
        np.random.RandomState(seed).shuffle(order)
        paths = [paths[index] for index in order]
        numbers = None if numbers is None else numbers[order]
    return paths, numbers, names


def list_files(folder: Path, formats: tuple[str, ...], follow_links: bool) -> list[str]:
    """Returns the paths of files with these endings in a folder and all below it, in alphabetic order."""
    return [
        os.path.join(parent, name)  # noqa: PTH118 - as long lists of paths are made
        for parent, _, files in sorted(os.walk(folder, followlinks=follow_links))
        for name in sorted(files)
        if name.lower().endswith(formats)
    ]


def check_split(validation_split: float | None, subset: str | None, shuffle: bool, seed: int | None) -> None:
    """Refuses arguments of a split that do not go together.

    Raises:
        FieldError: If one is missing or not allowed.
    """
    if validation_split and not 0 < validation_split < 1:
        raise FieldError(f"validation_split must lie between 0 and 1, got {validation_split}.")
    if bool(validation_split) != bool(subset):
        raise FieldError("validation_split and subset go together: give both or none.")
    if subset not in ("training", "validation", "both", None):
        raise FieldError(f"subset must be 'training', 'validation' or 'both', got {subset!r}.")
    if validation_split and shuffle and seed is None:
        raise FieldError("A split of shuffled files needs a seed, or both parts would have files in common.")


def split_off(
    paths: list[str], labels: Array | None, validation_split: float | None, subset: str | None
) -> tuple[list[str], Array | None]:
    """Returns the files of one part: validation takes the last ones."""
    if not validation_split:
        return paths, labels
    cut = len(paths) - int(validation_split * len(paths))
    part = slice(cut) if subset == "training" else slice(cut, None)
    kept = paths[part]
    terminal.line(f"Using {len(kept)} files for {subset}.")
    return kept, None if labels is None else labels[part]


def label_values(labels: Array, label_mode: str, classes: int) -> Array:
    """Returns labels in the form of a ``label_mode``: numbers, one-hot rows or a column of 0 and 1."""
    if label_mode == "binary":
        return labels.astype(np.float32)[:, None]
    if label_mode == "categorical":
        return np.eye(classes, dtype=np.float32)[labels]
    return labels
