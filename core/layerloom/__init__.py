"""Layerloom: a Keras on NumPy, with its own automatic differentiation.

``import layerloom as keras`` gives the names of Keras 3: ``keras.layers``, ``keras.Model``, ``keras.ops``...
"""

from typing import Any

from layerloom import (
    activations,
    backend,
    callbacks,
    config,
    constraints,
    data,
    datasets,
    distillation,
    dtype_policies,
    initializers,
    layers,
    legacy,
    losses,
    metrics,
    mixed_precision,
    models,
    ops,
    optimizers,
    preprocessing,
    quiver_engine,
    random,
    regularizers,
    saving,
    tree,
    utils,
    visualization,
    wrappers,
)
from layerloom.about import VERSION
from layerloom.data import TensorSpec
from layerloom.dtype_policies import DTypePolicy, FloatDTypePolicy
from layerloom.function import RematScope, device, function, remat
from layerloom.initializers import Initializer
from layerloom.layers import Input, InputSpec, Layer
from layerloom.legacy.modules import install as _install_older_modules
from layerloom.losses import Loss
from layerloom.metrics import Metric
from layerloom.models import Functional, Model, Sequential
from layerloom.models.function import Function
from layerloom.naming import name_scope
from layerloom.optimizers import Optimizer
from layerloom.regularizers import Regularizer
from layerloom.tensors import (
    GradientTape,
    KerasTensor,
    Operation,
    StatelessScope,
    SymbolicScope,
    Tensor,
    Variable,
)

__version__ = VERSION


def __getattr__(name: str) -> Any:
    """Serves the names of TensorFlow itself that custom loops call, for ``import layerloom as tf``."""
    from layerloom.legacy.tensorflow import find

    return find(name)


def version() -> str:
    """Returns the version of this library."""
    return __version__


__all__ = [
    "DTypePolicy",
    "FloatDTypePolicy",
    "Function",
    "Functional",
    "GradientTape",
    "Initializer",
    "Input",
    "InputSpec",
    "KerasTensor",
    "Layer",
    "Loss",
    "Metric",
    "Model",
    "Operation",
    "Optimizer",
    "Regularizer",
    "RematScope",
    "Sequential",
    "StatelessScope",
    "SymbolicScope",
    "Tensor",
    "TensorSpec",
    "Variable",
    "activations",
    "backend",
    "callbacks",
    "config",
    "constraints",
    "data",
    "datasets",
    "device",
    "distillation",
    "dtype_policies",
    "function",
    "initializers",
    "layers",
    "legacy",
    "losses",
    "metrics",
    "mixed_precision",
    "models",
    "name_scope",
    "ops",
    "optimizers",
    "preprocessing",
    "quiver_engine",
    "random",
    "regularizers",
    "remat",
    "saving",
    "tree",
    "utils",
    "version",
    "visualization",
    "wrappers",
]

_install_older_modules()

from layerloom import keras  # noqa: E402 - it takes over the names above

__all__ += ["keras"]
