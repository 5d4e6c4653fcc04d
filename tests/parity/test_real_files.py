"""Models that other people trained with Keras 1.2 to 3.5 give their own numbers here, and can be drawn."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from layerloom import models, saving
from layerloom.errors import FileFormatError
from layerloom.graph import analyse, parse_architecture
from layerloom_studio.document.content import Content

FOLDER = (
    Path(os.environ.get("LAYERLOOM_REAL_FILES", Path(__file__).resolve().parents[3] / "shared")) / "models"
)
MANIFEST = FOLDER / "manifest.json"
ENTRIES = json.loads(MANIFEST.read_text(encoding="utf-8"))["models"] if MANIFEST.is_file() else []
LOADABLE = [entry for entry in ENTRIES if entry.get("expect") != "refuse"]
REFUSED = [entry for entry in ENTRIES if entry.get("expect") == "refuse"]


def title(entry):
    return entry["id"]


def opened(entry):
    if "config_file" not in entry:
        return saving.load_model(FOLDER / entry["file"])
    text = (FOLDER / entry["config_file"]).read_text(encoding="utf-8")
    read = models.model_from_yaml if entry["config_file"].endswith(".yaml") else models.model_from_json
    model = read(text)
    model.load_weights(FOLDER / entry["file"])
    return model


def drawn(source):
    draw = np.random.RandomState(source["seed"])
    kind = draw.randint if source["kind"] == "randint" else draw.uniform
    data = kind(source["low"], source["high"], source["shape"]).astype(source["dtype"])
    if "mask_from" in source:
        data[1:, source["mask_from"] :] = source["mask_value"]
    return data


@pytest.mark.filterwarnings("ignore:The saved state of optimizer")
@pytest.mark.parametrize("entry", LOADABLE, ids=title)
def test_outputs_are_those_of_the_keras_that_wrote_the_file(real_files, entry):
    model = opened(entry)
    data = [drawn(source) for source in entry["inputs"]]
    outputs = model.predict(data if len(data) > 1 else data[0], verbose=0)
    outputs = outputs if isinstance(outputs, list) else [outputs]
    with np.load(FOLDER / entry["refs"]) as refs:
        for index, (output, atol) in enumerate(zip(outputs, entry["atol"], strict=True)):
            assert list(output.shape) == entry["outputs"][index]
            np.testing.assert_allclose(output, refs[f"y{index}"], atol=atol, rtol=1e-4)
        if "real" in entry:  # real pictures and what they show
            pictures = refs["rx"] * np.float32(entry["real"]["scale"]) + np.float32(entry["real"]["offset"])
            guesses = model.predict(pictures, verbose=0)
            np.testing.assert_allclose(guesses, refs["ry"], atol=1e-4)
            accuracy = np.mean(guesses.argmax(axis=-1) == refs["labels"])
            assert accuracy == pytest.approx(entry["real"]["accuracy"], abs=0.005)
    assert model.count_params() == entry["params"]
    content = Content(architecture=parse_architecture(json.loads(model.to_json())))
    content.place_missing()
    analysis = analyse(content.architecture)
    assert not analysis.problems
    assert analysis.parameters == entry["params"]
    assert len(set(content.positions.values())) == len(content.architecture.nodes)


@pytest.mark.parametrize("entry", REFUSED, ids=title)
def test_code_from_a_file_is_refused(real_files, entry):
    with pytest.raises(FileFormatError, match=r"lambda_\d.*Lambda.*code"):
        saving.load_model(FOLDER / entry["file"])
