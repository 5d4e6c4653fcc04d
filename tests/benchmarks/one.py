"""One measurement in a process of its own; JSON comes out.

    one.py PEER WORKLOAD [--seconds S] [--threads N] [--predict IMAGES [--on-batch]]
    one.py PEER WORKLOAD --save FILE       writes the network for the next
    one.py PEER WORKLOAD --open FILE       opens it and classifies one image, to be timed from outside

The peers: layerloom, torch, torch-tuned, torch-compiled, keras-jax, keras-tensorflow, keras-torch, sklearn.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PEERS = (
    "layerloom", "torch", "torch-tuned", "torch-compiled", "keras-jax", "keras-tensorflow", "keras-torch", "sklearn",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("workload")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long to measure")
    parser.add_argument("--threads", type=int, default=0, help="threads that may be used; 0 for all")
    parser.add_argument("--predict", type=int, default=0, help="time predict of so many images instead")
    parser.add_argument("--on-batch", action="store_true", help="by predict_on_batch")
    parser.add_argument("--save", type=Path, help="write the network to a file")
    parser.add_argument("--open", type=Path, help="open a file and classify one image")
    options = parser.parse_args(arguments)
    if options.threads:
        for name in ("OMP", "OPENBLAS", "MKL", "NUMBA", "TF_NUM_INTRAOP", "TF_NUM_INTEROP"):
            os.environ[f"{name}_NUM_THREADS" if "TF" not in name else f"{name}_THREADS"] = str(
                options.threads
            )
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=" + (
            "false" if options.threads == 1 else "true"
        )
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: options.threads]))
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    warnings.simplefilter("ignore")
    warnings.filterwarnings("error", message="The kernels of")  # else NumPy would be measured without a word
    sys.path[:0] = [str(HERE), str(HERE.parents[1] / "core")]
    if options.open:
        classify(options.peer, options.open)
        return
    os.environ.setdefault("LAYERLOOM_KERNELS", "wait")  # compiling is no part of a step
    if options.save:
        save(options.peer, options.workload, options.save)
        return
    print(json.dumps(measure(options)))


def save(peer: str, name: str, path: Path) -> None:
    """Write the untrained network of a workload: as .h5, or in PyTorch's own format."""
    from workloads import find

    build, (x, _) = find(name).make()
    if peer == "torch":
        from peer_torch import save as save_torch

        save_torch(path)
        return
    model = build(_keras(peer))
    model.predict(x[:1], verbose=0)
    model.save(path)


def classify(peer: str, path: Path) -> None:
    """Open a network and classify one image: all that the process does."""
    import numpy as np

    image = np.zeros((1, 28, 28, 1), "float32")
    if peer == "torch":
        from peer_torch import load

        print(int(load(path)(image).argmax()))
        return
    model = _keras(peer).models.load_model(path)
    print(int(model.predict(image, verbose=0).argmax()))


def measure(options: Any) -> dict[str, Any]:
    """Return milliseconds per step (wall and processor time) and the peak memory.

    Args:
        options: Those of the command line.
    """
    from workloads import STEPS, find

    peer, name, seconds, predict = options.peer, options.workload, options.seconds, options.predict
    workload = find(name)
    build, (x, y) = workload.make()
    if predict:
        step, steps = _predictor(peer, build, x[:1].repeat(predict, axis=0), options.on_batch), 1
    else:
        step, steps = _trainer(peer, name, build, x, y, workload.batch), STEPS
    step()
    step()
    walls, processors = [], []
    end = time.perf_counter() + seconds
    while len(walls) < 3 or time.perf_counter() < end:
        wall, processor = time.perf_counter(), time.process_time()
        step()
        walls.append((time.perf_counter() - wall) / steps * 1e3)
        processors.append((time.process_time() - processor) / steps * 1e3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "ms": sorted(walls)[len(walls) // 2],
        "cpu_ms": sorted(processors)[len(processors) // 2],
        "mib": peak,
    }


def _trainer(peer: str, name: str, build: Any, x: Any, y: Any, batch: int) -> Callable[[], Any]:
    if peer.startswith("torch"):
        from peer_torch import trainer

        return trainer(name, x, y, batch, peer.partition("-")[2] or "eager")
    if peer == "sklearn":
        return _sklearn(name, x, y, batch)
    model = build(_keras(peer))
    return lambda: model.fit(x, y, batch_size=batch, epochs=1, verbose=0)


def _predictor(peer: str, build: Any, images: Any, on_batch: bool) -> Callable[[], Any]:
    if peer.startswith("torch"):
        from peer_torch import predictor

        run = predictor(images)
        return lambda: run(images)
    model = build(_keras(peer))
    if on_batch:
        return lambda: model.predict_on_batch(images)
    return lambda: model.predict(images, batch_size=256, verbose=0)


def _keras(peer: str) -> Any:
    if peer == "layerloom":
        import layerloom

        return layerloom
    os.environ["KERAS_BACKEND"] = peer.partition("-")[2]
    import keras

    return keras


def _sklearn(name: str, x: Any, y: Any, batch: int) -> Callable[[], Any]:
    from sklearn.neural_network import MLPClassifier

    if name != "mlp":
        raise SystemExit("scikit-learn has multi-layer perceptrons only")
    model = MLPClassifier((512, 512), batch_size=batch, max_iter=1)

    def epoch() -> None:
        model.partial_fit(x, y, classes=range(10))

    return epoch


if __name__ == "__main__":
    main(sys.argv[1:])
