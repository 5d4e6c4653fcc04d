"""How curves and marked epochs look, in the colours of the theme that is on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from layerloom_studio import theme


@dataclass(frozen=True)
class CurveStyle:
    """How a curve is drawn.

    Args:
        color: Place in the theme's list of curve colours.
        dashed: Validation curves are.
        faint: Background curves such as the values after every batch.
    """

    color: int
    dashed: bool = False
    faint: bool = False

    def paint(self) -> QColor:
        """The colour in the theme that is on."""
        palette = theme.current()
        color = palette.curves[self.color % len(palette.curves)]
        return theme.mix(color, palette.panel, 0.4) if self.faint else color

    def pen(self, width: float = 1.0) -> QPen:
        """The pen in the theme that is on."""
        pen = QPen(self.paint(), width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.dashed:
            pen.setDashPattern([4 / width + 2, 3 / width + 1.5])
        return pen


@dataclass(frozen=True)
class Mark:
    """A marked epoch: a vertical line with a word at its top.

    Args:
        epoch: Where.
        text: What stands there.
        role: Name of a colour of the theme.
    """

    epoch: float
    text: str
    role: str
