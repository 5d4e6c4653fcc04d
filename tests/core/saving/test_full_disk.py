"""A full disk, a folder that is write-protected and a kill leave the old file whole and nothing beside it."""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from layerloom import layers, models
from layerloom.models.formats import write_any

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits and signals of another kind")

NAMES = ["m.h5", "m.keras", "m.weights.h5", "m.onnx", "m.json", "m.yaml", "folder"]
PROGRAM = """
import resource, signal, sys
from pathlib import Path
from layerloom import layers, models
from layerloom.errors import FileFormatError
from layerloom.models.formats import write_any
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
many = [layers.Dense(40) for _ in range(120)]
model = models.Sequential([layers.Input((40,)), *many])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for name in sys.argv[1:]:
    try:
        write_any(model, name)
        print("written", name)
    except FileFormatError as error:
        print(error)
"""
FORBIDDEN = """
import os, sys
import onnx, yaml  # now: whom nothing is allowed may not read them later
from layerloom import layers, models
from layerloom.errors import FileFormatError
from layerloom.models.formats import write_any
model = models.Sequential([layers.Input((4,)), layers.Dense(3)])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for name in sys.argv[1:]:
    try:
        write_any(model, name)
        print("written", name)
    except FileFormatError as error:
        print(error)
"""
KILLED = """
import os, signal, sys
from pathlib import Path
import layerloom.atomic
from layerloom import layers, models
import layerloom.atomic
def kill(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
layerloom.atomic.flush = kill
models.Sequential([layers.Input((4,)), layers.Dense(3)]).save(sys.argv[1])
"""


def run(program, *arguments):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)


def small():
    return models.Sequential([layers.Input((4,)), layers.Dense(2, kernel_initializer="ones")])


def contents(folder):
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_full_disk(tmp_path):
    for name in NAMES:
        write_any(small(), tmp_path / name)
    before = contents(tmp_path)
    done = run(PROGRAM, *(tmp_path / name for name in NAMES))
    assert done.stdout.count("cannot be written: File too large.") == len(NAMES), done.stdout + done.stderr
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["m.h5", "m.keras", "folder"])
def test_kill_in_the_middle(name, tmp_path):
    small().save(tmp_path / name)
    before = contents(tmp_path)
    assert run(KILLED, tmp_path / name).returncode < 0
    assert before.items() < contents(tmp_path).items()
    small().save(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert np.all(models.load_model(tmp_path / name).get_weights()[0] == 1)


def test_no_permission():
    """Root, to whom nothing is forbidden, tries it as somebody else."""
    with tempfile.TemporaryDirectory() as name:  # not in pytest's folder, into which nobody else may look
        folder = Path(name)
        for target in NAMES:
            write_any(small(), folder / target)
        before = contents(folder)
        folder.chmod(0o555)
        done = run(FORBIDDEN, *(folder / target for target in NAMES))
        folder.chmod(0o755)
        assert done.stdout.count("cannot be written: Permission denied.") == len(NAMES), (
            done.stdout + done.stderr
        )
        assert contents(folder) == before


@pytest.mark.parametrize("moves", range(1, 6))
def test_checkpoint_is_the_old_or_the_new_one_after_each_step(moves, tmp_path, monkeypatch):
    """The two files of a checkpoint change their meaning in one step, whichever of them was renamed before a kill."""
    models_of = [small(), small()]
    models_of[1].set_weights([weight + 1 for weight in models_of[1].get_weights()])
    models_of[0].save_weights(tmp_path / "ckpt")
    replace, done = Path.replace, []

    def stopping(self, target):
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(target)
        return replace(self, target)

    with monkeypatch.context() as patched, contextlib.suppress(KeyboardInterrupt):
        patched.setattr(Path, "replace", stopping)
        models_of[1].save_weights(tmp_path / "ckpt")
    read = small()
    read.load_weights(tmp_path / "ckpt")
    is_new = moves > 2  # the index comes third
    assert np.all(read.get_weights()[0] == 1 + is_new)
    models_of[1].save_weights(tmp_path / "ckpt")
    read.load_weights(tmp_path / "ckpt")
    assert np.all(read.get_weights()[0] == 2)
