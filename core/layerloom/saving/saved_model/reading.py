"""Models from SavedModel folders: the configuration that Keras wrote, and the values of the checkpoint."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from layerloom.declaration import scope
from layerloom.graph import read_json
from layerloom.graph.architecture import MODEL_CLASSES
from layerloom.graph.plain_json import MAX_TEXT
from layerloom.saving.building import build_model
from layerloom.saving.compile_settings import modern_training
from layerloom.saving.hdf5 import ContentError, short_name, told_as_file_error
from layerloom.saving.kept_training import keep
from layerloom.saving.keras1_weights import Writer, present_arrays
from layerloom.saving.plan import Plan
from layerloom.saving.saved_model.bundle import Bundle
from layerloom.saving.saved_model.checkpoint import GRAPH_KEY, plan_values
from layerloom.saving.saved_model.files import METADATA, read_file, regular
from layerloom.saving.saved_model.object_graph import (
    Node,
    listed,
    read_graph,
    read_keras_metadata,
    read_untrained,
)
from layerloom.saving.saved_model.optimizer import listed_state, plan_state, read_value
from layerloom.saving.saved_model.own_classes import has_layers, make_model
from layerloom.saving.saved_model.vocabularies import give_bins, give_vocabularies
from layerloom.saving.tree import is_placeholder, legacy_weights

#: One of these makes a folder a SavedModel.
_FILES = ("saved_model.pb", "saved_model.pbtxt", "keras_metadata.pb")

#: Parts of a layer's object that are lists and functions of TensorFlow, not attributes.
_NO_ATTRIBUTES = frozenset(
    {
        "variables",
        "trainable_variables",
        "non_trainable_variables",
        "regularization_losses",
        "keras_api",
        "layers",
    }
    | {"layer_metrics", "metrics", "signatures"}
)


def saved_model_folder(path: str | os.PathLike[str]) -> Path | None:
    """Returns the folder of a SavedModel, if the path is one, or that of the file ``saved_model.pb`` in it."""
    folder = Path(path)
    if folder.name in _FILES and folder.is_file():
        folder = folder.parent
    return folder if is_saved_model(folder) else None


def is_saved_model(path: str | os.PathLike[str]) -> bool:
    """Tells whether a path is a folder with a SavedModel in it."""
    folder = Path(path)
    return folder.is_dir() and any((folder / name).exists() for name in _FILES)


def read_model(path: str | os.PathLike[str], custom_objects: Mapping[str, Any] | None, compile: bool) -> Any:
    """Opens a model that tf.keras saved as a SavedModel. No function in it is run or even read.

    Args:
        path: The folder with ``saved_model.pb`` and ``variables``.
        custom_objects: Classes and functions of the caller, by name.
        compile: Whether to compile the model as the folder says, if it says so.

    Returns:
        The model with its weights.

    Raises:
        FileFormatError: If the folder is damaged, or holds a model without the configuration of Keras.
    """
    folder = Path(path)
    with told_as_file_error(path), scope.custom_objects(custom_objects or {}):
        metadata = read_keras_metadata(folder)
        if 0 not in metadata:
            raise ContentError(
                "is a SavedModel without the configuration of Keras, only with functions of TensorFlow: "
                "save the model from Keras as .h5 or .keras, or make it in code and give the folder to its load_weights"
            )
        root = _mapping(metadata[0][1])
        bundle = Bundle(folder / "variables" / "variables")
        nodes = read_graph(bundle.text(GRAPH_KEY))
        plan = Plan()
        if has_layers(root):
            data = _configuration(root)
            give_vocabularies(data, folder, bundle, nodes, metadata)
            model = build_model(data, _stored(folder), root.get("keras_version") or "2")
            matched = _plan_weights(model, bundle, nodes, metadata, plan)
        else:
            model = make_model(root)
            matched = plan_values(bundle, nodes, model, plan)
        give_bins(model, bundle, nodes, metadata, plan)
        training = root.get("training_config") if compile else None
        if training is None:
            pass
        elif scope.placeholders_allowed() or not modern_training(
            model, training, root.get("keras_version") or "2"
        ):
            keep(model, training, listed_state(bundle, nodes))
        else:
            trained = listed(nodes, nodes[0], "trainable_variables")
            trained = trained or [matched.get(id(variable), -1) for variable in model.trainable_variables]
            plan_state(model, bundle, nodes, trained, plan)
        plan.carry_out()
        _keep_unknown(model, bundle, nodes, metadata, folder)
    return model


def read_metadata(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Returns what was given as ``metadata`` when the folder was written, nothing for folders of others.

    Raises:
        FileFormatError: If it is damaged.
    """
    file = Path(path) / METADATA
    with told_as_file_error(path):
        data = read_json(read_file(file, MAX_TEXT)) if file.exists() else None
    return data if isinstance(data, dict) else {}


