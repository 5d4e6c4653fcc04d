"""LoRA: layers whose kernel stays as it is while a product of two small matrices, added to it, learns."""

from __future__ import annotations

from typing import Any, Self

import numpy as np

from layerloom import ops
from layerloom.declaration.fields import PositiveInt
from layerloom.errors import LayerloomError
from layerloom.layers.layer import Layer
from layerloom.tensors import Array, Tensor, Variable

__all__: list[str] = []


class AdaptableLayer(Layer):
    """Base of layers to whose main weight ``w`` a low-rank adapter can be added: ``w + alpha / rank * (a @ b)``.

    Args:
        lora_rank: Number of columns of ``a`` and rows of ``b``; with it the layer's main weight does not learn.
        lora_alpha: The adapter counts with ``lora_alpha / lora_rank``; the rank by default.
    """

    #: The name of the main weight.
    _adapted = "kernel"
    #: Whether ``build`` passes on the ``lora_alpha`` of the constructor; in Keras some layers take the rank there.
    _builds_with_alpha = True
    #: Whether the adapter is there.
    lora_enabled: bool = False
    #: The class that a layer of just this class becomes once it is quantized; :mod:`layerloom.layers.quantized` says.
    _quantized_form: type[Any] | None = None

    def __init__(
        self, *, lora_rank: PositiveInt | None = None, lora_alpha: float | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.lora_rank = lora_rank
        self.lora_alpha = lora_rank if lora_alpha is None else lora_alpha

    def enable_lora(
        self,
        rank: int,
        lora_alpha: float | None = None,
        a_initializer: Any = "he_uniform",
        b_initializer: Any = "zeros",
    ) -> None:
        """Adds the adapter and freezes the main weight; the layer must be built.

        Args:
            rank: Number of columns of ``a`` and rows of ``b``.
            lora_alpha: The adapter counts with ``lora_alpha / rank``; the rank by default.
            a_initializer: How ``a`` starts.
            b_initializer: How ``b`` starts; with zeros the layer gives the same as before.

        Raises:
            ValueError: If the layer is not built, has an adapter already, or a constraint on its main weight.
        """
        name = self._adapted
        if getattr(self, f"{name}_constraint") is not None:
            raise LayerloomError(
                f"Layer {self._title}: LoRA and a {name}_constraint exclude each other; leave out one of them."
            )
        if not self.built and not self._building:
            raise LayerloomError(
                f"Layer {self._title} is not built yet: call it, or its build(), before enable_lora()."
            )
        if self.lora_enabled:
            raise LayerloomError(f"Layer {self._title} has LoRA already; it can be enabled only once.")
        base = self._base
        penalty = getattr(self, f"{name}_regularizer")
        parts = (("a", (*base.shape[:-1], rank), a_initializer), ("b", (rank, base.shape[-1]), b_initializer))
        for part, shape, initializer in parts:
            weight = self.add_weight(
                name=f"lora_{name}_{part}",
                shape=shape,
                initializer=initializer,
                dtype="float32",
                regularizer=penalty,
            )
            setattr(self, f"lora_{name}_{part}", weight)
        base.trainable = False
        if base.has_value:
            base._value = base.numpy()  # a new array tells plans of before that they no longer hold
        self.lora_enabled = True
        self.lora_rank = rank
        self.lora_alpha = rank if lora_alpha is None else lora_alpha

    def become_quantized(self, quantization: dict[str, Any]) -> bool:
        """Makes a built layer the quantized one of a file; a layer that holds it, such as attention, need not know.

        Args:
            quantization: How, see :class:`layerloom.layers.quantized.Quantized`.

        Returns:
            Whether it did; a class of somebody's own, whatever its name, has no quantized form.
        """
        form = type(self).__dict__.get("_quantized_form")
        if form is None:
            return False
        form.take(self, quantization)
        return True

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes the layer from :meth:`get_config`; its ``lora_alpha`` is the one that counted there."""
        layer = super().from_config(config)
        layer._builds_with_alpha = True
        return layer

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data; those of LoRA only where it is used, as in Keras."""
        config = super().get_config()
        if not self.lora_rank:
            config.pop("lora_rank", None)
            config.pop("lora_alpha", None)
        return config

    @property
    def saved_variables(self) -> list[Any]:
        """What files of weights hold: with LoRA the sum in place of the main weight and its adapter, as in Keras."""
        if not self.lora_enabled:
            raise AttributeError("saved_variables")  # then saving goes its common way
        adapter = {id(part) for part in self._adapter}
        base = self._base
        own = (*self._trainable_variables, *self._non_trainable_variables)
        return [Merged(self) if v is base else v for v in own if id(v) not in adapter]

    def _build_lora(self) -> None:
        """Ends ``build``: adds the adapter that the constructor asked for."""
        if self.lora_rank:
            self.enable_lora(self.lora_rank, self.lora_alpha if self._builds_with_alpha else None)

    @property
    def _base(self) -> Variable:
        """The main weight without its adapter."""
        found: Variable | None = self.__dict__.get(self._adapted)
        if found is None:
            raise AttributeError(
                f"The {self._adapted} is made when the layer is built: call it, or its build(), first."
            )
        return found

    @property
    def _adapter(self) -> tuple[Variable, Variable]:
        a, b = (getattr(self, f"lora_{self._adapted}_{part}") for part in "ab")
        return a, b

    def _merged(self) -> Any:
        """Returns the main weight with its adapter, a tensor; without one the variable itself."""
        base = self._base
        if not self.lora_enabled or not base.has_value:
            return base
        a, b = self._adapter
        factor = (self.lora_alpha or 0) / (self.lora_rank or 1)
        total = ops.add(base, ops.multiply(ops.matmul(a, b), factor))
        return ops.cast(total, dtype=self.compute_dtype)


def adapted_weight(name: str) -> Any:
    """Returns the property for the main weight of a layer: the sum with the adapter, where there is one.

    The variable is kept under the same name, so that what looks at a layer's attributes finds it there.

    Args:
        name: The weight's name.
    """

    def read(layer: AdaptableLayer) -> Any:
        return layer._merged()

    def write(layer: AdaptableLayer, value: Any) -> None:
        layer.__dict__[name] = value

    return property(read, write, doc=f"The {name}, with its adapter where LoRA is enabled.")


class Merged:
    """The main weight of a layer with LoRA as files hold it; what is read back becomes the whole weight.

    Args:
        layer: The layer.
    """

    def __init__(self, layer: AdaptableLayer) -> None:
        self._layer = layer
        base = layer._base
        self.name, self.path, self.shape, self.dtype = base.name, base.path, base.shape, base.dtype

    def numpy(self) -> Array:
        """Returns the sum of weight and adapter."""
        found = self._layer._merged()
        return found.numpy() if isinstance(found, (Tensor, Variable)) else np.asarray(found)

    def assign(self, value: Any) -> None:
        """Gives the weight its values, and sets the adapter to zero."""
        self._layer._base.assign(value)
        for part in self._layer._adapter:
            part.assign(np.zeros(part.shape, part.dtype))
