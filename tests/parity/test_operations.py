"""Models that call operations on symbolic tensors, to and from real Keras, and the table that names the operations."""

from __future__ import annotations

import inspect
import json

import keras
import numpy as np
import pytest
import tf_keras

import layerloom
from layerloom.declaration.operators import operators
from layerloom.graph import analyse, parse_architecture
from layerloom.tensors.operation import functions, parameters


def arithmetic(k):
    a, b = k.Input((6, 4)), k.Input((6, 4))
    x = k.ops.relu(a) + b * 2 - a / 3.0
    x = 1.0 - abs(-x) ** 2
    return k.Model([a, b], [x, k.ops.maximum(a, b), a @ k.ops.transpose(b, (0, 2, 1))])


def indexing(k):
    a, b = k.Input((6, 4)), k.Input((6, 4))
    x = k.ops.concatenate([a[:, 0], b[:, 1]], axis=-1)
    z = k.ops.expand_dims(x, 1)[..., None, :]
    first, second = k.ops.split(x, 2, axis=1)
    return k.Model([a, b], [z, first, second, b[:, ::2, -1], k.ops.take(a, [0, 2], axis=1)])


def conditions(k):
    a, b = k.Input((6, 4)), k.Input((6, 4))
    x = k.ops.where((a > 0.1) & ~(b <= 0.0), a, 0.0)
    x = k.ops.clip(x, 0, 1)
    x = k.ops.mean(k.ops.reshape(k.ops.cast(x, "float32"), (-1, 24)), axis=-1, keepdims=True)
    return k.Model([a, b], x + np.float32(3.0))


def between_layers(k):
    a, b = k.Input((6, 4)), k.Input((6, 4))
    dense = k.layers.Dense(3, kernel_initializer="ones", name="shared")
    x = k.ops.sigmoid(dense(a)) * dense(b)
    x = k.layers.Add()([x, k.ops.softmax(dense(a), axis=-1)])
    return k.Model(
        {"a": a, "b": b}, {"sum": k.ops.sum(x, axis=(1, 2)), "stacked": k.ops.stack([x, x], axis=1)}
    )


MODELS = [arithmetic, indexing, conditions, between_layers]


def data(model):
    generator = np.random.default_rng(0)
    a, b = generator.normal(size=(2, 3, 6, 4)).astype("float32")
    return {"a": a, "b": b} if isinstance(model.input, dict) else [a, b]


def outputs(model):
    found = model.predict(data(model), verbose=0)
    return (
        [found[key] for key in sorted(found)]
        if isinstance(found, dict)
        else found
        if isinstance(found, list)
        else [found]
    )


