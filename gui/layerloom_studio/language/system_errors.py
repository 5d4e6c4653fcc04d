"""What the system and Python say of files, in the language of the window: both speak English of their own accord."""

from __future__ import annotations

import errno
import os

from layerloom_studio.language.texts import mark, tr

_TEXTS = {
    errno.ENOENT: mark("No such file or directory"),
    errno.EACCES: mark("Permission denied"),
    errno.EPERM: mark("Operation not permitted"),
    errno.EEXIST: mark("File exists"),
    errno.ENOTDIR: mark("Not a directory"),
    errno.EISDIR: mark("Is a directory"),
    errno.ENOSPC: mark("No space left on device"),
    errno.EROFS: mark("Read-only file system"),
    errno.EFBIG: mark("File too large"),
    errno.EIO: mark("Input/output error"),
    errno.EBUSY: mark("Device or resource busy"),
    errno.EMFILE: mark("Too many open files"),
    errno.ENOMEM: mark("Cannot allocate memory"),
    errno.EAGAIN: mark("Resource temporarily unavailable"),
    errno.ENAMETOOLONG: mark("File name too long"),
}
_OF_JSON = (
    mark("Expecting value"),
    mark("Expecting ',' delimiter"),
    mark("Expecting ':' delimiter"),
    mark("Expecting property name enclosed in double quotes"),
    mark("Extra data"),
    mark("Unterminated string starting at"),
    mark("Invalid control character at"),
)
TEXTS = (*_TEXTS.values(), *_OF_JSON)


def cause_of(error: OSError) -> str:
    """Why something could not be done with a file, to stand within a sentence."""
    known = None if error.errno is None else _TEXTS.get(error.errno)
    if known is not None and error.strerror in (known, os.strerror(error.errno or 0)):
        return tr(known)
    return tr(error.strerror) if error.strerror else str(error)
