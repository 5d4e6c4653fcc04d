"""Time per training step through ``fit``, ours beside Keras on TensorFlow, in turns and each in a process of its own.

    python tests/benchmarks/bench_fit.py [--rounds 3] [--only cnn32 mlp] [--plan off] [--threads 1]

It prints the median milliseconds of a step, of the process's own time and of the clock's, and the ratios. The
processor time of one thread survives a busy machine; the clock's does not.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def measure(which: str, name: str) -> None:
    """Prints processor and clock milliseconds of a step, in this process."""
    sys.path[:0] = [str(HERE), str(ROOT / "core")]
    if which == "ours":
        import layerloom as keras
    else:
        import keras
    from workloads import STEPS, find

    workload = find(name)
    build, (x, y) = workload.make()
    model = build(keras)
    model.fit(x, y, batch_size=workload.batch, epochs=1, verbose=0)
    times = []
    for _ in range(3):
        start, clock = time.process_time(), time.perf_counter()
        model.fit(x, y, batch_size=workload.batch, epochs=1, verbose=0)
        times.append((time.process_time() - start, time.perf_counter() - clock))
    print(*(statistics.median(column) / STEPS * 1e3 for column in zip(*times, strict=True)))


def run(which: str, name: str, options: argparse.Namespace) -> tuple[float, float]:
    """Measures in a process of its own."""
    environment = {
        **os.environ,
        "KERAS_BACKEND": "tensorflow",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "LAYERLOOM_KERNELS": "wait",
    }
    if options.plan == "off":
        environment["LAYERLOOM_PLAN"] = "0"
    command = [sys.executable, __file__, "--measure", which, "--only", name]
    if options.threads:
        cores = ",".join(map(str, range(options.threads)))
        command = ["taskset", "-c", cores, *command]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    own, clock = map(float, done.stdout.split()[-2:])
    return own, clock


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--plan", choices=("on", "off"), default="on")
    parser.add_argument("--threads", type=int, default=0, help="processors to use; all by default")
    parser.add_argument("--measure", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.only[0])
        return
    sys.path.insert(0, str(HERE))
    from workloads import WORKLOADS

    print(f"{'workload':14}{'ours cpu':>10}{'tf cpu':>10}{'ratio':>7}{'ours':>10}{'tf':>10}{'ratio':>7}")
    for workload in WORKLOADS:
        if options.only and workload.name not in options.only:
            continue
        rounds = [
            [run(which, workload.name, options) for which in ("ours", "keras")] for _ in range(options.rounds)
        ]
        ours, theirs = (
            [statistics.median(r[side][kind] for r in rounds) for kind in (0, 1)] for side in (0, 1)
        )
        cells = "".join(f"{a:10.2f}{b:10.2f}{a / b:7.2f}" for a, b in zip(ours, theirs, strict=True))
        print(f"{workload.name:14}{cells}", flush=True)


if __name__ == "__main__":
    main()
