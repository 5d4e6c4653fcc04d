"""Operations of tf.keras whose counterparts in Keras 3 depend on the shapes of their tensors."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.graph.analysis import Analyse
from layerloom.graph.architecture import Architecture, Node, Ref, usual_call
from layerloom.graph.tensorflow import pictures, regions, signal, special
from layerloom.graph.tensorflow.steps import (
    OtherwiseError,
    Room,
    Shape,
    ShapedSteps,
    Steps,
    function_name,
    known_size,
    take,
)

#: How many nodes are looked at in all; each look at a network may make the shapes of others known.
_MAX_WORK = 200_000


def replace_shaped(arch: Architecture, replace: Callable[[], None], room: Room, analyse: Analyse) -> None:
    """Puts operations of Keras 3 in place of those that need shapes, as far as these are known.

    Args:
        arch: An architecture that was just read; changed.
        replace: Puts others in place of those that waited for these.
        room: What is left for constants.
        analyse: Tells the shapes.
    """
    for _ in range(_MAX_WORK // max(len(arch.nodes), 1)):
        asked = [(node, make) for node in list(arch.nodes.values()) if (make := _maker(arch, node))]
        if not asked:
            return
        known = analyse(arch).nodes
        done = False
        for node, make in asked:
            shapes: dict[Ref, Shape] = {}
            dtypes: dict[Ref, str] = {}
            for ref in node.inputs:
                found = known[ref.node].output_shapes if ref.node in known else None
                if found is not None and ref.port < len(found):
                    shapes[ref] = tuple(found[ref.port])
                    dtypes[ref] = known[ref.node].output_dtypes[ref.port]
            if len(shapes) == len(set(node.inputs)):
                done |= take(make, ShapedSteps(arch, node, room, shapes, dtypes), node)
        if not done:
            return
        replace()


def needs_shapes(arch: Architecture, node: Node) -> bool:
    """Tells whether a node is one of those that :func:`replace_shaped` replaces."""
    return _maker(arch, node) is not None


def _maker(arch: Architecture, node: Node) -> Callable[..., None] | None:
    spec = arch.layers.get(node.layer)
    if spec is None or spec.class_name != "TFOpLambda":
        return None
    name = function_name(spec)
    if name == "gather":
        call = node.call or usual_call(spec.class_name, len(node.inputs))
        batch = call.kwargs.get("batch_dims", call.args[4] if len(call.args) > 4 else 0)
        return _gather if batch else None
    if name == "where":
        call = node.call or usual_call(spec.class_name, len(node.inputs))
        return _places if len(call.args) == 1 and not set(call.kwargs) & {"x", "y"} else None
    if name in pictures.SOMETIMES and node.call is not None:
        keys, make = pictures.SOMETIMES[name]
        told = node.call.kwargs
        whole = name == "image.resize" and told.get("method") != "nearest" and _takes_whole_numbers(arch)
        return make if whole or any(told.get(key) for key in keys) else None
    return _FUNCTIONS.get(name)


def _takes_whole_numbers(arch: Architecture) -> bool:
    """Tells whether a network has an input of whole numbers, such as pictures that come as bytes."""
    dtypes = (spec.config.get("dtype") for spec in arch.layers.values() if spec.is_input)
    return any(str(dtype).startswith(("int", "uint")) for dtype in dtypes)


def _gather(
    steps: ShapedSteps,
    params: Any,
    indices: Any,
    validate_indices: Any = None,
    axis: int | None = None,
    batch_dims: int = 0,
) -> None:
    taken, inner = steps.shape(params), steps.shape(indices)
    batch = batch_dims % (len(inner) + 1)
    place = batch if axis is None else axis % len(taken)
    _take_in_batches(steps, (params, taken), (indices, inner), place, batch)


def _take_in_batches(
    steps: Steps, table: tuple[Any, Shape], indices: tuple[Any, Shape], axis: int, batch: int
) -> None:
    """Takes along an axis what each sample's indices say, as the last step."""
    (x, shape), (places, inner) = table, indices
    count = len(inner) - batch
    if not 0 <= count <= 2 or axis < batch or (count == 2 and batch != 1):
        raise OtherwiseError
    if count == 2:
        places = steps.step("Reshape", places, newshape=[-1, known_size(inner[1]) * known_size(inner[2])])
    elif count == 0:
        places = steps.step("ExpandDims", places, axis=batch)
    for other in [*range(batch, axis), *range(axis + 1, len(shape))]:
        size = known_size(shape[other])
        places = steps.step("Repeat", steps.step("ExpandDims", places, axis=other), repeats=size, axis=other)
    if count == 1:
        steps.end("TakeAlongAxis", x, places, axis=axis)
        return
    taken = steps.step("TakeAlongAxis", x, places, axis=axis)
    if count == 0:
        steps.end("Squeeze", taken, axis=axis)
    else:
        sizes = [*shape[1:axis], *inner[1:], *shape[axis + 1 :]]
        steps.end("Reshape", taken, newshape=[-1, *map(known_size, sizes)])


