"""Models as Teachable Machine exports them, made by tf.keras with random weights: both of its ways, with its labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import tf_keras
from tests.core.saving.tfjs_files import write

L = tf_keras.layers
EDGE = 224
LABELS = ("고양이", "Big Dog", "other 3")


def network(classes: int = len(LABELS)) -> Any:
    """MobileNet v2 of a third of its width, its mean, and a head of two dense layers, each part in a Sequential."""
    tf_keras.utils.set_random_seed(7)
    whole = tf_keras.applications.MobileNetV2((EDGE, EDGE, 3), alpha=0.35, include_top=False, weights=None)
    base = tf_keras.Model(whole.input, whole.get_layer("out_relu").output, name="model1")
    pooling = L.GlobalAveragePooling2D(name="global_average_pooling2d_GlobalAveragePooling2D1")
    head = [
        L.Dense(100, "relu", name="dense_Dense1"),
        L.Dense(classes, "softmax", use_bias=False, name="dense_Dense2"),
    ]
    parts = [
        tf_keras.Sequential([base, pooling], name="sequential_1"),
        tf_keras.Sequential([L.Input((1280,)), *head], name="sequential_3"),
    ]
    model = tf_keras.Sequential(parts, name="sequential_4")
    model.build((None, EDGE, EDGE, 3))
    rng = np.random.default_rng(3)
    norms = [layer for layer in base.layers if isinstance(layer, L.BatchNormalization)]
    for layer in norms:  # statistics as training leaves them, or all pictures would get one answer
        layer.momentum = 0.0
    base(rng.uniform(-1, 1, (2, 7, 7, 3)).repeat(EDGE // 7, 1).repeat(EDGE // 7, 2), training=True)
    for layer in norms:
        layer.momentum = 0.999
    head[1].set_weights([rng.normal(0, 0.5, (100, classes))])
    return model


def for_keras(model: Any, folder: Path, version: str = "2.4.0") -> Path:
    """The download "Tensorflow, Keras": what its converter saved, with the labels."""
    model.save(path := folder / "keras_model.h5")
    with h5py.File(path, "r+") as file:
        for holder in (file, file["model_weights"]):
            holder.attrs["keras_version"] = version
        assert "training_config" not in file.attrs
        assert '"groups": 1' in file.attrs["model_config"].partition("DepthwiseConv2D")[2]
    text = "".join(f"{number} {name}\n" for number, name in enumerate(LABELS))
    (folder / "labels.txt").write_text(text, "utf-8")
    return path


def for_tfjs(model: Any, folder: Path) -> Path:
    """The download "Tensorflow.js": topology and arrays in one group, and what it says of the model."""
    arrays = [
        (weight.name.removesuffix(":0"), weight.numpy())
        for weight in (*model.trainable_weights, *model.non_trainable_weights)
    ]
    told = {"keras_version": "tfjs-layers 1.3.1", "backend": "tensor_flow.js"}
    data = {"class_name": "Sequential", "config": model.get_config()}
    path = write(folder, {**_as_tfjs(data), **told}, [arrays])
    (folder / "group1-shard1of1.bin").rename(folder / "weights.bin")
    table = json.loads(path.read_text())
    del table["format"]
    table["weightsManifest"][0]["paths"] = ["weights.bin"]
    path.write_text(json.dumps(table))
    about = {
        "tfjsVersion": "1.3.1",
        "tmVersion": "2.4.5",
        "packageVersion": "0.8.4",
        "packageName": "@teachablemachine/image",
        "userMetadata": {},
        "modelName": "tm-my-image-model",
        "labels": list(LABELS),
        "imageSize": EDGE,
    }
    (folder / "metadata.json").write_text(json.dumps(about))
    return path


def _as_tfjs(data: Any) -> Any:
    """A config as TensorFlow.js tells it: models by their older name, chains without inputs, null for what is unset."""
    if isinstance(data, (list, tuple)):
        return [_as_tfjs(item) for item in data]
    if not isinstance(data, dict):
        return data
    found = {key: _as_tfjs(item) for key, item in data.items() if key not in ("groups", "build_input_shape")}
    if found.get("class_name") == "Functional":
        found["class_name"] = "Model"
    if found.get("class_name") == "Sequential":
        layers = found["config"]["layers"]
        if layers[1]["class_name"] == "Dense":
            layers[1]["config"]["batch_input_shape"] = layers[0]["config"]["batch_input_shape"]
        found["config"]["layers"] = layers[1:]
    return found
