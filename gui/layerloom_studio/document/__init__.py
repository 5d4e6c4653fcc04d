"""The document: a drawing with its settings, its edits and its files; Qt-free.

``project`` holds the ``content`` and tells what changed; ``edits`` are the only way to change it, and ``files`` and
``drafts`` keep it. The other modules make edits of what somebody typed, dropped or was advised to do (``building``,
``chain``, ``nesting``, ``repairs``), or tell what a drawing is (``cost``, ``fitting``, ``finding``, ``summary``).
"""

import layerloom.layers  # noqa: F401 - fills the registry that the drawing's layers come from
from layerloom_studio.document.content import Content, Edge
from layerloom_studio.document.files import read_project, write_project
from layerloom_studio.document.project import Edit, Project

__all__ = ["Content", "Edge", "Edit", "Project", "read_project", "write_project"]
