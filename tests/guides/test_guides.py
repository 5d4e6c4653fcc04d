"""Ten guides in the style of Keras's own: each runs here, and with real Keras to the same results."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

HERE = Path(__file__).parent
GUIDES = sorted(path for path in HERE.glob("*.py") if path.name not in ("start.py", Path(__file__).name))
# The same script with real Keras: nothing but its imports changes.
IMPORTS = (
    ("import layerloom as keras", "import keras"),
    ("GradientTape = keras.GradientTape", "from tensorflow import GradientTape"),
    ("from layerloom", "from keras"),
)
#: Trained so long that TensorFlow is faster with a graph.
LONG = ("time_series",)
TOLERANCE = {"rtol": 2e-4, "atol": 2e-5}


def run(path: Path, monkeypatch: pytest.MonkeyPatch, *, real: bool) -> dict[str, Any]:
    source = path.read_text(encoding="utf-8")
    if real:
        for ours, theirs in IMPORTS:
            source = source.replace(ours, theirs)
        assert "layerloom" not in source
    # Names count from the start.
    importlib.import_module("keras" if real else "layerloom").utils.clear_session()
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.delitem(sys.modules, "start", raising=False)
    space: dict[str, Any] = {"__name__": f"guide_{path.stem}", "__file__": str(path)}
    exec(compile(source, str(path), "exec"), space)
    return space["main"]()


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=path.stem, marks=[pytest.mark.graphs] * (path.stem in LONG)) for path in GUIDES],
)
def test_a_guide_gives_the_results_of_real_keras(path, monkeypatch):
    ours = run(path, monkeypatch, real=False)
    theirs = run(path, monkeypatch, real=True)
    assert list(ours) == list(theirs)
    for key, value in ours.items():
        same(value, theirs[key], key)


def same(ours: Any, theirs: Any, where: str) -> None:
    if isinstance(ours, dict):
        assert list(ours) == list(theirs), where
        for key, value in ours.items():
            same(value, theirs[key], f"{where}.{key}")
    elif isinstance(ours, list) and any(isinstance(item, (str, list)) for item in ours):
        assert len(ours) == len(theirs), where
        for number, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
            same(mine, other, f"{where}[{number}]")
    elif isinstance(ours, (str, bool, int)):
        assert ours == theirs, where
    else:
        np.testing.assert_allclose(np.asarray(ours), np.asarray(theirs), err_msg=where, **TOLERANCE)


def test_there_are_ten():
    assert len(GUIDES) == 10
