"""Declared signatures: what a class accepts, as data for checks, forms, files and tests."""

from layerloom.declaration.configurable import Configurable
from layerloom.declaration.fields import REQUIRED, Bounds, Field
from layerloom.declaration.registry import Entry, entries, find, get, register
from layerloom.declaration.serialization import deserialize, serialize

__all__ = [
    "REQUIRED",
    "Bounds",
    "Configurable",
    "Entry",
    "Field",
    "deserialize",
    "entries",
    "find",
    "get",
    "register",
    "serialize",
]
