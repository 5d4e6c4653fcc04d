"""The rest of keras.utils beside real Keras, and its older paths."""

import importlib
import logging

import keras
import numpy as np
import pytest
import tf_keras

import layerloom
from layerloom import layers, utils

# Bound to boxes of objects in pictures, which are left out as a whole.
ABSENT = {"bounding_boxes"}


def test_no_name_is_missing():
    names = {name for name in dir(keras.utils) if not name.startswith("_")}
    assert names - set(dir(utils)) <= ABSENT
    assert {name for name in dir(keras.datasets) if not name.startswith("_")} <= set(dir(layerloom.datasets))
    absent = {name for name in dir(keras.callbacks) if name[0].isupper()} - set(dir(layerloom.callbacks))
    assert absent <= {"OrbaxCheckpoint"}  # bound to another framework


@pytest.mark.parametrize(
    "path, names",
    [
        ("np_utils", "to_categorical normalize"),
        ("vis_utils", "plot_model model_to_dot"),
        ("generic_utils", "get_custom_objects CustomObjectScope Progbar"),
        ("data_utils", "get_file Sequence"),
        ("image_utils", "load_img img_to_array"),
        ("layer_utils", "print_summary get_source_inputs"),
        ("legacy", "serialize_keras_object deserialize_keras_object"),
    ],
)
@pytest.mark.parametrize("root", ["layerloom.utils", "layerloom.keras.utils"])
def test_older_paths(root, path, names):
    module = importlib.import_module(f"{root}.{path}")
    for name in names.split():
        assert getattr(module, name) is getattr(utils, name, getattr(module, name))


def test_config():
    made = [module.Config(a=1, b="x") for module in (keras.utils, utils)]
    for one in made:
        one.c = [1]
        one["d"] = 2.5
        one.update(e=None)
        assert one.pop("e") is None
        del one["b"]
        one.freeze()
        for change in (lambda one=one: setattr(one, "c", 0), lambda one=one: one.pop("a")):
            with pytest.raises(ValueError, match="frozen"):
                change()
        with pytest.raises(AttributeError, match="Unknown attribute: 'dd'"):
            one.dd  # noqa: B018
    told = [
        (
            repr(c),
            c.to_json(),
            c.as_dict(),
            list(c),
            len(c),
            c.frozen,
            c.get("z", 3),
            "a" in c,
            c.c,
            dict(c.items()),
        )
        for c in made
    ]
    assert told[0] == told[1]
    made[1].unfreeze()
    made[1].learning_rate = 1
    with pytest.raises(AttributeError, match="Did you mean 'learning_rate'"):
        made[1].learning_rat  # noqa: B018
    with pytest.raises(AttributeError, match="methods"):
        made[1].keys = 1


@pytest.mark.parametrize("labels", [[0, 1, 3], [[0], [2]], [[0, 1], [2, 0]]])
@pytest.mark.parametrize("count", [None, 5])
def test_to_ordinal(labels, count):
    found, expected = utils.to_ordinal(labels, count), tf_keras.utils.to_ordinal(labels, count)
    np.testing.assert_array_equal(found, expected)
    assert found.dtype == expected.dtype


def test_embeddings_for_a_new_vocabulary(tmp_path):
    old = np.arange(6, dtype="float32").reshape(3, 2)
    (tmp_path / "words.txt").write_text("unk\ncat\ndog\n")
    for words in (["unk", "cat", "dog"], str(tmp_path / "words.txt")):
        args = (words, ["unk", "cow", "dog", "cat"], old)
        theirs = tf_keras.utils.warmstart_embedding_matrix(*args, tf_keras.initializers.Constant(9.0))
        ours = utils.warmstart_embedding_matrix(*args, layerloom.initializers.Constant(9.0))
        np.testing.assert_array_equal(ours, theirs)


def test_source_inputs():
    for module in (keras, layerloom):
        a, b, c = (module.Input((2,), name=name) for name in "abc")
        x = module.layers.Add()([module.layers.Dense(2)(b), a])
        y = module.layers.Concatenate()([x, b])
        assert [t.name for t in module.utils.get_source_inputs(y)] == ["b", "a"]
        assert [t.name for t in module.utils.get_source_inputs(c)] == ["c"]
        assert module.utils.get_source_inputs(3) == 3


@pytest.mark.parametrize("given", [1, (1,), (1, 2), (1, 2, 3)])
def test_unpacking(given):
    assert utils.unpack_x_y_sample_weight(given) == keras.utils.unpack_x_y_sample_weight(given)


def test_lines_go_to_the_log_when_told_so(capsys, caplog):
    model = layerloom.Sequential([layers.Input((2,)), layers.Dense(1)])
    model.compile("sgd", "mse")
    assert utils.is_interactive_logging_enabled()
    utils.disable_interactive_logging()
    try:
        with caplog.at_level(logging.INFO, "layerloom"):
            model.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=2)
    finally:
        utils.enable_interactive_logging()
    assert capsys.readouterr().out == ""
    assert "Epoch 2/2" in caplog.text
    assert "loss" in caplog.text
