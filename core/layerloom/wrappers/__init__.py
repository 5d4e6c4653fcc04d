"""Models as estimators of scikit-learn, the public namespace ``keras.wrappers``."""

from typing import Any

__all__ = ["SKLearnClassifier", "SKLearnRegressor", "SKLearnTransformer"]


def __getattr__(name: str) -> Any:
    """Imports scikit-learn, which is slow, when an estimator is asked for and not before."""
    if name in __all__:
        from layerloom.wrappers import estimators

        return getattr(estimators, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
