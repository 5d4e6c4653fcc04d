"""All of a model's state as values: trees of it, and loops that pass it in and out, as in Keras's guide for JAX."""

import keras as real
import numpy as np
import pytest

import layerloom as keras

X = np.random.default_rng(0).normal(size=(16, 3)).astype("float32")
Y = X.sum(axis=1, keepdims=True)


def compiled(library, optimizer="adam"):
    library.utils.clear_session()
    layers = library.layers
    model = library.Sequential(
        [library.Input((3,)), layers.Dense(4, "tanh"), layers.BatchNormalization(), layers.Dense(1)]
    )
    rng = np.random.default_rng(1)
    model.set_weights([np.abs(rng.normal(size=weight.shape)) for weight in model.weights])
    model.compile(optimizer, "mse", metrics=["mae"])
    model.optimizer.build(model.trainable_variables)
    return model


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "rmsprop", "lion", "adafactor"])
def test_a_loop_without_state_makes_the_steps_of_one_with_it(optimizer):
    model, other = compiled(keras, optimizer), compiled(keras, optimizer)
    loss_of, metric = keras.losses.MeanSquaredError(), keras.metrics.MeanAbsoluteError()
    weights = [v.numpy() for v in model.trainable_variables]
    others = [v.numpy() for v in model.non_trainable_variables]
    state = [v.numpy() for v in model.optimizer.variables]
    seen = metric.stateless_reset_state()
    for _ in range(3):
        given = [keras.ops.convert_to_tensor(weight) for weight in weights]
        with keras.GradientTape() as tape:
            tape.watch(given)
            outputs, others = model.stateless_call(given, others, X, training=True)
            loss = loss_of(Y, outputs)
        gradients = tape.gradient(loss, given)
        weights, state = model.optimizer.stateless_apply(state, gradients, given)
        seen = metric.stateless_update_state(seen, Y, outputs)
        other.train_on_batch(X, Y)
    for mine, wanted in zip(
        [*weights, *others], [*other.trainable_variables, *other.non_trainable_variables], strict=True
    ):
        np.testing.assert_allclose(mine, wanted, atol=1e-5)
    assert int(np.asarray(state[0])) == 3
    assert int(model.optimizer.iterations) == 0
    assert float(metric.stateless_result(seen)) > 0
    assert float(metric.result()) == 0


def test_the_loss_without_state():
    model = compiled(keras)
    lists = (model.trainable_variables, model.non_trainable_variables, model.metrics_variables)
    values = [[variable.numpy() for variable in own] for own in lists]
    loss, after = model.stateless_compute_loss(*values, x=X, y=Y, y_pred=np.zeros_like(Y))
    assert float(loss) == pytest.approx(float(np.mean(Y**2)), rel=1e-5)
    assert [len(one) for one in after] == [len(one) for one in values]
    with pytest.raises(ValueError, match="trainable_variables"):
        model.stateless_compute_loss([], *values[1:], x=X, y=Y, y_pred=Y)


def shape_of(tree):
    return (
        {k: shape_of(v) for k, v in sorted(tree.items())} if isinstance(tree, dict) else tuple(np.shape(tree))
    )


def test_trees_have_the_form_of_keras_and_come_back():
    ours, theirs = compiled(keras), compiled(real)
    for model in (ours, theirs):
        model.train_on_batch(X, Y)
    tree = ours.get_state_tree("numpy_array")
    assert shape_of(tree) == shape_of(theirs.get_state_tree("numpy_array"))
    fresh = compiled(keras)
    fresh.evaluate(X, Y, verbose=0)
    fresh.set_state_tree(tree)
    assert fresh.evaluate(X, Y, verbose=0) == pytest.approx(ours.evaluate(X, Y, verbose=0))
    assert int(fresh.optimizer.iterations) == 1
    for wrong, told in (
        ({"weights": {}}, "Unknown state"),
        ({"trainable_variables": {"a": 1.0}}, "no variable 'a'"),
    ):
        with pytest.raises(ValueError, match=told):
            fresh.set_state_tree(wrong)
    with pytest.raises(ValueError, match="value_format"):
        ours.get_state_tree("torch")


def test_functions_of_single_batches():
    model = compiled(keras)
    found = model.make_train_function()(iter([(X, Y)]))
    assert found["loss"] > 0 and model.train_function is not None
    assert set(model.make_test_function()(iter([(X, Y)]))) == {"loss", "mae"}
    assert model.make_predict_function()(iter([(X,)])).shape == (16, 1)
    assert (model.run_eagerly, model.jit_compile) == (False, False)
    model.run_eagerly = True
    assert model.run_eagerly


def test_arguments_of_keras_that_change_nothing_here_are_taken_and_others_told(tmp_path):
    model = compiled(keras)
    model.save(tmp_path / "a.keras", True, True)
    assert (
        keras.models.load_model(tmp_path / "a.keras", safe_mode=False).count_params() == model.count_params()
    )
    data = keras.saving.serialize_keras_object(keras.layers.Dense(2))
    assert keras.saving.deserialize_keras_object(data, safe_mode=True).units == 2
    assert keras.saving.get_registered_object("none", None, None) is None
    model.save_weights(tmp_path / "a.weights.h5", max_shard_size=None)
    with pytest.raises(ValueError, match="max_shard_size"):
        model.save_weights(tmp_path / "b.weights.h5", max_shard_size=1.0)
    with pytest.raises(ValueError, match="zipped=False"):
        model.save(tmp_path / "b.keras", zipped=False)


@pytest.mark.parametrize("when, count", [(1, 4), (2, 2), ([1, 4], 2), ((3,), 1), ({2, 3}, 2)])
def test_validation_follows_every_so_many_epochs_or_those_of_a_list(when, count):
    history = compiled(keras).fit(X, Y, epochs=4, validation_data=(X, Y), validation_freq=when, verbose=0)
    assert len(history.history["val_loss"]) == count
    with pytest.raises(ValueError, match="validation_freq must be"):
        compiled(keras).fit(X, Y, validation_data=(X, Y), validation_freq="often", verbose=0)
