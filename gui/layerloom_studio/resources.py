"""Where the files of the program lie: beside the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset(*parts: str) -> Path:
    """Path of a file or folder of the program's assets; it need not exist.

    Args:
        parts: Folder and file names below the assets folder.

    Returns:
        The path in the installed package, else the one in the checkout.
    """
    installed = _PACKAGE / "assets"
    root = installed if installed.is_dir() else _PACKAGE.parents[1] / "assets"
    return root.joinpath(*parts)
