"""TensorBoard from the window (row 003-48): told when it answers or ends, gone with the window."""

from __future__ import annotations

import stat
import sys

import pytest

from layerloom_studio.panels.tensorboard import BoardServer, has_board_logs


@pytest.fixture
def server(qtbot):
    server = BoardServer()
    yield server
    server.close()


def script(tmp_path, body):
    path = tmp_path / "board"
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are started by their first line")
def test_its_address_is_told_once_it_answers(server, qtbot, tmp_path):
    program = script(
        tmp_path,
        "print('TensorBoard 2 at http://localhost:6007/ (Press CTRL+C to quit)', sys.argv[1:3], flush=True)\n"
        "time.sleep(60)",
    )
    with qtbot.waitSignal(server.serving, timeout=20_000) as told:
        server.start(tmp_path, program)
    assert told.args == ["http://localhost:6007/"]
    process = server._process
    assert server.running
    server.close()
    assert process.poll() is not None
    assert not server.running


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are started by their first line")
@pytest.mark.parametrize(
    "body, said", [("sys.exit('no port is free')", "no port is free"), (None, "TensorBoard has ended")]
)
def test_what_keeps_it_from_its_work_is_a_sentence(server, qtbot, tmp_path, body, said):
    program = script(tmp_path, body) if body else str(tmp_path / "missing")
    with qtbot.waitSignal(server.failed, timeout=20_000) as told:
        server.start(tmp_path, program)
    assert said in told.args[0]


def test_logs_are_found_wherever_they_lie_in_the_run(tmp_path):
    assert not has_board_logs(tmp_path)
    (tmp_path / "logs" / "train").mkdir(parents=True)
    (tmp_path / "logs" / "train" / "events.out.tfevents.1.x").touch()
    assert has_board_logs(tmp_path)
