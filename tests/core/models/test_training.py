"""fit, evaluate and predict: what they compute and report."""

import numpy as np
import pytest

import layerloom as keras
from layerloom import layers

RNG = np.random.default_rng(11)
X = RNG.standard_normal((50, 4)).astype("float32")
Y = (X @ [[1.0], [-2.0], [0.5], [3.0]] + 0.5).astype("float32")
LABELS = (X[:, 0] > 0).astype("int32") + (X[:, 1] > 0)


def regressor(**compiled):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
    model.compile(**{"optimizer": keras.optimizers.SGD(0.1), "loss": "mse", **compiled})
    return model


def classifier(**compiled):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [keras.Input((4,)), layers.Dense(16, activation="relu"), layers.Dense(3, activation="softmax")]
    )
    model.compile(
        **{
            "optimizer": "adam",
            "loss": "sparse_categorical_crossentropy",
            "metrics": ["accuracy"],
            **compiled,
        }
    )
    return model


def test_line_is_learned():
    model = keras.Sequential([layers.Dense(units=1, input_shape=[1])])
    model.compile(optimizer="sgd", loss="mean_squared_error")
    xs = np.array([-1.0, 0.0, 1.0, 2.0, 3.0, 4.0])
    model.fit(xs, 2 * xs - 1, epochs=500, verbose=0)
    assert model.predict([10.0], verbose=0)[0, 0] == pytest.approx(19, abs=0.1)


def test_history_holds_plain_numbers_by_name():
    history = classifier().fit(X, LABELS, epochs=3, validation_split=0.2, verbose=0)
    assert sorted(history.history) == ["accuracy", "loss", "val_accuracy", "val_loss"]
    assert all(
        len(values) == 3 and all(type(v) is float for v in values) for values in history.history.values()
    )
    assert history.epoch == [0, 1, 2]
    assert history.params["steps"] == 2


def test_validation_equals_evaluate_after_the_epoch():
    model = regressor(metrics=["mae"])
    history = model.fit(X[:40], Y[:40], validation_data=(X[40:], Y[40:]), verbose=0)
    loss, mae = model.evaluate(X[40:], Y[40:], verbose=0)
    assert history.history["val_loss"][-1] == pytest.approx(loss, rel=1e-6)
    assert history.history["val_mae"][-1] == pytest.approx(mae, rel=1e-6)


@pytest.mark.parametrize("batch_size", [1, 7, 50, 500])
def test_evaluate_does_not_depend_on_the_batch(batch_size):
    model = regressor(metrics=["mae"])
    np.testing.assert_allclose(
        model.evaluate(X, Y, batch_size=batch_size, verbose=0), model.evaluate(X, Y, verbose=0), rtol=1e-5
    )
    np.testing.assert_allclose(
        model.predict(X, batch_size=batch_size, verbose=0), model.predict(X, verbose=0), rtol=1e-4
    )


def test_evaluate_returns_a_number_a_list_or_a_dict():
    assert isinstance(regressor().evaluate(X, Y, verbose=0), float)
    assert len(regressor(metrics=["mae"]).evaluate(X, Y, verbose=0)) == 2
    assert set(regressor(metrics=["mae"]).evaluate(X, Y, verbose=0, return_dict=True)) == {"loss", "mae"}


def test_the_same_seed_gives_the_same_run():
    runs = [classifier().fit(X, LABELS, epochs=3, verbose=0).history for _ in range(2)]
    assert runs[0] == runs[1]


def test_without_shuffling_the_order_is_kept():
    seen = []

    class Spy(keras.Model):
        def call(self, inputs):
            seen.append(np.asarray(inputs)[:, 0])
            return inputs

    Spy().predict(np.arange(5.0)[:, None], batch_size=2, verbose=0)
    np.testing.assert_array_equal(np.concatenate(seen), np.arange(5))


