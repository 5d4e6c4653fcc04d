"""What training reports of models that users wrote: the names and numbers of Keras."""

import keras as real
import numpy as np
import pytest

import layerloom as keras

RNG = np.random.default_rng(4)
X = RNG.normal(size=(16, 4)).astype("float32")
P, Q = RNG.normal(size=(16, 2)).astype("float32"), RNG.normal(size=(16, 1)).astype("float32")


def seeded(model):
    rng = np.random.default_rng(1)
    model.set_weights([rng.normal(size=weight.shape) * 0.3 for weight in model.weights])
    return model


def two_headed(library, as_dict):
    class TwoHeaded(library.Model):
        def __init__(self):
            super().__init__(name="two_headed")
            self.shift = self.add_weight(shape=(3,), initializer="zeros", name="shift")
            self.body = library.layers.Dense(3, activation="tanh")
            self.heads = [library.layers.Dense(2), library.layers.Dense(1)]

        def call(self, x):
            hidden = self.body(x) + self.shift
            self.add_loss(0.1 * library.ops.mean(library.ops.square(hidden)))
            p, q = (head(hidden) for head in self.heads)
            return {"p": p, "q": q} if as_dict else (p, q)

    model = TwoHeaded()
    model(X[:2])
    return seeded(model)


def masked(library, _):
    layers = library.layers
    inputs = library.Input((5,), dtype="int32")
    x = layers.Embedding(7, 3, mask_zero=True)(inputs)
    return seeded(library.Model(inputs, layers.TimeDistributed(layers.Dense(7, activation="softmax"))(x)))


def partly(library, _):
    inputs = library.Input((4,))
    heads = [library.layers.Dense(2, name="p")(inputs), library.layers.Dense(1, name="q")(inputs)]
    return seeded(library.Model(inputs, heads))


WORDS = RNG.integers(0, 7, (16, 5))
CASES = {
    "a list of losses": (two_headed, False, {"loss": ["mse", "mae"]}),
    "one loss for all": (two_headed, False, {"loss": "mse"}),
    "metrics by output": (two_headed, False, {"loss": "mse", "metrics": [["mae", "mse"], ["mae"]]}),
    "a dict": (two_headed, True, {"loss": {"p": "mse", "q": "mae"}, "metrics": {"p": ["mae"], "q": ["mse"]}}),
    "one loss for a dict": (two_headed, True, {"loss": "mse"}),
    "weighted metrics": (
        partly,
        None,
        {"loss": "mse", "metrics": [["mae", "mae"], ["mae"]], "weighted_metrics": [["mae"], ["mae", "mse"]]},
    ),
    "an output without loss": (partly, None, {"loss": ["mse", None], "metrics": [["mae"], None]}),
    "masks": (
        masked,
        None,
        {
            "loss": "sparse_categorical_crossentropy",
            "metrics": ["accuracy", "sparse_top_k_categorical_accuracy"],
            "weighted_metrics": ["accuracy"],
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_reports_are_those_of_keras(case):
    make, as_dict, settings = CASES[case]
    reports = []
    for library in (keras, real):
        library.utils.clear_session()
        model = make(library, as_dict)
        model.compile("sgd", **settings)
        x, y = (WORDS, WORDS) if make is masked else (X, {"p": P, "q": Q} if as_dict else [P, Q])
        weight = np.linspace(0, 1, 16) if case == "weighted metrics" else None
        found = dict(
            model.fit(x, y, batch_size=8, epochs=2, shuffle=False, verbose=0, sample_weight=weight).history
        )
        for name, ask in (
            ("evaluate", model.evaluate),
            ("test", model.test_on_batch),
            ("train", model.train_on_batch),
        ):
            options = {"verbose": 0} if name == "evaluate" else {}
            found[name] = ask(x, y, **options)
            found |= {f"{name} {key}": value for key, value in ask(x, y, return_dict=True, **options).items()}
        found["paths"] = [weight.path for weight in model.weights]
        reports.append(found)
    ours, theirs = reports
    assert ours.pop("paths") == theirs.pop("paths")
    assert list(ours) == list(theirs)
    for name, value in ours.items():
        np.testing.assert_allclose(value, theirs[name], rtol=1e-4, atol=1e-5, err_msg=name)
