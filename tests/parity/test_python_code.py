"""A drawing as Python code: run here and with real Keras it gives the same network."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from tests.parity import test_round_trip as of_files

import layerloom
from layerloom import layers, ops
from layerloom.declaration import entries
from layerloom.errors import FileFormatError
from layerloom.graph import ArchitectureError, parse_architecture
from layerloom.graph.python_code import _GONE, to_python, value_of
from layerloom.models.formats import read_any

TEMPLATES = sorted((Path(__file__).parents[2] / "assets" / "templates").glob("*.json"))
#: Layers that need more than their start values, or that real Keras calls otherwise.
ODD = {
    "Bidirectional",
    "TimeDistributed",
    "RNN",
    "StackedRNNCells",
    "SpectralNormalization",
    "Wrapper",
    "Pipeline",
}


def run(code, library):
    space = {}
    exec(code.replace("import keras", f"import {library} as keras") if library != "keras" else code, space)
    return space["model"]


def code_of(model):
    data = json.loads(model.to_json())
    return to_python(parse_architecture(data), sequential=data["class_name"] == "Sequential")


def told(text):
    """What real Keras says of a model, without its version and with operations, which name themselves, by number."""
    data = json.loads(text)

    def plain(value, names):
        if isinstance(value, list):
            return [plain(item, names) for item in value]
        if isinstance(value, float):  # code has the shortest number that is the same to a layer
            return float(np.float32(value))
        if not isinstance(value, dict):
            return names.get(value, value) if isinstance(value, str) else value
        left_out = ("build_config", "compile_config", "keras_version")
        return {key: plain(item, names) for key, item in value.items() if key not in left_out}

    operations = [item for item in data["config"]["layers"] if ".ops." in item["module"]]
    names = {item["config"]["name"]: f"operation {number}" for number, item in enumerate(operations)}
    return plain(data, names)


def same_json(code, text):
    """Real Keras says the same of the model that the code makes and of the one in the JSON."""
    keras.utils.clear_session(free_memory=False)
    assert told(run(code, "keras").to_json()) == told(keras.models.model_from_json(text).to_json())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_template_is_the_same_network_as_code(path):
    text = path.read_text()
    same_json(to_python(parse_architecture(json.loads(text))), text)


@pytest.mark.filterwarnings("ignore")
def test_real_models_are_the_same_networks_as_code(real_files):
    count = 0
    for path in sorted((real_files / "models" / "files").iterdir()):
        try:
            model = read_any(path).model
        except FileFormatError:  # weights alone, and one with bytecode
            continue
        same_json(code_of(model), model.to_json())
        count += 1
    assert count >= 22


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "entry", [e for e in of_files.LAYERS if hasattr(keras.layers, e.name)], ids=lambda entry: entry.name
)
def test_every_layer_is_the_same_as_code(entry):
    if (entry.name, "keras", None) in of_files.BEYOND and entry.name != "CategoryEncoding":
        pytest.skip("real Keras cannot have it in a functional model")
    model = of_files.make(layerloom, entry)
    same_json(code_of(model), model.to_json())


def branches():
    a, b = layers.Input((4,), name="a"), layers.Input((4,), name="b")
    both = layers.Dense(3, activation="relu", kernel_regularizer=layerloom.regularizers.L2(0.1), name="both")
    joined = layers.Concatenate(name="join")([both(a), both(b)])
    return layerloom.Model([a, b], [layers.Dense(2, name="p")(joined), layers.Dense(1, name="q")(both(a))])


def nested():
    inner = layerloom.Sequential([layers.Input((4,)), layers.Dense(3, name="d")], name="inner")
    x = layers.Input((4,), name="x")
    return layerloom.Model(x, layers.Dense(1, name="out")(inner(x)), name="outer")


def operations():
    x = layers.Input((4,), name="x")
    h = layers.Dense(4, name="h")(x)
    return layerloom.Model(x, layers.Dense(1, name="out")(ops.relu(h) + x), name="with_ops")


def wrapped():
    x = layers.Input((5, 4), name="x")
    h = layers.Bidirectional(layers.LSTM(3, return_sequences=True), merge_mode="sum", name="two_ways")(x)
    return layerloom.Model(x, layers.TimeDistributed(layers.Dense(2), name="each")(h), name="wrapped")


def settings():
    return layerloom.Sequential(
        [
            layers.Input((6, 6, 1)),
            layers.Conv2D(
                2, (3, 2), strides=(1, 2), kernel_initializer=layerloom.initializers.HeNormal(seed=3)
            ),
            layers.BatchNormalization(momentum=0.5, trainable=False),
            layers.LeakyReLU(0.1),
            layers.Flatten(),
            layers.Dense(2, kernel_constraint=layerloom.constraints.MaxNorm(3), use_bias=False),
        ],
        name="settings",
    )


def strange_names():
    x = layers.Input((4,), name="a b")
    y = layers.Dense(3, name="lambda")(x)
    z = layers.Dense(3, name="keras")(layers.Dense(3, name="1 größer")(y))
    return layerloom.Model(x, layers.Add(name="model")([y, z]), name='my "model"\\')


def shared():
    x = layers.Input((4,), name="x")
    twice = layers.Dense(4, name="twice")
    inner = layers.Input((4,), name="inner_x")
    both = layerloom.Model(
        inner, [layers.Dense(3, name="left")(inner), layers.Dense(3, name="right")(inner)], name="both"
    )
    first, second = both(twice(twice(x)))
    third, _ = both(layers.Dense(4, name="again")(first))
    return layerloom.Model(x, {"second": second, "third": third}, name="shared")


def first_of_several():
    x = layers.Input((5, 4), name="x")
    first = layers.LSTM(3, return_state=True, name="lstm")(x)[0]
    return layerloom.Model(x, [first, ops.split(x, 5, axis=1)[0]], name="first_of_several")


def several_outputs():
    x = layers.Input((5, 4), name="x")
    steps, last, _ = layers.LSTM(3, return_sequences=True, return_state=True, name="lstm")(x)
    return layerloom.Model(x, [x, steps, layers.Dense(2, name="d")(last)], name="several")


def constants():
    x = layers.Input((6, 4), name="x")
    y = x[:, 1:3, ::2] * 2.0 + ops.convert_to_tensor([[1.0, -2.0]]) - (-1.0)
    y = ops.einsum("abc,acd->abd", y, ops.transpose(y, (0, 2, 1)))
    y = ops.where(y > 0, -y, y / 3) ** 2
    return layerloom.Model(
        x, [ops.mean(y, axis=-1, keepdims=True), *ops.split(y, 2, axis=1)], name="constants"
    )


def wrapped_models():
    x = layers.Input((5, 4), name="x")
    inner = layerloom.Sequential([layers.Input((4,)), layers.Dense(2, name="d")], name="inner")
    return layerloom.Model(x, layers.TimeDistributed(inner, name="each")(x), name="wrapped_models")


def old_functions():
    x = layers.Input((5, 4), name="x")
    return layerloom.Model(
        x, layers.LSTM(3, recurrent_activation="hard_sigmoid_keras2", name="hard_sigmoid_keras2")(x)
    )


def outputs_by_key():
    start = layers.Input((4,), name="start")
    heads = {"b": layers.Dense(3, name="three")(start), "a": layers.Dense(2, name="two")(start)}
    found = layerloom.Model(start, heads, name="heads")(x := layers.Input((4,), name="x"))
    return layerloom.Model(x, [layers.Dense(1, name="p")(found["a"]), found["b"]], name="outputs_by_key")


def unpacked():
    x = layers.Input((5, 4), name="x")
    steps, h, _ = layers.LSTM(3, return_sequences=True, return_state=True, name="lstm")(x)
    both = layers.Bidirectional(layers.GRU(3, return_state=True), merge_mode=None, name="both")(
        x, training=False
    )
    left, right = ops.split(ops.max(x, axis=1), 2, axis=-1)
    found = [steps, h, both[1], both[3], ops.pad(left * right, [[0, 0], [1, 1]]), ops.top_k(x, 2)[0]]
    return layerloom.Model(x, found, name="unpacked")


def frozen():
    model = layerloom.Sequential([layers.Input((4,)), layers.Dense(2)], name="frozen")
    model.trainable = False
    return model


FORMS = [branches, nested, operations, wrapped, settings, strange_names, shared, several_outputs, constants]
FORMS += [first_of_several, wrapped_models, old_functions, frozen, outputs_by_key]


@pytest.mark.parametrize("make", FORMS)
def test_models_of_every_form_are_the_same_as_code(make):
    model = make()
    same_json(code_of(model), model.to_json())


@pytest.mark.parametrize("make", [branches, nested, operations, wrapped, settings])
def test_models_of_every_form_come_back_from_their_code(make):
    model = make()
    code = code_of(model)
    ours = run(code.replace("from keras import", "from layerloom import"), "layerloom")
    theirs = run(code, "keras")
    assert [w.shape for w in ours.get_weights()] == [w.shape for w in theirs.get_weights()]
    ours.set_weights(model.get_weights())
    theirs.set_weights(model.get_weights())
    rng = np.random.default_rng(0)
    shapes = model.input_shape if isinstance(model.input_shape, list) else [model.input_shape]
    x = [rng.normal(size=(2, *shape[1:])).astype("float32") for shape in shapes]
    x = x if len(x) > 1 else x[0]
    expected = model.predict(x, verbose=0)
    for found in (ours.predict(x, verbose=0), theirs.predict(x, verbose=0)):
        for a, b in zip(*((v if isinstance(v, list) else [v]) for v in (found, expected)), strict=True):
            np.testing.assert_allclose(a, b, atol=1e-5)


def test_arguments_at_their_defaults_are_left_out():
    model = layerloom.Sequential([layers.Input((4,), name="x"), layers.Dense(3, name="d")], name="m")
    assert 'layers.Dense(3, name="d"),' in code_of(model)
    assert 'd = layers.Dense(3, name="d")(x)' in to_python(parse_architecture(json.loads(model.to_json())))


def test_code_reads_as_a_person_would_write_it():
    expected = """\
