"""What a quick-add box offers for what was typed: layers ranked by name, by fit, and by what often comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layerloom.declaration import registry
from layerloom.graph import LayerSpec, Ref
from layerloom.graph.layer_facts import Shape
from layerloom_studio.document.building import piece_spec
from layerloom_studio.document.catalog import search
from layerloom_studio.document.chain import (
    ChainError,
    Piece,
    is_chain,
    parse_chain,
    parse_piece,
    settings,
    split_part,
)
from layerloom_studio.document.fitting import trial
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr


@dataclass(frozen=True)
class Suggestion:
    """One row of the box.

    Args:
        pieces: The layers that it adds, mostly one.
        specs: Them as layers.
        reason: Why they cannot follow the selection; empty if they can.
        shape: What the last one would give, if that is known.
    """

    pieces: tuple[Piece, ...]
    specs: tuple[LayerSpec, ...]
    reason: str = ""
    shape: Shape | None = None


@dataclass(frozen=True)
class Offer:
    """All that the box shows.

    Args:
        rows: The suggestions, best first.
        error: What is wrong with the text, if nothing can be offered.
    """

    rows: tuple[Suggestion, ...] = ()
    error: str = ""


def suggest(project: Project, text: str, sources: Sequence[Ref] = (), only_fitting: bool = False) -> Offer:
    """Return what a typed text may mean.

    Args:
        project: The document.
        text: A name or its beginning with settings, or a chain.
        sources: Outputs that the new layer would follow.
        only_fitting: Whether to leave out what cannot follow them.
    """
    text = text.strip()
    if is_chain(text):
        return _chain(project, text, sources)
    found: list[Suggestion] = []
    error = ""
    try:
        pieces = [parse_piece(text)] if text else []
    except ChainError as problem:
        pieces, error = [], str(problem)
    name, words = split_part(text)
    for entry in search(name, _category(project, sources)):
        if any(piece.class_name == entry.name for piece in pieces):
            continue
        try:
            pieces.append(Piece(entry.name, settings(entry, words, text)))
        except ChainError:
            continue
    for piece in pieces:
        row = _row(project, (piece,), sources)
        if not (only_fitting and (row.reason or row.specs[0].is_input)):
            found.append(row)
    named = not error and bool(text)  # who types a whole name means it, even if it does not fit
    found[named:] = sorted(found[named:], key=lambda row: bool(row.reason))
    if found:
        return Offer(tuple(found))
    return Offer(error=error or tr("No layer that fits here is called that."))


def _chain(project: Project, text: str, sources: Sequence[Ref]) -> Offer:
    try:
        pieces = parse_chain(text)
    except ChainError as error:
        return Offer(error=str(error))
    return Offer((_row(project, tuple(pieces), sources),))


def _row(project: Project, pieces: tuple[Piece, ...], sources: Sequence[Ref]) -> Suggestion:
    specs = tuple(piece_spec(project, piece) for piece in pieces)
    found = trial(project, specs, sources)
    return Suggestion(pieces, specs, found.reason, found.result.shape if found.result else None)


def _category(project: Project, sources: Sequence[Ref]) -> str:
    if not sources:
        return ""
    spec = project.spec(sources[-1].node)
    entry = registry.find("layer", spec.class_name)
    return "Input" if spec.is_input else entry.category if entry is not None else ""
