"""The Python examples of the README run as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BEFORE = """
from typing import Any
from layerloom import ops
from layerloom.declaration import register
from layerloom.declaration.fields import PositiveFloat
from layerloom.layers import Layer
from layerloom_studio.runs.data import load_data
data = load_data({"source": "digits"}, limit=64)
x, y = data.x, data.y
"""
AFTER = """
assert Swish(2.0).get_config()["beta"] == 2.0
assert Swish.fields()[0].doc == "The multiple."
"""


def test_examples_run(tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    # That one needs real Keras.
    ours = [block for block in blocks if "keras.models.model_from_json" not in block]
    assert len(ours) == 2
    path = os.pathsep.join([str(ROOT / "core"), str(ROOT / "gui")])
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([BEFORE, *ours, AFTER])],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "digits.h5").is_file()
