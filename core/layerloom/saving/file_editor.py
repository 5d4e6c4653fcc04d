"""KerasFileEditor: looks into files of weights, compares them with a model, and writes them changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.atomic import atomic_path
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.saving import keras_archive
from layerloom.saving.hdf5 import Array, ContentError, Room, attribute, child, child_names, open_hdf5
from layerloom.saving.tree import walk
from layerloom.saving.writing import create_group, h5_file

_VARS = "vars"  # the group of an object's weights, which the editor shows as the object's own
_MAX_DEPTH = 32

Tree = dict[str, Any]


class KerasFileEditor:
    """Opens a ``.weights.h5`` or ``.keras`` file, whose weights can then be renamed, removed, added and saved.

    Args:
        filepath: The file.

    Attributes:
        weights_dict: The weights as arrays in nested dicts, as ``{"layers": {"dense": {"0": kernel, "1": bias}}}``.
        object_metadata: What the file says of each object, by its path with a slash before it.
        config: The model's config, where the file has one.
        metadata: Version and date, likewise.

    Raises:
        LayerloomError: If the file is of another kind or cannot be read.
    """

    def __init__(self, filepath: str | os.PathLike[str]) -> None:
        self.filepath = os.fspath(filepath)
        self.config: Any = None
        self.metadata: Any = None
        self.object_metadata: dict[str, dict[str, Any]] = {}
        path = Path(self.filepath)
        if self.filepath.endswith(".keras"):
            self.config, self.metadata = keras_archive.read_config(path)
            with keras_archive.open_weights(path) as file:
                self.weights_dict = self._read(file, "", 0, Room(file))
        elif self.filepath.endswith(".weights.h5"):
            with open_hdf5(path) as file:
                self.weights_dict = self._read(file, "", 0, Room(file))
        else:
            raise FileFormatError(path, "must end in .keras or .weights.h5")

    def _read(self, group: Any, path: str, depth: int, room: Room) -> Tree:
        if depth > _MAX_DEPTH:
            raise ContentError("its groups are nested too deeply")
        room.enter(group)
        found: Tree = {}
        for name in child_names(group):
            item = child(group, name)
            if hasattr(item, "shape"):
                found[name] = room.read(item, f"{path}/{name}")
            elif name == _VARS:
                told = attribute(item, "name")
                if told is not None:
                    self.object_metadata[path] = {"name": str(told)}
                found.update(self._read(item, path, depth + 1, room))
            else:
                inner = self._read(item, f"{path}/{name}", depth + 1, room)
                if inner:
                    found[name] = inner
        return found

    def summary(self) -> None:
        """Prints the objects and their weights as a tree."""
        _say("Weights structure")
        self._show(self.weights_dict, "  ", "")

    def _show(self, tree: Tree, lead: str, path: str) -> None:
        for number, (name, item) in enumerate(tree.items()):
            last = number == len(tree) - 1
            branch = f"{lead}{'└─' if last else '├─'} {name}"
            if isinstance(item, dict):
                told = self.object_metadata.get(f"{path}/{name}", {}).get("name")
                _say(f"{branch} ({told!r})" if told else branch)
                self._show(item, lead + ("    " if last else "│   "), f"{path}/{name}")
            else:
                _say(f"{branch}: shape={np.shape(item)}, dtype={np.asarray(item).dtype}")

    def compare(self, reference_model: Any) -> dict[str, Any]:
        """Prints where the weights of the file and of a model differ in name or shape.

        Args:
            reference_model: A built model.

        Returns:
            ``status``, ``"success"`` or ``"error"``, ``error_count`` and ``match_count``.
        """
        ours = {path: np.shape(value) for path, value in _flat(self.weights_dict)}
        theirs = {
            f"{place.path}/{index}".lstrip("/"): tuple(variable.shape)
            for place in walk(reference_model)
            for index, variable in enumerate(place.variables)
        }
        errors = [
            f"...Weight /{path} present in reference model, missing from saved file"
            for path in theirs
            if path not in ours
        ]
        errors += [
            f"...Weight /{path} present in saved file, missing from reference model"
            for path in ours
            if path not in theirs
        ]
        both = [path for path in ours if path in theirs]
        errors += [
            f"...Weight shape mismatch for /{path}: saved file has {ours[path]}, reference model {theirs[path]}"
            for path in both
            if ours[path] != theirs[path]
        ]
        matches = sum(ours[path] == theirs[path] for path in both)
        for line in errors:
            _say(line)
        fits = "is compatible" if not errors else f"has {len(errors)} differences and is not compatible"
        _say(f"The saved file {fits} with the reference model; {matches} weights match.")
        return {
            "status": "error" if errors else "success",
            "error_count": len(errors),
            "match_count": matches,
        }

    # -- changes -----------------------------------------------------------------------------------------------

    def rename_object(self, object_name: str, new_name: str) -> None:
        """Gives an object, such as a layer, another name.

        Args:
            object_name: Its name, or its path as ``"layers/dense_2"`` where the name occurs several times.
            new_name: The new name, without a path.

        Raises:
            LayerloomError: If there is no such object, or several.
        """
        if "/" in new_name:
            raise LayerloomError(f"The new name must be a name without a path, got {new_name!r}.")
        holder, name = self._find(object_name)
        renamed = {new_name if key == name else key: item for key, item in holder.items()}
        holder.clear()
        holder.update(renamed)

    def delete_object(self, object_name: str) -> None:
        """Removes an object with its weights; see :meth:`rename_object`."""
        holder, name = self._find(object_name)
        del holder[name]

    def add_object(self, object_path: str, weights: Mapping[str, Any]) -> None:
        """Adds an object.

        Args:
            object_path: Its whole path, as ``"layers/dense_2"``; what it is put in must be there.
            weights: Its arrays by name, most often ``"0"``, ``"1"``...

        Raises:
            LayerloomError: If the weights are no dict, or the path leads nowhere.
        """
        *parents, name = object_path.split("/")
        holder: Any = self.weights_dict
        for parent in parents:
            holder = holder.get(parent) if isinstance(holder, dict) else None
        if not isinstance(holder, dict):
            raise LayerloomError(f"There is no {'/'.join(parents)!r} in the file to put {name!r} in.")
        holder[name] = _checked(weights)

    def delete_weight(self, object_name: str, weight_name: str) -> None:
        """Removes a weight of an object; see :meth:`rename_object`."""
        holder, name = self._find(object_name)
        if weight_name not in holder[name]:
            raise LayerloomError(
                f"{object_name!r} has no weight {weight_name!r}; it has {', '.join(holder[name]) or 'none'}."
            )
        del holder[name][weight_name]

    def add_weights(self, object_name: str, weights: Mapping[str, Any]) -> None:
        """Adds arrays by name to an object; see :meth:`rename_object`."""
        holder, name = self._find(object_name)
        holder[name].update(_checked(weights))

    def _find(self, name: str) -> tuple[Tree, str]:
        """Returns the dict that holds an object, and its key there."""
        if "/" in name:
            *parents, last = name.split("/")
            holder: Any = self.weights_dict
            for parent in parents:
                holder = holder.get(parent) if isinstance(holder, dict) else None
            if not isinstance(holder, dict) or last not in holder:
                raise LayerloomError(f"There is no {name!r} in the file.")
            return holder, last
        found = list(_holders(self.weights_dict, name))
        if len(found) != 1:
            told = "does not occur" if not found else f"occurs {len(found)} times: give the whole path"
            raise LayerloomError(f"The name {name!r} {told}.")
        return found[0], name

    def save(self, filepath: str | os.PathLike[str]) -> None:
        """Writes the weights as they are now.

        Args:
            filepath: A path that ends in ``.weights.h5``.

        Raises:
            LayerloomError: If it ends otherwise.
        """
        path = os.fspath(filepath)
        if not path.endswith(".weights.h5"):
            raise FileFormatError(Path(path), "must end in .weights.h5")
        with atomic_path(path) as beside, h5_file(beside) as file:
            self._write(file, self.weights_dict, "")

    resave_weights = save

    def _write(self, file: Any, tree: Tree, path: str) -> None:
        arrays = {name: item for name, item in tree.items() if not isinstance(item, dict)}
        if arrays:
            group = create_group(file, f"{path}/{_VARS}".lstrip("/"))
            for key, value in self.object_metadata.get(path, {}).items():
                group.attrs[key] = value
            for name, value in arrays.items():
                group[name] = np.asarray(value)
        for name, item in tree.items():
            if isinstance(item, dict) and item:
                self._write(file, item, f"{path}/{name}")


def _flat(tree: Tree, path: str = "") -> list[tuple[str, Array]]:
    found: list[tuple[str, Array]] = []
    for name, item in tree.items():
        place = f"{path}/{name}".lstrip("/")
        found += _flat(item, place) if isinstance(item, dict) else [(place, np.asarray(item))]
    return found


def _holders(tree: Tree, name: str) -> list[Tree]:
    found = [tree] if name in tree else []
    for item in tree.values():
        found += _holders(item, name) if isinstance(item, dict) else []
    return found


def _checked(weights: Any) -> dict[str, Array]:
    if not isinstance(weights, Mapping):
        raise LayerloomError(f"weights must be a dict of arrays by name, got {type(weights).__name__}.")
    return {str(name): np.asarray(value) for name, value in weights.items()}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
