"""Hashes of whole numbers, of 64 bits, as arithmetic of ONNX.

Whole numbers of 64 bits overflow there as those without a sign do, which is what hashes are made of. The bytes of texts
cannot be seen by any operator, so that only numbers have hashes; they are those of their decimal digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from layerloom.layers.preprocessing import hashes
from layerloom.models.onnx_export.graph import Graph

#: Digits and sign of the longest number.
_LONGEST = 20
_SIGNED, _UNSIGNED = 7, 13  # ONNX's numbers of the types


def crossed(graph: Graph, inputs: Sequence[str], count: int) -> str:
    """Returns the bin of each combination of whole numbers."""
    w = _Words(graph)
    factor = w.constant(0xC6A4A7935BD1E995)
    found = w.constant(0xDECAFCAFFE)
    for x in inputs:
        item = w.times(w.folded(w.times(x, factor)), factor)
        found = w.xor(found, w.xor(factor, item))
        found = w.folded(w.times(w.folded(w.times(found, factor)), factor))
    return w.rest(found, count)


def bins(graph: Graph, numbers: str, count: int, salt: Sequence[int] | None) -> str:
    """Returns the bin of each whole number, by FarmHash64 or with a salt by SipHash64."""
    w = _Words(graph)
    text = _Digits(w, numbers)
    found = _farm_hash(w, text) if salt is None else _sip_hash(w, text, salt)
    least = int(np.iinfo(np.int64).min)  # which has no positive counterpart
    digits = str(least).encode()
    known = hashes.farm_hash(digits) if salt is None else hashes.sip_hash(digits, salt)
    return w.rest(w.where(w.graph.add("Equal", numbers, w.constant(least)), w.constant(known), found), count)


class _Words:
    """Arithmetic of 64 bits."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def constant(self, value: int) -> str:
        return self.graph.constant(np.array(value & (1 << 64) - 1, np.uint64).view(np.int64))

    def plus(self, *terms: str) -> str:
        found = terms[0]
        for term in terms[1:]:
            found = self.graph.add("Add", found, term)
        return found

    def times(self, a: str, b: str) -> str:
        return self.graph.add("Mul", a, b)

    def xor(self, a: str, b: str) -> str:
        return self.graph.add("BitwiseXor", a, b)

    def moved(self, value: str, by: int, left: bool = False) -> str:
        plain = self.graph.add("Cast", value, to=_UNSIGNED)
        amount = self.graph.constant(np.uint64(by))
        found = self.graph.add("BitShift", plain, amount, direction="LEFT" if left else "RIGHT")
        return self.graph.add("Cast", found, to=_SIGNED)

    def turned(self, value: str, by: int) -> str:
        """Rotates to the right."""
        return self.graph.add("BitwiseOr", self.moved(value, by), self.moved(value, 64 - by, left=True))

    def folded(self, value: str) -> str:
        return self.xor(value, self.moved(value, 47))

    def joined(self, a: str, b: str, factor: str) -> str:
        first = self.folded(self.times(self.xor(a, b), factor))
        return self.times(self.folded(self.times(self.xor(b, first), factor)), factor)

    def rest(self, value: str, count: int) -> str:
        """Returns the remainder of the number without a sign."""
        plain = self.graph.add("Cast", value, to=_UNSIGNED)
        found = self.graph.add("Mod", plain, self.graph.constant(np.uint64(count)))
        return self.graph.add("Cast", found, to=_SIGNED)

    def where(self, condition: str, a: str, b: str) -> str:
        return self.graph.add("Where", condition, a, b)


class _Digits:
    """The decimal digits of whole numbers as bytes along a new last axis, zeros behind them."""

    def __init__(self, words: _Words, numbers: str) -> None:
        g = self._graph = words.graph
        self._words = words
        zero, one, ten = (g.constant(np.int64(n)) for n in (0, 1, 10))
        powers = np.array([10**n for n in range(19)], np.int64)
        below = g.add("Less", numbers, zero)
        sign = g.add("Cast", below, to=_SIGNED)
        size = g.add("Where", below, g.add("Neg", numbers), numbers)
        column = g.add("Unsqueeze", size, g.whole(-1))
        larger = g.add("Cast", g.add("GreaterOrEqual", column, g.constant(powers[1:])), to=_SIGNED)
        more = g.reduce("Sum", larger, (-1,), keepdims=False)
        self.size = g.add("Add", g.add("Add", more, sign), one)
        #: The power of ten of the digit at each place.
        end = g.add("Unsqueeze", g.add("Add", more, sign), g.whole(-1))
        power = g.add("Sub", end, g.constant(np.arange(_LONGEST)))
        last = g.add("Unsqueeze", more, g.whole(-1))
        counts = g.add("And", g.add("GreaterOrEqual", power, zero), g.add("LessOrEqual", power, last))
        place = g.add("Max", g.add("Min", power, g.constant(np.int64(18))), zero)
        digit = g.add("Mod", g.add("Div", column, g.add("Gather", g.constant(powers), place)), ten)
        digit = g.add("Add", digit, g.constant(np.int64(ord("0"))))
        minus = g.add("Greater", power, last)  # what stands before the first digit, of negative numbers alone
        rest = g.add("Where", minus, g.constant(np.int64(ord("-"))), zero)
        self._bytes = g.add("Where", counts, digit, rest)

    def word(self, at: int | str, count: int = 8) -> str:
        """Returns bytes as one number, the first one as its lowest part."""
        g, rows, shift = self._graph, self._bytes, 0
        if isinstance(at, int):
            shift = at
        else:
            places = g.add("Add", g.add("Unsqueeze", at, g.whole(-1)), g.constant(np.arange(count)))
            places = g.add("Max", places, g.constant(np.int64(0)))
            places = g.add("Min", places, g.constant(np.int64(_LONGEST - 1)))
            rows = g.add("GatherElements", rows, places, axis=-1)
        # No ReduceSum: runtimes lose the last digits in it.
        parts = [g.add("Gather", rows, g.constant(np.int64(shift + n)), axis=-1) for n in range(count)]
        return self._words.plus(
            *(self._words.times(part, self._words.constant(1 << 8 * n)) for n, part in enumerate(parts))
        )

    def before_end(self, count: int) -> str:
        """Returns the place so many bytes before the end."""
        return self._graph.add("Sub", self.size, self._graph.constant(np.int64(count)))

    def at_least(self, count: int) -> str:
        """Tells whether there are so many bytes."""
        return self._graph.add("GreaterOrEqual", self.size, self._graph.constant(np.int64(count)))


