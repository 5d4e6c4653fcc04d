"""Opens the whole corpus with bounds on memory and time and tells what happened."""

from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

from . import HOSTILE, open_one


def main(folder: Path, rounds: int) -> None:
    """Opens the whole corpus several times and writes what happened as JSON."""
    import resource

    from layerloom.errors import LayerloomError

    files = []
    for number, made in HOSTILE.items():
        for title, (make, _) in made.items():
            inside = folder / f"{number}-{title}".replace("/", "_")
            inside.mkdir()
            files.append((title, make(inside)))
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + 2 * 2**30,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    warnings.simplefilter("ignore")
    told: dict[str, Any] = {"odd": [], "memory": [], "handles": [], "files": len(files)}
    for _ in range(rounds):
        for title, path in files:
            try:
                open_one(path)
                told["odd"].append(f"{title}: opened")
            except LayerloomError:
                pass
            except BaseException as error:  # noqa: BLE001 - this is what is looked for
                told["odd"].append(f"{title}: {type(error).__name__}: {error}")
        told["memory"].append(
            int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        )
        told["handles"].append(len(os.listdir("/proc/self/fd")))  # noqa: PTH208
    # getrusage counts what the process was before it became this one.
    status = Path("/proc/self/status").read_text()
    told["peak"] = int(status.partition("VmHWM:")[2].split()[0]) * 1024
    json.dump(told, sys.stdout)


main(Path(sys.argv[1]), int(sys.argv[2]))
