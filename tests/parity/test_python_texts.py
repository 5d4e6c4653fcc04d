"""Texts and functions of users in Python code: a text stays a text, and a function stands under its name."""

from __future__ import annotations

import ast
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parity.test_python_code import run

import layerloom
from layerloom import layers as L
from layerloom.graph import parse_architecture
from layerloom.graph.python_code import call_of, to_python, value_of

NAMES = st.from_regex(r"[a-z]{1,4}>[a-z]{1,4}", fullmatch=True)
TEXTS = st.one_of(NAMES, st.text(max_size=12), st.text("ab>._ \"'\\\n{}()#", max_size=12))


def plain(value):
    """Returns nested data with lists in place of tuples."""
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


@given(st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=5), max_leaves=12))
def test_a_text_in_a_list_is_that_text(value):
    assert plain(ast.literal_eval(value_of(value))) == value


@given(st.dictionaries(TEXTS, TEXTS, max_size=4))
def test_a_text_in_a_dict_is_that_text(value):
    assert "class_name" in value or ast.literal_eval(value_of(value)) == value


@given(st.lists(TEXTS.filter(lambda text: text not in ("", "[UNK]")), min_size=1, max_size=30, unique=True))
def test_words_of_tables_are_written_as_they_are(words):
    config = L.StringLookup(vocabulary=words, name="words>b").get_config()
    made = eval(call_of("layers", "StringLookup", config, "layer"), {"layers": L, "keras": layerloom})
    assert made.get_vocabulary() == ["[UNK]", *words] and made.name == "words>b"


def code_of_text(text):
    return to_python(parse_architecture(json.loads(text)))


def test_a_network_with_such_words_runs_in_keras_and_looks_up_the_same():
    words = ["a>b", "mine>bent", "x>y>z", *(f"word {number}" for number in range(200))]
    x = L.Input((3,), dtype="string", name="x")
    model = layerloom.Model(x, L.StringLookup(vocabulary=words, name="in>out")(x), name="a>b")
    code = code_of_text(model.to_json())
    assert max(map(len, code.splitlines())) <= 100
    data = np.array([["a>b", "bent", "word 199"]], object)
    theirs = run(code, "keras")
    assert theirs.name == "a>b" and theirs.layers[-1].name == "in>out"
    assert np.asarray(theirs(data)).tolist() == model.predict(data, verbose=0).tolist() == [[1, 0, 203]]


def bent(x):
    return x * 2.0


def first(shape, dtype=None):
    return layerloom.ops.zeros(shape)


#: Layers with functions of a user, and how they are called in code.
FUNCTIONS = {
    "an activation": (lambda f: L.Dense(3, activation=f, name="y"), 'layers.Dense(3, activation=bent, name="y")'),
    "inside": (
        lambda f: L.Dense(3, kernel_initializer=first, activation=f, name="y"),
        'layers.Dense(3, activation=bent, kernel_initializer=first, name="y")',
    ),
    "a layer": (lambda f: L.Lambda(f, name="y"), 'layers.Lambda(bent, name="y")'),
    "with settings": (
        lambda f: L.Lambda(f, arguments={"a>b": "c>d"}, output_shape=(4,), name="y"),
        'layers.Lambda(bent, arguments={"a>b": "c>d"}, output_shape=(4,), name="y")',
    ),
    "of Keras": (
        lambda f: L.Lambda(layerloom.activations.relu, name="y"), 'layers.Lambda(keras.activations.relu, name="y")'
    ),
    "named like a layer": (
        lambda f: L.Dense(3, activation=f, name="bent"), 'bent_2 = layers.Dense(3, activation=bent, name="bent")'
    ),
}  # fmt: skip


@pytest.mark.parametrize("registered", [False, True], ids=["plain", "registered"])
@pytest.mark.parametrize("case", FUNCTIONS)
def test_functions_of_users_stand_under_their_names(case, registered):
    make, expected = FUNCTIONS[case]
    x = L.Input((4,), name="x")
    text = layerloom.Model(x, make(bent)(x), name="m").to_json()
    if registered:
        text = text.replace('"config": "bent"', '"config": "mine>bent"')
    code = code_of_text(text)
    ast.parse(code)
    assert expected in code
    assert ("# Of your own, import it from where it is: " in code) == ("bent" in expected)


@pytest.mark.parametrize("name", ["exec", "mine>exec", "mine>lambda", "a b", "f()", "mine>f()"])
def test_a_text_of_a_file_never_calls_what_python_has(name):
    x = L.Input((4,), name="x")
    model = layerloom.Model(x, L.Lambda(bent, name="y")(L.Dense(3, activation=bent, name="d")(x)), name="m")
    code = code_of_text(model.to_json().replace('"config": "bent"', f'"config": "{name}"'))
    assert {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)} <= {
        *("keras", "layers", "x", "y", "z", "model", "y_function", "NotImplementedError")
    }
