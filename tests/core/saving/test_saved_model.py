"""SavedModel folders: written and read without TensorFlow, and refused in a sentence where they are damaged."""

import contextlib
import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest

import layerloom
from layerloom import layers, models, saving
from layerloom.callbacks.event_file import field, masked_crc32c
from layerloom.errors import FileFormatError
from layerloom.saving.saved_model import writing
from layerloom.saving.saved_model.bundle import Bundle
from layerloom.saving.saved_model.bundle_writer import write_bundle
from layerloom.saving.saved_model.checksum import crc32c, masked
from layerloom.saving.saved_model.object_graph import read_keras_metadata


def network():
    start = layers.Input((4, 3), name="start")
    inner = models.Sequential([layers.Input((4, 3)), layers.Dense(3), layers.BatchNormalization()])
    shared = layers.Bidirectional(layers.GRU(2, return_sequences=True))
    x = layers.add([inner(start), start])
    flat = layers.Flatten()(layers.concatenate([shared(x), shared(start)]))
    model = models.Model(start, [layers.Dense(2, name="a/b")(flat), flat])
    for weight in model.weights:
        weight.assign(np.random.uniform(0.1, 0.9, weight.shape))  # noqa: NPY002 - seeded for each test
    return model


@pytest.fixture
def folder(tmp_path):
    network().save(tmp_path / "model")
    return tmp_path / "model"


def numbers(*shape):
    return np.random.uniform(-1, 1, shape).astype("float32")  # noqa: NPY002


