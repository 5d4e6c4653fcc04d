"""The drawing as a table of text: layers in order with shape, parameters, multiply-adds and memory."""

from __future__ import annotations

from collections.abc import Sequence

from layerloom.graph import topological
from layerloom_studio.document.cost import Cost, node_cost, total_cost
from layerloom_studio.document.project import Project

_HEADS = ("Layer (type)", "Output shape", "Parameters", "Multiply-adds", "Output memory", "Connected to")
_NUMBERS = (2, 3, 4)  # columns set to the right
_WIDEST = 48  # characters of a column
UNKNOWN = "?"


def summary_text(project: Project) -> str:
    """Return the table; what is not known, while the drawing has errors for example, is a question mark.

    Args:
        project: The document.

    Returns:
        Lines of text, the last one ended.
    """
    architecture = project.architecture
    shared: set[str] = set()
    rows = []
    order, _ = topological(architecture)
    for node in dict.fromkeys([*order, *architecture.nodes]):
        call, spec, cost = architecture.nodes[node], architecture.spec(node), node_cost(project, node)
        again = call.layer in shared
        shared.add(call.layer)
        rows.append(
            (
                f"{spec.name} ({spec.class_name})",
                _shapes(project, node),
                "shared" if again and cost.parameters else _count(cost.parameters),
                _count(cost.multiply_adds),
                _size(cost.output_bytes),
                ", ".join(architecture.spec(ref.node).name for ref in call.inputs),
            )
        )
    lines = [architecture.name or "model", *_table(rows), *_totals(project, total_cost(project))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _totals(project: Project, cost: Cost) -> list[str]:
    analysis = project.analysis
    known = analysis.parameters is not None and analysis.trainable is not None
    frozen = (analysis.parameters or 0) - (analysis.trainable or 0)
    return [
        f"Parameters: {_count(cost.parameters)} ({_size(cost.weight_bytes)})",
        f"  trainable: {_count(analysis.trainable)}",
        f"  not trainable: {_count(frozen if known else None)}",
        f"Multiply-adds for one sample: {_count(cost.multiply_adds)}",
        f"Results of all layers for one sample: {_size(cost.output_bytes)}",
        *(f"Problem: {problem.message}" for problem in analysis.errors),
    ]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [_HEADS, *([_cut(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEADS))]
    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    lines = [
        "  ".join(
            cell.rjust(width) if column in _NUMBERS else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    return [rule, lines[0], rule, *lines[1:], rule]


def _shapes(project: Project, node: str) -> str:
    info = project.analysis.nodes.get(node)
    if info is None or info.output_shapes is None:
        return UNKNOWN
    return ", ".join(
        "(" + ", ".join("None" if size is None else str(size) for size in shape) + ")"
        for shape in info.output_shapes
    )


def _count(number: int | None) -> str:
    return UNKNOWN if number is None else f"{number:,}"


def _size(count: int | None) -> str:
    if count is None:
        return UNKNOWN
    size = float(count)
    for unit in ("B", "KiB", "MiB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
