"""What Python's tags in YAML mean: plain data by a fixed table; nothing that they name is made or called."""

from __future__ import annotations

import struct
from typing import Any

_PYTHON = "tag:yaml.org,2002:python/"

#: Tags of texts, and of numbers, lists and words as YAML has them without a tag.
_SCALARS = {
    "str": str,
    "unicode": str,
    "int": int,
    "long": int,
    "float": float,
    "bool": lambda text: text.lower() == "true",
    "none": lambda _: None,
}
_LONGEST_NUMBER = 400  # characters
_SEQUENCES = ("tuple", "list")

#: Wrappers of TensorFlow around what they are made of, which tf.keras wrote for ``axis`` and for shapes.
_WRAPPERS = [
    *(
        f"tensorflow.python.{place}.data_structures.{name}"
        for place in ("training.tracking", "trackable")
        for name in ("ListWrapper", "_TupleWrapper", "_DictWrapper")
    ),
    "tensorflow.python.framework.tensor_shape.TensorShape",
    "tensorflow.python.framework.tensor_shape.Dimension",
]

#: A number of NumPy is told by its type and its bytes.
_NUMBERS = [f"numpy.{place}.multiarray.scalar" for place in ("core", "_core")]
_FORMATS = {"f8": "<d", "f4": "<f", "i8": "<q", "i4": "<i", "u8": "<Q", "u4": "<I", "b1": "<?"}


def add_tags(loader: Any) -> None:
    """Teaches a class of YAML loaders the tags that Keras 1 and 2 wrote.

    Args:
        loader: A safe loader, which refuses all others.
    """
    for name in ("int", "float"):
        loader.add_constructor(f"tag:yaml.org,2002:{name}", _short_number)
    for name, kind in _SCALARS.items():
        loader.add_constructor(_PYTHON + name, _scalar(kind))
    for name in _SEQUENCES:
        loader.add_constructor(_PYTHON + name, lambda made, node: made.construct_sequence(node, deep=True))
    for name in _WRAPPERS:
        loader.add_constructor(f"{_PYTHON}object/apply:{name}", _wrapped)
    for name in _NUMBERS:
        loader.add_constructor(f"{_PYTHON}object/apply:{name}", _number)
    loader.add_constructor(f"{_PYTHON}object/apply:numpy.dtype", _number_type)


def _short_number(loader: Any, node: Any) -> Any:
    """Returns a number, which may be written in parts of sixty: thousands of these would take ages."""
    if len(node.value) > _LONGEST_NUMBER:
        raise ValueError(node.tag)
    whole = node.tag.endswith(":int")
    return loader.construct_yaml_int(node) if whole else loader.construct_yaml_float(node)


def _scalar(kind: Any) -> Any:
    return lambda loader, node: kind(loader.construct_scalar(node))


def _arguments(loader: Any, node: Any) -> list[Any]:
    """Returns the arguments of a call that a tag stands for, which may be a list, or a mapping with one."""
    if node.value and isinstance(node.value[0], tuple):
        found = loader.construct_mapping(node, deep=True).get("args")
        return found if isinstance(found, list) else []
    found = loader.construct_sequence(node, deep=True)
    return found if isinstance(found, list) else []


def _wrapped(loader: Any, node: Any) -> Any:
    found = _arguments(loader, node)
    if len(found) != 1:
        raise ValueError(node.tag)
    return found[0]


def _number_type(loader: Any, node: Any) -> Any:
    return (_arguments(loader, node) or [None])[0]


def _number(loader: Any, node: Any) -> Any:
    """Returns a number of NumPy from its type and its bytes."""
    kind, data = (*_arguments(loader, node), None, None)[:2]
    data = data.encode("latin-1") if isinstance(data, str) else data
    form = _FORMATS.get(kind) if isinstance(kind, str) else None
    if form is None or not isinstance(data, bytes) or len(data) != struct.calcsize(form):
        raise ValueError(node.tag)
    return struct.unpack(form, data)[0]
