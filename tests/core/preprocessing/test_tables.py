"""Pictures listed in a table: the batches that a folder of them gives, and labels of every kind."""

import numpy as np
import pytest
import tf_keras

import layerloom
from layerloom import utils
from layerloom.errors import FieldError, FileFormatError, LayerloomError
from layerloom.preprocessing.image import DataFrameIterator, ImageDataGenerator

RNG = np.random.default_rng(3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("pictures")
    for label, count in (("cat", 4), ("dog", 3)):
        (root / label).mkdir()
        for number in range(count):
            utils.save_img(root / label / f"{number}.png", RNG.integers(0, 256, (7, 6, 3)), scale=False)
    return root


class Frame:
    """As much of a pandas table as is needed."""

    def __init__(self, columns):
        self.columns = list(columns)
        self._data = {name: np.asarray(values, dtype=object) for name, values in columns.items()}

    def __getitem__(self, name):
        return self._data[name]


def table(kind=dict, **more):
    names = [*(f"cat/{n}.png" for n in range(4)), *(f"dog/{n}.png" for n in range(3))]
    return kind({"filename": names, "class": [name[:3] for name in names], "age": list(range(7)), **more})


@pytest.mark.parametrize("kind", [dict, Frame])
@pytest.mark.parametrize(
    "options",
    [
        {"class_mode": "categorical"},
        {"class_mode": "binary", "shuffle": False, "color_mode": "grayscale"},
        {"class_mode": "sparse", "classes": ["dog", "cat"]},
        {"class_mode": "input"},
        {"class_mode": None, "interpolation": "bilinear"},
    ],
    ids=str,
)
def test_the_pictures_of_keras_for_the_same_seed(options, kind, folder):
    common = {"target_size": (5, 4), "batch_size": 3, "seed": 2, **options}
    changes = {"rotation_range": 30, "horizontal_flip": True, "rescale": 0.5}
    theirs = tf_keras.preprocessing.image.ImageDataGenerator(**changes).flow_from_directory(
        str(folder), **common
    )
    if options.get("classes"):  # there the files are in the order of the classes
        listed = table(kind, filename=theirs.filenames, **{"class": [name[:3] for name in theirs.filenames]})
    else:
        listed = table(kind)
    ours = ImageDataGenerator(**changes).flow_from_dataframe(listed, folder, **common)
    assert ours.image_shape == theirs.image_shape
    for _ in range(4):
        for a, b in zip(flat(next(ours)), flat(next(theirs)), strict=True):
            np.testing.assert_allclose(a, b, atol=1.01 if "color_mode" in options else 1e-3)


def flat(batch):
    return batch if isinstance(batch, tuple) else (batch,)


def test_values_and_weights(folder):
    made = ImageDataGenerator(validation_split=0.3)
    common = {"directory": str(folder), "target_size": (3, 3), "shuffle": False, "batch_size": 4}
    x, y, weights = next(
        made.flow_from_dataframe(table(), y_col="age", class_mode="raw", weight_col="age", **common)
    )
    assert x.shape == (4, 3, 3, 3)
    assert y.tolist() == weights.tolist() == [0, 1, 2, 3]
    raw = made.flow_from_dataframe(table(), y_col=["age", "age"], class_mode="raw", **common)
    assert raw.labels.shape == (7, 2)
    _, (one, two) = next(
        made.flow_from_dataframe(table(), y_col=["age", "class"], class_mode="multi_output", **common)
    )
    assert (one.tolist(), two.tolist()) == ([0, 1, 2, 3], ["cat"] * 4)
    for subset, count in (("validation", 2), ("training", 5)):
        part = made.flow_from_dataframe(table(), subset=subset, **common)
        assert (part.samples, len(part.filepaths)) == (count, count)


def test_several_classes_of_a_picture(folder):
    labels = [["cat"], ["cat", "old"], "dog", ["dog", "old"], "cow", ["cow"], ("cat", "cow")]
    data = table(**{"class": labels})
    found = DataFrameIterator(data, folder, shuffle=False, classes=["cat", "dog", "old"])
    assert found.class_indices == {"cat": 0, "dog": 1, "old": 2}
    assert next(found)[1].tolist() == [[1, 0, 0], [1, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0]]
    assert found.labels == [[0], [0, 2], 1, [1, 2], [0]]


def test_files_that_are_not_there(folder, capsys):
    data = table(filename=["cat/0.png", "cat/1.txt", "no.png", *table()["filename"][3:]])
    with pytest.warns(UserWarning, match="2 of the 7 files"):
        found = ImageDataGenerator().flow_from_dataframe(data, folder)
    assert found.samples == 5
    assert "Found 5 validated image filenames belonging to 2 classes." in capsys.readouterr().out
    trusting = ImageDataGenerator().flow_from_dataframe(data, folder, validate_filenames=False, shuffle=False)
    assert trusting.samples == 7
    with pytest.raises(FileFormatError):
        next(trusting)


def test_training_from_a_table(folder):
    made = ImageDataGenerator(rescale=1 / 255).flow_from_dataframe(
        table(), folder, target_size=(4, 4), class_mode="sparse", batch_size=2
    )
    model = layerloom.Sequential(
        [
            layerloom.Input((4, 4, 3)),
            layerloom.layers.Flatten(),
            layerloom.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile("sgd", "sparse_categorical_crossentropy")
    model.fit(made, epochs=2, verbose=0, steps_per_epoch=3)
    assert int(model.optimizer.iterations) == 6


def test_changed_pictures_are_saved(folder, tmp_path):
    made = ImageDataGenerator().flow_from_dataframe(
        table(), folder, save_to_dir=tmp_path / "out", save_prefix="p", save_format="jpeg", batch_size=4
    )
    next(made)
    assert len(list((tmp_path / "out").glob("p_*.jpeg"))) == 4


@pytest.mark.parametrize(
    "options, kind, message",
    [
        ({"class_mode": "words"}, FieldError, "class_mode must be one of categorical"),
        ({"y_col": "klass"}, FieldError, "no column 'klass'; its columns are filename, class, age"),
        ({"y_col": "age"}, FieldError, "turn numbers into text"),
        ({"x_col": "age"}, FieldError, "names of files"),
        ({"class_mode": "binary", "classes": ["cat"]}, LayerloomError, "two classes, there are 1"),
        ({"class_mode": "multi_output", "y_col": "age"}, FieldError, "list of columns"),
        ({"weight_col": "class"}, FieldError, "must hold numbers"),
        ({"subset": "test"}, FieldError, "subset"),
        ({"color_mode": "cmyk"}, FieldError, "color_mode"),
        ({"colour": 1}, FieldError, "colour"),
    ],
)
def test_mistakes(options, kind, message, folder):
    with pytest.raises(kind, match=message):
        ImageDataGenerator().flow_from_dataframe(table(), folder, **options)


def test_arguments_without_effect(folder):
    with pytest.warns(UserWarning, match="ignores has_ext"):
        ImageDataGenerator().flow_from_dataframe(table(), folder, has_ext=True)
    with pytest.warns(UserWarning, match="no effect"):
        ImageDataGenerator().flow_from_dataframe(table(), folder, class_mode=None, classes=["cat"])
