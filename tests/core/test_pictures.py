"""Pictures of every kind look as a person sees them, whatever their file says beside the picture, and cost little."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from layerloom.utils import load_img

GREY = np.arange(16, dtype=np.uint8).reshape(2, 8) * 16
RGB = Image.fromarray(np.stack([GREY] * 3, -1))
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
EXACT = {"png": {}, "tif": {}, "webp": {"lossless": True}, "jpg": {"quality": 100, "subsampling": 0}}


def near(image, expected, tolerance=12):
    got = np.asarray(image).astype(int)
    return got.shape == np.shape(expected) and int(np.abs(got - expected).max()) <= tolerance


@pytest.mark.parametrize("ending", EXACT)
@pytest.mark.parametrize("note", TURNS)
def test_pictures_are_upright_however_the_camera_was_held(ending, note, tmp_path):
    turned = RGB if TURNS[note] is None else RGB.transpose(TURNS[note])
    exif = Image.Exif()
    exif[0x0112] = note
    turned.save(tmp_path / f"a.{ending}", exif=exif, **EXACT[ending])
    assert near(load_img(tmp_path / f"a.{ending}"), np.asarray(RGB))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("ending", ["png", "webp", "jpg"])
@pytest.mark.parametrize(
    "notes",
    [
        b"Exif\0\0no notes at all",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x63\0\0\0\0\0\0",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x04abc\0\0\0\0\0",
    ],
    ids=["garbage", "short", "loop", "ninety-ninth turn", "turn in words"],
)
def test_damaged_notes_of_a_camera_are_no_reason_not_to_show_a_picture(ending, notes, tmp_path):
    RGB.save(tmp_path / f"a.{ending}", exif=notes, **EXACT[ending])
    assert near(load_img(tmp_path / f"a.{ending}"), np.asarray(RGB))


def _saved(picture, name, **options):
    return lambda folder: picture.save(folder / name, **options)


def _with_clear_colour(folder):
    picture = Image.fromarray(np.array([[0, 1]], np.uint8), "P")
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.save(folder / "a.png", transparency=1)


_INK = Image.fromarray(np.array([[[0, 255, 255, 0], [0, 0, 0, 0]]], np.uint8), "CMYK")
_CLEAR = Image.fromarray(np.array([[[255, 0, 0, 255], [255, 0, 0, 0]]], np.uint8))
_DEEP = Image.fromarray(np.array([[0, 257 * 128, 65535]], np.uint16))
_WHITE, _RED = [255, 255, 255], [255, 0, 0]


@pytest.mark.parametrize(
    "make, expected",
    [
        pytest.param(_saved(_INK, "a.jpg", quality=100), [[_RED, _WHITE]], id="inks of a JPEG"),
        pytest.param(_saved(_INK, "a.tif"), [[_RED, _WHITE]], id="inks of a TIFF"),
        pytest.param(_saved(_CLEAR, "a.png"), [[_RED, _WHITE]], id="clear PNG"),
        pytest.param(_saved(_CLEAR, "a.webp", lossless=True, exact=True), [[_RED, _WHITE]], id="clear WebP"),
        pytest.param(_with_clear_colour, [[_RED, _WHITE]], id="clear colour of a palette"),
        pytest.param(_saved(_DEEP, "a.png"), [[[0] * 3, [128] * 3, _WHITE]], id="16 bits of a PNG"),
        pytest.param(
            _saved(_DEEP, "a.png", transparency=0), [[_WHITE, [128] * 3, _WHITE]], id="clear colour in 16 bits"
        ),
        pytest.param(_saved(_DEEP, "a.tif"), [[[0] * 3, [128] * 3, _WHITE]], id="16 bits of a TIFF"),
        pytest.param(
            _saved(Image.fromarray(np.array([[0, 255]], np.uint8)).convert("1"), "a.bmp"),
            [[[0] * 3, _WHITE]],
            id="1 bit",
        ),
    ],
)  # fmt: skip
def test_colours_of_every_kind(make, expected, tmp_path):
    make(tmp_path)
    (path,) = tmp_path.iterdir()
    assert near(load_img(path), expected, 2 if path.suffix != ".jpg" else 60)


@pytest.mark.parametrize("ending", ["gif", "webp", "png", "tif"])
def test_the_first_frame_counts(ending, tmp_path):
    frames = [Image.new("RGB", (4, 4), (shade,) * 3) for shade in (10, 200)]
    frames[0].save(tmp_path / f"a.{ending}", save_all=True, append_images=frames[1:], **EXACT.get(ending, {}))
    assert near(load_img(tmp_path / f"a.{ending}"), np.full((4, 4, 3), 10), 0)


EDGE = 3000
PROGRAM = """
import sys
from pathlib import Path
from layerloom.utils import load_img
load_img(sys.argv[1])
def told(key): return int(Path("/proc/self/status").read_text().partition(key)[2].split()[0])
before = told("VmRSS:")
for path in sys.argv[2:]:
    load_img(path)
print((told("VmHWM:") - before) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs processes whose memory can be told")
def test_the_largest_pictures_stay_within_bounds(tmp_path):
    """Few kilobytes become pixels of 16 bits or four colours; 2 GiB for 64 million of them are 32 bytes for each."""
    paths = []
    for kind, size in ((0, 2), (6, 4)):
        bits = 16 if kind == 0 else 8
        packed = zlib.compressobj(9)
        row = bytes(EDGE * size + 1)
        data = b"".join([*(packed.compress(row) for _ in range(EDGE)), packed.flush()])
        head = struct.pack(">IIBBBBB", EDGE, EDGE, bits, kind, 0, 0, 0)
        chunks = [(b"IHDR", head), (b"IDAT", data), (b"IEND", b"")]
        paths.append(tmp_path / f"{kind}.png")
        paths[-1].write_bytes(
            b"\x89PNG\r\n\x1a\n"
            + b"".join(
                struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
                for name, body in chunks
            )
        )
    RGB.save(tmp_path / "small.png")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "small.png"), *map(str, paths)],
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) * 2**20 < 32 * EDGE**2
