"""Real drags: the window on a display of its own, and xdotool moving the pointer and pressing its button.

Skipped where Xvfb or xdotool are not installed (on Debian: the packages xvfb and xdotool).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
_WAIT = 30.0  # seconds

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="Xvfb and xdotool are not installed"
)


class Hand:
    """A pointer on a display, and the window's answers to where things are."""

    def __init__(self, display: str, process: subprocess.Popen[str]) -> None:
        self._display = display
        self._process = process

    def ask(self, name: str, *arguments: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the window is gone"
        return json.loads(line)

    def wait(self, condition: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Ask for the state until it is as wanted; asking takes as long as the window needs to answer."""
        end = time.monotonic() + _WAIT
        while not condition(state := self.ask("state")):
            assert time.monotonic() < end, state
        return state

    def drag(self, start: list[int], *way: list[int]) -> None:
        """Press at a place, go along a way in small steps, and let go at its end."""
        self._pointer("mousemove", *start)
        self._pointer("mousedown", 1)
        here = start
        for place in way:
            for share in (0.25, 0.5, 0.75, 1.0):
                step = [round(a + (b - a) * share) for a, b in zip(here, place, strict=True)]
                self._pointer("mousemove", *step)
                self.ask("state")  # the window has seen the step
            here = place
        self._pointer("mouseup", 1)

    @contextmanager
    def holding(self, key: str) -> Iterator[None]:
        """Hold a key meanwhile."""
        self._pointer("keydown", key)
        try:
            yield
        finally:
            self._pointer("keyup", key)

    def turn_wheel(self, at: list[int], notches: int) -> None:
        """Turn the wheel at a place, away from oneself if there are more than 0 notches."""
        self._pointer("mousemove", *at)
        for _ in range(abs(notches)):
            self._pointer("click", 4 if notches > 0 else 5)

    def _pointer(self, *words: object) -> None:
        environment = {**os.environ, "DISPLAY": self._display}
        subprocess.run(["xdotool", *map(str, words)], env=environment, check=True, timeout=_WAIT)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A display of its own."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as number:
        name = number.readline().strip()
    if not name:
        pytest.skip("Xvfb does not start here")
    yield f":{name}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def hand(display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    """The pointer in front of the open window."""
    home = str(tmp_path_factory.mktemp("home"))
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "core"), str(ROOT / "gui"), str(ROOT)]),
        **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LAYERLOOM_RUNS"), home),
    }
    environment.pop("WAYLAND_DISPLAY", None)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.window_on_display"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        hand = Hand(display, process)
        try:
            while not hand.ask("ready"):
                pass
        except (AssertionError, BrokenPipeError):
            _, told = process.communicate(timeout=_WAIT)
            if "platform plugin" in told:
                pytest.skip("Qt cannot open a window on X11 here: libraries are missing")
            raise AssertionError(told) from None
        yield hand
        process.communicate(timeout=_WAIT)  # the end of its input ends it


def test_1_from_the_palette_onto_the_canvas(hand):
    hand.ask("draw", "in 8x8x1")
    hand.drag(hand.ask("palette", "Conv2D"), hand.ask("free", 0.75, 0.75))
    state = hand.wait(lambda state: len(state["nodes"]) == 2)
    assert state["nodes"] == ["input_layer", "conv2d"]
    assert state["edges"] == []
    assert state["selected"] == ["conv2d"]
    assert state["undo"] == "Add conv2d"


def test_5_from_port_to_port(hand):
    hand.ask("draw", "in 8x8x1")
    hand.drag(hand.ask("palette", "Flatten"), hand.ask("free", 0.75, 0.75))
    hand.wait(lambda state: len(state["nodes"]) == 2)
    hand.drag(hand.ask("port", "input_layer", "out"), hand.ask("port", "flatten", "in"))
    state = hand.wait(lambda state: state["edges"] != [])
    assert state["edges"] == [["input_layer", "flatten"]]


def test_6_an_edge_to_empty_canvas_offers_what_fits(hand):
    hand.ask("draw", "in 8x8x1")
    hand.drag(hand.ask("port", "input_layer", "out"), hand.ask("free", 0.25, 0.8))
    state = hand.wait(lambda state: state["offered"] is not None)
    assert "Conv2D" in state["offered"]
    assert "Conv1D" not in state["offered"]


@pytest.mark.parametrize("direction", ["down", "right"])
def test_7_and_11_a_drop_on_an_edge_inserts_whichever_way_the_drawing_runs(hand, direction):
    hand.ask("draw", "in 8x8x1 > conv 8 3 > flatten", direction)
    upper, lower = hand.ask("port", "conv2d", "out"), hand.ask("port", "flatten", "in")
    middle = [(a + b) // 2 for a, b in zip(upper, lower, strict=True)]
    hand.drag(hand.ask("palette", "MaxPooling2D"), [middle[0] + 60, middle[1]], middle)
    state = hand.wait(lambda state: len(state["nodes"]) == 4)
    assert sorted(state["edges"]) == [
        ["conv2d", "max_pooling2d"],
        ["input_layer", "conv2d"],
        ["max_pooling2d", "flatten"],
    ]


def test_11_a_node_is_dragged_and_connected_in_a_drawing_that_runs_to_the_right(hand):
    hand.ask("draw", "in 8x8x1 > flatten", "right")
    (x, y), (left, top) = hand.ask("node", "flatten"), hand.ask("node", "input_layer")
    assert x > left + 192
    assert y == top
    hand.drag([x, y], [x, y + 120])
    state = hand.wait(lambda state: state["undo"] == "Move flatten")
    assert hand.ask("node", "flatten") == [x, y + 120]
    hand.drag(hand.ask("palette", "Dense"), hand.ask("free", 0.3, 0.3))
    hand.wait(lambda state: len(state["nodes"]) == 3)
    hand.drag(hand.ask("port", "flatten", "out"), hand.ask("port", "dense", "in"))
    state = hand.wait(lambda state: len(state["edges"]) == 2)
    assert ["flatten", "dense"] in state["edges"]


def test_21_a_node_is_moved_and_snaps_to_the_grid(hand):
    hand.ask("draw", "in 8x8x1 > conv 8 3")
    before = hand.ask("state")["places"]
    start = hand.ask("node", "conv2d")
    hand.drag(start, [start[0] + 96, start[1] + 48])
    state = hand.wait(lambda state: state["places"] != before)
    (x, y), (old_x, old_y) = state["places"]["conv2d"], before["conv2d"]
    assert (x - old_x, y - old_y) == (96, 48)
    assert (x % 12, y % 12) == (0, 0)
    assert state["places"]["input_layer"] == before["input_layer"]
    assert state["undo"] == "Move conv2d"


def test_9_a_box_selects(hand):
    hand.ask("draw", "in 8x8x1 > conv 8 3 > flatten > dense 10")
    corner, end = hand.ask("node", "input_layer"), hand.ask("node", "conv2d")
    hand.drag([corner[0] - 180, corner[1] - 60], [end[0] + 180, end[1] + 10])
    state = hand.wait(lambda state: len(state["selected"]) == 2)
    assert state["selected"] == ["input_layer", "conv2d"]


def test_8_a_layer_dragged_with_shift_leaves_its_chain(hand):
    hand.ask("draw", "in 8x8x1 > conv 8 3 > pool > flatten")
    start = hand.ask("node", "max_pooling2d")
    with hand.holding("shift"):
        hand.drag(start, [start[0] + 200, start[1] + 12])
    state = hand.wait(lambda state: state["undo"] == "Take max_pooling2d out")
    assert state["edges"] == [["input_layer", "conv2d"], ["conv2d", "flatten"]]


def test_13_a_line_drawn_with_alt_cuts(hand):
    hand.ask("draw", "in 8x8x1 > conv 8 3 > flatten")
    upper, lower = hand.ask("port", "conv2d", "out"), hand.ask("port", "flatten", "in")
    x, y = ((a + b) // 2 for a, b in zip(upper, lower, strict=True))
    with hand.holding("alt"):
        hand.drag([x - 120, y], [x + 120, y])
    state = hand.wait(lambda state: len(state["edges"]) == 1)
    assert state["edges"] == [["input_layer", "conv2d"]]


def test_14_the_wheel_with_control_zooms_at_the_pointer(hand):
    hand.ask("draw", "in 8x8x1 > conv 8 3 > flatten")
    (x, y), (_, below) = hand.ask("node", "conv2d"), hand.ask("node", "flatten")
    with hand.holding("ctrl"):
        hand.turn_wheel([x, y], 2)
    state = hand.wait(lambda state: state["zoom"] > 1.5)
    now, other = hand.ask("node", "conv2d"), hand.ask("node", "flatten")
    assert abs(now[0] - x) <= 2
    assert abs(now[1] - y) <= 2
    assert abs((other[1] - now[1]) / (below - y) - state["zoom"]) < 0.05


def test_19_the_dot_of_a_note_is_dragged_onto_a_layer(hand):
    hand.ask("draw", "in 8x8x1 > conv 8 3 > flatten")
    hand.ask("note", "Why so few?", -252, 24)
    hand.drag(hand.ask("dot"), hand.ask("node", "flatten"))
    state = hand.wait(lambda state: state["undo"] == "Point the note at flatten")
    assert state["notes"] == [["Why so few?", "flatten"]]
