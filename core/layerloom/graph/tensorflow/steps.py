"""Operations of Keras 3 that together take the place of one of tf.keras."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from layerloom.declaration import operators
from layerloom.graph.architecture import Architecture, Call, LayerSpec, Node, Ref, Slot, usual_call
from layerloom.graph.tensorflow.node_def import plain

Arguments = dict[str, Any]
Shape = tuple[int | None, ...]

#: How many numbers a constant may have that is made of shapes, and all those of an architecture together: a file of
#: a few lines can tell sizes that no memory holds.
_MAX_CONSTANT = 2**20
_MAX_CONSTANTS = 2**22

#: What Python raises where the arguments of a file do not go together.
MISFITS = (AttributeError, LookupError, TypeError, ValueError, ArithmeticError)

#: What a parameter's annotation takes of the values in files; others take anything.
_KINDS: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "float": (int, float),
    "int": (int,),
    "list[Any]": (list,),
    "str": (str,),
}


class OtherwiseError(Exception):
    """A function is told to do something else than certain steps do."""


class UnknownShapeError(OtherwiseError):
    """A shape, or a size of it, is not known."""


def function_name(spec: LayerSpec) -> str:
    """Returns what TensorFlow calls an operation's function, without its module where that tells nothing new."""
    name = str(spec.config.get("function", ""))
    if name == "compat.v1.image.resize":
        return "image.resize_images"
    name = name.removeprefix("compat.v1.")
    return name if name.startswith("image.") else name.rpartition(".")[2]


class Room:
    """How many numbers the constants that are made for one architecture may still have."""

    def __init__(self) -> None:
        self.left = _MAX_CONSTANTS


def constant(value: Any) -> Arguments:
    """Returns an array in the form in which calls hold it."""
    array = np.asarray(value)
    return {"class_name": "__numpy__", "config": {"value": array.tolist(), "dtype": array.dtype.name}}


def as_tensor(class_name: str, value: Any) -> Any:
    """Returns an argument of a call with numbers in the form that Keras takes for a tensor where it is one.

    Args:
        class_name: Keras's class, with or without its prefix.
        value: The argument.
    """
    kind = class_name.removeprefix(operators.PREFIX)
    if kind.startswith("Bitwise") and type(value) is int:  # which Keras asks for its number type
        return constant(np.asarray([value], "int32"))
    if kind == "GetItem" or not isinstance(value, list) or not value:
        return value
    if any(isinstance(item, Slot) for item in value):  # tensors beside arrays, as Concatenate takes them
        return [as_tensor(class_name, item) for item in value]
    try:
        found = np.asarray(value)
    except ValueError:  # of several lengths
        return value
    if found.dtype.kind not in "bif":
        return value
    wide = found.dtype.kind == "i" and np.abs(found).max() > np.iinfo("int32").max
    return constant(
        found if wide else found.astype({"b": "bool", "i": "int32", "f": "float32"}[found.dtype.kind])
    )


