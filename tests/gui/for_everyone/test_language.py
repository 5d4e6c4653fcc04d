"""Row 114: the window in English and Korean, switched while it is open, and numbers as the locale writes them."""

from __future__ import annotations

import re
from html import unescape
from string import Formatter

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QAbstractTableModel, QBuffer, QLocale, QPoint, QStringListModel, Qt, QTranslator
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QLabel,
    QMenu,
    QPushButton,
    QTabBar,
    QTableView,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from layerloom.declaration import registry
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.language import again, derived, gathering, number, plain, switch, texts, tr
from layerloom_studio.language.catalogue import read_catalogue
from layerloom_studio.panels.start_page import _describe, _templates
from layerloom_studio.resources import asset
from layerloom_studio.training.background import Task
from layerloom_studio.widgets.tips import plain_tip

KOREAN = asset("languages", "layerloom_ko.ts")
LIBRARY = asset("languages", "library_ko.ts")
HANGUL = re.compile(r"[\uac00-\ud7a3]")


@pytest.fixture
def catalogue() -> dict[str, str]:
    return read_catalogue(KOREAN)


@pytest.fixture(scope="module")
def sources() -> set[str]:
    return set(gathering.texts_of_sources())


@pytest.fixture
def language():
    """Puts the language back after a test that needs no window."""
    yield
    switch.set_language("system")


def test_row_114_every_text_of_the_sources_is_translated(catalogue, sources):
    lacking = [text for text in sorted(sources) if not catalogue.get(text)]
    assert lacking == [], "add these to the catalogue: python -m layerloom_studio.language.gathering"


def test_row_114_the_catalogue_holds_no_text_that_nobody_shows(catalogue, sources):
    assert set(catalogue) - sources == set()


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


def test_row_114_texts_that_are_shown_follow_the_language(qapp, language):
    shown = [tr("Undo: {undo}", undo=tr("Delete note")), plain(tr("&Open…")), "mine"]
    switch.set_language("ko")
    assert [again(text) for text in shown] == ["실행 취소: 메모 삭제", "열기", "mine"]


def test_row_114_a_long_training_makes_no_text_forgotten(qapp, language):
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


@pytest.fixture
def busy_window(drawn, qtbot, tmp_path):
    """A window with data, a trained run with its plots, and pictures that are classified, one of them broken."""
    drawn.resize(1600, 1000)
    drawn.set_mode("data")
    data = drawn.workshop.data
    qtbot.waitUntil(lambda: data.preview() is not None, timeout=60_000)
    drawn.project.apply(SetSettings("training", {**drawn.project.training, "epochs": 2}))
    drawn.start_training()
    record = drawn.training.record
    qtbot.waitUntil(lambda: record.finished and not drawn.training.busy, timeout=120_000)
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (20, 30), np.uint8)).save(pictures / "0.png")
    (pictures / "1.png").write_bytes(b"no picture")
    drawn.set_mode("predict")
    predict = drawn.workshop.predict
    qtbot.waitUntil(lambda: predict.model_path is not None and not predict.busy, timeout=60_000)
    predict.classify([pictures])
    qtbot.waitUntil(lambda: len(predict.rows) == 2 and not predict.busy, timeout=60_000)
    return drawn


def test_row_114_nothing_that_is_seen_or_read_out_stays_in_english(busy_window, catalogue):
    before = _all_seen(busy_window)
    assert {"best: 2", "training", "Handwritten digits"} <= before  # drawn by painters and lists of our own
    assert any("values 0 to 1" in text for text in before)
    assert any(re.search(r"\d\d  Training ended: 2 epochs", text) for text in before)
    busy_window.comfort.choose_language("ko")
    seen = _all_seen(busy_window)
    left = {text for text in seen if not HANGUL.search(text) and _is_english(text, catalogue)}
    assert left == set()
    busy_window.comfort.choose_language("en")
    again_seen = _all_seen(busy_window)
    assert {text for text in again_seen if HANGUL.search(text)} == set()
    assert {text for text in before - again_seen if not re.search(r"\d MB|\d ms", text)} == set()


