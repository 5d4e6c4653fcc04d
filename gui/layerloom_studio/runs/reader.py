"""The child process that reads a stranger's model file and hands over plain data; see `opening`.

    python -m layerloom_studio.runs.reader FILE MEMORY SECONDS

With `--network JSON` behind, FILE holds weights alone, and the file JSON the network that they belong to.

It answers on its standard output: eight bytes with the length of a header, the header as JSON, then the bytes of the
weights, one array after the other. Nothing else leaves it, and it may write no files.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from layerloom_studio.language import tr
from layerloom_studio.runs.serving import Answer, answer_to, failure, limit, write

#: How the library says that a file lacks the network, but has weights for one.
_ALONE = (
    "holds weights alone",
    "is a checkpoint of weights alone",
    "is a SavedModel without the configuration of Keras",
)


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
    answer = answer_to()
    try:
        header, arrays = _read(Path(path), int(memory), int(seconds), own, network)
    except MemoryError:
        header, arrays = failure(tr("needs more memory than a model file may take here")), []
    with answer:
        write(answer, header, arrays)


def _read(path: Path, memory: int, seconds: int, own: list[str], network: Path | None) -> Answer:
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
        return {**failure(error), "weights_alone": error.cause.startswith(_ALONE)}, []
    except (LayerloomError, OSError, RecursionError) as error:
        return failure(str(error).rstrip(".") or type(error).__name__), []
    arrays = [np.ascontiguousarray(array) for array in model.get_weights()] if has_weights else []
    learning = _learning(model) if has_weights else {}
    arrays += learning.pop("state", [])
    kinds = [{"dtype": array.dtype.name, "shape": list(array.shape)} for array in arrays]
    unknown = [layer.name for layer in model.layers if hasattr(layer, "kept")]
    header = {"model": model.to_json(), "metadata": metadata, "weights": kinds, "unknown": unknown}
    return {**header, "has_weights": has_weights, "learning": learning}, arrays


def _filled(network: Path, weights: Path) -> Any:
    """The model of a drawing, with weights from a file of weights alone."""
    from layerloom_studio.runs.networks import network_of

    model = network_of(network.read_text("utf-8"))
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


if __name__ == "__main__":
    main(sys.argv[1:])
