"""Fourier transforms and what is made of them; complex numbers are pairs of real and imaginary parts."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from layerloom.errors import FieldError, ShapeError
from layerloom.ops.composite import as_value
from layerloom.ops.indexing import getitem
from layerloom.ops.promotion import floating, floating_pair
from layerloom.ops.repeating import pad
from layerloom.tensors import Array, KerasTensor, primitive

__all__ = ["extract_sequences", "fft", "fft2", "ifft2", "irfft", "istft", "rfft", "stft"]


@primitive(
    shape=lambda re, im, rank, inverse: (KerasTensor(re.shape, re.dtype), KerasTensor(re.shape, re.dtype))
)
def _dft(re: Any, im: Any, /, rank: int, inverse: bool) -> Any:
    """The transform over the last axes, without any factor in either direction."""
    re, im = floating_pair(re, im)
    axes, whole = tuple(range(-rank, 0)), re + 1j * im
    found = np.fft.ifftn(whole, axes=axes, norm="forward") if inverse else np.fft.fftn(whole, axes=axes)
    return found.real.astype(re.dtype), found.imag.astype(re.dtype)


@_dft.joint_gradient
def _dft_rule(needs: Any, dy: Any, y: Any, re: Any, im: Any, *, rank: int, inverse: bool) -> tuple[Any, ...]:
    return _dft(dy[0], dy[1], rank=rank, inverse=not inverse)  # type: ignore[no-any-return]


def _parts(x: Any, function: str, least: int) -> tuple[Any, Any]:
    if not isinstance(x, (tuple, list)) or len(x) != 2:
        raise FieldError(f"{function} takes a pair (real part, imaginary part), got {type(x).__name__}.")
    re, im = as_value(x[0]), as_value(x[1])
    if tuple(re.shape) != tuple(im.shape) or len(re.shape) < least:
        raise ShapeError(
            f"{function}: both parts must have one shape of at least {least} axes, got {tuple(re.shape)} and "
            f"{tuple(im.shape)}."
        )
    if any(size is None for size in re.shape[len(re.shape) - least :]):
        raise ShapeError(f"{function} needs axes of known size, got shape {tuple(re.shape)}.")
    return re, im


def fft(x: tuple[Any, Any]) -> tuple[Any, Any]:
    """The discrete Fourier transform along the last axis.

    Args:
        x: Real and imaginary part.

    Returns:
        Real and imaginary part.
    """
    re, im = _dft(*_parts(x, "fft", 1), rank=1, inverse=False)
    return re, im


def fft2(x: tuple[Any, Any]) -> tuple[Any, Any]:
    """The discrete Fourier transform along the last two axes; see :func:`fft`."""
    re, im = _dft(*_parts(x, "fft2", 2), rank=2, inverse=False)
    return re, im


def ifft2(x: tuple[Any, Any]) -> tuple[Any, Any]:
    """The inverse of :func:`fft2`."""
    re, im = _parts(x, "ifft2", 2)
    size = re.shape[-1] * re.shape[-2]
    re, im = _dft(re, im, rank=2, inverse=True)
    return re / size, im / size


# Real signals.


def _spectrum(x: Any, size: int) -> Any:
    one = KerasTensor((*x.shape[:-1], size // 2 + 1), x.dtype if np.dtype(x.dtype).kind == "f" else "float32")
    return one, one


@primitive(shape=_spectrum)
def _rfft(x: Any, /, size: int) -> Any:
    x = floating(x)
    found = np.fft.rfft(x, size)
    return found.real.astype(x.dtype), found.imag.astype(x.dtype)


@primitive(shape=lambda re, im, size: (*re.shape[:-1], size))
def _irfft(re: Any, im: Any, /, size: int) -> Any:
    re, im = floating_pair(re, im)
    return np.fft.irfft(re + 1j * im, size).astype(re.dtype)


def _twice(size: int, dtype: str) -> Array:
    """How often every frequency of a real signal counts: those in the middle stand for two."""
    counts = np.full(size // 2 + 1, 2.0, dtype)
    counts[0] = 1
    if size % 2 == 0:
        counts[-1] = 1
    return counts


def _fitted(x: Any, size: int) -> Any:
    """Cuts or fills up the last axis."""
    present = x.shape[-1]
    if present > size:
        return getitem(x, key=(..., slice(None, size)))
    return pad(x, pad_width=(*((0, 0),) * (len(x.shape) - 1), (0, size - present))) if present < size else x


@_rfft.joint_gradient
def _rfft_rule(needs: Any, dy: Any, y: Any, x: Any, *, size: int) -> tuple[Any, ...]:
    counts = _twice(size, dy[0].dtype)
    return (_fitted(_irfft(dy[0] / counts, dy[1] / counts, size=size) * size, x.shape[-1]),)


@_irfft.joint_gradient
def _irfft_rule(needs: Any, dy: Any, y: Any, re: Any, im: Any, *, size: int) -> tuple[Any, ...]:
    counts = _twice(size, dy.dtype) / size
    return tuple(_fitted(part * counts, re.shape[-1]) for part in _rfft(dy, size=size))


def rfft(x: Any, fft_length: int | None = None) -> tuple[Any, Any]:
    """The discrete Fourier transform of real signals along the last axis.

    Args:
        x: Signals.
        fft_length: Length to which signals are cut or filled up with zeros, by default their own.

    Returns:
        Real and imaginary part of the ``fft_length // 2 + 1`` frequencies.
    """
    x = as_value(x)
    size = x.shape[-1] if fft_length is None else int(fft_length)
    if size is None or size < 1:
        raise FieldError(f"rfft needs a positive length, got {size}.")
    re, im = _rfft(x, size=size)
    return re, im


def irfft(x: tuple[Any, Any], fft_length: int | None = None) -> Any:
    """The inverse of :func:`rfft`.

    Args:
        x: Real and imaginary part.
        fft_length: Length of the signals, by default the even one.
    """
    re, im = _parts(x, "irfft", 1)
    size = 2 * (re.shape[-1] - 1) if fft_length is None else int(fft_length)
    if size < 1:
        raise FieldError(f"irfft needs a positive length, got {size}.")
    return _irfft(re, im, size=size)


# Sequences cut from signals, and joined again.


def _count(size: int | None, length: int, stride: int) -> int | None:
    return None if size is None else max(0, (size - length) // stride + 1)


@primitive(shape=lambda x, length, stride: (*x.shape[:-1], _count(x.shape[-1], length, stride), length))
def _frames(x: Any, /, length: int, stride: int) -> Any:
    if x.shape[-1] < length:
        return np.zeros((*x.shape[:-1], 0, length), x.dtype)
    windows = np.lib.stride_tricks.sliding_window_view(x, length, axis=-1)
    return np.ascontiguousarray(windows[..., ::stride, :])


@primitive(shape=lambda frames, stride, size: (*frames.shape[:-2], size))
def _overlap_add(frames: Any, /, stride: int, size: int) -> Any:
    """Adds sequences up at their places: the transpose of cutting them out."""
    *lead, count, length = frames.shape
    blocks = -(-length // stride)
    filled = np.zeros((*lead, count, blocks * stride), frames.dtype)
    filled[..., :length] = frames
    out = np.zeros((*lead, count + blocks, stride), frames.dtype)
    for block in range(blocks):
        out[..., block : block + count, :] += filled[..., block * stride : (block + 1) * stride]
    flat = out.reshape(*lead, -1)
    found = np.zeros((*lead, size), frames.dtype)
    kept = min(size, flat.shape[-1])
    found[..., :kept] = flat[..., :kept]
    return found


_frames.gradient(lambda dy, y, x, *, length, stride: _overlap_add(dy, stride=stride, size=x.shape[-1]))
_overlap_add.gradient(
    lambda dy, y, frames, *, stride, size: _frames(
        _fitted(dy, (frames.shape[-2] - 1) * stride + frames.shape[-1]),
        length=frames.shape[-1],
        stride=stride,
    )
)


def extract_sequences(x: Any, sequence_length: int, sequence_stride: int) -> Any:
    """Cuts sequences of one length out of signals, one every ``sequence_stride`` elements of the last axis.

    Args:
        x: Signals (..., length).
        sequence_length: Length of a sequence.
        sequence_stride: Steps from one to the next.

    Returns:
        Sequences (..., count, sequence_length).
    """
    if sequence_length < 1 or sequence_stride < 1:
        raise FieldError(
            "extract_sequences: sequence_length and sequence_stride must be at least 1, "
            f"got {sequence_length} and {sequence_stride}."
        )
    return _frames(as_value(x), length=int(sequence_length), stride=int(sequence_stride))


def _window(window: Any, length: int, size: int, dtype: str, function: str) -> Array:
    """Returns the window in the middle of ``size`` points; without one, all of them count."""
    if window is None:
        return np.ones(size, dtype)
    if isinstance(window, str):
        if window not in ("hann", "hamming"):
            raise FieldError(
                f"{function}: window must be 'hann', 'hamming', an array or None, got {window!r}."
            )
        low = 0.5 if window == "hann" else 0.54
        values = low - (1 - low) * np.cos(2 * math.pi * np.arange(length) / length)
    else:
        values = np.asarray(window)
        if values.shape != (length,):
            raise ShapeError(f"{function}: the window must have the shape ({length},), got {values.shape}.")
    before = (size - length) // 2
    return np.pad(values, (before, size - length - before)).astype(dtype)


def _checked(length: int, stride: int, size: int, function: str) -> None:
    if not 1 <= length <= size or stride < 1:
        raise FieldError(
            f"{function}: sequence_length must be 1 to fft_length and sequence_stride at least 1, got "
            f"{length}, {size} and {stride}."
        )


def stft(
    x: Any,
    sequence_length: int,
    sequence_stride: int,
    fft_length: int,
    window: Any = "hann",
    center: bool = True,
) -> tuple[Any, Any]:
    """The short-time Fourier transform of real signals: the spectrum of one piece after the other.

    Args:
        x: Signals (..., length).
        sequence_length: Length of a piece.
        sequence_stride: Steps from one piece to the next.
        fft_length: Length to which pieces are filled up, even.
        window: "hann", "hamming", an array of ``sequence_length`` weights, or ``None`` for none.
        center: Whether signals are mirrored at both ends, so that the pieces' middles begin at the first point.

    Returns:
        Real and imaginary part (..., pieces, fft_length // 2 + 1).

    Raises:
        ValueError: If an argument is none of those above.
    """
    x = as_value(x)
    if np.dtype(x.dtype).kind != "f":
        raise FieldError(f"stft takes signals of floating point numbers, got {x.dtype}.")
    _checked(sequence_length, sequence_stride, fft_length, "stft")
    weights = _window(window, sequence_length, fft_length, x.dtype, "stft")
    if center:
        border = fft_length // 2
        x = pad(x, pad_width=(*((0, 0),) * (len(x.shape) - 1), (border, border)), mode="reflect")
    re, im = _rfft(_frames(x, length=fft_length, stride=sequence_stride) * weights, size=fft_length)
    return re, im


def istft(
    x: tuple[Any, Any],
    sequence_length: int,
    sequence_stride: int,
    fft_length: int,
    length: int | None = None,
    window: Any = "hann",
    center: bool = True,
) -> Any:
    """The inverse of :func:`stft`, with the same arguments.

    Args:
        x: Real and imaginary part.
        sequence_length: Length of a piece.
        sequence_stride: Steps from one piece to the next.
        fft_length: Length to which pieces were filled up.
        length: Length of the signals, where it is not what the pieces cover.
        window: The window.
        center: Whether signals were mirrored at both ends.

    Returns:
        Signals (..., length).
    """
    re, im = _parts(x, "istft", 2)
    _checked(sequence_length, sequence_stride, fft_length, "istft")
    pieces = _irfft(re, im, size=fft_length)
    if window is not None:
        pieces = pieces * _inverse_window(
            _window(window, sequence_length, fft_length, pieces.dtype, "istft"), sequence_stride
        )
    whole = fft_length + sequence_stride * (re.shape[-2] - 1)
    signal = _overlap_add(pieces, stride=sequence_stride, size=whole)
    start = fft_length // 2 if center else 0
    if length is not None:
        return getitem(signal, key=(..., slice(start, start + length)))
    return getitem(signal, key=(..., slice(start, -start if start else None)))


def _inverse_window(window: Array, stride: int) -> Array:
    """The weights with which overlapping pieces sum to what they were cut from."""
    size = len(window)
    blocks = -(-size // stride)
    squares = np.pad(window * window, (0, blocks * stride - size)).reshape(blocks, stride).sum(axis=0)
    found: Array = window / np.tile(np.where(squares == 0, 1, squares), blocks)[:size]
    return found.astype(window.dtype)
