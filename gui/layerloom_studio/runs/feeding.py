"""Which input of a model gets which array of the data, and which output learns which target.

A data reference may say it with the keys `inputs` and `targets`. `inputs` gives for the name of an Input layer the
name of an array, or `{"array": name, "columns": "1-5, 8"}` for some columns of a table, counted from 1. `targets`
gives for the name of an output layer the name of a target. What they leave open is guessed by name and shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr

Array = NDArray[Any]
Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Port:
    """An input or output of a model.

    Args:
        name: Of its layer.
        shape: Of one sample.
    """

    name: str
    shape: Shape


@dataclass(frozen=True)
class Feed:
    """What an input gets.

    Args:
        array: Name of an array of the data.
        columns: Which columns of a table, such as "1-5, 8"; empty takes all.
    """

    array: str
    columns: str = ""

    def to_json(self) -> Any:
        """Return it as it stands in a data reference."""
        return {"array": self.array, "columns": self.columns} if self.columns else self.array


def model_ports(model: Any) -> tuple[tuple[Port, ...], tuple[Port, ...]]:
    """Return the inputs and outputs of a model.

    Raises:
        LayerloomError: If the model does not know its shapes.
    """
    if not getattr(model, "inputs", None) or not getattr(model, "outputs", None):
        raise LayerloomError(
            tr(
                "The model {name!r} has no input shape: it needs an Input layer and layers after it.",
                name=model.name,
            )
        )
    inputs = tuple(Port(tensor.name, tuple(tensor.shape[1:])) for tensor in model.inputs)
    pairs = zip(model.output_names, model.outputs, strict=True)
    return inputs, tuple(Port(name, tuple(tensor.shape[1:])) for name, tensor in pairs)


def column_numbers(text: str, count: int) -> list[int]:
    """Return the places of columns, counted from 0, that a text such as "1-5, 8" means.

    Raises:
        LayerloomError: If it cannot be read or asks for columns that are not there.
    """
    found: list[int] = []
    for part in text.replace("\N{EN DASH}", "-").split(","):
        first, mark, last = (piece.strip() for piece in part.partition("-"))
        if not first.isdecimal() or (mark and not last.isdecimal()):
            raise LayerloomError(tr("Columns are written as in 1-5, 8; {text!r} cannot be read.", text=text))
        low, high = int(first), int(last if mark else first)
        if not 1 <= low <= high <= count:
            raise LayerloomError(
                tr(
                    "The columns {strip} are not there: the table has {count}.",
                    strip=part.strip(),
                    count=count,
                )
            )
        found += range(low - 1, high)
    return found


def feeds(
    arrays: Mapping[str, Sequence[int]], ports: Sequence[Port], said: Mapping[str, Any] | None = None
) -> dict[str, Feed]:
    """Return what every input gets: as a reference says it, the rest guessed.

    Args:
        arrays: Shape of one sample of every array.
        ports: The model's inputs.
        said: The key `inputs` of the reference.
    """
    chosen = {port.name: feed for port in ports if (feed := _read(said, port.name)) is not None}
    open_ports = [port for port in ports if port.name not in chosen]
    tables = [name for name, shape in arrays.items() if len(shape) == 1]
    sizes = [port.shape[0] if len(port.shape) == 1 else None for port in open_ports]
    if (
        len(sizes) > 1
        and len(tables) == 1
        and None not in sizes
        and sum(s or 0 for s in sizes) == arrays[tables[0]][0]
    ):
        start = 1
        for port, size in zip(open_ports, sizes, strict=True):
            last = start + int(size or 0) - 1
            chosen[port.name] = Feed(tables[0], f"{start}-{last}" if last > start else str(start))
            start = last + 1
        return {port.name: chosen[port.name] for port in ports}
    used = {feed.array for feed in chosen.values()}
    for rate in (_same_name, _same_shape, _same_size):
        for port in [port for port in open_ports if port.name not in chosen]:
            fitting = [name for name, shape in arrays.items() if rate(name, shape, port)]
            for name in sorted(fitting, key=lambda name: name in used)[:1]:
                chosen[port.name] = Feed(name)
                used.add(name)
    for port in open_ports:
        rest = [name for name in arrays if name not in used] or list(arrays)
        if port.name not in chosen:
            chosen[port.name] = Feed(rest[0])
            used.add(rest[0])
    return {port.name: chosen[port.name] for port in ports}


def targets(
    names: Sequence[str], ports: Sequence[Port], said: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """Return which target every output learns: as a reference says it, by name, or in order; the last for the rest."""
    chosen: dict[str, str] = {}
    for place, port in enumerate(ports):
        wanted = (said or {}).get(port.name)
        if isinstance(wanted, str):
            chosen[port.name] = wanted
        else:
            chosen[port.name] = port.name if port.name in names else names[min(place, len(names) - 1)]
    return chosen


def why_not(arrays: Mapping[str, Sequence[int]], port: Port, feed: Feed) -> str:
    """Say why an input cannot take what it is given; empty if it can."""
    try:
        take({name: np.empty((1, *shape), np.float32) for name, shape in arrays.items()}, port, feed)
    except LayerloomError as error:
        return str(error)
    return ""


def take(arrays: Mapping[str, Array], port: Port, feed: Feed) -> Array:
    """Return the samples of one input in its shape.

    Raises:
        LayerloomError: If they do not fit; one sentence that names the input, the array and both shapes.
    """
    if feed.array not in arrays:
        raise LayerloomError(
            tr(
                "The input {name!r} shall get {array!r}, but the data have only {arrays}.",
                name=port.name,
                array=feed.array,
                arrays=", ".join(arrays),
            )
        )
    values = arrays[feed.array]
    if feed.columns:
        if values.ndim != 2:
            raise LayerloomError(
                tr(
                    "{array!r} is no table, so no columns can be taken for {name!r}.",
                    array=feed.array,
                    name=port.name,
                )
            )
        values = values[:, column_numbers(feed.columns, values.shape[1])]
    return fit_to_input(values, port.shape, port.name, feed)


def fit_to_input(
    data: Array, input_shape: Sequence[int | None], name: str = "", feed: Feed | None = None
) -> Array:
    """Give samples the shape that a model takes, where this only means to lay them out anew.

    Args:
        data: Shape (n, ...).
        input_shape: Shape of one sample, None where the model takes any size.
        name: Of the input, for the sentence, where a model has several.
        feed: Where the samples come from, likewise.

    Raises:
        LayerloomError: If they do not fit; one sentence with both shapes.
    """
    have, want = tuple(data.shape[1:]), tuple(input_shape)
    if len(have) == len(want) and all(w is None or h == w for h, w in zip(have, want, strict=True)):
        return data
    sizes = [size for size in want if size is not None]
    if len(sizes) == len(want) and np.prod(have) == np.prod(sizes):
        return data.reshape(len(data), *sizes)
    if not name or feed is None:
        raise LayerloomError(
            tr(
                "The samples have the shape {have}, but the model's input takes {want}: set the "
                "shape of the Input layer to {have}.",
                have=have,
                want=want,
            )
        )
    where = (
        tr("{array!r}, columns {columns},", array=feed.array, columns=feed.columns)
        if feed.columns
        else f"{feed.array!r}"
    )
    raise LayerloomError(
        tr(
            "The input {name!r} takes {want}, but {where} has {have} for each sample: choose "
            "other data for it, or set the shape of {name!r} to {have}.",
            name=name,
            want=want,
            where=where,
            have=have,
        )
    )


def _read(said: Mapping[str, Any] | None, name: str) -> Feed | None:
    value = (said or {}).get(name)
    if isinstance(value, str):
        return Feed(value)
    if isinstance(value, Mapping) and isinstance(value.get("array"), str):
        return Feed(value["array"], str(value.get("columns") or ""))
    return None


def _same_name(name: str, shape: Sequence[int], port: Port) -> bool:
    return name == port.name


def _same_shape(name: str, shape: Sequence[int], port: Port) -> bool:
    return len(shape) == len(port.shape) and all(
        want is None or have == want for have, want in zip(shape, port.shape, strict=True)
    )


def _same_size(name: str, shape: Sequence[int], port: Port) -> bool:
    return None not in port.shape and np.prod(shape) == np.prod([size or 0 for size in port.shape])
