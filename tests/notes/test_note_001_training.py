"""The second note once more, where a row promises numbers: fit, its history, its callbacks and its workers."""

import threading

import numpy as np
import pytest
from layerloom.keras.layers import Dense, Flatten
from layerloom.keras.models import Sequential, load_model

import layerloom as tf
from layerloom.keras import callbacks, optimizers

RNG = np.random.default_rng(6)
X = RNG.standard_normal((40, 4)).astype("float32")
Y = X.sum(1, keepdims=True)
LABELS = RNG.integers(0, 3, 40)


def regressor(rate=0.01):
    model = Sequential([Dense(1, input_shape=(4,))])
    model.compile(optimizers.SGD(rate), "mse", metrics=["mae"])
    return model


class Seen(tf.keras.utils.Sequence):
    """Batches that keep count of what was asked for and what was used."""

    def __init__(self, size=8, **options):
        super().__init__(**options)
        self.size, self.asked, self.used, self.ahead = size, 0, 0, []
        self.lock = threading.Lock()

    def __len__(self):
        return len(X) // self.size

    def __getitem__(self, index):
        with self.lock:
            self.asked += 1
            self.ahead.append(self.asked - self.used)
        return X[index * self.size :][: self.size], Y[index * self.size :][: self.size]


def test_42_batches_of_32_unless_told():
    sizes = []

    class Watching(tf.keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = Dense(1)

        def call(self, inputs):
            return self.dense(inputs)

        def train_step(self, data):
            sizes.append(len(data[0]))
            return super().train_step(data)

    model = Watching()
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)
    model.fit(X, Y, batch_size=15, verbose=0)
    assert sizes == [32, 8, 15, 15, 10]


@pytest.mark.parametrize(
    "verbose, epochs, bar", [(0, 0, False), (1, 2, True), (2, 2, False), (None, 0, False)]
)
def test_43_verbose(verbose, epochs, bar, capsys):
    regressor().fit(X, Y, epochs=2, verbose=verbose)
    told = capsys.readouterr().out
    assert told.count("Epoch") == epochs
    assert ("━" in told) is bar
    assert ("loss" in told) is bool(epochs)


def test_44_validation_is_what_evaluate_gives_after_the_epoch():
    model, told = regressor(), []
    each = callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: told.append(model.evaluate(X[:7], Y[:7], verbose=0))
    )
    history = model.fit(X, Y, epochs=3, validation_data=(X[:7], Y[:7]), callbacks=[each], verbose=0).history
    np.testing.assert_allclose(history["val_loss"], [loss for loss, _ in told], rtol=1e-5)
    np.testing.assert_allclose(history["val_mae"], [mae for _, mae in told], rtol=1e-5)


@pytest.mark.parametrize("shuffle", [False, True])
def test_45_shuffle(shuffle):
    order = []

    class Watching(tf.keras.Sequential):
        def train_step(self, data):
            order.extend(np.asarray(data[1]).ravel().astype(int).tolist())
            return super().train_step(data)

    model = Watching([Dense(1, input_shape=(1,))])
    model.compile(optimizers.SGD(0.0), "mse")
    rows = np.arange(20.0)
    options = {} if shuffle else {"shuffle": False}
    model.fit(rows[:, None], rows, epochs=2, batch_size=6, verbose=0, **options)
    assert sorted(order[:20]) == sorted(order[20:]) == list(range(20))
    assert (order == [*range(20)] * 2) is not shuffle
    assert (order[:20] == order[20:]) is not shuffle


def test_46_callbacks_are_asked_in_order(tmp_path):
    seen = []
    watchers = [
        callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append("first")),
        callbacks.ModelCheckpoint(tmp_path / "kept.h5"),
        callbacks.LambdaCallback(
            on_epoch_end=lambda epoch, logs: seen.append((tmp_path / "kept.h5").exists())
        ),
    ]
    regressor().fit(X, Y, epochs=2, callbacks=watchers, verbose=0)
    assert seen == ["first", True] * 2


def test_47_the_rate_is_changed_while_it_trains():
    model = regressor()
    rates = []

    class Halve(callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            self.model.optimizer.learning_rate = 0.1 / 2**epoch

        def on_epoch_end(self, epoch, logs=None):
            rates.append(float(self.model.optimizer.learning_rate))

    model.fit(X, Y, epochs=3, callbacks=[Halve()], verbose=0)
    assert rates == pytest.approx([0.1, 0.05, 0.025])
    by_schedule = callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5 if epoch else rate)
    told = model.fit(X, Y, epochs=3, callbacks=[by_schedule], verbose=0).history["learning_rate"]
    assert told == pytest.approx([0.025, 0.0125, 0.00625])
    before = model.get_weights()
    still = callbacks.LearningRateScheduler(lambda epoch: 0.0)
    model.fit(X, Y, callbacks=[still], verbose=0)
    np.testing.assert_array_equal(before[0], model.get_weights()[0])


