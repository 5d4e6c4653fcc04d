"""The window's commands as one table, and the menus they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from layerloom_studio import theme
from layerloom_studio.language import mark, plain, tr

_S = QKeySequence.StandardKey


@dataclass(frozen=True)
class Command:
    """One command of the window.

    Args:
        name: Its QAction is called `action.<name>`, and the window finds its slot under it.
        text: As in the menu, with `&`.
        keys: Shortcuts.
        icon: Name of its icon.
        tip: What it does, for tooltip and status bar.
        checkable: It is on or off.
    """

    name: str
    text: str
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False


COMMANDS = (
    Command("new", mark("&New"), (_S.New,), "new", mark("Start with an empty drawing")),
    Command(
        "open",
        mark("&Open…"),
        (_S.Open,),
        "open",
        mark("Open a project or a Keras model: .keras, .h5, SavedModel, JSON or YAML"),
    ),
    Command("save", mark("&Save"), (_S.Save,), "save", mark("Save the project")),
    Command("save_as", mark("Save &as…"), ("Ctrl+Shift+S",), "", mark("Save the project under another name")),
    Command(
        "export_picture",
        mark("&Picture…"),
        ("Ctrl+Shift+E",),
        "",
        mark("Export the drawing as PNG, SVG or PDF"),
    ),
    Command(
        "export_in_colours",
        mark("Pictures in the &window's colours"),
        (),
        "",
        mark("Export pictures as the window shows them; otherwise on light paper"),
        checkable=True,
    ),
    Command(
        "export_large",
        mark("&Large PNG"),
        (),
        "",
        mark("Export PNG pictures with four pixels to a point instead of two"),
        checkable=True,
    ),
    Command(
        "export_code",
        mark("Keras &code…"),
        ("Ctrl+E",),
        "",
        mark("Export the network as Python code for Keras"),
    ),
    Command(
        "export_script",
        mark("&Training script…"),
        ("Ctrl+Alt+K",),
        "",
        mark("Export data, network and training as one Python file for Keras"),
    ),
    Command(
        "export_architecture",
        mark("&Architecture…"),
        ("Ctrl+Alt+J",),
        "",
        mark("Export the network as Keras JSON or YAML"),
    ),
    Command(
        "export_model",
        mark("&Model with weights…"),
        ("Ctrl+Alt+X",),
        "",
        mark("Export the network with its weights as .keras or .h5"),
    ),
    Command(
        "export_onnx",
        mark("O&NNX…"),
        ("Ctrl+Alt+O",),
        "",
        mark("Export the network with its weights for programs that run ONNX"),
    ),
    Command(
        "export_summary",
        mark("&Summary…"),
        ("Ctrl+Alt+S",),
        "",
        mark("Export the table of layers, shapes and costs as text"),
    ),
    Command(
        "start_page",
        mark("Start &page"),
        ("Alt+Home",),
        "home",
        mark("Sample projects, templates and recent files"),
    ),
    Command("settings", mark("Se&ttings…"), ("Ctrl+,",), "", mark("Appearance, language and keys")),
    Command("quit", mark("&Quit"), ("Ctrl+Q",), "", mark("Close the program")),
    Command("undo", mark("&Undo"), (_S.Undo,), "undo", mark("Take back the last edit")),
    Command(
        "redo",
        mark("&Redo"),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "redo",
        mark("Make the edit again that was taken back"),
    ),
    Command("rename", mark("Re&name"), ("F2",), "", mark("Give the selected layer another name")),
    Command("mode_data", mark("&Data"), ("Ctrl+1",), "", mark("Choose and look at the data"), checkable=True),
    Command("mode_design", mark("D&esign"), ("Ctrl+2",), "", mark("Draw the network"), checkable=True),
    Command(
        "mode_train",
        mark("&Train"),
        ("Ctrl+3",),
        "",
        mark("Set up the training and watch it"),
        checkable=True,
    ),
    Command(
        "mode_predict",
        mark("P&redict"),
        ("Ctrl+4",),
        "",
        mark("Classify images with a model"),
        checkable=True,
    ),
    Command(
        "next_problem", mark("&Next problem"), ("F8",), "", mark("Go to the next problem of the drawing")
    ),
    Command(
        "previous_problem", mark("&Previous problem"), ("Shift+F8",), "", mark("Go to the problem before")
    ),
    Command("train", mark("&Train"), ("F5",), "play", mark("Train the network")),
    Command("pause", mark("&Pause"), ("F6",), "pause", mark("Pause or resume the training")),
    Command("stop", mark("&Stop"), ("Shift+F5",), "stop", mark("Stop the training after the current batch")),
    Command(
        "theme", mark("Switch light and &dark"), ("Ctrl+T",), "theme", mark("Switch between light and dark")
    ),
    Command(
        "reset_layout",
        mark("&Reset panels"),
        (),
        "",
        mark("Put the panels of this mode where they were at first"),
    ),
    Command(
        "commands",
        mark("&Find a command…"),
        ("Ctrl+K",),
        "search",
        mark("Search everything the program can do"),
    ),
    Command("shortcuts", mark("&Keyboard shortcuts"), ("F1",), "help", mark("All keys of the program")),
    Command(
        "your_layers",
        mark("Your &code…"),
        ("Ctrl+Alt+L",),
        "",
        mark("Layers and callbacks of your own from Python files: write, add, reload, remove"),
    ),
    Command(
        "copy_report",
        mark("Copy error &report"),
        (),
        "",
        mark("Copy versions, last actions and the latest error"),
    ),
    Command(
        "tour", mark("Guided &tour"), ("Shift+F1",), "", mark("From a sample to a prediction in three steps")
    ),
    Command(
        "text_larger",
        mark("&Larger texts"),
        ("Ctrl+Alt++", "Ctrl+Alt+="),
        "",
        mark("Show all texts of the window larger"),
    ),
    Command(
        "text_smaller",
        mark("S&maller texts"),
        ("Ctrl+Alt+-",),
        "",
        mark("Show all texts of the window smaller"),
    ),
    Command("about", mark("&About Layerloom"), (), "", mark("Version and licence")),
)


def make_actions(window: QMainWindow, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make the QActions of all commands.

    Args:
        window: Their owner; the shortcuts work anywhere in it.
        slots: What to call, by command name.

    Returns:
        The actions by name.
    """
    actions = {}
    for command in COMMANDS:
        action = QAction(tr(command.text), window)
        action.setIconText(plain(action.text()))
        action.setObjectName(f"action.{command.name}")
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setCheckable(command.checkable)
        describe(action, tr(command.tip))
        if command.icon:
            theme.bind_icon(action, command.icon)
        action.triggered.connect(lambda _checked=False, slot=slots[command.name]: slot())
        window.addAction(action)
        actions[command.name] = action
    return actions


def describe(action: QAction, tip: str) -> None:
    """Say what an action does, or why it cannot be used now; its key is added."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip} ({key})" if key else tip)
    action.setStatusTip(tip)


def enable(action: QAction, reason: str, tip: str = "") -> None:
    """Switch an action on, or off with the reason as its tooltip.

    Args:
        action: The action.
        reason: Why it cannot be used now; empty switches it on.
        tip: What it does; by default the text of the command table.
    """
    name = action.objectName().removeprefix("action.")
    usual = tip or next((tr(command.tip) for command in COMMANDS if command.name == name), "")
    action.setEnabled(not reason)
    describe(action, reason or usual)
