"""Data that nobody has chosen: what is opened without any is checked against them only once somebody chose."""

from __future__ import annotations

import json

import pytest

from layerloom_studio.document import Project, read_project, write_project
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.content import are_chosen
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.files import from_json, to_json
from layerloom_studio.runs.job import Job

SETTINGS = ("data", "training", "callbacks")


@pytest.fixture
def bare() -> dict:
    """Keras JSON of a network that takes the digits, but tells twelve things apart."""
    project = Project()
    project.apply(chain(project, parse_chain("in 8x8x1 > flat > dense 12")).edit)
    return {key: value for key, value in to_json(project.content()).items() if key not in SETTINGS}


def kinds(project: Project) -> set[str]:
    return {problem.kind for problem in all_problems(project)}


def test_38_a_network_without_data_is_not_checked_against_the_default_ones(bare):
    project = Project(from_json(bare))
    assert project.data["source"] == "digits"
    assert not are_chosen(project.data)
    assert kinds(project) == set()


@pytest.mark.parametrize("change", [{"validation_split": 0.3}, {"seed": 4}], ids=str)
def test_38_it_is_once_somebody_set_something_of_the_data_and_undo_waits_again(bare, change):
    project = Project(from_json(bare))
    inverse = project.apply(SetSettings("data", {**project.data, **change}))
    assert kinds(project) == {"output_units", "output_activation"}
    project.apply(inverse)
    assert kinds(project) == set()


def test_38_data_that_stand_in_the_file_are_chosen(bare):
    project = Project(from_json({**bare, "data": {"source": "digits"}}))
    assert kinds(project) == {"output_units", "output_activation"}


def test_38_what_is_drawn_by_hand_is_checked_at_once():
    assert are_chosen(Project().data)


def test_38_a_project_keeps_that_nobody_has_chosen_data(bare, tmp_path):
    path = tmp_path / "bare.layerloom.json"
    write_project(from_json(bare), path)
    assert json.loads(path.read_text())["data"]["source"] == "digits"
    assert kinds(Project(read_project(path))) == set()


def test_38_a_training_takes_the_assumed_data_as_chosen(bare):
    job = Job.from_project(to_json(from_json(bare)))
    assert job.data == {"source": "digits", "validation_split": 0.2, "seed": 0}