def test_48_history_has_means_over_samples():
    model = regressor(0.0)
    error = np.abs(model.predict(X, verbose=0) - Y)
    history = model.fit(X, Y, batch_size=32, verbose=0).history  # batches of 32 and 8
    assert history["mae"] == pytest.approx([float(error.mean())], rel=1e-5)
    assert history["loss"] == pytest.approx([float((error**2).mean())], rel=1e-5)
    assert all(type(value) is float for column in history.values() for value in column)


def test_50_fit_generator_is_fit():
    model, other = regressor(), regressor()
    other.set_weights(model.get_weights())
    old = model.fit_generator(
        Seen(), epochs=3, initial_epoch=1, max_queue_size=4, workers=2, use_multiprocessing=False,
        shuffle=False, verbose=0,
    )  # fmt: skip
    new = other.fit(Seen(), epochs=3, initial_epoch=1, shuffle=False, verbose=0)
    assert old.epoch == new.epoch == [1, 2]
    assert old.history == new.history
    assert model.evaluate_generator(Seen(), workers=2) == other.evaluate(Seen(), verbose=0)
    np.testing.assert_array_equal(model.predict_generator(Seen(), steps=2), other.predict(X[:16], verbose=0))


def test_52_and_53_validation_steps_and_a_training_that_goes_on():
    counted = {"test": 0}
    spy = callbacks.LambdaCallback()
    spy.on_test_batch_end = lambda batch, logs=None: counted.update(test=counted["test"] + 1)
    whole, broken = regressor(), regressor()
    broken.set_weights(whole.get_weights())
    options = {"validation_data": Seen(4), "validation_steps": 2, "shuffle": False, "verbose": 0}
    whole.fit(X, Y, epochs=4, callbacks=[spy], **options)
    assert counted["test"] == 8
    broken.fit(X, Y, epochs=2, **options)
    assert broken.fit(X, Y, epochs=4, initial_epoch=2, **options).epoch == [2, 3]
    assert int(broken.optimizer.iterations) == int(whole.optimizer.iterations) == 8
    np.testing.assert_array_equal(broken.get_weights()[0], whole.get_weights()[0])


@pytest.mark.parametrize("queue", [1, 3])
def test_55_no_more_than_the_queue_is_fetched_ahead(queue):
    source = Seen(2, workers=1, max_queue_size=queue)
    used = callbacks.LambdaCallback()
    used.on_train_batch_end = lambda batch, logs=None: setattr(source, "used", source.used + 1)
    regressor().fit(source, shuffle=False, verbose=0, callbacks=[used])
    assert source.asked == source.used == 20
    # one more is in work, and one is being trained on
    assert max(source.ahead) <= queue + 2


@pytest.mark.parametrize("workers, main", [(0, True), (1, False)])
def test_56_generators_run_on_the_main_thread_without_workers(workers, main):
    threads = []

    def batches():
        while True:
            threads.append(threading.current_thread() is threading.main_thread())
            yield X[:8], Y[:8]

    regressor().fit_generator(batches(), steps_per_epoch=4, workers=workers, verbose=0)
    assert set(threads[1:]) == {main}  # the first is looked at for its shapes


def test_57_a_sequence_comes_in_order():
    order = []

    class InOrder(Seen):
        def __getitem__(self, index):
            return np.full((2, 4), index, "float32"), np.full((2, 1), index, "float32")

    class Watching(tf.keras.Sequential):
        def train_step(self, data):
            order.append(int(np.asarray(data[1])[0, 0]))
            return super().train_step(data)

    model = Watching([Dense(1, input_shape=(4,))])
    model.compile(optimizers.SGD(0.0), "mse")
    model.fit_generator(InOrder(workers=1), epochs=2, workers=3, shuffle=False, verbose=0)
    assert order == [*range(5)] * 2


def test_59_probabilities():
    model = Sequential([Flatten(input_shape=(4,)), Dense(3, activation="softmax")])
    found = model.predict(X, verbose=0)
    assert found.min() >= 0
    assert found.max() <= 1
    np.testing.assert_allclose(found.sum(1), 1, rtol=1e-5)


def test_61_evaluate_gives_loss_and_metrics():
    model = regressor()
    error = model.predict(X, verbose=0) - Y
    expected = [float(np.mean(error**2)), float(np.mean(np.abs(error)))]
    assert model.evaluate(X, Y, batch_size=16, verbose=0) == pytest.approx(expected, rel=1e-5)


def test_64_a_folder_comes_back_with_summary_and_training(tmp_path, capsys):
    model = regressor()
    model.fit(X, Y, epochs=2, verbose=0)
    model.save(str(tmp_path / "model"))
    again = load_model(str(tmp_path / "model"))
    told = []
    for one in (model, again):
        one.summary()
        told.append([line for line in capsys.readouterr().out.splitlines() if "params" in line])
    assert told[0] == told[1]
    np.testing.assert_allclose(again.evaluate(X, Y, verbose=0), model.evaluate(X, Y, verbose=0), rtol=1e-6)
    histories = [one.fit(X, Y, epochs=2, shuffle=False, verbose=0).history["loss"] for one in (model, again)]
    np.testing.assert_allclose(*histories, rtol=1e-5)
