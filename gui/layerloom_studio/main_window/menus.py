"""The menus: every command with its key, recent files, themes and the docks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from layerloom_studio import theme
from layerloom_studio.canvas.actions import CanvasActions
from layerloom_studio.language import mark, plain, switch, tr
from layerloom_studio.main_window.docks import Dock
from layerloom_studio.main_window.settings_dialog import LANGUAGES, THEMES
from layerloom_studio.widgets.tips import plain_tip

# "canvas:x" is an action of the drawing;
# "<recent>", "<export>", "<theme>", "<language>" and "<panels>" are menus of their own.
_MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        mark("&File"),
        (
            "new",
            "open",
            "<recent>",
            "",
            "save",
            "save_as",
            "<export>",
            "",
            "start_page",
            "settings",
            "",
            "quit",
        ),
    ),
    (
        mark("&Edit"),
        (
            "undo",
            "redo",
            "",
            "canvas:cut",
            "canvas:copy",
            "canvas:paste",
            "canvas:duplicate",
            "canvas:merge",
            "your_layers",
            "",
            "canvas:delete",
            "canvas:delete_plain",
            "rename",
            "canvas:bypass",
            "canvas:freeze",
            "canvas:toggle_output",
            "",
            "canvas:select_all",
            "canvas:select_upstream",
            "canvas:select_downstream",
            "",
            "canvas:find",
            "canvas:find_next",
            "canvas:find_previous",
        ),
    ),
    (
        mark("&Arrange"),
        (
            "canvas:quick_add",
            "canvas:link",
            "",
            "canvas:layout",
            "",
            "canvas:align_left",
            "canvas:align_center",
            "canvas:align_right",
            "",
            "canvas:align_top",
            "canvas:align_middle",
            "canvas:align_bottom",
            "",
            "canvas:spread_across",
            "canvas:spread_down",
            "",
            "canvas:group",
            "canvas:ungroup",
            "canvas:open_group",
            "canvas:leave_group",
            "canvas:repeat",
            "canvas:note",
            "canvas:next_note",
            "canvas:note_arrow",
            "canvas:variables",
        ),
    ),
    (
        mark("&View"),
        (
            "mode_data",
            "mode_design",
            "mode_train",
            "mode_predict",
            "",
            "canvas:fit",
            "canvas:zoom_full",
            "canvas:zoom_selection",
            "canvas:zoom_in",
            "canvas:zoom_out",
            "",
            "canvas:trace",
            "canvas:minimap",
            "canvas:grid",
            "canvas:costs",
            "canvas:left_to_right",
            "",
            "next_problem",
            "previous_problem",
            "canvas:repair",
            "",
            "<theme>",
            "theme",
            "<language>",
            "text_larger",
            "text_smaller",
            "",
            "<panels>",
            "reset_layout",
        ),
    ),
    (mark("&Training"), ("train", "pause", "stop")),
    (mark("&Help"), ("commands", "shortcuts", "tour", "", "copy_report", "about")),
)
_EXPORTS = (
    "export_picture",
    "export_in_colours",
    "export_large",
    "",
    "export_code",
    "export_script",
    "export_architecture",
    "export_model",
    "export_onnx",
    "export_summary",
)


class Menus(QObject):
    """Fills the menu bar.

    Args:
        bar: The window's menu bar.
        actions: The window's actions by name.
        canvas: The drawing's actions.
        docks: The docks by name.
    """

    recent_chosen = Signal(object)  # path
    recent_cleared = Signal()
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self, bar: QMenuBar, actions: Mapping[str, QAction], canvas: CanvasActions, docks: Mapping[str, Dock]
    ) -> None:
        super().__init__(bar)
        bar.setObjectName("menu_bar")
        bar.setAccessibleName(tr("Menus"))
        self._bar = bar
        self._actions = actions
        self._canvas = canvas
        self._docks = docks
        self._menus: list[QMenu] = []
        self._themes: dict[str, QAction] = {}
        self._languages: dict[str, QAction] = {}
        self._recent = self._submenu(tr("Open &recent"), "menu.recent")
        self._theme = self._choice_menu(tr("&Theme"), "theme", THEMES, self._themes, self.theme_chosen)
        self._language = self._choice_menu(
            tr("Lan&guage"), "language", LANGUAGES, self._languages, self.language_chosen
        )
        self.refresh_choices()
        self._panels = self._panel_menu()
        self._export = self._submenu(tr("&Export"), "menu.export")
        for name in _EXPORTS:
            self._add(self._export, name)
        for title, names in _MENUS:
            menu = bar.addMenu(tr(title))
            menu.setObjectName(f"menu.{plain(title).lower()}")
            menu.setAccessibleName(plain(tr(title)))
            menu.setToolTipsVisible(True)
            for name in names:
                self._add(menu, name)
            self._menus.append(menu)

    def groups(self) -> list[tuple[str, list[QAction]]]:
        """Title and actions of every menu, for the list of keys; exports stand by themselves."""
        export = self._export.menuAction()
        found = [
            (plain(menu.title()), [action for action in menu.actions() if action is not export])
            for menu in self._menus
        ]
        return [found[0], (tr("Export"), self._export.actions()), *found[1:]]

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Offer other recent files."""
        self._recent.clear()
        for number, path in enumerate(paths, start=1):
            action = self._recent.addAction(f"&{number}  {path.name}")
            action.setObjectName(f"action.recent.{number}")
            action.setToolTip(plain_tip(str(path)))
            action.triggered.connect(lambda _checked=False, path=path: self.recent_chosen.emit(path))
        self._recent.setEnabled(bool(paths))
        self._recent.menuAction().setToolTip("" if paths else tr("No file has been opened or saved yet."))
        if paths:
            self._recent.addSeparator()
            clear = self._recent.addAction(tr("&Forget these"))
            clear.setObjectName("action.recent.clear")
            clear.triggered.connect(self.recent_cleared)

    def refresh_choices(self) -> None:
        """Tick the theme and the language that are chosen."""
        self._themes[theme.choice()].setChecked(True)
        self._languages[switch.choice()].setChecked(True)

    def _add(self, menu: QMenu, name: str) -> None:
        if not name:
            menu.addSeparator()
        elif name.startswith("<"):
            inner = {
                "<recent>": self._recent,
                "<export>": self._export,
                "<theme>": self._theme,
                "<language>": self._language,
            }
            menu.addMenu(inner.get(name, self._panels))
        elif name.startswith("canvas:"):
            menu.addAction(self._canvas.action(name.removeprefix("canvas:")))
        else:
            menu.addAction(self._actions[name])

    def _choice_menu(
        self,
        title: str,
        name: str,
        choices: Iterable[tuple[str, str]],
        made: dict[str, QAction],
        chosen: SignalInstance,
    ) -> QMenu:
        menu = self._submenu(title, f"menu.{name}")
        group = QActionGroup(self)
        for key, text in choices:
            action = menu.addAction(tr(text))
            action.setObjectName(f"action.{name}.{key}")
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, key=key: chosen.emit(key))
            group.addAction(action)
            made[key] = action
        return menu

    def _panel_menu(self) -> QMenu:
        menu = self._submenu(tr("&Panels"), "menu.panels")
        for dock in self._docks.values():
            if dock.features():
                menu.addAction(dock.switch)
        return menu

    def _submenu(self, title: str, name: str) -> QMenu:
        menu = QMenu(title, self._bar)
        menu.setObjectName(name)
        menu.setAccessibleName(plain(title))
        menu.setToolTipsVisible(True)
        return menu
