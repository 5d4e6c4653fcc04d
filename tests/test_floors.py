"""The house has floors: a file imports from its own folder and from lower floors only, and no two in a circle."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {"layerloom": ROOT / "core" / "layerloom", "layerloom_studio": ROOT / "gui" / "layerloom_studio"}
LONGEST, LONGEST_TEST = 450, 500  # lines

# Low to high; what stands in one row may not import from its neighbours. A name is a folder or a file of the package.
FLOORS = {
    "layerloom": [
        ["about", "errors", "config", "naming", "atomic", "tree"],
        ["declaration", "patterns"],
        ["kernels", "tensors"],
        ["random"],
        ["lookup", "dtype_policies", "ops", "function"],
        ["activations", "initializers", "regularizers", "constraints"],
        ["losses"],
        ["metrics"],
        ["optimizers", "callbacks"],
        ["datasets", "data"],
        ["graph"],
        ["saving"],
        ["layers"],
        ["models"],
        ["utils"],
        ["preprocessing", "quiver_engine"],
        ["backend", "wrappers", "distillation", "visualization", "mixed_precision", "legacy"],
        ["keras"],
    ],
    "layerloom_studio": [
        ["resources"],
        ["language"],
        ["garbage", "startup", "user_layers", "arithmetic"],
        ["document", "runs"],
        ["undo", "theme"],
        ["widgets", "training"],
        ["canvas", "forms", "plots"],
        ["palette", "panels"],
        ["main_window"],
        ["cli"],
        ["app"],
    ],
}

# Files that import each other, wherever in them; what is imported for types alone does not count.
CIRCLES = {
    "layerloom": [
        {"layerloom", "layerloom.keras"}
    ],  # the library, and itself by the name that programs import
    "layerloom_studio": [],
}

QT = ("PySide6", "shiboken6", "pyqtgraph")
FORBIDDEN = {
    "layerloom": (*QT, "layerloom_studio"),
    "layerloom_studio.document": QT,
    "layerloom_studio.runs": QT,
    "layerloom_studio.resources": QT,
    "layerloom_studio.language.texts": QT,
}

# The window must be up before these are paid for.
LAZY = {
    "layerloom": ("PySide6", "pyqtgraph", "sklearn", "scipy", "h5py", "PIL"),
    "layerloom_studio.app": ("PySide6", "pyqtgraph", "sklearn", "scipy", "h5py", "numpy"),
    "layerloom_studio.runs.runner": ("PySide6", "pyqtgraph", "sklearn", "h5py"),
    "layerloom_studio.main_window": ("pyqtgraph", "sklearn", "scipy", "h5py"),
}


def test_every_part_of_the_packages_stands_on_a_floor() -> None:
    for package, folder in SOURCES.items():
        there = {_stem(path) for path in folder.iterdir() if _is_part(path)}
        placed = [name for row in FLOORS[package] for name in row]
        assert len(placed) == len(set(placed)), "a part stands on two floors"
        assert there - set(placed) == set(), f"give these parts of {package} a floor"


@pytest.mark.parametrize("package", SOURCES)
def test_imports_point_down(package: str) -> None:
    level = {name: number for number, row in enumerate(FLOORS[package]) for name in row}
    wrong = []
    for path, line, target in _imports(package):
        here = _part(path, package)
        there = target.split(".")[1] if target.startswith(f"{package}.") else ""
        if here and there and there != here and level.get(there, -1) >= level[here]:
            wrong.append(f"{path.relative_to(ROOT)}:{line} imports {target}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", SOURCES)
def test_no_imports_go_in_a_circle(package: str) -> None:
    modules = {_module(path, package) for path in SOURCES[package].rglob("*.py")}
    follows: dict[str, set[str]] = {module: set() for module in modules}
    for path, _, target in _imports(package):
        here = _module(path, package)
        there = target if target in modules else target.rpartition(".")[0]
        if there in modules and there != here:
            follows[here].add(there)
    assert _circles(follows) == CIRCLES[package]


def test_circles_are_found() -> None:
    follows = {"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": {"e"}, "e": {"d"}, "f": {"a"}}
    assert _circles(follows) == [{"a", "b", "c"}, {"d", "e"}]
    assert _circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


@pytest.mark.parametrize("package", FORBIDDEN)
def test_what_knows_no_window_imports_no_qt(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for path, line, target in _imports(package)
        if target.split(".")[0] in FORBIDDEN[package]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_file_is_too_long() -> None:
    for folder, most in (*((folder, LONGEST) for folder in SOURCES.values()), (ROOT / "tests", LONGEST_TEST)):
        lengths = {
            str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
            for path in folder.rglob("*.py")
        }
        assert {path: length for path, length in lengths.items() if length > most} == {}


@pytest.mark.parametrize("module", LAZY)
def test_slow_packages_are_imported_late(module: str) -> None:
    code = f"import sys, {module}; print(*[name for name in {LAZY[module]!r} if name in sys.modules])"
    path = os.pathsep.join([str(ROOT / "core"), str(ROOT / "gui")])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@cache
def _imports(package: str) -> list[tuple[Path, int, str]]:
    """Returns file, line and full name of everything that a package or module imports, wherever it stands."""
    root, *inside = package.split(".")
    place = SOURCES[root].joinpath(*inside)
    found: list[tuple[Path, int, str]] = []
    for path in sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]:
        tree = ast.parse(path.read_text("utf-8"))
        only_types = {
            id(child)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for child in ast.walk(node)
        }
        for node in ast.walk(tree):
            if id(node) in only_types:
                continue
            if isinstance(node, ast.Import):
                found += [(path, node.lineno, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = _absolute(path, root, node)  # what is taken from it may be a module, too
                found += [(path, node.lineno, f"{base}.{alias.name}") for alias in node.names]
    return found


def _absolute(path: Path, root: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    folders = [root, *path.relative_to(SOURCES[root]).parts[:-1]]
    return ".".join([*folders[: len(folders) - node.level + 1], *filter(None, [node.module])])


def _module(path: Path, package: str) -> str:
    *folders, name = path.relative_to(SOURCES[package]).with_suffix("").parts
    return ".".join([package, *folders, *([] if name == "__init__" else [name])])


def _circles(follows: dict[str, set[str]]) -> list[set[str]]:
    """Returns the groups of modules each of which leads to all others of its group."""
    reached = {start: _reached(start, follows) for start in follows}
    circles: list[set[str]] = []
    for start in sorted(follows):
        circle = {other for other in reached[start] if start in reached[other]}
        if circle and circle not in circles:
            circles.append(circle)
    return circles


def _reached(start: str, follows: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = list(follows[start])
    while pending:
        module = pending.pop()
        if module not in found:
            found.add(module)
            pending.extend(follows[module])
    return found


def _part(path: Path, package: str) -> str:
    """The part of its package that a file belongs to; nothing for the files that gather the parts."""
    name = _stem(SOURCES[package] / path.relative_to(SOURCES[package]).parts[0])
    return "" if name.startswith("__") else name


def _stem(path: Path) -> str:
    return path.name.removesuffix(".py")


def _is_part(path: Path) -> bool:
    return not path.name.startswith("_") and (path.suffix == ".py" or (path / "__init__.py").is_file())