@pytest.mark.parametrize("make", MODELS)
def test_what_either_writes_the_other_reads_with_the_same_outputs(make) -> None:
    ours, theirs = make(layerloom), make(keras)
    expected = outputs(theirs)
    read_here = layerloom.models.model_from_json(theirs.to_json())
    read_there = keras.models.model_from_json(ours.to_json())
    again = layerloom.models.model_from_json(read_here.to_json())
    for model in (ours, read_here, again, read_there):
        for got, wanted in zip(outputs(model), expected, strict=True):
            np.testing.assert_allclose(got, wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("make", [arithmetic, indexing])
def test_hdf5_files_of_keras_name_operations_without_their_modules(make, tmp_path) -> None:
    theirs = make(keras)
    theirs.save(tmp_path / "model.h5")
    read_here = layerloom.models.load_model(tmp_path / "model.h5")
    for got, wanted in zip(outputs(read_here), outputs(theirs), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("make", MODELS)
def test_nodes_are_named_and_written_as_keras_does(make) -> None:
    layerloom.backend.clear_session()
    keras.backend.clear_session()
    ours, theirs = (json.loads(make(k).to_json())["config"]["layers"] for k in (layerloom, keras))
    keys = ("module", "class_name", "name", "registered_name")
    assert [[node[key] for key in keys] for node in ours] == [[node[key] for key in keys] for node in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        if "ops" in mine["module"]:
            assert mine["config"] == other["config"]
            assert _without_dtype(mine["inbound_nodes"]) == _without_dtype(other["inbound_nodes"])


@pytest.mark.parametrize("make", MODELS)
def test_the_canvas_knows_the_shapes_of_operations(make) -> None:
    theirs = make(keras)
    found = analyse(parse_architecture(json.loads(theirs.to_json())))
    assert found.errors == []
    shapes = {name: info.output_shapes for name, info in found.nodes.items()}
    for operation in theirs.operations:
        if not isinstance(operation, keras.layers.Dense):
            made = operation.output if isinstance(operation.output, (list, tuple)) else [operation.output]
            assert shapes[operation.name] == [tuple(tensor.shape) for tensor in made]


def test_operations_stand_in_the_summary(capsys) -> None:
    model = indexing(layerloom)
    assert [operation.name for operation in model.operations if operation not in model.layers]
    model.summary()
    shown = capsys.readouterr().out
    assert "get_item" in shown and "(GetItem)" in shown and "(Concatenate)" in shown
    model.summary(show_trainable=True)


def masked_embedding(k):
    tokens = k.Input((5,), dtype="int32")
    x = k.layers.Embedding(7, 4, mask_zero=True, embeddings_initializer="ones")(tokens)
    return k.Model(tokens, k.layers.LSTM(3, kernel_initializer="ones", recurrent_initializer="zeros")(x))


def masked_values(k):
    values = k.Input((5, 2))
    x = k.layers.GRU(3, return_sequences=True, kernel_initializer="ones", recurrent_initializer="zeros")(
        k.layers.Masking(2.0)(values)
    )
    return k.Model(values, k.layers.GlobalAveragePooling1D()(x))


@pytest.mark.parametrize("make", [masked_embedding, masked_values])
def test_masks_come_and_go_with_the_file(make) -> None:
    generator = np.random.default_rng(1)
    x = generator.integers(1, 3, (4, 5)) if make is masked_embedding else generator.normal(size=(4, 5, 2))
    x[:, 3:] = 0 if make is masked_embedding else 2.0
    x = x.astype("int32" if make is masked_embedding else "float32")
    theirs = make(keras)
    assert "NotEqual" in theirs.to_json()
    read_here = layerloom.models.model_from_json(theirs.to_json())
    back_there = keras.models.model_from_json(read_here.to_json())
    read_there = keras.models.model_from_json(make(layerloom).to_json())
    expected = theirs.predict(x, verbose=0)
    for model in (read_here, back_there, read_there):
        np.testing.assert_allclose(model.predict(x, verbose=0), expected, rtol=1e-5, atol=1e-6)


def test_operations_of_tf_keras_become_those_of_keras_3() -> None:
    import tensorflow as tf

    a, b, i = tf_keras.Input((6, 4)), tf_keras.Input((6, 4)), tf_keras.Input((6,), dtype="int32")
    x = 1 - abs(-(2.0 / (tf.nn.relu(a) + b * 2 - 7.0) / 2.0)) ** 2
    x = tf.concat([x[:, 0], b[:, 1]], axis=-1)
    y = tf.expand_dims(x, 1)[..., tf.newaxis, :]
    w = tf.clip_by_value(
        tf.reduce_mean(tf.reshape(tf.cast(y, tf.float32), (-1, 8)), axis=-1, keepdims=True), 0, 1
    )
    w = tf.where(w > 0.5, w, 0.25)
    w = tf.math.log(tf.math.exp(tf.math.sqrt(tf.math.maximum(w, 0.1))))
    w = tf.pad(tf.math.l2_normalize(tf.tile(w, [1, 2]), axis=-1), [[0, 0], [1, 1]])
    p, q = tf.split(x, [3, 5], axis=1)
    made = [
        w,
        p,
        q,
        tf.matmul(w, w, transpose_b=True),
        tf.one_hot(i, 4),
        tf.gather(a, [0, 1], axis=1),
        tf.squeeze(tf.transpose(tf.reshape(w, (-1, 4, 1)), [0, 2, 1]), axis=1),
        tf.reduce_sum(tf.stack([a, b], axis=1), 1),
        tf.image.resize(tf.expand_dims(a, -1), (3, 3)),
        tf_keras.backend.mean(tf_keras.backend.square(a), axis=1),
    ]
    theirs = tf_keras.Model([a, b, i], made)
    ours = layerloom.models.model_from_json(theirs.to_json())
    generator = np.random.default_rng(0)
    given = [*generator.normal(size=(2, 3, 6, 4)).astype("float32"), generator.integers(0, 4, (3, 6))]
    for got, wanted in zip(ours.predict(given, verbose=0), theirs.predict(given, verbose=0), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=2e-5, atol=2e-6)
    assert "TFOpLambda" not in ours.to_json()


def test_more_operations_of_tf_keras() -> None:
    import tensorflow as tf

    a, b, p = tf_keras.Input((6, 4)), tf_keras.Input((6, 4)), tf_keras.Input((4, 6, 2))
    made = [
        tf.math.squared_difference(a, b),
        tf.add_n([a, b, a]),
        tf.norm(a, axis=-1),
        tf.norm(a, ord=1, axis=1, keepdims=True),
        tf.math.reduce_euclidean_norm(a, axis=1),
        tf_keras.backend.batch_flatten(a),
        tf_keras.backend.repeat_elements(a, 2, 1),
        tf.sort(a, axis=-1),
        tf.math.atan2(a, b),
        tf.math.log_sigmoid(a),
        tf.image.flip_left_right(p),
        tf.image.flip_up_down(p),
        tf.nn.max_pool2d(p, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
        tf.nn.avg_pool2d(p, 3, 2, "VALID"),
        tf.nn.space_to_depth(p, 2),
        tf.nn.depth_to_space(tf.concat([p, p], -1), 2),
    ]
    theirs = tf_keras.Model([a, b, p], made)
    ours = layerloom.models.model_from_json(theirs.to_json())
    generator = np.random.default_rng(0)
    given = [generator.normal(size=(3, *shape)).astype("float32") for shape in ((6, 4), (6, 4), (4, 6, 2))]
    for got, wanted in zip(ours.predict(given, verbose=0), theirs.predict(given, verbose=0), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=2e-5, atol=2e-6)


def test_operations_that_hold_functions_are_refused_in_a_sentence(tmp_path) -> None:
    """Keras itself opens them with ``safe_mode=False`` alone, if at all."""
    x = keras.Input((4,))
    keras.Model(x, keras.ops.map(lambda row: row * 2, x)).save(tmp_path / "model.keras")
    with pytest.raises(ValueError, match="no operation 'Map' here: it calls a function, which is code"):
        layerloom.models.load_model(tmp_path / "model.keras")


@pytest.mark.parametrize(
    "call",
    [
        lambda x, y: keras.ops.allclose(x, y),
        lambda x, y: keras.ops.norm(x - y, np.inf),
        lambda x, y: keras.ops.array(x),
        lambda x, y: keras.ops.nanmedian(x + y),
    ],
)
def test_rare_operations_of_keras_files(call, tmp_path) -> None:
    inputs = [keras.Input(batch_shape=(2, 3)), keras.Input(batch_shape=(2, 3))]
    theirs = keras.Model(inputs, call(*inputs))
    theirs.save(tmp_path / "model.keras")
    data = [np.ones((2, 3), "float32"), np.linspace(0, 1, 6, dtype="float32").reshape(2, 3)]
    ours = layerloom.models.load_model(tmp_path / "model.keras")
    np.testing.assert_allclose(np.asarray(ours(data)), np.asarray(theirs(data)), rtol=1e-6)


@pytest.mark.parametrize(
    "call",
    [
        lambda ops, x, y: ops.meshgrid(x[0], y[1]),
        lambda ops, x, y: ops.linspace(x, y, 5, axis=-1),
        lambda ops, x, y: ops.logspace(x, 1.0, 3),
        lambda ops, x, y: ops.geomspace(abs(x) + 1, abs(y) + 2, 4, endpoint=False),
        lambda ops, x, y: ops.nonzero(x > y),
        lambda ops, x, y: [ops.size(x) * 2, ops.cast(ops.size(x), "float32") * y],
        lambda ops, x, y: [ops.ndim(x), ops.relu(y)],
        lambda ops, x, y: round(x * 9),
    ],
)
@pytest.mark.parametrize("rows", [2, None])
def test_spaces_counts_and_places_go_both_ways(call, rows) -> None:
    given = list(np.random.default_rng(0).normal(size=(2, 2, 4)).astype("float32"))
    made = []
    for k in (keras, layerloom):
        inputs = [k.Input(batch_shape=(rows, 4)), k.Input(batch_shape=(rows, 4))]
        made.append(k.Model(inputs, call(k.ops, *inputs)))
    theirs, ours = made
    expected = _parts(theirs(given))
    read_here = layerloom.models.model_from_json(theirs.to_json())
    for model in (ours, read_here, keras.models.model_from_json(ours.to_json())):
        for got, wanted in zip(_parts(model(given)), expected, strict=True):
            np.testing.assert_allclose(np.asarray(got), wanted, rtol=1e-5, atol=1e-6)


def test_sizes_of_named_axes_stand_beside_the_pattern() -> None:
    x = layerloom.Input(batch_shape=(2, 4))
    ours = layerloom.Model(x, layerloom.ops.rearrange(x, "a (b c) -> b a c", c=2))
    data = np.arange(8, dtype="float32").reshape(2, 4)
    expected = data.reshape(2, 2, 2).transpose(1, 0, 2)
    np.testing.assert_array_equal(keras.models.model_from_json(ours.to_json())(data), expected)
    np.testing.assert_array_equal(layerloom.models.model_from_json(ours.to_json())(data), expected)


def _parts(found):
    return [np.asarray(part) for part in (found if isinstance(found, (list, tuple)) else [found])]


def test_an_argument_without_a_counterpart_is_refused_in_a_sentence() -> None:
    import tensorflow as tf

    a = tf_keras.Input((6,), dtype="int32")
    theirs = tf_keras.Model(a, tf.transpose(a, conjugate=True))
    with pytest.raises(ValueError, match="conjugate=True has no counterpart"):
        layerloom.models.model_from_json(theirs.to_json())


def test_the_table_names_what_keras_has() -> None:
    for operator in operators():
        module = __import__(operator.module, fromlist=["_"])
        target = getattr(module, operator.class_name)
        call = list(inspect.signature(target.call).parameters)[1 : len(operator.call) + 1]
        assert call == [name.rstrip("*") for name in operator.call], operator
        settings = list(inspect.signature(target.__init__).parameters)[1:]
        assert set(operator.config) <= set(settings), operator
        assert hasattr(module, operator.function), operator


@pytest.mark.parametrize(
    "operator", [o for o in operators() if o.function in functions], ids=lambda o: o.class_name
)
def test_functions_here_take_the_arguments_that_files_name(operator) -> None:
    if "activations" in operator.module:
        return
    taken = parameters(functions[operator.function])
    kinds = [p.kind for p in inspect.signature(functions[operator.function]).parameters.values()]
    left = {"sparse", "ragged", "synchronized", "flash_attention"}  # abilities that only other backends have
    wanted = {name.rstrip("*") for name in (*operator.call, *operator.config)} - left
    assert wanted <= set(taken) or inspect.Parameter.VAR_KEYWORD in kinds, sorted(wanted - set(taken))


def _without_dtype(value):
    """Number types of inner tensors are not told by every writer; no reader looks at them."""
    if isinstance(value, dict):
        return {key: _without_dtype(item) for key, item in value.items() if key != "dtype"}
    return [_without_dtype(item) for item in value] if isinstance(value, list) else value
