"""The arguments of the command line: what each command takes, and how misspelt ones are told."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NoReturn

from layerloom_studio import __version__
from layerloom_studio.language import mark, tr

_OF_ARGPARSE = (mark("the following arguments are required"), mark("unrecognized arguments"))


def parser() -> argparse.ArgumentParser:
    """Returns the parser of all commands; the one that was asked for is in `command`."""
    found = _Parser(
        prog="layerloom",
        description=tr(
            "Draw a neural network, train it, watch it, use it. Without a command the window opens."
        ),
        epilog=tr("layerloom FILE opens a project or an .h5 model in the window."),
    )
    found.add_argument(
        "--version", action="version", version=f"layerloom {__version__}", help=tr("show the version")
    )
    found.set_defaults(layers=[])
    commands = found.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for declare in (_train, _classify, _summary, _convert, _draw):
        _take_layers(declare(commands))
    _warmup(commands)
    _demo(commands)
    return found


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": _Help, **settings}, add_help=False)
        self._positionals.title, self._optionals.title = tr("arguments"), tr("options")
        self.add_argument("-h", "--help", action="help", help=tr("show this help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence instead of repeating the usage."""
        what, colon, rest = message.partition(": ")
        words = f"{tr(what)}{colon}{rest}"
        self.exit(
            2, tr("{program}: {message}; see {program} --help.", program=self.prog, message=words) + "\n"
        )


def _train(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "train", help=tr("train a project"), description=tr("Train a project without a window.")
    )
    command.add_argument("project", type=Path, metavar="PROJECT", help=tr("a project file (.layerloom.json)"))
    command.add_argument(
        "--epochs", type=_count, metavar="N", help=tr("in place of the project's own number")
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=tr("folder for the run: model.h5, checkpoints, events (default: a new one)"),
    )
    return command


def _classify(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "classify", help=tr("classify images"), description=tr("Classify images with a model.")
    )
    command.add_argument("model", type=Path, metavar="MODEL.h5", help=tr("a model of Layerloom or Keras"))
    command.add_argument("images", type=Path, nargs="+", metavar="IMAGES", help=tr("image files and folders"))
    command.add_argument("--csv", type=Path, metavar="FILE", help=tr("write the table there as well"))
    command.add_argument(
        "--top", type=_count, default=3, metavar="K", help=tr("how many classes to tell (default 3)")
    )
    return command


def _summary(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "summary", help=tr("describe a model"), description=tr("List the layers of a model.")
    )
    command.add_argument(
        "model", type=Path, metavar="MODEL", help=tr("an .h5 model, a project, or Keras JSON")
    )
    return command


def _convert(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "convert",
        help=tr("write a model in another format"),
        description=tr(
            "Read a model of any Keras and write it in the form that the ending asks for: .keras, .h5, "
            ".weights.h5, .json, .yaml, or a SavedModel folder for a name without an ending."
        ),
    )
    command.add_argument("source", type=Path, metavar="IN", help=tr("HDF5, .keras, SavedModel, JSON or YAML"))
    command.add_argument("target", type=Path, metavar="OUT", help=tr("the file to write"))
    command.add_argument(
        "--weights", type=Path, metavar="FILE", help=tr("weights for an architecture that has none")
    )
    command.add_argument(
        "--for-keras",
        type=int,
        choices=(2, 3),
        default=3,
        help=tr("for which Keras an .h5 is written where they ask contrary things"),
    )
    return command


def _draw(commands: Any) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        "draw",
        help=tr("draw a model as a picture"),
        description=tr("Draw a project or a model of any Keras; the ending chooses PNG, SVG or PDF."),
    )
    command.add_argument("source", type=Path, metavar="IN", help=tr("a project or a model"))
    command.add_argument("target", type=Path, metavar="OUT", help=tr("the picture: .png, .svg or .pdf"))
    command.add_argument(
        "--colours", choices=("light", "dark"), default="light", help=tr("of the paper (default light)")
    )
    command.add_argument(
        "--direction",
        choices=("down", "right"),
        help=tr("which way the drawing runs (default: as the project keeps it)"),
    )
    command.add_argument(
        "--scale", type=_count, default=2, metavar="N", help=tr("pixels of a PNG for one point (default 2)")
    )
    return command


def _take_layers(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--layers",
        type=Path,
        action="append",
        default=[],
        metavar="FILE.py",
        help=tr(
            "run this Python file for your own layers and callbacks in it; only name what you wrote or trust"
        ),
    )


def _warmup(commands: Any) -> None:
    commands.add_parser(
        "warmup",
        help=tr("compile the kernels ahead"),
        description=tr(
            "Compile the kernels of training now, once on this machine, instead of beside the first training."
        ),
    )


def _demo(commands: Any) -> None:
    command: argparse.ArgumentParser = commands.add_parser(
        "demo",
        help=tr("do the main job without a display"),
        description=tr(
            "Train the bundled digits project in the real window without a display, classify the sample "
            "images with the saved model, and keep model and screenshot."
        ),
    )
    command.add_argument(
        "--out", type=Path, default=Path("output"), metavar="DIR", help=tr("folder for both (default output)")
    )


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(tr("{text!r} is not a whole number from 1 up", text=text))
    return number
