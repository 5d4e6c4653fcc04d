"""Fields: a constructor argument as data, read from its declared type.

The annotations in a constructor are the single source for checks, property forms, tooltips and JSON.
"""

from __future__ import annotations

import math
import os
import types
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from layerloom.errors import FieldError


@dataclass(frozen=True)
class Bounds:
    """The allowed range of a number, or of every number in a tuple.

    Args:
        ge: Smallest allowed value.
        gt: The value must be greater than this.
        le: Largest allowed value.
        lt: The value must be less than this.
        finite: Whether infinity, and what is no number, are refused.
    """

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None
    finite: bool = True

    def allows(self, value: float) -> bool:
        """Tells whether ``value`` lies in the range."""
        return (
            (self.ge is None or value >= self.ge)
            and (self.gt is None or value > self.gt)
            and (self.le is None or value <= self.le)
            and (self.lt is None or value < self.lt)
        )

    def __str__(self) -> str:
        parts = [
            f"{sign} {limit:g}"
            for sign, limit in ((">=", self.ge), (">", self.gt), ("<=", self.le), ("<", self.lt))
            if limit is not None
        ]
        return " and ".join(parts)


@dataclass(frozen=True)
class Ints:
    """Marks a tuple of integers; a single integer stands for ``length`` equal ones."""

    length: int | None = None


@dataclass(frozen=True)
class Role:
    """Names what kind of object an argument accepts, for example ``"initializer"``."""

    kind: str


class _Required:
    """The default of an argument that has none."""

    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Any = _Required()

PositiveInt = Annotated[int, Bounds(ge=1)]
NonNegativeInt = Annotated[int, Bounds(ge=0)]
PositiveFloat = Annotated[float, Bounds(gt=0)]
NonNegativeFloat = Annotated[float, Bounds(ge=0)]
Rate = Annotated[float, Bounds(ge=0, lt=1)]
Fraction = Annotated[float, Bounds(ge=0, le=1)]
Axis = Annotated[int, Role("axis")]
IntSingle = Annotated[int | Sequence[int], Ints(1), Bounds(ge=1)]
IntPair = Annotated[int | Sequence[int], Ints(2), Bounds(ge=1)]
IntTriple = Annotated[int | Sequence[int], Ints(3), Bounds(ge=1)]
ExtraSingle = Annotated[int | Sequence[int], Ints(1), Bounds(ge=0)]
ExtraPair = Annotated[int | Sequence[int], Ints(2), Bounds(ge=0)]
ExtraTriple = Annotated[int | Sequence[int], Ints(3), Bounds(ge=0)]
Shape = Annotated[Sequence[int | None], Role("shape")]
TargetShape = Annotated[Sequence[int], Role("shape"), Bounds(ge=-1)]
OptionalSizes = Annotated[Sequence[int | None], Role("shape")] | None
ActivationLike = Annotated[Any, Role("activation")]
InitializerLike = Annotated[Any, Role("initializer")]
RegularizerLike = Annotated[Any, Role("regularizer")]
ConstraintLike = Annotated[Any, Role("constraint")]
ScheduleLike = Annotated[Any, Role("schedule")]
DataFormat = Literal["channels_last", "channels_first"]

#: Roles whose values are objects; ``None`` is a legal value of each.
OBJECT_ROLES = frozenset({"activation", "initializer", "regularizer", "constraint"})


@dataclass(frozen=True)
class Field:
    """One constructor argument.

    Args:
        name: The argument's name, also its key in ``get_config()``.
        kind: ``"int"``, ``"float"``, ``"bool"``, ``"choice"``, ``"text"``, ``"ints"``, ``"shape"``, ``"axis"``,
            ``"activation"``, ``"initializer"``, ``"regularizer"``, ``"constraint"``, ``"schedule"`` or ``"any"``.
        default: The default value, ``REQUIRED`` where there is none.
        optional: Whether ``None`` is allowed.
        bounds: Allowed range of numbers.
        choices: The legal values of a ``"choice"``.
        length: Number of integers of an ``"ints"`` field, ``None`` for any number.
        doc: Its sentence in the class's docstring.
        inherited: Whether a base class declares it (name, dtype...).
    """

    name: str
    kind: str
    default: Any = REQUIRED
    optional: bool = False
    bounds: Bounds = Bounds()
    choices: tuple[Any, ...] = ()
    length: int | None = None
    doc: str = ""
    inherited: bool = False

    @property
    def required(self) -> bool:
        """Whether the argument must be given."""
        return self.default is REQUIRED

    def check(self, value: Any) -> Any:
        """Returns ``value`` in its normal form.

        Raises:
            FieldError: If the declared type does not allow the value.
        """
        if value is None and (self.optional or self.kind in OBJECT_ROLES or self.default is None):
            return None
        checker = _CHECKERS.get(self.kind)
        return value if checker is None else checker(self, value)

    def error(self, value: Any, expected: str) -> FieldError:
        """Returns the error for a refused value."""
        shown = repr(value)
        return FieldError(
            f"{self.name} must be {expected}, got {shown if len(shown) <= 80 else shown[:77] + '...'}."
        )


