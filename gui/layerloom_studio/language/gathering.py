"""Gathers the texts of the sources into a catalogue of Qt Linguist: `python -m layerloom_studio.language.gathering`."""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from layerloom.atomic import write_text
from layerloom_studio.language.catalogue import read_catalogue
from layerloom_studio.language.labels import label_of
from layerloom_studio.language.sentences import texts_of_library
from layerloom_studio.resources import asset

CONTEXT = "Layerloom"
LIBRARY = "library_"  # how catalogues begin that hold what `layerloom` says, in place of what the window says
__all__ = ["read_catalogue", "texts_for", "texts_of_sources", "write_catalogue"]

_SOURCES = Path(__file__).resolve().parents[1]
_CALLS = ("tr", "mark")
_FIELD = "Field"  # a setting of the program's own; forms show its name as words


def texts_of_sources(folder: Path = _SOURCES) -> dict[str, str]:
    """Every English text that the sources show, with the file it stands in first.

    Args:
        folder: Where the sources lie.

    Returns:
        Text to file, in the order of the files.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        for text in _texts(ast.parse(path.read_text("utf-8"))):
            found.setdefault(text, path.relative_to(folder).as_posix())
    return found


def write_catalogue(path: Path, translations: dict[str, str], language: str = "ko") -> None:
    """Write a `.ts` file with every text of the sources, and its `.qm` file beside it.

    The catalogue of what the library says (`library_*.ts`) has none: `language.library` reads it as it is, since it
    has to go through all sentences to find the one that was meant.

    Args:
        path: The `.ts` file.
        translations: English text to translation.
        language: Key of the language.
    """
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text, file in texts_for(path).items():
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "extracomment").text = file
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        translation.text = translations.get(text, "")
        if not translation.text:
            translation.set("type", "unfinished")
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    write_text(path, f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n')
    if not path.name.startswith(LIBRARY):
        release(path, path.with_suffix(".qm"))


def texts_for(path: Path) -> dict[str, str]:
    """The English texts that a catalogue has to hold, with the place each comes from first.

    Args:
        path: The `.ts` file.

    Returns:
        Text to place.
    """
    return texts_of_library() if path.name.startswith(LIBRARY) else texts_of_sources()


def release(source: Path, target: Path) -> None:
    """Have Qt make the file that the program loads.

    Args:
        source: The `.ts` file.
        target: The `.qm` file.

    Raises:
        subprocess.CalledProcessError: If `lrelease` cannot read the catalogue.
    """
    import PySide6

    tool = Path(PySide6.__file__).parent / "lrelease"
    subprocess.run(  # noqa: S603 - Qt's own tool on a file of the program
        [str(tool), "-silent", "-nounfinished", str(source), "-qm", str(target)],
        check=True,
        capture_output=True,
    )


def main() -> int:
    """Bring the catalogues up to date with the sources.

    Returns:
        The exit code: 1 if translations are missing.
    """
    missing = 0
    for path in sorted(asset("languages").glob("*.ts")):
        translations = read_catalogue(path)
        write_catalogue(path, translations, path.stem.rpartition("_")[2])
        lacking = [text for text in texts_for(path) if not translations.get(text)]
        sys.stdout.writelines(f"{path.name}: not translated: {text!r}\n" for text in lacking)
        missing += len(lacking)
    return 1 if missing else 0


def _texts(tree: ast.AST) -> Iterator[str]:
    makers = {_FIELD, *_makers_of_fields(tree)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        first = node.args[0]
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            continue
        if node.func.id in _CALLS:
            yield first.value
        elif node.func.id in makers:
            yield label_of(first.value)


def _makers_of_fields(tree: ast.AST) -> Iterator[str]:
    """Yield the functions that give a field of the name that they get first."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(
                name=name,
                args=ast.arguments(args=[ast.arg(arg=first), *_]),
                body=[
                    *_,
                    ast.Return(value=ast.Call(func=ast.Name(id=made), args=[ast.Name(id=given), *_])),
                ],
            ) if made == _FIELD and given == first:
                yield name


if __name__ == "__main__":
    sys.exit(main())
