"""The commands of the command line, their arguments, and how errors are told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

from layerloom_studio import __version__

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
    first = arguments[0]
    if not first.startswith("-") and first not in COMMANDS:
        print(f"layerloom: there is no file and no command {first!r}; see layerloom --help.", file=sys.stderr)
        return 2
    options = _parser().parse_args(arguments)
    from layerloom.errors import LayerloomError

    try:
        with _layers_of(options.layers):
            return _carry_out(options)
    except LayerloomError as error:
        print(f"layerloom: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read the output has read enough
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        print("layerloom: interrupted.", file=sys.stderr)
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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence instead of repeating the usage."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="layerloom",
        description="Draw a neural network, train it, watch it, use it. Without a command the window opens.",
        epilog="layerloom FILE opens a project or an .h5 model in the window.",
    )
    parser.add_argument("--version", action="version", version=f"layerloom {__version__}")
    parser.set_defaults(layers=[])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    train = commands.add_parser(
        "train", help="train a project", description="Train a project without a window."
    )
    train.add_argument("project", type=Path, metavar="PROJECT", help="a project file (.layerloom.json)")
    train.add_argument("--epochs", type=_count, metavar="N", help="in place of the project's own number")
    train.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder for the run: model.h5, checkpoints, events (default: a new one)",
    )

    classify = commands.add_parser(
        "classify", help="classify images", description="Classify images with a model."
    )
    classify.add_argument("model", type=Path, metavar="MODEL.h5", help="a model of Layerloom or Keras")
    classify.add_argument("images", type=Path, nargs="+", metavar="IMAGES", help="image files and folders")
    classify.add_argument("--csv", type=Path, metavar="FILE", help="write the table there as well")
    classify.add_argument(
        "--top", type=_count, default=3, metavar="K", help="how many classes to tell (default 3)"
    )

    summary = commands.add_parser(
        "summary", help="describe a model", description="List the layers of a model."
    )
    summary.add_argument("model", type=Path, metavar="MODEL", help="an .h5 model, a project, or Keras JSON")

    convert = commands.add_parser(
        "convert",
        help="write a model in another format",
        description="Read a model of any Keras and write it in the form that the ending asks for: .keras, .h5, "
        ".weights.h5, .json, .yaml, or a SavedModel folder for a name without an ending.",
    )
    convert.add_argument("source", type=Path, metavar="IN", help="HDF5, .keras, SavedModel, JSON or YAML")
    convert.add_argument("target", type=Path, metavar="OUT", help="the file to write")
    convert.add_argument(
        "--weights", type=Path, metavar="FILE", help="weights for an architecture that has none"
    )
    convert.add_argument(
        "--for-keras",
        type=int,
        choices=(2, 3),
        default=3,
        help="for which Keras an .h5 is written where they ask contrary things",
    )

    draw = commands.add_parser(
        "draw",
        help="draw a model as a picture",
        description="Draw a project or a model of any Keras; the ending chooses PNG, SVG or PDF.",
    )
    draw.add_argument("source", type=Path, metavar="IN", help="a project or a model")
    draw.add_argument("target", type=Path, metavar="OUT", help="the picture: .png, .svg or .pdf")
    draw.add_argument(
        "--colours", choices=("light", "dark"), default="light", help="of the paper (default light)"
    )
    draw.add_argument(
        "--scale", type=_count, default=2, metavar="N", help="pixels of a PNG for one point (default 2)"
    )

    for command in (train, classify, summary, convert, draw):
        command.add_argument(
            "--layers",
            type=Path,
            action="append",
            default=[],
            metavar="FILE.py",
            help="run this Python file for the layers of your own in it; only name what you wrote or trust",
        )

    commands.add_parser(
        "warmup",
        help="compile the kernels ahead",
        description="Compile the kernels of training now, once on this machine, instead of beside the first training.",
    )

    demo = commands.add_parser(
        "demo",
        help="do the main job without a display",
        description="Train the bundled digits project in the real window without a display, classify the sample "
        "images with the saved model, and keep model and screenshot.",
    )
    demo.add_argument(
        "--out", type=Path, default=Path("output"), metavar="DIR", help="folder for both (default output)"
    )
    return parser


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return number
