"""Real Keras is the measure of this library: where it is missing the tests fail, they are never skipped for it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("package", ["keras", "tensorflow", "tf_keras", "tensorboard"])
def test_the_package_is_installed(package: str) -> None:
    assert importlib.util.find_spec(package), f"{package} is missing: pip install -e '.[test]'"


def test_no_test_is_skipped_for_a_missing_package() -> None:
    pattern = re.compile(r"importorskip|skip.*(ImportError|ModuleNotFoundError|find_spec)")
    found = [
        f"{path.relative_to(TESTS)}:{number}"
        for path in sorted(TESTS.rglob("*.py"))
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []
