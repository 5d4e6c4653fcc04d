"""Global numeric settings, the public namespace ``keras.config``."""

from __future__ import annotations

_FLOAT_TYPES = ("float16", "float32", "float64")
_IMAGE_FORMATS = ("channels_last", "channels_first")

_settings: dict[str, str | float] = {
    "floatx": "float32",
    "epsilon": 1e-7,
    "image_data_format": "channels_last",
}


def floatx() -> str:
    """Returns the default floating point type, ``"float32"`` unless changed."""
    return str(_settings["floatx"])


def set_floatx(value: str) -> None:
    """Sets the default floating point type.

    Args:
        value: One of ``"float16"``, ``"float32"``, ``"float64"``.

    Raises:
        ValueError: If the type is unknown.
    """
    if value not in _FLOAT_TYPES:
        raise ValueError(f"floatx must be one of {', '.join(_FLOAT_TYPES)}, got {value!r}.")
    _settings["floatx"] = value


def epsilon() -> float:
    """Returns the fuzz factor that keeps logarithms and divisions finite (1e-7)."""
    return float(_settings["epsilon"])


def set_epsilon(value: float) -> None:
    """Sets the fuzz factor."""
    _settings["epsilon"] = float(value)


def image_data_format() -> str:
    """Returns where images keep their channels, ``"channels_last"`` unless changed."""
    return str(_settings["image_data_format"])


def set_image_data_format(data_format: str) -> None:
    """Sets where images keep their channels.

    Args:
        data_format: ``"channels_last"`` or ``"channels_first"``.

    Raises:
        ValueError: If the format is unknown.
    """
    if data_format not in _IMAGE_FORMATS:
        raise ValueError(
            f"image_data_format must be one of {', '.join(_IMAGE_FORMATS)}, got {data_format!r}."
        )
    _settings["image_data_format"] = data_format
