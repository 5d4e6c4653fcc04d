"""TextVectorization as operators of ONNX: texts are cut, joined and compared there, but never looked into."""

from __future__ import annotations

from typing import Any

import numpy as np

from layerloom.models.onnx_export.graph import Graph, NoOnnxError, Value
from layerloom.models.onnx_export.lookup import encoded, placed

#: The first version of the operators that cuts texts.
_OPSET = 20
_PUNCTUATION = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'"
_SPACES = "\t\n\v\f\r"
#: The longest sequence of characters: a pattern may repeat its part less than twice as often.
_MOST_CHARACTERS = 500
#: Stands between the parts of a text; no character, so that it is in none.
_BORDER = "\ufdd0"


def vectorization(graph: Graph, layer: Any, x: Value) -> str:
    """TextVectorization."""
    title = f"{layer.name!r} (TextVectorization)"
    if not layer._index:
        raise NoOnnxError(f"{title} has no vocabulary: call adapt(data) first, or give vocabulary.")
    if callable(layer.standardize) or callable(layer.split):
        raise NoOnnxError(
            f"{title} prepares texts by a function of yours, which ONNX cannot run: give standardize and split by name."
        )
    graph.opset = max(graph.opset, _OPSET)
    columns = x.shape[-1] if layer.split is None and x.rank > 1 else 1
    texts = _standardized(graph, graph.add("Reshape", x.name, graph.whole(-1)), layer.standardize or "")
    if layer.split == "character":
        return _of_characters(graph, layer, texts, title)
    if layer.split is None:
        if columns is None:
            raise NoOnnxError(f"{title} needs to know how many texts a sample has.")
        words = graph.add("Reshape", texts, graph.whole(-1, columns))
        counts = graph.add("Expand", graph.constant(np.int64(columns)), graph.add("Shape", words, end=1))
    else:
        for space in _SPACES:
            texts = _replaced(graph, texts, space, " ")
        words, counts = graph.add_many("StringSplit", 2, texts)
    if layer._widths is None:
        return _given_out(graph, layer, placed(graph, layer, words, layer._oov_start()))
    return _given_out(graph, layer, _of_neighbours(graph, layer, words, counts))


def _standardized(graph: Graph, texts: str, how: str) -> str:
    if "lower" in how:  # the letters of ASCII alone, which is what the locale C knows
        texts = graph.add(
            "StringNormalizer", texts, case_change_action="LOWER", is_case_sensitive=1, locale="C"
        )
    for mark in _PUNCTUATION if "punctuation" in how else "":
        texts = _replaced(graph, texts, mark, "")
    return texts


def _replaced(graph: Graph, texts: str, old: str, new: str) -> str:
    """Cuts texts at a character and joins the parts again."""
    from onnx import TensorProto, helper

    parts, counts = graph.add_many("StringSplit", 2, texts, delimiter=old)
    text, number, truth = TensorProto.STRING, TensorProto.INT64, TensorProto.BOOL
    with graph.body() as nodes:
        place, go, before = (graph.new_name(name) for name in ("place", "go", "before"))
        part = graph.add("Gather", parts, place, axis=1)
        if new:
            later = graph.add("Greater", place, graph.constant(np.int64(0)))
            inside = graph.add("And", later, graph.add("Less", place, counts))
            joint = graph.add("Where", inside, _text(graph, new), _text(graph, ""))
            part = graph.add("StringConcat", joint, part)
        ends = [graph.add("Identity", go), graph.add("StringConcat", before, part)]
    told = helper.make_tensor_value_info
    body = helper.make_graph(
        nodes,
        "join",
        [told(place, number, []), told(go, truth, []), told(before, text, [None])],
        [told(ends[0], truth, []), told(ends[1], text, [None])],
    )
    count = graph.add("Squeeze", graph.add("Shape", parts, start=1, end=2))
    empty = graph.add("Expand", _text(graph, ""), graph.add("Shape", texts))
    return graph.add("Loop", count, graph.constant(np.array(True)), empty, body=body)


def _text(graph: Graph, value: str) -> str:
    return graph.constant(np.array(value, object), "object")


