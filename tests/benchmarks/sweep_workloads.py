"""Small networks of many kinds, each in Keras's interface and in PyTorch, for the sweep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

LOSSES = {"classes": "sparse_categorical_crossentropy", "binary": "binary_crossentropy", "squares": "mse"}


class Case(NamedTuple):
    """One network with its data.

    Args:
        keras: Makes outputs for an Input, from a module with Keras's interface and that.
        torch: Makes the network from PyTorch's ``nn``.
        shape: That of a sample.
        batch: Samples in a step.
        loss: One of :data:`LOSSES`.
        words: How many words there are, 0 where samples are numbers.
    """

    keras: Callable[[Any], Any]
    torch: Callable[[Any], Any]
    shape: tuple[int, ...]
    batch: int
    loss: str = "classes"
    words: int = 0

    def data(self, steps: int) -> tuple[np.ndarray, Any]:
        """Returns seeded inputs and targets for some steps; autoencoders and masks have targets like images."""
        rng = np.random.default_rng(0)
        count = self.batch * steps
        if self.words:
            x: Any = rng.integers(1, self.words, (count, *self.shape)).astype("int32")
        else:
            x = rng.standard_normal((count, *self.shape), dtype="float32")
        if self.loss == "classes":
            return x, rng.integers(0, 10, count)
        return x, rng.random((count, *self.shape[:-1], 1), dtype="float32").round()

    def ours(self, steps: int) -> Callable[[], Any]:
        """Returns what trains our network for so many steps."""
        import layerloom

        x, y = self.data(steps)
        given = layerloom.Input(self.shape, dtype="int32" if self.words else None)
        model = layerloom.Model(given, self.keras(layerloom, given))
        model.compile("adam", LOSSES[self.loss])
        return lambda: model.fit(x, y, batch_size=self.batch, verbose=0)

    def theirs(self, steps: int) -> Callable[[], Any]:
        """Returns what trains that of PyTorch, by the loop that everybody writes."""
        import torch
        from torch import nn

        model = self.torch(nn)
        x, y = self.data(steps)
        y = y if self.loss == "classes" else np.ascontiguousarray(np.moveaxis(y, -1, 1))
        inputs, targets = torch.from_numpy(x), torch.from_numpy(y)
        kinds = {"classes": nn.CrossEntropyLoss, "binary": nn.BCEWithLogitsLoss, "squares": nn.MSELoss}
        loss_of = kinds[self.loss]()
        optimizer = torch.optim.Adam(model.parameters())

        def epoch() -> None:
            order = torch.randperm(len(inputs))
            for start in range(0, len(inputs), self.batch):
                chosen = order[start : start + self.batch]
                loss = loss_of(model(inputs[chosen]), targets[chosen])
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                optimizer.step()

        return epoch


def stack(*layers: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    """Returns a function that applies layers one after the other."""

    def apply(keras: Any, x: Any) -> Any:
        for layer in layers:
            x = layer(keras.layers)(x)
        return x

    return apply


def classes(keras: Any, x: Any) -> Any:
    """Returns the ten classes' shares."""
    return keras.layers.Dense(10, activation="softmax")(x)


