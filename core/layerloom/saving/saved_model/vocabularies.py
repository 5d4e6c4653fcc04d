"""Vocabularies of text layers in SavedModel folders, which the configuration of Keras leaves out there.

They are constants of TensorFlow's graph, or, before 2.6, tables in the checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.graph.plain_json import mappings
from layerloom.saving.hdf5 import ContentError
from layerloom.saving.plan import Plan
from layerloom.saving.saved_model.bundle import TEXT, Bundle
from layerloom.saving.saved_model.files import read_file
from layerloom.saving.saved_model.object_graph import MAX_GRAPH, Node
from layerloom.saving.saved_model.wire import Message, messages, number, read_message, read_varint, text

_CLASSES = ("TextVectorization", "StringLookup", "IntegerLookup")
_INSIDE = ("_lookup_layer", "_index_lookup_layer")
_WEIGHTED = ("tf_idf", "tf-idf")
_INT64 = 9


def give_vocabularies(data: Any, folder: Path, bundle: Bundle, nodes: list[Node], metadata: Any) -> None:
    """Puts into a model's configuration the vocabularies that it leaves out.

    Args:
        data: The model's ``{"class_name", "config"}``; changed.
        folder: The folder.
        bundle: Its checkpoint.
        nodes: The objects of the checkpoint.
        metadata: What Keras wrote of them, by their numbers.

    Raises:
        ContentError: If the folder is damaged.
    """
    waiting = {
        config["name"]: config for config in _without_vocabulary(data) if isinstance(config.get("name"), str)
    }
    if not waiting:
        return
    constants = _Constants(folder)
    for place, (_, told) in metadata.items():
        name = told.get("name") if isinstance(told, dict) else None
        if name in waiting and place < len(nodes) and told.get("class_name") in _CLASSES:
            tokens = _of_table(bundle, nodes, place) or constants.vocabulary(nodes, place)
            if tokens:
                waiting[name]["vocabulary"] = tokens
                if waiting[name].get("output_mode") in _WEIGHTED:
                    waiting[name]["idf_weights"] = _weights(bundle, nodes, place, waiting[name], len(tokens))


def give_bins(model: Any, bundle: Bundle, nodes: list[Node], metadata: Any, plan: Plan) -> None:
    """Plans to give layers the bins that they learned, by the summary of data that tf.keras keeps of each.

    Args:
        model: The model, with models inside.
        bundle: Its checkpoint.
        nodes: The objects of the checkpoint.
        metadata: What Keras wrote of them, by their numbers.
        plan: Takes the assignments.
    """
    layers = {layer.name: layer for layer in model._flatten_layers() if hasattr(layer, "learn_from_summary")}
    for place, (_, told) in metadata.items():
        layer = layers.get(told.get("name")) if isinstance(told, dict) else None
        if layer is not None and place < len(nodes) and "summary" in nodes[place].children:
            key = nodes[nodes[place].children["summary"]].key
            if key in bundle.entries:
                plan.hand_over(layer.learn_from_summary, bundle.array(key, bundle.entries[key].shape))


def _without_vocabulary(data: Any) -> Iterator[dict[str, Any]]:
    """Yields the configs of text layers that have no vocabulary."""
    for value in mappings(data):
        config = value.get("config")
        if value.get("class_name") in _CLASSES and isinstance(config, dict) and not config.get("vocabulary"):
            yield config


def _lookup(nodes: list[Node], place: int) -> Node:
    """Returns the object that holds the table of a layer: a layer inside it, or itself."""
    inner = next((nodes[place].children[key] for key in _INSIDE if key in nodes[place].children), place)
    return nodes[inner]


def _weights(bundle: Bundle, nodes: list[Node], place: int, config: dict[str, Any], count: int) -> Any:
    """Returns the weight of each word, which stand behind those of unknown ones, or ``None``."""
    lookup = _lookup(nodes, place)
    key = nodes[lookup.children["idf_weights"]].key if "idf_weights" in lookup.children else ""
    unknown = config.get("num_oov_indices", 1)
    if key not in bundle.entries or not isinstance(unknown, int):
        return None
    found = bundle.array(key, bundle.entries[key].shape)
    return found.ravel()[max(unknown, 0) :][:count].tolist()


def _of_table(bundle: Bundle, nodes: list[Node], place: int) -> list[Any]:
    """Returns a vocabulary that stands in the checkpoint."""
    lookup = _lookup(nodes, place)
    for key in ("_table", "lookup_table"):
        prefix = nodes[lookup.children[key]].table if key in lookup.children else ""
        if f"{prefix}-keys" in bundle.entries:
            entry = bundle.entries[f"{prefix}-keys"]
            keys: list[Any] = (
                bundle.texts(f"{prefix}-keys")
                if entry.dtype == TEXT
                else bundle.array(f"{prefix}-keys", entry.shape).tolist()
            )
            places = bundle.array(f"{prefix}-values", entry.shape).tolist()
            return _sorted(keys, places)
    return []


def _sorted(keys: list[Any], places: list[Any]) -> list[Any]:
    """Returns tokens in the order of their places; where the places are texts, the two have changed roles."""
    if places and isinstance(places[0], str):
        keys, places = places, keys
    return [key for _, key in sorted(zip(places, keys, strict=False))]


class _Constants:
    """The constants of TensorFlow's graph, read when the first is asked for."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "saved_model.pb"
        self._objects: list[bytes] | None = None
        self._tensors: dict[str, bytes] = {}

    def vocabulary(self, nodes: list[Node], place: int) -> list[Any]:
        """Returns the vocabulary that the table of a layer takes when it begins, in the order of its places."""
        lookup = _lookup(nodes, place)
        table = nodes[lookup.children["lookup_table"]] if "lookup_table" in lookup.children else Node()
        begin = nodes[table.children["_initialize"]] if "_initialize" in table.children else Node()
        for trace in begin.children.values():
            taken = nodes[trace].children
            if {"capture_1", "capture_2"} <= taken.keys():
                keys, places = (self._values(taken[key]) for key in ("capture_1", "capture_2"))
                return _sorted(keys, places)
        return []

    def _values(self, place: int) -> list[Any]:
        self._read()
        assert self._objects is not None
        if place >= len(self._objects):
            raise ContentError("holds a damaged graph of objects")
        constant = messages(read_message(self._objects[place]), 9)
        name = text(read_message(constant[-1]), 1) if constant else ""
        return _values(read_message(self._tensors[name])) if name in self._tensors else []

    def _read(self) -> None:
        if self._objects is not None:
            return
        self._objects = []
        for item in messages(read_message(read_file(self._path, MAX_GRAPH)), 2)[:1]:
            meta_graph = read_message(item)
            for graph in messages(meta_graph, 7):
                self._objects = messages(read_message(graph), 1)
            for graph in messages(meta_graph, 2):
                for node in map(read_message, messages(read_message(graph), 1)):
                    if text(node, 2) == "Const":
                        self._tensors[text(node, 1)] = _tensor(node)


def _tensor(node: Message) -> bytes:
    """Returns the value of a constant."""
    for entry in map(read_message, messages(node, 5)):
        if text(entry, 1) == "value":
            for value in map(read_message, messages(entry, 2)):
                for tensor in messages(value, 8):
                    return tensor
    return b""


def _values(tensor: Message) -> list[Any]:
    """Returns the elements of a tensor of texts or of whole numbers."""
    if number(tensor, 1) == TEXT:
        return [item.decode("utf-8", "surrogateescape") for item in messages(tensor, 8)]
    if number(tensor, 1) != _INT64:
        return []
    content = b"".join(messages(tensor, 4))
    if content:
        return list(np.frombuffer(content[: len(content) // 8 * 8], "<i8").tolist())
    found: list[Any] = []
    for item in tensor.get(10, []):
        packed, place = (item, 0) if isinstance(item, bytes) else (b"", 0)
        found += [] if isinstance(item, bytes) else [item]
        while place < len(packed):
            value, place = read_varint(packed, place)
            found.append(value)
    return found