class Steps:
    """Makes the operations that take a node's place one after the other; the last one becomes the node.

    Args:
        arch: The architecture; changed.
        node: The node.
        room: What is left for constants.
    """

    def __init__(self, arch: Architecture, node: Node, room: Room) -> None:
        self._arch = arch
        self._node = node
        self._room = room
        self._filled = 0
        self._inputs = list(node.inputs)
        self._name = node.layer
        self._count = 0
        self._added: list[Node] = []

    def tensor(self, value: Any) -> Any:
        """Returns the tensor that an argument stands for, or the number that it is; lists of them likewise."""
        if isinstance(value, list):
            return [self.tensor(item) for item in value]
        return self._inputs[value.index] if isinstance(value, Slot) else value

    def constant(self, count: int, make: Callable[[], Any]) -> Arguments:
        """Returns an array that is made of sizes, in the form in which calls hold it.

        Args:
            count: How many numbers it has.
            make: Makes it.

        Raises:
            OtherwiseError: If those are too many.
        """
        self.check(count)
        if count > self._room.left:
            raise OtherwiseError
        self._room.left -= count
        self._filled += count
        return constant(make())

    def check(self, count: int) -> None:
        """Refuses to make an array of so many numbers.

        Raises:
            OtherwiseError: If those are too many.
        """
        if not 0 <= count <= _MAX_CONSTANT:
            raise OtherwiseError

    def step(self, class_name: str, *values: Any, **settings: Any) -> Ref:
        """Adds an operation on tensors and numbers."""
        name = self._free()
        spec, inputs, call = _operation(class_name, name, values, settings)
        return self._add(spec, inputs, call)

    def layer(self, class_name: str, tensor: Ref, **settings: Any) -> Ref:
        """Adds a layer that acts as it does while training."""
        name = self._free()
        spec = LayerSpec(class_name, name, {"name": name, **settings})
        return self._add(spec, [tensor], Call((Slot(0),), {"training": True}))

    def end_with_layer(self, class_name: str, *tensors: Any, **settings: Any) -> None:
        """Makes the node itself a layer, called on a list of tensors.

        Raises:
            OtherwiseError: If one of them is no tensor.
        """
        if not all(isinstance(tensor, Ref) for tensor in tensors):
            raise OtherwiseError
        self._node.inputs, self._node.call = list(tensors), Call(([Slot(i) for i in range(len(tensors))],))
        self._arch.layers[self._name] = LayerSpec(class_name, self._name, {"name": self._name, **settings})

    def _add(self, spec: LayerSpec, inputs: list[Ref], call: Call) -> Ref:
        self._added.append(self._arch.add(spec, inputs, call))
        return Ref(self._added[-1].id)

    def undo(self) -> None:
        """Takes away what was added, if the node itself is still what it was."""
        for node in self._added:
            del self._arch.nodes[node.id], self._arch.layers[node.layer]
        self._added.clear()
        self._room.left += self._filled
        self._filled = 0

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

    def give(self, *outputs: Any) -> None:
        """Puts a tensor in place of each output of the node, which goes.

        Raises:
            OtherwiseError: If something that is asked for is no tensor.
        """
        new = {Ref(self._node.id, port): output for port, output in enumerate(outputs)}
        taken = {ref for node in self._arch.nodes.values() for ref in node.inputs} | set(self._arch.outputs)
        if any(not isinstance(new.get(ref), Ref) for ref in taken if ref.node == self._node.id):
            raise OtherwiseError
        for node in self._arch.nodes.values():
            node.inputs = [new.get(ref, ref) for ref in node.inputs]
        self._arch.outputs = [new.get(ref, ref) for ref in self._arch.outputs]
        del self._arch.nodes[self._node.id], self._arch.layers[self._name]


def _operation(
    class_name: str, name: str, values: tuple[Any, ...], settings: Arguments
) -> tuple[LayerSpec, list[Ref], Call]:
    inputs: list[Ref] = []

    def placed(value: Any) -> Any:
        if isinstance(value, list):
            return [placed(item) for item in value]
        if isinstance(value, UnknownSize):
            raise OtherwiseError
        if not isinstance(value, Ref):
            return value
        inputs.append(value)
        return Slot(len(inputs) - 1)

    call = Call(tuple(as_tensor(class_name, placed(value)) for value in values))
    known = operators.find_class(class_name, "keras.src.ops")
    count = len(inputs)
    config = {"name": name, **{key: placed(value) for key, value in settings.items()}}
    if len(inputs) > count:  # a tensor in place of a number, which Keras 3 does not take there
        raise OtherwiseError
    return (
        LayerSpec(operators.PREFIX + class_name, name, config, known.module if known else None),
        inputs,
        call,
    )


