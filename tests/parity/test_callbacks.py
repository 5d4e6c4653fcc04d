"""Callbacks against real Keras: driven with the same logs, they stop, save and write alike."""

import io
import json
import urllib.parse

import keras
import numpy as np
import pytest

import layerloom
from layerloom import callbacks, optimizers


class Model:
    """What callbacks of either library need of a model."""

    def __init__(self, optimizer=None):
        self.stop_training = False
        self.weights = None
        self.optimizer = optimizer
        self.saved = []

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights

    def save(self, path, overwrite=True):
        self.saved.append(path)

    save_weights = save


def run(module, callback, model, logs_of_epochs, batches=3):
    chain = module.CallbackList([callback], add_history=True, model=model, epochs=9, verbose=0, steps=batches)
    chain.on_train_begin()
    for epoch, logs in enumerate(logs_of_epochs):
        chain.on_epoch_begin(epoch)
        for batch in range(batches):
            chain.on_train_batch_begin(batch)
            chain.on_train_batch_end(batch, {"loss": logs["loss"]})
        model.weights = epoch
        chain.on_epoch_end(epoch, dict(logs))
        if model.stop_training:
            break
    chain.on_train_end()
    return {"epoch": epoch, "weights": model.weights, "saved": model.saved, "history": model.history.history}


def tables():
    """Metric values with rises, falls, plateaus and near ties."""
    rng = np.random.default_rng(5)
    for _ in range(12):
        losses = np.round(np.abs(np.cumsum(rng.normal(-0.05, 0.3, size=15)) + 2), rng.integers(1, 5))
        yield [
            {"loss": float(a), "val_loss": float(b), "accuracy": 0.5} for a, b in zip(losses, losses[::-1])
        ]


