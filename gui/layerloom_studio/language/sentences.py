"""Gathers what the library says to people: the sentences of its errors, and what it tells of its parts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import layerloom
from layerloom.declaration import registry
from layerloom_studio.language.labels import label_of

#: Parts whose errors meet only those who write Python: the window never calls them so that they could fail.
_FOR_PROGRAMMERS = (
    "atomic.py", "backend", "callbacks/callback_list.py", "callbacks/event_file.py", "callbacks/lambda_callback.py",
    "callbacks/progbar.py", "callbacks/remote_monitor.py", "callbacks/tensorboard.py", "config.py", "data",
    "datasets", "distillation", "dtype_policies.py", "function.py", "graph/operations.py", "graph/python_code.py",
    "keras", "kernels/compiled", "kernels/parallel.py",
    "layers/of_applications.py", "layers/of_older_keras.py", "layers/quantized.py", "layers/serializing.py",
    "layers/stateless.py", "legacy", "mixed_precision.py",
    "models/cloning.py", "models/function.py", "models/model.py", "models/plan", "models/queueing.py",
    "models/states.py", "models/summary.py", "models/traversal.py", "ops/algebra.py", "ops/bits.py",
    "ops/classes.py", "ops/complex.py", "ops/control.py", "ops/ctc.py", "ops/custom.py", "ops/decompositions.py",
    "ops/folding.py", "ops/image", "ops/inverses.py", "ops/matrices.py", "ops/namespace.py", "ops/nested.py",
    "ops/numeric.py", "ops/pieces.py", "ops/scatter.py", "ops/signal.py", "ops/unit.py", "optimizers/loss_scale.py",
    "optimizers/multi.py", "preprocessing", "quiver_engine", "random.py", "saving/file_editor.py",
    "saving/objects.py", "tensors/checks.py", "tensors/dtypes.py", "tensors/operation.py", "tensors/primitive.py",
    "tensors/stateless.py", "tensors/symbolic.py", "tensors/tape.py", "tensors/tensor.py", "tensors/variable.py",
    "tree", "utils/batches.py", "utils/directories.py", "utils/directory_datasets.py", "utils/drawing",
    "utils/enqueuers.py", "utils/feature_space.py", "utils/get_file.py", "utils/model_plotting.py",
    "utils/numerical.py", "utils/py_dataset.py", "utils/resizing.py", "utils/seeds.py", "utils/sequences.py",
    "utils/settings.py", "utils/sounds.py", "utils/timeseries.py", "visualization", "wrappers",
)  # fmt: skip

#: Parts that put sentences together before they raise or report them, so that all their words count.
_SAYING = (
    "callbacks/early_stopping.py", "callbacks/terminate_on_nan.py", "declaration/configurable.py",
    "declaration/fields.py", "declaration/unknown_parts.py",
    "declaration/registry.py", "graph/inference.py", "graph/layer_facts.py", "layers/input_spec.py",
    "layers/misfits.py", "layers/spatial.py", "layers/weights.py", "losses/probability.py",
    "models/architecture.py", "models/formats.py", "models/mistakes.py", "models/onnx_export/calls.py",
    "models/onnx_export/following.py",
    "ops/crossentropy.py", "saving/hdf5.py", "saving/legacy_config.py", "saving/legacy_h5.py",
    "saving/models.py", "saving/optimizer_state.py", "saving/plan.py", "tensors/misfits.py",
    "utils/pictures.py",
)  # fmt: skip
_NO_SENTENCE = re.compile(r"\n|\\[a-z]|^[<$]|\||^\S*$|^missing")
_PLACES = re.compile(r"\{(\d)\}")  # of values that `str.format` fills in
_KINDS = (
    "layer", "initializer", "regularizer", "constraint", "loss", "metric", "optimizer", "schedule", "callback", "code",
)  # fmt: skip
_MOST_GAPS = 9


@cache
def texts_of_library() -> dict[str, str]:
    """Every English text of the library that the window can show, with the part it comes from.

    Returns:
        Text to place; what is filled in is written `%1`, `%2`….
    """
    found: dict[str, str] = {}
    for text, place in (*_told(), *_said()):
        found.setdefault(text, place)
    return found


def _told() -> Iterator[tuple[str, str]]:
    """What classes say of themselves and of their settings."""
    for kind in _KINDS:
        for entry in registry.entries(kind):
            if not entry.target.__module__.startswith("layerloom."):
                continue
            if " " in entry.summary:
                yield entry.summary, f"{kind} {entry.name}"
            fields = getattr(entry.target, "fields", None)
            for field in () if fields is None else fields():
                if kind != "code":
                    yield label_of(field.name), f"{kind} {entry.name}"
                    if field.doc:
                        yield field.doc, f"{kind} {entry.name}"


def _said() -> Iterator[tuple[str, str]]:
    """Sentences of errors and problems, from the sources."""
    root = Path(layerloom.__file__).parent
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if not place.startswith(_FOR_PROGRAMMERS):
            tree = ast.parse(path.read_text("utf-8"))
            for text in _sentences(tree, everything=place in _SAYING):
                yield text, place


def _sentences(tree: ast.Module, everything: bool) -> Iterator[str]:
    inner: set[ast.AST] = set()
    raised: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inner.update(part for part in ast.walk(node) if part is not node and _in_text(part, node))
        elif isinstance(node, ast.Expr):
            inner.add(node.value)  # a docstring
        elif isinstance(node, ast.Dict):
            inner.update(key for key in node.keys if key)  # what NumPy says, what files call things
        elif isinstance(node, ast.BinOp):
            inner.add(node.left)  # the beginning of what is put together
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error"):
            raised.update(part for argument in node.args for part in ast.walk(argument))
    for node in ast.walk(tree):
        if node not in inner and (everything or node in raised):
            text = _with_gaps(node)
            words = re.findall(r"[a-zA-Z]{2,}", re.sub(r"%\d", " ", text))
            if len(words) > ("%" not in text) and not _NO_SENTENCE.search(text):
                yield text.strip()


def _in_text(part: ast.AST, text: ast.JoinedStr) -> bool:
    return any(part is value for value in text.values)


def _with_gaps(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _PLACES.sub(lambda place: f"%{int(place[1]) + 1}", node.value)
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
        return f"{node.left.value}%1" if isinstance(node.left.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    gaps, text = 0, ""
    for value in node.values:
        if isinstance(value, ast.Constant):
            text += str(value.value)
        else:
            gaps = min(gaps + 1, _MOST_GAPS)
            text += f"%{gaps}"
    return text
