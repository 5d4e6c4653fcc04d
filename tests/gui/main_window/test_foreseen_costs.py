"""What an edit in hand would cost is told beside the totals before it is made (N11)."""

from __future__ import annotations

import pytest

from layerloom_studio.document.building import chain
from layerloom_studio.document.chain import parse_chain
from layerloom_studio.document.edits import SetConfig
from layerloom_studio.document.whatif import what_if


@pytest.fixture
def drawn(window):
    """A window with a network of 27,210 parameters."""
    text = "in 28x28x1 > conv 16 3 > pool > flatten > dense 10 softmax"
    window.project.apply(chain(window.project, parse_chain(text)).edit)
    window.status_bar.show_cost()
    return window


@pytest.mark.parametrize(
    "values, parameters, cost",
    [
        ({"filters": 64}, "27,210 → 108,810 parameters", "124 k → 498 k madds"),
        ({"kernel_size": [40, 40]}, "27,210 → unknown parameters", "124 k → ? madds"),
        ({"activation": "relu"}, "27,210 parameters", "124 k madds"),
    ],
)
def test_n11_the_totals_show_what_an_edit_would_make_of_them(drawn, values, parameters, cost):
    bar = drawn.status_bar
    drawn.canvas.scene().foresee(what_if(drawn.project, SetConfig("conv2d", values)))
    assert (bar.parameters.text(), bar.cost.text()) == (parameters, cost)
    drawn.canvas.scene().foresee(None)
    assert (bar.parameters.text(), bar.cost.text()) == ("27,210 parameters", "124 k madds")
    assert drawn.project.analysis.parameters == 27_210


def test_25_a_panel_that_a_tab_hides_makes_no_model_at_every_edit(drawn, monkeypatch):
    made = []
    monkeypatch.setattr(
        "layerloom_studio.panels.weights.outputs.to_json", lambda content: made.append(content)
    )
    drawn.set_mode("design")
    drawn.docks["properties"].come_forward()
    made.clear()
    for units in (11, 12, 13):
        drawn.stack.push(SetConfig("dense", {"units": units}), "Set units", merge=False)
    assert len(made) == 0
