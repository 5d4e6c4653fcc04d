"""What opening a file gives: a drawing, a model with its weights, or weights whose network is drawn or lies beside."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from layerloom.errors import FileFormatError, LayerloomError
from layerloom.graph import Architecture, analyse, parse_architecture
from layerloom.saving.hdf5 import check_regular, is_hdf5
from layerloom.saving.tfjs import is_tfjs
from layerloom.saving.zip_members import is_zip
from layerloom_studio.document.content import ASSUMED, Content, default_data
from layerloom_studio.language import tr
from layerloom_studio.training.background import Handle, is_cancelled

if TYPE_CHECKING:
    from layerloom_studio.runs.opening import OpenedFile

_AT_ONCE = 2**18  # bytes of a drawing that is read in a moment


@dataclass(frozen=True)
class Read:
    """A file that was read.

    Args:
        content: What to draw; nothing for weights of what is drawn already.
        file: The model, if it is one.
        predicts: Whether the mode Predict can use it.
        beside: The file of the network, where the weights lie apart from it.
        lacking: Why these weights cannot be used without another network; nothing else is known then.
    """

    content: Content | None
    file: OpenedFile | None = None
    predicts: bool = False
    beside: Path | None = None
    lacking: str = ""


def is_drawing(path: Path) -> bool:
    """Whether a file is text with a drawing, going by its name, and by its beginning where that lies."""
    if path.is_dir() or path.suffix.lower() != ".json":
        return False
    try:
        check_regular(path)
        return not is_hdf5(path) and not is_zip(path) and not is_tfjs(path)
    except (LayerloomError, OSError):
        return True  # which is told by what reads it


def is_long(path: Path) -> bool:
    """Whether reading a drawing would keep the window waiting."""
    try:
        return path.stat().st_size > _AT_ONCE
    except OSError:
        return False  # which is told by what reads it


def read_model(path: Path, drawn: str, network: Path | None, handle: Handle) -> Read:
    """Read a saved model in a process of its own; runs in a thread.

    Args:
        path: The file.
        drawn: JSON of what is drawn, which weights alone are tried with first.
        network: The file of the network that weights alone belong to; by default one that lies beside them.
        handle: Of the task.

    Raises:
        FileFormatError: If it cannot be used; one sentence.
    """
    # These bring the imaging library with them.
    from layerloom_studio.runs.opening import WeightsAloneError, network_beside, open_file

    path = path.absolute()
    try:
        return _of_model(open_file(path, cancelled=lambda: is_cancelled(handle)), handle)
    except WeightsAloneError as error:
        lacking = str(error)
    handle.check()
    if drawn:
        try:
            return Read(None, open_file(path, network=drawn, cancelled=lambda: is_cancelled(handle)))
        except FileFormatError as error:
            lacking = tr(
                "{path}: holds weights alone, which do not fit what is drawn: {cause}.",
                path=path,
                cause=tr(error.cause),
            )
        handle.check()
    beside = network or network_beside(path)
    return Read(None, lacking=lacking) if beside is None else read_weights(path, beside, handle)


def read_weights(path: Path, network: Path, handle: Handle) -> Read:
    """Read weights together with the file of their network; runs in a thread.

    Raises:
        FileFormatError: If one of them cannot be used, or they do not go together; one sentence.
    """
    from layerloom_studio.runs.opening import open_file

    drawn = open_file(network, cancelled=lambda: is_cancelled(handle))
    handle.check()
    file = open_file(path, network=drawn.architecture, cancelled=lambda: is_cancelled(handle))
    return replace(_of_model(file, handle), beside=network)


def _of_model(file: OpenedFile, handle: Handle) -> Read:
    from layerloom_studio.runs.opening import training_of

    handle.check()
    content = Content(
        architecture=parse_architecture(json.loads(file.architecture)), data={**default_data(), ASSUMED: True}
    )
    content.training |= training_of(file.learning)
    return Read(content, file, _predicts(file, content.architecture))


def _predicts(file: OpenedFile, architecture: Architecture) -> bool:
    """Whether a model takes single images or rows of a table and tells something of each, by its drawing."""
    from layerloom_studio.runs.imaging import Fitting

    if not file.has_weights or file.unknown:
        return False
    if file.card.features:
        return True
    if len(architecture.inputs) != 1 or len(architecture.outputs) != 1:
        return False
    nodes, end = analyse(architecture).nodes, architecture.outputs[0]
    taken, given = nodes[architecture.inputs[0].id].output_shapes, nodes[end.node].output_shapes
    if not taken or not given or len(given[end.port]) != 2:
        return False
    try:
        return Fitting.for_input(taken[0][1:]) is not None
    except LayerloomError:
        return file.card.fitting is not None
