"""Published data sets: found in Keras's folder, downloaded from a server on this machine, checked, refused."""

import dataclasses
import gzip
import hashlib
import io
import pickle
import struct
import tarfile

import numpy as np
import pytest

from layerloom import config, datasets
from layerloom.datasets import cache
from layerloom.errors import FieldError, FileFormatError, LayerloomError

RNG = np.random.default_rng(1)


pytestmark = pytest.mark.usefixtures("home")


def mnist_bytes():
    out = io.BytesIO()
    np.savez(
        out,
        x_train=RNG.integers(0, 256, (6, 28, 28), dtype=np.uint8),
        y_train=np.arange(6, dtype=np.uint8),
        x_test=RNG.integers(0, 256, (2, 28, 28), dtype=np.uint8),
        y_test=np.arange(2, dtype=np.uint8),
    )
    return out.getvalue()


def published(data, server, monkeypatch, module=datasets.mnist, name="mnist.npz"):
    """Lets a data set stand on the server."""
    server.files[name] = data
    file = dataclasses.replace(module.FILE, url=server.root + name, sha256=hashlib.sha256(data).hexdigest())
    monkeypatch.setattr(module, "FILE", file)
    return file


def test_downloaded_once_then_read_from_the_folder(server, home, monkeypatch, capsys):
    published(mnist_bytes(), server, monkeypatch)
    for _ in range(2):
        (x_train, y_train), (x_test, y_test) = datasets.mnist.load_data()
    assert (x_train.shape, x_test.shape, x_train.dtype) == ((6, 28, 28), (2, 28, 28), np.uint8)
    assert y_train.tolist() == list(range(6))
    assert len(y_test) == 2
    assert len(server.asked) == 1
    assert [path.name for path in home.iterdir()] == ["mnist.npz"]
    assert capsys.readouterr().out


@pytest.mark.parametrize("resumes", [True, False])
def test_a_download_goes_on_where_it_stopped(resumes, server, home, monkeypatch):
    data = mnist_bytes()
    published(data, server, monkeypatch)
    server.cut.append(1000)
    server.resumes = resumes
    with pytest.raises(LayerloomError, match="broke off after 1000 of"):
        datasets.mnist.load_data()
    assert (home / "mnist.npz.part").stat().st_size == 1000
    datasets.mnist.load_data()
    assert server.asked[1][1] == "bytes=1000-"
    assert (home / "mnist.npz").read_bytes() == data
    assert not (home / "mnist.npz.part").exists()


def test_a_part_that_is_too_long_is_begun_anew(server, home, monkeypatch):
    data = mnist_bytes()
    published(data, server, monkeypatch)
    home.mkdir(parents=True)
    (home / "mnist.npz.part").write_bytes(data + b"more")
    datasets.mnist.load_data()
    assert len(server.asked) == 2


def test_a_wrong_download_is_thrown_away(server, home, monkeypatch):
    published(mnist_bytes(), server, monkeypatch)
    server.files["mnist.npz"] = b"<html>please log in</html>"
    with pytest.raises(LayerloomError, match="checksum"):
        datasets.mnist.load_data()
    assert list(home.iterdir()) == []


def test_without_network_one_sentence_says_what_to_do(server, home, monkeypatch):
    published(mnist_bytes(), server, monkeypatch)
    server.shutdown()
    server.server_close()
    with pytest.raises(LayerloomError) as caught:
        datasets.mnist.load_data()
    assert str(caught.value).startswith(f"mnist.npz is not in {home} and could not be downloaded (")
    assert "put the file from http://127.0.0.1" in str(caught.value)


def test_what_the_server_says_is_told(server, monkeypatch):
    published(mnist_bytes(), server, monkeypatch)
    server.files.clear()
    with pytest.raises(LayerloomError, match="the server said 404"):
        datasets.mnist.load_data()


