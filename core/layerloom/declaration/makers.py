"""What a caller gives where a file names a class: the class, or as tf.keras takes it a function that makes one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from layerloom.declaration import registry
from layerloom.declaration.lambdas import LAMBDA
from layerloom.errors import LayerloomError


class Maker:
    """A function in place of a class: it makes an object from the settings that the file has for it.

    Args:
        name: The class that the file names.
        function: Takes the settings by name.
    """

    def __init__(self, name: str, function: Callable[..., Any]) -> None:
        self.name = name
        self.function = function

    def from_config(self, config: dict[str, Any]) -> Any:
        """Returns what the function makes.

        Raises:
            LayerloomError: If it does not take the settings, or makes nothing of the kind.
        """
        try:
            inspect.signature(self.function).bind(**config)
        except TypeError:
            raise misfit(self.name, self.function) from None
        except ValueError:  # some functions written in C do not tell what they take
            pass
        made = self.function(**config)
        if not hasattr(made, "get_config"):
            raise misfit(self.name, self.function)
        return made


class Given:
    """A function of the caller in place of code that the file holds.

    Args:
        function: The function.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def from_config(self, config: dict[str, Any]) -> Any:
        """Returns the function; the code is not looked at."""
        return self.function


def as_class(name: str, given: Any) -> Any:
    """Returns what makes the objects of a class that a file names.

    Args:
        name: The class.
        given: What the caller gives for it.

    Returns:
        Something with ``from_config``.

    Raises:
        LayerloomError: If nothing can be made with what is given.
    """
    if hasattr(given, "from_config"):
        return given
    if name == LAMBDA and callable(given):
        return registry.get("code", LAMBDA)
    if name == "__lambda__" and callable(given):
        return Given(given)
    if isinstance(given, type) or not callable(given):
        raise misfit(name, given)
    return Maker(name, given)


def misfit(name: str, given: Any) -> LayerloomError:
    """Returns the error for what cannot stand for a class."""
    what = getattr(given, "__name__", type(given).__name__)
    return LayerloomError(
        f"custom_objects gives {what!r} for {name!r}, which needs the class itself, "
        "or a function that makes one of it from the settings in the file."
    )
