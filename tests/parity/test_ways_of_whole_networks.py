"""Real files, opened and written in every form, for every reader.

The files were trained by others with Keras 1.2 to 2.14. What is written of them has their answers in Keras 3, in
tf.keras, in onnxruntime, and as Python code that Keras 3 runs.
"""

from __future__ import annotations

import keras
import numpy as np
import onnxruntime
import pytest
import tf_keras
from tests.parity import test_real_files as of_real_files
from tests.parity.test_onnx import KINDS
from tests.parity.test_python_code import code_of, run

import layerloom

#: Files that no other reads here: sequences of hundreds of steps take minutes, TensorFlow has no channels first here.
ALONE = ("gru_stacked", "lstm_dot_concat_functional", "conv2d_transpose_upsampling_cropping")

#: Files of dozens of layers, which others take in whole files alone here, so that the table stays quick.
LARGE = ("fer2013_mini_xception", "cifar10_resnet_v1")

#: No file tells both Keras 3 and tf.keras of Keras 2's hard sigmoid inside Bidirectional.
FOR_KERAS_3 = ("bidirectional_lstm_tfkeras",)


def of_file(entry):
    """A real file and its data."""
    return of_real_files.opened(entry), [of_real_files.drawn(source) for source in entry["inputs"]]


def answers(model, data):
    found = model(data if len(data) > 1 else data[0], training=False)
    if hasattr(model, "reset_states"):
        model.reset_states()
    return [np.asarray(item) for item in (found if isinstance(found, (list, tuple)) else [found])]


def in_onnxruntime(path, data):
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    given = zip(session.get_inputs(), data, strict=True)
    return session.run(None, {item.name: np.asarray(x).astype(KINDS[item.type]) for item, x in given})


def whole(name):
    """A file of a whole model, and those who read it."""

    def write(model, folder):
        model.save(folder / name)

    def read(library, folder):
        return library.models.load_model(folder / name, compile=False)

    return write, read


def parts(ending):
    """An architecture as text beside a file of weights."""

    def write(model, folder):
        model.save_weights(folder / "m.weights.h5")
        (folder / f"m.{ending}").write_text(getattr(model, f"to_{ending}")(), encoding="utf-8")

    def read(library, folder):
        text = (folder / f"m.{ending}").read_text(encoding="utf-8")
        found = getattr(library.models, f"model_from_{ending}")(text)
        found.load_weights(folder / "m.weights.h5")
        return found

    return write, read


def as_code():
    def write(model, folder):
        model.save_weights(folder / "m.weights.h5")
        (folder / "m.py").write_text(code_of(model), encoding="utf-8")

    def read(library, folder):
        found = run((folder / "m.py").read_text(encoding="utf-8"), "keras")
        found.load_weights(folder / "m.weights.h5")
        return found

    return write, read


#: A form, how it is written and read, and who reads it beside us.
FORMS = {
    ".h5": (whole("m.h5"), [keras, tf_keras]),
    ".keras": (whole("m.keras"), [keras]),
    "folder": (whole("folder"), [tf_keras]),
    "JSON and weights": (parts("json"), []),
    "YAML and weights": (parts("yaml"), []),
}
CODE = {"code": (as_code(), [keras])}


def wrong_ways(subject, folder, forms, onnx=True):
    """Returns the ways on which answers are lost: more than a hundred-thousandth of the largest one."""
    model, data = subject
    expected = answers(model, data)
    wrong = []

    def compare(way, found):
        differences = [
            np.abs(one - two).max() / np.abs(two).max() for one, two in zip(found, expected, strict=True)
        ]
        if not max(differences) < 1e-5:
            wrong.append((way, max(differences)))

    for form, ((write, read), libraries) in forms.items():
        write(model, folder)
        readers = [layerloom, *libraries] if form != "code" else libraries
        for library in readers:
            again = read(library, folder)
            compare(f"{form} -> {library.__name__}", answers(again, data))
    if onnx:
        model.export(folder / "m.onnx")
        compare("ONNX -> onnxruntime", in_onnxruntime(folder / "m.onnx", data))
    return wrong


def forms_for(name):
    """Returns the forms of a file, and who reads each of them."""
    if name in ALONE:
        return {form: (ways, []) for form, (ways, _) in FORMS.items()}
    if name in LARGE:
        return {form: FORMS[form] for form in (".h5", ".keras")}
    if name in FOR_KERAS_3:
        return {**FORMS, **CODE, ".h5": (FORMS[".h5"][0], [keras])}
    return {**FORMS, **CODE}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("entry", of_real_files.LOADABLE, ids=of_real_files.title)
def test_a_real_file_keeps_its_answers_in_every_form(real_files, entry, tmp_path):
    assert wrong_ways(of_file(entry), tmp_path, forms_for(entry["id"]), onnx=entry["id"] not in ALONE) == []
