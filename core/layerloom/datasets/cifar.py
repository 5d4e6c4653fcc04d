"""The CIFAR archives: pickles in a tar file, of which nothing but arrays, lists and text is built."""

from __future__ import annotations

import io
import pickle
import tarfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import FileFormatError
from layerloom.tensors import Array


class _PlainUnpickler(pickle.Unpickler):
    """Builds NumPy arrays of numbers and Python's own plain values, and calls nothing else."""

    _ALLOWED = {
        ("numpy.core.multiarray", "_reconstruct"): np._core.multiarray._reconstruct,  # type: ignore[attr-defined]
        ("numpy._core.multiarray", "_reconstruct"): np._core.multiarray._reconstruct,  # type: ignore[attr-defined]
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("_codecs", "encode"):  # how arrays' bytes were written for Python 2
            return _encode
        if (module, name) not in self._ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in it")
        return self._ALLOWED[module, name]


def read_batches(path: Path, names: tuple[str, ...], label_key: str) -> tuple[Array, Array]:
    """Reads batches of pictures out of an archive.

    Args:
        path: The archive, its checksum checked.
        names: Names of the batches in it.
        label_key: Where their labels are.

    Returns:
        Pictures of shape (number, 32, 32, 3), or (number, 3, 32, 32) where channels come first, and a column of
        labels, both uint8.

    Raises:
        FileFormatError: If it is not such an archive.
    """
    pictures, labels = [], []
    try:
        with tarfile.open(path, "r:gz") as archive:
            for name in names:
                member = archive.extractfile(name)
                if member is None:
                    raise KeyError(name)
                batch = _PlainUnpickler(io.BytesIO(member.read()), encoding="bytes").load()
                pictures.append(np.asarray(batch[b"data"], np.uint8).reshape(-1, 3, 32, 32))
                labels.append(np.asarray(batch[label_key.encode()], np.uint8))
    except (
        OSError,
        EOFError,
        KeyError,
        TypeError,
        ValueError,
        tarfile.TarError,
        zlib.error,
        pickle.UnpicklingError,
    ) as e:
        raise FileFormatError(path, f"it cannot be read as a CIFAR archive ({e})") from None
    x = np.concatenate(pictures)
    if config.image_data_format() == "channels_last":
        x = x.transpose(0, 2, 3, 1)
    return x, np.concatenate(labels)[:, None]


def _encode(text: str, encoding: str) -> bytes:
    return text.encode("latin-1" if encoding == "latin1" else "ascii")
