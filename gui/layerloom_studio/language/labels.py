"""How the settings of layers, losses and optimizers are called in forms, before they are translated."""

from __future__ import annotations


def label_of(name: str) -> str:
    """A setting's name as words.

    Args:
        name: As in Python, such as `kernel_size`.

    Returns:
        For example "Kernel size".
    """
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
