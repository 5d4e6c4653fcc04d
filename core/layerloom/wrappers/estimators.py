"""Estimators of scikit-learn that train a model: classifier, regressor and transformer."""

# ruff: noqa: N803, N806 - X is the word of scikit-learn

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, TransformerMixin
from sklearn.preprocessing import OneHotEncoder
from sklearn.utils.multiclass import type_of_target
from sklearn.utils.validation import check_array, check_is_fitted, check_X_y

from layerloom.errors import LayerloomError
from layerloom.models import Model, clone_model

__all__ = ["SKLearnClassifier", "SKLearnRegressor", "SKLearnTransformer"]


class SKLearnEstimator(BaseEstimator):  # type: ignore[misc]
    """Base of the estimators; after ``fit`` the model is in ``model_`` and its history in ``history_``.

    Args:
        model: A compiled model, which is copied for every fit, or a function of ``X``, ``y`` and ``model_kwargs``
            that makes one.
        warm_start: Whether a further fit goes on with the weights of the former one.
        model_kwargs: Further arguments of the function.
        fit_kwargs: Arguments of ``model.fit``.
    """

    model_: Any

    def __init__(
        self,
        model: Model | Callable[..., Model],
        warm_start: bool = False,
        model_kwargs: dict[str, Any] | None = None,
        fit_kwargs: dict[str, Any] | None = None,
    ) -> None:
        self.model = model
        self.warm_start = warm_start
        self.model_kwargs = model_kwargs
        self.fit_kwargs = fit_kwargs

    def __sklearn_clone__(self) -> Self:
        """Returns an estimator that is not fitted yet; models themselves are copied when they are fitted."""
        return type(self)(self.model, self.warm_start, self.model_kwargs, self.fit_kwargs)

    def __sklearn_tags__(self) -> Any:
        """Tells scikit-learn that two fits differ."""
        tags = super().__sklearn_tags__()
        tags.non_deterministic = True
        return tags

    def fit(self, X: Any, y: Any, **kwargs: Any) -> Self:
        """Trains the model.

        Args:
            X: Samples, shape ``(samples, features)``.
            y: Targets, shape ``(samples,)`` or ``(samples, outputs)``.
            **kwargs: Arguments of ``model.fit``, which go before ``fit_kwargs``.

        Raises:
            ValueError: If data or targets cannot be used, or the model is not compiled.
        """
        X, y = check_X_y(X, y, multi_output=True, y_numeric=isinstance(self, RegressorMixin))
        self.n_features_in_ = X.shape[1]
        targets = self._encoded(y)
        model = self.model_ if self.warm_start and hasattr(self, "model_") else self._made(X, targets)
        if not model.compiled or model.loss is None:
            raise LayerloomError(f"Model {model.name!r} must be compiled with a loss before it is fitted.")
        self.history_ = model.fit(X, targets, **{**(self.fit_kwargs or {}), **kwargs})
        self.model_ = model
        return self

    def predict(self, X: Any) -> Any:
        """Returns predictions in the form of the targets.

        Args:
            X: Samples, shape ``(samples, features)``.
        """
        return self._decoded(self._raw(X))

    def _raw(self, X: Any) -> Any:
        check_is_fitted(self, "model_")
        X = check_array(X)
        if X.shape[1] != self.n_features_in_:
            raise LayerloomError(
                f"X has {X.shape[1]} features, but {type(self).__name__} is expecting {self.n_features_in_} "
                "features as input."
            )
        return self.model_.predict(X, verbose=0)

    def _made(self, X: Any, y: Any) -> Any:
        if not isinstance(self.model, Model):
            return self.model(X=X, y=y, **(self.model_kwargs or {}))
        copy = clone_model(self.model)
        if self.model.compiled:
            copy.compile_from_config(self.model.get_compile_config())
        return copy

    def _encoded(self, y: Any) -> Any:
        self._flat = y.ndim == 1
        return y.reshape(-1, 1) if self._flat else y

    def _decoded(self, y: Any) -> Any:
        return y[:, 0] if self._flat and y.ndim == 2 else y


class SKLearnClassifier(ClassifierMixin, SKLearnEstimator):  # type: ignore[misc]
    """A model as a classifier: targets are encoded one-hot, so its last layer needs one output per class.

    Args:
        model: A compiled model, which is copied for every fit, or a function of ``X``, ``y`` and ``model_kwargs``
            that makes one.
        warm_start: Whether a further fit goes on with the weights of the former one.
        model_kwargs: Further arguments of the function.
        fit_kwargs: Arguments of ``model.fit``.
    """

    def decision_function(self, X: Any) -> Any:
        """Returns the model's own outputs.

        Args:
            X: Samples, shape ``(samples, features)``.
        """
        return self._raw(X)

    def _encoded(self, y: Any) -> Any:
        kind = type_of_target(y)
        if kind not in ("binary", "multiclass"):
            raise LayerloomError(f"Only binary and multiclass targets can be classified, these are {kind}.")
        self.classes_ = np.unique(y)
        if len(self.classes_) == 1:
            raise LayerloomError("A classifier needs two classes or more, y has only one class.")
        self._encoder = OneHotEncoder(sparse_output=False).fit(np.reshape(y, (-1, 1)))
        return self._encoder.transform(np.reshape(y, (-1, 1)))

    def _decoded(self, y: Any) -> Any:
        return self._encoder.inverse_transform(y)[:, 0]


class SKLearnRegressor(RegressorMixin, SKLearnEstimator):  # type: ignore[misc]
    """A model as a regressor.

    Args:
        model: A compiled model, which is copied for every fit, or a function of ``X``, ``y`` and ``model_kwargs``
            that makes one.
        warm_start: Whether a further fit goes on with the weights of the former one.
        model_kwargs: Further arguments of the function.
        fit_kwargs: Arguments of ``model.fit``.
    """


class SKLearnTransformer(TransformerMixin, SKLearnEstimator):  # type: ignore[misc]
    """A model as a transformer of samples into what it makes of them.

    Args:
        model: A compiled model, which is copied for every fit, or a function of ``X``, ``y`` and ``model_kwargs``
            that makes one.
        warm_start: Whether a further fit goes on with the weights of the former one.
        model_kwargs: Further arguments of the function.
        fit_kwargs: Arguments of ``model.fit``.
    """

    def transform(self, X: Any) -> Any:
        """Returns the model's outputs.

        Args:
            X: Samples, shape ``(samples, features)``.
        """
        return self._raw(X)
