"""Arrays as pictures: samples of a data set drawn as thumbnails."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap

from layerloom_studio import theme


def to_image(array: NDArray[Any], low: float, high: float) -> QImage:
    """Turn one sample into a picture.

    Args:
        array: Shape (height, width), (height, width, 1) or (height, width, 3).
        low: Value that is drawn black.
        high: Value that is drawn white.

    Returns:
        A picture with memory of its own.
    """
    scaled = np.clip((array.astype(np.float32) - low) * (255.0 / max(high - low, 1e-12)), 0, 255).astype(
        np.uint8
    )
    if scaled.ndim == 3 and scaled.shape[-1] >= 3:
        pixels = np.ascontiguousarray(scaled[..., :3])
        kind = QImage.Format.Format_RGB888
    else:
        pixels = np.ascontiguousarray(scaled if scaled.ndim == 2 else scaled[..., 0])
        kind = QImage.Format.Format_Grayscale8
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, pixels.strides[0], kind).copy()


def fit(image: QImage, size: QSize, ratio: float = 1.0) -> QPixmap:
    """Scale a picture into a box; small ones keep their hard pixels.

    Args:
        image: The picture.
        size: The box in logical pixels.
        ratio: Device pixels per logical pixel.

    Returns:
        The pixmap with its device pixel ratio set.
    """
    box = size * ratio
    tiny = image.width() * 2 <= box.width()
    mode = Qt.TransformationMode.FastTransformation if tiny else Qt.TransformationMode.SmoothTransformation
    pixmap = QPixmap.fromImage(image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, mode))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def paint_thumbnail(painter: QPainter, box: QRectF, pixmap: QPixmap, *, radius: float = 5.0) -> None:
    """Draw a pixmap in the middle of a box, with round corners and a hairline around it.

    Args:
        painter: Where to draw.
        box: The place.
        pixmap: The picture, not larger than the box.
        radius: Of the corners.
    """
    size = pixmap.deviceIndependentSize()
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(box.center())
    path = QPainterPath()
    path.addRoundedRect(place, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path)
    painter.drawPixmap(place.topLeft(), pixmap)
    painter.setClipping(False)
    painter.setPen(QPen(theme.current().border, 1))
    painter.drawPath(path)
    painter.restore()
