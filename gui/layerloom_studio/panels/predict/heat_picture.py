"""HeatPicture: a picture with a heat map laid over it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.pictures import to_image
from layerloom_studio.runs.imaging import Bytes

_LEAST = 160
# From nothing over red to yellow: places of a scale, and their red, green, blue and cover.
_PLACES = np.array([0.0, 0.25, 0.6, 1.0])
_COLOURS = np.array(
    [[90, 0, 90, 0], [170, 20, 60, 110], [245, 110, 20, 200], [255, 240, 120, 235]], np.float64
)


class HeatPicture(QWidget):
    """Shows what the model saw, as large as fits, and over it what speaks for a class.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict.heat")
        self.setAccessibleName(tr("The image as the network saw it, with what speaks for the class"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._image = QImage()
        self._heat = QImage()
        self._cover = 0.6

    @property
    def has_heat(self) -> bool:
        """Whether a heat map is shown."""
        return not self._heat.isNull()

    def heightForWidth(self, width: int) -> int:
        return max(_LEAST, min(width, theme.scaled(300)))

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(220), theme.scaled(220))

    def show_picture(self, pixels: Bytes | None) -> None:
        """Show another picture, shape (height, width, channels), without a heat map."""
        self._image = QImage() if pixels is None else to_image(pixels, 0, 255)
        self.show_heat(None)

    def show_heat(self, heat: NDArray[Any] | None) -> None:
        """Lay a heat map over it, shape (rows, columns), 0 to 1."""
        self._heat = QImage()
        if heat is not None:
            pixels = np.stack([np.interp(heat, _PLACES, column) for column in _COLOURS.T], axis=-1)
            data = np.ascontiguousarray(pixels.round().astype(np.uint8))
            rows, columns = heat.shape
            kind = QImage.Format.Format_RGBA8888
            self._heat = QImage(data.data, columns, rows, 4 * columns, kind).copy()
        self.update()

    def set_cover(self, cover: float) -> None:
        """How strong the heat map is, from 0 to 1."""
        self._cover = cover
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        path = QPainterPath()
        path.addRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        painter.setClipPath(path)
        large = place.width() < 2 * self._image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, large)
        painter.drawImage(place, self._image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.setOpacity(self._cover)
        painter.drawImage(place, self._heat)
        painter.setOpacity(1.0)
        painter.setClipping(False)
        painter.setPen(QPen(theme.current().border, 1))
        painter.drawPath(path)
        painter.end()
