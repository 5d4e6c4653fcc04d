"""What runs beside the window's thread touches no Qt type: Qt makes its types on first use, one thread at a time."""

import ast
from pathlib import Path

import pytest

import layerloom_studio

PACKAGE = Path(layerloom_studio.__file__).parent


@pytest.mark.parametrize("name", ["panels/data/loader.py", "panels/predict/work.py", "training/archive.py"])
def test_background_work_imports_no_qt(name: str) -> None:
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert not [module for module in modules if module.startswith(("PySide6", "pyqtgraph"))]
