"""Estimators as Keras 2 had them (``keras.wrappers.scikit_learn``): made of a function without data."""

# ruff: noqa: N803 - X is the word of scikit-learn

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.metrics import accuracy_score, r2_score

from layerloom.errors import LayerloomError
from layerloom.models import Model

__all__ = ["KerasClassifier", "KerasRegressor"]


class _Estimator(BaseEstimator):  # type: ignore[misc]
    """Base of both; after ``fit`` the model is in ``model``.

    Args:
        build_fn: Returns a compiled model.
        **sk_params: Arguments of ``build_fn`` and of ``model.fit``, ``predict`` and ``evaluate``, each handed to those
            that know it; a search over parameters may set them.

    Raises:
        ValueError: If neither knows an argument.
    """

    model: Any

    def __init__(self, build_fn: Callable[..., Model], **sk_params: Any) -> None:
        self.build_fn = build_fn
        self.sk_params = sk_params
        known = {*_arguments(build_fn), *_arguments(Model.fit), *_arguments(Model.predict)}
        for name in sk_params:
            if name not in known:
                raise LayerloomError(
                    f"{type(self).__name__}: neither the function that makes the model nor fit and predict have an "
                    f"argument {name!r}."
                )

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Returns the arguments that it was made with."""
        return {**self.sk_params, "build_fn": self.build_fn}

    def set_params(self, **params: Any) -> Self:
        """Changes arguments, checked as at the start."""
        type(self)(**{**self.get_params(), **params})
        self.build_fn = params.pop("build_fn", self.build_fn)
        self.sk_params = {**self.sk_params, **params}
        return self

    def __sklearn_clone__(self) -> Self:
        """Returns an estimator that is not fitted yet."""
        return type(self)(**self.get_params())

    def fit(self, X: Any, y: Any, **kwargs: Any) -> Any:
        """Makes a model and trains it.

        Args:
            X: Samples.
            y: Targets.
            **kwargs: Arguments of ``model.fit``, which go before those of the start.

        Returns:
            The history of the training.
        """
        self.model = self.build_fn(**self._chosen(self.build_fn))
        targets = self._targets(np.asarray(y))
        return self.model.fit(np.asarray(X), targets, **{**self._chosen(Model.fit), **kwargs})

    def _targets(self, y: Any) -> Any:
        return y

    def _outputs(self, X: Any, kwargs: dict[str, Any]) -> Any:
        return self.model.predict(np.asarray(X), **{**self._chosen(Model.predict), **kwargs})

    def _chosen(self, function: Any) -> dict[str, Any]:
        names = _arguments(function)
        return {name: value for name, value in self.sk_params.items() if name in names}


class KerasClassifier(ClassifierMixin, _Estimator):  # type: ignore[misc]
    """A model as a classifier, made by a function that takes no data.

    Args:
        build_fn: Returns a compiled model with one output per class, or a single one for two classes.
        **sk_params: Arguments of ``build_fn`` and of ``model.fit`` and ``predict``.
    """

    def predict(self, X: Any, **kwargs: Any) -> Any:
        """Returns the class of every sample."""
        found = self._outputs(X, kwargs)
        classes = found.argmax(axis=-1) if found.shape[-1] > 1 else (found[:, 0] > 0.5).astype("int32")
        return self.classes_[classes]

    def predict_proba(self, X: Any, **kwargs: Any) -> Any:
        """Returns the probability of every class."""
        found = self._outputs(X, kwargs)
        return np.hstack([1 - found, found]) if found.shape[-1] == 1 else found

    def score(self, X: Any, y: Any, **kwargs: Any) -> float:
        """Returns the share of samples that are classified rightly."""
        y = np.asarray(y)
        y = self.classes_[y.argmax(axis=-1)] if y.ndim == 2 and y.shape[1] > 1 else y.reshape(-1)
        return float(accuracy_score(y, self.predict(X, **kwargs)))

    def _targets(self, y: Any) -> Any:
        if y.ndim == 2 and y.shape[1] > 1:
            self.classes_ = np.arange(y.shape[1])
            return y
        self.classes_, numbers = np.unique(y.reshape(-1), return_inverse=True)
        loss = self.model.loss
        if (loss if isinstance(loss, str) else getattr(loss, "__name__", getattr(loss, "name", ""))) in (
            "categorical_crossentropy", "CategoricalCrossentropy",
        ):  # fmt: skip
            return np.eye(len(self.classes_), dtype="float32")[numbers]
        return numbers


class KerasRegressor(RegressorMixin, _Estimator):  # type: ignore[misc]
    """A model as a regressor, made by a function that takes no data.

    Args:
        build_fn: Returns a compiled model.
        **sk_params: Arguments of ``build_fn`` and of ``model.fit`` and ``predict``.
    """

    def predict(self, X: Any, **kwargs: Any) -> Any:
        """Returns the prediction of every sample."""
        return np.squeeze(self._outputs(X, kwargs), axis=-1)

    def score(self, X: Any, y: Any, **kwargs: Any) -> float:
        """Returns the share of the variance that is explained, 1 at best."""
        return float(r2_score(y, self.predict(X, **kwargs)))


def _arguments(function: Any) -> set[str]:
    return set(inspect.signature(function).parameters) - {"self", "x", "y", "kwargs"}
