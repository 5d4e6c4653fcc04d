"""Small drawings and comparisons that the document's tests share."""

from __future__ import annotations

import json

import pytest

from layerloom.graph import Ref
from layerloom_studio.document import Content, Edit, Project
from layerloom_studio.document.files import to_json
from layerloom_studio.document.wiring import addition, appending, connection


class Drawing:
    """A project with short words for drawing on it."""

    def __init__(self) -> None:
        self.project = Project(Content())

    def chain(self, *classes: str) -> Drawing:
        """Append these layers one after the other."""
        for class_name in classes:
            self.project.apply(appending(self.project, class_name))
        return self

    def add(self, class_name: str, position: tuple[float, float] = (0.0, 0.0)) -> str:
        """Add a loose layer and return its node."""
        edit = addition(self.project, class_name, position)
        self.project.apply(edit)
        assert edit.node is not None
        return edit.node

    def connect(self, source: str, target: str) -> Edit:
        """Connect two nodes and return the inverse edit."""
        return self.project.apply(connection(self.project, Ref(source), target).edit)

    def inputs(self, node: str) -> list[str]:
        """The sources of a node by id."""
        return [ref.node for ref in self.project.architecture.nodes[node].inputs]

    @property
    def outputs(self) -> list[str]:
        """The nodes whose results the model returns."""
        return [ref.node for ref in self.project.architecture.outputs]

    def text(self) -> str:
        """All that the project holds; equal texts mean equal projects, order of layers included."""
        return json.dumps(to_json(self.project.content()))


@pytest.fixture
def drawing() -> Drawing:
    """An empty project to draw on."""
    return Drawing()