OPTIONS = [
    {},
    {"patience": 2},
    {"patience": 3, "min_delta": 0.2, "restore_best_weights": True},
    {"patience": 1, "mode": "max", "monitor": "loss"},
    {"patience": 2, "baseline": 1.5, "restore_best_weights": True},
    {"patience": 1, "start_from_epoch": 4, "restore_best_weights": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_early_stopping(options):
    for table in tables():
        theirs = run(keras.callbacks, keras.callbacks.EarlyStopping(**options), Model(), table)
        ours = run(callbacks, callbacks.EarlyStopping(**options), Model(), table)
        assert ours == theirs


@pytest.mark.parametrize(
    "options",
    [
        {"filepath": "{epoch:02d}-{val_loss:.2f}.weights.h5", "save_weights_only": True},
        {"filepath": "{epoch}.keras", "save_best_only": True},
        {"filepath": "{epoch}.keras", "save_best_only": True, "mode": "max", "monitor": "loss"},
        {"filepath": "{epoch}.keras", "save_best_only": True, "initial_value_threshold": 1.5},
        {"filepath": "{epoch}-{batch}.keras", "save_freq": 4},
        {"filepath": "{epoch}-{batch}.keras", "save_freq": 2},
    ],
    ids=str,
)
def test_model_checkpoint(options, tmp_path):
    options = {**options, "filepath": str(tmp_path / options["filepath"])}
    for table in tables():
        theirs = run(keras.callbacks, keras.callbacks.ModelCheckpoint(**options), Model(), table)
        ours = run(callbacks, callbacks.ModelCheckpoint(**options), Model(), table)
        assert ours == theirs


@pytest.mark.parametrize(
    "options",
    [
        {"patience": 2},
        {"patience": 1, "cooldown": 2, "factor": 0.5},
        {"patience": 1, "min_lr": 0.02, "mode": "max"},
    ],
    ids=str,
)
def test_reduce_lr_on_plateau(options):
    for table in tables():
        theirs = run(
            keras.callbacks,
            keras.callbacks.ReduceLROnPlateau(**options),
            Model(keras.optimizers.SGD(0.1)),
            table,
        )
        ours = run(callbacks, callbacks.ReduceLROnPlateau(**options), Model(optimizers.SGD(0.1)), table)
        assert ours["history"].keys() == theirs["history"].keys()
        for key, values in theirs["history"].items():
            np.testing.assert_allclose(ours["history"][key], values, rtol=1e-6)


@pytest.mark.parametrize("options", [{}, {"separator": ";"}, {"append": True}], ids=str)
def test_csv_logger(options, tmp_path):
    files = [tmp_path / "theirs.csv", tmp_path / "ours.csv"]
    for module, path in zip((keras.callbacks, callbacks), files):
        for table in list(tables())[:2]:
            run(module, module.CSVLogger(str(path), **options), Model(), table)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_argument_names_and_defaults():
    import inspect

    for name in (
        "BackupAndRestore",
        "CSVLogger",
        "EarlyStopping",
        "ModelCheckpoint",
        "ReduceLROnPlateau",
        "RemoteMonitor",
        "SwapEMAWeights",
        "TensorBoard",
        "TerminateOnNaN",
    ):
        parameters = inspect.signature(getattr(keras.callbacks, name).__init__).parameters.values()
        theirs = [(p.name, p.default) for p in parameters if p.name not in ("self", "kwargs")]
        fields = getattr(callbacks, name).fields()
        ours = [
            (field.name, inspect.Parameter.empty if field.required else field.default) for field in fields
        ]
        own = ("hparams",) if name == "TensorBoard" else ()  # in Keras a callback of the tensorboard package
        assert [field for field in ours if field[0] not in own] == theirs, name


def test_no_hook_is_missing():
    for name in dir(keras.callbacks.Callback):
        if name.startswith(("on_", "set_")):
            assert hasattr(callbacks.Callback, name), name


X = np.random.default_rng(0).normal(size=(12, 3)).astype("float32")
Y = X.sum(axis=1, keepdims=True)
KERNEL = np.array([[0.5], [-0.2], [0.1]], "float32")


def line(module, **options):
    model = module.Sequential([module.Input((3,)), module.layers.Dense(1)])
    model.set_weights([KERNEL, np.zeros(1, "float32")])
    model.compile(module.optimizers.SGD(0.05, momentum=0.5, **options), "mse")
    return model


def recorder(module, seen):
    class Record(module.callbacks.Callback):
        def note(self, *_):
            seen.append([weight.copy() for weight in self.model.get_weights()])

        on_epoch_begin = on_epoch_end = on_test_begin = on_test_end = on_predict_end = note

    return Record()


@pytest.mark.parametrize("swap", [False, True])
def test_averaged_weights_are_swapped_at_the_same_times(swap):
    told = []
    for module in (keras, layerloom):
        model, seen = line(module, use_ema=True, ema_momentum=0.8), []
        options = {
            "batch_size": 4,
            "verbose": 0,
            "callbacks": [module.callbacks.SwapEMAWeights(swap), recorder(module, seen)],
        }
        history = model.fit(X, Y, epochs=3, shuffle=False, validation_data=(X, Y), **options)
        loss = model.evaluate(X, Y, **options)
        outputs = model.predict(X, **options)
        told.append(
            [*history.history.values(), [loss], outputs, *(part for weights in seen for part in weights)]
        )
    for theirs, ours in zip(*told, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("save_freq", ["epoch", 2])
def test_a_broken_training_goes_on_as_with_keras(save_freq, tmp_path):
    told = []
    for module in (keras, layerloom):

        class Break(module.callbacks.Callback):
            def on_train_batch_begin(self, batch, logs=None):
                if self.epoch == 2 and batch == 1:
                    raise InterruptedError

            def on_epoch_begin(self, epoch, logs=None):
                self.epoch = epoch

        backup = lambda: module.callbacks.BackupAndRestore(str(tmp_path / module.__name__), save_freq)  # noqa: B023, E731
        options = {"batch_size": 4, "epochs": 4, "verbose": 0, "shuffle": False}
        with pytest.raises(InterruptedError):
            line(module).fit(X, Y, callbacks=[backup(), Break()], **options)
        model = line(module)
        history = model.fit(X, Y, callbacks=[backup()], **options)
        told.append(
            (history.epoch, history.history["loss"], *model.get_weights(), int(model.optimizer.iterations))
        )
    for theirs, ours in zip(*told, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("as_json", [False, True])
def test_the_same_is_posted(as_json, monkeypatch):
    import urllib.request

    import requests

    sent = []

    def keep(url, data=None, **options):
        options["data"] = data
        body = requests.Request("POST", url, **options).prepare()
        sent.append((url, body.body if isinstance(body.body, str) else body.body.decode(), body.headers["X"]))

    def keep_ours(request, timeout):
        sent.append((request.full_url, request.data.decode(), request.headers["X"]))
        return io.BytesIO()

    monkeypatch.setattr(requests, "post", keep)
    monkeypatch.setattr(urllib.request, "urlopen", keep_ours)
    for module in (keras, layerloom):
        monitor = module.callbacks.RemoteMonitor(
            "http://x.example", "/p/", headers={"X": "1"}, send_as_json=as_json
        )
        monitor.on_epoch_end(3, {"loss": np.float32(0.5), "steps": np.array(2)})
    (url, theirs, header), ours = sent
    assert (url, header) == (ours[0], ours[2])
    assert parse(theirs) == parse(ours[1])


def parse(body):
    return json.loads(body) if body.startswith("{") else json.loads(urllib.parse.parse_qs(body)["data"][0])
