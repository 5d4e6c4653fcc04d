"""Settings for all of the library, the public namespace ``keras.config``; read from ``~/.keras/keras.json`` at import.

The file is Keras's own, in the folder that the environment variable ``KERAS_HOME`` names, if it is set. Its keys
``floatx``, ``epsilon`` and ``image_data_format`` count; ``backend`` may say anything, since there is one here.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

_FLOAT_TYPES = ("bfloat16", "float16", "float32", "float64")
_IMAGE_FORMATS = ("channels_last", "channels_first")

_settings: dict[str, Any] = {
    "floatx": "float32",
    "epsilon": 1e-7,
    "image_data_format": "channels_last",
    "max_epochs": None,
    "max_steps_per_epoch": None,
    "interactive_logging": True,
    "traceback_filtering": True,
    "flash_attention": None,
    "thread_count": None,
}
_thread_setters: list[Callable[[int | None], None]] = []  # of those who share work among threads


def floatx() -> str:
    """Returns the default floating point type, ``"float32"`` unless changed."""
    return str(_settings["floatx"])


def set_floatx(value: str) -> None:
    """Sets the default floating point type.

    Args:
        value: One of ``"float16"``, ``"float32"``, ``"float64"``.

    Raises:
        ValueError: If the type is unknown, or is ``"bfloat16"``, which NumPy does not have.
    """
    if value not in _FLOAT_TYPES:
        raise ValueError(f"floatx must be one of {', '.join(_FLOAT_TYPES[1:])}, got {value!r}.")
    if value == "bfloat16":
        raise ValueError("NumPy has no numbers of type bfloat16: choose float16, float32 or float64.")
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


# -- one backend -----------------------------------------------------------------------------------------------


def backend() -> str:
    """Returns ``"numpy"``: what computes here, whatever files and the environment say."""
    return "numpy"


def set_backend(backend: str) -> None:
    """Accepts any of Keras's backends, without effect; for another than NumPy it says so.

    Args:
        backend: For example ``"tensorflow"``.
    """
    if backend != "numpy":
        warnings.warn(
            f"The backend {backend!r} is not used: here everything computes in NumPy.", stacklevel=2
        )


def is_nnx_enabled() -> bool:
    """Returns ``False``: NNX belongs to JAX."""
    return False


def enable_flash_attention() -> None:
    """Accepts Keras's switch; attention computes the same way with and without it."""
    _settings["flash_attention"] = True


def disable_flash_attention() -> None:
    """Accepts Keras's switch; see :func:`enable_flash_attention`."""
    _settings["flash_attention"] = False


def is_flash_attention_enabled() -> bool | None:
    """Returns what was last chosen, ``None`` at first."""
    flash: bool | None = _settings["flash_attention"]
    return flash


def enable_unsafe_deserialization() -> None:
    """Warns that this cannot be switched on: code in a file is never run here."""
    warnings.warn(
        "Code in model files is never run here: pass your own functions in custom_objects instead.",
        stacklevel=2,
    )


# -- limits and messages ---------------------------------------------------------------------------------------


def max_epochs() -> int | None:
    """Returns the most epochs that any ``fit`` runs, ``None`` for no limit."""
    limit: int | None = _settings["max_epochs"]
    return limit


def set_max_epochs(max_epochs: int | None) -> None:
    """Limits every ``fit``, to try a script out quickly.

    Args:
        max_epochs: The most epochs, ``None`` for no limit. The environment variable ``KERAS_MAX_EPOCHS`` does the
            same.
    """
    _settings["max_epochs"] = max_epochs


def max_steps_per_epoch() -> int | None:
    """Returns the most batches of an epoch of ``fit``, ``evaluate`` or ``predict``, ``None`` for no limit."""
    limit: int | None = _settings["max_steps_per_epoch"]
    return limit


def set_max_steps_per_epoch(max_steps_per_epoch: int | None) -> None:
    """Limits the batches of every epoch, to try a script out quickly.

    Args:
        max_steps_per_epoch: The most batches, ``None`` for no limit. The environment variable
            ``KERAS_MAX_STEPS_PER_EPOCH`` does the same.
    """
    _settings["max_steps_per_epoch"] = max_steps_per_epoch


def enable_interactive_logging() -> None:
    """Shows progress as a bar that changes in place."""
    _settings["interactive_logging"] = True


def disable_interactive_logging() -> None:
    """Shows progress with one line per epoch where ``verbose`` is ``"auto"``, as is fit for log files."""
    _settings["interactive_logging"] = False


def is_interactive_logging_enabled() -> bool:
    """Tells whether progress is shown as a bar."""
    return bool(_settings["interactive_logging"])


def enable_traceback_filtering() -> None:
    """Accepts Keras's switch; tracebacks are always whole here."""
    _settings["traceback_filtering"] = True


def disable_traceback_filtering() -> None:
    """Accepts Keras's switch; see :func:`enable_traceback_filtering`."""
    _settings["traceback_filtering"] = False


def is_traceback_filtering_enabled() -> bool:
    """Returns what was last chosen."""
    return bool(_settings["traceback_filtering"])


# -- the file --------------------------------------------------------------------------------------------------


def keras_home() -> Path:
    """Returns the folder of Keras's settings and data sets: ``KERAS_HOME``, or ``~/.keras``."""
    return Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()


def thread_count() -> int | None:
    """Returns how many threads share the work of training and predicting; ``None`` means all processors."""
    count: int | None = _settings["thread_count"]
    return count


def set_thread_count(count: int | None = None) -> None:
    """Sets how many threads share the work of training and predicting, from the next step on.

    The environment variable ``LAYERLOOM_NUM_THREADS`` says what holds while nothing is set here. Results are the
    same, bit for bit, for the same number of threads.

    Args:
        count: A number of at least 1, or ``None`` for all processors of this process.

    Raises:
        ValueError: If the number is below 1.
    """
    if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 1):
        raise ValueError(f"The number of threads must be a whole number of at least 1, got {count!r}.")
    _settings["thread_count"] = count
    for apply in _thread_setters:
        apply(count)


def follow_thread_count(apply: Callable[[int | None], None]) -> None:
    """Has a function called with the number of threads, now if one is set, and whenever it changes.

    Args:
        apply: Takes the number, ``None`` for all processors.
    """
    _thread_setters.append(apply)
    if thread_count() is not None:
        apply(thread_count())


def read_settings(path: Path) -> None:
    """Takes over the settings of a ``keras.json``; a file or value that cannot be used costs a warning.

    Args:
        path: The file; nothing happens where there is none.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        warnings.warn(f"The settings in {path} are not used: {error}.", stacklevel=2)
        return
    if not isinstance(data, dict):
        warnings.warn(f"The settings in {path} are not used: they are no mapping.", stacklevel=2)
        return
    for key, apply in (
        ("floatx", set_floatx),
        ("epsilon", set_epsilon),
        ("image_data_format", set_image_data_format),
    ):
        if key not in data:
            continue
        try:
            apply(data[key])
        except (TypeError, ValueError) as error:
            warnings.warn(f"The setting {key!r} in {path} is not used: {error}", stacklevel=2)


def _read_limits() -> None:
    for key in ("max_epochs", "max_steps_per_epoch"):
        value = os.environ.get(f"KERAS_{key.upper()}", "")
        if value.isdecimal():
            _settings[key] = int(value)


read_settings(keras_home() / "keras.json")
_read_limits()
