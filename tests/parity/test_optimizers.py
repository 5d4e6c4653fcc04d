"""Optimizers and schedules against real Keras: the same weights after ten steps with the same gradients."""

import re

import keras
import numpy as np
import pytest

from layerloom import optimizers
from layerloom.tensors import Variable

SHAPES = [(3, 4), (4,), (2, 3, 3, 2), (40000,)]

SCHEDULE = ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.5})

CASES = [
    ("SGD", {}),
    ("SGD", {"learning_rate": 0.1, "momentum": 0.9}),
    ("SGD", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}),
    ("SGD", {"learning_rate": 0.1, "clipnorm": 0.5}),
    ("SGD", {"learning_rate": 0.1, "clipvalue": 0.3}),
    ("SGD", {"learning_rate": 0.1, "global_clipnorm": 0.7}),
    ("SGD", {"learning_rate": 0.1, "weight_decay": 0.05}),
    ("SGD", {"learning_rate": 0.1, "use_ema": True, "ema_momentum": 0.8}),
    ("SGD", {"learning_rate": 0.1, "use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 3}),
    ("SGD", {"learning_rate": 0.1, "gradient_accumulation_steps": 3}),
    ("SGD", {"learning_rate": 0.1, "loss_scale_factor": 128.0}),
    ("SGD", {"learning_rate": SCHEDULE}),
    ("RMSprop", {}),
    ("RMSprop", {"learning_rate": 0.01, "rho": 0.8, "momentum": 0.5}),
    ("RMSprop", {"learning_rate": 0.01, "centered": True}),
    ("RMSprop", {"learning_rate": 0.01, "centered": True, "momentum": 0.3, "epsilon": 1e-3}),
    ("Adam", {}),
    ("Adam", {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4}),
    ("Adam", {"learning_rate": 0.05, "amsgrad": True}),
    ("Adam", {"learning_rate": 0.05, "gradient_accumulation_steps": 2, "clipnorm": 0.5}),
    ("Adam", {"learning_rate": SCHEDULE}),
    ("AdamW", {}),
    ("AdamW", {"learning_rate": 0.05, "weight_decay": 0.1}),
    ("Adagrad", {}),
    ("Adagrad", {"learning_rate": 0.05, "initial_accumulator_value": 0.3}),
    ("Adamax", {}),
    ("Adamax", {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4}),
    ("Adamax", {"learning_rate": SCHEDULE, "weight_decay": 0.1}),
    ("Nadam", {}),
    ("Nadam", {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-4}),
    ("Nadam", {"learning_rate": 0.05, "gradient_accumulation_steps": 2, "clipvalue": 0.5}),
    ("Adadelta", {}),
    ("Adadelta", {"learning_rate": 1.0, "rho": 0.8, "epsilon": 1e-4}),
    ("Adadelta", {"learning_rate": SCHEDULE, "use_ema": True, "ema_momentum": 0.8}),
    ("Adafactor", {}),
    ("Adafactor", {"learning_rate": 0.05, "relative_step": False, "clip_threshold": 0.5}),
    ("Adafactor", {"learning_rate": 0.8, "beta_2_decay": -0.5, "epsilon_2": 0.01}),
    ("Ftrl", {}),
    ("Ftrl", {"learning_rate": 0.1, "learning_rate_power": -0.7, "initial_accumulator_value": 0.3}),
    (
        "Ftrl",
        {
            "learning_rate": 0.1,
            "l1_regularization_strength": 0.1,
            "l2_regularization_strength": 0.2,
            "l2_shrinkage_regularization_strength": 0.05,
            "beta": 0.1,
        },
    ),
    ("Ftrl", {"learning_rate": 0.1, "gradient_accumulation_steps": 2}),
    ("Lion", {}),
    ("Lion", {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.9, "weight_decay": 0.1}),
    ("Lamb", {}),
    ("Lamb", {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.9, "weight_decay": 0.1}),
    ("Muon", {}),
    ("Muon", {"learning_rate": 0.05, "momentum": 0.8, "nesterov": False, "ns_steps": 3}),
    ("Muon", {"learning_rate": 0.05, "rms_rate": None, "adam_lr_ratio": 0.5, "weight_decay": 0.1}),
    ("Muon", {"learning_rate": 0.05, "exclude_layers": ["w0"], "adam_weight_decay": 0.1}),
    *(
        (name, {"learning_rate": 0.05, **options})
        for name in ("Adamax", "Nadam", "Adadelta", "Adafactor", "Ftrl", "Lion", "Lamb", "Muon")
        for options in (
            {"clipnorm": 0.5},
            {"global_clipnorm": 0.7},
            {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 3},
            {"gradient_accumulation_steps": 3, "loss_scale_factor": 64.0},
        )
    ),
]

SCHEDULES = [
    SCHEDULE,
    (
        "ExponentialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.9, "staircase": True},
    ),
    ("PiecewiseConstantDecay", {"boundaries": [3, 10], "values": [1.0, 0.5, 0.1]}),
    ("PiecewiseConstantDecay", {"boundaries": [5], "values": [0.1, 0.01]}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10}),
    ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 6, "power": 2.0, "cycle": True}),
    ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5}),
    (
        "InverseTimeDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5, "staircase": True},
    ),
    ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 12, "alpha": 0.1}),
    (
        "CosineDecay",
        {"initial_learning_rate": 0.0, "decay_steps": 9, "warmup_target": 0.2, "warmup_steps": 5},
    ),
    ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 4}),
    (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 5, "t_mul": 1.0, "m_mul": 0.8},
    ),
    (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 5, "t_mul": 1.5, "alpha": 0.2},
    ),
]


