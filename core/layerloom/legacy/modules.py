"""Modules that only older versions of Keras had, such as ``keras.layers.convolutional`` and ``keras.engine``."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

#: Older module to where its names are now; modules that exist here learn the names that they once had besides.
OLDER = {
    "layers": (
        "advanced_activations", "convolutional", "convolutional_recurrent", "core", "cudnn_recurrent", "embeddings",
        "experimental", "experimental.preprocessing", "local", "merge", "noise", "normalization", "pooling",
        "recurrent", "wrappers",
    ),
    "layers models": (
        "/engine", "/engine.base_layer", "/engine.functional", "/engine.input_layer", "/engine.network",
        "/engine.sequential", "/engine.topology", "/engine.training",
    ),
    "losses": ("/objectives",),
    "optimizers.schedules models": ("/experimental",),
    "backend": ("common", "tensorflow_backend"),
    "callbacks": ("experimental",),
    "mixed_precision": ("experimental",),
    "optimizers": ("experimental",),
    "saving": ("save",),
    "utils": ("conv_utils", "io_utils"),
}  # fmt: skip

#: Names that have changed with the module.
_RENAMED = {
    "layers.recurrent": {"Recurrent": "RNN"},  # what Keras 1 called the base of all recurrent layers
    "mixed_precision.experimental": {"set_policy": "set_global_policy"},
}


class OlderModule(ModuleType):
    """A module whose names are those of other modules.

    Args:
        path: Its path without the package's name.
        places: The paths of the modules that have its names.
    """

    def __init__(self, path: str, places: tuple[str, ...]) -> None:
        super().__init__(f"layerloom.{path}", f"Older path of {' and '.join(f'keras.{p}' for p in places)}.")
        self.__path__: list[str] = []
        self._places = places
        self._renamed = _RENAMED.get(path, {})

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return dir(self)
        return _found(self._renamed.get(name, name), self.__name__, self._places)

    def __dir__(self) -> list[str]:
        names = {name for place in self._places for name in dir(_module(place)) if not name.startswith("_")}
        return sorted(names | set(self._renamed))


def install() -> None:
    """Makes the modules of ``OLDER`` importable, and attributes of those that they lie in."""
    for places, names in OLDER.items():
        inside = tuple(places.split())
        for name in names:
            path = name[1:] if name.startswith("/") else f"{inside[0]}.{name}"
            try:
                _widen(_module(path), inside, _RENAMED.get(path, {}))
            except ModuleNotFoundError:
                module = sys.modules[f"layerloom.{path}"] = OlderModule(path, inside)
                parent, _, last = module.__name__.rpartition(".")
                setattr(sys.modules[parent], last, module)


def first_parts() -> set[str]:
    """Returns the names of the older modules that lie directly in the package."""
    return {name[1:].partition(".")[0] for names in OLDER.values() for name in names if name.startswith("/")}


def _widen(module: ModuleType, places: tuple[str, ...], renamed: dict[str, str]) -> None:
    """Lets a module that exists find, besides its own, the names of others."""
    if not isinstance(module, OlderModule):
        name = module.__name__

        def find(wanted: str) -> Any:
            return _found(renamed.get(wanted, wanted), name, places)

        module.__dict__.setdefault("__getattr__", find)


def _module(path: str) -> ModuleType:
    return importlib.import_module(f"layerloom.{path}")


def _found(name: str, module: str, places: tuple[str, ...]) -> Any:
    if not name.startswith("__"):
        for place in places:
            found = getattr(_module(place), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module {module!r} has no attribute {name!r}")
