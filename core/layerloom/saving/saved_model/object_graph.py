"""What a SavedModel says of its objects: which belongs to which by what name, and what Keras wrote about each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from layerloom.graph import read_json
from layerloom.saving.hdf5 import ContentError
from layerloom.saving.saved_model.files import read_file
from layerloom.saving.saved_model.wire import Message, messages, number, read_message, text

MAX_GRAPH = 2 * 2**30
MAX_METADATA = 512 * 2**20


@dataclass
class Node:
    """An object.

    Args:
        children: Its parts by name.
        key: The array with its value, if it is a variable.
        slots: What an optimizer keeps beside variables: (variable, name of the slot, slot).
        table: How the names of the arrays begin with the keys and the values of a table.
    """

    children: dict[str, int] = field(default_factory=dict)
    key: str = ""
    slots: list[tuple[int, str, int]] = field(default_factory=list)
    table: str = ""


def read_graph(data: bytes) -> list[Node]:
    """Reads the objects of a checkpoint (``TrackableObjectGraph``).

    Raises:
        ContentError: If the data are damaged.
    """
    nodes = []
    for item in messages(read_message(data), 1):
        message = read_message(item)
        node = Node(children=_children(messages(message, 1)))
        for attribute in map(read_message, messages(message, 2)):
            if text(attribute, 1) == "VARIABLE_VALUE":
                node.key = text(attribute, 3)
            elif text(attribute, 3).endswith("table"):
                node.table = text(attribute, 3)
        for slot in map(read_message, messages(message, 3)):
            node.slots.append((number(slot, 1), text(slot, 2), number(slot, 3)))
        nodes.append(node)
    used = [index for node in nodes for index in node.children.values()]
    used += [index for node in nodes for first, _, second in node.slots for index in (first, second)]
    if max(used, default=0) >= len(nodes):
        raise ContentError("holds a damaged graph of objects")
    return nodes


def listed(nodes: list[Node], owner: Node, name: str) -> list[int]:
    """Returns the objects in a list that is a part of another object."""
    rows = nodes[owner.children[name]].children if name in owner.children else {}
    return [rows[key] for key in sorted(filter(str.isdecimal, rows), key=int)]


def read_keras_metadata(folder: Path) -> dict[int, tuple[str, Any]]:
    """Reads what Keras wrote about its objects: since TensorFlow 2.5 in a file of its own, before in the model's.

    Returns:
        By the number of the object: its kind, such as ``_tf_keras_layer``, and its data.

    Raises:
        ContentError: If a file is damaged.
    """
    found: dict[int, tuple[str, Any]] = {}
    apart = folder / "keras_metadata.pb"
    entries = _entries_apart(apart) if apart.exists() else _entries_inside(folder / "saved_model.pb")
    for index, kind, data in entries:
        if kind.startswith("_tf_keras") and data:
            found[index] = (kind, read_json(data))
    return found


def _entries_apart(path: Path) -> Iterator[tuple[int, str, str]]:
    for item in messages(read_message(read_file(path, MAX_METADATA)), 1):
        message = read_message(item)
        yield number(message, 2), text(message, 4), text(message, 5)


def _entries_inside(path: Path) -> Iterator[tuple[int, str, str]]:
    for index, item in _saved_objects(path):
        for user_object in map(read_message, messages(item, 4)):
            yield index, text(user_object, 1), text(user_object, 3)


def read_untrained(folder: Path) -> set[int]:
    """Returns which objects are variables that are not trained, as the model's own file says.

    Raises:
        ContentError: If it is damaged.
    """
    path = folder / "saved_model.pb"
    objects = _saved_objects(path) if path.exists() else ()
    variables = ((index, messages(item, 7)) for index, item in objects)
    return {index for index, found in variables if found and not number(read_message(found[-1]), 3)}


def _saved_objects(path: Path) -> Iterator[tuple[int, Message]]:
    for meta_graph in messages(read_message(read_file(path, MAX_GRAPH)), 2)[:1]:
        for graph in messages(read_message(meta_graph), 7):
            for index, item in enumerate(messages(read_message(graph), 1)):
                yield index, read_message(item)


def _children(items: list[bytes]) -> dict[str, int]:
    references = map(read_message, items)
    return {text(reference, 2): number(reference, 1) for reference in references}
