"""Metrics against real Keras: results over several batches, with and without weights."""

import inspect

import keras
import numpy as np
import pytest

from layerloom import metrics
from layerloom.declaration import registry

RNG = np.random.default_rng(11)
ROWS = 12
SCORES = RNG.random((ROWS, 4)).astype("float32")
SCORES[3] = SCORES[3].round(1)
LABELS = RNG.integers(0, 4, ROWS)
ONE_HOT = np.eye(4, dtype="float32")[LABELS]
BITS = RNG.integers(0, 2, (ROWS, 1)).astype("float32")
YES = RNG.random((ROWS, 1)).astype("float32")
MANY_BITS = RNG.integers(0, 2, (ROWS, 4)).astype("float32")
REAL, OTHER = RNG.normal(size=(2, ROWS, 3)).astype("float32")
SEQUENCE = RNG.random((ROWS, 3, 4)).astype("float32")

CASES = [
    # class, options, targets, predictions
    ("Accuracy", {}, LABELS, np.where(np.arange(ROWS) % 3, LABELS, 0)),
    ("Accuracy", {}, LABELS[:, None], LABELS * 1.0),
    ("BinaryAccuracy", {}, BITS, YES),
    ("BinaryAccuracy", {"threshold": 0.2}, BITS[:, 0], YES),
    ("BinaryAccuracy", {}, MANY_BITS, SCORES),
    ("CategoricalAccuracy", {}, ONE_HOT, SCORES),
    ("CategoricalAccuracy", {}, np.eye(4)[SEQUENCE.argmin(-1)], SEQUENCE),
    ("SparseCategoricalAccuracy", {}, LABELS, SCORES),
    ("SparseCategoricalAccuracy", {}, LABELS[:, None], SCORES),
    ("SparseCategoricalAccuracy", {}, SEQUENCE.argmin(-1), SEQUENCE),
    ("TopKCategoricalAccuracy", {"k": 2}, ONE_HOT, SCORES),
    ("TopKCategoricalAccuracy", {"k": 2}, np.eye(4)[SEQUENCE.argmin(-1)], SEQUENCE),
    ("SparseTopKCategoricalAccuracy", {"k": 3}, LABELS, SCORES),
    ("SparseTopKCategoricalAccuracy", {"k": 2}, LABELS, np.round(SCORES)),
    ("SparseTopKCategoricalAccuracy", {"k": 2, "from_sorted_ids": True}, LABELS, SCORES.argsort(-1)[:, ::-1]),
    ("MeanSquaredError", {}, REAL, OTHER),
    ("MeanAbsoluteError", {}, REAL, OTHER),
    ("MeanAbsolutePercentageError", {}, REAL, OTHER),
    ("MeanSquaredLogarithmicError", {}, np.abs(REAL), np.abs(OTHER)),
    ("RootMeanSquaredError", {}, REAL, OTHER),
    ("RootMeanSquaredError", {}, REAL[:, 0], OTHER[:, :1]),
    ("CosineSimilarity", {}, REAL, OTHER),
    ("LogCoshError", {}, REAL, OTHER),
    ("R2Score", {}, REAL, REAL + OTHER * 0.3),
    ("R2Score", {"class_aggregation": None}, REAL, REAL + OTHER * 0.3),
    (
        "R2Score",
        {"class_aggregation": "variance_weighted_average", "num_regressors": 2},
        REAL,
        REAL + OTHER * 0.3,
    ),
    ("KLDivergence", {}, SCORES, SCORES[::-1]),
    ("Poisson", {}, np.abs(REAL), np.abs(OTHER)),
    ("BinaryCrossentropy", {}, BITS, YES),
    ("BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.1}, MANY_BITS[:, :3], OTHER),
    ("CategoricalCrossentropy", {"label_smoothing": 0.1}, ONE_HOT, SCORES),
    ("SparseCategoricalCrossentropy", {"from_logits": True}, LABELS, SCORES),
    ("SparseCategoricalCrossentropy", {"ignore_class": 2}, LABELS, SCORES),
    ("Hinge", {}, BITS, YES),
    ("SquaredHinge", {}, BITS, YES),
    ("CategoricalHinge", {}, ONE_HOT, SCORES),
    ("TruePositives", {}, BITS, YES),
    ("TrueNegatives", {"thresholds": [0.1, 0.6]}, BITS, YES),
    ("FalsePositives", {}, MANY_BITS, SCORES),
    ("FalseNegatives", {"thresholds": 0.7}, BITS, YES),
    ("Precision", {}, BITS, YES),
    ("Precision", {"thresholds": [0.2, 0.5, 0.8]}, BITS[:, 0], YES),
    ("Precision", {"top_k": 2}, ONE_HOT, SCORES),
    ("Precision", {"class_id": 1}, MANY_BITS, SCORES),
    ("Recall", {}, MANY_BITS, SCORES),
    ("Recall", {"top_k": 2, "class_id": 2}, ONE_HOT, SCORES),
    ("AUC", {}, BITS, YES),
    ("AUC", {"curve": "PR"}, BITS, YES),
    ("AUC", {"curve": "PR", "summation_method": "majoring"}, MANY_BITS, SCORES),
    ("AUC", {"curve": "PRGAIN", "num_thresholds": 50}, BITS, YES),
    ("AUC", {"thresholds": [0.2, 0.4, 0.9], "summation_method": "minoring"}, BITS, YES),
    ("AUC", {"from_logits": True}, BITS, YES - 0.5),
    ("AUC", {"multi_label": True, "num_labels": 4}, MANY_BITS, SCORES),
    ("AUC", {"multi_label": True, "curve": "PR", "label_weights": [1.0, 2.0, 0.0, 1.0]}, MANY_BITS, SCORES),
    ("IoU", {"num_classes": 4, "target_class_ids": [0, 2], "dtype": "float32"}, LABELS, LABELS[::-1]),
    (
        "IoU",
        {"num_classes": 4, "target_class_ids": [1], "ignore_class": 0, "dtype": "float32"},
        LABELS,
        LABELS // 2,
    ),
    (
        "IoU",
        {"num_classes": 4, "target_class_ids": [3, 1], "sparse_y_pred": False, "dtype": "float32"},
        LABELS,
        SCORES,
    ),
    ("MeanIoU", {"num_classes": 4, "dtype": "float32"}, LABELS, SCORES.argmax(-1)),
    ("MeanIoU", {"num_classes": 3, "dtype": "float32"}, LABELS, SCORES.argmax(-1)),
    ("BinaryIoU", {"threshold": 0.3, "dtype": "float32"}, BITS[:, 0], YES[:, 0]),
    ("BinaryIoU", {"target_class_ids": [1], "dtype": "float32"}, BITS[:, 0], YES[:, 0]),
    ("OneHotIoU", {"num_classes": 4, "target_class_ids": [0, 3], "dtype": "float32"}, ONE_HOT, SCORES),
    ("OneHotMeanIoU", {"num_classes": 4, "dtype": "float32"}, ONE_HOT, SCORES),
    *(
        (name, {"average": average, **options}, ONE_HOT, SCORES)
        for name, options in (("F1Score", {}), ("FBetaScore", {"beta": 2.0}), ("F1Score", {"threshold": 0.4}))
        for average in (None, "micro", "macro", "weighted")
    ),
    ("SensitivityAtSpecificity", {"specificity": 0.6}, BITS, YES),
    ("SpecificityAtSensitivity", {"sensitivity": 0.5, "num_thresholds": 30}, MANY_BITS, SCORES),
    ("PrecisionAtRecall", {"recall": 0.7}, BITS, YES.round(1)),
    ("RecallAtPrecision", {"precision": 0.4, "class_id": 2}, MANY_BITS, SCORES),
    ("RecallAtPrecision", {"precision": 0.9, "num_thresholds": 1}, BITS, YES),
    ("PearsonCorrelation", {}, REAL, OTHER),
    ("ConcordanceCorrelation", {}, REAL, OTHER),
]


def identify(case):
    return f"{case[0]}-{'-'.join(case[1])}"


def drive(metric, y_true, y_pred, weight):
    """Feeds two batches of unequal size."""
    for part in (slice(0, 5), slice(5, None)):
        metric.update_state(
            y_true[part], y_pred[part], sample_weight=None if weight is None else weight[part]
        )
    return np.asarray(metric.result())


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_results(case):
    name, options, y_true, y_pred = case
    theirs, ours = getattr(keras.metrics, name)(**options), getattr(metrics, name)(**options)
    weights = [None, np.linspace(0.5, 2, ROWS, dtype="float32")]
    for weight in weights:
        expected, found = drive(theirs, y_true, y_pred, weight), drive(ours, y_true, y_pred, weight)
        np.testing.assert_allclose(found, expected, rtol=2e-5, atol=1e-6)
        for theirs_variable, ours_variable in zip(theirs.variables, ours.variables, strict=True):
            np.testing.assert_allclose(ours_variable.numpy(), theirs_variable.numpy(), rtol=1e-5, atol=1e-5)
        for metric in (theirs, ours):
            metric.reset_state()
    assert all(not variable.numpy().any() for variable in ours.variables)


@pytest.mark.parametrize("case", CASES, ids=identify)
def test_configs_are_interchangeable(case):
    name, options, y_true, y_pred = case
    theirs, ours = getattr(keras.metrics, name)(**options), getattr(metrics, name)(**options)
    assert ours.name.rstrip("_0123456789") == theirs.name.rstrip("_0123456789")
    assert theirs.get_config().keys() <= ours.get_config().keys()
    assert ours._direction == getattr(theirs, "_direction", ours._direction)
    back = metrics.deserialize(keras.metrics.serialize(theirs))
    np.testing.assert_array_equal(drive(back, y_true, y_pred, None), drive(ours, y_true, y_pred, None))


@pytest.mark.parametrize(
    "values, weight",
    [
        (2.0, None),
        (2.0, 3.0),
        ([1.0, 2.0, 4.0], None),
        ([1.0, 2.0, 4.0], [1.0, 0.0, 2.0]),
        ([[1.0, 2.0], [3.0, 5.0]], None),
        ([[1.0, 2.0], [3.0, 5.0]], [1.0, 3.0]),
        ([[1.0, 2.0], [3.0, 5.0]], [[1.0, 0.0], [2.0, 1.0]]),
        ([[1.0], [3.0]], [1.0, 3.0]),
    ],
)
@pytest.mark.parametrize("name", ["Mean", "Sum"])
def test_reductions(name, values, weight):
    theirs, ours = getattr(keras.metrics, name)(), getattr(metrics, name)()
    for _ in range(2):
        theirs.update_state(values, sample_weight=weight)
        ours.update_state(values, sample_weight=weight)
    assert float(ours.result()) == pytest.approx(float(theirs.result()))
    assert ours.name == theirs.name


@pytest.mark.parametrize(
    "true_shape, pred_shape",
    [
        ((8,), (8, 1)),
        ((8, 1), (8, 1)),
        ((8,), (8, 4)),
        ((8, 1), (8, 4)),
        ((8, 4), (8, 4)),
        ((8, 3), (8, 3, 5)),
    ],
)
def test_what_accuracy_means(true_shape, pred_shape):
    from keras.src.trainers.compile_utils import get_metric

    y_true, y_pred = np.zeros(true_shape), np.zeros(pred_shape)
    expected = type(get_metric("accuracy", y_true, y_pred)).__name__
    assert metrics.resolve_accuracy(true_shape, pred_shape).__name__ == expected


@pytest.mark.parametrize(
    "name", ["mse", "MAE", "mean_squared_error", "auc", "precision", "binary_accuracy", "MSLE"]
)
def test_names(name):
    assert type(metrics.get(name)).__name__ == type(keras.metrics.get(name)).__name__


def test_signatures():
    for entry in registry.entries("metric"):
        parameters = inspect.signature(getattr(keras.metrics, entry.name).__init__).parameters
        fields = [field.name for field in entry.target.fields()]
        assert fields == [name for name in parameters if name != "self"], entry.name
