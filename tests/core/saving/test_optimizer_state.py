"""Training goes on with the state of optimizers that older Keras wrote, whose arrays stand kind by kind."""

import json

import h5py
import numpy as np
import pytest

from layerloom import models

WEIGHTS = [np.full((2, 2), n, "float32") if n % 2 else np.full(2, n, "float32") for n in (1, 2, 3, 4)]
M, V = [w * 10 for w in WEIGHTS], [w * 100 for w in WEIGHTS]


def dense(name):
    return {
        "class_name": "Dense",
        "config": {"name": name, "output_dim": 2, "input_dim": 2, "batch_input_shape": [None, 2]},
    }


def keras1_file(path, optimizer, state, names, **config):
    training = {
        "optimizer_config": {"class_name": optimizer, "config": {"lr": 0.01, **config}},
        "loss": "mse",
        "metrics": [],
    }
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(
            {"class_name": "Sequential", "config": [dense("a"), dense("b")]}
        )
        file.attrs["training_config"] = json.dumps(training)
        file.attrs["keras_version"] = "1.2.2"
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [b"a", b"b"]
        for name, arrays in (("a", WEIGHTS[:2]), ("b", WEIGHTS[2:])):
            inner = group.create_group(name)
            inner.attrs["weight_names"] = [f"{name}_W:0".encode(), f"{name}_b:0".encode()]
            inner[f"{name}_W:0"], inner[f"{name}_b:0"] = arrays
        group = file.create_group("optimizer_weights")
        group.attrs["weight_names"] = [name.encode() for name in names]
        for name, array in zip(names, state, strict=True):
            group[name] = array


def slots(optimizer, kind):
    return [v.numpy() for v in optimizer.variables if str(v.name).endswith(f"_{kind}")]


@pytest.mark.parametrize("names", ["Variable_{}:0", "param_{}"], ids=["TensorFlow", "Theano"])
def test_keras_1_wrote_all_first_moments_before_the_second(names, tmp_path):
    state = [np.float32(7), *M, *V]
    keras1_file(tmp_path / "m.h5", "Adam", state, [names.format(n) for n in range(len(state))])
    optimizer = models.load_model(tmp_path / "m.h5").optimizer
    assert int(optimizer.iterations) == 7
    for found, expected in zip(
        slots(optimizer, "momentum") + slots(optimizer, "velocity"), M + V, strict=True
    ):
        np.testing.assert_array_equal(found, expected)


def test_keras_1_did_not_count_the_steps_of_every_optimizer(tmp_path):
    keras1_file(tmp_path / "m.h5", "RMSprop", V, [f"Variable_{n}:0" for n in range(4)])
    optimizer = models.load_model(tmp_path / "m.h5").optimizer
    for found, expected in zip(slots(optimizer, "velocity"), V, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_the_product_of_momentums_that_tf_keras_leaves_out_follows_from_the_steps(tmp_path):
    each = [array for pair in zip(M, V, strict=True) for array in pair]
    names = ["iteration:0", *(f"Nadam/{kind}/{n}:0" for n in range(4) for kind in "mv")]
    keras1_file(tmp_path / "m.h5", "Nadam", [np.int64(3), *each], names, is_legacy_optimizer=False)
    optimizer = models.load_model(tmp_path / "m.h5").optimizer
    expected = np.prod([0.9 * (1 - 0.5 * 0.96**step) for step in (1, 2, 3)]) ** 4  # one for each weight
    product = next(v for v in optimizer.variables if v.name == "variable")
    assert float(product) == pytest.approx(expected, rel=1e-6)
    np.testing.assert_array_equal(slots(optimizer, "velocity")[3], V[3])
