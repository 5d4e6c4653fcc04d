"""The settings: what the window looks like, what training may use, which keys do what; all of it holds at once."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from layerloom import config
from layerloom_studio import theme
from layerloom_studio.language import mark, plain, switch, tr
from layerloom_studio.main_window.comfort import SIZES, Comfort, processors
from layerloom_studio.main_window.keys import Keys
from layerloom_studio.main_window.keys_page import KeysPage
from layerloom_studio.widgets import label

THEMES = (
    ("system", mark("As the &system")),
    ("light", mark("&Light")),
    ("dark", mark("&Dark")),
    ("contrast", mark("High &contrast")),
)
LANGUAGES = (("system", mark("As the s&ystem")), *switch.LANGUAGES.items())  # a language is written in itself


class SettingsDialog(QDialog):
    """Three pages: appearance, training and keys.

    Args:
        comfort: Puts on and keeps what is chosen.
        keys: The keys of all actions.
        groups: Title and actions of every menu.
        parent: The window.
    """

    def __init__(
        self, comfort: Comfort, keys: Keys, groups: Iterable[tuple[str, list[QAction]]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._comfort = comfort
        self.pages = QTabWidget()
        self.pages.setObjectName("settings.pages")
        self.pages.setAccessibleName(tr("Settings"))
        self.pages.addTab(self._appearance(), tr("Appearance"))
        self.pages.addTab(self._training(), tr("Training"))
        self.keys = KeysPage(keys, groups)
        self.pages.addTab(self.keys, tr("Keyboard"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.setObjectName("settings.buttons")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.pages)
        column.addWidget(buttons)
        self.resize(640, 560)

    def _appearance(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        form.setSpacing(theme.MEDIUM)
        comfort = self._comfort
        self.language = self._box("settings.language", LANGUAGES, switch.choice())
        self.language.activated.connect(lambda _at: comfort.choose_language(self.language.currentData()))
        self._row(form, tr("Language"), self.language)
        self.theme = self._box("settings.theme", THEMES, theme.choice())
        self.theme.activated.connect(lambda _at: comfort.choose_theme(self.theme.currentData()))
        self._row(form, tr("Colours"), self.theme)
        sizes = tuple((str(size), f"{size} %") for size in SIZES)
        self.size_box = self._box("settings.text_size", sizes, str(theme.text_size()))
        self.size_box.activated.connect(
            lambda _at: comfort.choose_text_size(int(self.size_box.currentData()))
        )
        self._row(form, tr("Size of texts"), self.size_box)
        self.motion = QCheckBox(tr("Keep everything still"))
        self.motion.setObjectName("settings.motion")
        self.motion.setChecked(theme.reduced_motion())
        self.motion.toggled.connect(comfort.reduce_motion)
        self._row(form, tr("Motion"), self.motion)
        form.addRow("", label(tr("No blinking cursor, and menus and lists open at once."), "small"))
        return page

    def _training(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        form.setSpacing(theme.MEDIUM)
        every = processors()
        choices = [("", tr("All processors ({count})", count=every))]
        choices += [(str(count), str(count)) for count in range(1, every)]
        self.threads = self._box("settings.threads", choices, str(config.thread_count() or ""))
        self.threads.activated.connect(
            lambda _at: self._comfort.choose_threads(int(self.threads.currentData() or 0) or None)
        )
        self._row(form, tr("Threads"), self.threads)
        form.addRow(
            "",
            label(
                tr(
                    "Fewer leave more of the machine to other programs and make training slower. The same number "
                    "gives the same result."
                ),
                "small",
            ),
        )
        return page

    def _row(self, form: QFormLayout, title: str, control: QWidget) -> None:
        control.setAccessibleName(title)
        form.addRow(title, control)

    def _box(self, name: str, choices: Iterable[tuple[str, str]], chosen: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        for key, text in choices:
            box.addItem(plain(tr(text)), key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box
