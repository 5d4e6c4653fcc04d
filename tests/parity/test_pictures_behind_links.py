"""The rarer options of picture iterators beside real Keras's: links to folders, classes that a share leaves out."""

import numpy as np
import pytest
from keras.src.legacy.preprocessing.image import ImageDataGenerator as RealGenerator
from PIL import Image

from layerloom.preprocessing.image import ImageDataGenerator


@pytest.mark.parametrize("follow", [True, False])
def test_links_to_folders(follow, tmp_path):
    for number, name in enumerate(("first", "second")):
        (tmp_path / "train" / name).mkdir(parents=True)
        (tmp_path / "elsewhere" / name).mkdir(parents=True)
        Image.new("RGB", (6, 5), (40 * number, 9, 9)).save(tmp_path / "train" / name / "a.png")
        Image.new("RGB", (6, 5), (90, 40 * number, 9)).save(tmp_path / "elsewhere" / name / "b.png")
        try:
            (tmp_path / "train" / name / "more").symlink_to(tmp_path / "elsewhere" / name)
        except OSError:
            pytest.skip("no links here")
    found = [
        kind().flow_from_directory(
            tmp_path / "train", target_size=(5, 6), shuffle=False, follow_links=follow, class_mode="sparse"
        )
        for kind in (ImageDataGenerator, RealGenerator)
    ]
    assert found[0].filenames == found[1].filenames
    assert len(found[0].filenames) == (4 if follow else 2)
    for ours, theirs in zip(next(found[0]), next(found[1]), strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("ignore", [True, False])
def test_classes_that_a_share_leaves_out(ignore):
    x, y = np.random.default_rng(0).random((10, 4, 4, 1)), np.array([0] * 5 + [1] * 5)
    answers = []
    for kind in (ImageDataGenerator, RealGenerator):
        made = kind(validation_split=0.5)
        try:
            flow = made.flow(x, y, subset="training", shuffle=False, batch_size=10, ignore_class_split=ignore)
            answers.append(next(flow)[1].tolist())
        except ValueError:
            answers.append("refused")
    assert answers[0] == answers[1]
    assert (answers[0] == "refused") is not ignore
