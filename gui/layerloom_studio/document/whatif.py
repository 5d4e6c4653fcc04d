"""What an edit would bring: tried on a sketch of the project, so nothing changes and nobody is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from layerloom.errors import LayerloomError
from layerloom.graph import Analysis, Problem
from layerloom.graph.layer_facts import Shape
from layerloom_studio.document.project import Edit, Project


@dataclass(frozen=True)
class Outlook:
    """What would be different after an edit.

    Args:
        analysis: The drawing's analysis then.
        shapes: New output shapes of nodes whose shapes would change, `None` where there would be none.
        new: Problems that are not there now.
        solved: Problems of now that would be gone.
        parameters: How many there are in all now and after the edit, `None` where that is not known.
        sketch: The drawing after the edit, where it was tried on a sketch.
    """

    analysis: Analysis
    shapes: Mapping[str, tuple[Shape, ...] | None] = field(default_factory=dict)
    new: tuple[Problem, ...] = ()
    solved: tuple[Problem, ...] = ()
    parameters: tuple[int | None, int | None] = (None, None)
    sketch: Project | None = field(default=None, compare=False, repr=False)

    @property
    def broken(self) -> dict[str, str]:
        """The nodes that would not work any more, each with the sentence that says why."""
        return {
            problem.nodes[0]: problem.message
            for problem in reversed(self.new)
            if problem.severity == "error" and problem.nodes
        }


def what_if(project: Project, edit: Edit) -> Outlook | None:
    """Return what an edit would bring, or `None` if the drawing cannot take it."""
    sketch = project.sketch()
    try:
        sketch.apply(edit)
    except LayerloomError:
        return None
    return replace(outlook(project.analysis, sketch.analysis), sketch=sketch)


def outlook(now: Analysis, then: Analysis) -> Outlook:
    """Return what is different between two states of a drawing.

    Args:
        now: The earlier one.
        then: The later one.
    """
    shapes: dict[str, tuple[Shape, ...] | None] = {}
    for node, info in then.nodes.items():
        before = now.nodes.get(node)
        if before is info:
            continue
        after = None if info.output_shapes is None else tuple(info.output_shapes)
        known = None if before is None or before.output_shapes is None else tuple(before.output_shapes)
        if after != known:
            shapes[node] = after
    old = {(problem.kind, problem.nodes[:1]) for problem in now.problems}
    left = {(problem.kind, problem.nodes[:1]) for problem in then.problems}
    return Outlook(
        then,
        shapes,
        new=tuple(problem for problem in then.problems if (problem.kind, problem.nodes[:1]) not in old),
        solved=tuple(problem for problem in now.problems if (problem.kind, problem.nodes[:1]) not in left),
        parameters=(now.parameters, then.parameters),
    )
