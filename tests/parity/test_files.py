"""Files and architectures go both ways between Layerloom, real Keras 3 and tf_keras."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest
import tf_keras

import layerloom
from layerloom import models, saving
from layerloom.graph import analyse, format_architecture, parse_architecture

RNG = np.random.default_rng(11)
IMAGES = RNG.normal(size=(6, 12, 12, 2)).astype("float32")
VECTORS = RNG.normal(size=(6, 5)).astype("float32")
LABELS = np.array([0, 1, 2, 0, 1, 2])

# -- models that every one of the three libraries can build ----------------------------------------------------


def digits(k):
    """A plain chain as beginners write it."""
    return k.Sequential(
        [
            k.layers.Input((12, 12, 2)),
            k.layers.Conv2D(4, 3, activation="relu", kernel_regularizer="l2"),
            k.layers.MaxPooling2D(2),
            k.layers.BatchNormalization(),
            k.layers.Conv2D(3, (3, 2), strides=2, padding="same"),
            k.layers.Activation("tanh"),
            k.layers.AveragePooling2D(2, strides=1, padding="same"),
            k.layers.Flatten(),
            k.layers.Dropout(0.3),
            k.layers.Dense(3, activation="softmax", use_bias=False),
        ],
        name="digits",
    )


def skip(k):
    """Branches of equal shapes that must not be mixed up, and a skip connection."""
    x = k.layers.Input((12, 12, 2), name="image")
    right = k.layers.Conv2D(2, 3, padding="same", name="right")(x)
    left = k.layers.Conv2D(2, 3, padding="same", name="left")(x)
    joined = k.layers.Add(name="sum")([left, x, right])
    joined = k.layers.Concatenate(name="cat")([joined, left])
    pooled = k.layers.GlobalAveragePooling2D(name="pool")(joined)
    return k.Model(x, k.layers.Dense(3, activation="softmax", name="answer")(pooled), name="skip")


def shared(k):
    """Two inputs, a layer called twice at different depths, two outputs."""
    a, b = k.layers.Input((5,), name="a"), k.layers.Input((5,), name="b")
    both = k.layers.Dense(5, activation="tanh", name="both")
    deep = both(k.layers.Dense(5, name="first")(a))
    p = k.layers.Dense(1, name="p")(k.layers.Add(name="add")([deep, both(b)]))
    q = k.layers.Reshape((5, 1), name="q")(deep)
    return k.Model([b, a], [p, q], name="shared")


def nested(k):
    """A model inside a model, called once."""
    inner = k.Sequential([k.layers.Dense(4, name="d"), k.layers.BatchNormalization(name="n")], name="inner")
    x = k.layers.Input((5,), name="x")
    return k.Model(x, k.layers.Dense(2, name="out")(inner(x)), name="nested")


def nested_twice(k):
    """A functional model inside a model, called twice, one call being an output."""
    i = k.layers.Input((5,), name="i")
    inner = k.Model(i, k.layers.Dense(5, name="d")(i), name="inner")
    x = k.layers.Input((5,), name="x")
    y = inner(x)
    return k.Model(x, [inner(y), k.layers.Dense(2, name="out")(y)], name="nested_twice")


def frozen(k):
    """A model with a frozen layer, whose weights stand in another order in legacy files."""
    model = digits(k)
    for layer in model.layers[:3]:
        layer.trainable = False
    return model


BUILDERS = [digits, skip, shared, nested, nested_twice, frozen]


def data_for(model):
    vectors = len(model.inputs[0].shape) == 2
    return [VECTORS, VECTORS[::-1].copy()][: len(model.inputs)] if vectors else [IMAGES]


def outputs(model):
    data = data_for(model)
    found = model.predict(data if len(data) > 1 else data[0], verbose=0)
    return found if isinstance(found, list) else [found]


def agree(a, b, tolerance=1e-5):
    for one, other in zip(outputs(a), outputs(b), strict=True):
        np.testing.assert_allclose(one, other, atol=tolerance, rtol=tolerance)


def stir(model):
    """Gives every weight a value of its own, moving statistics too."""
    rng = np.random.default_rng(5)
    model.set_weights([rng.uniform(0.1, 0.9, w.shape).astype("float32") for w in model.get_weights()])
    return model


# -- architectures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("build", [skip, shared, nested, nested_twice])
def test_canvas_writes_a_graph_as_keras_does(build):
    real = json.loads(build(keras).to_json())
    ours = format_architecture(parse_architecture(real))
    assert {**ours, "config": None} == {key: real[key] for key in ours} | {"config": None}
    assert {**ours["config"], "layers": None} == {**real["config"], "layers": None}
    for written, expected in zip(ours["config"]["layers"], real["config"]["layers"], strict=True):
        expected.pop("compile_config", None)
        config, whole = written.pop("config"), expected.pop("config")
        assert config == {key: value for key, value in whole.items() if key in config}
        assert written == expected


@pytest.mark.parametrize("build", BUILDERS)
def test_keras_opens_what_the_canvas_writes(build):
    expected = build(keras)
    arch = parse_architecture(json.loads(expected.to_json()))
    text = json.dumps({**format_architecture(arch), "canvas": {"version": 1}})
    opened = stir(keras.models.model_from_json(text))
    agree(opened, stir(expected))


@pytest.mark.parametrize("build", BUILDERS)
def test_inference_counts_as_keras_does(build):
    real = build(keras)
    found = analyse(parse_architecture(json.loads(real.to_json())))
    assert found.problems == []
    assert found.parameters == real.count_params()
    assert found.trainable == sum(int(np.prod(w.shape)) for w in real.trainable_weights)


@pytest.mark.parametrize("build", BUILDERS)
def test_json_of_models_goes_both_ways(build):
    ours, real = stir(build(layerloom)), stir(build(keras))
    agree(stir(keras.models.model_from_json(ours.to_json())), ours)
    agree(stir(models.model_from_json(real.to_json())), real)
    assert [layer.name for layer in models.model_from_json(real.to_json()).layers] == [
        la.name for la in real.layers
    ]


def test_json_of_tf_keras_is_read():
    for build in (digits, skip, shared, nested):
        real = build(tf_keras)
        opened = models.model_from_json(real.to_json())
        opened.set_weights(real.get_weights())
        agree(opened, real)


# -- whole models ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("build", BUILDERS)
def test_keras_opens_our_h5(build, tmp_path):
    ours = stir(build(layerloom))
    ours.save(tmp_path / "m.h5", metadata={"classes": ["a"]})
    real = keras.models.load_model(tmp_path / "m.h5", compile=False)
    agree(ours, real)
    assert [layer.name for layer in real.layers] == [layer.name for layer in ours.layers]


@pytest.mark.parametrize("build", [digits, skip, shared, frozen])
def test_tf_keras_opens_our_h5(build, tmp_path):
    ours = stir(build(layerloom))
    ours.save(tmp_path / "m.h5")
    agree(ours, tf_keras.models.load_model(tmp_path / "m.h5", compile=False))


@pytest.mark.parametrize("build", BUILDERS)
def test_we_open_keras_h5(build, tmp_path):
    real = stir(build(keras))
    real.save(tmp_path / "m.h5")
    agree(saving.load_model(tmp_path / "m.h5"), real)


@pytest.mark.parametrize("build", BUILDERS)
def test_we_open_tf_keras_h5(build, tmp_path):
    real = build(tf_keras)
    real.save(tmp_path / "m.h5")
    agree(saving.load_model(tmp_path / "m.h5"), real)


# -- weights alone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("build", BUILDERS)
def test_weights_go_both_ways(build, tmp_path):
    ours, real = stir(build(layerloom)), build(keras)
    ours.save_weights(tmp_path / "ours.weights.h5")
    real.load_weights(tmp_path / "ours.weights.h5")
    agree(ours, real)
    again = build(layerloom)
    stir(real).save_weights(tmp_path / "real.weights.h5")
    again.load_weights(tmp_path / "real.weights.h5")
    agree(again, real)


@pytest.mark.parametrize("build", [digits, skip, shared, nested])
def test_weights_of_keras_2_are_read(build, tmp_path):
    real = build(tf_keras)
    for name in ("w.h5", "w.weights.h5"):
        real.save_weights(tmp_path / name)
        ours = build(layerloom)
        ours.load_weights(tmp_path / name)
        agree(ours, real)


# -- training goes on ------------------------------------------------------------------------------------------

OPTIMIZERS = {
    "Adam": {"learning_rate": 0.01},
    "RMSprop": {"learning_rate": 0.01, "momentum": 0.5},
    "SGD": {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True},
}


def small(k, name):
    """A compiled model without chance in its training."""
    layers = [
        k.layers.Input((5,)),
        k.layers.Dense(4, activation="tanh"),
        k.layers.Dense(3, activation="softmax"),
    ]
    model = k.Sequential(layers, name="small")
    optimizer = getattr(k.optimizers, name)(**OPTIMIZERS.get(name, {}))
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model, steps=3):
    model.fit(VECTORS, LABELS, batch_size=6, epochs=steps, shuffle=False, verbose=0)
    return model


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("library", [keras, tf_keras], ids=["keras", "tf_keras"])
def test_training_goes_on_from_their_h5(library, name, tmp_path):
    real = train(small(library, name))
    real.save(tmp_path / "m.h5")
    ours = saving.load_model(tmp_path / "m.h5")
    assert int(ours.optimizer.iterations) == 3
    agree(train(ours), train(real), 1e-4)
    assert ours.evaluate(VECTORS, LABELS, verbose=0) == pytest.approx(
        real.evaluate(VECTORS, LABELS, verbose=0), abs=1e-4
    )


@pytest.mark.filterwarnings("ignore:Argument `decay` is no longer supported")
@pytest.mark.parametrize("name", ["Adam", "RMSprop", "SGD", "Nadam", "Adam, sinking", "SGD, sinking"])
def test_training_goes_on_from_an_old_optimizer(name, tmp_path):
    """Also where the learning rate sinks with the steps, and with the slower growth of Nadam's momentum."""
    name, _, sinking = name.partition(",")
    real = small(tf_keras, "SGD")
    settings = OPTIMIZERS.get(name, {}) | ({"decay": 0.1} if sinking else {})
    real.compile(getattr(tf_keras.optimizers.legacy, name)(**settings), "sparse_categorical_crossentropy")
    train(real).save(tmp_path / "m.h5")
    ours = saving.load_model(tmp_path / "m.h5")
    ours.save(tmp_path / "again.h5")
    agree(train(ours), train(real), 1e-5)
    if name != "Nadam":  # Keras 3 knows no such growth, and in a file for it there is none
        agree(train(saving.load_model(tmp_path / "again.h5")), real, 1e-5)
    assert keras.models.load_model(tmp_path / "again.h5").optimizer is not None


