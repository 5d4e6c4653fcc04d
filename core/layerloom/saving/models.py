"""Saving and opening models and weights: the doors that pick the file format."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from layerloom.atomic import atomic_path
from layerloom.declaration import scope
from layerloom.errors import FileFormatError, LayerloomError
from layerloom.graph import read_json
from layerloom.graph.versions import of_today
from layerloom.saving import (
    keras0_weights,
    keras_archive,
    legacy_h5,
    saved_model,
    shards,
    tfjs,
    unzipped,
    weights_h5,
)
from layerloom.saving.architecture_files import refuse_architecture
from layerloom.saving.building import build_model
from layerloom.saving.compile_settings import modern_training
from layerloom.saving.hdf5 import (
    ContentError,
    attribute,
    check_regular,
    child,
    child_group,
    is_hdf5,
    open_hdf5,
)
from layerloom.saving.labels import with_labels
from layerloom.saving.objects import with_lambda
from layerloom.saving.plan import Plan
from layerloom.saving.provenance import stamped
from layerloom.saving.writing import h5_file
from layerloom.saving.zip_members import is_zip

PathLike = str | os.PathLike[str]

_H5_ENDINGS = (".h5", ".hdf5", ".hdf")
_ARCHIVE_ENDING = ".keras"
_CHECKPOINT_ENDING = ".ckpt"


def save_model(
    model: Any,
    filepath: PathLike,
    overwrite: bool = True,
    include_optimizer: bool = True,
    metadata: Mapping[str, Any] | None = None,
    save_format: str | None = None,
    zipped: bool | None = None,
    for_keras: int = 3,
) -> None:
    """Saves architecture, weights and training state to one file or folder, which real Keras opens as well.

    It is written beside the target and renamed, so that a kill never leaves half of one.

    Args:
        model: A built model.
        filepath: Path that ends in ``.keras`` (Keras 3's archive), or in ``.h5`` or ``.hdf5`` (the legacy layout), or a
            path without an ending (a SavedModel folder, for tf.keras).
        overwrite: Whether an existing file may be replaced.
        include_optimizer: Whether compile settings and the optimizer's state are saved.
        metadata: Plain data to keep in the file, such as class names; see :func:`read_metadata`.
        save_format: ``"tf"`` for a SavedModel folder whatever the path is called; all else goes by the path.
        zipped: With ``False`` a folder is written that holds what a ``.keras`` file does.
        for_keras: For which Keras an ``.h5`` is written where 3 and 2 ask contrary things: attention on several
            tensors, operations such as ``x + 1``. Else either is content with the file.

    Raises:
        FileFormatError: If the file cannot be written, or exists and may not be replaced.
    """
    if for_keras not in (2, 3) or (for_keras == 2 and _ends(filepath, _ARCHIVE_ENDING)):
        raise FileFormatError(
            filepath, "for_keras is 2 or 3, and 2 goes with .h5 files and SavedModel folders"
        )
    if zipped is False:
        if not overwrite and Path(filepath).exists():
            raise FileFormatError(filepath, "exists already, and overwrite=False")
        _check_built(model, filepath)
        with _told(filepath):
            unzipped.write_model(model, filepath, include_optimizer, stamped(metadata))
        return
    if save_format == "tf" or not Path(filepath).suffix:
        with _told(filepath):
            _check_folder(filepath, overwrite)
        _check_built(model, filepath)
        with _told(filepath):
            saved_model.write_model(model, filepath, include_optimizer, stamped(metadata))
        return
    endings = (_ARCHIVE_ENDING, *_H5_ENDINGS)
    _check_target(filepath, overwrite, endings, "a model is saved to a file that ends in .keras or .h5")
    _check_built(model, filepath)
    with _told(filepath):
        if _ends(filepath, _ARCHIVE_ENDING):
            keras_archive.write_model(model, filepath, include_optimizer, stamped(metadata))
        else:
            legacy_h5.write_model(model, filepath, include_optimizer, stamped(metadata), for_keras)


def load_model(
    filepath: PathLike,
    custom_objects: Mapping[str, Any] | None = None,
    compile: bool = True,
    placeholders: bool = False,
    safe_mode: bool = True,
) -> Any:
    """Opens a saved model.

    No code in the file is run, and nothing but the file is read, also with ``safe_mode=False``.

    Args:
        filepath: An HDF5 file by Keras 1, Keras 2, tf.keras, Keras 3 or :func:`save_model`, a ``.keras`` archive, a
            SavedModel folder by tf.keras, or the ``model.json`` of a layers model of TensorFlow.js.
        custom_objects: Classes and functions of yours that the file names; a lambda is named after its layer.
        compile: Whether to compile the model as it was when it was saved.
        placeholders: Whether a layer that is not known, or refused, and all that follow it become placeholders: the
            model can be drawn and saved again with their weights, and what comes before them can be used. Layers
            that only lack an initializer, regularizer or constraint are themselves, and keep its settings; whoever
            needs it, as training does, is told.
        safe_mode: Accepted for Keras's sake; functions of yours go into ``custom_objects``.

    Returns:
        The model.

    Raises:
        FileFormatError: If it is no such file; the sentence says what is wrong.
    """
    with scope.placeholders(placeholders), _readable(filepath):
        return _load(filepath, with_lambda(custom_objects), compile)


def _load(filepath: PathLike, custom_objects: Mapping[str, Any] | None, compile: bool) -> Any:
    folder = saved_model.saved_model_folder(filepath)
    if folder is not None:
        return saved_model.read_model(folder, custom_objects, compile)
    if _is_archive(filepath):
        return keras_archive.read_model(filepath, custom_objects, compile)
    if not is_hdf5(filepath):
        if tfjs.is_tfjs(filepath):
            return tfjs.read_model(filepath, custom_objects, compile)
        refuse_architecture(filepath)
    return legacy_h5.read_model(filepath, custom_objects, compile)


def _is_archive(filepath: PathLike) -> bool:
    """Tells a ``.keras`` archive, packed or as a folder, from other files; whatever is no file at all is refused."""
    if unzipped.is_model_folder(filepath):
        return True
    check_regular(filepath)
    return is_zip(filepath)


def save_weights(model: Any, filepath: PathLike, overwrite: bool = True) -> None:
    """Saves the weights alone, in the layout that the name asks for.

    Args:
        model: A built model.
        filepath: Path that ends in ``.weights.h5`` (Keras 3's layout, with the optimizer's state) or in ``.h5``
            (Keras 2's layout); one without an ending, or with ``.ckpt``, begins the names of a checkpoint as
            tf.keras writes and reads them.
        overwrite: Whether an existing file may be replaced.

    Raises:
        FileFormatError: If the file cannot be written, or exists and may not be replaced.
    """
    if not Path(filepath).suffix or _ends(filepath, _CHECKPOINT_ENDING):
        if not overwrite and saved_model.is_checkpoint(filepath):
            raise FileFormatError(filepath, "exists already, and overwrite=False")
        _check_built(model, filepath)
        with _told(filepath):
            saved_model.write_weights(model, filepath)
        return
    _check_target(filepath, overwrite, _H5_ENDINGS, "weights are saved to a file that ends in .weights.h5")
    _check_built(model, filepath)
    with _told(filepath):
        if os.fspath(filepath).endswith(".weights.h5"):
            weights_h5.write_weights(model, filepath)
        else:
            with atomic_path(filepath) as beside, h5_file(beside) as file:
                legacy_h5.write_weights_group(file, model)


def load_weights(
    model: Any, filepath: PathLike, skip_mismatch: bool = False, by_name: bool = False, **_: Any
) -> None:
    """Loads weights into a built model from any file that holds them.

    Args:
        model: The model; it stays as it was if anything is wrong with the file.
        filepath: A ``.weights.h5``, a ``.keras`` archive, or a legacy file of weights or of a whole model; also the
            path of a checkpoint of tf.keras, with or without ``.index``, or its folder, a SavedModel folder, the
            ``.weights.json`` of weights that Keras 3 spread over several files, or the ``model.json`` of
            TensorFlow.js. What a checkpoint or a
            ``.weights.h5`` tells of the optimizer is taken as well, if the model is compiled.
        skip_mismatch: Whether layers whose weights do not fit are left as they are.
        by_name: Whether only layers of the same name take weights (legacy files).

    Raises:
        FileFormatError: If the file holds no weights, or they do not fit.
    """
    _check_built(model, filepath)
    with _readable(filepath):
        _load_weights(model, filepath, skip_mismatch, by_name)


def _load_weights(model: Any, filepath: PathLike, skip_mismatch: bool, by_name: bool) -> None:
    plan = Plan(skip_mismatch)
    folder = saved_model.saved_model_folder(filepath)
    checkpoint = saved_model.checkpoint_of(filepath if folder is None else folder / "variables" / "variables")
    if checkpoint is not None:
        if by_name:
            raise FileFormatError(
                filepath, "is a checkpoint, which knows no names of layers: leave by_name out"
            )
        saved_model.plan_weights(checkpoint, model, plan)
        plan.carry_out()
        return
    if not shards.is_sharded(filepath) and not _is_archive(filepath) and not is_hdf5(filepath):
        if tfjs.is_tfjs(filepath):
            tfjs.plan_weights(filepath, model, plan)
            plan.carry_out()
            return
        refuse_architecture(filepath)
    with _open_weights(filepath) as file:
        group = _legacy_group(file)
        if group is not None and by_name:
            legacy_h5.plan_weights_by_name(group, model, plan)
        elif group is not None:
            legacy_h5.plan_weights(group, model, plan)
        elif keras0_weights.holds_weights(file):
            keras0_weights.plan_weights(file, model, plan)
        elif weights_h5.holds_weights(file):
            weights_h5.plan_weights(file, model, plan)
        else:
            raise ContentError("is an HDF5 file without weights of Keras")
        plan.carry_out()


def _open_weights(filepath: PathLike) -> AbstractContextManager[Any]:
    if shards.is_sharded(filepath):
        return shards.open_shards(filepath)
    return keras_archive.open_weights(filepath) if _is_archive(filepath) else open_hdf5(filepath)


def read_metadata(filepath: PathLike) -> dict[str, Any]:
    """Returns what was given to :func:`save_model` as ``metadata``; nothing for files of others.

    Under ``written`` it tells the program that wrote the file, its version and the time. Where the file tells no
    ``classes``, those in a ``labels.txt`` beside it count, and for pictures the ``fitting`` of Teachable Machine.

    Raises:
        FileFormatError: If it is neither an HDF5 file nor an archive nor a SavedModel, nor one of TensorFlow.js.
    """
    return with_labels(filepath, _metadata_inside(filepath))


def _metadata_inside(filepath: PathLike) -> dict[str, Any]:
    folder = saved_model.saved_model_folder(filepath)
    if folder is not None:
        return saved_model.read_metadata(folder)
    if _is_archive(filepath):
        return keras_archive.read_metadata(filepath)
    if not is_hdf5(filepath) and tfjs.is_tfjs(filepath):
        return {}
    with open_hdf5(filepath) as file:
        return legacy_h5.read_metadata_attribute(file)


def model_to_json(model: Any, **kwargs: Any) -> str:
    """Returns a model's architecture, without weights, as JSON in Keras 3's form.

    Args:
        model: The model.
        **kwargs: Passed on to ``json.dumps``.
    """
    return json.dumps(keras_archive.model_config(model), **kwargs)


def model_from_json(
    json_string: str | bytes, custom_objects: Mapping[str, Any] | None = None, placeholders: bool = False
) -> Any:
    """Makes a model, with new weights, from the JSON of Keras 1, Keras 2, tf.keras, Keras 3 or :func:`model_to_json`.

    As in Keras 3, the model is compiled if it was when it was described.

    Args:
        json_string: The text.
        custom_objects: Classes and functions of yours that it names.
        placeholders: Whether layers that are not known become placeholders, see :func:`load_model`.

    Raises:
        LayerloomError: If it describes no model that can be built.
    """
    data = of_today(read_json(json_string))
    with scope.custom_objects(with_lambda(custom_objects)), scope.placeholders(placeholders):
        model = build_model(data)
        compiled = data.get("compile_config")
        if isinstance(compiled, dict) and compiled.get("optimizer"):
            modern_training(model, {**compiled, "optimizer_config": compiled["optimizer"]})
    return model


def _legacy_group(file: Any) -> Any:
    """Returns the group with ``layer_names`` of a legacy file, or ``None``."""
    if attribute(file, "layer_names") is not None or attribute(file, "layer_names0") is not None:
        return file
    return child_group(file, "model_weights") if child(file, "model_weights") is not None else None


def _check_target(path: PathLike, overwrite: bool, endings: tuple[str, ...], sentence: str) -> None:
    if not os.fspath(path).lower().endswith(endings):
        raise FileFormatError(path, sentence)
    if not overwrite and Path(path).exists():
        raise FileFormatError(path, "exists already, and overwrite=False")


def _check_folder(path: PathLike, overwrite: bool) -> None:
    """Refuses to replace anything but a SavedModel or an empty folder."""
    target = Path(path)
    if target.exists() and not overwrite:
        raise FileFormatError(path, "exists already, and overwrite=False")
    taken = target.exists() and not (target.is_dir() and not any(target.iterdir()))
    if taken and not saved_model.is_saved_model(target):
        raise FileFormatError(
            path,
            "is there already and no SavedModel: choose another folder, or a name that ends in .keras or .h5",
        )


def _check_built(model: Any, path: PathLike) -> None:
    if not getattr(model, "built", True):
        raise FileFormatError(
            path, f"model {model.name!r} has no weights yet: build it or call it on data first"
        )


def _ends(path: PathLike, ending: str) -> bool:
    return os.fspath(path).lower().endswith(ending)


@contextmanager
def _readable(path: PathLike) -> Iterator[None]:
    """Turns what the system says of a path that may not be looked at into one sentence with its name."""
    try:
        yield
    except FileFormatError:
        raise
    except OSError as error:
        raise FileFormatError(path, f"cannot be read: {error.strerror or error}") from error


@contextmanager
def _told(path: PathLike) -> Iterator[None]:
    """Turns what may go wrong in writing into one sentence with the file's name."""
    try:
        yield
    except FileFormatError:
        raise
    except OSError as error:
        raise FileFormatError(path, f"cannot be written: {error.strerror or error}") from error
    except LayerloomError as error:
        raise FileFormatError(path, f"cannot be written: {str(error).rstrip('.')}") from error
