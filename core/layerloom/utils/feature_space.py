"""FeatureSpace: the columns of a table, numbers and words alike, as one vector for a network."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import numpy as np

from layerloom import layers, ops
from layerloom.data import Dataset
from layerloom.declaration import register
from layerloom.errors import LayerloomError
from layerloom.layers import Layer
from layerloom.naming import unique_name
from layerloom.saving.keras_archive import write_model
from layerloom.tensors import KerasTensor, Tensor

__all__ = ["FeatureSpace"]

_MODULE = "keras.src.layers.preprocessing.feature_space"

#: What must be learned from the data before a value can be encoded.
_SIZES = {
    "IntegerLookup": "vocabulary_size",
    "StringLookup": "vocabulary_size",
    "CategoryEncoding": "num_tokens",
    "Discretization": "num_bins",
    "HashedCrossing": "num_bins",
    "Hashing": "num_bins",
}


class Cross:
    """Features whose values are looked at together.

    Args:
        feature_names: Names of the features.
        crossing_dim: How many different numbers the pairs are spread over.
        output_mode: ``"one_hot"`` or ``"int"``.
    """

    def __init__(self, feature_names: Sequence[str], crossing_dim: int, output_mode: str = "one_hot") -> None:
        _check("output_mode", output_mode, ("int", "one_hot"))
        self.feature_names = tuple(feature_names)
        self.crossing_dim = crossing_dim
        self.output_mode = output_mode

    @property
    def name(self) -> str:
        """The names of the features, joined."""
        return "_X_".join(self.feature_names)

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments as plain data."""
        names = list(self.feature_names)
        return {"feature_names": names, "crossing_dim": self.crossing_dim, "output_mode": self.output_mode}


