"""Dataset: elements, order, batches, threads, and training from it."""

import threading

import numpy as np
import pytest

from layerloom import data, layers, models, ops, utils
from layerloom import random as own_random
from layerloom.data import Dataset
from layerloom.errors import FieldError, FileFormatError, LayerloomError, ShapeError


def listed(dataset):
    return [
        tuple(np.asarray(part).tolist() for part in item)
        if isinstance(item, tuple)
        else np.asarray(item).tolist()
        for item in dataset
    ]


FIVE = Dataset.range(5)

TABLE = [
    (Dataset.from_tensor_slices([1, 2]), [1, 2], 2),
    (Dataset.from_tensor_slices((np.arange(2), np.array([[1.0], [2.0]]))), [(0, [1.0]), (1, [2.0])], 2),
    (Dataset.from_tensors([1, 2]), [[1, 2]], 1),
    (Dataset.range(2, 8, 3), [2, 5], 2),
    (FIVE.batch(2), [[0, 1], [2, 3], [4]], 3),
    (FIVE.batch(2, drop_remainder=True), [[0, 1], [2, 3]], 2),
    (FIVE.batch(2).unbatch(), [0, 1, 2, 3, 4], -2),
    (FIVE.map(lambda x: x * 2), [0, 2, 4, 6, 8], 5),
    (FIVE.map(lambda x: x * 2, num_parallel_calls=data.AUTOTUNE), [0, 2, 4, 6, 8], 5),
    (FIVE.filter(lambda x: x % 2 == 0), [0, 2, 4], -2),
    (FIVE.take_while(lambda x: x < 3), [0, 1, 2], -2),
    (FIVE.repeat(2), [0, 1, 2, 3, 4] * 2, 10),
    (FIVE.repeat().take(7), [0, 1, 2, 3, 4, 0, 1], 7),
    (FIVE.take(9), [0, 1, 2, 3, 4], 5),
    (FIVE.take(-1), [0, 1, 2, 3, 4], 5),
    (FIVE.skip(3), [3, 4], 2),
    (FIVE.skip(9), [], 0),
    (FIVE.skip(-1), [], 0),
    (FIVE.shard(2, 1), [1, 3], 2),
    (FIVE.take(1).concatenate(FIVE.skip(4)), [0, 4], 2),
    (FIVE.take(2).enumerate(start=5), [(5, 0), (6, 1)], 2),
    (Dataset.zip(FIVE, FIVE.repeat()), [(n, n) for n in range(5)], 5),
    (Dataset.zip((FIVE.take(1), FIVE)), [(0, 0)], 1),
    (FIVE.prefetch(2), [0, 1, 2, 3, 4], 5),
    (FIVE.cache(), [0, 1, 2, 3, 4], 5),
    (FIVE.window(3, shift=2).flat_map(lambda w: w.batch(3)), [[0, 1, 2], [2, 3, 4], [4]], -2),
    (FIVE.window(2).map(lambda w: w.reduce(0, lambda a, b: a + b)), [1, 5, 4], 3),
    (FIVE.take(3).flat_map(lambda n: Dataset.from_tensors(n).repeat(int(n))), [1, 2, 2], -2),
    (FIVE.apply(lambda dataset: dataset.take(1)), [0], 1),
    (FIVE.repeat(0), [], 0),
    (
        Dataset.from_generator(lambda n: iter(range(1, n)), args=(3,)).padded_batch(2),
        [[1, 2]],
        -2,
    ),
]


@pytest.mark.parametrize("dataset, expected, size", TABLE)
def test_elements_and_their_number(dataset, expected, size):
    assert listed(dataset) == expected
    assert listed(dataset) == expected  # every pass begins anew
    assert dataset.cardinality() == size
    if size >= 0:
        assert len(dataset) == size


def test_structures_stay():
    table = {"a": np.arange(4.0), "b": np.array(list("wxyz"))}
    (first, second) = Dataset.from_tensor_slices((table, [1, 2, 3, 4])).batch(3)
    assert first[0]["a"].numpy().tolist() == [0, 1, 2]
    assert second[0]["b"].tolist() == ["z"]
    assert second[1].dtype == "int32"
    named = Dataset.zip({"x": FIVE, "y": FIVE.map(lambda n: n + 1)})
    assert {key: int(value) for key, value in next(iter(named)).items()} == {"x": 0, "y": 1}


