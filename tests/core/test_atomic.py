"""A file is written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from layerloom.atomic import atomic_folder, atomic_path, write_text


def test_target_is_replaced_and_nothing_is_left_beside(tmp_path):
    target = tmp_path / "new" / "file.txt"
    write_text(target, "first\n")
    write_text(target, "second ü\n")
    assert target.read_bytes() == "second ü\n".encode()
    assert list(target.parent.iterdir()) == [target]


def test_error_leaves_the_old_file(tmp_path):
    target = tmp_path / "file.txt"
    write_text(target, "old")

    def fail():
        with atomic_path(target) as beside:
            beside.write_text("half")
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="no signals that kill")
def test_kill_leaves_the_old_file(tmp_path):
    target = tmp_path / "file.txt"
    write_text(target, "old")
    program = (
        "import os, signal, sys\n"
        "from layerloom.atomic import atomic_path\n"
        "with atomic_path(sys.argv[1]) as beside:\n"
        "    beside.write_text('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(target)], env=_environment(), check=False)
    assert done.returncode < 0
    assert target.read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_permissions_are_those_of_a_new_or_of_the_old_file(tmp_path):
    target = tmp_path / "file.txt"
    mask = os.umask(0o027)
    try:
        write_text(target, "new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    target.chmod(0o600)
    write_text(target, "newer")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_link_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_text(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_folder_is_not_replaced(tmp_path):
    with pytest.raises(OSError, match="folder"):
        write_text(tmp_path, "text")


def test_long_names_have_room(tmp_path):
    target = tmp_path / ("n" * 240)
    write_text(target, "text")
    assert target.read_text() == "text"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_devices_and_pipes_are_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="device or pipe"), atomic_path(pipe):
        pass
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(os.name == "nt", reason="no signals that kill")
def test_what_a_kill_left_goes_with_the_next_write_but_not_what_is_being_written(tmp_path):
    test_kill_leaves_the_old_file(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    target = tmp_path / "file.txt"
    with atomic_path(target) as outer:
        write_text(target, "inner")
        assert outer.exists()
        assert len(list(tmp_path.iterdir())) == 2
    assert list(tmp_path.iterdir()) == [target]


def test_folder_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    def write(name):
        with atomic_folder(tmp_path / "model") as beside:
            (beside / name).write_text(name)
            if name == "third":
                raise RuntimeError("the disk is full")

    write("first")
    write("second")
    with pytest.raises(RuntimeError):
        write("third")
    monkeypatch.setattr("layerloom.atomic.exchange", lambda one, other: False)  # as on other systems
    write("fourth")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", _second_fails(Path.rename))
        with pytest.raises(OSError, match="renamed"):
            write("fifth")
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == [
        "model",
        "model/fourth",
    ]


def _second_fails(rename):
    calls = []

    def failing(self, target):
        calls.append(target)
        if len(calls) == 2:
            raise OSError("cannot be renamed")
        return rename(self, target)

    return failing


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_names_that_no_system_takes(name, tmp_path):
    with pytest.raises(OSError, match="no name of a file"):
        write_text(tmp_path / name, "text")


def test_a_file_in_the_place_of_a_folder_is_told_as_such(tmp_path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(NotADirectoryError, match="Not a directory"):
        write_text(tmp_path / "file" / "inside.txt", "new")
    assert (tmp_path / "file").read_text() == "kept"
