"""EinsumDense: a dense layer whose axes are given in Einstein's notation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from layerloom import activations, constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import (
    ActivationLike,
    ConstraintLike,
    InitializerLike,
    RegularizerLike,
    Role,
)
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.lora import AdaptableLayer, adapted_weight
from layerloom.tensors import Variable

__all__ = ["EinsumDense"]

Sizes = tuple[int | None, ...]


@dataclass(frozen=True)
class Plan:
    """What an equation makes of an input shape."""

    kernel: tuple[int, ...]
    bias: tuple[int, ...] | None
    output: Sizes
    input_axes: tuple[int, ...]
    output_axes: tuple[int, ...]


@register(
    "layer",
    category="Core",
    start={"equation": "...x,xy->...y", "output_shape": (32,), "bias_axes": "y"},
)
class EinsumDense(AdaptableLayer):
    """Dense layer over any axes: activation(einsum(equation, input, kernel) + bias).

    Input and output shape follow from the equation: ``"ab,bc->ac"`` is a dense layer on vectors, ``"abc,cd->abd"``
    one on each step of sequences, ``"...x,xy->...y"`` one on the last axis of anything.

    Args:
        equation: Letters for the axes of input, kernel and output: ``input,kernel->output``.
        output_shape: Sizes of the output without the batch; None where the input's size is kept.
        activation: Function applied to the outputs.
        bias_axes: Letters of the output axes that have a bias of their own; None for no bias.
        kernel_initializer: How the kernel's values start.
        bias_initializer: How the bias's values start.
        kernel_regularizer: Penalty on the kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        kernel_constraint: Projection of the kernel after each update.
        bias_constraint: Projection of the bias after each update.
    """

    kernel = adapted_weight("kernel")

    def __init__(
        self,
        equation: str,
        output_shape: Annotated[int | Sequence[int | None], Role("shape")],
        activation: ActivationLike = None,
        bias_axes: str | None = None,
        kernel_initializer: InitializerLike = "glorot_uniform",
        bias_initializer: InitializerLike = "zeros",
        kernel_regularizer: RegularizerLike = None,
        bias_regularizer: RegularizerLike = None,
        kernel_constraint: ConstraintLike = None,
        bias_constraint: ConstraintLike = None,
        *,
        activity_regularizer: RegularizerLike = None,
        **kwargs: Any,
    ) -> None:
        for name in ("gptq_unpacked_column_size", "quantization_config"):
            if kwargs.pop(name, None) is not None:
                raise FieldError(f"EinsumDense: {name} is not supported; leave it out.")
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.equation = equation
        self._letters = _split(equation)
        # Not called output_shape: that is what models call the shape of their output.
        self.partial_output_shape = (output_shape,) if isinstance(output_shape, int) else tuple(output_shape)
        self.activation = activations.get(activation)
        self.bias_axes = bias_axes
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self.bias: Variable | None = None

    def build(self, input_shape: Any) -> None:
        """Makes kernel and bias in the shapes that the equation says."""
        plan = self._plan(tuple(input_shape))
        self.kernel = self.add_weight(
            shape=plan.kernel,
            initializer=_with_axes(self.kernel_initializer, plan),
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            name="kernel",
        )
        if plan.bias is not None:
            self.bias = self.add_weight(
                shape=plan.bias,
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                name="bias",
            )
        self.input_spec = InputSpec(ndim=len(input_shape))
        self._build_lora()
        self.built = True

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        """Returns ``activation(einsum(equation, inputs, kernel) + bias)``."""
        outputs = ops.einsum(self.equation, inputs, self.kernel)
        return self.activation(outputs if self.bias is None else ops.add(outputs, self.bias))

    def compute_output_shape(self, input_shape: Any) -> Sizes:
        """The sizes that ``output_shape`` gives, and the input's where it gives none."""
        return self._plan(tuple(input_shape), kernel=False).output

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data, with Keras's keys."""
        return {**super().get_config(), "output_shape": list(self.partial_output_shape)}

    def _plan(self, shape: Sizes, kernel: bool = True) -> Plan:
        """Works out all shapes for an input shape."""
        lead, inputs, weights, outputs, tail = self._letters
        elided = len(shape) - len(inputs)
        if elided < 0 or (elided > 0 and not (lead or tail)):
            raise ShapeError(
                f"Layer {self._title}: the equation {self.equation!r} is for {len(inputs)} axes, "
                f"the input has the shape {shape}."
            )
        start = elided if lead else 0
        sizes: dict[str, int | None] = dict(zip(inputs, shape[start:], strict=False))
        # The batch is not part of output_shape; where it is hidden in the ellipsis, all letters are.
        named = outputs if start else outputs[1:]
        if len(named) != len(self.partial_output_shape):
            raise ShapeError(
                f"Layer {self._title}: output_shape {self.partial_output_shape} must have {len(named)} sizes, "
                f"one for each of the axes {', '.join(named) or 'none'} of {self.equation!r}."
            )
        for letter, size in zip(named, self.partial_output_shape, strict=True):
            known = sizes.get(letter)
            if size is not None and known is not None and size != known:
                raise ShapeError(
                    f"Layer {self._title}: axis {letter} of {self.equation!r} has size {known} in the input {shape} "
                    f"and {size} in output_shape."
                )
            sizes[letter] = known if size is None else size
        hidden = shape[:start] if lead else shape[len(inputs) :]
        middle = tuple(sizes[letter] for letter in outputs)
        output = (*hidden, *middle) if lead else (*middle, *hidden)
        return Plan(
            self._kernel_shape(sizes, shape) if kernel else (),
            self._bias_shape(sizes, shape, 0 if lead else elided) if kernel else None,
            output,
            tuple(i for i, letter in enumerate(weights) if letter not in outputs),
            tuple(i for i, letter in enumerate(weights) if letter in outputs),
        )

    def _kernel_shape(self, sizes: Mapping[str, int | None], shape: Sizes) -> tuple[int, ...]:
        return tuple(self._known(sizes, letter, shape) for letter in self._letters[2])

    def _bias_shape(
        self, sizes: Mapping[str, int | None], shape: Sizes, trailing: int
    ) -> tuple[int, ...] | None:
        outputs = self._letters[3]
        if not self.bias_axes:
            return None
        missing = [letter for letter in self.bias_axes if letter not in outputs]
        if missing:
            raise ShapeError(
                f"Layer {self._title}: bias_axes names {missing[0]!r}, the output of {self.equation!r} "
                f"has the axes {', '.join(outputs)}."
            )
        behind = outputs[min(map(outputs.index, self.bias_axes)) :]
        own = (self._known(sizes, letter, shape) if letter in self.bias_axes else 1 for letter in behind)
        return (*own, *(1,) * trailing)

    def _known(self, sizes: Mapping[str, int | None], letter: str, shape: Sizes) -> int:
        size = sizes.get(letter)
        if size is None:
            raise ShapeError(
                f"Layer {self._title}: the size of axis {letter} of {self.equation!r} must be known, "
                f"the input has the shape {shape}."
            )
        return size


