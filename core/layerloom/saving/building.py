"""A model, with new weights, from Keras JSON data that a file holds: checked first, and refused with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from layerloom.declaration import scope
from layerloom.declaration.serialization import find_class
from layerloom.errors import LayerloomError, UnknownNameError
from layerloom.graph import analyse, parse_architecture
from layerloom.graph.architecture import MODEL_CLASSES, shorten
from layerloom.graph.keras0 import ORDER as WEIGHTS_ORDER
from layerloom.graph.plain_json import mappings
from layerloom.graph.versions import of_today
from layerloom.graph.wrapping import NO_MODEL
from layerloom.saving.hdf5 import ContentError
from layerloom.saving.legacy_config import plain_tuples
from layerloom.saving.remedies import names_classes, with_remedy

#: No model with more bytes of weights is built from a file.
MAX_WEIGHT_BYTES = 2 * 2**30

#: Problems of a drawing that are none of a file: a chain may learn its input shape later.
_HARMLESS = ("no_input", "missing_input")


def build_model(data: Any, stored: int | None = None, version: Any = None) -> Any:
    """Makes a model, with new weights, from Keras JSON data that were read from a file.

    Args:
        data: ``{"class_name", "config"}``.
        stored: Size of the file in bytes; far more weights than that are refused before any is made.
        version: The version of Keras that wrote the data, where they do not tell it themselves.

    Raises:
        LayerloomError: If the data describe no model that can be built.
    """
    data = of_today(plain_tuples(data), version)
    if isinstance(data, dict) and "modelTopology" in data:
        raise ContentError(
            "this is a model of TensorFlow.js, whose weights are in files beside it: open its model.json by load_model"
        )
    if not isinstance(data, dict) or not isinstance(data.get("class_name"), str):
        raise ContentError(NO_MODEL)
    config = data.get("config")
    if not isinstance(config, (dict, list)):
        raise ContentError("its model has no config")
    if data["class_name"] in MODEL_CLASSES:
        _check(data, stored)
    try:
        cls = find_class(data.get("registered_name") or data["class_name"], "keras")
        found = cls.from_config(config)
    except UnknownNameError as error:
        if scope.placeholders_allowed() and data["class_name"] not in MODEL_CLASSES:
            raise ContentError(
                f"the class {shorten(data['class_name'])!r} of its model is not known, and the file does not tell its "
                "layers: pass the class in custom_objects"
            ) from error
        raise LayerloomError(with_remedy(str(error), data)) from error
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        if isinstance(error, LayerloomError) or not cls.__module__.startswith("layerloom."):
            raise
        raise ContentError(f"its model, a {cls.__name__}, cannot be made of its config") from error
    build = data.get("build_config")
    if isinstance(build, dict) and not found.built:
        found.build_from_config(build)
    if isinstance(data.get(WEIGHTS_ORDER), list):
        setattr(found, WEIGHTS_ORDER, tuple(data[WEIGHTS_ORDER]))
    return found


def _check(data: dict[str, Any], stored: int | None) -> None:
    """Refuses a model that cannot be built, or is far larger than its file, before any array is made."""
    own = not scope.known().keys().isdisjoint(_names(data))
    try:
        arch = parse_architecture(data)
        analysis = analyse(arch)
    except LayerloomError:
        if own:  # classes of the caller can do more than a drawing can tell
            return
        raise
    if not own and not scope.placeholders_allowed():
        for problem in analysis.errors:
            if problem.kind not in _HARMLESS:
                unknown = problem.kind == "unknown_class" or names_classes(data)
                raise LayerloomError(with_remedy(problem.message, data) if unknown else problem.message)
    count = analysis.parameters
    if count is None:  # of the layers that are known, which are made nonetheless
        known = {node.layer: analysis.nodes[node.id].parameters or 0 for node in arch.nodes.values()}
        count = sum(known.values())
    _check_size(4 * count, stored)


def _check_size(size: int, stored: int | None) -> None:
    if size > 2**63:
        raise ContentError("its model has more weights than any memory holds")
    if size > MAX_WEIGHT_BYTES:
        raise ContentError(
            f"its model has {size // 2**20} MiB of weights; {MAX_WEIGHT_BYTES // 2**20} are allowed"
        )
    if stored is not None and size > 100 * stored + 2**20:
        raise ContentError(
            f"its model has {size // 2**20} MiB of weights, but the file only {stored // 1024} KiB"
        )


def _names(data: Any) -> Iterator[str]:
    """Yields all texts among data by which a class or function may be meant, without their packages, too."""
    for value in mappings(data):
        for key, item in value.items():
            if isinstance(item, str) and key != "name":
                yield item
                yield item.rpartition(">")[2]
