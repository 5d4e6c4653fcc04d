"""Every public name of Keras 3.15 exists here, or stands in the one table below with the reason why not."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator

import keras
import pytest

import layerloom

FRAMEWORK = "bound to another framework"
DISTRIBUTION = "distribution over several machines or devices"
QUANTIZATION = "quantization"
EXPORT = "export for other programs"
PRETRAINED = "pretrained weights"
BOXES = "bounding boxes"

#: What is not here. A name that ends in a point stands for all names of that module.
ABSENT = {
    "applications.": PRETRAINED,
    "callbacks.OrbaxCheckpoint": FRAMEWORK,
    "distribution.": DISTRIBUTION,
    "dtype_policies.AWQDTypePolicy": QUANTIZATION,
    "dtype_policies.GPTQDTypePolicy": QUANTIZATION,
    "dtype_policies.Int4DTypePolicy": QUANTIZATION,
    "dtype_policies.QuantizedDTypePolicy": QUANTIZATION,
    "dtype_policies.QuantizedFloat8DTypePolicy": QUANTIZATION,
    "export.": EXPORT,
    "layers.FlaxLayer": FRAMEWORK,
    "layers.JaxLayer": FRAMEWORK,
    "layers.MaxNumBoundingBoxes": BOXES,
    "layers.TFSMLayer": FRAMEWORK,
    "layers.TorchModuleWrapper": FRAMEWORK,
    "Quantizer": QUANTIZATION,
    "quantizers.": QUANTIZATION,
    "utils.bounding_boxes.": BOXES,
    "visualization.draw_bounding_boxes": BOXES,
    "visualization.plot_bounding_box_gallery": BOXES,
}


def public_names(
    module: types.ModuleType, path: str = "", seen: frozenset[int] = frozenset()
) -> Iterator[str]:
    """Yields the dotted names of everything that is public in a module and in those inside it."""
    for name in sorted(dir(module)):
        value = getattr(module, name)
        if name.startswith("_"):
            continue
        if not isinstance(value, types.ModuleType):
            yield path + name
        elif value.__name__.startswith("keras.") and ".src" not in value.__name__ and id(value) not in seen:
            yield from public_names(value, f"{path}{name}.", seen | {id(module)})


pytestmark = pytest.mark.skipif(
    not keras.__version__.startswith("3.15."), reason="the names are those of Keras 3.15"
)

NAMES = list(public_names(keras))


def find(path: str) -> object:
    found: object = layerloom
    for part in path.split("."):
        found = getattr(found, part, None)
        if found is None:
            return None
    return found


def reason(path: str) -> str | None:
    return next(
        (why for name, why in ABSENT.items() if path == name or (name[-1] == "." and path.startswith(name))),
        None,
    )


def test_no_name_is_missing() -> None:
    assert len(NAMES) > 1400
    assert [name for name in NAMES if find(name) is None and reason(name) is None] == []


def test_the_table_excuses_nothing_that_is_here_and_nothing_that_keras_lacks() -> None:
    for name in ABSENT:
        matching = [path for path in NAMES if path == name or (name[-1] == "." and path.startswith(name))]
        assert matching, f"Keras has no {name}"
        if name[-1] != ".":
            assert find(name) is None, f"{name} is here: take it out of the table"


def test_the_reasons_are_those_that_count() -> None:
    assert set(ABSENT.values()) <= {FRAMEWORK, DISTRIBUTION, QUANTIZATION, EXPORT, PRETRAINED, BOXES}


@pytest.mark.parametrize(
    "module", ["layers", "losses", "metrics", "optimizers", "initializers", "callbacks", "ops"]
)
def test_classes_and_functions_are_of_the_kind_that_keras_has(module) -> None:
    for name in (
        path.partition(".")[2] for path in NAMES if path.startswith(f"{module}.") and path.count(".") == 1
    ):
        here, there = find(f"{module}.{name}"), getattr(getattr(keras, module), name)
        if here is not None:
            assert inspect.isclass(here) or not inspect.isclass(there), f"{module}.{name} is no class"
            assert callable(here) == callable(there), f"{module}.{name}"


#: Arguments that mean something on other backends, or for abilities of the table above, only.
LEFT_OUT = {"gptq_unpacked_column_size", "quantization_config"}
#: Arguments that are taken, but are no part of the config.
BESIDE = {"flash_attention": True, "use_cudnn": False, "weights": None}
MODULES = (
    "layers",
    "losses",
    "metrics",
    "optimizers",
    "initializers",
    "regularizers",
    "constraints",
    "callbacks",
)


def arguments(target: type) -> list[str]:
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [name for name, p in inspect.signature(target).parameters.items() if p.kind not in kinds]


@pytest.mark.parametrize("module", MODULES)
def test_constructors_take_the_arguments_of_keras_in_their_order(module) -> None:
    wrong: dict[str, object] = {}
    for name in (
        path.partition(".")[2] for path in NAMES if path.startswith(f"{module}.") and path.count(".") == 1
    ):
        here, there = find(f"{module}.{name}"), getattr(getattr(keras, module), name)
        if not (inspect.isclass(here) and inspect.isclass(there)):
            continue
        wanted = [argument for argument in arguments(there) if argument not in (*LEFT_OUT, *BESIDE)]
        declared = {field.name for field in here.fields()} if hasattr(here, "fields") else set()
        missing = set(wanted) - declared - set(arguments(here))
        given = [argument for argument in arguments(here) if argument in wanted]
        if missing or given != [argument for argument in wanted if argument in given]:
            wrong[name] = sorted(missing) or given
    assert wrong == {}


@pytest.mark.parametrize(
    "argument, name, start",
    [
        ("flash_attention", "MultiHeadAttention", {"num_heads": 2, "key_dim": 2}),
        (
            "flash_attention",
            "GroupQueryAttention",
            {"head_dim": 2, "num_query_heads": 2, "num_key_value_heads": 1},
        ),
        ("use_cudnn", "LSTM", {"units": 2}),
        ("use_cudnn", "GRU", {"units": 2}),
        ("weights", "Embedding", {"input_dim": 2, "output_dim": 2}),
    ],
)
def test_arguments_beside_the_config_are_taken(argument, name, start) -> None:
    layer = getattr(layerloom.layers, name)(**start, **{argument: BESIDE[argument]})
    assert argument not in layer.get_config() or argument in getattr(keras.layers, name)(**start).get_config()
