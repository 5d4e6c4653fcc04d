"""Pictures are decoded by another process: a crash, a bomb or a lie costs a message, and the next picture is read."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.runs.lying_reader import answering

from layerloom import Input, Sequential, layers
from layerloom.errors import FileFormatError
from layerloom_studio.runs import child, imaging, opening
from layerloom_studio.runs.imaging import Fitting, fit_image, small_image


@pytest.fixture
def picture(tmp_path):
    Image.fromarray(np.arange(64, dtype=np.uint8).reshape(8, 8)).save(tmp_path / "a.png")
    return tmp_path / "a.png"


@pytest.mark.parametrize(
    "program, words",
    [
        ("import os; os.abort()", r"brings the reading process down \(signal 6\)"),
        ("import sys; sys.stdin.readline()", r"brings the reading process down \(code 0\)"),
        ("import time; time.sleep(60)", "not read within 0.3 seconds"),
        ("import sys; sys.stdout.buffer.write(b'\\xff' * 64)", "brings the reading process down"),
        (answering("{'arrays': [{'dtype': 'object', 'shape': [1]}]}"), "brings the reading process down"),
        (answering("{'arrays': [{'dtype': 'uint8', 'shape': [1 << 40]}]}"), "brings the reading process"),
        (answering("{'arrays': 7}"), "brings the reading process"),
    ],
)  # fmt: skip
def test_a_decoder_that_crashes_hangs_or_lies_costs_a_message(program, words, picture, workers, monkeypatch):
    monkeypatch.setattr(imaging, "SECONDS", 0.3 if "sleep" in program else 60.0)
    workers(imaging, "-c", program)
    with pytest.raises(FileFormatError, match=words) as caught:
        fit_image(picture, Fitting(8, 8))
    assert str(caught.value).startswith(f"{picture}: ")


def test_a_process_that_ended_while_it_waited_is_replaced(picture, workers):
    workers(imaging, *imaging.READERS.arguments)
    assert small_image(picture, 4)[0] == (8, 8)
    (worker,) = imaging.READERS._idle
    os.kill(worker._process.pid, 9)
    assert small_image(picture, 4)[1].shape == (4, 4, 3)


def test_many_at_once_get_their_own_answers(tmp_path, workers):
    workers(imaging, *imaging.READERS.arguments)
    paths = [tmp_path / f"{number}.png" for number in range(12)]
    for number, path in enumerate(paths):
        Image.new("L", (4, 4), number).save(path)
    paths[5].write_text("no picture")
    told: dict[int, object] = {}

    def read(numbers):
        for number in numbers:
            try:
                told[number] = int(fit_image(paths[number], Fitting(4, 4)).pixels[0, 0, 0])
            except FileFormatError as error:
                told[number] = error.cause

    threads = [threading.Thread(target=read, args=(range(start, 12, 3),)) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "no image of a known format" in str(told.pop(5))
    assert told == {number: number for number in range(12) if number != 5}
    assert len(imaging.READERS._idle) == 1


@pytest.mark.skipif(os.name == "nt", reason="no limits of processes there")
def test_memory_is_bounded(tmp_path, workers):
    Image.new("L", (6_000, 6_000)).save(tmp_path / "a.png")
    workers(imaging, *imaging.READERS.arguments[:-1], str(2**24))
    with pytest.raises(FileFormatError, match="memory"):
        fit_image(tmp_path / "a.png", Fitting(8, 8))


@pytest.mark.parametrize("name", ["m.h5", "m.keras", "folder", "saved"])
def test_no_room_for_temporary_files_is_needed(name, tmp_path, picture, monkeypatch):
    model = Sequential([Input((4,)), layers.Dense(2)])
    model.save(tmp_path / name, **({"zipped": False} if name == "folder" else {}))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "nowhere"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert opening.open_file(tmp_path / name).model.layers[-1].name == model.layers[-1].name
    assert fit_image(picture, Fitting(8, 8)).notes == ()


def test_a_system_that_starts_no_process_is_told(picture, workers, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(child.subprocess, "Popen", refuse)
    workers(imaging, *imaging.READERS.arguments)
    words = "no process to read it can be started.*Resource"
    with pytest.raises(FileFormatError, match=words):
        fit_image(picture, Fitting(8, 8))
    with pytest.raises(FileFormatError, match=words):
        opening.open_file(Path(__file__))
