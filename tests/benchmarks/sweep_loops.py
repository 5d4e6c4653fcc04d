"""Loops, data, number types and uses for sweep.py: what of a network is not training by fit on arrays.

The networks are those of ``sweep_training``; the PyTorch side is what its users would write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from sweep_training import Epoch, Way, _dense, _fit, _loop, _pictures, _torch_dense, _torch_pictures


def _tape(keras: Any, x: Any, y: Any, batch: int, make: Any = _dense) -> Epoch:
    """A loop of one's own with a tape."""
    model, optimizer = make(keras), keras.optimizers.Adam()
    loss_of = keras.losses.SparseCategoricalCrossentropy()
    rng = np.random.default_rng(0)

    def epoch() -> None:
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch):
            chosen = order[start : start + batch]
            with keras.GradientTape() as tape:
                lost = loss_of(y[chosen], model(x[chosen], training=True))
            found = tape.gradient(lost, model.trainable_variables)
            optimizer.apply_gradients(zip(found, model.trainable_variables, strict=True))

    return epoch


def _own_step(keras: Any, x: Any, y: Any, batch: int) -> Epoch:
    """A model with a train_step of its own."""

    class Own(keras.Model):
        def train_step(self, data: Any) -> Any:
            x, y = data
            with keras.GradientTape() as tape:
                lost = self.compute_loss(y=y, y_pred=self(x, training=True))
            found = tape.gradient(lost, self.trainable_variables)
            self.optimizer.apply_gradients(zip(found, self.trainable_variables, strict=True))
            return {"loss": lost}

    plain = _pictures(keras)
    model = Own(plain.inputs, plain.outputs)
    model.compile("adam", "sparse_categorical_crossentropy")
    return lambda: model.fit(x, y, batch_size=batch, verbose=0)


def _subclassed(keras: Any) -> Any:
    """A model that says in ``call`` what it does."""
    layers = keras.layers

    class Written(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b = layers.Conv2D(16, 3, activation="relu"), layers.Conv2D(32, 3, activation="relu")
            self.pool, self.flat = layers.MaxPooling2D(2), layers.Flatten()
            self.answer = layers.Dense(10, activation="softmax")

        def call(self, x: Any) -> Any:
            return self.answer(self.flat(self.pool(self.b(self.pool(self.a(x))))))

    return Written()


def _by_batch(keras: Any, x: Any, y: Any, batch: int) -> Epoch:
    """train_on_batch in a loop."""
    model = _pictures(keras)
    model.compile("adam", "sparse_categorical_crossentropy")

    def epoch() -> None:
        for start in range(0, len(x), batch):
            model.train_on_batch(x[start : start + batch], y[start : start + batch])

    return epoch


def _generated(keras: Any, x: Any, y: Any, batch: int) -> Epoch:
    """Batches from a generator."""
    model = _pictures(keras)
    model.compile("adam", "sparse_categorical_crossentropy")

    def batches() -> Iterator[Any]:
        for start in range(0, len(x), batch):
            yield x[start : start + batch], y[start : start + batch]

    return lambda: model.fit(batches(), verbose=0)


def _dataset(keras: Any, x: Any, y: Any, batch: int) -> Epoch:
    """Batches from a dataset that shuffles and computes."""
    model = _pictures(keras)
    model.compile("adam", "sparse_categorical_crossentropy")
    data = (
        keras.data.Dataset.from_tensor_slices((x, y)).shuffle(500).batch(batch).map(lambda x, y: (x * 0.5, y))
    )
    return lambda: model.fit(data, verbose=0)


def _torch_dataset(torch: Any, x: Any, y: Any, batch: int) -> Epoch:
    data = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch, shuffle=True)
    model, loss_of = _torch_pictures(torch.nn), torch.nn.CrossEntropyLoss()
    rule = torch.optim.Adam(model.parameters())

    def epoch() -> None:
        for some, labels in data:
            lost = loss_of(model(some * 0.5), labels)
            rule.zero_grad(set_to_none=True)
            lost.backward()
            rule.step()

    return epoch


def _using(how: str, make: Any = _pictures) -> Callable[..., Epoch]:
    def begin(keras: Any, x: Any, y: Any, batch: int) -> Epoch:
        model = make(keras)
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        if how == "predict":
            return lambda: model.predict(x, batch_size=batch, verbose=0)
        if how == "call":
            return lambda: [model(x[a : a + batch]) for a in range(0, len(x), batch)]
        return lambda: model.evaluate(x, y, batch_size=batch, verbose=0)

    return begin


