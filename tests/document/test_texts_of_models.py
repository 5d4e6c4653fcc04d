"""Texts that people keep of a model otherwise than Keras writes it: the library and the window open the same ones."""

import json

import pytest

from layerloom.errors import FileFormatError, LayerloomError
from layerloom.models import model_from_json, model_from_yaml
from layerloom.models.formats import read_any
from layerloom.models.yaml import data_to_yaml, read_yaml
from layerloom_studio.document import read_project

DATA = {
    "class_name": "Sequential",
    "config": {
        "name": "tones",
        "layers": [
            {
                "class_name": "Dense",
                "config": {"name": "é 'one'", "batch_input_shape": [None, 5], "units": 4, "activation": None},
            },
            {"class_name": "Dropout", "config": {"name": 'a "two"', "rate": 0.5, "trainable": True}},
            {"class_name": "Dense", "config": {"name": "\\three", "units": 2, "use_bias": False}},
        ],
    },
    "keras_version": "2.2.4",
    "backend": "tensorflow",
}
NAMES = ["é 'one'", 'a "two"', "\\three"]
OTHER = {**DATA, "keras_version": "2.3.1"}
TEXT = json.dumps(DATA)
PRETTY = json.dumps(DATA, indent=4)
PRINTED_BY_PYTHON_2 = (
    "{'class_name': 'Sequential', 'config': [{'class_name': u'Dense', 'config': {'name': u'\\xe9 \\'one\\'', "
    "'units': 4L, 'batch_input_shape': (None, 5,)}}, {'class_name': 'Dropout', 'config': {'name': u'a \"two\"', "
    "'rate': 0.5}}, {'class_name': 'Dense', 'config': {'name': '\\\\three', 'units': 2, 'use_bias': False}}]}"
)

OPENED = {
    "appended": TEXT + TEXT,
    "appended, on lines of Windows": f"{TEXT}\r\n{TEXT}\r\n",
    "appended twice, indented": PRETTY + "\n" + PRETTY + PRETTY,
    "appended, with the keys in another order": TEXT + "\n" + json.dumps(DATA, sort_keys=True),
    "appended as text": json.dumps(TEXT) * 2,
    "a mark of the byte order": b"\xef\xbb\xbf" + TEXT.encode(),
    "UTF-16": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "UTF-16, the higher byte first": b"\xfe\xff" + json.dumps(DATA, ensure_ascii=False).encode("utf-16-be"),
    "UTF-16 without a mark": TEXT.encode("utf-16-le"),
    "UTF-16 without a mark, the higher byte first": TEXT.encode("utf-16-be"),
    "zeros at the end": TEXT.encode() + b"\0" * 20,
    "lines of Windows": PRETTY.replace("\n", "\r\n"),
    "text": json.dumps(TEXT),
    "text of text": json.dumps(json.dumps(TEXT)),
    "text in a list": json.dumps([TEXT]),
    "in a list": json.dumps([DATA]),
    "under a key": json.dumps({"model": DATA, "epochs": 3}),
    "beside its version": json.dumps(
        {"keras_version": "2.2.4", "model_config": DATA, "training_config": None}
    ),
    "text under a key": json.dumps({"keras_model": TEXT, "class": "CNNPolicy", "features": ["board"]}),
    "as Python prints it": str(DATA),
    "its configuration as Python prints it": str(DATA["config"]),
    "as Python 2 prints it": PRINTED_BY_PYTHON_2,
}


@pytest.mark.parametrize("content", OPENED.values(), ids=OPENED.keys())
def test_the_model_in_a_text_is_found_everywhere(content, tmp_path):
    content = content if isinstance(content, bytes) else content.encode()
    path = tmp_path / "model.json"
    path.write_bytes(content)
    assert [layer.name for layer in read_any(path).model.layers] == NAMES
    assert [layer.name for layer in model_from_json(content).layers] == NAMES
    assert [name for name in read_project(path).architecture.layers if name in NAMES] == NAMES


REFUSED = {
    "two models": (f"{TEXT}\n{json.dumps(OTHER)}", "several models, the second from line 2"),
    "two models in a list": (json.dumps([TEXT, TEXT]), "a list of 2 models"),
    "two models under keys": (
        json.dumps({"encoder": DATA, "decoder": OTHER}),
        "under the keys 'encoder' and 'dec",
    ),
    "words behind it": (f"{TEXT}\nSaved model to disk\n", "goes on behind its model, in line 2"),
    "half of it behind it": (f"{PRETTY}\n{TEXT[:50]}", "goes on behind its model, in line 39"),
    "one value behind another": ("1 1", "goes on behind"),
    "text without an end": ("{'class_name': 'Sequential", "begins with a quote has no end"),
    "a value that is none": ("{'class_name': <function f at 0x7f>}", "Expecting value"),
    "an order": ('{"order": "b5", "entry": "x"}', "'class_name' and 'config' was expected"),
    "a list of something": ('[{"name": "95", "number": 25}]', "'class_name' and 'config' was expected"),
    "layers of another library": ('{"layers": [{"in_size": 9}]}', "'class_name' and 'config' was expected"),
    "text in text without an end": (json.dumps(json.dumps("x" * 9)), "no JSON"),
    "too many copies": ("[]" * 2000, "goes on behind"),
    "half of UTF-16": (b'\xff\xfe{\0"', "UTF-16"),
}


