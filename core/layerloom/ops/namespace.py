"""Parts of the operations under names of their own, as Keras has them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any


def member(module: str, names: Sequence[str], name: str) -> Any:
    """Returns an operation by its name in a part.

    Args:
        module: Name of the part's module.
        names: The operations that are in it.
        name: The name asked for.

    Raises:
        AttributeError: If the part has no such operation.
    """
    if name not in names:
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    return getattr(sys.modules["layerloom.ops"], name)