def _torch_using(make: Any = _torch_pictures, judged: bool = False) -> Callable[..., Epoch]:
    def begin(torch: Any, x: Any, y: Any, batch: int) -> Epoch:
        model, loss_of = make(torch.nn).eval(), torch.nn.CrossEntropyLoss()

        def epoch() -> Any:
            found, total, right = [], 0.0, 0
            with torch.inference_mode():
                for start in range(0, len(x), batch):
                    z = model(x[start : start + batch])
                    if judged:
                        total += float(loss_of(z, y[start : start + batch]))
                        right += int((z.argmax(1) == y[start : start + batch]).sum())
                    else:
                        found.append(z.softmax(1).numpy())
            return (total, right) if judged else np.concatenate(found)

        return epoch

    return begin


def _in_precision(keras: Any, x: Any, y: Any, batch: int, dtype: str = "float64") -> Epoch:
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(dtype)
    try:
        return _fit(_pictures)(keras, x.astype("float64") if dtype == "float64" else x, y, batch)
    finally:
        keras.config.set_dtype_policy(before)


def _torch_double(torch: Any, x: Any, y: Any, batch: int) -> Epoch:
    return _loop(lambda nn: _torch_pictures(nn).double())(torch, x.double(), y, batch)


def _torch_halves(dtype: str) -> Callable[..., Epoch]:
    return _loop(_torch_pictures, wrap=lambda t: t.autocast("cpu", getattr(t, dtype)))


def _augmented(keras: Any) -> Any:
    """Pictures that are turned, moved and made larger by layers of the model."""
    layers = keras.layers
    plain = _pictures(keras)
    return keras.Sequential(
        [
            keras.Input((20, 20, 3)), layers.RandomFlip("horizontal"), layers.RandomRotation(0.1),
            layers.RandomTranslation(0.1, 0.1), layers.RandomZoom(0.1), layers.RandomContrast(0.2), plain,
        ]
    )  # fmt: skip


def _torch_augmented(nn: Any) -> Any:
    import torch

    class Augmented(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.net = _torch_pictures(nn)

        def _warp(self, x: Any, moved: Any) -> Any:
            grid = nn.functional.affine_grid(moved, list(x.shape), align_corners=False)
            return nn.functional.grid_sample(x, grid, padding_mode="reflection", align_corners=False)

        def forward(self, x: Any) -> Any:
            n = len(x)
            x = torch.where(torch.rand(n, 1, 1, 1) < 0.5, x.flip(3), x)
            angle = (torch.rand(n) - 0.5) * 1.25
            sin, cos, no = angle.sin(), angle.cos(), torch.zeros(n)
            x = self._warp(
                x, torch.stack([torch.stack([cos, -sin, no], 1), torch.stack([sin, cos, no], 1)], 1)
            )
            one, move = no + 1, (torch.rand(n, 2) - 0.5) * 0.4
            x = self._warp(
                x,
                torch.stack(
                    [torch.stack([one, no, move[:, 0]], 1), torch.stack([no, one, move[:, 1]], 1)], 1
                ),
            )
            zoom = 1 + (torch.rand(n) - 0.5) * 0.2
            x = self._warp(
                x, torch.stack([torch.stack([zoom, no, no], 1), torch.stack([no, zoom, no], 1)], 1)
            )
            mean = x.mean((2, 3), keepdim=True)
            return self.net(mean + (x - mean) * (0.8 + 0.4 * torch.rand(n, 1, 1, 1)))

    return Augmented()


#: Every case by name.
CASES: dict[str, Way] = {
    "loop of one's own, dense": Way(_tape, _loop()),
    "loop of one's own, convolutions": Way(partial(_tape, make=_pictures), _loop(_torch_pictures), True),
    "train_step of one's own": Way(_own_step, _loop(_torch_pictures), True),
    "model written as a class": Way(_fit(_subclassed), _loop(_torch_pictures), True),
    "train_on_batch": Way(_by_batch, _loop(_torch_pictures), True),
    "generator of batches": Way(_generated, _loop(_torch_pictures), True),
    "dataset": Way(_dataset, _torch_dataset, True),
    "layers that augment": Way(_fit(_augmented), _loop(_torch_augmented), True),
    "float64": Way(_in_precision, _torch_double, True),
    "mixed_float16": Way(partial(_in_precision, dtype="mixed_float16"), _torch_halves("float16"), True),
    "mixed_bfloat16": Way(partial(_in_precision, dtype="mixed_bfloat16"), _torch_halves("bfloat16"), True),
    "predict": Way(_using("predict"), _torch_using(), True, 32),
    "predict, batches of 512": Way(_using("predict"), _torch_using(), True, 512),
    "predict, dense": Way(_using("predict", _dense), _torch_using(_torch_dense), False, 32),
    "evaluate": Way(_using("evaluate"), _torch_using(judged=True), True, 32),
    "call": Way(_using("call"), _torch_using(), True, 32),
}  # fmt: skip
