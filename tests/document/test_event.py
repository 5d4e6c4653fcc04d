"""The observer that the document speaks through."""

from __future__ import annotations

import gc

from layerloom_studio.document.event import Event


class Listener:
    def __init__(self, heard: list[int]) -> None:
        self.heard = heard

    def hear(self, number: int) -> None:
        self.heard.append(number)


def test_listeners_are_called_in_order():
    event: Event[[int]] = Event()
    heard: list[tuple[str, int]] = []
    event.connect(lambda number: heard.append(("a", number)))
    event.connect(lambda number: heard.append(("b", number)))
    event.emit(1)
    assert heard == [("a", 1), ("b", 1)]


def test_a_disconnected_method_is_not_called():
    event: Event[[int]] = Event()
    listener = Listener([])
    event.connect(listener.hear)
    event.disconnect(listener.hear)
    event.disconnect(listener.hear)
    event.emit(1)
    assert listener.heard == []


def test_a_method_does_not_keep_its_object_alive():
    event: Event[[int]] = Event()
    heard: list[int] = []
    listener = Listener(heard)
    event.connect(listener.hear)
    event.emit(1)
    del listener
    gc.collect()
    event.emit(2)
    assert heard == [1]


def test_a_listener_may_disconnect_while_it_is_called():
    event: Event[[]] = Event()
    heard: list[str] = []

    def once() -> None:
        heard.append("once")
        event.disconnect(once)

    event.connect(once)
    event.connect(lambda: heard.append("always"))
    event.emit()
    event.emit()
    assert heard == ["once", "always", "always"]
