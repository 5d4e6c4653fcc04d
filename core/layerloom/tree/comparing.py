"""Whether two structures are nested alike."""

from __future__ import annotations

from typing import Any

from layerloom.tree.nesting import children, flatten_with_path, is_nested


def assert_same_structure(a: Any, b: Any, check_types: bool | None = None) -> None:
    """Checks that two structures are nested alike, in containers of the same kinds.

    Args:
        a: A structure.
        b: Another. Dicts of all kinds are alike where their keys are; lists and tuples are not.
        check_types: Accepted for older code, without effect.

    Raises:
        ValueError: If they differ.
    """
    if not _alike(a, b):
        raise ValueError(f"The two structures are not nested in the same way: {a!r:.200} and {b!r:.200}.")


def assert_same_paths(a: Any, b: Any) -> None:
    """Checks that the leaves of two structures have the same paths, whatever the containers are.

    Args:
        a: A structure.
        b: Another.

    Raises:
        ValueError: If they differ.
    """
    ours, theirs = ({path for path, _ in flatten_with_path(item)} for item in (a, b))
    if ours != theirs:
        only = [sorted(map(str, found)) for found in (ours - theirs, theirs - ours)]
        raise ValueError(f"The paths differ: only the first has {only[0]}, only the second {only[1]}.")


def _alike(a: Any, b: Any) -> bool:
    if not is_nested(a) and not is_nested(b):
        return True
    if _kind(a) is not _kind(b):
        return False
    ours, theirs = dict(children(a)), dict(children(b))
    return ours.keys() == theirs.keys() and all(_alike(item, theirs[key]) for key, item in ours.items())


def _kind(value: Any) -> type:
    return dict if isinstance(value, dict) else type(value) if is_nested(value) else object
