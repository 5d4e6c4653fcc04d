"""Whole models in Keras's legacy HDF5 layout: the configuration in attributes, the weights by layer name."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping
from typing import Any

from layerloom.atomic import atomic_path
from layerloom.declaration import scope
from layerloom.graph import ArchitectureError, read_json
from layerloom.graph.quantized import with_quantized
from layerloom.graph.slashes import without_slashes
from layerloom.graph.versions import is_keras1, major_version
from layerloom.saving.building import build_model
from layerloom.saving.compile_settings import legacy_training, modern_training, ours_alone, with_ours
from layerloom.saving.hdf5 import (
    ContentError,
    Room,
    attribute,
    child,
    child_group,
    name_list,
    open_hdf5,
    read_array,
    short_name,
)
from layerloom.saving.kept_training import KeptTraining, keep, kept
from layerloom.saving.keras1_weights import Writer, present_arrays
from layerloom.saving.keras2 import KERAS_VERSION as KERAS2_VERSION
from layerloom.saving.keras2 import keras2_model
from layerloom.saving.legacy_config import legacy_model
from layerloom.saving.optimizer_state import old_state, plan_state
from layerloom.saving.plan import Plan
from layerloom.saving.quantized import usual_quantization
from layerloom.saving.quantized_h5 import named_weights, plain_weights_in_order, plan_by_names
from layerloom.saving.tree import is_placeholder, legacy_weights, walk, weights_apart
from layerloom.saving.unknown import PLACES, in_order, plan_by_place
from layerloom.saving.writing import create_group, h5_file, write_named, write_names, write_variables
from layerloom.tensors import blank_variables

#: The version of Keras whose files ours are like.
KERAS_VERSION = "3.15.1"

#: Name of the attribute that holds what only we write: class names, preprocessing...
METADATA = "layerloom"

#: Name of the attribute and the group with compile settings and optimizer state that other readers cannot take.
TRAINING = "layerloom_training"

#: Name of the attribute with settings of the optimizer that only we know.
OPTIMIZER = "layerloom_optimizer"


# -- writing ---------------------------------------------------------------------------------------------------


def write_model(
    model: Any,
    path: str | os.PathLike[str],
    include_optimizer: bool = True,
    metadata: Mapping[str, Any] | None = None,
    for_keras: int = 3,
) -> None:
    """Writes a model as Keras 3's ``model.save("name.h5")`` does, or as Keras 2's does.

    Args:
        model: A built model.
        path: The file.
        include_optimizer: Whether compile settings and the optimizer's state are written.
        metadata: Plain data of ours, such as class names; real Keras passes over it.
        for_keras: Which Keras shall surely read it where the two ask contrary things; else both do.

    Raises:
        OSError: If the file cannot be written.
        LayerloomError: If the model cannot be described.
    """
    if for_keras == 2:
        version, config = KERAS2_VERSION, keras2_model(model)
    else:
        version = KERAS_VERSION
        data = {"class_name": type(model).__name__, "config": model.get_config()}
        config = legacy_model(with_quantized(data))
    compiled = model.get_compile_config() if include_optimizer and model.optimizer is not None else None
    training = legacy_training(compiled, for_keras) if compiled else None
    left = kept(model) if include_optimizer else None
    if left is not None:
        compiled, training = left.modern(), left.legacy()
    if for_keras != 2:
        config, compiled, training = without_slashes([config, compiled, training])
    attributes = {
        "keras_version": version,
        "backend": "tensorflow",  # the layout of kernels that readers go by
        "model_config": json.dumps(config),
    }
    if training is not None:
        attributes["training_config"] = json.dumps(training)
    elif compiled:
        attributes[TRAINING] = json.dumps(compiled)
    if left is None and (ours := ours_alone(compiled, for_keras)):
        attributes[OPTIMIZER] = json.dumps(ours)
    if metadata is not None:
        attributes[METADATA] = json.dumps(metadata)
    with atomic_path(path) as beside, h5_file(beside) as file:
        for name, text in attributes.items():
            file.attrs[name] = text
        write_weights_group(file.create_group("model_weights"), model, version, quantized=for_keras == 3)
        if compiled and (state := _state(model, left, training is not None)):
            write_named(file.create_group(TRAINING if training is None else "optimizer_weights"), state)


def _state(model: Any, left: KeptTraining | None, is_legacy: bool) -> list[tuple[str, Any]]:
    """Returns what the optimizer remembers, with names: as Keras 2 has them where the settings are legacy ones."""
    if left is not None:
        return left.arrays()
    if not model.optimizer.variables:
        return []
    if is_legacy:
        return old_state(model.optimizer, model.trainable_variables)
    return [(str(variable.path), variable) for variable in model.optimizer.variables]


def write_weights_group(
    group: Any, model: Any, version: str = KERAS_VERSION, quantized: bool = False
) -> None:
    """Writes a model's weights by layer, as ``save_weights`` to a plain ``.h5`` does."""
    layers = list(model.layers)
    write_names(group, "layer_names", [layer.name for layer in layers])
    group.attrs["backend"] = "tensorflow"
    group.attrs["keras_version"] = version
    written: set[int] = set()
    for layer in sorted(layers, key=lambda layer: layer.name):
        weights = legacy_weights(layer)
        if is_placeholder(layer):
            _write_kept(create_group(group, layer.name), layer)
            written.update(id(variable) for variable in weights)
            continue
        written.update(id(variable) for variable in weights)
        named, apart = named_weights(layer, quantized), weights_apart(layer)
        if len(named) == len(weights) < len(apart):
            named = [(str(variable.path), variable) for variable in apart]
        write_named(create_group(group, layer.name), named)
    own = [variable for variable in legacy_weights(model) if id(variable) not in written]
    write_variables(group.create_group("top_level_model_weights"), own)


