"""Event files: records, checksums and the messages in them."""

import struct

import numpy as np
import pytest

from layerloom import callbacks, layers, models
from layerloom.callbacks import event_file, summaries
from layerloom.errors import FieldError


@pytest.mark.parametrize(
    "data, crc",
    [(b"123456789", 0xE3069283), (bytes(32), 0x8A9136AA), (b"\xff" * 32, 0x62A8AB43), (b"", 0)],
)
def test_checksums_are_those_of_the_standard(data, crc):
    masked = event_file.masked_crc32c(data)
    turned = (masked - 0xA282EAD8) & 0xFFFFFFFF
    assert (turned >> 17 | turned << 15) & 0xFFFFFFFF == crc


@pytest.mark.parametrize(
    "value, encoded",
    [(0, b"\x08\x00"), (300, b"\x08\xac\x02"), (-1, b"\x08" + b"\xff" * 9 + b"\x01")],
)
def test_whole_numbers(value, encoded):
    assert event_file.field(1, value) == encoded


def test_other_fields():
    assert event_file.field(1, 1.5) == b"\x09" + struct.pack("<d", 1.5)
    assert event_file.field(2, "é") == b"\x12\x02\xc3\xa9"
    assert event_file.field(3, b"ab") == b"\x1a\x02ab"


def read(path):
    """Returns the records of a file, their checksums checked."""
    data, found = path.read_bytes(), []
    while data:
        (length,) = struct.unpack("<Q", data[:8])
        assert struct.unpack("<I", data[8:12])[0] == event_file.masked_crc32c(data[:8])
        body = data[12 : 12 + length]
        assert struct.unpack("<I", data[12 + length : 16 + length])[0] == event_file.masked_crc32c(body)
        found.append(body)
        data = data[16 + length :]
    return found


def test_no_file_before_there_is_something_to_write(tmp_path):
    file = event_file.EventFile(tmp_path / "run")
    file.flush()
    assert not (tmp_path / "run").exists()
    file.add(summaries.scalar("loss", 0.5), 3)
    file.flush()
    file.add(summaries.scalar("loss", 0.25), 4)
    file.flush()
    (path,) = (tmp_path / "run").iterdir()
    first, *events = read(path)
    assert first.endswith(b"brain.Event:2")
    assert len(events) == 2
    assert struct.pack("<f", 0.25) in events[1]


@pytest.mark.parametrize("values", [[], [2.0, 2.0], [1.0, np.nan, np.inf, 3.0], np.arange(7)])
def test_histograms_count_finite_values(values):
    finite = [value for value in values if np.isfinite(value)]
    data = summaries.histogram("w", values)
    start = data.index(struct.pack("<d", 0)) if not finite else None
    table = np.frombuffer(data[-720:], "<f8").reshape(30, 3)
    assert start is None or start > 0
    assert table[:, 2].sum() == len(finite)
    if finite:
        assert table[0, 0] == min(finite)
        assert table[-1, 1] == max(finite)


def test_files_of_a_training(tmp_path):
    model = models.Sequential([layers.Input((2,)), layers.Dense(1)])
    model.compile("sgd", "mse")
    x, y = np.ones((8, 2), np.float32), np.ones((8, 1), np.float32)
    board = callbacks.TensorBoard(tmp_path, update_freq=2, write_steps_per_second=True)
    model.fit(x, y, batch_size=2, epochs=2, verbose=0, callbacks=board)
    assert [path.name for path in tmp_path.iterdir()] == ["train"]
    (path,) = (tmp_path / "train").iterdir()
    text = b"".join(read(path))
    assert text.count(b"batch_loss") == 4
    assert text.count(b"batch_steps_per_second") == 4
    assert text.count(b"epoch_steps_per_second") == 2
    assert text.count(b"epoch_learning_rate") == 2


@pytest.mark.parametrize(
    "options, message",
    [
        ({"update_freq": "day"}, "update_freq"),
        ({"update_freq": 0}, "update_freq"),
        ({"hparams": [1]}, "hparams must be a dict"),
        ({"histogram_freq": -1}, "histogram_freq"),
        ({"no_such": 1}, "no_such"),
    ],
)
def test_what_it_refuses(options, message):
    with pytest.raises(FieldError, match=message):
        callbacks.TensorBoard(**options)


def test_a_hyper_parameter_of_no_plain_kind(tmp_path):
    board = callbacks.TensorBoard(tmp_path, hparams={"layers": [1, 2]})
    with pytest.raises(FieldError, match=r"got .* for 'layers'"):
        board.on_train_begin()


def test_there_is_no_profiler():
    with pytest.warns(UserWarning, match="profile_batch has no effect"):
        callbacks.TensorBoard(profile_batch=(2, 4))


def test_arguments_of_old_times_are_passed_over():
    with pytest.warns(UserWarning, match="ignores write_grads"):
        callbacks.TensorBoard("logs", write_grads=True)


def test_embeddings(tmp_path):
    model = models.Sequential([layers.Input((2,), dtype="int32"), layers.Embedding(5, 3, name="words")])
    model.compile("sgd", "mse")
    board = callbacks.TensorBoard(tmp_path, embeddings_freq=1, embeddings_metadata={"words": "words.tsv"})
    model.fit(np.zeros((4, 2), int), np.zeros((4, 2, 3)), verbose=0, callbacks=board)
    assert 'metadata_path: "words.tsv"' in (tmp_path / "projector_config.pbtxt").read_text()
    assert (tmp_path / "train" / "keras_embedding.ckpt-0.weights.h5").exists()
    with pytest.raises(FieldError, match="letters"):
        callbacks.TensorBoard(tmp_path, embeddings_freq=1, embeddings_metadata={"letters": "l"}).set_model(
            model
        )
