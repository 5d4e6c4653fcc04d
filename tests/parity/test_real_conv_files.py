"""Real files with convolution and pooling of many kinds give their reference outputs."""

import json
import zipfile

import numpy as np
import pytest

from layerloom import models, saving
from layerloom.graph import analyse, parse_architecture

WHOLE = [
    "fer2013_mini_xception",
    "embedding_conv1d",
    "streaming_wakeword_dsconv",
    "conv2d_transpose_upsampling_cropping",
    "wgan_discriminator",
]
ARCHIVES = ["ecg_conv1d_functional", "finance_conv1d"]


def entry_of(folder, name):
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["models"]
    return next(entry for entry in entries if entry["id"] == name)


def check(folder, entry, model):
    (source,) = entry["inputs"]
    draw = np.random.RandomState(source["seed"])
    kind = draw.randint if source["kind"] == "randint" else draw.uniform
    data = kind(source["low"], source["high"], source["shape"]).astype(source["dtype"])
    with np.load(folder / entry["refs"]) as refs:
        np.testing.assert_allclose(model.predict(data, verbose=0), refs["y0"], atol=entry["atol"][0])
    assert model.count_params() == entry["params"]
    drawn = analyse(parse_architecture(json.loads(model.to_json())))
    assert drawn.problems == []
    assert drawn.parameters == entry["params"]


@pytest.mark.filterwarnings("ignore:The saved state of optimizer")
@pytest.mark.parametrize("name", WHOLE)
def test_whole_models(real_files, name):
    folder = real_files / "models"
    entry = entry_of(folder, name)
    check(folder, entry, saving.load_model(folder / entry["file"]))


@pytest.mark.parametrize("name", ARCHIVES)
def test_architecture_and_weights_of_archives(real_files, name, tmp_path):
    folder = real_files / "models"
    entry = entry_of(folder, name)
    with zipfile.ZipFile(folder / entry["file"]) as archive:
        archive.extract("model.weights.h5", tmp_path)
        model = models.model_from_json(archive.read("config.json").decode("utf-8"))
    model.load_weights(tmp_path / "model.weights.h5")
    check(folder, entry, model)
