"""Job, data and model brought together: what each input gets, what each output learns, and by what loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.errors import LayerloomError
from layerloom_studio.language import tr
from layerloom_studio.runs.arrays import Target
from layerloom_studio.runs.data import LoadedData
from layerloom_studio.runs.feeding import Feed, Port, Shape, feeds, fit_to_input, take, targets
from layerloom_studio.runs.job import Job
from layerloom_studio.runs.targets import loss_name, make_targets

Array = NDArray[Any]
_FOR_CLASSES = ("accuracy", "acc", "auc", "precision", "recall", "f1score", "fbetascore")


@dataclass(frozen=True)
class Prepared:
    """What a model is compiled and trained with; lists where it has several inputs or outputs.

    Args:
        x: Inputs to learn from.
        y: Targets of them.
        validation: Inputs and targets that are held back, if any.
        loss: By name or config, one for each output.
        metrics: Likewise, a list for each output.
        loss_weights: How much each output's loss counts; None where all count alike.
        class_weight: How much samples count by the number of their class; None where all count alike.
        samples: How many samples there are to learn from.
        held: How many are held back.
    """

    x: Any
    y: Any
    validation: tuple[Any, Any] | None
    loss: Any
    metrics: Any
    samples: int
    held: int
    loss_weights: list[float] | None = None
    class_weight: dict[int, float] | None = None


def picture_shape(inputs: Sequence[Port]) -> Shape | None:
    """Return the shape that pictures are fitted to: that of the only input, or of the first that takes pictures."""
    if len(inputs) == 1:
        return inputs[0].shape
    return next((port.shape for port in inputs if len(port.shape) == 3), None)


def input_feeds(data: LoadedData, inputs: Sequence[Port], reference: Mapping[str, Any]) -> dict[str, Feed]:
    """Return what every input of a model gets."""
    said = reference.get("inputs")
    return feeds(data.shapes, inputs, said if isinstance(said, Mapping) else None)


def output_targets(
    data: LoadedData, outputs: Sequence[Port], reference: Mapping[str, Any]
) -> dict[str, tuple[str, Target]]:
    """Return which target every output learns, by name.

    Raises:
        LayerloomError: If the reference names one that is not there.
    """
    known, said = data.labelled, reference.get("targets")
    found = targets(list(known), outputs, said if isinstance(said, Mapping) else None)
    for output, name in found.items():
        if name not in known:
            raise LayerloomError(
                tr(
                    "The output {output!r} shall learn {name!r}, but the data have only {known}.",
                    output=output,
                    name=name,
                    known=", ".join(known),
                )
            )
    return {output: (name, known[name]) for output, name in found.items()}


def take_inputs(data: LoadedData, inputs: Sequence[Port], reference: Mapping[str, Any]) -> list[Array]:
    """Return the samples of every input.

    Raises:
        LayerloomError: If some do not fit; one sentence with both shapes.
    """
    if len(inputs) == 1 and len(data.arrays) == 1 and "inputs" not in reference:
        return [fit_to_input(data.x, inputs[0].shape)]
    chosen = input_feeds(data, inputs, reference)
    return [take(data.arrays, port, chosen[port.name]) for port in inputs]


def loss_for(job_loss: Any, port: Port, target: Target, *, alone: bool) -> Any:
    """Return the loss of an output: that of the job, if it goes with what the output learns.

    Several outputs may learn classes and values side by side; where the job's loss is for the other kind, an output
    gets the usual one of its own kind.

    Args:
        job_loss: Name, config, or a mapping from outputs to those.
        port: The output.
        target: What it learns.
        alone: Whether it is the only output.
    """
    if isinstance(job_loss, Mapping) and "class_name" not in job_loss:
        alone = port.name in job_loss
        job_loss = job_loss.get(port.name, "mse" if not target.classes else "sparse_categorical_crossentropy")
    tells_classes = "entropy" in loss_name(job_loss) or "hinge" in loss_name(job_loss)
    if alone or tells_classes == bool(target.classes):
        return job_loss
    if not target.classes:
        return "mse"
    return "binary_crossentropy" if port.shape == (1,) else "sparse_categorical_crossentropy"


def prepare(job: Job, data: LoadedData, inputs: Sequence[Port], outputs: Sequence[Port]) -> Prepared:
    """Bring everything into the form that `compile` and `fit` take.

    Args:
        job: What to train.
        data: Its samples.
        inputs: Of the model.
        outputs: Likewise.

    Raises:
        LayerloomError: If something does not fit; one sentence that names it.
    """
    x = take_inputs(data, inputs, job.data)
    learned = output_targets(data, outputs, job.data)
    y, losses, metrics = [], [], []
    for port in outputs:
        name, target = learned[port.name]
        own = job.output_losses.get(port.name) if len(outputs) > 1 else None
        loss = own or loss_for(job.loss, port, target, alone=len(outputs) == 1)
        like = next((part for part in x if tuple(part.shape[1:]) == tuple(port.shape)), x[0])
        try:
            y.append(_targets(like, target, loss, port))
        except LayerloomError as error:
            if len(outputs) == 1:
                raise
            raise LayerloomError(
                tr(
                    "Output {output!r} with {function!r}: {error}",
                    output=port.name,
                    function=name,
                    error=tr(str(error)),
                )
            ) from error
        losses.append(loss)
        kept = [item for item in job.metrics if target.classes or loss_name(item) not in _FOR_CLASSES]
        metrics.append(kept if len(outputs) > 1 else list(job.metrics))
    held = int(data.validation.sum())
    if held == len(data.validation):
        raise LayerloomError(tr("There are no samples to train with: make the validation split smaller."))
    held_back = data.validation

    def part(validation: bool) -> tuple[Any, Any]:
        chosen = held_back == validation
        return _one([values[chosen] for values in x]), _one([values[chosen] for values in y])

    training = part(False)
    weights = [float(job.loss_weights.get(port.name, 1.0)) for port in outputs]
    return Prepared(
        x=training[0],
        y=training[1],
        validation=part(True) if held else None,
        loss=_one(losses),
        metrics=_one(metrics),
        samples=len(held_back) - held,
        held=held,
        loss_weights=weights if len(outputs) > 1 and set(weights) != {1.0} else None,
        class_weight=_balance(data, learned[outputs[0].name][1], outputs) if job.balance_classes else None,
    )


def _balance(data: LoadedData, target: Target, outputs: Sequence[Port]) -> dict[int, float]:
    """Weights by class that give all classes of the training part the same say, 1 on the average of the samples."""
    if len(outputs) > 1:
        raise LayerloomError(
            tr("Classes can be balanced where the network has one output only: leave Balance classes out.")
        )
    if not target.classes:
        raise LayerloomError(tr("The data have values, no classes: leave Balance classes out."))
    counts = np.bincount(target.values[~data.validation], minlength=len(target.classes))
    there = max(1, int((counts > 0).sum()))
    return {number: counts.sum() / (there * max(1, int(count))) for number, count in enumerate(counts)}


def _targets(x: Array, target: Target, loss: Any, port: Port) -> Array:
    if target.values.ndim > 1:  # values of any shape, as they are
        return fit_to_input(target.values, port.shape, port.name, Feed(tr("the target")))
    return make_targets(x, target.values, loss, target.classes, port.shape)


def _one(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items
