"""A model's architecture as YAML text of plain data; nothing in such a text can name or run code."""

from __future__ import annotations

import json
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.graph.plain_json import MAX_TEXT


def model_to_yaml(model: Any, **kwargs: Any) -> str:
    """Returns the structure of ``model.to_json()`` as YAML.

    Args:
        model: The model.
        **kwargs: Arguments of ``yaml.dump``, for example ``indent``.
    """
    import yaml

    options = {"sort_keys": False, "allow_unicode": True, "default_flow_style": None, **kwargs}
    text: str = yaml.dump(json.loads(model.to_json()), Dumper=_dumper(), **options)
    return text


def model_from_yaml(yaml_string: str, custom_objects: dict[str, Any] | None = None) -> Any:
    """Makes a model, with new weights, from YAML.

    Args:
        yaml_string: The text, of ours or of an older Keras; only plain data are read.
        custom_objects: Classes and functions of the caller, by name.

    Raises:
        LayerloomError: If the text is no YAML of plain data, is too long, or describes no model.
    """
    from layerloom.saving import model_from_json

    data = read_yaml(yaml_string)
    if not isinstance(data, (dict, list)):
        raise LayerloomError("This is no Keras model: the YAML text holds a single value.")
    return model_from_json(json.dumps(data), custom_objects=custom_objects)


def read_yaml(text: str) -> Any:
    """Returns the plain data of a YAML text, without aliases, which can make a short text endless.

    Raises:
        LayerloomError: If it is none.
    """
    import yaml

    if len(text) > MAX_TEXT:
        raise LayerloomError(f"The YAML text is longer than {MAX_TEXT // 2**20} MiB.")
    try:
        for token in yaml.scan(text, Loader=_loader()):
            if isinstance(token, (yaml.AliasToken, yaml.AnchorToken)):
                raise LayerloomError("The YAML text has references (& and *), which no model needs.")
        data = yaml.load(text, Loader=_loader())  # noqa: S506 - the safe loader, in C where it can be had
        return json.loads(json.dumps(data))
    except yaml.YAMLError as error:
        told = " ".join(str(getattr(error, "problem", None) or error).split())
        raise LayerloomError(f"The text is no YAML of plain data: {told}.") from None
    except (TypeError, ValueError, RecursionError) as error:
        if isinstance(error, LayerloomError):
            raise
        raise LayerloomError(
            "The YAML text holds values that no model has, or is nested too deeply."
        ) from None


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _dumper() -> Any:
    import yaml

    class Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Writes equal parts in full rather than as references."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

    return Plain
