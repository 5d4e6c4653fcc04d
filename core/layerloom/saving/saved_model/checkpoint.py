"""Checkpoints of a model's values, with the graph of objects that says whose values they are.

They are a part of SavedModel folders, and what ``save_weights`` of tf.keras writes where the name has no ending.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.atomic import PART, clear_litter, flush, prefix_beside, write_text
from layerloom.callbacks.event_file import field
from layerloom.saving.hdf5 import Array, ContentError, short_name, told_as_file_error
from layerloom.saving.plan import Plan
from layerloom.saving.saved_model.bundle import DTYPES, Bundle, Entry, data_file, data_files
from layerloom.saving.saved_model.bundle_writer import write_bundle
from layerloom.saving.saved_model.object_graph import Node, listed, read_graph
from layerloom.saving.saved_model.objects_of_model import Object, Objects
from layerloom.saving.saved_model.optimizer import plan_state
from layerloom.saving.tree import legacy_weights

GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH"
_VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
_ENDING = re.compile(r"\.(index|data-\d{5}-of-\d{5})$")


# -- reading ---------------------------------------------------------------------------------------------------


def checkpoint_of(path: str | os.PathLike[str]) -> Path | None:
    """Returns the path of a checkpoint's files without their endings, if the path means one.

    Args:
        path: That path itself, that of one of its files, or a folder whose file ``checkpoint`` tells the last one, or
            that file.
    """
    given = Path(path)
    ending = _ENDING.search(given.name)
    if ending and is_checkpoint(given.with_name(given.name[: ending.start()])):
        return given.with_name(given.name[: ending.start()])
    if given.name == "checkpoint" and given.is_file():
        given = given.parent
    if (given / "chief" / "checkpoint").is_file():  # where BackupAndRestore of tf.keras keeps it
        given = given / "chief"
    told = given / "checkpoint"
    if given.is_dir() and told.is_file():
        with told.open("rb") as file:
            text = file.read(1000).decode("utf-8", "replace")
        first = re.match(r'model_checkpoint_path: "([^"/\\\\]{1,200})"', text)
        last = given / first[1] if first else None
        return last if last is not None and is_checkpoint(last) else None
    return given if is_checkpoint(given) else None


def is_checkpoint(path: str | os.PathLike[str]) -> bool:
    """Tells whether a path is that of a checkpoint's files, without their endings."""
    prefix = Path(path)
    return bool(prefix.name) and prefix.with_name(f"{prefix.name}.index").is_file()


def plan_weights(path: str | os.PathLike[str], model: Any, plan: Plan) -> None:
    """Plans to give a built model the values of a checkpoint: of the layer with the same number or attribute.

    Args:
        path: The path of its files without their endings.
        model: The model.
        plan: Takes the assignments.

    Raises:
        FileFormatError: If the checkpoint is damaged, or does not fit the model.
    """
    with told_as_file_error(path):
        bundle = Bundle(Path(path))
        if GRAPH_KEY not in bundle.entries:
            raise ContentError(
                "is a checkpoint of TensorFlow 1, which knows variables but no layers: give its values to a model of "
                "tf.keras, and save that as .h5"
            )
        nodes = read_graph(bundle.text(GRAPH_KEY))
        root = _root(nodes)
        if root == 0 and _is_export(nodes):
            _plan_export(bundle, nodes, model, plan)
            return
        found = plan_values(bundle, nodes, model, plan, root)
        if getattr(model, "optimizer", None) is not None:
            trained = [found.get(id(variable), -1) for variable in model.trainable_variables]
            plan_state(
                model, bundle, nodes, trained, plan, root if "optimizer" in nodes[root].children else 0
            )


def _root(nodes: list[Node]) -> int:
    """Returns the object of the model: the first, or a part of it in a ``tf.train.Checkpoint(model=...)``."""
    own = nodes[0].children
    if "save_counter" not in own:
        return 0
    parts = [own["model"]] if "model" in own else sorted({*own.values()} - {own["save_counter"]})
    models = [part for part in parts if any(name.startswith("layer") for name in nodes[part].children)]
    return models[0] if len(models) == 1 or (models and "model" in own) else 0


def _is_export(nodes: list[Node]) -> bool:
    """Tells whether a checkpoint is a list of variables, as ``export`` of Keras 3 writes it, without layers."""
    return {"_all_variables", "trainable_variables"} <= nodes[0].children.keys()


