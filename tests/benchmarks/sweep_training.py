"""Ways to train for sweep.py: optimizers, losses, weights of samples, penalties.

All of them have one of two small networks; the PyTorch side is what its users would write.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Epoch = Callable[[], Any]


def _dense(keras: Any, **more: Any) -> Any:
    """Three dense layers; ``more`` goes to the first two."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((256,)), layers.Dense(256, activation="relu", **more),
            layers.Dense(256, activation="relu", **more), layers.Dense(10, activation="softmax"),
        ]
    )  # fmt: skip


def _pictures(keras: Any) -> Any:
    """Two convolutions with pooling."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((20, 20, 3)), layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(2), layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )  # fmt: skip


def _torch_dense(nn: Any) -> Any:
    return nn.Sequential(nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))


def _torch_watched(nn: Any) -> Any:
    """The same, with what its layers gave for a penalty."""

    class Watched(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.parts = _torch_dense(nn)
            self.seen: list[Any] = []

        def forward(self, x: Any) -> Any:
            self.seen = []
            for part in self.parts:
                x = part(x)
                if isinstance(part, nn.ReLU):
                    self.seen.append(x)
            return x

    return Watched()


def _torch_pictures(nn: Any) -> Any:
    return nn.Sequential(
        nn.Conv2d(3, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 9, 10),
    )  # fmt: skip


class Way(NamedTuple):
    """A network with a way to train it, or to use it.

    Args:
        keras: Makes the function that goes through the data once, from a module with Keras's interface and the data.
        torch: The same from PyTorch.
        pictures: Whether the data are pictures, else rows.
        batch: Samples in a step.
        classes: Whether targets are class numbers, else rows of ten shares.
    """

    keras: Callable[..., Epoch]
    torch: Callable[..., Epoch]
    pictures: bool = False
    batch: int = 64
    classes: bool = True

    def ours(self, steps: int) -> Epoch:
        """Returns what takes so many steps with us."""
        import layerloom

        return self.keras(layerloom, *self._data(steps), self.batch)

    def theirs(self, steps: int) -> Epoch:
        """The same with PyTorch."""
        import torch

        x, y = self._data(steps)
        x = np.ascontiguousarray(np.moveaxis(x, -1, 1))
        return self.torch(torch, torch.from_numpy(x), torch.from_numpy(y), self.batch)

    def _data(self, steps: int) -> tuple[Any, Any]:
        rng, count = np.random.default_rng(0), self.batch * steps
        x = rng.standard_normal((count, 20, 20, 3) if self.pictures else (count, 256), dtype="float32")
        y = rng.integers(0, 10, count)
        return x, y if self.classes else np.eye(10, dtype="float32")[y]


def _fit(
    make: Any = _dense, optimizer: Any = lambda k: "adam", loss: Any = lambda k: "sparse_categorical_crossentropy",
    **more: Any,
) -> Callable[..., Epoch]:  # fmt: skip
    """Trains by fit; ``more`` goes to fit, called with the targets where it is a function."""

    def begin(keras: Any, x: Any, y: Any, batch: int) -> Epoch:
        model = make(keras)
        model.compile(optimizer(keras), loss(keras))
        said = {key: value(y) if callable(value) else value for key, value in more.items()}
        return lambda: model.fit(x, y, batch_size=batch, verbose=0, **said)

    return begin


def _loop(
    make: Any = _torch_dense, optimizer: Any = lambda t, p: t.optim.Adam(p),
    loss: Any = lambda t: t.nn.CrossEntropyLoss(), penalty: Any = None, before: Any = None, after: Any = None,
    every: int = 1, wrap: Any = None, weighted: bool = False,
) -> Callable[..., Epoch]:  # fmt: skip
    """Trains by the loop that everybody writes.

    Args:
        make: The network.
        optimizer: Makes it from PyTorch and the parameters.
        loss: Makes it from PyTorch.
        penalty: What is added to the loss, from the model.
        before: What is done before the optimizer's step, from PyTorch and the parameters.
        after: What is done behind it, from PyTorch and the model.
        every: Batches between two steps of the optimizer.
        wrap: What the forward pass runs in.
        weighted: Whether every sample has a weight.
    """

    def begin(torch: Any, x: Any, y: Any, batch: int) -> Epoch:
        model, loss_of = make(torch.nn), loss(torch)
        rule = optimizer(torch, model.parameters())
        weights = torch.rand(len(x))

        def epoch() -> None:
            order = torch.randperm(len(x))
            for number, start in enumerate(range(0, len(x), batch)):
                chosen = order[start : start + batch]
                with wrap(torch) if wrap else torch.enable_grad():
                    lost = loss_of(model(x[chosen]), y[chosen])
                lost = (lost * weights[chosen]).mean() if weighted else lost
                (lost if penalty is None else lost + penalty(model)).backward()
                if (number + 1) % every:
                    continue
                if before is not None:
                    before(torch, model.parameters())
                rule.step()
                rule.zero_grad(set_to_none=True)
                if after is not None:
                    after(torch, model)

        return epoch

    return begin


def _rule(name: str, torch: str | None = None, *, more: Any = None, theirs: Any = None) -> Way:
    """An optimizer."""
    more = more or {}
    given = more if theirs is None else theirs
    return Way(
        _fit(optimizer=lambda k: getattr(k.optimizers, name)(**more)),
        _loop(optimizer=lambda t, p: getattr(t.optim, torch or name)(p, **given)),
    )


def _focal(keras: Any) -> Any:
    ops = keras.ops

    def focal(y: Any, p: Any) -> Any:
        p = ops.clip(p, 1e-7, 1.0)
        return -ops.sum(y * (1 - p) ** 2 * ops.log(p), axis=-1)

    return focal


def _torch_focal(torch: Any) -> Any:
    def focal(z: Any, y: Any) -> Any:
        p = z.softmax(1).clamp(1e-7, 1)
        return -(y * (1 - p) ** 2 * p.log()).sum(1).mean()

    return focal


def _loss(make: Any, torch: Any, classes: bool = False) -> Way:
    """A loss."""
    return Way(_fit(loss=make), _loop(loss=torch), classes=classes)


def _squares(model: Any) -> Any:
    return 1e-4 * sum((p**2).sum() for p in model.parameters() if p.ndim > 1)


def _longest(torch: Any, model: Any) -> None:
    with torch.no_grad():
        for p in model.parameters():
            if p.ndim > 1:
                p *= p.norm(dim=1, keepdim=True).clamp(max=2) / (p.norm(dim=1, keepdim=True) + 1e-7)


def _averaged() -> Any:
    """Keeps the means of the weights over time, as many write it."""
    kept: dict[int, Any] = {}

    def after(torch: Any, model: Any) -> None:
        with torch.no_grad():
            for p in model.parameters():
                mean = kept.setdefault(id(p), p.detach().clone())
                mean.mul_(0.99).add_(p, alpha=0.01)

    return after


def _clip(torch: Any, parameters: Any) -> None:
    for p in parameters:
        torch.nn.utils.clip_grad_norm_([p], 1.0)


#: Every case by name.
CASES: dict[str, Way] = {
    "sgd": _rule("SGD", more={"learning_rate": 0.01}, theirs={"lr": 0.01}),
    "sgd, nesterov": _rule(
        "SGD", more={"learning_rate": 0.01, "momentum": 0.9, "nesterov": True},
        theirs={"lr": 0.01, "momentum": 0.9, "nesterov": True},
    ),
    "rmsprop": _rule("RMSprop"),
    "rmsprop, momentum, centred": _rule("RMSprop", more={"momentum": 0.9, "centered": True}),
    "adagrad": _rule("Adagrad"),
    "adadelta": _rule("Adadelta"),
    "adamax": _rule("Adamax"),
    "nadam": _rule("Nadam", "NAdam"),
    "adamw": _rule("AdamW"),
    "amsgrad": _rule("Adam", more={"amsgrad": True}),
    "adam, weight decay": _rule("Adam", more={"weight_decay": 0.01}),
    "adafactor": _rule("Adafactor"),
    "falling learning rate": Way(
        _fit(optimizer=lambda k: k.optimizers.Adam(k.optimizers.schedules.ExponentialDecay(0.01, 100, 0.9))), _loop()
    ),
    "clipnorm": Way(_fit(optimizer=lambda k: k.optimizers.Adam(clipnorm=1.0)), _loop(before=_clip)),
    "global clipnorm": Way(
        _fit(optimizer=lambda k: k.optimizers.Adam(global_clipnorm=1.0)),
        _loop(before=lambda t, p: t.nn.utils.clip_grad_norm_(p, 1.0)),
    ),
    "clipvalue": Way(
        _fit(optimizer=lambda k: k.optimizers.Adam(clipvalue=0.5)),
        _loop(before=lambda t, p: t.nn.utils.clip_grad_value_(p, 0.5)),
    ),
    "means of weights": Way(
        _fit(optimizer=lambda k: k.optimizers.Adam(use_ema=True)), _loop(after=_averaged())
    ),
    "gradients of four batches": Way(
        _fit(optimizer=lambda k: k.optimizers.Adam(gradient_accumulation_steps=4)), _loop(every=4)
    ),
    "penalty of squares": Way(
        _fit(lambda k: _dense(k, kernel_regularizer=k.regularizers.L2(1e-4))), _loop(penalty=_squares)
    ),
    "longest norm": Way(
        _fit(lambda k: _dense(k, kernel_constraint=k.constraints.MaxNorm(2.0))), _loop(after=_longest)
    ),
    "penalty of activities": Way(
        _fit(lambda k: _dense(k, activity_regularizer=k.regularizers.L1(1e-5))),
        _loop(_torch_watched, penalty=lambda model: 1e-5 * sum(seen.abs().sum() / len(seen) for seen in model.seen)),
    ),
    "loss: shares": _loss(lambda k: "categorical_crossentropy", lambda t: t.nn.CrossEntropyLoss()),
    "loss: smooth labels": _loss(
        lambda k: k.losses.CategoricalCrossentropy(label_smoothing=0.1),
        lambda t: t.nn.CrossEntropyLoss(label_smoothing=0.1),
    ),
    "loss: huber": _loss(lambda k: "huber", lambda t: lambda z, y: t.nn.functional.huber_loss(z.softmax(1), y)),
    "loss: divergence": _loss(
        lambda k: "kl_divergence",
        lambda t: lambda z, y: t.nn.functional.kl_div(z.log_softmax(1), y, reduction="batchmean"),
    ),
    "loss: of one's own": _loss(_focal, _torch_focal),
    "weights of samples": Way(
        _fit(sample_weight=lambda y: np.random.default_rng(1).random(len(y), dtype="float32")),
        _loop(loss=lambda t: t.nn.CrossEntropyLoss(reduction="none"), weighted=True),
    ),
    "weights of classes": Way(
        _fit(class_weight={number: 1.0 + number / 10 for number in range(10)}),
        _loop(loss=lambda t: t.nn.CrossEntropyLoss(1 + t.arange(10) / 10)),
    ),
}  # fmt: skip
