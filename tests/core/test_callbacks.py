"""Callbacks: hooks, stopping, files, learning rates and the terminal."""

import csv
import types

import numpy as np
import pytest

from layerloom import callbacks, optimizers
from layerloom.callbacks.progbar import Progbar
from layerloom.callbacks.terminal import terminal
from layerloom.declaration import registry
from layerloom.errors import FieldError, LayerloomError

HOOKS = [name for name in vars(callbacks.Callback) if name.startswith("on_")]


class Model:
    """What callbacks need of a model."""

    def __init__(self):
        self.stop_training = False
        self.weights = 0
        self.optimizer = optimizers.SGD(1.0)
        self.metrics = [types.SimpleNamespace(name="score", _direction="up")]
        self.saved = []

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights

    def save(self, path, overwrite=True):
        self.saved.append(path)

    save_weights = save


def run(callback, table, key="val_loss", batches=1, model=None, **more):
    """Drives callbacks through epochs whose metric has the given values; returns the model and epochs run."""
    model = model or Model()
    chain = callbacks.CallbackList(
        callback, add_history=True, model=model, epochs=len(table), verbose=0, steps=batches
    )
    chain.on_train_begin()
    for epoch, value in enumerate(table):
        chain.on_epoch_begin(epoch)
        for batch in range(batches):
            chain.on_train_batch_begin(batch)
            chain.on_train_batch_end(batch, {"loss": value})
        model.weights = epoch
        chain.on_epoch_end(epoch, {key: value, **more})
        if model.stop_training:
            break
    chain.on_train_end({key: value})
    return model, epoch


def test_hooks_come_in_order_with_their_logs():
    seen = []

    class Recorder(callbacks.Callback):
        def __getattribute__(self, name):
            if name.startswith("on_") and name not in ("on_batch_begin", "on_batch_end"):
                return lambda *args: seen.append((name, *args))
            return super().__getattribute__(name)

    for hook in HOOKS:
        setattr(Recorder, hook, lambda self, *args: None)
    chain = callbacks.CallbackList([[Recorder()], callbacks.LambdaCallback()], model=Model())
    for hook in HOOKS:
        position = (3,) if "batch" in hook or "epoch" in hook else ()
        getattr(chain, hook)(*position, {"loss": np.float32(0.5)})
        assert (
            seen.pop() == (hook, *position, {"loss": 0.5})
            if hook not in ("on_batch_begin", "on_batch_end")
            else 1
        )
    assert type(chain.callbacks[0].model).__name__ == "Model"


def test_a_single_callback_of_ones_own_ends_the_training():
    class StopAt(callbacks.Callback):
        def on_epoch_end(self, epoch, logs={}):  # noqa: B006 - as people write it
            self.model.stop_training = logs["val_loss"] <= 0.35

    assert run(StopAt(), [0.9, 0.5, 0.3, 0.2])[1] == 2


def test_old_batch_hooks_are_called():
    class Old(callbacks.Callback):
        count = 0

        def on_batch_end(self, batch, logs=None):
            self.count += 1

    old = Old()
    run(old, [1, 1], batches=3)
    assert old.count == 6


def test_history_keeps_every_metric():
    model, _ = run(callbacks.TerminateOnNaN(), [3.0, 2.0], accuracy=0.5)
    assert model.history.history == {"accuracy": [0.5, 0.5], "val_loss": [3.0, 2.0]}
    assert model.history.epoch == [0, 1]
    assert model.history.params["epochs"] == 2


STOPS = [
    # options, values, last epoch, epoch whose weights are left
    ({"patience": 0}, [3, 2, 2.5, 1], 2, 2),
    ({"patience": 2}, [3, 2, 2.5, 2.4, 1], 3, 3),
    ({"patience": 2, "restore_best_weights": True}, [3, 2, 2.5, 2.4, 1], 3, 1),
    ({"patience": 1, "min_delta": 0.5}, [3, 2.8, 2.4, 1], 1, 1),
    ({"patience": 0, "start_from_epoch": 2}, [1, 2, 3, 2, 5], 4, 4),
    ({"patience": 2, "baseline": 1.0}, [3, 2, 2.5, 1], 2, 2),
    ({"patience": 5, "restore_best_weights": True}, [3, 1, 2], 2, 1),
    ({"patience": 1, "restore_best_weights": True}, [np.nan, np.nan, np.nan], 1, 0),
    ({"patience": 1, "mode": "max"}, [1, 2, 1.5, 3], 2, 2),
    ({"patience": 1, "monitor": "val_accuracy"}, [0.1, 0.3, 0.2, 0.9], 2, 2),
    ({"patience": 1, "monitor": "score"}, [0.1, 0.3, 0.2, 0.9], 2, 2),
]


@pytest.mark.parametrize("options, values, last, kept", STOPS)
def test_early_stopping(options, values, last, kept):
    stopping = callbacks.EarlyStopping(**options)
    model, epoch = run(stopping, values, key=options.get("monitor", "val_loss"))
    assert (epoch, model.weights) == (last, kept)
    if model.stop_training:
        assert stopping.stopped_epoch == last
        assert stopping.monitor in stopping.reason


