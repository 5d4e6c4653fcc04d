"""The rectangle around a drawing is known anew after each change without asking every item."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from layerloom_studio.canvas.extent import Extent


def test_it_grows_shrinks_and_is_empty_again():
    extent = Extent()
    assert extent.around().isEmpty()
    extent.put("a", QRectF(0, 0, 10, 10))
    extent.put("b", QRectF(100, 50, 10, 10))
    assert extent.around() == QRectF(0, 0, 110, 60)
    extent.put("b", QRectF(20, 0, 10, 10))
    assert extent.around() == QRectF(0, 0, 30, 10)
    extent.drop("a")
    extent.drop("never there")
    assert extent.around() == QRectF(20, 0, 10, 10)
    extent.clear()
    assert extent.around().isNull()


@pytest.mark.parametrize(
    "rect, counts", [(QRectF(5, 5, 0, 90), True), (QRectF(5, 5, 90, 0), True), (QRectF(500, 5, 0, 0), False)]
)
def test_a_line_takes_room_and_a_point_none(rect, counts):
    extent = Extent()
    extent.put("a", QRectF(0, 0, 10, 10))
    extent.put("b", rect)
    assert (extent.around() != QRectF(0, 0, 10, 10)) == counts
    extent.put("b", QRectF())
    assert extent.around() == QRectF(0, 0, 10, 10)


def test_what_is_handed_out_is_a_copy():
    extent = Extent()
    extent.put("a", QRectF(0, 0, 10, 10))
    extent.around().setWidth(99)
    assert extent.around().width() == 10
