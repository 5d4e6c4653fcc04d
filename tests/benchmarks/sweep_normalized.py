"""Networks for sweep.py that normalize, pool and pass states on in ways that the others leave out.

They are built and trained like those of ``sweep_workloads``; the PyTorch side is what its users would write.
"""

from __future__ import annotations

from typing import Any

from sweep_drawn import Padded
from sweep_workloads import Case, _torch, _turned, classes


def _frames(keras: Any, x: Any) -> Any:
    """A network with batch normalization on every picture of a film."""
    layers = keras.layers
    frame = keras.Sequential(
        [
            layers.Conv2D(16, 3, use_bias=False), layers.BatchNormalization(), layers.ReLU(), layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, use_bias=False), layers.BatchNormalization(), layers.ReLU(),
            layers.GlobalAveragePooling2D(),
        ]
    )  # fmt: skip
    return classes(keras, layers.LSTM(32)(layers.TimeDistributed(frame)(x)))


def _torch_frames(nn: Any) -> Any:
    class Frames(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.frame = nn.Sequential(
                nn.Conv2d(3, 16, 3, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
                nn.Conv2d(16, 32, 3, bias=False), nn.BatchNorm2d(32), nn.ReLU(),
            )  # fmt: skip
            self.reads, self.answer = nn.LSTM(32, 32, batch_first=True), nn.Linear(32, 10)

        def forward(self, x: Any) -> Any:
            frames = self.frame(x.flatten(0, 1).movedim(-1, 1).contiguous()).mean((2, 3))
            return self.answer(self.reads(frames.reshape(len(x), -1, 32))[0][:, -1])

    return Frames()


def _handed_on(kind: str) -> Any:
    """The last states of padded words are the first ones of another layer."""

    def build(keras: Any, x: Any) -> Any:
        layers = keras.layers
        x = layers.Embedding(2000, 64, mask_zero=True)(x)
        _, *states = getattr(layers, kind)(64, return_state=True)(x)
        return classes(keras, getattr(layers, kind)(64)(x, initial_state=states))

    return build


def _torch_handed_on(kind: str) -> Any:
    def build(nn: Any) -> Any:
        class HandedOn(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.words, self.answer = nn.Embedding(2000, 64, padding_idx=0), nn.Linear(64, 10)
                self.first, self.second = (getattr(nn, kind)(64, 64, batch_first=True) for _ in range(2))

            def forward(self, x: Any) -> Any:
                lengths = (x != 0).sum(1).clamp(min=1).cpu()
                packed = nn.utils.rnn.pack_padded_sequence(
                    self.words(x), lengths, batch_first=True, enforce_sorted=False
                )
                states = self.second(packed, self.first(packed)[1])[1]
                return self.answer((states[0] if kind == "LSTM" else states)[-1])

        return HandedOn()

    return build


def _forgetful(keras: Any, x: Any) -> Any:
    """Padded words read by a layer that drops a part of its states."""
    layers = keras.layers
    x = layers.Embedding(2000, 64, mask_zero=True)(x)
    return classes(keras, layers.LSTM(64, recurrent_dropout=0.2)(x))


def _torch_forgetful(nn: Any) -> Any:
    class Forgetful(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.cell, self.answer = (
                nn.Embedding(2000, 64),
                nn.LSTMCell(64, 64),
                nn.Linear(64, 10),
            )
            self.drop = nn.Dropout(0.2)

        def forward(self, x: Any) -> Any:
            given, counts = self.words(x), (x != 0).unsqueeze(-1)
            h = c = given.new_zeros((len(x), 64))
            kept = self.drop(h + 1)
            for t in range(x.shape[1]):
                new_h, new_c = self.cell(given[:, t], (h * kept, c))
                h, c = new_h.where(counts[:, t], h), new_c.where(counts[:, t], c)
            return self.answer(h)

    return Forgetful()


def _stem(keras: Any, x: Any) -> Any:
    """The beginning of a ResNet: normalization, relu, and a pooling whose windows overlap."""
    layers = keras.layers
    x = layers.BatchNormalization()(layers.Conv2D(24, 5, strides=2, padding="same", use_bias=False)(x))
    x = layers.MaxPooling2D(3, strides=2, padding="same")(layers.ReLU()(x))
    x = layers.ReLU()(layers.GroupNormalization(4)(layers.Conv2D(36, 3, padding="same")(x)))
    return classes(keras, layers.Flatten()(layers.AveragePooling2D(3, strides=2)(x)))


#: Every case by name.
CASES: dict[str, Case] = {
    "film, batch normalization on every picture": Case(_frames, _torch_frames, (8, 20, 20, 3), 16),
    **{
        f"padded words, states handed on, {kind.lower()}": Padded(
            _handed_on(kind), _torch_handed_on(kind), (60,), 32, words=2000
        )
        for kind in ("LSTM", "GRU")
    },
    "padded words, states dropped": Padded(_forgetful, _torch_forgetful, (60,), 32, words=2000),
    "stem: normalization, overlapping pooling": Case(
        _stem,
        _torch(
            _turned, lambda n: n.Conv2d(3, 24, 5, stride=2, padding=2, bias=False), lambda n: n.BatchNorm2d(24),
            lambda n: n.ReLU(), lambda n: n.MaxPool2d(3, 2, 1), lambda n: n.Conv2d(24, 36, 3, padding=1),
            lambda n: n.GroupNorm(4, 36), lambda n: n.ReLU(), lambda n: n.AvgPool2d(3, 2), lambda n: n.Flatten(),
            lambda n: n.Linear(36 * 7 * 7, 10),
        ),
        (64, 64, 3), 16,
    ),
}  # fmt: skip
