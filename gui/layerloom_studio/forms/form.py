"""The form: declared fields as labelled editors, common ones first, rarely used ones folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from layerloom.declaration.fields import Field
from layerloom_studio import theme
from layerloom_studio.forms.choices import NONE
from layerloom_studio.forms.editor import Editor, Evaluate
from layerloom_studio.forms.table import editor_class
from layerloom_studio.forms.texts import RATE
from layerloom_studio.forms.values import OBJECT_KINDS, field_label, plain, same_value
from layerloom_studio.language import derived, doc, tr
from layerloom_studio.widgets import Fold, follow, label
from layerloom_studio.widgets.tips import plain_tip

_RARE_NAMES = frozenset(
    [
        "data_format",
        "dilation_rate",
        "groups",
        "seed",
        "noise_shape",
        "dtype",
        "trainable",
        "synchronized",
        "autocast",
    ]
)
_LABEL_WIDTH, _WIDEST_LABEL = 108, 190
_FEW = 8  # settings of an object within an object that are shown without folding
_BY_KEYBOARD = Qt.TextInteractionFlag.LinksAccessibleByKeyboard
_WIDE_KINDS = frozenset({"initializer", "regularizer", "constraint"})  # long class names: label above


def is_advanced(field: Field) -> bool:
    """Whether a field is one of those that are rarely touched and therefore folded away."""
    if field.required:
        return False
    rare_kind = field.kind in _WIDE_KINDS
    return rare_kind or field.inherited or field.name in _RARE_NAMES


def label_width() -> int:
    """How much room the names of settings have; large texts get more."""
    return min(theme.scaled(_LABEL_WIDTH), _WIDEST_LABEL)


class Form(QWidget):
    """Edits the settings of one object by its declared fields.

    Emits only legal values. What a person types and the field refuses stays in the editor with the reason
    beneath, the old value is kept, and leaving the editor puts it back.

    Args:
        fields: What can be edited, in this order within the common and the advanced group.
        values: Settings by name as JSON data; a missing one has its default.
        prefix: Object names are `<prefix>.<field>`.
        hidden: Names of fields that are not shown.
        advanced: Which fields are folded.
        evaluate: Gives the value of a formula typed into a number; without it, none are taken.
        lazy: Make the editors of what is folded away when somebody unfolds it, which for most forms nobody does.
        parent: Owner.
    """

    changed = Signal(str, object)
    expressed = Signal(str, str)  # a field, and the formula typed into it

    def __init__(
        self,
        fields: Iterable[Field],
        values: Mapping[str, Any] | None = None,
        *,
        prefix: str = "form",
        hidden: Iterable[str] = (),
        advanced: Callable[[Field], bool] = is_advanced,
        evaluate: Evaluate | None = None,
        lazy: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(prefix)
        self._evaluate = evaluate
        skipped = set(hidden)
        shown = [field for field in fields if field.name not in skipped]
        self._prefix = prefix
        self._rows: dict[str, _Row] = {}
        self._fold: Fold | None = None
        self._values: Mapping[str, Any] = {}
        self._differing: Mapping[str, str] = {}
        self._told: Mapping[str, str] = {}
        self._grids: list[QGridLayout] = []
        theme.changed.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        common = [field for field in shown if not advanced(field)]
        rare = [field for field in shown if advanced(field)]
        if not common:  # nothing to fold under
            common, rare = rare, []
        layout.addWidget(self._group(common, prefix))
        if rare:
            self._fold = Fold(tr("Advanced"), f"{prefix}.advanced")
            self._fold.toggled.connect(self._unfold)
            layout.addWidget(self._fold)
        self._names = [field.name for field in (*common, *rare)]
        self._rare = {field.name: field for field in rare}
        if not lazy:
            self._unfold()
        self.set_values(values or {})

    def values(self) -> dict[str, Any]:
        """The value of every field shown, as JSON data."""
        self._unfold()
        return {name: plain(row.editor.value()) for name, row in self._rows.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show other settings without emitting anything.

        Args:
            values: Settings by name; a missing one has its default.
        """
        self._values = dict(values)
        for row in self._rows.values():
            row.show_value(self._given(row.field))
        self._count_advanced()

    def mark_differing(self, words: Mapping[str, str]) -> None:
        """Say of fields that the objects edited together differ in them, and offer the value shown for all.

        Args:
            words: For each such field what there is, such as "32, 64"; others are unmarked.
        """
        self._differing = words
        for name, row in self._rows.items():
            row.mark_differing(words.get(name, ""))

    def tell(self, words: Mapping[str, str]) -> None:
        """Say something beneath fields, such as the formula of a value; beneath all others nothing is said."""
        self._told = words
        for name, row in self._rows.items():
            row.tell(words.get(name, ""))

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._row(name).editor

    def names(self) -> list[str]:
        """The fields shown, in order."""
        return list(self._names)

    def reason(self, name: str) -> str:
        """Why the text that stands in a field is refused, empty when it is not."""
        return self._row(name).reason()

    def focus(self, name: str) -> None:
        """Put the keyboard focus into a field, unfolding it when needed."""
        if self._fold is not None and name in self._rare:
            self._fold.set_open(True)
        self._row(name).editor.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, name: str) -> _Row:
        if name in self._rare:
            self._unfold()
        return self._rows[name]

    def _unfold(self, _opened: bool = True) -> None:
        """Make the editors of what is folded away."""
        if self._fold is None or self._fold.body.layout() is not None:
            return
        inner = QVBoxLayout(self._fold.body)
        inner.setContentsMargins(0, theme.TINY, 0, 0)
        group = self._group(list(self._rare.values()), self._prefix)
        inner.addWidget(group)
        group.show()  # at once, not with the next layout: who unfolds may go to one of them
        for name, field in self._rare.items():
            row = self._rows[name]
            row.show_value(self._given(field))
            if name in self._differing:
                row.mark_differing(self._differing[name])
            elif name in self._told:
                row.tell(self._told[name])
        follow(self._fold.header, self._fold.body)

    def _given(self, field: Field) -> Any:
        return self._values.get(field.name, None if field.required else field.default)

    def _group(self, fields: list[Field], prefix: str) -> QWidget:
        group = QWidget()
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, label_width())
        self._grids.append(grid)
        grid.setColumnStretch(1, 1)
        for field in fields:
            row = _Row(field, f"{prefix}.{field.name}", _nested_form, self)
            row.editor.evaluate = self._evaluate
            row.place(grid)
            row.changed.connect(self._emit)
            row.editor.expressed.connect(partial(self.expressed.emit, field.name))
            self._rows[field.name] = row
        return group

    def _fit(self) -> None:
        """Give the labels the room that another size of texts needs."""
        for grid in self._grids:
            grid.setColumnMinimumWidth(0, label_width())
        for row in self._rows.values():
            row.fit()

    def _emit(self, name: str, value: Any) -> None:
        self._count_advanced()
        self.changed.emit(name, value)

    def _count_advanced(self) -> None:
        if self._fold is not None:
            count = sum(map(self._is_changed, self._rare.values()))
            self._fold.set_title(tr("Advanced · {count} changed", count=count) if count else tr("Advanced"))

    def _is_changed(self, field: Field) -> bool:
        row = self._rows.get(field.name)
        return _differs(field, self._given(field)) if row is None else row.is_changed()


