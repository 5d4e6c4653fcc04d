"""The commands of the command line, their arguments, and how errors are told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NoReturn

from layerloom_studio import __version__
from layerloom_studio.language import mark, terminal, tr

COMMANDS = ("train", "classify", "summary", "convert", "draw", "demo", "warmup")


def is_file_to_open(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments are one file, meant to be opened in the window."""
    return len(arguments) == 1 and arguments[0] not in COMMANDS and Path(arguments[0]).is_file()


def run(arguments: Sequence[str]) -> int:
    """Carry out a command.

    Args:
        arguments: The command and what belongs to it.

    Returns:
        The exit code: 0, 2 for bad input, 1 for work that failed, 130 when interrupted.
    """
    terminal.speak()
    first = arguments[0]
    if not first.startswith("-") and first not in COMMANDS:
        words = tr("there is no file and no command {name!r}; see layerloom --help.", name=first)
        print(f"layerloom: {words}", file=sys.stderr)
        return 2
    options = _parser().parse_args(arguments)
    from layerloom.errors import LayerloomError

    try:
        with _layers_of(options.layers):
            return _carry_out(options)
    except LayerloomError as error:
        print(f"layerloom: {tr(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read the output has read enough
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        print(f"layerloom: {tr('interrupted.')}", file=sys.stderr)
        return 130


@contextmanager
def _layers_of(files: Sequence[Path]) -> Iterator[None]:
    """Inside, there are the layers of the files that were named: to name one is to agree to running it."""
    with ExitStack() as after:
        if files:
            from layerloom_studio.user_layers import load, read_source, unload

            for file in files:
                after.callback(unload, load(read_source(file)))
        yield


def _carry_out(options: argparse.Namespace) -> int:
    """Imports only what the command needs: `--help` and `--version` answer at once."""
    if options.command == "train":
        from layerloom_studio.cli.train import train

        return train(options.project, options.epochs, options.out)
    if options.command == "classify":
        from layerloom_studio.cli.classify import classify

        return classify(options.model, options.images, options.csv, options.top)
    if options.command == "summary":
        from layerloom_studio.cli.summary import summarize

        return summarize(options.model)
    if options.command == "convert":
        from layerloom_studio.cli.convert import convert

        return convert(options.source, options.target, options.weights, options.for_keras)
    if options.command == "draw":
        from layerloom_studio.cli.draw import draw

        return draw(options.source, options.target, options.colours, options.scale)
    if options.command == "warmup":
        from layerloom_studio.cli.warmup import warm_up

        return warm_up()
    from layerloom_studio.cli.demo import demonstrate

    return demonstrate(options.out)


_OF_ARGPARSE = (mark("the following arguments are required"), mark("unrecognized arguments"))


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


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="layerloom",
        description=tr(
            "Draw a neural network, train it, watch it, use it. Without a command the window opens."
        ),
        epilog=tr("layerloom FILE opens a project or an .h5 model in the window."),
    )
    parser.add_argument(
        "--version", action="version", version=f"layerloom {__version__}", help=tr("show the version")
    )
    parser.set_defaults(layers=[])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    train = commands.add_parser(
        "train", help=tr("train a project"), description=tr("Train a project without a window.")
    )
    train.add_argument("project", type=Path, metavar="PROJECT", help=tr("a project file (.layerloom.json)"))
    train.add_argument("--epochs", type=_count, metavar="N", help=tr("in place of the project's own number"))
    train.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=tr("folder for the run: model.h5, checkpoints, events (default: a new one)"),
    )

    classify = commands.add_parser(
        "classify", help=tr("classify images"), description=tr("Classify images with a model.")
    )
    classify.add_argument("model", type=Path, metavar="MODEL.h5", help=tr("a model of Layerloom or Keras"))
    classify.add_argument(
        "images", type=Path, nargs="+", metavar="IMAGES", help=tr("image files and folders")
    )
    classify.add_argument("--csv", type=Path, metavar="FILE", help=tr("write the table there as well"))
    classify.add_argument(
        "--top", type=_count, default=3, metavar="K", help=tr("how many classes to tell (default 3)")
    )

    summary = commands.add_parser(
        "summary", help=tr("describe a model"), description=tr("List the layers of a model.")
    )
    summary.add_argument(
        "model", type=Path, metavar="MODEL", help=tr("an .h5 model, a project, or Keras JSON")
    )

    convert = commands.add_parser(
        "convert",
        help=tr("write a model in another format"),
        description=tr(
            "Read a model of any Keras and write it in the form that the ending asks for: .keras, .h5, "
            ".weights.h5, .json, .yaml, or a SavedModel folder for a name without an ending."
        ),
    )
    convert.add_argument("source", type=Path, metavar="IN", help=tr("HDF5, .keras, SavedModel, JSON or YAML"))
    convert.add_argument("target", type=Path, metavar="OUT", help=tr("the file to write"))
    convert.add_argument(
        "--weights", type=Path, metavar="FILE", help=tr("weights for an architecture that has none")
    )
    convert.add_argument(
        "--for-keras",
        type=int,
        choices=(2, 3),
        default=3,
        help=tr("for which Keras an .h5 is written where they ask contrary things"),
    )

    draw = commands.add_parser(
        "draw",
        help=tr("draw a model as a picture"),
        description=tr("Draw a project or a model of any Keras; the ending chooses PNG, SVG or PDF."),
    )
    draw.add_argument("source", type=Path, metavar="IN", help=tr("a project or a model"))
    draw.add_argument("target", type=Path, metavar="OUT", help=tr("the picture: .png, .svg or .pdf"))
    draw.add_argument(
        "--colours", choices=("light", "dark"), default="light", help=tr("of the paper (default light)")
    )
    draw.add_argument(
        "--scale", type=_count, default=2, metavar="N", help=tr("pixels of a PNG for one point (default 2)")
    )

    for command in (train, classify, summary, convert, draw):
        command.add_argument(
            "--layers",
            type=Path,
            action="append",
            default=[],
            metavar="FILE.py",
            help=tr(
                "run this Python file for the layers of your own in it; only name what you wrote or trust"
            ),
        )

    commands.add_parser(
        "warmup",
        help=tr("compile the kernels ahead"),
        description=tr(
            "Compile the kernels of training now, once on this machine, instead of beside the first training."
        ),
    )

    demo = commands.add_parser(
        "demo",
        help=tr("do the main job without a display"),
        description=tr(
            "Train the bundled digits project in the real window without a display, classify the sample "
            "images with the saved model, and keep model and screenshot."
        ),
    )
    demo.add_argument(
        "--out", type=Path, default=Path("output"), metavar="DIR", help=tr("folder for both (default output)")
    )
    return parser


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(tr("{text!r} is not a whole number from 1 up", text=text))
    return number
