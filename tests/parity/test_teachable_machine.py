"""Models of Teachable Machine: their answers, their labels, and how pictures go into them."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from PIL import Image, ImageOps
from tests.parity.teachable_machine import EDGE, LABELS, for_keras, for_tfjs, network

from layerloom import models, saving
from layerloom.models.formats import read_any
from layerloom_studio.cli.commands import run

WAYS = {"keras": for_keras, "tfjs": for_tfjs}


@pytest.fixture(scope="module")
def theirs():
    return network()


@pytest.fixture(scope="module", params=sorted(WAYS))
def path(request, theirs, tmp_path_factory):
    return WAYS[request.param](theirs, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Three pictures, of which the widest is cut, as the sample code of Teachable Machine does."""
    folder, rng = tmp_path_factory.mktemp("pictures"), np.random.default_rng(5)
    found = []
    for number, width in enumerate((EDGE, EDGE, 300)):
        coarse = rng.integers(0, 256, (7, 10, 3), "uint8")
        picture = Image.fromarray(coarse).resize((width, EDGE), Image.Resampling.BICUBIC)
        picture.save(file := folder / f"{number}.png")
        found.append(file)
    return found


def prepared(pictures):
    """What the sample code of Teachable Machine makes of pictures."""
    opened = (Image.open(picture).convert("RGB") for picture in pictures)
    cut = (ImageOps.fit(picture, (EDGE, EDGE), Image.Resampling.LANCZOS) for picture in opened)
    return np.stack([np.asarray(picture).astype("float32") / 127.5 - 1 for picture in cut])


def test_the_answers_are_those_of_tf_keras(path, theirs, pictures):
    x = prepared(pictures)
    want = theirs.predict(x, verbose=0)
    assert np.ptp(want, axis=0).max() > 0.05  # or nothing would be compared
    np.testing.assert_allclose(models.load_model(path).predict(x, verbose=0), want, atol=1e-5)


@pytest.mark.parametrize("version", ["2.2.4-tf", "2.7.0"])
def test_of_any_version_of_its_converter(version, theirs, pictures, tmp_path):
    model = models.load_model(for_keras(theirs, tmp_path, version))
    x = prepared(pictures[:1])
    np.testing.assert_allclose(model.predict(x, verbose=0), theirs.predict(x, verbose=0), atol=1e-5)


def test_its_labels_and_its_way_of_scaling_are_told(path):
    told = saving.read_metadata(path)
    assert told["classes"] == list(LABELS)
    size = {"height": EDGE, "width": EDGE, "channels": 3}
    assert told["fitting"] == {**size, "shaping": "crop", "rescale": 1 / 127.5, "offset": -1.0}


def test_they_travel_in_what_is_made_of_it(path, tmp_path):
    assert run(["convert", str(path), str(tmp_path / "o.keras")]) == 0
    assert read_any(tmp_path / "o.keras").metadata.items() >= saving.read_metadata(path).items()


def test_the_command_line_classifies_with_them(path, theirs, pictures, tmp_path, capsys):
    assert run(["summary", str(path)]) == 0
    told = capsys.readouterr().out
    assert f"Classes: {', '.join(LABELS)}" in told
    assert "224 × 224, RGB" in told
    assert "values -1 to 1" in told
    table = tmp_path / "table.csv"
    assert run(["classify", str(path), *map(str, pictures), "--csv", str(table)]) == 0
    with table.open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))[1:]
    for row, answer in zip(rows, theirs.predict(prepared(pictures), verbose=0), strict=True):
        best = int(answer.argmax())
        assert LABELS[best] in row
        found = [float(item) for item in row if item.replace(".", "", 1).isdigit() and float(item) <= 1]
        assert min(abs(number - answer[best]) for number in found) < 2e-3


@pytest.mark.parametrize(
    "change, classes, edge, channels",
    [
        ({"imageSize": 96, "grayscale": True}, LABELS, 96, 1),
        ({"imageSize": None}, LABELS, None, None),
        ({"imageSize": True}, LABELS, None, None),
        ({"labels": None, "wordLabels": ["Background", "clap"], "imageSize": None}, ("Background", "clap"), None, None),
        ({"labels": "Cat"}, None, None, None),
        ({"labels": [1, 2, 3]}, None, None, None),
        ({"labels": ["a\n", "b\x1b"]}, None, None, None),
    ],
)  # fmt: skip
def test_what_its_metadata_may_say(change, classes, edge, channels, tmp_path):
    path = saving_of_nothing(tmp_path)
    about = {"labels": list(LABELS), "imageSize": EDGE, **change}
    (tmp_path / "metadata.json").write_text(json.dumps(about))
    told = saving.read_metadata(path)
    assert told.get("classes") == (classes and list(classes))
    fitting = told.get("fitting") or {}
    assert (fitting.get("height"), fitting.get("channels")) == (edge, channels)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"labels": ["a"], "labels": ["b"]}', "\ud7ff\0"])
def test_other_files_of_that_name_tell_nothing(text, tmp_path):
    path = saving_of_nothing(tmp_path)
    (tmp_path / "metadata.json").write_text(text)
    assert saving.read_metadata(path) == {}


def saving_of_nothing(folder):
    path = folder / "model.json"
    path.write_text('{"modelTopology": {}, "weightsManifest": []}')
    return path
