"""Options of losses, metrics, optimizers, schedules and initializers that no other table has; none is left out."""

import inspect

import keras as real
import numpy as np
import pytest
from tests.parity import test_initializers, test_losses, test_metrics, test_optimizers

import layerloom as keras
from layerloom.declaration import entries
from layerloom.tensors import Variable

RNG = np.random.default_rng(9)
ROWS = 8
OTHER = RNG.normal(size=(ROWS, 5)).astype("float32")
SHARES = RNG.random((ROWS, 5)).astype("float32")
LABELS = RNG.integers(0, 5, ROWS)
ONE_HOT = np.eye(5, dtype="float32")[LABELS]
BITS = RNG.integers(0, 2, (ROWS, 5)).astype("float32")
#: Classes before the last axis.
TALL = RNG.random((3, 5, 4)).astype("float32")
TALL_LABELS = RNG.integers(0, 5, (3, 4))
TALL_ONE_HOT = np.moveaxis(np.eye(5, dtype="float32")[TALL_LABELS], -1, 1)

LOSSES = [
    ("BinaryCrossentropy", {"axis": 0}, BITS, SHARES),
    ("BinaryFocalCrossentropy", {"alpha": 0.6, "apply_class_balancing": True}, BITS, SHARES),
    ("BinaryFocalCrossentropy", {"label_smoothing": 0.2, "axis": 0}, BITS, SHARES),
    ("CategoricalFocalCrossentropy", {"alpha": 0.6, "gamma": 1.0}, ONE_HOT, SHARES),
    ("CategoricalFocalCrossentropy", {"axis": 1}, TALL_ONE_HOT, TALL),
    ("CategoricalCrossentropy", {"axis": 1, "from_logits": True}, TALL_ONE_HOT, TALL),
    ("Tversky", {"axis": (1, 2)}, TALL_ONE_HOT, TALL),
]
IOU = {"num_classes": 5, "dtype": "float32"}
METRICS = [
    ("Sum", {}, OTHER),
    ("Mean", {}, OTHER),
    ("TruePositives", {"thresholds": [0.2, 0.7]}, BITS, SHARES),
    ("FalsePositives", {"thresholds": 0.3}, BITS, SHARES),
    ("Recall", {"thresholds": [0.2, 0.7]}, BITS, SHARES),
    ("PearsonCorrelation", {"axis": 0}, BITS, SHARES),
    ("ConcordanceCorrelation", {"axis": 0}, BITS, SHARES),
    ("FBetaScore", {"threshold": 0.4, "beta": 0.5}, BITS, SHARES),
    ("CategoricalCrossentropy", {"from_logits": True, "axis": 1}, TALL_ONE_HOT, TALL),
    ("CosineSimilarity", {"axis": 1}, TALL_ONE_HOT, TALL),
    ("IoU", {**IOU, "target_class_ids": [0, 1], "sparse_y_true": False, "sparse_y_pred": False, "axis": 0},
     ONE_HOT.T, SHARES.T),
    ("MeanIoU", {**IOU, "ignore_class": 1, "sparse_y_pred": False}, LABELS, SHARES),
    ("MeanIoU", {**IOU, "sparse_y_true": False, "sparse_y_pred": False, "axis": 0}, ONE_HOT.T, SHARES.T),
    ("OneHotIoU", {**IOU, "target_class_ids": [0, 3], "ignore_class": 2}, ONE_HOT, SHARES),
    ("OneHotIoU", {**IOU, "target_class_ids": [0, 3], "sparse_y_pred": True}, ONE_HOT, LABELS[::-1]),
    ("OneHotIoU", {**IOU, "target_class_ids": [0, 3], "axis": 0}, ONE_HOT.T, SHARES.T),
    ("OneHotMeanIoU", {**IOU, "ignore_class": 2, "axis": 0}, ONE_HOT.T, SHARES.T),
    ("OneHotMeanIoU", {**IOU, "sparse_y_pred": True}, ONE_HOT, LABELS[::-1]),
    ("SensitivityAtSpecificity", {"specificity": 0.4, "num_thresholds": 20, "class_id": 1}, BITS, SHARES),
    ("SpecificityAtSensitivity", {"sensitivity": 0.4, "class_id": 2}, BITS, SHARES),
    ("PrecisionAtRecall", {"recall": 0.4, "num_thresholds": 20, "class_id": 1}, BITS, SHARES),
    ("RecallAtPrecision", {"precision": 0.4, "num_thresholds": 20, "class_id": 1}, BITS, SHARES),
]  # fmt: skip
#: What every optimizer takes; one of the clippings at a time.
COMMON = [
    {"weight_decay": 0.1},
    {"clipnorm": 0.5},
    {"clipvalue": 0.3},
    {"global_clipnorm": 0.7},
    {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 3},
    {"gradient_accumulation_steps": 3, "loss_scale_factor": 64.0},
]
KINDS = ["Adagrad", "Adam", "AdamW", "RMSprop", "Ftrl", "Adadelta", "Adafactor", "Lamb", "Lion", "Muon", "Adamax",
         "Nadam", "SGD"]  # fmt: skip
