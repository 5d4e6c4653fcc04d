"""Layers and callbacks of the user's own: classes of a Python file that stand beside ours, once its owner agreed.

A file is run only after a person was asked, and again only while it is byte for byte the same. In it, `keras`,
`tf_keras` and `tensorflow.keras` mean Layerloom's own modules, so that what was written for Keras needs no change as
long as it computes with `keras.ops`; of TensorFlow itself there is nothing else.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import inspect
import sys
import traceback
import types
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerloom.declaration import fields as declared
from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom_studio.language import mark, tr
from layerloom_studio.language.system_errors import cause_of

CATEGORY = "Your layers"
_LARGEST = 2**20  # bytes of source
_OURS = "layerloom.keras"
_KERAS = ("keras", "tf_keras")
_BY_ENDING = {
    "activation": declared.ActivationLike,
    "_initializer": declared.InitializerLike,
    "_regularizer": declared.RegularizerLike,
    "_constraint": declared.ConstraintLike,
}
_NOTHING = mark(
    "{file}: no class in it derives from keras.layers.Layer or keras.callbacks.Callback, so it brings nothing."
)
_STARTS = {"units": 32, "filters": 32, "rate": 0.1, "axis": -1, "monitor": "val_loss"}


class UserCodeError(LayerloomError):
    """What is wrong with a file of the user's own, with the line."""


@dataclass(frozen=True)
class Source:
    """A file that was read but not run.

    Args:
        path: The file.
        digest: Tells it from every other content.
        text: Its source.
        classes: Names of the classes in it that may be layers or callbacks.
        imports: What it imports, as it says it.
    """

    path: Path
    digest: str
    text: str
    classes: tuple[str, ...]
    imports: tuple[str, ...]


@dataclass(frozen=True)
class UserFile:
    """A file that was run.

    Args:
        path: The file.
        digest: Of its content then.
        classes: Names of the layers and callbacks that it brought.
    """

    path: Path
    digest: str
    classes: tuple[str, ...]


_loaded: dict[Path, UserFile] = {}


def read_source(path: Path) -> Source:
    """Read a file without running anything of it.

    Raises:
        UserCodeError: If it cannot be read, is no Python, or defines no class.
    """
    path = path.absolute()
    try:
        if path.stat().st_size > _LARGEST:
            raise UserCodeError(
                tr(
                    "{file}: the file is larger than 1 MB, so it is no file with code of yours.",
                    file=path.name,
                )
            )
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UserCodeError(
            tr("{file}: cannot be read ({cause}).", file=path, cause=cause_of(error))
        ) from error
    except UnicodeDecodeError as error:
        raise UserCodeError(tr("{file}: the file is no text, so it is no Python.", file=path.name)) from error
    tree = _parse(path, text)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.bases]
    names = tuple(node.name for node in classes if not node.name.startswith("_"))
    if not names:
        raise UserCodeError(tr(_NOTHING, file=path.name))
    return Source(path, hashlib.sha256(data).hexdigest(), text, names, tuple(_imports(tree)))


def load(source: Source) -> UserFile:
    """Run a file and register what it brings. Only call this when a person has agreed to this very content.

    Args:
        source: What was read and agreed to.

    Returns:
        What it brought.

    Raises:
        UserCodeError: If it fails, or its classes cannot be used; one sentence with the line. Nothing is registered
            then.
    """
    path, name = source.path, f"user_layers_{source.path.stem}_{source.digest[:8]}"
    tree = ast.fix_missing_locations(_ToOurs(path).visit(_parse(path, source.text)))
    module = types.ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module
    try:
        exec(compile(tree, str(path), "exec"), module.__dict__)  # noqa: S102 - what this file is for; its owner was asked
    except BaseException as error:
        del sys.modules[name]
        if isinstance(error, KeyboardInterrupt):
            raise
        raise _told(path, error) from error
    found = [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and _kind(value) and value.__module__ == name
        and not value.__name__.startswith("_")
    ]  # fmt: skip
    try:
        file = _loaded[path] = UserFile(path, source.digest, _register(path, source.text, found))
        return file
    except UserCodeError:
        del sys.modules[name]
        raise


