"""Operations of tf.keras that Keras 3 has no single one for, as several of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom.declaration import operators
from layerloom.graph.architecture import Architecture, Call, LayerSpec, Node, Ref, Slot, usual_call

Arguments = dict[str, Any]


class Steps:
    """Makes the operations that take a node's place one after the other; the last one becomes the node.

    Args:
        arch: The architecture; changed.
        node: The node.
    """

    def __init__(self, arch: Architecture, node: Node) -> None:
        self._arch = arch
        self._node = node
        self._inputs = list(node.inputs)
        self._name = node.layer
        self._count = 0

    def tensor(self, value: Any) -> Any:
        """Returns the tensor that an argument stands for, or the number that it is."""
        return self._inputs[value.index] if isinstance(value, Slot) else value

    def step(self, class_name: str, *values: Any, **settings: Any) -> Ref:
        """Adds an operation on tensors and numbers."""
        name = self._free()
        spec, inputs, call = _operation(class_name, name, values, settings)
        return Ref(self._arch.add(spec, inputs, call).id)

    def layer(self, class_name: str, tensor: Ref, **settings: Any) -> Ref:
        """Adds a layer that acts as it does while training."""
        name = self._free()
        spec = LayerSpec(class_name, name, {"name": name, **settings})
        return Ref(self._arch.add(spec, [tensor], Call((Slot(0),), {"training": True})).id)

    def _free(self) -> str:
        name = self._name
        while name in self._arch.layers:
            self._count += 1
            name = f"{self._name}_{self._count}"
        return name

    def end(self, class_name: str, *values: Any, **settings: Any) -> Ref:
        """Makes the node itself an operation."""
        spec, self._node.inputs, self._node.call = _operation(class_name, self._name, values, settings)
        self._arch.layers[self._name] = spec
        return Ref(self._node.id)


def _operation(
    class_name: str, name: str, values: tuple[Any, ...], settings: Arguments
) -> tuple[LayerSpec, list[Ref], Call]:
    inputs: list[Ref] = []

    def placed(value: Any) -> Any:
        if isinstance(value, list):
            return [placed(item) for item in value]
        if not isinstance(value, Ref):
            return value
        inputs.append(value)
        return Slot(len(inputs) - 1)

    call = Call(tuple(placed(value) for value in values))
    known = operators.find_class(class_name, "keras.src.ops")
    config = {"name": name, **settings}
    return (
        LayerSpec(operators.PREFIX + class_name, name, config, known.module if known else None),
        inputs,
        call,
    )


def _squared_difference(steps: Steps, x: Any, y: Any) -> None:
    steps.end("Square", steps.step("Subtract", x, y))


def _crelu(steps: Steps, features: Any, axis: int = -1) -> None:
    both = [steps.step("Relu", features), steps.step("Relu", steps.step("Negative", features))]
    steps.end("Concatenate", both, axis=axis)


def _adjust_contrast(steps: Steps, images: Any, contrast_factor: Any) -> None:
    mean = steps.step("Mean", images, axis=[-3, -2], keepdims=True)
    away = steps.step("Multiply", steps.step("Subtract", images, mean), contrast_factor)
    steps.end("Add", away, mean)


def _per_image_standardization(steps: Steps, image: Any) -> None:
    over: Arguments = {"axis": [-3, -2, -1], "keepdims": True}
    least = steps.step("Rsqrt", steps.step("Sum", steps.step("OnesLike", image), **over))
    spread = steps.step("Maximum", steps.step("Std", image, **over), least)
    steps.end("Divide", steps.step("Subtract", image, steps.step("Mean", image, **over)), spread)


def _local_response_normalization(
    steps: Steps, input: Any, depth_radius: int = 5, bias: float = 1, alpha: float = 1, beta: float = 0.5
) -> None:
    """Divides by a power of the sum of squares of a channel's neighbours, which a convolution over channels adds."""
    width = 2 * depth_radius + 1
    if not 1 <= width <= 2001:
        raise TypeError
    weights = {"class_name": "__numpy__", "config": {"value": [[[[[alpha]]] * width]], "dtype": "float32"}}
    squares = steps.step("ExpandDims", steps.step("Square", input), axis=-1)
    settings: Arguments = {
        "strides": 1,
        "padding": "same",
        "data_format": "channels_last",
        "dilation_rate": 1,
    }
    sums = steps.step("Squeeze", steps.step("Conv", squares, weights, **settings), axis=-1)
    steps.end("Multiply", input, steps.step("Power", steps.step("Add", sums, bias), -beta))


def _dropout(steps: Steps, x: Any, rate: float, seed: Any = None) -> None:
    """TensorFlow's function leaves numbers out whenever it is called."""
    steps.end("Copy", steps.layer("Dropout", x, rate=rate))


def _clip_by_norm(steps: Steps, t: Any, clip_norm: float, axes: Any = None) -> None:
    squares = steps.step("Sum", steps.step("Square", t), axis=axes, keepdims=True)
    length = steps.step("Maximum", steps.step("Sqrt", squares), clip_norm)
    steps.end("Divide", steps.step("Multiply", t, clip_norm), length)


def _cumsum(steps: Steps, x: Any, axis: int = 0, exclusive: bool = False, reverse: bool = False) -> None:
    """Sums from the end where it is told so; without an element itself where it is told that."""
    if not exclusive and not reverse:
        raise TypeError  # an operation of Keras
    last = steps.step if exclusive else steps.end
    if reverse:
        total = last("Flip", steps.step("Cumsum", steps.step("Flip", x, axis=axis), axis=axis), axis=axis)
    else:
        total = last("Cumsum", x, axis=axis)
    if exclusive:
        steps.end("Subtract", total, x)


def _sort(steps: Steps, values: Any, axis: int = -1, direction: str = "ASCENDING") -> None:
    if direction != "DESCENDING":
        raise TypeError
    steps.end("Negative", steps.step("Sort", steps.step("Negative", values), axis=axis))


def _argsort(
    steps: Steps, values: Any, axis: int = -1, direction: str = "ASCENDING", stable: bool = False
) -> None:
    if direction != "DESCENDING":
        raise TypeError
    steps.end("Argsort", steps.step("Negative", values), axis=axis)


_FUNCTIONS: dict[str, Callable[..., None]] = {
    "argsort": _argsort,
    "clip_by_norm": _clip_by_norm,
    "crelu": _crelu,
    "cumsum": _cumsum,
    "dropout": _dropout,
    "image.adjust_contrast": _adjust_contrast,
    "image.per_image_standardization": _per_image_standardization,
    "local_response_normalization": _local_response_normalization,
    "lrn": _local_response_normalization,
    "sort": _sort,
    "squared_difference": _squared_difference,
}


def replace_compound(arch: Architecture, function: str, node: Node) -> bool:
    """Puts several operations of Keras 3 in place of one of tf.keras.

    Args:
        arch: The architecture; changed.
        function: What the node's operation is called there.
        node: The node.

    Returns:
        Whether that could be done.
    """
    make = _FUNCTIONS.get(function)
    if make is None:
        return False
    call = node.call or usual_call("TFOpLambda", len(node.inputs))
    steps = Steps(arch, node)
    kwargs = {
        key: steps.tensor(value) for key, value in call.kwargs.items() if key != "name" and value is not None
    }
    try:
        make(steps, *map(steps.tensor, call.args), **kwargs)
    except TypeError:  # arguments that the function does not have
        return False
    return True