def _plan_export(bundle: Bundle, nodes: list[Node], model: Any, plan: Plan) -> None:
    """Plans to give a model the values that ``export`` listed: the order is that of legacy files.

    Raises:
        ContentError: If they do not fit.
    """
    variables = legacy_weights(model)
    rows = listed(nodes, nodes[0], "trainable_variables") + listed(nodes, nodes[0], "non_trainable_variables")
    keys = [
        key for row in rows if (key := nodes[row].key) in bundle.entries and not _is_seed(bundle.entries[key])
    ]
    if len(keys) != len(variables):
        raise ContentError(f"the model has {len(variables)} weights, the exported one has {len(keys)}")
    for variable, key in zip(variables, keys, strict=True):
        with plan.layer(short_name(variable.path)):
            plan.assign(variable, bundle.array(key, tuple(variable.shape)))


def _is_seed(entry: Entry) -> bool:
    """Tells whether a value is that of a layer's random numbers, which do not go with its weights here."""
    return entry.shape == (2,) and DTYPES.get(entry.dtype, "")[1:2] in ("i", "u")


def plan_values(bundle: Bundle, nodes: list[Node], model: Any, plan: Plan, root: int = 0) -> dict[int, int]:
    """Plans to give a model the values of the objects with the same names in a checkpoint.

    Returns:
        Which object each variable is there, by the variable's identity.

    Raises:
        ContentError: If a variable has no value there, or one of another shape.
    """
    objects = Objects(model)
    keys: dict[int, int] = {}
    pending = [(0, root)]
    while pending:
        ours, theirs = pending.pop()
        if ours not in keys:
            keys[ours] = theirs
            pending.extend(_matched(objects.all[ours], nodes[theirs]))
    for place, item in enumerate(objects.all):
        if item.variable is not None:
            title = short_name(item.variable.path)
            with plan.layer(title):
                key = nodes[keys[place]].key if place in keys else ""
                if not key:
                    raise ContentError(f"the checkpoint has no value for {title}")
                plan.assign(item.variable, bundle.array(key, tuple(item.variable.shape)))
    return {id(item.variable): keys[place] for place, item in enumerate(objects.all) if place in keys}


def _matched(ours: Object, theirs: Node) -> list[tuple[int, int]]:
    """Returns the parts of two objects with the same name; layers go by their number among those with weights."""
    names = [name for name in ours.children if name in theirs.children]
    if any(name.startswith("layer_with_weights-") for name in theirs.children):
        names = [name for name in names if not name.startswith("layer-")]
    return [(ours.children[name], theirs.children[name]) for name in names]


# -- writing ---------------------------------------------------------------------------------------------------


def write_weights(model: Any, path: str | os.PathLike[str]) -> None:
    """Writes a model's weights as ``save_weights`` of tf.keras does, which reads them.

    The index says which files its data is in, so it is the index that turns the old checkpoint into the new one, in
    one step: beside data in one file the new one is written as two, of which one is empty, and the other way round.

    Args:
        model: A built model.
        path: The path of the files without their endings.

    Raises:
        OSError: If they cannot be written; a checkpoint that is there stays as it was.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_litter(target)
    parts = 2 if data_file(target, 0, 1).exists() else 1
    with tempfile.TemporaryDirectory(prefix=prefix_beside(target), suffix=PART, dir=target.parent) as folder:
        beside = Path(folder) / target.name
        write_checkpoint(Objects(model), beside, parts)
        files = sorted(Path(folder).iterdir(), key=lambda file: file.suffix == ".index")  # it comes last
        for file in files:
            flush(file)
        for file in files:
            file.replace(target.with_name(file.name))
    name = json.dumps(target.name)
    write_text(
        target.with_name("checkpoint"), f"model_checkpoint_path: {name}\nall_model_checkpoint_paths: {name}\n"
    )
    for old in data_files(target):
        if not old.name.endswith(f"-of-{parts:05d}"):
            old.unlink()


def write_checkpoint(objects: Objects, prefix: Path, parts: int = 1) -> None:
    """Writes the values of a model's variables and the graph of its objects."""
    arrays = ((item.path + _VALUE, value_of(item)) for item in objects.variables())
    write_bundle(prefix, arrays, {GRAPH_KEY: _graph_message(objects)}, parts)


def value_of(item: Object) -> Array:
    """Returns a variable's value; tf.keras counts in 64 bits."""
    value = np.asarray(item.variable.numpy())
    return value.astype(np.int64) if value.dtype == np.int32 else value


def children_message(item: Object) -> bytes:
    """Returns the parts of an object with their names."""
    return b"".join(field(1, field(1, child) + field(2, name)) for name, child in item.children.items())


def _graph_message(objects: Objects) -> bytes:
    """Returns the message TrackableObjectGraph: who belongs to whom, and which array is whose value."""
    out = []
    for item in objects.all:
        body = children_message(item)
        if item.variable is not None:
            key = item.path + _VALUE
            body += field(2, field(1, "VARIABLE_VALUE") + field(2, item.variable.path) + field(3, key))
        out.append(field(1, body))
    return b"".join(out)