def test_early_stopping_says_what_it_does(capsys):
    run(callbacks.EarlyStopping(verbose=1, restore_best_weights=True), [1.0, 2.0])
    assert "Epoch 2: early stopping" in (text := capsys.readouterr().out)
    assert "best epoch: 1" in text


@pytest.mark.parametrize(
    "callback", [callbacks.EarlyStopping(monitor="val_los"), callbacks.ReduceLROnPlateau(monitor="val_los")]
)
def test_a_metric_that_is_not_there_is_warned_of(callback):
    with pytest.warns(UserWarning, match="'val_los', which this training does not have.*val_loss"):
        run(callback, [1.0])


def test_a_metric_of_unknown_direction_needs_a_mode():
    with pytest.raises(LayerloomError, match="mode='max' or mode='min'"):
        run(callbacks.EarlyStopping(monitor="height"), [1.0, 2.0], key="height")
    with pytest.raises(LayerloomError, match=r"EarlyStopping watches 'f1', which is not a single number"):
        run(callbacks.EarlyStopping(monitor="f1", mode="max"), [np.ones(3), np.ones(3)], key="f1")


CHECKPOINTS = [
    ({"filepath": "{epoch:02d}-{val_loss:.2f}.h5"}, ["01-3.00.h5", "02-1.00.h5", "03-2.00.h5"]),
    ({"filepath": "best.h5", "save_best_only": True}, ["best.h5", "best.h5"]),
    ({"filepath": "{epoch}.h5", "save_best_only": True, "initial_value_threshold": 2.5}, ["2.h5"]),
    ({"filepath": "{epoch}.h5", "save_best_only": True, "mode": "max"}, ["1.h5"]),
    (
        {"filepath": "{epoch}.weights.h5", "save_weights_only": True},
        ["1.weights.h5", "2.weights.h5", "3.weights.h5"],
    ),
    ({"filepath": "{epoch}-{batch}.h5", "save_freq": 3}, ["1-3.h5", "2-2.h5", "3-1.h5", "3-4.h5"]),
    (
        {"filepath": "{epoch}-{loss:.0f}.h5", "save_freq": 5, "save_best_only": True, "monitor": "loss"},
        ["2-1.h5"],
    ),
]


@pytest.mark.parametrize("options, files", CHECKPOINTS)
def test_model_checkpoint(options, files, tmp_path):
    checkpoint = callbacks.ModelCheckpoint(**{**options, "filepath": tmp_path / "new" / options["filepath"]})
    model, _ = run(checkpoint, [3.0, 1.0, 2.0], batches=4)
    assert model.saved == [str(tmp_path / "new" / name) for name in files]
    assert checkpoint.last_file == model.saved[-1]
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize(
    "options, message",
    [
        ({"filepath": "best.h5", "save_weights_only": True}, "must end in .weights.h5"),
        ({"filepath": "best.txt"}, "must end in .h5 or .keras"),
        ({"filepath": "best.h5", "save_freq": "batch"}, "save_freq must be"),
        ({"filepath": "best.h5", "mode": "highest"}, "mode must be one of"),
        ({"filepath": "{epoch.__class__}.h5"}, "not a field"),
        ({"filepath": "{epoch:999999999d}.h5"}, "not a field"),
        ({"filepath": "{epoch:{val_loss}}.h5"}, "not a field"),
        ({"filepath": "{epoch.h5"}, "pattern"),
    ],
)
def test_model_checkpoint_refuses(options, message):
    with pytest.raises(FieldError, match=message):
        callbacks.ModelCheckpoint(**options)


def test_model_checkpoint_names_what_it_cannot_do(tmp_path):
    with pytest.raises(LayerloomError, match=r"'val_acc' in .* there are val_loss, epoch"):
        run(callbacks.ModelCheckpoint(tmp_path / "{val_acc:.2f}.h5"), [1.0])
    with pytest.raises(LayerloomError, match="is a folder"):
        run(callbacks.ModelCheckpoint(_folder(tmp_path / "x.h5")), [1.0])
    with pytest.warns(UserWarning, match="saved all the same"):
        run(callbacks.ModelCheckpoint(tmp_path / "y.h5", monitor="nothing", save_best_only=True), [1.0])


def _folder(path):
    path.mkdir()
    return path


def test_csv_logger(tmp_path):
    path = tmp_path / "log.csv"
    run(callbacks.CSVLogger(path), [1.0, 2.0], loss=np.float32(0.5))
    run(callbacks.CSVLogger(path, append=True), [3.0], loss=[1, 2])
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["epoch", "loss", "val_loss"],
        ["0", "0.5", "1.0"],
        ["1", "0.5", "2.0"],
        ["0", '"[1, 2]"', "3.0"],
    ]


def test_csv_logger_keeps_columns_for_a_validation_that_comes_later(tmp_path):
    run(callbacks.CSVLogger(tmp_path / "log.csv", separator=";"), [1.0], key="loss")
    assert (tmp_path / "log.csv").read_text().splitlines() == ["epoch;loss;val_loss", "0;1.0;NA"]


