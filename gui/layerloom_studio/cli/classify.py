"""`layerloom classify`: images and their likeliest classes as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from layerloom.callbacks.terminal import terminal
from layerloom.errors import LayerloomError
from layerloom_studio.cli.progress import bar
from layerloom_studio.language import tr
from layerloom_studio.runs.classify import Classifier, Row, write_csv
from layerloom_studio.runs.imaging import find_images


def classify(model: Path, images: Sequence[Path], csv: Path | None = None, top: int = 3) -> int:
    """Classify images and print the table.

    Args:
        model: The .h5 file.
        images: Image files and folders.
        csv: Write the table there as well.
        top: How many classes to tell for each image.

    Returns:
        The exit code.

    Raises:
        LayerloomError: If the model or the images cannot be used.
    """
    classifier = Classifier.open(model)
    rows = classify_files(classifier, find_images(images), top)
    print(tr("Images are fitted to {fitting}.", fitting=classifier.fitting.describe()))
    print("\n".join(table(rows)))
    if csv is not None:
        write_csv(rows, csv)
        print(tr("Table: {path}", path=csv))
    if all(row.reason for row in rows):
        raise LayerloomError(tr("None of the images could be classified."))
    return 0


def classify_files(classifier: Classifier, files: Sequence[Path], top: int) -> list[Row]:
    """Classify files with a progress bar where there is a terminal."""
    rows: list[Row] = []
    for row in classifier.classify(files, top):
        rows.append(row)
        if terminal.dynamic:
            terminal.bar(f"{tr('Classifying')} {bar(len(rows), len(files))} {len(rows)}/{len(files)}")
    if terminal.dynamic:
        terminal.bar("", final=True)
    return rows


def table(rows: Sequence[Row]) -> list[str]:
    """Set rows as lines of text, the skipped files at the end."""
    used = [row for row in rows if not row.reason]
    lines = []
    width = max((len(row.path.name) for row in used), default=0)
    label = max((len(name) for row in used for name, _ in row.ranking), default=0)
    for row in used:
        ranking = "  ".join(f"{name:<{label}} {value:7.2%}" for name, value in row.ranking)
        lines.append(f"{row.path.name:<{width}}  {ranking}  {row.milliseconds:6.1f} ms")
    lines += [
        tr("skipped {path}: {reason}", path=row.path, reason=tr(row.reason)) for row in rows if row.reason
    ]
    return lines
