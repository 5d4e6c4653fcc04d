"""The quick-add box: opened by Tab or a double click, searched by typing, taken by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from layerloom_studio import theme


@pytest.fixture
def image(board):
    """An image, convolved and selected."""
    for text in ("in 28x28x1", "conv 8"):
        board.key(Qt.Key.Key_Tab)
        type_in(board, text)
    return board


def type_in(board, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into the open box and end with a key."""
    line = board.view.adding.box.line
    QTest.keyClicks(line, text)
    QTest.keyClick(line, end)


def names(board) -> list[str]:
    return [row.specs[0].class_name for row in board.view.adding.box.rows()]


def test_4_tab_opens_a_box_and_escape_closes_it(board):
    board.key(Qt.Key.Key_Tab)
    box = board.view.adding.box
    assert box.isVisible()
    assert box.line.hasFocus()
    assert box.heading.text() == "The first layer"
    QTest.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.isHidden()
    assert board.view.hasFocus()
    assert board.text().count("class_name") == board.text().count('"Adam"') + 1  # nothing was added


def test_4_what_is_typed_follows_the_selection(image):
    image.key(Qt.Key.Key_Tab)
    assert image.view.adding.box.heading.text() == "After conv2d · 26 × 26 × 8"
    type_in(image, "c32 5")
    assert image.inputs("conv2d_1") == ["conv2d"]
    assert image.scene.node_item("conv2d_1").face.shape == "22 × 22 × 32"
    assert image.view.selected() == ["conv2d_1"]
    assert image.stack.undoText() == "Add conv2d_1"
    assert image.told[-1] == "Added conv2d_1 after conv2d."


def test_4_a_typed_chain_is_one_undo_step(image):
    before = image.text()
    steps = image.stack.count()
    image.key(Qt.Key.Key_Tab)
    type_in(image, "conv 32 > bn > relu > pool > flat > dense 10")
    assert image.stack.count() == steps + 1
    assert image.stack.undoText() == "Add 6 layers"
    assert image.scene.node_item("dense").face.shape == "10"
    image.stack.undo()
    assert image.text() == before


def test_4_what_fits_comes_first_and_the_rest_says_why_not(image):
    image.key(Qt.Key.Key_Tab)
    type_in(image, "flat")
    image.key(Qt.Key.Key_Tab)
    assert names(image)[0] == "Dense"
    QTest.keyClicks(image.view.adding.box.line, "conv")
    row = image.view.adding.box.rows()[0]
    assert row.specs[0].class_name == "Conv2D"
    assert row.reason.startswith("flatten (None, 5408) does not fit Conv2D")
    box = image.view.adding.box
    assert "does not fit" in box.list.item(0).toolTip()
    assert box.message.isVisible()
    assert box.message.text() == row.reason
    box.line.setText("dense")
    assert box.message.isHidden()


def test_4_the_box_opens_with_the_rows_one_sees_and_lists_the_rest_in_a_moment(image, qtbot):
    image.key(Qt.Key.Key_Tab)
    box = image.view.adding.box
    seen = box.list.count()
    assert box.list.height() // box.list.sizeHintForRow(0) < seen < 20
    first = [box.list.item(row).text() for row in range(seen)]
    box.list.setCurrentRow(2)
    qtbot.waitUntil(lambda: box.list.count() > seen)
    assert box.list.currentRow() == 2
    assert [box.list.item(row).text() for row in range(seen)] == first
    assert box.list.count() == len(box.rows()) > 60
    QTest.keyClick(box.line, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    "text, whole",
    [
        ("in 4 > dense 5 > dense 6 > dense 7 > dense 8", True),
        ("in 4 > " + " > ".join(["dense 5"] * 40), False),
    ],
)
def test_4_a_chain_that_begins_a_drawing_is_seen_whole_where_it_can_be_read(board, text, whole):
    board.view.resize(700, 420)
    board.key(Qt.Key.Key_Tab)
    type_in(board, text)
    room = board.view.viewport().rect()
    first, *_, last = board.scene.node_items()
    assert room.contains(board.middle(last))
    assert room.contains(board.middle(first)) == whole


def test_4_the_box_does_not_grow_while_one_types_what_does_not_fit(image):
    image.key(Qt.Key.Key_Tab)
    box, heights = image.view.adding.box, set()
    for text in ("conv 3 > qqq", "conv 4 > qqq", "conv 5 > qqq", "conv 6 > qqq"):
        box.line.setText(text)
        heights.add((box.height(), box.message.height()))
    assert len(heights) == 1
    assert box.message.height() < 3 * box.message.fontMetrics().height()


def test_4_arrows_choose_another_row(image):
    image.key(Qt.Key.Key_Tab)
    line = image.view.adding.box.line
    QTest.keyClick(line, Qt.Key.Key_Down)
    wanted = names(image)[1]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert image.project.spec(image.view.selected()[0]).class_name == wanted


def test_4_a_wrong_text_is_told_and_enter_does_nothing(image):
    before = image.text()
    image.key(Qt.Key.Key_Tab)
    box = image.view.adding.box
    type_in(image, "conv 3 > qqq")
    assert box.isVisible()
    assert box.message.text() == "“qqq”: there is no layer called “qqq”."
    assert box.rows() == []
    assert image.text() == before
    QTest.keyClick(box.line, Qt.Key.Key_Escape)


def test_4_a_double_click_on_the_paper_opens_the_box_there(image):
    at = QPoint(700, 200)
    image.click(at)
    QTest.mouseDClick(image.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert image.view.adding.box.heading.text() == "After conv2d · 26 × 26 × 8"
    type_in(image, "bn")
    assert image.inputs("batch_normalization") == ["conv2d"]
    place = image.scene.node_item("batch_normalization").rect()
    assert abs(place.center().x() - image.view.mapToScene(at).x()) <= 12


def test_4_a_double_click_with_nothing_selected_adds_a_loose_layer(image):
    at = QPoint(700, 200)
    image.view.select([])
    image.click(at)
    QTest.mouseDClick(image.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert image.view.adding.box.heading.text() == "Unconnected"
    type_in(image, "dense 3")
    assert image.inputs("dense") == []


def test_112_the_box_has_names_for_a_screen_reader(image):
    image.key(Qt.Key.Key_Tab)
    box = image.view.adding.box
    assert box.line.accessibleName() == "Layer or chain of layers"
    spoken = box.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(names(image)[0])


@pytest.mark.parametrize("percent, height", [(100, 700), (150, 700), (200, 700), (200, 420)])
def test_113_the_box_grows_with_the_texts_and_stays_in_the_canvas(image, percent, height):
    image.view.resize(900, height)
    theme.set_text_size(percent)
    try:
        image.key(Qt.Key.Key_Tab)
        box = image.view.adding.box
        assert box.width() == 430 * percent // 100
        assert box.list.sizeHintForRow(0) == 30 * percent // 100
        assert image.view.rect().contains(box.geometry())
        assert box.list.count() > 8 >= box.list.height() // box.list.sizeHintForRow(0) >= 3
    finally:
        theme.set_text_size(100)


def test_4_the_invitation_of_the_empty_paper_gives_way_to_the_box(board):
    def beside_the_box() -> bytes:
        strip = board.view.grab().toImage().copy(0, 0, board.view.width() // 2 - 220, board.view.height())
        return bytes(strip.constBits())

    inviting = beside_the_box()
    board.key(Qt.Key.Key_Tab)
    assert board.view.adding.box.x() > board.view.width() // 2 - 220
    assert beside_the_box() != inviting
    QTest.keyClick(board.view.adding.box.line, Qt.Key.Key_Escape)
    assert beside_the_box() == inviting