def test_csv_logger_keeps_the_old_table_until_there_is_a_row_of_the_new_one(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("of last week")
    logger = callbacks.CSVLogger(path)
    logger.on_train_begin()
    assert path.read_text() == "of last week"
    for epoch in range(2):
        logger.on_epoch_end(epoch, {"loss": epoch})
        assert path.read_text().splitlines() == ["epoch,loss,val_loss", "0,0,NA", "1,1,NA"][: epoch + 2]
    logger.on_train_end()
    assert list(tmp_path.iterdir()) == [path]


def test_terminate_on_nan(capsys):
    callback = callbacks.TerminateOnNaN()
    model, epoch = run(callback, [1.0, np.inf, 2.0], batches=2)
    assert model.stop_training
    assert epoch == 1
    assert "smaller learning rate" in capsys.readouterr().out
    assert "inf in batch 2" in callback.reason
    with pytest.raises(RuntimeError, match="became nan in batch 1"):
        run(callbacks.TerminateOnNaN(raise_error=True), [np.nan])


@pytest.mark.parametrize(
    "schedule, rates",
    [(lambda epoch: 0.5**epoch, [1.0, 0.5, 0.25]), (lambda epoch, rate: rate / 2, [0.5, 0.25, 0.125])],
)
def test_learning_rate_scheduler(schedule, rates):
    model, _ = run(callbacks.LearningRateScheduler(schedule), [1.0, 1.0, 1.0])
    assert model.history.history["learning_rate"] == rates


@pytest.mark.parametrize(
    "options, rates",
    [
        ({"patience": 2}, [1, 1, 1, 0.5, 0.5, 0.25, 0.25]),
        ({"patience": 1, "cooldown": 2}, [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125]),
        ({"patience": 1, "min_lr": 0.3}, [1, 1, 0.5, 0.3, 0.3, 0.3, 0.3]),
        ({"patience": 1, "mode": "max"}, [1] * 7),
    ],
)
def test_reduce_on_plateau(options, rates):
    values = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6]
    model, _ = run(callbacks.ReduceLROnPlateau(factor=0.5, **options), values)
    np.testing.assert_allclose(model.history.history["learning_rate"], rates, rtol=1e-6)


def test_lambda_callback():
    seen = []
    hooks = {
        name: lambda *args, name=name: seen.append((name, args[0]))
        for name in ("on_epoch_end", "on_batch_end")
    }
    run(callbacks.LambdaCallback(**hooks), [1.0])
    assert seen == [("on_batch_end", 0), ("on_epoch_end", 0)]


def test_values_are_averaged_unless_told_otherwise(capsys):
    bar = Progbar(4, stateful_metrics=["kept"])
    for step in range(1, 4):
        bar.update(step, [("mean", float(step)), ("kept", float(step))])
    bar.update(4)
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith("4/4 ")
    assert line.endswith("- mean: 2.0000 - kept: 3.0000")


def test_on_a_terminal_the_bar_is_written_over(capsys, monkeypatch):
    monkeypatch.setattr(type(terminal), "dynamic", True)
    bar = Progbar(10, interval=0)
    bar.update(5, [("loss", 123456.0)])
    terminal.line("between")
    bar.update(10, [("loss", 1e-5)], finalize=True)
    text = capsys.readouterr().out
    assert text.startswith("\r 5/10 ")
    assert "\nbetween\n\r10/10 " in text
    assert text.endswith("loss: 1.0000e-05\n")


@pytest.mark.parametrize(
    "verbose, lines", [(0, 0), (1, 4), (2, 4)], ids=["silent", "bars in a log file", "one line per epoch"]
)
def test_progress_of_a_training(verbose, lines, capsys):
    logger = callbacks.ProgbarLogger()
    chain = callbacks.CallbackList(logger, model=Model(), verbose=verbose, epochs=2, steps=None)
    chain.on_train_begin()
    for epoch in range(2):
        chain.on_epoch_begin(epoch)
        for batch in range(3):
            chain.on_train_batch_end(batch, {"loss": 1.0})
        chain.on_epoch_end(epoch, {"loss": 0.25, "val_loss": 0.5})
    chain.on_train_end()
    text = capsys.readouterr().out
    assert len(text.splitlines()) == lines
    if lines:
        assert "Epoch 2/2" in text
        assert text.count("loss: 0.2500 - val_loss: 0.5000") == 2
        assert "3/3" in text


@pytest.mark.parametrize(
    "name", ["EarlyStopping", "ModelCheckpoint", "CSVLogger", "TerminateOnNaN", "ReduceLROnPlateau"]
)
def test_what_the_program_reads(name):
    entry = registry.find("callback", name)
    made = entry.target(**entry.start)
    again = callbacks.deserialize(callbacks.serialize(made))
    assert again.get_config() == made.get_config()
    assert all(field.doc for field in entry.target.fields())
    assert all(field.kind != "any" or field.name == "save_freq" for field in entry.target.fields())