def _gather_nd(steps: ShapedSteps, params: Any, indices: Any, batch_dims: int = 0, **_: Any) -> None:
    shape, inner = steps.shape(params), steps.shape(indices)
    depth = known_size(inner[-1])
    dims, rest = shape[batch_dims : batch_dims + depth], shape[batch_dims + depth :]
    if batch_dims not in (0, 1) or len(dims) != depth:
        raise OtherwiseError
    strides = [math.prod(map(known_size, dims[place + 1 :])) for place in range(depth)]
    flat: Any
    if isinstance(indices, Ref):
        factors = {"class_name": "__numpy__", "config": {"value": strides, "dtype": "int32"}}
        flat = steps.step("Sum", steps.step("Multiply", indices, factors), axis=-1, keepdims=False)
    else:
        found = (np.asarray(indices, np.int64) * strides).sum(axis=-1)
        flat = {"class_name": "__numpy__", "config": {"value": found.tolist(), "dtype": "int32"}}
    if batch_dims == 0:
        rows = steps.step("Reshape", params, newshape=[-1, *map(known_size, rest)])
        steps.end("Take", rows, flat, axis=0)
        return
    count = math.prod(map(known_size, dims))
    rows = steps.step("Reshape", params, newshape=[-1, count, *map(known_size, rest)])
    _take_in_batches(steps, (rows, (None, count, *rest)), (flat, inner[:-1]), 1, 1)


def _places(steps: ShapedSteps, condition: Any) -> None:
    """Where something holds, one row for each place."""
    first = steps.step("Nonzero", condition)
    along = [Ref(first.node, axis) for axis in range(len(steps.shape(condition)))]
    steps.end("Cast", steps.step("Stack", along, axis=-1), dtype="int64")


def _diag(steps: ShapedSteps, diagonal: Any, k: int = 0) -> None:
    if k != 0:
        raise OtherwiseError
    size = steps.size(diagonal, -1)
    ones = steps.constant(size * size, lambda: np.eye(size, dtype="float32"))
    steps.end("Multiply", steps.step("ExpandDims", diagonal, axis=-1), ones)


# -- pictures --------------------------------------------------------------------------------------------------


def _window(rank: int, top: int, height: int, left: int, width: int) -> list[Any]:
    def part(start: int | None, stop: int | None) -> dict[str, Any]:
        return {"class_name": "__slice__", "config": {"start": start, "stop": stop, "step": None}}

    whole = part(None, None)
    return [*[whole] * (rank - 3), part(top, top + height), part(left, left + width), whole]


def _central_crop(steps: ShapedSteps, image: Any, central_fraction: float) -> None:
    *before, high, wide, _ = steps.shape(image)
    height, width = known_size(high), known_size(wide)
    top, left = (int((size - size * central_fraction) / 2) for size in (height, width))
    key = _window(len(before) + 3, top, height - 2 * top, left, width - 2 * left)
    steps.end("GetItem", image, key)


def _resize_with_crop_or_pad(steps: ShapedSteps, image: Any, target_height: int, target_width: int) -> None:
    *before, high, wide, _ = steps.shape(image)
    rank = len(before) + 3
    sizes, targets = (known_size(high), known_size(wide)), (target_height, target_width)
    starts = [max((size - target) // 2, 0) for size, target in zip(sizes, targets, strict=True)]
    kept = [min(size, target) for size, target in zip(sizes, targets, strict=True)]
    ahead = [max((target - size) // 2, 0) for size, target in zip(sizes, targets, strict=True)]
    behind = [t - k - a for t, k, a in zip(targets, kept, ahead, strict=True)]
    cut = steps.step("GetItem", image, _window(rank, starts[0], kept[0], starts[1], kept[1]))
    edges = [list(pair) for pair in zip(ahead, behind, strict=True)]
    steps.end("Pad", cut, 0, pad_width=[[0, 0]] * (rank - 3) + edges + [[0, 0]], mode="constant")


def _resize_with_pad(
    steps: ShapedSteps,
    image: Any,
    target_height: int,
    target_width: int,
    method: str = "bilinear",
    antialias: bool = False,
) -> None:
    *before, high, wide, _ = steps.shape(image)
    sizes = [np.float32(known_size(size)) for size in (high, wide)]
    targets = [np.float32(target_height), np.float32(target_width)]
    ratio = max(size / target for size, target in zip(sizes, targets, strict=True))
    exact = [size / ratio for size in sizes]
    shape = [int(size) for size in exact]
    ahead = [max(0, int((target - size) // 2)) for size, target in zip(exact, targets, strict=True)]
    behind = [int(t) - s - a for t, s, a in zip(targets, shape, ahead, strict=True)]
    small = steps.step(
        "Resize", image, size=shape, interpolation=method, antialias=antialias, data_format="channels_last"
    )
    edges = [list(pair) for pair in zip(ahead, behind, strict=True)]
    steps.end("Pad", small, 0, pad_width=[[0, 0]] * (len(before)) + edges + [[0, 0]], mode="constant")


_FUNCTIONS: dict[str, Callable[..., None]] = {
    **pictures.SHAPED,
    **regions.SHAPED,
    **signal.SHAPED,
    **special.SHAPED,
    "diag": _diag,
    "gather_nd": _gather_nd,
    "image.central_crop": _central_crop,
    "image.resize_with_crop_or_pad": _resize_with_crop_or_pad,
    "image.resize_with_pad": _resize_with_pad,
}
