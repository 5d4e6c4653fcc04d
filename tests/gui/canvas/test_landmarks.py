"""Names in a drawing seen from far: of a size that can be read, in the layers or beside them, none over another."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter
from tests.large_drawing import drawing

from layerloom_studio import theme
from layerloom_studio.canvas import CanvasView
from layerloom_studio.canvas.landmarks import landmarks
from layerloom_studio.canvas.overview import Overview
from layerloom_studio.document import Project
from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import Rename
from layerloom_studio.document.files import from_json
from layerloom_studio.undo import DocumentStack


def overlap(one, other) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def marks(nodes, across=False):
    return landmarks(
        nodes, lambda text: 8.0 * len(text), 12.0, lambda text, room: text[: int(room // 8)], across
    )


@pytest.mark.parametrize(
    "box, text, inside",
    [
        ((0, 0, 80, 30), "conv", True),
        ((0, 0, 30, 30), "conv", False),  # too narrow
        ((0, 0, 80, 8), "conv", False),  # too low
    ],
)
def test_a_name_goes_into_its_layer_or_beside_it(box, text, inside):
    (mark,) = marks([("a", text, box)])
    assert (mark.text, mark.inside) == (text, inside)
    assert inside or not overlap(mark.box, box)


def test_all_names_stand_alike_in_their_layers_or_beside_them():
    boxes = [(0.0, y, 45.0, y + 20.0) for y in (0.0, 30.0, 60.0)]
    short, long = [("a", "conv"), ("b", "pool"), ("c", "flat")], ("c", "flatten")
    for names, inside in ((short, True), ([*short[:2], long], False)):
        found = marks([(node, text, box) for (node, text), box in zip(names, boxes, strict=True)])
        assert [mark.inside for mark in found] == [inside] * 3


@pytest.mark.parametrize("across", [False, True])
def test_no_name_covers_a_layer_or_another_name_and_the_first_ones_have_theirs(across):
    boxes = [(float(x), float(y), x + 30.0, y + 6.0) for y in range(0, 200, 9) for x in (0, 60)]
    nodes = [(str(number), f"layer_{number}", box) for number, box in enumerate(boxes)]
    found = marks(nodes, across)
    assert 2 < len(found) < len(nodes)
    assert found[0].node == "0"
    for number, mark in enumerate(found):
        assert not any(overlap(mark.box, box) for box in boxes)
        assert not any(overlap(mark.box, other.box) for other in found[:number])


def test_a_name_that_finds_no_room_is_shortened_into_its_layer():
    boxes = [(0.0, 0.0, 45.0, 30.0), (50.0, 0.0, 95.0, 30.0), (-50.0, 0.0, -5.0, 30.0)]
    found = {mark.node: mark for mark in marks([(str(n), "convolution", box) for n, box in enumerate(boxes)])}
    assert (found["0"].text, found["0"].inside) == ("convo", True)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("layers", [12, 40, 100])
def test_14_and_113_a_fitted_drawing_shows_names_whatever_the_size_of_texts(qtbot, layers, percent):
    project = Project()
    project.apply(chain(project, parse_chain(" > ".join(["in 8", *["dense 4"] * layers])), None).edit)
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    view.resize(450, 420)
    view.show()
    try:
        theme.set_text_size(percent)
        view.fit()
        overview, picture = Overview(view.scene()), QImage(450, 420, QImage.Format.Format_RGB32)

        def painted() -> list[str]:
            painter = QPainter(picture)
            painter.setWorldTransform(view.viewportTransform())
            overview.paint(painter)
            painter.end()
            return [mark.text for mark in overview.landmarks]

        names = painted()
        assert {"input_layer", list(project.architecture.layers)[-1]} <= set(names), "the ends come first"
        assert len(names) >= 5
        hidden = [name for name in project.architecture.layers if name not in names]
        assert hidden or layers < 100, "no room for all of so many"
        for name in hidden[:1]:
            view.select([name])
            assert name in painted()
        project.apply(Rename("input_layer", "pixels"))
        overview.forget()
        assert "pixels" in painted()
    finally:
        theme.set_text_size(100)


def test_25_names_of_a_large_drawing_wait_until_it_stands_still(qtbot):
    project = Project(from_json(drawing(300)))
    view = CanvasView(project, DocumentStack(project))
    qtbot.addWidget(view)
    overview, picture = Overview(view.scene()), QImage(450, 420, QImage.Format.Format_RGB32)

    def names(zoom: float, at_rest: bool) -> int:
        painter = QPainter(picture)
        painter.scale(zoom, zoom)
        overview.paint(painter, at_rest)
        painter.end()
        return len(overview.landmarks)

    assert names(0.05, at_rest=False) == 0
    found = names(0.05, at_rest=True)
    assert found > 20
    assert names(0.05, at_rest=False) == found  # panned: the same names at other places
