"""Dot: a model's diagram in the language of Graphviz, and as pictures, which need no Graphviz."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from layerloom.atomic import atomic_path
from layerloom.errors import FieldError
from layerloom.utils.drawing import files
from layerloom.utils.drawing.diagram import Box, Cell, Diagram
from layerloom.utils.drawing.shapes import shapes_of

_TEXT_KINDS = ("dot", "gv", "raw")


class Dot:
    """A drawing with the methods of pydot's ``Dot`` that users of Keras call.

    Args:
        diagram: What is drawn.
        rankdir: Way of the arrows: TB (down), BT, LR or RL.
        dpi: Dots per inch of pictures.
        splines: How arrows are drawn.
        subgraph: Whether the text is that of a part of another graph.
    """

    def __init__(
        self, diagram: Diagram, rankdir: str, dpi: float, splines: str, subgraph: bool = False
    ) -> None:
        self.diagram = diagram
        self.rankdir = rankdir
        self.dpi = dpi
        self.splines = splines
        self.subgraph = subgraph

    def to_string(self) -> str:
        """Returns the text for Graphviz."""
        if self.subgraph:
            return "\n".join(_cluster(self.diagram)) + "\n"
        options = {
            "rankdir": self.rankdir,
            "concentrate": True,
            "dpi": f"{self.dpi:g}",
            "splines": self.splines,
        }
        lines = [
            "digraph G {",
            *(f"{name}={value};" for name, value in options.items()),
            "node [shape=record];",
            *_content(self.diagram),
            "}",
        ]
        return "\n".join(lines) + "\n"

    def create(self, prog: Any = None, format: str = "png", **_: Any) -> bytes:
        """Returns the drawing as the bytes of a file.

        Args:
            prog: Without effect: no program is called.
            format: ``"png"``, ``"svg"``, ``"dot"``, ``"pdf"``, ``"jpg"`` or the like.
        """
        kind = format.lower()
        if kind in _TEXT_KINDS:
            return self.to_string().encode()
        if kind != "svg" and kind not in files.PIXEL_KINDS:
            known = ", ".join(("svg", *files.PIXEL_KINDS, *_TEXT_KINDS))
            raise FieldError(f"A drawing can be written as {known}, not as {format!r}.")
        size, shapes = shapes_of(self.diagram, self.rankdir, self.splines)
        if kind == "svg":
            return files.svg(size, shapes, self.dpi).encode()
        return files.pixels(size, shapes, self.dpi, kind)

    def write(self, path: str | os.PathLike[str], prog: Any = None, format: str = "raw", **_: Any) -> bool:
        """Writes a file, whole or not at all; see :meth:`create`."""
        data = self.create(prog, format)
        with atomic_path(path) as beside:
            Path(beside).write_bytes(data)
        return True

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Gives pydot's ``create_svg``, ``write_png`` and their like."""
        act, _, kind = name.partition("_")
        if act == "create" and kind:
            return lambda prog=None, **options: self.create(prog, kind, **options)
        if act == "write" and kind:
            return lambda path, prog=None, **options: self.write(path, prog, kind, **options)
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}.")

    def __str__(self) -> str:
        return self.to_string()


def _content(diagram: Diagram) -> Iterator[str]:
    for member in diagram.members:
        if isinstance(member, Box):
            yield f'{member.key} [label={label(member)}, fontname="Helvetica", border="0", margin="0"];'
        else:
            yield from _cluster(member)
    for source, target in diagram.arrows:
        yield f'{source} -> {target} [penwidth="2"];'


def _cluster(diagram: Diagram) -> Iterator[str]:
    name = diagram.name.replace("\\", "\\\\").replace('"', '\\"')
    yield f'subgraph "cluster_{name}" {{'
    yield from ('style="dashed";', f'label="{name}";', 'labeljust="l";')
    yield from _content(diagram)
    yield "}"


def label(box: Box) -> str:
    """Returns a box as a table, in Graphviz's dialect of HTML."""
    title, *rest = box.rows
    columns = max(len(row) for row in rest) if rest else 1
    lines = ['<<table border="0" cellborder="1" bgcolor="black" cellpadding="10">']
    for row in (title, *rest):
        span = f' colspan="{columns}"' if len(row) == 1 and columns > 1 else ""
        lines.append(f"<tr>{''.join(_cell(cell, span) for cell in row)}</tr>")
    lines.append("</table>>")
    return "".join(lines)


def _cell(cell: Cell, span: str) -> str:
    plain, bold = escape(cell.plain), f"<b>{escape(cell.bold)}</b>"
    words = bold + plain if cell.fill == "black" else plain + bold
    ink = "" if cell.ink == "black" else f' color="{cell.ink}"'
    font = f'<font point-size="{cell.size}"{ink}>{words}</font>'
    return f'<td{span} bgcolor="{cell.fill}">{font}</td>'
