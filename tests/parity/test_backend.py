"""keras.tree, keras.backend, the older functions of K, and what models do without changing variables, against Keras."""

from __future__ import annotations

from collections import OrderedDict, namedtuple

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras.src.legacy import backend as old

import layerloom
from layerloom import backend, tree

Pair = namedtuple("Pair", "left right")
STRUCTURES = [
    5,
    [1, (2, 3), {"b": 4, "a": [5, None]}],
    OrderedDict([("z", 1), ("a", (2,))]),
    Pair(1, [2, Pair(3, 4)]),
    {"only": []},
    (1,),
    [],
]


@pytest.mark.parametrize("structure", STRUCTURES, ids=repr)
def test_trees_are_taken_apart_and_put_together_as_in_keras(structure) -> None:
    for name in ("flatten", "flatten_with_path", "is_nested", "lists_to_tuples"):
        assert getattr(tree, name)(structure) == getattr(keras.tree, name)(structure), name
    leaves = [f"leaf {number}" for number in range(len(tree.flatten(structure)))]
    packed = tree.pack_sequence_as(structure, leaves)
    assert packed == keras.tree.pack_sequence_as(structure, leaves) and type(packed) is type(
        keras.tree.pack_sequence_as(structure, leaves)
    )
    for top_down in (True, False):
        seen: list[list] = [[], []]
        for module, found in zip((tree, keras.tree), seen):
            module.traverse(lambda item, found=found: found.append(item), structure, top_down=top_down)
        assert seen[0] == seen[1]
    assert tree.map_structure(str, structure) == keras.tree.map_structure(str, structure)
    assert tree.map_structure(str, structure, none_is_leaf=False) == keras.tree.map_structure(
        str, structure, none_is_leaf=False
    )


@pytest.mark.parametrize(
    "name, a, b",
    [
        ("assert_same_structure", [1, 2], [3, 4]),
        ("assert_same_structure", [1, 2], (3, 4)),
        ("assert_same_structure", {"a": 1}, OrderedDict(a=2)),
        ("assert_same_structure", {"a": 1}, {"b": 1}),
        ("assert_same_structure", [1, [2]], [1, 2]),
        ("assert_same_paths", [1, 2], (3, 4)),
        ("assert_same_paths", [1, [2]], [1, 2]),
    ],
)
def test_structures_are_compared_as_in_keras(name, a, b) -> None:
    def outcome(module):
        try:
            getattr(module, name)(a, b)
        except ValueError:
            return "different"
        return "alike"

    assert outcome(tree) == outcome(keras.tree)


def test_parts_are_mapped_as_in_keras() -> None:
    shallow, deep = [0, {"a": 0}], [(1, 2), {"a": [3]}]
    assert tree.map_structure_up_to(shallow, str, deep) == keras.tree.map_structure_up_to(shallow, str, deep)
    shapes = {"a": (None, 3), "b": [(1, 2), (3,)]}
    assert tree.map_shape_structure(len, shapes) == keras.tree.map_shape_structure(len, shapes)
    gone = tree.traverse(lambda item: tree.MAP_TO_NONE if item == 2 else None, [1, [2, 3]])
    assert gone == [1, [None, 3]]


X = np.random.default_rng(0).normal(size=(2, 4, 6, 3)).astype("float32")
M = X[:, :, 0, 0]
P = np.abs(M) / np.abs(M).sum(axis=-1, keepdims=True)
OLDER = [
    ("batch_dot", (X[:, :, :, 0], X[:, :, :, 0]), {"axes": (2, 2)}),
    ("batch_dot", (X[:, :, :, 0], X[:, :, :, 1].transpose(0, 2, 1)), {}),
    ("batch_flatten", (X,), {}),
    ("binary_crossentropy", (np.round(P), P), {}),
    ("binary_focal_crossentropy", (np.round(P), P), {"apply_class_balancing": True}),
    ("categorical_crossentropy", (np.eye(4, dtype="float32")[[0, 2]], P), {}),
    ("categorical_focal_crossentropy", (np.eye(4)[[0, 2]].astype("float32"), P), {}),
    ("sparse_categorical_crossentropy", (np.array([0, 2]), P), {}),
    ("clip", (M, -0.5, 0.5), {}),
    ("conv1d", (X[:, :, :, 0], X[0, :3, :, :2]), {"padding": "causal"}),
    ("conv2d", (X, np.ones((2, 2, 3, 2), "float32")), {"padding": "same"}),
    ("depthwise_conv2d", (X, np.ones((2, 2, 3, 1), "float32")), {}),
    ("dot", (M, M.T), {}),
    ("elu", (M,), {"alpha": 0.5}),
    ("gather", (M, np.array([1, 0])), {}),
    ("hard_sigmoid", (M * 3,), {}),
    ("l2_normalize", (M,), {"axis": -1}),
    ("mean", (M,), {"axis": -1}),
    ("one_hot", (np.array([0, 2]), 3), {}),
    ("permute_dimensions", (X, (0, 2, 1, 3)), {}),
    ("pool2d", (X, (2, 2)), {"strides": (2, 2), "pool_mode": "avg"}),
    ("relu", (M,), {"alpha": 0.1, "max_value": 0.5}),
    ("repeat", (M, 3), {}),
    ("repeat_elements", (M, 2, 1), {}),
    ("resize_images", (X, 2, 3, "channels_last"), {}),
    ("reverse", (M, 1), {}),
    ("softmax", (M,), {}),
    ("spatial_2d_padding", (X,), {"padding": ((1, 0), (2, 1))}),
    ("std", (M,), {"axis": 0}),
    ("switch", (M > 0, M, -M), {}),
    ("temporal_padding", (X[..., 0],), {}),
    ("var", (M,), {"axis": 0, "keepdims": True}),
]


