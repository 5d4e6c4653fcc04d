"""Small networks of many kinds and ways to train them, by us and by PyTorch eager: what is slower shows at the top.

    python tests/benchmarks/sweep.py [--python PYTHON] [--only NAME ...] [--threads 1] [--steps 20] [--out FOLDER]

Every library measures all networks in one process of its own. With one thread, as by default, processor time counts,
which survives a busy machine; with more, that of the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "core")]

import sweep_blocks  # noqa: E402
import sweep_drawn  # noqa: E402
import sweep_known  # noqa: E402
import sweep_loops  # noqa: E402
import sweep_normalized  # noqa: E402
import sweep_rare  # noqa: E402
import sweep_sequences  # noqa: E402
import sweep_sizes  # noqa: E402
import sweep_tables  # noqa: E402
import sweep_training  # noqa: E402
import sweep_workloads  # noqa: E402

FILES = (
    sweep_workloads, sweep_drawn, sweep_rare, sweep_normalized, sweep_known, sweep_sizes, sweep_blocks, sweep_sequences,
    sweep_tables, sweep_training, sweep_loops,
)  # fmt: skip
CASES: dict[str, Any] = {name: case for file in FILES for name, case in file.CASES.items()}


def main() -> None:
    """Measure and print."""
    options = _options()
    if options.measure:
        print(json.dumps(measure(options.measure, options)))
        return
    found = {peer: _in_process(peer, options) for peer in ("layerloom", "torch")}
    rows = [(found["layerloom"][name] / found["torch"][name], name) for name in found["torch"]]
    lines = ["| network | layerloom ms | PyTorch ms | ratio |", "|---|---|---|---|"]
    for ratio, name in sorted(rows, reverse=True):
        lines.append(
            f"| {name} | {found['layerloom'][name]:.2f} | {found['torch'][name]:.2f} | {ratio:.2f} |"
        )
    print("\n".join(lines))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "sweep.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    (options.out / "sweep.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(peer: str, options: Any) -> dict[str, float]:
    """Return milliseconds per step of every network, the median of some passes.

    Args:
        peer: ``"layerloom"`` or ``"torch"``.
        options: Those of the command line.
    """
    if options.threads and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: options.threads]))
    if peer == "torch" and options.threads:
        import torch

        torch.set_num_threads(options.threads)
    clock = time.process_time if options.threads == 1 else time.perf_counter
    found = {}
    for name in options.only or CASES:
        case = CASES[name]
        epoch = (case.ours if peer == "layerloom" else case.theirs)(options.steps)
        epoch()
        times = []
        end = time.perf_counter() + options.seconds
        while len(times) < 3 or time.perf_counter() < end:
            start = clock()
            epoch()
            times.append((clock() - start) / options.steps * 1e3)
        found[name] = sorted(times)[len(times) // 2]
        print(f"{peer:10} {name:34} {found[name]:8.2f} ms", file=sys.stderr, flush=True)
    return found


def _in_process(peer: str, options: Any) -> dict[str, float]:
    command = [options.python, __file__, "--measure", peer, "--seconds", str(options.seconds)]
    command += ["--threads", str(options.threads), "--steps", str(options.steps)]
    command += ["--only", *options.only] if options.only else []
    environment = {**os.environ, "LAYERLOOM_KERNELS": "wait"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _options() -> Any:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", default=sys.executable, help="interpreter that has PyTorch")
    parser.add_argument("--only", nargs="+", choices=list(CASES), default=[])
    parser.add_argument("--threads", type=int, default=1, help="0 for all")
    parser.add_argument("--steps", type=int, default=20, help="batches in the data")
    parser.add_argument("--seconds", type=float, default=0.5, help="for each measurement")
    parser.add_argument("--out", type=Path, default=Path("output"))
    parser.add_argument("--measure", choices=("layerloom", "torch"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
