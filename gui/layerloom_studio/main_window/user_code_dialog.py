"""The list of Python files of the user's own: write, add, change, reload, remove."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.main_window.user_code import Row, UserLayers
from layerloom_studio.widgets import ElidedLabel, Hint, ScrollColumn, clear_layout, label, push_button


class UserCodeDialog(QDialog):
    """Every file with what it brings, or with the reason why they are not in use.

    Args:
        layers: The files.
        parent: The window.
    """

    def __init__(self, layers: UserLayers, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("user_layers")
        self.setWindowTitle(tr("Code of your own"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._layers = layers
        self._list = ScrollColumn("user_layers.list", tr("Files with code of your own"), 420)
        buttons = QDialogButtonBox()
        add = QPushButton(tr("Add a Python file…"))
        add.setObjectName("user_layers.add")
        add.setAccessibleName(tr("Add a Python file"))
        add.setProperty("primary", "true")
        add.clicked.connect(layers.ask_and_add)
        buttons.addButton(add, QDialogButtonBox.ButtonRole.ActionRole)
        write = push_button(
            "user_layers.write", tr("Write one…"), tr("Write a callback in a new Python file")
        )
        write.clicked.connect(layers.ask_and_write)
        buttons.addButton(write, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.setObjectName("user_layers.close")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(
            label(
                tr(
                    "Classes that derive from keras.layers.Layer stand in the palette under “Your layers”, those that "
                    "derive from keras.callbacks.Callback among the callbacks of Train. In the file, keras, tf_keras "
                    "and tensorflow.keras mean Layerloom's own library; compute with keras.ops."
                ),
                "muted",
            )
        )
        column.addWidget(self._list, 1)
        column.addWidget(buttons)
        self.resize(min(theme.scaled(620), 1100), min(theme.scaled(420), 700))
        layers.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the files as they are now."""
        column = self._list.column
        clear_layout(column)
        while (item := column.takeAt(0)) is not None:
            del item
        rows = self._layers.rows
        for number, row in enumerate(rows):
            column.addWidget(self._card(number, row))
        if rows:
            column.addStretch(1)
        else:
            column.addWidget(
                Hint(
                    "layers", tr("No file yet"), tr("Add a Python file that defines a layer or a callback.")
                ),
                1,
            )

    def _card(self, number: int, row: Row) -> QFrame:
        card = QFrame()
        card.setObjectName(f"user_layers.{number}")
        card.setProperty("card", "true")
        card.setAccessibleName(row.path.name)
        folder = ElidedLabel(str(row.path))
        folder.setProperty("role", "small")
        state = label(", ".join(row.classes) if row.classes else row.reason, "" if row.classes else "warning")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(row.path.name, "heading"))
        words.addWidget(state)
        words.addWidget(folder)
        line = QHBoxLayout(card)
        line.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        line.addLayout(words, 1)
        for name, text, slot in (
            ("edit", tr("Change…"), self._layers.edit),
            ("reload", tr("Reload…"), self._reload),
            ("remove", tr("Remove"), self._layers.remove),
        ):
            button = QPushButton(text)
            button.setObjectName(f"user_layers.{number}.{name}")
            button.setAccessibleName(f"{text.rstrip('…')} {row.path.name}")
            button.clicked.connect(lambda _on=False, slot=slot, path=row.path: slot(path))
            line.addWidget(button)
        return card

    def _reload(self, path: Path) -> None:
        self._layers.add(path)


def show_manager(parent: QWidget, layers: UserLayers) -> None:
    """Open the list of files."""
    UserCodeDialog(layers, parent).open()
