"""Models of TensorFlow.js (``model.json`` with files of weights beside it), read without it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from layerloom.declaration import scope
from layerloom.graph import ArchitectureError, read_json
from layerloom.graph.plain_json import MAX_TEXT
from layerloom.graph.versions import is_keras1
from layerloom.saving import weights_h5
from layerloom.saving.building import build_model
from layerloom.saving.compile_settings import modern_training
from layerloom.saving.hdf5 import Array, ContentError, told_as_file_error
from layerloom.saving.kept_training import keep
from layerloom.saving.optimizer_state import match_state
from layerloom.saving.plan import Plan
from layerloom.saving.tfjs.training import keras_state, keras_training
from layerloom.saving.tfjs.weight_files import OPTIMIZER, WeightFiles
from layerloom.saving.tfjs.weights_by_name import plan_by_name
from layerloom.tensors import blank_variables

PathLike = str | os.PathLike[str]

_KEYS = ("modelTopology", "weightsManifest")


def is_tfjs(path: PathLike) -> bool:
    """Tells whether a file is JSON that describes a model of TensorFlow.js.

    Args:
        path: A regular file.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - paths may be of any kind
        start = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start.startswith(b"{") or os.fstat(file.fileno()).st_size > MAX_TEXT:
            return False
        file.seek(0)
        text = file.read()
    if not any(f'"{key}"'.encode() in text for key in _KEYS):
        return False
    try:
        data = read_json(text)
    except ArchitectureError:
        return False  # which is told by what reads it
    return isinstance(data, dict) and any(key in data for key in _KEYS)


def read_model(path: PathLike, custom_objects: Mapping[str, Any] | None, compile: bool) -> Any:
    """Opens a layers model that TensorFlow.js or its converter wrote.

    Args:
        path: The ``model.json``; files of weights that it names must lie beside it.
        custom_objects: Classes and functions of the caller, by name.
        compile: Whether to compile the model as the file says, if it says so.

    Returns:
        The model with its weights.

    Raises:
        FileFormatError: If a file is damaged or missing, or holds a model that cannot be built.
    """
    with told_as_file_error(path), scope.custom_objects(custom_objects or {}):
        data = read_json(Path(path).read_bytes())
        topology = _layers_topology(data)
        config, version = _keras_config(topology), topology.get("keras_version")
        files = _weight_files(path, data)
        with blank_variables():
            model = build_model(config, files.size, version or (None if is_keras1(config) else "2"))
        plan = Plan(whole_model=True)
        training = keras_training(topology, data.get("trainingConfig")) if compile else None
        if training is not None:
            _plan_training(model, training, version, files, plan)
        _plan_arrays(files, model, plan)
        plan.carry_out()
    return model


def plan_weights(path: PathLike, model: Any, plan: Plan) -> None:
    """Plans to give a built model the weights of such a file.

    Args:
        path: The ``model.json``.
        model: The model.
        plan: Takes the assignments.

    Raises:
        FileFormatError: If a file is damaged or missing, or they do not fit the model.
    """
    with told_as_file_error(path):
        data = read_json(Path(path).read_bytes())
        _refuse_graph(data)
        _plan_arrays(_weight_files(path, data), model, plan)


def _refuse_graph(data: dict[str, Any]) -> None:
    topology = data.get("modelTopology")
    if data.get("format") == "graph-model" or (isinstance(topology, dict) and "node" in topology):
        raise ContentError(
            "is a graph model of TensorFlow.js, which keeps the operations of a network and not its layers: ask for "
            "the Keras model that it was made from (.keras or .h5), or for a conversion to a layers model"
        )


def _layers_topology(data: dict[str, Any]) -> dict[str, Any]:
    """Returns what such a file says of the network, as Keras describes it."""
    _refuse_graph(data)
    topology = data.get("modelTopology")
    if isinstance(topology, dict):
        network = topology.get("model_config", topology)
        if isinstance(network, dict) and "class_name" in network:
            return topology
    raise ContentError("is a file of a model of TensorFlow.js without the layers of the network")


def _keras_config(topology: dict[str, Any]) -> Any:
    """Returns the model's ``{"class_name", "config"}`` as Keras 2 would tell it."""
    if str(topology.get("keras_version")).startswith("tfjs"):
        return _told(topology)
    return topology.get("model_config", topology)


def _told(value: Any) -> Any:
    """Returns data without what TensorFlow.js adds to them: nulls for defaults, a cell's settings around the cell."""
    if isinstance(value, list):
        return [_told(item) for item in value]
    if not isinstance(value, dict):
        return value
    cell = value.get("cell")
    inside = cell.get("config") if isinstance(cell, dict) else None
    again = inside.keys() - {"name", "trainable"} if isinstance(inside, dict) else ()
    return {key: _told(item) for key, item in value.items() if item is not None and key not in again}


def _weight_files(path: PathLike, data: dict[str, Any]) -> WeightFiles:
    return WeightFiles(Path(path).absolute().parent, data.get("weightsManifest", []))


def _plan_arrays(files: WeightFiles, model: Any, plan: Plan) -> None:
    """Plans to give a model its arrays: by their names, or where Keras 3 wrote them by their places in its files."""
    names = files.names
    if names and all("vars" in name.split("/")[:-1] for name in names):
        with _as_hdf5(files.arrays()) as file:
            weights_h5.plan_weights(file, model, plan)
    else:
        plan_by_name(files.arrays(), model, plan)


@contextlib.contextmanager
def _as_hdf5(arrays: Iterable[tuple[str, Array]]) -> Iterator[Any]:
    """Makes in memory the file that arrays with the names of groups in it came from."""
    import h5py

    with h5py.File("weights", "w", driver="core", backing_store=False) as file:
        for name, array in arrays:
            file[name] = array
        yield file


def _plan_training(model: Any, training: Any, version: Any, files: WeightFiles, plan: Plan) -> None:
    """Compiles a model and plans to give its optimizer what TensorFlow.js kept of it."""
    state = list(files.arrays(OPTIMIZER))
    if scope.placeholders_allowed() or not modern_training(model, training, version):
        keep(model, training, state)
    elif state:
        model.optimizer.build(model.trainable_variables)
        match_state(model.optimizer, model.trainable_variables, keras_state(state, model.optimizer), plan)
