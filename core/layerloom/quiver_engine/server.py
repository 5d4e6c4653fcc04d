"""The server of the page, on this machine only (``quiver_engine.server``)."""

from __future__ import annotations

import http
import http.server
import json
import mimetypes
import os
import socketserver
import urllib.parse
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from layerloom.callbacks.terminal import terminal
from layerloom.errors import LayerloomError
from layerloom.quiver_engine.looking import PICTURES, Looking

__all__ = ["get_app", "launch", "run_app"]

_PAGE = {"/": "page.html", "/page.js": "page.js", "/page.css": "page.css"}
_HERE = Path(__file__).parent


def launch(
    model: Any,
    classes: Sequence[str] | None = None,
    top: int = 5,
    temp_folder: Any = "./tmp",
    input_folder: Any = "./",
    mean: Any = None,
    std: Any = None,
    port: int = 5000,
    html_base_dir: Any = None,
) -> None:
    """Opens a page in the browser that shows what each layer makes of a picture; Ctrl+C ends it.

    Args:
        model: A model with one picture as its input.
        classes: Names of its outputs; their numbers by default.
        top: Number of guesses that are shown.
        temp_folder: Folder for the pictures of layers; it is made.
        input_folder: Folder with the pictures to look at.
        mean: What is taken off the values of pixels, from 0 to 255: a number, or one for each channel.
        std: What they are divided by then; 255 for a model that was trained on values from 0 to 1.
        port: Port of the server on 127.0.0.1; 0 for any that is free.
        html_base_dir: Without effect.

    Raises:
        LayerloomError: If the model cannot be shown, or the port is taken.
    """
    run_app(get_app(model, classes, top, html_base_dir, temp_folder, input_folder, mean, std), port)


def get_app(
    model: Any,
    classes: Sequence[str] | None = None,
    top: int = 5,
    html_base_dir: Any = None,
    temp_folder: Any = "./tmp",
    input_folder: Any = "./",
    mean: Any = None,
    std: Any = None,
) -> Looking:
    """Returns what :func:`run_app` serves; see :func:`launch` for the arguments."""
    del html_base_dir  # the page belongs to the library
    return Looking(model, classes, top, temp_folder, input_folder, mean, std)


def run_app(app: Looking, port: int = 5000, open_browser: bool = True) -> None:
    """Serves until Ctrl+C is pressed.

    Args:
        app: What :func:`get_app` returned.
        port: Port on 127.0.0.1.
        open_browser: Whether the page is opened.

    Raises:
        LayerloomError: If the port is taken.
    """
    with Server(app, port) as server:
        terminal.line(f"The model is shown at {server.address} until you press Ctrl+C.")
        if open_browser:
            webbrowser.open_new(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            terminal.line("The server has stopped.")


class Server(http.server.ThreadingHTTPServer):
    """A server on 127.0.0.1.

    Args:
        app: What it serves.
        port: Its port; 0 for any that is free.
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers have one port

    def __init__(self, app: Looking, port: int = 0) -> None:
        self.app = app
        try:
            super().__init__(("127.0.0.1", port), Handler)
        except (OSError, OverflowError) as error:
            raise LayerloomError(
                f"Port {port} of this machine cannot be used ({error}): choose another one with port=."
            ) from error

    def server_bind(self) -> None:
        """Binds without asking the network for this machine's name, which can take long."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    @property
    def address(self) -> str:
        """Address of the page."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    server_version = "Layerloom"
    sys_version = ""

    def do_GET(self) -> None:
        """Answers by Quiver's addresses."""
        name = (self.headers.get("Host") or "").rpartition(":")[0]
        if name not in ("127.0.0.1", "localhost"):  # a strange page must not read through a name of its own
            self._say(http.HTTPStatus.FORBIDDEN, "This server answers at 127.0.0.1 only.")
            return
        path = urllib.parse.urlsplit(self.path).path
        parts = [urllib.parse.unquote(part) for part in path.split("/")[1:]]
        try:
            self._answer(path, parts)
        except KeyError as error:
            self._say(http.HTTPStatus.NOT_FOUND, str(error.args[0]))
        except (ValueError, OSError) as error:
            self._say(http.HTTPStatus.UNPROCESSABLE_ENTITY, str(error))

    def _answer(self, path: str, parts: list[str]) -> None:
        app = self.server.app
        if path in _PAGE:
            self._file(_HERE / _PAGE[path])
            return
        match parts:
            case ["model"]:
                self._json(app.structure())
            case ["inputs"]:
                self._json(app.inputs())
            case ["layers"]:
                self._json(app.layers())
            case ["layer", layer, picture]:
                self._json(app.show_layer(layer, picture))
            case ["predict", picture]:
                self._json(app.predict(picture))
            case ["temp-file", name]:
                self._picture(app.temp_folder, name)
            case ["input-file", name]:
                self._picture(app.input_folder, name)
            case _:
                raise KeyError(f"There is nothing at {path}.")

    def _picture(self, folder: Path, name: str) -> None:
        """Sends a picture that lies in a folder itself: no way leads out of it, and none to other files."""
        if Path(name).name != name or "\\" in name or Path(name).suffix.lower() not in PICTURES:
            raise KeyError(f"There is no picture {name!r}.")
        path = (folder / name).resolve()
        if path.parent != folder or not path.is_file():
            raise KeyError(f"There is no picture {name!r}.")
        self._file(path)

    def _file(self, path: Path) -> None:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self._send(http.HTTPStatus.OK, path.read_bytes(), kind)

    def _json(self, value: Any) -> None:
        self._send(http.HTTPStatus.OK, json.dumps(value).encode(), "application/json")

    def _say(self, status: http.HTTPStatus, sentence: str) -> None:
        self._send(status, json.dumps({"error": sentence}).encode(), "application/json")

    def _send(self, status: http.HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: a page asks often."""
