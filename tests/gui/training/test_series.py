"""A series of trainings (rows 74 and 80): other values of settings and layers, in one queue that stopping ends."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from layerloom.errors import LayerloomError
from layerloom_studio.document.project import Project
from layerloom_studio.runs.job import Job
from layerloom_studio.training.controller import TrainingController
from layerloom_studio.training.series import Variation, read_values, variable, vary

DENSE = {"class_name": "Dense", "config": {"name": "dense", "units": 4, "activation": "relu"}}
JOB = Job(
    {"class_name": "Sequential", "config": {"name": "small", "layers": [DENSE]}},
    {"source": "iris"},
    optimizer={"class_name": "SGD", "config": {"learning_rate": 0.1}},
    name="small",
)


@pytest.fixture
def controller(qtbot: QtBot) -> Iterator[TrainingController]:
    controller = TrainingController()
    yield controller
    controller.stop_and_wait()


def test_what_can_be_varied() -> None:
    found = variable(JOB)
    assert found["optimizer.learning_rate"] == "0.01, 0.1, 1"
    assert found["batch_size"] == "16, 32, 64"
    assert found["dense.units"] == "2, 4, 8"
    assert "dense.activation" in found


@pytest.mark.parametrize(
    "key, values, read",
    [
        ("optimizer.learning_rate", "0.5, 1", lambda job: job.optimizer["config"]["learning_rate"]),
        ("optimizer", "Adam, SGD", lambda job: job.optimizer["class_name"]),
        ("batch_size", "8, 16", lambda job: job.batch_size),
        ("dense.units", "3, 5", lambda job: job.architecture["config"]["layers"][0]["config"]["units"]),
    ],
)
def test_each_job_has_its_value(key: str, values: str, read: Callable[[Job], Any]) -> None:
    wanted = read_values(values)
    jobs = vary(JOB, [Variation(key, wanted)])
    assert [read(job) for job in jobs] == list(wanted)
    assert jobs[0].name == f"small, {key.rpartition('.')[2]} {wanted[0]}"
    assert read(JOB) != wanted[1] or key == "optimizer"


def test_two_settings_make_a_grid() -> None:
    jobs = vary(JOB, [Variation("seed", (0, 1)), Variation("dense.units", (2, 3, 4))])
    assert len(jobs) == 6
    assert jobs[-1].name == "small, seed 1, units 4"


@pytest.mark.parametrize(
    "key, values, words",
    [
        ("seed", "", "Type the values"),
        ("optimizer", "Adamant", "no optimizer called 'Adamant'"),
        ("optimizer.learning_rate", "fast", "learning_rate must be a number"),
        ("batch_size", "many", "batch_size must be a whole number"),
        ("seed", ", ".join(map(str, range(101))), "101 trainings, more than 100"),
    ],
)
def test_what_cannot_be_is_refused(key: str, values: str, words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        vary(JOB, [Variation(key, read_values(values))])


def test_a_series_runs_one_after_the_other(
    qtbot: QtBot, controller: TrainingController, digits_project: Callable[..., Project]
) -> None:
    seen: list[tuple[int, int]] = []
    controller.started.connect(lambda _record: seen.append(controller.series))
    project = digits_project(epochs=1)
    assert controller.start_series(project, lambda job: vary(job, [Variation("seed", (1, 2))]))
    qtbot.waitUntil(lambda: len(seen) == 2 and not controller.busy, timeout=30_000)
    assert seen == [(1, 2), (2, 2)]


def test_stopping_ends_the_series(
    qtbot: QtBot, controller: TrainingController, digits_project: Callable[..., Project]
) -> None:
    project = digits_project(epochs=500)
    assert controller.start_series(project, lambda job: vary(job, [Variation("seed", (1, 2))]))
    qtbot.waitUntil(lambda: bool(controller.record and controller.record.rows), timeout=30_000)
    controller.set_rate(0.5)
    qtbot.waitUntil(lambda: bool(controller.record and controller.record.rates), timeout=30_000)
    assert controller.record is not None
    assert controller.record.rates[0][1] == 0.5
    controller.stop_and_wait()
    assert controller.state == "finished"
    assert controller.series == (2, 2)
