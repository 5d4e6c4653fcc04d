"""Words of TensorFlow and of memory management that are accepted, and leave functions as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def remat(f: Function) -> Function:
    """Accepts Keras's wish to compute values again rather than keep them; here they are kept.

    Args:
        f: The function, which comes back as it is.
    """
    return f


class RematScope:
    """Accepts Keras's wish to compute values again rather than keep them; here they are kept.

    Args:
        mode: ``"full"``, ``"activations"``, ``"larger_than"``, ``"list_of_layers"`` or ``None``.
        output_size_threshold: See ``mode``.
        layer_names: See ``mode``.
    """

    def __init__(
        self,
        mode: str | None = "full",
        output_size_threshold: int = 1024,
        layer_names: Any = None,
    ) -> None:
        known = ("full", "activations", "larger_than", "list_of_layers", None)
        if mode not in known:
            raise ValueError(f"mode must be one of {', '.join(map(str, known))}, got {mode!r}.")
        self.mode = mode
        self.output_size_threshold = output_size_threshold
        self.layer_names = list(layer_names or ())

    def __enter__(self) -> RematScope:
        return self

    def __exit__(self, *_: object) -> None:
        return None


@contextmanager
def device(device_name: str | None) -> Iterator[str | None]:
    """Accepts the name of a device; everything computes on the processor.

    Args:
        device_name: For example ``"cpu:0"`` or ``"gpu:0"``.
    """
    yield device_name