class _Row(QObject):
    """Label, editor, reset button, and beneath them the reason and the settings of an object."""

    changed = Signal(str, object)

    def __init__(self, field: Field, name: str, make_form: Callable[..., Any], parent: QObject) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor_class(field)(field, name, make_form)
        self.label = label(field_label(field.name))
        self.label.setBuddy(self.editor.control())
        self._head: QWidget | None = None  # holds the label where it stands beside the editor
        self._bold = False
        self.reset = QToolButton()
        self.reset.setObjectName(f"{name}.reset")
        self.reset.setAutoRaise(True)
        theme.size_icons(self.reset, 14, around=20)
        self.reset.setStyleSheet("padding: 2px;")
        theme.bind_icon(self.reset, "reset", "muted")
        self._reason = label("", "error")
        self._reason.setObjectName(f"{name}.reason")
        self._reason.setVisible(False)
        self._differs = label("", "muted")
        self._differs.setObjectName(f"{name}.differs")
        self._differs.setVisible(False)
        self._standing = ""  # what is said there when nothing is being typed
        self._differs.setTextFormat(Qt.TextFormat.RichText)
        self._differs.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | _BY_KEYBOARD)
        self._differs.linkActivated.connect(lambda _: self._changed(plain(self.editor.value())))
        self._describe()
        self.editor.changed.connect(self._changed)
        self.editor.refused.connect(self._refuse)
        self.editor.accepted.connect(self._accept)
        self.editor.foretold.connect(self._foretell)
        self.reset.clicked.connect(self._reset)

    def place(self, grid: QGridLayout) -> None:
        """Add the parts at the end of a grid."""
        row = grid.rowCount()
        head = QWidget()
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(0, 0, 0, 0)
        head_row.setSpacing(2)
        head_row.addWidget(self.label, 1)
        head_row.addWidget(self.reset)
        if self.field.kind in (*_WIDE_KINDS, RATE):
            grid.addWidget(head, row, 0, 1, 2)
            grid.addWidget(self.editor, row + 1, 0, 1, 2)
        else:
            self._head = head
            self.fit()
            grid.addWidget(head, row, 0)
            grid.addWidget(self.editor, row, 1)
        grid.addWidget(self._reason, row + 2, 0, 1, 2)
        grid.addWidget(self._differs, row + 3, 0, 1, 2)
        detail = self.editor.detail()
        if detail is not None:
            grid.addWidget(detail, row + 4, 0, 1, 2)

    def fit(self) -> None:
        """Give the label the room that the size of texts needs."""
        if self._head is not None:
            self._head.setFixedWidth(label_width())

    def show_value(self, value: Any) -> None:
        """Show a value without emitting anything."""
        self.editor.set_value(value)
        self._mark()

    def mark_differing(self, words: str) -> None:
        """Say that several values stand behind the one shown; no words take it back."""
        color = theme.current().accent.name()
        link = f'<a href="all" style="color:{color}">{escape(tr("use this for all"))}</a>'
        self._standing = f"{escape(words)} · {link}" if words else ""
        self._say(self._standing)

    def tell(self, words: str) -> None:
        """Say something beneath the field."""
        self._standing = escape(tr(words))
        self._say(self._standing)

    def reason(self) -> str:
        """Why the text is refused, empty when it is not."""
        return self._reason.text()

    def is_changed(self) -> bool:
        """Whether the value differs from the default."""
        return _differs(self.field, self.editor.value())

    def _changed(self, value: Any) -> None:
        self._accept()
        self._mark()
        self.changed.emit(self.field.name, value)

    def _refuse(self, reason: str) -> None:
        self._reason.setText(tr(reason))
        self._reason.setVisible(True)
        self._say("")
        self._set_invalid(True)

    def _foretell(self, words: str) -> None:
        self._accept()
        self._say(escape(words))

    def _say(self, words: str) -> None:
        self._differs.setText(words)
        self._differs.setVisible(bool(words))

    def _accept(self) -> None:
        self._reason.setText("")
        self._reason.setVisible(False)
        self._say(self._standing)
        self._set_invalid(False)

    def _set_invalid(self, invalid: bool) -> None:
        control = self.editor.control()
        if bool(control.property("invalid")) == invalid:
            return
        control.setProperty("invalid", "true" if invalid else None)
        control.style().unpolish(control)
        control.style().polish(control)

    def _mark(self) -> None:
        changed = self.is_changed()
        if changed != self._bold:
            self._bold = changed
            theme.bind_font(self.label, partial(theme.ui_font, bold=changed))
        self.reset.setVisible(changed)

    def _reset(self) -> None:
        default = plain(self.field.default)
        self.show_value(default)
        self._changed(plain(self.editor.value()))

    def _describe(self) -> None:
        title = field_label(self.field.name)
        default = "" if self.field.required else tr("Default: {value}.", value=_shown(self.field))
        text = " ".join(part for part in (doc(self.field.doc), default) if part)
        tip = derived(text, partial(_tip, self.field.name))
        for widget in (self.label, self.editor.control()):
            widget.setToolTip(tip)
            widget.setWhatsThis(tip)
        back = tr("Back to the default: {value}", value=_shown(self.field)) if not self.field.required else ""
        self.reset.setToolTip(plain_tip(back))
        self.reset.setAccessibleName(tr("{title}: back to the default", title=title))


def _tip(name: str, text: str) -> str:
    return f"<qt><b>{escape(name)}</b><br>{escape(text)}</qt>"


def _differs(field: Field, value: Any) -> bool:
    """Whether a value is not the default of its field."""
    return not field.required and not same_value(field, value, field.default)


def _shown(field: Field) -> str:
    value = field.default
    if value is None:
        return tr(NONE)
    if field.kind in OBJECT_KINDS and isinstance(value, Mapping):
        return str(value.get("class_name"))
    return ", ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else str(value)


def _nested_form(fields: tuple[Field, ...], values: Mapping[str, Any], prefix: str) -> Form:
    few = len(fields) <= _FEW
    return Form(fields, values, prefix=prefix, advanced=(lambda field: False) if few else is_advanced)
