"""Data references to arrays: sets by name, a folder of images, a file of arrays or a table, a typed table, noise.

A reference is JSON data. Its keys: `source` (a name of `EMBEDDED` or `PUBLISHED`, "folder" with `path` to a folder
with one subfolder per class, "file" with `path` and, if need be, `target`, the names of the targets, "typed" with the
`text` of a table, or "random" with the `shape` of a sample, `samples` and `classes`), `validation_split`, `seed`,
`validation` (the name of a part of the source that is held back, such as "test", or "other" with `validation_path`,
another folder or file of the same kind), `held_out` (how many samples at the end of each class are kept away from
training and validation alike), `class_names`, `targets_as` ("classes" or
"values", where whole numbers could be either); for images `image_size` ([height, width], by default that of the
model's input), `color_mode` ("grayscale" or "rgb"), `shaping`, `rescale`, `offset`, `invert` as in `Fitting`, and
`augment` as in `layerloom_studio.runs.augmenting`; for tables `standardize` (by default true) and `normalize`; for
models with several inputs or outputs `inputs` and `targets` as in `layerloom_studio.runs.feeding`; where values are
learned `scale_outputs` (by default true) as in `layerloom_studio.runs.output_scale`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.array_sources import FILE, RANDOM, TYPED, arrays_of, other_path
from layerloom_studio.runs.arrays import (
    TABLE,
    Arrays,
    Target,
    as_target,
)
from layerloom_studio.runs.feeding import fit_to_input
from layerloom_studio.runs.imaging import Fitting
from layerloom_studio.runs.sources import (
    EMBEDDED,
    PUBLISHED,
    Listing,
    Progress,
    Raw,
    Skipped,
    read_embedded,
    read_folder,
)
from layerloom_studio.runs.splitting import Scaling, evenly, not_last_of_class, scaled, split

__all__ = ["FILE", "RANDOM", "TYPED", "LoadedData", "Scaling", "fit_to_input", "load_data"]

Array = NDArray[Any]
PICTURES = "images"  # what the pictures of a data set are called among its arrays
_FEW_VALUES = 3  # of a sample that are told one by one
_COLOURS = {"grayscale": 1, "rgb": 3}


@dataclass(frozen=True)
class LoadedData:
    """Samples as a model takes them, and all that is known of them.

    Args:
        title: What the data are, for people.
        x: Inputs, shape (n, ...), float32.
        y: Class numbers (int64) or values (float32), shape (n,).
        validation: Which samples are held back for validation, shape (n,).
        classes: Names of the classes; empty where `y` holds values.
        features: Names of the columns of a table.
        files: Where each picture of a folder came from.
        skipped: Files that could not be read.
        fitting: How pictures became inputs.
        scaling: How the columns of a table did.
        other_scalings: Likewise, of further inputs that are tables, by name.
        parts: Further parts that the source holds and that may be held back for validation.
        name: What the inputs in `x` are called, for models with several inputs.
        others: Further inputs by name, shape (n, ...).
        targets: All targets by name, `y` among them; empty where there is `y` alone.
    """

    title: str
    x: Array
    y: Array
    validation: NDArray[np.bool_]
    classes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    fitting: Fitting | None = None
    scaling: Scaling | None = None
    name: str = TABLE
    others: Mapping[str, Array] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    other_scalings: Mapping[str, Scaling] = field(default_factory=dict)
    parts: tuple[str, ...] = ()

    @property
    def scalings(self) -> dict[str, Scaling]:
        """How the columns of all tables became inputs, by name."""
        first = {} if self.scaling is None else {self.name: self.scaling}
        return {**first, **self.other_scalings}

    @property
    def arrays(self) -> dict[str, Array]:
        """All inputs by name."""
        return {self.name: self.x, **self.others}

    @property
    def labelled(self) -> dict[str, Target]:
        """All targets by name."""
        return dict(self.targets) or {"y": Target(self.y, self.classes)}

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Shape of one sample of every input."""
        return {name: tuple(values.shape[1:]) for name, values in self.arrays.items()}

    @property
    def sample_shape(self) -> tuple[int, ...]:
        """Shape of one input."""
        return tuple(self.x.shape[1:])

    @property
    def labels(self) -> list[str]:
        """Class or value of every sample, for people."""
        if self.classes:
            return [self.classes[number] for number in self.y]
        if self.y.ndim == 2 and self.y.shape[1] <= _FEW_VALUES:
            return [", ".join(f"{value:.4g}" for value in row) for row in self.y]
        if self.y.ndim > 1:
            return [tr("{prod} values", prod=np.prod(self.y.shape[1:]))] * len(self.y)
        return [f"{value:.4g}" for value in self.y]

    def part(self, validation: bool) -> tuple[Array, Array]:
        """Return inputs and targets of the training or the validation part."""
        chosen = self.validation == validation
        return self.x[chosen], self.y[chosen]


