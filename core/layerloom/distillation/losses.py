"""What makes a student like its teacher: the distance of their outputs, or of what layers inside them give."""

from __future__ import annotations

from typing import Any

from layerloom import losses, ops, tree
from layerloom.declaration import Configurable, serialize
from layerloom.errors import LayerloomError


class DistillationLoss(Configurable):
    """Base of the distances between teacher and student; a subclass writes ``compute_loss``."""

    #: Names of the layers whose outputs are compared; ``None`` for the models' outputs.
    teacher_layer_name: str | None = None
    student_layer_name: str | None = None

    def compute_loss(self, teacher_outputs: Any, student_outputs: Any, **kwargs: Any) -> Any:
        """Returns the distance as a scalar tensor.

        Args:
            teacher_outputs: A tensor of the teacher, or several in a structure.
            student_outputs: Those of the student.
            **kwargs: For subclasses.
        """
        raise NotImplementedError(f"{type(self).__name__} must define compute_loss.")

    def validate_outputs(self, teacher_outputs: Any, student_outputs: Any) -> None:
        """Checks that both give outputs in one structure.

        Raises:
            ValueError: If they do not.
        """
        tree.assert_same_structure(teacher_outputs, student_outputs)

    def validate_model_compatibility(self, teacher: Any, student: Any) -> None:
        """Checks that the two models have what is compared.

        Raises:
            ValueError: If one has no graph, or no layer of the name.
        """
        for role, model, name in (
            ("teacher", teacher, self.teacher_layer_name),
            ("student", student, self.student_layer_name),
        ):
            if name is None:
                continue
            if getattr(model, "inputs", None) is None:
                raise LayerloomError(
                    f"The {role} is a subclass without a graph, so {name!r} cannot be taken out of it: "
                    "compare the outputs, without names of layers."
                )
            try:
                model.get_layer(name)
            except ValueError as error:
                raise LayerloomError(f"In the {role}: {error}") from None


class FeatureDistillation(DistillationLoss):
    """The distance between what a layer of the teacher and one of the student give.

    Args:
        loss: Name or object, in the structure of the outputs; ``None`` leaves an output out.
        teacher_layer_name: The teacher's layer, ``None`` for its output.
        student_layer_name: The student's layer, ``None`` for its output.
    """

    def __init__(
        self, loss: Any = "mse", teacher_layer_name: str | None = None, student_layer_name: str | None = None
    ) -> None:
        self.teacher_layer_name = teacher_layer_name
        self.student_layer_name = student_layer_name
        self.loss = resolved(loss)

    def validate_outputs(self, teacher_outputs: Any, student_outputs: Any) -> None:
        """Checks that outputs and losses have one structure."""
        super().validate_outputs(teacher_outputs, student_outputs)
        tree.assert_same_structure(self.loss, teacher_outputs)

    def compute_loss(self, teacher_outputs: Any, student_outputs: Any, **kwargs: Any) -> Any:
        """Returns the sum of the losses between the outputs."""
        return _summed(_distance, self.loss, teacher_outputs, student_outputs)

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments as plain data."""
        return {
            "loss": tree.map_structure(serialize, self.loss),
            "teacher_layer_name": self.teacher_layer_name,
            "student_layer_name": self.student_layer_name,
        }


class LogitsDistillation(DistillationLoss):
    """The distance between the models' logits, softened by a temperature.

    Args:
        temperature: What logits are divided by; more makes small differences count more.
        loss: Name or object, in the structure of the outputs; ``None`` leaves an output out. With a ``KLDivergence()``
            probabilities are compared, and the result is multiplied by the square of the temperature; by its name
            it is taken of the outputs themselves, as Keras does it.
    """

    def __init__(self, temperature: float = 3.0, loss: Any = "kl_divergence") -> None:
        if isinstance(temperature, bool) or not isinstance(temperature, (int, float)) or temperature <= 0:
            raise LayerloomError(f"temperature must be a number above 0, got {temperature!r}.")
        self.temperature = temperature
        self.loss = resolved(loss)

    def compute_loss(self, teacher_outputs: Any, student_outputs: Any, **kwargs: Any) -> Any:
        """Returns the sum of the losses between the softened outputs."""

        def distance(loss: Any, teacher: Any, student: Any) -> Any:
            teacher, student = teacher / self.temperature, student / self.temperature
            if not isinstance(loss, losses.KLDivergence):
                return _distance(loss, teacher, student)
            return ops.mean(loss(ops.softmax(teacher), ops.softmax(student))) * self.temperature**2

        return _summed(distance, self.loss, teacher_outputs, student_outputs)

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments as plain data."""
        return {"temperature": self.temperature, "loss": tree.map_structure(serialize, self.loss)}


def resolved(loss: Any) -> Any:
    """Returns losses by name or as objects, in their structure, as objects.

    Raises:
        ValueError: If there is none at all.
    """
    found = tree.map_structure(losses.get, _revived(loss))
    if all(item is None for item in tree.flatten(found)):
        raise LayerloomError("At least one output needs a loss other than None.")
    return found


def _revived(loss: Any) -> Any:
    """Returns losses from a file as objects; a config is a dict, but no structure of losses."""
    if isinstance(loss, dict) and "class_name" in loss:
        return losses.get(loss)
    if isinstance(loss, dict):
        return {key: _revived(item) for key, item in loss.items()}
    return [_revived(item) for item in loss] if isinstance(loss, list) else loss


def _distance(loss: Any, teacher: Any, student: Any) -> Any:
    return ops.mean(loss(teacher, student))


def _summed(distance: Any, loss: Any, teacher_outputs: Any, student_outputs: Any) -> Any:
    total: Any = 0.0
    rows = zip(tree.flatten(loss), tree.flatten(teacher_outputs), tree.flatten(student_outputs), strict=True)
    for one, teacher, student in rows:
        total = total if one is None else distance(one, teacher, student) + total
    return total
