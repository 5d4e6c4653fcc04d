"""DTypePolicy: which number types a layer computes in and keeps its variables in (``keras.dtype_policies``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, Self

from layerloom import config
from layerloom.declaration import Configurable, register
from layerloom.declaration import deserialize as from_data
from layerloom.declaration import serialize as to_data
from layerloom.errors import LayerloomError
from layerloom.patterns import matches
from layerloom.tensors import standardize_dtype

_policy: dict[str, str | None] = {"global": None}


@register("dtype_policy")
class DTypePolicy(Configurable):
    """A layer's number types (Keras's ``DTypePolicy``).

    Args:
        name: ``"float32"``, ``"float64"``, ``"float16"``, or ``"mixed_float16"``: computing in half precision on
            variables of full precision. NumPy has no bfloat16: with it and with ``"mixed_bfloat16"`` layers compute
            in float32, which is more exact. Answers of Keras differ from these by what its rounding to 8 bits costs,
            about 0.4 % of a number at each step. To round at the borders of layers, too, would not give its numbers:
            it rounds between the steps of a layer as well, some of which TensorFlow joins and some not.
    """

    def __init__(self, name: str | None = None) -> None:
        name = name or config.floatx()
        if not isinstance(name, str):
            raise LayerloomError(f"A policy's name must be text such as 'mixed_float16', got {name!r:.60}.")
        self._name = name
        mixed = name.startswith("mixed_")
        plain = name.removeprefix("mixed_")
        self._compute = "float32" if plain == "bfloat16" else standardize_dtype(plain)
        self._variable = "float32" if mixed else self._compute

    @property
    def name(self) -> str:
        """The policy's name."""
        return self._name

    @property
    def compute_dtype(self) -> str:
        """The number type of inputs, outputs and what is between."""
        return self._compute

    @property
    def variable_dtype(self) -> str:
        """The number type of weights."""
        return self._variable

    @property
    def quantization_mode(self) -> str | None:
        """``None``: nothing is quantized here."""
        return None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DTypePolicy) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f'<DTypePolicy "{self.name}">'


@register("dtype_policy")
class FloatDTypePolicy(DTypePolicy):
    """The older name of :class:`DTypePolicy`."""


@register("dtype_policy")
class DTypePolicyMap(DTypePolicy, MutableMapping[str, DTypePolicy]):
    """Policies by the path of a layer; a key that is a regular expression stands for all paths that it matches.

    Args:
        default_policy: The policy where no key fits; the global one by default.
        policy_map: The policies by path.
    """

    def __init__(self, default_policy: Any = None, policy_map: Mapping[str, Any] | None = None) -> None:
        default = None if default_policy is None else get(default_policy)
        super().__init__((default or dtype_policy()).name)
        self.default_policy = default
        self._map: dict[str, DTypePolicy] = {key: get(value) for key, value in (policy_map or {}).items()}

    @property
    def name(self) -> str:
        """The default policy's name, marked as that of a map."""
        return f"map_{self._name}"

    def __getitem__(self, key: str) -> DTypePolicy:
        """Returns the policy of an exact path, else of the only expression that matches it, else the default."""
        if key in self._map:
            return self._map[key]
        found = [pattern for pattern in self._map if matches(pattern, key)]
        if len(found) > 1:
            raise LayerloomError(
                f"Several keys fit the path {key!r}: {', '.join(found)}; use more exact ones."
            )
        return self._map[found[0]] if found else (self.default_policy or dtype_policy())

    def __setitem__(self, key: str, policy: Any) -> None:
        if key in self._map:
            raise LayerloomError(f"The path {key!r} has a policy already: remove it first.")
        self._map[key] = get(policy)

    def __delitem__(self, key: str) -> None:
        del self._map[key]

    def __contains__(self, key: object) -> bool:
        return key in self._map

    def __len__(self) -> int:
        return len(self._map)

    def __iter__(self) -> Iterator[str]:
        return iter(self._map)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DTypePolicyMap) and other.name == self.name and other._map == self._map

    __hash__ = DTypePolicy.__hash__

    def get_config(self) -> dict[str, Any]:
        """Returns the default and the map as plain data."""
        return {"default_policy": to_data(self.default_policy), "policy_map": to_data(self._map)}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes a map from the result of :meth:`get_config`."""
        return cls(from_data(config.get("default_policy")), from_data(config.get("policy_map")))

    def __repr__(self) -> str:
        return f"<DTypePolicyMap of {len(self._map)} paths, default {self._name!r}>"


def dtype_policy() -> DTypePolicy:
    """Returns the policy of layers that name none."""
    return DTypePolicy(_policy["global"])


def set_dtype_policy(policy: str | DTypePolicy | None) -> None:
    """Sets the policy of layers that name none; ``None`` stands for the one that follows ``floatx``."""
    _policy["global"] = None if policy is None else get(policy).name


def get(identifier: Any) -> DTypePolicy:
    """Returns the policy meant by a name, a number type, a policy, its config or ``None``.

    Raises:
        ValueError: If there is no such number type.
    """
    if identifier is None:
        return dtype_policy()
    if isinstance(identifier, DTypePolicy):
        return identifier
    if isinstance(identifier, dict):
        return deserialize(identifier)
    if isinstance(identifier, str) and "bfloat16" not in identifier and not identifier.startswith("mixed_"):
        return DTypePolicy(standardize_dtype(identifier))
    return DTypePolicy(identifier if isinstance(identifier, str) else standardize_dtype(identifier))


def serialize(dtype_policy: DTypePolicy) -> dict[str, Any]:
    """Returns a policy as plain data in the form of Keras 3."""
    data: dict[str, Any] = to_data(dtype_policy)
    return data


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> DTypePolicy:
    """Makes a policy of :func:`serialize`'s data, or of the older form with the name alone.

    Raises:
        LayerloomError: If the policy belongs to quantization, or the data name none.
    """
    name = config.get("class_name")
    if isinstance(name, str) and ("Quantized" in name or name in ("GPTQDTypePolicy", "AWQDTypePolicy")):
        raise LayerloomError(f"The policy {name} belongs to quantized layers, which do not exist here.")
    if name in ("DTypePolicyMap", *(custom_objects or {})):
        found: DTypePolicy = from_data(config, custom_objects)
        return found
    inner = config.get("config", {})
    return get(inner.get("name") if isinstance(inner, dict) else None)


# Keras offers these two among its settings as well, which stand below everything else.
vars(config).update(dtype_policy=dtype_policy, set_dtype_policy=set_dtype_policy)
