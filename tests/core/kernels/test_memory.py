"""Keeping freed memory: done once, where the C library can, unless it is forbidden."""

import platform

import numpy as np
import pytest

from layerloom.kernels.memory import keep_freed_memory


@pytest.fixture(autouse=True)
def _fresh():
    keep_freed_memory.cache_clear()
    yield
    keep_freed_memory.cache_clear()


def test_it_is_done_where_the_c_library_is_glibc():
    assert keep_freed_memory() is (platform.libc_ver()[0] == "glibc")


def test_the_environment_can_forbid_it(monkeypatch):
    monkeypatch.setenv("LAYERLOOM_KEEP_MEMORY", "0")
    assert keep_freed_memory() is False


def test_large_arrays_come_and_go_as_before():
    keep_freed_memory()
    for size in (1 << 20, 1 << 24, 1 << 26):
        assert np.ones(size, np.uint8).sum() == size