def _write_kept(group: Any, placeholder: Any) -> None:
    """Writes what a placeholder keeps, with a note of its places; where these tell no order, for us alone."""
    ordered = in_order(placeholder)
    if ordered is None:
        warnings.warn(
            f"Only the class of layer {short_name(placeholder.name)} knows the order of the weights inside it, so "
            "Keras will not open the file (Layerloom will, with the class in custom_objects): save as .keras.",
            stacklevel=2,
        )
        write_named(group, placeholder.kept)
        write_names(group, "weight_names", [])
    else:
        write_named(group, ordered)
    if placeholder.naming == "places" and placeholder.kept:
        write_names(group, PLACES, [name for name, _ in ordered or placeholder.kept])


# -- reading ---------------------------------------------------------------------------------------------------


def read_model(path: str | os.PathLike[str], custom_objects: Mapping[str, Any] | None, compile: bool) -> Any:
    """Opens a model that Keras 1, Keras 2, tf.keras, Keras 3 or :func:`write_model` wrote.

    Args:
        path: The file.
        custom_objects: Classes and functions of the caller, by name.
        compile: Whether to compile the model as the file says, if it says so.

    Returns:
        The model with its weights.

    Raises:
        FileFormatError: If the file is damaged, of another kind, or holds a model that cannot be built.
    """
    with open_hdf5(path) as file, scope.custom_objects(custom_objects or {}):
        config = _json_attribute(file, "model_config")
        if config is None:
            raise ContentError(_what_it_is(file))
        version = attribute(file, "keras_version")
        if version is None and not is_keras1(config):  # Keras 3 always tells its version
            version = "2"
        with blank_variables():
            model = build_model(config, os.stat(path).st_size, version)  # noqa: PTH116
        plan = Plan(whole_model=True, quantization=usual_quantization(model))
        plan_weights(child_group(file, "model_weights"), model, plan)
        training, group = _training(file) if compile else (None, "")
        if training is not None:
            state = child(file, group)
            names = name_list(state, "weight_names") if state is not None else []
            if scope.placeholders_allowed() or not modern_training(model, training, version or "1"):
                room = Room(file)
                keep(model, training, [(name, room.read(child(state, name), name)) for name in names])
            elif state is not None:
                plan_state(state, names, model, plan)
        plan.carry_out()
    return model


