"""Times opening a ResNet-50 of 25 million parameters from .h5 and .keras, against real Keras in the same run.

    PYTHONPATH=core python tests/benchmarks/bench_load.py [--rounds 5]

The file is made with random weights. Each library opens it in a process of its own, imports excluded; the rounds
alternate. The table shows the medians, their ratio, and the peak of memory above the imported process as a multiple
of the file.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

#: Opens the file that it is told and prints seconds, and bytes of memory at the peak above those before.
CHILD = """
import os, sys, time, warnings
os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
warnings.simplefilter("ignore")
name, path = sys.argv[1:]
library = __import__(name)
import h5py
library.Sequential([library.layers.Input((1,)), library.layers.Dense(1)])
def status(key):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith(key))
open("/proc/self/clear_refs", "w").write("5")
before = status("VmRSS")
start = time.perf_counter()
model = library.models.load_model(path)
print(time.perf_counter() - start, status("VmHWM") - before, model.count_params())
"""


def main() -> None:
    """Makes the files, opens them in turns, and prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="timed rounds of each")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="layerloom-") as folder:
        model = resnet()
        print(f"{'file':8}{'layerloom':>12}{'keras':>12}{'ratio':>8}{'memory':>10}{'keras':>8}")
        for ending in ("h5", "keras"):
            path = Path(folder) / f"resnet.{ending}"
            model.save(path)
            found = {
                name: np.median(times, axis=0)
                for name, times in alternate(("layerloom", "keras"), path, rounds).items()
            }
            (ours, memory), (theirs, other) = found["layerloom"], found["keras"]
            size = path.stat().st_size
            print(
                f".{ending:7}{ours:11.2f}s{theirs:11.2f}s{ours / theirs:8.2f}"
                f"{memory / size:9.2f}x{other / size:7.2f}x",
                flush=True,
            )


def alternate(names: tuple[str, ...], path: Path, rounds: int) -> dict[str, list[list[float]]]:
    """Returns seconds and bytes of every round by library."""
    found: dict[str, list[list[float]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            done = subprocess.run(
                [sys.executable, "-c", CHILD, name, str(path)],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            found[name].append([float(part) for part in done.stdout.split()[:2]])
    return found


def resnet():  # type: ignore[no-untyped-def]
    """Returns a ResNet-50 for pictures of 224 x 224 and 1000 classes."""
    import layerloom
    from layerloom import layers

    def unit(x, filters, size, stride=1, activation="relu"):  # type: ignore[no-untyped-def]
        x = layers.Conv2D(filters, size, stride, padding="same")(x)
        x = layers.BatchNormalization(epsilon=1.001e-5)(x)
        return layers.Activation(activation)(x) if activation else x

    def block(x, filters, stride, widen):  # type: ignore[no-untyped-def]
        short = unit(x, 4 * filters, 1, stride, None) if widen else x
        y = unit(unit(x, filters, 1, stride), filters, 3)
        return layers.Activation("relu")(layers.Add()([short, unit(y, 4 * filters, 1, 1, None)]))

    image = layers.Input((224, 224, 3))
    x = layers.MaxPooling2D(3, 2, padding="same")(unit(image, 64, 7, 2))
    for stage, count in enumerate((3, 4, 6, 3)):
        for place in range(count):
            x = block(x, 64 * 2**stage, 2 if stage and not place else 1, not place)
    x = layers.Dense(1000, activation="softmax")(layers.GlobalAveragePooling2D()(x))
    return layerloom.Model(image, x, name="resnet50")


if __name__ == "__main__":
    main()
