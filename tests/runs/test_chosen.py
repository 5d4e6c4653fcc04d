"""What is opened of the files that a person chose or dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from layerloom_studio.runs.chosen import Chosen, choose, is_model, meant_by

CHECKPOINT = 'model_checkpoint_path: "best"\nall_model_checkpoint_paths: "best"\n'
TEXTS = {"check/checkpoint": CHECKPOINT, "tfjs/model.json": '{"modelTopology": {}, "weightsManifest": []}'}
SHARD = ".data-00000-of-00001"

FOLDERS = {
    "saved": ["saved_model.pb", "keras_metadata.pb", "variables/variables.index", f"variables/variables{SHARD}"],
    "unzipped": ["config.json", "metadata.json", "model.weights.h5"],
    "check": ["checkpoint", "best.index", f"best{SHARD}", "old.index", f"old{SHARD}"],
    "pair": ["net.json", "epoch.weights.h5"],
    "teachable": ["keras_model.h5", "labels.txt"],
    "tfjs": ["metadata.json", "model.json", "weights.bin", "group1-shard1of1.bin"],
    "torch": ["config.json", "pytorch_model.bin"],
    "many": ["a.h5", "b.h5", "c.json"],
    "pictures": ["a.png", "b.png"],
}  # fmt: skip


@pytest.fixture
def here(tmp_path) -> Path:
    for folder, names in FOLDERS.items():
        for name in names:
            file = tmp_path / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(TEXTS.get(f"{folder}/{name}", ""))
    return tmp_path


@pytest.mark.parametrize(
    "chosen, meant",
    [
        ("saved/saved_model.pb", "saved"),
        ("saved/keras_metadata.pb", "saved"),
        ("saved/variables/variables.index", "saved"),
        ("saved/variables/variables.data-00000-of-00001", "saved"),
        ("saved", "saved"),
        ("unzipped/config.json", "unzipped"),
        ("unzipped/metadata.json", "unzipped"),
        ("unzipped/model.weights.h5", "unzipped"),
        ("check/checkpoint", "check/best.index"),
        ("check/old.index", "check/old.index"),
        ("check/old.data-00000-of-00001", "check/old.index"),
        ("check", "check/best.index"),
        ("pair/net.json", "pair/net.json"),
        ("tfjs/weights.bin", "tfjs/model.json"),
        ("tfjs/metadata.json", "tfjs/model.json"),
        ("torch/pytorch_model.bin", "torch/pytorch_model.bin"),
        ("many/a.h5", "many/a.h5"),
        ("pictures", "pictures"),
        ("nowhere.h5", "nowhere.h5"),
    ],
)
def test_a_part_stands_for_its_model(here, chosen, meant):
    assert meant_by(here / chosen) == here / meant


@pytest.mark.parametrize(
    "dropped, path, network",
    [
        (["pair/net.json", "pair/epoch.weights.h5"], "pair/epoch.weights.h5", "pair/net.json"),
        (["pair/epoch.weights.h5", "pair/net.json"], "pair/epoch.weights.h5", "pair/net.json"),
        (["pair"], "pair/epoch.weights.h5", "pair/net.json"),
        (["teachable"], "teachable/keras_model.h5", None),
        (["tfjs"], "tfjs/model.json", None),
        (["tfjs/weights.bin", "tfjs/metadata.json", "tfjs/model.json"], "tfjs/model.json", None),
        (["torch"], "torch/pytorch_model.bin", "torch/config.json"),
        (["teachable/labels.txt", "teachable/keras_model.h5"], "teachable/keras_model.h5", None),
        (["check/best.data-00000-of-00001", "check/best.index"], "check/best.index", None),
        (["check/best.index", "pair/net.json"], "check/best.index", "pair/net.json"),
        (["many/b.h5", "many/a.h5"], "many/b.h5", None),
        (["many"], "many", None),
        (["saved"], "saved", None),
        (["check"], "check/best.index", None),
    ],
)
def test_of_several_files_the_model_is_opened(here, dropped, path, network):
    wanted = Chosen(here / path, None if network is None else here / network)
    assert choose([here / name for name in dropped]) == wanted


@pytest.mark.parametrize("dropped", [["pictures"], ["pictures/a.png"], ["teachable/labels.txt"], []])
def test_what_holds_no_model_is_none(here, dropped):
    assert choose([here / name for name in dropped]) is None


@pytest.mark.parametrize(
    "name, model", [("saved", True), ("unzipped", True), ("check", True), ("teachable", False), ("pictures", False)]
)  # fmt: skip
def test_a_folder_is_a_model_by_what_is_in_it(here, name, model):
    assert is_model(here / name) is model
