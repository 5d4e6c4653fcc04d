"""KerasClassifier and KerasRegressor of Keras 2, as blogs use them with scikit-learn."""

import numpy as np
import pytest
from layerloom.keras.layers import Dense
from layerloom.keras.models import Sequential
from layerloom.keras.wrappers.scikit_learn import KerasClassifier, KerasRegressor
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import layerloom as keras

RNG = np.random.default_rng(0)
X = RNG.normal(size=(60, 3))
YES = np.array(["no", "yes"])[(X[:, 0] > 0).astype(int)]


def create(optimizer="adam", units=8, outputs=1, loss="binary_crossentropy"):
    last = "sigmoid" if outputs == 1 else "softmax"
    model = Sequential([Dense(units, input_dim=3, activation="relu"), Dense(outputs, activation=last)])
    model.compile(loss=loss, optimizer=optimizer, metrics=["accuracy"])
    return model


def linear():
    model = Sequential([Dense(1, input_dim=3)])
    model.compile(keras.optimizers.Adam(0.1), "mse")
    return model


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"outputs": 2, "loss": "categorical_crossentropy"},
        {"outputs": 2, "loss": "sparse_categorical_crossentropy"},
    ],
    ids=["binary", "one-hot", "sparse"],
)
def test_a_classifier_gives_the_labels_that_it_saw(options):
    keras.utils.set_random_seed(1)
    model = KerasClassifier(build_fn=create, epochs=40, batch_size=8, verbose=0, **options)
    assert len(model.fit(X, YES).history["loss"]) == 40
    assert set(model.predict(X)) == {"no", "yes"}
    np.testing.assert_allclose(model.predict_proba(X).sum(1), 1, rtol=1e-5)
    assert model.score(X, YES) == np.mean(model.predict(X) == YES) > 0.8


def test_it_is_validated_and_searched():
    model = KerasClassifier(build_fn=create, epochs=1, batch_size=20, verbose=0)
    assert cross_val_score(model, X, YES, cv=KFold(3)).shape == (3,)
    search = GridSearchCV(model, {"optimizer": ["sgd", "adam"], "epochs": [1, 2]}, cv=2).fit(X, YES)
    assert set(search.best_params_) == {"optimizer", "epochs"}


def test_a_regressor_in_a_pipeline():
    model = make_pipeline(StandardScaler(), KerasRegressor(build_fn=linear, nb_epoch=60, verbose=0))
    model.fit(X, X.sum(1))
    assert model.predict(X).shape == (60,)
    assert model.score(X, X.sum(1)) > 0.9


@pytest.mark.parametrize(
    "options, message",
    [({"build_fn": 3}, "must be a function"), ({"build_fn": create, "epoch": 3}, "'epoch' is no")],
)
def test_mistakes(options, message):
    with pytest.raises(ValueError, match=message):
        KerasClassifier(**options)
