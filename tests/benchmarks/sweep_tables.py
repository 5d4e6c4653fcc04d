"""Networks of tables for sweep.py: dense layers with what people put between them."""

from __future__ import annotations

from typing import Any

from sweep_workloads import Case, _chain, _torch, stack


def _dense(
    keras: tuple[Any, ...], torch: tuple[Any, ...], features: int = 30, batch: int = 64, last: int = 128
) -> Case:
    return Case(_chain(*keras), _torch(*torch, lambda n: n.Linear(last, 10)), (features,), batch)


def _alternately(
    dense: int, features: int, keras: tuple[Any, ...], torch: tuple[Any, ...], **more: Any
) -> Case:
    """Twice a dense layer and what goes with it."""
    return _dense(
        (lambda k: k.Dense(dense), *keras, lambda k: k.Dense(dense), *keras),
        (lambda n: n.Linear(features, dense), *torch, lambda n: n.Linear(dense, dense), *torch),
        features, last=dense, **more,
    )  # fmt: skip


def _unit(nn: Any) -> Any:
    class Unit(nn.Module):
        def forward(self, x: Any) -> Any:
            return nn.functional.normalize(x, dim=-1)

    return Unit()


def _noise(nn: Any) -> Any:
    import torch

    class Noise(nn.Module):
        def forward(self, x: Any) -> Any:
            return x + torch.randn_like(x) * 0.1

    return Noise()


#: Every case by name.
CASES: dict[str, Case] = {
    "table, batch normalization, dropout": _alternately(
        128, 30, (lambda k: k.BatchNormalization(), lambda k: k.ReLU(), lambda k: k.Dropout(0.3)),
        (lambda n: n.BatchNorm1d(128), lambda n: n.ReLU(), lambda n: n.Dropout(0.3)),
    ),
    "table, selu, alpha dropout": _alternately(
        128, 30, (lambda k: k.Activation("selu"), lambda k: k.AlphaDropout(0.1)),
        (lambda n: n.SELU(), lambda n: n.AlphaDropout(0.1)),
    ),
    "table, prelu": _alternately(128, 30, (lambda k: k.PReLU(),), (lambda n: n.PReLU(128),)),
    "table, gelu, batch 2": _alternately(128, 30, (lambda k: k.Activation("gelu"),), (lambda n: n.GELU(),), batch=2),
    "table, silu, batch 3": _alternately(128, 30, (lambda k: k.Activation("silu"),), (lambda n: n.SiLU(),), batch=3),
    "table, mish": _alternately(128, 30, (lambda k: k.Activation("mish"),), (lambda n: n.Mish(),)),
    "table, hard swish": _alternately(
        128, 30, (lambda k: k.Activation("hard_silu"),), (lambda n: n.Hardswish(),)
    ),
    "table, rows of length 1": _alternately(
        128, 30, (lambda k: k.ReLU(), lambda k: k.UnitNormalization()), (lambda n: n.ReLU(), _unit)
    ),
    "table, noise": _alternately(
        128, 30, (lambda k: k.ReLU(), lambda k: k.GaussianNoise(0.1)), (lambda n: n.ReLU(), _noise)
    ),
    "pixels, autoencoder of dense layers": Case(
        stack(
            lambda k: k.Flatten(), lambda k: k.Dense(128, activation="relu"), lambda k: k.Dense(32, activation="relu"),
            lambda k: k.Dense(128, activation="relu"), lambda k: k.Dense(784, activation="sigmoid"),
            lambda k: k.Reshape((28, 28, 1)),
        ),
        _torch(
            lambda n: n.Flatten(), lambda n: n.Linear(784, 128), lambda n: n.ReLU(), lambda n: n.Linear(128, 32),
            lambda n: n.ReLU(), lambda n: n.Linear(32, 128), lambda n: n.ReLU(), lambda n: n.Linear(128, 784),
            lambda n: n.Unflatten(1, (1, 28, 28)),
        ),
        (28, 28, 1), 64, "binary",
    ),
}  # fmt: skip
