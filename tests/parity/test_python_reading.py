"""How Python code reads: one branch after the other, short names on the way, lines that end."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from tests.parity.test_python_code import same_json

import layerloom
from layerloom import layers as L
from layerloom import ops
from layerloom.graph import parse_architecture
from layerloom.graph.python_code import to_python

TEMPLATES = sorted((Path(__file__).parents[2] / "assets" / "templates").glob("*.json"))


def code_of(model):
    return to_python(parse_architecture(json.loads(model.to_json())))


def residual(depth=1, name="image"):
    start = x = L.Input((8, 8, 3), name=name)
    x = L.ZeroPadding2D(2, name="pad")(x)
    for number in range(1, depth + 1):
        y = L.Conv2D(4, 3, padding="same", use_bias=False, name=f"block{number}_conv")(x)
        y = L.BatchNormalization(epsilon=1e-5, momentum=0.9, name=f"block{number}_bn")(y)
        side = L.Conv2D(4, 1, name=f"block{number}_side")(x)
        x = L.ReLU(name=f"block{number}_out")(L.Add(name=f"block{number}_add")([side, y]))
    x = L.GlobalAveragePooling2D(name="pool")(x)
    return layerloom.Model(start, L.Dense(2, name="classes")(x), name="residual")


def test_a_branch_is_written_to_its_end_before_the_next_one_begins():
    assert (
        code_of(residual())
        == """\
import keras
from keras import layers

image = keras.Input(shape=(8, 8, 3), name="image")
pad = layers.ZeroPadding2D(padding=2, name="pad")(image)
x = layers.Conv2D(4, 3, padding="same", use_bias=False, name="block1_conv")(pad)
block1_bn = layers.BatchNormalization(momentum=0.9, epsilon=1e-05, name="block1_bn")(x)
x = layers.Conv2D(4, 1, name="block1_side")(pad)
x = layers.Add(name="block1_add")([x, block1_bn])
x = layers.ReLU(name="block1_out")(x)
x = layers.GlobalAveragePooling2D(name="pool")(x)
classes = layers.Dense(2, name="classes")(x)
model = keras.Model(inputs=image, outputs=classes, name="residual")
"""
    )


def test_such_code_makes_the_same_network():
    model = residual(4)
    same_json(code_of(model), model.to_json())


@pytest.mark.parametrize("name, passing", [("image", "x"), ("x", "y"), ("X", "y")])
def test_what_passes_on_is_called_like_no_layer(name, passing):
    code = code_of(residual(name=name))
    assert f"{passing} = layers.GlobalAveragePooling2D(" in code
    assert f'classes = layers.Dense(2, name="classes")({passing})' in code


def wide():
    start = L.Input((4,), name="a_rather_long_name_of_an_input")
    parts = [
        L.Dense(3, activation="relu", name=f"a_rather_long_name_of_a_layer_{i}")(start) for i in range(7)
    ]
    joined = L.Concatenate(name="all_of_them")(parts)
    long = L.Dense(
        4, kernel_regularizer=layerloom.regularizers.L1L2(0.01, 0.02), bias_initializer="ones",
        activation="softplus", name="many_settings_for_a_single_line",
    )(joined)  # fmt: skip
    return layerloom.Model(start, [long, ops.stack([*parts, parts[0]], axis=1)], name="wide")


def attended():
    query = L.Input((5, 4), name="the_sequence_that_asks")
    value = L.Input((6, 4), name="the_sequence_that_is_asked")
    found = L.MultiHeadAttention(2, 3, name="attention")(query, value, use_causal_mask=True)
    return layerloom.Model([query, value], found, name="attended")


def listed():
    numbers = L.Input((2,), dtype="int64", name="numbers")
    table = L.IntegerLookup(vocabulary=list(range(1000, 1200)), name="table")(numbers)
    return layerloom.Model(numbers, table, name="listed")


@pytest.mark.parametrize("make", [lambda: residual(4), wide, attended, listed])
def test_lines_end_before_the_hundredth_character(make):
    model = make()
    code = code_of(model)
    assert max(map(len, code.splitlines())) <= 100
    same_json(code, model.to_json())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_have_short_lines_and_no_name_that_nobody_uses(path):
    code = to_python(parse_architecture(json.loads(path.read_text())))
    assert max(map(len, code.splitlines())) <= 100
    tree = ast.parse(code)
    read = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    made = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    assert made - read <= {"model", "_"}