def _of_neighbours(graph: Graph, layer: Any, words: str, counts: str) -> str:
    """Returns the places of runs of neighbouring words, the shorter runs of a text first; -1 behind them."""
    g = graph
    length = g.add("Shape", words, start=1, end=2)
    end = g.add("Squeeze", length)
    steps = g.add("Range", g.constant(np.int64(0)), end, g.constant(np.int64(1)))
    number = g.add("Unsqueeze", counts, g.whole(-1))
    found, there = [], []
    for width in layer._widths:
        runs = words
        for more in range(1, width):
            rows = g.add("Shape", words, end=1)
            gap = g.add("Expand", _text(g, ""), g.add("Concat", rows, g.whole(more), axis=0))
            moved = g.add("Concat", g.slice(words, 1, more, None), gap, axis=1)
            # A text of fewer words has but gaps there.
            moved = g.add("Slice", moved, g.whole(0), length, g.whole(1))
            runs = g.add("StringConcat", g.add("StringConcat", runs, _text(g, " ")), moved)
        found.append(placed(g, layer, runs, layer._oov_start()))
        there.append(g.add("LessOrEqual", g.add("Add", steps, g.constant(np.int64(width))), number))
    places = g.add("Concat", *found, axis=1) if len(found) > 1 else found[0]
    counted = g.add("Concat", *there, axis=1) if len(there) > 1 else there[0]
    whole = g.add("Cast", counted, to=7)
    size = g.add("Shape", places, start=1, end=2)
    order = g.add("Range", g.constant(np.int64(0)), g.add("Squeeze", size), g.constant(np.int64(1)))
    behind = g.add("Mul", g.add("Sub", g.constant(np.int64(1)), whole), g.constant(np.int64(2**40)))
    _, at = g.add_many("TopK", 2, g.add("Add", behind, order), size, axis=1, largest=0, sorted=1)
    nothing = g.constant(np.int64(0 if layer.output_mode == "int" else -2))
    places = g.add("GatherElements", g.add("Where", counted, places, nothing), at, axis=1)
    longest = g.reduce("Max", g.reduce("Sum", whole, (1,), keepdims=False), (0,))
    return g.add("Slice", places, g.whole(0), longest, g.whole(1))


def _given_out(graph: Graph, layer: Any, places: str) -> str:
    """Returns places in the form of ``output_mode``."""
    g, length = graph, layer.output_sequence_length
    rows = g.add("Shape", places, end=1)
    if layer.output_mode == "int":
        if length is None:
            return places
        zeros = g.add("Expand", g.constant(np.int64(0)), g.add("Concat", rows, g.whole(length), axis=0))
        return g.slice(g.add("Concat", places, zeros, axis=1), 1, 0, length)
    if layer.output_mode != "one_hot":  # one column more, so that there is something to sum up
        more = g.add("Expand", g.constant(np.int64(-2)), g.add("Concat", rows, g.whole(1), axis=0))
        places = g.add("Concat", places, more, axis=1)
    return encoded(g, places, Value(places, (None, None), "int64"), layer)


def _of_characters(graph: Graph, layer: Any, texts: str, title: str) -> str:
    """Parts texts around every known character, and measures what stands between."""
    g, length, mode = graph, layer.output_sequence_length, layer.output_mode
    bounded = mode == "int" and length and length <= _MOST_CHARACTERS
    if layer._widths is not None or not (bounded or mode == "multi_hot"):
        raise NoOnnxError(
            f"{title} cuts texts into characters, which ONNX can only do up to a length: give output_mode='int', no "
            f"ngrams, and an output_sequence_length of at most {_MOST_CHARACTERS}."
        )
    for token in layer._index:
        if len(token) == 1:
            texts = _replaced(g, texts, token, f"{_BORDER}{token}{_BORDER}")
    parts, _ = g.add_many("StringSplit", 2, texts, delimiter=_BORDER)
    places = placed(g, layer, parts, layer._oov_start())
    if mode == "multi_hot":
        return _given_out(g, layer, places)
    ends = g.add("CumSum", _measured(g, parts, length), g.constant(np.int64(1)))
    steps = g.constant(np.arange(length).reshape(1, -1, 1))
    before = g.add("Cast", g.add("LessOrEqual", g.add("Unsqueeze", ends, g.whole(1)), steps), to=7)
    rows = g.add("Concat", g.add("Shape", places, end=1), g.whole(1), axis=0)
    behind = g.add("Expand", g.constant(np.int64(0)), rows)
    part = g.reduce("Sum", before, (-1,), keepdims=False)  # how many end before each step
    return g.add("GatherElements", g.add("Concat", places, behind, axis=1), part, axis=1)


def _measured(graph: Graph, parts: str, most: int) -> str:
    """Returns how many characters parts of texts have, by a pattern for each bit of their number."""
    g = graph
    found = g.constant(np.int64(0))
    for bit in range(most.bit_length()):
        pattern = f"(?s)(?:.{{{1 << bit}}}.{{{1 << bit}}})*.{{{1 << bit},{2 * (1 << bit) - 1}}}"
        hit = g.add("Cast", g.add("RegexFullMatch", parts, pattern=pattern), to=7)
        found = g.add("Add", found, g.add("Mul", hit, g.constant(np.int64(1 << bit))))
    more = g.add("RegexFullMatch", parts, pattern=f"(?s).{{{most},}}")
    return g.add("Where", more, g.constant(np.int64(most)), found)
