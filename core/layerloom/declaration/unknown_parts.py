"""Initializers, regularizers and constraints of a file that are not known here.

They say nothing of the answers of a layer that has its weights: something stands for them, which keeps what the file
says, and tells who needs it what to do.
"""

from __future__ import annotations

from typing import Any

from layerloom.declaration import registry, scope
from layerloom.declaration.serialization import name_as_data
from layerloom.errors import LayerloomError, UnknownNameError, UnknownPartError

#: What may be missing, each with who needs it nonetheless.
_NEEDED = {
    "initializer": "new weights need it",
    "regularizer": "training needs it",
    "constraint": "training needs it",
}


class UnknownPart:
    """What a file calls an initializer, regularizer or constraint, without the class or function itself.

    Args:
        kind: Which of them it is.
        data: The file's words for it: a name, or ``{"class_name", "config"}``.
    """

    def __init__(self, kind: str, data: Any) -> None:
        self.kind = kind
        self.data = data
        self.where = ""  # whose it is, for people
        scope.note_unknown_part(self)

    @property
    def name(self) -> str:
        """The name of its class or function, without a package."""
        named = self.data
        if isinstance(named, dict):
            function = named.get("class_name") == "function"
            named = named.get("config") if function else named.get("class_name")
        return plain_name(str(named))[:60]

    def __str__(self) -> str:
        return (
            f"the {self.kind} {self.name!r} is not known here, and {_NEEDED[self.kind]}: pass yours in "
            f"custom_objects={{{self.name!r}: ...}} when the file is opened, or choose another."
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Is what nobody here can do.

        Raises:
            UnknownPartError: Always, with what to do about it.
        """
        weight = getattr(args[0], "path", "") if args else ""
        if weight:
            raise UnknownPartError(f"Weight {weight!r}: {self}")
        raise UnknownPartError(f"{self.where}: {self}" if self.where else str(self))

    def as_data(self) -> Any:
        """Returns the file's words for it, as Keras 3 has them."""
        return name_as_data(self.data) if isinstance(self.data, str) else as_today(self.data)


def plain_name(name: str) -> str:
    """Returns the name of a class or function without the package that it was registered in."""
    return name.rpartition(">")[2] or name  # the name of a lambda, "<lambda>", is whole


def kind_of(setting: str) -> str | None:
    """Returns what a setting of this name takes, ``None`` where that is no part which may be missing."""
    return next((kind for kind in _NEEDED if setting.endswith(kind)), None)


def stand_in(kind: str | None, data: Any, error: LayerloomError) -> UnknownPart:
    """Returns what stands for a part that could not be made, where that is allowed.

    Args:
        kind: What it is, ``None`` for something that nothing stands for.
        data: The file's words for it.
        error: Why it could not be made.

    Raises:
        LayerloomError: ``error``, where something else is wrong with it.
    """
    code = isinstance(data, dict) and data.get("class_name") == "__lambda__"
    if kind not in _NEEDED or not scope.unknown_parts_allowed():
        raise error
    if not code and not isinstance(error, UnknownNameError):
        raise error
    return UnknownPart(kind, data)


def as_today(value: Any) -> Any:
    """Returns a value of a config with the classes in it as Keras 3 tells them, which finds none by a bare name."""
    if isinstance(value, list):
        return [as_today(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: as_today(item) for key, item in value.items()}
    if found.get("quantization_config", 0) is None:  # it says nothing, and tf.keras does not know it
        del found["quantization_config"]
    package, _, name = str(value.get("class_name")).rpartition(">")
    if package:
        return {**found, "module": None, "class_name": name, "registered_name": value["class_name"]}
    if "module" not in found and "config" in found and registry.find("layer", name) is not None:
        return {"module": "keras.layers", **found, "registered_name": None}
    return found
