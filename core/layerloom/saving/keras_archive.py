"""Whole models as ``.keras`` archives: ``config.json``, ``metadata.json``, ``model.weights.h5`` and assets, zipped."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from layerloom.atomic import atomic_path, folder_beside
from layerloom.declaration import scope
from layerloom.graph import ArchitectureError, read_json
from layerloom.graph.slashes import without_slashes
from layerloom.graph.versions import for_keras3, major_version
from layerloom.saving import weights_h5
from layerloom.saving.building import MAX_WEIGHT_BYTES, build_model
from layerloom.saving.compile_settings import (
    modern_training,
    ours_alone,
    with_ours,
    with_scaled_loss,
    without_ours,
)
from layerloom.saving.hdf5 import ContentError, child, h5_from_bytes
from layerloom.saving.kept_training import keep, kept
from layerloom.saving.legacy_h5 import KERAS_VERSION, METADATA, OPTIMIZER
from layerloom.saving.objects import serialize_keras_object
from layerloom.saving.older_paths import fitting_places
from layerloom.saving.plan import Plan
from layerloom.saving.quantized import usual_quantization
from layerloom.saving.tree import Place, walk
from layerloom.saving.writing import h5_file
from layerloom.saving.zip_members import Members, open_zip
from layerloom.tensors import blank_variables

PathLike = str | os.PathLike[str]

CONFIG = "config.json"
ABOUT = "metadata.json"
WEIGHTS = "model.weights.h5"
_ASSETS = "assets/"
_STATE = "optimizer/vars"

_MAX_CONFIG = 64 * 2**20
_MAX_ABOUT = 2**20
_MAX_ASSET = 256 * 2**20


# -- writing ---------------------------------------------------------------------------------------------------


def write_model(
    model: Any,
    path: PathLike,
    include_optimizer: bool = True,
    metadata: Mapping[str, Any] | None = None,
) -> None:
    """Writes a model as Keras 3's ``model.save("name.keras")`` does.

    Args:
        model: A built model.
        path: The file.
        include_optimizer: Whether compile settings and the optimizer's state are written.
        metadata: Plain data of ours, such as class names; real Keras passes over it.

    Raises:
        OSError: If the file cannot be written.
        LayerloomError: If the model cannot be described.
    """
    now = dt.datetime.now(dt.UTC)
    about: dict[str, Any] = {"keras_version": KERAS_VERSION, "date_saved": now.strftime("%Y-%m-%d@%H:%M:%S")}
    if metadata is not None:
        about[METADATA] = dict(metadata)
    if include_optimizer and (ours := ours_alone(model.get_compile_config())):
        about[OPTIMIZER] = ours
    left = kept(model) if include_optimizer else None
    described = model_config(model, include_optimizer)
    config = json.dumps(described if left is None else {**described, "compile_config": left.modern()})
    with (
        atomic_path(path) as beside,
        folder_beside(path) as folder,
        zipfile.ZipFile(beside, "w") as archive,
    ):
        archive.writestr(ABOUT, json.dumps(about))
        archive.writestr(CONFIG, config)
        weights = folder / WEIGHTS
        with h5_file(weights) as file:
            weights_h5.write_places(file, model, optimizer=include_optimizer)
            for index, (_, array) in enumerate(left.state if left is not None else ()):
                file[f"{_STATE}/{index}"] = array
        archive.write(weights, WEIGHTS)
        for place in walk(model):
            if _has_assets(place.holder):
                inside = folder / "assets"
                inside.mkdir()
                place.holder.save_assets(str(inside))
                for item in sorted(inside.iterdir()):
                    archive.write(item, _folder(place) + item.name)
                    item.unlink()
                inside.rmdir()


def model_config(model: Any, include_optimizer: bool = True) -> dict[str, Any]:
    """Returns a model as plain data in Keras 3's form, with its compile settings if it has such."""
    data: dict[str, Any] = for_keras3(serialize_keras_object(model))
    compiled = model.get_compile_config() if include_optimizer else None
    if compiled and isinstance(compiled.get("optimizer"), dict):
        compiled["optimizer"] = without_ours(compiled["optimizer"])
    described: dict[str, Any] = without_slashes({**data, "compile_config": compiled} if compiled else data)
    return described


# -- reading ---------------------------------------------------------------------------------------------------


