"""What tf.keras keeps of the objects of a model beside their values, from which it makes the model anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.saving.compile_settings import legacy_training
from layerloom.saving.kept_training import kept
from layerloom.saving.keras2 import KERAS_VERSION, attention_shapes, keras2_data, shape_data
from layerloom.saving.quantized_h5 import plain_weights_parted
from layerloom.saving.saved_model.objects_of_model import LIST, Object, Objects, numbers_layers
from layerloom.saving.tree import is_placeholder
from layerloom.tensors import Variable, find_symbolic


def describe(model: Any, include_optimizer: bool) -> Objects:
    """Returns the objects of a model with all that tf.keras needs to revive it.

    Args:
        model: A built functional or sequential model.
        include_optimizer: Whether compile settings and the optimizer's state are among them.

    Raises:
        LayerloomError: If tf.keras has nothing that does the same.
    """
    if type(model).__name__ not in ("Functional", "Sequential") or not model.layers:
        raise LayerloomError("only functional and sequential models can be written as a SavedModel")
    objects = Objects(model)
    places = {id(item.variable): place for place, item in enumerate(objects.all) if item.variable is not None}
    for item in list(objects.all):
        if item.layer is not None:
            _describe(item, objects, places)
    compiled = model.get_compile_config() if include_optimizer and model.optimizer is not None else None
    metadata = objects.all[0].metadata
    training = legacy_training(compiled, for_keras=2) if compiled else None
    left = kept(model) if include_optimizer else None
    if left is not None and metadata is not None and (training := left.legacy()) is not None:
        metadata["training_config"] = training
        state = [
            array
            for at, (_, array) in enumerate(left.state)
            if at != 1 or array.shape or array.dtype.kind != "f"
        ]
        if state:  # without the learning rate, which stands second
            variables = [Variable(array, trainable=False) for array in state]
            objects.all[0].children["optimizer"] = _listed(objects, variables)
    elif training is not None and metadata is not None:
        metadata["training_config"] = training
        settings = training["optimizer_config"]["config"]
        settings["is_legacy_optimizer"] = False
        settings.pop("schedule_decay", None)  # Nadam's, before that
        if model.optimizer.variables:
            objects.all[0].children["optimizer"] = _optimizer(model.optimizer, objects)
    return objects


def _describe(item: Object, objects: Objects, places: dict[int, int]) -> None:
    """Completes the object of a layer."""
    layer, kind = item.layer, type(item.layer).__name__
    item.kind = {"InputLayer": "_tf_keras_input_layer", "Sequential": "_tf_keras_sequential"}.get(
        kind, "_tf_keras_network" if numbers_layers(layer) else "_tf_keras_layer"
    )
    item.metadata = _metadata(layer)
    if kind == "InputLayer":
        return

    def listed(variables: Iterable[Any]) -> int:
        rows = {str(n): places[id(v)] for n, v in enumerate(variables) if id(v) in places}
        return objects.add(Object(LIST, rows))

    learning, others = plain_weights_parted(layer)
    if is_placeholder(layer):
        learning, others = [variable for _, variable in layer.kept], []  # in the order that they came in
    item.children["trainable_variables"] = listed(learning)
    item.children["variables"] = listed([*learning, *others])
    item.children["regularization_losses"] = listed(())
    fixed = listed(others)
    item.children["keras_api"] = objects.add(Object(children={"non_trainable_variables": fixed}))


def _optimizer(optimizer: Any, objects: Objects) -> int:
    return _listed(objects, [v for v in optimizer.variables if v.name != "learning_rate"])


def _listed(objects: Objects, state: list[Any]) -> int:
    """Adds an optimizer that lists these variables."""
    rows = {str(n): objects.variable(v, f"optimizer/_variables/{n}") for n, v in enumerate(state)}
    return objects.add(Object(children={"_variables": objects.add(Object(LIST, rows))}))


def _metadata(layer: Any) -> dict[str, Any]:
    """Returns what tf.keras keeps of a layer or model."""
    class_name = layer.spec.class_name if is_placeholder(layer) else type(layer).__name__
    bare = keras2_data(class_name, layer.get_config())
    name = bare["class_name"]
    found = {
        "name": layer.name,
        "trainable": bool(layer.trainable),
        "expects_training_arg": True,
        "dtype": bare["config"].get("dtype") or str(layer.compute_dtype),
        "batch_input_shape": None,
        "must_restore_from_config": False,
        "preserve_input_structure_in_config": False,
        "autocast": True,
        "class_name": name,
        "config": bare["config"],
    }
    if numbers_layers(layer):
        found.update(is_graph_network=True, keras_version=KERAS_VERSION, backend="tensorflow")
        found["model_config"] = {"class_name": name, "config": bare["config"]}
    elif name == "InputLayer":
        return {"class_name": name, "name": layer.name, "dtype": bare["config"].get("dtype"), "sparse": False,
                "ragged": False, "batch_input_shape": bare["config"].get("batch_input_shape"),
                "config": bare["config"]}  # fmt: skip
    elif not is_placeholder(layer) or not _follows_unknown(layer):
        found["build_input_shape"] = shape_data(_input_shapes(layer))
        if name == "MultiHeadAttention":  # it is built by its config
            found["config"] = {**bare["config"], **attention_shapes(layer)}
    return found


def _follows_unknown(layer: Any) -> bool:
    """Tells whether the shape of a layer's input is not known, since it comes from a layer that is not."""
    tensors = (
        find_symbolic((layer._inbound_nodes[0].args, layer._inbound_nodes[0].kwargs))
        if layer._inbound_nodes
        else ()
    )
    return any(tensor.history and is_placeholder(tensor.history.node.operation) for tensor in tensors)


def _input_shapes(layer: Any) -> Any:
    """Returns the shape or shapes that a layer is called on, or ``None``."""
    calls = getattr(layer, "_inbound_nodes", None)
    if calls:
        args = calls[0].args
        first = args[0] if args else None
        if isinstance(first, (list, tuple)):
            return [list(tensor.shape) for tensor in first]
        if first is not None:
            return tuple(first.shape)
    build = layer.get_build_config()
    return (build or {}).get("input_shape")
