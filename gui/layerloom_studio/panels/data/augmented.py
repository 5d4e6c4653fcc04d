"""AugmentedView: one sample as several epochs would show it, under the augmentation that is set."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.samples import PictureGrid, PictureModel
from layerloom_studio.runs.augmenting import Augmenting
from layerloom_studio.widgets import label

_COUNT = 23  # beside the sample itself
_LARGEST = 40_000_000  # values that are changed at most while somebody waits


class AugmentedView(QWidget):
    """A grid: the sample first, then what chance makes of it.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.augmented")
        self._augmenting = Augmenting()
        self._picture: NDArray[Any] | None = None
        self._name = ""
        self._extent = (0.0, 1.0)
        self._seed = 0
        self._text = label("", "muted")
        self._text.setObjectName("data.augmented.text")
        self._again = QPushButton(tr("Another draw"))
        self._again.setObjectName("data.augmented.again")
        self._again.setAccessibleName(tr("Change the sample by chance once more"))
        self._again.setToolTip(self._again.accessibleName())
        self._again.clicked.connect(lambda _checked: self._draw_again())
        self._grid = PictureGrid("data.augmented.grid")
        self._grid.setAccessibleName(tr("The sample, and what augmentation makes of it"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, theme.SMALL, 0)
        row.addWidget(self._text, 1)
        row.addWidget(self._again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.TINY, 0, 0)
        layout.setSpacing(theme.TINY)
        layout.addLayout(row)
        layout.addWidget(self._grid, 1)

    def show_augmenting(self, augmenting: Augmenting) -> None:
        """Show what another augmentation makes of the same sample."""
        self._augmenting = augmenting
        self._refresh()

    def show_sample(self, picture: NDArray[Any], name: str, extent: tuple[float, float]) -> None:
        """Show another sample.

        Args:
            picture: Shape (height, width, channels).
            name: Its class or value.
            extent: The values that are shown black and white.
        """
        self._picture, self._name, self._extent = picture, name, extent
        self._refresh()

    def _draw_again(self) -> None:
        self._seed += 1
        self._refresh()

    def _refresh(self) -> None:
        picture = self._picture
        active = self._augmenting.active
        self._again.setEnabled(active)
        if picture is None:
            return
        if active:
            self._text.setText(tr("“{name}” as it is, and as epochs would show it.", name=self._name))
            count = max(3, min(_COUNT, _LARGEST // max(1, 25 * picture.size)))
            made = self._augmenting.variations(picture, count, self._seed, *self._extent)
            shown = np.concatenate([picture[None], made])
        else:
            self._text.setText(tr("Nothing is changed yet: move a slider of Augmentation at the left."))
            shown = picture[None]
        labels = [tr("as it is"), *(str(number) for number in range(1, len(shown)))]
        old = self._grid.model()
        nowhere = np.zeros(len(shown), dtype=bool)
        places = np.arange(len(shown))
        self._grid.setModel(PictureModel(shown, labels, nowhere, places, self, self._extent))
        if old is not None:
            old.deleteLater()
