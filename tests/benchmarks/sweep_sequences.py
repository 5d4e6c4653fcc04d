"""Networks of sequences and words for sweep.py: attention of further kinds, and recurrent layers in stacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sweep_drawn import Padded
from sweep_known import _mean_of_steps
from sweep_workloads import Case, _chain, _last, _torch, classes


def _vit(keras: Any, x: Any) -> Any:
    """A vision transformer: patches, their places, two blocks that normalize first."""
    layers = keras.layers
    x = layers.Reshape((16, 64))(layers.Conv2D(64, 8, strides=8)(x))
    for _ in range(2):
        y = layers.LayerNormalization()(x)
        x = layers.Add()([x, layers.MultiHeadAttention(4, 16, dropout=0.1)(y, y)])
        y = layers.Dense(128, activation="gelu")(layers.LayerNormalization()(x))
        x = layers.Add()([x, layers.Dense(64)(layers.Dropout(0.1)(y))])
    return classes(keras, layers.Flatten()(layers.LayerNormalization()(x)))


def _torch_vit(nn: Any) -> Any:
    class Block(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = nn.MultiheadAttention(64, 4, dropout=0.1, batch_first=True)
            self.first, self.second = nn.LayerNorm(64), nn.LayerNorm(64)
            self.wide = nn.Sequential(nn.Linear(64, 128), nn.GELU(), nn.Dropout(0.1), nn.Linear(128, 64))

        def forward(self, x: Any) -> Any:
            y = self.first(x)
            x = x + self.attention(y, y, y, need_weights=False)[0]
            return x + self.wide(self.second(x))

    class Vit(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.patches, self.blocks = nn.Conv2d(3, 64, 8, 8), nn.Sequential(Block(), Block())
            self.last, self.answer = nn.LayerNorm(64), nn.Linear(16 * 64, 10)

        def forward(self, x: Any) -> Any:
            x = self.patches(x.movedim(-1, 1).contiguous()).flatten(2).transpose(1, 2)
            return self.answer(self.last(self.blocks(x)).flatten(1))

    return Vit()


def _crossed(keras: Any, x: Any) -> Any:
    """Half of the steps asks the other half, then itself without looking ahead."""
    layers = keras.layers
    asked, asks = layers.Cropping1D((0, 24))(x), layers.Cropping1D((24, 0))(x)
    y = layers.LayerNormalization()(layers.Add()([asks, layers.MultiHeadAttention(2, 24)(asks, asked)]))
    z = layers.MultiHeadAttention(2, 24)(y, y, use_causal_mask=True)
    y = layers.LayerNormalization()(layers.Add()([y, z]))
    return classes(keras, layers.GlobalMaxPooling1D()(y))


def _torch_crossed(nn: Any) -> Any:
    class Crossed(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b = (nn.MultiheadAttention(48, 2, batch_first=True) for _ in range(2))
            self.first, self.second, self.answer = nn.LayerNorm(48), nn.LayerNorm(48), nn.Linear(48, 10)
            self.ahead = nn.Transformer.generate_square_subsequent_mask(24)

        def forward(self, x: Any) -> Any:
            asked, asks = x[:, :24], x[:, 24:]
            y = self.first(asks + self.a(asks, asked, asked, need_weights=False)[0])
            z = self.b(y, y, y, need_weights=False, attn_mask=self.ahead, is_causal=True)[0]
            return self.answer(self.second(y + z).amax(1))

    return Crossed()


def _grouped(keras: Any, x: Any) -> Any:
    layers = keras.layers
    x = layers.Add()([x, layers.GroupedQueryAttention(16, 4, 2)(x, x)])
    return classes(keras, layers.GlobalAveragePooling1D()(layers.RMSNormalization()(x)))


def _torch_grouped(nn: Any) -> Any:
    class Grouped(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.q, self.k, self.v, self.o = (nn.Linear(64, n) for n in (64, 32, 32, 64))
            self.norm, self.answer = nn.RMSNorm(64), nn.Linear(64, 10)

        def forward(self, x: Any) -> Any:
            q, k, v = (f(x).unflatten(-1, (-1, 16)).transpose(1, 2) for f in (self.q, self.k, self.v))
            y = nn.functional.scaled_dot_product_attention(q, k, v, enable_gqa=True)
            return self.answer(self.norm(x + self.o(y.transpose(1, 2).flatten(2))).mean(1))

    return Grouped()


def _words_transformer(keras: Any, x: Any) -> Any:
    """Padded words and a transformer's encoder."""
    layers = keras.layers
    x = layers.Embedding(2000, 48, mask_zero=True)(x)
    x = layers.LayerNormalization()(layers.Add()([x, layers.MultiHeadAttention(2, 24)(x, x)]))
    y = layers.Dense(48)(layers.Dense(96, activation="relu")(x))
    x = layers.LayerNormalization()(layers.Add()([x, y]))
    return classes(keras, layers.GlobalAveragePooling1D()(x))


