"""Networks for sweep.py as they are known from papers and tutorials, at sizes that people train at a desk."""

from __future__ import annotations

from typing import Any

from sweep_workloads import Case, _chain, _last, _mean, _torch, _turned, classes, stack


def _inception(keras: Any, x: Any) -> Any:
    """Four branches side by side."""
    layers = keras.layers

    def convolution(x: Any, filters: int, size: int) -> Any:
        return layers.Conv2D(filters, size, padding="same", activation="relu")(x)

    x = convolution(x, 32, 3)
    branches = [
        convolution(x, 16, 1),
        convolution(convolution(x, 16, 1), 24, 3),
        convolution(convolution(x, 8, 1), 16, 5),
    ]
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    x = layers.Concatenate()([*branches, convolution(pooled, 16, 1)])
    return classes(keras, layers.GlobalAveragePooling2D()(x))


def _torch_inception(nn: Any) -> Any:
    import torch

    def convolution(given: int, filters: int, size: int) -> Any:
        return nn.Sequential(nn.Conv2d(given, filters, size, padding=size // 2), nn.ReLU())

    class Inception(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.turn, self.first = _turned(nn), convolution(3, 32, 3)
            self.branches = nn.ModuleList(
                [
                    convolution(32, 16, 1),
                    nn.Sequential(convolution(32, 16, 1), convolution(16, 24, 3)),
                    nn.Sequential(convolution(32, 8, 1), convolution(8, 16, 5)),
                    nn.Sequential(nn.MaxPool2d(3, 1, 1), convolution(32, 16, 1)),
                ]
            )
            self.answer = nn.Linear(72, 10)

        def forward(self, x: Any) -> Any:
            x = self.first(self.turn(x))
            return self.answer(torch.cat([branch(x) for branch in self.branches], 1).mean((2, 3)))

    return Inception()


def _dense_blocks(keras: Any, x: Any) -> Any:
    """Every convolution sees what all before it gave."""
    layers = keras.layers
    x = layers.Conv2D(24, 3, padding="same")(x)
    for _ in range(4):
        y = layers.Activation("relu")(layers.BatchNormalization()(x))
        x = layers.Concatenate()([x, layers.Conv2D(12, 3, padding="same")(y)])
    return classes(keras, layers.GlobalAveragePooling2D()(x))


def _torch_dense_blocks(nn: Any) -> Any:
    import torch

    class Blocks(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.turn, self.first = _turned(nn), nn.Conv2d(3, 24, 3, padding=1)
            self.rest = nn.ModuleList(
                [
                    nn.Sequential(nn.BatchNorm2d(k), nn.ReLU(), nn.Conv2d(k, 12, 3, padding=1))
                    for k in (24, 36, 48, 60)
                ]
            )
            self.answer = nn.Linear(72, 10)

        def forward(self, x: Any) -> Any:
            x = self.first(self.turn(x))
            for block in self.rest:
                x = torch.cat([x, block(x)], 1)
            return self.answer(x.mean((2, 3)))

    return Blocks()


def _gated(keras: Any, x: Any) -> Any:
    """Causal convolutions with gates and growing dilation, as of WaveNet."""
    layers = keras.layers
    x = layers.Conv1D(32, 1)(x)
    for rate in (1, 2, 4, 8):
        value = layers.Conv1D(32, 2, dilation_rate=rate, padding="causal", activation="tanh")(x)
        gate = layers.Conv1D(32, 2, dilation_rate=rate, padding="causal", activation="sigmoid")(x)
        x = layers.Add()([x, layers.Conv1D(32, 1)(layers.Multiply()([value, gate]))])
    return classes(keras, layers.GlobalAveragePooling1D()(x))


def _torch_gated(nn: Any) -> Any:
    class Gated(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.answer = nn.Conv1d(8, 32, 1), nn.Linear(32, 10)
            self.rates = (1, 2, 4, 8)
            self.values, self.gates = (
                nn.ModuleList([nn.Conv1d(32, 32, 2, dilation=rate) for rate in self.rates]) for _ in range(2)
            )
            self.mixes = nn.ModuleList([nn.Conv1d(32, 32, 1) for _ in self.rates])

        def forward(self, x: Any) -> Any:
            x = self.first(x.transpose(1, 2))
            for rate, value, gate, mix in zip(self.rates, self.values, self.gates, self.mixes, strict=True):
                y = nn.functional.pad(x, (rate, 0))
                x = x + mix(value(y).tanh() * gate(y).sigmoid())
            return self.answer(x.mean(2))

    return Gated()


def _torch_reset_before(nn: Any) -> Any:
    """A GRU that resets its state before the product, which PyTorch has not."""
    import torch

    class Reset(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.given, self.gates, self.new = (
                nn.Linear(28, 192),
                nn.Linear(64, 128, False),
                nn.Linear(64, 64, False),
            )
            self.answer = nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            given, h = self.given(x), x.new_zeros((len(x), 64))
            for t in range(x.shape[1]):
                z, r = (given[:, t, :128] + self.gates(h)).sigmoid().chunk(2, 1)
                h = z * h + (1 - z) * torch.tanh(given[:, t, 128:] + self.new(r * h))
            return self.answer(h)

    return Reset()


def _both_ways(keras: Any, x: Any) -> Any:
    """Two layers that read sequences both ways."""
    layers = keras.layers
    x = layers.Bidirectional(layers.LSTM(48, return_sequences=True))(x)
    return classes(keras, layers.Bidirectional(layers.LSTM(48))(x))


def _mean_of_steps(nn: Any) -> Any:
    class Mean(nn.Module):
        def forward(self, x: Any) -> Any:
            return x.mean(1)

    return Mean()


#: Every case by name.
CASES: dict[str, Case] = {
    "inception": Case(_inception, _torch_inception, (20, 20, 3), 32),
    "dense blocks": Case(_dense_blocks, _torch_dense_blocks, (20, 20, 3), 32),
    "wavenet": Case(_gated, _torch_gated, (100, 8), 32),
    "alexnet's first layers": Case(
        _chain(
            lambda k: k.Conv2D(48, 11, strides=4, activation="relu"), lambda k: k.MaxPooling2D(3, strides=2),
            lambda k: k.Conv2D(64, 5, padding="same", activation="relu"), lambda k: k.MaxPooling2D(3, strides=2),
            lambda k: k.Flatten(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 48, 11, 4), lambda n: n.ReLU(), lambda n: n.MaxPool2d(3, 2),
            lambda n: n.Conv2d(48, 64, 5, padding=2), lambda n: n.ReLU(), lambda n: n.MaxPool2d(3, 2),
            lambda n: n.Flatten(), lambda n: n.Linear(64 * 25, 10),
        ),
        (111, 111, 3), 8,
    ),
    "vgg": Case(
        _chain(
            lambda k: k.Conv2D(64, 3, padding="same", activation="relu"),
            lambda k: k.Conv2D(64, 3, padding="same", activation="relu"), lambda k: k.MaxPooling2D(2),
            lambda k: k.Conv2D(128, 3, padding="same", activation="relu"),
            lambda k: k.Conv2D(128, 3, padding="same", activation="relu"), lambda k: k.MaxPooling2D(2),
            lambda k: k.Flatten(), lambda k: k.Dense(256, activation="relu"), lambda k: k.Dropout(0.5),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 64, 3, padding=1), lambda n: n.ReLU(),
            lambda n: n.Conv2d(64, 64, 3, padding=1), lambda n: n.ReLU(), lambda n: n.MaxPool2d(2),
            lambda n: n.Conv2d(64, 128, 3, padding=1), lambda n: n.ReLU(),
            lambda n: n.Conv2d(128, 128, 3, padding=1), lambda n: n.ReLU(), lambda n: n.MaxPool2d(2),
            lambda n: n.Flatten(), lambda n: n.Linear(128 * 64, 256), lambda n: n.ReLU(), lambda n: n.Dropout(0.5),
            lambda n: n.Linear(256, 10),
        ),
        (32, 32, 3), 8,
    ),
    "mobilenet": Case(
        _chain(
            lambda k: k.Conv2D(16, 3, strides=2, padding="same", use_bias=False), lambda k: k.BatchNormalization(),
            lambda k: k.ReLU(6.0), lambda k: k.DepthwiseConv2D(3, padding="same", use_bias=False),
            lambda k: k.BatchNormalization(), lambda k: k.ReLU(6.0), lambda k: k.Conv2D(32, 1, use_bias=False),
            lambda k: k.BatchNormalization(), lambda k: k.ReLU(6.0),
            lambda k: k.DepthwiseConv2D(3, strides=2, padding="same", use_bias=False), lambda k: k.BatchNormalization(),
            lambda k: k.ReLU(6.0), lambda k: k.Conv2D(64, 1, use_bias=False), lambda k: k.BatchNormalization(),
            lambda k: k.ReLU(6.0), lambda k: k.GlobalAveragePooling2D(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 16, 3, 2, 1, bias=False), lambda n: n.BatchNorm2d(16), lambda n: n.ReLU6(),
            lambda n: n.Conv2d(16, 16, 3, 1, 1, groups=16, bias=False), lambda n: n.BatchNorm2d(16),
            lambda n: n.ReLU6(), lambda n: n.Conv2d(16, 32, 1, bias=False), lambda n: n.BatchNorm2d(32),
            lambda n: n.ReLU6(), lambda n: n.Conv2d(32, 32, 3, 2, 1, groups=32, bias=False),
            lambda n: n.BatchNorm2d(32), lambda n: n.ReLU6(), lambda n: n.Conv2d(32, 64, 1, bias=False),
            lambda n: n.BatchNorm2d(64), lambda n: n.ReLU6(), _mean, lambda n: n.Linear(64, 10),
        ),
        (48, 48, 3), 32,
    ),
    "depthwise 3 x 3": Case(
        _chain(
            lambda k: k.Conv2D(32, 1), lambda k: k.DepthwiseConv2D(3), lambda k: k.DepthwiseConv2D(3, padding="same"),
            lambda k: k.GlobalAveragePooling2D(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(3, 32, 1), lambda n: n.Conv2d(32, 32, 3, groups=32),
            lambda n: n.Conv2d(32, 32, 3, padding=1, groups=32), _mean, lambda n: n.Linear(32, 10),
        ),
        (32, 32, 3), 32,
    ),
    "generator, transposed 4 x 4": Case(
        stack(
            lambda k: k.Dense(7 * 7 * 64, activation="relu"), lambda k: k.Reshape((7, 7, 64)),
            lambda k: k.Conv2DTranspose(32, 4, strides=2, padding="same"), lambda k: k.BatchNormalization(),
            lambda k: k.LeakyReLU(), lambda k: k.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
            lambda k: k.Flatten(), lambda k: k.Dense(1),
        ),
        _torch(
            lambda n: n.Linear(64, 7 * 7 * 64), lambda n: n.ReLU(), lambda n: n.Unflatten(1, (64, 7, 7)),
            lambda n: n.ConvTranspose2d(64, 32, 4, 2, 1), lambda n: n.BatchNorm2d(32), lambda n: n.LeakyReLU(0.3),
            lambda n: n.ConvTranspose2d(32, 1, 4, 2, 1), lambda n: n.Tanh(), lambda n: n.Flatten(),
            lambda n: n.Linear(784, 1),
        ),
        (64,), 32, "squares",
    ),
    "transposed 1-D": Case(
        stack(
            lambda k: k.Conv1D(16, 5, strides=2, padding="same", activation="relu"),
            lambda k: k.Conv1DTranspose(16, 5, strides=2, padding="same", activation="relu"), lambda k: k.Conv1D(1, 1),
        ),
        _torch(
            _turned, lambda n: n.Conv1d(4, 16, 5, 2, 2), lambda n: n.ReLU(),
            lambda n: n.ConvTranspose1d(16, 16, 5, 2, 2, 1), lambda n: n.ReLU(), lambda n: n.Conv1d(16, 1, 1),
        ),
        (128, 4), 32, "squares",
    ),
    "transposed 3-D": Case(
        stack(
            lambda k: k.Conv3D(8, 3, strides=2, padding="same", activation="relu"),
            lambda k: k.Conv3DTranspose(8, 3, strides=2, padding="same", activation="relu"),
            lambda k: k.Conv3D(1, 1, activation="sigmoid"),
        ),
        _torch(
            _turned, lambda n: n.Conv3d(1, 8, 3, 2, 1), lambda n: n.ReLU(),
            lambda n: n.ConvTranspose3d(8, 8, 3, 2, 1, 1), lambda n: n.ReLU(), lambda n: n.Conv3d(8, 1, 1),
        ),
        (12, 12, 12, 1), 16, "binary",
    ),
    "odd sizes": Case(
        _chain(
            lambda k: k.Conv2D(13, 3, activation="relu"),
            lambda k: k.Conv2D(29, (5, 2), strides=(3, 1), activation="relu"),
            lambda k: k.Conv2D(7, (1, 7), padding="same", activation="relu"), lambda k: k.Flatten(),
        ),
        _torch(
            _turned, lambda n: n.Conv2d(5, 13, 3), lambda n: n.ReLU(), lambda n: n.Conv2d(13, 29, (5, 2), (3, 1)),
            lambda n: n.ReLU(), lambda n: n.Conv2d(29, 7, (1, 7), padding=(0, 3)), lambda n: n.ReLU(),
            lambda n: n.Flatten(), lambda n: n.Linear(7 * 7 * 22, 10),
        ),
        (25, 25, 5), 17,
    ),
    "gru, two layers": Case(
        _chain(lambda k: k.GRU(64, return_sequences=True), lambda k: k.GRU(64)),
        _torch(_last(lambda n: n.GRU(28, 64, 2, batch_first=True)), lambda n: n.Linear(64, 10)),
        (28, 28), 32,
    ),
    "gru, reset before": Case(_chain(lambda k: k.GRU(64, reset_after=False)), _torch_reset_before, (28, 28), 32),
    "lstm both ways, two layers": Case(
        _both_ways,
        _torch(_last(lambda n: n.LSTM(28, 48, 2, batch_first=True, bidirectional=True)), lambda n: n.Linear(96, 10)),
        (28, 28), 32,
    ),
    "lstm, batch 1": Case(
        _chain(lambda k: k.LSTM(64)),
        _torch(_last(lambda n: n.LSTM(28, 64, batch_first=True)), lambda n: n.Linear(64, 10)),
        (28, 28), 1,
    ),
    "lstm of 256, batch 128": Case(
        _chain(lambda k: k.LSTM(256)),
        _torch(_last(lambda n: n.LSTM(16, 256, batch_first=True)), lambda n: n.Linear(256, 10)),
        (20, 16), 128,
    ),
    "words, their mean": Case(
        _chain(lambda k: k.Embedding(5000, 64), lambda k: k.GlobalAveragePooling1D(), lambda k: k.Dense(64, "relu")),
        _torch(
            lambda n: n.Embedding(5000, 64), _mean_of_steps, lambda n: n.Linear(64, 64), lambda n: n.ReLU(),
            lambda n: n.Linear(64, 10),
        ),
        (80,), 32, words=5000,
    ),
    "words, convolution": Case(
        _chain(
            lambda k: k.Embedding(2000, 64), lambda k: k.Conv1D(64, 5, activation="relu"),
            lambda k: k.GlobalMaxPooling1D(),
        ),
        _torch(
            lambda n: n.Embedding(2000, 64), _turned, lambda n: n.Conv1d(64, 64, 5), lambda n: n.ReLU(),
            lambda n: n.AdaptiveMaxPool1d(1), lambda n: n.Flatten(), lambda n: n.Linear(64, 10),
        ),
        (80,), 32, words=2000,
    ),
    "dense of 2048": Case(
        _chain(lambda k: k.Dense(2048, "relu"), lambda k: k.Dense(2048, "tanh")),
        _torch(
            lambda n: n.Linear(256, 2048), lambda n: n.ReLU(), lambda n: n.Linear(2048, 2048), lambda n: n.Tanh(),
            lambda n: n.Linear(2048, 10),
        ),
        (256,), 64,
    ),
}  # fmt: skip
