"""Trainings in processes of their own: killed and gone on with, and the same run again from the same seed."""

import os
import signal
import subprocess
import sys

import numpy as np
import pytest

SCRIPT = """
import os, signal, sys
import numpy as np
import layerloom as keras

out, backup, killed_at = sys.argv[1], sys.argv[2], int(sys.argv[3])
keras.utils.set_random_seed(7)
x = np.random.rand(40, 6, 6, 1).astype("float32")
y = np.random.randint(0, 3, 40)
layers = keras.layers
model = keras.Sequential([
    layers.Input((6, 6, 1)), layers.RandomFlip(), layers.Conv2D(4, 3, activation="relu"), layers.BatchNormalization(),
    layers.Flatten(), layers.Dropout(0.3), layers.Dense(3, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy")
batches = []

def die(batch, logs):
    batches.append(batch)
    if len(batches) == killed_at:
        os.kill(os.getpid(), signal.SIGKILL)

watchers = [keras.callbacks.LambdaCallback(on_train_batch_end=die)]
if backup:
    watchers.insert(0, keras.callbacks.BackupAndRestore(backup))
history = model.fit(x, y, epochs=4, batch_size=8, callbacks=watchers, verbose=0)
np.savez(out, *model.get_weights(), epochs=history.epoch)
"""


def run(folder, name, backup="", killed_at=0):
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", SCRIPT, str(folder / f"{name}.npz"), backup, str(killed_at)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False)
    assert done.returncode == (-signal.SIGKILL if killed_at else 0), done.stderr.decode()
    if killed_at:
        return None
    with np.load(folder / f"{name}.npz") as arrays:
        return dict(arrays)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return run(tmp_path_factory.mktemp("whole"), "whole")


def test_the_same_seed_gives_the_same_run_in_another_process(whole, tmp_path):
    again = run(tmp_path, "again")
    for name, array in whole.items():
        np.testing.assert_array_equal(again[name], array)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_training_ends_with_the_weights_of_an_unbroken_one(whole, tmp_path):
    backup = str(tmp_path / "backup")
    run(tmp_path, "killed", backup, killed_at=13)
    went_on = run(tmp_path, "killed", backup)
    assert went_on.pop("epochs").tolist() == [2, 3]
    for name, array in went_on.items():
        np.testing.assert_array_equal(array, whole[name])
    assert not (tmp_path / "backup").exists()
