"""Sound files to arrays."""

from __future__ import annotations

import math
import os
import wave

import numpy as np

from layerloom.errors import FileFormatError
from layerloom.tensors import Array

__all__ = ["read_wav"]

_MOST = 1 << 30  # bytes; a longer sound is a mistake or a trap


def read_wav(path: str | os.PathLike[str], rate: int | None = None, length: int | None = None) -> Array:
    """Reads a WAV file of whole numbers of 8 to 32 bits.

    Args:
        path: The file.
        rate: Samples per second of the result; by default those of the file.
        length: Samples that are read, before the rate is changed; what is missing is silence.

    Returns:
        Float32 array of shape (samples, channels) with values from -1 to 1.

    Raises:
        FileFormatError: If it is no such file.
    """
    try:
        with wave.open(os.fspath(path), "rb") as file:
            wanted = file.getnframes() if length is None else min(length, file.getnframes())
            width, channels, own_rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            if not channels or wanted * width * channels > _MOST:
                raise FileFormatError(path, "it is too long for a sound, or has no channel")
            data = file.readframes(wanted)
    except (wave.Error, EOFError, OSError, RuntimeError) as error:
        raise FileFormatError(path, f"the sound cannot be read ({error})") from error
    sound = _numbers(data[: len(data) // (width * channels) * width * channels], width).reshape(-1, channels)
    if length is not None and len(sound) < length:
        sound = np.concatenate([sound, np.zeros((length - len(sound), channels), np.float32)])
    if rate is None or rate == own_rate or not len(sound):
        return sound
    from scipy import signal

    common = math.gcd(rate, own_rate)
    changed: Array = signal.resample_poly(sound, rate // common, own_rate // common, axis=0)
    return changed.astype(np.float32)


def _numbers(data: bytes, width: int) -> Array:
    """Returns samples of some bytes each as numbers from -1 to 1; those of one byte have no sign in such files."""
    if width == 1:
        return (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / 128
    if width == 3:
        bytes_ = np.frombuffer(data, np.uint8).reshape(-1, 3)
        wide = np.zeros((len(bytes_), 4), np.uint8)
        wide[:, 1:] = bytes_
        return (wide.view("<i4")[:, 0] / 2**31).astype(np.float32)
    values: Array = np.frombuffer(data, f"<i{width}") / 2 ** (8 * width - 1)
    return values.astype(np.float32)