def test_nadam_goes_on_in_tf_keras_from_a_file_for_it(tmp_path):
    ours = train(small(layerloom, "Nadam"))
    ours.save(tmp_path / "m.h5", for_keras=2)
    theirs = tf_keras.models.load_model(tmp_path / "m.h5")
    agree(train(saving.load_model(tmp_path / "m.h5")), train(theirs), 1e-5)
    agree(train(ours), theirs, 1e-5)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_training_goes_on_from_our_files(name, tmp_path):
    ours = train(small(layerloom, name))
    ours.save(tmp_path / "m.h5")
    ours.save_weights(tmp_path / "m.weights.h5")
    again = saving.load_model(tmp_path / "m.h5")
    real = small(keras, name)
    real.optimizer.build(real.trainable_variables)
    real.load_weights(tmp_path / "m.weights.h5")
    train(ours)
    agree(train(again), ours)
    agree(train(real), ours, 1e-4)
    opened = keras.models.load_model(tmp_path / "m.h5")
    assert type(opened.optimizer).__name__ == name
    assert float(opened.optimizer.learning_rate) == pytest.approx(OPTIMIZERS[name]["learning_rate"])


def test_compile_settings_of_several_outputs(tmp_path):
    def build(k):
        x = k.layers.Input((5,), name="x")
        model = k.Model(x, [k.layers.Dense(1, name="p")(x), k.layers.Dense(2, name="q")(x)], name="two")
        model.compile(
            "rmsprop",
            {"p": "mse", "q": k.losses.MeanSquaredError()},
            metrics={"p": ["mae"], "q": ["mse"]},
            loss_weights={"p": 1.0, "q": 0.5},
        )
        return model

    targets = {"p": VECTORS[:, :1], "q": VECTORS[:, 1:3]}
    real = build(keras)
    real.fit(VECTORS, targets, verbose=0)
    real.save(tmp_path / "m.h5")
    ours = saving.load_model(tmp_path / "m.h5")
    found = ours.evaluate(VECTORS, targets, verbose=0, return_dict=True)
    expected = real.evaluate(VECTORS, targets, verbose=0, return_dict=True)
    for key in found:
        assert found[key] == pytest.approx(expected[key], abs=1e-5)
    ours.save(tmp_path / "again.h5")
    assert saving.load_model(tmp_path / "again.h5").evaluate(VECTORS, targets, verbose=0) == pytest.approx(
        ours.evaluate(VECTORS, targets, verbose=0)
    )


