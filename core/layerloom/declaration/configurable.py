"""Configurable: a class whose constructor signature is its schema, its form and its JSON."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import Any, Self, get_type_hints

from layerloom.declaration.fields import REQUIRED, Field, read_annotation
from layerloom.declaration.serialization import deserialize, serialize
from layerloom.declaration.unknown_parts import kind_of, stand_in
from layerloom.errors import ArgumentError, FieldError, LayerloomError


class Configurable:
    """Base of layers, losses, optimizers, callbacks...: remembers the arguments it was made with.

    A subclass declares typed constructor arguments, describes them under ``Args:`` in its docstring, and keeps
    each in an attribute of the same name. Checks, forms, ``get_config`` and ``from_config`` follow from that.
    """

    _arguments: dict[str, Any]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Catches and checks the constructor arguments before ``__init__`` sees them.

        Raises:
            ArgumentError: If one is left out, or is not known.
            FieldError: If one has a value that its declared type does not allow.
        """
        self = super().__new__(cls)
        try:
            bound = _signature(cls).bind(self, *args, **kwargs).arguments  # type: ignore[arg-type]
        except TypeError as error:
            raise _misfit(cls, args, kwargs, error) from None
        extra = bound.pop("kwargs", {})
        arguments = {**bound, **extra}
        arguments.pop("self", None)
        table = _field_table(cls)  # type: ignore[arg-type]
        for name, value in arguments.items():
            if name in table:
                try:
                    table[name].check(value)
                except FieldError as error:
                    raise FieldError(f"{cls.__name__}: {error}") from None
        object.__setattr__(self, "_arguments", arguments)
        return self

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __init__(self) -> None:
        """Takes no arguments, so that a class without a constructor of its own refuses them."""

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Returns the constructor's arguments as data, own ones first."""
        return tuple(_field_table(cls).values())  # type: ignore[arg-type]

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments that rebuild this object, as plain data with Keras's keys."""
        config = {}
        for field in self.fields():
            default = None if field.required else field.default
            config[field.name] = serialize(
                getattr(self, field.name, self._arguments.get(field.name, default))
            )
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes an object from the result of :meth:`get_config`."""
        return cls(**{key: _revived(key, value) for key, value in config.items()})


def _revived(setting: str, value: Any) -> Any:
    """Returns the value of a setting; what stands for it, where it is not known and need not be."""
    try:
        return deserialize(value)
    except LayerloomError as error:
        return stand_in(kind_of(setting), value, error)


@cache
def _signature(cls: Any) -> inspect.Signature:
    return inspect.signature(cls.__init__)


def _misfit(cls: type, args: tuple[Any, ...], kwargs: dict[str, Any], told: TypeError) -> ArgumentError:
    """Returns why arguments are not those of a constructor; ``told`` is what Python says."""
    parameters = list(_signature(cls).parameters.values())[1:]
    ordered = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    names = [p.name for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    name = cls.__name__
    if len(args) > len(ordered):
        return ArgumentError(
            f"{name} takes at most {len(ordered)} arguments without a name, got {len(args)}."
        )
    unknown = sorted(kwargs.keys() - names) if len(parameters) == len(names) else []
    if unknown:
        return ArgumentError(f"{name} does not know the argument {', '.join(unknown)}.")
    given = {*(p.name for p in ordered[: len(args)]), *kwargs}
    missing = [p.name for p in parameters if p.name in names and p.default is p.empty and p.name not in given]
    if missing:
        return ArgumentError(f"{name} cannot be made without {' and '.join(missing)}.", missing)
    return ArgumentError(str(told))


@cache
def _field_table(cls: Any) -> dict[str, Field]:
    docs = _argument_docs(cls)
    table: dict[str, Field] = {}
    for depth, owner in enumerate(_constructors(cls)):
        hints = _hints(owner)
        for parameter in list(inspect.signature(owner.__init__).parameters.values())[1:]:  # type: ignore[misc]
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD) or parameter.name in table:
                continue
            default = REQUIRED if parameter.default is parameter.empty else parameter.default
            table[parameter.name] = Field(
                parameter.name,
                default=default,
                doc=docs.get(parameter.name, ""),
                inherited=depth > 0,
                **read_annotation(hints.get(parameter.name)),
            )
    return table


def _constructors(cls: type) -> list[type]:
    """Returns the classes whose ``__init__`` take part: up the line as long as ``**kwargs`` are passed on."""
    owners: list[type] = []
    for owner in cls.__mro__:
        if "__init__" not in vars(owner) or owner is object:
            continue
        owners.append(owner)
        kinds = [p.kind for p in inspect.signature(owner.__init__).parameters.values()]  # type: ignore[misc]
        if inspect.Parameter.VAR_KEYWORD not in kinds:
            break
    return owners


def _hints(owner: type) -> dict[str, Any]:
    try:
        return get_type_hints(owner.__init__, include_extras=True)  # type: ignore[misc]
    except (NameError, TypeError):  # a user's class may name types that cannot be resolved here
        return {}


_ARGUMENT = re.compile(r"^(\w+)(?: \([^)]*\))?: (.*)$")


def _argument_docs(cls: type) -> dict[str, str]:
    """Reads the ``Args:`` sections of the class and its bases."""
    docs: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        text = inspect.cleandoc(owner.__doc__ or "")
        section = re.search(r"^Args:\n((?:[ \t]+.*\n?|\n)*)", text, re.MULTILINE)
        if section is None:
            continue
        name = ""
        for line in inspect.cleandoc(section.group(1)).splitlines():
            match = _ARGUMENT.match(line)
            if match:
                name = match.group(1)
                docs[name] = match.group(2).strip()
            elif name:
                docs[name] = f"{docs[name]} {line.strip()}".strip()
    return docs
