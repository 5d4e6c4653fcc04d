"""Primitive: the one door through which every operation passes, whatever its arguments are.

Arrays and tensors are computed at once, calls that a tape follows are recorded, and symbolic tensors give
symbolic tensors. A primitive is one function on raw arrays, its gradient rules, and where broadcasting does
not say it, a rule for its shape.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, overload

import numpy as np

from layerloom.tensors.dtypes import as_array, is_complex, is_float, promoted, promoted_dtype
from layerloom.tensors.misfits import in_words
from layerloom.tensors.operation import record_primitive
from layerloom.tensors.symbolic import (
    KerasTensor,
    broadcast_shapes,
    find_symbolic,
    follower,
    is_recording,
)
from layerloom.tensors.tape import Record, active_tapes
from layerloom.tensors.tensor import Tensor, operators, wrap
from layerloom.tensors.variable import Variable, seen_dtype, seen_now

Rule = Callable[..., Any]


class Primitive:
    """An operation on arrays with declared gradients and a declared shape.

    Array arguments are the parameters before ``/``, or where there is no ``/``, the positional ones without a
    default, or ``*arrays``. All others are attributes.

    Args:
        forward: Function of raw arrays and attributes; gives an array, a tuple of arrays, or with ``residual``
            a pair of that and anything the gradient rules want to keep.
        shape: ``rule(*specs, **attributes)`` that gives a shape, a KerasTensor or a tuple of these; specs have
            ``shape`` and ``dtype``. By default the arguments broadcast.
        dtype: Number type of a symbolic result; by default the arguments' common one.
        residual: Whether ``forward`` keeps something for the gradient.
        numbers: "common" where all arguments are brought to one number type first, as Keras does it, "float" where
            whole numbers then become floats.
    """

    def __init__(
        self,
        forward: Callable[..., Any],
        shape: Rule | None = None,
        dtype: str | None = None,
        residual: bool = False,
        numbers: str | None = None,
    ) -> None:
        update_wrapper(self, forward)
        self.name = forward.__name__
        self.forward = forward
        self.shape_rule = shape
        self.dtype = dtype
        self.residual = residual
        self.numbers = numbers
        #: Whether its rules are those of a complex differentiable function; others see to complex numbers themselves.
        self.holomorphic = True
        self._rules: tuple[Rule | None, ...] = ()
        self._joint: Rule | None = None
        self._read_signature(forward)

    def _read_signature(self, forward: Callable[..., Any]) -> None:
        parameters = list(inspect.signature(forward).parameters.values())
        self._variadic = any(p.kind is p.VAR_POSITIONAL for p in parameters)
        marked = any(p.kind is p.POSITIONAL_ONLY for p in parameters)
        arrays, attributes = [], []
        for p in parameters:
            if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
                continue
            if p.kind is p.POSITIONAL_ONLY or (
                not marked and p.kind is p.POSITIONAL_OR_KEYWORD and p.default is p.empty
            ):
                arrays.append(p.name)
            else:
                attributes.append(p)
        self._arrays = tuple(arrays)
        self._attributes = tuple(p.name for p in attributes)
        self._defaults = {p.name: p.default for p in attributes if p.default is not p.empty}

    def gradient(self, *rules: Rule | None) -> Primitive:
        """Declares one rule ``(dy, y, *inputs, **attributes) -> gradient`` per array argument.

        ``None`` stands for no gradient. With ``residual``, the rule gets it by that keyword. A variadic
        primitive has one rule, which is also given ``index``.
        """
        self._rules = rules
        return self

    def joint_gradient(self, rule: Rule) -> Rule:
        """Decorates one rule ``(needs, dy, y, *inputs, **attributes) -> tuple`` for all array arguments."""
        self._joint = rule
        return rule

    def __call__(self, *args: Any, **attributes: Any) -> Any:
        """Computes, records where a tape follows an argument, or infers where one is symbolic."""
        if not self._variadic:
            args, attributes = self._bind(args, attributes)
        for arg in args:
            if isinstance(arg, KerasTensor):
                return self._symbolic(args, attributes)
        args = seen_now(args)
        arrays = _raw(args)
        try:
            if self.numbers is not None:
                arrays = promoted(arrays, self.numbers == "float")
            result = self.forward(*arrays, **attributes)
        except (ValueError, TypeError, IndexError) as error:
            if follower() is not None and find_symbolic(attributes):
                return self._symbolic(args, attributes)
            told = in_words(self.name, arrays, attributes, error)
            if told is None:
                raise
            raise told from error
        residual = None
        if self.residual:
            result, residual = result
        outputs = tuple(map(_wrapped, result)) if isinstance(result, tuple) else (_wrapped(result),)
        for tape in active_tapes():
            # A list, not a generator: every variable is to be watched, not only the first.
            followed = any([tape.follows(arg) for arg in args])  # noqa: C419
            if followed and any(is_float(o.dtype) or is_complex(o.dtype) for o in outputs):
                tape.add(Record(self, args, outputs, attributes, residual))
        return outputs if isinstance(result, tuple) else outputs[0]

    def backward(self, needs: tuple[bool, ...], dys: tuple[Any, ...], record: Record) -> tuple[Any, ...]:
        """Returns the gradient of each needed array argument of a recorded call, ``None`` for the rest.

        The gradient by a complex number ``a + ib`` is that by ``a`` plus ``i`` times that by ``b``, as in TensorFlow.
        """
        if not self.holomorphic or not any(map(_of_complex, (*record.inputs, *record.outputs))):
            return self._backward(needs, dys, record)
        conjugate = operators["conjugate"]
        found = self._backward(needs, tuple(None if dy is None else conjugate(dy) for dy in dys), record)
        return tuple(
            g if g is None else conjugate(g) if _of_complex(item) else operators["real"](g)
            for g, item in zip(found, record.inputs, strict=True)
        )

    def _backward(self, needs: tuple[bool, ...], dys: tuple[Any, ...], record: Record) -> tuple[Any, ...]:
        several = len(record.outputs) > 1
        y: Any = record.outputs if several else record.outputs[0]
        dy: Any = dys if several else dys[0]
        if several:
            dy = tuple(
                wrap(np.zeros(o.shape, o.dtype)) if d is None else d
                for d, o in zip(dys, record.outputs, strict=True)
            )
        attributes = (
            {**record.attributes, "residual": record.residual} if self.residual else record.attributes
        )
        if self._joint is not None:
            return tuple(self._joint(needs, dy, y, *record.inputs, **attributes))
        found: list[Any] = []
        for index, need in enumerate(needs):
            if self._variadic:
                rule, extra = (self._rules[0] if self._rules else None), {"index": index}
            else:
                rule, extra = (self._rules[index] if index < len(self._rules) else None), {}
            found.append(
                rule(dy, y, *record.inputs, **attributes, **extra) if need and rule is not None else None
            )
        return tuple(found)

    def _bind(self, args: tuple[Any, ...], given: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        count = len(self._arrays)
        if len(args) < count:
            try:
                args = (*args, *(given.pop(name) for name in self._arrays[len(args) :]))
            except KeyError as missing:
                raise TypeError(f"{self.name}() is missing the argument {missing}.") from None
        positional = args[count:]
        if len(positional) > len(self._attributes):
            raise TypeError(f"{self.name}() takes at most {count + len(self._attributes)} arguments.")
        attributes = {**self._defaults, **dict(zip(self._attributes, positional, strict=False)), **given}
        return args[:count], attributes

    def symbolic(self, *args: Any, **attributes: Any) -> Any:
        """Infers a result where no argument but a setting is symbolic, which code that is followed may have."""
        return self._symbolic(args, {**self._defaults, **attributes})

    def _symbolic(self, args: tuple[Any, ...], attributes: dict[str, Any]) -> Any:
        specs = [_spec(arg) for arg in args]
        rule = self.shape_rule or _broadcast
        shaped = rule(*specs, **attributes)
        dtype = self.dtype or _common_dtype(args, specs, self.numbers == "float")
        several = isinstance(shaped, tuple) and bool(shaped) and isinstance(shaped[0], (tuple, KerasTensor))
        outputs = [
            KerasTensor(item.shape, item.dtype) if isinstance(item, KerasTensor) else KerasTensor(item, dtype)
            for item in (shaped if several else (shaped,))
        ]
        found = tuple(outputs) if several else outputs[0]
        if (one := follower()) is not None:
            one.primitive(self, args, attributes, found)
        if not is_recording():
            return found
        given = attributes if self._variadic else {**dict(zip(self._arrays, args, strict=True)), **attributes}
        return record_primitive(self, args, given, found)

    def __repr__(self) -> str:
        return f"<primitive {self.name}>"


@overload
def primitive(forward: Callable[..., Any]) -> Primitive: ...
@overload
def primitive(
    *, shape: Rule | None = None, dtype: str | None = None, residual: bool = False, numbers: str | None = None
) -> Callable[[Callable[..., Any]], Primitive]: ...
def primitive(forward: Callable[..., Any] | None = None, **options: Any) -> Any:
    """Makes a :class:`Primitive` of a function on raw arrays; usable with and without options."""
    if forward is not None:
        return Primitive(forward)
    return lambda function: Primitive(function, **options)


def unbroadcast(dy: Any, like: Any) -> Any:
    """Sums a gradient over the axes along which ``like`` was broadcast."""
    shape = np.shape(like) if not hasattr(like, "shape") else tuple(like.shape)
    if tuple(dy.shape) == shape:
        return dy
    from layerloom.tensors.tensor import operators

    lead = len(dy.shape) - len(shape)
    ones = tuple(axis + lead for axis, size in enumerate(shape) if size == 1 and dy.shape[axis + lead] != 1)
    axes = (*range(lead), *ones)
    summed = operators["sum"](dy, axis=axes, keepdims=True) if axes else dy
    return operators["reshape"](summed, newshape=shape)


def probe(forward: Callable[..., Any]) -> Rule:
    """Returns a shape rule that runs ``forward`` on stand-ins without memory, twice, to see which sizes are unknown."""

    def rule(*specs: Any, **attributes: Any) -> Any:
        def run(size: int) -> Any:
            arrays = [
                np.broadcast_to(np.zeros((), spec.dtype), [size if s is None else s for s in spec.shape])
                if isinstance(spec, KerasTensor)
                else spec.value
                for spec in specs
            ]
            return forward(*arrays, **attributes)

        first, second = run(2), run(3)
        many = isinstance(first, tuple)
        pairs = zip(first, second, strict=True) if many else [(first, second)]
        found = tuple(
            KerasTensor([a if a == b else None for a, b in zip(x.shape, y.shape, strict=True)], x.dtype)
            for x, y in pairs
        )
        return found if many else found[0]

    return rule


def _spec(arg: Any) -> Any:
    """Returns what a shape rule looks at, for a variable in the number type in which it is seen now."""
    if isinstance(arg, Variable) and seen_dtype(arg) != arg.dtype:
        return KerasTensor(arg.shape, seen_dtype(arg), name=arg.name)
    return arg if isinstance(arg, (KerasTensor, Tensor, Variable)) else wrap(as_array(arg))


def _broadcast(*specs: Any, **_: Any) -> tuple[int | None, ...]:
    return broadcast_shapes(*(tuple(spec.shape) for spec in specs))


def _common_dtype(args: tuple[Any, ...], specs: list[Any], floats: bool) -> str:
    weak = [a for a in args if isinstance(a, (bool, int, float))]
    strong = [s.dtype for a, s in zip(args, specs, strict=True) if not isinstance(a, (bool, int, float))]
    return promoted_dtype(strong, weak, floats).name


def _of_complex(value: Any) -> bool:
    """Tells whether a tensor or an array holds complex numbers."""
    return is_complex(getattr(value, "dtype", "float32"))


def _raw(args: tuple[Any, ...]) -> list[Any]:
    """Returns the arguments as arrays.

    Python numbers stay as they are, so that NumPy keeps the other argument's number type; plain float64 arrays
    beside a float tensor take its type, as users expect who multiply a tensor by an array.
    """
    arrays = []
    plain = False
    kind: Any = None
    for arg in args:
        if isinstance(arg, (Tensor, Variable)):
            arg = arg.value
            if arg.dtype.kind == "f":
                kind = arg.dtype
        elif not isinstance(arg, (bool, int, float)):
            arg = arg if isinstance(arg, np.ndarray) else as_array(arg)
            plain = True
        arrays.append(arg)
    if plain and kind is not None and kind != np.float64:
        arrays = [
            a.astype(kind) if isinstance(a, np.ndarray) and a.dtype == np.float64 else a for a in arrays
        ]
    return arrays


def _wrapped(result: Any) -> Tensor:
    return wrap(result if isinstance(result, np.ndarray) else as_array(result))
