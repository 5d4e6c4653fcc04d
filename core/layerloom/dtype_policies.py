"""DTypePolicy: which number types a layer computes in and keeps its variables in."""

from __future__ import annotations

from typing import Any

from layerloom import config
from layerloom.declaration import Configurable, register
from layerloom.tensors import standardize_dtype

_policy: dict[str, str | None] = {"global": None}


@register("dtype_policy")
class DTypePolicy(Configurable):
    """A layer's number types (Keras's ``DTypePolicy``).

    Args:
        name: ``"float32"``, ``"float64"``, ``"float16"``, or ``"mixed_float16"``: computing in half precision on
            variables of full precision.
    """

    def __init__(self, name: str | None = None) -> None:
        self.name = name or config.floatx()
        mixed = self.name.startswith("mixed_")
        self.compute_dtype = standardize_dtype(self.name.removeprefix("mixed_"))
        self.variable_dtype = "float32" if mixed else self.compute_dtype

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DTypePolicy) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f'<DTypePolicy "{self.name}">'


FloatDTypePolicy = register("dtype_policy", name="FloatDTypePolicy")(
    type("FloatDTypePolicy", (DTypePolicy,), {})
)


def dtype_policy() -> DTypePolicy:
    """Returns the policy of layers that name none."""
    return DTypePolicy(_policy["global"])


def set_dtype_policy(policy: str | DTypePolicy) -> None:
    """Sets the policy of layers that name none."""
    _policy["global"] = get(policy).name


def get(identifier: Any) -> DTypePolicy:
    """Returns the policy meant by a name, a number type, a policy or ``None``."""
    if identifier is None:
        return dtype_policy()
    if isinstance(identifier, DTypePolicy):
        return identifier
    if isinstance(identifier, dict):
        return get(identifier.get("config", {}).get("name"))
    if isinstance(identifier, str) and identifier.startswith("mixed_"):
        return DTypePolicy(identifier)
    return DTypePolicy(standardize_dtype(identifier))
