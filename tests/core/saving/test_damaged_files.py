"""Five hundred damaged files of every format: each opens or is refused in one sentence, without crash, hang or bloat.

The files are made here, from seeds. They are opened in processes of their own with a bound on memory and time, many in
each, because a crash inside a decoder would otherwise end the test.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from layerloom import layers, models

COUNT = 500
MEMORY = 2 * 2**30  # bytes above what the libraries take
SECONDS = 60  # of processor time, for all files of one format


def untrained() -> models.Sequential:
    model = models.Sequential([layers.Input((6, 6, 1)), layers.Conv2D(2, 3), layers.BatchNormalization()])
    for layer in (layers.Flatten(), layers.Dense(3, activation="softmax")):
        model.add(layer)
    return model


def network() -> models.Sequential:
    model = untrained()
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(np.ones((2, 6, 6, 1)), np.array([0, 1]), verbose=0)
    return model


def write_table(path: Path) -> None:
    path.write_text("a,b,label\n" + "".join(f"{i},{i / 7:.3f},{i % 3}\n" for i in range(30)))


MAKERS = {
    "h5": lambda path: network().save(path),
    "keras": lambda path: network().save(path),
    "weights.h5": lambda path: network().save_weights(path),
    "json": lambda path: path.write_text(network().to_json()),
    "yaml": lambda path: path.write_text(network().to_yaml()),
    "npz": lambda path: np.savez_compressed(path, x=np.arange(60.0).reshape(20, 3), y=np.arange(20)),
    "csv": write_table,
    "png": lambda path: Image.fromarray(np.arange(768, dtype=np.uint8).reshape(16, 16, 3)).save(path),
    "jpg": lambda path: Image.fromarray(np.arange(768, dtype=np.uint8).reshape(16, 16, 3)).save(path),
    "gif": lambda path: Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16)).save(path),
    "tiff": lambda path: Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16)).save(path),
    "webp": lambda path: Image.fromarray(np.arange(768, dtype=np.uint8).reshape(16, 16, 3)).save(path),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes with limits")
@pytest.mark.parametrize("ending", MAKERS)
def test_damaged_files_are_refused_or_open(ending, tmp_path):
    sound = tmp_path / f"sound.{ending}"
    MAKERS[ending](sound)
    done = subprocess.run(
        [sys.executable, __file__, str(sound), ending, str(COUNT)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["sound"] == "opened"
    assert told["odd"] == []
    assert told["opened"] + told["refused"] == COUNT
    assert told["refused"] > COUNT // 20, "the damage is too mild to test anything"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged", f"sound.{ending}"]


# -- the process ---------------------------------------------------------------------------------------------------


def damaged(data: bytes, seed: int) -> bytes:
    """A file cut short, with bytes changed, or with a part put twice."""
    rng = np.random.default_rng(seed)
    found = bytearray(data)
    kind = seed % 5
    if kind == 0:
        return bytes(found[: rng.integers(0, len(found))])
    if kind == 1:
        start, size = rng.integers(0, len(found)), rng.integers(1, 64)
        found[start:start] = found[start : start + size]
        return bytes(found)
    for place in rng.integers(0, len(found) if kind > 2 else min(512, len(found)), rng.integers(1, 9)):
        found[place] = rng.integers(0, 256) if kind == 3 else found[place] ^ (1 << rng.integers(0, 8))
    return bytes(found)


def open_one(path: Path, ending: str) -> None:
    from layerloom.models.formats import read_any
    from layerloom.utils import load_csv, load_img, load_npz

    if ending == "weights.h5":
        untrained().load_weights(path)
    elif ending == "csv":
        load_csv(path)
    elif ending == "npz":
        load_npz(path)
    elif ending in ("h5", "keras", "json", "yaml"):
        read_any(path, placeholders=True)
    else:
        np.asarray(load_img(path))


def report(path: Path, ending: str) -> str:
    """ "opened", "refused", or what was odd about it."""
    from layerloom.errors import LayerloomError

    try:
        open_one(path, ending)
    except LayerloomError as error:
        text = str(error)
        if ("\n" in text.strip() and text.count("\n") > 4) or len(text) > 1200:
            return f"a long message: {text[:200]}"
        return "refused"
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"{type(error).__name__}: {error}"
    return "opened"


def main(sound: Path, ending: str, count: int) -> None:
    import resource
    import warnings

    warnings.simplefilter("ignore")
    told = {"sound": report(sound, ending), "opened": 0, "refused": 0, "odd": []}
    limit = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = sound.read_bytes()
    folder = sound.parent / "damaged"
    folder.mkdir()
    for seed in range(count):
        path = folder / f"file.{ending}"
        path.write_bytes(damaged(data, seed))
        how = report(path, ending)
        if how in ("opened", "refused"):
            told[how] += 1
        else:
            told["odd"].append([seed, how])
        path.unlink()
        left = [item.name for item in folder.iterdir()]
        if left:
            told["odd"].append([seed, f"left behind: {left}"])
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
