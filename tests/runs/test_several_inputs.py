"""Models with several inputs and outputs: what each gets and learns, guessed or told, and what does not fit."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.errors import LayerloomError
from layerloom.models import load_model
from layerloom_studio.runs.array_files import read_arrays
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.feeding import Feed, Port, column_numbers, feeds, model_ports, targets, why_not
from layerloom_studio.runs.folder import RunFolder
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.preparing import prepare
from layerloom_studio.runs.runner import execute

TABLE, IMAGE = (13,), (8, 8, 1)


def port(name: str, *shape: int | None) -> Port:
    return Port(name, shape)


@pytest.mark.parametrize(
    "arrays, ports, said, expected",
    [
        ({"x": (4,)}, [port("a", 4)], {}, {"a": Feed("x")}),
        ({"x": (4,)}, [port("a", 4), port("b", 4)], {}, {"a": Feed("x"), "b": Feed("x")}),
        ({"x1": (4,), "x2": (4,)}, [port("x2", 4), port("x1", 4)], {}, {"x2": Feed("x2"), "x1": Feed("x1")}),
        ({"x1": (4,), "x2": (4,)}, [port("a", 4), port("b", 4)], {}, {"a": Feed("x1"), "b": Feed("x2")}),
        (
            {"t": (3,), "i": (8, 8, 1)},
            [port("a", 8, 8, 1), port("b", 3)],
            {},
            {"a": Feed("i"), "b": Feed("t")},
        ),
        ({"i": (8, 8, 1)}, [port("a", None, None, 1), port("b", 64)], {}, {"a": Feed("i"), "b": Feed("i")}),
        (
            {"table": (13,)},
            [port("a", 5), port("b", 7), port("c", 1)],
            {},
            {"a": Feed("table", "1-5"), "b": Feed("table", "6-12"), "c": Feed("table", "13")},
        ),
        (
            {"table": (13,)},
            [port("a", 2), port("b", 13)],
            {"a": {"array": "table", "columns": "1, 4"}},
            {"a": Feed("table", "1, 4"), "b": Feed("table")},
        ),
        ({"x": (4,), "z": (5,)}, [port("a", 4)], {"a": "z"}, {"a": Feed("z")}),
    ],
)
def test_every_input_gets_what_is_said_or_what_fits(
    arrays: dict[str, Any], ports: list[Port], said: dict[str, Any], expected: dict[str, Feed]
) -> None:
    assert feeds(arrays, ports, said) == expected


@pytest.mark.parametrize(
    "names, said, expected",
    [
        (["y"], {}, ["y", "y"]),
        (["y1", "y2"], {}, ["y1", "y2"]),
        (["b", "a"], {}, ["a", "b"]),
        (["y1", "y2"], {"a": "y2"}, ["y2", "y2"]),
    ],
)
def test_every_output_learns_what_is_said_or_called_like_it(
    names: list[str], said: dict[str, str], expected: list[str]
) -> None:
    assert list(targets(names, [port("a", 1), port("b", 1)], said).values()) == expected


@pytest.mark.parametrize(
    "text, found", [("1", [0]), ("1-3, 6", [0, 1, 2, 5]), ("2\N{EN DASH}3", [1, 2]), ("4,2", [3, 1])]
)
def test_columns_are_counted_from_one(text: str, found: list[int]) -> None:
    assert column_numbers(text, 6) == found


@pytest.mark.parametrize("text, reason", [("a", "cannot be read"), ("0-2", "not there"), ("5-9", "has 6")])
def test_columns_that_are_not_there_are_told(text: str, reason: str) -> None:
    with pytest.raises(LayerloomError, match=reason):
        column_numbers(text, 6)


@pytest.mark.parametrize(
    "feed, reason",
    [
        (Feed("t"), r"'a' takes \(5,\), but 't' has \(13,\)"),
        (Feed("t", "1-4"), "columns 1-4"),
        (Feed("i", "1-4"), "no table"),
        (Feed("nothing"), "have only t, i"),
        (Feed("t", "1-5"), ""),
    ],
)
def test_what_does_not_fit_names_the_input_and_both_shapes(feed: Feed, reason: str) -> None:
    told = why_not({"t": TABLE, "i": IMAGE}, port("a", 5), feed)
    assert bool(told) == bool(reason)
    assert re.search(reason, told)


@pytest.fixture
def npz(tmp_path: Path) -> Path:
    """Pictures and a table for 40 samples, with a class and a value each."""
    random = np.random.default_rng(0)
    path = tmp_path / "two.npz"
    y = np.arange(40) % 2
    np.savez(
        path,
        picture=(random.random((40, 4, 4, 1)) * 60 + y[:, None, None, None] * 120).astype(np.uint8),
        numbers=random.random((40, 3)).astype(np.float32) + y[:, None],
        y=y,
        y_price=random.random(40) + y,
        names=np.array(["left", "right"]),
    )
    return path


def test_a_file_of_arrays_tells_inputs_and_targets_apart(npz: Path) -> None:
    data = load_data({"source": "file", "path": str(npz)})
    assert data.shapes == {"picture": (4, 4, 1), "numbers": (3,)}
    assert data.arrays["picture"].max() <= 1.0
    assert {name: target.classes for name, target in data.labelled.items()} == {
        "y": ("0", "1"),
        "y_price": (),
    }
    assert len(load_data({"source": "file", "path": str(npz)}, limit=7).arrays["numbers"]) == 7


def test_a_table_has_words_as_columns_and_its_last_column_as_target(tmp_path: Path) -> None:
    path = tmp_path / "houses.csv"
    path.write_text("area;place;price\n50;town;1.5\n80;land;2\n20;town;0.5\n", encoding="utf-8")
    file = read_arrays(path)
    assert file.columns["table"] == ("area", "place = land", "place = town")
    assert file.inputs["table"].tolist() == [[50, 0, 1], [80, 1, 0], [20, 0, 1]]
    assert file.targets["price"].values.tolist() == [1.5, 2.0, 0.5]
    classes = read_arrays(path, ["place"]).targets["place"]
    assert (classes.classes, classes.values.tolist()) == (("land", "town"), [1, 0, 1])


@pytest.mark.parametrize(
    "name, text, reason",
    [
        ("a.csv", "x,y\n", "needs a line with the names"),
        ("a.csv", "x,y\n1,2\n3\n", r"row 3 has not as many cells \(1\)"),
        ("a.csv", "x,x\n1,2\n", "same name"),
        ("a.csv", "y\n1\n", "no other column"),
        ("a.npz", "no archive", "damaged archive"),
        ("a.txt", "1", "only .npz, .npy, .csv, .tsv"),
    ],
)
def test_files_that_cannot_be_used_are_one_sentence(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LayerloomError, match=reason):
        read_arrays(tmp_path / name)
    with pytest.raises(LayerloomError, match="no such file"):
        read_arrays(tmp_path / "missing.npz")


def two_ends() -> keras.Model:
    """A picture and a table in, a class and a value out."""
    picture, numbers = keras.Input((4, 4, 1), name="picture"), keras.Input((3,), name="numbers")
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(picture), numbers])
    hidden = keras.layers.Dense(8, activation="relu")(joined)
    outputs = [
        keras.layers.Dense(2, activation="softmax", name="y")(hidden),
        keras.layers.Dense(1, name="y_price")(hidden),
    ]
    return keras.Model([picture, numbers], outputs, name="two_ends")


def job(model: keras.Model, reference: dict[str, Any]) -> Job:
    return Job(json.loads(model.to_json()), reference, epochs=3, batch_size=8, name=model.name)


def test_two_inputs_and_two_outputs_train_evaluate_and_predict(npz: Path, tmp_path: Path) -> None:
    ordered = job(two_ends(), {"source": "file", "path": str(npz), "validation_split": 0.25})
    folder = RunFolder.create(ordered, tmp_path / "runs")
    rows: list[dict[str, float]] = []
    outcome = execute(
        ordered, folder, None, lambda event: rows.append(event.logs) if event.kind == "epoch" else None
    )
    assert outcome.status == "finished", outcome.message
    assert {"loss", "y_loss", "y_price_loss", "y_accuracy", "val_loss", "val_y_accuracy"} <= rows[-1].keys()
    assert "y_price_accuracy" not in rows[-1]
    assert rows[-1]["loss"] < rows[0]["loss"]
    model = load_model(folder.model)
    data = load_data(ordered.data)
    classes, values = model.predict([data.arrays["picture"], data.arrays["numbers"]], verbose=0)
    assert (classes.shape, values.shape) == ((40, 2), (40, 1))


@pytest.mark.parametrize(
    "said, reason",
    [
        ({"inputs": {"numbers": "picture"}}, r"'numbers' takes \(3,\), but 'picture' has \(4, 4, 1\)"),
        ({"inputs": {"picture": "photo"}}, "have only picture, numbers"),
        ({"targets": {"y": "colour"}}, "shall learn 'colour', but the data have only"),
    ],
)
def test_what_the_mapping_asks_in_vain_is_told(
    npz: Path, tmp_path: Path, said: dict[str, Any], reason: str
) -> None:
    ordered = job(two_ends(), {"source": "file", "path": str(npz), **said})
    outcome = execute(ordered, RunFolder.create(ordered, tmp_path / "runs"))
    assert outcome.status == "failed"
    assert re.search(reason, outcome.message)


def test_a_table_is_split_between_two_inputs(tmp_path: Path) -> None:
    first, second = keras.Input((5,), name="first"), keras.Input((8,), name="second")
    joined = keras.layers.Concatenate()([first, keras.layers.Dense(4)(second)])
    model = keras.Model([first, second], keras.layers.Dense(3, activation="softmax")(joined), name="wines")
    ordered = replace(job(model, {"source": "wine"}), epochs=1)
    assert execute(ordered, RunFolder.create(ordered, tmp_path / "runs")).status == "finished"


def test_every_output_may_have_a_loss_and_a_weight_of_its_own(npz: Path) -> None:
    model = two_ends()
    told = replace(
        job(model, {"source": "file", "path": str(npz)}),
        output_losses={"y_price": "mae", "gone": "mse"},
        loss_weights={"y_price": 0.25},
    )
    assert Job.from_json(told.to_json()) == told
    ready = prepare(told, load_data(told.data), *model_ports(model))
    assert ready.loss == ["sparse_categorical_crossentropy", "mae"]
    assert ready.loss_weights == [1.0, 0.25]
    plain = replace(told, output_losses={}, loss_weights={})
    ready = prepare(plain, load_data(told.data), *model_ports(model))
    assert (ready.loss, ready.loss_weights) == (["sparse_categorical_crossentropy", "mse"], None)


@pytest.mark.parametrize("weight", [-1, float("inf"), "1", True])
def test_a_weight_that_cannot_be_is_refused(weight: Any) -> None:
    with pytest.raises(LayerloomError, match="must count by a number from 0 up"):
        replace(job(two_ends(), {}), loss_weights={"y": weight})


def test_rare_classes_count_as_much_as_frequent_ones(tmp_path: Path) -> None:
    path = tmp_path / "rare.npz"
    y = np.array([0] * 30 + [1] * 10)
    np.savez(path, x=np.random.default_rng(0).random((40, 3)), y=y)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
    told = replace(
        job(model, {"source": "file", "path": str(path), "validation_split": 0}), balance_classes=True
    )
    ready = prepare(told, load_data(told.data), *model_ports(model))
    assert ready.class_weight == {0: 40 / 60, 1: 2.0}
    assert execute(told, RunFolder.create(told, tmp_path / "runs")).status == "finished"


@pytest.mark.parametrize(
    "model, reason",
    [
        (two_ends(), "one output only"),
        (keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)]), "values, no classes"),
    ],
)
def test_what_cannot_be_balanced_is_told(npz: Path, model: keras.Model, reason: str) -> None:
    said = {"source": "file", "path": str(npz), "inputs": {"input": "numbers"}}
    told = replace(job(model, said), loss="mse", balance_classes=True)
    if len(model.outputs) == 1:
        told = replace(told, data={**said, "inputs": {model.inputs[0].name: "numbers"},
                                   "targets": {model.output_names[0]: "y_price"}})  # fmt: skip
    with pytest.raises(LayerloomError, match=reason):
        prepare(told, load_data(told.data), *model_ports(model))


def test_grey_pictures_of_an_archive_have_an_axis_of_channels(tmp_path: Path) -> None:
    path = tmp_path / "grey.npz"
    np.savez(
        path, x_train=np.full((9, 6, 5), 255, np.uint8), y_train=np.arange(9) % 3, x_test=np.zeros((2, 6, 5))
    )
    data = load_data({"source": "file", "path": str(path)})
    assert data.shapes == {"x_train": (6, 5, 1)}
    assert (data.x.dtype, float(data.x.max())) == (np.float32, 1.0)
