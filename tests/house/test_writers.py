"""Every file of the program is written whole or not at all: nothing writes beside the one way to do so."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "core", ROOT / "gui"]

#: Methods that write the file they are given or belong to.
METHODS = {"write_text", "write_bytes", "tofile", "touch", "extractall", "extract", "setFileName"}
#: Functions that do, with or without their module's name.
FUNCTIONS = {
    "save", "savez", "savez_compressed", "savetxt", "copyfile", "copy", "copy2", "copytree", "move", "mkstemp",
    "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "QFile", "QSaveFile", "QImageWriter", "QPdfWriter",
}  # fmt: skip
#: Where names as common as ``save`` and ``copy`` are functions that write.
MODULES = {"np", "numpy", "shutil", "tempfile"}
#: What has a ``save`` that goes through the one way itself, or writes no file.
SAVERS = {"model", "painter", "self", "super"}
#: Blocks in which a path beside the target is written to.
SAFE = {"atomic_path", "atomic_folder"}

BESIDE = "writes to the path beside the target that it was given"
OWN_FOLDER = "a temporary folder that only this process knows"
PIPE = "the pipe to the process that asked"
MEMORY = "writes to memory, or a stream that its caller gave it"
STREAM = "a stream that grows line by line, so that it can be followed; its reader passes over a torn end"
ALLOWED = {
    "layerloom/atomic.py": "the one way itself",
    "layerloom/saving/writing.py": BESIDE,
    "layerloom/saving/saved_model/bundle_writer.py": BESIDE,
    "layerloom/saving/saved_model/checkpoint.py": "files of which the index, which comes last, makes a checkpoint",
    "layerloom/saving/keras_archive.py": OWN_FOLDER,
    "layerloom/saving/shards.py": MEMORY,
    "layerloom/saving/tfjs/reading.py": MEMORY,
    "layerloom/layers/preprocessing/vocabulary.py": "writes to the folder that a file's writer gave it",
    "layerloom/callbacks/summaries.py": MEMORY,
    "layerloom/data/storage.py": "writes beside the target in several calls, between its start and its end",
    "layerloom/utils/drawing/files.py": MEMORY,
    "layerloom/utils/images.py": MEMORY,
    "layerloom_studio/plots/export.py": MEMORY,
    "layerloom_studio/runs/serving.py": PIPE,
    "layerloom_studio/cli/demo.py": OWN_FOLDER,
    "layerloom_studio/panels/predict/handed.py": OWN_FOLDER,
    "layerloom_studio/panels/gallery.py": OWN_FOLDER,
    "layerloom_studio/runs/opening.py": OWN_FOLDER,
    "layerloom/datasets/archives.py": "unpacks beside the folder; what is torn is unpacked again",
    "layerloom/datasets/download.py": "grows a part that a later attempt goes on with; it is flushed and renamed",
    "layerloom/callbacks/event_file.py": f"{STREAM}; its name is a new one each time",
    "layerloom/callbacks/csv_logger.py": STREAM,
    "layerloom/kernels/compiled/cache.py": "an empty file that processes lock, and marks without content",
    "layerloom/quiver_engine/looking.py": OWN_FOLDER,
    "layerloom_studio/runs/events.py": STREAM,
    "layerloom_studio/runs/histograms.py": STREAM,
    "layerloom_studio/canvas/picture.py": BESIDE,
}


def writes(path: Path) -> list[tuple[int, str]]:
    """Returns line and source of all calls in a file that write another one, outside of safe blocks."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        and any(
            SAFE & {name.id for name in ast.walk(item) if isinstance(name, ast.Name)} for item in node.items
        )
        for child in ast.walk(node)
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in inside]
    return [(call.lineno, ast.unparse(call)) for call in calls if _writes(call)]


def _writes(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    owner = ast.unparse(function.value) if isinstance(function, ast.Attribute) else ""
    if name in ("open", "File", "ZipFile", "fdopen"):
        return any(
            isinstance(value, ast.Constant)
            and isinstance(value.value, str)
            and set(value.value) & set("wax+")
            for argument in (
                *call.args[:2],
                *(keyword.value for keyword in call.keywords if "mode" in str(keyword.arg)),
            )
            for value in ast.walk(argument)
            if isinstance(value, ast.Constant) and len(str(value.value)) <= 3
        )
    if name in METHODS:
        return bool(owner)
    if name in FUNCTIONS and (not owner or owner in MODULES):
        return name not in ("copy", "move", "save") or bool(owner)
    return name == "save" and bool(owner) and owner.split(".")[-1].removesuffix("()") not in SAVERS


def test_all_writers_go_through_the_one_way() -> None:
    found = {}
    for source in SOURCES:
        for path in sorted(source.rglob("*.py")):
            calls = writes(path)
            if calls:
                found[path.relative_to(source).as_posix()] = calls
    unknown = {name: calls for name, calls in found.items() if name not in ALLOWED}
    assert unknown == {}, "write through layerloom.atomic, or say in the table why not"
    assert set(ALLOWED) - set(found) == set(), "these no longer write: take them out of the table"


@pytest.mark.parametrize(
    "line, found",
    [
        ("Path(name).write_text(text)", True),
        ("with open(name, 'w') as file: pass", True),
        ("path.open('ab')", True),
        ("path.open('w' if new else 'a')", True),
        ("open(name, mode='x')", True),
        ("h5py.File(name, 'w')", True),
        ("zipfile.ZipFile(name, 'w')", True),
        ("np.savez(name, x)", True),
        ("picture.save(name)", True),
        ("shutil.copyfile(one, other)", True),
        ("path.open('rb')", False),
        ("model.save(name)", False),
        ("array.copy()", False),
        ("with atomic_path(name) as beside: beside.write_text(text)", False),
    ],
)
def test_what_is_taken_for_a_writer(line: str, found: bool, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(line)
    assert bool(writes(tmp_path / "module.py")) is found
