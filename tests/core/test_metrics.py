"""Metrics: state, names, and what is said of mistakes."""

import numpy as np
import pytest

from layerloom import losses, metrics, ops
from layerloom.declaration import registry
from layerloom.errors import LayerloomError
from layerloom.tensors import GradientTape, Variable


@pytest.mark.parametrize("entry", registry.entries("metric"), ids=lambda entry: entry.name)
def test_every_metric_is_found_by_its_names_and_survives_a_round_trip(entry):
    made = entry.target(**entry.start)
    for name in (entry.name, *entry.aliases):
        assert entry.start or type(metrics.get(name)) is entry.target
    again = metrics.deserialize(metrics.serialize(made))
    assert (type(again), again.get_config()) == (type(made), made.get_config())
    assert np.ndim(float(made.result())) == 0


def test_a_metric_is_called_and_read_as_in_a_loop_of_ones_own():
    train_loss, accuracy = metrics.Mean(name="train_loss"), metrics.SparseCategoricalAccuracy()
    for loss in (1.0, 3.0):
        train_loss(ops.convert_to_tensor(loss))
    accuracy([1, 0], [[0.1, 0.9], [0.2, 0.8]])
    assert f"{train_loss.result():.2f} {accuracy.result() * 100}".startswith("2.00")
    assert float(accuracy.result()) == 0.5
    train_loss.reset_state()
    assert float(train_loss.result()) == 0.0


def test_no_tape_follows_a_metric():
    weight, metric = Variable(np.ones((2, 1))), metrics.MeanSquaredError()
    with GradientTape() as tape:
        y = weight * 2.0
        before = len(tape._records)
        metric.update_state([[1.0], [1.0]], y)
    assert len(tape._records) == before


def test_a_function_and_a_class_of_ones_own():
    def largest_error(y_true, y_pred):
        return ops.max(abs(y_true - y_pred), axis=-1)

    class Count(metrics.Metric):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.count = self.add_weight(name="count", initializer="zeros")
            self.inner = metrics.Mean()

        def update_state(self, y_true, y_pred, sample_weight=None):
            self.count.assign_add(len(y_true))
            self.inner.update_state(y_pred)

        def result(self):
            return self.count

    wrapped = metrics.MeanMetricWrapper(metrics.get(largest_error))
    assert float(wrapped([[1.0, 2.0]], [[1.0, 5.0]])) == 3.0
    assert wrapped.name == "largest_error"
    count = Count(name="count")
    assert float(count([1, 2, 3], [1, 2, 3])) == 3
    assert [v.name for v in count.variables] == ["count", "total", "count"]
    count.reset_state()
    assert not any(float(v) for v in count.variables)


def test_directions():
    assert metrics.MeanMetricWrapper(losses.huber)._direction == "down"
    assert metrics.AUC()._direction == "up"
    assert not hasattr(metrics.Mean(), "_direction")


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: metrics.get("acuracy"), "did you mean accuracy"),
        (lambda: metrics.CategoricalAccuracy()([0, 1], np.eye(2)), "sparse_categorical_accuracy"),
        (lambda: metrics.SparseCategoricalAccuracy()(np.eye(2), np.eye(2)), "categorical_accuracy"),
        (lambda: metrics.Precision(thresholds=2.0), "between 0 and 1"),
        (lambda: metrics.Precision()([0, 1], np.eye(2)), "to_categorical"),
        (lambda: metrics.Recall(class_id=1)([0, 1], [0.0, 1.0]), "class_id needs"),
        (lambda: metrics.R2Score()([1.0], [1.0]), "R2Score wants"),
        (lambda: metrics.Mean()([1.0, 2.0], sample_weight=[1.0, 2.0, 3.0]), "one weight per sample"),
        (lambda: metrics.AUC(curve="roce"), "curve must be one of"),
        (lambda: metrics.TopKCategoricalAccuracy(k=0), "k must be"),
    ],
)
def test_mistakes(call, message):
    with pytest.raises(LayerloomError, match=message):
        call()


@pytest.mark.parametrize(
    "act, message",
    [
        (lambda: metrics.IoU(2, [2]), "below the 2 classes"),
        (lambda: metrics.F1Score().update_state([1, 2], [1, 2]), "to_categorical"),
        (lambda: metrics.FBetaScore(beta=0.0), "beta"),
        (lambda: metrics.FBetaScore(threshold=2.0), "threshold"),
        (lambda: metrics.SensitivityAtSpecificity(1.5), "specificity"),
        (lambda: metrics.PrecisionAtRecall(0.5, num_thresholds=0), "num_thresholds"),
    ],
)
def test_mistakes_with_counted_metrics(act, message):
    with pytest.raises(LayerloomError, match=message):
        act()


def test_overlap_counts_whole_samples_unless_told_otherwise():
    overlap = metrics.MeanIoU(2)
    assert float(overlap.result()) == 0
    overlap.update_state([0, 0, 1, 1], [0, 1, 0, 1])
    assert float(overlap.result()) == pytest.approx(1 / 3)
    assert overlap.total_cm.dtype == "int32"
    with pytest.warns(UserWarning, match="cuts off the fractions"):
        overlap.update_state([0], [0], sample_weight=[0.5])
