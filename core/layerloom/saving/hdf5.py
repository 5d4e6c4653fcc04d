"""HDF5 files from strangers: every link, type and size is looked at before anything is read.

Only what is asked for by name is opened. Links to other files, data kept in other files, compressed bombs and
unknown filters are refused; whatever the HDF5 library says is turned into one sentence.
"""

from __future__ import annotations

import contextlib
import io
import math
import os
import stat
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from layerloom.errors import FileFormatError, LayerloomError
from layerloom.saving.hdf5_heap import HeapError, longest_entry, longest_entry_in

Array = np.ndarray[Any, Any]
Path = str | os.PathLike[str]

MAX_FILE = 16 * 2**30
MAX_ATTRIBUTE = 64 * 2**20
MAX_NAMES = 100_000
MAX_TEXTS = 2**29  # bytes of all texts of a list
MAX_CHUNK = 256 * 2**20
MAX_KEPT = 2**30  # bytes of arrays of layers that are not known
_GENEROUS = 20  # how many times larger than the file these may be

#: Filters of HDF5 itself that are harmless: deflate, shuffle, fletcher32, and LZF of h5py.
_FILTERS = frozenset({1, 2, 3, 32000})

#: bfloat16, which NumPy does not have, as Keras hands it to h5py: two bytes of no meaning.
_BFLOAT16 = np.dtype("V2")

#: What was looked at last, and the longest text in it: one file is opened several times in a row.
_last_look: list[tuple[tuple[int, ...], int] | None] = [None]

#: The longest text in each file that is open now, and how often it is, by HDF5's number of it.
_longest_texts: dict[Any, tuple[int, int]] = {}
_noting = threading.Lock()

_SIGNATURE = b"\x89HDF\r\n\x1a\n"


class ContentError(LayerloomError):
    """Something in a file is not as it must be; the message is the cause without the file's name."""


@contextlib.contextmanager
def open_hdf5(path: Path) -> Iterator[Any]:
    """Opens an HDF5 file for reading.

    Args:
        path: The file.

    Yields:
        The root group.

    Raises:
        FileFormatError: If it is no readable HDF5 file, or reading fails inside the ``with`` block.
    """
    check_regular(path)
    with told_as_file_error(path):
        h5py = _h5py()
        if not is_hdf5(path):
            raise ContentError("is no HDF5 file")
        with open(path, "rb") as raw:  # noqa: PTH123 - paths may be of any kind
            state = os.fstat(raw.fileno())
            seen = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)
            last = _last_look[0]
            longest = last[1] if last is not None and last[0] == seen else _looked(longest_entry, raw)
            _last_look[0] = seen, longest
        with h5py.File(os.fspath(path), "r", locking=False) as file, _noted(file, longest):
            yield file


@contextlib.contextmanager
def _noted(file: Any, longest: int) -> Iterator[None]:
    """Keeps in mind how long the texts of an open file are."""
    number = _h5py().h5o.get_info(file.id).fileno
    with _noting:
        most, times = _longest_texts.get(number, (0, 0))
        _longest_texts[number] = max(most, longest), times + 1
    try:
        yield
    finally:
        with _noting:
            most, times = _longest_texts.pop(number)
            if times > 1:
                _longest_texts[number] = most, times - 1


def _looked(look: Callable[[Any], int], data: Any) -> int:
    try:
        return look(data)
    except HeapError as error:
        raise ContentError(str(error)) from None


@contextlib.contextmanager
def h5_from_bytes(data: bytes) -> Iterator[Any]:
    """Opens an HDF5 file that lies in memory, as in an archive.

    Args:
        data: The whole file.

    Yields:
        The root group.

    Raises:
        ContentError: If it is no HDF5 file.
    """
    h5py = _h5py()
    if not data.startswith(_SIGNATURE):
        raise ContentError("its weights are no HDF5 file")
    longest = _looked(longest_entry_in, data)
    with h5py.File(io.BytesIO(data), "r") as file, _noted(file, longest):
        yield file


@contextlib.contextmanager
def told_as_file_error(path: Path) -> Iterator[None]:
    """Turns every error inside a ``with`` block into a FileFormatError with the file's name and a short cause."""
    try:
        yield
    except FileFormatError:
        raise
    except MemoryError:
        raise FileFormatError(path, "does not fit into the memory") from None
    except RecursionError:
        raise FileFormatError(path, "is nested too deeply") from None
    except LayerloomError as error:
        raise FileFormatError(path, _short(error)) from error
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        # what h5py and the HDF5 library raise for damaged files
        if "truncated" in str(error):
            raise FileFormatError(path, "ends too early: copy or download it again") from error
        raise FileFormatError(path, f"is damaged or of another kind ({_short(error)})") from error


