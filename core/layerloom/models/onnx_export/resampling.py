"""Weights of resized images whose sizes only a running model knows: the formulas of the kernels as operators."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import Graph

_DOUBLE = 11  # TensorProto.DOUBLE: weights are computed in it, as by the kernels


def resized(graph: Graph, x: str, axis: int, output: str, method: str, antialias: bool = False) -> str:
    """Resizes along an axis.

    Args:
        graph: The graph.
        x: Images.
        axis: The axis, one of the last two.
        output: The new size, a row of one whole number.
        method: "nearest", "bilinear", "bicubic", "lanczos3", "lanczos5" or "area".
        antialias: Whether a smaller output averages over all inputs that it stands for.
    """
    size = graph.add("Shape", x, start=-2, end=-1) if axis == -2 else graph.add("Shape", x, start=-1)
    weights = _weights(graph, size, output, method, antialias)
    if axis == -2:
        return graph.add("MatMul", weights, x)
    return graph.add("MatMul", x, graph.transpose(weights, (1, 0)))


def _weights(graph: Graph, size: str, output: str, method: str, antialias: bool) -> str:
    """Returns the weights (output, size); see :func:`layerloom.kernels.resampling.resampling_weights`."""
    g = graph
    places = g.add("Unsqueeze", _numbers(g, size), g.whole(0))
    numbers = g.add("Unsqueeze", _numbers(g, output), g.whole(1))
    step = g.add("Div", g.add("Cast", size, to=_DOUBLE), g.add("Cast", output, to=_DOUBLE))
    if method == "nearest":
        return _nearest(g, places, numbers, step, size)
    if method == "area":
        low, high = g.add("Mul", numbers, step), g.add("Mul", _plus(g, numbers, 1.0), step)
        overlap = g.add("Sub", g.add("Min", high, _plus(g, places, 1.0)), g.add("Max", low, places))
        weights = g.add("Max", overlap, _number(g, 0.0))
    else:
        centre = _plus(g, g.add("Mul", _plus(g, numbers, 0.5), step), -0.5)
        offset = g.add("Sub", centre, places)
        if method == "bicubic" and not antialias:  # by a table of 1024 steps, as the kernel does
            fraction = g.add("Sub", centre, g.add("Floor", centre))
            entry = g.add("Round", g.add("Mul", fraction, _number(g, 1024.0)))
            entry = g.add("Div", entry, _number(g, 1024.0))
            offset = g.add("Add", offset, g.add("Sub", entry, fraction))
        away = g.add("Abs", offset)
        if antialias:
            away = g.add("Div", away, g.add("Max", step, _number(g, 1.0)))
        weights = _KERNELS[method](g, away)
    shares = g.add("Div", weights, g.reduce("Sum", weights, (1,)))
    return g.add("Cast", shares, to=1)


def _nearest(g: Graph, places: str, numbers: str, step: str, size: str) -> str:
    """Returns 1 at the input that is nearest to the centre of each output, found in 32 bits as by the kernel."""
    middle = g.scalar("Add", g.add("Cast", numbers, to=1), 0.5)
    found = g.add("Floor", g.add("Mul", middle, g.add("Cast", step, to=1)))
    last = g.scalar("Sub", g.add("Cast", size, to=1), 1.0)
    hit = g.add("Equal", g.add("Min", found, last), g.add("Cast", places, to=1))
    return g.add("Cast", hit, to=1)


def _numbers(g: Graph, count: str) -> str:
    """Returns 0, 1, ... as many as a row of one whole number says."""
    start, step = g.constant(np.int64(0)), g.constant(np.int64(1))
    return g.add("Cast", g.add("Range", start, g.add("Squeeze", count), step), to=_DOUBLE)


def _number(g: Graph, value: float) -> str:
    return g.constant(np.float64(value), "float64")


def _plus(g: Graph, x: str, value: float) -> str:
    return g.add("Add", x, _number(g, value))


def _polynomial(g: Graph, x: str, factors: tuple[float, ...]) -> str:
    """Returns what factors, that of the highest power first, make of x."""
    found = _number(g, factors[0])
    for factor in factors[1:]:
        found = _plus(g, g.add("Mul", found, x), factor)
    return found


def _triangle(g: Graph, x: str) -> str:
    return g.add("Max", g.add("Sub", _number(g, 1.0), x), _number(g, 0.0))


def _cubic(g: Graph, x: str) -> str:
    near, far = _polynomial(g, x, (1.5, -2.5, 0.0, 1.0)), _polynomial(g, x, (-0.5, 2.5, -4.0, 2.0))
    outer = g.add("Where", g.add("Less", x, _number(g, 2.0)), far, _number(g, 0.0))
    return g.add("Where", g.add("Less", x, _number(g, 1.0)), near, outer)


def _lanczos(radius: int) -> Callable[[Graph, str], str]:
    def write(g: Graph, x: str) -> str:
        turned = g.add("Mul", x, _number(g, math.pi))
        wave = g.add("Mul", g.add("Sin", turned), g.add("Sin", g.add("Div", turned, _number(g, radius))))
        wave = g.add("Mul", wave, _number(g, radius))
        above = g.add("Greater", x, _number(g, 1e-3))
        below = g.add("Where", above, g.add("Mul", turned, turned), _number(g, 1.0))
        value = g.add("Where", above, g.add("Div", wave, below), _number(g, 1.0))
        return g.add("Where", g.add("Greater", x, _number(g, radius)), _number(g, 0.0), value)

    return write


_KERNELS: dict[str, Callable[..., Any]] = {
    "bilinear": _triangle,
    "bicubic": _cubic,
    "lanczos3": _lanczos(3),
    "lanczos5": _lanczos(5),
}