def test_single_callback_needs_no_list_and_can_stop():
    class Stop(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.stop_training = epoch == 1

    history = regressor().fit(X, Y, epochs=10, callbacks=Stop(), verbose=0)
    assert history.epoch == [0, 1]


def test_generator_with_steps():
    def batches():
        while True:
            yield X[:10], Y[:10]

    history = regressor().fit(
        batches(), steps_per_epoch=3, epochs=2, validation_data=batches(), validation_steps=2, verbose=0
    )
    assert len(history.history["val_loss"]) == 2


def test_frozen_layer_stays_put():
    model = classifier()
    model.layers[0].trainable = False
    model.compile("adam", "sparse_categorical_crossentropy")
    before = model.layers[0].get_weights()
    model.fit(X, LABELS, verbose=0)
    for a, b in zip(before, model.layers[0].get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


def test_class_and_sample_weights_change_what_counts():
    weighted = classifier().fit(X, LABELS, class_weight={0: 0.0, 1: 0.0, 2: 0.0}, shuffle=False, verbose=0)
    assert weighted.history["loss"] == [0.0]
    half = regressor().evaluate(X, Y, sample_weight=np.full(50, 0.5), verbose=0)
    assert half == pytest.approx(regressor().evaluate(X, Y, verbose=0) / 2, rel=1e-5)


def test_class_weights_count_for_datasets_as_for_arrays():
    weights = {0: 1.0, 1: 2.0, 2: 0.5}
    from_arrays = classifier().fit(X, LABELS, class_weight=weights, shuffle=False, verbose=0).history["loss"]
    dataset = keras.data.Dataset.from_tensor_slices((X, LABELS)).batch(32)
    from_dataset = classifier().fit(dataset, class_weight=weights, verbose=0).history["loss"]
    assert from_dataset == pytest.approx(from_arrays, rel=1e-6)


def test_losses_and_metrics_by_output():
    inputs = keras.Input((4,))
    model = keras.Model(inputs, [layers.Dense(1, name="a")(inputs), layers.Dense(1, name="b")(inputs)])
    model.compile(
        "sgd", loss={"a": "mse", "b": "mae"}, loss_weights={"a": 1.0, "b": 0.5}, metrics={"b": ["mse"]}
    )
    found = model.evaluate(X, [Y, Y], verbose=0, return_dict=True)
    assert found["loss"] == pytest.approx(found["a_loss"] + 0.5 * found["b_loss"], rel=1e-5)
    assert set(found) == {"loss", "a_loss", "b_loss", "b_mse"}


def test_subclass_with_branches_learns():
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.first, self.left, self.right = (
                layers.Dense(8, activation="relu"),
                layers.Dense(1),
                layers.Dense(1),
            )

        def call(self, inputs):
            x = self.first(inputs)
            return self.left(x) + self.right(x)

    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    model = Net()
    model.compile(keras.optimizers.Adam(0.01), "mse")
    history = model.fit(X, Y, epochs=40, verbose=0)
    assert history.history["loss"][-1] < history.history["loss"][0] / 2
    assert [layer.name for layer in model.layers] == ["dense", "dense_1", "dense_2"]
    assert len(model.trainable_variables) == 6


def test_penalties_join_the_loss():
    model = keras.Sequential(
        [keras.Input((4,)), layers.Dense(1, kernel_regularizer=keras.regularizers.L2(0.1))]
    )
    model.compile("sgd", "mse")
    kernel = model.get_weights()[0]
    plain = float(np.mean((model.predict(X, verbose=0) - Y) ** 2))
    assert model.evaluate(X, Y, verbose=0) == pytest.approx(plain + 0.1 * float((kernel**2).sum()), rel=1e-5)


@pytest.mark.parametrize(
    "act, words",
    [
        (
            lambda: keras.Sequential([keras.Input((4,)), layers.Dense(1)]).fit(X, Y),
            "must be compiled before fit",
        ),
        (lambda: regressor(loss=None).fit(X, Y, verbose=0), "has no loss to compute"),
        (lambda: regressor(loss="nonsense"), "nonsense"),
        (lambda: regressor(optimizer="adamm"), "adamm"),
        (lambda: regressor().fit(X, Y[:10], verbose=0), "x: 50; y: 10"),
        (lambda: regressor().fit(X, verbose=0), "needs targets"),
        (lambda: regressor().fit(X, ["a"] * 50, verbose=0), "y must hold numbers"),
        (lambda: regressor().fit(X[:0], Y[:0], verbose=0), "empty"),
        (lambda: regressor().fit(X[:, :3], Y, verbose=0), "expects shape (None, 4)"),
        (lambda: regressor().fit(X, Y, validation_split=1.5, verbose=0), "between 0 and 1"),
        (lambda: regressor().fit(X, Y, batch_size=-1, verbose=0), "from 1 up"),
        (lambda: classifier().fit(X, np.eye(3)[LABELS], verbose=0), "one label per sample"),
        (lambda: classifier(loss="categorical_crossentropy").fit(X, LABELS, verbose=0), "one-hot"),
        (lambda: classifier().fit(X, LABELS + 5, verbose=0), "is no class"),
        (lambda: regressor().predict(None, verbose=0), "No data"),
        (lambda: regressor(loss={"nope": "mse"}), "nope"),
    ],
)
def test_mistake_is_told_in_a_sentence(act, words):
    with pytest.raises(ValueError) as caught:
        act()
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")
