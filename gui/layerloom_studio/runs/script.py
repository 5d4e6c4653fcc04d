"""A job as one Python file that does the same with Keras: data, network, compile, callbacks, fit, evaluate, save."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from layerloom.declaration import registry
from layerloom.graph import parse_architecture
from layerloom.graph.python_code import to_python, value_of
from layerloom.graph.python_names import comment, named_argument
from layerloom_studio.arithmetic import rate_of
from layerloom_studio.runs.augmenting import Augmenting
from layerloom_studio.runs.data import load_data
from layerloom_studio.runs.feeding import model_ports
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.output_scale import scale_outputs
from layerloom_studio.runs.preparing import Prepared, picture_shape, prepare
from layerloom_studio.runs.script_data import data_code
from layerloom_studio.runs.script_parts import STOP_AT_VALUE, augmented

Array = NDArray[Any]
_USUAL = {"save_freq": "epoch", "name": None}


@dataclass(frozen=True)
class Script:
    """The code of a training.

    Args:
        text: The Python file.
        arrays: What a file of arrays beside it has to hold; empty where the code loads its data itself.
    """

    text: str
    arrays: Mapping[str, Array]


def training_script(job: Job, name: str) -> Script:
    """Write a training as Python code.

    Args:
        job: The training; its data are loaded, to know their columns and classes.
        name: Of the file without its ending; files beside it are named after it.

    Returns:
        The code. Run with Keras it trains the same network on the same samples with the same settings.

    Raises:
        LayerloomError: If the data cannot be loaded, or do not go with the network; one sentence.
    """
    model = job.model()
    inputs, outputs = model_ports(model)
    data = load_data(job.data, picture_shape(inputs))
    ready = prepare(job, data, inputs, outputs)
    loading = data_code(job.data, data, ready, f"{name}.npz")
    imports, network = _network(job)
    imports |= loading.imports
    parts: list[str] = []
    settings = _callbacks(job, parts, imports)
    augmenting = Augmenting.of(job.data)
    if augmenting.active:
        parts.append(augmented(augmenting, ready.x, job))
        imports.add("from keras import layers")
    changes = _begin(job, model, ready)
    body = [
        f"keras.utils.set_random_seed({job.seed})",
        "# -- data\n" + "\n".join(loading.lines),
        "# -- network\n" + "\n".join([network, *changes]),
        "# -- training\n" + _compiling(job, ready),
        _fitting(job, ready, settings, augmented=augmenting.active),
        _ending(job, ready, name),
    ]
    head = f'"""Trains {job.name} with Keras, as it was set up in Layerloom: python {name}.py"""'
    if "\\" in head or not head.isprintable() or head.count('"""') > 2:
        head = '"""Trains a network with Keras, as it was set up in Layerloom."""'
    functions = "".join(f"\n\n{part}\n" for part in parts)
    text = (
        f"{head}\n\n{_sorted(imports)}\n{functions}" + ("\n\n" if parts else "\n") + "\n\n".join(body) + "\n"
    )
    return Script(text, loading.arrays)


def _network(job: Job) -> tuple[set[str], str]:
    """The code of the network, and the lines of it that import something."""
    sequential = job.architecture.get("class_name") == "Sequential"
    code = to_python(parse_architecture(dict(job.architecture)), sequential=sequential)
    lines = code.rstrip("\n").split("\n")
    count = next(
        (number for number, line in enumerate(lines) if not line.startswith(("import ", "from "))), 0
    )
    return set(lines[:count]), "\n".join(lines[count:]).strip("\n")


def _sorted(imports: set[str]) -> str:
    """Imports in the usual order: Python's own, then the others."""
    own = ("csv", "math", "pathlib")
    first = sorted(line for line in imports if line.split()[1] in own)
    last = sorted(imports.difference(first), key=lambda line: (line.startswith("from "), line))
    return "\n".join([*first, *([""] if first else []), *last])


def _callbacks(job: Job, parts: list[str], imports: set[str]) -> list[str]:
    """The code of every callback; classes that Keras does not have are written out or imported."""
    found = []
    for item in job.callbacks:
        name, config = str(item["class_name"]), dict(item.get("config") or {})
        config.pop("name", None)
        if name == "StopAtValue":
            parts.append(STOP_AT_VALUE)
            settings = _settings({key: value for key, value in config.items() if key != "mode"})
            mode = config.get("mode", "auto")
            rises = mode == "max" or (mode == "auto" and "acc" in str(config.get("monitor", "val_accuracy")))
            found.append(f"StopAtValue({settings}, rises={rises})")
            continue
        if name == "RateByFormula":
            found.append(_rate_by_formula(job, str(config.get("formula", "")), imports))
            continue
        entry = registry.find("callback", name)
        if entry is not None and not entry.target.__module__.startswith("layerloom."):
            imports.add(f"from {entry.module} import {name}")  # a file of one's own, beside the script
            found.append(f"{name}({_settings(config)})")
            continue
        code = value_of({"class_name": name, "config": config})
        found.append(
            code if code.startswith("keras.callbacks.") else f"keras.callbacks.{code.removeprefix('layers.')}"
        )
    return found