def plan_weights(group: Any, model: Any, plan: Plan) -> None:
    """Plans to give a model the weights of a legacy group.

    Layers are matched by name where all names are alike, else by their order.

    Args:
        group: The group with ``layer_names``.
        model: A built model.
        plan: Takes the assignments.

    Raises:
        ContentError: If the weights do not fit the model.
    """
    saved = {}
    unknown = {layer.name: layer for layer in model.layers if is_placeholder(layer)}
    learning = {layer.name: layer for layer in model.layers if hasattr(layer, "learn_from_summary")}
    apart: list[str] = []  # layers whose arrays are noted by their places alone
    room = Room(group)
    for name in name_list(group, "layer_names"):
        inner = child_group(group, name)
        room.enter(inner)
        names = name_list(inner, "weight_names")
        places = name_list(inner, PLACES)
        if name in unknown:
            rows = [(item, room.read(child(inner, item), item)) for item in places or names]
            unknown[name].keep(rows, "places" if places else "order")
        elif places and not names:
            apart.append(name)
            layer = next((layer for layer in model.layers if layer.name == name), None)
            if layer is None:
                raise ContentError(f"the model has no layer {short_name(name)}")
            with plan.layer(f"layer {short_name(name)}"):
                arrays = {item: room.read(child(inner, item), item) for item in places}
                plan_by_place(layer, arrays, plan)
        elif name in learning and len(names) == 1:
            plan.hand_over(learning[name].learn_from_summary, room.read(child(inner, names[0]), names[0]))
        elif names:
            saved[name] = (inner, names)
    layers = [layer for layer in model.layers if layer.weights and layer.name not in {*unknown, *apart}]
    if len(saved) != len(layers):
        raise ContentError(
            f"it has weights for {len(saved)} layers, the model has {len(layers)} layers with weights"
        )
    writer = _writer(group)
    same_names = {layer.name for layer in layers} == set(saved)
    for layer, name in zip(layers, saved, strict=True):
        inner, names = saved[layer.name if same_names else name]
        with plan.layer(f"layer {short_name(layer.name)}"):
            _plan_layer(inner, names, layer, plan, writer, room)
    top = child(group, "top_level_model_weights")
    names = name_list(top, "weight_names") if top is not None else []
    if names:
        inside = {id(variable) for layer in layers for variable in layer.weights}
        own = [variable for variable in legacy_weights(model) if id(variable) not in inside]
        _plan_variables(top, names, own, "the model itself", plan)


def plan_weights_by_name(group: Any, model: Any, plan: Plan) -> None:
    """Plans to give weights to those layers that have the same name in the file; others stay as they are."""
    layers = {layer.name: layer for layer in model.layers}
    writer, room = _writer(group), Room(group)
    for name in name_list(group, "layer_names"):
        if name in layers and layers[name].weights:
            inner = child_group(group, name)
            with plan.layer(f"layer {short_name(name)}"):
                _plan_layer(inner, name_list(inner, "weight_names"), layers[name], plan, writer, room)


def read_metadata_attribute(file: Any) -> dict[str, Any]:
    """Returns what was given as ``metadata`` when the file was written, nothing for files of others."""
    data = _json_attribute(file, METADATA)
    return data if isinstance(data, dict) else {}


def _training(file: Any) -> tuple[Any, str]:
    """Returns the compile settings, in whichever form they stand, and the name of the group with the state."""
    own = _json_attribute(file, TRAINING)
    if isinstance(own, dict) and "optimizer" in own:
        return {**own, "optimizer_config": own["optimizer"]}, TRAINING
    training = _json_attribute(file, "training_config")
    return with_ours(training, _json_attribute(file, OPTIMIZER)), "optimizer_weights"


def _writer(group: Any) -> Writer:
    """Returns who wrote a group of weights; before Keras 2, a file of weights alone did not tell it."""
    version = attribute(group, "keras_version") or attribute(group.file, "keras_version")
    backend = attribute(group, "backend") or attribute(group.file, "backend")
    major = major_version(version) or 1
    if backend is None and major == 1:
        looked, names = Room(group), []
        for layer in name_list(group, "layer_names"):
            inner = child_group(group, layer)
            looked.enter(inner)
            names += name_list(inner, "weight_names")
        # TensorFlow numbers the outputs of its variables, as in dense_1_W:0; Theano does not.
        # Names with slashes are not of Keras 1 at all.
        return Writer(
            major, bool(names) and not any(":" in n or "/" in n or n.startswith("param_") for n in names)
        )
    return Writer(major, backend == "theano")


