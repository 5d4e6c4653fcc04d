"""get_file: downloaded once, continued, checked, unpacked; archives that would do harm are refused."""

import gzip
import hashlib
import io
import stat
import tarfile
import zipfile

import keras
import pytest

from layerloom import utils
from layerloom.datasets import archives, cache
from layerloom.errors import FieldError, FileFormatError, LayerloomError

DATA = bytes(range(256)) * 40
MD5, SHA256 = hashlib.md5(DATA).hexdigest(), hashlib.sha256(DATA).hexdigest()

pytestmark = pytest.mark.usefixtures("home")


def tar(*members, mode="w:gz"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                member.size = len(content)
            else:
                member.type, member.linkname = content
            archive.addfile(member, io.BytesIO(content) if isinstance(content, bytes) else None)
    return out.getvalue()


def zipped(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if not isinstance(content, bytes):
                info.external_attr, content = content, b"/etc"
            archive.writestr(info, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"fname": "mine.bin"},
        {"file_hash": SHA256},
        {"file_hash": MD5, "hash_algorithm": "md5"},
        {"md5_hash": MD5},
        {"cache_subdir": "models"},
    ],
    ids="-".join,
)
def test_downloaded_once_to_the_place_where_keras_has_it(options, server, tmp_path):
    server.files["a.bin"] = DATA
    folder = tmp_path / "cache"
    for _ in range(2):
        path = utils.get_file(origin=f"{server.root}a.bin?x=1#y", cache_dir=folder, **options)
    assert path == keras.utils.get_file(origin=f"{server.root}a.bin?x=1#y", cache_dir=folder, **options)
    assert len(server.asked) == 1
    utils.get_file(origin=f"{server.root}a.bin", cache_dir=folder, force_download=True, **options)
    assert len(server.asked) == 2


def test_files_of_this_machine(tmp_path, home):
    (tmp_path / "here.txt").write_bytes(DATA)
    path = utils.get_file(origin=(tmp_path / "here.txt").as_uri())
    assert path == str(home / "here.txt")
    assert (home / "here.txt").read_bytes() == DATA


@pytest.mark.parametrize("version, again", [(None, None), ('"1"', "bytes=1000-"), ('W/"1"', None)])
def test_without_a_checksum_a_download_goes_on_only_with_the_same_file(version, again, server, home):
    server.files["a.bin"], server.version = DATA, version
    server.cut.append(1000)
    with pytest.raises(LayerloomError, match="broke off after 1000 of 10240"):
        utils.get_file(origin=f"{server.root}a.bin")
    assert not (home / "a.bin").exists()
    utils.get_file(origin=f"{server.root}a.bin")
    assert (home / "a.bin").read_bytes() == DATA
    assert server.asked[1][1] == again
    assert [path.name for path in home.iterdir()] == ["a.bin"]


@pytest.mark.parametrize("known", [False, True])
def test_a_file_that_has_changed_meanwhile_is_begun_anew(known, server, home):
    server.files["a.bin"], server.version = b"x" * 5000, '"1"'
    server.cut.append(1000)
    options = {"file_hash": SHA256} if known else {}
    with pytest.raises(LayerloomError, match="broke off"):
        utils.get_file(origin=f"{server.root}a.bin", **options)
    server.files["a.bin"], server.version = DATA, '"2"'
    utils.get_file(origin=f"{server.root}a.bin", **options)
    assert (home / "a.bin").read_bytes() == DATA


def test_a_file_of_another_checksum_is_downloaded_anew(server, home, capsys):
    home.mkdir(parents=True)
    (home / "a.bin").write_bytes(b"old")
    server.files["a.bin"] = DATA
    utils.get_file("a.bin", f"{server.root}a.bin", file_hash=SHA256)
    assert (home / "a.bin").read_bytes() == DATA
    assert "checksum differs" in capsys.readouterr().out
    (home / "a.bin").write_bytes(b"precious")
    with pytest.raises(LayerloomError, match="checksum differs"):
        utils.get_file("a.bin", f"{server.root}a.bin", file_hash="0" * 64)
    assert (home / "a.bin").read_bytes() == b"precious"


@pytest.mark.parametrize(
    "options, kind, message",
    [
        ({}, FieldError, "address"),
        ({"origin": "https://keras.io/"}, FieldError, "fname"),
        ({"origin": "https://keras.io/x", "fname": "../x"}, FieldError, "without folders"),
        ({"origin": "https://keras.io/.."}, FieldError, "file name"),
        ({"origin": "ftp://keras.io/x"}, LayerloomError, "file://"),
        ({"origin": "http://127.0.0.1:9/x.bin"}, LayerloomError, "could not be downloaded .* connect to the"),
    ],
)
def test_mistakes(options, kind, message):
    with pytest.raises(kind, match=message):
        utils.get_file(**options)