def load_data(
    reference: Mapping[str, Any],
    input_shape: Sequence[int | None] | None = None,
    *,
    limit: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> LoadedData:
    """Load what a reference points to. The same reference always gives the same samples and the same split.

    Args:
        reference: See the head of this file.
        input_shape: Shape of one sample that the model takes; pictures of a folder are fitted to it.
        limit: Load so many samples at most, spread evenly; for a preview.
        progress: Called with how many files are read and how many there are; what it raises ends the loading.
        cancelled: Asked now and then while files are read; loading ends when it says so.

    Returns:
        The samples.

    Raises:
        LayerloomError: If the reference makes no sense, or the data cannot be read; one sentence.
    """
    source = reference.get("source")
    if source == "folder":
        return _load_folder(reference, input_shape, limit, progress, cancelled)
    if source in (FILE, TYPED, RANDOM) or source in PUBLISHED:
        return _load_arrays(reference, input_shape, limit, cancelled)
    if source in EMBEDDED:
        return _load_embedded(reference, limit)
    raise LayerloomError(
        tr(
            "There are no data called {source!r}; there are {names}.",
            source=source,
            names=", ".join([*EMBEDDED, *PUBLISHED, "folder", FILE, TYPED, RANDOM]),
        )
    )


def _load_embedded(reference: Mapping[str, Any], limit: int | None) -> LoadedData:
    raw = read_embedded(reference["source"])
    held_out = reference.get("held_out", raw.held_out)
    usable = _without_held_out(raw, held_out)
    x, y = raw.x[usable], raw.y[usable]
    validation = split(y, reference, stratified=bool(raw.classes))
    fitting = scaling = None
    if raw.pictures:
        fitting = _fitting(reference, x.shape[1:])
        if (fitting.height, fitting.width, fitting.channels) != x.shape[1:]:
            raise LayerloomError(
                tr(
                    "The data {reference!r} have images of {height} × {width} pixels only.",
                    reference=reference["source"],
                    height=x.shape[2],
                    width=x.shape[1],
                )
            )
        pixels = x * 255.0
        x = (255.0 - pixels if fitting.invert else pixels) * fitting.rescale + fitting.offset
    else:
        x, scaling = scaled(x, validation, reference)
    chosen = evenly(len(x), limit)
    return LoadedData(
        title=tr(raw.title),
        x=x[chosen].astype(np.float32),
        y=y[chosen],
        validation=validation[chosen],
        classes=raw.classes,
        features=raw.features,
        fitting=fitting,
        scaling=scaling,
        name=PICTURES if raw.pictures else TABLE,
    )


def _scaled_inputs(
    file: Arrays, validation: NDArray[np.bool_], reference: Mapping[str, Any]
) -> tuple[dict[str, Array], dict[str, Scaling], Fitting | None]:
    """Return the inputs as the network takes them, how columns were scaled, and how pictures of the first one were."""
    arrays = dict(file.inputs)
    scalings: dict[str, Scaling] = {}
    fitting: Fitting | None = None
    for name, values in file.inputs.items():
        if values.ndim == 2:
            arrays[name], scaling = scaled(values, validation, reference)
            if scaling is not None:
                scalings[name] = scaling
            continue
        largest = 1.0
        if reference.get("normalize") and name not in file.pictures:
            largest = float(np.abs(values[~validation]).max(initial=0.0)) or 1.0
            arrays[name] = values / np.float32(largest)
        told = name in file.pictures or largest > 1
        if (
            told
            and name == next(iter(file.inputs))
            and values.ndim == 4
            and values.shape[-1] in _COLOURS.values()
        ):
            white = 255.0 if name in file.pictures else largest
            height, width, channels = values.shape[1:]
            fitting = Fitting(height, width, channels, rescale=1 / white)
    return arrays, scalings, fitting


def _load_arrays(
    reference: Mapping[str, Any],
    input_shape: Sequence[int | None] | None,
    limit: int | None,
    cancelled: Callable[[], bool],
) -> LoadedData:
    file = arrays_of(reference, input_shape, cancelled)
    first, *others = file.inputs
    target_name = next(iter(file.targets))
    kind = str(reference.get("targets_as") or "")
    known = {
        name: as_target(item.values, kind) if kind and not _has_words(item) else item
        for name, item in file.targets.items()
    }
    named = known[target_name] = _renamed(known[target_name], reference)
    validation = file.held
    if validation is None:
        validation = split(named.values, reference, stratified=bool(named.classes))
    arrays, scalings, fitting = _scaled_inputs(file, validation, reference)
    chosen = evenly(len(validation), limit)
    return LoadedData(
        title=file.title,
        x=_picked(arrays[first], chosen),
        y=named.values[chosen],
        validation=validation[chosen],
        classes=named.classes,
        features=file.columns.get(first) or _numbered(arrays[first]),
        fitting=fitting,
        scaling=scalings.pop(first, None),
        name=first,
        others={name: _picked(arrays[name], chosen) for name in others},
        targets={name: Target(item.values[chosen], item.classes) for name, item in known.items()},
        other_scalings=scalings,
        parts=file.parts,
    )


def _has_words(target: Target) -> bool:
    return any(not name.isdecimal() for name in target.classes)


def _renamed(target: Target, reference: Mapping[str, Any]) -> Target:
    """The target with the names of its classes that a person, or the publisher, has given."""
    source = reference.get("source")
    names = reference.get("class_names") or (PUBLISHED[source].classes if source in PUBLISHED else ())
    if not target.classes or not names:
        return target
    if not all(isinstance(name, str) for name in names) or len(names) < len(target.classes):
        raise LayerloomError(
            tr(
                "The data have {count} classes, but {given} names are given: {names}.",
                count=len(target.classes),
                given=len(names),
                names=", ".join(map(str, names)),
            )
        )
    return replace(target, classes=tuple(names))


def _picked(values: Array, chosen: Array) -> Array:
    """The chosen samples; all of them are not copied."""
    return (values if len(chosen) == len(values) else values[chosen]).astype(np.float32, copy=False)


def _numbered(values: Array) -> tuple[str, ...]:
    return tuple(str(number + 1) for number in range(values.shape[1])) if values.ndim == 2 else ()


def _load_folder(
    reference: Mapping[str, Any],
    input_shape: Sequence[int | None] | None,
    limit: int | None,
    progress: Progress | None,
    cancelled: Callable[[], bool],
) -> LoadedData:
    path = reference.get("path")
    if not isinstance(path, str) or not path:
        raise LayerloomError(tr("The data are a folder of images, but no folder is chosen yet."))
    fitting = _fitting(reference, input_shape)
    listing, held = list_folder(reference)
    labels = np.array([number for _, number in listing.files], dtype=np.int64)
    validation = split(labels, reference, stratified=True) if held is None else held
    usable = np.flatnonzero(not_last_of_class(labels, reference.get("held_out", 0)))
    chosen = usable[evenly(len(usable), limit)]

    def told(done: int, count: int) -> None:
        if progress is not None:
            progress(done, count)
        if cancelled():
            raise LayerloomError(tr("Reading the images was cancelled."))

    x, read, skipped = listing.load(chosen, fitting, told)
    return LoadedData(
        title=tr(
            "{name}: {classes} classes, {images} images",
            name=Path(path).name,
            classes=len(listing.classes),
            images=len(usable),
        ),
        x=x,
        y=labels[read],
        validation=validation[read],
        classes=listing.classes,
        files=tuple(listing.files[index][0] for index in read),
        skipped=tuple(skipped),
        fitting=fitting,
        name=PICTURES,
    )


def list_folder(reference: Mapping[str, Any]) -> tuple[Listing, NDArray[np.bool_] | None]:
    """List the images of a folder, those of another folder for validation behind them.

    Returns:
        The images, and which are held back where the reference names another folder.

    Raises:
        LayerloomError: If a folder cannot be used, or the other one has a class that the first has not.
    """
    listing, other = read_folder(Path(reference["path"])), other_path(reference)
    if other is None:
        return listing, None
    more = read_folder(other)
    unknown = [name for name in more.classes if name not in listing.classes]
    if unknown:
        raise LayerloomError(
            tr(
                "The validation folder has the class {name!r}, which the folder of the training has not.",
                name=unknown[0],
            )
        )
    files = tuple((path, listing.classes.index(more.classes[number])) for path, number in more.files)
    held = np.arange(len(listing.files) + len(files)) >= len(listing.files)
    return Listing(listing.classes, listing.files + files), held


def _fitting(reference: Mapping[str, Any], input_shape: Sequence[int | None] | None) -> Fitting:
    size, colours = reference.get("image_size"), reference.get("color_mode")
    if size is None or colours is None:
        if input_shape is None:
            raise LayerloomError(
                tr("The data need an image size and colours, or a model whose input tells them.")
            )
        base = Fitting.for_input(input_shape)
        size = [base.height, base.width] if size is None else size
        colours = ("grayscale" if base.channels == 1 else "rgb") if colours is None else colours
    if not isinstance(size, (list, tuple)) or len(size) != 2:
        raise LayerloomError(tr("The image size must be [height, width], got {size!r}.", size=size))
    if colours not in _COLOURS:
        raise LayerloomError(tr("The color mode must be grayscale or rgb, got {colours!r}.", colours=colours))
    shaping = {key: reference[key] for key in ("shaping", "rescale", "offset", "invert") if key in reference}
    return Fitting(size[0], size[1], _COLOURS[colours], **shaping)


def _without_held_out(raw: Raw, count: Any) -> Array:
    groups = raw.y if raw.classes else np.zeros(len(raw.y), dtype=np.int64)
    return np.flatnonzero(not_last_of_class(groups, count))
