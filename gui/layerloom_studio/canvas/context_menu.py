"""The menu of the canvas: what can be done with what lies under the pointer."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QMenu

from layerloom_studio.canvas.hit import Hit
from layerloom_studio.canvas.repair_menu import offer_repairs

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_ON_LAYER = (
    *("quick_add", "link", ""),
    *("cut", "copy", "paste", "duplicate", ""),
    *("delete", "delete_plain", ""),
    *("select_upstream", "select_downstream", "trace", ""),
    *("group", "ungroup", "open_group", "repeat", ""),
    *("bypass", "freeze", "toggle_output"),
)
_ON_EDGE = ("delete", "", "select_all", "fit")
_ON_NOTE = ("cut", "copy", "delete", "", "note_arrow")
_ON_PAPER = ("quick_add", "paste", "note", "", "select_all", "leave_group", "", "layout", "fit")
_OF_GROUPS = {"ungroup", "open_group"}


def context_menu(view: CanvasView, hit: Hit, point: QPointF) -> QMenu:
    """Make the menu of a layer, an arrow, a note or the empty paper, and select what it is about.

    Args:
        view: The canvas.
        hit: What is there.
        point: Where, in the drawing.

    Returns:
        The menu; it deletes itself when it closes.
    """
    menu = QMenu(view)
    menu.setObjectName("canvas.menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    note = view.notes.at(point)
    if hit.node is not None:
        if hit.node not in view.selected():
            view.select([hit.node])
        offer_repairs(view, menu, hit.node)
        grouped = any(view.project.spec(node).is_model for node in view.selected())
        _fill(view, menu, [name for name in _ON_LAYER if grouped or name not in _OF_GROUPS])
    elif hit.edge is not None:
        view.scene().select(edges=[hit.edge])
        _fill(view, menu, _ON_EDGE)
    elif note is not None:
        view.notes.select(note)
        _fill(view, menu, _ON_NOTE)
    else:
        inside = bool(view.project.opened)
        _fill(view, menu, [name for name in _ON_PAPER if inside or name != "leave_group"])
        _add_there(view, menu, point)
    return menu


def _fill(view: CanvasView, menu: QMenu, names: list[str] | tuple[str, ...]) -> None:
    for named, group in groupby(names, bool):
        if named:
            menu.addActions([view.commands.action(name) for name in group])
        else:
            menu.addSeparator()


def _add_there(view: CanvasView, menu: QMenu, point: QPointF) -> None:
    """Let what is added from the menu of the paper stand where the menu was opened."""
    usual = view.commands.action("quick_add")
    there = menu.addAction(usual.text())
    there.setShortcut(usual.shortcut())
    there.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    there.triggered.connect(partial(_ask_at, view, point))
    menu.insertAction(usual, there)
    menu.removeAction(usual)


def _ask_at(view: CanvasView, point: QPointF, checked: bool = False) -> None:
    view.adding.ask_at(point)