def test_functions_get_tensors_and_give_anything():
    pairs = Dataset.from_tensor_slices((np.ones((3, 2), np.float32), [0, 1, 0]))
    changed = pairs.map(lambda x, y: (ops.sum(x) / 4.0, [y, y]))
    assert listed(changed.take(2)) == [(0.5, [0, 0]), (0.5, [1, 1])]
    assert [type(item).__name__ for item in next(iter(changed))] == ["Tensor", "Tensor"]
    assert next(changed.as_numpy_iterator())[0] == np.float32(0.5)


def test_a_shuffled_order_is_new_at_each_pass_and_within_the_buffer():
    numbers = Dataset.range(100).shuffle(10)
    first, second = listed(numbers), listed(numbers)
    assert sorted(first) == sorted(second) == list(range(100))
    assert first != second
    assert all(number < place + 10 for place, number in enumerate(first))
    fixed = Dataset.range(100).shuffle(100, seed=3, reshuffle_each_iteration=False)
    assert listed(fixed) == listed(fixed)
    again = [Dataset.range(100).shuffle(100, seed=3) for _ in range(2)]
    assert [listed(again[0]) for _ in range(2)] == [listed(again[1]) for _ in range(2)]
    by_seed = []
    for _ in range(2):
        utils.set_random_seed(2)
        by_seed.append(listed(Dataset.range(50).shuffle(50).prefetch(3)))
    assert by_seed[0] == by_seed[1]


def test_random_numbers_on_threads_can_be_repeated_and_differ():
    noisy = Dataset.range(40).map(lambda n: own_random.normal((2,)), num_parallel_calls=4).prefetch(2)
    runs = []
    for _ in range(2):
        utils.set_random_seed(9)
        runs.append((listed(noisy), listed(noisy)))
    assert runs[0] == runs[1]
    assert runs[0][0] != runs[0][1]
    assert len({tuple(row) for row in runs[0][0]}) == 40


def test_prefetch_fetches_no_further_than_its_buffer():
    fetched, more = [], threading.Semaphore(0)

    def source():
        for number in range(100):
            fetched.append(number)
            more.release()
            yield number

    items = iter(Dataset.from_generator(source).prefetch(3))
    assert int(next(items)) == 0
    for _ in range(5):  # one is out, three are ready, one waits to be put
        assert more.acquire(timeout=5)
    assert len(fetched) <= 5
    threads = threading.active_count()
    items.close()
    assert threading.active_count() == threads - 1


@pytest.mark.parametrize(
    "change", [lambda d: d.prefetch(2), lambda d: d.map(lambda n: n, num_parallel_calls=2)]
)
def test_errors_come_out_of_threads(change):
    def source():
        yield 1
        raise OSError("the disk is gone")

    items = iter(change(Dataset.from_generator(source)))
    with pytest.raises(OSError, match="the disk is gone"):
        list(items)


def test_a_cache_reads_its_source_once():
    reads = []

    def source():
        reads.append(1)
        yield from range(3)

    cached = Dataset.from_generator(source).cache()
    next(iter(cached))  # a pass that is broken off is not kept
    assert listed(cached) == listed(cached) == [0, 1, 2]
    assert len(reads) == 2


def test_a_cache_in_a_file_is_read_by_later_runs(tmp_path):
    reads = []

    def source():
        reads.append(1)
        for number in range(3):
            yield (
                {"n": number, "text": np.asarray("ab"[:number], dtype=object)},
                np.ones((2, number), "float32"),
            )

    for _ in range(2):  # two runs
        cached = Dataset.from_generator(source, output_types=({"n": "int32", "text": "string"}, "float32"))
        cached = cached.cache(tmp_path / "deep" / "cache")
        next(iter(cached))  # a pass that is broken off leaves nothing behind
        for _ in range(2):
            found = list(cached)
            assert [int(item["n"]) for item, _ in found] == [0, 1, 2]
            assert [item["text"].item() for item, _ in found] == ["", "a", "ab"]
            assert [x.shape for _, x in found] == [(2, 0), (2, 1), (2, 2)]
            assert found[1][1].dtype == "float32"
    assert len(reads) == 2
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["cache"]
    for wrong in (b"", b"PK no", b"x" * 100):
        (tmp_path / "deep" / "cache").write_bytes(wrong)
        with pytest.raises(FileFormatError, match="delete it"):
            list(cached)


