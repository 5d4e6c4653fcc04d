"""Every kind of data with weights of classes and samples, steps and validation: the histories of real Keras."""

import keras as real
import numpy as np
import pytest
import tensorflow as tf

import layerloom as keras

RNG = np.random.default_rng(31)
X = RNG.standard_normal((22, 3)).astype("float32")
Y = RNG.integers(0, 3, 22)
WEIGHTS = np.linspace(0.2, 2.0, 22).astype("float32")
ROWS = 5


def network(library):
    x = library.Input((3,), name="x")
    model = library.Model(x, library.layers.Dense(3, activation="softmax", name="y")(x))
    model.set_weights([np.linspace(-1, 1, 9).reshape(3, 3), np.array([0.1, 0.0, -0.1])])
    model.compile(
        library.optimizers.SGD(0.1),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
        weighted_metrics=[library.metrics.SparseCategoricalAccuracy(name="weighted")],
    )
    return model


def batches(weighted):
    for start in range(0, len(X), ROWS):
        part = slice(start, start + ROWS)
        yield (X[part], Y[part], WEIGHTS[part]) if weighted else (X[part], Y[part])


def forever(weighted):
    while True:
        yield from batches(weighted)


def sequence(library, weighted, **options):
    class Batches(library.utils.PyDataset):
        def __len__(self):
            return 5

        def __getitem__(self, index):
            return list(batches(weighted))[index]

    return Batches(**options)


def pipeline(library, weighted):
    data = (X, Y, WEIGHTS) if weighted else (X, Y)
    return (tf if library is real else keras).data.Dataset.from_tensor_slices(data).batch(ROWS)


KINDS = {
    "arrays": lambda library, weighted: {
        "x": X, "y": Y, "batch_size": ROWS, **({"sample_weight": WEIGHTS} if weighted else {})
    },
    "dict": lambda library, weighted: {
        "x": {"x": X}, "y": Y, "batch_size": ROWS, **({"sample_weight": WEIGHTS} if weighted else {})
    },
    "tensors": lambda library, weighted: {
        "x": library.ops.convert_to_tensor(X), "y": library.ops.convert_to_tensor(Y), "batch_size": ROWS,
        **({"sample_weight": library.ops.convert_to_tensor(WEIGHTS)} if weighted else {})
    },
    "generator": lambda library, weighted: {"x": forever(weighted), "steps_per_epoch": 5},
    "short generator": lambda library, weighted: {"x": forever(weighted), "steps_per_epoch": 2},
    "sequence": lambda library, weighted: {"x": sequence(library, weighted)},
    "sequence of workers": lambda library, weighted: {"x": sequence(library, weighted, workers=2)},
    "pipeline": lambda library, weighted: {"x": pipeline(library, weighted)},
    "endless pipeline": lambda library, weighted: {
        "x": pipeline(library, weighted).repeat(), "steps_per_epoch": 3
    },
}  # fmt: skip
VALIDATION = {
    "none": lambda library: {},
    "arrays": lambda library: {"validation_data": (X[:9], Y[:9]), "validation_batch_size": 4},
    "weighted": lambda library: {"validation_data": (X[:9], Y[:9], WEIGHTS[:9]), "validation_freq": 2},
    "sequence": lambda library: {"validation_data": sequence(library, True), "validation_steps": 2},
    "pipeline": lambda library: {"validation_data": pipeline(library, False), "validation_freq": [1, 3]},
}


def histories(make, epochs=3):
    found = []
    for library in (keras, real):
        model = network(library)
        history = model.fit(**make(library), epochs=epochs, shuffle=False, verbose=0)
        found.append((history.epoch, history.history, model.get_weights()))
    return found


def same(ours, theirs):
    assert ours[0] == theirs[0]
    assert ours[1].keys() == theirs[1].keys()
    for name, values in theirs[1].items():
        np.testing.assert_allclose(ours[1][name], values, rtol=2e-5, atol=1e-6, err_msg=name)
    for one, other in zip(ours[2], theirs[2], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


@pytest.mark.filterwarnings("ignore:.*ran out of data")
@pytest.mark.parametrize(
    "kind, weights",
    [
        (kind, weights)
        for kind in KINDS
        for weights in ("plain", "sample_weight", "class_weight")
        if not (weights == "class_weight" and "generator" in kind)
    ],
)
def test_kinds_of_data(kind, weights):
    extra = {"class_weight": {0: 1.0, 1: 0.5, 2: 3.0}} if weights == "class_weight" else {}
    same(*histories(lambda library: {**KINDS[kind](library, weights == "sample_weight"), **extra}, epochs=2))


def test_classes_weigh_in_generators_as_in_sequences():
    """As in Keras 2; Keras 3 takes no weights of classes with a generator."""
    extra, found = {"class_weight": {0: 1.0, 1: 0.5, 2: 3.0}}, []
    for library, kind in ((keras, "generator"), (real, "sequence")):
        model = network(library)
        history = model.fit(**KINDS[kind](library, False), **extra, epochs=3, shuffle=False, verbose=0)
        found.append((history.epoch, history.history, model.get_weights()))
    same(*found)


@pytest.mark.parametrize("validation", VALIDATION)
def test_kinds_of_validation(validation):
    same(*histories(lambda library: {**KINDS["arrays"](library, False), **VALIDATION[validation](library)}))


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
def test_shares_for_validation(share):
    same(*histories(lambda library: {**KINDS["arrays"](library, True), "validation_split": share}))


@pytest.mark.parametrize("kind", ["arrays", "sequence", "pipeline"])
def test_evaluate_and_predict(kind):
    told = []
    for library in (keras, real):
        model, given = network(library), KINDS[kind](library, True)
        answer = model.evaluate(**given, verbose=0, return_dict=True)
        given.pop("y", None)
        given.pop("sample_weight", None)
        told.append((answer, model.predict(**given, verbose=0)))
    assert told[0][0].keys() == told[1][0].keys()
    for name, value in told[1][0].items():
        assert told[0][0][name] == pytest.approx(value, rel=1e-5), name
    np.testing.assert_allclose(told[0][1], told[1][1], rtol=1e-5, atol=1e-6)


def test_an_own_train_step_of_the_guides():
    def own(library):
        class Own(library.Model):
            def __init__(self):
                super().__init__()
                self.dense = library.layers.Dense(3, activation="softmax")
                self.total = library.metrics.Mean(name="loss")
                self.hits = library.metrics.SparseCategoricalAccuracy(name="hits")

            def call(self, inputs):
                return self.dense(inputs)

            @property
            def metrics(self):
                return [self.total, self.hits]

            def train_step(self, data):
                x, y = data
                with (tf if library is real else keras).GradientTape() as tape:
                    predicted = self(x, training=True)
                    loss = library.ops.mean(library.losses.sparse_categorical_crossentropy(y, predicted))
                gradients = tape.gradient(loss, self.trainable_weights)
                self.optimizer.apply_gradients(zip(gradients, self.trainable_weights, strict=True))
                self.total.update_state(loss)
                self.hits.update_state(y, predicted)
                return {metric.name: metric.result() for metric in self.metrics}

            def test_step(self, data):
                x, y = data
                self.hits.update_state(y, self(x, training=False))
                return {"hits": self.hits.result()}

        model = Own()
        model(X[:1])
        model.set_weights(network(real).get_weights())
        model.compile(library.optimizers.SGD(0.1))
        history = model.fit(
            X, Y, batch_size=5, epochs=3, shuffle=False, verbose=0, validation_data=(X[:8], Y[:8])
        )
        return history.epoch, history.history, model.get_weights()

    same(own(keras), own(real))
