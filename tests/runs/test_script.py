"""The exported training script: run with our library in place of Keras, it does what the run does (row 102)."""

from __future__ import annotations

import ast
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.runs.conftest import sequential

import layerloom.keras  # noqa: F401 - stands in for Keras
from layerloom.errors import LayerloomError
from layerloom.models import model_from_json
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.feeding import model_ports
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.preparing import picture_shape, prepare
from layerloom_studio.runs.script import training_script
from layerloom_studio.runs.script_data import _inside_quotes

TABLE = "size,colour,price\n1,red,10\n2,blue,14\n3,red,19\n4,green,26\n5,blue,33\n6,red,35\n"
CHECKPOINT = {
    "class_name": "ModelCheckpoint",
    "config": {"filepath": "best.weights.h5", "save_best_only": True, "save_weights_only": True},
}
STOP = {"class_name": "EarlyStopping", "config": {"monitor": "val_loss", "patience": 3}}
GOOD = {"class_name": "StopAtValue", "config": {"monitor": "loss", "value": 100.0, "mode": "auto"}}


def dense(units: int, shape: tuple[int, ...], activation: str | None = "softmax") -> dict[str, Any]:
    layers = [("Flatten", {})] if len(shape) > 1 else []
    return sequential(*layers, ("Dense", {"units": units, "activation": activation}), shape=shape)


def jobs(folder: Path) -> dict[str, Job]:
    (folder / "table.csv").write_text(TABLE)
    (folder / "korean.csv").write_text(TABLE.replace("size", "크기"), "cp949")
    (folder / "nameless.csv").write_text("1,2,0\n3,4,1\n5,6,0\n7,8,1\n")
    x = np.arange(24, dtype=np.float32).reshape(12, 2)
    np.savez(folder / "pairs.npz", a=x, b=x[:, :1], y=np.arange(12) % 2)
    values = {"loss": "mse", "metrics": ("mae",), "epochs": 1}
    one = {"epochs": 1, "batch_size": 64}
    pairs = {"source": "file", "path": str(folder / "pairs.npz")}
    table = {"source": "file", "path": str(folder / "table.csv"), "validation_split": 0.34}
    return {
        "digits": Job(dense(10, (8, 8, 1)), {"source": "digits", "seed": 3}, callbacks=(STOP, CHECKPOINT, GOOD), **one),
        "flat": Job(dense(10, (64,)), {"source": "digits", "rescale": 1 / 127.5, "offset": -1.0}, **one),
        "one-hot": Job(dense(3, (4,)), {"source": "iris"}, loss="categorical_crossentropy", **one),
        "two": Job(dense(1, (30,), "sigmoid"), {"source": "breast_cancer"}, loss="binary_crossentropy", **one),
        "values": Job(dense(1, (10,), None), {"source": "diabetes", "normalize": True}, **values),
        "no validation": Job(dense(3, (13,)), {"source": "wine", "validation_split": 0.0}, balance_classes=True, **one),
        "words": Job(dense(1, (4,), None), table, **values),
        "classes": Job(dense(3, (2,)), {**table, "target": "colour"}, **one),
        "korean": Job(dense(1, (4,), None), {**table, "path": str(folder / "korean.csv")}, **values),
        "nameless": Job(dense(2, (2,)), {**table, "path": str(folder / "nameless.csv")}, **one),
        "typed": Job(dense(1, (1,), None), {"source": "typed", "text": "x, y\n-1, -3\n0, -1\n1, 1\n2, 3"}, **values),
        "random": Job(dense(2, (5,)), {"source": "random", "shape": [5], "samples": 40, "classes": 2}, **one),
        "archive": Job(dense(2, (2,)), {**pairs, "inputs": {"input": "a"}}, **one),
        "steps": Job(dense(3, (4,)), {"source": "iris"}, steps_per_epoch=2, validation_steps=1, shuffle=False, **one),
        "augmented": Job(
            dense(10, (8, 8, 1)),
            {"source": "digits", "augment": {"rotation_range": 10.0, "zoom_range": 0.1, "horizontal_flip": True}},
            **one,
        ),
    }  # fmt: skip


NAMES = (
    "digits", "flat", "one-hot", "two", "values", "no validation", "words", "classes", "typed", "random", "archive",
    "steps", "augmented", "korean", "nameless",
)  # fmt: skip


