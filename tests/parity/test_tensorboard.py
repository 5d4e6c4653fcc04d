"""Event files read by TensorBoard itself: the same tags, steps and values as real Keras writes."""

import json

import keras
import numpy as np
import pytest
from tensorboard.backend.event_processing import event_file_loader, plugin_event_multiplexer
from tensorboard.plugins.graph import keras_util
from tensorboard.util import tensor_util

import layerloom

RNG = np.random.default_rng(4)
X = RNG.normal(size=(20, 6, 6, 1)).astype("float32")
Y = RNG.integers(0, 3, size=20)


def trained(module, folder, weights=None, **options):
    """Trains a small model with a TensorBoard callback; returns its first weights."""
    inputs = module.Input((6, 6, 1), name="picture")
    x = module.layers.Conv2D(2, 3, name="conv")(inputs)
    x = module.layers.Flatten(name="flat")(x)
    model = module.Model(inputs, module.layers.Dense(3, activation="softmax", name="head")(x), name="small")
    if weights is not None:
        model.set_weights(weights)
    start = model.get_weights()
    model.compile(module.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    board = module.callbacks.TensorBoard(str(folder), **options)
    model.fit(
        X,
        Y,
        batch_size=5,
        epochs=3,
        shuffle=False,
        verbose=0,
        validation_data=(X[:10], Y[:10]),
        callbacks=[board],
    )
    return start


def events(folder):
    """Returns (tag, step) -> (plugin, kind of data, array) of a run's files, as the real reader sees them."""
    found = {}
    for path in sorted(folder.iterdir()):
        for event in event_file_loader.EventFileLoader(str(path)).Load():
            for value in event.summary.value:
                array = tensor_util.make_ndarray(value.tensor)
                metadata = value.metadata
                found[value.tag, event.step] = (metadata.plugin_data.plugin_name, metadata.data_class, array)
    return found


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"update_freq": "batch"},
        {"histogram_freq": 2, "write_graph": False},
        {"histogram_freq": 1, "write_images": True, "update_freq": 1},
    ],
    ids=lambda options: "-".join(options),
)
def test_the_same_events(options, tmp_path):
    start = trained(keras, tmp_path / "theirs", **options)
    trained(layerloom, tmp_path / "ours", start, **options)
    for run in ("train", "validation"):
        theirs, ours = events(tmp_path / "theirs" / run), events(tmp_path / "ours" / run)
        # TensorFlow also writes what a batch's function was compiled to
        assert ours.keys() == {key for key in theirs if not key[0].startswith("batch_1")}
        for key, (plugin, kind, array) in ours.items():
            their_plugin, their_kind, their_array = theirs[key]
            assert (plugin, kind) == (their_plugin, their_kind), key
            if plugin == "scalars":
                np.testing.assert_allclose(array, their_array, rtol=1e-5, err_msg=str(key))
            elif plugin == "histograms":
                assert array[:, 2].sum() == their_array[:, 2].sum()
                np.testing.assert_allclose(array[:, :2], their_array[:, :2], rtol=1e-4, atol=1e-5)
            elif plugin == "images":
                assert array.shape == their_array.shape
                assert list(array[:2]) == list(their_array[:2])


def test_tensorboard_shows_both_runs_and_the_graph(tmp_path):
    trained(layerloom, tmp_path)
    shown = plugin_event_multiplexer.EventMultiplexer().AddRunsFromDirectory(str(tmp_path)).Reload()
    assert sorted(shown.Runs()) == ["train", "validation"]
    losses = [float(tensor_util.make_ndarray(e.tensor_proto)) for e in shown.Tensors("train", "epoch_loss")]
    assert len(losses) == 3
    (text,) = (array.item() for key, (*_, array) in events(tmp_path / "train").items() if key[0] == "keras")
    graph = keras_util.keras_model_to_graph_def(json.loads(text))
    assert [node.name for node in graph.node][-3:] == ["small/conv", "small/flat", "small/head"]
    assert list(graph.node[-1].input) == ["small/flat"]


def test_hyper_parameters(tmp_path):
    from tensorboard.plugins.hparams import metadata, summary_v2

    chosen = {"units": 16, "rate": 0.5, "kind": "relu", "fast": True}
    trained(layerloom, tmp_path, hparams={**chosen, "rate": np.float32(0.5)})
    (path,) = (path for path in tmp_path.iterdir() if path.is_file())
    found = {}
    for event in event_file_loader.EventFileLoader(str(path)).Load():
        for value in event.summary.value:
            assert value.metadata.plugin_data.plugin_name == metadata.PLUGIN_NAME
            found[value.tag] = value.metadata.plugin_data.content
    assert list(found) == [metadata.SESSION_START_INFO_TAG, metadata.SESSION_END_INFO_TAG]
    start = metadata.parse_session_start_info_plugin_data(found[metadata.SESSION_START_INFO_TAG])
    theirs = (
        summary_v2.hparams_pb(chosen, start_time_secs=start.start_time_secs).value[0].metadata.plugin_data
    )
    expected = metadata.parse_session_start_info_plugin_data(theirs.content)
    assert start.hparams == expected.hparams
    end = metadata.parse_session_end_info_plugin_data(found[metadata.SESSION_END_INFO_TAG])
    assert end.status == 1
    assert end.end_time_secs >= start.start_time_secs


def test_the_page_of_hyper_parameters_shows_them_with_the_metrics(tmp_path):
    from tensorboard.backend.event_processing import data_provider
    from tensorboard.context import RequestContext
    from tensorboard.plugins.base_plugin import TBContext
    from tensorboard.plugins.hparams import backend_context

    for number in range(2):
        trained(layerloom, tmp_path / str(number), hparams={"units": number})
    trained(layerloom, tmp_path / "2", hparams=True)
    shown = plugin_event_multiplexer.EventMultiplexer().AddRunsFromDirectory(str(tmp_path)).Reload()
    provider = data_provider.MultiplexerDataProvider(shown, str(tmp_path))
    context = backend_context.Context(TBContext(data_provider=provider))
    request = RequestContext()
    data = context.hparams_metadata(request, "x")
    experiment = context.experiment_from_metadata(
        request, "x", include_metrics=True, hparams_run_to_tag_to_content=data, data_provider_hparams=[]
    )
    names = {info.name for info in experiment.hparam_infos}
    assert {"units", "optimizer", "learning_rate", "epochs"} <= names
    assert ("train", "epoch_loss") in {(info.name.group, info.name.tag) for info in experiment.metric_infos}
