"""Distiller: a model that trains a student by a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from layerloom import metrics as metrics_module
from layerloom import saving, tree
from layerloom.declaration import register
from layerloom.distillation.losses import DistillationLoss, resolved
from layerloom.errors import LayerloomError
from layerloom.models import Functional, Model


@register("model")
class Distiller(Model):
    """Trains a student on labels and on what a teacher makes of the same data (``keras.distillation.Distiller``).

    Calls, predictions and metrics are those of the student; the teacher is frozen.

    Args:
        teacher: A trained model.
        student: The model to train, with inputs and outputs of the same shapes and types.
        distillation_losses: How the two are compared: one or a list.
        distillation_loss_weights: A factor for each of them.
        student_loss_weight: The share of the loss on labels, from 0 to 1.
        name: The model's name.
    """

    _untracked = Model._untracked | {"_extractors"}

    def __init__(
        self,
        teacher: Any,
        student: Any,
        distillation_losses: Any,
        distillation_loss_weights: Sequence[float] | None = None,
        student_loss_weight: float = 0.5,
        name: str | None = "distiller",
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, **kwargs)
        _check_models(teacher, student)
        if not isinstance(student_loss_weight, (int, float)) or not 0.0 <= student_loss_weight <= 1.0:
            raise LayerloomError(
                f"student_loss_weight must be a number from 0 to 1, got {student_loss_weight!r}."
            )
        if distillation_losses is None:
            raise LayerloomError(
                "distillation_losses must be a distillation loss or a list of them, got None."
            )
        several = isinstance(distillation_losses, (list, tuple))
        self.distillation_losses: list[DistillationLoss] = (
            list(distillation_losses) if several else [distillation_losses]
        )
        given = distillation_loss_weights if several else None
        self.distillation_loss_weights = (
            [1.0] * len(self.distillation_losses) if given is None else list(given)
        )
        if len(self.distillation_loss_weights) != len(self.distillation_losses):
            raise LayerloomError(
                f"There are {len(self.distillation_losses)} distillation losses, but "
                f"{len(self.distillation_loss_weights)} weights for them."
            )
        for loss in self.distillation_losses:
            loss.validate_model_compatibility(teacher, student)
        self.teacher, self.student = teacher, student
        self.student_loss_weight = student_loss_weight
        self.teacher.trainable = False
        self._extractors = {
            "teacher": _extractor(teacher, [loss.teacher_layer_name for loss in self.distillation_losses]),
            "student": _extractor(student, [loss.student_layer_name for loss in self.distillation_losses]),
        }
        self.student_loss_tracker = metrics_module.Mean(name="student_loss")
        self.distillation_loss_tracker = metrics_module.Mean(name="distillation_loss")
        self.total_loss_tracker = metrics_module.Mean(name="total_loss")
        self._student_loss: Any = None

    def compile(  # type: ignore[override]
        self, optimizer: Any = "adam", loss: Any = None, metrics: Any = None, **kwargs: Any
    ) -> None:
        """Sets how to train.

        Args:
            optimizer: Name or object.
            loss: The student's loss on labels, in the structure of its outputs.
            metrics: A list of metrics of the student.
            **kwargs: Further arguments of ``Model.compile``.

        Raises:
            ValueError: If there is no loss.
        """
        if loss is None:
            raise LayerloomError("A Distiller needs a loss on labels: give compile(loss=...).")
        self._student_loss = resolved(loss)
        super().compile(optimizer=optimizer, loss=None, metrics=metrics, **kwargs)
        assert self._compile_arguments is not None
        self._compile_arguments["loss"] = loss

    def call(self, inputs: Any, training: bool | None = None, **kwargs: Any) -> Any:
        """Returns what the student gives."""
        return self.student(inputs, training=training, **kwargs)

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Returns the weighted sum of the loss on labels and the distances to the teacher."""
        y_pred = self(x, training=training) if y_pred is None else y_pred
        share = self.student_loss_weight
        supervised: Any = 0.0
        if share > 0.0 and y is not None:
            rows = zip(tree.flatten(self._student_loss), tree.flatten(y), tree.flatten(y_pred), strict=True)
            for loss, target, prediction in rows:
                supervised = supervised if loss is None else loss(target, prediction) + supervised
        distance = self._distance(x, y_pred) if share < 1.0 else 0.0
        total = supervised * share + distance * (1.0 - share)
        self.student_loss_tracker.update_state(supervised)
        self.distillation_loss_tracker.update_state(distance)
        self.total_loss_tracker.update_state(total)
        return total

    def _distance(self, x: Any, y_pred: Any) -> Any:
        teacher, student = self._extractors["teacher"], self._extractors["student"]
        learned = {"": self.teacher(x, training=False)} if teacher is None else teacher(x, training=False)
        shown = {"": y_pred} if student is None else student(x, training=True)
        total: Any = 0.0
        for loss, weight in zip(self.distillation_losses, self.distillation_loss_weights, strict=True):
            wanted = learned[loss.teacher_layer_name or ""]
            given = y_pred if loss.teacher_layer_name is None else shown[loss.student_layer_name or ""]
            loss.validate_outputs(wanted, given)
            found = loss.compute_loss(wanted, given)
            if getattr(found, "shape", ()):
                raise LayerloomError(
                    f"{type(loss).__name__} must give a single number, got the shape {found.shape}."
                )
            total = found * weight + total
        return total

    def get_config(self) -> dict[str, Any]:
        """Returns both models and how they are compared, as plain data."""
        write = saving.serialize_keras_object
        return {
            "name": self.name,
            "teacher": write(self.teacher),
            "student": write(self.student),
            "distillation_losses": [write(loss) for loss in self.distillation_losses],
            "distillation_loss_weights": self.distillation_loss_weights,
            "student_loss_weight": self.student_loss_weight,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Self:
        """Makes a distiller from the result of :meth:`get_config`."""
        from layerloom.distillation import losses

        known = {name: getattr(losses, name) for name in ("FeatureDistillation", "LogitsDistillation")}
        with saving.custom_object_scope({**known, **(custom_objects or {})}):
            read = saving.deserialize_keras_object
            inner = {key: read(config[key]) for key in ("teacher", "student")}
            comparing = [read(item) for item in config["distillation_losses"]]
        return cls(**{**config, **inner, "distillation_losses": comparing})


def _check_models(teacher: Any, student: Any) -> None:
    for role, model in (("teacher", teacher), ("student", student)):
        if not isinstance(model, Model):
            raise LayerloomError(f"The {role} must be a model, got {type(model).__name__}.")
    for ends in ("inputs", "outputs"):
        ours, theirs = (getattr(model, ends, None) for model in (teacher, student))
        if ours is None or theirs is None:
            continue
        shapes = [[(tuple(t.shape), t.dtype) for t in tensors] for tensors in (ours, theirs)]
        if len(shapes[0]) != len(shapes[1]) or not all(map(_alike, *shapes)):
            told = [", ".join(f"{shape} {dtype}" for shape, dtype in found) for found in shapes]
            raise LayerloomError(
                f"Teacher and student must have {ends} of the same shapes and types: the teacher has {told[0]}, "
                f"the student {told[1]}."
            )


def _alike(a: tuple[Any, str], b: tuple[Any, str]) -> bool:
    sizes = zip(a[0], b[0], strict=False)
    return a[1] == b[1] and len(a[0]) == len(b[0]) and all(m is None or n is None or m == n for m, n in sizes)


def _extractor(model: Any, names: Sequence[str | None]) -> Functional | None:
    """Returns a model of the outputs and of the named layers' outputs, ``None`` where no layer is named."""
    wanted = [name for name in dict.fromkeys(names) if name]
    if not wanted:
        return None
    outputs = {"": model.output, **{name: model.get_layer(name).output for name in wanted}}
    return Functional(model.inputs, outputs, name=f"{model.name}_features")
