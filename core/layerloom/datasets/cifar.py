"""The CIFAR archives: pickles in a tar file, of which nothing but arrays, lists and text is built."""

from __future__ import annotations

import io
import pickle
import tarfile
import zlib
from pathlib import Path

import numpy as np

from layerloom import config
from layerloom.datasets.plain_pickle import PlainUnpickler
from layerloom.errors import FileFormatError
from layerloom.tensors import Array


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
                batch = PlainUnpickler(io.BytesIO(member.read()), encoding="bytes").load()
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
