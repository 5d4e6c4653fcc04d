"""Row 118 of gui.md: the program works offline, without an account, and tells nobody anything."""

from __future__ import annotations

import socket
import sys

from layerloom_studio.main_window.modes import MODES
from layerloom_studio.resources import asset


def test_row_118_nothing_asks_for_the_network(window, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network was asked for")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    window.documents.open_sample(asset("projects") / "digits.layerloom.json")
    for mode in MODES:
        window.set_mode(mode.key)
    assert window.project.analysis.errors == []
    assert window.workshop.training_state == "idle"
    assert "PySide6.QtNetwork" not in sys.modules