@pytest.mark.parametrize(
    "make, shown",
    [
        (lambda: f"12:00  {tr('Delete note')}  ·  mine", "12:00  메모 삭제  ·  mine"),
        (lambda: f"{tr('Delete note')}, {tr('Data')} (x).", "메모 삭제, 데이터 (x)."),
        (lambda: f"<b>{tr('Data')}</b><br>{tr('Undo: {undo}', undo='x')}", "<b>데이터</b><br>실행 취소: x"),
        (lambda: derived(tr("Data"), lambda text: f"[{text}]"), "[데이터]"),
        (lambda: plain_tip(f"<b>x</b>\n{tr('Data')}"), "&lt;b&gt;x&lt;/b&gt;<br>데이터"),
        (lambda: tr(f"{tr('Delete note')}, {tr('Data')}."), "메모 삭제, 데이터."),
    ],
)
def test_row_114_texts_put_together_follow_too(qapp, language, make, shown):
    english = make()
    switch.set_language("ko")
    assert again(english) == shown
    switch.set_language("en")
    assert again(shown) == english


class Grid(QAbstractTableModel):
    """A table of its own, as that of the epochs: Qt lets nobody ask it for rows below a row."""

    def rowCount(self, parent=None):  # noqa: N802 - a name of Qt
        return 0 if parent is not None and parent.isValid() else 2

    def columnCount(self, parent=None):  # noqa: N802 - the same
        return 2

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return tr("Data") if role == Qt.ItemDataRole.DisplayRole else None


@pytest.mark.parametrize("model", [Grid, lambda: QStringListModel(["a", "b"])])
def test_row_114_tables_and_lists_that_are_full_follow_too(qtbot, language, model):
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


def _all_seen(window) -> set[str]:
    """What is painted in data, training and predicting, every dock and tab raised once, and what is read out there."""
    seen: set[str] = set()
    for mode in ("data", "train", "predict"):
        window.set_mode(mode)
        for dock in [None, *window.findChildren(QDockWidget)]:
            if dock is not None and dock.isHidden():
                continue
            if dock is not None:
                dock.raise_()
            QTest.qWait(150)  # layouts and plots settle
            seen |= _painted(window) | _read_out(window)
        for tabs in window.findChildren(QTabWidget):
            for tab in range(tabs.count() if tabs.isVisible() else 0):
                tabs.setCurrentIndex(tab)
                QTest.qWait(150)
                seen |= _painted(window) | _read_out(window)
    return seen


def _painted(window) -> set[str]:
    """Every text that reaches a painter, whoever draws it."""
    target, picture = QBuffer(), QSvgGenerator()
    target.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.setOutputDevice(target)
    picture.setSize(window.size())
    painter = QPainter(picture)
    window.render(painter, QPoint(0, 0))
    painter.end()
    found = re.findall(r"<text[^>]*>([^<]*)</text>", bytes(target.data()).decode())
    return {unescape(text).strip() for text in found}


def _read_out(window) -> set[str]:
    names = ("toolTip", "accessibleName", "accessibleDescription")
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    return {widget.property(name) for widget in shown for name in names} - {"", None}


def _is_english(text: str, catalogue: dict[str, str]) -> bool:
    """Whether words stand in a text that are no names of Keras, of the drawing or of files."""
    if "/" in text or catalogue.get(text, text) != text:
        return "/" not in text
    words = set(re.findall(r"(?<![\w.])[a-z]{3,}(?![\w.]|-cam)", text))
    return bool(
        words
        - {"accuracy", "auto", "dense", "digit", "digits", "dropout", "flatten", "image", "loss"}
        - {"relu", "same", "softmax", "val"}
    )


def _is_name(text: str) -> bool:
    """Names of Keras and paths stay as they are."""
    return text == "as the model" or "/" in text or "_" in text or "(" in text or text[:1].isupper()
