"""Losses: names, weights and what is said of mistakes."""

import numpy as np
import pytest

from layerloom import losses, ops
from layerloom.declaration import registry
from layerloom.errors import LayerloomError, ShapeError
from layerloom.tensors import GradientTape, check_gradients

SOFT = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
ONE_HOT = np.eye(3)[[0, 2]]

#: Losses whose targets are neither one-hot nor one class number per sample.
OWN_FORMS = {
    "CTC": (np.array([[1, 1, 2], [2, 0, 0]]), np.random.default_rng(0).normal(size=(2, 6, 3))),
    "Circle": (np.array([0, 1, 0, 1]), np.array([[0.6, 0.8], [0.8, 0.6], [0.0, 1.0], [1.0, 0.0]])),
}


@pytest.mark.parametrize("entry", registry.entries("loss"), ids=lambda entry: entry.name)
def test_every_loss_is_found_by_its_names_and_has_a_gradient(entry):
    assert type(losses.get(entry.name)) is entry.target
    for alias in entry.aliases:
        assert losses.get(alias) is entry.target.function
    numbers = "Sparse" in entry.name or "Generalized" in entry.name
    target, outputs = OWN_FORMS.get(entry.name, (np.array([0, 2]) if numbers else ONE_HOT, SOFT))
    loss = entry.target(dtype="float64")
    check_gradients(lambda y: loss(target, y), outputs, tolerance=1e-5)
    again = losses.deserialize(losses.serialize(loss))
    assert again.get_config() == loss.get_config()


def test_a_function_of_ones_own():
    def cube(y_true, y_pred):
        return ops.mean((y_true - y_pred) ** 3, axis=-1)

    loss = losses.LossFunctionWrapper(losses.get(cube), name="cube")
    assert float(loss([[1.0], [3.0]], [[0.0], [1.0]])) == pytest.approx(4.5)
    wrapped = losses.LossFunctionWrapper(losses.huber, delta=2.0)
    again = losses.deserialize(losses.serialize(losses.Huber(2.0)))
    assert float(wrapped([[5.0]], [[0.0]])) == float(again([[5.0]], [[0.0]])) == 8.0


def test_a_class_of_ones_own():
    class Signed(losses.Loss):
        def call(self, y_true, y_pred):
            return ops.mean(y_true - y_pred, axis=-1)

    assert float(Signed(reduction="sum")([[1.0], [3.0]], [[0.0], [1.0]])) == 3.0
    assert Signed().name.startswith("signed")


def test_weights_of_samples_reach_every_step():
    values = losses.MeanSquaredError(reduction="none")(np.ones((2, 3, 1)), np.zeros((2, 3, 1)), [1.0, 2.0])
    assert values.numpy().tolist() == [[1, 1, 1], [2, 2, 2]]


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: losses.CategoricalCrossentropy()(np.array([0, 2]), SOFT), "sparse_categorical_crossentropy"),
        (lambda: losses.SparseCategoricalCrossentropy()(ONE_HOT, SOFT), "categorical_crossentropy"),
        (lambda: losses.SparseCategoricalCrossentropy()(np.array([0, 3]), SOFT), "Label 3 is no class"),
        (lambda: losses.BinaryCrossentropy()(np.array([0, 1]), SOFT), "labels of the output's shape"),
        (lambda: losses.MeanSquaredError()(np.zeros(2), SOFT), "Give targets of the output's shape"),
        (lambda: losses.MeanSquaredError()(np.array(["cat", "dog"]), SOFT[:, :1]), "text such as 'cat'"),
        (lambda: losses.MeanSquaredError()(ONE_HOT, SOFT, [1.0, 2.0, 3.0]), "one weight per sample"),
        (lambda: losses.get("rmse"), "Unknown loss 'rmse'"),
        (lambda: losses.get(["mse"]), "must be given by its name"),
        (lambda: losses.MeanSquaredError(reduction="median"), "reduction must be one of"),
        (lambda: losses.BinaryCrossentropy(label_smoothing=2), "label_smoothing must be"),
        (lambda: losses.deserialize({"config": {}}), "needs a 'class_name'"),
        (lambda: losses.deserialize({"class_name": "Adam", "config": {}}), "Unknown loss"),
    ],
)
def test_mistakes(call, message):
    with pytest.raises(ShapeError if "shape" in message else LayerloomError, match=message):
        call()


def test_outputs_and_from_logits_that_do_not_go_together():
    from layerloom import activations

    with pytest.warns(UserWarning, match="gone through softmax"):
        losses.CategoricalCrossentropy(from_logits=True)(
            ONE_HOT, activations.softmax(ops.convert_to_tensor(SOFT, "float32"))
        )
    with pytest.warns(SyntaxWarning, match="use binary_crossentropy"):
        losses.CategoricalCrossentropy()(np.ones((2, 1)), np.ones((2, 1)))


@pytest.mark.parametrize(
    "act, message",
    [
        (lambda: losses.ctc([1, 2], np.zeros((1, 3, 4))), "label numbers of shape"),
        (lambda: losses.ctc([[4]], np.zeros((1, 3, 4))), "Label 4 is no class"),
        (lambda: losses.circle([0, 1, 2], np.eye(2)), "one class number per row"),
    ],
)
def test_mistakes_with_sequences_and_vectors(act, message):
    with pytest.raises(ShapeError, match=message):
        act()


def test_labels_that_do_not_fit_the_steps_have_no_probability():
    loss = losses.ctc([[1, 1], [1, 2]], np.zeros((2, 2, 3), np.float32)).numpy()
    assert loss[0] == np.inf  # two equal labels need a blank between them
    assert loss[1] == pytest.approx(2 * np.log(3))


def test_the_gradient_of_ctc_has_a_gradient():
    rng = np.random.default_rng(0)
    outputs, direction = rng.normal(size=(2, 3, 6, 4))
    outputs = np.concatenate([outputs, outputs[:1]])  # rows: plain, shorter, repeated labels, impossible
    direction = np.concatenate([direction, direction[1:2]])
    labels = np.array([[1, 2, 3], [3, 1, 0], [1, 1, 2], [1, 1, 1]])
    counts, steps = np.array([3, 2, 3, 3]), np.array([6, 4, 6, 3])

    def first(x):
        with GradientTape() as tape:
            tape.watch(x)
            loss = ops.sum(ops.ctc_loss(labels, x, counts, steps) * np.array([1.0, 2.0, 3.0, 1.0]))
        return tape.gradient(loss, x)

    x = ops.convert_to_tensor(outputs)
    with GradientTape() as outer:
        outer.watch(x)
        along = ops.sum(first(x) * direction)
    ahead, behind = (first(ops.convert_to_tensor(outputs + sign * 1e-5 * direction)) for sign in (1, -1))
    wanted = (np.asarray(ahead) - np.asarray(behind)) / 2e-5
    np.testing.assert_allclose(outer.gradient(along, x), wanted, atol=1e-7)
    assert not wanted[3].any()
