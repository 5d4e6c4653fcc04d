"""More networks for sweep.py, as people draw them: masks, shared layers, channels first, and layers of all sorts.

They are built and trained like those of ``sweep_workloads``. Padded words are 0; PyTorch packs such sequences.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sweep_workloads import Case, _chain, _mean, _torch, _turned, classes


class Padded(Case):
    """Words of which a quarter to all of a sequence are there, the rest is padding."""

    def data(self, steps: int) -> tuple[np.ndarray, Any]:
        x, y = super().data(steps)
        lengths = np.random.default_rng(1).integers(self.shape[0] // 4, self.shape[0] + 1, len(x))
        return np.where(np.arange(self.shape[0]) < lengths[:, None], x, 0).astype("int32"), y


def _masked(kind: str) -> Callable[[Any, Any], Any]:
    def build(keras: Any, x: Any) -> Any:
        layers = keras.layers
        x = layers.Embedding(2000, 64, mask_zero=True)(x)
        if kind == "mean":
            return classes(keras, layers.Dense(64, activation="relu")(layers.GlobalAveragePooling1D()(x)))
        if kind == "Bidirectional":
            return classes(keras, layers.Bidirectional(layers.LSTM(32))(x))
        if kind == "stacked":
            x = layers.LSTM(64, return_sequences=True)(x)
            return classes(keras, layers.LSTM(64)(x))
        return classes(keras, getattr(layers, kind)(64)(x))

    return build


def _torch_masked(kind: str) -> Callable[[Any], Any]:
    def build(nn: Any) -> Any:
        from torch.nn.utils.rnn import pack_padded_sequence

        class Words(nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.words, self.answer = nn.Embedding(2000, 64), nn.Linear(64, 10)
                makers = {
                    "LSTM": lambda: nn.LSTM(64, 64, batch_first=True),
                    "GRU": lambda: nn.GRU(64, 64, batch_first=True),
                    "SimpleRNN": lambda: nn.RNN(64, 64, batch_first=True),
                    "Bidirectional": lambda: nn.LSTM(64, 32, batch_first=True, bidirectional=True),
                    "stacked": lambda: nn.LSTM(64, 64, 2, batch_first=True),
                    "mean": lambda: nn.Linear(64, 64),
                }
                self.core = makers[kind]()

            def forward(self, x: Any) -> Any:
                given, kept = self.words(x), x != 0
                if kind == "mean":
                    mean = (given * kept[..., None]).sum(1) / kept.sum(1, keepdim=True)
                    return self.answer(self.core(mean).relu())
                packed = pack_padded_sequence(given, kept.sum(1), batch_first=True, enforce_sorted=False)
                state = self.core(packed)[1]
                state = state[0] if isinstance(state, tuple) else state
                last = state.movedim(0, 1).flatten(1) if kind == "Bidirectional" else state[-1]
                return self.answer(last)

        return Words()

    return build


def _siamese(keras: Any, x: Any) -> Any:
    """The halves of a picture go through the same layers; their difference is judged."""
    layers = keras.layers
    tower = keras.Sequential(
        [
            layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(2), layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(64, activation="relu"),
        ]
    )  # fmt: skip
    left, right = layers.Cropping2D(((0, 0), (0, 28)))(x), layers.Cropping2D(((0, 0), (28, 0)))(x)
    return classes(keras, layers.Subtract()([tower(left), tower(right)]))


def _torch_siamese(nn: Any) -> Any:
    class Siamese(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.tower = nn.Sequential(
                nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
                nn.Flatten(), nn.Linear(32 * 25, 64), nn.ReLU(),
            )  # fmt: skip
            self.answer = nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            x = x.movedim(-1, 1)
            return self.answer(self.tower(x[..., :28].contiguous()) - self.tower(x[..., 28:].contiguous()))

    return Siamese()


def _first(keras: Any, x: Any) -> Any:
    """Channels first, as PyTorch has them."""
    layers, how = keras.layers, {"data_format": "channels_first"}
    x = layers.MaxPooling2D(2, **how)(layers.Conv2D(32, 3, activation="relu", **how)(x))
    x = layers.BatchNormalization(axis=1)(layers.Conv2D(64, 3, padding="same", **how)(x))
    x = layers.MaxPooling2D(2, **how)(layers.ReLU()(x))
    return classes(keras, layers.GlobalAveragePooling2D(**how)(x))


def _torch_first(nn: Any) -> Any:
    class Mean(nn.Module):
        def forward(self, x: Any) -> Any:
            return x.mean((2, 3))

    return nn.Sequential(
        nn.Conv2d(3, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(),
        nn.MaxPool2d(2), Mean(), nn.Linear(64, 10),
    )  # fmt: skip


def _shared(keras: Any, x: Any) -> Any:
    """One dense layer three times over."""
    dense = keras.layers.Dense(128, activation="relu")
    return classes(keras, dense(dense(dense(x))))


def _torch_shared(nn: Any) -> Any:
    class Shared(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.dense, self.answer = nn.Linear(128, 128), nn.Linear(128, 10)

        def forward(self, x: Any) -> Any:
            for _ in range(3):
                x = self.dense(x).relu()
            return self.answer(x)

    return Shared()


def _wide(loss: str, activation: str | None) -> Case:
    """An autoencoder of pictures: most of the work that is not products is the loss."""

    def build(keras: Any, x: Any) -> Any:
        layers = keras.layers
        x = layers.Conv2D(16, 3, padding="same", activation="relu")(x)
        x = layers.Conv2D(16, 3, padding="same", activation="relu")(x)
        return layers.Conv2D(1, 3, padding="same", activation=activation)(x)

    return Case(
        build,
        _torch(
            _turned, lambda n: n.Conv2d(1, 16, 3, padding=1), lambda n: n.ReLU(),
            lambda n: n.Conv2d(16, 16, 3, padding=1), lambda n: n.ReLU(), lambda n: n.Conv2d(16, 1, 3, padding=1),
        ),
        (32, 32, 1), 32, loss,
    )  # fmt: skip


def _video(keras: Any, x: Any) -> Any:
    """A small network on every picture of a film, and a recurrent layer over them."""
    layers = keras.layers
    frame = keras.Sequential(
        [
            layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(2), layers.Conv2D(32, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
        ]
    )  # fmt: skip
    return classes(keras, layers.LSTM(32)(layers.TimeDistributed(frame)(x)))


def _torch_video(nn: Any) -> Any:
    class Video(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.frame = nn.Sequential(
                nn.Conv2d(3, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(),
            )  # fmt: skip
            self.reads, self.answer = nn.LSTM(32, 32, batch_first=True), nn.Linear(32, 10)

        def forward(self, x: Any) -> Any:
            frames = self.frame(x.flatten(0, 1).movedim(-1, 1).contiguous()).mean((2, 3))
            return self.answer(self.reads(frames.reshape(len(x), -1, 32))[0][:, -1])

    return Video()


def _tagger(keras: Any, x: Any) -> Any:
    """A dense layer on every step of a recurrent one, which attention of one head weighs."""
    layers = keras.layers
    x = layers.Bidirectional(layers.LSTM(32, return_sequences=True))(x)
    x = layers.TimeDistributed(layers.Dense(64, activation="relu"))(x)
    x = layers.Attention()([x, x])
    return classes(keras, layers.GlobalMaxPooling1D()(x))


def _torch_tagger(nn: Any) -> Any:
    class Tagger(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.reads = nn.LSTM(28, 32, batch_first=True, bidirectional=True)
            self.dense, self.answer = nn.Linear(64, 64), nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            x = self.dense(self.reads(x)[0]).relu()
            shares = (x @ x.transpose(1, 2)).softmax(-1)
            return self.answer((shares @ x).amax(1))

    return Tagger()


def _operators(keras: Any, x: Any) -> Any:
    """Highway layers, written with operators."""
    for _ in range(3):
        gate = keras.layers.Dense(128, activation="sigmoid")(x)
        x = gate * keras.layers.Dense(128, activation="relu")(x) + (1.0 - gate) * x
    return classes(keras, x)


def _torch_operators(nn: Any) -> Any:
    class Highway(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gates = nn.ModuleList([nn.Linear(128, 128) for _ in range(3)])
            self.wide = nn.ModuleList([nn.Linear(128, 128) for _ in range(3)])
            self.answer = nn.Linear(128, 10)

        def forward(self, x: Any) -> Any:
            for gate, wide in zip(self.gates, self.wide, strict=True):
                share = gate(x).sigmoid()
                x = share * wide(x).relu() + (1.0 - share) * x
            return self.answer(x)

    return Highway()


def _excited(keras: Any, x: Any) -> Any:
    """Squeeze and excitation, with group normalization."""
    layers = keras.layers
    x = layers.Conv2D(32, 3, padding="same")(layers.Rescaling(2.0, -1.0)(x))
    for _ in range(2):
        y = layers.ReLU()(layers.GroupNormalization(8)(layers.Conv2D(32, 3, padding="same")(x)))
        gate = layers.Dense(8, activation="relu")(layers.GlobalAveragePooling2D(keepdims=True)(y))
        x = layers.Add()([x, layers.Multiply()([y, layers.Dense(32, activation="sigmoid")(gate)])])
    return classes(
        keras, layers.SpatialDropout2D(0.1)(layers.GlobalAveragePooling2D(keepdims=True)(x))[:, 0, 0]
    )


def _torch_excited(nn: Any) -> Any:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = nn.Sequential(nn.Conv2d(32, 32, 3, padding=1), nn.GroupNorm(8, 32), nn.ReLU())
            self.gate = nn.Sequential(nn.Linear(32, 8), nn.ReLU(), nn.Linear(8, 32), nn.Sigmoid())

        def forward(self, x: Any) -> Any:
            y = self.body(x)
            return x + y * self.gate(y.mean((2, 3)))[..., None, None]

    class Excited(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = nn.Sequential(nn.Conv2d(3, 32, 3, padding=1), Block(), Block())
            self.drop, self.answer = nn.Dropout(0.1), nn.Linear(32, 10)

        def forward(self, x: Any) -> Any:
            x = self.body((x * 2.0 - 1.0).movedim(-1, 1).contiguous())
            return self.answer(self.drop(x.mean((2, 3))))

    return Excited()


def _translator(keras: Any, x: Any) -> Any:
    """A recurrent layer ends with the states with which another one begins."""
    layers = keras.layers
    x = layers.Embedding(2000, 64)(x)
    _, *states = layers.LSTM(64, return_state=True)(x)
    y = layers.LSTM(64, return_sequences=True)(x, initial_state=states)
    return classes(keras, layers.Dense(64, activation="relu")(y)[:, -1])


def _torch_translator(nn: Any) -> Any:
    class Translator(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.dense, self.answer = nn.Embedding(2000, 64), nn.Linear(64, 64), nn.Linear(64, 10)
            self.first, self.second = nn.LSTM(64, 64, batch_first=True), nn.LSTM(64, 64, batch_first=True)

        def forward(self, x: Any) -> Any:
            x = self.words(x)
            return self.answer(self.dense(self.second(x, self.first(x)[1])[0]).relu()[:, -1])

    return Translator()


#: Every case by name.
CASES: dict[str, Case] = {
    **{
        f"padded words, {name}": Padded(_masked(kind), _torch_masked(kind), (60,), 32, words=2000)
        for name, kind in {
            "lstm": "LSTM", "gru": "GRU", "simple rnn": "SimpleRNN", "lstm both ways": "Bidirectional",
            "two lstm": "stacked", "mean": "mean",
        }.items()
    },
    "film, a network on every picture": Case(_video, _torch_video, (8, 20, 20, 3), 16),
    "steps, dense and attention": Case(_tagger, _torch_tagger, (28, 28), 32),
    "highway, with operators": Case(_operators, _torch_operators, (128,), 64),
    "squeeze and excitation": Case(_excited, _torch_excited, (16, 16, 3), 32),
    "states from one lstm to another": Case(_translator, _torch_translator, (30,), 32, words=2000),
    "siamese": Case(_siamese, _torch_siamese, (28, 56, 1), 32),
    "one dense layer three times": Case(_shared, _torch_shared, (128,), 64),
    "channels first": Case(_first, _torch_first, (3, 28, 28), 32),
    "pictures, squares": _wide("squares", None),
    "pictures, binary": _wide("binary", "sigmoid"),
    "prelu, pooling 1-D": Case(
        _chain(
            lambda k: k.Conv1D(32, 5), lambda k: k.PReLU(shared_axes=[1]), lambda k: k.AveragePooling1D(2),
            lambda k: k.Conv1D(64, 5), lambda k: k.PReLU(shared_axes=[1]), lambda k: k.MaxPooling1D(2),
            lambda k: k.GlobalAveragePooling1D(),
        ),
        _torch(
            _turned, lambda n: n.Conv1d(8, 32, 5), lambda n: n.PReLU(32), lambda n: n.AvgPool1d(2),
            lambda n: n.Conv1d(32, 64, 5), lambda n: n.PReLU(64), lambda n: n.MaxPool1d(2), _mean,
            lambda n: n.Linear(64, 10),
        ),
        (120, 8), 32,
    ),
}  # fmt: skip
