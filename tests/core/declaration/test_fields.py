"""Declared signatures: which values a field takes, and what is read from a constructor."""

from typing import Annotated, Any, Literal

import pytest

from layerloom.declaration import REQUIRED, Bounds, Configurable, register
from layerloom.declaration.fields import (
    ActivationLike,
    Axis,
    Field,
    IntPair,
    PositiveFloat,
    PositiveInt,
    Rate,
    Shape,
    TargetShape,
    read_annotation,
)
from layerloom.errors import FieldError


def field(annotation, **more):
    return Field("f", **{**read_annotation(annotation), **more})


@pytest.mark.parametrize(
    "annotation, value, expected",
    [
        (PositiveInt, 3, 3),
        (PositiveInt, 3.0, 3),
        (int, -2, -2),
        (float, 2, 2),
        (PositiveFloat, 0.5, 0.5),
        (Rate, 0, 0),
        (bool, True, True),
        (bool, 1, True),
        (str, "a", "a"),
        (str | None, None, None),
        (PositiveInt | None, None, None),
        (Literal["valid", "same"], "SAME", "same"),
        (Literal["a", None], None, None),
        (IntPair, 3, (3, 3)),
        (IntPair, [3, 5], (3, 5)),
        (IntPair | None, 2, (2, 2)),
        (IntPair | None, None, None),
        (Shape, [28, 28, 1], (28, 28, 1)),
        (Shape, [None, 4], (None, 4)),
        (Shape, 7, (7,)),
        (TargetShape, (-1, 2), (-1, 2)),
        (Axis, -1, -1),
        (Axis, [1, 2], [1, 2]),
        (ActivationLike, "relu", "relu"),
        (ActivationLike, None, None),
        (Any, object, object),
    ],
)
def test_value_is_taken(annotation, value, expected):
    assert field(annotation).check(value) == expected


@pytest.mark.parametrize(
    "annotation, value, words",
    [
        (PositiveInt, 0, "f must be a whole number >= 1, got 0."),
        (PositiveInt, True, "whole number"),
        (PositiveInt, "3", "whole number"),
        (PositiveInt, 2.5, "whole number"),
        (PositiveInt, None, "whole number"),
        (PositiveFloat, 0.0, "a number > 0"),
        (PositiveFloat, float("nan"), "a number"),
        (Rate, 1, "a number >= 0 and < 1"),
        (bool, "yes", "True or False"),
        (str, 3, "text"),
        (Literal["valid", "same"], "full", "one of 'valid', 'same'"),
        (IntPair, (1, 2, 3), "a whole number or 2 of them"),
        (IntPair, (0, 2), "each >= 1"),
        (IntPair, "33", "a whole number or 2 of them"),
        (Shape, (-1, 2), "None"),
        (Shape, {"a": 1}, "a tuple of sizes"),
        (TargetShape, (-2, 2), "each size"),
        (Axis, 0.5, "axis number"),
    ],
)
def test_value_is_refused_in_a_sentence(annotation, value, words):
    with pytest.raises(FieldError) as caught:
        field(annotation).check(value)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


class Base(Configurable):
    """A base.

    Args:
        name: What it is called.
    """

    def __init__(self, name: str | None = None) -> None:
        self.name = name


@register("test_thing", category="Things", start={"size": 4}, aliases=("thing",))
class Thing(Base):
    """A thing.

    Args:
        size: How large it is,
            on two lines.
        mode: How it works.
        share: A part.
    """

    def __init__(
        self,
        size: PositiveInt,
        mode: Literal["fast", "slow"] = "fast",
        share: Annotated[float, Bounds(ge=0, le=1)] = 0.5,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.size, self.mode, self.share = size, mode, share


def test_fields_are_read_from_the_constructor_and_its_docstring():
    size, mode, share, name = Thing.fields()
    assert (size.name, size.kind, size.default, size.required) == ("size", "int", REQUIRED, True)
    assert size.doc == "How large it is, on two lines."
    assert (mode.kind, mode.choices, mode.default) == ("choice", ("fast", "slow"), "fast")
    assert (share.kind, share.bounds) == ("float", Bounds(ge=0, le=1))
    assert (name.kind, name.optional, name.inherited, size.inherited) == ("text", True, True, False)


def test_config_round_trip():
    thing = Thing(3, mode="slow", name="n")
    assert thing.get_config() == {"size": 3, "mode": "slow", "share": 0.5, "name": "n"}
    assert Thing.from_config(thing.get_config()).get_config() == thing.get_config()


def test_wrong_argument_names_the_class():
    with pytest.raises(FieldError, match=r"^Thing: size must be a whole number >= 1, got -1\.$"):
        Thing(-1)
    with pytest.raises(TypeError):
        Thing()