def test_model_comes_back(tmp_path):
    model, x = network(), numbers(3, 4, 3)
    model.save(tmp_path / "model", metadata={"classes": ["a", "b"]})
    copy = saving.load_model(tmp_path / "model" / "saved_model.pb")
    for first, second in zip(model.predict(x, verbose=0), copy.predict(x, verbose=0), strict=True):
        np.testing.assert_array_equal(first, second)
    assert copy.to_json() == model.to_json()
    assert saving.read_metadata(tmp_path / "model")["classes"] == ["a", "b"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model"]


@pytest.mark.parametrize("optimizer", ["adam", "sgd", "rmsprop"])
def test_training_goes_on_where_it_stopped(tmp_path, optimizer):
    x, y = numbers(8, 3), numbers(8, 2)
    model = models.Sequential(
        [layers.Input((3,)), layers.Dense(4, activation="hard_sigmoid_keras2"), layers.Dense(2)]
    )
    model.compile(optimizer, "mse", metrics=["mae"])
    model.fit(x, y, epochs=2, shuffle=False, verbose=0)
    model.save(tmp_path / "model.folder", save_format="tf")
    copy = saving.load_model(tmp_path / "model.folder")
    first = model.fit(x, y, shuffle=False, verbose=0).history
    second = copy.fit(x, y, shuffle=False, verbose=0).history
    assert first["loss"] + first["mae"] == pytest.approx(second["loss"] + second["mae"])
    for one, other in zip(model.get_weights(), copy.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-7)


def test_folder_of_tf_keras():
    """A folder that tf_keras 2.21 wrote, less the functions in saved_model.pb, and what it predicted."""
    model = saving.load_model(Path(__file__).parent / "by_tf_keras_2_21")
    x = np.linspace(-1, 1, 8, dtype="float32").reshape(2, 4)
    want = [[0.59945911, 0.4462904], [0.50314057, 0.37006256]]
    np.testing.assert_allclose(model.predict(x, verbose=0), want, atol=1e-6)
    assert type(model.optimizer).__name__ == "SGD"


def test_weights_alone(tmp_path):
    model, other, x = network(), network(), numbers(3, 4, 3)
    model.save_weights(tmp_path / "cp-1.ckpt")
    model.save_weights(tmp_path / "cp-1.ckpt")
    with pytest.raises(FileFormatError, match="overwrite=False"):
        model.save_weights(tmp_path / "cp-1.ckpt", overwrite=False)
    other.load_weights(tmp_path / "cp-1.ckpt")
    np.testing.assert_array_equal(model.predict(x, verbose=0)[0], other.predict(x, verbose=0)[0])
    with pytest.raises(FileFormatError, match="by_name"):
        other.load_weights(tmp_path / "cp-1.ckpt", by_name=True)
    unlike = models.Sequential([layers.Input((4,)), layers.Dense(3), layers.Dense(2)])
    before = unlike.get_weights()
    with pytest.raises(FileFormatError, match=r"no value for|shape"):
        unlike.load_weights(tmp_path / "cp-1.ckpt")
    for one, two in zip(before, unlike.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)


# -- what is not written, and where ------------------------------------------------------------------------------


def test_only_savedmodels_and_empty_folders_are_replaced(tmp_path, folder):
    network().save(folder)
    (tmp_path / "empty").mkdir()
    network().save(tmp_path / "empty")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("dear")
    (tmp_path / "file").write_text("dear")
    for name in ("full", "file"):
        with pytest.raises(FileFormatError, match="is there already"):
            network().save(tmp_path / name)
    with pytest.raises(FileFormatError, match="overwrite=False"):
        network().save(folder, overwrite=False)
    assert (tmp_path / "full" / "letter").read_text() == "dear"


def test_old_folder_stays_when_writing_fails(tmp_path, folder, monkeypatch):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def full_disk(objects):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_saved_model", full_disk)
    with pytest.raises(FileFormatError, match="No space left"):
        network().save(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


class Own(models.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(2)

    def call(self, x):
        return self.dense(x)


def with_operation():
    start = layers.Input((3,))
    return models.Model(start, layerloom.ops.einsum("ij,kj->ik", start, start))


def subclassed():
    model = Own()
    model(np.ones((1, 3), "float32"))
    return model


@pytest.mark.parametrize(
    "make, words",
    [
        (with_operation, "tf.keras has no Einsum"),
        (subclassed, "only functional and sequential"),
        (lambda: models.Sequential([layers.Input((3,)), layers.RMSNormalization()]), "no RMSNormalization"),
        (
            lambda: models.Sequential([layers.Input((3,)), layers.LayerNormalization(rms_scaling=True)]),
            "rms_scaling",
        ),
    ],
)
def test_what_tf_keras_cannot_say_is_not_written(tmp_path, make, words):
    with pytest.raises(FileFormatError, match=words):
        make().save(tmp_path / "model")
    assert list(tmp_path.iterdir()) == []


# -- what is not read --------------------------------------------------------------------------------------------


def spoil(path, place, value=None):
    data = bytearray(path.read_bytes())
    data[place] = data[place] ^ 0xFF if value is None else value
    path.write_bytes(data)


def link(folder):
    (folder / "variables" / "variables.index").rename(folder / "elsewhere")
    (folder / "variables" / "variables.index").symlink_to(folder / "elsewhere")


def without_keras(folder):
    (folder / "keras_metadata.pb").unlink()


def as_subclass(folder):
    metadata = b'{"class_name": "Mine", "name": "mine", "config": {}}'
    item = field(3, "root") + field(4, "_tf_keras_model") + field(5, metadata)
    (folder / "keras_metadata.pb").write_bytes(field(1, item))


DAMAGES = [
    (without_keras, "without the configuration of Keras"),
    (as_subclass, "class 'Mine', whose layers are in its code"),
    (link, "no plain file"),
    (
        lambda folder: (folder / "variables" / "variables.index").unlink(),
        "has no file variables/variables.index",
    ),
    (lambda folder: shutil.rmtree(folder / "variables"), "has no file variables/variables.index"),
    (lambda folder: spoil(folder / "variables" / "variables.data-00000-of-00001", 3), "checksum"),
    (
        lambda folder: os.truncate(folder / "variables" / "variables.data-00000-of-00001", 100),
        "beyond the end",
    ),
    (lambda folder: spoil(folder / "variables" / "variables.index", 20), "damaged|checksum"),
    (lambda folder: spoil(folder / "variables" / "variables.index", -1), "no checkpoint"),
    (lambda folder: (folder / "keras_metadata.pb").write_bytes(b"\x0a\xff"), "damaged"),
]


@pytest.mark.parametrize("damage, words", DAMAGES, ids=[str(n) for n in range(len(DAMAGES))])
def test_damage_is_told(folder, damage, words):
    damage(folder)
    with pytest.raises(FileFormatError, match=words) as caught:
        saving.load_model(folder)
    assert caught.value.path == os.fspath(folder)
    assert len(str(caught.value).splitlines()) == 1


def test_flipped_bytes_and_cuts_never_do_worse_than_an_error(folder):
    draw = np.random.default_rng(1)
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "saved_model.pb"]
    for number in range(150):
        path = files[number % len(files)]
        whole = path.read_bytes()
        data = bytearray(whole)
        if number % 5:
            data[draw.integers(len(data))] ^= 1 << draw.integers(8)
        else:
            del data[draw.integers(len(data)) :]
        path.write_bytes(data)
        with contextlib.suppress(FileFormatError):
            assert saving.load_model(folder, compile=False).count_params() < 10_000
        path.write_bytes(whole)


def test_model_far_larger_than_its_folder_is_refused(folder):
    path = folder / "keras_metadata.pb"
    kind, root = read_keras_metadata(folder)[0]
    text = json.dumps(root).replace('"units": 2', '"units": 20000000')
    path.write_bytes(field(1, field(3, "root") + field(4, kind) + field(5, text)))
    with pytest.raises(FileFormatError, match="MiB of weights"):
        saving.load_model(folder)


def test_metadata_of_tensorflow_before_2_5_stand_in_the_model(folder):
    metadata = read_keras_metadata(folder)
    texts = {index: json.dumps(data) for index, (_, data) in metadata.items()}
    nodes = b"".join(
        field(
            1, field(4, field(1, metadata[index][0]) + field(3, texts[index])) if index in metadata else b""
        )
        for index in range(max(metadata) + 1)
    )
    x = numbers(2, 4, 3)
    want = saving.load_model(folder).predict(x, verbose=0)
    (folder / "keras_metadata.pb").unlink()
    (folder / "saved_model.pb").write_bytes(field(1, 1) + field(2, field(7, nodes)))
    for first, second in zip(saving.load_model(folder).predict(x, verbose=0), want, strict=True):
        np.testing.assert_array_equal(first, second)


# -- checkpoints -------------------------------------------------------------------------------------------------


def test_checksums():
    assert crc32c(b"123456789") == 0xE3069283
    assert crc32c(b"") == 0
    data = np.random.default_rng(0).bytes(50_001)
    assert masked(crc32c(data)) == masked_crc32c(data)
    assert crc32c(data[777:], crc32c(data[:777])) == crc32c(data)


def test_checkpoint_comes_back(tmp_path):
    arrays = {
        "b": np.arange(5),
        "a/x": numbers(3, 4),
        "whole": np.array(7, np.int32),
        "half": numbers(2).astype("float16"),
        "none": numbers(0, 3),
        "true": np.array([True, False]),
    }
    write_bundle(Path(tmp_path / "v"), arrays.items(), {"text": b"words" * 100})
    bundle = Bundle(tmp_path / "v")
    for key, array in arrays.items():
        found = bundle.array(key, array.shape)
        np.testing.assert_array_equal(found, array)
        assert found.dtype == array.dtype
    assert bundle.text("text") == b"words" * 100