import keras
import numpy as np
from keras import ops

x = keras.Input(shape=(6, 4), name="x")
y = x[:, 1:3, ::2]
y = y * 2.0
y = ops.add(y, np.array([[1.0, -2.0]], dtype="float32"))
subtract = y - (-1.0)
y = ops.transpose(subtract, axes=(0, 2, 1))
einsum = ops.einsum("abc,acd->abd", subtract, y)
"""
    layerloom.utils.clear_session()
    assert code_of(constants()).startswith(expected)


def test_several_outputs_have_names_of_their_own():
    layerloom.utils.clear_session()
    code = code_of(unpacked())
    for line in (
        'lstm, lstm_h, _ = layers.LSTM(3, return_sequences=True, return_state=True, name="lstm")(x)',
        "_, both_backward, _, both_backward_state = layers.Bidirectional(",
        "y = ops.max(x, axis=1)",
        "split_1, split_2 = ops.split(y, 2, axis=-1)",
        "y = split_1 * split_2",
        "pad = ops.pad(y, ((0, 0), (1, 1)))",
        "top_k_values, _ = ops.top_k(x, 2)",
    ):
        assert line in code
    assert 'heads["a"]' in code_of(outputs_by_key())
    x = np.random.default_rng(0).normal(size=(2, 5, 4)).astype("float32")
    model, theirs = unpacked(), run(code, "keras")
    theirs.set_weights(model.get_weights())
    for one, other in zip(model.predict(x, verbose=0), theirs.predict(x, verbose=0), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_what_a_file_holds_as_bytecode_is_for_a_person_to_write():
    config = {"name": "twice", "function": {"class_name": "__lambda__", "config": {"code": "4wE="}}}
    layer = {"class_name": "Lambda", "config": config}
    start = {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [None, 2]}}
    data = {"class_name": "Sequential", "config": {"name": "m", "layers": [start, layer]}}
    code = to_python(parse_architecture(data))
    ast.parse(code)
    assert "def twice_function(x):\n    raise NotImplementedError(" in code
    assert 'layers.Lambda(twice_function, name="twice")' in code


def test_classes_of_others_are_not_said_to_be_of_keras():
    layer = {"class_name": "Mine", "registered_name": "pack>Mine", "config": {"name": "mine", "size": 3}}
    start = {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [None, 2]}}
    data = {"class_name": "Sequential", "config": {"name": "m", "layers": [start, layer]}}
    code = to_python(parse_architecture(data))
    assert "# Of your own, import it from where it is: Mine" in code
    assert 'mine = Mine(size=3, name="mine")(x)' in code


def test_functions_and_objects_of_others_stand_under_their_names():
    config = {"name": "d", "units": 2, "activation": "mine>bent", "trainable": True, "dtype": "float32"}
    config["kernel_regularizer"] = {"class_name": "Reg", "registered_name": "mine>Reg", "config": {"a": 0.2}}
    start = {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [None, 2]}}
    chain = {"name": "m", "layers": [start, {"class_name": "Dense", "config": config}]}
    code = to_python(parse_architecture({"class_name": "Sequential", "config": chain}))
    assert "# Of your own, import it from where it is: Reg, bent\n" in code
    assert 'd = layers.Dense(2, activation=bent, kernel_regularizer=Reg(a=0.2), name="d")(x)' in code


EVIL = "__import__('os').getpid()"


def calls_evil(code):
    return any(getattr(node, "id", "") == "__import__" for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize("class_name", [f"Unheard({EVIL}) or Dense", f"pack>x or {EVIL}", "lambda", "a\nb"])
def test_texts_of_a_file_that_are_no_names_have_no_code(class_name):
    with pytest.raises(ArchitectureError, match="is no name in Python"):
        value_of({"class_name": class_name, "registered_name": class_name, "config": {}})


@pytest.mark.parametrize(
    "value",
    [
        {"class_name": "OptimizerMap", "config": {f"x={EVIL}, y": 1}},
        {"class_name": "Unheard", "config": {f"x={EVIL}, y": 1}},
        f"pack>{EVIL}",
        "pack>lambda",
        f'"""\n{EVIL}\\',
    ],
)
def test_texts_of_a_file_never_become_code(value):
    assert not calls_evil(value_of(value))