_FORM = re.compile(r"(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?")


def _split(equation: str) -> tuple[bool, str, str, str, bool]:
    """Returns whether there are axes left out in front, the letters of input, kernel, output, and those behind."""
    match = _FORM.fullmatch(equation.replace(" ", ""))
    lead, inputs, tail, weights, lead_out, outputs, tail_out = match.groups("") if match else [""] * 7
    if not inputs or lead != lead_out or tail != tail_out or (lead and tail):
        raise FieldError(
            "EinsumDense: equation must look like 'ab,bc->ac', '...ab,bc->...ac' or 'ab...,bc->ac...', "
            f"got {equation!r}."
        )
    strangers = [letter for letter in outputs if letter not in inputs + weights]
    strangers += [letter for letter in weights if letter not in inputs + outputs]
    if strangers:
        raise FieldError(
            f"EinsumDense: axis {strangers[0]!r} stands on one side of the equation {equation!r} only."
        )
    return bool(lead), inputs, weights, outputs, bool(tail)


def _with_axes(initializer: Any, plan: Plan) -> Any:
    """Tells an initializer that scales by fan-in and fan-out which axes of the kernel these are."""
    if not isinstance(initializer, initializers.VarianceScaling):
        return initializer
    if initializer.input_axes is not None and initializer.output_axes is not None:
        return initializer
    config = {**initializer.get_config(), "input_axes": plan.input_axes, "output_axes": plan.output_axes}
    return type(initializer).from_config(config)
