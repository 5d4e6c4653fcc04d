"""Model: a layer that can be compiled, trained, evaluated, saved and described."""

from __future__ import annotations

import os
from typing import Any

from layerloom.declaration import register, registry
from layerloom.errors import LayerloomError
from layerloom.layers import Layer
from layerloom.layers.call_context import in_call, layer_call
from layerloom.layers.structures import symbols_for
from layerloom.models.plan import plans_of
from layerloom.models.summary import print_summary
from layerloom.models.trainer import Trainer
from layerloom.tensors import find_symbolic, inside_operation


@register("layer", category="")
class Model(Layer, Trainer):
    """A layer with training (``keras.Model``).

    ``Model(inputs, outputs)`` gives a functional model; a subclass writes ``call``, or hands inputs and outputs to
    this constructor and is functional itself.
    """

    _untracked = Layer._untracked | Trainer._trainer_attributes
    _completes_build = False
    metrics = Trainer.metrics

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Gives a functional model where inputs and outputs are told."""
        if cls is Model and _tell_graph(args, kwargs):
            functional = functional_class()
            return functional.__new__(functional, *args, **kwargs)
        return super().__new__(cls, *args, **kwargs)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if _tell_graph(args, kwargs):
            functional = functional_class()
            _make_functional(type(self), functional)
            functional.__init__(self, *args, **kwargs)
            return
        super().__init__(*args, **kwargs)
        self._start_trainer()

    def _start(self) -> None:
        super()._start()
        self._start_trainer()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Computes the outputs; for inference from values alone by the plan that predicts, where there is one."""
        self._start()
        infers = kwargs.keys() <= {"training"} and not kwargs.get("training")
        if infers and len(args) == 1 and self.built and not in_call():
            found = plans_of(self).call(args[0])
            if found is not None:
                return found
        return super().__call__(*args, **kwargs)

    @property
    def _follows_graph(self) -> bool:
        """Whether it does what its graph of calls says, and no code of its own."""
        return False

    @property
    def _own_graph(self) -> Any:
        """The functional model that it is, or has inside; ``None`` where there is none, or none yet."""
        return None

    def build(self, input_shape: Any) -> None:
        """Makes the weights of a subclass by running its ``call`` on symbols.

        Args:
            input_shape: The input's shape with the batch, or a list or dict of shapes.
        """
        with layer_call(training=False), inside_operation():
            self.call(symbols_for(input_shape, self.compute_dtype))
        self.built = True

    def _ensure_built(self, arguments: dict[str, Any]) -> None:
        if type(self).build is Model.build:
            self.built = True  # the call itself builds the inner layers, and may look at values
        else:
            super()._ensure_built(arguments)

    @property
    def layers(self) -> list[Layer]:
        """The layers directly inside, in order of assignment."""
        return self._layers

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Returns a layer by its name or its place.

        Raises:
            ValueError: If there is none.
        """
        layers = self.layers
        if index is not None:
            if not -len(layers) <= index < len(layers):
                raise LayerloomError(
                    f"Model {self.name!r} has {len(layers)} layers; there is no layer {index}."
                )
            return layers[index]
        for layer in layers:
            if layer.name == name:
                return layer
        raise LayerloomError(
            f"Model {self.name!r} has no layer {name!r}; it has {', '.join(layer.name for layer in layers)}."
        )

    def summary(self, line_length: int | None = None, print_fn: Any = None, **kwargs: Any) -> None:
        """Prints layers, output shapes and parameter counts.

        Args:
            line_length: Width of the table.
            print_fn: Called with the text in place of print.
            **kwargs: ``expand_nested``, ``show_trainable``.

        Raises:
            LayerloomError: If the model is not built, so that nothing of its shapes is known.
        """
        if not self.built:
            raise LayerloomError(
                f"Model {self.name!r} has no summary yet, for the shape of its input is not known: give it an Input "
                "first, call model.build(input_shape), or run it on data."
            )
        print_summary(self, line_length=line_length, print_fn=print_fn, **kwargs)

    def reset_states(self) -> None:
        """Forgets what stateful recurrent layers remember of the batches so far, as in Keras 2."""
        for layer in self.layers:
            if getattr(layer, "stateful", False) and hasattr(layer, "reset_state"):
                layer.reset_state()
            elif isinstance(layer, Model):
                layer.reset_states()

    def to_json(self, **kwargs: Any) -> str:
        """Returns the architecture, without weights, as JSON in Keras 3's form."""
        from layerloom.saving import model_to_json

        return model_to_json(self, **kwargs)

    def to_yaml(self, **kwargs: Any) -> str:
        """Returns the architecture, without weights, as YAML of plain data, which any safe loader reads."""
        from layerloom.models.yaml import model_to_yaml

        return model_to_yaml(self, **kwargs)

    def export(
        self,
        filepath: str | os.PathLike[str],
        format: str | None = None,
        verbose: Any = None,
        input_signature: Any = None,
        **kwargs: Any,
    ) -> None:
        """Writes the model as it predicts for programs that run ONNX; this needs the package ``onnx``.

        Args:
            filepath: The file; its name ends in ``.onnx``.
            format: ``"onnx"``, which a name that ends so tells as well.
            verbose: Taken for Keras's sake.
            input_signature: A list of what the model is called on, as ``keras.InputSpec`` or anything with a shape; a
                model that runs code of its own needs it.
            **kwargs: Taken for Keras's sake; they choose between details of other formats.

        Raises:
            FileFormatError: If a layer cannot be said in ONNX, which is named, or the file cannot be written.
            LayerloomError: If another format is asked for; the message tells what to do instead.
        """
        if (format or os.fspath(filepath).lower().rpartition(".")[2]) != "onnx":
            raise LayerloomError(
                "Models are exported as ONNX here, by model.export('model.onnx'). For what Keras exports besides, save "
                "the model with model.save('model.keras') and open it by load_model of Keras."
            )
        from layerloom.models.onnx_export import export_onnx

        export_onnx(self, filepath, input_signature=input_signature)

    def save(
        self,
        filepath: str | os.PathLike[str],
        overwrite: bool = True,
        zipped: bool | None = None,
        **kwargs: Any,
    ) -> None:
        """Saves architecture, weights and training state to one file or folder.

        Args:
            filepath: Path that ends in ``.keras`` or ``.h5``; one without an ending is a SavedModel folder.
            overwrite: Whether an existing file may be replaced.
            zipped: With ``False`` a folder is written that holds what a ``.keras`` file does.
            **kwargs: ``include_optimizer``, ``metadata``, ``save_format``, ``for_keras``.
        """
        from layerloom.saving import save_model

        save_model(self, filepath, overwrite=overwrite, zipped=zipped, **kwargs)

    def save_weights(
        self, filepath: str | os.PathLike[str], overwrite: bool = True, max_shard_size: float | None = None
    ) -> None:
        """Saves the weights alone, to one file that ends in ``.weights.h5``.

        Args:
            filepath: Its path.
            overwrite: Whether an existing file may be replaced.
            max_shard_size: Must be ``None``: weights are not spread over several files here.
        """
        if max_shard_size is not None:
            raise LayerloomError("Weights are saved to one file: leave max_shard_size out.")
        from layerloom.saving import save_weights

        save_weights(self, filepath, overwrite=overwrite)

    def load_weights(
        self, filepath: str | os.PathLike[str], skip_mismatch: bool = False, **kwargs: Any
    ) -> None:
        """Loads weights from a ``.weights.h5`` or ``.h5`` file into this model."""
        from layerloom.saving import load_weights

        load_weights(self, filepath, skip_mismatch=skip_mismatch, **kwargs)

    def __reduce__(self) -> Any:
        raise LayerloomError("Models are not pickled; save them to a file with model.save(path).")


def _tell_graph(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Tells whether a constructor is given inputs and outputs."""
    return bool(find_symbolic((args, kwargs)) or {"inputs", "outputs", "input", "output"} & kwargs.keys())


def functional_class() -> Any:
    """Returns the class of models made of a graph of calls, which builds on this one and so has to be asked for."""
    return registry.get("model", "Functional")


def _make_functional(kind: type, functional: type) -> None:
    """Puts the functional model where a class, or one that it builds on, has the plain one, as Keras does."""
    if not issubclass(kind, functional):
        if Model in kind.__bases__:
            kind.__bases__ = tuple(functional if base is Model else base for base in kind.__bases__)
        for base in kind.__bases__:
            if issubclass(base, Model):
                _make_functional(base, functional)