@pytest.mark.parametrize("name", ["\u00bd", "\uff4b\uff45\uff52\uff41\uff53", "lambda", f"x = {EVIL}"])
def test_names_of_layers_stay_names(name):
    config, loose = {"name": name, "units": 2}, f"{name} loose"
    calls = [[["x", 0, 0, {f"p={EVIL}, q": 1}]]]
    shape = {"name": "x", "batch_shape": [None, 2]}
    found = [
        {"class_name": "InputLayer", "name": "x", "config": shape, "inbound_nodes": []},
        {"class_name": "Dense", "name": name, "config": config, "inbound_nodes": calls},
        {
            "class_name": "Dense",
            "name": loose,
            "config": {**config, "name": loose},
            "inbound_nodes": [[["x", 0, 0, {}]]],
        },
    ]
    data = {"name": name, "layers": found, "input_layers": [["x", 0, 0]], "output_layers": [[name, 0, 0]]}
    arch = parse_architecture({"class_name": "Functional", "config": data})
    arch.nodes[loose] = replace(arch.nodes[loose], inputs=())
    code = to_python(arch)
    assert "# Not connected yet: " in code and not calls_evil(code)
    given = [node.targets[0].id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Assign)]
    assert "keras" not in given and len(given) == 3


@pytest.mark.parametrize("text", ["a\u200b\U0001f600", 'say "x"\\', "\ud800", "line\u2028two\n"])
def test_texts_in_code_are_the_same_texts(text):
    code = value_of(text)
    assert code.isprintable() and ast.literal_eval(code) == text


