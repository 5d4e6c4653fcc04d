"""Nested structures of lists, tuples and dicts, the public namespace ``keras.tree``.

Dicts count in the order of their keys, an ``OrderedDict`` in its own.
"""

from layerloom.tree.comparing import assert_same_paths, assert_same_structure
from layerloom.tree.mapping import (
    MAP_TO_NONE,
    lists_to_tuples,
    map_shape_structure,
    map_structure,
    map_structure_up_to,
    traverse,
)
from layerloom.tree.nesting import flatten, flatten_with_path, is_nested, pack_sequence_as

__all__ = [
    "MAP_TO_NONE",
    "assert_same_paths",
    "assert_same_structure",
    "flatten",
    "flatten_with_path",
    "is_nested",
    "lists_to_tuples",
    "map_shape_structure",
    "map_structure",
    "map_structure_up_to",
    "pack_sequence_as",
    "traverse",
]
