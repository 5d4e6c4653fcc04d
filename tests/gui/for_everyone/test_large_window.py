"""The window with texts of twice their size, in both languages (row 113): nothing that is written is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QToolButton, QTreeWidget
from tests.gui.for_everyone.test_large_texts import settle

from layerloom_studio.document.catalog import is_everyday, layer_entries, title
from layerloom_studio.widgets import Hint

MODES = ("data", "design", "train", "predict")
_ASIDE = 20  # pixels between the icon and the name of a layer, and around both
_PADDING = 2 * 14  # pixels beside the title of a tab, as the style sheet has it


@pytest.fixture(scope="module", params=["en", "ko"])
def large(lasting, request):
    lasting.comfort.choose_language(request.param)
    lasting.comfort.choose_text_size(200)
    return lasting


def test_row_113_tabs_keep_their_titles_whole_and_arrows_lead_to_those_that_have_no_room(large):
    bars = 0
    for mode in MODES:
        settle(large, mode)
        for bar in (bar for bar in large.findChildren(QTabBar) if bar.isVisible() and bar.count()):
            bars += 1
            for tab in range(bar.count()):
                needed = bar.fontMetrics().horizontalAdvance(bar.tabText(tab)) + _PADDING
                assert bar.tabRect(tab).width() >= needed, (mode, bar.tabText(tab))
            wide = bar.tabRect(bar.count() - 1).right() - bar.tabRect(0).left() >= bar.width()
            arrows = [arrow for arrow in bar.findChildren(QToolButton) if arrow.isVisible()]
            assert len(arrows) == 2 * wide, (mode, [bar.tabText(tab) for tab in range(bar.count())])
            for arrow in arrows:
                assert bar.rect().contains(arrow.geometry())
    assert bars >= 4


def test_row_113_a_tab_that_has_no_room_is_reached_by_its_arrow(large):
    settle(large, "train")
    bar = next(
        bar
        for bar in large.findChildren(QTabBar)
        if bar.isVisible() and bar.count() == 5 and not bar.isHidden()
    )
    last = bar.count() - 1
    onward = next(
        (arrow for arrow in bar.findChildren(QToolButton) if arrow.isVisible() and arrow.isEnabled()), None
    )
    if onward is None:
        assert bar.rect().contains(bar.tabRect(last))
        return
    for _ in range(last):
        onward.click()
    room = bar.rect().adjusted(
        0, 0, -sum(a.width() for a in bar.findChildren(QToolButton) if a.isVisible()), 0
    )
    assert room.right() + 2 >= bar.tabRect(last).right()  # behind its title are 2 pixels of nothing


def test_row_113_hints_of_empty_panels_show_all_their_words(large):
    found = 0
    for mode in ("design", "train"):
        settle(large, mode)
        for hint in (hint for hint in large.findChildren(Hint) if not hint.visibleRegion().isEmpty()):
            found += 1
            for part in (hint.title, hint.text):
                assert part.isVisible()
                assert part.height() >= part.heightForWidth(part.width()), (mode, part.text())
                longest = max(map(part.fontMetrics().horizontalAdvance, part.text().split()), default=0)
                assert part.width() >= longest, (mode, part.text())
                assert hint.rect().contains(part.geometry()), (mode, part.text())
    assert found >= 2


def test_row_113_names_in_the_palette_are_whole_and_very_long_ones_keep_their_ends(large):
    settle(large, "design")
    tree = large.findChild(QTreeWidget, "palette.layers")
    cut = set()
    for item in tree.layer_items():
        room = tree.visualItemRect(item).width() - tree.iconSize().width() - _ASIDE
        if tree.fontMetrics().horizontalAdvance(item.text(0)) > room:
            cut.add(item.text(0))
    everyday = {title(entry) for entry in layer_entries() if is_everyday(entry)}
    assert {name for name in cut if len(name) < 20} == set()
    assert len(cut & everyday) <= 4
    assert tree.textElideMode() == Qt.TextElideMode.ElideMiddle


@pytest.mark.parametrize("mode", ["train", "predict"])
def test_row_113_the_strip_beside_the_curves_shows_the_whole_drawing(large, mode):
    settle(large, mode)
    seen = large.canvas.mapToScene(large.canvas.viewport().rect()).boundingRect()
    assert seen.contains(large.canvas.scene().contents_rect())
