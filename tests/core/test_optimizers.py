"""Optimizers: the step, its state, and what is said of mistakes."""

import numpy as np
import pytest

from layerloom import constraints, optimizers
from layerloom.declaration import registry
from layerloom.errors import FieldError
from layerloom.tensors import GradientTape, Tensor, Variable


def weight(*values, name="w"):
    return Variable(np.array(values, dtype=np.float32), name=name)


@pytest.mark.parametrize("entry", registry.entries("optimizer"), ids=lambda entry: entry.name)
def test_every_optimizer_finds_the_minimum(entry):
    optimizer = entry.target(learning_rate=0.5 if entry.name == "Adagrad" else 0.05)
    w = weight(3.0, -2.0)
    for _ in range(400):
        with GradientTape() as tape:
            loss = (w - 1.0) * (w - 1.0)
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    np.testing.assert_allclose(w.numpy(), 1.0, atol=0.1)
    assert int(optimizer.iterations) == 400


@pytest.mark.parametrize("entry", registry.entries("optimizer"), ids=lambda entry: entry.name)
def test_round_trip(entry):
    made = entry.target(learning_rate=0.02, clipnorm=1.0)
    again = optimizers.deserialize(optimizers.serialize(made))
    assert type(again) is entry.target
    assert again.get_config() == made.get_config()
    assert made.get_config()["learning_rate"] == 0.02


def test_saved_state_continues_the_same_run():
    first, second = optimizers.Adam(0.1), optimizers.Adam(0.1)
    a, b = weight(1.0, 2.0), weight(1.0, 2.0)
    gradient = np.array([0.3, -0.2], dtype=np.float32)
    first.apply([gradient], [a])
    store = {}
    first.save_own_variables(store)
    second.build([b])
    second.load_own_variables(store)
    b.assign(a)
    for optimizer, w in ((first, a), (second, b)):
        optimizer.apply([gradient], [w])
    np.testing.assert_array_equal(a.numpy(), b.numpy())
    with pytest.warns(UserWarning, match="was skipped"):
        second.load_own_variables({"0": np.zeros(())})


def test_names_and_order_of_the_state():
    kernel, bias = weight(1.0, name="kernel"), weight(1.0, name="bias")
    adam = optimizers.Adam(name="adam")
    adam.build([kernel, bias])
    assert [v.path for v in adam.variables] == [
        "adam/iteration",
        "adam/learning_rate",
        "adam/kernel_momentum",
        "adam/kernel_velocity",
        "adam/bias_momentum",
        "adam/bias_velocity",
    ]


def test_the_update_writes_into_the_same_array_in_any_layout():
    w = Variable(np.asfortranarray(np.ones((300, 200), dtype=np.float32)))
    array = w.value
    optimizers.SGD(1.0).apply([np.full((300, 200), 0.25, dtype=np.float32)], [w])
    assert w.value is array
    np.testing.assert_array_equal(array, 0.75)


def test_constraints_are_kept():
    w = weight(0.1)
    w.constraint = constraints.NonNeg()
    optimizers.SGD(1.0).apply([np.array([5.0], dtype=np.float32)], [w])
    assert w.numpy().tolist() == [0.0]


def test_weight_decay_spares_what_is_excluded():
    kernel, bias = weight(1.0, name="kernel"), weight(1.0, name="bias")
    adam = optimizers.SGD(0.1, weight_decay=0.5)
    adam.exclude_from_weight_decay(var_names=["bias"])
    adam.apply([np.zeros(1), np.zeros(1)], [kernel, bias])
    assert (kernel.numpy()[0], bias.numpy()[0]) == (pytest.approx(0.95), 1.0)


def test_the_learning_rate_can_be_changed_while_training():
    sgd = optimizers.SGD(lr=0.5)
    assert float(sgd.learning_rate) == 0.5
    sgd.learning_rate = 0.25
    w = weight(1.0)
    sgd.apply([np.ones(1)], [w])
    assert w.numpy()[0] == 0.75
    sgd.learning_rate = optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)
    assert float(sgd.lr) == pytest.approx(0.05)
    assert [v.name for v in sgd.variables] == ["iteration"]
    with pytest.raises(TypeError, match="follows a schedule"):
        sgd.learning_rate = 0.1


def test_missing_gradients():
    a, b = weight(1.0, name="a"), weight(1.0, name="b")
    sgd = optimizers.SGD(1.0)
    with pytest.warns(UserWarning, match="does not depend on the variables b"):
        sgd.apply([np.ones(1), None], [a, b])
    assert (a.numpy()[0], b.numpy()[0]) == (0.0, 1.0)
    with pytest.raises(ValueError, match="No variable has a gradient"):
        sgd.apply([None, None], [a, b])
    with pytest.raises(ValueError, match="built for other variables"):
        sgd.apply([np.ones(1)], [weight(1.0, name="c")])


def test_an_update_rule_written_with_operations():
    class Plain(optimizers.Optimizer):
        def update_step(self, gradient, variable, learning_rate):
            self.assign_sub(variable, Tensor(gradient) * learning_rate)

    w = weight(1.0)
    Plain(0.5).apply([np.ones(1)], [w])
    assert w.numpy()[0] == 0.5


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: optimizers.get("adamm"), "did you mean adam"),
        (lambda: optimizers.get(4), "must be given by its name"),
        (lambda: optimizers.get(len), "no optimizer"),
        (lambda: optimizers.Adam("fast"), "learning_rate must be"),
        (lambda: optimizers.Adam(beta_1=1.5), "beta_1 must be"),
        (lambda: optimizers.SGD(clipnorm=1.0, clipvalue=1.0), "only one of"),
        (lambda: optimizers.SGD(momentun=0.9), "momentun"),
        (lambda: optimizers.SGD(gradient_accumulation_steps=1), ">= 2"),
        (lambda: optimizers.schedules.PiecewiseConstantDecay([1], [0.1]), "one entry more"),
        (lambda: optimizers.schedules.ExponentialDecay(0.1, 0, 0.5), "decay_steps"),
    ],
)
def test_mistakes(call, message):
    with pytest.raises(
        FieldError if "must be" in message and "name" not in message else ValueError, match=message
    ):
        call()


@pytest.mark.parametrize("entry", registry.entries("schedule"), ids=lambda entry: entry.name)
def test_schedules_survive_a_round_trip_inside_an_optimizer(entry):
    schedule = entry.target(**entry.start)
    again = optimizers.deserialize(optimizers.serialize(optimizers.SGD(schedule)))
    assert type(again._learning_rate) is entry.target
    assert again._learning_rate.get_config() == schedule.get_config()
    assert float(again.learning_rate) == pytest.approx(0.001)
