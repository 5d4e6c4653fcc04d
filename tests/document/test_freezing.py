"""Frozen layers (gui.md 44): Keras's own setting, counted and undone."""

from __future__ import annotations

import keras
import numpy as np

from layerloom_studio.document.freezing import freezing, is_frozen


def test_44_frozen_layers_are_not_trained_here_and_in_keras(drawing):
    project = drawing.chain("InputLayer", "Flatten", "Dense", "Dense").project
    before = project.analysis.trainable
    edit = freezing(project, ["flatten", "dense"])
    assert [inner.layer for inner in edit.edits] == ["dense"]  # the others have no weights
    project.apply(edit)
    assert is_frozen(project.architecture.layers["dense"])
    assert project.analysis.trainable == before - project.analysis.nodes["dense"].parameters
    model = keras.models.model_from_json(drawing.text())
    assert sum(int(np.prod(weight.shape)) for weight in model.trainable_weights) == project.analysis.trainable
    project.apply(freezing(project, ["dense"]))
    assert project.analysis.trainable == before
    project.apply(freezing(project, ["dense"]))
    project.apply(freezing(project, ["dense", "dense_1"]))  # one is not frozen yet: both are now
    assert project.analysis.trainable == 0
