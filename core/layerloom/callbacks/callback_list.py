"""CallbackList: one callback that passes every hook on to many, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from layerloom.callbacks.callback import Callback, Logs
from layerloom.callbacks.history import History
from layerloom.callbacks.progbar_logger import ProgbarLogger
from layerloom.errors import LayerloomError

_BATCH_HOOKS = {"on_train_batch_begin": "on_batch_begin", "on_train_batch_end": "on_batch_end"}


class CallbackList(Callback):
    """Several callbacks as one.

    Args:
        callbacks: A callback or a list of them, also nested; ``None`` for none.
        add_history: Whether to add a :class:`History` if there is none.
        add_progbar: Whether to add a :class:`ProgbarLogger` if there is none.
        model: The model they belong to.
        **params: ``verbose``, ``epochs`` and ``steps`` of the run.
    """

    def __init__(
        self,
        callbacks: Any = None,
        add_history: bool = False,
        add_progbar: bool = False,
        model: Any = None,
        **params: Any,
    ) -> None:
        super().__init__()
        self.callbacks: list[Any] = _flatten(callbacks)
        self._hooks: dict[str, list[Callable[..., None]]] = {}
        self._history = next((item for item in self.callbacks if isinstance(item, History)), None)
        if self._history is None and add_history:
            self._history = History()
            self.callbacks.append(self._history)
        if add_progbar and not any(isinstance(item, ProgbarLogger) for item in self.callbacks):
            self.callbacks.append(ProgbarLogger())
        self.set_model(model)
        self.set_params(params)

    def append(self, callback: Any) -> None:
        """Adds a callback at the end."""
        self.callbacks.append(callback)
        self._hooks.clear()

    def set_params(self, params: Any) -> None:
        """Gives the run's parameters to every callback."""
        self.params = params
        if params:
            for callback in self.callbacks:
                callback.set_params(params)

    def set_model(self, model: Any) -> None:
        """Gives the model to every callback."""
        if model is None:
            return
        super().set_model(model)
        if self._history is not None:
            model.history = self._history
        for callback in self.callbacks:
            callback.set_model(model)

    def on_train_begin(self, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._hooks.clear()
        self._call("on_train_begin", logs)

    def on_train_end(self, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_train_end", logs)

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_epoch_begin", logs, epoch)

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Passes the hook on; what one callback adds to the logs, the next ones see."""
        self._call("on_epoch_end", logs, epoch)

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_train_batch_begin", logs, batch)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_train_batch_end", logs, batch)

    def on_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_batch_begin", logs, batch)

    def on_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_batch_end", logs, batch)

    def on_test_begin(self, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_test_begin", logs)

    def on_test_end(self, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_test_end", logs)

    def on_test_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_test_batch_begin", logs, batch)

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_test_batch_end", logs, batch)

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_predict_begin", logs)

    def on_predict_end(self, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_predict_end", logs)

    def on_predict_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_predict_batch_begin", logs, batch)

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Passes the hook on."""
        self._call("on_predict_batch_end", logs, batch)

    def _call(self, hook: str, logs: Logs, *position: int) -> None:
        methods = self._hooks.get(hook)
        if methods is None:
            methods = [getattr(callback, hook) for callback in self.callbacks if _overrides(callback, hook)]
            self._hooks[hook] = methods
        if methods:
            plain = plain_logs(logs)
            for method in methods:
                method(*position, plain)


def plain_logs(logs: Logs) -> dict[str, Any]:
    """Returns a copy of the logs in the order of their names, with Python numbers, and nested logs laid flat."""
    plain: dict[str, Any] = {}
    for key, value in sorted((logs or {}).items()):
        if isinstance(value, Mapping):
            plain.update(plain_logs(dict(value)))
        elif isinstance(value, float) or not hasattr(value, "__float__") or np.ndim(value):
            plain[key] = value
        else:
            plain[key] = float(value)
    return plain


def _flatten(callbacks: Any) -> list[Any]:
    if callbacks is None:
        return []
    if isinstance(callbacks, (list, tuple)):
        return [item for entry in callbacks for item in _flatten(entry)]
    if isinstance(callbacks, type):
        name = callbacks.__name__
        raise LayerloomError(f"callbacks must be objects, got the class {name}: write {name}(...).")
    if not hasattr(callbacks, "set_model"):
        raise LayerloomError(f"callbacks must be Callback objects, got {callbacks!r:.60}.")
    return [callbacks]


def _overrides(callback: Any, hook: str) -> bool:
    """Tells whether a callback does anything in a hook; most do nothing in most batches."""
    # It makes hooks when asked.
    if any("__getattribute__" in vars(kind) for kind in type(callback).__mro__[:-1]):
        return True
    for name in (hook, _BATCH_HOOKS.get(hook)):
        if name and (
            name in vars(callback) or getattr(type(callback), name, None) is not getattr(Callback, name)
        ):
            return hasattr(callback, name)
    return False
