"""LambdaCallback: a callback of plain functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layerloom.callbacks.callback import Callback
from layerloom.declaration import register

_Hook = Callable[..., Any] | None


@register("callback", category="Own code")
class LambdaCallback(Callback):
    """Calls functions of your own in the hooks that they are named for.

    Args:
        on_epoch_begin: Function of (epoch, logs).
        on_epoch_end: Function of (epoch, logs).
        on_train_begin: Function of (logs).
        on_train_end: Function of (logs).
        on_train_batch_begin: Function of (batch, logs).
        on_train_batch_end: Function of (batch, logs).
    """

    def __init__(
        self,
        on_epoch_begin: _Hook = None,
        on_epoch_end: _Hook = None,
        on_train_begin: _Hook = None,
        on_train_end: _Hook = None,
        on_train_batch_begin: _Hook = None,
        on_train_batch_end: _Hook = None,
        **kwargs: Any,
    ) -> None:
        super().__init__()
        hooks = {
            "on_epoch_begin": on_epoch_begin,
            "on_epoch_end": on_epoch_end,
            "on_train_begin": on_train_begin,
            "on_train_end": on_train_end,
            "on_train_batch_begin": on_train_batch_begin,
            "on_train_batch_end": on_train_batch_end,
            **kwargs,
        }
        # an attribute of the instance stands before the method of the class
        vars(self).update({name: hook for name, hook in hooks.items() if hook is not None})