def _farm_hash(w: _Words, text: _Digits) -> str:
    """FarmHash64 of at most 20 bytes."""
    k0, k1, k2 = (w.constant(k) for k in (hashes.K0, hashes.K1, hashes.K2))
    two = w.constant(2)
    factor = w.plus(k2, w.times(text.size, two))

    half = w.graph.add("Div", text.size, two)
    middle, last = text.word(half, 1), text.word(text.before_end(1), 1)
    y = w.plus(text.word(0, 1), w.times(middle, w.constant(256)))
    z = w.plus(text.size, w.times(last, w.constant(4)))
    shortest = w.times(w.folded(w.xor(w.times(y, k2), w.times(z, k0))), k2)

    start = w.plus(text.size, w.times(text.word(0, 4), w.constant(8)))
    short = w.joined(start, text.word(text.before_end(4), 4), factor)

    a, b = w.plus(text.word(0), k2), text.word(text.before_end(8))
    c = w.plus(w.times(w.turned(b, 37), factor), a)
    d = w.times(w.plus(w.turned(a, 25), b), factor)
    middling = w.joined(c, d, factor)

    a, b = w.times(text.word(0), k1), text.word(8)
    c, d = w.times(text.word(text.before_end(8)), factor), w.times(text.word(text.before_end(16)), k2)
    first = w.plus(w.turned(w.plus(a, b), 43), w.turned(c, 30), d)
    longest = w.joined(first, w.plus(a, w.turned(w.plus(b, k2), 18), c), factor)

    found = w.where(text.at_least(4), short, shortest)
    found = w.where(text.at_least(8), middling, found)
    return w.where(text.at_least(17), longest, found)


def _sip_hash(w: _Words, text: _Digits, key: Sequence[int]) -> str:
    """SipHash-2-4 of at most 20 bytes."""
    starts = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
    state = [w.constant(start ^ key[i % 2]) for i, start in enumerate(starts)]

    def taken(state: list[str], word: str) -> list[str]:
        new = _sip_rounds(w, [*state[:3], w.xor(state[3], word)], 2)
        return [w.xor(new[0], word), *new[1:]]

    for at in (0, 8):
        there = text.at_least(at + 8)
        state = [w.where(there, a, b) for a, b in zip(taken(state, text.word(at)), state, strict=True)]
    eight = w.constant(8)
    whole = w.times(w.graph.add("Div", text.size, eight), eight)
    state = taken(state, w.plus(_rest_of(w, text, whole), w.times(text.size, w.constant(1 << 56))))
    state = _sip_rounds(w, [*state[:2], w.xor(state[2], w.constant(0xFF)), state[3]], 4)
    return w.xor(w.xor(state[0], state[1]), w.xor(state[2], state[3]))


def _rest_of(w: _Words, text: _Digits, whole: str) -> str:
    """Returns the word behind whole ones, of fewer than eight bytes, of which the last place tells none twice."""
    equal: Callable[[int], str] = lambda at: w.graph.add("Equal", whole, w.constant(at))  # noqa: E731
    return w.where(equal(0), text.word(0), w.where(equal(8), text.word(8), text.word(16, 4)))


def _sip_rounds(w: _Words, state: list[str], count: int) -> list[str]:
    a, b, c, d = state
    for _ in range(count):
        a, c = w.plus(a, b), w.plus(c, d)
        b, d = w.xor(w.turned(b, 64 - 13), a), w.xor(w.turned(d, 64 - 16), c)
        a = w.turned(a, 32)
        c, a = w.plus(c, b), w.plus(a, d)
        b, d = w.xor(w.turned(b, 64 - 17), c), w.xor(w.turned(d, 64 - 21), a)
        c = w.turned(c, 32)
    return [a, b, c, d]
