"""CallbacksPanel: what watches over a training, each a tick box with a form of its settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from layerloom.declaration import registry
from layerloom.naming import to_snake_case
from layerloom_studio import theme
from layerloom_studio.document.edits import SetSettings
from layerloom_studio.document.project import Project
from layerloom_studio.forms import Form
from layerloom_studio.forms.frequency import KIND as FREQUENCY
from layerloom_studio.forms.texts import RATE
from layerloom_studio.forms.values import object_fields, plain
from layerloom_studio.language import doc, mark, tr
from layerloom_studio.runs import rate_by_formula, stop_at_value  # noqa: F401 - they register callbacks
from layerloom_studio.runs.splitting import has_validation
from layerloom_studio.training.checks import output_names
from layerloom_studio.undo import DocumentStack
from layerloom_studio.user_layers import own_callbacks
from layerloom_studio.widgets import ScrollColumn, discard, follow, heading, label, push_button
from layerloom_studio.widgets.tips import plain_tip

#: In this order; others that a project file brings stand behind them. `start` is what ticking begins with.
_OFFERED: dict[str, dict[str, Any]] = {
    "EarlyStopping": {"monitor": "val_loss", "patience": 5, "restore_best_weights": True},
    "StopAtValue": {"monitor": "val_accuracy", "value": 0.95},
    "ModelCheckpoint": {
        "filepath": "best.weights.h5",
        "monitor": "val_loss",
        "save_best_only": True,
        "save_weights_only": True,
    },
    "ReduceLROnPlateau": {"monitor": "val_loss"},
    "RateByFormula": {"formula": "first * 0.95 ** epoch"},
    "TerminateOnNaN": {},
    "CSVLogger": {"filename": "log.csv"},
    "TensorBoard": {"log_dir": "logs"},
    "SwapEMAWeights": {"swap_on_epoch": True},
}
_TITLES = {
    "EarlyStopping": mark("Stop early"),
    "StopAtValue": mark("Stop when good enough"),
    "ModelCheckpoint": mark("Keep checkpoints"),
    "ReduceLROnPlateau": mark("Lower the learning rate"),
    "RateByFormula": mark("Learning rate by a formula"),
    "TerminateOnNaN": mark("Stop at NaN"),
    "CSVLogger": mark("Write a CSV log"),
    "TensorBoard": mark("Write logs for TensorBoard"),
    "SwapEMAWeights": mark("Judge by averaged weights"),
}
#: What has no meaning in the window: there is no terminal and no profiler, and a NaN ends a training in any case.
_HIDDEN = ("verbose", "name", "profile_batch", "raise_error", "schedule")
#: Settings whose type says less than what they take.
_KINDS: dict[tuple[str, str], dict[str, Any]] = {
    ("ModelCheckpoint", "save_freq"): {"kind": FREQUENCY, "choices": ("epoch",)},
    ("TensorBoard", "update_freq"): {"kind": FREQUENCY, "choices": ("epoch", "batch")},
    ("RateByFormula", "formula"): {"kind": RATE},
    ("TensorBoard", "hparams"): {"kind": "bool", "default": False},
}
_COMMON = {
    "EarlyStopping": ("monitor", "patience", "min_delta", "mode", "restore_best_weights"),
    "ModelCheckpoint": ("filepath", "monitor", "mode", "save_best_only", "save_weights_only"),
    "ReduceLROnPlateau": ("monitor", "factor", "patience", "min_lr"),
    "CSVLogger": ("filename", "separator", "append"),
    "TensorBoard": ("log_dir", "histogram_freq", "write_graph", "update_freq"),
}


class CallbacksPanel(ScrollColumn):
    """Edits the project's callbacks; every change is one step of the undo stack.

    Args:
        project: The open document.
        stack: Where edits go.
        parent: Owner.
    """

    code_wanted = Signal(bool)  # a file of one's own shall be added; a new one if True

    def __init__(self, project: Project, stack: DocumentStack, parent: QWidget | None = None) -> None:
        super().__init__("callbacks", tr("Callbacks"), 260, parent)
        self._project = project
        self._stack = stack
        self._cards: dict[str, _Card] = {}
        self._own: QWidget | None = None
        intro = label(
            tr(
                "They look at every epoch of a training and act. Settings hold for the next start. A backup to go on "
                "from after a crash is kept in any case."
            ),
            "small",
        )
        self.column.addWidget(intro)
        self._end = self.column.count()
        self.column.addStretch(1)
        project.settings_changed.connect(self._settings_changed)
        project.reset.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the callbacks of the project as they are now."""
        # Of several callbacks of one class, which only files from elsewhere have, the first is shown.
        chosen = {item["class_name"]: item.get("config") or {} for item in reversed(self._project.callbacks)}
        offered = [name for name in _OFFERED if registry.find("callback", name) is not None] + own_callbacks()
        for name, card in list(self._cards.items()):
            # Of files of one's own, classes come, go and change.
            if card.entry is not registry.find("callback", name):
                discard(self._cards.pop(name))
                self._end -= 1
        made = False
        for name in [*offered, *chosen]:
            if name not in self._cards:
                card = _Card(name)
                card.ticked.connect(self._tick)
                card.edited.connect(self._edit)
                self.column.insertWidget(self._end, card)
                self._end += 1
                self._cards[name] = card
                made = True
        if made:
            self._place_own()
        monitors = _monitors(self._project)
        for name, card in self._cards.items():
            card.set_monitors(monitors)
            card.setVisible(name in offered or name in chosen)
            card.show_config(chosen.get(name))

    def _place_own(self) -> None:
        """Have the part with code of one's own made after the cards, so that the tab key comes to it after them."""
        if self._own is not None:
            discard(self._own)
        self._own = self._make_own()
        self.column.insertWidget(self._end, self._own)

    def _make_own(self) -> QWidget:
        """The part where one adds callbacks of one's own."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, theme.SMALL, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(tr("Code of your own")))
        column.addWidget(
            label(
                tr("Classes of a Python file that derive from keras.callbacks.Callback stand here, too."),
                "small",
            )
        )
        row = QHBoxLayout()
        row.setSpacing(6)
        for name, text, tip, new in (
            ("new", tr("Write one…"), tr("Write a callback in a new Python file"), True),
            ("add", tr("Add a file…"), tr("Add the callbacks of a Python file, after a question"), False),
        ):
            button = push_button(f"callbacks.own.{name}", text, tip)
            button.clicked.connect(lambda _on=False, new=new: self.code_wanted.emit(new))
            row.addWidget(button, 1)
        column.addLayout(row)
        return part

    def _tick(self, name: str, on: bool, config: dict[str, Any]) -> None:
        others = [item for item in self._project.callbacks if item["class_name"] != name]
        new = [*others, {"class_name": name, "config": config}] if on else others
        self._push(
            sorted(new, key=_rank), tr("Use {name}", name=name) if on else tr("Leave out {name}", name=name)
        )

    def _edit(self, name: str, key: str, value: Any) -> None:
        new = list(self._project.callbacks)
        place = [item["class_name"] for item in new].index(name)
        config = new[place].get("config") or {}
        changes = {key: value}
        if (name, key) == ("ModelCheckpoint", "save_weights_only"):
            changes["filepath"] = _fitting_name(str(config.get("filepath", "best")), value)
        new[place] = {**new[place], "config": {**config, **changes}}
        self._push(new, tr("Set {key} of {name}", key=key, name=name), f"{name}.{key}")

    def _push(self, callbacks: list[dict[str, Any]], text: str, merge: str = "") -> None:
        if callbacks != self._project.callbacks:
            self._stack.push(SetSettings("callbacks", callbacks, merge), text)

    def _settings_changed(self, section: str) -> None:
        self.refresh()  # the data and the metrics tell what can be watched


class _Card(QFrame):
    """One callback: tick box, sentence, and while it is ticked the form."""

    ticked = Signal(str, bool, object)  # name, on, config
    edited = Signal(str, str, object)  # name, key, value

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"callbacks.{name}.card")
        self.setProperty("card", "true")
        self._name = name
        self.entry = registry.find("callback", name)
        own = self.entry.start if self.entry is not None and name not in _OFFERED else {}
        self._config: dict[str, Any] = dict(_OFFERED.get(name, own))
        self._fields = tuple(
            replace(field, **_KINDS.get((name, field.name), {}))
            for field in object_fields("callback", name)
            if field.name not in _HIDDEN
        )
        self._monitors: tuple[str, ...] = ()
        self._form: Form | None = None
        self.box = QCheckBox(tr(_TITLES.get(name, name)))
        self.box.setObjectName(f"callbacks.{name}")
        self.box.setAccessibleName(f"{tr(_TITLES.get(name, name))} ({name})")
        theme.bind_font(self.box, lambda: theme.ui_font(10, bold=True))
        words = f"{doc(self.entry.summary)}." if self.entry and self.entry.summary else ""
        self.box.setToolTip(
            plain_tip(
                f"{name}: {words}"
                if words
                else tr("{name} comes from the file; this program does not know it.", name=name)
            )
        )
        self.box.clicked.connect(self._clicked)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        self._body.setSpacing(theme.TINY)
        self._body.addWidget(self.box)
        unknown = tr("This callback comes from the file.")
        self._body.addWidget(label(words or (unknown if self.entry is None else name), "small"))

    def set_monitors(self, names: tuple[str, ...]) -> None:
        """Offer these metrics to be watched."""
        if names == self._monitors:
            return
        self._monitors = names
        self._fields = tuple(
            replace(field, kind="choice", choices=names) if field.name == "monitor" else field
            for field in self._fields
        )
        if self._form is not None:
            discard(self._form)
            self._form = None

    def show_config(self, config: dict[str, Any] | None) -> None:
        """Show the settings of a callback that is in use, or that it is not."""
        with QSignalBlocker(self.box):
            self.box.setChecked(config is not None)
        if config is not None:
            self._config = dict(config)
            self._make_form()
            if self._form is not None:
                self._form.set_values(config)
        if self._form is not None:
            self._form.setVisible(config is not None)

    def _make_form(self) -> None:
        if self._form is not None or not self._fields:
            return
        common = _COMMON.get(self._name, tuple(field.name for field in self._fields))
        self._form = Form(
            self._fields,
            self._config,
            prefix=f"callbacks.{self._name}",
            advanced=lambda field: field.name not in common,
        )
        self._form.changed.connect(lambda key, value: self.edited.emit(self._name, key, value))
        self._body.addWidget(self._form)
        follow(self.box, self._form)

    def _clicked(self, on: bool) -> None:
        config = {key: plain(value) for key, value in self._config.items()}
        self.ticked.emit(self._name, on, config)


def _rank(item: dict[str, Any]) -> int:
    names = list(_OFFERED)
    return names.index(item["class_name"]) if item["class_name"] in names else len(names)


def _fitting_name(filepath: str, weights_only: bool) -> str:
    """The file name with the ending that Keras asks for."""
    stem = filepath
    for ending in (".weights.h5", ".hdf5", ".h5", ".keras"):
        stem = stem.removesuffix(ending)
    return f"{stem}.weights.h5" if weights_only else f"{stem}.h5"


def _monitors(project: Project) -> tuple[str, ...]:
    """What the logs of this training will hold, the usual choice first."""
    metrics = []
    for metric in project.training.get("metrics") or ():
        name = (metric.get("config") or {}).get("name") if isinstance(metric, dict) else metric
        metrics.append(name or to_snake_case(metric["class_name"]))
    outputs = output_names(project)
    names = ["loss", *metrics]
    if len(outputs) > 1:
        names = ["loss", *(f"{output}_{name}" for output in outputs for name in ("loss", *metrics))]
    held = [f"val_{name}" for name in names] if has_validation(project.data) else []
    return (*held, *names)
