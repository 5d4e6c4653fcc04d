"""Layerloom: a Keras on NumPy, with its own automatic differentiation.

``import layerloom as keras`` gives the names of Keras 3: ``keras.layers``, ``keras.Model``, ``keras.ops``...
"""

from layerloom import (
    activations,
    callbacks,
    config,
    constraints,
    data,
    datasets,
    dtype_policies,
    initializers,
    layers,
    losses,
    metrics,
    models,
    ops,
    optimizers,
    preprocessing,
    random,
    regularizers,
    saving,
    utils,
)
from layerloom.dtype_policies import DTypePolicy
from layerloom.function import function
from layerloom.initializers import Initializer
from layerloom.layers import Input, InputSpec, Layer
from layerloom.losses import Loss
from layerloom.metrics import Metric
from layerloom.models import Functional, Model, Sequential
from layerloom.naming import name_scope
from layerloom.optimizers import Optimizer
from layerloom.regularizers import Regularizer
from layerloom.tensors import GradientTape, KerasTensor, Tensor, Variable

__version__ = "0.1.0"

__all__ = [
    "DTypePolicy",
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
    "Optimizer",
    "Regularizer",
    "Sequential",
    "Tensor",
    "Variable",
    "activations",
    "callbacks",
    "config",
    "constraints",
    "data",
    "datasets",
    "dtype_policies",
    "function",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "name_scope",
    "ops",
    "optimizers",
    "preprocessing",
    "random",
    "regularizers",
    "saving",
    "utils",
]

from layerloom import keras

__all__ += ["keras"]
