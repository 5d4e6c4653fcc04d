"""Datasets beside TensorFlow's own: the same elements, number of elements and element_spec."""

import gzip
import zlib
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from layerloom import data, utils
from layerloom.errors import FieldError, FileFormatError

ROWS = (np.arange(12, dtype="float32").reshape(6, 2), np.arange(6))
RAGGED = [[1], [2, 3, 4], [5, 6], [7], [8, 9, 10], [11, 12, 13, 14]]


def ragged(d):
    if d is tf.data.Dataset:
        return d.from_generator(lambda: iter(RAGGED), output_signature=tf.TensorSpec((None,), tf.int64))
    return d.from_generator(lambda: iter(RAGGED), output_signature=data.TensorSpec((None,), "int64"))


def even(n):
    return n % 2 == 0


CASES = {
    "slices": lambda d: d.from_tensor_slices({"x": ROWS[0], "y": ROWS[1]}),
    "batch": lambda d: d.from_tensor_slices(ROWS).batch(4),
    "batch drop": lambda d: d.from_tensor_slices(ROWS).batch(4, drop_remainder=True),
    "rebatch": lambda d: d.from_tensor_slices(ROWS).batch(4).rebatch(3),
    "unbatch": lambda d: d.from_tensor_slices(ROWS).batch(4).unbatch(),
    "window": lambda d: d.range(7).window(3, shift=2).flat_map(lambda w: w.batch(3)),
    "window drop": lambda d: d.range(7).window(3, 1, 2, True).flat_map(lambda w: w.batch(3)),
    "window gap": lambda d: d.range(9).window(2, shift=4, drop_remainder=True).flat_map(lambda w: w.batch(2)),
    "window pairs": lambda d: (
        d.from_tensor_slices(ROWS).window(2).flat_map(lambda x, y: d.zip((x.batch(2), y.batch(2))))
    ),
    "interleave": lambda d: d.range(5).interleave(lambda n: d.from_tensors(n).repeat(n + 1), 2, 2),
    "interleave wide": lambda d: d.range(3).interleave(lambda n: d.range(n, n + 3), cycle_length=5),
    "interleave blocks": lambda d: d.range(6).interleave(lambda n: d.from_tensors(n).repeat(3), 3, 2),
    "flat_map": lambda d: d.range(4).flat_map(lambda n: d.range(n)),
    "filter": lambda d: d.range(7).filter(even),
    "take_while": lambda d: d.range(7).take_while(lambda n: n < 3),
    "scan": lambda d: d.range(5).scan(np.int64(0), lambda state, n: (state + n, state + n)),
    "unique": lambda d: d.from_tensor_slices([1, 3, 1, 2, 3]).unique(),
    "enumerate": lambda d: d.range(3).enumerate(2),
    "concatenate": lambda d: d.range(3).concatenate(d.range(2)),
    "shard": lambda d: d.range(7).shard(3, 1),
    "skip take": lambda d: d.range(7).skip(2).take(3),
    "repeat": lambda d: d.range(2).repeat(2),
    "zip": lambda d: d.zip((d.range(3), d.range(5).batch(2))),
    "zip dict": lambda d: d.zip({"a": d.range(3), "b": d.range(5)}),
    "padded": lambda d: ragged(d).padded_batch(2),
    "padded to": lambda d: ragged(d).padded_batch(4, [5], np.int64(-1), drop_remainder=True),
    "choose": lambda d: d.choose_from_datasets([d.range(3), d.range(10, 14)], d.range(2).repeat(3)),
    "choose on": lambda d: d.choose_from_datasets([d.range(1), d.range(10, 14)], d.range(2).repeat(3), False),
    "groups": lambda d: d.range(9).group_by_window(lambda n: n % 2, lambda key, group: group.batch(3), 3),
    "buckets": lambda d: ragged(d).bucket_by_sequence_length(lambda x: len_of(x), [2, 4], [2, 2, 2]),
    "buckets bound": lambda d: (
        ragged(d)
        .take(5)
        .bucket_by_sequence_length(lambda x: len_of(x), [2, 4], [2, 2, 2], pad_to_bucket_boundary=True)
    ),
    "counter": lambda d: d.counter(3, 2).take(3),
    "cache": lambda d: d.range(3).cache().prefetch(1),
    "apply": lambda d: d.range(3).apply(lambda x: x.map(lambda n: n * 2)),
    "random": lambda d: d.random(1).map(lambda n: n * 0).take(2),
}


