"""Models of TensorFlow.js as its converter writes them, from what Keras saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np

TYPES = {"uint8": np.uint8, "uint16": np.uint16}


def write(folder: Path, topology: Any, groups: Any, cut: int = 0, **more: Any) -> Path:
    """Writes a ``model.json`` with a file of weights for each group, or several of ``cut`` bytes.

    Args:
        folder: Where.
        topology: What is said of the network.
        groups: For each group its arrays with their names, and how they are quantized: ``(name, array, kind)``.
        cut: The most bytes of a file.
        **more: Further keys of the ``model.json``.
    """
    manifest = []
    for number, group in enumerate(groups, 1):
        entries, data = [], b""
        for name, array, *kind in group:
            entry, stored = _entry(name, np.asarray(array), *kind)
            entries.append(entry)
            data += stored.tobytes()
        pieces = [data[i : i + cut] for i in range(0, len(data), cut)] if cut else [data]
        paths = [f"group{number}-shard{i}of{len(pieces)}.bin" for i in range(1, len(pieces) + 1)]
        for path, piece in zip(paths, pieces, strict=True):
            (folder / path).write_bytes(piece)
        manifest.append({"paths": paths, "weights": entries})
    file = folder / "model.json"
    data_ = {"format": "layers-model", "modelTopology": topology, "weightsManifest": manifest, **more}
    file.write_text(json.dumps(data_))
    return file


def _entry(name: str, array: Any, kind: str = "") -> tuple[dict[str, Any], Any]:
    entry = {"name": name, "shape": list(array.shape), "dtype": array.dtype.name}
    if kind == "float16":
        return {**entry, "quantization": {"dtype": kind, "original_dtype": "float32"}}, array.astype(kind)
    if not kind:
        return entry, array
    low, high = float(array.min()), float(array.max())
    scale = (high - low) / np.iinfo(TYPES[kind]).max or 1.0
    told = {"dtype": kind, "scale": scale, "min": low, "original_dtype": array.dtype.name}
    return {**entry, "quantization": told}, np.round((array - low) / scale).astype(kind)


def of_h5(source: Path, folder: Path, cut: int = 0) -> Path:
    """Converts a legacy file: its attributes, and all arrays of ``model_weights``, layers by their names."""
    rows = []
    with h5py.File(source) as file:
        topology = {
            "keras_version": file.attrs["keras_version"],
            "backend": file.attrs["backend"],
            "model_config": json.loads(file.attrs["model_config"]),
        }
        if "training_config" in file.attrs:
            topology["training_config"] = json.loads(file.attrs["training_config"])
        for layer in file["model_weights"].values():
            for name in layer.attrs.get("weight_names", ()):
                text = name.decode() if isinstance(name, bytes) else str(name)
                rows.append((text.removesuffix(":0"), layer[text][()]))
    return write(folder, topology, [rows], cut, generatedBy=f"keras v{topology['keras_version']}")


def of_weights(config: Any, version: str, weights: Path, folder: Path) -> Path:
    """Converts what a ``.keras`` archive holds: its config without modules, and arrays by their places."""
    rows: list[Any] = []

    def take(name: str, found: Any) -> None:
        if isinstance(found, h5py.Dataset):
            array = found[()]
            rows.append((name, array.astype("int32") if array.dtype.kind == "i" else array.astype("float32")))

    with h5py.File(weights) as file:
        file.visititems(take)
    topology = {"keras_version": version, "model_config": bare(config)}
    return write(folder, topology, [rows], generatedBy=f"keras v{version}")


def bare(data: Any) -> Any:
    """Returns data without what Keras 3 adds to them."""
    if isinstance(data, list):
        return [bare(item) for item in data]
    if not isinstance(data, dict):
        return data
    left_out = ("module", "registered_name", "date_saved")
    return {key: bare(item) for key, item in data.items() if key not in left_out}
