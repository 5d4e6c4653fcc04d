"""Opening a stranger's model file: another process reads it, so that whatever is in it cannot harm this one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.card import ModelCard, find_card
from layerloom_studio.runs.child import ChildError, Watch, died, read_arrays, read_header, reason_of, start
from layerloom_studio.runs.chosen import NETWORKS
from layerloom_studio.runs.networks import network_of
from layerloom_studio.user_layers import loaded_words

if TYPE_CHECKING:
    from layerloom_studio.runs.starting import Start

MEMORY = 6 * 2**30  # bytes that reading may take above what the libraries take
SECONDS = 120.0
_ENDING = re.compile(r"(\.layerloom)?\.[a-z0-9]+$")
_USUAL_WORDS = {
    "weights",
    "weight",
    "config",
    "model",
    "architecture",
    "arch",
    "topology",
    "network",
    "structure",
}
_READER = ("-m", "layerloom_studio.runs.reader")


class WeightsAloneError(FileFormatError):
    """A file holds weights, and not the network that they belong to."""


@dataclass(frozen=True)
class OpenedFile:
    """What a model file holds, as plain data.

    Args:
        path: The file.
        architecture: The model's JSON.
        weights: Its arrays, in the order of `Model.get_weights`.
        card: What it needs to be used besides its layers.
        unknown: Names of layers whose class is not known, and of those behind them.
        has_weights: Whether the file holds weights at all.
        learning: Loss, optimizer and metrics that it was trained with; empty where it does not tell.
        optimizer_state: Arrays of the optimizer.
    """

    path: Path
    architecture: str
    weights: tuple[NDArray[Any], ...] = field(repr=False)
    card: ModelCard
    unknown: tuple[str, ...] = ()
    has_weights: bool = True
    learning: Mapping[str, Any] = field(default_factory=dict)
    optimizer_state: tuple[NDArray[Any], ...] = field(default=(), repr=False)

    @cached_property
    def model(self) -> Any:
        """The model, built here.

        Raises:
            FileFormatError: If the pieces do not fit together.
        """
        if not self.has_weights:
            raise FileFormatError(
                self.path, tr("holds a drawing without weights: train it before it is used")
            )
        if self.unknown:
            raise FileFormatError(
                self.path,
                tr(
                    "the layer {unknown!r} is not known here: the network can be looked at, but not used",
                    unknown=self.unknown[0],
                ),
            )
        try:
            model = network_of(self.architecture)
            model.set_weights(list(self.weights))
        except LayerloomError as error:
            raise FileFormatError(self.path, str(error).rstrip(".")) from error
        return model

    def start(self) -> Start:
        """Return its weights and the state of its optimizer, for a training that goes on from them.

        Raises:
            FileFormatError: If the pieces do not fit together.
        """
        from layerloom_studio.runs.starting import Start

        optimizer = self.learning.get("optimizer")
        name = optimizer.get("class_name", "") if isinstance(optimizer, Mapping) else ""
        return Start.of_model(
            self.model, self.path.name, optimizer_class=str(name), optimizer=self.optimizer_state
        )


def open_file(
    path: str | os.PathLike[str],
    *,
    network: str = "",
    cancelled: Callable[[], bool] = lambda: False,
    memory: int = MEMORY,
    seconds: float = SECONDS,
) -> OpenedFile:
    """Read a model file in a process of its own, with bounds on memory and time.

    Args:
        path: Any file that the library reads.
        network: JSON of the network that the file's weights are put into, where it holds weights alone.
        cancelled: Asked now and then; reading ends when it says so.
        memory: Bytes that the process may take.
        seconds: How long it may take.

    Raises:
        WeightsAloneError: If it holds weights alone, and no network was given for them.
        FileFormatError: If the file cannot be used, takes too much, or brings the process down.
    """
    path = Path(path)
    with _beside(network) as words:
        header, weights = _ask(path, (*words, *loaded_words()), cancelled, memory, seconds)
    if "error" in header:
        kind = WeightsAloneError if header.get("weights_alone") else FileFormatError
        raise kind(path, reason_of(header))
    metadata = header.get("metadata")
    card = find_card(path, metadata if isinstance(metadata, Mapping) else {})
    unknown = tuple(str(name) for name in header.get("unknown", ()))
    learning = header.get("learning")
    learning = dict(learning) if isinstance(learning, Mapping) else {}
    states = learning.pop("states", 0)
    weights, state = weights[: len(weights) - states], weights[len(weights) - states :]
    return OpenedFile(
        path,
        str(header.get("model", "")),
        weights,
        card,
        unknown,
        bool(header.get("has_weights")),
        learning,
        state,
    )


def network_beside(path: Path) -> Path | None:
    """Find the file of the network that a file of weights belongs to, such as `net.json` for `net_weights.h5`.

    Args:
        path: The weights.

    Returns:
        The only file of text beside it that is called alike but for words such as "weights" and "config".
    """
    words = _own_words(path)
    try:
        found = [
            file
            for file in path.parent.iterdir()
            if file.suffix.lower() in NETWORKS and file.is_file() and _own_words(file) == words
        ]
    except OSError:
        return None
    return found[0] if len(found) == 1 else None


def _own_words(path: Path) -> list[str]:
    name = _ENDING.sub("", path.name.lower())
    return [word for word in re.split(r"[\W_]+", name) if word and word not in _USUAL_WORDS]


@contextmanager
def _beside(network: str) -> Iterator[tuple[str, ...]]:
    """Keep a network in a file for the process that needs it, and give the words that tell it so."""
    if not network:
        yield ()
        return
    with tempfile.TemporaryDirectory(prefix="layerloom_") as folder:
        file = Path(folder, "network.json")
        file.write_text(network, "utf-8")
        yield ("--network", str(file))


def _ask(
    path: Path, words: tuple[str, ...], cancelled: Callable[[], bool], memory: int, seconds: float
) -> tuple[dict[str, Any], tuple[NDArray[Any], ...]]:
    """Have another process read the file, and return its answer."""
    arguments = (*_READER, str(path.absolute()), str(memory), str(int(seconds) + 1), *words)
    try:
        process = start(*arguments)
    except ChildError as error:
        raise FileFormatError(path, str(error)) from error
    watch = Watch(process, seconds, cancelled)
    watch.start()
    assert process.stdout is not None
    try:
        with process.stdout as answer:
            header = read_header(answer)
            weights = read_arrays(answer, header.get("weights", ()))
    except (EOFError, ValueError, KeyError, TypeError, MemoryError) as error:
        raise FileFormatError(path, watch.reason() or died(process.wait())) from error
    finally:
        watch.end()
    return header, weights


def training_of(learning: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a project's training settings take over from an opened model.

    Only a single loss and plain metrics can be set in a project; whatever else the file has is left out.
    """
    found: dict[str, Any] = {key: _setting(learning.get(key)) for key in ("loss", "optimizer")}
    if isinstance(found["optimizer"], str):
        found["optimizer"] = {"class_name": found["optimizer"], "config": {}}
    metrics = learning.get("metrics")
    found["metrics"] = [_setting(item) for item in metrics] if isinstance(metrics, list) else None
    if found["metrics"] is not None and None in found["metrics"]:
        found["metrics"] = None
    return {key: value for key, value in found.items() if value is not None}


def _setting(value: Any) -> Any:
    """Return a name or a short config; ``None`` for whatever is neither."""
    if isinstance(value, str):
        return value or None
    if not isinstance(value, Mapping):
        return None
    name, config = value.get("class_name"), value.get("config")
    if not isinstance(name, str) or not isinstance(config, Mapping):
        return None
    return {"class_name": name, "config": dict(config)}