def test_layers_of_ready_networks_are_imported_from_where_keras_has_them():
    x = layers.Input((4,), name="x")
    y = layers.LayerScale(0.5, 4, name="scale")(layers.Dense(4, name="d")(x))
    model = layerloom.Model(x, layers.CustomScaleLayer(0.2, name="sum")([x, y]), name="m")
    code = code_of(model)
    assert "from keras.src.applications.convnext import LayerScale\n" in code
    assert 'sum_ = CustomScaleLayer(0.2, name="sum")([x, y])' in code
    assert run(code, "keras").count_params() == model.count_params()
    ours = to_python(parse_architecture(json.loads(model.to_json())), "layerloom")
    assert "layers.LayerScale(" in ours and told(run(ours, "keras").to_json()) == told(model.to_json())


def test_layers_that_keras_has_no_more_are_said():
    x = layers.Input((6, 2), name="x")
    code = code_of(layerloom.Model(x, layers.LocallyConnected1D(3, 2, name="own")(x)))
    assert "# Keras 3 has no such layer, only Layerloom: LocallyConnected1D\n" in code


def test_every_layer_that_keras_has_no_more_is_known_as_such():
    absent = {
        entry.name
        for entry in entries("layer")
        if not hasattr(keras.layers, entry.name) and not entry.module.startswith("keras.src.applications.")
    }
    written_otherwise = {"Model", "FeatureSpace", *(name for name in absent if name.startswith("Quantized"))}
    assert absent - written_otherwise == _GONE