@pytest.mark.parametrize("content, cause", REFUSED.values(), ids=REFUSED.keys())
def test_other_texts_are_refused_in_the_same_words_everywhere(content, cause, tmp_path):
    content = content if isinstance(content, bytes) else content.encode()
    path = tmp_path / "model.json"
    path.write_bytes(content)
    with pytest.raises(LayerloomError, match=cause):
        model_from_json(content)
    with pytest.raises(FileFormatError, match=cause):
        read_project(path)
    if content[:1] in (b"{", b"["):  # what else may be YAML, or no text
        with pytest.raises(FileFormatError, match=cause):
            read_any(path)


YAML = data_to_yaml(DATA)
NUMBER = (
    "!!python/object/apply:numpy.core.multiarray.scalar\n"
    "- !!python/object/apply:numpy.dtype\n"
    "  args: [{kind}, 0, 1]\n"
    "  state: !!python/tuple [3, <, null, null, null, -1, -1, 0]\n"
    "- !!binary |\n"
    "  {data}\n"
)
WRAPPED = "!!python/object/apply:tensorflow.python."

READ = {
    "appended": (YAML * 2, DATA),
    "appended, on lines of Windows": (YAML.replace("\n", "\r\n") * 3, DATA),
    "appended with anchors": ("a: &id001 [1, 2]\nb: *id001\n" * 2, {"a": [1, 2], "b": [1, 2]}),
    "documents that are the same": (f"---\n{YAML}---\n{YAML}...\n", DATA),
    "UTF-16": (b"\xff\xfe" + YAML.encode("utf-16-le"), DATA),
    "a list of tf.keras": (
        f"axis: {WRAPPED}training.tracking.data_structures.ListWrapper\n- [3]\n",
        {"axis": [3]},
    ),
    "a later one": (f"axis: {WRAPPED}trackable.data_structures.ListWrapper\n- - 3\n", {"axis": [3]}),
    "a shape": (
        f"s: {WRAPPED}framework.tensor_shape.TensorShape\n- - {WRAPPED}framework.tensor_shape.Dimension [null]\n  - 5",
        {"s": [None, 5]},
    ),
    "texts and numbers of Python": (
        "a: !!python/unicode 'x'\nb: !!python/long '7'\nc: !!python/tuple [1]\nd: !!python/none ''",
        {"a": "x", "b": 7, "c": [1], "d": None},
    ),
    "half, of NumPy": (NUMBER.format(kind="f8", data="AAAAAAAA4D8="), 0.5),
    "seven, of NumPy": (NUMBER.format(kind="i8", data="BwAAAAAAAAA="), 7),
}


@pytest.mark.parametrize("text, data", READ.values(), ids=READ.keys())
def test_yaml_of_older_keras_is_read_as_plain_data(text, data):
    assert read_yaml(text) == data


NOT_READ = {
    "two models": (YAML + data_to_yaml(OTHER), "several models, another one from line 17"),
    "a key twice": ("a: 1\nb:\n  c: 1\n  c: 2\n", "key 'c' twice in one place, the second time in line 4"),
    "a wrapper of two values": (
        f"axis: {WRAPPED}trackable.data_structures.ListWrapper [[3], 4]",
        "no model has",
    ),
    "a number of too many bytes": (NUMBER.format(kind="f4", data="AAAAAAAA4D8="), "no model has"),
    "a number of no type": (NUMBER.format(kind="[1]", data="AAAAAAAA4D8="), "no model has"),
    "a call": ("a: !!python/object/apply:os.system ['true']", "no YAML of plain data"),
    "a name": ("a: !!python/name:os.system ''", "no YAML of plain data"),
    "an object": ("a: !!python/object/new:tuple [[1]]", "no YAML of plain data"),
    "a module": (f"a: {WRAPPED}trackable.data_structures.Other [[1]]", "no YAML of plain data"),
}


@pytest.mark.parametrize("text, cause", NOT_READ.values(), ids=NOT_READ.keys())
def test_other_yaml_is_refused(text, cause):
    with pytest.raises(LayerloomError, match=cause):
        model_from_yaml(text)


def test_a_model_of_a_class_that_is_not_known_is_shown_by_its_layers(tmp_path):
    path = tmp_path / "model.json"
    path.write_text(json.dumps({**DATA, "class_name": "Trained>Tones"}))
    with pytest.raises(
        FileFormatError, match=r"custom_objects=\{'Tones': \.\.\.\}, or open .* placeholders=True"
    ):
        read_any(path)
    shown = read_any(path, placeholders=True).model
    assert [layer.name for layer in shown.layers] == list(read_project(path).architecture.layers)[1:] == NAMES


ALONE = {
    "a class that tells no layers": (
        {"class_name": "Mine", "config": {"size": 2}},
        "'Mine' .* not tell its layers",
    ),
    "a layer alone": ({"class_name": "Dense", "config": {"units": 2}}, "a layer alone, of the class 'Dense'"),
}


@pytest.mark.parametrize("data, cause", ALONE.values(), ids=ALONE.keys())
def test_what_is_no_network_is_refused_even_where_layers_may_be_missing(data, cause, tmp_path):
    (tmp_path / "model.json").write_text(json.dumps(data))
    with pytest.raises(FileFormatError, match=cause):
        read_any(tmp_path / "model.json", placeholders=True)
