"""What a quick-add box offers for what was typed: layers ranked by name, by fit, and by what often comes next."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
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
from layerloom_studio.document.fitting import Way, trial
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
        whole: Whether these are all; if not, they are the first ones.
    """

    rows: tuple[Suggestion, ...] = ()
    error: str = ""
    whole: bool = True


def suggest(
    project: Project,
    text: str,
    sources: Sequence[Ref] = (),
    only_fitting: bool = False,
    most: int | None = None,
) -> Offer:
    """Return what a typed text may mean.

    Args:
        project: The document.
        text: A name or its beginning with settings, or a chain.
        sources: Outputs that the new layer would follow.
        only_fitting: Whether to leave out what cannot follow them.
        most: How many are enough for now: trying every layer takes longer than one wants to wait for the first.
    """
    found = Suggesting(project, text, sources, only_fitting)
    found.go_on(most)
    return found.offer()


class Suggesting:
    """The search for what a text may mean, which can be made bit by bit.

    Args:
        project: The document; it must stay as it is meanwhile.
        text: A name or its beginning with settings, or a chain.
        sources: Outputs that the new layer would follow.
        only_fitting: Whether to leave out what cannot follow them.
    """

    def __init__(
        self, project: Project, text: str, sources: Sequence[Ref] = (), only_fitting: bool = False
    ) -> None:
        self._project, self._sources, self._only_fitting = project, tuple(sources), only_fitting
        self._text = text.strip()
        self._found: list[Suggestion] = []
        self._whole = False
        self._error = ""
        self._named = False  # who types a whole name means it, even if it does not fit
        self._rows = self._chain() if is_chain(self._text) else self._layers()

    def go_on(self, most: int | None = None, seconds: float | None = None) -> bool:
        """Search until so many that fit are found, or so much time has gone; tell whether that were all."""
        end = None if seconds is None else time.perf_counter() + seconds
        while not self._whole:
            if most is not None and sum(not row.reason for row in self._found) >= most:
                break
            row = next(self._rows, None)
            if row is None:
                self._whole = True
            elif not (self._only_fitting and (row.reason or row.specs[0].is_input)):
                self._found.append(row)
            if end is not None and time.perf_counter() >= end:
                break
        return self._whole

    def offer(self) -> Offer:
        """Return what has been found; what does not fit stands behind all that fits, so only at the end."""
        named = self._found[: self._named]
        others = sorted(self._found[self._named :], key=lambda row: bool(row.reason))
        if not self._whole:
            others = [row for row in others if not row.reason]
        if named or others or not self._whole:
            return Offer((*named, *others), whole=self._whole)
        return Offer(error=self._error or tr("No layer that fits here is called that."))

    def _layers(self) -> Iterator[Suggestion]:
        project, text, sources = self._project, self._text, self._sources
        meant = ""
        if text:
            try:
                piece = parse_piece(text, Way(project, sources).axes)
            except ChainError as problem:
                self._error = str(problem)
            else:
                meant, self._named = piece.class_name, True
                yield _row(project, (piece,), sources)
        name, words = split_part(text)
        for entry in search(name, _category(project, sources)):
            if entry.name == meant:
                continue
            try:
                piece = Piece(entry.name, settings(entry, words, text) if words else {})
            except ChainError:
                continue
            yield _row(project, (piece,), sources)

    def _chain(self) -> Iterator[Suggestion]:
        offer = _chain(self._project, self._text, self._sources)
        self._error = offer.error
        yield from offer.rows


class _Axes:
    """Tells along how many axes the next layer of a chain would slide; what it has gone through it knows."""

    def __init__(self, project: Project, sources: Sequence[Ref]) -> None:
        self._way = Way(project, sources)
        self._project = project
        self._gone = 0

    def __call__(self, pieces: Sequence[Piece]) -> int:
        for piece in pieces[self._gone :]:
            self._way.follow(piece_spec(self._project, piece))
        self._gone = len(pieces)
        return self._way.axes()


def _chain(project: Project, text: str, sources: Sequence[Ref]) -> Offer:
    try:
        pieces = parse_chain(text, _Axes(project, sources))
    except ChainError as error:
        return Offer(error=str(error))
    return Offer((_row(project, tuple(pieces), sources),))


def _row(project: Project, pieces: tuple[Piece, ...], sources: Sequence[Ref]) -> Suggestion:
    specs = tuple(piece_spec(project, piece) for piece in pieces)
    found = trial(project, specs, sources)
    return Suggestion(pieces, specs, found.reason, found.result.shape if found.result else None)


def _category(project: Project, sources: Sequence[Ref]) -> str:
    if not sources:
        begun = any(spec.is_input for spec in project.architecture.layers.values())
        return "" if begun else "Nothing"
    spec = project.spec(sources[-1].node)
    entry = registry.find("layer", spec.class_name)
    return "Input" if spec.is_input else entry.category if entry is not None else ""
