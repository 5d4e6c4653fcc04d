"""The command line: what it prints, what it leaves behind, its exit codes, and one sentence for bad input."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from layerloom_studio import __version__, app, startup
from layerloom_studio.cli import is_file_to_open, warmup
from layerloom_studio.resources import asset
from layerloom_studio.runs.events import read_events

DIGITS = asset("projects", "digits.layerloom.json")
SAMPLES = asset("samples")


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two epochs of the bundled project."""
    folder = tmp_path_factory.mktemp("train") / "run"
    assert app.main(["train", str(DIGITS), "--epochs", "2", "--out", str(folder)]) == 0
    return folder


def test_train_leaves_a_run(run_folder: Path) -> None:
    assert (run_folder / "model.h5").is_file()
    assert (run_folder / "checkpoints" / "best.weights.h5").is_file()
    assert json.loads((run_folder / "job.json").read_text())["epochs"] == 2
    assert read_events(run_folder / "events.jsonl")[-1].kind == "finished"


def test_train_tells_every_epoch_in_plain_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = json.loads(asset("templates", "mlp.json").read_text())
    path = tmp_path / "small.layerloom.json"
    path.write_text(json.dumps({**project, "data": {"source": "digits"}, "training": {"epochs": 3}}))
    assert app.main(["train", str(path), "--out", str(tmp_path / "run")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Training mlp: ")
    assert [line.split()[1] for line in lines if line.startswith("Epoch")] == ["1/3", "2/3", "3/3"]
    assert lines[1].startswith("Epoch 1/3 loss ")
    assert "\r" not in "".join(lines)
    assert lines[-2] == f"Model: {tmp_path / 'run' / 'model.h5'} (weights of epoch 3)"


def test_classify_prints_and_writes_a_table(
    run_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, broken = tmp_path / "table.csv", tmp_path / "broken.png"
    broken.write_bytes(b"broken")
    code = app.main(
        ["classify", str(run_folder / "model.h5"), str(SAMPLES), str(broken), "--csv", str(table)]
    )
    assert code == 0
    printed = capsys.readouterr().out
    assert "fitted to 8 × 8, grey, stretched, values 0 to 1" in printed
    assert f"skipped {broken}: this is no image" in printed
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert len(rows) == 21
    assert rows[-1]["skipped"].startswith("this is no image")
    assert all(0 <= float(row["probability_1"]) <= 1 for row in rows[:-1])
    right = sum(row["class_1"] == Path(row["file"]).name[0] for row in rows[:-1])
    assert right >= 12, "two epochs are enough to be right more often than not"


def test_summary_of_models_and_projects(run_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (run_folder / "model.h5", DIGITS, asset("templates", "cnn.json")):
        assert app.main(["summary", str(path)]) == 0
        printed = capsys.readouterr().out
        assert "conv_1" in printed
    assert app.main(["summary", str(run_folder / "model.h5")]) == 0
    assert "Classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9" in capsys.readouterr().out


def _foreign_h5(path: Path) -> Path:
    import h5py

    with h5py.File(path, "w") as file:
        file["x"] = [1, 2, 3]
    return path


@pytest.mark.parametrize(
    "arguments, opens",
    [(["model.h5"], True), (["saved"], True), (["gone.h5"], False), (["train"], False), (["saved", "model.h5"], False)],
)  # fmt: skip
def test_a_file_or_the_folder_of_a_model_is_opened_in_the_window(tmp_path, monkeypatch, arguments, opens):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.h5").touch()
    for folder in ("saved", "train"):
        (tmp_path / folder).mkdir()
    assert is_file_to_open(arguments) is opens


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["train", "missing.json"], "missing.json: "),
        (["train", "broken.json"], "broken.json: The text is no JSON"),
        (["train", "list.json"], "list.json: "),
        (["train", "loose.json", "--out", "run"], "."),
        (["train", str(DIGITS), "--out", "full"], "holds a run already"),
        (["classify", "missing.h5", "a.png"], "missing.h5: there is no such file"),
        (["classify", "broken.h5", "a.png"], "broken.h5: "),
        (["classify", "foreign.h5", "a.png"], "foreign.h5: "),
        (["classify", "MODEL", "empty"], "empty: the folder holds no image files"),
        (["classify", "MODEL", "broken.png"], "None of the images could be classified"),
        (["summary", "broken.h5"], "broken.h5: "),
        (["summary", "broken.json"], "broken.json: "),
        (["no_such_thing"], "there is no file and no command 'no_such_thing'"),
    ],
)
def test_bad_input_ends_in_one_sentence(
    run_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "job.json").touch()
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "list.json").write_text("[1]")
    loose = {
        "class_name": "Functional",
        "config": {"name": "n", "layers": [], "input_layers": [], "output_layers": []},
    }
    (tmp_path / "loose.json").write_text(json.dumps(loose))
    (tmp_path / "broken.h5").write_bytes(b"\x89HDF\r\n\x1a\n broken")
    (tmp_path / "broken.png").write_bytes(b"broken")
    Image.new("L", (2, 2)).save(tmp_path / "a.png")
    _foreign_h5(tmp_path / "foreign.h5")
    code = app.main([str(run_folder / "model.h5") if item == "MODEL" else item for item in arguments])
    error = capsys.readouterr().err
    assert code == 2
    assert error.startswith("layerloom: ")
    assert error.count("\n") == 1
    assert words in error


@pytest.mark.parametrize(
    "arguments",
    [["train"], ["train", "a", "--epochs", "0"], ["classify", "m.h5"], ["--unknown"], ["train", "a", "b"]],
)
def test_wrong_arguments_end_in_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        app.main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_loss_that_is_no_number_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = json.loads(asset("templates", "mlp.json").read_text())
    project["training"] = {
        "optimizer": {"class_name": "SGD", "config": {"learning_rate": 1e30}},
        "loss": "mse",
    }
    (tmp_path / "wild.json").write_text(json.dumps(project))
    assert app.main(["train", str(tmp_path / "wild.json"), "--out", str(tmp_path / "run")]) == 1
    assert "in epoch 1, batch" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        app.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"layerloom {__version__}\n"


@pytest.mark.parametrize(
    "qt, python, broken", [((6, 12), (3, 11), True), ((6, 12), (3, 12), False), ((6, 11), (3, 11), False)]
)
def test_the_pair_of_qt_and_python_that_aborts_is_known(
    qt: tuple[int, int], python: tuple[int, int], broken: bool
) -> None:
    assert startup.broken_pair(qt, python) is broken


def test_without_a_display_the_window_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert "no display" in startup.window_refusal()
    monkeypatch.setenv("DISPLAY", ":0")
    assert startup.window_refusal() == ""


def test_the_module_is_the_command() -> None:
    path = os.pathsep.join(str(asset().parent / half) for half in ("core", "gui"))
    done = subprocess.run(
        [sys.executable, "-m", "layerloom_studio", "--version"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.stdout == f"layerloom {__version__}\n"


def test_warmup_compiles_nothing_that_cannot_be_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(warmup.cache, "folder", lambda: None)
    monkeypatch.setattr(warmup, "mode", lambda: "auto")
    assert warmup.warm_up() == 2
    assert "NumPy computes" in capsys.readouterr().out
