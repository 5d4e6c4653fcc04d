"""Reads catalogues of Qt Linguist, without Qt."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path


def read_catalogue(path: Path) -> dict[str, str]:
    """The translations of a `.ts` file.

    Args:
        path: The file.

    Returns:
        English text to translation, empty where there is none; nothing without a file.
    """
    if not path.is_file():
        return {}
    root = ET.parse(path).getroot()  # noqa: S314 - a file of the program
    return {
        message.findtext("source", ""): message.findtext("translation", "")
        for message in root.iter("message")
    }
