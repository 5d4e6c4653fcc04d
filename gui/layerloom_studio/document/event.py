"""A tiny observer: the document tells its listeners what changed without knowing Qt."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Event(Generic[P]):
    """Something that happens to a document; whoever connects is called with its arguments.

    A bound method is held weakly, so a listener that goes away needs no farewell; a plain function or a
    lambda is held as it is. Listeners are called in the order in which they were connected.
    """

    def __init__(self) -> None:
        self._listeners: list[Callable[[], Callable[P, object] | None]] = []

    def connect(self, listener: Callable[P, object]) -> None:
        """Call `listener` on every emission from now on."""
        self._listeners.append(_reference(listener))

    def disconnect(self, listener: Callable[P, object]) -> None:
        """Stop calling `listener`; a listener that is not connected is no error."""
        self._listeners = [entry for entry in self._listeners if entry() not in (None, listener)]

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call every listener that is still alive."""
        for entry in tuple(self._listeners):
            listener = entry()
            if listener is not None:
                listener(*args, **kwargs)
            elif entry in self._listeners:
                self._listeners.remove(entry)


def _reference(listener: Callable[P, object]) -> Callable[[], Callable[P, object] | None]:
    if hasattr(listener, "__self__") and hasattr(listener, "__func__"):
        return weakref.WeakMethod(listener)
    return lambda: listener