def _chain(*layers: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    body = stack(*layers)
    return lambda keras, x: classes(keras, body(keras, x))


def _torch(*parts: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda nn: nn.Sequential(*[part(nn) for part in parts])


def _turned(nn: Any) -> Any:
    class Turned(nn.Module):
        def forward(self, x: Any) -> Any:
            return x.transpose(1, -1).contiguous() if x.ndim == 3 else x.movedim(-1, 1).contiguous()

    return Turned()


def _mean(nn: Any) -> Any:
    class Mean(nn.Module):
        def forward(self, x: Any) -> Any:
            return x.flatten(2).mean(2)

    return Mean()


def _last(core: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def make(nn: Any) -> Any:
        class Last(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.core = core(nn)

            def forward(self, x: Any) -> Any:
                return self.core(x)[0][:, -1]

        return Last()

    return make


def _transformer(keras: Any, x: Any) -> Any:
    layers = keras.layers
    y = layers.MultiHeadAttention(4, 16)(x, x)
    x = layers.LayerNormalization()(layers.Add()([x, y]))
    y = layers.Dense(64)(layers.Dense(128, activation="relu")(x))
    x = layers.LayerNormalization()(layers.Add()([x, y]))
    return classes(keras, layers.GlobalAveragePooling1D()(x))


def _torch_transformer(nn: Any) -> Any:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = nn.MultiheadAttention(64, 4, batch_first=True)
            self.first, self.second = nn.LayerNorm(64), nn.LayerNorm(64)
            self.wide = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 64))
            self.answer = nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            x = self.first(x + self.attention(x, x, x, need_weights=False)[0])
            return self.answer(self.second(x + self.wide(x)).mean(1))

    return Block()


def _unet(keras: Any, x: Any) -> Any:
    layers = keras.layers

    def twice(filters: int, x: Any) -> Any:
        for _ in range(2):
            x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        return x

    first = twice(16, x)
    second = twice(32, layers.MaxPooling2D(2)(first))
    deep = twice(64, layers.MaxPooling2D(2)(second))
    up = layers.Conv2DTranspose(32, 2, strides=2)(deep)
    up = twice(32, layers.Concatenate()([up, second]))
    up = layers.Conv2DTranspose(16, 2, strides=2)(up)
    up = twice(16, layers.Concatenate()([up, first]))
    return layers.Conv2D(1, 1, activation="sigmoid")(up)


def _torch_unet(nn: Any) -> Any:
    import torch

    def twice(before: int, filters: int) -> Any:
        return nn.Sequential(
            nn.Conv2d(before, filters, 3, padding=1), nn.ReLU(), nn.Conv2d(filters, filters, 3, padding=1), nn.ReLU()
        )  # fmt: skip

    class Unet(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b, self.c = twice(3, 16), twice(16, 32), twice(32, 64)
            self.up, self.top = nn.ConvTranspose2d(64, 32, 2, 2), nn.ConvTranspose2d(32, 16, 2, 2)
            self.d, self.e, self.pool = twice(64, 32), twice(32, 16), nn.MaxPool2d(2)
            self.answer = nn.Conv2d(16, 1, 1)

        def forward(self, x: Any) -> Any:
            first = self.a(x.movedim(-1, 1).contiguous())
            second = self.b(self.pool(first))
            up = self.d(torch.cat([self.up(self.c(self.pool(second))), second], 1))
            return self.answer(self.e(torch.cat([self.top(up), first], 1)))

    return Unet()


def _residual(keras: Any, x: Any) -> Any:
    layers = keras.layers
    x = layers.Conv2D(32, 3, padding="same")(x)
    for _ in range(2):
        y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(32, 3, padding="same")(x)))
        y = layers.BatchNormalization()(layers.Conv2D(32, 3, padding="same")(y))
        x = layers.ReLU()(layers.Add()([x, y]))
    return classes(keras, layers.GlobalAveragePooling2D()(x))


def _torch_residual(nn: Any) -> Any:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = nn.Sequential(
                nn.Conv2d(32, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(),
                nn.Conv2d(32, 32, 3, padding=1), nn.BatchNorm2d(32),
            )  # fmt: skip

        def forward(self, x: Any) -> Any:
            return (x + self.body(x)).relu()

    return nn.Sequential(
        _turned(nn), nn.Conv2d(3, 32, 3, padding=1), Block(), Block(), _mean(nn), nn.Linear(32, 10)
    )


def _cnn(batch: int) -> Case:
    return Case(
        _chain(
            lambda k: k.Conv2D(64, 3, activation="relu"), lambda k: k.MaxPooling2D(2),
            lambda k: k.Conv2D(64, 3, activation="relu"), lambda k: k.MaxPooling2D(2),
            lambda k: k.Flatten(), lambda k: k.Dense(128, activation="relu"),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(1, 64, 3), lambda n: n.ReLU(), lambda n: n.MaxPool2d(2),
            lambda n: n.Conv2d(64, 64, 3), lambda n: n.ReLU(), lambda n: n.MaxPool2d(2), lambda n: n.Flatten(),
            lambda n: n.Linear(1600, 128), lambda n: n.ReLU(), lambda n: n.Linear(128, 10),
        ),
        (28, 28, 1), batch,
    )  # fmt: skip


def _one_convolution(keras: dict[str, Any], torch: dict[str, Any], filters: int = 32, size: int = 24) -> Case:
    """A convolution of sixteen channels between two others."""
    return Case(
        _chain(
            lambda k: k.Conv2D(16, 3, activation="relu"), lambda k: k.Conv2D(filters, activation="relu", **keras),
            lambda k: k.Conv2D(16, 3, activation="relu"), lambda k: k.GlobalAveragePooling2D(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 16, 3), lambda n: n.ReLU(), lambda n: n.Conv2d(16, filters, **torch),
            lambda n: n.ReLU(), lambda n: n.Conv2d(filters, 16, 3), lambda n: n.ReLU(), _mean,
            lambda n: n.Linear(16, 10),
        ),
        (size, size, 3), 32,
    )  # fmt: skip


def _mlp(batch: int, width: int) -> Case:
    return Case(
        _chain(lambda k: k.Dense(width, activation="relu"), lambda k: k.Dense(width, activation="relu")),
        _torch(
            lambda n: n.Linear(64, width), lambda n: n.ReLU(), lambda n: n.Linear(width, width), lambda n: n.ReLU(),
            lambda n: n.Linear(width, 10),
        ),
        (64,), batch,
    )  # fmt: skip


def _recurrent(kind: str, torch: Callable[[Any], Any], words: int = 0) -> Case:
    def build(keras: Any, x: Any) -> Any:
        layers = keras.layers
        x = layers.Embedding(words, 64)(x) if words else x
        core = layers.Bidirectional(layers.LSTM(32)) if kind == "Bidirectional" else getattr(layers, kind)(64)
        return classes(keras, core(x))

    first = [lambda n: n.Embedding(words, 64)] if words else []
    return Case(
        build,
        _torch(*first, _last(torch), lambda n: n.Linear(64, 10)),
        (50,) if words else (28, 28),
        32,
        words=words,
    )


#: Every case by name.
CASES: dict[str, Case] = {
    "tiny mlp": _mlp(32, 32),
    "mlp, batch 1": _mlp(1, 256),
    "mlp, batch 512": _mlp(512, 256),
    "cnn, batch 1": _cnn(1),
    "cnn, batch 512": _cnn(512),
    "text, embedding and lstm": _recurrent("LSTM", lambda n: n.LSTM(64, 64, batch_first=True), 2000),
    "lstm both ways": _recurrent("Bidirectional", lambda n: n.LSTM(28, 32, batch_first=True, bidirectional=True)),
    "simple rnn": _recurrent("SimpleRNN", lambda n: n.RNN(28, 64, batch_first=True)),
    "transformer": Case(_transformer, _torch_transformer, (32, 64), 32),
    "u-net": Case(_unet, _torch_unet, (32, 32, 3), 8, "binary"),
    "residual": Case(_residual, _torch_residual, (24, 24, 3), 32),
    "autoencoder, transposed": Case(
        stack(
            lambda k: k.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
            lambda k: k.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
            lambda k: k.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
            lambda k: k.Conv2DTranspose(1, 3, strides=2, padding="same"),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(1, 16, 3, 2, 1), lambda n: n.ReLU(), lambda n: n.Conv2d(16, 32, 3, 2, 1),
            lambda n: n.ReLU(), lambda n: n.ConvTranspose2d(32, 16, 3, 2, 1, 1), lambda n: n.ReLU(),
            lambda n: n.ConvTranspose2d(16, 1, 3, 2, 1, 1),
        ),
        (28, 28, 1), 32, "squares",
    ),
    "convolution 1-D": Case(
        _chain(
            lambda k: k.Conv1D(32, 5, activation="relu"), lambda k: k.MaxPooling1D(2),
            lambda k: k.Conv1D(64, 5, activation="relu"), lambda k: k.GlobalMaxPooling1D(),
        ),
        _torch(
            _turned, lambda n: n.Conv1d(8, 32, 5), lambda n: n.ReLU(), lambda n: n.MaxPool1d(2),
            lambda n: n.Conv1d(32, 64, 5), lambda n: n.ReLU(), lambda n: n.AdaptiveMaxPool1d(1), lambda n: n.Flatten(),
            lambda n: n.Linear(64, 10),
        ),
        (200, 8), 32,
    ),
    "convolution 3-D": Case(
        _chain(
            lambda k: k.Conv3D(8, 3, activation="relu"), lambda k: k.MaxPooling3D(2),
            lambda k: k.Conv3D(16, 3, activation="relu"), lambda k: k.GlobalAveragePooling3D(),
        ),
        _torch(
            _turned, lambda n: n.Conv3d(1, 8, 3), lambda n: n.ReLU(), lambda n: n.MaxPool3d(2),
            lambda n: n.Conv3d(8, 16, 3), lambda n: n.ReLU(), _mean, lambda n: n.Linear(16, 10),
        ),
        (16, 16, 16, 1), 8,
    ),
    "convolution, groups": _one_convolution({"kernel_size": 3, "groups": 4}, {"kernel_size": 3, "groups": 4}),
    "convolution, dilation": _one_convolution(
        {"kernel_size": 3, "dilation_rate": 2}, {"kernel_size": 3, "dilation": 2}
    ),
    "convolution, 5 x 5, strides": _one_convolution(
        {"kernel_size": 5, "strides": 2, "padding": "same"}, {"kernel_size": 5, "stride": 2, "padding": 2}
    ),
    "convolution, 17 filters": _one_convolution({"kernel_size": 3}, {"kernel_size": 3}, 17),
    "depthwise, strides": Case(
        _chain(
            lambda k: k.Conv2D(32, 3, activation="relu"), lambda k: k.DepthwiseConv2D(3, strides=2, padding="same"),
            lambda k: k.Conv2D(64, 1, activation="relu"), lambda k: k.AveragePooling2D(2), lambda k: k.Flatten(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 32, 3), lambda n: n.ReLU(),
            lambda n: n.Conv2d(32, 32, 3, 2, 1, groups=32), lambda n: n.Conv2d(32, 64, 1), lambda n: n.ReLU(),
            lambda n: n.AvgPool2d(2), lambda n: n.Flatten(), lambda n: n.Linear(64 * 36, 10),
        ),
        (26, 26, 3), 32,
    ),
    "decoder, larger pictures": Case(
        stack(
            lambda k: k.Conv2D(16, 3, padding="same", activation="relu"), lambda k: k.UpSampling2D(2),
            lambda k: k.Conv2D(16, 3, padding="same", activation="relu"), lambda k: k.AveragePooling2D(2),
            lambda k: k.Conv2D(1, 3, padding="same", activation="sigmoid"),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 16, 3, padding=1), lambda n: n.ReLU(), lambda n: n.Upsample(scale_factor=2),
            lambda n: n.Conv2d(16, 16, 3, padding=1), lambda n: n.ReLU(), lambda n: n.AvgPool2d(2),
            lambda n: n.Conv2d(16, 1, 3, padding=1),
        ),
        (16, 16, 3), 32, "binary",
    ),
    "dense, layer normalization, gelu": Case(
        _chain(
            lambda k: k.Dense(256), lambda k: k.LayerNormalization(), lambda k: k.Activation("gelu"),
            lambda k: k.Dense(256), lambda k: k.LayerNormalization(), lambda k: k.LeakyReLU(),
        ),
        _torch(
            lambda n: n.Linear(64, 256), lambda n: n.LayerNorm(256), lambda n: n.GELU(),
            lambda n: n.Linear(256, 256), lambda n: n.LayerNorm(256), lambda n: n.LeakyReLU(),
            lambda n: n.Linear(256, 10),
        ),
        (64,), 128,
    ),
    "convolution 5 x 5, silu, batch 1": Case(
        _chain(
            lambda k: k.Conv2D(24, 5, activation="silu"), lambda k: k.Conv2D(24, 3, strides=2, activation="silu"),
            lambda k: k.GlobalAveragePooling2D(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 24, 5), lambda n: n.SiLU(), lambda n: n.Conv2d(24, 24, 3, 2),
            lambda n: n.SiLU(), _mean, lambda n: n.Linear(24, 10),
        ),
        (40, 40, 3), 1,
    ),
    "convolution 1-D, dilation, elu": Case(
        _chain(
            lambda k: k.Conv1D(32, 3, dilation_rate=2, activation="elu"),
            lambda k: k.Conv1D(32, 3, dilation_rate=4, activation="elu"), lambda k: k.GlobalAveragePooling1D(),
        ),
        _torch(
            _turned, lambda n: n.Conv1d(9, 32, 3, dilation=2), lambda n: n.ELU(),
            lambda n: n.Conv1d(32, 32, 3, dilation=4), lambda n: n.ELU(), _mean, lambda n: n.Linear(32, 10),
        ),
        (120, 9), 64,
    ),
    "depthwise 7 x 7, gelu, batch 64": Case(
        _chain(
            lambda k: k.Conv2D(24, 2, strides=2), lambda k: k.DepthwiseConv2D(7, padding="same"),
            lambda k: k.Conv2D(48, 1, activation="gelu"), lambda k: k.Conv2D(24, 1),
            lambda k: k.GlobalAveragePooling2D(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 24, 2, 2), lambda n: n.Conv2d(24, 24, 7, padding=3, groups=24),
            lambda n: n.Conv2d(24, 48, 1), lambda n: n.GELU(), lambda n: n.Conv2d(48, 24, 1), _mean,
            lambda n: n.Linear(24, 10),
        ),
        (32, 32, 3), 64,
    ),
}  # fmt: skip
