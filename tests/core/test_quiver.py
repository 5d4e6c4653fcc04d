"""The page of a model's layers: Quiver's addresses, on this machine only, and nothing beside the two folders."""

import http.client
import io
import json
import threading
import urllib.request
import webbrowser

import numpy as np
import pytest
from PIL import Image

import layerloom
from layerloom import layers, utils
from layerloom.errors import LayerloomError
from layerloom.quiver_engine import server


def network(channels=3, outputs=4):
    utils.set_random_seed(1)
    return layerloom.Sequential(
        [
            layers.Input((8, 9, channels)),
            layers.Conv2D(5, 3, activation="relu", name="conv/../x"),
            layers.MaxPooling2D(name="pool"),
            layers.Flatten(name="flat"),
            layers.Dense(outputs, activation="softmax", name="head"),
        ],
        name="small",
    )


@pytest.fixture
def folders(tmp_path):
    (tmp_path / "in").mkdir()
    rng = np.random.default_rng(0)
    for name in ("b.png", "a b.jpg"):
        utils.save_img(tmp_path / "in" / name, rng.integers(0, 256, (12, 10, 3)), scale=False)
    (tmp_path / "in" / "notes.txt").write_text("private")
    (tmp_path / "in" / "deep").mkdir()
    (tmp_path / "secret.png").write_bytes((tmp_path / "in" / "b.png").read_bytes())
    return tmp_path


@pytest.fixture
def serving(folders):
    """Starts servers; gives a function that asks one."""
    started = []

    def start(model=None, **options):
        app = server.get_app(
            model or network(), temp_folder=folders / "tmp", input_folder=folders / "in", **options
        )
        made = server.Server(app)
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        started.append((made, thread))
        return made

    yield start
    for made, thread in started:
        made.shutdown()
        made.server_close()
        thread.join()