def _torch_words_transformer(nn: Any) -> Any:
    class Words(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.answer = nn.Embedding(2000, 48, padding_idx=0), nn.Linear(48, 10)
            self.block = nn.TransformerEncoderLayer(48, 2, 96, 0.0, batch_first=True)

        def forward(self, x: Any) -> Any:
            there = x != 0
            y = self.block(self.words(x), src_key_padding_mask=~there)
            kept = there.unsqueeze(-1).to(y.dtype)
            return self.answer((y * kept).sum(1) / kept.sum(1))

    return Words()


def _read_both_ways(keras: Any, x: Any) -> Any:
    layers = keras.layers
    x = layers.Embedding(2000, 32, mask_zero=True)(x)
    x = layers.Bidirectional(layers.GRU(32, return_sequences=True))(x)
    return classes(keras, layers.Bidirectional(layers.GRU(32))(layers.Dropout(0.2)(x)))


def _torch_read_both_ways(nn: Any) -> Any:
    import torch

    class Reader(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words, self.answer = nn.Embedding(2000, 32), nn.Linear(64, 10)
            self.core = nn.GRU(32, 32, 2, batch_first=True, bidirectional=True, dropout=0.2)

        def forward(self, x: Any) -> Any:
            lengths = (x != 0).sum(1).clamp(min=1)
            packed = nn.utils.rnn.pack_padded_sequence(
                self.words(x), lengths, batch_first=True, enforce_sorted=False
            )
            states = self.core(packed)[1]
            return self.answer(torch.cat([states[-2], states[-1]], 1))

    return Reader()


def _prices(keras: Any, x: Any) -> Any:
    """Four LSTMs with dropout, as for prices."""
    layers = keras.layers
    for last in (False, False, False, True):
        x = layers.Dropout(0.2)(layers.LSTM(50, return_sequences=not last)(x))
    return classes(keras, x)


def _stacked(kind: str) -> Callable[[Any, Any], Any]:
    def build(keras: Any, x: Any) -> Any:
        make = getattr(keras.layers, kind)
        return classes(keras, make(48)(make(48, return_sequences=True)(make(48, return_sequences=True)(x))))

    return build


def _cnn_lstm(keras: Any, x: Any) -> Any:
    layers = keras.layers
    x = layers.MaxPooling1D(2)(layers.Conv1D(32, 5, padding="causal", activation="relu")(x))
    return classes(keras, layers.LSTM(32)(layers.Dropout(0.2)(x)))


def _torch_cnn_lstm(nn: Any) -> Any:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv, self.core, self.answer = (
                nn.Conv1d(6, 32, 5),
                nn.LSTM(32, 32, batch_first=True),
                nn.Linear(32, 10),
            )
            self.drop = nn.Dropout(0.2)

        def forward(self, x: Any) -> Any:
            x = nn.functional.pad(x.transpose(1, 2), (4, 0))
            x = nn.functional.max_pool1d(self.conv(x).relu(), 2).transpose(1, 2)
            return self.answer(self.core(self.drop(x))[0][:, -1])

    return Net()


def _sequence_to_sequence(keras: Any, x: Any) -> Any:
    """The last state of one LSTM, repeated, is read by another; every step is answered."""
    layers = keras.layers
    x = layers.RepeatVector(x.shape[1])(layers.LSTM(48)(x))
    x = layers.LSTM(48, return_sequences=True)(x)
    return layers.TimeDistributed(layers.Dense(1))(x)


def _torch_sequence_to_sequence(nn: Any) -> Any:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b, self.answer = (
                nn.LSTM(8, 48, batch_first=True),
                nn.LSTM(48, 48, batch_first=True),
                nn.Linear(48, 1),
            )

        def forward(self, x: Any) -> Any:
            last = self.a(x)[0][:, -1:].expand(-1, x.shape[1], -1)
            return self.answer(self.b(last)[0]).transpose(1, 2)

    return Net()


def _rnn(kind: str, units: int, before: int, layers: int = 1, **more: Any) -> Any:
    return _last(lambda n: getattr(n, kind)(before, units, layers, batch_first=True, **more))


def _dropped_channels(nn: Any) -> Any:
    class Dropped(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.drop = nn.Dropout1d(0.2)

        def forward(self, x: Any) -> Any:
            return self.drop(x.transpose(1, 2)).transpose(1, 2)

    return Dropped()


#: Every case by name.
CASES: dict[str, Case] = {
    "vision transformer": Case(_vit, _torch_vit, (32, 32, 3), 32),
    "attention across, and not ahead": Case(_crossed, _torch_crossed, (48, 48), 32),
    "attention in groups": Case(_grouped, _torch_grouped, (32, 64), 32),
    "padded words, transformer": Padded(_words_transformer, _torch_words_transformer, (60,), 32, words=2000),
    "padded words, gru both ways, two layers": Padded(_read_both_ways, _torch_read_both_ways, (60,), 32, words=2000),
    "prices, four lstms": Case(
        _prices,
        _torch(_rnn("LSTM", 50, 1, 4, dropout=0.2), lambda n: n.Dropout(0.2), lambda n: n.Linear(50, 10)),
        (60, 1), 32,
    ),
    "gru, three layers": Case(
        _stacked("GRU"), _torch(_rnn("GRU", 48, 12, 3), lambda n: n.Linear(48, 10)), (40, 12), 16
    ),
    "simple rnn, three layers": Case(
        _stacked("SimpleRNN"), _torch(_rnn("RNN", 48, 12, 3), lambda n: n.Linear(48, 10)), (40, 12), 16
    ),
    "gru, batch 512": Case(
        _chain(lambda k: k.GRU(32)), _torch(_rnn("GRU", 32, 6), lambda n: n.Linear(32, 10)), (24, 6), 512
    ),
    "lstm, long": Case(
        _chain(lambda k: k.LSTM(32)), _torch(_rnn("LSTM", 32, 4), lambda n: n.Linear(32, 10)), (500, 4), 8
    ),
    "convolution and lstm": Case(_cnn_lstm, _torch_cnn_lstm, (80, 6), 32),
    "sequences from sequences": Case(_sequence_to_sequence, _torch_sequence_to_sequence, (24, 8), 32, "squares"),
    "words, large embedding": Case(
        _chain(lambda k: k.Embedding(50000, 64), lambda k: k.GlobalAveragePooling1D()),
        _torch(lambda n: n.Embedding(50000, 64), _mean_of_steps, lambda n: n.Linear(64, 10)),
        (100,), 32, words=50000,
    ),
    "words, flat": Case(
        _chain(lambda k: k.Embedding(3000, 32), lambda k: k.SpatialDropout1D(0.2), lambda k: k.Flatten(),
               lambda k: k.Dense(64, activation="relu")),
        _torch(lambda n: n.Embedding(3000, 32), _dropped_channels, lambda n: n.Flatten(),
               lambda n: n.Linear(3200, 64), lambda n: n.ReLU(), lambda n: n.Linear(64, 10)),
        (100,), 32, words=3000,
    ),
}  # fmt: skip