@pytest.mark.parametrize("compression", [None, "GZIP"])
def test_saved_elements(compression, tmp_path):
    Dataset.from_tensor_slices((np.zeros((4, 300)), list("abcd"))).save(tmp_path / "x", compression)
    loaded = Dataset.load(tmp_path / "x")
    assert len(loaded) == 4
    assert [text.item() for _, text in loaded] == list("abcd")
    assert ((tmp_path / "x").stat().st_size < 5000) == bool(compression)
    with pytest.raises(FileFormatError):
        Dataset.load(tmp_path / "nothing")
    mixed = Dataset.from_generator(lambda: iter([1, (1, 2)]))
    with pytest.raises(LayerloomError, match="one form"):
        mixed.save(tmp_path / "y")
    assert not (tmp_path / "y").exists()


def test_an_error_in_a_thread_names_its_element_and_keeps_its_kind():
    def refuse(n):
        if int(n) == 3:
            raise ShapeError("It does not fit.")
        return n

    with pytest.raises(ShapeError, match="It does not fit") as caught:
        list(FIVE.map(refuse, num_parallel_calls=2))
    assert "refuse given to map failed on element 3" in caught.value.__notes__[0]


def test_chance_by_seed():
    for make in (
        lambda: Dataset.random(seed=4).take(5),
        lambda: Dataset.sample_from_datasets([FIVE, FIVE.map(lambda n: n + 10)], [0.3, 0.7], seed=4),
    ):
        assert listed(make()) == listed(make())
    fresh = Dataset.random(4, rerandomize_each_iteration=True).take(3)
    assert listed(fresh) != listed(fresh)
    mixed = listed(Dataset.sample_from_datasets([FIVE, FIVE.map(lambda n: n + 10)], seed=1))
    assert sorted(mixed) == [0, 1, 2, 3, 4, 10, 11, 12, 13, 14]


