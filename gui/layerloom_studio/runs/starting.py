"""Start: the weights, and the state of the optimizer, that a training goes on from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import FileFormatError, LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.backup import Backup
from layerloom_studio.runs.checkpoints import model_with
from layerloom_studio.runs.earlier import Rows, earlier_rows
from layerloom_studio.runs.folder import RunFolder

Arrays = tuple[NDArray[Any], ...]


@dataclass(frozen=True)
class Start:
    """What was learned before.

    Args:
        title: Where it comes from, for people.
        layers: Arrays of every layer by its name, in the layer's own order.
        optimizer_class: Class of the optimizer that had been learning; empty if unknown.
        optimizer: Its state.
        epoch: How many epochs of the same training have been done.
        rows: The epochs before, as `layerloom_studio.runs.earlier` has them.
    """

    title: str
    layers: Mapping[str, Arrays] = field(repr=False)
    optimizer_class: str = ""
    optimizer: Arrays = field(default=(), repr=False)
    epoch: int = 0
    rows: Rows = field(default=(), repr=False)

    @classmethod
    def of_model(
        cls,
        model: Any,
        title: str,
        *,
        optimizer_class: str = "",
        optimizer: Sequence[NDArray[Any]] = (),
        epoch: int = 0,
    ) -> Start:
        """Take the weights of a model.

        Args:
            model: A built model.
            title: Where it comes from.
            optimizer_class: See the class.
            optimizer: State of the optimizer; by default that of the model's own.
            epoch: See the class.
        """
        own = getattr(model, "optimizer", None)
        if own is not None and not optimizer_class:
            optimizer_class = type(own).__name__
            optimizer = [np.array(item) for item in own.variables]
        layers = {layer.name: tuple(np.array(item) for item in layer.get_weights()) for layer in model.layers}
        return cls(
            title, {name: arrays for name, arrays in layers.items() if arrays}, optimizer_class,
            tuple(optimizer), epoch,
        )  # fmt: skip

    @classmethod
    def of_run(cls, run: Path, title: str) -> Start:
        """Take what a run left: its backup, if it was killed, else the weights that it ended with.

        Args:
            run: Its folder.
            title: What to call it.

        Raises:
            LayerloomError: If it left none that can be read; one sentence.
        """
        folder, backup = RunFolder(run), Backup(run)
        epoch = backup.epoch
        weights = backup.weights if epoch else folder.last_weights
        if not weights.is_file():
            raise FileFormatError(run, tr("this run has kept no weights to go on from"))
        model = model_with(run, weights)
        return replace(cls.of_model(model, title, epoch=epoch), rows=earlier_rows(run, epoch))

    @classmethod
    def of_checkpoint(cls, run: Path, file: Path, title: str) -> Start:
        """Take what a checkpoint of a run holds.

        Args:
            run: The run's folder.
            file: One of its checkpoints.
            title: What to call it.

        Raises:
            LayerloomError: If it cannot be read; one sentence.
        """
        return cls.of_model(model_with(run, file), title)

    def apply(self, model: Any) -> str:
        """Give a compiled model what fits; layers that are new or have another shape keep what they have.

        Args:
            model: Built and compiled.

        Returns:
            One sentence that tells what was taken over.

        Raises:
            LayerloomError: If nothing fits.
        """
        wanted = {layer.name: layer for layer in model.layers if layer.weights}
        taken = [name for name, layer in wanted.items() if _fits(layer.weights, self.layers.get(name))]
        if not taken:
            raise LayerloomError(
                tr(
                    "Nothing of {title} fits this network: no layer has the name and the shapes of one "
                    "there. Start with new weights instead.",
                    title=self.title,
                )
            )
        for name in taken:
            wanted[name].set_weights(list(self.layers[name]))
        new = [name for name in wanted if name not in taken]
        if new:
            others = tr(" and {count} more", count=len(new) - 3) if len(new) > 3 else ""
            return tr(
                "Goes on with the weights of {kept} of {all} layers of {title}; new are {names}{others}.",
                kept=len(taken),
                all=len(wanted),
                title=self.title,
                names=", ".join(new[:3]),
                others=others,
            )
        whose = tr("weights and optimizer") if self._give_optimizer(model.optimizer, model) else "weights"
        return tr("Goes on with the {whose} of {title}.", whose=whose, title=self.title)

    def _give_optimizer(self, optimizer: Any, model: Any) -> bool:
        """Hand over the state, where it is of the same class and of the same weights."""
        if not self.optimizer or type(optimizer).__name__ != self.optimizer_class:
            return False
        if not optimizer.built:
            optimizer.build(model.trainable_variables)
        if not _fits([np.array(item) for item in optimizer.variables], self.optimizer):
            return False
        rate = optimizer.get_config().get("learning_rate")
        optimizer.set_weights(list(self.optimizer))
        if not self.epoch and isinstance(rate, (int, float)):
            optimizer.learning_rate = rate  # what the settings say, unless the same training goes on
        return True


def _fits(have: Sequence[Any], given: Sequence[NDArray[Any]] | None) -> bool:
    return (
        given is not None
        and len(have) == len(given)
        and all(tuple(a.shape) == np.shape(b) for a, b in zip(have, given, strict=True))
    )
