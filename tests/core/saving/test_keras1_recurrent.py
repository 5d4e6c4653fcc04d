"""Recurrent layers of Keras 1, whose gates stood one by one in files."""

import numpy as np
import pytest
from tests.core.saving.keras1_files import (
    DENSE,
    RECURRENT,
    chain,
    check,
    gates,
    gru,
    layer,
    lstm,
    some,
    write_model,
)


def test_lstm_of_twelve_arrays(tmp_path):
    x, arrays = some(2, 5, 4), gates(4, 4, 3)
    config = chain(layer("LSTM", "lstm_1", **RECURRENT, forget_bias_init="one"), shape=(5, 4))
    model = check(write_model(tmp_path / "a.h5", config, {"lstm_1": arrays}), x, lstm(x, arrays))
    config = model.layers[0].get_config()
    assert config["dropout"] == pytest.approx(0.2)
    assert config["kernel_regularizer"]["config"]["l2"] == pytest.approx(0.01)


def test_lstm_of_three_arrays(tmp_path):
    """What ``consume_less="gpu"`` wrote: gates side by side, in the order of today."""
    x, (i, c, f, o) = some(2, 5, 4), [gates(1, 4, 3) for _ in range(4)]
    joined = [np.concatenate([gate[part] for gate in (i, f, c, o)], axis=-1) for part in range(3)]
    config = chain(layer("LSTM", "lstm_1", **{**RECURRENT, "consume_less": "gpu"}), shape=(5, 4))
    check(write_model(tmp_path / "a.h5", config, {"lstm_1": joined}), x, lstm(x, [*i, *c, *f, *o]))


def test_gru_of_nine_arrays(tmp_path):
    x, arrays = some(2, 5, 4), gates(3, 4, 3)
    config = chain(layer("GRU", "gru_1", **RECURRENT), shape=(5, 4))
    check(write_model(tmp_path / "a.h5", config, {"gru_1": arrays}), x, gru(x, arrays))


def test_wrapped_and_nested_recurrent_layers(tmp_path):
    x, before, after, inner = some(2, 5, 4), gates(4, 4, 3), gates(4, 4, 3), gates(4, 6, 3)
    both = layer(
        "Bidirectional", "bidirectional_1", merge_mode="concat", layer=layer("LSTM", "lstm_1", **RECURRENT)
    )
    dense = layer("Dense", "dense_1", output_dim=2, **DENSE)
    nested = chain(layer("LSTM", "lstm_2", **RECURRENT), shape=(5, 6))
    nested["config"].append(layer("TimeDistributed", "timedistributed_1", layer=dense))
    config = chain(both, nested, shape=(5, 4))
    kernel, bias = some(3, 2), some(2)
    path = write_model(
        tmp_path / "a.h5", config, {"bidirectional_1": before + after, "sequential_1": [*inner, kernel, bias]}
    )
    halves = [lstm(x, before), lstm(x[:, ::-1], after)[:, ::-1]]
    check(path, x, lstm(np.concatenate(halves, axis=-1), inner) @ kernel + bias)