def test_a_file_of_ones_own_is_used_with_a_warning(home):
    home.mkdir(parents=True)
    (home / "mnist.npz").write_bytes(mnist_bytes())
    with pytest.warns(UserWarning, match="not the published file"):
        (x_train, _), _ = datasets.mnist.load_data()
    assert len(x_train) == 6
    (home / "mine.npz").write_bytes(mnist_bytes())
    assert len(datasets.mnist.load_data("mine.npz")[0][0]) == 6
    assert len(datasets.mnist.load_data(str(home / "mine.npz"))[0][0]) == 6
    (home / "mine.npz").write_bytes(b"no arrays")
    with pytest.raises(FileFormatError, match="cannot be read as the arrays"):
        datasets.mnist.load_data("mine.npz")


def idx(array):
    head = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    return gzip.compress(head + array.tobytes())


def test_fashion(server, home, monkeypatch):
    y, x = np.arange(4, dtype=np.uint8), RNG.integers(0, 256, (4, 28, 28), dtype=np.uint8)
    arrays = (y, x, y[:2], x[:2])
    files = []
    for file, array in zip(datasets.fashion_mnist.FILES, arrays, strict=True):
        name = file.name.partition("/")[2]
        server.files[name] = idx(array)
        files.append(dataclasses.replace(file, url=server.root + name))
    monkeypatch.setattr(datasets.fashion_mnist, "FILES", tuple(files))
    (x_train, y_train), (x_test, y_test) = datasets.fashion_mnist.load_data()
    for found, expected in zip((y_train, x_train, y_test, x_test), arrays, strict=True):
        np.testing.assert_array_equal(found, expected)
    assert len(list((home / "fashion-mnist").iterdir())) == 4
    for broken in (gzip.compress(b"\0\0\x08\x01\0\0\0\x09abc"), b"no gzip", gzip.compress(b"")):
        (home / files[0].name).write_bytes(broken)
        with pytest.raises(FileFormatError, match="delete it"):
            datasets.fashion_mnist.load_data()


def archive(batches):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, content in batches.items():
            data = content if isinstance(content, bytes) else pickle.dumps(content, protocol=2)
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return out.getvalue()


def batch(number, key=b"labels"):
    data = RNG.integers(0, 256, (2, 3072), dtype=np.uint8)
    return {b"data": data, key: [number, number], b"coarse_labels": [0, 1]}


def cifar10_bytes():
    names = [f"cifar-10-batches-py/data_batch_{number}" for number in range(1, 6)]
    return archive({name: batch(n) for n, name in enumerate([*names, "cifar-10-batches-py/test_batch"])})


def test_cifar(server, home, monkeypatch):
    published(cifar10_bytes(), server, monkeypatch, datasets.cifar10, "cifar-10.tar.gz")
    (x_train, y_train), (x_test, y_test) = datasets.cifar10.load_data()
    assert (x_train.shape, x_test.shape) == ((10, 32, 32, 3), (2, 32, 32, 3))
    assert y_train.tolist() == [[n] for n in range(5) for _ in range(2)]
    assert (y_test.dtype, x_train.dtype) == (np.uint8, np.uint8)
    config.set_image_data_format("channels_first")
    try:
        assert datasets.cifar10.load_data()[0][0].shape == (10, 3, 32, 32)
    finally:
        config.set_image_data_format("channels_last")
    (home / "cifar-10-batches-py-target_archive").replace(home / "cifar-10-batches-py.tar.gz")
    datasets.cifar10.load_data()  # the name of Keras 2
    assert len(server.asked) == 1


def test_cifar100(server, monkeypatch):
    data = archive({f"cifar-100-python/{part}": batch(7, b"fine_labels") for part in ("train", "test")})
    published(data, server, monkeypatch, datasets.cifar100, "cifar-100.tar.gz")
    assert datasets.cifar100.load_data()[0][1].tolist() == [[7], [7]]
    assert datasets.cifar100.load_data("coarse")[1][1].tolist() == [[0], [1]]
    with pytest.raises(FieldError, match="label_mode"):
        datasets.cifar100.load_data("rough")