@pytest.fixture
def as_keras(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("", ".layers", ".callbacks"):
        monkeypatch.setitem(sys.modules, f"keras{name}", sys.modules[f"layerloom.keras{name}"])
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("as_keras")
def test_row_102_the_script_trains_on_the_same_samples_and_saves(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = jobs(tmp_path)[name]
    script = training_script(job, "mine")
    np.savez(tmp_path / "mine.npz", **script.arrays)
    assert bool(script.arrays) == (name in ("archive", "nameless"))
    there: dict[str, Any] = {"__name__": "script"}
    exec(compile(ast.parse(script.text), "mine.py", "exec"), there)
    inputs, outputs = model_ports(model_from_json(json.dumps(job.architecture)))
    ready = prepare(job, load_data(job.data, picture_shape(inputs)), inputs, outputs)
    np.testing.assert_allclose(there["x_train"], ready.x, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(there["y_train"], ready.y, rtol=1e-6)
    if ready.validation is not None:
        np.testing.assert_allclose(there["x_val"], ready.validation[0], rtol=1e-5, atol=1e-5)
        np.testing.assert_allclose(there["y_val"], ready.validation[1], rtol=1e-6)
    assert len(there["history"].history["loss"]) == 1
    assert (tmp_path / "mine.keras").is_file()


def test_row_102_it_reads_as_a_person_would_write_it(tmp_path: Path) -> None:
    job = replace(jobs(tmp_path)["digits"], optimizer={"class_name": "SGD", "config": {"learning_rate": 0.1}})
    text = training_script(job, "digits").text
    for line in (
        "import keras",
        "from sklearn.datasets import load_digits",
        "keras.utils.set_random_seed(0)",
        "    optimizer=keras.optimizers.SGD(learning_rate=0.1),",
        '    loss="sparse_categorical_crossentropy",',
        '    metrics=["accuracy"],',
        "        keras.callbacks.EarlyStopping(patience=3),",
        "    validation_data=(x_val, y_val),",
        'model.load_weights("best.weights.h5")  # the best epoch',
        'model.save("digits.keras")',
    ):
        assert line in text.split("\n"), text
    assert max(map(len, text.split("\n"))) <= 120


def test_row_102_a_learning_rate_by_formula_is_a_scheduler(tmp_path: Path) -> None:
    rate = {"class_name": "RateByFormula", "config": {"formula": "first * cos(epoch / epochs)"}}
    job = replace(jobs(tmp_path)["one-hot"], callbacks=(rate,))
    text = training_script(job, "mine").text
    assert "from math import cos" in text
    scheduler = "keras.callbacks.LearningRateScheduler"
    assert f"{scheduler}(lambda epoch, rate, first=0.001, epochs=1: first * cos(epoch / epochs))," in text


@pytest.mark.parametrize(
    "formula", ["__import__('os').getpid()", "first) or (1", "first if epoch else print(1)"]
)
def test_row_102_only_arithmetic_becomes_a_schedule(formula: str, tmp_path: Path) -> None:
    rate = {"class_name": "RateByFormula", "config": {"formula": formula}}
    with pytest.raises(LayerloomError, match="is no formula"):
        training_script(replace(jobs(tmp_path)["one-hot"], callbacks=(rate,)), "mine")


@pytest.mark.parametrize("word", ['"""', 'a"b""', "a\\", "\u2028\t"])
def test_row_102_a_typed_table_stays_a_text(word: str) -> None:
    text = f"x, y\n1, {word}\n"
    tree = ast.parse(f'TABLE = """\\\n{_inside_quotes(text)}\n"""')
    assert len(tree.body) == 1 and ast.literal_eval(tree.body[0].value) == f"{text}\n"  # type: ignore[attr-defined]


def test_row_102_callbacks_of_ones_own_are_imported(tmp_path: Path) -> None:
    from layerloom_studio.user_layers import load, read_source, unload

    path = tmp_path / "hooks.py"
    path.write_text("import keras\nclass Beeps(keras.callbacks.Callback):\n    pass\n")
    file = load(read_source(path))
    try:
        job = replace(jobs(tmp_path)["one-hot"], callbacks=({"class_name": "Beeps", "config": {}},))
        text = training_script(job, "mine").text
    finally:
        unload(file)
    assert "from hooks import Beeps" in text
    assert "        Beeps()," in text
