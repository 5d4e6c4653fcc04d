"""Whatever the data, reading gives a graph or one sentence, and inference always gives an answer."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import layerloom.models  # noqa: F401 - fills the registry
from layerloom.graph import ArchitectureError, analyse, format_architecture, parse_architecture


def _tensor(layer):
    return {
        "class_name": "__keras_tensor__",
        "config": {"shape": [None, 4], "dtype": "float32", "keras_history": [layer, 0, 0]},
    }


def _layer(class_name, name, args, **config):
    calls = [{"args": args, "kwargs": {}}] if args else []
    return {
        "class_name": class_name,
        "name": name,
        "config": {"name": name, **config},
        "inbound_nodes": calls,
    }


MODEL = {
    "class_name": "Functional",
    "config": {
        "name": "net",
        "layers": [
            _layer("InputLayer", "x", [], batch_shape=[None, 4]),
            _layer(
                "Dense",
                "d",
                [_tensor("x")],
                units=4,
                kernel_initializer={"class_name": "Zeros", "config": {}},
            ),
            _layer("Sequential", "s", [_tensor("d")], layers=[_layer("Dense", "inner", [], units=4)]),
            _layer("Add", "a", [[_tensor("s"), _tensor("x")]]),
        ],
        "input_layers": ["x", 0, 0],
        "output_layers": [["a", 0, 0]],
    },
}

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.sampled_from(["x", "d", "", "Dense"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["class_name", "config", "x"]), inner)
    ),
    max_leaves=6,
)


def _places(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _places(item, (*path, key))


PLACES = [path for path in _places(MODEL) if path]


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PLACES), plain), min_size=1, max_size=3))
def test_damaged_models_are_told_or_drawn(changes):
    data = copy.deepcopy(MODEL)
    for path, value in changes:
        place = data
        for key in path[:-1]:
            if not isinstance(place, (dict, list)) or (
                isinstance(place, list) and key not in range(len(place))
            ):
                break
            place = place[key] if isinstance(place, list) or key in place else {}
        else:
            if isinstance(place, dict) or (isinstance(place, list) and path[-1] in range(len(place))):
                place[path[-1]] = value
    try:
        arch = parse_architecture(data)
    except ArchitectureError:
        return
    analysis = analyse(arch)
    assert set(analysis.nodes) == set(arch.nodes)
    assert all(len(problem.message) < 2000 for problem in analysis.problems)
    json.dumps(format_architecture(arch))


def test_the_undamaged_model_is_whole():
    assert analyse(parse_architecture(MODEL)).problems == []


def _models_in_models(depth):
    data = {"class_name": "Dense", "config": {"name": "d", "units": 2}}
    for index in range(depth):
        data = {"class_name": "Sequential", "config": {"name": f"s{index}", "layers": [data]}}
    return data


def test_models_in_models_in_models():
    assert len(parse_architecture(_models_in_models(5)).nodes) == 1
    with pytest.raises(ArchitectureError, match="64 levels"):
        parse_architecture(_models_in_models(50))
