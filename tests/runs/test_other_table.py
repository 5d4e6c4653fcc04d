"""A trained network predicts another table: same columns in any order, scaled alike; a sentence where they differ."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

import layerloom as keras
from layerloom.errors import LayerloomError
from layerloom_studio.panels.predict.answers import AnswersView
from layerloom_studio.runs.answers import answers_for_table, answers_of_run
from layerloom_studio.runs.card import ModelCard, read_card
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.events import read_events
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.other_table import read_other_table
from layerloom_studio.runs.runner import execute
from layerloom_studio.training.archive import list_runs

HOUSES = "area,place,rooms,price\n" + "".join(
    f"{40 + 3 * n},{('town', 'land', 'sea')[n % 3]},{1 + n % 4},{1.5 + n / 7:.3f}\n" for n in range(24)
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("houses")
    (folder / "houses.csv").write_text(HOUSES)
    model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, name="price")])
    data = {"source": "file", "path": str(folder / "houses.csv"), "validation_split": 0.25}
    job = Job(json.loads(model.to_json()), data, loss="mse", metrics=(), epochs=2)
    made = RunFolder.create(job, folder / "run")
    assert execute(job, made).status == "finished"
    return made


def test_the_same_rows_give_the_same_answers_in_whatever_order_the_columns_stand(run, tmp_path):
    rows = [line.split(",") for line in HOUSES.splitlines()]
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join(";".join([row[3], "x", row[2], row[1], row[0]]) for row in rows))
    text = turned.read_text().replace("price;x;", "price;other;", 1)
    turned.write_text(text)
    found = answers_for_table(run.model, turned)
    data = load_data(run.read_job().data)
    expected = keras.models.load_model(run.model).predict(data.x, verbose=0).reshape(-1)
    assert found.part == "table"
    assert found.answers[0].said == tuple(f"{value:.4g}" for value in expected)
    own = answers_of_run(run.model)
    assert {own.answers[0].said[n] for n in range(3)} <= set(found.answers[0].said)
    assert found.answers[0].score.startswith("off by ")


def test_every_answer_stands_beside_what_was_given(run, tmp_path):
    rows = [line.split(",") for line in HOUSES.splitlines()]
    own = answers_of_run(run.model)
    assert [name for name, _ in own.given] == ["area", "place", "rooms"]
    texts = list(zip(*(column for _, column in own.given), strict=True))
    assert texts == [tuple(rows[1 + place][:3]) for place in own.numbers]
    table = tmp_path / "new.csv"
    table.write_text("rooms,place,area\n2,sea,70.25\n3,town,0\n")
    found = answers_for_table(run.model, table)
    assert found.given == (("area", ("70.25", "0")), ("place", ("sea", "town")), ("rooms", ("2", "3")))


def test_the_table_of_answers_shows_columns_and_calls_values_no_labels(run, qtbot):
    view = AnswersView()
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.done, timeout=60_000):
        view.show_run(run.model)
    model = view.findChild(QTableView, "predict.answers.table").model()
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert heads == ["No.", "area", "place", "rooms", "price: true value", "price: answer"]
    view.close_tasks()


def test_a_run_is_as_long_in_the_list_as_in_its_message(run):
    finished = next(event for event in read_events(run.events) if event.kind == "finished")
    epochs = [event.data["seconds"] for event in read_events(run.events) if event.kind == "epoch"]
    (info,) = list_runs(run.path.parent)
    assert info.seconds == finished.data["seconds"] > sum(epochs)


def test_labels_are_not_needed(run, tmp_path):
    table = tmp_path / "new.csv"
    table.write_text("rooms,place,area\n2,sea,70\n3,town,55\n")
    found = answers_for_table(run.model, table).answers[0]
    assert (len(found.said), found.truth, found.score) == (2, (), "")


@pytest.mark.parametrize(
    "text, told",
    [
        ("area,rooms\n1,2\n", "the column 'place' is missing, which the network was trained with"),
        ("area,place,rooms\n1,moon,2\n", "'place' holds 'moon', which the training did not have; it had land, sea"),
        ("area,place,rooms\nbig,sea,2\n", "'area' holds words or empty cells"),
        ("area,place,rooms\n,sea,2\n", "'area' holds words or empty cells"),
        ("area,place,rooms\nnan,sea,2\n", "no finite numbers"),
        ("area,place,rooms\n1,sea\n", r"row 2 has not as many cells \(2\) as there are columns \(3\)"),
        ("area,place,rooms\n", "needs a line with the names"),
    ],
)  # fmt: skip
def test_columns_that_differ_are_told_in_a_sentence(run, tmp_path, text, told):
    table = tmp_path / "new.csv"
    table.write_text(text)
    with pytest.raises(LayerloomError, match=told) as error:
        answers_for_table(run.model, table)
    assert "new.csv" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_a_model_without_columns_is_told(run, tmp_path):
    with pytest.raises(LayerloomError, match="no such file"):
        answers_for_table(run.model, tmp_path / "none.csv")
    plain = tmp_path / "plain.h5"
    keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)]).save(plain)
    with pytest.raises(LayerloomError, match="does not tell which columns"):
        answers_for_table(plain, tmp_path / "none.csv")


def test_classes_of_a_table_are_compared_by_name(tmp_path):
    card = ModelCard(("a", "b"), features=("x",), targets={"kind": ("a", "b"), "size": ()})
    table = tmp_path / "t.csv"
    table.write_text("x,kind,size\n1,b,3\n2,a,4\n")
    read = read_other_table(table, card)
    assert read.targets["kind"].values.tolist() == [1, 0]
    assert read.targets["size"].values.tolist() == [3, 4]
    table.write_text("x,kind,size\n1,c,x\n2,a,4\n")
    assert read_other_table(table, card).targets == {}


def test_the_card_keeps_columns_targets_and_every_scaling(run, tmp_path):
    card = read_card(run.model)
    assert card.features == ("area", "place = land", "place = sea", "place = town", "rooms")
    assert dict(card.targets) == {"price": ()}
    assert ModelCard.from_json(card.to_json()) == card
    path = tmp_path / "two.npz"
    random = np.random.default_rng(0)
    np.savez(path, a=random.random((30, 3)), b=random.random((30, 2)) * 9, y=np.arange(30) % 2)
    data = load_data({"source": "file", "path": str(path)})
    assert set(data.scalings) == {"a", "b"}
    assert data.scalings["b"].mean == pytest.approx(
        tuple(np.load(path)["b"][~data.validation].mean(axis=0)), rel=1e-5
    )
    told = ModelCard.for_data(data)
    assert ModelCard.from_json(told.to_json()).other_scalings == {"b": data.scalings["b"]}


@pytest.mark.parametrize(
    "broken",
    [{"features": 3}, {"targets": [1]}, {"targets": {"a": 4}}, {"other_scalings": {"b": {"mean": 1}}}],
)
def test_a_damaged_card_costs_nothing_but_its_parts(broken):
    card = ModelCard.from_json(broken)
    assert (card.features, dict(card.other_scalings)) == ((), {})
