"""Formulas and variables (gui.md 43): read as arithmetic, never run; the JSON holds the value, `canvas` the formula."""

from __future__ import annotations

import json

import pytest

from layerloom_studio.document.edits import EditError, Rename, SetConfig
from layerloom_studio.document.files import from_json, read_formulas, to_json
from layerloom_studio.document.formulas import (
    evaluate,
    formulas_of,
    parse_variables,
    setting_formula,
    setting_variables,
)


@pytest.mark.parametrize(
    "text, value",
    [
        ("3", 3),
        ("width * 2", 64),
        ("(width + 4) // 5", 7),
        ("-width % 5", 3),
        ("max(width, 40) / 16", 2.5),
        ("round(width / 3)", 11),
        ("width / 2", 16),
        ("abs(-1) + min(1, 2)", 2),
    ],
)
def test_43_a_formula_is_arithmetic(text, value):
    found = evaluate(text, {"width": 32})
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "width *",
        "depth",
        "1 / 0",
        "9 ** 9 ** 9",
        "1e300 * 1e300",
        "1e13",
        "True",
        "'a' * 3",
        "[1]",
        "width.real",
        "__import__('os').getcwd()",
        "(lambda: 1)()",
        "open('x')",
        "max()",
        "round(1, ndigits=1)",
        "round(1, -999999999)",
        "1 if 1 else 2",
        "width\n+ 1; 2",
        "(" * 150 + "1" + ")" * 40,
        "1+" * 200 + "1",
    ],
)
def test_43_everything_else_is_refused_in_one_sentence(text):
    with pytest.raises(EditError) as caught:
        evaluate(text, {"width": 32})
    assert str(caught.value).endswith(".")


def test_43_variables_are_lines_that_may_build_on_each_other():
    assert parse_variables("width = 32\n\n deep = width*2 \n") == {"width": 32, "deep": 64}
    for text in ("width", "3 = 4", "a b = 1", "max = 3", "x = y"):
        with pytest.raises(EditError):
            parse_variables(text)


@pytest.fixture
def net(drawing):
    drawing.chain("InputLayer", "Dense", "Dense")
    drawing.project.apply(setting_variables(drawing.project, {"width": 8}))
    return drawing


def test_43_the_json_holds_the_value_and_a_new_variable_moves_all_that_hang_on_it(net):
    project = net.project
    texts, inverses = [net.text()], []
    for edit in (
        lambda: setting_formula(project, ["dense"], "units", "width*2"),
        lambda: setting_formula(project, ["dense_1"], "units", "width + 1"),
        lambda: setting_variables(project, {"width": 10}),
        lambda: Rename("dense", "hidden"),
        lambda: setting_variables(project, {"width": 3}),
    ):
        inverses.append(project.apply(edit()))
        texts.append(net.text())
    assert [project.architecture.layers[name].config["units"] for name in ("hidden", "dense_1")] == [6, 4]
    assert formulas_of(project, "hidden") == {"units": "width*2"}
    data = json.loads(net.text())
    assert data["canvas"]["formulas"]["variables"] == {"width": 3}
    assert data["config"]["layers"][1]["config"]["units"] == 6
    assert json.dumps(to_json(from_json(data))) == net.text()
    for text, inverse in zip(reversed(texts[:-1]), reversed(inverses), strict=True):
        project.apply(inverse)
        assert net.text() == text


def test_43_a_value_set_by_hand_ends_its_formula(net):
    project = net.project
    project.apply(setting_formula(project, ["dense"], "units", "width*2"))
    project.apply(SetConfig("dense", {"units": 5}))
    assert formulas_of(project, "dense") == {}
    project.apply(setting_variables(project, {"width": 100}))
    assert project.architecture.layers["dense"].config["units"] == 5


def test_43_a_variable_in_use_cannot_be_taken_away(net):
    net.project.apply(setting_formula(net.project, ["dense"], "units", "width*2"))
    before = net.text()
    with pytest.raises(EditError, match="dense would break"):
        setting_variables(net.project, {})
    assert net.text() == before


@pytest.mark.parametrize(
    "value", [None, 3, [], {"variables": 3}, {"variables": {"a": "b"}, "layers": {"x": 3}}]
)
def test_43_what_is_no_formula_in_a_file_is_left_out(value):
    found = read_formulas(value)
    assert not found.get("variables")
    assert not any(found.get("layers", {}).values())
