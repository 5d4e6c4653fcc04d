"""Argument names of Keras 1, which old scripts still use: ``init`` for ``kernel_initializer`` and so on."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

#: Older name -> today's; a name is translated where the layer has the new one and not the old one.
OLDER_NAMES = {
    "init": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "U_constraint": "recurrent_constraint",
    "b_constraint": "bias_constraint",
    "bias": "use_bias",
    "output_dim": "units",
    "inner_activation": "recurrent_activation",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "border_mode": "padding",
    "subsample": "strides",
    "subsample_length": "strides",
    "atrous_rate": "dilation_rate",
    "pool_length": "pool_size",
    "stride": "strides",
    "dim_ordering": "data_format",
    "p": "rate",
}
_VALUES = {"tf": "channels_last", "th": "channels_first"}


def accept_older_names(init: Callable[..., None]) -> Callable[..., None]:
    """Wraps a constructor so that it takes older argument names as well."""
    known = inspect.signature(init).parameters
    renamed = {old: new for old, new in OLDER_NAMES.items() if new in known and old not in known}
    if not renamed:
        return init

    @wraps(init)
    def wrapped(self: Any, *args: Any, **kwargs: Any) -> None:
        for old in renamed.keys() & kwargs.keys():
            value = kwargs.pop(old)
            kwargs.setdefault(renamed[old], _VALUES.get(value, value) if old == "dim_ordering" else value)
        init(self, *args, **kwargs)

    return wrapped
