"""Networks of any size for what must stay fluid: used by the scale journey and the benchmark of the canvas."""

from __future__ import annotations

from typing import Any

from layerloom.graph import Architecture, LayerSpec, Ref, format_architecture


def drawing(nodes: int) -> dict[str, Any]:
    """Return Keras JSON of a network of so many layers and a fifth more connections than layers."""
    arch = Architecture(name=f"drawing_{nodes}")
    last = arch.add(LayerSpec("InputLayer", "image", {"batch_shape": [None, 32, 32, 8]}))
    skip = last
    while len(arch.nodes) < nodes:
        number = len(arch.nodes)
        if number % 5 == 4 and skip is not last:
            spec = LayerSpec("Add", f"add_{number}", {})
            skip = last = arch.add(spec, [Ref(last.id), Ref(skip.id)])
        elif number % 2:
            config = {"filters": 8, "kernel_size": [3, 3], "padding": "same"}
            last = arch.add(LayerSpec("Conv2D", f"conv_{number}", config), [Ref(last.id)])
        else:
            spec = LayerSpec("Activation", f"activation_{number}", {"activation": "relu"})
            last = arch.add(spec, [Ref(last.id)])
    arch.outputs = [Ref(last.id)]
    return format_architecture(arch)