def unload(file: UserFile) -> None:
    """Take away what a file brought; drawings that have its layers say that they are unknown."""
    _loaded.pop(file.path, None)
    for kind in ("layer", "callback"):
        for name in file.classes:
            known = registry.find(kind, name)
            if known is not None and known.category == CATEGORY:
                registry.unregister(kind, name)


def own_callbacks() -> list[str]:
    """Name the callbacks that files of the user's own have brought."""
    return [entry.name for entry in registry.entries("callback") if entry.category == CATEGORY]


def mistake_of(error: BaseException) -> UserCodeError | None:
    """Tell a mistake that the code of a loaded file made while it ran, with its file and line.

    Args:
        error: What ended a training, say.

    Returns:
        One sentence; `None` if no code of a loaded file was at it.
    """
    frames = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    path = next((path for path in reversed(frames) if path in _loaded), None)
    return None if path is None else _told(path, error)


def loaded_words() -> list[str]:
    """Name the files that are in use, so that another process of this program can load the same ones."""
    return [f"{file.digest}:{file.path}" for file in _loaded.values()]


def load_words(words: Iterable[str]) -> None:
    """Load what `loaded_words` named in the process that asks; a file that has changed since is left out."""
    for word in words:
        digest, _, path = word.partition(":")
        with contextlib.suppress(UserCodeError):
            source = read_source(Path(path))
            if source.digest == digest:
                load(source)