# -- real files ------------------------------------------------------------------------------------------------


REAL = [
    "mnist_cnn_small",
    "lenet_mnist_tensorspace",
    "cifar10_resnet_v1",
    "lenet_mnist_topology_weights",
    "dog_cat_json_weights",
    "mnist_cnn_json_weights",
]


@pytest.mark.parametrize("name", REAL)
def test_real_model_gives_its_reference_outputs(real_files, name):
    folder = real_files / "models"
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["models"]
    entry = next(entry for entry in entries if entry["id"] == name)
    (source,) = entry["inputs"]
    rng = np.random.RandomState(source["seed"])
    data = rng.uniform(source["low"], source["high"], source["shape"]).astype("float32")
    if "config_file" in entry:
        model = models.model_from_json((folder / entry["config_file"]).read_text(encoding="utf-8"))
        model.load_weights(folder / entry["file"])
    else:
        model = saving.load_model(folder / entry["file"])
        assert model.compiled
    atol = entry["atol"][0]
    with np.load(folder / entry["refs"]) as refs:
        np.testing.assert_allclose(model.predict(data, verbose=0), refs["y0"], atol=atol)
        real = (refs["rx"] * entry["real"]["scale"] + entry["real"]["offset"]).astype("float32")
        np.testing.assert_allclose(model.predict(real, verbose=0), refs["ry"], atol=atol)
    assert model.count_params() == entry["params"]
    drawn = analyse(parse_architecture(json.loads(model.to_json())))
    assert drawn.problems == []
    assert drawn.parameters == entry["params"]
