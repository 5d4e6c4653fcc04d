"""KerasClassifier and KerasRegressor: Keras 2's estimators, made of a function that builds a compiled model."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.metrics import accuracy_score, r2_score

from layerloom.errors import LayerloomError
from layerloom.models import Model

__all__ = ["BaseWrapper", "KerasClassifier", "KerasRegressor"]


class BaseWrapper(BaseEstimator):  # type: ignore[misc]
    """Base of the two estimators.

    Args:
        build_fn: A function that returns a compiled model; some of ``sk_params`` may be arguments of it.
        **sk_params: Its arguments, and those of ``fit`` and ``predict``, such as ``epochs`` and ``batch_size``.
    """

    def __init__(self, build_fn: Callable[..., Any], **sk_params: Any) -> None:
        if not callable(build_fn):
            raise LayerloomError(
                f"build_fn must be a function that returns a compiled model, got {build_fn!r}."
            )
        self.build_fn = build_fn
        self.sk_params = sk_params
        self.check_params(sk_params)

    def check_params(self, params: dict[str, Any]) -> None:
        """Makes sure that each parameter has a use.

        Raises:
            ValueError: If one is no argument of the function, nor of fit, predict or evaluate.
        """
        known = {*_arguments(self.build_fn), "nb_epoch"}
        for method in (Model.fit, Model.predict, Model.evaluate):
            known |= _arguments(method)
        if unknown := sorted(params.keys() - known):
            raise LayerloomError(
                f"{unknown[0]!r} is no argument of build_fn, nor of fit, predict or evaluate."
            )

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Returns the parameters and ``build_fn``, as scikit-learn asks for them."""
        del deep
        return {**self.sk_params, "build_fn": self.build_fn}

    def set_params(self, **params: Any) -> Self:
        """Changes parameters."""
        self.build_fn = params.pop("build_fn", self.build_fn)
        self.check_params(params)
        self.sk_params = {**self.sk_params, **params}
        return self

    def fit(self, x: Any, y: Any, **kwargs: Any) -> Any:
        """Builds the model anew and trains it.

        Args:
            x: Samples.
            y: Targets.
            **kwargs: Arguments of ``fit`` of the model.

        Returns:
            The ``History``.
        """
        self.model = self.build_fn(**self.filter_sk_params(self.build_fn))
        if "nb_epoch" in self.sk_params:
            kwargs = {"epochs": self.sk_params["nb_epoch"], **kwargs}
        return self.model.fit(
            x, self._targets(np.asarray(y)), **{**self.filter_sk_params(Model.fit), **kwargs}
        )

    def __sklearn_is_fitted__(self) -> bool:
        """Tells whether there is a model that was trained."""
        return hasattr(self, "model")

    def filter_sk_params(self, function: Callable[..., Any], override: Any = None) -> dict[str, Any]:
        """Returns those parameters that are arguments of a function, and what goes before them."""
        names = _arguments(function)
        return {**{key: value for key, value in self.sk_params.items() if key in names}, **(override or {})}

    def _targets(self, y: Any) -> Any:
        return y

    def _raw(self, x: Any, **kwargs: Any) -> Any:
        return self.model.predict(x, **{"verbose": 0, **self.filter_sk_params(Model.predict, kwargs)})


class KerasClassifier(ClassifierMixin, BaseWrapper):  # type: ignore[misc]
    """A model as a classifier; ``classes_`` are the labels that it saw.

    Args:
        build_fn: A function that returns a compiled model; some of ``sk_params`` may be arguments of it.
        **sk_params: Its arguments, and those of ``fit`` and ``predict``, such as ``epochs`` and ``batch_size``.
    """

    def predict(self, x: Any, **kwargs: Any) -> Any:
        """Returns the label of each sample."""
        found = self._raw(x, **kwargs)
        places = found.argmax(axis=-1) if found.shape[-1] > 1 else (found[:, 0] > 0.5).astype(int)
        return self.classes_[places]

    def predict_proba(self, x: Any, **kwargs: Any) -> Any:
        """Returns the probability of each class, also where the model has but one output."""
        found = self._raw(x, **kwargs)
        return np.hstack([1 - found, found]) if found.shape[-1] == 1 else found

    def score(self, x: Any, y: Any, **kwargs: Any) -> float:
        """Returns the accuracy."""
        y = np.asarray(y)
        y = y.argmax(axis=-1) if y.ndim == 2 and y.shape[1] > 1 else y.ravel()
        return float(accuracy_score(y, self.predict(x, **kwargs)))

    def _targets(self, y: Any) -> Any:
        if y.ndim == 2 and y.shape[1] > 1:  # one-hot
            self.classes_ = np.arange(y.shape[1])
            return y
        self.classes_ = np.unique(y)
        places = np.searchsorted(self.classes_, y.ravel())
        sparse = "sparse" in str(getattr(self.model.loss, "__name__", self.model.loss)).lower()
        several = self.model.output_shape[-1] > 1
        return np.eye(len(self.classes_))[places] if several and not sparse else places


class KerasRegressor(RegressorMixin, BaseWrapper):  # type: ignore[misc]
    """A model as a regressor.

    Args:
        build_fn: A function that returns a compiled model; some of ``sk_params`` may be arguments of it.
        **sk_params: Its arguments, and those of ``fit`` and ``predict``, such as ``epochs`` and ``batch_size``.
    """

    def predict(self, x: Any, **kwargs: Any) -> Any:
        """Returns the predictions, flat where there is one output."""
        return np.squeeze(self._raw(x, **kwargs), axis=-1)

    def score(self, x: Any, y: Any, **kwargs: Any) -> float:
        """Returns the share of the variance that is explained, so that more is better."""
        return float(r2_score(np.ravel(y), self.predict(x, **kwargs)))


def _arguments(function: Callable[..., Any]) -> set[str]:
    return set(inspect.signature(function).parameters) - {"self", "args", "kwargs", "older", "x", "y"}
