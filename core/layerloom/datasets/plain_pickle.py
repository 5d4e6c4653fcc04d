"""PlainUnpickler: reads the pickles inside published data sets without ever running what a pickle may hold."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np


class PlainUnpickler(pickle.Unpickler):
    """Builds NumPy arrays of numbers and Python's own plain values, and calls nothing else."""

    _ALLOWED = {
        ("numpy.core.multiarray", "_reconstruct"): np._core.multiarray._reconstruct,  # type: ignore[attr-defined]
        ("numpy._core.multiarray", "_reconstruct"): np._core.multiarray._reconstruct,  # type: ignore[attr-defined]
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
    }

    def find_class(self, module: str, name: str) -> Any:
        """Returns what an array is built with, and refuses everything else."""
        if (module, name) == ("_codecs", "encode"):  # how arrays' bytes were written for Python 2
            return _encode
        if (module, name) not in self._ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in it")
        return self._ALLOWED[module, name]


def _encode(text: str, encoding: str) -> bytes:
    return text.encode("latin-1" if encoding == "latin1" else "ascii")
