"""Python code that loads the samples of a job as a person would write it, with the same split and the same scaling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.graph.python_code import value_of
from layerloom.utils.tables import text_encoding
from layerloom_studio.runs.array_files import TABLES
from layerloom_studio.runs.data import FILE, RANDOM, TYPED, LoadedData
from layerloom_studio.runs.preparing import Prepared
from layerloom_studio.runs.sources import EMBEDDED, PUBLISHED
from layerloom_studio.runs.splitting import OTHER, SHARE, has_validation

Array = NDArray[Any]
_SKLEARN = {
    "digits": "load_digits",
    "iris": "load_iris",
    "wine": "load_wine",
    "breast_cancer": "load_breast_cancer",
}


@dataclass
class DataCode:
    """What loads the samples.

    Args:
        lines: Code that defines x_train and y_train, and x_val and y_val where samples are held back.
        imports: Lines that stand at the head of the file.
        arrays: Arrays that a file beside the script has to hold; empty where the script loads the source itself.
    """

    lines: list[str] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)
    arrays: dict[str, Array] = field(default_factory=dict)


def data_code(reference: Mapping[str, Any], data: LoadedData, ready: Prepared, beside: str) -> DataCode:
    """Write what loads the data.

    Args:
        reference: Of the job.
        data: What it points to.
        ready: What the model is trained with.
        beside: Name of the file for arrays that no few lines of code can load.
    """
    code = DataCode(imports={"import numpy as np"})
    if not _is_simple(reference, data, ready):
        return _from_archive(ready, beside, code)
    source = reference["source"]
    held = has_validation(reference)
    by_part = held and reference.get("validation", SHARE) != SHARE
    if source in PUBLISHED:
        _published(str(source), reference, data, by_part, code)
    elif source in EMBEDDED:
        _embedded(str(source), reference, data, code)
    elif source == "folder":
        _folder(reference, data, code)
    elif source == RANDOM:
        _random(reference, data, code)
    else:
        _table(reference, data, code)
    if held and not by_part:
        _split(reference, bool(data.classes), code)
    elif not by_part:
        code.lines.append("x_train, y_train = x, y")
    if data.scaling is not None:
        _scale(reference, held, code)
    _shape(data, ready, held, code)
    return code


def _is_simple(reference: Mapping[str, Any], data: LoadedData, ready: Prepared) -> bool:
    """Whether a few lines load the source: one input that is one array, and one target."""
    if (
        isinstance(ready.x, list)
        or isinstance(ready.y, list)
        or "inputs" in reference
        or "targets" in reference
    ):
        return False
    if data.others or len(data.labelled) > 1 or reference.get("validation") == OTHER:
        return False
    source, path = reference.get("source"), str(reference.get("path") or "")
    if source == FILE and (not path.lower().endswith(TABLES) or data.x.ndim != 2):
        return False
    if source in (FILE, TYPED) and data.features[:1] == ("1",):  # a table without names
        return False
    if source == "folder" and reference.get("held_out"):
        return False
    if source in PUBLISHED and reference.get("validation", SHARE) not in (SHARE, "test"):
        return False
    few = data.x[~data.validation][:8]
    return few.size == ready.x[:8].size and bool(np.array_equal(few.reshape(ready.x[:8].shape), ready.x[:8]))


def _from_archive(ready: Prepared, beside: str, code: DataCode) -> DataCode:
    """Several inputs or outputs, chosen columns and the like: the arrays themselves go into a file."""
    parts = {"x_train": ready.x, "y_train": ready.y}
    if ready.validation is not None:
        parts |= {"x_val": ready.validation[0], "y_val": ready.validation[1]}
    code.lines.append(f"data = np.load({value_of(beside)})  # made with this script")
    for name, values in parts.items():
        several = isinstance(values, list)
        listed = values if several else [values]
        names = [f"{name}_{number}" for number in range(1, len(listed) + 1)] if several else [name]
        code.arrays.update(zip(names, listed, strict=True))
        made = [f"data[{value_of(key)}]" for key in names]
        code.lines.append(f"{name} = [{', '.join(made)}]" if several else f"{name} = {made[0]}")
    return code


def _embedded(source: str, reference: Mapping[str, Any], data: LoadedData, code: DataCode) -> None:
    if source == "diabetes":
        code.imports.add("from sklearn.datasets import load_diabetes")
        code.lines += ["x, y = load_diabetes(return_X_y=True)"]
    else:
        loader = _SKLEARN[source]
        code.imports.add(f"from sklearn.datasets import {loader}")
        code.lines += [f"x, y = {loader}(return_X_y=True)"]
    if data.fitting is not None:
        code.lines += ["x = x.reshape(-1, 8, 8, 1) / 16  # pixels from 0 for black to 1 for white"]
        code.lines += _pixels(data, 255.0)
    out = reference.get("held_out", EMBEDDED[source].held_out)
    if out:
        out = value_of(out)
        code.lines += [
            "kept = np.ones(len(y), dtype=bool)",
            f"for value in np.unique(y):  # the last {out} of each class stay out, to try the network with",
            f"    kept[np.flatnonzero(y == value)[-{out}:]] = False",
            "x, y = x[kept], y[kept]",
        ]


def _pixels(data: LoadedData, white: float) -> list[str]:
    """Code for another scale of pixels than that from 0 to 1."""
    fitting = data.fitting
    if fitting is None:
        return []
    lines = ["x = 1 - x"] if fitting.invert else []
    if abs(fitting.rescale * white - 1) > 1e-9 or fitting.offset:
        lines += [f"x = x * {fitting.rescale * white:g} + {fitting.offset:g}"]
    return lines


def _published(
    source: str, reference: Mapping[str, Any], data: LoadedData, by_part: bool, code: DataCode
) -> None:
    test = "(x_val, y_val)" if by_part else "_"
    train = "(x_train, y_train)" if by_part else "(x, y)"
    code.lines += [f"{train}, {test} = keras.datasets.{source}.load_data()"]
    channel = "[..., np.newaxis]" if data.x.shape[-1] == 1 and data.x.ndim == 4 else ""
    for name in ("x_train", "x_val") if by_part else ("x",):
        code.lines += [f'{name} = {name}{channel}.astype("float32") / 255']
    if data.y.ndim == 1 and source == "cifar10":
        code.lines += [f"{name} = {name}.ravel()" for name in (("y_train", "y_val") if by_part else ("y",))]


def _folder(reference: Mapping[str, Any], data: LoadedData, code: DataCode) -> None:
    fitting = data.fitting
    assert fitting is not None
    code.imports |= {"from pathlib import Path", "from PIL import Image, ImageOps"}
    way = {
        "stretch": "image.resize(SIZE)",
        "crop": "ImageOps.fit(image, SIZE)",
        "pad": "ImageOps.pad(image, SIZE)",
    }
    mode = "L" if fitting.channels == 1 else "RGB"
    if fitting.shaping == "stretch":
        code.imports = (code.imports - {"from PIL import Image, ImageOps"}) | {"from PIL import Image"}
    code.lines += [
        f"FOLDER = Path({value_of(str(reference['path']))})",
        f"SIZE = ({fitting.width}, {fitting.height})",
        f"CLASSES = {value_of(list(data.classes))}",
        'SUFFIXES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")',
        "",
        "",
        "def read(path):",
        f'    image = Image.open(path).convert("{mode}")',
        f"    pixels = np.asarray({way[fitting.shaping]}, dtype=np.float32)",
        f"    return pixels.reshape(*SIZE[::-1], {fitting.channels}) / 255",
        "",
        "",
        "files = [",
        "    (path, number)",
        "    for number, name in enumerate(CLASSES)",
        '    for path in sorted((FOLDER / name).rglob("*"))',
        "    if path.suffix.lower() in SUFFIXES",
        "]",
        "x = np.stack([read(path) for path, _ in files])",
        "y = np.array([number for _, number in files])",
        *_pixels(data, 255.0),
    ]


def _random(reference: Mapping[str, Any], data: LoadedData, code: DataCode) -> None:
    classes = len(data.classes) or reference.get("classes", 2)
    target = (
        f"rng.integers(0, {classes}, {len(data.y)})"
        if classes
        else f'rng.standard_normal({len(data.y)}, "float32")'
    )
    shape = value_of((len(data.x), *data.x.shape[1:]))
    code.lines += [
        f"rng = np.random.default_rng({value_of(reference.get('seed', 0))})",
        f'x = rng.standard_normal({shape}, "float32")',
        f"y = {target}",
    ]


def _table(reference: Mapping[str, Any], data: LoadedData, code: DataCode) -> None:
    """A text with columns; words become one column of 0 and 1 each."""
    code.imports.add("import csv")
    target = next(iter(data.labelled))
    if reference["source"] == TYPED:
        text = str(reference.get("text") or "").strip("\n")
        code.lines += [f'TABLE = """\\\n{_inside_quotes(text)}\n"""', ""]
        code.lines += ["header, *rows = csv.reader(TABLE.splitlines())"]
    else:
        path = str(reference["path"])
        tab = ', delimiter="\\t"' if path.lower().endswith(".tsv") else ""
        code.lines += [
            f'with open({value_of(path)}, newline="", encoding="{text_encoding(path)}") as file:',
            f"    header, *rows = csv.reader(file{tab})",
        ]
    code.lines += ["rows = [[cell.strip() for cell in row] for row in rows if row]"]
    code.lines += ["columns = {name.strip(): values for name, values in zip(header, zip(*rows))}"]
    made = []
    for title in data.features:
        name, equals, word = title.rpartition(" = ")
        if equals and word and name:
            made.append(f"np.array(columns[{value_of(name)}]) == {value_of(word)}")
        else:
            made.append(f"columns[{value_of(title)}]")
    rows = "".join(f"        {item},\n" for item in made)
    code.lines += [f'x = np.array(\n    [\n{rows}    ],\n    dtype="float32",\n).T']
    if not data.classes:
        code.lines += [f'y = np.array(columns[{value_of(target)}], dtype="float32")']
    elif all(name == str(number) for number, name in enumerate(data.classes)):
        code.lines += [f"y = np.array(columns[{value_of(target)}], dtype=int)"]
    else:
        code.lines += [f"CLASSES, y = np.unique(columns[{value_of(target)}], return_inverse=True)"]


def _inside_quotes(text: str) -> str:
    """A text as it stands between three quotation marks, line by line."""
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode()
        for char in text
    )


def _split(reference: Mapping[str, Any], by_class: bool, code: DataCode) -> None:
    share, seed = reference.get("validation_split", 0.2), reference.get("seed", 0)
    code.lines += [
        "",
        f"rng = np.random.default_rng({value_of(seed)})  # the same samples are held back every time",
    ]
    code.lines += ["held = np.zeros(len(y), dtype=bool)"]
    if by_class:
        code.lines += [
            "for value in np.unique(y):",
            "    group = np.flatnonzero(y == value)",
            f"    held[rng.permutation(group)[: round({share:g} * len(group))]] = True",
        ]
    else:
        code.lines += [f"held[rng.permutation(len(y))[: round({share:g} * len(y))]] = True"]
    code.lines += ["x_train, y_train, x_val, y_val = x[~held], y[~held], x[held], y[held]"]


def _scale(reference: Mapping[str, Any], held: bool, code: DataCode) -> None:
    code.lines += [""]
    if reference.get("normalize"):
        code.lines += ["largest = np.abs(x_train).max(axis=0)", "largest[largest == 0] = 1"]
        change = " / largest"
    else:
        code.lines += [
            "mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)",
            "deviation[deviation == 0] = 1",
        ]
        change = ""
    for name in ("x_train", "x_val") if held else ("x_train",):
        code.lines += [f"{name} = {name}{change}" if change else f"{name} = ({name} - mean) / deviation"]


def _shape(data: LoadedData, ready: Prepared, held: bool, code: DataCode) -> None:
    """Give inputs and targets the form that the model and its loss take."""
    parts = ("train", "val") if held else ("train",)
    like = ready.x.shape[1:]
    if tuple(like) != tuple(data.x.shape[1:]):
        sizes = ", ".join(str(size) for size in like)
        code.lines += [f"x_{part} = x_{part}.reshape(-1, {sizes})" for part in parts]
    y = ready.y
    if y.shape == ready.x.shape and np.array_equal(y[:8], ready.x[:8]):
        code.lines += [f"y_{part} = x_{part}  # it learns to give back what it takes" for part in parts]
    elif data.classes and y.ndim == 2 and y.shape[1] > 1:
        code.lines += [f"y_{part} = keras.utils.to_categorical(y_{part}, {y.shape[1]})" for part in parts]
    elif y.ndim == 2:
        code.lines += [f'y_{part} = y_{part}.astype("float32").reshape(-1, {y.shape[1]})' for part in parts]
