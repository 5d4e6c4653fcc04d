"""Activation functions with numbers of their own, which are learned for each place of a sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from layerloom import constraints, initializers, ops, regularizers
from layerloom.declaration import register
from layerloom.declaration.fields import ConstraintLike, InitializerLike, Ints, RegularizerLike
from layerloom.errors import ShapeError
from layerloom.layers.activation import ActivationLayer
from layerloom.layers.input_spec import InputSpec
from layerloom.tensors import Variable

__all__ = ["PReLU"]


class LearnedActivation(ActivationLayer):
    """Base of activations with numbers that are learned for each place of a sample."""

    shared_axes: list[int] | None

    def _keep(self, name: str, initializer: Any, regularizer: Any, constraint: Any) -> None:
        """Keeps how weights of a name start and what holds them; a number is where they all start."""
        number = isinstance(initializer, (int, float)) and not isinstance(initializer, bool)
        start = initializers.Constant(float(initializer)) if number else initializers.get(initializer)
        setattr(self, f"{name}_initializer", start)
        setattr(self, f"{name}_regularizer", regularizers.get(regularizer))
        setattr(self, f"{name}_constraint", constraints.get(constraint))

    def _share(self, axes: int | Sequence[int] | None) -> None:
        axes = [axes] if isinstance(axes, int) else axes
        self.shared_axes = None if axes is None else [int(axis) for axis in axes]

    def _weight(self, name: str, input_shape: Any) -> Variable:
        """Makes weights in the shape of a sample, with 1 on the shared axes."""
        shape = list(input_shape)
        for axis in self.shared_axes or ():
            if not 0 < axis < len(shape):
                raise ShapeError(
                    f"Layer {self._title}: shared_axes holds {axis}, the input {tuple(input_shape)} "
                    f"has the axes 1 to {len(shape) - 1}."
                )
            shape[axis] = 1
        if None in shape[1:]:
            raise ShapeError(
                f"Layer {self._title} needs known sizes, the input is {tuple(input_shape)}: "
                "put the axes of unknown size into shared_axes."
            )
        return self.add_weight(
            shape=tuple(shape[1:]),
            initializer=getattr(self, f"{name}_initializer"),
            regularizer=getattr(self, f"{name}_regularizer"),
            constraint=getattr(self, f"{name}_constraint"),
            name=name,
        )


@register("layer", category="Activation")
class PReLU(LearnedActivation):
    """Passes positive values on and multiplies negative ones by a slope that is learned for each place.

    Input and output have the same shape.

    Args:
        alpha_initializer: How the slopes start.
        alpha_regularizer: Penalty on the slopes.
        alpha_constraint: Projection of the slopes after each update.
        shared_axes: Axes along which one slope serves all places, for example (1, 2) for one per image channel.
    """

    def __init__(
        self,
        alpha_initializer: InitializerLike = "Zeros",
        alpha_regularizer: RegularizerLike = None,
        alpha_constraint: ConstraintLike = None,
        shared_axes: Annotated[int | Sequence[int], Ints()] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._keep("alpha", alpha_initializer, alpha_regularizer, alpha_constraint)
        self._share(shared_axes)

    def build(self, input_shape: Any) -> None:
        """Makes the slopes ``alpha``, in the shape of a sample with 1 on the shared axes."""
        self.alpha = self._weight("alpha", input_shape)
        own = {i: input_shape[i] for i in range(1, len(input_shape)) if i not in (self.shared_axes or ())}
        self.input_spec = InputSpec(ndim=len(input_shape), axes=own)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns ``max(inputs, 0) - alpha * max(-inputs, 0)``."""
        return ops.relu(inputs) - self.alpha * ops.relu(-inputs)