def _parse(path: Path, text: str) -> ast.Module:
    try:
        return ast.parse(text, str(path))
    except SyntaxError as error:
        raise UserCodeError(
            tr(
                "{file}, line {line}: this is no valid Python ({cause}).",
                file=path.name,
                line=error.lineno or 1,
                cause=error.msg,
            )
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise UserCodeError(
            tr("{file}: this is no valid Python ({cause}).", file=path.name, cause=error)
        ) from error


def _imports(tree: ast.Module) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append("." * node.level + (node.module or ""))
    return sorted(set(names))


class _ToOurs(ast.NodeTransformer):
    """Points the imports of Keras at our own modules; lines stay where they are."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def visit_Import(self, node: ast.Import) -> ast.AST | list[ast.AST]:
        made: list[ast.AST] = []
        for alias in node.names:
            root, _, rest = alias.name.partition(".")
            if root == "tensorflow" and (not rest or rest.partition(".")[0] == "keras"):
                made.append(_tensorflow(alias, node))
            elif root in _KERAS:
                inner = f"{_OURS}.{rest}" if rest and alias.asname else _OURS
                made.append(_at(ast.Import([ast.alias(inner, alias.asname or root)]), node))
                if rest and not alias.asname:
                    made.append(_at(ast.Import([ast.alias(f"{_OURS}.{rest}", f"_{root}_part")]), node))
            else:
                made.append(_at(ast.Import([alias]), node))
        return made

    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        parts = (node.module or "").split(".")
        if node.level == 0 and parts[0] == "tensorflow":
            if parts[1:2] == ["keras"]:
                parts = parts[1:]
            elif len(parts) == 1 and all(alias.name == "keras" for alias in node.names):
                return _at(ast.ImportFrom("layerloom", node.names, 0), node)
            else:
                raise UserCodeError(
                    tr(
                        "{file}, line {line}: {module} is not here, since Layerloom works without TensorFlow; only its "
                        "tensorflow.keras is.",
                        file=self._path.name,
                        line=node.lineno,
                        module=node.module,
                    )
                )
        if node.level == 0 and parts[0] in _KERAS:
            return _at(ast.ImportFrom(".".join([_OURS, *parts[1:]]), node.names, 0), node)
        return node


def _tensorflow(alias: ast.alias, node: ast.stmt) -> Any:
    """Give `tf` a stand-in that has `keras` and nothing else, or the part of Keras that was asked for."""
    rest = alias.name.split(".")[2:]
    if alias.asname and alias.name != "tensorflow":
        return _at(ast.Import([ast.alias(".".join([_OURS, *rest]), alias.asname)]), node)
    name = ast.alias("TENSORFLOW", alias.asname or "tensorflow")
    return _at(ast.ImportFrom(__name__, [name], 0), node)


def _at(made: Any, node: ast.stmt) -> Any:
    return ast.copy_location(made, node)


class _TensorFlow:
    """What `import tensorflow as tf` gives."""

    @property
    def keras(self) -> Any:
        import layerloom.keras

        return layerloom.keras

    def __getattr__(self, name: str) -> Any:
        raise UserCodeError(
            tr(
                "tf.{name} is not here, since Layerloom works without TensorFlow: use what tf.keras.ops has instead",
                name=name,
            )
        )


TENSORFLOW = _TensorFlow()


def _register(path: Path, text: str, classes: list[type]) -> tuple[str, ...]:
    if not classes:
        raise UserCodeError(tr(_NOTHING, file=path.name))
    for cls in classes:
        known = registry.find(_kind(cls), cls.__name__)
        if known is None:
            continue
        names = {"file": path.name, "line": _line(text, cls.__name__), "layer": cls.__name__}
        if known.category != CATEGORY:
            sentence = (
                tr(
                    "{file}, line {line}: there is a layer called {layer} already; give yours another name.",
                    **names,
                )
                if _kind(cls) == "layer"
                else tr(
                    "{file}, line {line}: there is a callback called {layer} already; give yours another name.",
                    **names,
                )
            )
            raise UserCodeError(sentence)
        raise UserCodeError(
            tr(
                "{file}, line {line}: another of your files has a class called {layer}; remove that file first, or "
                "give one of them another name.",
                **names,
            )
        )
    for cls in classes:
        starts = _describe(cls)
        cls.keras_module = path.stem  # type: ignore[attr-defined]  # what files call the place of the class
        registry.register(_kind(cls), category=CATEGORY, start=starts)(cls)
    return tuple(cls.__name__ for cls in classes)


def _kind(cls: type) -> str:
    """What a class is to the program: "layer", "callback", or nothing."""
    from layerloom.callbacks import Callback
    from layerloom.layers import Layer

    return "layer" if issubclass(cls, Layer) else "callback" if issubclass(cls, Callback) else ""


def _describe(cls: type) -> dict[str, Any]:
    """Tell forms of what kind the settings are, by name and default, where the class itself does not say.

    Returns:
        Values for the settings without a default.
    """
    start = cls.__dict__.get("__init__")
    starts: dict[str, Any] = {}
    if start is None:
        return starts
    for name, parameter in list(inspect.signature(start).parameters.items())[1:]:
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        default = parameter.default
        if parameter.annotation is parameter.empty:
            kind = next((kind for end, kind in _BY_ENDING.items() if name.endswith(end)), None)
            if kind is None and type(default) in (bool, int, float, str):
                kind = type(default)
            if kind is None and default is parameter.empty:
                kind = type(_STARTS.get(name, 1))
            if kind is not None:
                start.__annotations__[name] = kind
        if default is parameter.empty:
            starts[name] = _STARTS.get(name, _start_for(parameter.annotation))
    return starts


def _start_for(annotation: Any) -> Any:
    return {"float": 1.0, "str": "", "bool": False}.get(getattr(annotation, "__name__", str(annotation)), 1)


def _line(text: str, name: str) -> int:
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return node.lineno
    return 1


def _told(path: Path, error: BaseException) -> UserCodeError:
    """Put an exception of the file's own code into one sentence with the line that it came from."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)
    ]
    where = path.name
    if lines and lines[-1]:
        where = tr("{file}, line {line}", file=path.name, line=lines[-1])
    words = " ".join(tr(str(error)).split())[:300].rstrip(".")
    if isinstance(error, UserCodeError):
        return UserCodeError(f"{where}: {words}.")
    if isinstance(error, ModuleNotFoundError):
        return UserCodeError(
            tr("{where}: the module {module!r} is not installed here.", where=where, module=error.name)
        )
    kind = type(error).__name__
    return UserCodeError(f"{where}: {kind}: {words}." if words else f"{where}: {kind}.")