def test_unfinished_drawings_give_code_that_runs():
    arch = parse_architecture(json.loads(nested().to_json()))
    arch.outputs = []
    code = to_python(arch)
    ast.parse(code)
    assert "There is no model yet" in code


@pytest.mark.parametrize(
    "entry", [e for e in entries("layer") if e.category and e.name not in ODD], ids=lambda e: e.name
)
def test_every_layer_has_code_that_makes_it(entry):
    from layerloom.graph.python_code import call_of

    layer = entry.target(**entry.start)
    code = call_of("layers", entry.name, layer.get_config(), "layer")
    again = eval(code, {"layers": layers, "keras": layerloom})
    assert again.get_config() == layer.get_config()


def test_row_102_what_files_say_of_training_by_default_is_not_said_in_code():
    """Keras writes `training=False` into files for what takes it by default; nobody would write it."""
    start = keras.Input((4,))
    model = keras.Model(start, keras.layers.BatchNormalization()(keras.layers.Dropout(0.5)(start)))
    assert '"training": false' in model.to_json()
    assert "training" not in to_python(parse_architecture(json.loads(model.to_json())))


INHERITED = {
    "clipnorm": 0.5, "clipvalue": 0.5, "global_clipnorm": 0.5, "weight_decay": 0.1, "use_ema": True,
    "ema_momentum": 0.5, "ema_overwrite_frequency": 3, "loss_scale_factor": 8.0, "gradient_accumulation_steps": 2,
}  # fmt: skip


def again(value, library, kind=None):
    code = value_of(value, kind=kind)
    return code, eval(code, {"keras": library})


def unnamed(config):
    return {key: value for key, value in config.items() if key != "name"}


@pytest.mark.parametrize(
    "name", [e.name for e in entries("optimizer") if not e.name.endswith(("Scale", "Optimizer"))]
)
def test_optimizers_keep_the_settings_that_all_have(name):
    own = getattr(layerloom.optimizers, name)
    for key, value in INHERITED.items():
        config = own(**{key: value}).get_config()
        for library in (layerloom, keras):
            code, found = again({"class_name": name, "config": config}, library)
            assert f"{key}={value}" in code and "name=" not in code
            expected = type(found).from_config(config).get_config()
            assert unnamed(found.get_config()) == unnamed(expected)


def test_maps_of_optimizers_are_those_of_keras():
    optimizer = layerloom.optimizers.MultiOptimizer(
        layerloom.optimizers.OptimizerMap(layerloom.optimizers.SGD(0.5), {"d": layerloom.optimizers.Adam()})
    )
    code, found = again({"class_name": "MultiOptimizer", "config": optimizer.get_config()}, keras)
    assert 'optimizer_map={"d": keras.optimizers.Adam()}' in code.replace("\n", "")
    assert (
        float(found.get_config()["optimizer_map"]["config"]["default_optimizer"]["config"]["learning_rate"])
        == 0.5
    )


@pytest.mark.parametrize("name", ["MeanSquaredError", "BinaryCrossentropy", "KLDivergence"])
def test_metrics_that_are_called_like_losses_are_metrics(name):
    config = {**getattr(layerloom.metrics, name)().get_config(), "name": "mine"}
    code, found = again({"class_name": name, "config": config}, keras, "metric")
    assert code == f'keras.metrics.{name}(name="mine")' and found.name == "mine"
    assert again({"class_name": name, "config": {}}, keras)[0] == f"keras.losses.{name}()"
