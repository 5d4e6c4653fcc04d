"""LayerOfCell: a recurrent layer that makes its own cell, as SimpleRNN, LSTM and GRU do."""

from __future__ import annotations

from typing import Any

from layerloom.declaration.fields import Field
from layerloom.errors import FieldError
from layerloom.layers.input_spec import InputSpec
from layerloom.layers.layer import Layer
from layerloom.layers.recurrent.cell import RecurrentCell
from layerloom.layers.recurrent.rnn import RNN


class LayerOfCell(RNN):
    """A recurrent layer of one built-in cell, whose settings are the layer's own.

    Args:
        units: Number of outputs, and of values in each state.
        activation: Function applied to what goes into the state.
        use_bias: Whether to add a bias.
        kernel_initializer: How the kernel, which multiplies the inputs, starts.
        recurrent_initializer: How the recurrent kernel, which multiplies the state, starts.
        bias_initializer: How the bias's values start.
        kernel_regularizer: Penalty on the kernel.
        recurrent_regularizer: Penalty on the recurrent kernel.
        bias_regularizer: Penalty on the bias.
        activity_regularizer: Penalty on the output.
        kernel_constraint: Projection of the kernel after each update.
        recurrent_constraint: Projection of the recurrent kernel after each update.
        bias_constraint: Projection of the bias after each update.
        dropout: Share of the inputs to drop while training, the same ones at every time step.
        recurrent_dropout: Share of the state to drop while training, the same at every time step; slow.
        seed: Makes the dropped shares reproducible.
    """

    #: The class of the cell, and its name in the paths of the weights.
    cell_class: type[RecurrentCell]
    cell_name: str

    def __init__(self, **kwargs: Any) -> None:
        if kwargs.pop("use_cudnn", "auto") not in ("auto", True, False):
            raise FieldError(f"{type(self).__name__}: use_cudnn must be 'auto', True or False.")
        kwargs.pop("implementation", None)
        own = {name: kwargs.pop(name) for name in _settings(self.cell_class) if name in kwargs}
        shared = {key: kwargs[key] for key in ("dtype", "trainable") if key in kwargs}
        super().__init__(self.cell_class(**own, **shared, name=self.cell_name), **kwargs)
        self.input_spec = InputSpec(ndim=3)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Lets the layer have the cell's settings as attributes."""
        super().__init_subclass__(**kwargs)
        for name in _settings(cls.cell_class):
            if name not in vars(cls):
                setattr(cls, name, _of_cell(name))

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """The constructor's arguments; the cell is none of them here."""
        return tuple(field for field in super().fields() if field.name != "cell")


def _settings(cell_class: type[RecurrentCell]) -> list[str]:
    """Returns the arguments of a cell that are not those of every layer."""
    common = {field.name for field in Layer.fields()}
    return [field.name for field in cell_class.fields() if field.name not in common]


def _of_cell(name: str) -> property:
    return property(lambda self: getattr(self.cell, name), doc=f"The cell's ``{name}``.")
