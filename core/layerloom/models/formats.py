"""Models from and to files of any kind that the library knows; the kind is seen from content or ending."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from layerloom.atomic import write_text
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.graph import parse_architecture
from layerloom.graph.plain_json import MAX_TEXT
from layerloom.graph.plain_text import text_of
from layerloom.graph.python_code import to_python
from layerloom.models.yaml import model_from_yaml, model_to_yaml

PathLike = str | os.PathLike[str]

#: Endings of files to write, each with what is in them.
ENDINGS = {
    ".keras": "a whole model, Keras 3's archive",
    ".weights.h5": "weights alone, Keras 3's layout",
    ".h5": "a whole model, the legacy layout",
    ".hdf5": "a whole model, the legacy layout",
    ".json": "the architecture",
    ".yaml": "the architecture",
    ".yml": "the architecture",
    ".onnx": "a network for programs that run ONNX",
    ".py": "Python code that builds the model with Keras",
    "": "a SavedModel folder",
}


_WEIGHTS_ALONE = "is a checkpoint of weights alone: open the model of its network, and load them into it"
#: What people may try to open, and why it is not.
_NOT_READ = {
    ".py": "is Python code, and code in a file is never run: open the model that it was made from",
    ".onnx": "is an ONNX network, which is written here and not read: open the model that it was made from",
    ".tflite": "is a network of TensorFlow Lite, which does not keep the layers of Keras: open the model it is from",
    ".pb": "is a graph of TensorFlow without the layers of Keras: open the folder or file of the model it is from",
    ".index": _WEIGHTS_ALONE,
    ".data-00000-of-00001": _WEIGHTS_ALONE,
    ".pt": "is a file of PyTorch, which holds code: save the model with Keras",
    ".pth": "is a file of PyTorch, which holds code: save the model with Keras",
    ".pkl": "is a pickle, which holds code: save the model with Keras",
    ".joblib": "is a pickle, which holds code: save the model with Keras",
    ".npz": "holds arrays alone, and no network: open the model that they belong to",
    ".bin": "holds numbers alone: open the model that they belong to, for TensorFlow.js the model.json beside it",
    ".safetensors": "holds arrays alone, and no network: open the model that they belong to",
}

_UNKNOWN = "is no model file of a kind that is known: HDF5, .keras, SavedModel, JSON or YAML"
#: What a file is instead that is called like a model, but begins like this.
_BEGINNINGS = {
    "version https://git-lfs": "is a pointer of Git LFS in place of the model: fetch the file itself with git lfs pull",
    "<!doctype html": "is a page of the web in place of the model: download the file itself",
    "//": "begins with a comment, and JSON has none: delete it",
    "/*": "begins with a comment, and JSON has none: delete it",
    "<html": "is a page of the web in place of the model: download the file itself",
}


class Opened(NamedTuple):
    """A model from a file.

    Args:
        model: The model.
        has_weights: Whether its weights come from the file; those of a bare architecture are new.
        metadata: What the file says besides, such as class names.
    """

    model: Any
    has_weights: bool
    metadata: dict[str, Any]


def read_any(
    path: PathLike, custom_objects: Mapping[str, Any] | None = None, placeholders: bool = False
) -> Opened:
    """Opens a model file of any kind: HDF5, ``.keras``, SavedModel, JSON or YAML of any Keras, or of TensorFlow.js.

    Args:
        path: The file or folder.
        custom_objects: Classes and functions of the caller that it names.
        placeholders: Whether layers that are not known become placeholders.

    Raises:
        FileFormatError: If it holds no model that can be opened.
    """
    from layerloom.saving import load_model, model_from_json, read_metadata
    from layerloom.saving.hdf5 import check_regular, is_hdf5
    from layerloom.saving.saved_model import is_checkpoint, is_saved_model
    from layerloom.saving.tfjs import is_tfjs
    from layerloom.saving.unzipped import is_model_folder
    from layerloom.saving.zip_members import is_zip

    if Path(path).name == "saved_model.pb":
        path = Path(path).parent
    folder = Path(path).is_dir()
    if not folder:
        if not Path(path).exists() and is_checkpoint(path):
            raise FileFormatError(path, _WEIGHTS_ALONE)
        check_regular(path)
    elif not (is_saved_model(path) or is_model_folder(path)):
        raise FileFormatError(
            path, "is a folder without a model of Keras in it: choose the file of the model"
        )
    ending = Path(path).suffix.lower()
    if not folder and ending in _NOT_READ and not is_hdf5(path):
        raise FileFormatError(path, _NOT_READ[ending])
    if folder or is_zip(path) or is_hdf5(path) or is_tfjs(path):
        model = load_model(path, custom_objects, placeholders=placeholders)
        return Opened(model, True, read_metadata(path))
    text = _text(path)
    is_json = text.lstrip()[:1] in ("{", "[", '"')
    if not is_json and ending not in (".yaml", ".yml", ""):
        told = (words for start, words in _BEGINNINGS.items() if text.lstrip()[:40].lower().startswith(start))
        raise FileFormatError(path, next(told, _UNKNOWN))
    objects = dict(custom_objects or {})
    try:
        made = (model_from_json if is_json else model_from_yaml)(text, objects, placeholders)
        if not hasattr(made, "layers"):
            raise LayerloomError(
                f"This is no Keras model, but a layer alone, of the class {type(made).__name__!r}."
            )
        return Opened(made, False, {})
    except FileFormatError:
        raise
    except (LayerloomError, ValueError, TypeError, LookupError, AttributeError) as error:
        # A damaged setting may be of another kind.
        raise FileFormatError(path, " ".join(str(error).split())[:300].rstrip(".")) from error
    except MemoryError:
        raise FileFormatError(path, "describes a model that does not fit into the memory") from None


def write_any(
    model: Any, path: PathLike, metadata: Mapping[str, Any] | None = None, for_keras: int = 3
) -> None:
    """Writes a model in the form that a name asks for, see :data:`ENDINGS`.

    Args:
        model: A built model.
        path: The file; a name without an ending becomes a SavedModel folder.
        metadata: What to keep besides, such as class names, where the form has a place for it.
        for_keras: For which Keras an ``.h5`` is written where they ask contrary things, 3 or 2.

    Raises:
        FileFormatError: If the ending is unknown or the file cannot be written.
    """
    name = Path(path).name.lower()
    ending = next((end for end in ENDINGS if end and name.endswith(end)), Path(name).suffix)
    if ending not in ENDINGS:
        known = ", ".join(end for end in ENDINGS if end)
        raise FileFormatError(path, f"what to write is not known from the ending {ending!r}: use {known}")
    if ending == ".weights.h5":
        model.save_weights(path)
    elif ending == ".onnx":
        from layerloom.models.onnx_export import export_onnx

        export_onnx(model, path, metadata)
    elif ending in (".json", ".yaml", ".yml", ".py"):
        text = _architecture_text(model, ending)
        try:
            write_text(path, text)
        except OSError as error:
            raise FileFormatError(path, f"cannot be written: {error.strerror or error}") from error
    else:
        model.save(path, metadata=dict(metadata or {}) or None, for_keras=for_keras)


def _architecture_text(model: Any, ending: str) -> str:
    if ending == ".json":
        return str(model.to_json(indent=1)) + "\n"
    if ending == ".py":
        data = json.loads(model.to_json())
        return to_python(parse_architecture(data), sequential=data.get("class_name") == "Sequential")
    return model_to_yaml(model)


def _text(path: PathLike) -> str:
    with Path(path).open("rb") as file:
        data = file.read(MAX_TEXT + 1)
    if not data.strip():
        raise FileFormatError(path, "is empty")
    try:
        text = text_of(data) if len(data) <= MAX_TEXT else "\0"
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise FileFormatError(path, _UNKNOWN)
    return text
