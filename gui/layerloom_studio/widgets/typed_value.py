"""TypedValue: a value while somebody types it, and the one from before, which comes back where the text means none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class TypedValue:
    """Holds both values for an editor.

    Args:
        tell: Called with the old value when it comes back.
        same: Whether two values mean the same.
    """

    def __init__(self, tell: Callable[[Any], object], same: Callable[[Any, Any], bool]) -> None:
        self.now: Any = None
        self._before: Any = None
        self._tell = tell
        self._same = same
        self.going_back = False  # while the old value is told: who hears it shall not touch the text

    def set(self, value: Any) -> None:
        """Have another value that nobody is typing."""
        self.now = self._before = value

    def settle(self) -> None:
        """The typing is over; what stands there now comes back the next time."""
        self._before = self.now

    def go_back(self) -> None:
        """Have the value from before: of "5, x" the 5 is not meant, and of 12.5 among whole numbers the 12 is not."""
        if self._same(self._before, self.now):
            return
        self.now = self._before
        self.going_back = True
        try:
            self._tell(self.now)
        finally:
            self.going_back = False