PLAIN = (("top/a.txt", b"A"), ("top/deep/b.txt", b"B"))


@pytest.mark.parametrize(
    "name, data",
    [
        ("x.tar", tar(*PLAIN, mode="w")),
        ("x.tgz", tar(*PLAIN)),
        ("x.tar.bz2", tar(*PLAIN, mode="w:bz2")),
        ("x.tar.xz", tar(*PLAIN, mode="w:xz")),
        ("x.zip", zipped(*PLAIN)),
    ],
    ids=["tar", "gz", "bz2", "xz", "zip"],
)
@pytest.mark.parametrize("options", [{}, {"fname": "data"}, {"fname": "data.v1.bin"}], ids=str)
def test_archives(name, data, options, server, tmp_path):
    server.files[name] = data
    found = []
    for module, folder in ((utils, "ours"), (keras.utils, "theirs")):
        (tmp_path / folder).mkdir()
        place = module.get_file(
            origin=server.root + name, extract=True, cache_dir=str(tmp_path / folder), **options
        )
        root = tmp_path / folder
        found.append(
            (place.removeprefix(str(root)), sorted(str(p.relative_to(root)) for p in root.rglob("*")))
        )
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "data, message",
    [
        (tar(("../out.txt", b"x")), "outside"),
        (tar(("/tmp/out.txt", b"x")), "outside"),
        (tar(("a/../../out.txt", b"x")), "outside"),
        (tar(("..\\out.txt", b"x")), "outside"),
        (tar(("good.txt", b"x"), ("link", (tarfile.SYMTYPE, "/etc"))), "link or device"),
        (tar(("link", (tarfile.LNKTYPE, "../x"))), "link or device"),
        (tar(("pipe", (tarfile.FIFOTYPE, ""))), "link or device"),
        (zipped(("../out.txt", b"x")), "outside"),
        (zipped(("C:/out.txt", b"x")), "outside"),
        (zipped(("link", (stat.S_IFLNK | 0o777) << 16)), "link or device"),
        (zipped(("zeros", bytes(100_000))), "no honest size"),
        (tar(("zeros", bytes(100_000))), "no honest size"),
        (tar(("a", bytes(range(256)) * 20))[:-60], "cannot be unpacked"),
        (zipped(*PLAIN).replace(b"a.txts", b"a.txt?", 1), "cannot be unpacked"),
    ],
)
def test_harmful_archives_leave_nothing_behind(data, message, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_FREE", 10_000)
    monkeypatch.setattr(archives, "_RATIO", 20)
    (tmp_path / "x.bin").write_bytes(data)
    with pytest.raises(FileFormatError, match=message):
        utils.get_file("x", (tmp_path / "x.bin").as_uri(), extract=True, cache_dir=tmp_path / "c")
    assert [path.name for path in (tmp_path / "c" / "datasets").iterdir()] == ["x_archive"]


def test_a_header_that_claims_gigabytes_is_not_read(tmp_path, monkeypatch):
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 1 << 34
    (tmp_path / "x.tgz").write_bytes(gzip.compress(header.tobuf() + bytes(1 << 20)))
    with pytest.raises(FileFormatError, match=r"no honest size|cannot be unpacked"):
        archives.unpack(tmp_path / "x.tgz", tmp_path / "out")


def test_archives_of_one_kind_only(tmp_path):
    (tmp_path / "x.bin").write_bytes(zipped(*PLAIN))
    options = {"origin": (tmp_path / "x.bin").as_uri(), "extract": True}
    for kind in (None, "tar", []):
        with pytest.warns(UserWarning, match="no archive"):
            utils.get_file(archive_format=kind, **options)
    with pytest.raises(FieldError, match="archive_format"):
        utils.get_file(archive_format="rar", **options)
    utils.get_file(archive_format=["zip"], **options)


def test_where_nothing_can_be_written_the_folder_for_passing_things_is_used(
    server, home, tmp_path, monkeypatch
):
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path / "passing"))
    home.parent.parent.mkdir(exist_ok=True)
    home.parent.write_text("a file where the folder should be")
    server.files["a.bin"] = DATA
    path = utils.get_file(origin=f"{server.root}a.bin")
    assert path == str(tmp_path / "passing" / ".keras" / "datasets" / "a.bin")
    published = cache.PublishedFile("a.bin", f"{server.root}a.bin", SHA256)
    assert str(published.path()) == path
    assert len(server.asked) == 1
