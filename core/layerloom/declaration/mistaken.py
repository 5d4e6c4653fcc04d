"""Which setting it is that cannot be, where Python says only what it could not do with it."""

from __future__ import annotations

import dis
from collections.abc import Callable, Mapping
from typing import Any

from layerloom.errors import ArgumentError, LayerloomError

_MOST_SETTINGS = 100
_SHOWN = 60  # characters of a value

#: What to say where it is not known which one.
NO_SETTINGS = "its settings cannot be used: one of them is of another kind than it must be."
NO_CALL = "it cannot be called like this: its settings and what it is given do not go together."


def is_sentence(error: Exception) -> bool:
    """Tells whether an error was worded for people: by us, or by whoever wrote a class of the caller."""
    if isinstance(error, LayerloomError):
        return True
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return True
    library = str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
    # Our functions raise errors of their own, and Python raises others in them.
    raised = dis.opname[trace.tb_frame.f_code.co_code[trace.tb_lasti]] == "RAISE_VARARGS"
    return raised if library == "layerloom" else library != "numpy"


def mistaken_setting(make: Callable[[dict[str, Any]], object], config: Mapping[str, Any]) -> str:
    """Returns a sentence about the setting without which Python has nothing to say, an empty one if there is none.

    Args:
        make: Makes the object of its settings, and fails with those in ``config``.
        config: The settings.
    """
    needed = []
    for key in list(config)[:_MOST_SETTINGS]:
        try:
            make({other: value for other, value in config.items() if other != key})
        except ArgumentError:  # it has no default, so that nothing can be told by leaving it out
            needed.append(key)
            continue
        except Exception as error:  # noqa: BLE001 - made of such settings it may raise anything
            if not is_sentence(error):  # the same again, so that it is not this one
                continue
        return _told(key, config[key])
    return _told(needed[0], config[needed[0]]) if len(needed) == 1 else ""


def _told(key: str, value: Any) -> str:
    shown = repr(value)
    return f"{key} cannot be {shown if len(shown) <= _SHOWN else f'{shown[: _SHOWN - 3]}...'}."
