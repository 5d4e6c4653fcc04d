"""Random edits: undoing all of them gives the first JSON again, redoing the last, and the document stays sound."""

from __future__ import annotations

import json

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from layerloom.graph import Architecture, LayerSpec, Ref
from layerloom_studio.document import Content, Edit, Project
from layerloom_studio.document.clipboard import copy_text, paste_edit
from layerloom_studio.document.edits import (
    Disconnect,
    EditError,
    MoveNodes,
    Rename,
    SetConfig,
    SetOutputs,
    SetSettings,
)
from layerloom_studio.document.files import from_json, to_json
from layerloom_studio.document.wiring import addition, appending, connection, removal

_CLASSES = st.sampled_from(["InputLayer", "Dense", "Flatten", "Dropout", "Add", "Concatenate", "Activation"])
_PLACE = st.tuples(st.integers(-400, 400).map(float), st.integers(-400, 400).map(float))


class Editing(RuleBasedStateMachine):
    """A person who edits without a plan and undoes a lot."""

    def __init__(self) -> None:
        super().__init__()
        self.project = Project(Content())
        self.texts = [self.text()]
        self.undo: list[tuple[Edit, Edit]] = []
        self.redo: list[tuple[Edit, Edit]] = []

    @initialize(shared=st.booleans())
    def begin(self, shared):
        """Begin with nothing, or with two inputs that share a layer."""
        if shared:
            architecture = Architecture("twins")
            sources = [
                architecture.add(LayerSpec("InputLayer", name, {"batch_shape": [None, 4], "name": name}))
                for name in ("left", "right")
            ]
            dense = LayerSpec("Dense", "dense", {"units": 3, "name": "dense"})
            calls = [architecture.add(dense, [Ref(source.id)]) for source in sources]
            add = LayerSpec("Add", "add", {"name": "add"})
            architecture.outputs = [Ref(architecture.add(add, [Ref(call.id) for call in calls]).id)]
            self.project.load(Content(architecture))
            self.texts = [self.text()]

    def text(self) -> str:
        return json.dumps(to_json(self.project.content()))

    def push(self, edit: Edit) -> None:
        self.undo.append((edit, self.project.apply(edit)))
        self.redo.clear()
        del self.texts[len(self.undo) :]
        self.texts.append(self.text())

    def pick(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(list(self.project.architecture.nodes)))

    def has_nodes(self) -> bool:
        return bool(self.project.architecture.nodes)

    @rule(name=_CLASSES, place=_PLACE)
    def drop(self, name, place):
        self.push(addition(self.project, name, place))

    @rule(name=_CLASSES)
    def append(self, name):
        self.push(appending(self.project, name))

    @precondition(has_nodes)
    @rule(data=st.data())
    def connect(self, data):
        try:
            self.push(connection(self.project, Ref(self.pick(data)), self.pick(data)).edit)
        except EditError:
            assert self.text() == self.texts[len(self.undo)]

    @precondition(has_nodes)
    @rule(data=st.data())
    def disconnect(self, data):
        edges = list(self.project.edges())
        if edges:
            self.push(Disconnect(tuple(data.draw(st.sets(st.sampled_from(edges), min_size=1, max_size=3)))))

    @precondition(has_nodes)
    @rule(data=st.data(), heal=st.booleans())
    def remove(self, data, heal):
        nodes = data.draw(
            st.sets(st.sampled_from(list(self.project.architecture.nodes)), min_size=1, max_size=3)
        )
        self.push(removal(self.project, sorted(nodes), heal))

    @precondition(has_nodes)
    @rule(data=st.data(), units=st.integers(1, 64))
    def configure(self, data, units):
        self.push(SetConfig(self.project.architecture.nodes[self.pick(data)].layer, {"units": units}))

    @precondition(has_nodes)
    @rule(data=st.data(), place=_PLACE)
    def move(self, data, place):
        self.push(MoveNodes({self.pick(data): place}))

    @precondition(has_nodes)
    @rule(data=st.data(), name=st.sampled_from(["dense", "hidden", "a b", "x", "head"]))
    def rename(self, data, name):
        try:
            self.push(Rename(self.project.architecture.nodes[self.pick(data)].layer, name))
        except EditError:
            assert self.text() == self.texts[len(self.undo)]

    @precondition(has_nodes)
    @rule(data=st.data())
    def copy_and_paste(self, data):
        nodes = data.draw(
            st.sets(st.sampled_from(list(self.project.architecture.nodes)), min_size=1, max_size=4)
        )
        self.push(paste_edit(copy_text(self.project, nodes), shift=(24.0, 24.0)))

    @precondition(has_nodes)
    @rule(data=st.data())
    def choose_output(self, data):
        self.push(SetOutputs((Ref(self.pick(data)),)))

    @rule(seed=st.integers(0, 9))
    def change_settings(self, seed):
        self.push(SetSettings("training", {**self.project.training, "seed": seed}))

    @rule(steps=st.integers(1, 4))
    def take_back(self, steps):
        for _ in range(min(steps, len(self.undo))):
            edit, inverse = self.undo.pop()
            self.project.apply(inverse)
            self.redo.append((edit, inverse))
            assert self.text() == self.texts[len(self.undo)]

    @rule(steps=st.integers(1, 4))
    def make_again(self, steps):
        for _ in range(min(steps, len(self.redo))):
            edit, inverse = self.redo.pop()
            self.project.apply(edit)
            self.undo.append((edit, inverse))
            assert self.text() == self.texts[len(self.undo)]

    @invariant()
    def is_sound(self):
        architecture = self.project.architecture
        assert set(self.project.positions) == set(architecture.nodes)
        assert {node.layer for node in architecture.nodes.values()} == set(architecture.layers)
        edges = list(self.project.edges())
        assert all(edge.source in architecture.nodes for edge in edges)
        assert all(ref.node in architecture.nodes for ref in architecture.outputs)
        assert {e for node in architecture.nodes for e in self.project.out_edges(node)} == set(edges)

    def teardown(self):
        for _, inverse in reversed(self.undo):
            self.project.apply(inverse)
        assert self.text() == self.texts[0]
        for edit, _ in self.undo:
            self.project.apply(edit)
        assert self.text() == self.texts[len(self.undo)]
        assert json.dumps(to_json(from_json(json.loads(self.text())))) == self.text()


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
