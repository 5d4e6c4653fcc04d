"""LayerCode: the selected layer's line of Keras code, shown and edited beside its form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from layerloom.errors import LayerloomError
from layerloom_studio import theme
from layerloom_studio.document.layer_code import layer_code, setting_code
from layerloom_studio.document.project import Project
from layerloom_studio.language import tr
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import label

_LINES = (3, 14)  # fewest and most that are shown at once


class LayerCode(QWidget):
    """Applies what was typed when Enter is pressed or the focus leaves.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._stack = stack
        self._layer = ""
        self.edit = _CodeEdit(self.apply, self._give_back)
        self.edit.setObjectName("properties.code")
        self.edit.setAccessibleName(tr("Keras code of the layer"))
        self.edit.setToolTip(tr("The layer as Keras code; Enter applies a change, Esc takes it back"))
        self._reason = label("", "error")
        self._reason.setObjectName("properties.code.reason")
        self._reason.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TINY)
        column.addWidget(label(tr("Code"), "muted", wrap=False))
        column.addWidget(self.edit)
        column.addWidget(self._reason)

    def show_layer(self, layer: str) -> None:
        """Show another layer, or the same one after a change; what is being typed stays."""
        if layer == self._layer and self.edit.hasFocus() and self._reason.text():
            return
        self._layer = layer
        code = layer_code(self._project.architecture.layers[layer])
        if code != self.edit.toPlainText():
            self.edit.setPlainText(code)
        self._refuse("")
        self.setVisible(bool(code))

    def apply(self) -> None:
        """Give the layer the settings that stand there."""
        layer = self._project.architecture.layers.get(self._layer)
        if layer is None or self.edit.toPlainText().strip() == layer_code(layer):
            self._refuse("")
            return
        try:
            edit = setting_code(self._project, self._layer, self.edit.toPlainText())
            self._refuse("")
            self._stack.push(edit, tr("Change the code of {layer}", layer=self._layer), merge=False)
        except LayerloomError as error:
            self._refuse(str(error))

    def _give_back(self) -> None:
        """Show the code of the layer as it is in place of what was typed."""
        layer = self._project.architecture.layers.get(self._layer)
        if layer is not None:
            self.edit.setPlainText(layer_code(layer))
            self._refuse("")

    def _refuse(self, reason: str) -> None:
        self._reason.setText(tr(reason))
        self._reason.setVisible(bool(reason))


class _CodeEdit(QPlainTextEdit):
    """A few lines of code; Enter ends the typing, Esc takes it back, Shift+Enter is a new line."""

    def __init__(self, done: Callable[[], None], take_back: Callable[[], None]) -> None:
        super().__init__()
        self._done = done
        self._take_back = take_back
        self.setTabChangesFocus(True)
        self.setProperty("input", "true")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        theme.bind_font(self, theme.mono_font)
        self._dress()
        theme.changed.connect(self._dress)
        layout = self.document().documentLayout()
        layout.documentSizeChanged.connect(lambda size: self._fit(round(size.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._done()
        elif event.key() == Qt.Key.Key_Escape:
            self._take_back()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._done()

    def _dress(self) -> None:
        self._fit(self.document().lineCount())

    def _fit(self, lines: int) -> None:
        """Be as high as the text has lines, within limits; what is more is scrolled."""
        shown = min(max(lines, _LINES[0]), _LINES[1])
        margins = self.contentsMargins()
        height = self.fontMetrics().lineSpacing() * shown + margins.top() + margins.bottom()
        self.setFixedHeight(height + round(2 * self.document().documentMargin()) + 12)
