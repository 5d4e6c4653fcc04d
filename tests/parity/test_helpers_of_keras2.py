"""The helpers of older notebooks for texts and sequences, option by option as in Keras 2."""

import json
import random

import numpy as np
import pytest
from tf_keras.preprocessing import sequence as keras_sequence
from tf_keras.preprocessing import text as keras_text

from layerloom.preprocessing import sequence, text

TEXTS = ["The cat sat on the mat.", "The dog, the DOG! ate: my\tlog?", "", "über Ärger-café", "a a a"]
TOKENIZERS = [
    {},
    {"num_words": 4},
    {"num_words": 4, "oov_token": "<oov>"},
    {"char_level": True},
    {"lower": False},
    {"filters": "aeiou"},
    {"split": "a"},
    {"oov_token": "x", "char_level": True, "num_words": 5},
    {"analyzer": lambda line: line.split("t")},
]
SERIES, TARGETS = np.arange(40.0).reshape(20, 2), np.arange(20)


def told(function):
    """Returns what a call gives, or that it is refused."""
    try:
        return plain(function())
    except ValueError:
        return "refused"


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return (value.dtype.name, value.tolist()) if isinstance(value, np.ndarray) else value


def same(name, *arguments, **options):
    """Compares a function of both libraries, by the module that has it."""
    ours, theirs = (text, keras_text) if hasattr(text, name) else (sequence, keras_sequence)
    assert told(lambda: getattr(ours, name)(*arguments, **options)) == told(
        lambda: getattr(theirs, name)(*arguments, **options)
    )


@pytest.mark.parametrize("options", TOKENIZERS, ids=lambda options: " ".join(options) or "defaults")
def test_tokenizer(options):
    made = []
    for module in (text, keras_text):
        tokenizer = module.Tokenizer(**options)
        tokenizer.fit_on_texts(TEXTS)
        tokenizer.fit_on_texts([["own", "words", "the"]])
        made.append(tokenizer)
    ours, theirs = made
    for name in ("word_index", "index_word", "word_counts", "word_docs", "index_docs", "document_count"):
        assert plain(getattr(ours, name)) == plain(getattr(theirs, name)), name
    for ask in (
        lambda t: t.texts_to_sequences([*TEXTS, "new words"]),
        lambda t: list(t.texts_to_sequences_generator(TEXTS)),
        lambda t: t.sequences_to_texts([[1, 2, 3], [99, 1]]),
        *(
            lambda t, mode=mode: t.texts_to_matrix(TEXTS, mode=mode)
            for mode in ("binary", "count", "tfidf", "freq")
        ),
        lambda t: t.sequences_to_matrix([[1, 2, 2], [3]], mode="none such"),
    ):
        assert told(lambda ask=ask: ask(ours)) == told(lambda ask=ask: ask(theirs))
    if "analyzer" not in options:
        assert json.loads(ours.to_json()) == json.loads(theirs.to_json())
        for again in (
            text.tokenizer_from_json(theirs.to_json()),
            keras_text.tokenizer_from_json(ours.to_json()),
        ):
            assert again.texts_to_sequences(TEXTS) == ours.texts_to_sequences(TEXTS)


@pytest.mark.parametrize("options", [{}, {"lower": False}, {"filters": ",."}, {"split": ","}], ids=str)
@pytest.mark.parametrize("line", TEXTS)
def test_words(line, options):
    same("text_to_word_sequence", line, **options)
    same("one_hot", line, 10, **options)
    same("hashing_trick", line, 10, hash_function="md5", **options)
    same("hashing_trick", line, 7, hash_function=len, **options)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"maxlen": 2},
        {"maxlen": 6, "padding": "post"},
        {"maxlen": 2, "truncating": "post"},
        {"maxlen": 3, "value": 7, "dtype": "float32"},
        {"padding": "both"},
        {"truncating": "x", "maxlen": 2},
        {"dtype": object, "value": "p"},
    ],
    ids=str,
)
def test_pad_sequences(options):
    same("pad_sequences", [[1, 2, 3, 4], [5], []], **options)
    same("pad_sequences", [[[1, 2], [3, 4]], [[5, 6]]])
    for wrong in ([1, 2], [[[1, 2]], [[1]]]):
        same("pad_sequences", wrong)


@pytest.mark.parametrize(
    "options",
    [
        {"window_size": 1, "negative_samples": 0, "shuffle": False},
        {"window_size": 2, "negative_samples": 0, "shuffle": False, "categorical": True},
        {"negative_samples": 1.0, "seed": 3},
        {"window_size": 2, "seed": 3, "negative_samples": 0.5},
        {"window_size": 1, "shuffle": False, "negative_samples": 0, "sampling_table": np.ones(9)},
    ],
    ids=str,
)
def test_skipgrams(options):
    found = []
    for module in (sequence, keras_sequence):
        random.seed(1)
        found.append(module.skipgrams([1, 2, 0, 3, 4, 2], 5, **options))
    assert plain(found[0]) == plain(found[1])


@pytest.mark.parametrize("factor", [1e-5, 1e-3])
def test_sampling_table(factor):
    np.testing.assert_allclose(
        sequence.make_sampling_table(20, factor), keras_sequence.make_sampling_table(20, factor), rtol=1e-12
    )


@pytest.mark.parametrize(
    "options",
    [
        {"length": 3},
        {"length": 3, "sampling_rate": 2, "stride": 2, "batch_size": 3},
        {"length": 4, "start_index": 2, "end_index": 15, "batch_size": 4},
        {"length": 3, "reverse": True},
        {"length": 30},
        {"length": 2, "batch_size": 50},
    ],
    ids=str,
)
def test_timeseries_generator(options):
    def batches(module):
        generator = module.TimeseriesGenerator(SERIES, TARGETS, **options)
        found = [list(generator[index]) for index in range(len(generator))]
        return [*found, generator.get_config(), json.loads(generator.to_json())]

    assert told(lambda: batches(sequence)) == told(lambda: batches(keras_sequence))
    same("TimeseriesGenerator", SERIES, TARGETS[:5], length=3)