class UnknownSize:
    """A size that differs from call to call.

    Args:
        tensor: The tensor whose size it is, where it is one as it is.
        rank: How many axes this tensor has.
        axis: Which of them it is.
        dtype: The number type to which it was turned.
    """

    def __init__(self, tensor: Ref | None = None, rank: int = 0, axis: int = 0, dtype: str = "int32") -> None:
        self.tensor = tensor
        self.rank = rank
        self.axis = axis
        self.dtype = dtype

    def as_type(self, dtype: str) -> UnknownSize:
        """Returns the same size as a number of another type."""
        return UnknownSize(self.tensor, self.rank, self.axis, dtype)

    @property
    def is_batch(self) -> bool:
        """Whether it is the number of samples itself."""
        return self.tensor is not None and self.axis == 0

    def ones(self, steps: Steps) -> Ref:
        """Returns a vector of as many ones.

        Raises:
            OtherwiseError: If it is computed of such sizes.
        """
        if self.tensor is None:
            raise OtherwiseError
        found = steps.step("OnesLike", self.tensor)
        others = [axis for axis in range(self.rank) if axis != self.axis]
        if others:
            found = steps.step("Max", found, axis=others)
        return steps.step("Cast", found, dtype="float32")


class ShapedSteps(Steps):
    """Steps that know the shapes of the node's inputs.

    Args:
        arch: The architecture; changed.
        node: The node.
        room: What is left for constants.
        shapes: The shapes of its inputs.
        dtypes: Their number types.
    """

    def __init__(
        self, arch: Architecture, node: Node, room: Room, shapes: dict[Ref, Shape], dtypes: dict[Ref, str]
    ) -> None:
        super().__init__(arch, node, room)
        self._shapes = shapes
        self._dtypes = dtypes

    def dtype(self, value: Ref) -> str:
        """Returns the number type of one of the node's inputs."""
        return self._dtypes[value]

    def shape(self, value: Any) -> Shape:
        """Returns the shape of one of the node's inputs, or of an array that it is called with."""
        if isinstance(value, Ref):
            return self._shapes[value]
        found: tuple[int, ...] = np.shape(plain(value))
        return found

    def size(self, value: Any, axis: int) -> int:
        """Returns a size of such a shape.

        Raises:
            UnknownShapeError: If it is not known.
        """
        shape = self.shape(value)
        return known_size(shape[axis] if -len(shape) <= axis < len(shape) else None)


def known_size(size: int | None) -> int:
    """Returns a size of a shape.

    Raises:
        UnknownShapeError: If it is not known.
    """
    if size is None:
        raise UnknownShapeError
    return size


def take(make: Callable[..., None], steps: Steps, node: Node) -> bool:
    """Makes the steps that take a node's place.

    Args:
        make: Makes them; takes the steps and what TensorFlow's function takes, under its names.
        steps: The steps.
        node: The node.

    Returns:
        Whether they do what the node is told.
    """
    call = node.call or usual_call("TFOpLambda", len(node.inputs))
    args = [steps.tensor(value) for value in call.args]
    return take_values(make, steps, args, {key: steps.tensor(value) for key, value in call.kwargs.items()})


def take_values(make: Callable[..., None], steps: Steps, args: list[Any], kwargs: dict[str, Any]) -> bool:
    """Does the same as :func:`take`, with the arguments of the node's call."""
    kwargs = {key: value for key, value in kwargs.items() if key != "name" and _says(key, value)}
    signature = inspect.signature(make)
    try:
        given = signature.bind(steps, *args, **kwargs)
    except TypeError:  # arguments that these steps do not know
        return False
    for key, value in given.arguments.items():
        kinds = _KINDS.get(signature.parameters[key].annotation)
        if kinds and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            return False
    try:
        make(*given.args, **given.kwargs)
    except (OtherwiseError, *MISFITS):
        steps.undo()
        return False
    return True


def _says(key: str, value: Any) -> bool:
    if value is None:
        return key == "window_fn"  # there it means that there is none
    return value != "" if isinstance(value, str) else True
