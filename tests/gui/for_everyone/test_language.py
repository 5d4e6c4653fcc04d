"""Row 114: the window in English and Korean, switched while it is open, and numbers as the locale writes them."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from PySide6.QtCore import QAbstractTableModel, QLocale, QStringListModel, Qt, QTranslator
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton, QTabBar, QTableView, QTreeWidget, QWidget

from layerloom.declaration import registry
from layerloom_studio.language import again, gathering, number, plain, switch, texts, tr
from layerloom_studio.language.catalogue import read_catalogue
from layerloom_studio.panels.start_page import _describe, _templates
from layerloom_studio.resources import asset
from layerloom_studio.training.background import Task

KOREAN = asset("languages", "layerloom_ko.ts")
LIBRARY = asset("languages", "library_ko.ts")
HANGUL = re.compile(r"[\uac00-\ud7a3]")


@pytest.fixture
def catalogue() -> dict[str, str]:
    return read_catalogue(KOREAN)


def test_row_114_every_text_of_the_sources_is_translated(catalogue):
    lacking = [text for text in gathering.texts_of_sources() if not catalogue.get(text)]
    assert lacking == [], "add these to the catalogue: python -m layerloom_studio.language.gathering"


def test_row_114_the_catalogue_holds_no_text_that_nobody_shows(catalogue):
    assert set(catalogue) - set(gathering.texts_of_sources()) == set()


def test_row_114_translations_fill_in_the_same_values(catalogue):
    def names(text: str) -> set[str]:  # what makes an English plural has no counterpart in Korean
        found = {name for _, name, _, _ in Formatter().parse(text) if name}
        return {name for name in found if not name.startswith("plural")}

    assert {text for text, words in catalogue.items() if names(text) != names(words)} == set()


def test_row_114_translations_can_be_told_apart_on_the_way_back(catalogue):
    library = {text: words for text, words in read_catalogue(LIBRARY).items() if "%" not in text}
    meanings: dict[str, set[str]] = {}
    for text, words in [*catalogue.items(), *library.items()]:
        meanings.setdefault(words, set()).add(re.sub(r"{plural\w*}", "s", text))
    assert {words: texts for words, texts in meanings.items() if len(texts) > 1} == {}


def test_row_114_the_compiled_catalogue_agrees_with_its_source(qapp, catalogue):
    translator = QTranslator()
    assert translator.load(str(KOREAN.with_suffix(".qm")))
    assert {t: translator.translate(switch.CONTEXT, t) for t in catalogue} == catalogue


def test_row_114_groups_of_layers_and_templates_are_in_the_catalogue(catalogue):
    entries = [
        entry for entry in registry.entries("layer") if entry.target.__module__.startswith("layerloom.")
    ]
    said = {entry.category for entry in entries} | {text for path in _templates() for text in _describe(path)}
    names = {"GRU", "LSTM", "LeNet", "Mini-Xception", "U-Net"}
    assert {text for text in said if text and text not in catalogue} <= names


@pytest.mark.parametrize(
    "text, words", [("&Open…", "Open"), ("열기(&O)…", "열기"), ("&100 %", "100 %"), ("Save &as…", "Save as")]
)
def test_row_114_menu_texts_elsewhere(text, words):
    assert plain(text) == words


@pytest.mark.parametrize(
    "point, group, shown", [(".", ",", "1,234.5"), (",", ".", "1.234,5"), (",", "\u202f", "1\u202f234,5")]
)
def test_row_114_numbers_by_locale(point, group, shown):
    texts.use(lambda text: text, point, group)
    try:
        assert number(1234.5, ",.1f") == shown
        assert tr("{speed:,.1f} a second", speed=1234.5) == f"{shown} a second"
        assert tr("{name} is done, too.", name="a.b,c") == "a.b,c is done, too."
    finally:
        switch.set_language("system")


def test_row_114_a_text_without_values_may_hold_braces():
    assert tr("{epoch}.weights.h5") == "{epoch}.weights.h5"


def test_row_114_texts_that_are_shown_follow_the_language(window):
    shown = [tr("Undo: {undo}", undo=tr("Delete note")), plain(tr("&Open…")), "mine"]
    switch.set_language("ko")
    assert [again(text) for text in shown] == ["실행 취소: 메모 삭제", "열기", "mine"]


def test_row_114_a_long_training_makes_no_text_forgotten(window):
    shown = tr("Delete note")
    for epoch in range(30_000):
        tr("Epoch {epoch}", epoch=epoch)
    switch.set_language("ko")
    assert again(shown) == "메모 삭제"


def test_row_114_the_whole_window_switches_and_back(drawn, qtbot):
    drawn.canvas.select([next(iter(drawn.project.architecture.nodes))])
    for mode in ("data", "train", "predict", "design"):
        drawn.set_mode(mode)
    tasks = drawn.findChildren(Task)
    assert tasks
    panels = [panel for panel in drawn.findChildren(QWidget) if hasattr(panel, "busy")]
    assert panels
    qtbot.waitUntil(  # until nothing is told that passes by itself
        lambda: not any(task.running for task in tasks) and not any(panel.busy for panel in panels),
        timeout=60_000,
    )
    before = {text for text in _texts(drawn) if not text.startswith("Reading ")}  # which passes by itself
    drawn.comfort.choose_language("ko")
    left = {
        text for text in _texts(drawn) if re.search(r"[a-z]{3} [a-z]{2}", text) and not HANGUL.search(text)
    }
    assert {text for text in left if not _is_name(text)} == set()
    assert QLocale().language() == QLocale.Language.Korean
    drawn.comfort.choose_language("en")
    english = {text for text in before if not HANGUL.search(text)}

    def are_back() -> None:
        assert english - _texts(drawn) == set()

    qtbot.waitUntil(are_back, timeout=60_000)
    assert not any(HANGUL.search(text) for text in _texts(drawn) if text != "한국어")


class Grid(QAbstractTableModel):
    """A table of its own, as that of the epochs: Qt lets nobody ask it for rows below a row."""

    def rowCount(self, parent=None):  # noqa: N802 - a name of Qt
        return 0 if parent is not None and parent.isValid() else 2

    def columnCount(self, parent=None):  # noqa: N802 - the same
        return 2

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return tr("Data") if role == Qt.ItemDataRole.DisplayRole else None


@pytest.mark.parametrize("model", [Grid, lambda: QStringListModel(["a", "b"])])
def test_row_114_tables_and_lists_that_are_full_follow_too(window, qtbot, model):
    view = QTableView()
    qtbot.addWidget(view)
    kept = model()
    view.setModel(kept)
    switch.set_language("ko")
    assert switch.current() == "ko"
    assert kept.rowCount() == 2


def test_row_114_names_of_layers_are_the_same_in_all_languages(drawn):
    tree = drawn.findChild(QTreeWidget, "palette.layers")
    names = [item.text(0) for item in tree.layer_items()]
    assert "Input" in names
    for language in ("ko", "en"):
        drawn.comfort.choose_language(language)
        assert [item.text(0) for item in tree.layer_items()] == names


def test_row_114_the_language_is_remembered(window, settings):
    window.menus.language_chosen.emit("ko")
    assert settings.text("language") == "ko"
    switch.set_language("en")
    window.comfort.restore()
    assert switch.current() == "ko"


def _texts(window) -> set[str]:
    found = [action.text() for menu in window.findChildren(QMenu) for action in menu.actions()]
    for kind in (QLabel, QPushButton):
        found += [widget.text() for widget in window.findChildren(kind)]
    found += [bar.tabText(tab) for bar in window.findChildren(QTabBar) for tab in range(bar.count())]
    found += [box.itemText(row) for box in window.findChildren(QComboBox) for row in range(box.count())]
    for tree in window.findChildren(QTreeWidget):
        found += [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]
    return {text for text in found if text}


def _is_name(text: str) -> bool:
    """Names of Keras and paths stay as they are."""
    return text == "as the model" or "/" in text or "_" in text or "(" in text or text[:1].isupper()
