"""function: the decorator that TensorFlow compiles with, and that here leaves a function as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

Function = TypeVar("Function", bound=Callable[..., Any])


@overload
def function(func: Function, **options: Any) -> Function: ...
@overload
def function(func: None = None, **options: Any) -> Callable[[Function], Function]: ...
def function(func: Any = None, **options: Any) -> Any:
    """Accepts ``@tf.function`` with and without options; the function runs as plain Python.

    Args:
        func: The decorated function.
        **options: ``jit_compile``, ``reduce_retracing``...: accepted, without effect.
    """
    return func if func is not None else lambda decorated: decorated
