"""Callbacks: stop early, keep the best, lower the rate, write a table, and hooks of one's own."""

import csv
import tempfile
from pathlib import Path

import numpy as np
from start import set_weights

import layerloom as keras
from layerloom import layers


class Diary(keras.callbacks.Callback):
    """Writes down which hooks were called, and stops when the loss is small enough."""

    def __init__(self, enough):
        super().__init__()
        self.enough = enough
        self.lines = []

    def on_train_begin(self, logs=None):
        self.lines.append("train")

    def on_epoch_begin(self, epoch, logs=None):
        self.lines.append(f"epoch {epoch}")

    def on_train_batch_end(self, batch, logs=None):
        self.lines.append(f"batch {batch}: {sorted(logs)}")

    def on_test_begin(self, logs=None):
        self.lines.append("test")

    def on_epoch_end(self, epoch, logs=None):
        self.lines.append(f"end {sorted(logs)}")
        if logs["loss"] < self.enough:
            self.model.stop_training = True


def make_model():
    model = keras.Sequential([keras.Input((6,)), layers.Dense(8, activation="tanh"), layers.Dense(1)])
    return set_weights(model)


def main():
    rng = np.random.default_rng(9)
    x = rng.normal(size=(60, 6)).astype("float32")
    y = (x @ rng.normal(size=(6, 1)) + 0.3 * rng.normal(size=(60, 1))).astype("float32")
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        model = make_model()
        model.compile(keras.optimizers.SGD(0.05), "mse", metrics=["mae"])
        diary = Diary(enough=0.05)
        plateau = keras.callbacks.ReduceLROnPlateau(patience=1, factor=0.5, min_delta=0.05)
        early = keras.callbacks.EarlyStopping(patience=3, min_delta=0.02, restore_best_weights=True)
        history = model.fit(
            x,
            y,
            epochs=15,
            batch_size=20,
            shuffle=False,
            validation_split=0.25,
            verbose=0,
            callbacks=[
                diary,
                plateau,
                early,
                keras.callbacks.ModelCheckpoint(str(folder / "best.keras"), save_best_only=True),
                keras.callbacks.CSVLogger(str(folder / "log.csv")),
                keras.callbacks.TerminateOnNaN(),
            ],
        )
        best = keras.models.load_model(folder / "best.keras")
        with (folder / "log.csv").open(newline="") as file:
            rows = list(csv.DictReader(file))
        told["epochs"] = len(history.history["loss"])
        told["history"] = history.history["val_loss"]
        told["rates"] = history.history["learning_rate"]
        told["columns"] = sorted(rows[0])
        told["diary"] = diary.lines[:12]
        told["best"] = best.predict(x[:5], verbose=0)
        told["restored"] = model.predict(x[:5], verbose=0)

    scheduled = make_model()
    scheduled.compile(keras.optimizers.SGD(0.1), "mse")
    schedule = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5 if epoch else rate)
    told["scheduled"] = scheduled.fit(x, y, epochs=4, shuffle=False, verbose=0, callbacks=[schedule]).history[
        "learning_rate"
    ]

    nothing = make_model()
    nothing.compile(keras.optimizers.SGD(1e20), "mse")
    endless = nothing.fit(
        x, y, epochs=5, verbose=0, shuffle=False, callbacks=[keras.callbacks.TerminateOnNaN()]
    )
    told["ended at"] = len(endless.history["loss"])
    return told


if __name__ == "__main__":
    print(main())
