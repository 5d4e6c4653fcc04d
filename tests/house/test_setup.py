"""The commands of the README, the scripts behind them, and what is packed."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("script", sorted((ROOT / ".ci").iterdir()), ids=lambda path: path.name)
def test_scripts_have_no_syntax_errors(script: Path) -> None:
    shell = shutil.which("bash" if "bash" in script.read_text("utf-8").splitlines()[0] else "sh")
    if shell is None:
        pytest.skip("there is no shell on this system")
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_readme_begins_with_the_two_commands() -> None:
    head = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:25])
    assert head.index("make run") < head.index("make test")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert {"run:", "test:"} <= set(re.findall(r"^\w+:", makefile, re.MULTILINE))


def test_files_that_the_readme_shows_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    linked = re.findall(r"\]\((?!https?://|#)([^)]+)\)", text)
    assert [path for path in linked if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    "script", sorted((ROOT / "tests" / "benchmarks").glob("*.py")), ids=lambda path: path.name
)
def test_no_script_hides_a_package(script: Path) -> None:
    """The folder of a script comes first in its path: with a ``coverage.py`` beside it, Numba would not load."""
    found = importlib.util.find_spec(script.stem)
    assert found is None or found.origin == str(script)


def test_dependencies_are_the_agreed_ones() -> None:
    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\s<>=;\[]", line)[0].lower() for line in requirements}

    project = PROJECT["project"]
    assert names(project["dependencies"]) == {
        "pyside6-essentials", "numpy", "pyqtgraph", "h5py", "pillow", "pyyaml", "platformdirs", "scikit-learn",
        "scipy", "threadpoolctl", "numba",
    }  # fmt: skip
    assert {
        "keras",
        "tensorflow-cpu",
        "tensorflow",
        "tf_keras",
        "tensorboard",
        "onnx",
        "onnxruntime",
    } <= names(project["optional-dependencies"]["test"])
    assert names(project["optional-dependencies"]["onnx"]) == {"onnx"}
    assert "PySide6-Essentials>=6.10,<6.12" in project["dependencies"]


def test_the_wheel_holds_both_packages_and_the_assets() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["core/layerloom", "gui/layerloom_studio"]
    assert wheel["force-include"] == {"assets": "layerloom_studio/assets"}
    assert all((ROOT / package / "py.typed").is_file() for package in wheel["packages"])
