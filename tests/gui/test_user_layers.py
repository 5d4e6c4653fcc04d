"""Layers of the user's own from a Python file (row 46): run only when asked to, errors in a sentence with the line."""

from __future__ import annotations

import json
import textwrap

import numpy as np
import pytest

from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec, Ref
from layerloom.models import model_from_json
from layerloom_studio.document import Project
from layerloom_studio.document.edits import AddNode
from layerloom_studio.document.files import to_json
from layerloom_studio.user_layers import CATEGORY, UserCodeError, load, read_source, unload

SCALE = """
    class Scale(Layer):
        '''Multiplies by a learned number.

        Args:
            start: Its value at first.
        '''

        def __init__(self, start=2.0, units=3, negative=False, word="a", inner_activation=None, **kwargs):
            super().__init__(**kwargs)
            self.start = start

        def build(self, input_shape):
            self.factor = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="factor")

        def call(self, inputs):
            return inputs * self.factor * self.start
"""


@pytest.fixture
def write(tmp_path):
    loaded = []

    def make(text: str, name: str = "mine.py"):
        path = tmp_path / name
        path.write_text(textwrap.dedent(text))
        return path

    def take(text: str, name: str = "mine.py"):
        file = load(read_source(make(text, name)))
        loaded.append(file)
        return file

    make.load = take
    yield make
    for file in loaded:
        unload(file)


@pytest.mark.parametrize(
    "head",
    [
        "from keras.layers import Layer",
        "from keras import layers\nLayer = layers.Layer",
        "import keras\nLayer = keras.layers.Layer",
        "import keras.layers\nLayer = keras.layers.Layer",
        "import keras.layers as kl\nLayer = kl.Layer",
        "import tensorflow as tf\nLayer = tf.keras.layers.Layer",
        "from tensorflow import keras\nLayer = keras.layers.Layer",
        "from tensorflow.keras import layers\nLayer = layers.Layer",
        "import tensorflow.keras.layers as tkl\nLayer = tkl.Layer",
        "from tf_keras.layers import Layer",
        "from layerloom.layers import Layer",
        "from __future__ import annotations\nimport keras\nfrom keras import ops\nLayer = keras.Layer",
    ],
)
def test_row_46_layers_written_for_keras_are_found_draw_and_compute(write, head):
    file = write.load(head + "\n" + textwrap.dedent(SCALE))
    assert file.classes == ("Scale",)
    entry = registry.find("layer", "Scale")
    assert entry.category == CATEGORY
    project = Project()
    project.apply(AddNode(LayerSpec("InputLayer", "in", {"batch_shape": [None, 4]}), (0, 0)))
    project.apply(AddNode(LayerSpec("Scale", "scale", {"start": 3.0}), (0, 0), (Ref("in"),)))
    assert project.analysis.nodes["scale"].output_shapes == [(None, 4)]
    assert project.analysis.parameters == 4
    model = model_from_json(json.dumps(to_json(project.content())))
    np.testing.assert_allclose(np.asarray(model(np.ones((1, 4), np.float32))), 3.0)


def test_row_46_forms_know_the_settings_by_name_and_default(write):
    write.load("from keras.layers import Layer\n" + textwrap.dedent(SCALE))
    fields = {field.name: field for field in registry.get("layer", "Scale").fields()}
    kinds = {name: fields[name].kind for name in ("start", "units", "negative", "word", "inner_activation")}
    assert kinds == {
        "start": "float", "units": "int", "negative": "bool", "word": "text", "inner_activation": "activation",
    }  # fmt: skip
    assert "value at first" in fields["start"].doc


def test_row_46_settings_without_a_default_start_with_something(write):
    write.load(
        """
        import keras
        class Needs(keras.layers.Layer):
            def __init__(self, units, rate: float, other, **kwargs):
                super().__init__(**kwargs)
        """
    )
    assert registry.find("layer", "Needs").start == {"units": 32, "rate": 0.1, "other": 1}


def test_row_46_reading_runs_nothing(write, tmp_path):
    path = write(f"open({str(tmp_path / 'ran')!r}, 'w')\nimport os, keras\nclass A(keras.Layer): pass\n")
    source = read_source(path)
    assert source.classes == ("A",)
    assert source.imports == ("keras", "os")
    assert not (tmp_path / "ran").exists()
    assert registry.find("layer", "A") is None


@pytest.mark.parametrize(
    "text, told",
    [
        ("class A(:\n", "mine.py, line 1: this is no valid Python"),
        ("x = 1\n", "no class in it derives"),
        ("class A(dict): pass\n", "no class in it derives"),
        ("import keras\n\nclass A(keras.Layer):\n    x = 1 / 0\n", "mine.py, line 4: ZeroDivisionError"),
        ("import not_there\nclass A(dict): pass\n", "mine.py, line 1: the module 'not_there' is not installed"),
        ("import tensorflow as tf\ny = tf.reduce_sum\nclass A(dict): pass\n", "line 2: tf.reduce_sum is not here"),
        ("from tensorflow import function\nclass A(dict): pass\n", "mine.py, line 1: tensorflow is not here"),
        ("import keras\nclass Dense(keras.Layer): pass\n", "line 2: there is a layer called Dense already"),
        ("raise SystemExit\nclass A(dict): pass\n", "mine.py, line 1: SystemExit"),
        ("class A(dict):\n    pass\n\nB()\n", "mine.py, line 4: NameError"),
        ("\0", "no valid Python"),
    ],
)  # fmt: skip
def test_row_46_errors_are_one_sentence_with_the_line(write, text, told):
    with pytest.raises(UserCodeError) as caught:
        load(read_source(write(text)))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert registry.find("layer", "A") is None


def test_row_46_two_files_with_one_name_are_refused(write):
    first = write.load("import keras\nclass Mine(keras.Layer): pass\n")
    with pytest.raises(LayerloomError, match="another of your files"):
        write.load("import keras\nclass Mine(keras.Layer): pass\n", "other.py")
    unload(first)
    assert registry.find("layer", "Mine") is None
    write.load("import keras\nclass Mine(keras.Layer): pass\n", "other.py")


def test_row_46_a_changed_file_has_another_digest(write):
    before = read_source(write("import keras\nclass Mine(keras.Layer): pass\n")).digest
    after = read_source(write("import keras\nclass Mine(keras.Layer): pass  # more\n")).digest
    assert before != after


def test_row_46_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserCodeError, match="cannot be read"):
        read_source(tmp_path / "none.py")
