"""`layerloom summary`: the layers of a model file or drawing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.models.formats import read_any
from layerloom.saving.provenance import provenance_text
from layerloom_studio.document.files import SUFFIX, read_project, to_json
from layerloom_studio.language import tr
from layerloom_studio.runs.card import ModelCard, find_card
from layerloom_studio.runs.job import ARCHITECTURE_KEYS
from layerloom_studio.runs.networks import network_of


def summarize(path: Path) -> int:
    """Print layers, shapes and parameters.

    Args:
        path: A model file of any kind, or a project.

    Returns:
        The exit code.

    Raises:
        LayerloomError: If it cannot be read, or the drawing is no whole model yet.
    """
    written = ""
    if path.name.endswith(SUFFIX):
        model, card = _drawn_model(path), ModelCard()
    else:
        opened = read_any(path)
        model, card = opened.model, find_card(path, opened.metadata)
        written = provenance_text(opened.metadata)
    model.summary(print_fn=print)
    if card.classes:
        print(tr("Classes: {names}", names=", ".join(card.classes)))
    if card.fitting is not None:
        print(tr("Images: {fitting}", fitting=card.fitting.describe()))
    if card.data:
        print(tr("Trained with: {data}", data=card.data))
    if written:
        print(written)
    return 0


def _drawn_model(path: Path) -> Any:
    content = read_project(path)
    content.place_missing()
    project = to_json(content)
    try:
        return network_of(json.dumps({key: project[key] for key in ARCHITECTURE_KEYS if key in project}))
    except LayerloomError as error:
        raise LayerloomError(f"{path}: {tr(str(error))}") from error
