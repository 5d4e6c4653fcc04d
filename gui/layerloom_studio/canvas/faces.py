"""What a node shows, made from its layer, what is known of it, and its problems."""

from __future__ import annotations

from collections.abc import Sequence

from layerloom.declaration import registry
from layerloom.graph import LayerSpec, NodeInfo, Problem
from layerloom_studio.canvas import labels
from layerloom_studio.canvas.node_item import Face
from layerloom_studio.document.freezing import is_frozen
from layerloom_studio.language import tr


def face_of(
    spec: LayerSpec,
    info: NodeInfo | None,
    problems: Sequence[Problem],
    ports: tuple[int, int],
    shared: bool,
    is_output: bool,
    bypassed: str,
    row: tuple[int, int] | None,
    products: tuple[int | None] | None = None,
    across: bool = False,
) -> Face:
    """Return what a node shows.

    Args:
        spec: The layer that it calls.
        info: What is known of the call.
        problems: What is wrong with it.
        ports: How many inputs and outputs it has.
        shared: Whether other nodes call the same layer.
        is_output: Whether its result is one of the model's.
        bypassed: What it was before it was bypassed; "" if it works.
        row: Its place in a row of equal blocks and how many there are, if it stands in one.
        products: Its multiply-adds if they are to be told in place of its parameters.
        across: Whether the drawing runs to the right.
    """
    entry = registry.find("layer", spec.class_name)
    severities = {problem.severity for problem in problems}
    number = labels.count_text(products[0] if products else info.parameters if info else None)
    brief = tr("{count} m", count=number) if products else tr("{count} p", count=number)
    return Face(
        name=spec.name,
        kind=labels.kind_text(spec, shared, bypassed, row),
        shape=labels.shape_text(info.output_shapes if info else None),
        count=labels.products_text(products[0])
        if products
        else labels.parameters_text(info.parameters if info else None),
        category="Input"
        if spec.is_input
        else "Wrappers"
        if spec.is_model
        else entry.category
        if entry
        else "",
        severity="error" if "error" in severities else "warning" if severities else "",
        inputs=ports[0],
        outputs=ports[1],
        is_output=is_output,
        bypassed=bool(bypassed),
        group=spec.is_model,
        frozen=is_frozen(spec),
        shared=shared,
        row=labels.row_text(row),
        across=across,
        briefly=(brief, number),
    )
