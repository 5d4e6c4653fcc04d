"""Data references to arrays: embedded sets by name, a folder of images, or a file of arrays or a table.

A reference is JSON data. Its keys: `source` (a name of `EMBEDDED`, "folder" with `path` to a folder with one subfolder
per class, or "file" with `path` and, if need be, `target`, the names of the targets), `validation_split`, `seed`,
`held_out` (how many samples at the end of each class are kept away from training and validation alike);
for images `image_size` ([height, width], by default that of the model's input), `color_mode` ("grayscale" or "rgb"),
`shaping`, `rescale`, `offset`, `invert` as in `Fitting`; for tables `standardize` (by default true); for models with
several inputs or outputs `inputs` and `targets` as in `layerloom_studio.runs.feeding`; where values are learned
`scale_outputs` (by default true) as in `layerloom_studio.runs.output_scale`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.arrays import TABLE, Target, read_arrays
from layerloom_studio.runs.feeding import fit_to_input
from layerloom_studio.runs.imaging import Fitting
from layerloom_studio.runs.sources import EMBEDDED, Progress, Raw, Skipped, read_embedded, read_folder

__all__ = ["FILE", "LoadedData", "Scaling", "fit_to_input", "load_data"]

Array = NDArray[Any]
FILE = "file"
PICTURES = "images"  # what the pictures of a data set are called among its arrays
_COLOURS = {"grayscale": 1, "rgb": 3}


@dataclass(frozen=True)
class Scaling:
    """How the columns of a table were standardized: `(value - mean) / deviation`.

    Args:
        mean: Per column, of the training part.
        deviation: Likewise.
    """

    mean: tuple[float, ...]
    deviation: tuple[float, ...]


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
) -> LoadedData:
    """Load what a reference points to. The same reference always gives the same samples and the same split.

    Args:
        reference: See the head of this file.
        input_shape: Shape of one sample that the model takes; pictures of a folder are fitted to it.
        limit: Load so many samples at most, spread evenly; for a preview.
        progress: Called with how many files are read and how many there are; what it raises ends the loading.

    Returns:
        The samples.

    Raises:
        LayerloomError: If the reference makes no sense, or the data cannot be read; one sentence.
    """
    source = reference.get("source")
    if source == "folder":
        return _load_folder(reference, input_shape, limit, progress)
    if source == FILE:
        return _load_file(reference, limit)
    if source in EMBEDDED:
        return _load_embedded(reference, limit)
    raise LayerloomError(
        tr(
            "There are no data called {source!r}; there are {names}.",
            source=source,
            names=", ".join([*EMBEDDED, "folder", FILE]),
        )
    )


def _load_embedded(reference: Mapping[str, Any], limit: int | None) -> LoadedData:
    raw = read_embedded(reference["source"])
    held_out = reference.get("held_out", raw.held_out)
    usable = _without_held_out(raw, held_out)
    x, y = raw.x[usable], raw.y[usable]
    validation = _split(y, reference, stratified=bool(raw.classes))
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
    elif reference.get("standardize", True):
        x, scaling = _standardize(x, validation)
    chosen = _evenly(len(x), limit)
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


def _load_file(reference: Mapping[str, Any], limit: int | None) -> LoadedData:
    path, target = reference.get("path"), reference.get("target") or ()
    if not isinstance(path, str) or not path:
        raise LayerloomError(tr("The data are a file of arrays or a table, but no file is chosen yet."))
    file = read_arrays(Path(path), [target] if isinstance(target, str) else list(target))
    first, *others = file.inputs
    named = next(iter(file.targets.values()))
    validation = _split(named.values, reference, stratified=bool(named.classes))
    arrays, scalings = dict(file.inputs), {}
    for name, values in file.inputs.items():
        if values.ndim == 2 and reference.get("standardize", True):
            arrays[name], scalings[name] = _standardize(values, validation)
    scaling = scalings.pop(first, None)
    chosen = _evenly(len(validation), limit)
    return LoadedData(
        title=file.title,
        x=_picked(arrays[first], chosen),
        y=named.values[chosen],
        validation=validation[chosen],
        classes=named.classes,
        features=file.columns.get(first) or _numbered(arrays[first]),
        scaling=scaling,
        name=first,
        others={name: _picked(arrays[name], chosen) for name in others},
        targets={name: Target(item.values[chosen], item.classes) for name, item in file.targets.items()},
        other_scalings=scalings,
    )


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
) -> LoadedData:
    path = reference.get("path")
    if not isinstance(path, str) or not path:
        raise LayerloomError(tr("The data are a folder of images, but no folder is chosen yet."))
    fitting = _fitting(reference, input_shape)
    listing = read_folder(Path(path))
    labels = np.array([number for _, number in listing.files], dtype=np.int64)
    validation = _split(labels, reference, stratified=True)
    usable = np.flatnonzero(_not_last_of_class(labels, reference.get("held_out", 0)))
    chosen = usable[_evenly(len(usable), limit)]
    x, read, skipped = listing.load(chosen, fitting, progress)
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


def _split(y: Array, reference: Mapping[str, Any], *, stratified: bool) -> NDArray[np.bool_]:
    """Marks the samples for validation: by chance, but the same part of every class."""
    share, seed = reference.get("validation_split", 0.2), reference.get("seed", 0)
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share < 1:
        raise LayerloomError(
            tr("The validation split must be at least 0 and below 1, got {share!r}.", share=share)
        )
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise LayerloomError(
            tr("The seed of the data must be a whole number from 0 up, got {seed!r}.", seed=seed)
        )
    rng = np.random.default_rng(seed)
    marked = np.zeros(len(y), dtype=bool)
    groups = [np.flatnonzero(y == value) for value in np.unique(y)] if stratified else [np.arange(len(y))]
    for group in groups:
        marked[rng.permutation(group)[: round(share * len(group))]] = True
    return marked


def _without_held_out(raw: Raw, count: Any) -> Array:
    groups = raw.y if raw.classes else np.zeros(len(raw.y), dtype=np.int64)
    return np.flatnonzero(_not_last_of_class(groups, count))


def _not_last_of_class(labels: Array, count: Any) -> NDArray[np.bool_]:
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise LayerloomError(
            tr("held_out must be a number of samples per class, got {count!r}.", count=count)
        )
    kept = np.ones(len(labels), dtype=bool)
    if count:
        for value in np.unique(labels):
            kept[np.flatnonzero(labels == value)[-count:]] = False
    if not kept.any():
        raise LayerloomError(
            tr("Nothing is left to train with when {count} samples of every class are held out.", count=count)
        )
    return kept


def _standardize(x: Array, validation: NDArray[np.bool_]) -> tuple[Array, Scaling]:
    mean, deviation = x[~validation].mean(axis=0), x[~validation].std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1.0)
    scaling = Scaling(tuple(map(float, mean)), tuple(map(float, deviation)))
    return (x - mean) / deviation, scaling


def _evenly(count: int, limit: int | None) -> Array:
    if limit is None or limit >= count:
        return np.arange(count)
    return np.linspace(0, count - 1, limit).astype(np.int64)
