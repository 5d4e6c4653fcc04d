"""The installed Qt does not lose references, which would end the program after some thousand calls."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_keep_the_references_of_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
        thing.blockSignals(False)
    assert sys.getrefcount(None) > before - 100
