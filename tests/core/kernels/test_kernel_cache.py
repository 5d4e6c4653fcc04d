"""Where compiled kernels come from: modes, and the folder that keeps them for the next process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layerloom.kernels import compiled
from layerloom.kernels.compiled import cache

CORE = Path(compiled.__file__).resolve().parents[3]


@pytest.mark.parametrize("mode", ["plain", "wait"])
def test_modes(mode: str) -> None:
    compiled.set_mode(mode)
    try:
        found = compiled.kernels(["elementwise"])
        assert found is not None
        assert found["elementwise"].__name__.endswith("plain" if mode == "plain" else "loops")
    finally:
        compiled.set_mode(None)
    with pytest.raises(ValueError, match="auto, wait, plain"):
        compiled.set_mode("never")


def test_a_cache_that_cannot_be_written_costs_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LAYERLOOM_KERNEL_CACHE", str(tmp_path / "file"))
    cache.folder.cache_clear()
    try:
        with pytest.warns(RuntimeWarning, match="cannot be kept in"):
            assert cache.folder() is None
        assert not cache.is_kept("elementwise")
    finally:
        cache.folder.cache_clear()


def test_copies_and_new_installations_have_kernels_of_their_own(tmp_path: Path) -> None:
    here = Path(compiled.__file__).parent
    copy = shutil.copytree(here, tmp_path / "compiled")
    keys = [cache._key(here), cache._key(copy)]
    assert cache._key(copy) == keys[1]
    os.utime(copy / "rows_loops.py", (0, 0))
    keys.append(cache._key(copy))
    with (copy / "rows_loops.py").open("a") as file:
        file.write("# changed")
    os.utime(copy / "rows_loops.py", (0, 0))
    keys.append(cache._key(copy))
    assert len(set(keys)) == 4


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    code = (
        "import numpy as np; from layerloom.kernels.compiled import cache, loading; ops = loading._loops('rows');"
        "print(ops.__name__, cache.is_kept('rows'))"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(CORE),
        "LAYERLOOM_KERNEL_CACHE": str(tmp_path),
        "LAYERLOOM_KERNELS": "wait",
    }

    def load() -> str:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            capture_output=True, text=True, env=environment, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    expected = "layerloom.kernels.compiled.rows_loops True"
    assert load() == expected
    files = [path for path in tmp_path.rglob("*.nb?") if path.is_file()]
    assert files
    cut_off, overwritten = b"", b"no index of kernels"
    for number, path in enumerate(files):
        path.write_bytes(overwritten if number % 2 else cut_off)
    assert load() == expected
    assert all(path.read_bytes() not in (cut_off, overwritten) for path in tmp_path.rglob("*.nb?"))


def test_kernels_of_versions_that_nobody_uses_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_KERNEL_CACHE", str(tmp_path))
    cache.folder.cache_clear()
    try:
        mine, old, recent = cache.folder(), tmp_path / "0123456789abcdef", tmp_path / "fedcba9876543210"
        assert mine is not None
        for other, days in [(old, 40), (recent, 3)]:
            other.mkdir()
            (other / "rows.done").touch()
            then = time.time() - days * 24 * 3600
            os.utime(other, (then, then))
        cache.tidy()
        assert sorted(tmp_path.iterdir()) == sorted([mine, recent])
    finally:
        cache.folder.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="processes do not wait for each other there")
def test_one_process_compiles_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setenv("LAYERLOOM_KERNEL_CACHE", str(tmp_path))
    cache.folder.cache_clear()

    def is_free() -> bool:
        with next(tmp_path.rglob("compiling.lock")).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

    try:
        with cache.alone():
            assert not is_free()
        assert is_free()
    finally:
        cache.folder.cache_clear()


def test_numba_is_not_loaded_before_a_model_runs() -> None:
    code = (
        "import sys, layerloom, layerloom.models.plan; print('numba' in sys.modules, 'scipy' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(CORE)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.split() == ["False", "False"]


def test_every_family_has_both_modules() -> None:
    folder = Path(compiled.__file__).parent
    for kind in ("loops", "plain"):
        assert sorted(path.stem.removesuffix(f"_{kind}") for path in folder.glob(f"*_{kind}.py")) == sorted(
            compiled.FAMILIES
        )
