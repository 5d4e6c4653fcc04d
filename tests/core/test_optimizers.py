"""Optimizers: the step, its state, and what is said of mistakes."""

import numpy as np
import pytest

from layerloom import constraints, optimizers
from layerloom.declaration import registry
from layerloom.errors import FieldError
from layerloom.tensors import GradientTape, Tensor, Variable


def weight(*values, name="w"):
    return Variable(np.array(values, dtype=np.float32), name=name)


EVERY = [entry for entry in registry.entries("optimizer") if not entry.start]
RATES = {"Adagrad": 0.5, "Ftrl": 5.0, "Adadelta": 100.0, "Adafactor": 0.2}

every_optimizer = pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.name)


@every_optimizer
def test_every_optimizer_finds_the_minimum(entry):
    optimizer = entry.target(learning_rate=RATES.get(entry.name, 0.05))
    w = weight(3.0, -2.0)
    for _ in range(400):
        with GradientTape() as tape:
            loss = (w - 1.0) * (w - 1.0)
        optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    np.testing.assert_allclose(w.numpy(), 1.0, atol=0.1)
    assert int(optimizer.iterations) == 400


@every_optimizer
def test_round_trip(entry):
    made = entry.target(learning_rate=0.02, clipnorm=1.0)
    again = optimizers.deserialize(optimizers.serialize(made))
    assert type(again) is entry.target
    assert again.get_config() == made.get_config()
    assert made.get_config()["learning_rate"] == 0.02


@every_optimizer
def test_a_restored_state_goes_on_the_same_way(entry):
    rng = np.random.default_rng(3)
    start, gradients = rng.normal(size=(4, 3)), rng.normal(size=(6, 4, 3)).astype(np.float32)
    options = {"learning_rate": 0.05, "use_ema": True, "gradient_accumulation_steps": 2}
    first, second = entry.target(**options), entry.target(**options)
    a, b = (Variable(start.astype(np.float32), name="kernel") for _ in range(2))
    for gradient in gradients[:3]:
        first.apply([gradient], [a])
    store = {}
    first.save_own_variables(store)
    second.build([b])
    second.load_own_variables(store)
    b.assign(a)
    for gradient in gradients[3:]:
        first.apply([gradient], [a])
        second.apply([gradient], [b])
    np.testing.assert_array_equal(a.numpy(), b.numpy())


@every_optimizer
def test_clipped_gradients_are_those_of_shorter_ones(entry):
    long = np.array([[30.0, -40.0], [0.0, 0.0]], dtype=np.float32)
    a, b = (Variable(np.ones((2, 2), dtype=np.float32), name="kernel") for _ in range(2))
    entry.target(learning_rate=0.05, global_clipnorm=5.0).apply([long], [a])
    entry.target(learning_rate=0.05).apply([long / 10], [b])
    np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=1e-5)


def test_schedule_free_steps_are_those_of_the_publication():
    optimizer = optimizers.ScheduleFreeAdamW(0.1, beta_1=0.8, beta_2=0.9, epsilon=1e-6)
    w = weight(1.0, -2.0)
    x = z = w.numpy().astype(float)
    v = np.zeros(2)
    for step in range(1, 6):
        y = 0.2 * z + 0.8 * x
        np.testing.assert_allclose(w.numpy(), y, rtol=1e-5)
        gradient = np.array([0.5 * step, -1.0 / step])
        optimizer.apply([gradient.astype(np.float32)], [w])
        v = 0.9 * v + 0.1 * gradient**2
        z = z - 0.1 * gradient / (np.sqrt(v / (1 - 0.9**step)) + 1e-6)
        x = (1 - 1 / step) * x + z / step


@pytest.mark.parametrize(
    "options, message",
    [
        ({"inner_optimizer": 3}, "must be given by"),
        ({"inner_optimizer": "adam", "clipnorm": 1.0}, "set it on the inner"),
        ({"inner_optimizer": "adam", "dynamic": False}, "loss_scale_factor"),
    ],
)
def test_loss_scaling_says_what_is_wrong(options, message):
    with pytest.raises(ValueError, match=message):
        optimizers.LossScaleOptimizer(**options)


def test_muon_moves_matrices_and_leaves_the_rest_to_adam():
    muon = optimizers.Muon(exclude_layers=["head"])
    variables = [
        Variable(np.ones((2, 3), dtype=np.float32), name=name) for name in ("kernel", "embeddings", "head")
    ]
    muon.build([*variables, weight(1.0, name="bias")])
    velocities = [v.name for v in muon.variables if v.name.endswith("velocity")]
    assert velocities == ["embeddings_velocity", "head_velocity", "bias_velocity"]
    matrix = np.random.default_rng(0).normal(size=(6, 3))
    spread = np.linalg.svd(muon.zeropower_via_newtonschulz5(matrix, 12), compute_uv=False)
    assert spread.min() > 0.6
    assert spread.max() < 1.3


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


def test_patterns_of_paths():
    adam, sgd, rms = optimizers.Adam(), optimizers.SGD(), optimizers.RMSprop()
    chosen = optimizers.OptimizerMap(rms, {"encoder/first": adam})
    chosen["encoder/.*"] = sgd
    assert [chosen[path] for path in ("encoder/first", "encoder/second", "decoder")] == [adam, sgd, rms]
    chosen["encoder/s.*"] = adam
    with pytest.raises(FieldError, match="several patterns"):
        chosen["encoder/second"]
    with pytest.raises(FieldError, match="already"):
        chosen["encoder/.*"] = adam
    with pytest.raises(FieldError, match="plain optimizers"):
        chosen["x"] = optimizers.LossScaleOptimizer(adam)
    del chosen["encoder/s.*"]
    assert list(chosen) == ["encoder/first", "encoder/.*"]


@pytest.mark.parametrize(
    "act, message",
    [
        (lambda: optimizers.MultiOptimizer(3), "OptimizerMap"),
        (lambda: optimizers.MultiOptimizer(lambda v: optimizers.SGD()).get_config(), "cannot be saved"),
        (lambda: optimizers.OptimizerMap("adam"), "default_optimizer"),
    ],
)
def test_mistakes_with_several_optimizers(act, message):
    with pytest.raises(FieldError, match=message):
        act()


def test_several_optimizers_have_no_common_rate():
    both = optimizers.MultiOptimizer({"a": "sgd"})
    with pytest.raises(AttributeError, match="no learning rate"):
        both.learning_rate  # noqa: B018
    with pytest.raises(AttributeError, match="no learning rate"):
        both.learning_rate = 0.1
