"""The words of a docstring as the window shows them."""

from __future__ import annotations

from layerloom_studio.language.texts import derived, tr


def doc(text: str, /) -> str:
    """The text in the language that is on, without the marks that tell code in docstrings.

    Args:
        text: In English; a summary, or what is said of an argument.

    Returns:
        The text to show.
    """
    return derived(tr(text), lambda words: words.replace("``", ""))
