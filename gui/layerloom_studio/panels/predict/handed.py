"""HandedImages: images that come without a file, from the clipboard or a drawing, kept as files for a while."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QImage

from layerloom_studio.language import tr
from layerloom_studio.panels.predict.drop_zone import dropped_paths

_KINDS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/bmp": "bmp",
    "image/tiff": "tiff",
}


class HandedImages(QObject):
    """Writes images into a folder that goes with the window.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def keep(self, image: QImage, name: str) -> Path:
        """Write an image.

        Args:
            image: The image.
            name: What the file is called, without an ending; a number is added.

        Returns:
            The file.
        """
        path = self._next(f"{name} {{}}.png")
        image.save(str(path))
        return path

    def paths_of(self, mime: QMimeData | None) -> list[Path]:
        """The files that lie in the clipboard, or the picture in it as a file; nothing where it holds neither."""
        if mime is None:
            return []
        paths = dropped_paths(mime)
        if paths:
            return paths
        for kind, ending in _KINDS.items():
            data = mime.data(kind).data() if mime.hasFormat(kind) else b""
            if data:  # a picture as another program wrote it is decoded where strangers' files are
                path = self._next(f"{tr('pasted')} {{}}.{ending}")
                path.write_bytes(data)
                return [path]
        image = mime.imageData() if mime.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            return [self.keep(image, tr("pasted"))]
        return []

    def _next(self, name: str) -> Path:
        """A path for a new file; its number takes the place of the braces."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="layerloom-", ignore_cleanup_errors=True)
        self._count += 1
        return Path(self._folder.name) / name.format(self._count)

    def close(self) -> None:
        """Delete the files."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
