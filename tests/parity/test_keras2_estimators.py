"""``keras.wrappers.scikit_learn`` of Keras 2 with real scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from layerloom.keras.wrappers.scikit_learn import KerasClassifier, KerasRegressor
from sklearn.datasets import load_iris
from sklearn.model_selection import GridSearchCV, cross_val_score

import layerloom as keras
from layerloom.errors import LayerloomError

X, Y = load_iris(return_X_y=True)
X = X.astype("float32")
ORDER = np.random.default_rng(0).permutation(len(X))
X, Y = X[ORDER], Y[ORDER]


def classifier(units=8, loss="categorical_crossentropy"):
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(units, "relu"), keras.layers.Dense(3, "softmax")]
    )
    model.compile(keras.optimizers.Adam(0.05), loss)
    return model


@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
@pytest.mark.parametrize("names", [None, np.array(["a", "b", "c"])])
def test_classifier(loss, names):
    y = Y if names is None else names[Y]
    estimator = KerasClassifier(build_fn=classifier, loss=loss, epochs=25, batch_size=16, verbose=0)
    history = estimator.fit(X, y)
    assert len(history.history["loss"]) == 25
    assert estimator.score(X, y) > 0.9
    assert estimator.predict_proba(X).shape == (150, 3)
    assert set(estimator.predict(X)) == set(y)


def test_searches_and_folds():
    estimator = KerasClassifier(build_fn=classifier, epochs=10, batch_size=16, verbose=0)
    assert cross_val_score(estimator, X, Y, cv=2).mean() > 0.6
    search = GridSearchCV(estimator, {"units": [2, 8], "epochs": [8]}, cv=2).fit(X, Y)
    assert search.best_params_["units"] in (2, 8)
    assert search.best_params_["epochs"] == 8


def test_two_classes_and_a_regressor():
    def two():
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, "sigmoid")])
        model.compile(keras.optimizers.Adam(0.1), "binary_crossentropy")
        return model

    def line():
        model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
        model.compile(keras.optimizers.Adam(0.1), "mse")
        return model

    estimator = KerasClassifier(two, epochs=20, verbose=0)
    estimator.fit(X, Y > 0)
    assert estimator.score(X, Y > 0) > 0.9
    assert estimator.predict_proba(X).shape == (150, 2)
    regressor = KerasRegressor(line, epochs=20, verbose=0)
    regressor.fit(X, X[:, 0])
    assert regressor.predict(X).shape == (150,)
    assert regressor.score(X, X[:, 0]) > 0.5


def test_an_unknown_argument_is_told():
    with pytest.raises(LayerloomError, match="'nonsense'"):
        KerasClassifier(classifier, nonsense=1)
