"""Callbacks that work on a whole run: backups, averaged weights and reports to a server."""

import http.server
import json
import threading
import urllib.parse

import numpy as np
import pytest

from layerloom import callbacks, layers, models, optimizers, utils
from layerloom.errors import FieldError, FileFormatError, LayerloomError

X = np.linspace(-1, 1, 24, dtype=np.float32).reshape(12, 2)
Y = (X[:, :1] * 2 - X[:, 1:] + 0.5).astype(np.float32)


def model(optimizer="adam"):
    utils.set_random_seed(5)
    made = models.Sequential([layers.Input((2,)), layers.Dense(3, activation="tanh"), layers.Dense(1)])
    made.compile(optimizer, "mse")
    return made


class PowerCutError(Exception):
    """Stands for a power cut."""


class Kill(callbacks.Callback):
    def __init__(self, epoch, batch=0):
        super().__init__()
        self.at = (epoch, batch)
        self.epoch = -1

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        if (self.epoch, batch) == self.at:
            raise PowerCutError


def train(made, *more, epochs=6):
    return made.fit(X, Y, epochs=epochs, batch_size=4, shuffle=False, verbose=0, callbacks=list(more))


def test_a_killed_training_goes_on_where_it_was(tmp_path):
    whole = model()
    expected = train(whole).history["loss"]
    folder = tmp_path / "backup"
    first = model()
    with pytest.raises(PowerCutError):
        train(first, callbacks.BackupAndRestore(folder), Kill(3, 1))
    assert sorted(path.name for path in folder.iterdir()) == ["latest.weights.h5", "training_metadata.json"]
    second = model()
    history = train(second, callbacks.BackupAndRestore(folder))
    assert history.epoch == [3, 4, 5]
    np.testing.assert_allclose(history.history["loss"], expected[3:], rtol=1e-6)
    for a, b in zip(whole.get_weights(), second.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-6)
    assert int(second.optimizer.iterations) == 18
    assert not folder.exists()


def test_backups_by_batches(tmp_path):
    with pytest.raises(PowerCutError):
        train(model(), callbacks.BackupAndRestore(tmp_path / "b", save_freq=2), Kill(1, 2))
    assert json.loads((tmp_path / "b" / "training_metadata.json").read_text()) == {"epoch": 1, "batch": 2}
    again = model()
    train(again, callbacks.BackupAndRestore(tmp_path / "b", save_freq=2), epochs=2)
    assert int(again.optimizer.iterations) == 6 + 3  # six steps were saved, the second epoch begins afresh


def test_a_broken_backup_falls_back_on_the_one_before(tmp_path):
    keep = callbacks.BackupAndRestore(tmp_path, double_checkpoint=True)
    with pytest.raises(PowerCutError):
        train(model(), keep, Kill(3))
    (tmp_path / "latest.weights.h5").write_bytes(b"cut off")
    history = train(model(), callbacks.BackupAndRestore(tmp_path, double_checkpoint=True))
    assert history.epoch == [2, 3, 4, 5]
    assert not tmp_path.exists()


def test_only_the_backup_is_deleted(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    train(model(), callbacks.BackupAndRestore(tmp_path), epochs=1)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    train(model(), callbacks.BackupAndRestore(tmp_path, delete_checkpoint=False), epochs=1)
    assert len(list(tmp_path.iterdir())) == 3


def test_what_a_backup_needs(tmp_path):
    unbuilt = models.Sequential([layers.Dense(1)])
    unbuilt.compile("sgd", "mse")
    with pytest.raises(LayerloomError, match="built before fit"):
        unbuilt.fit(X, Y, verbose=0, callbacks=callbacks.BackupAndRestore(tmp_path))
    with pytest.raises(FieldError, match="save_freq"):
        callbacks.BackupAndRestore(tmp_path, save_freq="day")
    with pytest.raises(FieldError, match="folder"):
        callbacks.BackupAndRestore("")
    (tmp_path / "training_metadata.json").write_text("{}")
    with pytest.raises(FileFormatError, match="which epoch"):
        train(model(), callbacks.BackupAndRestore(tmp_path))


def test_evaluation_sees_the_averaged_weights():
    made = model(optimizers.SGD(0.1, use_ema=True, ema_momentum=0.7))
    train(made, epochs=2)
    averaged = [weight.copy() for weight in made.get_weights()]  # the end of a training puts them in
    inside = []

    class Look(callbacks.Callback):
        def on_test_batch_begin(self, batch, logs=None):
            inside.append([weight.copy() for weight in self.model.get_weights()])

    for _ in range(3):
        made.train_on_batch(X, Y)
    trained = [weight.copy() for weight in made.get_weights()]
    averages = [average.numpy().copy() for average in made.optimizer._averages]
    made.evaluate(X, Y, verbose=0, callbacks=[callbacks.SwapEMAWeights(), Look()])
    for seen, average in zip(inside[0], averages, strict=True):
        np.testing.assert_array_equal(seen, average)
    for now, before in zip(made.get_weights(), trained, strict=True):
        np.testing.assert_array_equal(now, before)
    assert any((a != b).any() for a, b in zip(averaged, trained, strict=True))


def test_checkpoints_see_the_averaged_weights(tmp_path):
    made = model(optimizers.SGD(0.1, use_ema=True, ema_momentum=0.7))
    path = tmp_path / "{epoch}.weights.h5"
    train(
        made,
        callbacks.SwapEMAWeights(swap_on_epoch=True),
        callbacks.ModelCheckpoint(path, save_weights_only=True),
        epochs=2,
    )
    last = model(optimizers.SGD(0.1, use_ema=True))
    last.load_weights(tmp_path / "2.weights.h5")
    for saved, final in zip(last.get_weights(), made.get_weights(), strict=True):
        np.testing.assert_array_equal(saved, final)
    with pytest.raises(LayerloomError, match="use_ema=True"):
        model().evaluate(X, Y, verbose=0, callbacks=callbacks.SwapEMAWeights())


@pytest.fixture
def server():
    """A server on this machine that keeps what is posted to it."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.server.seen.append((self.path, self.headers["Content-Type"], self.headers["X-Run"], body))
            self.send_response(200 if self.path == "/publish/epoch/end/" else 404)
            self.end_headers()

        def log_message(self, *args):
            pass

    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.seen = []
    made.root = f"http://127.0.0.1:{made.server_address[1]}"
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def test_results_are_posted(server):
    form = callbacks.RemoteMonitor(server.root)
    plain = callbacks.RemoteMonitor(server.root, path="/other", headers={"X-Run": "7"}, send_as_json=True)
    for monitor in (form, plain):
        monitor.on_epoch_end(2, {"loss": np.float32(0.5), "score": 1})
    (path, kind, _, body), (other, other_kind, run, other_body) = server.seen
    assert (path, other) == ("/publish/epoch/end/", "/other")
    assert kind == "application/x-www-form-urlencoded"
    assert json.loads(urllib.parse.parse_qs(body)["data"][0]) == {"epoch": 2, "loss": 0.5, "score": 1}
    assert (other_kind, run) == ("application/json", "7")
    assert json.loads(other_body) == {"epoch": 2, "loss": 0.5, "score": 1}


def test_a_server_that_is_not_there_is_warned_of(server):
    server.shutdown()
    server.server_close()
    with pytest.warns(UserWarning, match="could not reach"):
        callbacks.RemoteMonitor(server.root).on_epoch_end(0, {})
    with pytest.raises(FieldError, match="http"):
        callbacks.RemoteMonitor("file:///etc")
