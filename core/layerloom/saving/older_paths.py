"""Where TensorFlow 2.12 to 2.15 kept the weights of layers in what has become Keras 3's layout.

Up to 2.14 a model's layers stood in a group of another name, first with numbers of their own, and on Windows the
steps of a path were joined by backslashes, which are part of a name in HDF5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from layerloom.saving.hdf5 import child, child_names
from layerloom.saving.tree import Place, walk, walk_of_tf_keras

#: What the group with a model's layers was called before it was called ``layers``.
_OLDER = "_layer_checkpoint_dependencies"

_CONTAINERS = ("layers", _OLDER)


def fitting_places(
    model: Any,
    is_missing: Callable[[Place], bool],
    has_weights: Callable[[str, Any], bool] = lambda _, layer: bool(layer.weights),
    in_file_order: bool = False,
) -> tuple[list[Place], list[Place]]:
    """Returns a model's places with the paths of the version whose paths a file has most of, Keras 3's at best.

    Args:
        model: The model.
        is_missing: Tells whether a file lacks what is kept at a place.
        has_weights: Tells whether the layer that the file has at a path had weights, or a table of words.
        in_file_order: Whether layers are counted in the order of the file that the model was read from.

    Returns:
        All places, and those of them that the file lacks.
    """

    def counts_twice(path: str, layer: Any) -> bool:
        return hasattr(layer, "load_assets") or has_weights(path, layer)

    best: tuple[list[Place], list[Place]] | None = None
    for way in (
        walk(model, in_file_order=in_file_order),
        walk_of_tf_keras(model, in_file_order=in_file_order),
        walk_of_tf_keras(model, _OLDER, in_file_order=in_file_order),
        walk_of_tf_keras(model, _OLDER, counts_twice, in_file_order),
        _of_addons(walk_of_tf_keras(model, in_file_order=in_file_order)),
    ):
        places = list(way)  # one way after the other: nearly always the first one fits
        missing = [place for place in places if is_missing(place)]
        if best is None or len(missing) < len(best[1]):
            best = places, missing
        if not missing:
            break
    assert best is not None
    return best


def _of_addons(places: Iterable[Place]) -> Iterator[Place]:
    """Yields places with what TensorFlow Addons called a group normalization with one channel in each group."""
    for place in places:
        yield replace(place, path=place.path.replace("group_normalization", "instance_normalization"))


def tells_names(file: Any) -> bool:
    """Tells whether a file names its layers beside their weights, as tf.keras did not."""
    groups = (child(group, "vars") for path in layers_in(file) if (group := find(file, path)) is not None)
    return any(group is not None and "name" in group.attrs for group in groups)


def find(file: Any, path: str) -> Any:
    """Returns the group at a path, whichever way its steps are joined, or ``None``."""
    found = child(file, path)
    return child(file, path.replace("/", "\\")) if found is None and "/" in path else found


def parts_of(file: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yields the group at a path, and on Windows those that belong into it, with their paths within it."""
    found = find(file, path)
    if found is not None:
        yield "", found
    before = path.replace("/", "\\") + "\\"
    if child(file, path) is None:
        for name in child_names(file):
            if name.startswith(before):
                yield name.removeprefix(before).replace("\\", "/") + "/", child(file, name)


def layers_in(file: Any) -> Iterable[str]:
    """Yields the paths of all layers of the model itself that a file tells of."""
    for container in _CONTAINERS:
        group = child(file, container)
        if group is not None:
            yield from (f"{container}/{name}" for name in child_names(group))
    for name in child_names(file):
        first, backslash, rest = name.partition("\\")
        if backslash and first in _CONTAINERS and "\\" not in rest:
            yield f"{first}/{rest}"
