"""An Architecture to the JSON that Keras 3 writes for a Functional model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from layerloom.declaration import sharing
from layerloom.graph.architecture import (
    MASK_BESIDE_TENSORS,
    Architecture,
    ArchitectureError,
    LayerSpec,
    Node,
    Ref,
    call_arguments,
    fill,
    fits,
)
from layerloom.graph.constants import unpacked
from layerloom.graph.inference import analyse, parse_architecture
from layerloom.graph.layer_json import parse_layer
from layerloom.graph.operations import class_in_files
from layerloom.graph.order import topological

_Shape = Sequence[int | None]


def format_architecture(
    arch: Architecture, shapes: Mapping[str, Sequence[_Shape]] | None = None
) -> dict[str, Any]:
    """Writes an architecture as real Keras's ``Model.to_json`` does, decoded.

    Real Keras's ``model_from_json`` opens the result if the graph is complete. Unfinished graphs are written as
    well: a node without inputs has an empty list of calls, and a file with loose nodes reads back unchanged.

    Args:
        arch: The architecture.
        shapes: Output shapes by node id, where they are known already; by default they are inferred.

    Returns:
        ``{"module", "class_name": "Functional", "config", ...}``, plain data of its own.
    """
    if shapes is None:
        known = analyse(arch).nodes
        shapes = {name: info.output_shapes for name, info in known.items() if info.output_shapes}
    return _Writer(arch, shapes).model()


class _Writer:
    """Writes one architecture; holds what its parts look up."""

    def __init__(self, arch: Architecture, shapes: Mapping[str, Sequence[_Shape]]) -> None:
        self.arch = arch
        self.shapes = shapes
        self.calls: dict[str, list[Node]] = {}
        self.index: dict[str, int] = {}
        for node in self.in_call_order():
            known = self.calls.setdefault(node.layer, [])
            self.index[node.id] = len(known)
            known.append(node)

    def in_call_order(self) -> list[Node]:
        """Returns the nodes so that no call of a layer needs a later one, as Keras wants it."""
        nodes = self.arch.nodes
        if len(nodes) == len(self.arch.layers):
            return list(nodes.values())
        place = {name: index for index, name in enumerate(topological(self.arch)[0])}
        return sorted(nodes.values(), key=lambda node: place.get(node.id, len(place)))

    def model(self) -> dict[str, Any]:
        arch = self.arch
        inputs = [self.place(Ref(node.id)) for node in arch.inputs]
        outputs = [self.place(ref, output=True) for ref in arch.outputs if ref.node in arch.nodes]
        config = {
            "name": arch.name,
            "trainable": arch.trainable,
            "layers": [self.layer(spec) for spec in arch.layers.values()],
            "input_layers": _nested(arch.input_structure, inputs),
            "output_layers": _nested(arch.output_structure, outputs),
        }
        return {
            "module": "keras.src.models.functional",
            "class_name": "Functional",
            "config": config,
            "registered_name": "Functional",
            "build_config": {"input_shape": None},
        }

    def layer(self, spec: LayerSpec) -> dict[str, Any]:
        calls = self.calls.get(spec.name, [])
        data = format_layer(spec, self.input_shape(calls[0]) if calls else None)
        data["name"] = spec.name
        loose = len(calls) == 1 and not calls[0].inputs
        data["inbound_nodes"] = [] if spec.is_input or loose else [self.call(spec, node) for node in calls]
        return data

    def call(self, spec: LayerSpec, node: Node) -> dict[str, Any]:
        tensors = [self.tensor(ref) for ref in node.inputs if ref.node in self.arch.nodes]
        args, kwargs = call_arguments(spec, node, tensors)
        return {"args": unpacked(args), "kwargs": unpacked(kwargs)}

    def tensor(self, ref: Ref) -> dict[str, Any]:
        source = self.arch.spec(ref.node)
        dtype = source.config.get("dtype") if source.is_input else None
        return {
            "class_name": "__keras_tensor__",
            "config": {
                "shape": self.shape(ref) or [None],
                "dtype": dtype if isinstance(dtype, str) else "float32",
                "keras_history": self.place(ref),
            },
        }

    def place(self, ref: Ref, output: bool = False) -> list[Any]:
        """Returns ``[layer, call, output]``; model outputs count the calls of a nested Functional from one."""
        spec = self.arch.spec(ref.node)
        shift = 1 if output and spec.class_name in ("Functional", "Model") else 0
        return [spec.name, self.index[ref.node] + shift, ref.port]

    def shape(self, ref: Ref) -> list[int | None] | None:
        known = self.shapes.get(ref.node, ())
        return list(known[ref.port]) if ref.port < len(known) else None

    def input_shape(self, node: Node) -> Any:
        """Returns the shape, or list of shapes, that a call gives its layer; ``None`` where one is unknown."""
        shapes = [self.shape(ref) for ref in node.inputs]
        args, _ = call_arguments(self.arch.spec(node), node, shapes)
        return args[0] if len(args) == 1 and shapes and None not in shapes else None


def format_layer(spec: LayerSpec, input_shape: Any = None) -> dict[str, Any]:
    """Writes one layer as Keras 3's ``serialize_keras_object`` does.

    Args:
        spec: The layer.
        input_shape: The shape or shapes it is called on, if known.
    """
    # Keras puts the name first.
    config = unpacked({"name": spec.name} | spec.config | {"name": spec.name})
    if spec.is_operation:
        class_name, module = class_in_files(spec)
        return {
            "module": module,
            "class_name": class_name,
            "config": config,
            "registered_name": spec.registered_name or class_name,
        }
    data: dict[str, Any] = {
        "module": spec.module,
        "class_name": spec.class_name,
        "config": _nested_model(spec, config) if spec.is_model else config,
        "registered_name": spec.registered_name,
    }
    if spec.is_model and spec.class_name != "Sequential":
        data.update(
            module="keras.src.models.functional", class_name="Functional", registered_name="Functional"
        )
    if spec.shared is not None:
        data[sharing.KEY] = spec.shared
    if spec.mask_beside_tensors:
        data[MASK_BESIDE_TENSORS] = True
    if spec.build_config is not None:
        data["build_config"] = spec.build_config
    elif input_shape is not None and not spec.is_input and spec.class_name not in _BUILT_AT_ONCE:
        data["build_config"] = {"input_shape": None if data["class_name"] == "Functional" else input_shape}
    return data


#: Layers that Keras writes without build_config: they have nothing to build.
_BUILT_AT_ONCE = frozenset(
    {"Activation", "Dropout", "LeakyReLU", "ReLU", "Reshape", "Softmax"}
    | {f"{name}Pooling{rank}D" for name in ("Average", "Max") for rank in (1, 2, 3)}
    | {f"Global{name}Pooling{rank}D" for name in ("Average", "Max") for rank in (1, 2, 3)}
)


def _nested_model(spec: LayerSpec, config: dict[str, Any]) -> dict[str, Any]:
    """Returns the config of a nested model with every layer in today's form; a broken one comes back as it is."""
    try:
        if _is_modern(config):
            return config
        if spec.class_name != "Sequential":
            inner = format_architecture(parse_architecture({"class_name": "Functional", "config": config}))
            return {**config, **inner["config"]}
        return {**config, "layers": [format_layer(parse_layer(item)) for item in config["layers"]]}
    except (ArchitectureError, KeyError, TypeError, AttributeError):
        return config


def _is_modern(config: dict[str, Any]) -> bool:
    """Tells whether Keras 3 itself could have written a nested model's config."""
    for layer in config.get("layers") or []:
        inner = layer.get("config") if isinstance(layer, dict) else None
        if not isinstance(inner, dict) or "module" not in layer or "batch_input_shape" in inner:
            return False
        if any(isinstance(call, list) for call in layer.get("inbound_nodes", ())):
            return False
        if "layers" in inner and not _is_modern(inner):
            return False
    return True


def _nested(structure: Any, places: list[Any]) -> Any:
    """Returns model inputs or outputs as Keras nests them: one bare, several in a list, or by the template."""
    if fits(structure, len(places)):
        return fill(structure, places)
    return places[0] if len(places) == 1 else places
