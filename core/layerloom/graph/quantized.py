"""Layers that Keras 3 quantized, and the layers of ours that do what they do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from layerloom.graph.constants import Numbers

Config = dict[str, Any]

#: Number types of quantized layers in Keras 3.
POLICIES = (
    *("QuantizedDTypePolicy", "QuantizedFloat8DTypePolicy", "Int4DTypePolicy"),
    *("GPTQDTypePolicy", "AWQDTypePolicy"),
)

#: The layers of ours for quantized ones of Keras.
_FORMS = {name: f"Quantized{name}" for name in ("Dense", "EinsumDense", "Embedding", "ReversibleEmbedding")}
PLAIN = {ours: theirs for theirs, ours in _FORMS.items()}

#: How a number type may stand as text, for example ``int4/128_from_float32``.
_NAME = re.compile(r"(int8|int4|float8|gptq|awq)((?:/-?\d{1,9})*)_from_(\w{1,40})")

#: The steps to which inputs are rounded unless a file tells others.
_USUAL_RANGE = [-127, 127]


def of_quantized(name: str, config: Config) -> tuple[str, Config]:
    """Returns class and config of a layer of ours for one that Keras quantized; those of others as they are.

    Args:
        name: The layer's class.
        config: Its config.
    """
    dtype, given = config.get("dtype"), config.get("quantization_config")
    if isinstance(dtype, dict) and dtype.get("class_name") == "DTypePolicyMap":
        return name, {**config, "dtype": _without_quantization(dtype), **_of_projections(name, config)}
    policy = _policy(dtype)
    if policy is None or name not in _FORMS:
        return name, config
    mode, numbers, source = policy
    told: Config = {"mode": mode, "numbers": numbers, **_history(dtype)}
    inner = given.get("config") if isinstance(given, dict) else None
    if isinstance(inner, dict):
        told["range"] = _range_of_inputs(inner.get("activation_quantizer"))
        if told["range"] is False:  # by a quantizer of somebody's own
            return name, config
        if mode == "int4" and isinstance(inner.get("block_size"), int) and not numbers:
            told["numbers"] = [inner["block_size"]]
        told["config"] = _as_plain(given)
    elif mode == "int8" or (mode == "int4" and not numbers):
        # The second is of Keras 3.11 to 3.13, which rounded the inputs there as well.
        told["range"] = _USUAL_RANGE
    left = {key: value for key, value in config.items() if key != "quantization_config"}
    left.pop("gptq_unpacked_column_size", None)
    return _FORMS[name], {**left, "dtype": source, "quantization": told}


def _of_projections(name: str, config: Config) -> Config:
    """Returns how the projections of an attention layer are quantized, by the number types that their paths have."""
    inner = config["dtype"].get("config")
    table = inner.get("policy_map") if isinstance(inner, dict) else None
    if not name.endswith("Attention") or not isinstance(table, dict):
        return {}
    found: Config = {}
    layer = str(config.get("name"))
    for path, dtype in table.items():
        above, _, projection = str(path).rpartition("/")
        holder = above.removeprefix("(.*/)?").rpartition("/")[2]
        policy = _policy(dtype)
        if policy is None or holder not in (layer, re.escape(layer)):
            continue
        mode, numbers, _ = policy
        rounded: Config = {"range": _USUAL_RANGE} if mode == "int8" else {}
        found[projection] = {"mode": mode, "numbers": numbers, **rounded, **_history(dtype)}
    return {"quantization": found} if found else {}


def _history(dtype: Any) -> Config:
    """Returns how many steps a number type of 8-bit floats looks back, where it tells it."""
    found = dtype["config"].get("amax_history_length") if isinstance(dtype, dict) else None
    return {} if found is None else {"history": found}


def is_quantized(data: Config) -> bool:
    """Tells whether data are those of a layer of ours that stands for a quantized one, or holds such."""
    config = data.get("config")
    if not isinstance(config, dict):
        return False
    return str(data.get("class_name")) in PLAIN or (
        str(data.get("class_name")).endswith("Attention") and bool(config.get("quantization"))
    )


def as_quantized(data: Config, without: Sequence[str] = ()) -> Config:
    """Returns the data of a layer of ours as those of the quantized layer of Keras that it stands for.

    Args:
        data: The data.
        without: Kinds of quantization for which it shall be a plain layer.
    """
    config = dict(data["config"])
    told = config.pop("quantization", None)
    if data["class_name"] not in PLAIN:  # attention, with the number types of its projections by their paths
        source = _source(config)
        table = {
            f"(.*/)?{re.escape(str(config.get('name')))}/{name}": _policy_data(how, source)
            for name, how in told.items()
            if not how.get("plain") and how["mode"] not in without
        }
        if not table:
            return {**data, "config": config}
        maps: Config = {"default_policy": source, "policy_map": table}
        return {**data, "config": {**config, "dtype": _object("DTypePolicyMap", maps)}}
    found = {**data, "class_name": PLAIN[data["class_name"]], "config": config}
    found |= {"registered_name": None} if "registered_name" in found else {}
    if told is not None and not told.get("plain") and told["mode"] not in without:
        config["dtype"] = _policy_data(told, _source(config))
        if told.get("config") is not None:
            config["quantization_config"] = _as_objects(told["config"])
    return found


def as_code(name: str, config: Config) -> tuple[str, Config]:
    """Returns class and arguments by which code for Keras makes a layer: its number type tells of quantization."""
    told = config.get("quantization")
    if told is None:
        return name, config
    left = {key: value for key, value in config.items() if key != "quantization"}
    if name not in PLAIN:
        return name, left
    policy = _policy_data(told, _source(config))["config"]
    return PLAIN[name], {**left, "dtype": f"{policy['mode']}_from_{policy['source_name']}"}


def with_quantized(value: Any) -> Any:
    """Returns a model's data with the quantized layers of Keras in place of ours, for HDF5.

    Those in 8-bit floating point are left out: Keras writes them, but cannot read them there.
    """
    if isinstance(value, Numbers):
        return value
    if isinstance(value, list):
        return [with_quantized(item) for item in value]
    if not isinstance(value, dict):
        return value
    if is_quantized(value):
        value = as_quantized(value, without=("float8",))
    return {key: with_quantized(item) for key, item in value.items()}


def is_of_quantization(data: Config) -> bool:
    """Tells whether data are those of a number type of quantized layers, or of their settings."""
    name = str(data.get("class_name"))
    return name in POLICIES or name == "DTypePolicyMap" or name.endswith("QuantizationConfig")


def _policy(dtype: Any) -> tuple[str, list[int], str] | None:
    """Returns mode, numbers behind it (bits, size of groups) and plain number type of a quantized one."""
    if isinstance(dtype, dict) and dtype.get("class_name") in POLICIES:
        inner = dtype.get("config")
        if not isinstance(inner, dict):
            return None
        dtype = f"{inner.get('mode')}_from_{inner.get('source_name') or 'float32'}"
    match = _NAME.fullmatch(dtype) if isinstance(dtype, str) else None
    if match is None:
        return None
    return match[1], [int(text) for text in match[2].split("/") if text], match[3]


def _policy_data(told: Config, source: str) -> Config:
    """Returns the number type of a quantized layer in the form of Keras 3."""
    mode = told["mode"]
    kinds = {
        "float8": "QuantizedFloat8DTypePolicy",
        "gptq": "GPTQDTypePolicy",
        "awq": "AWQDTypePolicy",
        "int4": "Int4DTypePolicy" if told.get("numbers") else "QuantizedDTypePolicy",
    }
    config: Config = {
        "mode": "/".join([mode, *(str(n) for n in told.get("numbers") or ())]),
        "source_name": source,
    }
    if mode == "float8":
        config["amax_history_length"] = told.get("history", 1024)
    return _object(kinds.get(mode, "QuantizedDTypePolicy"), config)


def _source(config: Config) -> str:
    """Returns the plain number type of a layer."""
    dtype = config.get("dtype")
    return str(dtype["config"]["name"] if isinstance(dtype, dict) else dtype or "float32")


def _object(name: str, config: Config) -> Config:
    return {"module": "keras.dtype_policies", "class_name": name, "config": config, "registered_name": None}


def _range_of_inputs(quantizer: Any) -> Any:
    """Returns the steps to which inputs are rounded, ``None`` for no rounding, ``False`` for another way of it."""
    if not isinstance(quantizer, dict):
        return None
    config = quantizer.get("config")
    if quantizer.get("class_name") != "AbsMaxQuantizer" or not isinstance(config, dict):
        return False
    steps = config.get("value_range")
    return _USUAL_RANGE if steps is None else steps if isinstance(steps, list) else False


def _without_quantization(policies: Config) -> Any:
    """Returns a map of number types with the plain ones, or the only one that it has."""

    def plain(value: Any) -> Any:
        found = _policy(value)
        return value if found is None else found[2]

    inner = policies.get("config")
    if not isinstance(inner, dict):
        return policies
    table, usual = inner.get("policy_map"), plain(inner.get("default_policy"))
    kept = {key: plain(value) for key, value in table.items()} if isinstance(table, dict) else table
    if kept and kept != table and isinstance(usual, str) and set(map(str, kept.values())) == {usual}:
        return usual
    return {**policies, "config": {**inner, "default_policy": usual, "policy_map": kept}}


#: How objects inside the settings of a layer are kept as data that nobody takes for objects.
_KEYS = {"class_name": "class", "config": "settings", "registered_name": "registered"}
_KEYS_BACK = {ours: theirs for theirs, ours in _KEYS.items()}


def _as_plain(value: Any) -> Any:
    return _renamed(value, _KEYS)


def _as_objects(value: Any) -> Any:
    return _renamed(value, _KEYS_BACK)


def _renamed(value: Any, keys: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {keys.get(key, key): _renamed(item, keys) for key, item in value.items()}
    return [_renamed(item, keys) for item in value] if isinstance(value, list) else value
