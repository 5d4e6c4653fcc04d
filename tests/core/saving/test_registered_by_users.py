"""Functions and classes that a user registered travel in files with a model that is compiled with them."""

import keras as real
import numpy as np
import pytest

import layerloom as keras
from layerloom import layers, ops

register = keras.saving.register_keras_serializable(package="notebook")


@register
def twice_tanh(x):
    return ops.tanh(x) * 2


@register
def distance(y, p):
    return ops.mean(ops.abs(y - p), axis=-1)


@register
class Weighted(keras.losses.Loss):
    def __init__(self, weight=2.0, **kwargs):
        super().__init__(**kwargs)
        self.weight = weight

    def call(self, y, p):
        return self.weight * ops.mean(ops.square(y - p), axis=-1)

    def get_config(self):
        return {**super().get_config(), "weight": self.weight}


@register
class Count(keras.metrics.Metric):
    def __init__(self, name="count", **kwargs):
        super().__init__(name=name, **kwargs)
        self.seen = self.add_variable(shape=(), name="seen", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.seen.assign_add(ops.cast(ops.shape(y_pred)[0], "float32"))

    def result(self):
        return self.seen


@register
class Shrinking(keras.regularizers.Regularizer):
    def __init__(self, share):
        self.share = share

    def __call__(self, x):
        return self.share * ops.sum(ops.square(x))

    def get_config(self):
        return {"share": self.share}


@register
class Narrow(keras.constraints.Constraint):
    def __call__(self, w):
        return ops.clip(w, -0.3, 0.3)


@register
class Always(keras.initializers.Initializer):
    def __init__(self, value):
        self.value = value

    def __call__(self, shape, dtype=None):
        return ops.full(shape, self.value, dtype=dtype)

    def get_config(self):
        return {"value": self.value}


@register
class Falling(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, start):
        self.start = start

    def __call__(self, step):
        return self.start / (1.0 + ops.cast(step, "float32"))

    def get_config(self):
        return {"start": self.start}


@register
class Heavy(keras.optimizers.Optimizer):
    def build(self, variables):
        if not self.built:
            super().build(variables)
            self.speeds = [self.add_variable_from_reference(v, name="speed") for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        speed = self.speeds[self._get_variable_index(variable)]
        self.assign(speed, 0.5 * speed + ops.cast(gradient, variable.dtype))
        self.assign_sub(variable, ops.cast(learning_rate, variable.dtype) * speed)


COMPILED = {
    "own optimizer": (lambda: Heavy(0.05), distance, [distance, Count()]),
    "own schedule": (lambda: keras.optimizers.SGD(Falling(0.1)), Weighted(3.0), ["mae", Count()]),
    "by output": (lambda: "adam", {"out": Weighted()}, {"out": [distance, "mae"]}),
}


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("case", COMPILED)
def test_a_model_comes_back_compiled_and_trains_on(case, ending, tmp_path):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(16, 4)).astype("float32"), rng.normal(size=(16, 2)).astype("float32")
    inputs = keras.Input((4,))
    hidden = layers.Dense(
        5,
        activation=twice_tanh,
        kernel_regularizer=Shrinking(0.01),
        kernel_constraint=Narrow(),
        bias_initializer=Always(0.1),
    )(inputs)
    model = keras.Model(inputs, layers.Dense(2, name="out")(layers.Activation(twice_tanh)(hidden)))
    make, loss, metrics = COMPILED[case]
    model.compile(make(), loss, metrics=metrics)
    model.fit(x, y, batch_size=8, verbose=0)
    model.save(tmp_path / f"model{ending}")
    again = keras.models.load_model(tmp_path / f"model{ending}")
    assert again.evaluate(x, y, verbose=0, return_dict=True) == pytest.approx(
        model.evaluate(x, y, verbose=0, return_dict=True)
    )
    if case == "own optimizer":
        assert type(again.optimizer) is Heavy
    for one in (model, again):
        one.fit(x, y, batch_size=8, verbose=0, shuffle=False)
    for mine, other in zip(again.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, atol=1e-6)


@pytest.mark.parametrize("name", ["relu", "mean_squared_error"])
def test_functions_are_written_as_keras_writes_them(name):
    kind = "activations" if name == "relu" else "losses"
    assert keras.saving.serialize_keras_object(getattr(getattr(keras, kind), name)) == (
        real.saving.serialize_keras_object(getattr(getattr(real, kind), name))
    )
    data = keras.saving.serialize_keras_object(twice_tanh)
    assert data["config"] == "notebook>twice_tanh"
    assert keras.saving.deserialize_keras_object(data) is twice_tanh
    assert layers.Dense(1, activation=twice_tanh).get_config()["activation"] == data


def test_results_by_name_are_sorted_as_in_keras():
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mse", "mae"])
    x = np.ones((2, 1))
    assert list(model.evaluate(x, x, verbose=0, return_dict=True)) == ["loss", "mae", "mse"]
    assert list(model.train_on_batch(x, x, return_dict=True)) == ["loss", "mae", "mse"]
