"""Evaluation and probe: confusion matrix, scores, worst mistakes (rows 92 to 94), layers' outputs (85 to 89)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import layerloom as keras
from layerloom.errors import LayerloomError
from layerloom_studio.runs.card import ModelCard
from layerloom_studio.runs.evaluation import Evaluation, evaluate_run
from layerloom_studio.runs.events import read_events
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.probing import Probe
from layerloom_studio.runs.runner import execute


def evaluation() -> Evaluation:
    truth, said = np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 1, 1, 0, 1])
    sure = np.array([0.9, 0.8, 0.6, 0.7, 0.99, 0.5])
    right = np.where(truth == said, sure, 1 - sure)
    numbers = np.arange(6) + 100
    return Evaluation("validation", ("a", "b", "c"), truth, said, sure, right, numbers, np.zeros((6, 4)))


def test_row_92_rows_are_classes_and_columns_are_answers():
    found = evaluation()
    assert found.matrix.tolist() == [[2, 1, 0], [1, 1, 0], [0, 1, 0]]
    assert found.accuracy == 0.5


def test_row_93_precision_recall_and_f1_by_class():
    np.testing.assert_allclose(
        evaluation().scores(), [[2 / 3, 2 / 3, 2 / 3], [1 / 3, 0.5, 0.4], [np.nan, 0, 0]]
    )


@pytest.mark.parametrize(
    "truth, said, places",
    [(None, None, [4, 2, 5]), (0, 1, [2]), (0, 0, [1, 0]), (2, None, [5]), (None, 0, [4]), (2, 2, [])],
)
def test_row_94_the_worst_mistakes_come_first(truth, said, places):
    assert evaluation().mistakes(truth, said).tolist() == places


@pytest.fixture
def run(iris_job, tmp_path):
    folder = RunFolder.create(iris_job, tmp_path / "run")
    execute(iris_job, folder)
    return folder


def test_a_run_is_evaluated_on_what_was_held_back(run):
    found = evaluate_run(run.model)
    told = [event for event in read_events(run.events) if event.kind == "epoch"][-1].logs["val_accuracy"]
    assert found.part == "validation"
    assert len(found.truth) == 30
    assert found.accuracy == pytest.approx(told)
    assert found.matrix.sum() == 30
    assert found.features[0].startswith("sepal length")


def test_what_tells_no_classes_is_refused(run):
    job = run.read_job()
    layers = [dict(layer) for layer in job.architecture["config"]["layers"]]
    layers[0] = {**layers[0], "config": {**layers[0]["config"], "batch_shape": [None, 10]}}
    layers[-1] = {**layers[-1], "config": {**layers[-1]["config"], "units": 1, "activation": None}}
    config = {**job.architecture["config"], "layers": layers}
    architecture = {**job.architecture, "config": config}
    job = replace(job, architecture=architecture, data={"source": "diabetes"}, loss="mse", metrics=())
    again = RunFolder.create(job, run.path.parent / "values")
    assert execute(job, again).status == "finished"
    with pytest.raises(LayerloomError, match="values, no classes"):
        evaluate_run(again.model)


def test_row_85_a_probe_gives_every_layers_output_of_a_sample(run):
    probe = Probe.of_run(run.model, "it")
    model = keras.models.load_model(run.model)
    look = probe.look("layer_0", 3)
    assert look.output.shape == (8,)
    inner = keras.Model(model.inputs, model.get_layer("layer_0").output)
    np.testing.assert_allclose(look.output, inner.predict(look.given[None], verbose=0)[0], rtol=1e-5)
    assert look.label.startswith(f"{probe.places[3]}: ")
    with pytest.raises(LayerloomError, match="is not in it"):
        probe.look("other", 0)


def test_row_89_dead_units_are_those_that_answer_to_no_sample():
    dense = keras.layers.Dense(4, activation="relu", name="hidden")
    model = keras.Sequential([keras.Input((2,)), dense])
    dense.set_weights([np.array([[1.0, 0, -1, 1], [1, 0, -1, 0]]), np.array([0.0, 0, 0, -9])])
    x = np.random.default_rng(0).random((50, 2)).astype(np.float32)
    look = Probe(model, "it", (x,), tuple(map(str, range(50)))).look("hidden", 0)
    assert (look.units, look.dead, look.tried) == (4, 3, 50)


def test_a_picture_from_a_file_is_fitted_and_looked_at(tmp_path):
    from PIL import Image

    Image.new("L", (20, 20), 128).save(tmp_path / "grey.png")
    model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Conv2D(3, 3, name="maps")])
    probe = Probe.of_model(model, "it", ModelCard())
    assert probe.takes_pictures
    look = probe.look("maps", 0, tmp_path / "grey.png")
    assert (look.sample, look.label, look.output.shape) == (-1, "grey.png", (6, 6, 3))
    with pytest.raises(LayerloomError, match="no samples"):
        probe.look("maps", 0)
