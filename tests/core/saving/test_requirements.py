"""The fifteen requirements of a loader of strangers' files, each with hostile files and their twin in order."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from layerloom.errors import LayerloomError

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("hostile", HERE / "hostile" / "__init__.py")
assert _spec is not None
assert _spec.loader is not None
corpus = sys.modules["hostile"] = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(corpus)

CASES = [
    pytest.param(make, words, id=f"{number}-{title}")
    for number, files in corpus.HOSTILE.items()
    for title, (make, words) in files.items()
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes and no such devices")
@pytest.mark.parametrize("make, words", CASES)
def test_hostile_file_is_refused_in_a_sentence(make, words, tmp_path, monkeypatch):
    folder, elsewhere = tmp_path / "files", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    path = make(folder)
    there = sorted(folder.rglob("*"))
    with pytest.raises(LayerloomError) as caught:
        corpus.open_one(path)
    text = str(caught.value)
    assert os.fspath(path) in text or path.name in text
    assert re.search(words, text), text
    assert text.count("\n") < 5
    assert len(text) < 1000 + len(os.fspath(path))
    assert sorted(folder.rglob("*")) == there
    assert list(elsewhere.iterdir()) == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("number", sorted(corpus.TWINS))
def test_twin_in_order_opens(number, tmp_path):
    path = corpus.TWINS[number](tmp_path)
    assert corpus.open_one(path) is not None
    assert not list(tmp_path.rglob(corpus.MARKER))
    assert not (tmp_path.parent / corpus.MARKER).exists()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs processes whose memory can be told")
def test_whole_corpus_within_bounds_and_without_a_leak(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "hostile", str(tmp_path), "4"],
        cwd=HERE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["odd"] == []
    assert told["peak"] < 2 * 2**30
    assert told["handles"][-1] == told["handles"][0]
    assert told["memory"][-1] - told["memory"][1] < 16 * 2**20


def test_every_requirement_has_files():
    # The fifteenth, a process of its own, is tests/runs/test_opening.
    assert set(corpus.HOSTILE) == set(range(1, 15))
    assert set(corpus.TWINS) == set(range(1, 15))
