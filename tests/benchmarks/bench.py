"""`make bench`: every workload for us and every peer, in interleaved processes; a table of ratios, JSON and a plot.

Besides training steps there are predictions, a process that opens a file and classifies one image, and peak memory.

    python tests/benchmarks/bench.py [--python PYTHON] [--rounds N] [--only ROW ...] [--peers PEER ...]
                                     [--threads N] [--cpu] [--out FOLDER]

A ratio is our time over the fastest peer's in the same run; below 1 is faster. With `--cpu` and one thread the
processor's time counts, so that ratios survive a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from one import PEERS  # noqa: E402
from workloads import WORKLOADS  # noqa: E402

#: Modules are compiled once and kept, as pip does for the peers, also where the shell says otherwise.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

Table = dict[str, dict[str, dict[str, float]]]

#: Predictions of images by the classic CNN: how many, and whether by ``predict_on_batch``.
PREDICTIONS = {
    "predict 1": (1, False), "predict 256": (256, False),
    "predict_on_batch 1": (1, True), "predict_on_batch 256": (256, True),
}  # fmt: skip

#: A process that imports, opens a file of the classic CNN and classifies one image; milliseconds.
PROCESS = "process"

NAMES = [*(workload.name for workload in WORKLOADS), *PREDICTIONS, PROCESS]

AIMS = {
    "predict 1": 1.0, "predict 256": 0.9, "predict_on_batch 1": 1.0, "predict_on_batch 256": 0.9, PROCESS: 0.6,
    "horses, peak MiB": 0.7,
}  # fmt: skip


def main(arguments: list[str]) -> None:
    """Measure, print and write."""
    options = _options(arguments)
    names = options.only or NAMES
    samples: dict[tuple[str, str], list[dict[str, float]]] = {}
    for number in range(options.rounds):
        for name in names:
            for peer in options.peers:
                found = _process(options, peer) if name == PROCESS else _one(options, peer, name)
                if found is not None:
                    samples.setdefault((name, peer), []).append(found)
                    print(f"round {number + 1}: {name:21} {peer:17} {found['ms']:9.2f} ms", file=sys.stderr)
    key = "cpu_ms" if options.cpu else "ms"
    table: Table = {}
    for (name, peer), rows in samples.items():
        table.setdefault(name, {})[peer] = {
            column: statistics.median(row[column] for row in rows) for column in rows[0]
        }
    memory = (
        {"horses, peak MiB": {p: {key: row["mib"]} for p, row in table["horses"].items()}}
        if "horses" in table
        else {}
    )
    text = markdown({**table, **memory}, options.peers, key)
    print(text)
    options.out.mkdir(parents=True, exist_ok=True)
    about = {"machine": machine(), "rounds": options.rounds, "threads": options.threads, "column": key}
    (options.out / "bench.json").write_text(json.dumps({**about, "table": table}, indent=1))
    (options.out / "bench.md").write_text(f"{machine()}\n\n{text}\n")
    (options.out / "bench.svg").write_text(plot(table, key))


def markdown(table: Table, peers: list[str], key: str) -> str:
    """Return the table: milliseconds per step, and our ratio to the fastest peer beside what is aimed at."""
    aims = {**{workload.name: workload.aim for workload in WORKLOADS}, **AIMS}
    shown = [peer for peer in peers if any(peer in row for row in table.values())]
    lines = [f"| workload | {' | '.join(shown)} | ratio | aim |", "|---" * (len(shown) + 3) + "|"]
    for name, row in table.items():
        cells = [f"{row[peer][key]:.2f}" if peer in row else "–" for peer in shown]
        lines.append(f"| {name} | {' | '.join(cells)} | {_ratio(row, key)} | {aims.get(name, '')} |")
    return "\n".join(lines)


def plot(table: Table, key: str) -> str:
    """Return bars of all times, relative to the fastest peer of the workload, as SVG."""
    width, bar, gap, left = 720, 14, 18, 150
    parts, y = [], gap
    for name, row in table.items():
        others = [values[key] for peer, values in row.items() if peer != "layerloom"]
        unit = min(others) if others else row["layerloom"][key]
        parts.append(f'<text x="8" y="{y + bar}" font-weight="bold">{name}</text>')
        for peer, values in sorted(row.items(), key=lambda item: item[1][key]):
            ratio = values[key] / unit
            length = min(ratio, 4.0) / 4.0 * (width - left - 190)
            colour = "#2f6feb" if peer == "layerloom" else "#9aa4b2"
            parts.append(
                f'<rect x="{left}" y="{y + 3}" width="{length:.1f}" height="{bar - 4}" fill="{colour}"/>'
            )
            parts.append(f'<text x="{left + length + 6:.1f}" y="{y + bar - 2}">{peer} {ratio:.2f}</text>')
            y += bar
        y += gap
    style = 'font-family="sans-serif" font-size="11"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y}" {style}>'
    return "\n".join([head, f'<rect width="{width}" height="{y}" fill="white"/>', *parts, "</svg>"])


def machine() -> str:
    """Return what the measurements ran on."""
    model = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text().splitlines()
        model = next(
            (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model
        )
        count = sum(line.startswith("processor") for line in lines)
        model = f"{count} × {model}"
    return f"{model}, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _ratio(row: dict[str, dict[str, float]], key: str) -> str:
    others = [values[key] for peer, values in row.items() if peer != "layerloom"]
    return f"{row['layerloom'][key] / min(others):.2f}" if others and "layerloom" in row else "–"


def _one(options: Any, peer: str, name: str) -> dict[str, float] | None:
    images, on_batch = PREDICTIONS.get(name, (0, False))
    if images and peer in ("sklearn", "torch-tuned", "torch-compiled"):
        return None
    command = [options.python, str(HERE / "one.py"), peer, "cnn32" if images else name]
    command += ["--seconds", str(options.seconds), "--predict", str(images), *["--on-batch"] * on_batch]
    done = subprocess.run(
        [*command, "--threads", str(options.threads)],
        capture_output=True,
        text=True,
        check=False,
        env=_ENVIRONMENT,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason told"])[-1]
        print(f"         {name:14} {peer:17} left out: {reason[:100]}", file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _process(options: Any, peer: str) -> dict[str, float] | None:
    """Return how long a process takes that opens a file and classifies one image, the second of its kind."""
    if peer in ("sklearn", "torch-tuned", "torch-compiled"):
        return None
    command = [options.python, str(HERE / "one.py"), peer, "cnn32", "--threads", str(options.threads)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("network.pt" if peer == "torch" else "network.h5")
        for what in ("--save", "--open", "--open"):
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            done = subprocess.run(
                [*command, what, str(path)], capture_output=True, text=True, check=False, env=_ENVIRONMENT
            )
            wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            if done.returncode:
                print(f"         {PROCESS:14} {peer:17} left out: {done.stderr[-100:]}", file=sys.stderr)
                return None
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"ms": wall * 1e3, "cpu_ms": used * 1e3}


def _options(arguments: list[str]) -> Any:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", default=sys.executable, help="interpreter that has the peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0, help="for each measurement")
    parser.add_argument("--only", nargs="+", choices=NAMES)
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--cpu", action="store_true", help="compare processor time instead of wall time")
    parser.add_argument("--out", type=Path, default=Path("output"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
