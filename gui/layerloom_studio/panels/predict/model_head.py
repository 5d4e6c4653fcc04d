"""ModelHead: which model is in use, and the ways to another one; NoModel: why there is none."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from layerloom_studio import theme
from layerloom_studio.language import tr
from layerloom_studio.panels.predict.work import OpenedModel
from layerloom_studio.widgets import ElidedLabel, Hint, push_button
from layerloom_studio.widgets.tips import plain_tip


class ModelHead(QFrame):
    """A card with name and facts of the model; who makes it fills and connects it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        row.setSpacing(theme.SMALL)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedLabel()
        self.title.setObjectName("predict.model")
        theme.bind_font(self.title, partial(theme.ui_font, 10.5, bold=True))
        self.facts = ElidedLabel()
        self.facts.setObjectName("predict.facts")
        self.facts.setProperty("role", "muted")
        words.addWidget(self.title)
        words.addWidget(self.facts)
        row.addLayout(words, 1)
        self.use_run = push_button(
            "predict.use_run", tr("Use trained model"), tr("Use the model that was trained last")
        )
        self.open = push_button("predict.open", tr("Open model…"), tr("Open a trained Keras model"))
        theme.bind_icon(self.open, "open")
        row.addWidget(self.use_run)
        row.addWidget(self.open)

    def show_model(self, model: OpenedModel | None) -> None:
        """Tell of a model, or that there is none."""
        if model is None:
            self.title.setText(tr("No model"))
            self.facts.setText(tr("Its input, its classes and its file stand here."))
            return
        count = len(model.classes)
        self.title.setText(model.title)
        self.facts.setText(
            tr(
                "input {shape}  ·  {count} class{plural}  ·  {path}",
                shape=" × ".join("?" if size is None else str(size) for size in model.input_shape),
                count=count,
                plural="" if count == 1 else "es",
                path=model.path,
            )
        )

    def allow_run(self, trained: bool) -> None:
        """Offer the model that was trained last, or say why there is none."""
        enable(
            self.use_run,
            trained,
            tr("Use the model that was trained last"),
            tr("Nothing has been trained yet."),
        )


class NoModel(Hint):
    """What stands in place of answers while no model is in use."""

    def __init__(self) -> None:
        super().__init__("predict", tr("No model yet"))
        self.tell_missing()

    def tell_missing(self) -> None:
        """Nothing has been trained or opened yet."""
        self.tell(
            tr("No model yet"),
            tr("Train the network, or open a trained Keras model (.keras, .h5) to classify images."),
        )

    def tell_unusable(self, sentence: str) -> None:
        """The network of a file was drawn, but is to be looked at only."""
        self.tell(tr("To be looked at only"), sentence)

    def tell_refused(self, name: str) -> None:
        """A model was opened that takes no images; the panel says below why."""
        self.tell(
            tr("{wanted} cannot classify images", wanted=name),
            tr("Below stands why. Predict takes images: train or open a network for them."),
        )


def enable(button: QPushButton, enabled: bool, tip: str, reason: str) -> None:
    """Switch a button on with what it does as its tooltip, or off with the reason."""
    button.setEnabled(enabled)
    button.setToolTip(tip if enabled else plain_tip(reason))