OPTIMIZERS = [
    *((name, {"learning_rate": 0.05, **options}) for name in KINDS for options in COMMON),
    ("Adagrad", {"learning_rate": 0.05, "epsilon": 0.1}),
    ("AdamW", {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 0.1, "amsgrad": True}),
    ("Adafactor", {"learning_rate": 0.05, "epsilon_1": 0.1}),
    ("Lamb", {"learning_rate": 0.05, "epsilon": 0.1}),
    ("Muon", {"learning_rate": 0.05, "adam_beta_1": 0.8, "adam_beta_2": 0.9, "epsilon": 0.1}),
    (
        "Muon",
        {"learning_rate": 0.05, "exclude_embeddings": False, "muon_a": 3.0, "muon_b": -4.0, "muon_c": 2.0},
    ),
]
SCHEDULES = [("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 6, "end_learning_rate": 0.02})]
AXES = {"input_axes": [1], "output_axes": [0]}
INITIALIZERS = [
    ("TruncatedNormal", {"mean": 1.0}),
    ("VarianceScaling", AXES),
    *((f"{kind}{law}", AXES) for kind in ("Glorot", "He", "Lecun") for law in ("Normal", "Uniform")),
]
#: Tested by functions of their own, not by a row of a table. ScheduleFreeAdamW is compared with its publication:
#: on TensorFlow real Keras takes the step that has been moved already for the one before.
ELSEWHERE = {"LossScaleOptimizer", "MultiOptimizer", "Orthogonal", "STFT", "ScheduleFreeAdamW"}
#: Options that real Keras declares, and refuses on TensorFlow.
REFUSED = {"SparseCategoricalCrossentropy": {"axis"}}


def identify(case):
    return f"{case[0]}-{'-'.join(case[1])}"


@pytest.mark.parametrize("case", LOSSES, ids=identify)
def test_values_and_gradients_of_losses(case):
    test_losses.test_gradients(case)
    for reduction in ("sum_over_batch_size", "none"):
        test_losses.test_values(case, reduction)


@pytest.mark.parametrize("case", METRICS, ids=identify)
def test_metrics_over_weighted_batches(case):
    name, options, *data = case
    theirs, ours = getattr(real.metrics, name)(**options), getattr(keras.metrics, name)(**options)
    weighted = "Correlation" not in name and len(data[-1]) == ROWS
    given = {"sample_weight": np.linspace(0.5, 2, ROWS, dtype="float32")} if weighted else {}
    for _ in range(2):
        theirs.update_state(*data, **given)
        ours.update_state(*data, **given)
        np.testing.assert_allclose(ours.result(), theirs.result(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("case", OPTIMIZERS, ids=identify)
def test_weights_after_six_steps(case):
    rng = np.random.default_rng(7)
    start = [rng.normal(size=shape).astype("float32") for shape in ((3, 4), (4,))]
    steps = [[rng.normal(size=value.shape).astype("float32") for value in start] for _ in range(6)]
    name, options = case
    theirs, ours = getattr(real.optimizers, name)(**options), getattr(keras.optimizers, name)(**options)
    their_weights = [real.Variable(value, name=f"w{index}") for index, value in enumerate(start)]
    our_weights = [Variable(value, name=f"w{index}") for index, value in enumerate(start)]
    for gradients in steps:
        theirs.apply([real.ops.convert_to_tensor(gradient) for gradient in gradients], their_weights)
        ours.apply(gradients, our_weights)
    theirs.finalize_variable_values(their_weights)
    ours.finalize_variable_values(our_weights)
    for mine, other in zip(our_weights, their_weights, strict=True):
        np.testing.assert_allclose(mine.numpy(), other.numpy(), rtol=1e-5, atol=2e-6)


@pytest.mark.parametrize("case", SCHEDULES, ids=identify)
def test_rates(case):
    test_optimizers.test_schedules(case)


@pytest.mark.parametrize("case", INITIALIZERS, ids=identify)
def test_distributions(case):
    test_initializers.test_distributions(*case, (60, 80))
    test_initializers.test_configs_are_interchangeable(*case)


def rows(value):
    """Yields the (name, options) in a table, however deep."""
    if isinstance(value, (list, tuple)):
        if len(value) > 1 and isinstance(value[0], str) and isinstance(value[1], dict):
            yield value[0], value[1]
        for item in value:
            if isinstance(item, (list, tuple)):
                yield from rows(item)


def tables(module):
    """Yields the rows of a module's tables, also of those that stand in its marks."""
    for value in list(vars(module).values()):
        yield from rows(value)
        for mark in getattr(value, "pytestmark", []):
            if mark.name == "parametrize":
                yield from rows(mark.args[1])


@pytest.mark.parametrize(
    "kind, namespace, module, own",
    [
        ("loss", real.losses, test_losses, LOSSES),
        ("metric", real.metrics, test_metrics, METRICS),
        ("optimizer", real.optimizers, test_optimizers, OPTIMIZERS),
        ("schedule", real.optimizers.schedules, test_optimizers, SCHEDULES),
        ("initializer", real.initializers, test_initializers, INITIALIZERS),
    ],
)
def test_no_option_is_left_out(kind, namespace, module, own):
    seen = {}
    for name, options in [*tables(module), *rows(own)]:
        seen.setdefault(name, set()).update(options)
    usual = {"self", "name", "kwargs", "args", "dtype", "seed", "reduction"}
    missing = {}
    for entry in entries(kind):
        if hasattr(namespace, entry.name) and entry.name not in ELSEWHERE:
            taken = inspect.signature(getattr(namespace, entry.name).__init__).parameters
            wanted = set(taken) - usual - REFUSED.get(entry.name, set())
            if entry.name not in seen or wanted - seen[entry.name]:
                missing[entry.name] = wanted - seen.get(entry.name, set())
    assert missing == {}


@pytest.mark.parametrize("logits", [False, True])
def test_sparse_labels_of_another_axis(logits):
    along = keras.losses.SparseCategoricalCrossentropy(axis=1, from_logits=logits)(TALL_LABELS, TALL)
    last = keras.losses.SparseCategoricalCrossentropy(from_logits=logits)(TALL_LABELS, TALL.swapaxes(1, 2))
    assert float(along) == pytest.approx(float(last), rel=1e-6)
