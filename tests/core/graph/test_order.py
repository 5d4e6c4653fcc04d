"""Orders and cycles of drawn graphs."""

from __future__ import annotations

from layerloom.graph import Architecture, LayerSpec, Ref, topological
from layerloom.graph.order import upstream


def graph(**inputs: str) -> Architecture:
    """Makes a graph from the names of each node's inputs, separated by blanks."""
    arch = Architecture()
    for name in inputs:
        arch.add(LayerSpec("Add", name, {}))
    for name, sources in inputs.items():
        arch.nodes[name].inputs = [Ref(source) for source in sources.split()]
    return arch


def test_every_node_follows_its_inputs():
    order, cycles = topological(graph(d="b c", c="a", b="a", a=""))
    assert cycles == []
    assert order[0] == "a"
    assert order[-1] == "d"
    assert set(order) == {"a", "b", "c", "d"}


def test_a_tensor_used_twice_counts_twice():
    assert topological(graph(a="", b="a a")) == (["a", "b"], [])


def test_cycles_are_told_apart_from_what_they_feed():
    order, cycles = topological(graph(a="", b="a d", c="b", d="c", after="d", x="y", y="x", itself="itself"))
    assert order == ["a"]
    assert sorted(sorted(group) for group in cycles) == [["b", "c", "d"], ["itself"], ["x", "y"]]


def test_inputs_from_nodes_that_are_gone_do_not_count():
    assert topological(graph(a="gone", b="a"))[0] == ["a", "b"]


def test_calls_of_a_shared_layer_keep_their_order_where_they_can():
    arch = graph(x="", far="x", farther="far", s="farther")
    arch.add(arch.layers["s"], [Ref("x")])
    order, _ = topological(arch)
    assert order.index("s") < order.index("s@1")
    arch.nodes["far"].inputs = [Ref("s@1")]
    order, cycles = topological(arch)
    assert cycles == []
    assert order.index("s@1") < order.index("s")


def test_upstream_is_everything_that_feeds_the_ends():
    assert upstream(graph(a="", b="a", c="b", other="a"), ["c", "gone"]) == {"a", "b", "c"}


def test_ten_thousand_nodes_and_diamonds_are_no_trouble():
    arch = graph(start="")
    for index in range(10_000):
        previous = f"n{index - 1}" if index else "start"
        arch.add(LayerSpec("Add", f"n{index}", {}), [Ref(previous), Ref(previous)])
    order, cycles = topological(arch)
    assert len(order) == 10_001
    assert not cycles
    arch.nodes["start"].inputs = [Ref("n9999")]
    assert len(topological(arch)[1][0]) == 10_001
