"""Input: where data enter a model."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import register
from layerloom.declaration.fields import Shape
from layerloom.errors import LayerloomError, ShapeError
from layerloom.layers.layer import Layer
from layerloom.tensors import KerasTensor, Node, standardize_dtype

__all__ = ["Input", "InputLayer"]


@register("layer", category="Core", start={"batch_shape": (None, 28, 28, 1)})
class InputLayer(Layer):
    """Entry of the data into the network.

    Args:
        shape: Shape of one sample, without the batch.
        batch_size: Fixed batch size; any by default.
        dtype: Number type of the data.
        sparse: Kept for files; only dense tensors exist here.
        batch_shape: Shape with the batch first, ``None`` for any size; in place of shape and batch_size.
        ragged: Kept for files.
        input_tensor: A symbolic tensor to enter by.
        optional: Whether the input may be None.
        name: The layer's name.
    """

    def __init__(
        self,
        shape: Shape | None = None,
        batch_size: int | None = None,
        dtype: Any = None,
        sparse: bool | None = None,
        ragged: bool | None = None,
        batch_shape: Shape | None = None,
        input_tensor: Any = None,
        optional: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(dtype=None, name=name)
        if input_tensor is not None:
            batch_shape, dtype = self._like(input_tensor, shape, batch_shape), dtype or input_tensor.dtype
        elif shape is None and batch_shape is None:
            raise ValueError("Input needs a shape, for example Input(shape=(28, 28, 1)).")
        if batch_shape is None:
            sizes = shape if isinstance(shape, (list, tuple)) else (shape,)
            batch_shape = (batch_size, *sizes)
        self.batch_shape = tuple(batch_shape)
        self._dtype = standardize_dtype(dtype)
        self.sparse, self.ragged, self.optional = bool(sparse), bool(ragged), optional
        output = input_tensor
        if output is None:
            output = KerasTensor(self.batch_shape, self._dtype, name=self.name)
        self._inbound_nodes.append(Node(self, (), {}, [output]))
        self.built = True

    def _like(self, tensor: Any, shape: Any, batch_shape: Any) -> tuple[int | None, ...]:
        """Returns the shape of a symbolic tensor, which must be the one that is given besides."""
        if not isinstance(tensor, KerasTensor):
            raise LayerloomError(
                f"Input(tensor=...) takes a symbolic tensor, such as a layer's output, got {type(tensor).__name__}: "
                "give arrays to the model when you call it."
            )
        sizes = tuple(tensor.shape)
        given = batch_shape if shape is None else (sizes[0], *shape)
        if given is not None and tuple(given) != sizes:
            raise ShapeError(
                f"Input got a tensor of shape {sizes} and the shape {tuple(given)} besides: leave the shape out."
            )
        return sizes

    @property
    def dtype(self) -> str:
        """Number type of the data."""
        return self._dtype

    def call(self) -> Any:
        """Inputs are given to the model, not computed."""
        raise RuntimeError("An input layer is not called: give the data to the model.")

    def get_config(self) -> dict[str, Any]:
        """Returns the keys that Keras 3 writes."""
        return {
            "batch_shape": list(self.batch_shape),
            "dtype": self.dtype,
            "sparse": self.sparse,
            "ragged": self.ragged,
            "optional": self.optional,
            "name": self.name,
        }


def Input(  # noqa: N802 (Keras's name)
    shape: Any = None,
    batch_size: int | None = None,
    dtype: Any = None,
    sparse: bool | None = None,
    ragged: bool | None = None,
    batch_shape: Any = None,
    name: str | None = None,
    tensor: Any = None,
    **kwargs: Any,
) -> KerasTensor:
    """Returns a symbolic tensor from which a functional model starts.

    Args:
        shape: Shape of one sample, without the batch.
        batch_size: Fixed batch size.
        dtype: Number type, float32 by default.
        sparse: Kept for Keras's sake.
        ragged: Kept for Keras's sake.
        batch_shape: Shape with the batch.
        name: The input's name.
        tensor: A symbolic tensor, such as a layer's output, that becomes the input.
        **kwargs: ``optional``, kept for Keras's sake.
    """
    layer = InputLayer(
        shape=shape,
        batch_size=batch_size,
        dtype=dtype,
        sparse=sparse,
        ragged=ragged,
        batch_shape=batch_shape,
        name=name,
        **({} if tensor is None else {"input_tensor": tensor}),
        **kwargs,
    )
    output: KerasTensor = layer.output
    return output
