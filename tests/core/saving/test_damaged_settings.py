"""Settings of every layer with other values in their place: told in a sentence of ours, or opened."""

from __future__ import annotations

import copy
import json
import random
import re

import pytest
from tests.core.contract.test_layers import LAYERS, model_of

import layerloom as keras
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.models import formats, model_from_json
from layerloom.patterns import matches

LONG = "n" * 100_000
INITIALIZER = {"class_name": "GlorotUniform", "config": {"seed": 2**70}}
CONSTANT = {"class_name": "__numpy__", "config": {"value": [1, [2]], "dtype": "float32"}}
VALUES = [
    None, True, 0, -1, 2**63, 10**30, 1e308, 1.5, "", "x", "../x", "a\nb", "\ud800", LONG, [], [[]], [None], [1, 2],
    ["x"], [[1, 2], [3]], list(range(5000)), {}, {"x": 1}, {"class_name": [1], "config": {}}, {"class_name": "Dense"},
    {"class_name": "Dense", "config": None}, {"class_name": "Dense", "config": {"units": 3}}, INITIALIZER, CONSTANT,
    {"class_name": "Lambda", "config": {}}, {"class_name": "function", "config": 3}, {"class_name": "Functional"},
    {"class_name": "__keras_tensor__", "config": {}}, {"class_name": "Unknown", "config": {}}, "float16", "string",
]  # fmt: skip
#: What Python and NumPy say, and what no person can act on.
PYTHONS = re.compile(
    r"object has no|'NoneType'|subscriptable|iterable|broadcast|index out of|unsupported operand|positional argument:"
    r"|unexpected keyword|invalid literal|not supported between|unhashable|object at 0x|<class|setting an array"
    r"|to unpack|not callable|inhomogeneous|argument must be|Traceback|codec|Error: "
)


def places(data, path=()):
    if path:
        yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def change(data, draw):
    """Puts something else in the place of one value, and returns what was changed."""
    *path, last = draw.choice(list(places(data)))
    owner = data
    for key in path:
        owner = owner[key]
    if draw.random() < 0.1:
        del owner[last]
    else:
        owner[last] = copy.deepcopy(draw.choice([*VALUES, [owner[last]]]))
    return path, last, str(owner[last])[:60] if isinstance(owner, dict) and last in owner else None


@pytest.mark.filterwarnings("ignore")
def test_damaged_settings_are_told_or_opened(tmp_path):
    draw = random.Random(4)
    models = [model_of(entry).to_json() for entry in LAYERS]
    doors = [
        lambda text: model_from_json(text),
        lambda text: model_from_json(text, placeholders=True),
        lambda text: formats.read_any(written(tmp_path, text)),
    ]
    told = opened = 0
    for number in range(450):
        data = json.loads(models[number % len(models)])
        changed = change(data, draw)
        try:
            draw.choice(doors)(json.dumps(data))
            opened += 1
        except LayerloomError as error:
            text = str(error)
            assert not PYTHONS.search(text), (changed, text)
            assert len(text) < 1000, (changed, text[:200])
            assert text.count("\n") < 5, (changed, text)
            told += 1
    assert told > 150
    assert opened > 50


def written(folder, text):
    (folder / "m.json").write_text(text)
    return folder / "m.json"


def with_settings(class_name, **settings):
    layer = {"class_name": class_name, "config": {"name": "mine", **settings}}
    start = {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [None, 8, 8, 3]}}
    return json.dumps({"class_name": "Sequential", "config": {"name": "net", "layers": [start, layer]}})


@pytest.mark.parametrize(
    "text, words",
    [
        (with_settings("Discretization", bin_boundaries=True), "'mine': bin_boundaries cannot be True"),
        (with_settings("RandomSharpness", factor=0.5, value_range=[0, "x"]), "value_range cannot be"),
        (with_settings("Dense", units=3, kernel_initializer={"class_name": "Dense", "config": {"units": 3}}), "'mine'"),
        (with_settings("Dense", units=3, dtype=LONG), "'mine': Unknown number type 'nnn"),
        (with_settings("Rescaling", scale=LONG), "'mine': scale must be a number"),
        (with_settings("Dense", units=3, kernel_initializer={"class_name": [1], "config": {}}), "must be text"),
        (with_settings("Dense", units=3, name="\ud800"), "half of a character"),
        (json.dumps({**json.loads(with_settings("Flatten")), "registered_name": "Flatten"}), "a Flatten, cannot be"),
    ],
)  # fmt: skip
def test_setting_that_cannot_be_is_named(text, words):
    with pytest.raises(LayerloomError, match=words) as caught:
        model_from_json(text)
    assert len(str(caught.value)) < 1000


def test_known_layers_beside_a_damaged_one_are_not_built_beyond_bounds():
    damaged = json.loads(with_settings("Dense", units=10**9))
    damaged["config"]["layers"].append({"class_name": "Rescaling", "config": {"name": "r", "scale": "x"}})
    with pytest.raises(LayerloomError, match="MiB of weights"):
        model_from_json(json.dumps(damaged), placeholders=True)


def compiled(folder, change):
    """A file of a compiled model whose training settings are changed."""
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="a" * 28 + "!")])
    model.compile(keras.optimizers.Muon(), "mse", metrics=["auc"])
    text = json.loads(model.to_json())
    change(text["compile_config"])
    return model_from_json(json.dumps(text))


@pytest.mark.filterwarnings("ignore:The training settings")
@pytest.mark.parametrize("name", ["AUC", "PrecisionAtRecall", "MeanIoU"])
def test_metrics_of_a_file_stay_small(name, tmp_path):
    sizes = {"MeanIoU": {"num_classes": 10**8}, "PrecisionAtRecall": {"recall": 0.5, "num_thresholds": 10**8}}
    config = sizes.get(name, {"num_thresholds": 10**8})
    metric = {"module": "keras.metrics", "class_name": name, "config": config, "registered_name": None}
    model = compiled(tmp_path, lambda settings: settings.update(metrics=[metric]))
    assert model.optimizer is None


@pytest.mark.parametrize(
    "pattern, path, anywhere, found",
    [
        ("dense", "dense", False, True),
        ("dense", "net/dense/kernel", False, False),
        ("dense", "net/dense/kernel", True, True),
        (r".*/dense_\d+/[a-z]+", "net/dense_12/kernel", False, True),
        ("(dense|conv)?", "conv", False, True),
        ("(?i)DENSE", "dense", False, True),
    ],
)
def test_patterns_of_paths(pattern, path, anywhere, found):
    assert matches(pattern, path, anywhere) is found


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a|aa){50}", "(a)(?=b)", r"(a)\1", "a?" * 30 + "a" * 30, ".*" * 9, "(a", 5, "a" * 2000],
)
def test_pattern_that_takes_ages_is_refused(pattern):
    with pytest.raises(LayerloomError):
        matches(pattern, "a" * 40 + "!", anywhere=True)


def test_pattern_of_a_file_cannot_hold_up_its_loading(tmp_path):
    path = tmp_path / "m.keras"
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="a" * 28 + "!")])
    model.compile(keras.optimizers.Muon(exclude_layers=["dense"]), "mse")
    model.optimizer.build(model.trainable_variables)
    model.optimizer.exclude_layers = ["(a+)+$"]
    model.save(path)
    with pytest.raises(FileFormatError, match="may take ages"):
        keras.models.load_model(path)
