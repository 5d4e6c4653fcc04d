"""The layers inside a group, read once: names, counts and the search ask for them at every turn."""

from __future__ import annotations

import weakref

from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec, parse_layer

_known: dict[int, tuple[weakref.ref[LayerSpec], tuple[LayerSpec, ...]]] = {}


def inner_layers(spec: LayerSpec) -> tuple[LayerSpec, ...]:
    """Return the layers of a nested model, its inputs left out; none of any other layer.

    Args:
        spec: A layer of a drawing, which no edit changes in place.
    """
    listed = spec.config.get("layers") if spec.is_model else None
    if not isinstance(listed, list):
        return ()
    key = id(spec)
    kept = _known.get(key)
    if kept is not None and kept[0]() is spec:
        return kept[1]
    found = []
    for item in listed:
        try:
            inner = parse_layer(item)
        except LayerloomError:
            continue  # the problems tell about it
        if not inner.is_input:
            found.append(inner)
    layers = tuple(found)
    _known[key] = (weakref.ref(spec, lambda _gone: _known.pop(key, None)), layers)
    return layers
