"""`layerloom demo`, which `make run` calls where there is no display: the whole job in the real window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from layerloom_studio import app
from layerloom_studio.cli import demo


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> Path:
    """The digits project with fewer epochs; the environment is put back afterwards."""
    for name in ("QT_QPA_PLATFORM", "LAYERLOOM_RUNS"):
        monkeypatch.setenv(name, "offscreen")
    project = json.loads(demo.PROJECT.read_text("utf-8"))
    project["training"]["epochs"] = 6
    path = tmp_path / "quick.layerloom.json"
    path.write_text(json.dumps(project), encoding="utf-8")
    monkeypatch.setattr(demo, "PROJECT", path)
    return path


def test_the_demonstration_trains_classifies_and_keeps_all(
    quick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "output"
    for _ in range(2):  # it is safe to run again
        assert app.main(["demo", "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "Epoch 6/6" in printed
    assert "of 20 are right" in printed
    assert (out / "digits.h5").is_file()
    (run,) = (out / "runs").iterdir()
    assert (run / "checkpoints" / "best.weights.h5").is_file()
    with Image.open(out / "window.png") as picture:
        assert picture.size == (1440, 900)
        assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 50, "the picture shows something"


def test_a_part_that_fails_ends_the_demonstration(
    quick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = json.loads(quick.read_text("utf-8"))
    project["training"]["loss"] = "no_such_loss"
    quick.write_text(json.dumps(project), encoding="utf-8")
    assert app.main(["demo", "--out", str(tmp_path / "output")]) == 2
    assert "no_such_loss" in capsys.readouterr().err