def test_pickles_that_are_not_the_published_ones_are_refused(home):
    home.mkdir(parents=True)
    (home / "cifar-10-batches-py-target_archive").write_bytes(cifar10_bytes())
    with pytest.raises(FileFormatError, match="can do harm"):
        datasets.cifar10.load_data()


@pytest.mark.parametrize(
    "content", [b"cos\nsystem\n(S'true'\ntR.", b"cbuiltins\neval\n(S'1'\ntR.", b"", {b"x": 1}]
)
def test_pickles_build_nothing_but_arrays(content, server, monkeypatch):
    data = archive({"cifar-10-batches-py/data_batch_1": content})
    published(data, server, monkeypatch, datasets.cifar10, "cifar-10.tar.gz")
    with pytest.raises(FileFormatError, match="CIFAR archive"):
        datasets.cifar10.load_data()


@pytest.mark.parametrize("module", [datasets.california_housing, datasets.boston_housing])
def test_houses(module, server, monkeypatch):
    out = io.BytesIO()
    np.savez(out, x=np.arange(80.0).reshape(10, 8), y=np.arange(10.0))
    published(out.getvalue(), server, monkeypatch, module, module.FILE.name)
    (x_train, y_train), (x_test, y_test) = module.load_data()
    assert (len(x_train), len(x_test)) == (8, 2)
    np.testing.assert_array_equal(x_train[:, 0], y_train * 8)
    assert sorted([*y_train, *y_test]) == list(range(10))
    np.testing.assert_array_equal(module.load_data(path="other.npz")[1][1], y_test)
    assert server.asked[1][0] == f"/{module.FILE.name}"
    with pytest.raises(FieldError, match="test_split"):
        module.load_data(test_split=1.0)
    with pytest.raises(FieldError, match="version"):
        datasets.california_housing.load_data(version="medium")


def words_bytes(*names):
    texts = np.empty(9, dtype=object)
    texts[:] = [list(range(1, 2 + n)) for n in range(9)]
    out = io.BytesIO()
    np.savez(out, **{name: texts if name.startswith("x") else np.arange(9) for name in names})
    return out.getvalue()


def test_reviews_and_news(server, home, monkeypatch):
    published(
        words_bytes("x_train", "y_train", "x_test", "y_test"), server, monkeypatch, datasets.imdb, "i.npz"
    )
    (x_train, y_train), (x_test, _) = datasets.imdb.load_data(num_words=7, maxlen=8)
    assert all(
        text == [1, *(n + 4 if n < 3 else 2 for n in range(y))] for text, y in zip(x_train, y_train + 1)
    )
    assert sorted(y_train) == list(range(6))
    assert len(x_test) == 6
    published(words_bytes("x", "y"), server, monkeypatch, datasets.reuters, "r.npz")
    (x_train, _), (x_test, _) = datasets.reuters.load_data(
        start_char=None, index_from=0, oov_char=None, skip_top=3
    )
    assert (len(x_train), len(x_test)) == (7, 2)
    assert all(min(text, default=3) >= 3 for text in x_train)
    with pytest.raises(LayerloomError, match="maxlen=1"):
        datasets.reuters.load_data(maxlen=1)
    for module in (datasets.imdb, datasets.reuters):
        (home / module.WORDS.name).write_text('{"the": 1}')
        with pytest.warns(UserWarning, match="not the published"):
            assert module.get_word_index() == {"the": 1}
        (home / module.WORDS.name).write_text("no JSON")
        with (
            pytest.warns(UserWarning, match="not the published"),
            pytest.raises(FileFormatError, match="JSON"),
        ):
            module.get_word_index()
        (home / module.FILE.name).write_bytes(b"other")
        with pytest.raises(FileFormatError, match="can do harm"):
            module.load_data()


def test_only_the_network_is_asked(home):
    with pytest.raises(LayerloomError, match="http://"):
        cache.PublishedFile("x", "file:///etc/hostname").path()


def test_the_folder_is_in_the_users_home_unless_told_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert cache.dataset_folder() == tmp_path / ".keras" / "datasets"