def make(module, name, options):
    options = dict(options)
    if isinstance(options.get("learning_rate"), tuple):
        schedule, arguments = options["learning_rate"]
        options["learning_rate"] = getattr(module.schedules, schedule)(**arguments)
    return getattr(module, name)(**options)


def names(optimizer):
    """Names of the state; Keras numbers the nameless one of Nadam."""
    return [re.sub(r"^variable_\d+$", "variable", variable.name) for variable in optimizer.variables]


def identify(case):
    return f"{case[0]}-{'-'.join(case[1])}"


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_weights_after_ten_steps(case):
    rng = np.random.default_rng(7)
    start = [rng.normal(size=shape).astype("float32") for shape in SHAPES]
    steps = [[rng.normal(size=shape).astype("float32") for shape in SHAPES] for _ in range(10)]
    theirs, ours = make(keras.optimizers, *case), make(optimizers, *case)
    their_weights = [keras.Variable(value, name=f"w{index}") for index, value in enumerate(start)]
    our_weights = [Variable(value, name=f"w{index}") for index, value in enumerate(start)]
    for gradients in steps:
        theirs.apply([keras.ops.convert_to_tensor(g) for g in gradients], their_weights)
        ours.apply(gradients, our_weights)
    for theirs_value, ours_value in zip(their_weights, our_weights, strict=True):
        np.testing.assert_allclose(ours_value.numpy(), theirs_value.numpy(), rtol=1e-6, atol=1e-6)
    theirs.finalize_variable_values(their_weights)
    ours.finalize_variable_values(our_weights)
    for theirs_value, ours_value in zip(their_weights, our_weights, strict=True):
        np.testing.assert_allclose(ours_value.numpy(), theirs_value.numpy(), rtol=1e-6, atol=1e-6)
    assert names(ours) == names(theirs)
    assert [v.dtype for v in ours.variables] == [v.dtype for v in theirs.variables]
    for theirs_value, ours_value in zip(theirs.variables, ours.variables, strict=True):
        expected = theirs_value.numpy()
        # Ftrl's sums are of numbers that are up to thousands of times as large as they
        tolerance = max(1e-6 if case[0] != "Ftrl" else 5e-6, 1e-6 * float(np.abs(expected).max()))
        np.testing.assert_allclose(ours_value.numpy(), expected, rtol=1e-5, atol=tolerance)


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_configs_are_interchangeable(case):
    theirs, ours = make(keras.optimizers, *case), make(optimizers, *case)
    expected, found = theirs.get_config(), ours.get_config()
    assert found.keys() == expected.keys()
    for key in expected.keys() - {"learning_rate", "name"}:
        assert found[key] == expected[key], key
    if case[0] != "Lamb":  # Keras does not find its own Lamb by name
        assert keras.optimizers.deserialize(optimizers.serialize(ours)).get_config().keys() == expected.keys()
    assert optimizers.deserialize(keras.optimizers.serialize(theirs)).get_config().keys() == found.keys()


@pytest.mark.parametrize("case", SCHEDULES, ids=identify)
def test_schedules(case):
    name, options = case
    theirs = getattr(keras.optimizers.schedules, name)(**options)
    ours = getattr(optimizers.schedules, name)(**options)
    for step in range(40):
        assert float(ours(step)) == pytest.approx(float(theirs(step)), rel=1e-5, abs=1e-7), step
    assert ours.get_config() == theirs.get_config()


NAMES = sorted({name for name, _ in CASES} | {"ScheduleFreeAdamW"})


@pytest.mark.parametrize("name", NAMES)
def test_defaults_and_argument_order(name):
    theirs = getattr(keras.optimizers, name)()
    ours = getattr(optimizers, name)()
    assert float(ours.learning_rate) == pytest.approx(float(theirs.learning_rate))
    assert ours.name.rstrip("_0123456789") == theirs.name.rstrip("_0123456789")
    import inspect

    parameters = [
        p for p in inspect.signature(type(theirs).__init__).parameters if p not in ("self", "kwargs")
    ]
    assert [field.name for field in type(ours).fields()] == parameters


@pytest.mark.parametrize("name", [*NAMES, *(name.lower() for name in NAMES), "Sgd"])
def test_names(name):
    if name.lower() == "lamb":
        pytest.skip("Keras does not find its own Lamb by name")
    assert type(optimizers.get(name)).__name__ == type(keras.optimizers.get(name)).__name__