def read_model(path: PathLike, custom_objects: Mapping[str, Any] | None, compile: bool) -> Any:
    """Opens a model that Keras 3, tf.keras 2.12 or later, or :func:`write_model` wrote.

    Args:
        path: The file.
        custom_objects: Classes and functions of the caller, by name.
        compile: Whether to compile the model as the file says, if it says so.

    Returns:
        The model with its weights.

    Raises:
        FileFormatError: If the file is damaged, of another kind, or holds a model that cannot be built.
    """
    with open_zip(path) as members, scope.custom_objects(custom_objects or {}):
        if CONFIG not in members:
            raise ContentError(
                f"the archive has no member {CONFIG!r}, as one of Keras has: unpack it, if a model is inside"
            )
        data = _json(members, CONFIG, _MAX_CONFIG)
        about = _json(members, ABOUT, _MAX_ABOUT) if ABOUT in members else {}
        weights = members.read(WEIGHTS, MAX_WEIGHT_BYTES)
        version = about.get("keras_version") if isinstance(about, dict) else None
        with blank_variables():
            model = build_model(data, len(weights), version)
        compiled = data.get("compile_config") if compile else None
        _take_assets(members, model)
        plan = Plan(whole_model=True, quantization=usual_quantization(model))
        with h5_from_bytes(weights) as file:
            if isinstance(compiled, dict) and (optimizer := _optimizer(compiled)):
                training = {**compiled, "optimizer_config": optimizer}
                ours = about.get(OPTIMIZER) if isinstance(about, dict) else None
                training = with_ours(training, ours)
                if major_version(version) != 2 and child(file, "optimizer/inner_optimizer") is not None:
                    training = with_scaled_loss(training)
                if scope.placeholders_allowed() or not modern_training(model, training, version):
                    keep(model, compiled, weights_h5.arrays_in(file, _STATE))
            weights_h5.plan_weights(file, model, plan)
            plan.carry_out()
    return model


def _optimizer(compiled: dict[str, Any]) -> Any:
    """Returns the optimizer; Keras 3 forgets it once it has written an ``.h5``, and then opens with its usual one."""
    return compiled.get("optimizer", "rmsprop" if compiled.get("loss") else None)


@contextlib.contextmanager
def open_weights(path: PathLike) -> Iterator[Any]:
    """Opens the HDF5 file with the weights inside an archive.

    Args:
        path: The archive.

    Yields:
        The root group.

    Raises:
        FileFormatError: If there is none, or reading fails inside the ``with`` block.
    """
    with open_zip(path) as members, h5_from_bytes(members.read(WEIGHTS, MAX_WEIGHT_BYTES)) as file:
        yield file


def read_metadata(path: PathLike) -> dict[str, Any]:
    """Returns what was given as ``metadata`` when the archive was written, nothing for files of others."""
    with open_zip(path) as members:
        about = _json(members, ABOUT, _MAX_ABOUT) if ABOUT in members else {}
    found = about.get(METADATA) if isinstance(about, dict) else None
    return found if isinstance(found, dict) else {}


def read_config(path: PathLike) -> tuple[Any, Any]:
    """Returns the model's config, and what the archive says of itself, as plain data."""
    with open_zip(path) as members:
        about = _json(members, ABOUT, _MAX_ABOUT) if ABOUT in members else None
        return _json(members, CONFIG, _MAX_CONFIG), about


def _json(members: Members, name: str, limit: int) -> Any:
    try:
        return read_json(members.read(name, limit))
    except ArchitectureError as error:
        raise ContentError(f"its {name} cannot be read: {error}") from None


def _take_assets(members: Members, model: Any) -> None:
    """Hands each layer that keeps files, such as a vocabulary, its own out of the archive."""
    places, _ = fitting_places(
        model, lambda place: _has_assets(place.holder) and not members.names(_folder(place))
    )
    for place in places:
        if not _has_assets(place.holder):
            continue
        folder = _folder(place)
        names = members.names(folder)
        if not names:
            continue
        if hasattr(place.holder, "take_assets"):  # without files, which some processes must not write
            place.holder.take_assets({name: members.read(folder + name, _MAX_ASSET) for name in names})
            continue
        with tempfile.TemporaryDirectory(prefix="layerloom-") as inside:
            for name in names:
                (Path(inside) / name).write_bytes(members.read(folder + name, _MAX_ASSET))
            place.holder.load_assets(inside)


def _folder(place: Place) -> str:
    return f"{_ASSETS}{place.path}/".replace("//", "/")


def _has_assets(holder: Any) -> bool:
    return all(callable(getattr(holder, name, None)) for name in ("save_assets", "load_assets"))
