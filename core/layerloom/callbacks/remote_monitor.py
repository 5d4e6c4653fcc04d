"""RemoteMonitor: sends the results of each epoch to a server."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
import warnings
from typing import Any

import numpy as np

from layerloom.callbacks.callback import Callback, Logs
from layerloom.declaration import register
from layerloom.errors import FieldError

_TIMEOUT = 10  # seconds; training must not wait for ever


@register("callback", category="Network")
class RemoteMonitor(Callback):
    """Posts epoch, loss and metrics to a server by HTTP after each epoch.

    Args:
        root: Address of the server, with http:// or https://.
        path: Path on the server.
        field: Name of the form field that holds the results as JSON.
        headers: Further HTTP headers.
        send_as_json: Whether the results are sent as a JSON document instead of a form.
    """

    def __init__(
        self,
        root: str = "http://localhost:9000",
        path: str = "/publish/epoch/end/",
        field: str = "data",
        headers: Any = None,
        send_as_json: bool = False,
    ) -> None:
        super().__init__()
        if urllib.parse.urlsplit(root).scheme not in ("http", "https"):
            raise FieldError(f"RemoteMonitor: root must begin with http:// or https://, got {root!r}.")
        self.root = root
        self.path = path
        self.field = field
        self.headers = headers
        self.send_as_json = send_as_json

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Sends the results; a server that cannot be reached is warned of."""
        results = json.dumps(
            {"epoch": epoch, **{name: _plain(value) for name, value in (logs or {}).items()}}
        )
        if self.send_as_json:
            kind, body = "application/json", results
        else:
            kind, body = "application/x-www-form-urlencoded", urllib.parse.urlencode({self.field: results})
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self.root + self.path,
            data=body.encode(),
            headers={"Content-Type": kind, **(self.headers or {})},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310 - the scheme was checked
                pass
        except urllib.error.HTTPError as answer:
            answer.close()  # the server was reached, whatever it thinks of the results
        except OSError as error:
            warnings.warn(f"RemoteMonitor could not reach the server at {self.root}: {error}.", stacklevel=2)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, (np.ndarray, np.generic)) else value
