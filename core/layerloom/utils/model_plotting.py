"""Models drawn as pictures and as text for Graphviz."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from layerloom.errors import FieldError, LayerloomError
from layerloom.utils.drawing.diagram import Shown, diagram_of
from layerloom.utils.drawing.dot import Dot
from layerloom.utils.drawing.shapes import STYLES

__all__ = ["model_to_dot", "plot_model"]

_WAYS = ("TB", "BT", "LR", "RL")


def model_to_dot(
    model: Any,
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = True,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: float = 200,
    subgraph: bool = False,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
    **kwargs: Any,
) -> Dot:
    """Returns a model's drawing in the language of Graphviz (``keras.utils.model_to_dot``).

    Args:
        model: The model; functional and sequential ones show their layers, others are a single box.
        show_shapes: Whether the shapes of inputs and outputs are told.
        show_dtype: Whether the number types of outputs are told.
        show_layer_names: Whether names are told.
        rankdir: Way of the arrows: TB (down), BT, LR or RL.
        expand_nested: Whether models inside the model show their layers.
        dpi: Dots per inch of pictures.
        subgraph: Whether the text is that of a part of another graph.
        show_layer_activations: Whether activations are told.
        show_trainable: Whether it is told which layers learn.
        splines: How arrows are drawn: ortho, curved, polyline, spline or line.
        **kwargs: None.

    Returns:
        A drawing: ``to_string()`` is the text, ``write(path, format="svg")`` and ``create(format="png")`` give
        pictures, without Graphviz.

    Raises:
        LayerloomError: If the model has no shapes yet.
        FieldError: If an argument is none of these.
    """
    if kwargs:
        raise FieldError(f"A drawing of a model takes no argument {', '.join(sorted(kwargs))}.")
    if not model.built:
        raise LayerloomError(
            f"{model.name} cannot be drawn before it is built: call build(input_shape), or call it on data."
        )
    for name, value, allowed in (("rankdir", rankdir, _WAYS), ("splines", splines, STYLES)):
        if value not in allowed:
            raise FieldError(f"{name} must be one of {', '.join(allowed)}, got {value!r}.")
    if not dpi > 0:
        raise FieldError(f"dpi must be greater than 0, got {dpi!r}.")
    shown = Shown(show_shapes, show_dtype, show_layer_names, show_layer_activations, show_trainable)
    return Dot(diagram_of(model, shown, expand_nested), rankdir, dpi, splines, subgraph)


def plot_model(
    model: Any,
    to_file: str | os.PathLike[str] = "model.png",
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: float = 200,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
    **kwargs: Any,
) -> Any:
    """Draws a model into a file, without Graphviz (``keras.utils.plot_model``).

    Args:
        model: The model.
        to_file: The file; its ending says what it is: .png, .svg, .pdf, .jpg, .dot and the like.
        show_shapes: Whether the shapes of inputs and outputs are told.
        show_dtype: Whether the number types of outputs are told.
        show_layer_names: Whether names are told.
        rankdir: Way of the arrows: TB (down), BT, LR or RL.
        expand_nested: Whether models inside the model show their layers.
        dpi: Dots per inch.
        show_layer_activations: Whether activations are told.
        show_trainable: Whether it is told which layers learn.
        splines: How arrows are drawn: ortho, curved, polyline, spline or line.
        **kwargs: None.

    Returns:
        In a notebook the picture, else nothing.

    Raises:
        LayerloomError: If the model has no shapes yet.
        FieldError: If an argument is none of these.
        OSError: If the file cannot be written.
    """
    dot = model_to_dot(
        model,
        show_shapes=show_shapes,
        show_dtype=show_dtype,
        show_layer_names=show_layer_names,
        rankdir=rankdir,
        expand_nested=expand_nested,
        dpi=dpi,
        show_layer_activations=show_layer_activations,
        show_trainable=show_trainable,
        splines=splines,
        **kwargs,
    )
    kind = Path(to_file).suffix[1:].lower() or "png"
    dot.write(to_file, format=kind)
    if "IPython" not in sys.modules or kind not in ("png", "jpg", "jpeg", "svg"):
        return None
    display = import_module("IPython.display")
    return (display.SVG if kind == "svg" else display.Image)(filename=os.fspath(to_file))