class Feature:
    """A column: its type, what prepares it, and how it comes out.

    Args:
        dtype: ``"float32"``, ``"int32"``, ``"string"``...
        preprocessor: A layer.
        output_mode: ``"float"``, ``"one_hot"`` or ``"int"``.
    """

    def __init__(self, dtype: str, preprocessor: Any, output_mode: str) -> None:
        _check("output_mode", output_mode, ("int", "one_hot", "float"))
        self.dtype = dtype
        self.preprocessor = (
            layers.deserialize(preprocessor) if isinstance(preprocessor, dict) else preprocessor
        )
        self.output_mode = output_mode

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments as plain data."""
        return {
            "dtype": self.dtype,
            "preprocessor": layers.serialize(self.preprocessor),
            "output_mode": self.output_mode,
        }


@register("layer", category="")
class FeatureSpace(Layer):
    """Prepares the columns of a table for a network (``keras.utils.FeatureSpace``).

    It is called on a dict of arrays by column, learns from data by :meth:`adapt`, and gives one vector for each row,
    the columns in the order of their names, crossed ones last.

    Args:
        features: For each column a kind such as ``"float_normalized"``, or a feature made by a method such as
            :meth:`string_categorical`.
        output_mode: ``"concat"`` for one vector, ``"dict"`` for an output by column.
        crosses: Groups of columns to look at together.
        crossing_dim: How many numbers crossed values are spread over.
        hashing_dim: Likewise for hashed columns.
        num_discretization_bins: How many ranges numbers are sorted into.
        name: Its name.
    """

    keras_module = "keras.utils"

    def __init__(
        self,
        features: Mapping[str, Any],
        output_mode: str = "concat",
        crosses: Iterable[Any] | None = None,
        crossing_dim: int = 32,
        hashing_dim: int = 32,
        num_discretization_bins: int = 32,
        name: str | None = None,
    ) -> None:
        super().__init__(name=name)
        if not features:
            raise LayerloomError("A FeatureSpace needs features: a dict of the kind of each column.")
        _check("output_mode", output_mode, ("dict", "concat"))
        self.output_mode = output_mode
        self.crossing_dim = crossing_dim
        self.hashing_dim = hashing_dim
        self.num_discretization_bins = num_discretization_bins
        self.features = {key: self._feature(key, value) for key, value in features.items()}
        self.crosses = [self._cross(cross) for cross in crosses or ()]
        self.inputs = {
            key: layers.Input(shape=(1,), dtype=feature.dtype, name=key)
            for key, feature in self.features.items()
        }
        self.preprocessors = {key: feature.preprocessor for key, feature in self.features.items()}
        self.crossers = {
            cross.name: layers.HashedCrossing(cross.crossing_dim, name=cross.name) for cross in self.crosses
        }
        self.one_hot_encoders: dict[str, Any] = {}
        self._adapted = False
        self._encoded: Any = None

    # -- kinds of features -------------------------------------------------------------------------------------

    @classmethod
    def cross(cls, feature_names: Sequence[str], crossing_dim: int, output_mode: str = "one_hot") -> Cross:
        """Returns columns to look at together."""
        return Cross(feature_names, crossing_dim, output_mode)

    @classmethod
    def feature(cls, dtype: str, preprocessor: Any, output_mode: str) -> Feature:
        """Returns a column that a layer of one's own prepares."""
        return Feature(dtype, preprocessor, output_mode)

    @classmethod
    def float(cls, name: str | None = None) -> Feature:
        """Returns a column of numbers that stay as they are."""
        return Feature("float32", layers.Identity(name=_named(name, "float")), "float")

    @classmethod
    def float_rescaled(cls, scale: Any = 1.0, offset: Any = 0.0, name: str | None = None) -> Feature:
        """Returns a column of numbers that are multiplied and moved."""
        layer = layers.Rescaling(scale=scale, offset=offset, name=_named(name, "float_rescaled"))
        return Feature("float32", layer, "float")

    @classmethod
    def float_normalized(cls, name: str | None = None) -> Feature:
        """Returns a column of numbers that are brought to mean 0 and variance 1."""
        return Feature(
            "float32", layers.Normalization(axis=-1, name=_named(name, "float_normalized")), "float"
        )

    @classmethod
    def float_discretized(
        cls, num_bins: int, bin_boundaries: Any = None, output_mode: str = "one_hot", name: str | None = None
    ) -> Feature:
        """Returns a column of numbers that are sorted into ranges."""
        options = {"bin_boundaries": bin_boundaries} if bin_boundaries is not None else {"num_bins": num_bins}
        layer = layers.Discretization(name=_named(name, "float_discretized"), **options)
        return Feature("float32", layer, output_mode)

    @classmethod
    def integer_categorical(
        cls,
        max_tokens: int | None = None,
        num_oov_indices: int = 1,
        output_mode: str = "one_hot",
        name: str | None = None,
    ) -> Feature:
        """Returns a column of whole numbers, each a category."""
        layer = layers.IntegerLookup(
            max_tokens=max_tokens, num_oov_indices=num_oov_indices, name=_named(name, "integer_categorical")
        )
        return Feature("int32", layer, output_mode)

    @classmethod
    def string_categorical(
        cls,
        max_tokens: int | None = None,
        num_oov_indices: int = 1,
        output_mode: str = "one_hot",
        name: str | None = None,
    ) -> Feature:
        """Returns a column of words, each a category."""
        layer = layers.StringLookup(
            max_tokens=max_tokens, num_oov_indices=num_oov_indices, name=_named(name, "string_categorical")
        )
        return Feature("string", layer, output_mode)

    @classmethod
    def string_hashed(cls, num_bins: int, output_mode: str = "one_hot", name: str | None = None) -> Feature:
        """Returns a column of words that are spread over some numbers."""
        layer = layers.Hashing(num_bins=num_bins, name=_named(name, "string_hashed"))
        return Feature("string", layer, output_mode)

    @classmethod
    def integer_hashed(cls, num_bins: int, output_mode: str = "one_hot", name: str | None = None) -> Feature:
        """Returns a column of whole numbers that are spread over fewer."""
        layer = layers.Hashing(num_bins=num_bins, name=_named(name, "integer_hashed"))
        return Feature("int32", layer, output_mode)

    def _feature(self, name: str, given: Any) -> Feature:
        if isinstance(given, Feature):
            return given
        if isinstance(given, Mapping):
            return Feature(**given["config"])
        sizes = {
            "float_discretized": self.num_discretization_bins,
            "integer_hashed": self.hashing_dim,
            "string_hashed": self.hashing_dim,
        }
        known = (
            *sizes,
            "float",
            "float_normalized",
            "float_rescaled",
            "integer_categorical",
            "string_categorical",
        )
        _check(f"The kind of feature {name!r}", given, known)
        make = getattr(type(self), given)
        found: Feature = make(sizes[given], name=name) if given in sizes else make(name=name)
        return found

    def _cross(self, given: Any) -> Cross:
        made = given if isinstance(given, Cross) else None
        if isinstance(given, Mapping):
            made = Cross(**given["config"])
        made = made or Cross(tuple(given), self.crossing_dim)
        for name in made.feature_names:
            if name not in self.features:
                raise LayerloomError(f"The cross {made.name!r} names {name!r}, which is no feature.")
        return made

    # -- learning and encoding ---------------------------------------------------------------------------------

    def adapt(self, dataset: Any) -> None:
        """Learns what the columns need: means, words, ranges.

        Args:
            dataset: A Dataset of dicts, in batches or not, or a dict of arrays by column.

        Raises:
            LayerloomError: If it is neither.
        """
        columns = self._columns(dataset)
        for name in self._to_learn():
            self.preprocessors[name].adapt(_column(columns[name]))
        self._adapted = True
        self._encoded = None
        self.get_encoded_features()

    def _columns(self, dataset: Any) -> dict[str, Any]:
        if isinstance(dataset, Mapping):
            return dict(dataset)
        if not isinstance(dataset, Dataset):
            raise LayerloomError(
                f"adapt takes a Dataset or a dict of arrays by column, got {type(dataset).__name__}."
            )
        parts: dict[str, list[Any]] = {name: [] for name in self.features}
        for element in dataset:
            for name, values in parts.items():
                values.append(np.atleast_1d(np.asarray(element[name])))
        return {name: np.concatenate(values) for name, values in parts.items()}

    def _to_learn(self) -> list[str]:
        fixed = ("input_mean", "_fixed", "bin_boundaries")
        return [
            name
            for name, layer in self.preprocessors.items()
            if hasattr(layer, "adapt") and not any(_is_given(getattr(layer, key, None)) for key in fixed)
        ]

    def get_inputs(self) -> dict[str, KerasTensor]:
        """Returns a symbolic input for each column, for a model that takes raw data."""
        self._require_adapted()
        return self.inputs

    def get_encoded_features(self) -> Any:
        """Returns the symbolic outputs for :meth:`get_inputs`, for a model that takes prepared data.

        Raises:
            LayerloomError: If :meth:`adapt` has not been called.
        """
        self._require_adapted()
        if self._encoded is None:
            self._encoded = self._encode(self.inputs)
            self.built = True
        return self._encoded

    def _require_adapted(self) -> None:
        if not self._adapted and self._to_learn():
            raise LayerloomError(
                "Call adapt(data) on the FeatureSpace first: some of its features learn from data."
            )
        self._adapted = True

    def __call__(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        """Returns the encoded columns of a dict of arrays, of a batch or of a single row."""
        if not isinstance(data, Mapping):
            raise LayerloomError(f"A FeatureSpace is called on a dict of columns, got {type(data).__name__}.")
        self.get_encoded_features()
        columns = {name: data[name] for name in self.features}
        if any(isinstance(value, KerasTensor) for value in columns.values()):
            return self._encode(columns)
        single = all(np.ndim(np.asarray(value)) == 0 for value in columns.values())
        found = self._encode({name: _column(value) for name, value in columns.items()})
        if not single:
            return found
        return {name: value[0] for name, value in found.items()} if isinstance(found, dict) else found[0]

    def _encode(self, columns: Mapping[str, Any]) -> Any:
        prepared = {name: self.preprocessors[name](columns[name]) for name in self.features}
        crossed = {
            cross.name: self.crossers[cross.name]([prepared[name] for name in cross.feature_names])
            for cross in self.crosses
        }
        specs: dict[str, Any] = {**self.features, **{cross.name: cross for cross in self.crosses}}
        found = {}
        for name in (*sorted(prepared), *sorted(crossed)):
            value = prepared[name] if name in prepared else crossed[name]
            if specs[name].output_mode == "one_hot":
                value = self._encoder(name, value)(value)
            if self.output_mode == "concat" and not value.dtype.startswith("float"):
                raise LayerloomError(
                    f"Feature {name!r} comes out as {value.dtype} and cannot be joined with others: choose "
                    "output_mode='one_hot' for it, or output_mode='dict' for the FeatureSpace."
                )
            found[name] = value
        return found if self.output_mode == "dict" else ops.concatenate(list(found.values()), axis=-1)

    def _encoder(self, name: str, value: Any) -> Any:
        if name not in self.one_hot_encoders:
            layer: Any = self.preprocessors.get(name) or self.crossers[name]
            key = _SIZES.get(type(layer).__name__)
            if key is None or not value.dtype.startswith("int"):
                raise LayerloomError(
                    f"Feature {name!r} cannot be encoded one-hot: it is not known how many values it has. "
                    "Use output_mode='int' or 'float'."
                )
            size = getattr(layer, key)
            count = size() if callable(size) else size
            if key == "num_bins" and count is None:
                count = layer._depth()  # a Discretization with given bounds
            self.one_hot_encoders[name] = layers.CategoryEncoding(num_tokens=count, output_mode="multi_hot")
        return self.one_hot_encoders[name]

    # -- description -------------------------------------------------------------------------------------------

    def get_config(self) -> dict[str, Any]:
        """Returns the arguments as plain data."""
        return {
            "features": {name: _described(feature) for name, feature in self.features.items()},
            "output_mode": self.output_mode,
            "crosses": [_described(cross) for cross in self.crosses],
            "crossing_dim": self.crossing_dim,
            "hashing_dim": self.hashing_dim,
            "num_discretization_bins": self.num_discretization_bins,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Makes a FeatureSpace from the result of :meth:`get_config`."""
        return cls(**config)

    def get_build_config(self) -> dict[str, Any]:
        """Returns with which shapes the layers that prepare the columns were built."""
        return {name: layer.get_build_config() or {} for name, layer in self.preprocessors.items()}

    def build_from_config(self, config: dict[str, Any]) -> None:
        """Builds these layers, as a file says; what they learned comes with their weights and files."""
        for name, layer in self.preprocessors.items():
            if not layer.built and config.get(name):
                layer.build_from_config(config[name])
        self._adapted = True

    def save(self, filepath: str | os.PathLike[str]) -> None:
        """Writes a ``.keras`` file with all that was learned, which ``load_model`` here and in Keras reads.

        Args:
            filepath: The file, by custom ending in ``.keras``.
        """
        write_model(self, filepath, include_optimizer=False)


def _described(item: Any) -> dict[str, Any]:
    name = type(item).__name__
    return {"module": _MODULE, "class_name": name, "config": item.get_config(), "registered_name": name}


def _column(values: Any) -> Any:
    """Returns values as a batch of rows with one entry each."""
    array = values.value if isinstance(values, Tensor) else np.asarray(values)
    return array.reshape(-1, 1) if array.ndim < 2 else array


def _named(name: str | None, kind: str) -> str:
    return f"{name or unique_name(kind)}_preprocessor"


def _is_given(value: Any) -> bool:
    return value is not None and value is not False and np.size(value) > 0


def _check(what: str, given: Any, allowed: Sequence[str]) -> None:
    if given not in allowed:
        raise LayerloomError(f"{what} must be one of {', '.join(allowed)}, got {given!r}.")
