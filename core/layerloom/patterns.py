"""Regular expressions for paths of weights, some of which come from files: none may search for ages."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import NamedTuple

from layerloom.errors import LayerloomError

_MOST_STEPS = 20_000_000  # about half a second
_LONGEST = 1000  # characters of an expression

#: What stands for one character, whatever is in it.
_SINGLE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
#: Repeated groups, which may take exponential time, and what looks back or ahead.
_COSTLY = re.compile(r"\)[*+{]|\(\?(?![:ims])")
_REPEATED = re.compile(r"[*+{]")
_CHOICE = re.compile(r"(?<![(*+?}])\?|\|")


class _Expression(NamedTuple):
    compiled: re.Pattern[str]
    repeats: int
    choices: int


def matches(pattern: str, path: str, anywhere: bool = False) -> bool:
    """Tells whether a path matches a regular expression.

    Args:
        pattern: The expression, without repeated groups.
        path: The path.
        anywhere: Whether a part of it is enough.

    Raises:
        LayerloomError: If it is no such expression, or would take too long.
    """
    if not isinstance(pattern, str):
        raise LayerloomError(f"A pattern of paths must be text, got {pattern!r:.60}.")
    expression = _read(pattern)
    repeats = expression.repeats + anywhere
    if math.comb(len(path) + repeats, repeats) * 2 ** min(expression.choices, 64) > _MOST_STEPS:
        raise LayerloomError(
            f"The pattern {pattern[:60]!r} takes too long on the path {path[:60]!r}: repeat and choose less in it."
        )
    return (expression.compiled.search if anywhere else expression.compiled.fullmatch)(path) is not None


@cache
def _read(pattern: str) -> _Expression:
    plain = _SINGLE.sub("x", pattern[:_LONGEST])
    if len(pattern) > _LONGEST or _COSTLY.search(plain) or re.search(r"\\[1-9]", pattern):
        raise LayerloomError(
            f"The pattern {pattern[:60]!r} may take ages: repeat single characters rather than groups in it."
        )
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise LayerloomError(f"{pattern[:60]!r} is no regular expression: {error}.") from None
    return _Expression(compiled, len(_REPEATED.findall(plain)), len(_CHOICE.findall(plain)))
