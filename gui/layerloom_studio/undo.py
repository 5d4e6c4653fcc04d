"""Undo: the one adapter between edits of the document and Qt's undo stack."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from layerloom.graph import LayerSpec
from layerloom_studio.document.content import SECTIONS
from layerloom_studio.document.edits import ReplaceAll, SetSettings, merge_key
from layerloom_studio.document.project import Edit, Project
from layerloom_studio.language import tr

_SETTING = ("config", "group")  # keys of edits that change settings of layers and nothing else
_MERGING = 1  # Qt asks for merging only among commands with one id; which edits then do is up to their key


class DocumentStack(QUndoStack):
    """The undo stack of a project; whatever should be undoable goes through `push`.

    It keeps `project.modified` true to its clean state. Who loads another file into the project clears the stack.

    Args:
        project: The document.
        parent: Qt's owner.
    """

    told = Signal(str)  # what was taken back or made again

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._index = 0
        self._making = False  # whether an edit is being added, whose own sentence tells it
        self.cleanChanged.connect(self._clean_changed)
        self.indexChanged.connect(self._index_changed)

    @property
    def project(self) -> Project:
        """The document that the edits change."""
        return self._project

    def push(self, cmd: Edit | QUndoCommand, text: str = "", merge: bool = True) -> None:
        """Make an edit and remember how to take it back.

        Args:
            cmd: The edit. (A ready QUndoCommand is pushed as it is.)
            text: What the edit is called in the menu, such as "Delete conv2d".
            merge: Whether it may become one step with the one before, if that moved the same nodes or
                changed the same field.

        Raises:
            EditError: If the document cannot take the edit; nothing has changed then.
        """
        if not isinstance(cmd, QUndoCommand):
            level, before = self._project.opened, dict(self._project.architecture.layers)
            inverse = self._project.apply(cmd)
            cmd = _EditCommand(self._project, before, cmd, inverse, text, merge, level)
        self._making = True
        super().push(cmd)
        self._making = False

    def endMacro(self) -> None:
        self._making = True
        super().endMacro()
        self._making = False

    def _index_changed(self, index: int) -> None:
        before, self._index = self._index, index
        if self._making or not self.count():  # an edit, or another document
            return
        if index < before:
            self.told.emit(tr("Undone: {edit}.", edit=self.text(index)))
        else:
            self.told.emit(tr("Made again: {edit}.", edit=self.text(index - 1)))

    def _clean_changed(self, clean: bool) -> None:
        self._project.set_modified(not clean)


class _EditCommand(QUndoCommand):
    """An edit that has been made already when it is pushed."""

    def __init__(
        self,
        project: Project,
        before: dict[str, LayerSpec],
        edit: Edit,
        inverse: Edit,
        text: str,
        merge: bool,
        level: tuple[str, ...],
    ) -> None:
        super().__init__(text)
        self._project = project
        self._before = before
        self._edit = edit
        self._inverse = inverse
        self._key = merge_key(edit) if merge else None
        self._level = level  # the groups that were open: an edit in a group is taken back in it
        self._everywhere = isinstance(edit, ReplaceAll) or (
            isinstance(edit, SetSettings) and edit.section in SECTIONS
        )
        self._made = True

    def id(self) -> int:
        return _MERGING if self._key is not None else -1

    def redo(self) -> None:
        if not self._made:
            self._go()
            self._project.apply(self._edit)
        self._made = True

    def undo(self) -> None:
        self._go()
        self._project.apply(self._inverse)
        self._made = False

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _EditCommand) or (other._key, other._level) != (self._key, self._level):
            return False
        self._edit = other._edit  # it sets the same values, so the first inverse still takes both back
        if self._key is not None and self._key[0] in _SETTING:  # typed, and taken back by typing on
            self.setObsolete(self._before == self._project.architecture.layers)
        return True

    def _go(self) -> None:
        if not self._everywhere:
            self._project.open_groups(self._level)
