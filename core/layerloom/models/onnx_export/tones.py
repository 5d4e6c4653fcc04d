"""A layer that counts the tones of pictures, as operators of ONNX."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.layers.preprocessing.augmentation.local_contrast import _TONES, _between
from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value

_WHOLE = 7  # ONNX's number of the type of whole numbers


def local_equalization(graph: Graph, layer: Any, x: Value) -> str:
    """ContrastLimitedAdaptiveHistogramEqualization."""
    g, rank, axis = graph, x.rank, layer._channels % x.rank
    last = [*(i for i in range(rank) if i != axis), axis]
    height, width, channels = (x.shape[i] for i in last[-3:])
    if rank != 4 or height is None or width is None or channels is None:
        raise NoOnnxError(f"{layer.name!r} ({type(layer).__name__}) needs pictures of a known size.")
    rows, columns = layer.tile_grid_size
    tall, wide = -(-height // rows), -(-width // columns)
    pixels = g.transpose(_between_ranges(g, g.cast(x), layer.value_range, (0, 255)), last)
    for place, size, more in ((1, height, tall * rows - height), (2, width, wide * columns - width)):
        if more:
            pixels = g.add(
                "Gather", pixels, g.constant(np.pad(np.arange(size), (0, more), mode="symmetric")), axis=place
            )
    tones = g.add("Clip", pixels, g.constant(np.float32(0)), g.constant(np.float32(_TONES - 1)))
    tones = g.add("Cast", tones, to=_WHOLE)
    parts = g.add("Reshape", tones, g.whole(0, rows, tall, columns, wide, channels))
    flat = g.add("Reshape", g.transpose(parts, (0, 1, 3, 5, 2, 4)), g.whole(-1, tall * wide))
    curves = g.add(
        "Reshape", _curves(g, layer, flat, tall * wide), g.whole(-1, rows, columns, channels * _TONES)
    )
    for place, count in ((1, rows), (2, columns)):
        edges = np.pad(np.arange(count), 1, mode="edge")
        curves = g.add("Gather", curves, g.constant(edges), axis=place)
    table = g.add("Reshape", curves, g.whole(-1, (rows + 2) * (columns + 2) * channels * _TONES))
    top, bottom, down = _between(tall, rows)
    left, right, across = _between(wide, columns)

    def seen(row: Any, column: Any, share: Any) -> str:
        start = (row[:, None, None] * (columns + 2) + column[None, :, None]) * channels + np.arange(channels)
        places = g.add("Add", tones, g.constant(start * _TONES))
        values = g.add("GatherElements", table, g.add("Reshape", places, g.whole(-1, start.size)), axis=1)
        return g.add("Mul", g.add("Reshape", values, g.whole(-1, *start.shape)), g.constant(share))

    down, across = down[:, None, None], across[None, :, None]
    mixed = seen(top, left, (1 - down) * (1 - across))
    for row, column, share in (
        (top, right, (1 - down) * across),
        (bottom, left, down * (1 - across)),
        (bottom, right, down * across),
    ):
        mixed = g.add("Add", mixed, seen(row, column, share))
    mixed = g.slice(g.slice(mixed, 1, 0, height), 2, 0, width)
    found = g.transpose(mixed, [int(i) for i in np.argsort(last)])
    return _between_ranges(g, found, (0, 255), layer.value_range)


def _curves(g: Graph, layer: Any, flat: str, area: int) -> str:
    """Returns for each part, in a row, the new value of each tone."""
    count = g.add("Shape", flat, start=0, end=1)
    empty = g.add(
        "Expand", g.constant(np.zeros((), np.float32)), g.add("Concat", count, g.whole(_TONES), axis=0)
    )
    ones = g.add("Expand", g.constant(np.ones((), np.float32)), g.add("Shape", flat))
    counts = g.add("ScatterElements", empty, flat, ones, axis=1, reduction="add")
    if layer.clip_limit > 0:
        bounded = g.add("Min", counts, g.constant(np.float32(layer.clip_limit * area / _TONES)))
        more = g.reduce("Sum", g.add("Sub", counts, bounded), (1,))
        counts = g.add("Add", bounded, g.scalar("Div", more, _TONES))
    below = g.add("CumSum", counts, g.constant(np.int64(1)))
    least = g.reduce("Min", below, (1,))
    rest = g.add("Sub", g.constant(np.float32(area)), least)
    rest = g.add("Where", g.scalar("Equal", rest, 0.0), g.constant(np.float32(1)), rest)
    curves = g.add("Div", g.scalar("Mul", g.add("Sub", below, least), 255.0), rest)
    return g.add("Clip", curves, g.constant(np.float32(0)), g.constant(np.float32(255)))


def _between_ranges(g: Graph, name: str, source: Any, target: Any) -> str:
    """Brings colours from one range to another."""
    if tuple(source) == tuple(target):
        return name
    share = g.scalar("Div", g.scalar("Sub", name, source[0]), source[1] - source[0])
    return g.scalar("Add", g.scalar("Mul", share, target[1] - target[0]), target[0])
