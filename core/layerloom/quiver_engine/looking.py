"""What the page asks of a model: its layers' outputs for a picture, as pictures, and its guesses."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layerloom import config
from layerloom.errors import LayerloomError
from layerloom.models import Model
from layerloom.tensors import Array
from layerloom.utils.images import img_to_array, load_img

#: Endings of the files that are shown.
PICTURES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp")

_MOST_MAPS = 1024  # pictures of one layer


class Looking:
    """A model with one picture as its input.

    Args:
        model: The model.
        classes: Names of its outputs; their numbers where there are none.
        top: Number of guesses.
        temp_folder: Folder for the pictures of layers.
        input_folder: Folder with the pictures to look at.
        mean: What is taken off the values of pixels, from 0 to 255: a number, or one for each channel.
        std: What they are divided by then.

    Raises:
        LayerloomError: If the model does not take one picture, or has another number of outputs than ``classes``.
    """

    def __init__(
        self,
        model: Any,
        classes: Sequence[str] | None = None,
        top: int = 5,
        temp_folder: Any = "./tmp",
        input_folder: Any = "./",
        mean: Any = None,
        std: Any = None,
    ) -> None:
        inputs = getattr(model, "inputs", None)
        shape = tuple(inputs[0].shape) if inputs and len(inputs) == 1 else ()
        if len(shape) != 4:
            raise LayerloomError(
                "Only models with one picture as their input can be shown, a built one with an input of shape "
                f"(height, width, channels); {getattr(model, 'name', model)} has "
                f"{[tuple(item.shape) for item in inputs or ()]}."
            )
        self._first = config.image_data_format() == "channels_first"
        channels = shape[1] if self._first else shape[3]
        size = shape[2:] if self._first else shape[1:3]
        if channels not in (1, 3, 4):
            raise LayerloomError(f"Pictures have 1, 3 or 4 channels; the model wants {channels}.")
        self._color_mode = {1: "grayscale", 3: "rgb", 4: "rgba"}[channels]
        self._size = None if None in size else (int(size[0]), int(size[1]))
        self.model = model
        self.classes = None if classes is None else [str(name) for name in classes]
        self.top = int(top)
        self.temp_folder = Path(temp_folder).resolve()
        self.input_folder = Path(input_folder).resolve()
        self._mean, self._std = self._by_channel(mean, 0.0), self._by_channel(std, 1.0)
        self._models: dict[str, Any] = {}
        self._lock = threading.Lock()  # a page asks for several layers at once

    def structure(self) -> Any:
        """Returns the model as Keras's JSON, already read."""
        return json.loads(self.model.to_json())

    def inputs(self) -> list[str]:
        """Returns the names of the pictures in the folder."""
        if not self.input_folder.is_dir():
            return []
        return sorted(
            path.name
            for path in self.input_folder.iterdir()
            if path.suffix.lower() in PICTURES
            and path.is_file()
            and path.resolve().parent == self.input_folder
        )

    def layers(self) -> list[str]:
        """Returns the names of the layers."""
        return [layer.name for layer in self.model.layers]

    def show_layer(self, layer: str, picture: str) -> list[str]:
        """Writes a layer's outputs for a picture into the folder for them.

        Returns:
            Names of the files: one for each channel, or a single one for outputs without rows and columns.

        Raises:
            KeyError: If there is no such layer or picture.
        """
        if layer not in self.layers():
            raise KeyError(f"There is no layer {layer!r}.")
        data = self._read(picture)
        with self._lock:
            if layer not in self._models:
                self._models[layer] = Model(self.model.inputs, self.model.get_layer(layer).output)
            result = self._models[layer].predict(data, verbose=0)
        found = result[0] if isinstance(result, (list, tuple)) else result
        self.temp_folder.mkdir(parents=True, exist_ok=True)
        return [
            self._save(values, f"{_plain(layer)}_{number}_{_plain(picture)}.png")
            for number, values in enumerate(self._maps(np.asarray(found)[0]))
        ]

    def predict(self, picture: str) -> list[list[tuple[str, str, float]]]:
        """Returns the likeliest classes of a picture, each an empty text, a name and a number, as Quiver has them.

        Raises:
            KeyError: If there is no such picture.
            LayerloomError: If the model's outputs are no classes.
        """
        data = self._read(picture)
        with self._lock:
            outputs = self.model.predict(data, verbose=0)
        if not isinstance(outputs, np.ndarray) or outputs.ndim != 2:
            raise LayerloomError(
                "The model's output is not one number for each class, so that nothing is guessed."
            )
        names = self.classes or [str(number) for number in range(outputs.shape[1])]
        if len(names) != outputs.shape[1]:
            raise LayerloomError(
                f"The model has {outputs.shape[1]} outputs, but classes has {len(names)} names."
            )
        likeliest = np.argsort(-outputs, axis=1, kind="stable")[:, : self.top]
        return [
            [("", names[number], float(row[number])) for number in order]
            for row, order in zip(outputs, likeliest, strict=True)
        ]

    def _read(self, picture: str) -> Array:
        if picture not in self.inputs():
            raise KeyError(f"There is no picture {picture!r}.")
        image = load_img(self.input_folder / picture, self._color_mode, self._size)
        values = (img_to_array(image) - self._mean) / self._std
        return values[None].astype(config.floatx(), copy=False)

    def _by_channel(self, given: Any, default: float) -> Array:
        values: Array = np.asarray(default if given is None else given, dtype=np.float32).reshape(-1)
        count = {"grayscale": 1, "rgb": 3, "rgba": 4}[self._color_mode]
        if values.size not in (1, count) or (default and not values.all()):
            raise LayerloomError(
                f"mean and std must be a number, or one for each of the {count} channels, and std not 0; got {given!r}."
            )
        return values.reshape(-1, 1, 1) if self._first else values

    def _maps(self, output: Array) -> list[Array]:
        if output.ndim == 3:
            maps = output if self._first else np.moveaxis(output, -1, 0)
            return list(maps[:_MOST_MAPS])
        return [np.atleast_2d(np.squeeze(output)) if output.ndim < 3 else output.reshape(1, -1)]

    def _save(self, values: Array, name: str) -> str:
        from PIL import Image

        plain = np.nan_to_num(values.astype(np.float64))
        shades = np.clip((plain - plain.mean()) / (plain.std() + 1e-5) * 0.1 + 0.5, 0, 1)
        Image.fromarray(np.round(shades * 255).astype(np.uint8)).save(self.temp_folder / name)
        return name


def _plain(name: str) -> str:
    """Returns a name as part of the name of a file."""
    return re.sub(r"[^\w.-]", "_", name)[:80]
