"""Networks with masks, and with models inside, compute the same by a plan as by their layers one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import layerloom as keras
from layerloom.kernels.compiled import set_mode
from layerloom.models.plan import building

L = keras.layers

WORDS = np.random.default_rng(0).integers(1, 9, (6, 7)) * (np.arange(7) < 5)
STEPS = np.random.default_rng(0).standard_normal((6, 7, 3), dtype="float32") * (np.arange(7) < 5)[:, None]
KINDS = np.arange(6) % 3


def chain(*hidden: Any, shape: tuple[int, ...] = (7,)) -> Any:
    return keras.Sequential([keras.Input(shape), *hidden, L.Dense(3, activation="softmax")])


def words(**options: Any) -> Any:
    return L.Embedding(9, 4, mask_zero=True, **options)


def transformer() -> Any:
    given = keras.Input((7,))
    x = words()(given)
    x = L.LayerNormalization()(L.Add()([x, L.MultiHeadAttention(2, 3)(x, x)]))
    return keras.Model(given, L.Dense(3, activation="softmax")(L.GlobalAveragePooling1D()(x)))


def gappy(seed: int = 5) -> np.ndarray:
    """Words with gaps anywhere, and a sample of gaps alone."""
    rng = np.random.default_rng(seed)
    found = rng.integers(1, 9, (6, 7)) * (rng.random((6, 7)) < 0.6)
    found[2] = 0
    return found


def decoder(**options: Any) -> Any:
    a, b = keras.Input((7,)), keras.Input((7,))
    x, y = words()(a), words()(b)
    x = L.MultiHeadAttention(2, 3, **options)(x, x, use_causal_mask=True)
    x = L.MultiHeadAttention(2, 3, **options)(x, y)
    return keras.Model([a, b], L.Dense(3, activation="softmax")(L.GRU(4)(x)))


def joined(layer: Any) -> Any:
    given = keras.Input((7,))
    x, y = words()(given), words()(given)
    x, y = L.GRU(4, return_sequences=True)(x), L.LSTM(4, return_sequences=True, go_backwards=True)(y)
    return keras.Model(given, L.Dense(3, activation="softmax")(L.LSTM(4)(layer([x, y]))))


def adding() -> Any:
    a, b = keras.Input((7,)), keras.Input((7,))
    x = L.AdditiveAttention(dropout=0.2, seed=1)([words()(a), words()(b)])
    return keras.Model([a, b], L.Dense(3, activation="softmax")(L.GlobalAveragePooling1D()(x)))


def tagger() -> Any:
    given = keras.Input((7,))
    x = L.TimeDistributed(L.Dense(4, activation="gelu"))(words()(given))
    x = L.Attention(use_scale=True)([x, L.GRU(4, return_sequences=True)(x)])
    return keras.Model(given, L.Dense(3, activation="softmax")(L.GlobalAveragePooling1D()(x)))


MASKED: dict[str, tuple[Any, Any, list[str]]] = {
    "lstm": (lambda: chain(words(), L.LSTM(5)), gappy(), ["Embedding", "Packed", "Dense"]),
    "pass through": (
        lambda: chain(words(), L.Dropout(0.2, seed=1), L.GRU(5, return_sequences=True), L.Dense(4, "tanh"), L.GRU(3)),
        WORDS, ["Embedding", "Mask", "Dropout", "Mask", "Packed", "Mask", "Dense", "Packed", "Dense"],
    ),
    "all steps": (
        lambda: chain(
            words(), L.LSTM(17, return_sequences=True), L.SimpleRNN(5, return_sequences=True),
            L.GRU(3, dropout=0.3, seed=2),
        ),
        gappy(), ["Embedding", "Mask", "Packed", "Mask", "Packed", "Packed", "Dense"],
    ),
    "backwards": (
        lambda: chain(words(), L.LSTM(5, return_sequences=True, go_backwards=True), L.GRU(3, go_backwards=True)),
        gappy(), ["Embedding", "Mask", "Packed", "Packed", "Dense"],
    ),
    "relu": (lambda: chain(words(), L.SimpleRNN(5, activation="relu", dropout=0.2, seed=3)), gappy(), []),
    "both ways": (
        lambda: chain(words(), L.Bidirectional(L.LSTM(5))), gappy(),
        ["Embedding", "Packed", "Packed", "Concatenate", "Dense"],
    ),
    "both ways, all steps": (
        lambda: chain(
            words(), L.Bidirectional(L.GRU(5, return_sequences=True), merge_mode="sum"), L.Bidirectional(L.SimpleRNN(4))
        ),
        gappy(), [],
    ),
    "states dropped": (
        lambda: chain(
            words(), L.LSTM(5, recurrent_dropout=0.3, dropout=0.2, return_sequences=True, seed=1),
            L.GRU(
                4, recurrent_dropout=0.3, return_sequences=True, go_backwards=True, zero_output_for_mask=True, seed=2
            ),
            L.SimpleRNN(3, recurrent_dropout=0.5, seed=3),
        ),
        gappy(), ["Embedding", "Mask", "Dropped", "Mask", "Dropped", "Dropped", "Dense"],
    ),
    "both ways, states dropped": (
        lambda: chain(words(), L.Bidirectional(L.LSTM(4, recurrent_dropout=0.3, seed=1))), gappy(),
        ["Embedding", "Dropped", "Dropped", "Concatenate", "Dense"],
    ),
    "pooling": (lambda: chain(words(), L.GlobalAveragePooling1D()), WORDS, ["Embedding", "MaskedMean", "Dense"]),
    "masking": (lambda: chain(L.Masking(), L.LSTM(5), shape=(7, 3)), STEPS, ["Masking", "Packed", "Dense"]),
    "masking behind a layer": (lambda: chain(L.ReLU(), L.Masking(), L.GRU(5), shape=(7, 3)), STEPS, []),
    "attention": (transformer, WORDS, []),
    "attention to others": (decoder, [WORDS, gappy()], []),
    "attention, dropout": (lambda: decoder(dropout=0.3, seed=4), [gappy(), gappy(seed=6)], []),
    "attention nearby": (lambda: decoder(sliding_window=2), [WORDS, WORDS], []),
    "attention of one head": (tagger, gappy(), []),
    "attention of one head, additive": (adding, [WORDS, gappy()], []),
    "sum": (lambda: joined(L.Add()), gappy(), []),
    "side by side": (lambda: joined(L.Concatenate()), gappy(), []),
    "penalty": (lambda: chain(words(embeddings_regularizer="l2"), L.GRU(3)), WORDS, []),
    "frozen": (lambda: chain(words(trainable=False), L.GRU(3)), WORDS, []),
    "no mask": (lambda: chain(L.Embedding(9, 4), L.Flatten()), WORDS.astype("int32"), ["Embedding", "View", "Dense"]),
    "negative numbers": (lambda: chain(L.Embedding(9, 4), L.LSTM(4)), WORDS - 3, ["Embedding", "Recurrent", "Dense"]),
}  # fmt: skip


def compiled(model: Any, optimizer: str = "sgd") -> Any:
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@pytest.mark.parametrize("name", MASKED)
def test_masks(name: str, same: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_WORTH_SHARING", 0)
    build, x, steps = MASKED[name]
    found = same(lambda: compiled(build()), x, KINDS)
    assert found
    assert found == steps if steps else "Eager" not in found


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "SimpleRNN"])
def test_masks_without_compiled_kernels(kind: str, same: Any) -> None:
    set_mode("plain")
    layer = getattr(L, kind)

    def build() -> Any:
        return compiled(chain(words(), layer(5, return_sequences=True), layer(4, go_backwards=True)))

    assert "Eager" not in same(build, gappy(), KINDS)


@pytest.mark.parametrize("end", ["layer", "activation"])
def test_a_mask_at_the_end_counts_in_the_loss(end: str, same: Any) -> None:
    def build() -> Any:
        last = [L.Dense(3, "softmax")] if end == "layer" else [L.Dense(3), L.Activation("softmax")]
        model = keras.Sequential([keras.Input((7,)), words(), L.LSTM(5, return_sequences=True), *last])
        return compiled(model)

    assert same(build, WORDS, np.arange(42).reshape(6, 7) % 3)


def nested() -> Any:
    inner = keras.Sequential(
        [
            keras.Input((7, 3)),
            L.Conv1D(4, 3, activation="relu"),
            L.BatchNormalization(),
            L.Dropout(0.1, seed=2),
        ]
    )
    given, middle = keras.Input((7, 3)), keras.Input((5, 4))
    second = keras.Model(middle, [L.Dense(3)(middle), L.Flatten()(middle)])
    a, b = second(inner(given))
    return keras.Model(given, L.Dense(3, activation="softmax")(L.Concatenate()([L.Flatten()(a), b])))


def last() -> Any:
    first = keras.Sequential([keras.Input((7, 3)), L.Dense(4, activation="relu"), L.Flatten()])
    end = keras.Sequential([keras.Input((28,)), L.Dense(3, activation="softmax")])
    return keras.Sequential([keras.Input((7, 3)), first, end])


def frozen(**call: Any) -> Any:
    inner = keras.Sequential([keras.Input((7, 3)), L.Dense(4), L.BatchNormalization(), L.Flatten()])
    inner.trainable = bool(call)
    given = keras.Input((7, 3))
    return keras.Model(given, L.Dense(3, activation="softmax")(inner(L.Dense(3)(given), **call)))


def twice() -> Any:
    inner = keras.Sequential([keras.Input((7, 3)), L.Dense(4), L.Flatten()])
    given = keras.Input((7, 3))
    return keras.Model(
        given, L.Dense(3, activation="softmax")(L.Add()([inner(given), inner(L.ReLU()(given))]))
    )


def thrice() -> Any:
    """A model inside a model, both called several times, with statistics, penalties and dropout."""
    core = keras.Sequential(
        [keras.Input((3,)), L.Dense(3, "relu", kernel_regularizer="l2"), L.BatchNormalization()]
    )
    middle = keras.Input((7, 3))
    tower = keras.Model(middle, L.Dropout(0.2, seed=4)(L.Flatten()(L.Conv1D(4, 2)(middle))))
    given = keras.Input((7, 3))
    a, b = tower(given), tower(L.ReLU()(given))
    c = core(core(L.GlobalAveragePooling1D()(given)))
    return keras.Model(given, L.Dense(3, activation="softmax")(L.Concatenate()([a, b, c, core(c)])))


def recurrent() -> Any:
    """Layers with weights, called twice each."""
    table, reads, given = L.Dense(4, "tanh"), L.LSTM(4, return_sequences=True), keras.Input((7, 3))
    twice = reads(reads(table(given)))
    both = L.Concatenate()([twice, reads(table(L.ReLU()(given)))])
    return keras.Model(given, L.Dense(3, activation="softmax")(L.GlobalAveragePooling1D()(both)))


def part() -> Any:
    """A model goes on from the middle of another one, which it calls, too."""
    given = keras.Input((7, 3))
    middle = L.Dense(4, "relu")(given)
    inner = keras.Model(given, L.Flatten()(middle))
    other = inner(L.LeakyReLU()(given))
    return keras.Model(given, L.Dense(3, activation="softmax")(L.Concatenate()([L.Flatten()(middle), other])))


def tuned(**call: Any) -> Any:
    inner = keras.Sequential(
        [
            keras.Input((7, 3)), L.Dense(4), L.BatchNormalization(scale=False), L.ReLU(), L.Dropout(0.5),
            L.LSTM(4, dropout=0.5, return_sequences=True), L.BatchNormalization(), L.Flatten(),
        ]
    )  # fmt: skip
    given = keras.Input((7, 3))
    return keras.Model(given, L.Dense(3, activation="softmax")(inner(L.Dense(3)(given), **call)))


def film(**call: Any) -> Any:
    """Every step goes through a model with branches, then through a layer alone, in a model inside."""
    picture = keras.Input((3, 2))
    x = L.Conv1D(4, 2, padding="same", activation="relu")(picture)
    x = L.Concatenate()([x, L.Dropout(0.3, seed=2)(L.Multiply()([x, x])), L.AveragePooling1D(1)(x)])
    frame, y = keras.Model(picture, L.LSTM(3, recurrent_dropout=0.2, seed=1)(x)), keras.Input((7, 3))
    x = L.TimeDistributed(frame)(L.Concatenate()([y[..., None], L.Reshape((7, 3, 1))(y)]), **call)
    x = L.TimeDistributed(L.Reshape((3, 1)))(x)
    inner = keras.Model(y, L.Add()([L.TimeDistributed(L.Conv1D(2, 2, activation="gelu"))(x), x[:, :, :2]]))
    x = L.TimeDistributed(L.Flatten())(inner(L.Dense(3)(y)))
    return keras.Sequential(
        [keras.Input((7, 3)), keras.Model(y, x), L.GRU(3), L.Dense(3, activation="softmax")]
    )


def films_normalized(axis: int = -1) -> Any:
    """Batch normalization of every step by itself: of pictures, behind a separable convolution, and of numbers."""
    picture = keras.Input((3, 3, 2))
    x = L.ReLU()(L.BatchNormalization(epsilon=0.1)(L.SeparableConv2D(4, 2, padding="same")(picture)))
    x = L.Flatten()(L.BatchNormalization(axis=axis, scale=False, epsilon=0.1)(x))
    y = keras.Input((7, 3))
    frame, pixels = keras.Model(picture, x), L.Reshape((7, 3, 3, 2))(L.Dense(18)(y))
    z = L.TimeDistributed(L.BatchNormalization(momentum=0.8, epsilon=0.1))(L.TimeDistributed(frame)(pixels))
    z = L.TimeDistributed(L.BatchNormalization(trainable=False))(z)
    return keras.Model(y, L.Dense(3, activation="softmax")(L.Flatten()(z)))


MODELS: dict[str, tuple[Any, list[str]]] = {
    "frames normalized": (films_normalized, []),
    "film normalized by rows": (lambda: films_normalized(axis=1), []),
    "film": (film, []),
    "film, not training": (lambda: film(training=False), []),
    "nested": (nested, ["Taps", "Normalization", "Dropout", "View", "Dense", "View", "Concatenate", "Dense"]),
    "last": (last, ["Dense", "View", "Dense"]),
    "frozen": (frozen, ["Dense", "Dense", "Normalization", "View", "Dense"]),
    "not training": (lambda: frozen(training=False), ["Dense", "Dense", "Normalization", "View", "Dense"]),
    "tuned": (
        lambda: tuned(training=False),
        ["Dense", "Dense", "Normalization", "View", "Recurrent", "Normalization", "View", "Dense"],
    ),
    "always training": (lambda: frozen(training=True), ["Dense", "Dense", "Normalization", "View", "Dense"]),
    "twice": (twice, ["Activation", "Dense", "View", "Dense", "View", "Add", "Dense"]),
    "thrice": (thrice, []),
    "recurrent": (recurrent, []),
    "part": (part, []),
}


@pytest.mark.parametrize("name", MODELS)
def test_models_inside(name: str, same: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_WORTH_SHARING", 0)
    build, steps = MODELS[name]
    found = same(lambda: compiled(build()), STEPS, KINDS)
    assert found
    if steps:
        assert found == steps
    else:
        assert ("Eager" in found) == name.startswith("film")  # slices have no kernels


@pytest.mark.parametrize("optimizer", ["adam", "nadam"])
def test_words_that_two_inputs_share(optimizer: str, same: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_WORTH_SHARING", 0)

    def build() -> Any:
        table, reads, ends = words(), L.GRU(4), [keras.Input((7,)), keras.Input((7,))]
        y = L.Concatenate()([reads(table(end)) for end in ends])
        return compiled(keras.Model(ends, L.Dense(3, activation="softmax")(y)), optimizer)

    found = same(build, [WORDS, gappy()], KINDS)
    assert found
    assert "Eager" not in found


def translator(kind: Any, masked: bool, **options: Any) -> Any:
    """A recurrent layer starts with the states that another one ends with."""
    a, b = keras.Input((7,)), keras.Input((7,))
    x, y = (L.Embedding(9, 4, mask_zero=masked)(end) for end in (a, b))
    _, *states = kind(5, return_state=True, **options)(x)
    y, *_ = kind(5, return_sequences=True, return_state=True, **options)(y, initial_state=states)
    z = kind(5, **options)(y, initial_state=states)
    return keras.Model(
        [a, b], [L.Dense(3, activation="softmax")(L.LSTM(3)(y)), L.Dense(1)(L.Add()([states[0], z]))]
    )


@pytest.mark.parametrize(
    "options", [{}, {"go_backwards": True, "dropout": 0.3, "seed": 2}], ids=["plain", "backwards"]
)
@pytest.mark.parametrize("masked, beside", [(True, True), (True, False), (False, False)])
@pytest.mark.parametrize("kind", [L.LSTM, L.GRU, L.SimpleRNN])
def test_layers_with_several_outputs(
    kind: Any, masked: bool, beside: bool, options: dict[str, Any], same: Any
) -> None:
    """A mask counts beside given states in networks from files of Keras 2 alone."""

    def build() -> Any:
        model = translator(kind, masked, **options)
        for layer in model.layers:
            layer.mask_beside_tensors = beside
        model.compile("sgd", ["sparse_categorical_crossentropy", "mse"])
        return model

    found = same(build, [WORDS, gappy()], [KINDS, KINDS / 2])
    packed = 3 if beside or options or kind is L.SimpleRNN else 1 if masked else 0
    assert (found.count("ChainedPacked"), found.count("Chained")) == (packed, 3 - packed)


@pytest.mark.parametrize("kind", [L.LSTM, L.GRU, L.SimpleRNN])
def test_given_states_without_compiled_kernels(kind: Any, same: Any) -> None:
    set_mode("plain")

    def build() -> Any:
        model = translator(kind, True)
        model.compile("sgd", ["sparse_categorical_crossentropy", "mse"])
        return model

    assert "Eager" not in same(build, [WORDS, gappy()], [KINDS, KINDS / 2])


def test_a_number_that_an_embedding_does_not_know_is_told() -> None:
    model = compiled(chain(L.Embedding(9, 4), L.Flatten()))
    with pytest.raises(keras.errors.LayerloomError, match="got the number 9, it knows 0 to 8"):
        model.train_on_batch(np.full((4, 7), 9), KINDS[:4])