def check_regular(path: Path) -> None:
    """Refuses everything but a regular file of reasonable size.

    Raises:
        FileFormatError: If there is no such file, or it is a folder, a device, a pipe or too large.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - one call for kind and size
    except OSError as error:
        reason = (
            "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        )
        raise FileFormatError(path, reason) from None
    except ValueError:
        raise FileFormatError(str(path)[:200], "is no path") from None
    if stat.S_ISDIR(found.st_mode):
        raise FileFormatError(path, "is a folder; a file was expected")
    if not stat.S_ISREG(found.st_mode):
        raise FileFormatError(path, "is a device or pipe; a file was expected")
    if found.st_size > MAX_FILE:
        raise FileFormatError(path, f"is larger than {MAX_FILE // 2**30} GiB")
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - paths may be of any kind
            file.read(1)
    except OSError as error:
        raise FileFormatError(path, f"cannot be read: {error.strerror or error}") from None


def is_hdf5(path: Path) -> bool:
    """Tells by its first bytes whether a file is HDF5."""
    with open(path, "rb") as file:  # noqa: PTH123 - paths may be of any kind
        place, size = 0, os.fstat(file.fileno()).st_size
        while place < min(size, 2**20):  # a user block may stand before the signature
            file.seek(place)
            if file.read(len(_SIGNATURE)) == _SIGNATURE:
                return True
            place = max(512, place * 2)
    return False


def child(group: Any, name: str) -> Any:
    """Returns the group or dataset with this name, or ``None``; every step of a path is checked.

    Raises:
        ContentError: If a link leads into another file or to another name.
    """
    h5py = _h5py()
    found = group
    for part in name.split("/"):
        if part in ("", "."):
            continue
        if not isinstance(found, h5py.Group):
            return None
        link = found.get(part, getlink=True) if _has_link(found, part) else None
        if link is None:
            return None
        if not isinstance(link, h5py.HardLink):
            raise ContentError(f"{short_name(name)} is a link to another place, which is not followed")
        found = found[part]
    return found


def child_group(group: Any, name: str) -> Any:
    """Returns the group with this name.

    Raises:
        ContentError: If there is none.
    """
    found = child(group, name)
    if not isinstance(found, _h5py().Group):
        raise ContentError(f"the group {short_name(name)} is missing")
    return found


def child_names(group: Any) -> list[str]:
    """Returns the names in a group.

    Raises:
        ContentError: If it is none, or there are unreasonably many.
    """
    if not isinstance(group, _h5py().Group):
        raise ContentError(f"an array stands where the group {short_name(group.name)} should be")
    if len(group) > MAX_NAMES:
        raise ContentError(f"a group has {len(group)} members")
    return list(group)


def attribute(holder: Any, name: str) -> Any:
    """Returns an attribute as text, a number, an array of numbers or a list of texts; ``None`` if there is none.

    Raises:
        ContentError: If it is of another kind or too long.
    """
    if name not in holder.attrs:
        return None
    identity = holder.attrs.get_id(name)
    if identity.shape is None:  # it is there, and holds nothing
        raise ContentError(f"the attribute {short_name(name)} is of a strange type")
    count = math.prod(identity.shape)
    kind = identity.dtype
    if count > MAX_NAMES or count * kind.itemsize > MAX_ATTRIBUTE:
        raise ContentError(f"the attribute {short_name(name)} is too long")
    text = kind.kind in "SU" or _h5py().check_string_dtype(kind) is not None
    if kind.kind == "O" and count > 1:  # entries of a list may all be one long text
        # A file that nobody has looked at may hold any text.
        longest, _ = _longest_texts.get(_h5py().h5o.get_info(holder.id).fileno, (MAX_TEXTS, 0))
        if count * longest > MAX_TEXTS:
            raise ContentError(f"the attribute {short_name(name)} is too long")
    if not text and kind.kind not in "biuf":
        raise ContentError(f"the attribute {short_name(name)} is of a strange type")
    value = holder.attrs[name]
    if not text:
        return value
    if isinstance(value, np.ndarray):
        return [_as_text(item) for item in value.ravel().tolist()]
    return _as_text(value)


def name_list(holder: Any, name: str) -> list[str]:
    """Returns a list of names from an attribute; Keras cuts long ones into ``name0``, ``name1``...

    Raises:
        ContentError: If it is no list of texts.
    """
    whole = attribute(holder, name)
    if whole is None:
        names: list[str] = []
        for index in range(MAX_NAMES):
            part = attribute(holder, f"{name}{index}")
            if part is None:
                break
            names.extend(_texts(part, name))
            if len(names) > MAX_NAMES:
                raise ContentError(f"the attribute {short_name(name)} is too long")
    else:
        names = _texts(whole, name)
    if len(set(names)) != len(names):
        raise ContentError(f"the attribute {short_name(name)} names something twice")
    return names


def read_array(dataset: Any, shape: tuple[int, ...] | None, name: str, limit: int = MAX_ATTRIBUTE) -> Array:
    """Reads a dataset of numbers after checking everything about it.

    Args:
        dataset: The dataset.
        shape: The shape that it must have; ``None`` for any.
        name: What errors call it.
        limit: The most bytes that an array of any shape may have.

    Returns:
        The numbers, in the byte order of this machine.

    Raises:
        ContentError: If it is no plain array of that shape, or its data are elsewhere, missing or a bomb.
    """
    check_array(dataset, shape, name, limit)
    return _numbers(dataset)


def _numbers(dataset: Any) -> Array:
    found = np.asarray(dataset[()])
    if found.dtype == _BFLOAT16:
        return widened(found.view(np.uint16))
    return found.astype(found.dtype.newbyteorder("="), copy=False)


def widened(halves: Array) -> Array:
    """Returns the 32-bit numbers whose upper halves these are, as those of bfloat16 are, which NumPy lacks."""
    return (halves.astype(np.uint32) << 16).view(np.float32)


def check_array(dataset: Any, shape: tuple[int, ...] | None, name: str, limit: int = MAX_ATTRIBUTE) -> None:
    """Checks a dataset without reading it; see :func:`read_array`."""
    label = short_name(name)
    if not isinstance(dataset, _h5py().Dataset):
        raise ContentError(f"the array {label} is missing")
    if dataset.external or dataset.is_virtual:
        raise ContentError(f"the array {label} takes its data from another file, which is not read")
    kind = dataset.dtype
    if kind != _BFLOAT16 and (kind.kind not in "biuf" or not 1 <= kind.itemsize <= 8):
        raise ContentError(f"the array {label} holds no plain numbers")
    declared = dataset.shape
    if declared is None:
        raise ContentError(f"the array {label} is empty")
    if shape is not None and tuple(declared) != tuple(shape):
        raise ContentError(
            f"the array {label} has the shape {_shape(declared)}, {_shape(shape)} was expected"
        )
    size = math.prod(declared) * kind.itemsize
    if shape is None and size > max(limit, 4096):
        raise ContentError(f"the array {label} is too large")
    if dataset.chunks is not None and math.prod(dataset.chunks) * kind.itemsize > max(MAX_CHUNK, 2 * size):
        raise ContentError(f"the array {label} is stored in chunks that are too large")
    plist = dataset.id.get_create_plist()
    if any(plist.get_filter(index)[0] not in _FILTERS for index in range(plist.get_nfilters())):
        raise ContentError(f"the array {label} is compressed in a way that is not read")
    if size and not dataset.id.get_storage_size():
        raise ContentError(f"the array {label} declares {size} bytes but holds none")


class Room:
    """How much arrays may take of whose sizes no model tells: what the file itself has, or little more.

    Args:
        group: Any group of the file.
    """

    def __init__(self, group: Any) -> None:
        stored = group.file.id.get_filesize()
        self._left = max(stored, min(MAX_KEPT, _GENEROUS * stored + MAX_ATTRIBUTE))
        self._seen: set[Any] = set()

    def read(self, dataset: Any, name: str, limit: int = MAX_KEPT) -> Array:
        """Reads an array; see :func:`read_array`.

        Raises:
            ContentError: If it may not be read, or takes more than what those before have left.
        """
        check_array(dataset, None, name, min(self._left, limit))
        kind = dataset.dtype
        size = math.prod(dataset.shape) * (4 if kind == _BFLOAT16 else kind.itemsize)
        if size > self._left:
            raise ContentError("all its arrays together are too large for a file of this size")
        self._left -= size
        return _numbers(dataset)

    def enter(self, group: Any) -> None:
        """Notes that a group is looked into.

        Raises:
            ContentError: If it was before: it stands in several places, or inside itself.
        """
        where = _h5py().h5o.get_info(group.id).addr
        if where in self._seen:
            raise ContentError("one of its groups stands in several places")
        self._seen.add(where)


def short_name(name: str) -> str:
    """Returns a name from a file, quoted, in a length fit for a sentence."""
    return repr(name if len(name) <= 80 else f"{name[:77]}...")


def _h5py() -> Any:
    """Imports h5py with the loading of foreign filter libraries switched off."""
    os.environ.setdefault("HDF5_PLUGIN_PRELOAD", "::")
    import h5py

    return h5py


def _has_link(group: Any, name: str) -> bool:
    """Tells whether a group has a link of this name, without following it as ``name in group`` does."""
    return bool(group.id.links.exists(name.encode("utf-8")))


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            raise ContentError("an attribute holds text that is not UTF-8") from None
    if isinstance(value, str):
        return value
    raise ContentError("an attribute that must be text is not")


def _texts(value: Any, name: str) -> list[str]:
    if isinstance(value, np.ndarray) and value.size == 0:  # NumPy keeps an empty list as numbers
        return []
    if not isinstance(value, list):
        raise ContentError(f"the attribute {short_name(name)} is no list of names")
    return value


def _shape(shape: Any) -> str:
    return str(tuple(int(size) for size in shape))


def _short(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return (text if len(text) <= 300 else f"{text[:297]}...").rstrip(".")
