"""Arrays as older versions and other backends of Keras stored them, brought to the layout of today's layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.saving.hdf5 import Array, ContentError
from layerloom.saving.tree import legacy_weights

Arrays = list[Array]


@dataclass(frozen=True)
class Writer:
    """Who wrote a file of weights.

    Args:
        major: The first number of Keras's version.
        theano: Whether the weights are those of the Theano backend, which turned kernels by 180 degrees.
        deviations: Whether batch normalization kept a deviation where it keeps a variance today, as in Keras 0.
    """

    major: int = 3
    theano: bool = False
    deviations: bool = False

    @property
    def is_today(self) -> bool:
        """Whether arrays that have today's shapes mean the same today."""
        return self.major > 1 and not self.theano


def present_arrays(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    """Brings the saved arrays of a layer to those that the layer has today.

    Args:
        layer: The built layer, wrapper or nested model.
        arrays: What the file holds for it, in the file's order.
        writer: Who wrote the file.

    Returns:
        One array for each of the layer's weights, in the order of legacy files.

    Raises:
        ContentError: If the arrays cannot be those of such a layer.
    """
    kind = type(layer).__name__
    if kind == "Bidirectional":
        half = len(arrays) // 2
        before = present_arrays(layer.forward_layer, arrays[:half], writer)
        return before + present_arrays(layer.backward_layer, arrays[half:], writer)
    if kind == "TimeDistributed":
        return present_arrays(layer.layer, arrays, writer)
    if hasattr(layer, "layers"):
        return _of_model(layer, arrays, writer)
    convert = _CONVERSIONS.get(kind)
    return convert(layer, list(arrays), writer) if convert else list(arrays)


# -- nested models ---------------------------------------------------------------------------------------------


def _of_model(model: Any, arrays: Arrays, writer: Writer) -> Arrays:
    """Parts the arrays of a nested model by layer: first what is trained of all layers, then the rest of all."""
    if _is_made_of(model, "lines", "apart", "greatest"):
        return _maxout(arrays)
    if _is_made_of(model, "input", "way", "gate", "change", "gated", "sum") and _ranks(arrays) == [
        2,
        2,
        1,
        1,
    ]:
        arrays = [arrays[0], arrays[2], arrays[1], arrays[3]]  # Highway: both kernels come first, since 1.2
    layers = [layer for layer in model.layers if layer.weights]
    for gates_apart in (False, True):
        counts = [old_counts(layer, gates_apart) for layer in layers]
        if sum(trained + fixed for trained, fixed in counts) == len(arrays):
            break
    else:
        raise ContentError(
            f"{model.name!r} has {len(legacy_weights(model))} weights, the file has {len(arrays)}"
        )
    trained = 0
    fixed = sum(count for count, _ in counts)
    found: dict[int, Array] = {}
    for layer, (first, second) in zip(layers, counts, strict=True):
        own = arrays[trained : trained + first] + arrays[fixed : fixed + second]
        trained, fixed = trained + first, fixed + second
        present = present_arrays(layer, own, writer)
        found.update(zip((id(variable) for variable in legacy_weights(layer)), present, strict=False))
    return [found[id(variable)] for variable in legacy_weights(model) if id(variable) in found]


def _is_made_of(model: Any, *parts: str) -> bool:
    """Tells whether a model stands for a layer of Keras 1, by the names of its parts."""
    return {layer.name for layer in model.layers} == {f"{model.name}_{part}" for part in parts}


def _ranks(arrays: Arrays) -> list[int]:
    return [array.ndim for array in arrays]


def old_counts(layer: Any, gates_apart: bool) -> tuple[int, int]:
    """Returns how many arrays of a layer, trained and fixed, a file has when gates are stored one by one."""
    if not gates_apart:
        return len(layer.trainable_weights), len(layer.non_trainable_weights)
    kind = type(layer).__name__
    if kind == "Bidirectional":
        pairs = [old_counts(part, True) for part in (layer.forward_layer, layer.backward_layer)]
    elif kind == "TimeDistributed":
        pairs = [old_counts(layer.layer, True)]
    elif hasattr(layer, "layers"):
        pairs = [old_counts(part, True) for part in layer.layers]
    else:
        times = {"LSTM": 4, "ConvLSTM2D": 4, "GRU": 3}.get(kind, 1)
        pairs = [(times * len(layer.trainable_weights), times * len(layer.non_trainable_weights))]
    return sum(trained for trained, _ in pairs), sum(fixed for _, fixed in pairs)


def _maxout(arrays: Arrays) -> Arrays:
    """MaxoutDense kept a kernel for each of its lines; today they are one kernel, side by side."""
    lines, size, units = arrays[0].shape
    kernel = arrays[0].transpose(1, 0, 2).reshape(size, lines * units)
    return [kernel, *(bias.reshape(lines * units) for bias in arrays[1:])]


# -- convolution -----------------------------------------------------------------------------------------------


def _convolution(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    kernel = arrays[0]
    wanted = tuple(layer.kernel.shape)
    if writer.major == 1:
        if kernel.ndim == 4 and len(wanted) == 3:  # Conv1D was one with two dimensions
            kernel = _one_dimensional(kernel, wanted)
        else:
            kernel = _reordered(kernel, wanted, layer.data_format == "channels_first")
    return [_turned(kernel, writer), *arrays[1:]]


def _one_dimensional(kernel: Array, wanted: tuple[int, ...]) -> Array:
    """Takes the axis without extent from ``(steps, 1, in, out)``, or, older, ``(out, in, steps, 1)``."""
    if kernel.shape == (wanted[0], 1, *wanted[1:]):
        return kernel[:, 0]
    return kernel[..., 0].transpose(2, 1, 0)


def _reordered(kernel: Array, wanted: tuple[int, ...], first: bool) -> Array:
    """Brings ``(out, in, rows, columns)``, which went with channels first, to ``(rows, columns, in, out)``."""
    turned = kernel.transpose(*range(2, kernel.ndim), 1, 0)
    return kernel if kernel.shape == wanted and not (first and turned.shape == wanted) else turned


def _transposed(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    kernel = arrays[0]
    if writer.major == 1:
        if layer.data_format == "channels_first":
            kernel = kernel.transpose(*range(2, kernel.ndim), 1, 0)
        kernel = np.swapaxes(kernel, -1, -2)
    return [_turned(kernel, writer), *arrays[1:]]


def _separable(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    if writer.major == 1 and layer.data_format == "channels_first":
        arrays[:2] = [kernel.transpose(2, 3, 1, 0) for kernel in arrays[:2]]
    return arrays


def _conv_recurrent(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    if writer.major == 1 and layer.cell.data_format == "channels_first":
        arrays = [a.transpose(2, 3, 1, 0) if a.ndim == 4 else a for a in arrays]
    kernel, recurrent, *bias = _joined(arrays, _LSTM_GATES)
    return [_turned(kernel, writer), _turned(recurrent, writer), *bias]


def _local(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    if writer.major == 1 and layer.data_format == "channels_first":  # the bias had the shape of the output
        return [arrays[0], *(bias.reshape(layer.bias.shape) for bias in arrays[1:])]
    return arrays


def _turned(kernel: Array, writer: Writer) -> Array:
    """Turns a kernel of Theano, which convolves where others correlate, by 180 degrees."""
    if not writer.theano:
        return kernel
    return kernel[(slice(None, None, -1),) * (kernel.ndim - 2)]


def _normalization(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    """Keras 0 divided by the deviation and epsilon, not by the root of the variance and epsilon."""
    if writer.deviations and len(arrays) == 4:
        arrays[3] = np.square(arrays[3] + layer.epsilon) - layer.epsilon
    return arrays


# -- recurrent layers ------------------------------------------------------------------------------------------

#: Where today's gates are among those that Keras 1 stored one by one: input, candidate, forget, output.
_LSTM_GATES = (0, 2, 1, 3)
_GRU_GATES = (0, 1, 2)


def _lstm(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    arrays = _joined(arrays, _LSTM_GATES)
    # CuDNNLSTM: a bias for each of two kernels.
    if len(arrays) == 3 and arrays[2].shape == (8 * layer.units,):
        return [*_from_cudnn(arrays, 4), arrays[2].reshape(2, -1).sum(axis=0)]
    return arrays


def _gru(layer: Any, arrays: Arrays, writer: Writer) -> Arrays:
    arrays = _joined(arrays, _GRU_GATES)
    if len(arrays) == 3 and arrays[2].shape == (6 * layer.units,):
        return [*_from_cudnn(arrays, 3), arrays[2].reshape(2, -1)]
    return arrays


def _joined(arrays: Arrays, gates: Sequence[int]) -> Arrays:
    """Joins kernels, recurrent kernels and biases that are stored gate by gate."""
    if len(arrays) != 3 * len(gates):
        return arrays
    return [np.concatenate([arrays[3 * gate + part] for gate in gates], axis=-1) for part in range(3)]


def _from_cudnn(arrays: Arrays, gates: int) -> Arrays:
    """Returns kernel and recurrent kernel of a CuDNN layer, which keeps those of each gate transposed.

    The input kernels' numbers stand in the transposed order within the shape of the others.
    """
    kernels = [part.ravel().reshape(part.shape, order="F") for part in np.split(arrays[0], gates, axis=1)]
    recurrent = [part.T for part in np.split(arrays[1], gates, axis=1)]
    return [np.concatenate(kernels, axis=1), np.concatenate(recurrent, axis=1)]


_CONVERSIONS: dict[str, Callable[[Any, Arrays, Writer], Arrays]] = {
    "BatchNormalization": _normalization,
    "Conv1D": _convolution,
    "Conv2D": _convolution,
    "Conv3D": _convolution,
    "Conv2DTranspose": _transposed,
    "Conv3DTranspose": _transposed,
    "ConvLSTM2D": _conv_recurrent,
    "GRU": _gru,
    "LSTM": _lstm,
    "LocallyConnected2D": _local,
    "SeparableConv2D": _separable,
}
