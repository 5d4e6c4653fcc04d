"""The language of the command line: that of the terminal, read from the catalogues without Qt."""

from __future__ import annotations

import os
from functools import cache

from layerloom_studio.language import library, particles, texts
from layerloom_studio.language.catalogue import read_catalogue
from layerloom_studio.resources import asset

_VARIABLES = ("LAYERLOOM_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts


def speak() -> None:
    """Show the texts of commands in the language of the terminal, where there is a catalogue for it."""
    name = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    language = name.replace("_", "-").split("-")[0].split(".")[0].lower()
    ours = asset("languages", f"layerloom_{language}.ts")
    if not language.isalpha() or not ours.is_file():
        return
    known = read_catalogue(ours)

    @cache
    def said() -> library.Library:
        return library.read(asset("languages", f"library_{language}.ts"), lambda text: known.get(text, ""))

    def lookup(text: str) -> str:
        return known.get(text) or said().find(text) or text

    texts.use(lookup, finish=particles.settle if language == "ko" else str)
