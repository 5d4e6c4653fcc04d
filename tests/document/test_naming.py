"""Layer names as Keras gives them."""

from __future__ import annotations

import pytest

from layerloom_studio.document.naming import FreshNames, new_name


@pytest.mark.parametrize(
    "class_name, taken, expected",
    [
        ("Conv2D", (), "conv2d"),
        ("Conv2D", ("conv2d",), "conv2d_1"),
        ("MaxPooling2D", ("max_pooling2d", "max_pooling2d_1"), "max_pooling2d_2"),
        ("InputLayer", ("input_layer_1",), "input_layer"),
        ("BatchNormalization", (), "batch_normalization"),
    ],
)
def test_new_layers_are_numbered(class_name, taken, expected):
    assert new_name(class_name, set(taken)) == expected


@pytest.mark.parametrize(
    "name, taken, expected",
    [
        ("dense", (), "dense"),
        ("dense", ("dense",), "dense_1"),
        ("dense_4", ("dense_4",), "dense"),
        ("dense_4", ("dense", "dense_4"), "dense_1"),
        ("block_1_conv", ("block_1_conv",), "block_1_conv_1"),
    ],
)
def test_copies_take_the_next_free_number(name, taken, expected):
    assert FreshNames(taken).copy_of(name) == expected


def test_a_name_that_was_given_is_taken():
    names = FreshNames(["dense"])
    assert [names.copy_of("dense") for _ in range(3)] == ["dense_1", "dense_2", "dense_3"]