def _plan_layer(group: Any, names: list[str], layer: Any, plan: Plan, writer: Writer, room: Room) -> None:
    variables = _expected(layer, len(names))
    title = f"layer {short_name(layer.name)}"
    if len(names) < len(variables) and hasattr(layer, "layers"):
        alike = _copies(layer, variables)
        # Keras 3 says nowhere that a layer stands in several models, but knows it.
        if len(alike) == len(names):
            for name, same in zip(names, alike, strict=True):
                array = read_array(child(group, name), same[0].shape, name)
                for variable in same:
                    plan.assign(variable, array)
            return
    if len(names) > len(variables) and plan_by_names(group, names, layer, plan, room):
        return
    if len(variables) < len(names) == len(apart := weights_apart(layer)):
        variables = apart
    if writer.is_today and len(names) == len(variables):
        shapes = [getattr(child(group, name), "shape", None) for name in names]
        if shapes == [tuple(variable.shape) for variable in variables]:
            _plan_variables(group, names, variables, title, plan)
            return
    limit = 2 * sum(variable.size * 4 for variable in variables)
    try:
        arrays = [room.read(child(group, name), name, limit) for name in names]
        present = present_arrays(layer, arrays, writer)
    except (ContentError, ValueError, IndexError):  # no version wrote such shapes
        present = []
    if [array.shape for array in present] == [tuple(variable.shape) for variable in variables]:
        for variable, array in zip(variables, present, strict=True):
            plan.assign(variable, array)
    else:
        _plan_variables(group, names, variables, title, plan)  # says what does not fit


def _expected(layer: Any, count: int) -> list[Any]:
    """Returns the variables of a layer that so many arrays are for."""
    variables = plain_weights_in_order(layer)
    # Keras 3 makes those of an activation at the first call, and may have saved before.
    late = {id(variable) for variable in getattr(getattr(layer, "activation", None), "weights", ())}
    if count == len(variables) - len(late):
        return [variable for variable in variables if id(variable) not in late]
    return variables


def _copies(model: Any, variables: list[Any]) -> list[list[Any]]:
    """Returns a model's variables with those together that layers of one class, name and shape have of a kind."""
    kinds: dict[int, Any] = {}
    for place in walk(model):
        shapes = tuple(tuple(variable.shape) for variable in place.variables)
        for index, variable in enumerate(place.variables):
            kinds[id(variable)] = (type(place.holder), place.holder.name, shapes, index)
    found: dict[Any, list[Any]] = {}
    for variable in variables:
        found.setdefault(kinds.get(id(variable), id(variable)), []).append(variable)
    return list(found.values())


def _plan_variables(group: Any, names: list[str], variables: list[Any], title: str, plan: Plan) -> None:
    if len(names) != len(variables):
        raise ContentError(f"{title} has {len(variables)} weights, the file has {len(names)}")
    for name, variable in zip(names, variables, strict=True):
        plan.assign(variable, read_array(child(group, name), variable.shape, name))


def _json_attribute(file: Any, name: str) -> Any:
    text = attribute(file, name)
    if text is None:
        return None
    if not isinstance(text, str):
        raise ContentError(f"its {name} is no text")
    try:
        return read_json(text)
    except ArchitectureError as error:
        raise ContentError(f"its {name} cannot be read: {error}") from None


def _what_it_is(file: Any) -> str:
    """Says what an HDF5 file without a model configuration seems to be."""
    weights = child(file, "model_weights") is not None or attribute(file, "layer_names") is not None
    if weights or child(file, "layers") is not None or attribute(file, "nb_layers") is not None:
        return (
            "holds weights alone, without their network: open the model, JSON or project of that network, "
            "or in code build it and call load_weights"
        )
    return "is an HDF5 file, but not one of a Keras model"
