"""TensorFlow's functions for signals and complex numbers, as operations of Keras 3."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from layerloom.graph.architecture import Ref
from layerloom.graph.tensorflow.steps import Arguments, OtherwiseError, ShapedSteps, Steps

_WINDOWS = {"hann_window": 0.5, "hamming_window": 0.54}


def _joined(step: Callable[..., Ref], steps: Steps, parts: list[Ref]) -> Ref:
    return step("ViewAsComplex", steps.step("Stack", parts, axis=-1))


def _parts(steps: Steps, x: Any) -> list[Ref]:
    """Returns real and imaginary part."""
    both = steps.step("ViewAsReal", x)
    return [
        steps.step("GetItem", both, [{"class_name": "__ellipsis__", "config": {}}, part]) for part in (0, 1)
    ]


def _two(found: Ref) -> list[Ref]:
    return [found, Ref(found.node, 1)]


def _complex(steps: Steps, real: Any, imag: Any) -> None:
    _joined(steps.end, steps, [real, imag])


def _transformed(steps: Steps, input: Any, class_name: str) -> None:
    _joined(steps.end, steps, _two(steps.step(class_name, _parts(steps, input))))


def _ifft(steps: Steps, input: Any) -> None:
    rows = [steps.step("ExpandDims", part, axis=-2) for part in _parts(steps, input)]
    found = [steps.step("Squeeze", part, axis=-2) for part in _two(steps.step("IFFT2", rows))]
    _joined(steps.end, steps, found)


def _length(fft_length: Any) -> int | None:
    if isinstance(fft_length, list) and len(fft_length) == 1:
        fft_length = fft_length[0]
    if fft_length is not None and type(fft_length) is not int:
        raise OtherwiseError
    return fft_length


def _rfft(steps: Steps, input_tensor: Any, fft_length: Any = None) -> None:
    _joined(steps.end, steps, _two(steps.step("RFFT", input_tensor, fft_length=_length(fft_length))))


def _irfft(steps: Steps, input_tensor: Any, fft_length: Any = None) -> None:
    steps.end("IRFFT", _parts(steps, input_tensor), fft_length=_length(fft_length))


def _rfft2d(steps: ShapedSteps, input_tensor: Any) -> None:
    half = steps.size(input_tensor, -1) // 2 + 1
    pair = [input_tensor, steps.step("ZerosLike", input_tensor)]
    ahead = {"class_name": "__slice__", "config": {"start": None, "stop": half, "step": None}}
    key = [{"class_name": "__ellipsis__", "config": {}}, ahead]
    _joined(steps.end, steps, [steps.step("GetItem", part, key) for part in _two(steps.step("FFT2", pair))])


def _framed(
    steps: ShapedSteps,
    step: Callable[..., Ref],
    signal: Any,
    length: int,
    move: int,
    edge: tuple[bool, Any, int],
) -> Ref:
    """Cuts frames out of the last axis, or of another one, filled up at the end where that is asked for."""
    filled, value, axis = edge
    rank = len(steps.shape(signal))
    place = axis % rank
    if filled:
        size = steps.size(signal, place)
        missing = max(0, length + move * (-(-size // move) - 1) - size)
        widths = [[0, missing if other == place else 0] for other in range(rank)]
        signal = steps.step("Pad", signal, value, pad_width=widths, mode="constant")
    last = place == rank - 1
    if not last:
        signal = steps.step("Moveaxis", signal, source=place, destination=-1)
    settings = {"sequence_length": length, "sequence_stride": move}
    found = (step if last else steps.step)("ExtractSequences", signal, **settings)
    return found if last else step("Moveaxis", found, source=[-2, -1], destination=[place, place + 1])


def _frame(
    steps: ShapedSteps,
    signal: Any,
    frame_length: int,
    frame_step: int,
    pad_end: bool = False,
    pad_value: Any = 0,
    axis: int = -1,
) -> None:
    _framed(steps, steps.end, signal, frame_length, frame_step, (pad_end, pad_value, axis))


def _window(name: str, length: int) -> Any:
    share = _WINDOWS[name]
    turns = np.arange(length) / (length - length % 2)  # TensorFlow leaves windows of odd lengths symmetric
    return np.float32(share - (1 - share) * np.cos(2 * np.pi * turns))


def _power_above(length: int) -> int:
    return 1 << max(length - 1, 0).bit_length()


def _stft(
    steps: ShapedSteps,
    signals: Any,
    frame_length: int,
    frame_step: int,
    fft_length: Any = None,
    window_fn: Any = "hann_window",
    pad_end: bool = False,
) -> None:
    frames = _framed(steps, steps.step, signals, frame_length, frame_step, (pad_end, 0, -1))
    frames = _windowed(steps, frames, frame_length, window_fn)
    size = _length(fft_length) or _power_above(frame_length)
    _joined(steps.end, steps, _two(steps.step("RFFT", frames, fft_length=size)))


def _overlap_and_add(steps: ShapedSteps, signal: Any, frame_step: int) -> None:
    if len(steps.shape(signal)) != 3:
        raise OtherwiseError
    _added_up(steps, signal, steps.size(signal, -1), frame_step)


def _added_up(steps: Steps, frames: Any, length: int, move: int) -> None:
    """Puts frames where they belong, as a transposed convolution does it; the last step."""
    if not 0 < move <= length:
        raise OtherwiseError
    kernel = steps.constant(length * length, lambda: np.eye(length, dtype="float32")[:, None])
    settings = {"strides": move, "padding": "valid", "output_padding": None, "dilation_rate": 1}
    found = steps.step("ConvTranspose", frames, kernel, **settings, data_format="channels_last")
    steps.end("Squeeze", found, axis=-1)


def _inverse_stft(
    steps: ShapedSteps,
    stfts: Any,
    frame_length: int,
    frame_step: int,
    fft_length: Any = None,
    window_fn: Any = "hann_window",
) -> None:
    size = _length(fft_length) or _power_above(frame_length)
    if len(steps.shape(stfts)) != 3 or size < frame_length:
        raise OtherwiseError
    frames = steps.step("IRFFT", _parts(steps, stfts), fft_length=size)
    if size > frame_length:
        ahead = {"class_name": "__slice__", "config": {"start": None, "stop": frame_length, "step": None}}
        frames = steps.step("GetItem", frames, [{"class_name": "__ellipsis__", "config": {}}, ahead])
    _added_up(steps, _windowed(steps, frames, frame_length, window_fn), frame_length, frame_step)


def _windowed(steps: Steps, frames: Any, length: int, window_fn: Any) -> Any:
    if window_fn is None:
        return frames
    if window_fn not in _WINDOWS or length < 2:
        raise OtherwiseError
    return steps.step("Multiply", frames, steps.constant(length, partial(_window, window_fn, length)))


def _dct(
    steps: ShapedSteps,
    input: Any,
    type: int = 2,
    n: Any = None,
    axis: int = -1,
    norm: Any = None,
    kinds: tuple[int, ...] = (1, 2, 3, 4),
) -> None:
    """A matrix of cosines does it."""
    size = steps.size(input, -1)
    if type not in (1, 2, 3, 4) or n is not None or axis != -1 or norm not in (None, "ortho"):
        raise OtherwiseError
    steps.end("Matmul", input, _cosines(steps, size, kinds[type - 1], norm, 1.0))


def _cosines(steps: Steps, size: int, kind: int, norm: str | None, factor: float) -> Arguments:
    def make() -> Any:
        from scipy.fft import dct

        return np.float32(dct(np.eye(size), kind, norm=norm) * factor)

    return steps.constant(size * size, make)


def _mfccs(steps: ShapedSteps, log_mel_spectrograms: Any) -> None:
    size = steps.size(log_mel_spectrograms, -1)
    steps.end("Matmul", log_mel_spectrograms, _cosines(steps, size, 2, None, 1 / math.sqrt(2 * size)))


def _shifted(steps: ShapedSteps, x: Any, axes: Any = None, back: bool = False) -> None:
    shape = steps.shape(x)
    places = range(len(shape)) if axes is None else [axes] if type(axes) is int else axes
    if any(shape[place] is None for place in places):
        raise OtherwiseError
    shifts = [(-1 if back else 1) * (steps.size(x, place) // 2) for place in places]
    steps.end("Roll", x, shift=shifts, axis=list(places))


#: Those that need to know shapes.
SHAPED: dict[str, Callable[..., None]] = {
    "dct": _dct,
    "fftshift": _shifted,
    "frame": _frame,
    "idct": partial(_dct, kinds=(1, 3, 2, 4)),
    "inverse_stft": _inverse_stft,
    "ifftshift": partial(_shifted, back=True),
    "mfccs_from_log_mel_spectrograms": _mfccs,
    "overlap_and_add": _overlap_and_add,
    "rfft2d": _rfft2d,
    "stft": _stft,
}

#: The others.
FUNCTIONS: dict[str, Callable[..., None]] = {
    "complex": _complex,
    "fft": partial(_transformed, class_name="FFT"),
    "fft2d": partial(_transformed, class_name="FFT2"),
    "ifft": _ifft,
    "ifft2d": partial(_transformed, class_name="IFFT2"),
    "irfft": _irfft,
    "rfft": _rfft,
}