def read_annotation(annotation: Any) -> dict[str, Any]:
    """Translates a type annotation into the keyword arguments of :class:`Field`."""
    found: dict[str, Any] = {"kind": "any"}
    metadata: list[Any] = []
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *marks = get_args(annotation)
            metadata.extend(marks)
        elif origin in (Union, types.UnionType) and types.NoneType in get_args(annotation):
            found["optional"] = True
            rest = [arg for arg in get_args(annotation) if arg is not types.NoneType]
            if len(rest) > 1 and not metadata:
                metadata.extend(mark for arg in rest for mark in getattr(arg, "__metadata__", ()))
            annotation = rest[0] if len(rest) == 1 else Union[tuple(rest)]  # noqa: UP007 (built at run time)
        else:
            break
    if origin is Literal:
        choices = get_args(annotation)
        found.update(kind="choice", choices=tuple(c for c in choices if c is not None))
        found["optional"] = found.get("optional", False) or None in choices
    elif isinstance(annotation, type):
        found["kind"] = {bool: "bool", int: "int", float: "float", str: "text"}.get(annotation, "any")
    for mark in metadata:
        if isinstance(mark, Bounds):
            found["bounds"] = mark
        elif isinstance(mark, Ints):
            found.update(kind="ints", length=mark.length)
        elif isinstance(mark, Role):
            found["kind"] = mark.kind
    return found


def is_int(value: Any) -> bool:
    """Tells whether ``value`` is an integer and no truth value."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def _check_int(field: Field, value: Any) -> int:
    if isinstance(value, float) and value.is_integer():  # JSON written by others has 32.0
        value = int(value)
    if not is_int(value) or not field.bounds.allows(value):
        raise field.error(value, f"a whole number {field.bounds}".rstrip())
    return int(value)


def _check_float(field: Field, value: Any) -> Any:
    if hasattr(value, "shape") and getattr(value, "shape", None) == ():
        value = float(value)
    number = isinstance(value, Real) and not isinstance(value, bool)
    endless = number and not math.isfinite(value)
    if not number or (endless and field.bounds.finite) or not field.bounds.allows(value):
        raise field.error(value, f"a number {field.bounds}".rstrip())
    return value if is_int(value) else float(value)


def _check_bool(field: Field, value: Any) -> bool:
    if not isinstance(value, bool) and value not in (0, 1):
        raise field.error(value, "True or False")
    return bool(value)


def _check_choice(field: Field, value: Any) -> Any:
    choice = value.lower() if isinstance(value, str) and value not in field.choices else value
    if choice not in field.choices:
        raise field.error(value, "one of " + ", ".join(repr(c) for c in field.choices))
    return choice


def _check_text(field: Field, value: Any) -> str:
    value = os.fspath(value) if isinstance(value, os.PathLike) else value
    if not isinstance(value, str):
        raise field.error(value, "text")
    return value


def _check_ints(field: Field, value: Any) -> tuple[int, ...]:
    values = (value,) * (field.length or 1) if is_int(value) else value
    expected = "a whole number" if field.length is None else f"a whole number or {field.length} of them"
    if isinstance(values, (str, bytes, dict)) or not isinstance(values, Sequence):
        raise field.error(value, expected)
    if not all(is_int(v) for v in values) or field.length not in (None, len(values)):
        raise field.error(value, expected)
    if not all(field.bounds.allows(v) for v in values):
        raise field.error(value, f"{expected}, each {field.bounds}")
    return tuple(int(v) for v in values)


def _check_shape(field: Field, value: Any) -> tuple[int | None, ...]:
    values = (value,) if is_int(value) else value
    expected = "a tuple of sizes such as (28, 28, 1)"
    if isinstance(values, (str, bytes, dict)) or not isinstance(values, Sequence):
        raise field.error(value, expected)
    for size in values:
        if size is not None and not (is_int(size) and (size > 0 or (size >= -1 and field.bounds.ge == -1))):
            raise field.error(value, f"{expected}, each size a whole number >= 1 or None")
    return tuple(None if size is None else int(size) for size in values)


def _check_axis(field: Field, value: Any) -> Any:
    values = value if isinstance(value, (list, tuple)) else [value]
    if not values or not all(is_int(v) for v in values):
        raise field.error(value, "an axis number such as -1")
    return list(values) if isinstance(value, (list, tuple)) else int(value)


_CHECKERS = {
    "int": _check_int,
    "float": _check_float,
    "bool": _check_bool,
    "choice": _check_choice,
    "text": _check_text,
    "ints": _check_ints,
    "shape": _check_shape,
    "axis": _check_axis,
}
