"""Layer: the base of everything with weights that is called on tensors."""

from __future__ import annotations

import inspect
import warnings
from functools import cache
from typing import Any, Self

from layerloom import dtype_policies, regularizers
from layerloom.declaration import scope
from layerloom.declaration.fields import RegularizerLike
from layerloom.errors import ShapeError
from layerloom.layers.building import complete_build
from layerloom.layers.call_context import current_training, in_call, layer_call
from layerloom.layers.input_spec import check_inputs
from layerloom.layers.losses import LossOwner
from layerloom.layers.masks import has_masks, masks_of, set_masks, take_masks
from layerloom.layers.misfits import explained, refused_call
from layerloom.layers.older_names import accept_older_names
from layerloom.layers.precision import as_inputs, in_precision
from layerloom.layers.stateless import stateless_call
from layerloom.layers.structures import (
    as_shapes,
    declared_input,
    flat_shapes,
    has_tensors,
    shapes_of,
    symbols_for,
    unpack_single,
)
from layerloom.layers.trial import infer_outputs
from layerloom.naming import close_scope, open_scope, to_snake_case, unique_name
from layerloom.tensors import (
    KerasTensor,
    Node,
    Operation,
    abstract_variables,
    find_symbolic,
    inside_operation,
    is_recording,
)
from layerloom.tensors.symbolic import follower

__all__ = ["Layer"]


