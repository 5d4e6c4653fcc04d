"""What a file says of training that cannot be used here: kept, so that it is there when the model is saved again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from layerloom.declaration import find
from layerloom.saving.compile_settings import bare, in_full, legacy_training
from layerloom.saving.hdf5 import Array

#: What settings of training may name.
_KINDS = ("optimizer", "loss", "metric", "schedule")


@dataclass
class KeptTraining:
    """Settings of a model that was compiled with something unknown, and the state of its optimizer.

    Args:
        settings: The settings as the file has them: with ``optimizer``, or ``optimizer_config`` in older forms.
        state: The optimizer's arrays with their names, in the file's order.
    """

    settings: dict[str, Any]
    state: list[tuple[str, Array]]

    def modern(self) -> dict[str, Any]:
        """Returns the settings as ``compile_config`` of a ``.keras`` file."""
        if "optimizer" in self.settings:
            return {key: value for key, value in self.settings.items() if key != "optimizer_config"}
        rest = {key: value for key, value in self.settings.items() if key != "optimizer_config"}
        found: dict[str, Any] = _told({"optimizer": self.settings.get("optimizer_config"), **rest})
        return found

    def legacy(self) -> dict[str, Any] | None:
        """Returns the settings as ``training_config`` of a legacy file; ``None`` if no other reader takes them."""
        if "optimizer" not in self.settings:
            return _with_loss(self.settings)
        optimizer = self.settings["optimizer"]
        whole = isinstance(optimizer, dict) and isinstance(optimizer.get("config"), dict)
        if whole and find("optimizer", str(optimizer.get("class_name"))) is not None:
            return legacy_training(self.settings)
        rest = {key: value for key, value in self.settings.items() if key != "optimizer"}
        return _with_loss({**bare(rest), "optimizer_config": bare(optimizer)})

    def arrays(self) -> list[tuple[str, Any]]:
        """Returns the state with names that can stand in a legacy file."""
        return [
            (name if not name.isdecimal() else f"optimizer/{name}", _Fixed(array))
            for name, array in self.state
        ]


class _Fixed:
    """An array with the manners of a variable."""

    def __init__(self, array: Array) -> None:
        self._array = array

    def numpy(self) -> Array:
        """Returns it."""
        return self._array


def keep(model: Any, settings: Any, state: Sequence[tuple[str, Array]]) -> None:
    """Keeps what a file says of a model's training until the model is compiled otherwise."""
    if isinstance(settings, dict):
        model.kept_training = KeptTraining(settings, list(state))


def kept(model: Any) -> KeptTraining | None:
    """Returns what was kept for a model that has not been compiled since."""
    found = getattr(model, "kept_training", None)
    return found if isinstance(found, KeptTraining) and getattr(model, "optimizer", None) is None else None


def _with_loss(settings: dict[str, Any]) -> dict[str, Any]:
    """Returns settings with the names of losses as Keras 3 finds them when it opens a legacy file."""
    return {**settings, "loss": in_full(settings["loss"])} if "loss" in settings else settings


def _told(value: Any) -> Any:
    """Returns settings with the classes in them as Keras 3 tells them, which finds none by a bare name."""
    if isinstance(value, list):
        return [_told(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _told(item) for key, item in value.items()}
    if not {"class_name", "config"} <= found.keys() or "module" in found or found["class_name"] == "function":
        return found
    full = str(found["class_name"])
    name = full.rpartition(">")[2]
    entries = (find(kind, name) for kind in _KINDS)
    module = next((entry.module for entry in entries if entry is not None), None) if name == full else None
    registered = full if module is None else None
    return {"module": module, "class_name": name, "config": found["config"], "registered_name": registered}