def ask(made, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", made.server_address[1], timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_quivers_addresses(serving, folders):
    made = serving(classes=["ant", "bee", "cat", "dog"], top=2)
    model = made.app.model
    with urllib.request.urlopen(f"{made.address}model") as answer:
        assert json.load(answer) == json.loads(model.to_json())
    assert json.loads(ask(made, "/inputs")[2]) == ["a b.jpg", "b.png"]
    assert json.loads(ask(made, "/layers")[2]) == ["conv/../x", "pool", "flat", "head"]
    status, headers, data = ask(made, "/input-file/b.png")
    assert (status, headers["Content-Type"]) == (200, "image/png")
    assert data == (folders / "in" / "b.png").read_bytes()
    x = utils.img_to_array(utils.load_img(folders / "in" / "b.png", target_size=(8, 9)))[None]
    guesses = json.loads(ask(made, "/predict/b.png")[2])
    outputs = model.predict(x, verbose=0)[0]
    best = np.argsort(-outputs)[:2]
    assert [name for _, name, _ in guesses[0]] == [["ant", "bee", "cat", "dog"][n] for n in best]
    np.testing.assert_allclose([share for *_, share in guesses[0]], outputs[best], rtol=1e-5)


@pytest.mark.parametrize(
    "layer, count, size",
    [("conv%2F..%2Fx", 5, (7, 6)), ("pool", 5, (3, 3)), ("flat", 1, (45, 1)), ("head", 1, (4, 1))],
)
def test_a_layers_outputs_as_pictures(layer, count, size, serving, folders):
    made = serving()
    names = json.loads(ask(made, f"/layer/{layer}/a%20b.jpg")[2])
    assert len(names) == count
    assert {path.name for path in (folders / "tmp").iterdir()} == set(names)
    status, _, data = ask(made, f"/temp-file/{names[0]}")
    with Image.open(io.BytesIO(data)) as picture:
        assert (status, picture.size, picture.mode) == (200, size, "L")


def test_the_page_and_its_parts(serving):
    made = serving()
    for path, kind in (("/", "text/html"), ("/page.css", "text/css"), ("/page.js", "text/javascript")):
        status, headers, data = ask(made, path)
        assert status == 200
        assert headers["Content-Type"].startswith(kind)
        assert headers["Content-Security-Policy"] == "default-src 'self'"
        assert data


@pytest.mark.parametrize(
    "path",
    [
        "/input-file/..%2Fsecret.png",
        "/input-file/../secret.png",
        "/input-file/%2e%2e/secret.png",
        "/input-file/..%5Csecret.png",
        "/input-file/notes.txt",
        "/input-file/deep",
        "/input-file/",
        "/input-file/link.png",
        "/input-file/a%00.png",
        "/temp-file/..%2Fin%2Fb.png",
        "/temp-file/%2Fetc%2Fpasswd",
        "/layer/pool/..%2Fsecret.png",
        "/layer/pool/notes.txt",
        "/layer/none/b.png",
        "/predict/..%2Fsecret.png",
        "/../../etc/passwd",
        "/page.html/..",
        "/server.py",
    ],
)
def test_no_way_leads_out_of_the_folders(path, serving, folders):
    (folders / "in" / "link.png").symlink_to(folders / "secret.png")
    status, _, data = ask(serving(), path)
    assert status in (404, 422)
    assert json.loads(data)["error"]


def test_it_answers_on_this_machine_only(serving):
    made = serving()
    assert made.server_address[0] == "127.0.0.1"
    assert ask(made, "/model", Host="evil.example:5000")[0] == 403
    assert ask(made, "/model", Host=f"localhost:{made.server_address[1]}")[0] == 200


def test_mean_and_deviation_of_pixels(serving, folders):
    seen = []
    model = network()
    made = serving(model, mean=[1.0, 2.0, 3.0], std=255)
    predict = model.predict
    model.predict = lambda x, **options: seen.append(x) or predict(x, **options)
    ask(made, "/predict/b.png")
    x = utils.img_to_array(utils.load_img(folders / "in" / "b.png", target_size=(8, 9)))
    np.testing.assert_allclose(seen[0][0], (x - [1, 2, 3]) / 255, rtol=1e-6)


def test_grey_pictures_and_numbers_instead_of_names(serving):
    made = serving(network(channels=1))
    assert {name for _, name, _ in json.loads(ask(made, "/predict/b.png")[2])[0]} == {"0", "1", "2", "3"}


def test_mistakes_are_told(serving, folders):
    assert b"4 outputs, but classes has 1 names" in ask(serving(classes=["one"]), "/predict/b.png")[2]
    (folders / "in" / "b.png").write_bytes(b"no picture")
    status, _, data = ask(serving(), "/layer/pool/b.png")
    assert status == 422
    assert "b.png" in json.loads(data)["error"]
    two = [layerloom.Input((4, 4, 3)), layerloom.Input((4, 4, 3))]
    for model, message in (
        (layerloom.Sequential([layers.Dense(1)]), "one picture"),
        (layerloom.Sequential([layers.Input((3,)), layers.Dense(1)]), "one picture"),
        (layerloom.Model(two, layers.Add()(two)), "one picture"),
        (network(channels=2), "1, 3 or 4 channels"),
    ):
        with pytest.raises(LayerloomError, match=message):
            server.get_app(model)
    with pytest.raises(LayerloomError, match="mean and std"):
        server.get_app(network(), std=0)
    with pytest.raises(LayerloomError, match="choose another one"):
        server.Server(serving().app, serving().server_address[1])


def test_launch_opens_the_page_and_ends_with_the_keyboard(folders, monkeypatch, capsys):
    opened = []
    monkeypatch.setattr(webbrowser, "open_new", opened.append)

    def pressed(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(server.Server, "serve_forever", pressed)
    server.launch(network(), temp_folder=folders / "tmp", input_folder=folders / "in", port=0)
    assert opened[0].startswith("http://127.0.0.1:")
    assert "Ctrl+C" in capsys.readouterr().out
