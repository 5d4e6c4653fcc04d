"""A student that learns from a teacher, against real Keras, and pictures of images."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import layerloom
from layerloom import visualization

KERASES = (keras, layerloom)


def network(k, units, name):
    inputs = k.Input((4,))
    x = k.layers.Dense(units, activation="tanh", name="hidden")(inputs)
    x = k.layers.Dense(3, name="features")(x)
    return k.Model(inputs, k.layers.Dense(3, name="logits")(x), name=name)


COMPARISONS = [
    lambda k: k.distillation.LogitsDistillation(loss=k.losses.KLDivergence()),
    lambda k: k.distillation.FeatureDistillation("mae", "features", "features"),
    lambda k: [k.distillation.LogitsDistillation(), k.distillation.FeatureDistillation()],
]


@pytest.mark.parametrize("number", range(len(COMPARISONS)))
def test_students_learn_as_in_keras(number) -> None:
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(12, 4)).astype("float32"), generator.integers(0, 3, 12)
    weights, found = None, []
    for k in KERASES:
        teacher, student = network(k, 8, "teacher"), network(k, 3, "student")
        weights = weights or (teacher.get_weights(), student.get_weights())
        teacher.set_weights(weights[0])
        student.set_weights(weights[1])
        distiller = k.distillation.Distiller(
            teacher, student, COMPARISONS[number](k), student_loss_weight=0.4
        )
        distiller.compile(
            k.optimizers.SGD(0.1),
            k.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["accuracy"],
        )
        history = distiller.fit(x, y, epochs=3, batch_size=6, shuffle=False, verbose=0).history
        found.append((history, student.get_weights(), teacher.get_weights()))
    assert set(found[1][0]) == set(found[0][0])
    for name, values in found[0][0].items():
        np.testing.assert_allclose(found[1][0][name], values, rtol=2e-5, atol=1e-6, err_msg=name)
    for got, wanted in zip(found[1][1], found[0][1], strict=True):
        np.testing.assert_allclose(got, wanted, rtol=2e-5, atol=1e-6)
    for got, wanted in zip(found[1][2], weights[0], strict=True):
        np.testing.assert_array_equal(got, wanted)


def test_a_distiller_comes_back_from_its_config() -> None:
    made = layerloom.distillation.Distiller(
        network(layerloom, 8, "teacher"),
        network(layerloom, 3, "student"),
        layerloom.distillation.FeatureDistillation(),
    )
    copy = layerloom.distillation.Distiller.from_config(made.get_config())
    assert copy.get_config() == made.get_config()


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda d, t, s: d.Distiller(t, s, None), "got None"),
        (lambda d, t, s: d.Distiller(t, s, d.LogitsDistillation(), student_loss_weight=2), "from 0 to 1"),
        (lambda d, t, s: d.Distiller(t, 5, d.LogitsDistillation()), "must be a model"),
        (lambda d, t, s: d.Distiller(t, s, d.FeatureDistillation("mse", "nope", "features")), "nope"),
        (lambda d, t, s: d.LogitsDistillation(temperature=0), "above 0"),
        (lambda d, t, s: d.LogitsDistillation(loss=None), "other than None"),
        (lambda d, t, s: d.Distiller(t, s, d.LogitsDistillation()).compile("adam"), "needs a loss"),
    ],
)
def test_mistakes_are_told_in_a_sentence(make, words) -> None:
    with pytest.raises(ValueError, match=words):
        make(layerloom.distillation, network(layerloom, 8, "teacher"), network(layerloom, 3, "student"))


@pytest.mark.parametrize("blend", [False, True])
def test_masks_are_drawn_as_in_keras(blend) -> None:
    generator = np.random.default_rng(0)
    images, masks = generator.uniform(0, 255, (2, 5, 6, 3)), generator.integers(0, 4, (2, 5, 6, 1))
    options = {"num_classes": 3, "alpha": 0.5, "blend": blend}
    found = visualization.draw_segmentation_masks(images, masks, **options)
    expected = np.asarray(keras.visualization.draw_segmentation_masks(images, masks, **options))
    np.testing.assert_allclose(found, expected, atol=1)


def test_galleries_are_pictures(tmp_path) -> None:
    images = np.random.default_rng(0).uniform(0, 1, (5, 8, 8, 1))
    path = tmp_path / "gallery.png"
    picture = visualization.plot_image_gallery(
        images, y_true=[0, 1, 0, 1, 0], label_map={0: "no", 1: "yes"}, value_range=(0, 1), path=path
    )
    assert path.read_bytes().startswith(b"\x89PNG") and picture.size == (240, 402)
    masks = np.zeros((2, 8, 8), int)
    rows = visualization.plot_segmentation_mask_gallery(images[:2], 2, (0, 1), y_true=masks, y_pred=masks)
    assert rows.size == (360, 240)