def test_loss_scaling_follows_overflow():
    their_inner, our_inner = keras.optimizers.SGD(0.1, momentum=0.9), optimizers.SGD(0.1, momentum=0.9)
    options = {"initial_scale": 8.0, "dynamic_growth_steps": 2}
    theirs = keras.optimizers.LossScaleOptimizer(their_inner, **options)
    ours = optimizers.LossScaleOptimizer(our_inner, **options)
    start = np.array([1.0, -2.0], dtype="float32")
    their_weight, our_weight = keras.Variable(start, name="w"), Variable(start, name="w")
    scales = []
    for value in (1.0, 2.0, np.inf, 0.5, np.nan, 1.0, 1.0, 1.0):
        gradient = np.array([value, 1.0], dtype="float32")
        assert float(ours.scale_loss(1.0)) == float(theirs.scale_loss(1.0))
        theirs.apply([keras.ops.convert_to_tensor(gradient)], [their_weight])
        ours.apply([gradient], [our_weight])
        scales.append(float(ours.dynamic_scale))
        np.testing.assert_allclose(our_weight.numpy(), their_weight.numpy(), rtol=1e-6)
    assert scales == [8.0, 16.0, 8.0, 8.0, 4.0, 4.0, 8.0, 8.0]
    assert int(ours.iterations) == int(theirs.iterations) == 6
    assert [v.name for v in ours.variables] == [v.name for v in theirs.variables]
    for theirs_value, ours_value in zip(theirs.variables, ours.variables, strict=True):
        np.testing.assert_allclose(ours_value.numpy(), theirs_value.numpy(), rtol=1e-6)
    assert ours.get_config().keys() == theirs.get_config().keys()
    again = optimizers.deserialize(keras.optimizers.serialize(theirs))
    assert type(again.inner_optimizer) is optimizers.SGD
    assert float(again.learning_rate) == pytest.approx(0.1)


def test_several_optimizers():
    made = []
    for module, variable in ((keras.optimizers, keras.Variable), (optimizers, Variable)):
        chosen = module.OptimizerMap(module.SGD(0.1, use_ema=True), {"w0": module.Adam(0.05)})
        made.append((module.MultiOptimizer(chosen, loss_scale_factor=4.0), variable))
    rng = np.random.default_rng(2)
    start = [rng.normal(size=(3, 2)).astype("float32") for _ in range(3)]
    weights = [
        [variable(value, name=f"w{index}") for index, value in enumerate(start)] for _, variable in made
    ]
    for _ in range(4):
        gradients = [rng.normal(size=(3, 2)).astype("float32") for _ in range(3)]
        made[0][0].apply([keras.ops.convert_to_tensor(gradient) for gradient in gradients], weights[0])
        made[1][0].apply(gradients, weights[1])
    theirs, ours = made[0][0], made[1][0]
    assert float(ours.scale_loss(1.0)) == float(theirs.scale_loss(1.0)) == 4.0
    assert int(ours.iterations) == int(theirs.iterations) == 4
    assert names(ours) == names(theirs)
    theirs.finalize_variable_values(weights[0])
    ours.finalize_variable_values(weights[1])
    for theirs_value, ours_value in zip(weights[0], weights[1], strict=True):
        np.testing.assert_allclose(ours_value.numpy(), theirs_value.numpy(), rtol=1e-5, atol=1e-6)
    assert ours.get_config().keys() == theirs.get_config().keys()
    again = optimizers.deserialize(keras.optimizers.serialize(theirs))
    assert [type(optimizer).__name__ for optimizer in again.optimizers] == ["Adam", "SGD"]


@pytest.mark.parametrize(
    "make",
    [
        lambda module: module.Adam(0.05, use_ema=True, ema_momentum=0.8),
        lambda module: module.SGD(0.1, loss_scale_factor=16.0, gradient_accumulation_steps=2),
        lambda module: module.LossScaleOptimizer(
            module.Adam(0.05), initial_scale=64.0, dynamic_growth_steps=3
        ),
    ],
    ids=["ema", "scaled", "loss-scale"],
)
def test_fit(make):
    import layerloom

    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(24, 3)).astype("float32"), rng.normal(size=(24, 1)).astype("float32")
    found = []
    for library in (keras, layerloom):
        inputs = library.Input((3,))
        hidden = library.layers.Dense(4, activation="tanh")(inputs)
        model = library.Model(inputs, library.layers.Dense(1)(hidden))
        if found:
            model.set_weights(found[0][0])
        start = model.get_weights()
        model.compile(make(library.optimizers), "mse")
        history = model.fit(x, y, batch_size=8, epochs=4, shuffle=False, verbose=0)
        found.append((start, history.history["loss"], model.get_weights()))
    np.testing.assert_allclose(found[1][1], found[0][1], rtol=1e-4)
    for ours, theirs in zip(found[1][2], found[0][2], strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)
