"""A table of text with a heavy head, a line between any two rows, and wrapped cells."""

from __future__ import annotations

import re
from collections.abc import Sequence


def heavy_headed_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], alignment: str, widths: Sequence[int], width: int
) -> list[str]:
    """Returns the lines of a table.

    Args:
        header: The heads of the columns.
        rows: The cells.
        alignment: ``l``, ``r`` or ``c`` for each column.
        widths: What each column wants; all give way evenly where that is more than there is.
        width: Width of the whole.
    """
    inner = _fitted([one + 2 for one in widths], width - len(widths) - 1)
    lines = [_rule("┏━┳┓", inner), *_row(header, alignment, inner, "┃")]
    for index, cells in enumerate(rows):
        lines.append(_rule("├─┼┤" if index else "┡━╇┩", inner))
        lines += _row(cells, alignment, inner, "│")
    return [*lines, _rule("└─┴┘" if rows else "┡━╇┩", inner)]


def _fitted(widths: list[int], room: int) -> list[int]:
    """Returns widths that are together no more than ``room``: what is too much is taken evenly, from the left."""
    excess, found = sum(widths) - room, []
    for index, one in enumerate(widths):
        part = min(one, round(excess / (len(widths) - index))) if excess > 0 else 0
        found.append(max(3, one - part))
        excess -= part
    return found


def _rule(marks: str, widths: Sequence[int]) -> str:
    left, line, cross, right = tuple(marks)
    return left + cross.join(line * one for one in widths) + right


def _row(cells: Sequence[str], alignment: str, widths: Sequence[int], bar: str) -> list[str]:
    columns = [_wrapped(cell, width - 2) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for index in range(max(map(len, columns))):
        parts = []
        for column, width, side in zip(columns, widths, alignment, strict=True):
            text = column[index] if index < len(column) else ""
            room = width - 2
            parts.append({"l": text.ljust, "r": text.rjust, "c": text.center}[side](room))
        lines.append(f"{bar} " + f" {bar} ".join(parts) + f" {bar}")
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Returns text in lines, broken between words; of a word that is longer than a line the end is left out."""
    breaks: list[int] = []
    offset = 0
    for match in re.finditer(r"\s*\S+\s*", text):
        word, start = match.group(), match.start()
        if len(word.rstrip()) <= width - offset:
            offset += len(word)
        else:
            breaks += [start] if start else []
            offset = len(word)
    parts = [text[a:b].rstrip() for a, b in zip([0, *breaks], [*breaks, len(text)], strict=True)]
    return [part if len(part) <= width else part[: width - 1] + "…" for part in parts]
