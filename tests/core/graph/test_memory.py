"""What an analysis takes over from the one before an edit: all that is the same, and nothing that is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layerloom.graph import Architecture, LayerSpec, Node, Ref, analyse, inference


def network() -> Architecture:
    """An image through three convolutions, of which the second is called once more, to a sum."""
    arch = Architecture()
    last = arch.add(LayerSpec("InputLayer", "image", {"batch_shape": [None, 8, 8, 4]}))
    for name in ("a", "b", "c"):
        spec = LayerSpec("Conv2D", name, {"filters": 4, "kernel_size": 3, "padding": "same"})
        last = arch.add(spec, [Ref(last.id)])
    again = arch.add(arch.layers["b"], [Ref(last.id)])
    arch.outputs = [Ref(arch.add(LayerSpec("Add", "sum", {}), [Ref("b"), Ref(again.id)]).id)]
    return arch


def put(arch: Architecture, name: str, **config: object) -> Architecture:
    """Returns the drawing after an edit of a layer's settings."""
    spec = arch.layers[name]
    return replace(arch, layers={**arch.layers, name: replace(spec, config={**spec.config, **config})})


def fed(arch: Architecture, name: str, *sources: str) -> Architecture:
    """Returns the drawing after an edit of a node's connections."""
    node = replace(arch.nodes[name], inputs=[Ref(source) for source in sources])
    return replace(arch, nodes={**arch.nodes, name: node})


def without(arch: Architecture, name: str) -> Architecture:
    """Returns the drawing after a node was removed, but not the connections that leave it."""
    return replace(arch, nodes={key: node for key, node in arch.nodes.items() if key != name})


EDITS = {
    "nothing": lambda arch: arch,
    "other weights, same shapes": lambda arch: put(arch, "a", use_bias=False),
    "other shapes behind it": lambda arch: put(arch, "image", batch_shape=[None, 6, 6, 4]),
    "it breaks what follows": lambda arch: put(arch, "c", filters=5),
    "a shared layer fits its second call no more": lambda arch: fed(arch, "b", "image"),
    "a wrong setting": lambda arch: put(arch, "b", filters=-1),
    "a connection less": lambda arch: fed(arch, "sum", "b"),
    "an input less": lambda arch: fed(arch, "c"),
    "a circle": lambda arch: fed(arch, "b", "c"),
    "another output": lambda arch: replace(arch, outputs=[Ref("a")]),
    "a name": lambda arch: replace(
        arch,
        layers={**arch.layers, "a": replace(arch.layers["a"], name="other")},
    ),
    "an unknown class": lambda arch: replace(
        arch, layers={**arch.layers, "a": LayerSpec("Nobody", "a", {"name": "a"})}
    ),
    "a source that is gone": lambda arch: without(arch, "a"),
    "a layer more": lambda arch: replace(
        arch,
        layers={**arch.layers, "d": LayerSpec("Flatten", "d", {})},
        nodes={**arch.nodes, "d": Node("d", "d", [Ref("b")])},
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_27_it_is_what_would_be_found_anew_and_so_is_the_way_back(edit):
    arch = network()
    before = analyse(arch)
    edited = edit(arch)
    after = analyse(edited, before)
    assert after == analyse(edited)
    assert analyse(arch, after) == before


@pytest.mark.parametrize("first", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize(
    "second", [EDITS["it breaks what follows"], EDITS["a circle"], EDITS["a layer more"]]
)
def test_27_after_two_edits_too(first, second):
    arch = network()
    known = analyse(first(arch), analyse(arch))
    edited = second(first(arch))
    assert analyse(edited, known) == analyse(edited)


def test_25_only_what_an_edit_concerns_is_asked(monkeypatch):
    arch = network()
    before = analyse(arch)
    asked = []
    ask = inference._Analyser.ask
    monkeypatch.setattr(
        inference._Analyser,
        "ask",
        lambda self, spec, *rest: asked.append(spec.name) or ask(self, spec, *rest),
    )
    after = analyse(put(arch, "c", use_bias=False), before)
    assert asked == ["c", "b"]  # itself and the call that it feeds, whose shapes stay
    assert after.nodes["sum"] is before.nodes["sum"]
