"""Input: where data enter a model."""

from __future__ import annotations

from typing import Any

from layerloom.declaration import register
from layerloom.declaration.fields import Shape
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
        if shape is None and batch_shape is None:
            raise ValueError("Input needs a shape, for example Input(shape=(28, 28, 1)).")
        if batch_shape is None:
            sizes = shape if isinstance(shape, (list, tuple)) else (shape,)
            batch_shape = (batch_size, *sizes)
        self.batch_shape = tuple(batch_shape)
        self._dtype = standardize_dtype(dtype)
        self.sparse, self.ragged, self.optional = bool(sparse), bool(ragged), optional
        output = KerasTensor(self.batch_shape, self._dtype, name=self.name)
        self._inbound_nodes.append(Node(self, (), {}, [output]))
        self.built = True

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
    batch_shape: Any = None,
    name: str | None = None,
    **kwargs: Any,
) -> KerasTensor:
    """Returns a symbolic tensor from which a functional model starts.

    Args:
        shape: Shape of one sample, without the batch.
        batch_size: Fixed batch size.
        dtype: Number type, float32 by default.
        sparse: Kept for Keras's sake.
        batch_shape: Shape with the batch.
        name: The input's name.
        **kwargs: ``ragged`` and ``optional``, kept for Keras's sake.
    """
    layer = InputLayer(
        shape=shape,
        batch_size=batch_size,
        dtype=dtype,
        sparse=sparse,
        batch_shape=batch_shape,
        name=name,
        **kwargs,
    )
    output: KerasTensor = layer.output
    return output
