"""The commands of the command line, and how errors are told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from layerloom_studio.cli.arguments import parser
from layerloom_studio.language import terminal, tr

COMMANDS = ("train", "classify", "summary", "convert", "draw", "demo", "warmup")


def is_file_to_open(arguments: Sequence[str]) -> bool:
    """Tell whether the arguments are one file, or the folder of a model, meant to be opened in the window."""
    return len(arguments) == 1 and arguments[0] not in COMMANDS and Path(arguments[0]).exists()


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
    options = parser().parse_args(arguments)
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

        return draw(options.source, options.target, options.colours, options.scale, options.direction)
    if options.command == "warmup":
        from layerloom_studio.cli.warmup import warm_up

        return warm_up()
    from layerloom_studio.cli.demo import demonstrate

    return demonstrate(options.out)
