"""Project files: round trip, foreign and broken files, safe writing."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.document import Content, Project, read_project, write_project
from layerloom_studio.document.edits import MoveNodes, SetSettings
from layerloom_studio.document.files import from_json, to_json

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def net(drawing):
    drawing.chain("InputLayer", "Dense", "Dense", "Add")
    drawing.connect("dense", "add")
    drawing.project.apply(MoveNodes({"dense": (-7.5, 33.0)}))
    drawing.project.apply(SetSettings("data", {"source": "iris", "validation_split": 0.3, "seed": 1}))
    drawing.project.apply(SetSettings("callbacks", [{"class_name": "TerminateOnNaN", "config": {}}]))
    return drawing


def test_what_is_written_reads_back_the_same(net, tmp_path):
    path = tmp_path / "net.layerloom.json"
    write_project(net.project.content(), path)
    content = read_project(path)
    assert to_json(content) == to_json(net.project.content())
    assert content.positions["dense"] == (-7.5, 33.0)
    assert content.data["source"] == "iris"


def test_the_file_is_keras_json_with_our_keys_beside(net, tmp_path):
    path = tmp_path / "net.json"
    write_project(net.project.content(), path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["class_name"] == "Functional"
    assert {"canvas", "data", "training", "callbacks"} < set(data)
    assert "compile_config" not in data


def test_a_loose_drawing_survives(drawing, tmp_path):
    drawing.chain("InputLayer", "Dense")
    drawing.add("Add", (400.0, 0.0))
    drawing.add("Flatten", (400.0, 100.0))
    drawing.connect("flatten", "add")
    before = drawing.text()
    write_project(drawing.project.content(), tmp_path / "a.json")
    drawing.project.load(read_project(tmp_path / "a.json"))
    assert drawing.text() == before


def test_a_bare_keras_json_is_laid_out_and_gets_default_settings(tmp_path):
    layers = [
        {"class_name": "Dense", "config": {"units": 2, "name": "a", "batch_input_shape": [None, 4]}},
        {"class_name": "Dense", "config": {"units": 2, "name": "b"}},
    ]
    path = tmp_path / "keras.json"
    path.write_text(json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": layers}}))
    project = Project(read_project(path))
    nodes = list(project.architecture.nodes)
    assert len(nodes) == 3
    assert len({project.positions[node][1] for node in nodes}) == 3
    assert project.training["epochs"] == 20


def test_unusable_places_are_laid_out_anew(net, tmp_path):
    data = to_json(net.project.content())
    data["canvas"]["nodes"] = {
        "dense": [["x", None]],
        "add": [[1e300, 0]],
        "dense_1": [[3, 4]],
        "input_layer": 5,
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data))
    project = Project(read_project(path))
    assert project.positions["dense_1"] == (3.0, 4.0)
    assert set(project.positions) == set(project.architecture.nodes)


_FLATTEN = b'{"class_name": "Flatten", "config": {"name": "f"}}'

_BAD = {
    "not there": (None, "there is no such file"),
    "a number without an end": (b'{"class_name": ' + b"9" * 5_000 + b"}", "number that is too long"),
    "empty": (b"", "The text is no JSON: Expecting value (line 1)"),
    "binary": (b"\x89HDF\r\n\x1a\n\xff\xfe", "The text is neither UTF-8 nor UTF-16"),
    "cut off": (b'{"class_name": "Functional", "config": {', "The text is no JSON"),
    "other JSON": (b'{"a": 1}', "no Keras model"),
    "a list": (b"[1, 2]", "no Keras model"),
    "deep": (b"[" * 200_000, "deep"),
    "newer": (
        b'{"class_name": "Sequential", "config": {"layers": []}, "canvas": {"version": 99}}',
        "newer version",
    ),
    "bad data": (b'{"class_name": "Sequential", "config": {"layers": []}, "data": 3}', "'data' must hold"),
    "bad callbacks": (
        b'{"class_name": "Sequential", "config": {"layers": []}, "callbacks": [{"class_name": 1}]}',
        "'callbacks' must hold",
    ),
    "two of one name": (
        b'{"class_name": "Sequential", "config": {"layers": [%s, %s]}}' % (_FLATTEN, _FLATTEN),
        "Two layers are called 'f'",
    ),
}


@pytest.mark.parametrize("content, cause", _BAD.values(), ids=_BAD.keys())
def test_a_bad_file_gives_one_sentence_with_the_file_and_the_cause(tmp_path, content, cause):
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileFormatError) as caught:
        read_project(path)
    message = str(caught.value)
    assert "bad.json" in message
    assert cause in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_failed_write_leaves_the_old_file_whole(net, tmp_path, monkeypatch):
    path = tmp_path / "net.json"
    write_project(Content(), path)
    before = path.read_bytes()

    def full_disk(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full_disk)
    with pytest.raises(FileFormatError, match="cannot be written: No space left"):
        write_project(net.project.content(), path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["net.json"]


def test_a_file_cannot_be_written_where_a_file_is_no_folder(net, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FileFormatError, match="cannot be written"):
        write_project(net.project.content(), tmp_path / "file" / "net.json")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.json")
    for path in (tmp_path / "a.json", Path("/dev/zero")):
        with pytest.raises(FileFormatError, match="device or pipe"):
            read_project(path)


@pytest.mark.parametrize("seed", range(60))
def test_projects_with_odd_values_open_or_are_refused_in_a_sentence(seed):
    """Values of a project in order, up to three at a time, become something else or go."""
    odd = [
        None,
        True,
        -1,
        1e308,
        "",
        "x" * 2000,
        "../../etc",
        [],
        {},
        [[]],
        {"a": 1},
        [1, 2, 3],
        "\0",
        10**30,
        [None],
    ]
    draw = random.Random(seed)
    path = draw.choice(sorted((ROOT / "assets" / "templates").glob("*.json")))
    data = json.loads(path.read_text(encoding="utf-8"))
    for _ in range(draw.randint(1, 3)):
        place, key, inside = None, None, data
        while isinstance(inside, (dict, list)) and inside and (place is None or draw.random() < 0.8):
            place, key = inside, draw.choice(list(inside) if isinstance(inside, dict) else range(len(inside)))
            inside = place[key]
        if draw.random() < 0.2:
            del place[key]
        else:
            place[key] = draw.choice(odd)
    sentence = ""
    try:
        from_json(data)
    except LayerloomError as error:
        sentence = str(error)
    assert sentence.count("\n") < 5
    assert len(sentence) < 1000
