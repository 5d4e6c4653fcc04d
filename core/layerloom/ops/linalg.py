"""Linear algebra, the public namespace ``keras.ops.linalg``."""

from __future__ import annotations

from typing import Any

from layerloom.ops.namespace import member

_NAMES = (
    "cholesky", "cholesky_inverse", "det", "eig", "eigh", "inv", "jvp", "lstsq", "lu_factor", "matrix_rank",
    "norm", "pinv", "qr", "solve", "solve_triangular", "svd",
)  # fmt: skip


def __getattr__(name: str) -> Any:
    return member(__name__, _NAMES, name)


def __dir__() -> list[str]:
    return list(_NAMES)