def len_of(x):
    return tf.shape(x)[0] if isinstance(x, tf.Tensor) else x.shape[0]


def plain(element):
    if isinstance(element, dict):
        return {key: plain(item) for key, item in element.items()}
    return tuple(map(plain, element)) if isinstance(element, tuple) else np.asarray(element).tolist()


def specs(spec):
    if isinstance(spec, dict):
        return {key: specs(item) for key, item in spec.items()}
    if isinstance(spec, tuple):
        return tuple(map(specs, spec))
    return tuple(spec.shape), getattr(spec.dtype, "name", spec.dtype)


# Functions are Python here and are run, not traced: what they return is known by its values only.
OTHER_SPEC = (
    "window",
    "window pairs",
    "window drop",
    "window gap",
    "padded",
    "buckets",
    "buckets bound",
    "groups",
    "zip",
)


@pytest.mark.parametrize("name", CASES)
def test_the_same_stream(name):
    theirs, ours = CASES[name](tf.data.Dataset), CASES[name](data.Dataset)
    assert [plain(item) for item in ours.as_numpy_iterator()] == [
        plain(item) for item in theirs.as_numpy_iterator()
    ]
    assert int(ours.cardinality()) == int(theirs.cardinality())
    if name not in OTHER_SPEC:
        assert specs(ours.element_spec) == specs(theirs.element_spec)


def test_single_elements_and_reductions():
    for d in (tf.data.Dataset, data.Dataset):
        assert int(d.range(5).reduce(np.int64(0), lambda total, n: total + n)) == 10
        assert int(d.range(3, 4).get_single_element()) == 3
        assert d.range(3).cardinality().numpy() == 3
    assert data.experimental.cardinality(data.Dataset.range(3)) == 3
    known = data.Dataset.range(3).filter(even).apply(data.experimental.assert_cardinality(2))
    assert len(known) == 2
    assert int(data.experimental.get_single_element(data.Dataset.range(1))) == 0


def test_windows_are_datasets():
    (first, *_) = data.Dataset.from_tensor_slices({"x": [1, 2, 3]}).window(2)
    assert list(map(int, first["x"])) == [1, 2]
    spec = data.Dataset.range(4).window(2).element_spec
    assert spec == data.DatasetSpec(data.TensorSpec((), "int64"))
    assert (
        repr(data.TensorSpec([None, 2], np.float32))
        == "TensorSpec(shape=(None, 2), dtype=float32, name=None)"
    )


@pytest.mark.parametrize("kind", [None, "GZIP", "ZLIB"])
def test_lines_of_files(kind, tmp_path):
    pack = {None: bytes, "GZIP": gzip.compress, "ZLIB": zlib.compress}[kind]
    paths = [str(tmp_path / name) for name in "ab"]
    for path, text in zip(paths, (b"one\r\n\ntwo", "drei \u00e4\n".encode()), strict=True):
        Path(path).write_bytes(pack(text))
    theirs = [line.decode() for line in tf.data.TextLineDataset(paths, kind).as_numpy_iterator()]
    assert list(data.TextLineDataset(paths, kind).as_numpy_iterator()) == theirs
    listed = data.TextLineDataset(data.Dataset.from_tensor_slices(paths), kind).skip(1).batch(2)
    assert [batch.tolist() for batch in listed.as_numpy_iterator()] == [theirs[1:3], theirs[3:]]
    with pytest.raises(FileFormatError, match="cannot be read"):
        list(data.TextLineDataset(tmp_path / "none", kind))
    with pytest.raises(FieldError, match="compression_type"):
        data.TextLineDataset(paths, "ZIP")


TEN = np.arange(10)


@pytest.mark.parametrize(
    "sizes", [{"left_size": 0.7}, {"right_size": 3}, {"left_size": 0.3, "right_size": 2}]
)
@pytest.mark.parametrize("more", [{}, {"shuffle": True, "seed": 3}])
@pytest.mark.parametrize(
    "make", [lambda d: TEN, lambda d: (TEN, TEN * 2), lambda d: d.range(10), lambda d: d.range(10).batch(4)]
)
def test_split_data_sets(make, more, sizes):
    theirs = keras.utils.split_dataset(make(tf.data.Dataset), **sizes, **more)
    ours = utils.split_dataset(make(data.Dataset), **sizes, **more)
    for a, b in zip(ours, theirs, strict=True):
        assert [plain(item) for item in a.as_numpy_iterator()] == [
            plain(item) for item in b.as_numpy_iterator()
        ]
        assert int(a.cardinality()) == int(b.cardinality())
