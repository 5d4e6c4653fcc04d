"""Config: named values in an object that can be frozen."""

from __future__ import annotations

import difflib
import json
from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from typing import Any

from layerloom.errors import LayerloomError

__all__ = ["Config"]


class Config:
    """A dict whose values are attributes as well (``keras.utils.Config``).

    Args:
        **kwargs: The first values.
    """

    def __init__(self, **kwargs: Any) -> None:
        object.__setattr__(self, "_config", kwargs)
        object.__setattr__(self, "_frozen", False)

    @property
    def frozen(self) -> bool:
        """Whether values can no longer be changed."""
        return bool(self._frozen)

    def freeze(self) -> None:
        """Refuses changes from here on."""
        object.__setattr__(self, "_frozen", True)

    def unfreeze(self) -> None:
        """Allows changes again."""
        object.__setattr__(self, "_frozen", False)

    def as_dict(self) -> dict[str, Any]:
        """Returns the values as a dict of their own."""
        return dict(self._config)

    def to_json(self) -> str:
        """Returns the values as JSON."""
        return json.dumps(self._config)

    def keys(self) -> KeysView[str]:
        """Returns the names."""
        return self._values().keys()

    def values(self) -> ValuesView[Any]:
        """Returns the values."""
        return self._values().values()

    def items(self) -> ItemsView[str, Any]:
        """Returns names with values."""
        return self._values().items()

    def get(self, keyname: str, value: Any = None) -> Any:
        """Returns a value, or another one where there is none of that name."""
        return self._config.get(keyname, value)

    def pop(self, *args: Any) -> Any:
        """Takes a value out."""
        return self._changeable().pop(*args)

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Sets several values."""
        self._changeable().update(*args, **kwargs)

    def __setattr__(self, name: str, value: Any) -> None:
        if hasattr(type(self), name):
            raise AttributeError(f"A Config cannot have a value named {name!r}: it is one of its methods.")
        self._changeable()[name] = value

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ("_config", "_frozen"):
            raise AttributeError(name)
        if name in self._config:
            return self._config[name]
        near = difflib.get_close_matches(name, self._config.keys(), n=1, cutoff=0.7)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise AttributeError(f"Unknown attribute: '{name}'.{hint}")

    def __setitem__(self, key: str, item: Any) -> None:
        self._changeable()[key] = item

    def __getitem__(self, key: str) -> Any:
        return self._config[key]

    def __delitem__(self, key: str) -> None:
        del self._changeable()[key]

    def __contains__(self, item: object) -> bool:
        return item in self._config

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._config))

    def __len__(self) -> int:
        return len(self._config)

    def __repr__(self) -> str:
        return f"<Config {self._config}>"

    def _values(self) -> dict[str, Any]:
        return self._config  # type: ignore[no-any-return]

    def _changeable(self) -> dict[str, Any]:
        if self._frozen:
            raise LayerloomError("This Config is frozen: call unfreeze() before you change it.")
        return self._values()