def test_files_and_errors_left_out(tmp_path):
    for name in ("b.txt", "a.txt", "c.csv"):
        (tmp_path / name).write_text("")
    files = Dataset.list_files([str(tmp_path / "*.txt"), str(tmp_path / "c*")], shuffle=False)
    assert [path.item()[-5:] for path in files] == ["a.txt", "b.txt", "c.csv"]
    assert listed(FIVE.map(lambda n: 6 // (2 - int(n))).ignore_errors()) == [3, 6, -6, -3]
    with pytest.warns(UserWarning, match="left out"):
        list(FIVE.map(lambda n: 6 // (2 - int(n))).ignore_errors(log_warning=True))


@pytest.mark.parametrize(
    "types, options",
    [
        (("float32", "int8"), {"output_types": ("float32", "int8")}),
        (("float32", "int64"), {"output_signature": (np.zeros((), "float32"), np.zeros((), "int64"))}),
    ],
)
def test_generators_have_types(types, options):
    dataset = Dataset.from_generator(lambda: iter([([1, 2], 3)]), **options)
    assert tuple(part.dtype for part in dataset.get_single_element()) == types


def test_padding():
    ragged = Dataset.from_generator(lambda: iter([[1], [1, 2, 3]]))
    assert listed(ragged.padded_batch(2)) == [[[1, 0, 0], [1, 2, 3]]]
    assert listed(ragged.padded_batch(2, [4], -1)) == [[[1, -1, -1, -1], [1, 2, 3, -1]]]
    pairs = ragged.map(lambda x: (x, x)).padded_batch(2, ([None], [5]), (7, 8))
    assert listed(pairs) == [([[1, 7, 7], [1, 2, 3]], [[1, 8, 8, 8, 8], [1, 2, 3, 8, 8]])]


@pytest.mark.parametrize(
    "act, kind, message",
    [
        (lambda: len(FIVE.repeat()), TypeError, "infinite"),
        (lambda: len(FIVE.filter(lambda n: True)), TypeError, "not known"),
        (lambda: Dataset.from_tensor_slices((np.ones(3), np.ones(2))), ShapeError, "same number of rows"),
        (lambda: Dataset.from_generator(iter([1])), FieldError, "function"),
        (lambda: FIVE.batch(0), FieldError, "batch_size"),
        (lambda: FIVE.shuffle(0), FieldError, "buffer_size"),
        (lambda: list(FIVE.window(2).batch(2)), LayerloomError, "flat_map"),
        (
            lambda: list(FIVE.map(lambda n: 1 // 0)),
            LayerloomError,
            r"map failed on element 0 \(int64 of shape",
        ),
        (
            lambda: list(FIVE.filter(lambda n: n.foo)),
            LayerloomError,
            "filter failed on element 0 .* AttributeE",
        ),
        (lambda: list(FIVE.flat_map(lambda n: n)), LayerloomError, "must return a Dataset, got Tensor"),
        (lambda: FIVE.take(0).element_spec, LayerloomError, "no element"),
        (lambda: Dataset.list_files("/nowhere/*.x"), LayerloomError, "no files"),
        (lambda: list(FIVE.choose_from_datasets([FIVE], FIVE)), LayerloomError, "says 1"),
        (lambda: FIVE.sample_from_datasets([FIVE], [-1]), FieldError, "weights"),
        (lambda: FIVE.group_by_window(lambda n: n, lambda k, w: w), FieldError, "window_size"),
        (lambda: FIVE.bucket_by_sequence_length(len, [1], [1]), FieldError, "bucket_batch_sizes must"),
        (lambda: list(FIVE.map(lambda n: None)), LayerloomError, "returned None"),
        (lambda: FIVE.get_single_element(), LayerloomError, "more than one"),
        (
            lambda: list(Dataset.from_generator(lambda: iter([[1], [1, 2]])).batch(2)),
            ShapeError,
            "padded_batch",
        ),
        (
            lambda: list(Dataset.from_generator(lambda: iter([[1, 2]])).padded_batch(1, [1])),
            ShapeError,
            "filled up",
        ),
    ],
)
def test_mistakes(act, kind, message):
    with pytest.raises(kind, match=message):
        act()


def test_reduce():
    assert int(FIVE.reduce(0, lambda total, n: total + n)) == 10


def test_fit_evaluate_and_predict():
    x = np.random.default_rng(0).normal(size=(50, 3)).astype(np.float32)
    y = (x.sum(axis=1) > 0).astype(np.int64)
    made = []
    for source in ("arrays", "dataset", "prefetched"):
        utils.set_random_seed(1)
        model = models.Sequential([layers.Input((3,)), layers.Dense(2, activation="softmax")])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        dataset = Dataset.from_tensor_slices((x, y)).batch(8)
        if source == "prefetched":
            dataset = dataset.map(lambda a, b: (a * 1.0, b), num_parallel_calls=2).prefetch(2)
        given = (x, y) if source == "arrays" else (dataset,)
        options = {"batch_size": 8, "shuffle": False} if source == "arrays" else {}
        history = model.fit(
            *given, epochs=3, verbose=0, validation_data=given if y is given else dataset, **options
        )
        loss = model.evaluate(*given, verbose=0)
        outputs = model.predict(x if source == "arrays" else dataset, verbose=0)
        made.append((history.history["loss"], history.history["val_loss"], loss, outputs))
    for other in made[1:]:
        for a, b in zip(made[0], other, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-5, atol=1e-6)


def test_endless_data_with_steps():
    x = np.ones((10, 2), np.float32)
    model = models.Sequential([layers.Input((2,)), layers.Dense(1)])
    model.compile("sgd", "mse")
    endless = Dataset.from_tensor_slices((x, x[:, :1])).shuffle(10).repeat().batch(4).prefetch(1)
    model.fit(endless, steps_per_epoch=7, epochs=2, verbose=0, validation_data=endless, validation_steps=2)
    assert int(model.optimizer.iterations) == 14
