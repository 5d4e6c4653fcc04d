"""Wrappers: layers that hold another layer, Bidirectional and TimeDistributed among them."""

from __future__ import annotations

import inspect
from typing import Any, Literal

from layerloom import ops
from layerloom.declaration import deserialize, register, scope, serialize
from layerloom.declaration.fields import Field
from layerloom.errors import FieldError, LayerloomError, ShapeError
from layerloom.layers.layer import Layer
from layerloom.layers.normalization import BatchNormalization
from layerloom.layers.spectral_normalization import SpectralNormalization
from layerloom.layers.structures import has_tensors, is_batch_shape
from layerloom.ops.recurrent import by_step
from layerloom.tensors import KerasTensor, inside_operation

__all__ = ["Bidirectional", "TimeDistributed", "Wrapper"]

_DENSE = {"module": "keras.layers", "class_name": "Dense", "config": {"units": 32}}
_LSTM = {"module": "keras.layers", "class_name": "LSTM", "config": {"units": 32}}


@register("layer")
class Wrapper(Layer):
    """Holds another layer; the base of layers that use one in a way of their own.

    Args:
        layer: The layer inside.
    """

    def __init__(self, layer: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.layer = _as_layer(layer, self, "layer")

    def build(self, input_shape: Any = None) -> None:
        """Builds the layer inside."""
        if not self.layer.built:
            kind, inner = type(self.layer), list(self.layer._flatten_layers())
            yours = not kind.__module__.startswith("layerloom.")
            if yours and kind.build is Layer.build and len(inner) > 1:
                with inside_operation():  # its weights are those of layers that its call uses
                    self.layer(KerasTensor(input_shape, self.layer.compute_dtype))
            else:
                self.layer._build_on({"inputs": input_shape})
        self.built = True


@register("layer", category="Wrappers", start={"layer": _DENSE})
class TimeDistributed(Wrapper):
    """Applies a layer to every time step by itself.

    Input shape: ``(batch, steps, ...)``. Output shape: ``(batch, steps, ...)`` with what the layer makes of a step.

    Args:
        layer: The layer to apply.
    """

    supports_masking = True

    def build(self, input_shape: Any = None) -> None:
        """Builds the layer inside for one time step."""
        super().build(self._step_shape(input_shape))

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """Returns the layer's outputs for all steps."""
        batch, steps = inputs.shape[:2]
        if mask is not None and tuple(mask.shape[:2]) != (batch, steps):
            raise ShapeError(
                f"Layer {self._title}: a mask of shape {tuple(mask.shape)} does not fit the input {inputs.shape}; "
                f"it must begin with {(batch, steps)}."
            )
        if self._by_sample(training):  # all steps of all samples make one great batch
            flat = None if mask is None else ops.reshape(mask, (-1, *mask.shape[2:]))
            output = self._apply(ops.reshape(inputs, (-1, *inputs.shape[2:])), flat, training)
            return ops.reshape(output, (batch, steps, *output.shape[1:]))
        parts = by_step(ops.swapaxes(inputs, 0, 1))
        outputs = [
            self._apply(part, None if mask is None else mask[:, t], training) for t, part in enumerate(parts)
        ]
        return ops.stack(outputs, axis=1)

    def _apply(self, inputs: Any, mask: Any, training: bool | None) -> Any:
        """Calls the layer inside as Keras does: past its own call, so without its activity regularizer."""
        names = inspect.signature(self.layer.call).parameters
        kwargs: dict[str, Any] = {"training": bool(training)} if "training" in names else {}
        if "mask" in names and mask is not None:
            kwargs["mask"] = mask
        return self.layer.call(inputs, **kwargs)

    def _by_sample(self, training: bool | None) -> bool:
        """Tells whether the layer treats every sample by itself, so that steps may be mixed with samples.

        Of your own layers that is not known. Batch normalization while training, and layers that keep a state or
        look for the norm of their weights, must see one step after the other; a penalty on the output of one inside
        is counted for every step.
        """
        for layer in self.layer._flatten_layers():
            if not type(layer).__module__.startswith("layerloom.") or isinstance(
                layer, SpectralNormalization
            ):
                return False
            if (training and isinstance(layer, BatchNormalization)) or getattr(layer, "stateful", False):
                return False
            if layer is not self.layer and layer.activity_regularizer is not None:
                return False
            if not all(isinstance(operation, Layer) for operation in getattr(layer, "_operations", ())):
                return False
        return True

    def _step_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        if not is_batch_shape(input_shape) or len(input_shape) < 3:
            raise ShapeError(
                f"Layer {self._title}: the input needs at least the axes (batch, steps, features), "
                f"its shape is {input_shape}."
            )
        return (input_shape[0], *input_shape[2:])

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The shape that the layer makes of a step, with the number of steps behind the batch size."""
        batch, *rest = self.layer.compute_output_shape(self._step_shape(input_shape))
        return (batch, input_shape[1], *rest)


@register("layer", category="Wrappers", start={"layer": _LSTM})
class Bidirectional(Layer):
    """Reads a sequence forwards and backwards with two recurrent layers and merges what they say.

    Input shape: ``(batch, steps, features)``. Output shape: that of the layer, with ``concat`` twice as many features.

    Args:
        layer: A recurrent layer; it is copied, once for each direction.
        merge_mode: How the two outputs become one; none for a pair of outputs.
        backward_layer: Another layer for the way back, with the opposite ``go_backwards``.
    """

    supports_masking = True

    def __init__(
        self,
        layer: Any,
        merge_mode: Literal["concat", "sum", "mul", "ave"] | None = "concat",
        weights: Any = None,
        backward_layer: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        layer = _as_layer(layer, self, "layer")
        for name in ("go_backwards", "return_sequences", "return_state", "stateful"):
            if not hasattr(layer, name):
                raise FieldError(
                    f"Bidirectional: layer must be a recurrent one with the attribute {name}, "
                    f"got {type(layer).__name__}."
                )
        self.forward_layer = _copy(layer, f"forward_{layer.name.removeprefix('forward_')}")
        if backward_layer is None:
            name = f"backward_{layer.name.removeprefix('backward_')}"
            self.backward_layer = _copy(layer, name, go_backwards=True)
        else:
            self.backward_layer = _as_layer(backward_layer, self, "backward_layer")
        self._check_pair()
        for each in (self.forward_layer, self.backward_layer):
            if hasattr(each, "zero_output_for_mask"):  # else the two would disagree on masked steps
                each.zero_output_for_mask = each.return_sequences
        self.merge_mode = merge_mode
        self.return_sequences = layer.return_sequences
        self.return_state = layer.return_state
        self.stateful = layer.stateful
        self.input_spec = layer.input_spec
        self._initial_weights = weights

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """The constructor's arguments that say what the layer is; ``weights`` are its values."""
        return tuple(field for field in super().fields() if field.name != "weights")

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data, with both layers."""
        config = super().get_config()
        config.update(layer=serialize(self.forward_layer), backward_layer=serialize(self.backward_layer))
        return config

    def _check_pair(self) -> None:
        forward, backward = self.forward_layer, self.backward_layer
        if forward.go_backwards == backward.go_backwards:
            raise FieldError(
                "Bidirectional: one of layer and backward_layer must have go_backwards=True, the other False; "
                f"both have {forward.go_backwards}."
            )
        for name in ("stateful", "return_sequences", "return_state"):
            one, other = getattr(forward, name), getattr(backward, name)
            if one != other:
                raise FieldError(f"Bidirectional: {name} is {one} in layer, but {other} in backward_layer.")

    def build(self, input_shape: Any) -> None:
        """Builds both layers."""
        for layer in (self.forward_layer, self.backward_layer):
            if not layer.built:
                layer._build_on({"sequences": input_shape})
        self.built = True
        if self._initial_weights is not None:
            self.set_weights(self._initial_weights)
            self._initial_weights = None

    def __call__(self, sequences: Any, *args: Any, **kwargs: Any) -> Any:
        """Takes ``[sequences, state, ...]`` as well, as Keras 2 did."""
        if isinstance(sequences, (list, tuple)) and has_tensors(sequences):
            sequences, *states = sequences
            if states:
                kwargs["initial_state"] = states
        return super().__call__(sequences, *args, **kwargs)

    def call(
        self, sequences: Any, initial_state: Any = None, mask: Any = None, training: bool | None = None
    ) -> Any:
        """Returns the merged outputs, and on demand the states of both directions."""
        kwargs: dict[str, Any] = {"mask": mask, "training": training}
        states: list[Any] = [None, None]
        if initial_state is not None:
            half = len(initial_state) // 2
            states = [initial_state[:half], initial_state[half:]]
        y = self.forward_layer(sequences, initial_state=states[0], **kwargs)
        back = self.backward_layer(sequences, initial_state=states[1], **kwargs)
        last: tuple[Any, ...] = ()
        if self.return_state:
            last = (*y[1:], *back[1:])
            y, back = y[0], back[0]
        if self.return_sequences:
            back = ops.flip(back, axis=1)
        merged = self._merge(y, back)
        return (*merged, *last) if len(merged) > 1 or last else merged[0]

    def _merge(self, y: Any, back: Any) -> tuple[Any, ...]:
        if self.merge_mode == "concat":
            return (ops.concatenate([y, back], axis=-1),)
        if self.merge_mode == "sum":
            return (y + back,)
        if self.merge_mode == "ave":
            return ((y + back) / 2,)
        if self.merge_mode == "mul":
            return (y * back,)
        return (y, back)

    @property
    def states(self) -> Any:
        """The states that are kept from batch to batch, those of the forward layer first."""
        kept = [layer.states for layer in (self.forward_layer, self.backward_layer) if layer.states]
        return [state for states in kept for state in states] or None

    def reset_state(self) -> None:
        """Forgets what the last batch ended with."""
        if not self.stateful:
            raise LayerloomError(f"Layer {self._title} keeps no states: make its layer with stateful=True.")
        self.forward_layer.reset_state()
        self.backward_layer.reset_state()

    reset_states = reset_state

    # -- shapes and masks ----------------------------------------------------------------------------------

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the merged output, or of both; then those of the states where they are returned."""
        found = self.forward_layer.compute_output_shape(input_shape)
        output, *states = found if self.return_state else (found,)
        if self.merge_mode == "concat":
            other = self.backward_layer.compute_output_shape(input_shape)
            last = (other[0] if self.return_state else other)[-1]
            output = (*output[:-1], output[-1] + last)
        outputs = [output] if self.merge_mode else [output, output]
        shapes = (*outputs, *states, *states)
        return shapes if len(shapes) > 1 else output

    def compute_output_spec(self, sequences: Any, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs without running the layers."""
        found = self.compute_output_shape(tuple(sequences.shape))
        if is_batch_shape(found):
            return KerasTensor(found, self.compute_dtype)
        return tuple(KerasTensor(shape, self.compute_dtype) for shape in found)

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """Passes the mask on with whole sequences; states have none."""
        mask = previous_mask[0] if isinstance(previous_mask, (list, tuple)) else previous_mask
        mask = mask if self.return_sequences else None
        if self.merge_mode and not self.return_state:
            return mask
        return [mask] if self.merge_mode else [mask, mask]


def _as_layer(value: Any, owner: Any, name: str) -> Any:
    """Returns a layer that was given as such or as plain data."""
    layer = deserialize(value) if isinstance(value, dict) else value
    if not isinstance(layer, Layer):
        raise FieldError(f"{type(owner).__name__}: {name} must be a layer, got {type(layer).__name__}.")
    return layer


def _copy(layer: Any, name: str, **changes: Any) -> Any:
    """Returns a new layer of the same settings, without the weights."""
    inside = {type(each).__name__: type(each) for each in layer._flatten_layers()}  # your own cells, too
    with scope.custom_objects(inside):
        return type(layer).from_config({**layer.get_config(), "name": name, **changes})
