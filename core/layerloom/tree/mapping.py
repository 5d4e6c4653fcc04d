"""Functions over nested structures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom.tree.comparing import assert_same_structure
from layerloom.tree.nesting import children, is_nested, rebuilt

Function = Callable[..., Any]


class MAP_TO_NONE:  # noqa: N801 (Keras's name)
    """What a function gives :func:`traverse` to put ``None`` in a place."""


def map_structure(func: Function, *structures: Any, none_is_leaf: bool = True) -> Any:
    """Returns the results of a function on the leaves, nested as they are.

    Args:
        func: Function of as many leaves as there are structures.
        *structures: Structures that are nested alike.
        none_is_leaf: Whether the function is called on ``None`` too.

    Raises:
        TypeError: If there is no function.
        ValueError: If there is no structure, or they differ.
    """
    _check(func, structures)
    for other in structures[1:]:
        assert_same_structure(structures[0], other)

    def walk(*items: Any) -> Any:
        if is_nested(items[0]):
            columns = [[child for _, child in children(item)] for item in items]
            return rebuilt(items[0], [walk(*row) for row in zip(*columns, strict=True)])
        return None if items[0] is None and not none_is_leaf else func(*items)

    return walk(*structures)


def map_structure_up_to(shallow_structure: Any, func: Function, *structures: Any) -> Any:
    """Returns the results of a function on what stands where a shallow structure has its leaves.

    Args:
        shallow_structure: How far to go in.
        func: Function of as many parts as there are structures.
        *structures: Structures that are nested like the shallow one, and further.

    Raises:
        TypeError: If there is no function.
        ValueError: If there is no structure, or one is nested less or otherwise.
    """
    _check(func, structures)

    def walk(shallow: Any, *items: Any) -> Any:
        if not is_nested(shallow):
            return func(*items)
        keys = [key for key, _ in children(shallow)]
        columns = []
        for item in items:
            if not is_nested(item) or isinstance(item, dict) != isinstance(shallow, dict):
                raise ValueError(f"{item!r:.100} is not nested like {shallow!r:.100}.")
            found = dict(children(item))
            if list(found) != keys:
                raise ValueError(f"{item!r:.100} is not nested like {shallow!r:.100}.")
            columns.append(list(found.values()))
        rows = zip((child for _, child in children(shallow)), *columns, strict=True)
        return rebuilt(shallow, [walk(*row) for row in rows])

    return walk(shallow_structure, *structures)


def traverse(func: Function, structure: Any, top_down: bool = True) -> Any:
    """Calls a function on a structure and everything in it; what it gives takes the part's place.

    Args:
        func: Gives ``None`` to leave a part as it is, :class:`MAP_TO_NONE` to put ``None`` there.
        structure: The structure.
        top_down: Whether the outer parts come first; what they are replaced by is not entered.

    Raises:
        TypeError: If there is no function.
    """
    _check(func, (structure,))

    def walk(item: Any) -> Any:
        found = func(item) if top_down else None
        if found is None:
            if is_nested(item):
                item = rebuilt(item, [walk(child) for _, child in children(item)])
            found = item if top_down else func(item)
            found = item if found is None else found
        return None if found is MAP_TO_NONE else found

    return walk(structure)


def lists_to_tuples(structure: Any) -> Any:
    """Returns a structure with tuples in place of its lists.

    Args:
        structure: Nested lists, tuples and dicts.
    """
    return traverse(lambda item: tuple(item) if isinstance(item, list) else None, structure, top_down=False)


def map_shape_structure(func: Function, structure: Any) -> Any:
    """Returns the results of a function on the shapes in a structure.

    Args:
        func: Function of a shape.
        structure: Nested shapes; a tuple or list of sizes and ``None`` is one.

    Raises:
        TypeError: If there is no function.
    """
    _check(func, (structure,))
    if _is_shape(structure):
        return func(tuple(structure))
    if is_nested(structure):
        return rebuilt(structure, [map_shape_structure(func, child) for _, child in children(structure)])
    raise ValueError(f"{structure!r:.100} is no shape.")


def _is_shape(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and all(size is None or isinstance(size, int) for size in value)


def _check(func: Any, structures: tuple[Any, ...]) -> None:
    if not callable(func):
        raise TypeError(f"func must be a function, got {type(func).__name__}.")
    if not structures:
        raise ValueError("At least one structure is needed.")
