"""Reading and fitting images: every kind of file, what was done to it, and clear words for what is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.runs.imaging import Fitting, find_images, fit_image

GREY = Fitting(2, 2, 1)
RGB = Fitting(2, 2, 3)


def save(path: Path, pixels: object, mode: str | None = None, **options: object) -> Path:
    image = Image.fromarray(np.asarray(pixels))
    (image.convert(mode) if mode else image).save(path, **options)
    return path


def test_values_are_scaled_from_bytes(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", np.array([[0, 51], [102, 255]], np.uint8))
    image = fit_image(path, GREY)
    np.testing.assert_allclose(image.values[..., 0], [[0, 0.2], [0.4, 1.0]], atol=1e-6)
    assert image.values.dtype == np.float32
    assert image.notes == ()


@pytest.mark.parametrize(
    "fitting, expected",
    [
        (Fitting(1, 1, 1, rescale=1.0), 100.0),
        (Fitting(1, 1, 1, rescale=1 / 127.5, offset=-1.0), 100 / 127.5 - 1),
        (Fitting(1, 1, 1, rescale=1.0, invert=True), 155.0),
    ],
)
def test_scaling_follows_the_fitting(tmp_path: Path, fitting: Fitting, expected: float) -> None:
    path = save(tmp_path / "a.png", np.full((1, 1), 100, np.uint8))
    assert fit_image(path, fitting).values.item() == pytest.approx(expected, rel=1e-6)


def test_colours_become_grey_and_grey_becomes_rgb(tmp_path: Path) -> None:
    colour = save(tmp_path / "c.png", np.full((2, 2, 3), (255, 0, 0), np.uint8))
    grey = fit_image(colour, GREY)
    assert np.all(grey.pixels == 76)
    assert grey.notes == ("RGB to grey",)
    plain = save(tmp_path / "g.png", np.full((2, 2), 9, np.uint8))
    assert fit_image(plain, RGB).values.shape == (2, 2, 3)
    assert fit_image(plain, RGB).notes == ("grey to RGB",)


@pytest.mark.parametrize(
    "shaping, left, note",
    [("stretch", 127, "4 × 2 to 2 × 2"), ("crop", 255, "cropped"), ("pad", 127, "padded")],
)
def test_sizes_are_fitted(tmp_path: Path, shaping: str, left: int, note: str) -> None:
    path = save(tmp_path / "a.png", np.array([[0, 255, 0, 255]] * 2, np.uint8))
    image = fit_image(path, Fitting(2, 2, 1, shaping=shaping))  # type: ignore[arg-type]
    assert note in image.notes[0]
    assert abs(int(image.pixels[0, 0, 0]) - left) <= 1 or shaping == "pad"


def test_enlarged_pixels_come_back_exactly(tmp_path: Path) -> None:
    small = np.arange(64, dtype=np.uint8).reshape(8, 8) * 4
    path = save(tmp_path / "a.png", np.kron(small, np.ones((8, 8), np.uint8)))
    assert np.array_equal(fit_image(path, Fitting(8, 8)).pixels[..., 0], small)


def test_sixteen_bit_grey_is_scaled(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", np.array([[0, 257 * 100], [257 * 200, 65535]], np.uint16))
    image = fit_image(path, GREY)
    assert image.pixels[..., 0].tolist() == [[0, 100], [200, 255]]
    assert image.notes == ("16-bit grey to 8 bit",)


def test_floating_point_grey_is_scaled(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tif", np.array([[-1.0, 0.0], [0.5, 1.0]], np.float32))
    image = fit_image(path, GREY)
    assert image.pixels[..., 0].tolist() == [[0, 128], [191, 255]]
    assert image.notes == ("grey of -1 to 1 to 8 bit",)


def test_only_the_first_frame_counts(tmp_path: Path) -> None:
    frames = [Image.new("L", (2, 2), value) for value in (200, 10)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    image = fit_image(tmp_path / "a.gif", GREY)
    assert np.all(image.pixels == 200)
    assert image.notes[0] == "first of several frames"


def test_photos_are_turned_upright(tmp_path: Path) -> None:
    picture = Image.new("L", (4, 2), 0)
    picture.paste(255, (0, 0, 2, 2))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    picture.save(tmp_path / "a.png", exif=exif)
    image = fit_image(tmp_path / "a.png", Fitting(4, 2, 1))
    assert image.pixels[:, 0, 0].tolist() == [255, 255, 0, 0]
    assert image.notes == ("turned as the camera noted",)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparent_parts_lie_on_white(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (2, 2), (0,) * len(mode)).save(tmp_path / "a.png")
    image = fit_image(tmp_path / "a.png", RGB)
    assert np.all(image.pixels == 255)
    assert image.notes == ("transparent parts on white",)


@pytest.mark.parametrize("ending", ["png", "jpg", "bmp", "gif", "webp", "tif"])
def test_all_listed_formats_are_read(tmp_path: Path, ending: str) -> None:
    path = save(tmp_path / f"a.{ending}", np.full((2, 2, 3), 120, np.uint8))
    assert abs(int(fit_image(path, GREY).pixels[0, 0, 0]) - 120) <= 2


def _truncated(path: Path) -> None:
    save(path, np.zeros((50, 50, 3), np.uint8))
    path.write_bytes(path.read_bytes()[:60])


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda path: path.write_text("no image"), "no image of a known format"),
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: Image.new("L", (2, 2)).save(path, format="ICO"), "no image of a known format"),
        (_truncated, "cannot be read"),
        (lambda path: path.mkdir(), "is a folder; a file was expected"),
        (lambda path: None, "there is no such file"),
    ],
)
def test_what_is_no_image_is_refused_in_one_sentence(tmp_path: Path, make, words: str) -> None:
    path = tmp_path / "a.png"
    make(path)
    with pytest.raises(FileFormatError, match=f"a.png: .*{words}"):
        fit_image(path, GREY)


def test_huge_pictures_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    Image.new("1", (8_001, 8_000)).save(tmp_path / "a.png")
    with pytest.raises(FileFormatError, match="8001 × 8000 pixels, more than"):
        fit_image(tmp_path / "a.png", GREY)


@pytest.mark.parametrize(
    "shape, expected",
    [
        ((28, 28, 1), (28, 28, 1)),
        ((48, 64, 3), (48, 64, 3)),
        ((None, None, 3), (224, 224, 3)),
        ((28, 28), (28, 28, 1)),
        ((784,), (28, 28, 1)),
    ],
)
def test_the_fitting_follows_the_models_input(
    shape: tuple[int | None, ...], expected: tuple[int, ...]
) -> None:
    fitting = Fitting.for_input(shape)
    assert (fitting.height, fitting.width, fitting.channels) == expected
    assert Fitting.from_dict(fitting.to_dict()) == fitting


@pytest.mark.parametrize("shape", [(4,), (8, 8, 2), (3, 8, 8, 1), (None,), ()])
def test_inputs_that_take_no_images_are_refused(shape: tuple[int | None, ...]) -> None:
    with pytest.raises(LayerloomError, match="images need"):
        Fitting.for_input(shape)


@pytest.mark.parametrize(
    "values, words",
    [
        ({"height": 0, "width": 2}, "size of 0 × 2"),
        ({"height": 2.5, "width": 2}, "size of 2.5 × 2"),
        ({"height": 10**6, "width": 10**6}, "too large"),
        ({"height": 2, "width": 2, "channels": 2}, "1 channel"),
        ({"height": 2, "width": 2, "shaping": "melt"}, "stretch, crop or pad"),
        ({"height": 2, "width": 2, "rescale": float("nan")}, "finite"),
        ({"height": 2}, "lack the height or the width"),
    ],
)
def test_fittings_that_make_no_sense_are_refused(values: dict[str, object], words: str) -> None:
    with pytest.raises(LayerloomError, match=words):
        Fitting.from_dict(values)


def test_images_are_found_in_folders(tmp_path: Path) -> None:
    for name in ("b.png", "a.JPG", ".hidden.png", "notes.txt", "inside/c.webp"):
        file = tmp_path / "pictures" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (tmp_path / "alone.xyz").touch()
    found = find_images([tmp_path / "pictures", tmp_path / "alone.xyz", tmp_path / "pictures" / "b.png"])
    assert [path.name for path in found] == ["a.JPG", "b.png", "c.webp", "alone.xyz"]


def test_missing_and_empty_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileFormatError, match="no such file or folder"):
        find_images([tmp_path / "none"])
    with pytest.raises(FileFormatError, match="holds no image files"):
        find_images([tmp_path])