def _configuration(root: dict[str, Any]) -> dict[str, Any]:
    """Returns the model's ``{"class_name", "config"}``."""
    name, config = root.get("class_name"), root["config"]
    if (
        name not in MODEL_CLASSES and name not in scope.known()
    ):  # a class of the writer's own, made like these
        name = "Functional" if "output_layers" in config else "Sequential"
    return {"class_name": name, "config": config}


def _plan_weights(
    model: Any, bundle: Bundle, nodes: list[Node], metadata: dict[int, tuple[str, Any]], plan: Plan
) -> dict[int, int]:
    """Plans to give each layer its values; the object of a layer lists them in the order of legacy files.

    Returns:
        Where there are no such lists, which object each variable is, by the variable's identity.
    """
    places = _places(nodes, metadata)
    for layer in model.layers:
        variables = legacy_weights(layer)
        if not variables:
            continue
        if layer.name not in places:
            raise ContentError(f"layer {short_name(layer.name)} has no values in it")
        keys = _keys(nodes, nodes[places[layer.name]])
        if not keys:  # layers of preprocessing have no lists, and those that were saved without functions
            return plan_values(bundle, nodes, model, plan)
        arrays = [read_value(bundle, key, variables) for key in keys]
        as_today = [array.shape for array in arrays] == [tuple(variable.shape) for variable in variables]
        present = arrays if as_today else present_arrays(layer, arrays, Writer(2))
        if len(present) != len(variables):
            raise ContentError(
                f"layer {short_name(layer.name)} has {len(variables)} weights, the checkpoint has {len(keys)}"
            )
        for variable, array in zip(variables, present, strict=True):
            plan.assign(variable, array)
    return {}


def _keep_unknown(
    model: Any, bundle: Bundle, nodes: list[Node], metadata: dict[int, tuple[str, Any]], folder: Path
) -> None:
    """Gives placeholders the arrays of the layers that they stand for."""
    places = _places(nodes, metadata)
    for layer in model.layers:
        if is_placeholder(layer) and layer.name in places:
            node = nodes[places[layer.name]]
            names = _names(nodes, node, metadata)
            keys = _keys(nodes, node) or _trained_first(names, nodes, folder)
            keys = [key for key in keys if key in bundle.entries]
            layer.keep(
                [(names.get(key, key), bundle.array(key, bundle.entries[key].shape)) for key in keys],
                "attributes",
            )


def _trained_first(keys: Iterable[str], nodes: list[Node], folder: Path) -> list[str]:
    """Returns the names of arrays in the order of legacy files, where a folder without functions has no lists."""
    untrained = {nodes[index].key for index in read_untrained(folder) if index < len(nodes)}
    return sorted(keys, key=untrained.__contains__)


def _names(nodes: list[Node], layer: Node, metadata: dict[int, tuple[str, Any]]) -> dict[str, str]:
    """Returns the attributes that lead to the arrays of a layer, such as ``inner/kernel``, by the arrays' keys."""
    found: dict[str, str] = {}
    seen: set[int] = set()
    pending = [("", layer)]
    while pending:
        path, node = pending.pop()
        if node.key:
            found.setdefault(node.key, path)
        if id(node) in seen:
            continue
        seen.add(id(node))
        # The variables of a layer itself stand before those of layers in it.
        parts = sorted(node.children.items(), key=lambda part: not nodes[part[1]].key)
        for name, child in reversed(parts):
            if name in _NO_ATTRIBUTES:
                continue
            if re.fullmatch(r"layer(_with_weights)?-\d+", name) and child in metadata:
                name = str(_mapping(metadata[child][1]).get("name"))
            pending.append((f"{path}/{name}" if path else name, nodes[child]))
    return found


def _places(nodes: list[Node], metadata: dict[int, tuple[str, Any]]) -> dict[Any, int]:
    """Returns which object is that of a layer, by the layer's name."""
    found: dict[Any, int] = {}
    for name, child in nodes[0].children.items():
        if re.fullmatch(r"layer(_with_weights)?-\d+", name) and child in metadata:
            found[_mapping(metadata[child][1]).get("name")] = child
    return found


def _keys(nodes: list[Node], layer: Node) -> list[str]:
    """Returns the names of a layer's arrays, those that are trained first."""
    trained = listed(nodes, layer, "trainable_variables")
    inner = nodes[layer.children["keras_api"]] if "keras_api" in layer.children else Node()
    rows = trained + listed(nodes, inner, "non_trainable_variables")
    return [nodes[row].key for row in rows if nodes[row].key]


def _stored(folder: Path) -> int:
    """Returns the bytes of the folder's files, to which a model's size must stand in proportion."""
    return sum(regular(path) for path in (folder / "variables").iterdir())


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ContentError("holds metadata of Keras that are no mapping")
    return value
