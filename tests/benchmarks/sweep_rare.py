"""Still more networks for sweep.py: of layers that PyTorch has not, so that people write them there by hand.

They are built and trained like those of ``sweep_workloads``; the PyTorch side is what its users would write.
"""

from __future__ import annotations

from typing import Any

from sweep_workloads import Case, _torch, _turned, classes


def _film(keras: Any, x: Any) -> Any:
    """A ConvLSTM reads a film."""
    layers = keras.layers
    x = layers.ConvLSTM2D(16, 3, padding="same")(x)
    return classes(keras, layers.GlobalAveragePooling2D()(x))


def _torch_film(nn: Any) -> Any:
    import torch

    class Film(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gates, self.answer = nn.Conv2d(3 + 16, 64, 3, padding=1), nn.Linear(16, 10)

        def forward(self, x: Any) -> Any:
            x = x.movedim(-1, 2).contiguous()
            h = c = x.new_zeros((len(x), 16, *x.shape[3:]))
            for t in range(x.shape[1]):
                i, f, g, o = self.gates(torch.cat([x[:, t], h], 1)).chunk(4, 1)
                c = f.sigmoid() * c + i.sigmoid() * g.tanh()
                h = o.sigmoid() * c.tanh()
            return self.answer(h.mean((2, 3)))

    return Film()


def _mixer(keras: Any, x: Any) -> Any:
    """Dense layers over the features and over the steps, in Einstein's notation."""
    layers = keras.layers
    for _ in range(2):
        y = layers.EinsumDense("abc,bd->adc", (32, 64), bias_axes="d", activation="gelu")(x)
        y = layers.EinsumDense("abc,bd->adc", (28, 64), bias_axes="d")(y)
        x = layers.LayerNormalization()(layers.Add()([x, y]))
        y = layers.EinsumDense("abc,cd->abd", (None, 128), bias_axes="d", activation="gelu")(x)
        y = layers.EinsumDense("abc,cd->abd", (None, 64), bias_axes="d")(y)
        x = layers.LayerNormalization()(layers.Add()([x, y]))
    return classes(keras, layers.GlobalAveragePooling1D()(x))


def _torch_mixer(nn: Any) -> Any:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.steps = nn.Sequential(nn.Linear(28, 32), nn.GELU(), nn.Linear(32, 28))
            self.features = nn.Sequential(nn.Linear(64, 128), nn.GELU(), nn.Linear(128, 64))
            self.first, self.second = nn.LayerNorm(64), nn.LayerNorm(64)

        def forward(self, x: Any) -> Any:
            x = self.first(x + self.steps(x.transpose(1, 2)).transpose(1, 2))
            return self.second(x + self.features(x))

    class Mixer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body, self.answer = nn.Sequential(Block(), Block()), nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            return self.answer(self.body(x).mean(1))

    return Mixer()


def _additive(keras: Any, x: Any) -> Any:
    """Attention of Bahdanau over the steps of a recurrent layer."""
    layers = keras.layers
    x = layers.GRU(32, return_sequences=True)(x)
    x = layers.AdditiveAttention()([x, x])
    return classes(keras, layers.GlobalAveragePooling1D()(x))


def _torch_additive(nn: Any) -> Any:
    import torch

    class Additive(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.reads, self.answer = nn.GRU(28, 32, batch_first=True), nn.Linear(32, 10)
            self.scale = nn.Parameter(torch.randn(32) * 0.2)

        def forward(self, x: Any) -> Any:
            x = self.reads(x)[0]
            scores = ((x[:, :, None] + x[:, None]).tanh() * self.scale).sum(-1)
            return self.answer((scores.softmax(-1) @ x).mean(1))

    return Additive()


def _forgetful(kind: str) -> Any:
    def build(keras: Any, x: Any) -> Any:
        return classes(keras, getattr(keras.layers, kind)(64, dropout=0.2, recurrent_dropout=0.2)(x))

    return build


def _torch_forgetful(kind: str) -> Any:
    def build(nn: Any) -> Any:
        class Forgetful(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.cell, self.answer = getattr(nn, f"{kind}Cell")(28, 64), nn.Linear(64, 10)
                self.drop = nn.Dropout(0.2)

            def forward(self, x: Any) -> Any:
                h = c = x.new_zeros((len(x), 64))
                given, kept = self.drop(h.new_ones((len(x), 28))), self.drop(h + 1)
                for t in range(x.shape[1]):
                    if kind == "LSTM":
                        h, c = self.cell(x[:, t] * given, (h * kept, c))
                    else:
                        h = self.cell(x[:, t] * given, h * kept)
                return self.answer(h)

        return Forgetful()

    return build


def _larger(keras: Any, x: Any) -> Any:
    """Pictures made smaller, and drawn larger again between their points."""
    layers = keras.layers
    x = layers.MaxPooling2D(2)(layers.Conv2D(32, 3, padding="same", activation="relu")(x))
    x = layers.Conv2D(32, 3, padding="same", activation="relu")(x)
    x = layers.UpSampling2D(2, interpolation="bilinear")(x)
    return layers.Conv2D(1, 3, padding="same", activation="sigmoid")(x)


#: Every case by name.
CASES: dict[str, Case] = {
    "film, convolutions in an lstm": Case(_film, _torch_film, (6, 16, 16, 3), 16),
    "mixer, einsum dense": Case(_mixer, _torch_mixer, (28, 64), 32),
    "additive attention": Case(_additive, _torch_additive, (28, 28), 32),
    "lstm, states dropped": Case(_forgetful("LSTM"), _torch_forgetful("LSTM"), (28, 28), 32),
    "gru, states dropped": Case(_forgetful("GRU"), _torch_forgetful("GRU"), (28, 28), 32),
    "pictures drawn larger": Case(
        _larger,
        _torch(
            _turned, lambda n: n.Conv2d(3, 32, 3, padding=1), lambda n: n.ReLU(), lambda n: n.MaxPool2d(2),
            lambda n: n.Conv2d(32, 32, 3, padding=1), lambda n: n.ReLU(),
            lambda n: n.Upsample(scale_factor=2, mode="bilinear"), lambda n: n.Conv2d(32, 1, 3, padding=1),
        ),
        (32, 32, 3), 16, "binary",
    ),
}  # fmt: skip
