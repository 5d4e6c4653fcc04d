"""`--layers FILE.py`: layers of one's own for a command, run only when named, gone when it is done."""

from __future__ import annotations

import json

import pytest

from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.models import load_model, model_from_json
from layerloom_studio.cli import run
from layerloom_studio.user_layers import load, read_source, unload

CODE = """
from keras import layers

class Doubler(layers.Layer):
    def call(self, inputs):
        return inputs * 2
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(CODE)
    return path


@pytest.fixture
def model(file, tmp_path):
    """A model file that needs the layer."""
    mine = load(read_source(file))
    layers = [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, 3], "name": "x"}},
        {"class_name": "Doubler", "config": {"name": "twice"}},
    ]
    made = model_from_json(
        json.dumps({"class_name": "Sequential", "config": {"name": "m", "layers": layers}})
    )
    path = tmp_path / "model.keras"
    made.save(path)
    unload(mine)
    return path


def test_a_command_knows_the_layers_of_a_file_that_is_named(model, file, tmp_path, capsys):
    assert run(["summary", str(model), "--layers", str(file)]) == 0
    assert "Doubler" in capsys.readouterr().out
    assert registry.find("layer", "Doubler") is None
    assert run(["convert", str(model), str(tmp_path / "out.h5"), "--layers", str(file)]) == 0


def test_without_it_nothing_is_run(model, capsys):
    assert run(["summary", str(model)]) in (0, 2)
    assert registry.find("layer", "Doubler") is None
    with pytest.raises(LayerloomError):
        load_model(model).predict([[1.0, 2.0, 3.0]], verbose=0)


@pytest.mark.parametrize(
    "code, told",
    [("x = (", "mine.py"), ("x = 1", "no class in it"), ("class A(B):\n    pass", "line 1")],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(model, file, capsys, code, told):
    file.write_text(code)
    assert run(["summary", str(model), "--layers", str(file)]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
