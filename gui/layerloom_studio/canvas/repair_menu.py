"""The repairs of a node's problems in its menu; pointing at one shows what it would bring."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from layerloom_studio import theme
from layerloom_studio.document.draft import EditError
from layerloom_studio.document.repairs import Repair, repairs
from layerloom_studio.language import tr
from layerloom_studio.widgets.tips import plain_tip

if TYPE_CHECKING:
    from layerloom_studio.canvas.view import CanvasView

_MOST = 6


def offer_repairs(view: CanvasView, menu: QMenu, node: str) -> None:
    """Put the repairs of all problems of a node at the end of a menu, or nothing if there are none."""
    offered: dict[QAction, Repair] = {}
    for problem in view.scene().problems_of(node):
        for repair in repairs(view.project, problem)[: _MOST - len(offered)]:
            action = menu.addAction(theme.icon("check", theme.current().success), repair.title)
            action.setObjectName(f"canvas.repair.{len(offered)}")
            action.setToolTip(plain_tip(tr(problem.message)))
            action.triggered.connect(partial(_make, view, repair))
            offered[action] = repair
    if offered:
        menu.addSeparator()
        menu.setToolTipsVisible(True)
        menu.hovered.connect(lambda action: _show(view, offered.get(action)))
        menu.aboutToHide.connect(lambda: _show(view, None))


def ask_for_repairs(view: CanvasView) -> None:
    """Open a menu of the current node's repairs at the node, or tell that there are none."""
    node = view.scene().current
    if node is None:
        return
    menu = QMenu(view)
    menu.setObjectName("canvas.repairs")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    offer_repairs(view, menu, node)
    if menu.isEmpty():
        menu.deleteLater()
        name, wrong = view.project.spec(node).name, bool(view.scene().problems_of(node))
        told = (
            tr("No repair of {name} is known.", name=name)
            if wrong
            else tr("There is no problem with {name}.", name=name)
        )
        view.status.emit(told)
        return
    menu.removeAction(menu.actions()[-1])  # the line towards further entries
    view.show_node(node)
    corner = view.mapFromScene(view.scene().node_item(node).rect().bottomLeft())
    menu.popup(view.viewport().mapToGlobal(corner))
    menu.setActiveAction(menu.actions()[0])


def _make(view: CanvasView, repair: Repair, checked: bool = False) -> None:
    try:
        view.stack.push(repair.edit, repair.title)
    except EditError as error:
        view.status.emit(str(error))
        return
    view.status.emit(tr("{title}: done.", title=repair.title))


def _show(view: CanvasView, repair: Repair | None) -> None:
    view.scene().foresee(None if repair is None else repair.outlook)