@pytest.mark.parametrize("name, args, options", OLDER, ids=[case[0] for case in OLDER])
def test_older_functions_give_what_they_gave(name, args, options) -> None:
    found = getattr(backend, name)(*args, **options)
    expected = getattr(old, name)(
        *(tf.convert_to_tensor(x) if isinstance(x, np.ndarray) else x for x in args), **options
    )
    np.testing.assert_allclose(np.asarray(found), np.asarray(expected), rtol=2e-5, atol=1e-6)


def test_settings_and_types_are_those_of_keras() -> None:
    for name in sorted(n for n in dir(keras.backend) if not n.startswith("_") and n != "legacy"):
        assert hasattr(backend, name), name
    for dtypes in (("int32", "float16"), ("float32", "float64"), ("bool", "int8"), ("uint8", "int8")):
        assert backend.result_type(*dtypes) == keras.backend.result_type(*dtypes), dtypes
    for dtype in ("float16", "int8", "bool", "uint64"):
        assert backend.is_float_dtype(dtype) == keras.backend.is_float_dtype(dtype)
        assert backend.is_int_dtype(dtype) == keras.backend.is_int_dtype(dtype)
    for k in (keras, layerloom):
        k.backend.clear_session()
    assert [keras.backend.get_uid("dense") for _ in range(2)] == [backend.get_uid("dense") for _ in range(2)]


def network(k):
    inputs = k.Input((4,))
    x = k.layers.BatchNormalization()(k.layers.Dense(3, kernel_regularizer="l2")(inputs))
    return k.Model(inputs, k.layers.Dense(2, activation="softmax")(x * 2.0))


def test_stateless_calls_change_nothing_and_return_the_new_state() -> None:
    theirs, ours = network(keras), network(layerloom)
    ours.set_weights(theirs.get_weights())
    x = np.random.default_rng(1).normal(size=(5, 4)).astype("float32")
    results = []
    for model in (theirs, ours):
        values = [
            [np.asarray(v) * 1.5 for v in part]
            for part in (model.trainable_variables, model.non_trainable_variables)
        ]
        before = model.get_weights()
        results.append(model.stateless_call(*values, x, training=True, return_losses=True))
        assert all(map(np.array_equal, before, model.get_weights()))
    for got, wanted in zip(tree.flatten(results[1]), tree.flatten(results[0]), strict=True):
        np.testing.assert_allclose(np.asarray(got), np.asarray(wanted), rtol=1e-5, atol=1e-6)


def test_gradients_of_a_stateless_call_lead_to_the_given_values() -> None:
    layer = layerloom.layers.Dense(2, use_bias=False)
    layer.build((None, 3))
    kernel = layerloom.Tensor(np.ones((3, 2), "float32"))
    with layerloom.GradientTape() as tape:
        tape.watch(kernel)
        outputs, _ = layer.stateless_call([kernel], [], np.full((1, 3), 2.0, "float32"))
        loss = layerloom.ops.sum(outputs)
    np.testing.assert_array_equal(np.asarray(tape.gradient(loss, kernel)), np.full((3, 2), 2.0))


@pytest.mark.parametrize("wrapped", [False, True])
def test_clones_have_the_structure_of_the_model(wrapped) -> None:
    summaries = []
    for k in (keras, layerloom):
        k.backend.clear_session()
        model = network(k)
        model.compile("sgd", "mse", metrics=["mae"])

        def clone(layer, k=k):
            config = layer.get_config()
            return type(layer).from_config({**config, "name": f"{config['name']}_copy"})

        copy = k.models.clone_model(model, clone_function=clone if wrapped else None)
        summaries.append(([layer.name for layer in copy.layers[1:]], copy.count_params()))
        assert not np.array_equal(copy.get_weights()[0], model.get_weights()[0])
    assert summaries[0] == summaries[1]
