"""An Input layer put before layers that have none, and the warnings about the end of the network."""

from __future__ import annotations

import pytest

from layerloom.graph import Problem
from layerloom_studio.document.advice import advice, all_problems
from layerloom_studio.document.building import chain, missing_input
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.repairs import repairs


def test_34_a_missing_input_is_put_before_all_that_lead_somewhere(drawing):
    drawing.project.apply(chain(drawing.project, parse_chain("flat > dense 3"), None).edit)
    drawing.add("Dropout", (600.0, 0.0))
    inverse = drawing.project.apply(missing_input(drawing.project, (8, 8, 1)))
    assert drawing.inputs("flatten") == ["input_layer"]
    assert drawing.inputs("dropout") == []
    assert drawing.project.analysis.errors == []
    drawing.project.apply(inverse)
    assert drawing.project.architecture.inputs == []


def test_34_a_single_layer_gets_it_too_and_an_empty_drawing_has_nothing_to_feed(drawing):
    assert missing_input(drawing.project, (4,)) is None
    drawing.add("Dense")
    drawing.project.apply(missing_input(drawing.project, (4,)))
    assert drawing.inputs("dense") == ["input_layer"]


def test_n2_the_list_of_problems_offers_it(drawing):
    drawing.project.apply(chain(drawing.project, parse_chain("flat > dense 10 softmax"), None).edit)
    problem = next(p for p in drawing.project.analysis.problems if p.kind == "no_input")
    (repair,) = repairs(drawing.project, problem)
    drawing.project.apply(repair.edit)
    assert all_problems(drawing.project) == []


@pytest.mark.parametrize("source, classes", [("iris", 3), ("wine", 3), ("breast_cancer", 2), ("digits", 10)])
def test_38_the_classes_of_the_embedded_data_are_known(drawing, source, classes):
    start = {"iris": "in 4", "wine": "in 13", "breast_cancer": "in 30", "digits": "in 8x8x1 > flat"}[source]
    drawing.project.apply(chain(drawing.project, parse_chain(f"{start} > dense 7 softmax")).edit)
    drawing.project.apply(SetSettings("data", {**drawing.project.data, "source": source}))
    (found,) = advice(drawing.project)
    assert f"{classes} classes" in found.message
    (repair,) = repairs(drawing.project, found)
    drawing.project.apply(repair.edit)
    assert advice(drawing.project) == []


def test_38_a_result_per_place_is_repaired_by_one_per_sample(drawing):
    drawing.project.apply(chain(drawing.project, parse_chain("in 8x8x1 > conv 4 > dense 10 softmax")).edit)
    (found,) = advice(drawing.project)
    assert isinstance(found, Problem)
    titles = [repair.title for repair in repairs(drawing.project, found)]
    assert titles == ["Insert Flatten before dense", "Insert GlobalAveragePooling2D before dense"]
