"""Arithmetic that people type: read as a tree and calculated, never run."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr

Number = int | float
LARGEST = 1e12
LONGEST = 200  # characters
OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_MOST_DIGITS = 30  # that a number is rounded to; Python takes ages for a billion


def _rounded(number: Number, digits: int = 0) -> Number:
    if abs(digits) > _MOST_DIGITS:
        raise OverflowError
    return round(number, digits) if digits else round(number)


FUNCTIONS: Mapping[str, Callable[..., Number]] = {"min": min, "max": max, "round": _rounded, "abs": abs}
#: What a learning rate may be given by, besides.
_CURVES: Mapping[str, Callable[..., Number]] = {"exp": math.exp, "sqrt": math.sqrt, "cos": math.cos}
RATE_NAMES = ("epoch", "epochs", "rate", "first")


def calculate(
    text: str,
    variables: Mapping[str, Number],
    unknown: Callable[[str], Exception],
    operators: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = OPERATORS,
    functions: Mapping[str, Callable[..., Number]] = FUNCTIONS,
) -> Number:
    """Return the value of a formula.

    Args:
        text: The formula.
        variables: Values by name.
        unknown: Makes the error for a name that is none of them.
        operators: What may stand between two values.
        functions: What may be called.

    Raises:
        Exception: What `unknown` made; `SyntaxError`, `ValueError` or `TypeError` where it is no formula;
            `ZeroDivisionError` or `OverflowError` where it has no value.
    """

    def value(node: ast.expr) -> Number:
        match node:
            case ast.Constant(value=number) if isinstance(number, (int, float)) and not isinstance(
                number, bool
            ):
                return number
            case ast.Name(id=name):
                if name not in variables:
                    raise unknown(name)
                return variables[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -value(operand)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in operators:
                result: Number = operators[type(op)](value(left), value(right))
                if abs(result) > LARGEST:
                    raise OverflowError
                return result
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in functions and args:
                return functions[name](*map(value, args))
        raise ValueError

    return value(ast.parse(text.strip(), mode="eval").body)


def rate_of(formula: str, values: Mapping[str, Number]) -> float:
    """Return the learning rate that a formula gives.

    Args:
        formula: Over `RATE_NAMES`, with `**`, exp, sqrt, cos and pi besides the rest.
        values: Of them.

    Raises:
        LayerloomError: If it gives none; one sentence.
    """
    strange = LayerloomError(
        tr(
            "“{formula}” is no formula for a learning rate: write such as first * 0.95 ** epoch.",
            formula=formula,
        )
    )
    if len(formula) > LONGEST:
        raise strange
    operators = {**OPERATORS, ast.Pow: lambda base, power: float(base) ** power}
    try:
        found = calculate(
            formula, {**values, "pi": math.pi}, lambda _name: strange, operators, {**FUNCTIONS, **_CURVES}
        )
    except (SyntaxError, ValueError, RecursionError, MemoryError, TypeError, ArithmeticError) as error:
        raise strange from error
    if isinstance(found, complex) or not math.isfinite(found) or found <= 0:
        raise LayerloomError(
            tr(
                "“{formula}” gives {value}, but a learning rate must be above 0.",
                formula=formula,
                value=found,
            )
        )
    return float(found)
