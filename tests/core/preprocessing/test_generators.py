"""Generators of pictures: passes, threads, training, and mistakes."""

import numpy as np
import pytest

from layerloom import layers, models, utils
from layerloom.errors import FieldError, LayerloomError, ShapeError
from layerloom.preprocessing import image, sequence, text
from layerloom.preprocessing.image import ImageDataGenerator

X = np.random.default_rng(0).integers(0, 256, (10, 6, 6, 3)).astype(np.float32)
Y = np.arange(10) % 2


@pytest.fixture
def folder(tmp_path):
    for label in ("humans", "horses"):
        (tmp_path / label).mkdir()
        for number in range(5):
            grey = number * 10.0 + (100 if label == "humans" else 0)
            utils.save_img(tmp_path / label / f"{number}.png", np.full((8, 9, 3), grey), scale=False)
    return tmp_path


def test_a_folder_as_in_the_notes(folder, capsys):
    generator = ImageDataGenerator(rescale=1 / 255)
    batches = generator.flow_from_directory(folder, target_size=(4, 5), batch_size=4, class_mode="binary")
    assert batches.class_indices == {"horses": 0, "humans": 1}
    assert "Found 10 images belonging to 2 classes." in capsys.readouterr().out
    sizes = []
    for _ in range(4):
        x, y = next(batches)
        assert x.shape[1:] == (4, 5, 3)
        assert x.max() <= 1
        np.testing.assert_array_equal(y, x[:, 0, 0, 0] > 95 / 255)
        sizes.append(len(x))
    assert sizes == [4, 4, 2, 4]


def network():
    utils.set_random_seed(2)
    made = models.Sequential(
        [layers.Input((4, 4, 3)), layers.Flatten(), layers.Dense(1, activation="sigmoid")]
    )
    made.compile("sgd", "binary_crossentropy", metrics=["accuracy"])
    return made


def test_training_on_folders_can_be_repeated(folder):
    runs = []
    for _ in range(2):
        model = network()
        generator = ImageDataGenerator(rescale=1 / 255, horizontal_flip=True, rotation_range=20)
        options = {"target_size": (4, 4), "batch_size": 3, "class_mode": "binary"}
        batches = generator.flow_from_directory(folder, **options)
        history = model.fit(
            batches,
            epochs=3,
            steps_per_epoch=5,
            validation_data=generator.flow_from_directory(folder, **options, shuffle=False),
            validation_steps=2,
            verbose=0,
        )
        assert int(model.optimizer.iterations) == 15
        runs.append(history.history["loss"])
    assert runs[0] == runs[1]
    assert model.predict(batches, verbose=0).shape == (10, 1)
    assert len(model.evaluate(batches, verbose=0)) == 2


def test_each_picture_once_per_epoch_in_a_new_order(folder):
    batches = ImageDataGenerator().flow_from_directory(folder, target_size=(4, 4), batch_size=3, seed=1)
    orders = []
    for _ in range(2):
        batches.on_epoch_begin()
        orders.append([float(v) for x, _ in batches.one_pass() for v in x[:, 0, 0, 0]])
        batches.on_epoch_end()
    assert sorted(orders[0]) == sorted(orders[1]) == sorted([*range(0, 50, 10), *range(100, 150, 10)])
    assert orders[0] != orders[1]


def test_the_same_pictures_with_any_number_of_threads(folder):
    found = []
    for workers in (0, 1, 3):
        generator = ImageDataGenerator(rotation_range=90, width_shift_range=0.5)
        batches = generator.flow_from_directory(folder, target_size=(4, 4), batch_size=2, seed=4)
        batches.workers = workers
        batches.on_epoch_begin()
        found.append(np.concatenate([x for x, _ in batches.one_pass()]))
    np.testing.assert_array_equal(found[0], found[1])
    np.testing.assert_array_equal(found[0], found[2])


def test_arrays_with_weights_and_further_inputs():
    generator = ImageDataGenerator(validation_split=0.4)
    (x, more), y, weight = next(
        generator.flow([X, np.arange(10)], Y, batch_size=10, shuffle=False, sample_weight=np.ones(10))
    )
    assert more.tolist() == list(range(10))
    assert y.tolist() == Y.tolist()
    assert weight.sum() == 10
    np.testing.assert_array_equal(x, X)
    assert generator.flow(X, Y, subset="validation").n == 4
    assert generator.flow(X, Y, subset="training").n == 6
    assert next(generator.flow(X, batch_size=3)).shape == (3, 6, 6, 3)
    batches = generator.flow(X, Y, batch_size=4)
    assert [len(batches[index][0]) for index in range(len(batches))] == [4, 4, 2]
    with pytest.raises(IndexError, match="3 batches"):
        batches[3]


