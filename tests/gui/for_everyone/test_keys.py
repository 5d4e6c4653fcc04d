"""Row 110: every action has a key of its own, is found by the command search, and can get another key."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from layerloom_studio.canvas.actions import CanvasActions
from layerloom_studio.language import plain
from layerloom_studio.main_window.command_search import CommandSearch
from layerloom_studio.main_window.keys import Keys, every_action
from layerloom_studio.main_window.settings_dialog import SettingsDialog


@pytest.fixture
def page(window, qtbot):
    dialog = SettingsDialog(window.comfort, window.keys, window.menus.groups(), window)
    dialog.pages.setCurrentWidget(dialog.keys)
    dialog.show()
    yield dialog.keys
    dialog.close()


def test_row_110_every_action_has_a_shortcut(window):
    without = [
        action.objectName() for _, action in every_action(window.menus.groups()) if not action.shortcuts()
    ]
    assert without == []


def test_row_110_no_shortcut_is_given_twice(window):
    counted = Counter(
        key.toString() for _, action in every_action(window.menus.groups()) for key in action.shortcuts()
    )
    assert {key: times for key, times in counted.items() if times > 1} == {}


def test_row_110_every_action_stands_in_a_menu_and_in_the_command_search(window):
    listed = {action.objectName() for _, action in every_action(window.menus.groups())}
    commands: CanvasActions = window.canvas.commands
    assert {
        action.objectName() for action in (*commands.actions(), *window.actions_by_name.values())
    } <= listed
    search = CommandSearch(window, window.menus.groups())
    shown = " ".join(search.shown())
    search.close()
    assert [a.text() for _, a in every_action(window.menus.groups()) if plain(a.text()) not in shown] == []


def test_row_110_a_key_is_changed_kept_and_shown(window, settings, page):
    page.choose("action.train")
    page.edit.setKeySequence(QKeySequence("Ctrl+Shift+R"))
    page.give.click()
    assert window.actions_by_name["train"].shortcut() == QKeySequence("Ctrl+Shift+R")
    assert "Ctrl+Shift+R" in page.list.currentItem().text(1)
    assert settings.mapping("keys") == {"action.train": "Ctrl+Shift+R"}
    window.actions_by_name["train"].setShortcut(QKeySequence("F5"))
    again = Keys(settings, window.menus.groups(), window)
    assert again.action("action.train").shortcut() == QKeySequence("Ctrl+Shift+R")


def test_row_110_a_key_that_is_taken_is_told_and_moves(window, page):
    page.choose("action.train")
    page.edit.setKeySequence(QKeySequence("Ctrl+S"))
    assert "Save" in page.warning.text()
    page.give.click()
    assert window.actions_by_name["save"].shortcuts() == []
    page.choose("action.save")
    page.reset.click()
    assert window.actions_by_name["save"].shortcut() == QKeySequence("Ctrl+S")
    assert window.actions_by_name["train"].shortcuts() == []
    page.reset_all.click()
    assert window.actions_by_name["train"].shortcut() == QKeySequence("F5")


@pytest.mark.parametrize("words, name", [("zoom out", "canvas.zoom_out"), ("ctrl+e", "action.export_code")])
def test_row_110_actions_are_searched_by_name_and_key(page, words, name):
    page.search.setText(words)
    assert name in page.shown()
    assert len(page.shown()) < 5


def test_row_110_the_search_finds_commands_by_what_they_do_and_takes_the_room_it_needs(window):
    search = CommandSearch(window, window.menus.groups())
    search.show()
    whole = search.height()
    assert whole > 200
    cut = search.list.viewport().height() % search.list.visualItemRect(search.list.item(0)).height()
    assert cut < 5, "no row is cut"
    search.line.setText("larger texts")
    assert [text.partition("    ")[0] for text in search.shown()] == ["View: Larger texts"]
    assert search.height() < whole / 2
    search.line.setText("versions last actions")  # words of its hint
    assert [text.partition("    ")[0] for text in search.shown()] == ["Help: Copy error report"]
    search.line.setText("qqq")
    assert search.shown() == []
    assert search.findChild(QLabel, "commands.nothing").text() == "No command is called 'qqq'."
    assert search.mask().contains(search.rect().center())
    assert not search.mask().contains(search.rect().topLeft()), "its corners are cut off"
    search.close()
