"""Sounds to pictures of their frequencies: MelSpectrogram and STFTSpectrogram."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np

from layerloom import config, initializers, ops
from layerloom.declaration import register
from layerloom.declaration.fields import DataFormat, PositiveInt
from layerloom.errors import FieldError, ShapeError
from layerloom.layers.layer import Layer
from layerloom.tensors import Array

__all__ = ["MelSpectrogram", "STFTSpectrogram"]


@register("layer", category="Preprocessing")
class MelSpectrogram(Layer):
    """Turns sounds into spectrograms with frequencies as the ear tells them apart.

    Input shape: ``(batch, samples)`` or ``(samples,)``. Output shape: ``(batch, num_mel_bins, time)``.

    Args:
        fft_length: Length of the Fourier transform.
        sequence_stride: Samples from one piece to the next.
        sequence_length: Length of a piece; that of the transform by default.
        window: Weights within a piece: "hann", "hamming" or None.
        sampling_rate: Samples per second.
        num_mel_bins: Number of frequency bands.
        min_freq: Lowest frequency.
        max_freq: Highest frequency; half the sampling rate by default.
        power_to_db: Whether the result is in decibels.
        top_db: How far below the loudest point decibels go.
        mag_exp: Exponent of the magnitudes: 1 for energy, 2 for power.
        min_power: Smallest power.
        ref_power: The power that is 0 decibels.
    """

    def __init__(
        self,
        fft_length: PositiveInt = 2048,
        sequence_stride: PositiveInt = 512,
        sequence_length: PositiveInt | None = None,
        window: str | None = "hann",
        sampling_rate: PositiveInt = 16000,
        num_mel_bins: PositiveInt = 128,
        min_freq: float = 20.0,
        max_freq: float | None = None,
        power_to_db: bool = True,
        top_db: float = 80.0,
        mag_exp: float = 2.0,
        min_power: float = 1e-10,
        ref_power: float = 1.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.fft_length, self.sequence_stride = fft_length, sequence_stride
        self.sequence_length = sequence_length or fft_length
        if self.fft_length < self.sequence_length:
            raise FieldError("MelSpectrogram: fft_length must be at least sequence_length.")
        self.window, self.sampling_rate, self.num_mel_bins = window, sampling_rate, num_mel_bins
        self.min_freq, self.max_freq = min_freq, max_freq or int(sampling_rate / 2)
        self.power_to_db, self.top_db, self.mag_exp = power_to_db, top_db, mag_exp
        self.min_power, self.ref_power = min_power, ref_power
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the spectrograms."""
        real, imaginary = ops.stft(
            inputs,
            self.sequence_length,
            self.sequence_stride,
            self.fft_length,
            window=self.window,
            center=True,
        )
        power = ops.power(ops.sqrt(ops.square(real) + ops.square(imaginary)), self.mag_exp)
        bands = ops.matmul(power, self._weights().astype(self.compute_dtype))
        if self.power_to_db:
            reference = 10.0 * math.log10(max(abs(self.ref_power), self.min_power))
            bands = 10.0 * ops.log10(ops.maximum(bands, self.min_power)) - reference
            bands = ops.maximum(bands, ops.max(bands) - self.top_db)
        return ops.swapaxes(bands, -1, -2)

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """The batch, the bands and the number of pieces."""
        samples, border = input_shape[-1], self.fft_length // 2 * 2
        time = None if samples is None else (samples + border - self.fft_length) // self.sequence_stride + 1
        return (*input_shape[:-1], self.num_mel_bins, time)

    def _weights(self) -> Array:
        """Returns how much each frequency counts for each band: triangles on the mel scale, none for frequency 0."""
        frequencies = np.linspace(0.0, self.sampling_rate / 2, self.fft_length // 2 + 1)[1:, None]
        edges = np.linspace(_mel(self.min_freq), _mel(self.max_freq), self.num_mel_bins + 2)
        low, middle, high = edges[:-2], edges[1:-1], edges[2:]
        heights = np.minimum(
            (_mel(frequencies) - low) / (middle - low), (high - _mel(frequencies)) / (high - middle)
        )
        return np.pad(np.maximum(heights, 0.0), [(1, 0), (0, 0)])


def _mel(frequency: Any) -> Any:
    return 1127.0 * np.log(1.0 + np.asarray(frequency) / 700.0)


@register("layer", category="Preprocessing")
class STFTSpectrogram(Layer):
    """Turns signals into spectrograms by convolutions that compute a Fourier transform and can be trained on.

    Input shape: ``(batch, time, channels)``. Output shape: ``(batch, new time, channels * frequencies)``, with
    ``expand_dims`` ``(batch, new time, frequencies, channels)``.

    Args:
        mode: What is given out: magnitudes, their logarithm, power (psd), parts, both parts (stft) or angles.
        frame_length: Samples in a piece.
        frame_step: Samples from one piece to the next; half a piece by default.
        fft_length: Length of the transform; by default the next power of two.
        window: Name of a window of ``scipy.signal``, its values, or None.
        periodic: Whether the window goes on with itself.
        scaling: How the window is brought to a common size.
        padding: Whether pieces end with the signal (valid) or go on beyond it (same).
        expand_dims: Whether channels have an axis of their own.
        data_format: Where signals keep their channels.
    """

    def __init__(
        self,
        mode: Literal["log", "magnitude", "psd", "real", "imag", "angle", "stft"] = "log",
        frame_length: PositiveInt = 256,
        frame_step: PositiveInt | None = None,
        fft_length: PositiveInt | None = None,
        window: Any = "hann",
        periodic: bool = False,
        scaling: Literal["density", "spectrum"] | None = "density",
        padding: Literal["valid", "same"] = "valid",
        expand_dims: bool = False,
        data_format: DataFormat | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if frame_step is not None and not 1 <= frame_step <= frame_length:
            raise FieldError(f"STFTSpectrogram: frame_step must be 1 to frame_length, got {frame_step}.")
        if fft_length is not None and fft_length < frame_length:
            raise FieldError("STFTSpectrogram: fft_length must be at least frame_length.")
        self.mode, self.frame_length, self.frame_step, self.fft_length = (
            mode,
            frame_length,
            frame_step,
            fft_length,
        )
        self.window, self.periodic, self.scaling, self.padding = window, periodic, scaling, padding
        self.expand_dims = expand_dims
        self.data_format = (data_format or config.image_data_format()).lower()
        self._step = frame_step or frame_length // 2
        self._bins = (fft_length or 2 ** math.ceil(math.log2(frame_length))) // 2 + 1

    def build(self, input_shape: Any) -> None:
        """Makes the kernels of the two parts, as far as they are needed."""
        sides: tuple[Literal["real", "imag"], ...] = ("real", "imag")
        for side in sides:
            if self.mode == side or self.mode not in sides:
                kernel = self.add_weight(
                    name=f"{side}_kernel",
                    shape=(self.frame_length, 1, self._bins),
                    initializer=initializers.STFT(side, self.window, self.scaling, self.periodic),
                )
                setattr(self, f"{side}_kernel", kernel)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Returns the spectrograms."""
        if self.mode in ("real", "imag"):
            return self._arranged(self._part(inputs, self.mode))
        real, imaginary = self._part(inputs, "real"), self._part(inputs, "imag")
        if self.mode == "stft":
            return self._arranged(ops.concatenate([real, imaginary], axis=2))
        if self.mode == "angle":
            return self._arranged(ops.arctan2(imaginary, real))
        power = ops.square(real) + ops.square(imaginary)
        if self.mode == "psd":  # all but the first and last frequency stand for a negative one, too
            twice = np.array([1.0, *[2.0] * (self._bins - 2), 1.0], self.compute_dtype)
            return self._arranged(power * twice[:, None])
        size = ops.sqrt(ops.maximum(power, config.epsilon()))
        return self._arranged(
            size if self.mode == "magnitude" else ops.log(ops.maximum(size, config.epsilon()))
        )

    def compute_output_shape(self, input_shape: Any) -> tuple[int | None, ...]:
        """Batch, time and frequencies."""
        if len(input_shape) != 3:
            raise ShapeError(f"Layer {self._title} takes signals with 3 axes, got {tuple(input_shape)}.")
        last = self.data_format == "channels_last"
        batch, time, channels = input_shape if last else (input_shape[0], input_shape[2], input_shape[1])
        bins = self._bins * (2 if self.mode == "stft" else 1)
        if time is not None:
            time = (
                -(-time // self._step)
                if self.padding == "same"
                else (time - self.frame_length) // self._step + 1
            )
        if self.expand_dims:
            return (batch, time, bins, channels) if last else (batch, channels, time, bins)
        return (batch, time, channels * bins) if last else (batch, channels * bins, time)

    def _part(self, inputs: Any, side: str) -> Any:
        """Returns one part as (batch, channels, frequencies, time)."""
        x = ops.transpose(inputs, (0, 2, 1)) if self.data_format == "channels_last" else inputs
        _, channels, time = ops.shape(x)
        kernel = getattr(self, f"{side}_kernel")
        x = ops.reshape(x, (-1, time, 1))
        found = ops.conv(x, kernel, strides=self._step, padding=self.padding, data_format="channels_last")
        found = ops.reshape(found, (-1, channels, ops.shape(found)[1], self._bins))
        return ops.transpose(found, (0, 1, 3, 2))

    def _arranged(self, x: Any) -> Any:
        last = self.data_format == "channels_last"
        if self.expand_dims:
            return ops.transpose(x, (0, 3, 2, 1) if last else (0, 1, 3, 2))
        x = ops.reshape(x, (-1, x.shape[1] * x.shape[2], ops.shape(x)[3]))
        return ops.transpose(x, (0, 2, 1)) if last else x
