"""What one sees of a drawing just after it was opened."""

from __future__ import annotations

import json

from layerloom import layers, models
from layerloom_studio.canvas.overview import OVERVIEW_ZOOM
from layerloom_studio.main_window.window import MainWindow


def long_model(depth: int) -> str:
    """Keras JSON of a chain that no screen can show whole."""
    chain = [layers.Input((8,)), *[layers.Dense(4, name=f"d{number}") for number in range(depth)]]
    return models.Sequential(chain, name="long").to_json()


def test_14_a_long_model_opens_at_its_beginning_where_it_can_be_read(window: MainWindow, qtbot, tmp_path):
    path = tmp_path / "long.json"
    path.write_text(json.dumps(json.loads(long_model(60))))
    assert window.open_path(path)
    first = next(iter(window.project.architecture.nodes))

    def sees_the_beginning() -> bool:
        seen = window.canvas.mapToScene(window.canvas.viewport().rect()).boundingRect()
        return seen.contains(window.canvas.scene().node_item(first).rect())

    qtbot.waitUntil(sees_the_beginning)
    assert window.canvas.zoom() > 2 * OVERVIEW_ZOOM


def test_110_whether_a_result_is_an_output_can_be_chosen_in_the_menus(window: MainWindow):
    titles = dict(window.menus.groups())
    assert window.canvas.commands.action("toggle_output") in titles["Edit"]
