"""The page of the properties for several layers: the settings they have in common, changed in all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from layerloom.errors import LayerloomError
from layerloom.graph import LayerSpec
from layerloom_studio.canvas.labels import bytes_text, value_text
from layerloom_studio.document.cost import node_cost
from layerloom_studio.document.edits import Group
from layerloom_studio.document.formulas import setting_formula, value_of
from layerloom_studio.document.project import Project
from layerloom_studio.forms import Form, field_label
from layerloom_studio.language import tr
from layerloom_studio.panels.layer_settings import common_fields, differing, edit_of, shown_values
from layerloom_studio.panels.typing import Typing
from layerloom_studio.undo import DocumentStack
from layerloom_studio.widgets import ScrollColumn, discard, label, line

_VALUES = 4  # how many differing values are told


class SeveralPage(ScrollColumn):
    """Edits the common settings of several layers.

    Args:
        project: The open document.
        stack: Where edits go.
    """

    def __init__(self, project: Project, stack: DocumentStack) -> None:
        super().__init__("properties.several", tr("Settings of the selected layers"), 260)
        self._project = project
        self._stack = stack
        self._layers: tuple[str, ...] = ()
        self._classes: tuple[str, ...] = ()
        self.form: Form | None = None
        self.typing = Typing(project, self)
        self._title = label("", "heading", wrap=False)
        self._title.setObjectName("properties.several.title")
        self._about = label("", "muted")
        self.column.addWidget(self._title)
        self.column.addWidget(self._about)
        self._place = QVBoxLayout()
        self.column.addLayout(self._place)
        self.column.addWidget(line())
        self._facts = label("", "muted", select=True)
        self._facts.setObjectName("properties.several.facts")
        self.column.addWidget(self._facts)
        self.column.addStretch(1)

    def show_nodes(self, nodes: Sequence[str]) -> None:
        """Show other nodes, or the same ones after a change.

        Args:
            nodes: Ids of at least two nodes, of at least two layers.
        """
        architecture = self._project.architecture
        self._layers = tuple(dict.fromkeys(architecture.nodes[node].layer for node in nodes))
        specs = [architecture.layers[name] for name in self._layers]
        classes = tuple(dict.fromkeys(spec.class_name for spec in specs))
        self._title.setText(tr("{count} layers selected", count=len(specs)))
        if classes != self._classes or self.form is None:
            self._make_form(specs, classes)
        what = f"{', '.join(sorted(classes))}."
        change = (
            tr("A change goes to all of them.")
            if self.form is not None
            else tr("They have no settings in common.")
        )
        self._about.setText(f"{what}\n{change}")
        if self.form is not None:
            self.form.set_values(shown_values(specs[0]))
            self.form.mark_differing(
                {name: _told(values) for name, values in differing(specs, common_fields(specs)).items()}
            )
        self._show_facts(nodes)

    def _make_form(self, specs: Sequence[LayerSpec], classes: tuple[str, ...]) -> None:
        self._classes = classes
        if self.form is not None:
            self._place.removeWidget(self.form)
            discard(self.form)
            self.form = None
        fields = common_fields(specs)
        if fields:
            self.form = Form(fields, prefix="several", evaluate=partial(value_of, self._project), lazy=True)
            self.form.changed.connect(self._set)
            self.form.expressed.connect(self._set_formula)
            self._place.addWidget(self.form)

    def _set(self, key: str, value: Any) -> None:
        layers = self._project.architecture.layers
        edits = tuple(edit_of(layers[name], key, value) for name in self._layers)
        words = tr("Change {setting} of {count} layers", setting=field_label(key).lower(), count=len(edits))
        try:
            with self.typing.at(key, self._layers):
                self._stack.push(Group(edits), words)
        except LayerloomError as error:
            self._facts.setText(tr(str(error)))

    def _set_formula(self, key: str, text: str) -> None:
        words = tr(
            "Give {setting} of {count} layers by a formula",
            setting=field_label(key).lower(),
            count=len(self._layers),
        )
        try:
            self._stack.push(setting_formula(self._project, self._layers, key, text), words)
        except LayerloomError as error:
            self._facts.setText(tr(str(error)))

    def _show_facts(self, nodes: Sequence[str]) -> None:
        calls = {node: node_cost(self._project, node) for node in nodes}
        costs = {self._project.architecture.nodes[node].layer: cost for node, cost in calls.items()}.values()
        parameters = [cost.parameters for cost in costs]
        memory = [cost.weight_bytes for cost in costs]
        products = [cost.multiply_adds for cost in calls.values()]
        self._facts.setText(
            tr(
                "Together: {parameters} parameters, {products} multiply-adds for one sample, weights "
                "of {total}.",
                parameters=_sum(parameters),
                products=_sum(products),
                total=bytes_text(None if None in memory else sum(m or 0 for m in memory)),
            )
        )


def _told(values: Sequence[Any]) -> str:
    words = [tr("none") if value is None else value_text(value) for value in values[:_VALUES]]
    return tr(
        "They differ: {words}{more}", words=", ".join(words), more=", …" if len(values) > _VALUES else ""
    )


def _sum(values: Sequence[int | None]) -> str:
    return tr("an unknown number of") if None in values else f"{sum(value or 0 for value in values):,}"