def _settings(config: Mapping[str, Any]) -> str:
    return ", ".join(named_argument(key, value_of(value)) for key, value in config.items())


def _rate_by_formula(job: Job, formula: str, imports: set[str]) -> str:
    """The schedule of a formula; what it takes from mathematics is imported."""
    optimizer = job.optimizer if isinstance(job.optimizer, Mapping) else {}
    first = (optimizer.get("config") or {}).get("learning_rate", 0.001)
    rate_of(formula, {"epoch": 0, "epochs": 10, "rate": 0.001, "first": 0.001})  # no other code is written
    formula = ast.unparse(ast.parse(formula.strip(), mode="eval"))
    used = [name for name in ("cos", "exp", "pi", "sqrt") if re.search(rf"\b{name}\b", formula)]
    if used:
        imports.add(f"from math import {', '.join(used)}")
    given = [f"first={first!r}"] if re.search(r"\bfirst\b", formula) else []
    given += [f"epochs={job.epochs}"] if re.search(r"\bepochs\b", formula) else []
    names = ", ".join(["epoch", "rate", *given])
    return f"keras.callbacks.LearningRateScheduler(lambda {names}: {formula})"


def _begin(job: Job, model: Any, ready: Prepared) -> list[str]:
    """What is changed at a new network before it learns."""
    if not job.data.get("scale_outputs", True) or isinstance(ready.y, list):
        return []
    return [
        line
        for name in scale_outputs(model, [ready.y])
        for line in (
            comment(
                f"{name} begins at mean and spread of what it shall tell, so that it need not travel there."
            ),
            f"kernel, bias = model.get_layer({value_of(name)}).get_weights()",
            f"model.get_layer({value_of(name)}).set_weights(",
            "    [kernel * y_train.std(axis=0), bias + y_train.mean(axis=0)]",
            ")",
        )
    ]


def _compiling(job: Job, ready: Prepared) -> str:
    said = {
        "optimizer": _object(job.optimizer),
        "loss": _objects(ready.loss, "loss"),
        "loss_weights": None if ready.loss_weights is None else repr(ready.loss_weights),
        "metrics": _objects(ready.metrics, "metric") if ready.metrics else None,
    }
    rows = "".join(f"    {key}={value},\n" for key, value in said.items() if value is not None)
    return f"model.compile(\n{rows})"


def _object(value: Any, kind: str | None = None) -> str:
    return value_of({"config": {}, **value} if isinstance(value, Mapping) else value, kind=kind)


def _objects(value: Any, kind: str | None = None) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_objects(item, kind) for item in value)}]"
    return _object(value, kind)


def _fitting(job: Job, ready: Prepared, callbacks: list[str], *, augmented: bool) -> str:
    rows = ["Augmented(x_train, y_train, BATCH_SIZE)"] if augmented else ["x_train", "y_train"]
    rows += [] if augmented else [f"batch_size={job.batch_size}"]
    rows += [f"epochs={job.epochs}"]
    rows += [] if job.shuffle or augmented else ["shuffle=False"]
    rows += [f"steps_per_epoch={job.steps_per_epoch}"] if job.steps_per_epoch else []
    if ready.validation is not None:
        rows += ["validation_data=(x_val, y_val)"]
        rows += [f"validation_steps={job.validation_steps}"] if job.validation_steps else []
    if ready.class_weight is not None:
        told = ", ".join(f"{number}: {weight:.6g}" for number, weight in ready.class_weight.items())
        rows += [f"class_weight={{{told}}}"]
    if callbacks:
        inner = [code.replace("\n", "\n        ") for code in callbacks]
        listed = "".join(f"        {code},\n" for code in inner)
        rows += [f"callbacks=[\n{listed}    ]"]
    return "history = model.fit(\n" + "".join(f"    {row},\n" for row in rows) + ")"


def _ending(job: Job, ready: Prepared, name: str) -> str:
    lines = []
    for item in job.callbacks:
        config = item.get("config") or {}
        if item["class_name"] == "ModelCheckpoint" and config.get("save_best_only"):
            path = str(config.get("filepath", ""))
            if "{" not in path:
                load = "load_weights" if config.get("save_weights_only") else None
                lines.append(
                    f"model.{load}({value_of(path)})  # the best epoch"
                    if load
                    else f"model = keras.models.load_model({value_of(path)})  # the best epoch"
                )
                break
    if ready.validation is not None:
        lines.append("print(model.evaluate(x_val, y_val, return_dict=True))")
    lines.append(f"model.save({value_of(f'{name}.keras')})")
    return "\n".join(lines)
