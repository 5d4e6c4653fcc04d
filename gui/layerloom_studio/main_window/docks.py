"""Side parts of the window: docks that make their content when they are first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QTabBar, QToolButton, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.widgets import label

Maker = Callable[[], QWidget]


_KEPT = "layerloom_kept"  # on tab bars that are looked after


class Dock(QDockWidget):
    """A dock whose panel is made when it is first needed, so that the window is up soon.

    Args:
        name: Object name is `dock.<name>`.
        title: Headline.
        make: Makes the panel.
        window: The main window.
        fixed: It fills its mode, so it has no headline and cannot be closed or moved.
    """

    filled = Signal(object)
    left = Signal()  # Esc was pressed, and nothing in the panel had a use for it

    def __init__(
        self, name: str, title: str, make: Maker, window: QMainWindow, *, fixed: bool = False
    ) -> None:
        super().__init__(title, window)
        self.setObjectName(f"dock.{name}")
        self.setAccessibleName(title)
        self._make: Maker | None = make
        self._bar = _TitleBar(self, name, title)
        self.setTitleBarWidget(self._bar)
        feature = QDockWidget.DockWidgetFeature
        movable = feature.DockWidgetClosable | feature.DockWidgetMovable | feature.DockWidgetFloatable
        self.setFeatures(feature.NoDockWidgetFeatures if fixed else movable)
        self._fixed = fixed
        self._bar.collapse(fixed)
        self.switch = QAction(title, self)  # Qt's own would hide a panel that is a tab behind others
        self.switch.setObjectName(f"action.dock.{name}")
        self.switch.setCheckable(True)
        self.switch.setToolTip(tr("Show {title} and go there, or hide it", title=title))
        self.switch.triggered.connect(self._switch)
        self.visibilityChanged.connect(self._visibility_changed)

    def fill(self) -> QWidget:
        """Make the panel if it is not there yet.

        Returns:
            The panel.
        """
        if self._make is not None:
            make, self._make = self._make, None
            self.setWidget(make())
            self.widget().setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.filled.emit(self.widget())
        return self.widget()

    def is_filled(self) -> bool:
        """Whether the panel has been made."""
        return self._make is None

    def set_title(self, title: str) -> None:
        """Change the headline and the text of the tab."""
        self.setWindowTitle(title)
        self.switch.setText(title)
        self._bar.set_title(title)

    def come_forward(self) -> None:
        """Show the panel, in front of others that share its place, and give it the keyboard."""
        self.show()
        self.raise_()
        control = first_control(self.fill())
        if control is not None:
            control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def collapse_title(self, collapsed: bool) -> None:
        """Hide the headline, as where a tab says the same."""
        self._bar.collapse(collapsed or self._fixed)

    def _switch(self, on: bool) -> None:
        if on:
            self.come_forward()
        else:
            self.hide()

    def _visibility_changed(self, visible: bool) -> None:
        self.switch.setChecked(visible)
        if visible:
            self.fill()


class _TitleBar(QWidget):
    """Headline with a button that closes the dock; it gives way where the docks are tabs."""

    def __init__(self, dock: Dock, name: str, title: str) -> None:
        super().__init__(dock)
        self.setObjectName("dock_title")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._collapsed = False
        self._label = label(title, wrap=False)
        theme.bind_font(self._label, partial(theme.ui_font, 9.5, bold=True))
        close = QToolButton()
        close.setObjectName(f"dock.{name}.close")
        close.setAccessibleName(tr("Hide {title}", title=title))
        close.setToolTip(tr("Hide {title}; the View menu brings it back", title=title))
        theme.size_icons(close, 14, around=22)
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.bind_icon(close, "close", "muted")
        close.clicked.connect(dock.close)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(theme.MEDIUM, 7, 6, 3)
        self._layout.addWidget(self._label, 1)
        self._layout.addWidget(close)
        self._close = close

    def set_title(self, title: str) -> None:
        self._label.setText(title)

    def collapse(self, collapsed: bool) -> None:
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self._label.setVisible(not collapsed)
            self._close.setVisible(not collapsed)
            self._layout.setContentsMargins(*((0, 0, 0, 0) if collapsed else (theme.MEDIUM, 7, 6, 3)))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(0, 0) if self._collapsed else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0) if self._collapsed else QSize(60, super().minimumSizeHint().height())


def first_control(panel: QWidget) -> QWidget | None:
    """Return the first part of a panel that the keyboard can act on; ``None`` where there is none."""
    for control in panel.findChildren(QWidget):
        reached = control.isEnabled() and control.isVisibleTo(panel) and panel.isAncestorOf(control)
        if reached and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return control
    return None


class _Reachable(QObject):
    """Lets the keyboard reach a bar while it has tabs.

    Qt keeps bars without any, outside the window, and gives and takes tabs without a signal. To hide such bars would be
    no use: Qt shows them again at the next layout, for ever.
    """

    _MOVED = (QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._MOVED and isinstance(watched, QTabBar):
            self.look(watched)
        return False

    @staticmethod
    def look(bar: QTabBar) -> None:
        bar.setFocusPolicy(Qt.FocusPolicy.TabFocus if bar.count() else Qt.FocusPolicy.NoFocus)


def tidy_tabs(window: QMainWindow) -> None:
    """Hide the headlines of docks that are tabs, and give Qt's own tab bars a name."""
    own = Qt.FindChildOption.FindDirectChildrenOnly
    docks = window.findChildren(Dock, options=own)
    for dock in docks:
        dock.collapse_title(bool(window.tabifiedDockWidgets(dock)) and not dock.isFloating())
    shown = {dock.windowTitle() for dock in docks if not dock.isHidden()}
    bars = window.findChildren(QTabBar, options=own)
    newest = {_titles(bar): bar for bar in bars}  # after a change of sizes there are two with the same tabs
    for number, bar in enumerate(bars):
        bar.setObjectName(f"dock_tabs.{number}")
        bar.setAccessibleName(tr("Panels"))
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setElideMode(Qt.TextElideMode.ElideNone)  # where titles are too long, arrows lead to the others
        bar.setUsesScrollButtons(True)
        there = newest[_titles(bar)] is bar and shown.issuperset(_titles(bar))
        bar.setVisible(bar.count() > 1 and there)  # Qt leaves bars of hidden docks, and forgets others
        if not bar.property(_KEPT):
            bar.setProperty(_KEPT, True)
            bar.installEventFilter(_Reachable(bar))
        _Reachable.look(bar)


def _titles(bar: QTabBar) -> tuple[str, ...]:
    return tuple(bar.tabText(tab) for tab in range(bar.count()))
