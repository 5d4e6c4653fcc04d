"""The log of a run: numbers without gaps, plain JSON, and nothing lost or invented after a kill."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from layerloom_studio.runs.events import EventLog, read_events


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def test_events_come_back_as_they_were_told(path: Path) -> None:
    with EventLog(path) as log:
        told = [
            log.append("started", epochs=3),
            log.append("epoch", epoch=1, logs={"loss": np.float32(0.5), "accuracy": 1}),
            log.append("checkpoint", path=Path("checkpoints") / "best.weights.h5"),
        ]
        assert read_events(path) == told, "the log can be read while it is written"
    assert [event.number for event in told] == [1, 2, 3]
    assert told[1].logs == {"loss": 0.5, "accuracy": 1.0}
    assert told[2].data["path"] == "checkpoints/best.weights.h5"
    assert read_events(path, after=2) == told[2:]


def test_every_line_is_strict_json_also_with_numbers_that_are_not_finite(path: Path) -> None:
    with EventLog(path) as log:
        event = log.append("batch", logs={"loss": math.nan, "mae": np.float64("inf")})
    assert math.isnan(event.logs["loss"])
    assert math.isnan(event.logs["mae"])
    line = path.read_text("utf-8")
    assert json.loads(line, parse_constant=pytest.fail)["logs"] == {"loss": None, "mae": None}


@pytest.mark.parametrize(
    "torn",
    [
        '{"n": 3, "kind": "ep',
        '{"n": 3, "kind": "epoch", "time": 1.0}',
        "\x00\x00",
        "[]\n",
        '{"n": "3"}\n',
        '{"kind": 1}\n',
    ],
)
def test_a_torn_last_line_is_left_out(path: Path, torn: str) -> None:
    with EventLog(path) as log:
        whole = [log.append("started"), log.append("epoch", epoch=1)]
    with path.open("a", encoding="utf-8") as file:
        file.write(torn)
    assert read_events(path) == whole


def test_a_log_goes_on_where_it_was_whole(path: Path) -> None:
    with EventLog(path) as log:
        log.append("started")
    with path.open("ab") as file:
        file.write(b'{"n": 2, "kind"')
    with EventLog(path) as log:
        assert log.append("epoch", epoch=1).number == 2
    assert [event.kind for event in read_events(path)] == ["started", "epoch"]
