"""`layerloom draw` (row 26): projects and models as pictures, without a display."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from layerloom import layers, models
from layerloom_studio.app import main
from layerloom_studio.resources import asset


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name, begin", [("a.svg", b"<?xml"), ("a.pdf", b"%PDF"), ("a.png", b"\x89PNG")])
def test_row_26_a_project_is_drawn(tmp_path, name, begin, capsys):
    project = asset("projects", "digits.layerloom.json")
    assert main(["draw", str(project), str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert "Drawn" in capsys.readouterr().out


@pytest.mark.usefixtures("qapp")
def test_row_26_a_model_is_drawn_larger_and_dark(tmp_path):
    models.Sequential([layers.Input((4,)), layers.Dense(3)]).save(tmp_path / "net.h5")
    for number in (1, 3):
        arguments = ["--scale", str(number), "--colours", "dark"]
        assert main(["draw", str(tmp_path / "net.h5"), str(tmp_path / f"{number}.png"), *arguments]) == 0
    one, three = (QImage(str(tmp_path / f"{number}.png")) for number in (1, 3))
    assert three.width() == pytest.approx(3 * one.width(), abs=3)
    assert one.pixelColor(1, 1).lightness() < 60


@pytest.mark.usefixtures("qapp")
def test_row_11_and_26_a_project_is_drawn_from_left_to_right_where_that_is_asked(tmp_path):
    project = str(asset("projects", "digits.layerloom.json"))
    sizes = []
    for direction in ("down", "right"):
        path = tmp_path / f"{direction}.png"
        assert main(["draw", project, str(path), "--direction", direction]) == 0
        sizes.append(QImage(str(path)).size())
    down, right = sizes
    assert down.height() > down.width() and right.width() > right.height()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "target, told", [("a.gif", "pictures end in"), ("folder.svg", "a folder has this name")]
)
def test_what_goes_wrong_is_one_sentence(tmp_path, capsys, target, told):
    (tmp_path / "folder.svg").mkdir()
    project = asset("projects", "digits.layerloom.json")
    assert main(["draw", str(project), str(tmp_path / target)]) == 2
    assert told in capsys.readouterr().err
