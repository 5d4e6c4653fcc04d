"""Modes: which docks stand where while one looks at data, draws, trains or predicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QMainWindow

from layerloom_studio import theme
from layerloom_studio.language import mark
from layerloom_studio.main_window.docks import Dock, tidy_tabs

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical

#: Part of the saved layouts; raise it when docks come or go, so that old layouts are not applied.
LAYOUT_VERSION = 6

_WIDEST_ASIDE = 0.3  # of the width, for a dock that asks for more than its share
_MOST_ASIDE = 0.84  # of the width for docks beside the drawing, which must stay something to look at


@dataclass(frozen=True)
class Place:
    """Where a dock stands in a mode.

    Args:
        dock: Its name.
        area: Side of the window.
        tab_of: Dock that it shares a place with.
        share: Of the window's width (left, right) or height (bottom).
        whole: It gets the width that its panel asks for, if that is more and the drawing can spare it.
    """

    dock: str
    area: Qt.DockWidgetArea
    tab_of: str = ""
    share: float = 0.0
    whole: bool = False


@dataclass(frozen=True)
class Mode:
    """One way to look at the window.

    Args:
        key: Name in settings and tests.
        title: On its segment.
        tip: What one does there.
        places: Its docks.
        front: Of docks that share a place, those that are on top.
        canvas: Whether the drawing is shown.
        fit: The drawing is a strip beside other things, so all of it is brought into view on entering.
    """

    key: str
    title: str
    tip: str
    places: tuple[Place, ...]
    front: tuple[str, ...] = ()
    canvas: bool = True
    fit: bool = False


MODES = (
    Mode(
        "data",
        mark("Data"),
        mark("Choose and look at the data (Ctrl+1)"),
        (Place("data", RIGHT, share=1.0),),
        canvas=False,
    ),
    Mode(
        "design",
        mark("Design"),
        mark("Draw the network (Ctrl+2)"),
        (
            Place("palette", LEFT, share=0.19, whole=True),
            Place("properties", RIGHT, share=0.235),
            Place("weights", RIGHT, "properties"),
            Place("outputs", RIGHT, "properties"),
            Place("problems", BOTTOM, share=0.18),
            Place("code", BOTTOM, "problems"),
            Place("history", BOTTOM, "problems"),
            Place("log", BOTTOM, "problems"),
        ),
        front=("problems", "properties"),
    ),
    Mode(
        "train",
        mark("Train"),
        mark("Train the network and watch it learn (Ctrl+3)"),
        (
            Place("training", LEFT, share=0.265),
            Place("callbacks", LEFT, "training"),
            Place("charts", RIGHT, share=0.55),
            Place("results", RIGHT, "charts"),
            Place("histograms", RIGHT, "charts"),
            Place("compare", RIGHT, "charts"),
            Place("log", RIGHT, "charts"),
        ),
        front=("training", "charts"),
        fit=True,
    ),
    Mode(
        "predict",
        mark("Predict"),
        mark("Classify images with a trained model (Ctrl+4)"),
        (Place("predict", RIGHT, share=0.79),),
        fit=True,
    ),
)


@dataclass
class Layouts:
    """Puts the docks of a mode where they belong, and remembers where a person moved them.

    Args:
        window: The main window.
        docks: All docks by name.
        saved: Layouts kept from earlier, by mode, as base64.
    """

    window: QMainWindow
    docks: Mapping[str, Dock]
    saved: dict[str, str] = field(default_factory=dict)
    _shown: Mode | None = field(default=None, init=False)
    _size: int = field(default=100, init=False)  # of texts, in percent, when the docks got their room

    def show(self, mode: Mode) -> None:
        """Show the docks of a mode as they were left, or as they were at first."""
        state = QByteArray.fromBase64(self.saved.get(mode.key, "").encode())
        self.hide_all()
        self._shown, self._size = mode, theme.text_size()
        if state.isEmpty() or not self.window.restoreState(state, LAYOUT_VERSION):
            self.arrange(mode)
        self.settle()

    def keep(self, mode: Mode) -> None:
        """Remember where the docks of a mode stand now."""
        state = self.window.saveState(LAYOUT_VERSION)
        self.saved[mode.key] = bytes(state.toBase64().data()).decode()

    def widen(self) -> bool:
        """Give the docks at the sides the room that another size of texts needs; tell whether it was another."""
        if self._shown is None or self._size == theme.text_size():
            return False
        self._size = theme.text_size()
        self._share_room(self._shown)
        return True

    def forget(self, mode: Mode) -> None:
        """Put the docks of a mode where they were at first."""
        self.saved.pop(mode.key, None)
        self.show(mode)

    def hide_all(self) -> None:
        """Hide every dock."""
        for dock in self.docks.values():
            dock.hide()

    def settle(self) -> None:
        """Fill the docks that are shown and tidy their tabs; also after a person moved one."""
        for dock in self.docks.values():
            if not dock.isHidden():
                dock.fill()
        tidy_tabs(self.window)

    def arrange(self, mode: Mode) -> None:
        """Put the docks of a mode at their first places."""
        for dock in self.docks.values():
            self.window.removeDockWidget(dock)
        for place in mode.places:
            dock = self.docks[place.dock]
            dock.setFloating(False)
            self.window.addDockWidget(place.area, dock)
            if place.tab_of:
                self.window.tabifyDockWidget(self.docks[place.tab_of], dock)
            dock.show()
        for name in mode.front:
            self.docks[name].raise_()
        self._share_room(mode)

    def _share_room(self, mode: Mode) -> None:
        sized = [place for place in mode.places if place.share]
        for orientation, extent in ((_ACROSS, self.window.width()), (_DOWN, self.window.height())):
            places = [place for place in sized if (place.area == BOTTOM) == (orientation == _DOWN)]
            if places:
                docks = [self.docks[place.dock] for place in places]
                shares = [self._share(place, extent) for place in places]
                if orientation == _ACROSS and mode.canvas and len(shares) > 1:
                    widest = max(range(len(shares)), key=shares.__getitem__)
                    shares[widest] = min(shares[widest], _MOST_ASIDE - sum(shares) + shares[widest])
                self.window.resizeDocks(docks, [round(share * extent) for share in shares], orientation)

    def _share(self, place: Place, extent: int) -> float:
        """The share of a dock; narrow ones at the sides grow with the texts, as far as the drawing can spare it."""
        if place.area == BOTTOM or place.share >= 0.3:
            return place.share
        share = place.share * max(1.0, min(theme.text_size() / 100, 1.45))
        panel = self.docks[place.dock].fill() if place.whole else None
        wanted = panel.sizeHint().width() / extent if panel is not None else 0.0
        return max(share, min(wanted, _WIDEST_ASIDE))
