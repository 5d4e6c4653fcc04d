"""Drawings of models: the labels and arrows that real Keras gives Graphviz, and pictures without Graphviz."""

import io
import itertools
import re
import types
import xml.etree.ElementTree as ET

import keras
import pytest
from keras.src.utils import model_visualization
from PIL import Image

import layerloom
from layerloom.errors import FieldError, LayerloomError
from layerloom.utils.drawing import placing
from layerloom.utils.drawing.diagram import Shown, diagram_of
from layerloom.utils.drawing.placing import place
from layerloom.utils.drawing.shapes import _measure


class Drawn:
    """Stands in for pydot's classes, which are not installed: keeps what Keras draws."""

    def __init__(self, *args, **options):
        self.args, self.options, self.content = args, options, []

    def set(self, name, value):
        self.options[name] = value

    def set_node_defaults(self, **options):
        pass

    def get_edge(self, source, target):
        return [item for item in self.content if item.args == (source, target)]

    def add(self, item):
        self.content.append(item)

    add_node = add_edge = add_subgraph = add


def chain(module):
    layers = module.layers
    return module.Sequential(
        [layers.Input((4,)), layers.Dense(3, activation="relu"), layers.BatchNormalization(name="norm")],
        name="chain",
    )


def branched(module):
    layers = module.layers
    left, right = module.Input((4,), name="left"), module.Input((4,), name="right")
    inner_input = module.Input((4,), name="inner_input")
    core = chain(module)
    inner = module.Model(inner_input, layers.Dense(4, name="last")(core(inner_input)), name="inner")
    shared = layers.Dense(4, activation="tanh", name="shared")
    frozen = layers.Dense(2, name="frozen", trainable=False)
    x = layers.Add(name="sum")([inner(left), right])
    x = shared(layers.Activation("softmax", name="soft")(shared(x)))
    return module.Model(
        [left, right], [frozen(x), layers.Concatenate(name="both")([x, left])], name="branched"
    )


