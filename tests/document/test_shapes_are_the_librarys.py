"""What the drawing tells of a network is what the library makes of it, whatever was edited (27, 30)."""

from __future__ import annotations

import json
import random

import pytest
from tests.document.random_edits import KINDS, planned

from layerloom.models import model_from_json
from layerloom_studio.document import Content, Project
from layerloom_studio.document.edits import EditError
from layerloom_studio.document.files import to_json

_BUILT = 40  # networks per seed
_LARGEST = 40


@pytest.mark.parametrize("seed", range(3))
def test_27_and_30_shapes_and_parameters_are_those_of_the_model_that_is_built(seed):
    chance, project, built = random.Random(100 + seed), Project(Content()), 0
    while built < _BUILT:
        small = len(project.architecture.nodes) < 6
        kind = (
            "clear"
            if len(project.architecture.nodes) > _LARGEST
            else chance.choice(("chain",) if small else KINDS)
        )
        edit = planned(project, kind, 0 if kind == "clear" else chance.randrange(10_000))
        try:
            if edit is not None:
                project.apply(edit)
        except EditError:
            continue
        sound = not any(problem.severity == "error" for problem in project.analysis.problems)
        if (
            edit is None
            or not sound
            or not project.architecture.outputs
            or kind in ("move", "arrange", "layout", "note")
        ):
            continue
        model = model_from_json(json.dumps(to_json(project.content())))
        known = project.analysis.nodes
        shapes = [known[ref.node].output_shapes[ref.port] for ref in project.architecture.outputs]
        assert [tuple(tensor.shape) for tensor in model.outputs] == [tuple(shape) for shape in shapes]
        counts = {layer.name: layer.count_params() for layer in model.layers}
        for name, count in counts.items():
            call = project.architecture.calls(name)[0].id
            assert (name, known[call].parameters) == (name, count)
        built += 1
