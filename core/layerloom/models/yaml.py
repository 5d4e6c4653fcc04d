"""A model's architecture as YAML text of plain data; nothing in such a text can name or run code."""

from __future__ import annotations

import json
import re
from typing import Any

from layerloom.errors import LayerloomError
from layerloom.graph.plain_json import MAX_TEXT
from layerloom.graph.plain_text import text_of
from layerloom.models.yaml_tags import add_tags

#: What a text may hold with its references written in full.
_MOST_VALUES = 1_000_000
_MOST_LEVELS = 100

#: How a mapping begins, at the left margin.
_FIRST_KEY = re.compile(r"[A-Za-z_]+\s*:")


def model_to_yaml(model: Any, **kwargs: Any) -> str:
    """Returns the structure of ``model.to_json()`` as YAML.

    Args:
        model: The model.
        **kwargs: Arguments of ``yaml.dump``, for example ``indent``.
    """
    return data_to_yaml(json.loads(model.to_json()), **kwargs)


def data_to_yaml(data: Any, **kwargs: Any) -> str:
    """Returns plain data, such as that of Keras JSON, as YAML without tags.

    Args:
        data: The data.
        **kwargs: Arguments of ``yaml.dump``, for example ``indent``.
    """
    import yaml

    options = {"sort_keys": False, "allow_unicode": True, "default_flow_style": None, **kwargs}
    text: str = yaml.dump(data, Dumper=_dumper(), **options)
    return text


def model_from_yaml(
    yaml_string: str, custom_objects: dict[str, Any] | None = None, placeholders: bool = False
) -> Any:
    """Makes a model, with new weights, from YAML.

    Args:
        yaml_string: The text, of ours or of an older Keras; only plain data are read.
        custom_objects: Classes and functions of the caller, by name.
        placeholders: Whether layers that are not known become placeholders, see :func:`layerloom.saving.load_model`.

    Raises:
        LayerloomError: If the text is no YAML of plain data, is too long, or describes no model.
    """
    from layerloom.saving import model_from_json

    data = read_yaml(yaml_string)
    text_of_a_model = isinstance(data, str) and data.lstrip().startswith(("{", "[", "(", '"'))
    if not isinstance(data, (dict, list)) and not text_of_a_model:
        raise LayerloomError("This is no Keras model: the YAML text holds a single value.")
    return model_from_json(json.dumps(data), custom_objects=custom_objects, placeholders=placeholders)


def read_yaml(text: str | bytes) -> Any:
    """Returns the plain data of a YAML text; the tuples of Keras 1 and 2 become lists.

    References are followed as long as the data that they stand for stay of a reasonable size. A text that was appended
    to a file that held it already counts once.

    Args:
        text: The text, or the bytes of a file, see :func:`~layerloom.graph.plain_text.text_of`.

    Raises:
        LayerloomError: If it is none, or holds several models.
    """
    import yaml

    if len(text) > MAX_TEXT:
        raise LayerloomError(f"The YAML text is longer than {MAX_TEXT // 2**20} MiB.")
    try:
        text = _only_text(text_of(text) if isinstance(text, bytes) else text)
        _check_events(text)
        loader = _loader()(text)
        try:
            root = loader.get_single_node()
            _check_size(root)
            data = None if root is None else loader.construct_document(root)
        finally:
            loader.dispose()
        return json.loads(json.dumps(data))
    except yaml.YAMLError as error:
        told = " ".join(str(getattr(error, "problem", None) or error).split())
        raise LayerloomError(f"The text is no YAML of plain data: {told}.") from None
    except UnicodeDecodeError:
        raise LayerloomError("The text is neither UTF-8 nor UTF-16, so it is no YAML.") from None
    except (TypeError, ValueError, LookupError, RecursionError) as error:
        if isinstance(error, LayerloomError):
            raise
        raise LayerloomError(
            "The YAML text holds values that no model has, or is nested too deeply."
        ) from None


def _only_text(text: str) -> str:
    """Returns a text that may stand in a file several times, one behind the other, with the same first line each time.

    Raises:
        LayerloomError: If the texts are not the same.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    marks = ("", "---", "...")
    first = next((line for line in lines if line.rstrip() not in marks), "")
    starts = [at for at, line in enumerate(lines) if line == first]
    if len(starts) < 2 or not _FIRST_KEY.match(first):
        return text
    ends = [*starts[1:], len(lines)]
    parts = [
        [line for line in lines[start:end] if line.rstrip() not in marks] for start, end in zip(starts, ends)
    ]
    for start, part in zip(starts, parts, strict=True):
        if part != parts[0]:
            raise LayerloomError(
                f"The YAML text holds several models, another one from line {start + 1} on: keep one of them in a file."
            )
    return "\n".join(parts[0])


def _check_events(text: str) -> None:
    """Refuses a text of too many values, of which each takes a kilobyte, or too deep for YAML's reader in C to bear.

    Raises:
        LayerloomError: If it is one.
    """
    import yaml

    level = count = 0
    for event in yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        level += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        count += isinstance(event, yaml.NodeEvent)
        if level > _MOST_LEVELS:
            raise LayerloomError(f"The YAML text is nested deeper than {_MOST_LEVELS} levels.")
        if count > _MOST_VALUES:
            raise LayerloomError(f"The YAML text holds more than {_MOST_VALUES} values.")


def _check_size(root: Any) -> None:
    """Refuses references that lead back to themselves, or make a short text endless, and keys that come twice.

    Raises:
        LayerloomError: If they do.
    """
    sizes: dict[int, int] = {}
    started: set[int] = set()
    pending = [] if root is None else [root]
    while pending:
        node = pending[-1]
        parts = [] if isinstance(node.value, str) else node.value
        keys = [item[0].value for item in parts if isinstance(item, tuple)]
        # What they stand for does not count: as JSON, 1 and "1" are one key.
        if not all(isinstance(key, str) for key in keys):
            raise LayerloomError("The YAML text has a list or a mapping as a key, which no model has.")
        if len(set(keys)) != len(keys):
            again = next(item[0] for at, item in enumerate(parts) if item[0].value in keys[:at])
            raise LayerloomError(
                f"The YAML text has the key {again.value[:60]!r} twice in one place, the second time in line "
                f"{again.start_mark.line + 1}."
            )
        parts = [part for item in parts for part in (item if isinstance(item, tuple) else (item,))]
        waiting = [part for part in parts if id(part) not in sizes]
        if waiting and id(node) in started:
            raise LayerloomError("The YAML text has references (& and *) that lead back to themselves.")
        if waiting:
            started.add(id(node))
            pending.extend(waiting)
            continue
        sizes[id(node)] = 1 + sum(sizes[id(part)] for part in parts)
        if sizes[id(node)] > _MOST_VALUES:
            raise LayerloomError("The YAML text has references (& and *) that stand for millions of values.")
        pending.pop()


def _loader() -> Any:
    import yaml

    class Plain(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """The safe loader, in C where it can be had, which also knows what Keras wrote of Python."""

    add_tags(Plain)
    return Plain


def _dumper() -> Any:
    import yaml

    class Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Writes equal parts in full rather than as references."""

        def ignore_aliases(self, data: Any) -> bool:
            return True

    return Plain
