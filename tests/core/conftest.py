"""What tests of the library share: Keras's folder, and a server on this machine."""

import http.server
import threading

import pytest


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Keras's folder for the test; no way out to the network."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return tmp_path / "home" / "datasets"


@pytest.fixture
def server():
    """A server on this machine: ``files`` are what it has, ``version`` names them, ``cut`` breaks connections off."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            made.asked.append((self.path, self.headers["Range"]))
            data = made.files.get(self.path.partition("?")[0].strip("/"))
            if data is None:
                self.send_error(404)
                return
            start = int((self.headers["Range"] or "bytes=0-")[6:-1]) if made.resumes else 0
            if self.headers["If-Range"] not in (None, made.version):
                start = 0
            if start > len(data):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            if made.version:
                self.send_header("ETag", made.version)
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            end = made.cut.pop() if made.cut else len(data)
            self.wfile.write(data[start:end])

        def log_message(self, *args):
            pass

    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.files, made.asked, made.cut, made.resumes, made.version = {}, [], [], True, None
    made.root = f"http://127.0.0.1:{made.server_address[1]}/"
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()
