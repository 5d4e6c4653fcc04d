"""Layers models of TensorFlow.js: real files of it and of its converter, and every form that they may have."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.core.saving.tfjs_files import bare, write

from layerloom import layers, models, saving
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.models.formats import read_any

REAL = Path(__file__).parent / "by_tfjs_4_22"
GRAPH = "graph model of TensorFlow.js.*ask for the Keras model"


def arrays(values):
    return [np.array(item["data"], item.get("dtype", "float32")).reshape(item["shape"]) for item in values]


def network():
    return models.Sequential(
        [layers.Input((4,)), layers.Dense(3, name="a"), layers.BatchNormalization(name="n")], name="net"
    )


def topology(model=None):
    model = model or network()
    told = bare({"class_name": "Sequential", "config": json.loads(model.to_json())["config"]})
    return {"keras_version": "2.9.0", "backend": "tensorflow", "model_config": told}


def some(model=None):
    rng = np.random.default_rng(4)
    model = model or network()
    return [rng.uniform(0.5, 1.5, array.shape).astype("float32") for array in model.get_weights()]


NAMES = ("a/kernel", "a/bias", "n/gamma", "n/beta", "n/moving_mean", "n/moving_variance")


@pytest.mark.parametrize("name", sorted(path.name for path in REAL.iterdir()))
def test_real_files_give_the_answers_that_their_writers_gave(name):
    model = saving.load_model(REAL / name / "model.json")
    answers = json.loads((REAL / name / "answers.json").read_text())
    x = arrays(answers["x"])
    found = model.predict(x if len(x) > 1 else x[0], verbose=0)
    for one, other in zip(found if len(answers["y"]) > 1 else [found], arrays(answers["y"]), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name, kind", [("adam", "Adam"), ("momentum", "SGD"), ("rmsprop", "RMSprop")])
def test_training_goes_on_as_it_does_there(name, kind):
    answers = json.loads((REAL / name / "answers.json").read_text())
    x, later = arrays(answers["x"])[0], arrays([answers["later"]])[0]
    model = saving.load_model(REAL / name / "model.json")
    assert type(model.optimizer).__name__ == kind
    model.fit(x, np.ones((3, 2)), epochs=3, shuffle=False, verbose=0)
    np.testing.assert_allclose(model.predict(x, verbose=0), later, atol=1e-5)
    afresh = saving.load_model(REAL / name / "model.json", compile=False)
    assert afresh.optimizer is None
    afresh.compile(model.optimizer.from_config(model.optimizer.get_config()), "mse")
    afresh.fit(x, np.ones((3, 2)), epochs=3, shuffle=False, verbose=0)
    assert np.abs(afresh.predict(x, verbose=0) - later).max() > 1e-3


def test_settings_of_training_are_those_of_keras():
    model = saving.load_model(REAL / "rmsprop" / "model.json")
    settings = model.optimizer.get_config()
    assert (settings["rho"], settings["momentum"], settings["centered"]) == (0.8, 0.5, False)
    model = saving.load_model(REAL / "adam" / "model.json")
    settings = model.optimizer.get_config()
    assert [settings[key] for key in ("learning_rate", "beta_1", "beta_2")] == [0.01, 0.9, 0.999]
    assert type(saving.load_model(REAL / "converted_keras2" / "model.json").optimizer).__name__ == "Adam"


@pytest.mark.parametrize(
    "name",
    [
        lambda name: name,
        lambda name: f"{name}:0",
        lambda name: f"net/{name}",
        lambda name: f"outer/net/{name}",
        lambda name: f"{name.partition('/')[0]}/a_cell/{name.partition('/')[2]}",
        lambda name: f"{name.partition('/')[0]}/{[n for n in NAMES if n[0] == name[0]].index(name)}",
    ],
)
def test_names_say_whose_the_arrays_are(name, tmp_path):
    rows = [(name(own), array) for own, array in zip(NAMES, some(), strict=True)]
    model = saving.load_model(write(tmp_path, topology(), [rows[::-1]]))
    for one, other in zip(model.get_weights(), some(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_layers_of_one_name_in_two_models_are_told_apart_by_these(tmp_path):
    parts = [models.Sequential([layers.Input((3,)), layers.Dense(3, name="d")], name=name) for name in "xy"]
    model = models.Sequential([layers.Input((3,)), *parts])
    rows = [
        (f"{part}/d/{name}", array)
        for (part, name), array in zip(
            [(p, n) for p in "xy" for n in ("kernel", "bias")], some(model), strict=True
        )
    ]
    found = saving.load_model(write(tmp_path, topology(model), [rows]))
    for one, other in zip(found.get_weights(), some(model), strict=True):
        np.testing.assert_array_equal(one, other)
    rows = [(f"d/kernel{number}", array) for number, (_, array) in enumerate(rows)]
    with pytest.raises(FileFormatError, match="several layers"):
        saving.load_model(write(tmp_path, topology(model), [rows]))


@pytest.mark.parametrize("cut", [0, 1, 7, 4096])
def test_numbers_may_be_cut_between_files_and_stand_in_groups(cut, tmp_path):
    rows = list(zip(NAMES, some(), strict=True))
    model = saving.load_model(write(tmp_path, topology(), [rows[:2], rows[2:]], cut))
    for one, other in zip(model.get_weights(), some(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("kind, step", [("uint8", 1 / 255), ("uint16", 1 / 65535), ("float16", 1e-3)])
def test_quantized_weights(kind, step, tmp_path):
    rows = [(name, array, kind) for name, array in zip(NAMES, some(), strict=True)]
    model = saving.load_model(write(tmp_path, topology(), [rows]))
    for one, other in zip(model.get_weights(), some(), strict=True):
        assert one.dtype == np.float32
        np.testing.assert_allclose(one, other, atol=step)
    assert np.abs(model.get_weights()[0] - some()[0]).max() > 0


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("format"),
        lambda data: data["weightsManifest"][0].update(paths=["./group1-shard1of1.bin"]),
        lambda data: data.update(modelTopology={**topology()["model_config"], "keras_version": "tfjs-layers 1.3.1"}),
        lambda data: data.update(userDefinedMetadata={"a": 1}, signature=None),
        lambda data: data["modelTopology"]["model_config"].update(class_name="Sequential"),
    ],
)  # fmt: skip
def test_forms_of_the_file(change, tmp_path):
    path = write(tmp_path, topology(), [list(zip(NAMES, some(), strict=True))])
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8-sig")
    opened = read_any(path)
    assert opened.has_weights
    for one, other in zip(opened.model.get_weights(), some(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_weights_alone_go_into_a_model(tmp_path):
    path = write(tmp_path, None, [list(zip(NAMES, some(), strict=True))])
    model = network()
    model.load_weights(path)
    for one, other in zip(model.get_weights(), some(), strict=True):
        np.testing.assert_array_equal(one, other)
    with pytest.raises(FileFormatError, match="without the layers of the network"):
        saving.load_model(path)
    other = models.Sequential(
        [layers.Input((5,)), layers.Dense(3, name="a"), layers.BatchNormalization(name="n")]
    )
    before = other.get_weights()
    with pytest.raises(FileFormatError, match=r"has shape \(5, 3\), the file has \(4, 3\)"):
        other.load_weights(path)
    np.testing.assert_array_equal(other.get_weights()[5], before[5])
    with pytest.warns(UserWarning, match="layer 'a'"):
        other.load_weights(path, skip_mismatch=True)
    np.testing.assert_array_equal(other.get_weights()[0], before[0])
    np.testing.assert_array_equal(other.get_weights()[5], some()[5])


def test_layers_that_are_not_known_keep_their_arrays(tmp_path):
    data = topology()
    data["model_config"]["config"]["layers"][-1]["class_name"] = "MyNormalization"
    path = write(tmp_path, data, [list(zip(NAMES, some(), strict=True))])
    with pytest.raises(FileFormatError, match=r"custom_objects=\{'MyNormalization': \.\.\.\}"):
        saving.load_model(path)
    model = saving.load_model(path, placeholders=True)
    model.save(tmp_path / "m.h5")
    found = saving.load_model(tmp_path / "m.h5", {"MyNormalization": layers.BatchNormalization})
    for one, other in zip(found.get_weights(), some(), strict=True):
        np.testing.assert_array_equal(one, other)


def graph(folder):
    return write(
        folder, {"node": [{"name": "x", "op": "Placeholder"}], "versions": {}}, [], format="graph-model"
    )


@pytest.mark.parametrize("door", [saving.load_model, read_any, network().load_weights])
def test_a_graph_is_refused_with_what_to_ask_for(door, tmp_path):
    with pytest.raises(FileFormatError, match=GRAPH) as caught:
        door(graph(tmp_path))
    assert "\n" not in str(caught.value)


def test_an_older_graph_does_not_say_so_itself(tmp_path):
    path = graph(tmp_path)
    path.write_text(path.read_text().replace('"format": "graph-model", ', ""))
    with pytest.raises(FileFormatError, match=GRAPH):
        saving.load_model(path)


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("net.json", network().to_json(), r"without its weights: make the model with model_from_json\(text\)"),
        ("net.txt", network().to_json(), r"without its weights: make the model with model_from_json\(text\)"),
        ("net.yaml", "class_name: Sequential\nconfig: []\n", r"model_from_yaml\(text\), then call its load_weights"),
        ("other.json", '{"a": 1}', "is no HDF5 file"),
        ("text.h5", "class_name", "is no HDF5 file"),
    ],
)  # fmt: skip
def test_an_architecture_is_no_model_with_weights(name, text, words, tmp_path):
    (tmp_path / name).write_text(text)
    for door in (saving.load_model, network().load_weights):
        with pytest.raises(FileFormatError, match=rf"{name}: .*{words}"):
            door(tmp_path / name)


def test_the_topology_alone_is_told_to_belong_to_files(tmp_path):
    text = write(tmp_path, topology(), []).read_text()
    with pytest.raises(LayerloomError, match=r"open its model\.json by load_model"):
        models.model_from_json(text)
    with pytest.raises(FileFormatError, match="layer 'a' has 2 weights, the file has 0"):
        saving.load_model(tmp_path / "model.json")


def test_damaged_files_are_refused_or_open(tmp_path):
    path = write(
        tmp_path, topology(), [[(name, array, "uint16") for name, array in zip(NAMES, some(), strict=True)]]
    )
    rng = np.random.default_rng(7)
    whole = {file: file.read_bytes() for file in (path, tmp_path / "group1-shard1of1.bin")}
    refused = []
    for round_ in range(250):
        file, content = list(whole.items())[round_ % 10 == 0]
        data = bytearray(content)
        if round_ % 3:
            data[rng.integers(len(data))] ^= 1 << rng.integers(8)
        else:
            del data[rng.integers(len(data)) :]
        file.write_bytes(data)
        try:
            saving.load_model(path)
        except LayerloomError as error:
            refused.append(str(error))
        file.write_bytes(content)
    assert 100 < len(refused) < 250
    assert all("model.json: " in text and len(text) < 1000 + len(str(path)) for text in refused)


def test_numbers_alone_are_told_to_belong_to_a_model():
    with pytest.raises(
        FileFormatError, match=r"weights\.bin: holds numbers alone: .* the model\.json beside it"
    ):
        read_any(REAL / "adam" / "weights.bin")
