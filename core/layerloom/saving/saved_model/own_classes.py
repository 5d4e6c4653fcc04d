"""Models of the caller's own classes from SavedModels: made by their class, built as tf.keras last called them.

The file tells the class, the config and the shapes of the inputs; which layers there are, the class alone knows. Its
attributes lead to the values in the checkpoint.
"""

from __future__ import annotations

from typing import Any

from layerloom.declaration.serialization import find_class
from layerloom.errors import LayerloomError
from layerloom.saving.hdf5 import ContentError, short_name
from layerloom.tensors import KerasTensor, blank_variables, inside_operation


def has_layers(root: dict[str, Any]) -> bool:
    """Tells whether what Keras wrote of a model names its layers, as it does for functional and sequential ones."""
    config = root.get("config")
    return isinstance(config, dict) and "layers" in config


def make_model(root: dict[str, Any]) -> Any:
    """Makes a model by the caller's class, with weights that wait for their values.

    Args:
        root: What Keras wrote of the model.

    Raises:
        ContentError: If the class is not known, or cannot be made or called as the file says.
    """
    name = short_name(str(root.get("class_name")))
    try:
        made_by = find_class(root.get("class_name"))
    except LayerloomError:
        raise ContentError(
            f"holds a model of the class {name}, whose layers are in its code, not in the file: "
            "pass the class in custom_objects, or make the model in code, and give the folder to its load_weights"
        ) from None
    config = root.get("config")
    args, kwargs = _call(root)
    try:
        with blank_variables(), inside_operation():
            model = made_by.from_config(dict(config) if isinstance(config, dict) else {})
            model(*args, **kwargs)
    except Exception as error:  # the class is the caller's, and may raise whatever it likes
        raise ContentError(
            f"holds a model of the class {name}, which cannot be made as the file says: "
            f"{type(error).__name__}: {error}"
        ) from error
    return model


def _call(root: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """Returns symbols for what tf.keras last called a model with.

    Raises:
        ContentError: If the file does not tell it.
    """
    whole = _symbols(root.get("full_save_spec"))
    if isinstance(whole, list) and len(whole) == 2 and isinstance(whole[0], list):
        options = whole[1] if isinstance(whole[1], dict) else {}
        return whole[0], {key: value for key, value in options.items() if value is not None}
    first = _symbols(root.get("save_spec"))  # all that TensorFlow before 2.6 says
    if first is None and root.get("build_input_shape"):
        first = KerasTensor(_shape(root["build_input_shape"]), "float32")
    if first is None:
        raise ContentError(
            "does not say what its model was called with: make it in code, and load its weights"
        )
    return [first], {}


def _symbols(spec: Any) -> Any:
    """Returns a structure of symbols for one of ``TypeSpec``, and lists for its tuples."""
    if isinstance(spec, list):
        return [_symbols(item) for item in spec]
    if not isinstance(spec, dict):
        return spec
    if spec.get("class_name") == "__tuple__":
        return _symbols(spec.get("items"))
    if spec.get("class_name") != "TypeSpec":
        return {key: _symbols(item) for key, item in spec.items()}
    told = spec.get("serialized")
    items = told.get("items") if isinstance(told, dict) else None
    if spec.get("type_spec") != "tf.TensorSpec" or not isinstance(items, list) or len(items) < 2:
        kind = short_name(str(spec.get("type_spec")))
        raise ContentError(
            f"holds a model that was called with a {kind}: make it in code, and load its weights"
        )
    return KerasTensor(_shape(items[0]), str(items[1]))


def _shape(told: Any) -> tuple[int | None, ...]:
    """Returns a shape; its first size is that of a batch, which binds nobody."""
    items = told.get("items") if isinstance(told, dict) else told
    if not isinstance(items, list) or not all(size is None or type(size) is int for size in items):
        raise ContentError("does not say of which shapes the inputs of its model are")
    return (None, *items[1:])
