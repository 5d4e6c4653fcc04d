"""Formulas: settings given by arithmetic over the project's variables, such as `width * 2`; read, never run.

The layer's config holds the value, so that every program reads the file; the formula stands beside it. A formula
whose value somebody has changed by hand since then counts no more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from layerloom_studio.arithmetic import FUNCTIONS, LARGEST, LONGEST, Number, calculate
from layerloom_studio.document.content import FORMULAS
from layerloom_studio.document.edits import EditError, Group, SetConfig, SetSettings
from layerloom_studio.document.project import Edit, Project
from layerloom_studio.language import tr

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")


def evaluate(text: str, variables: Mapping[str, Number]) -> Number:
    """Return the value of a formula: numbers, variables, `+ - * / // %`, brackets, min, max, round and abs.

    Args:
        text: The formula.
        variables: Values by name.

    Raises:
        EditError: If it is none, or names what is not there; one sentence.
    """
    if len(text) > LONGEST:
        raise EditError(tr("A formula may have {longest} characters at most.", longest=LONGEST))
    try:
        value = calculate(text, variables, lambda name: _unknown(name, variables))
    except EditError:
        raise
    except (SyntaxError, ValueError, RecursionError, MemoryError, TypeError) as error:
        raise EditError(
            tr("“{strip}” is no formula: write such as width * 2.", strip=text.strip())
        ) from error
    except (ZeroDivisionError, OverflowError) as error:
        raise EditError(
            tr("“{strip}” has no value: it divides by zero or is too large.", strip=text.strip())
        ) from error
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise EditError(tr("“{strip}” has no value: it is too large.", strip=text.strip()))
    return int(value) if value == int(value) else value


def variables_of(project: Project) -> dict[str, Number]:
    """Return the project's variables."""
    return dict(project.formulas.get("variables", {}))


def formulas_of(project: Project, layer: str) -> dict[str, str]:
    """Return the formulas of a layer that still give its settings, by field name."""
    config = project.architecture.layers[layer].config
    listed = project.formulas.get("layers", {}).get(layer, {})
    found = {}
    for field, text in listed.items():
        try:
            value = evaluate(text, variables_of(project))
        except EditError:
            continue
        if config.get(field) == value:
            found[field] = text
    return found


def value_of(project: Project, text: str) -> Number:
    """Return the value of a formula with the project's variables.

    Raises:
        EditError: If it is none; one sentence.
    """
    return evaluate(text, variables_of(project))


def setting_formula(project: Project, layers: Sequence[str], field: str, text: str) -> Edit:
    """Return the edit that gives a setting of one layer or of several by a formula.

    Raises:
        EditError: If it is none; one sentence.
    """
    value = value_of(project, text)
    known = dict(project.formulas.get("layers", {}))
    for layer in layers:
        known[layer] = {**known.get(layer, {}), field: text.strip()}
    return Group(
        (
            *(SetConfig(layer, {field: value}) for layer in layers),
            SetSettings(FORMULAS, {"variables": variables_of(project), "layers": known}),
        )
    )


def setting_variables(project: Project, variables: Mapping[str, Number]) -> Edit:
    """Return the edit that gives the project other variables and every setting that hangs on them its new value.

    Raises:
        EditError: If a formula that is in use would have no value; one sentence that names the layer.
    """
    edits: list[Edit] = []
    layers: dict[str, dict[str, str]] = {}
    for layer in project.architecture.layers:
        used = formulas_of(project, layer)
        if not used:
            continue
        layers[layer] = used
        try:
            values = {field: evaluate(text, variables) for field, text in used.items()}
        except EditError as error:
            raise EditError(tr("{layer} would break: {error}", layer=layer, error=error)) from error
        edits.append(SetConfig(layer, values))
    setting = SetSettings(FORMULAS, {"variables": dict(variables), "layers": layers})
    return Group((setting, *edits))


def parse_variables(text: str) -> dict[str, Number]:
    """Return variables from lines such as `width = 32`; a line may use those above it.

    Raises:
        EditError: If a line is none; one sentence.
    """
    found: dict[str, Number] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, equals, formula = (part.strip() for part in line.partition("="))
        if not equals or not _NAME.fullmatch(name) or name in FUNCTIONS:
            raise EditError(tr("“{line}” is no variable: write such as width = 32.", line=line[:60]))
        found[name] = evaluate(formula, found)
    return found


def _unknown(name: str, variables: Mapping[str, Number]) -> EditError:
    known = tr("; there are {variables}", variables=", ".join(variables)) if variables else ""
    return EditError(
        tr(
            "There is no variable {name!r}{known}: define it under Arrange, Variables.",
            name=name,
            known=known,
        )
    )