class Layer(LossOwner, Operation):
    """A function of tensors with weights of its own (``keras.layers.Layer``).

    Subclasses write ``call``, usually ``build``, and declare typed constructor arguments, from which
    ``get_config``, checks and property forms follow.

    Args:
        activity_regularizer: Penalty on the layer's output.
        trainable: Whether training changes the weights.
        dtype: Number type to compute in; the default is float32.
        name: The layer's name, unique in its model.
    """

    #: What the inputs must look like: an InputSpec, a list of them, or None.
    input_spec: Any = None
    #: Whether a mask of the input is passed on to the output.
    supports_masking: bool = False

    #: Whether the mask of the first tensors counts beside others too, as in files of Keras 1 and 2.
    mask_beside_tensors: bool = False
    #: Whether the class's own ``build`` runs in the name scope of the layer; our models do that themselves.
    _completes_build: bool = True
    #: Whether it computes in the type of its variables, also where the policy is a mixed one.
    _in_full_precision: bool = False
    #: Whether floating point inputs and variables are brought to the number type of the computation.
    autocast: bool
    dtype_policy: dtype_policies.DTypePolicy
    _inbound_nodes: list[Node]
    _build_shapes: dict[str, Any] | None
    _path: str | None
    _parent_path: str | None
    _building: bool
    _declared_input: tuple[int | None, ...] | None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__init__" in vars(cls):
            cls.__init__ = accept_older_names(cls.__init__)  # type: ignore[method-assign]
        if "build" in vars(cls) and vars(cls).get("_completes_build", True):
            cls.build = complete_build(cls.build)  # type: ignore[method-assign]

    def __init__(
        self,
        *,
        activity_regularizer: RegularizerLike = None,
        trainable: bool = True,
        dtype: Any = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        self._start()
        self.name = name or unique_name(to_snake_case(type(self).__name__))
        self.activity_regularizer = regularizers.get(activity_regularizer)
        self.dtype_policy = dtype_policies.get(dtype)
        self._trainable = trainable
        self._declared_input = declared_input(kwargs)
        self.autocast = bool(kwargs.pop("autocast", True))
        if kwargs:
            raise TypeError(f"{type(self).__name__}() has no argument {next(iter(kwargs))!r}.")

    def _start(self) -> None:
        """Makes what ``__setattr__`` and the properties rely on."""
        if "_trainable_variables" not in self.__dict__:
            self.__dict__.update(
                _trainable_variables=[],
                _non_trainable_variables=[],
                _losses=[],
                _standing_losses=[],
                _own_metrics={},
                _inbound_nodes=[],
                _trainable=True,
                _build_shapes=None,
                built=False,
                _building=False,
                _path=None,
                _parent_path=None,
                dtype_policy=dtype_policies.dtype_policy(),
                name=to_snake_case(type(self).__name__),
                activity_regularizer=None,
                _declared_input=None,
                autocast=True,
            )

    # -- building ------------------------------------------------------------------------------------------

    @complete_build
    def build(self, input_shape: Any) -> None:
        """Makes the weights for an input shape, batch included. Layers without weights need none."""

    def _ensure_built(self, arguments: dict[str, Any]) -> None:
        if self.built:
            return
        shapes = {key: shapes_of(value) for key, value in arguments.items() if has_tensors(value)}
        if not shapes:
            return
        self._build_on(shapes)

    def _build_on(self, shapes: dict[str, Any]) -> None:
        """Calls ``build`` with the shape of the first input, or of all where it has several parameters."""
        names = _build_parameters(type(self))  # type: ignore[arg-type]
        if len(names) > 1 or (
            names and names[0] != "input_shape" and names[0].removesuffix("_shape") in shapes
        ):
            self.build(
                **{n: shapes[n.removesuffix("_shape")] for n in names if n.removesuffix("_shape") in shapes}
            )
        else:
            self.build(next(iter(shapes.values())))

    def get_build_config(self) -> dict[str, Any] | None:
        """Returns the shapes this layer was built with, in Keras's form."""
        shapes = self._build_shapes
        if not shapes:
            return shapes
        return {"input_shape": next(iter(shapes.values()))} if len(shapes) == 1 else {"shapes_dict": shapes}

    def build_from_config(self, config: dict[str, Any]) -> None:
        """Builds with shapes from :meth:`get_build_config`."""
        if config and not self.built:
            shapes = {key: as_shapes(value) for key, value in config.get("shapes_dict", config).items()}
            if "input_shape" in shapes:
                self.build(shapes["input_shape"])
            elif any(key.endswith("_shape") for key in shapes):
                self._build_on({key.removesuffix("_shape"): value for key, value in shapes.items()})

    # -- calling -------------------------------------------------------------------------------------------

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Computes the output. To be written by subclasses."""
        raise NotImplementedError(
            f"{type(self).__name__} has no call() method: write one that returns a tensor."
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Builds the layer at the first call, checks the inputs, and computes or, on symbols, infers."""
        self._start()
        said = kwargs.get("training")
        args, kwargs, arguments, training = self._bind(args, kwargs)
        first = next(iter(arguments.values()), None)
        self._check_inputs(first)
        outermost = not in_call()
        scope = open_scope(self.name, self)
        with layer_call(training):
            try:
                if not self.built:
                    with inside_operation(False):  # a model that is made in build() has a graph of its own
                        self._ensure_built(arguments)
                    self._check_inputs(first)  # build may have set the spec
                if find_symbolic((args, kwargs)):
                    if said is not None and self._layers:  # layers inside may ask, though this one does not
                        kwargs["training"] = said
                    return self._call_symbolically(args, kwargs, keep=is_recording())
                if outermost:
                    self._forget_losses()
                return self._compute(args, kwargs, arguments, first)
            except ShapeError as error:
                told = explained(self, first, error)
                if told is None and repr(self.name) not in str(error):
                    told = ShapeError(f"Layer {self._title}: {error}")
                raise (told or error) from None
            except (TypeError, ValueError, IndexError, AttributeError, ArithmeticError) as error:
                told = explained(self, first, error)
                if told is None:
                    raise
                raise told from error
            finally:
                if scope:
                    close_scope()

    def _bind(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any], dict[str, Any], bool | None]:
        """Returns the arguments as ``call`` takes them, the same by name, and whether the layer is training."""
        signature = _call_signature(type(self))  # type: ignore[arg-type]
        args = tuple(self._convert(arg) for arg in args)
        kwargs = {key: self._convert(value) for key, value in kwargs.items()}
        training = kwargs.get("training")
        if training is None:
            training = current_training()
        if "training" not in signature.parameters:
            kwargs.pop("training", None)
        elif training is not None:
            kwargs["training"] = training
        first, others = _usual_parameters(type(self))  # type: ignore[arg-type]
        if first and len(args) == 1 and kwargs.keys() <= others:
            return args, kwargs, {first: args[0], **kwargs}, training
        try:
            arguments = signature.bind(self, *args, **kwargs).arguments
        except TypeError as error:
            raise TypeError(f"Layer {self._title}: its call {refused_call(error)}.") from None
        own = next(iter(signature.parameters.values()))
        if own.kind is not own.VAR_POSITIONAL:
            arguments.pop(own.name)  # the layer itself, which most call self
        return args, kwargs, arguments, training

    def _convert(self, value: Any) -> Any:
        """Brings one argument of a call to what ``call`` takes."""
        return as_inputs(self, value)

    def _check_inputs(self, first: Any) -> None:
        if self.input_spec is not None and has_tensors(first):
            check_inputs(self.input_spec, flat_shapes(first), self._title)

    def _compute(
        self, args: tuple[Any, ...], kwargs: dict[str, Any], arguments: dict[str, Any], first: Any
    ) -> Any:
        """Runs ``call`` on values, passes the mask on, and adds the penalty of the output."""
        beside = self.mask_beside_tensors
        take_masks(_call_signature(type(self)), arguments, kwargs, beside)  # type: ignore[arg-type]
        masks = masks_of(first) if kwargs.get("mask") is None else kwargs["mask"]
        outputs = in_precision(self, lambda: self.call(*args, **kwargs))
        self._pass_mask(first, masks, outputs)
        if self.activity_regularizer is not None:
            self._penalize(outputs)
        return outputs

    def stateless_call(
        self, trainable_variables: Any, non_trainable_variables: Any, *args: Any, **kwargs: Any
    ) -> tuple[Any, ...]:
        """Calls the layer with given values of its variables; see :func:`layerloom.layers.stateless.stateless_call`."""
        return stateless_call(self, trainable_variables, non_trainable_variables, *args, **kwargs)

    def rematerialized_call(self, layer_call: Any, *args: Any, **kwargs: Any) -> Any:
        """Returns the function to call in place of ``layer_call``: itself, since values are kept here.

        Args:
            layer_call: What computes the layer.
            *args: Its arguments.
            **kwargs: Its keyword arguments.
        """
        return layer_call

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """Returns the mask of the output: by default that of the input, where masking is supported."""
        return previous_mask if self.supports_masking else None

    def _pass_mask(self, inputs: Any, previous: Any, outputs: Any) -> None:
        """Gives the outputs their mask; tells it where a layer that knows no masks loses one."""
        known = has_masks(previous)
        if not known and type(self).compute_mask is Layer.compute_mask:
            return
        if known and not self.supports_masking and type(self).compute_mask is Layer.compute_mask:
            warnings.warn(
                f"Layer {self._title} does not know masks: the mask of its input is lost here.", stacklevel=5
            )
            return
        set_masks(outputs, self.compute_mask(inputs, previous))

    def _call_symbolically(self, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool) -> Any:
        if (one := follower()) is not None:
            return one.layer(self, args, kwargs)
        taken = _call_signature(type(self)).parameters  # type: ignore[arg-type]
        given = {key: value for key, value in kwargs.items() if key != "training" or key in taken}
        with inside_operation():
            found = in_precision(self, lambda: infer_outputs(self, args, given))
        outputs: list[KerasTensor] = []

        def fresh(item: Any) -> Any:
            if isinstance(item, dict):
                return {key: fresh(value) for key, value in item.items()}
            if isinstance(item, (list, tuple)):
                return type(item)(fresh(value) for value in item)
            outputs.append(KerasTensor(item.shape, item.dtype))
            return outputs[-1]

        result = fresh(found)
        node = Node(self, args, kwargs, outputs)
        if keep:  # calls inside another layer's call are no calls of the model
            self._inbound_nodes.append(node)
        return result

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """Returns symbolic outputs for symbolic inputs, by default by running ``call`` on them."""
        activation = getattr(self, "activation", None)
        waits = isinstance(activation, Layer) and not activation.built  # with weights that a call makes
        if type(self).compute_output_shape is not Layer.compute_output_shape and args and not waits:
            shape = self.compute_output_shape(shapes_of(args[0]))
            if isinstance(shape, tuple):
                return KerasTensor(shape, self.compute_dtype)
        return self.call(*args, **kwargs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Returns the output's shape for an input shape (or a list of them), batch included.

        No weights are made for that.
        """
        layer = self
        with abstract_variables(), inside_operation():
            if not self.built:
                with scope.unknown_parts():
                    layer = type(self).from_config(self.get_config())
            inputs = symbols_for(input_shape, self.compute_dtype)
            return shapes_of(layer.compute_output_spec(inputs) if layer is self else layer(inputs))

    # -- description ---------------------------------------------------------------------------------------

    def get_config(self) -> dict[str, Any]:
        """Returns the constructor's arguments as plain data, with Keras's keys."""
        config = super().get_config()
        own = {field.name for field in self.fields() if not field.inherited}
        if "activity_regularizer" not in own and config.get("activity_regularizer") is None:
            config.pop("activity_regularizer", None)
        policy = {"name": self.dtype_policy.name}
        config.update(
            name=self.name,
            trainable=self.trainable,
            dtype={"module": "keras", "class_name": "DTypePolicy", "config": policy, "registered_name": None},
        )
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes a layer from the result of :meth:`get_config`."""
        return super().from_config(config)

    @property
    def compute_dtype(self) -> str:
        """The number type of the computation."""
        return str(self.dtype_policy.compute_dtype)

    @property
    def variable_dtype(self) -> str:
        """The number type of the weights."""
        return str(self.dtype_policy.variable_dtype)

    dtype = variable_dtype
    input_dtype = compute_dtype

    @property
    def path(self) -> str:
        """The layer's name behind those of the layers and models in which it was built."""
        return self._path or self.name

    @property
    def input(self) -> Any:
        """The symbolic input of the layer's first call, as in Keras 3."""
        return unpack_single(self._first_node().inputs)

    @property
    def output(self) -> Any:
        """The symbolic output of the layer's first call, from which further models can be made."""
        return unpack_single(self._first_node().outputs)

    def _first_node(self) -> Node:
        if not self._inbound_nodes:
            raise AttributeError(f"Layer {self._title} has not been called on a symbolic input yet.")
        return self._inbound_nodes[0]

    @property
    def _title(self) -> str:
        return f"{self.name!r} ({type(self).__name__})"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


@cache
def _call_signature(cls: type[Layer]) -> inspect.Signature:
    return inspect.signature(cls.call)


@cache
def _usual_parameters(cls: type[Layer]) -> tuple[str, frozenset[str]]:
    """Returns the only parameter that ``call`` needs and those that may be given by name besides.

    The first is empty where ``call`` is of another kind, as one with several inputs.
    """
    own, *rest = _call_signature(cls).parameters.values()  # type: ignore[arg-type]
    usual = all(p.kind is p.POSITIONAL_OR_KEYWORD for p in (own, *rest))
    if not usual or not rest or any(p.default is p.empty for p in rest[1:]):
        return "", frozenset()
    return rest[0].name, frozenset(p.name for p in rest[1:])


@cache
def _build_parameters(cls: type[Layer]) -> tuple[str, ...]:
    parameters = list(inspect.signature(cls.build).parameters.values())[1:]
    return tuple(p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY))
