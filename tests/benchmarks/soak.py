"""A soak: many training steps in one process, with the memory looked at as they go; it must stay flat.

python tests/benchmarks/soak.py [--minutes 60] [--workload cnn32]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "core")]

from workloads import find  # noqa: E402

import layerloom  # noqa: E402


def resident() -> float:
    """Return the memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Train and tell; exit with 1 if the memory grew by more than a twentieth after the first tenth of the time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--workload", default="cnn32")
    options = parser.parse_args()
    workload = find(options.workload)
    build, (x, y) = workload.make()
    model = build(layerloom)
    start = time.monotonic()
    span = options.minutes * 60
    base, steps, told = 0.0, 0, start
    while (passed := time.monotonic() - start) < span:
        model.fit(x, y, batch_size=workload.batch, verbose=0)
        model.predict(x[:64], verbose=0)
        steps += -(-len(x) // workload.batch)
        if not base and passed > span / 10:
            base = resident()
        if time.monotonic() - told > span / 10:
            told = time.monotonic()
            print(f"{passed / 60:6.1f} min  {steps:8d} steps  {resident():7.1f} MiB", flush=True)
    grown = resident() / base - 1
    print(f"grown by {grown:.1%} since the first tenth")
    sys.exit(int(grown > 0.05))


if __name__ == "__main__":
    main()