def test_changed_pictures_are_saved(tmp_path):
    generator = ImageDataGenerator(preprocessing_function=lambda x: 255 - x)
    next(generator.flow(X, batch_size=2, save_to_dir=tmp_path / "seen", save_prefix="p", seed=1))
    names = [path.name for path in (tmp_path / "seen").iterdir()]
    assert len(names) == 2
    assert all(name.startswith("p_") and name.endswith(".png") for name in names)


def test_augmented_statistics():
    generator = ImageDataGenerator(featurewise_center=True, horizontal_flip=True)
    generator.fit(X, augment=True, rounds=2, seed=1)
    np.testing.assert_allclose(generator.mean, X.mean(axis=(0, 1, 2))[None, None], rtol=1e-5)
    with pytest.warns(UserWarning, match="call fit"):
        next(ImageDataGenerator(featurewise_std_normalization=True).flow(X))


@pytest.mark.parametrize(
    "function, arguments",
    [
        (image.random_rotation, (30,)),
        (image.random_shift, (0.5, 0.5)),
        (image.random_shear, (30,)),
        (image.random_zoom, ((0.5, 0.6),)),
        (image.random_channel_shift, (40,)),
        (image.random_brightness, ((0.2, 0.5),)),
    ],
)
def test_random_changes_follow_the_seed(function, arguments):
    axes = (
        {}
        if function in (image.random_channel_shift, image.random_brightness)
        else {
            "row_axis": 0,
            "col_axis": 1,
            "channel_axis": 2,
        }
    )
    made = []
    for _ in range(2):
        utils.set_random_seed(6)
        made.append(function(X[0], *arguments, **axes))
    np.testing.assert_array_equal(made[0], made[1])
    assert (made[0] != X[0]).any()
    assert made[0].shape == X[0].shape


@pytest.mark.parametrize(
    "act, kind, message",
    [
        (lambda f: ImageDataGenerator(data_format="middle"), FieldError, "data_format"),
        (lambda f: ImageDataGenerator(validation_split=1.5), FieldError, "validation_split"),
        (lambda f: ImageDataGenerator(zoom_range=(1, 2, 3)), FieldError, "zoom_range"),
        (lambda f: ImageDataGenerator(brightness_range=0.5), FieldError, "brightness_range"),
        (lambda f: ImageDataGenerator().flow(X[0]), ShapeError, "number, height"),
        (lambda f: ImageDataGenerator().flow(X, Y[:3]), ShapeError, "y has 3 rows"),
        (lambda f: ImageDataGenerator().flow(X, batch_size=0), FieldError, "batch_size"),
        (lambda f: ImageDataGenerator().flow(X, subset="test"), FieldError, "subset"),
        (
            lambda f: ImageDataGenerator(validation_split=0.1).flow(X, Y, subset="training"),
            LayerloomError,
            "different classes",
        ),
        (lambda f: ImageDataGenerator().fit(X[0]), ShapeError, "fit wants"),
        (lambda f: ImageDataGenerator().flow_from_directory(f / "no"), LayerloomError, "no folder"),
        (lambda f: ImageDataGenerator().flow_from_directory(f, color_mode="cmyk"), FieldError, "color_mode"),
        (lambda f: ImageDataGenerator().flow_from_directory(f, class_mode="words"), FieldError, "class_mode"),
        (lambda f: image.apply_affine_transform(X[0], 5, channel_axis=1), ShapeError, "channels"),
        (lambda f: sequence.TimeseriesGenerator([1, 2], [1], 1), FieldError, "2 steps"),
        (lambda f: sequence.TimeseriesGenerator([1, 2], [1, 2], 5), FieldError, "No window"),
        (lambda f: text.Tokenizer(no_such=1), FieldError, "no_such"),
        (lambda f: text.Tokenizer().texts_to_matrix(["a"]), LayerloomError, "fit_on_texts"),
        (lambda f: text.Tokenizer(5).texts_to_matrix(["a"], "tfidf"), LayerloomError, "tfidf"),
        (lambda f: text.Tokenizer(5).texts_to_matrix(["a"], "best"), LayerloomError, "mode"),
    ],
)
def test_mistakes(act, kind, message, folder):
    with pytest.raises(kind, match=message):
        act(folder)


def test_old_names_and_counted_sequences():
    with pytest.warns(UserWarning, match="num_words"):
        tokenizer = text.Tokenizer(nb_words=4)
    tokenizer.fit_on_sequences([[1, 2], [2, 3]])
    assert dict(tokenizer.index_docs) == {1: 1, 2: 2, 3: 1}
    assert tokenizer.sequences_to_matrix([[1, 2]], "tfidf").shape == (1, 4)
    assert text.Tokenizer(analyzer=lambda sentence: ["x"]).texts_to_sequences(["a"]) == [[]]
