"""The child process that reads a stranger's model file and hands over plain data; see `opening`.

    python -m layerloom_studio.runs.reader FILE MEMORY SECONDS

With `--network JSON` behind, FILE holds weights alone, and the file JSON the network that they belong to.

It answers on its standard output: eight bytes with the length of a header, the header as JSON, then the bytes of the
weights, one array after the other. Nothing else leaves it, and it may write no files.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from layerloom_studio.language import tr
from layerloom_studio.runs.child import LENGTH

_ALONE = "holds weights alone"  # how the library says that a file lacks the network


def main(arguments: list[str]) -> None:
    """Read the file that the arguments name and answer.

    Args:
        arguments: The file, bytes of memory and seconds of processor time that it may take; then, as
            `user_layers.loaded_words` gives them, files with layers that the person allowed.
    """
    path, memory, seconds, *own = arguments
    network = None
    if own[:1] == ["--network"]:
        network, own = Path(own[1]), own[2:]
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between the bytes of the answer
    try:
        header, arrays = _read(Path(path), int(memory), int(seconds), own, network)
    except MemoryError:
        header, arrays = {"error": tr("needs more memory than a model file may take here")}, []
    with answer:
        write(answer, header, arrays)


def _read(
    path: Path, memory: int, seconds: int, own: list[str], network: Path | None
) -> tuple[dict[str, Any], list[Any]]:
    from layerloom.errors import FileFormatError, LayerloomError
    from layerloom.models.formats import read_any
    from layerloom_studio.user_layers import load_words

    load_words(own)  # what a person allowed to run, and nothing that the model file names
    limit(memory, seconds)  # after the imports: what they take differs between systems
    try:
        try:
            model, has_weights, metadata = (
                read_any(path)  # with what it was compiled with
                if network is None
                else (_filled(network, path), True, {})
            )
        except (LayerloomError, RecursionError):
            if network is not None:
                raise
            model, has_weights, metadata = read_any(path, placeholders=True)
    except FileFormatError as error:
        return {"error": error.cause, "weights_alone": error.cause.startswith(_ALONE)}, []
    except (LayerloomError, OSError, RecursionError) as error:
        return {"error": str(error).rstrip(".") or type(error).__name__}, []
    arrays = [np.ascontiguousarray(array) for array in model.get_weights()] if has_weights else []
    learning = _learning(model) if has_weights else {}
    arrays += learning.pop("state", [])
    kinds = [{"dtype": array.dtype.name, "shape": list(array.shape)} for array in arrays]
    unknown = [layer.name for layer in model.layers if hasattr(layer, "kept")]
    header = {"model": model.to_json(), "metadata": metadata, "weights": kinds, "unknown": unknown}
    return {**header, "has_weights": has_weights, "learning": learning}, arrays


def _filled(network: Path, weights: Path) -> Any:
    """The model of a drawing, with weights from a file of weights alone."""
    from layerloom.models import model_from_json

    model = model_from_json(network.read_text("utf-8"))
    model.load_weights(weights)
    return model


def _learning(model: Any) -> dict[str, Any]:
    """Loss, optimizer and metrics of a compiled model, and under `state` the arrays of its optimizer."""
    compiled = model.get_compile_config() if getattr(model, "optimizer", None) is not None else None
    if not compiled:
        return {}
    found = {key: compiled.get(key) for key in ("loss", "optimizer", "metrics")}
    try:
        json.dumps(found)
    except (TypeError, ValueError):
        return {}
    state = [np.array(variable, order="C") for variable in model.optimizer.variables]
    return {**found, "states": len(state), "state": state}


def limit(memory: int, seconds: int | None = None) -> None:
    """Bound what this process may take; systems without such limits have the parent's clock alone.

    Args:
        memory: Bytes above what it has now.
        seconds: Of processor time.
    """
    try:
        import resource
    except ImportError:
        return
    taken = _address_space()
    for what, most in (
        (resource.RLIMIT_AS, taken + memory if taken else None),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        if most is not None:
            hard = resource.getrlimit(what)[1]
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (most, most))


def _address_space() -> int:
    """Bytes of address space in use, 0 where that cannot be told."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def write(answer: BinaryIO, header: dict[str, Any], arrays: list[Any]) -> None:
    """Write an answer as `child` reads it.

    Args:
        answer: Where to.
        header: Plain data.
        arrays: Contiguous arrays.
    """
    text = json.dumps(header).encode()
    answer.write(len(text).to_bytes(LENGTH, "little"))
    answer.write(text)
    answer.writelines(memoryview(array).cast("B") if array.size else b"" for array in arrays)


if __name__ == "__main__":
    main(sys.argv[1:])
