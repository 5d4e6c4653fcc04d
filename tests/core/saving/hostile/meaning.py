"""Hostile files by what they say: code, settings, names and graphs."""

from __future__ import annotations

import base64
import itertools
import json
from pathlib import Path
from typing import Any

from .making import (
    MARKER,
    adding,
    archive,
    as_json,
    changed_h5,
    functional,
    hostile,
    lookup,
    plain,
    twin,
    with_layer,
    with_setting,
)

# -- 1: no code path from a file --


def _marking_code() -> Any:
    import marshal

    code = compile(f"lambda x: open({MARKER!r}, 'w')", "file", "eval")
    return [base64.b64encode(marshal.dumps(code)).decode(), None, None]


@hostile(1, "Lambda")
def lambda_with_bytecode(folder: Path) -> Path:
    return with_layer(folder, {"class_name": "Lambda", "config": {"name": "l", "function": _marking_code()}})


@hostile(1, "Lambda")
def lambda_of_keras_3(folder: Path) -> Path:
    function = {"class_name": "__lambda__", "config": {"code": _marking_code()[0]}}
    return with_layer(folder, {"class_name": "Lambda", "config": {"name": "l", "function": function}})


@hostile(1, "system")
def class_of_another_module(folder: Path) -> Path:
    return with_layer(
        folder, {"module": "os", "class_name": "system", "config": {"command": f"touch {MARKER}"}}
    )


@hostile(1, "nknown")
def function_of_another_module(folder: Path) -> Path:
    call = {"module": "builtins", "class_name": "function", "config": "exec", "registered_name": "function"}
    return with_setting(folder, activation=call)


for _name in ("TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "Custom>Dense"):

    @hostile(1, _name.rpartition(">")[2], _name)
    def _of_another_program(folder: Path, name: str = _name) -> Path:
        return with_layer(
            folder, {"class_name": name, "config": {"name": "l", "filepath": "/etc"}, "registered_name": name}
        )


@hostile(1, "vocabulary")
def vocabulary_from_a_path(folder: Path) -> Path:
    return with_layer(folder, lookup(vocabulary="/etc/passwd"))


@hostile(1, "object/apply", "yaml that calls")
def _yaml_that_calls(folder: Path) -> Path:
    return as_json(folder, f"!!python/object/apply:os.system ['touch {MARKER}']", "m.yaml")


# -- 2: one gate --


@hostile(2, "Lambda")
def lambda_in_hdf5(folder: Path) -> Path:
    data = json.loads(
        with_layer(folder, {"class_name": "Lambda", "config": {"function": _marking_code()}}).read_text()
    )
    return changed_h5(folder, lambda file: file.attrs.__setitem__("model_config", json.dumps(data)))


@hostile(2, "Lambda")
def lambda_in_an_archive(folder: Path) -> Path:
    data = with_layer(folder, {"class_name": "Lambda", "config": {"function": _marking_code()}}).read_bytes()
    return archive(folder, {"config.json": data})


@hostile(2, "Lambda")
def lambda_in_yaml(folder: Path) -> Path:
    import yaml

    data = json.loads(
        with_layer(folder, {"class_name": "Lambda", "config": {"function": _marking_code()}}).read_text()
    )
    return as_json(folder, yaml.safe_dump(data), "m.yaml")


# -- 7: JSON and YAML --


@hostile(7, "nested")
def deep_json(folder: Path) -> Path:
    return as_json(folder, "[" * 100_000 + "]" * 100_000)


@hostile(7, "NaN")
def not_a_number(folder: Path) -> Path:
    return as_json(folder, json.dumps(plain())[:-1] + ', "rate": NaN}')


@hostile(7, "twice")
def key_twice(folder: Path) -> Path:
    return as_json(folder, json.dumps(plain())[:-1] + ', "class_name": "Lambda"}')


@hostile(7, "too long")
def number_of_ten_thousand_digits(folder: Path) -> Path:
    return as_json(folder, json.dumps(plain())[:-1] + f', "n": {"9" * 10_000}}}')


@hostile(7, "control characters|too long")
def name_with_control_characters(folder: Path) -> Path:
    return with_setting(folder, name="a\x1b[31m")


@hostile(7, "too long")
def name_of_a_megabyte(folder: Path) -> Path:
    return with_setting(folder, name="n" * 10**6)


@hostile(7, "long|references|aliases|more than")
def yaml_that_multiplies(folder: Path) -> Path:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    return as_json(folder, "\n".join(rows), "m.yaml")


@hostile(7, "nested|deep")
def deep_yaml(folder: Path) -> Path:
    return as_json(folder, "[" * 20_000 + "]" * 20_000, "m.yaml").rename(folder / "n.yaml")


@hostile(7, "values that no model has")
def number_in_parts_of_sixty(folder: Path) -> Path:
    return as_json(folder, f"class_name: {'1:' * 200_000}1", "m.yaml")


@hostile(7, "Python prints")
def printed_text_of_megabytes(folder: Path) -> Path:
    return as_json(folder, "{'a': " + "'x', " * 2_000_000)


@hostile(7, "no end|no JSON")
def printed_spaces(folder: Path) -> Path:
    return as_json(folder, "{'a': " + " " * 2_000_000)


# -- 8: every number --

for _title, _value in {
    "negative": -3,
    "zero": 0,
    "truth": True,
    "fraction": 2.5,
    "text": "8",
    "list": [3],
}.items():

    @hostile(8, "units", f"units: {_title}")
    def _units(folder: Path, value: Any = _value) -> Path:
        return with_setting(folder, units=value)


# -- 9: graphs --


@hostile(9, "cycle|circle|itself|loop")
def cycle(folder: Path) -> Path:
    return as_json(folder, functional([adding("a", "b", "x"), adding("b", "a", "x")], "b"))


@hostile(9, "nowhere")
def unknown_layer_in_a_call(folder: Path) -> Path:
    return as_json(folder, functional([adding("a", "nowhere", "x")], "a"))


@hostile(9, "call|number")
def call_that_was_never_made(folder: Path) -> Path:
    return as_json(folder, functional([adding("a", "x", "x", index=7)], "a"))


@hostile(9, "number of a call")
def negative_call(folder: Path) -> Path:
    return as_json(folder, functional([adding("a", "x", "x", index=-1)], "a"))


@hostile(9, "unique|Two layers")
def name_twice(folder: Path) -> Path:
    return as_json(folder, functional([adding("a", "x", "x"), adding("a", "x", "x")], "a"))


@twin(9)
def diamonds(folder: Path) -> Path:
    """So many ways from end to end that nothing may go through them one by one."""
    names = ["x", *(f"a{i}" for i in range(64))]
    return as_json(
        folder,
        functional([adding(new, old, old) for old, new in itertools.pairwise(names)], names[-1]),
    )