OPTIONS = [
    {},
    {"show_shapes": True, "show_dtype": True, "show_layer_names": False},
    {"show_layer_activations": True, "show_trainable": True},
    {"expand_nested": True, "show_shapes": True, "show_trainable": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids="-".join)
@pytest.mark.parametrize("make", [chain, branched])
def test_labels_and_arrows(make, options, monkeypatch):
    fake = types.SimpleNamespace(Dot=Drawn, Cluster=Drawn, Node=Drawn, Edge=Drawn)
    monkeypatch.setattr(model_visualization, "pydot", fake)
    keras.utils.clear_session()
    layerloom.utils.clear_session()
    theirs = keras.utils.model_to_dot(make(keras), **options)
    ours = layerloom.utils.model_to_dot(make(layerloom), **options).to_string()
    labels, arrows = {}, set()

    def walk(drawn):
        for item in drawn.content:
            if item.content:
                walk(item)
            elif len(item.args) == 1:
                labels[item.args[0]] = re.sub(r' colspan="\d"', "", item.options["label"])
            else:
                arrows.add(item.args)

    walk(theirs)
    found = dict(re.findall(r"^(\d+) \[label=(<.*>), fontname", ours, re.MULTILINE))
    found = {key: re.sub(r' colspan="\d"', "", label) for key, label in found.items()}
    assert sorted(found.values()) == sorted(labels.values())
    pairs = re.findall(r"^(\d+) -> (\d+)", ours, re.MULTILINE)
    assert sorted((found[a], found[b]) for a, b in pairs) == sorted((labels[a], labels[b]) for a, b in arrows)
    assert ours.count("subgraph") == (2 if make is branched and "expand_nested" in options else 0)


@pytest.mark.parametrize("rankdir", ["TB", "BT", "LR", "RL"])
def test_boxes_stand_apart_in_the_way_of_the_arrows(rankdir):
    diagram = diagram_of(branched(layerloom), Shown(shapes=True), expand_nested=True)
    placed = place(diagram, _measure, rankdir)
    corners = list(placed.boxes.values())
    assert len(corners) == len(list(diagram.boxes())) == 11
    for (x, y, w, h), (x2, y2, w2, h2) in itertools.combinations(corners, 2):
        assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
    assert all(x >= 0 and y >= 0 and x + w <= placed.size[0] + 1e-6 for x, y, w, h in corners)
    assert len(placed.frames) == 2
    axis, sign = ("TB" in rankdir or "BT" in rankdir), 1 if rankdir in ("TB", "LR") else -1
    against = 0
    for source, target in diagram.all_arrows():
        before, after = placed.boxes[source][axis], placed.boxes[target][axis]
        against += sign * (after - before) <= 0
    assert against == 1  # the layer that is used twice


def test_too_many_long_arrows_share_one_way_down_the_side(monkeypatch):
    monkeypatch.setattr(placing, "_MOST_LANES", 2)
    x = inputs = layerloom.Input((4,))
    made = [x]
    for _ in range(6):
        x = layerloom.layers.Dense(4)(x)
        made.append(x)
    diagram = diagram_of(layerloom.Model(inputs, layerloom.layers.Concatenate()(made)), Shown())
    placed = place(diagram, _measure)
    left = min(x for x, *_ in placed.boxes.values())
    beside = [points for points in placed.arrows if len(points) == 4 and points[1][0] == points[2][0] < left]
    assert len(beside) == 5
    assert all(points[1][0] > 0 for points in beside)


@pytest.mark.parametrize("splines", ["ortho", "curved", "polyline", "spline", "line"])
def test_pictures(splines, tmp_path):
    model = branched(layerloom)
    for name in ("a.svg", "a.png", "a.pdf", "a.dot", "plain"):
        done = layerloom.utils.plot_model(
            model, tmp_path / name, show_shapes=True, expand_nested=True, dpi=30, splines=splines
        )
        assert done is None
    root = ET.fromstring((tmp_path / "a.svg").read_text())
    texts = [item.text for item in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts.count("Concatenate") == 1
    assert "(None, 8)" in texts
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size[0] > 100
        assert len(picture.getcolors(1 << 16)) > 2
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "a.dot").read_text().startswith("digraph G {")
    assert (tmp_path / "plain").read_bytes().startswith(b"\x89PNG")


def test_dots_as_pydot_has_them(tmp_path):
    dot = layerloom.utils.model_to_dot(chain(layerloom), dpi=50)
    assert dot.create(prog="dot", format="svg") == dot.create_svg()
    assert Image.open(io.BytesIO(dot.create_png())).format == "PNG"
    assert dot.write_png(tmp_path / "x.png")
    assert str(dot) == dot.to_string() == dot.create(format="raw").decode()
    part = layerloom.utils.model_to_dot(chain(layerloom), subgraph=True).to_string()
    assert part.startswith('subgraph "cluster_chain" {\nstyle="dashed";')
    with pytest.raises(AttributeError):
        dot.nothing  # noqa: B018


def test_a_model_of_hundreds_of_layers_has_a_picture_of_bounded_size():
    x = inputs = layerloom.Input((4,))
    dense = [layerloom.layers.Dense(4) for _ in range(20)]
    for number in range(150):
        y = layerloom.layers.Activation("relu")(x)
        x = layerloom.layers.Add()([x, y]) if number % 3 else dense[number % 20](y)
    data = layerloom.utils.model_to_dot(layerloom.Model(inputs, x), dpi=400).create_png()
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size[0] * picture.size[1] <= 65e6


def test_names_are_escaped():
    model = layerloom.Sequential(
        [layerloom.Input((2,)), layerloom.layers.Dense(1, name="a<b>&c")], name='x"y'
    )
    dot = layerloom.utils.model_to_dot(model)
    assert "<b>a&lt;b&gt;&amp;c</b>" in dot.to_string()
    assert "a<b>&c" in [item.text for item in ET.fromstring(dot.create_svg()).iter()]


@pytest.mark.parametrize(
    "options, kind, message",
    [
        ({"rankdir": "XX"}, FieldError, "rankdir must be one of TB"),
        ({"splines": "wavy"}, FieldError, "splines"),
        ({"dpi": 0}, FieldError, "dpi"),
        ({"layer_range": ["a", "b"]}, FieldError, "layer_range"),
        ({"to_file": "x.exe"}, FieldError, "not as 'exe'"),
    ],
)
def test_mistakes(options, kind, message):
    with pytest.raises(kind, match=message):
        layerloom.utils.plot_model(chain(layerloom), **options)


def test_models_without_shapes():
    with pytest.raises(LayerloomError, match="before it is built"):
        layerloom.utils.plot_model(layerloom.Sequential([layerloom.layers.Dense(1)]))

    class Own(layerloom.Model):
        def call(self, x):
            return x

    own = Own(name="own")
    own(layerloom.ops.ones((1, 2)))
    assert layerloom.utils.model_to_dot(own, show_shapes=True).to_string().count("label=<") == 1
