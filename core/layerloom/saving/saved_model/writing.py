"""Models to SavedModel folders that tf.keras revives from their configuration."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from layerloom.atomic import atomic_folder
from layerloom.callbacks.event_file import field
from layerloom.saving.saved_model.bundle_writer import shape_message, type_number
from layerloom.saving.saved_model.checkpoint import children_message, value_of, write_checkpoint
from layerloom.saving.saved_model.files import METADATA
from layerloom.saving.saved_model.keras_objects import describe
from layerloom.saving.saved_model.objects_of_model import Object, Objects

#: Version of the graph format, and the oldest reader of it.
_PRODUCER, _CONSUMER = 1395, 12


def write_model(
    model: Any,
    path: str | os.PathLike[str],
    include_optimizer: bool = True,
    metadata: Mapping[str, Any] | None = None,
) -> None:
    """Writes a model as a SavedModel folder with the configuration of Keras and the values of its variables.

    tf.keras rebuilds the model from these. It holds no functions of TensorFlow, so what knows functions alone,
    such as TensorFlow Serving, finds none.

    Args:
        model: A built functional or sequential model.
        path: The folder; one that is there is replaced when the new one is whole.
        include_optimizer: Whether compile settings and the optimizer's state are written.
        metadata: Plain data of ours, such as class names, in a file of their own.

    Raises:
        OSError: If it cannot be written.
        LayerloomError: If the model cannot be described.
    """
    objects = describe(model, include_optimizer)
    with atomic_folder(path) as beside:
        (beside / "variables").mkdir()
        (beside / "assets").mkdir()
        write_checkpoint(objects, beside / "variables" / "variables")
        (beside / "keras_metadata.pb").write_bytes(_keras_metadata(objects))
        (beside / "saved_model.pb").write_bytes(_saved_model(objects))
        if metadata is not None:
            (beside / METADATA).write_text(json.dumps(metadata), encoding="utf-8")


def _keras_metadata(objects: Objects) -> bytes:
    """Returns the message SavedMetadata: what Keras keeps of every layer."""
    version = field(1, 2) + field(2, 1)
    out = []
    for place, item in enumerate(objects.all):
        if item.metadata is not None:
            path = ".".join(["root", *item.path.split("/")]) if item.path else "root"
            number = field(2, place) if place else b""
            rest = (
                field(3, path) + field(4, item.kind) + field(5, json.dumps(item.metadata)) + field(6, version)
            )
            out.append(field(1, number + rest))
    return b"".join(out)


def _saved_model(objects: Objects) -> bytes:
    """Returns the message SavedModel: the same objects, and a graph without operations."""
    nodes = b"".join(field(1, _node(item)) for item in objects.all)
    info = field(4, "serve") + field(5, "2.15.0")
    graph = field(4, field(1, _PRODUCER) + field(2, _CONSUMER))
    return field(1, 1) + field(2, field(1, info) + field(2, graph) + field(7, nodes))


def _node(item: Object) -> bytes:
    body = children_message(item)
    if item.variable is None:
        version = field(1, 1) + field(2, 1)
        return body + field(4, field(1, item.kind) + field(2, version))
    value = value_of(item)
    kind = field(1, type_number(str(value.dtype))) + field(2, shape_message(value.shape))
    trainable = field(3, 1) if item.variable.trainable else b""
    return body + field(7, kind + trainable + field(6, item.variable.path))
