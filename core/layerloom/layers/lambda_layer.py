"""Lambda: a function of the user's as a layer, which no file can bring to run."""

from __future__ import annotations

import base64
import inspect
import marshal
from collections.abc import Callable
from typing import Any, Self

from layerloom.declaration import register, serialize
from layerloom.declaration.lambdas import FUNCTIONS, is_function, name_of, supplied
from layerloom.declaration.serialization import deserialize, name_as_data
from layerloom.errors import FieldError, UnknownNameError
from layerloom.layers.layer import Layer
from layerloom.layers.structures import is_batch_shape, shapes_of
from layerloom.tensors import KerasTensor

__all__ = ["Lambda"]


@register("code")  # apart from the layers: no file and no palette can make one by its name
class Lambda(Layer):
    """Runs a Python function as a layer.

    A file holds the function's name or code, but never brings it to run: to open one, pass the function itself in
    ``custom_objects={"name": function}``, by its name, or for a lambda by the layer's name. One that is passed as
    ``{"Lambda": function}`` serves for all layers of a file whose function is not passed by a name.

    Args:
        function: Function of the inputs, and of ``mask`` and ``training`` if it has such arguments.
        output_shape: Shape of the output without the batch, or a function of the input shape; found out by default.
        mask: Mask of the output, or a function of the inputs and their mask.
        arguments: Further arguments of the function, by name.
    """

    def __init__(
        self,
        function: Any,
        output_shape: Any = None,
        mask: Any = None,
        arguments: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if not callable(function):
            raise FieldError(f"Lambda: function must be a Python function, got {function!r:.80}.")
        self.function = function
        self.arguments = dict(arguments or {})
        self.mask = mask
        self.supports_masking = mask is not None
        self._shape = output_shape
        try:
            named = inspect.signature(function).parameters
        except (TypeError, ValueError):  # some functions written in C do not tell
            named = {}  # type: ignore[assignment]
        self._wanted = [name for name in ("mask", "training") if name in named]
        self.built = True

    def call(self, inputs: Any, mask: Any = None, training: bool | None = None) -> Any:
        """Returns ``function(inputs)``."""
        given = {"mask": mask, "training": training}
        return self.function(inputs, **self.arguments, **{name: given[name] for name in self._wanted})

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """The mask that was given, or that the given function makes."""
        return self.mask(inputs, previous_mask) if callable(self.mask) else self.mask

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs: of the shape that was given, or by running the function on symbols."""
        if self._shape is None:
            return self.call(*args, **kwargs)
        shape = self.compute_output_shape(shapes_of(args[0]))
        if is_batch_shape(shape):
            return KerasTensor(shape, self.compute_dtype)
        return [KerasTensor(one, self.compute_dtype) for one in shape]

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape that was given, or that the function gives."""
        if self._shape is None:
            return super().compute_output_shape(input_shape)
        if callable(self._shape):
            return self._shape(input_shape)
        batch = (input_shape if is_batch_shape(input_shape) else input_shape[0])[0]
        one = is_batch_shape(self._shape)
        return (batch, *self._shape) if one else [(batch, *shape) for shape in self._shape]

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data, with Keras's keys; a lambda as its code."""
        base = Layer(name=self.name, trainable=self.trainable, dtype=self.dtype_policy).get_config()
        found = {**base, "function": _described(self.function), "arguments": serialize(self.arguments)}
        if self._shape is not None:
            found["output_shape"] = (
                _described(self._shape) if callable(self._shape) else serialize(self._shape)
            )
        if self.mask is not None:
            found["mask"] = _described(self.mask) if callable(self.mask) else serialize(self.mask)
        return found

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes a layer from the result of :meth:`get_config`.

        Raises:
            UnknownNameError: If a function is needed that the caller does not supply.
        """
        found = {key: value for key, value in config.items() if key not in _OF_KERAS2}
        name = str(config.get("name", "lambda"))
        for key in FUNCTIONS:
            if is_function(found.get(key)):
                found[key] = _supplied(found[key], name, key)
        found["arguments"] = deserialize(found.get("arguments"))
        if isinstance(found.get("output_shape"), list):
            found["output_shape"] = tuple(found["output_shape"])
        return cls(**{key: deserialize(value) if key == "dtype" else value for key, value in found.items()})


#: What Keras 2 tells besides about the functions: what kind of code it is, and the module to import for it.
_OF_KERAS2 = (
    "function_type",
    "module",
    "output_shape_type",
    "output_shape_module",
    "mask_type",
    "mask_module",
)


def _described(function: Callable[..., Any]) -> dict[str, Any]:
    """Returns a function as Keras writes it: by its name, or a lambda's code."""
    name = getattr(function, "__name__", type(function).__name__)
    code = getattr(function, "__code__", None)
    if name != "<lambda>" or code is None:
        return name_as_data(name)
    text = base64.b64encode(marshal.dumps(code)).decode()
    return {"class_name": "__lambda__", "config": {"code": text, "defaults": None, "closure": None}}


def _supplied(value: Any, layer: str, key: str) -> Callable[..., Any] | None:
    """Returns the function that the caller supplies for what a file names."""
    name, function = name_of(value, layer, key), supplied(value, layer, key)
    if function is None and key == "output_shape":
        return None  # the function of the layer tells it, too
    if not callable(function):
        raise UnknownNameError(
            f"Lambda {layer!r} needs its {key}, and code from a file is never run: pass it in "
            f"custom_objects={{{name!r}: ...}}."
        )
    found: Callable[..., Any] = function
    return found
