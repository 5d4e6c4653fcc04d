"""Which language is on: loads Qt's catalogues and tells the whole window of a change."""

from __future__ import annotations

import os
from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from layerloom_studio.language import library, particles, texts
from layerloom_studio.language.renewing import renew
from layerloom_studio.resources import asset

LANGUAGES = {"en": "English", "ko": "한국어"}
CONTEXT = "Layerloom"  # of all texts in the catalogues


class _Switch(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.language = "en"
        self.translators: list[QTranslator] = []


_switch = _Switch()
changed = _switch.changed


def choice() -> str:
    """What was asked for: "system" or a key of `LANGUAGES`."""
    return _switch.choice


def current() -> str:
    """The key of the language that is on."""
    return _switch.language


def set_language(name: str) -> None:
    """Show the window in a language, what is open too, and tell everybody through `changed`.

    Args:
        name: A key of `LANGUAGES`, or "system" for the desktop's own.

    Raises:
        ValueError: For any other name.
    """
    if name not in (*LANGUAGES, "system"):
        raise ValueError(f"There is no language {name!r}; choose 'system' or one of {', '.join(LANGUAGES)}.")
    _switch.choice = name
    language = _of_system() if name == "system" else name
    locale = QLocale.system() if name == "system" else QLocale(language)
    if os.environ.get("LAYERLOOM_LANGUAGE") and name == "system":
        locale = QLocale(language)
    changes = language != _switch.language
    QLocale.setDefault(locale)
    _load(language, locale)
    _switch.language = language
    if changes:
        renew()
        changed.emit()


def _of_system() -> str:
    wanted = [os.environ.get("LAYERLOOM_LANGUAGE", ""), *QLocale.system().uiLanguages()]
    first = next((name for name in wanted if name), "en")
    short = first.replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else "en"


def _load(language: str, locale: QLocale) -> None:
    """Qt's own words go into the application; ours are asked for by name, so that no other catalogue mixes in."""
    for translator in _switch.translators:
        QCoreApplication.removeTranslator(translator)
    _switch.translators = []
    if language == "en":
        texts.use(lambda text: text, locale.decimalPoint(), locale.groupSeparator())
        return
    ours, of_qt = QTranslator(), QTranslator()
    ours.load(str(asset("languages", f"layerloom_{language}.qm")))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if of_qt.load(f"qtbase_{language}", folder):
        QCoreApplication.installTranslator(of_qt)
    _switch.translators = [ours, of_qt]

    @cache
    def said() -> library.Library:
        return library.read(
            asset("languages", f"library_{language}.ts"), lambda text: ours.translate(CONTEXT, text) or ""
        )

    def lookup(text: str) -> str:
        return ours.translate(CONTEXT, text) or said().find(text) or text

    finish = particles.settle if language == "ko" else str
    texts.use(lookup, locale.decimalPoint(), locale.groupSeparator(), finish)
