"""The scene: listens to the project and keeps one item per node and edge; holds only the selection itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import is_

from PySide6.QtCore import QLineF, QObject, QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from layerloom.graph import Problem
from layerloom_studio import theme
from layerloom_studio.canvas import labels
from layerloom_studio.canvas.edge_item import BoxItem, EdgeItem, HeldEdgeItem
from layerloom_studio.canvas.extent import Extent
from layerloom_studio.canvas.faces import face_of
from layerloom_studio.canvas.geometry import PORT_REACH, around, input_anchor, output_anchor
from layerloom_studio.canvas.hit import Hit, hit
from layerloom_studio.canvas.node_item import NodeItem, forget_fonts
from layerloom_studio.canvas.ports import input_count, output_count, slot
from layerloom_studio.canvas.routing import Routes
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.content import BYPASS_CLASS, DIRECTION, Edge
from layerloom_studio.document.cost import node_cost
from layerloom_studio.document.direction import RIGHT, kept, seen
from layerloom_studio.document.layout import Point
from layerloom_studio.document.project import Project
from layerloom_studio.document.repeats import repeats
from layerloom_studio.document.whatif import Outlook
from layerloom_studio.language import switch, tr

_FEW = 50  # moved nodes, that each is looked around


class CanvasScene(QGraphicsScene):
    """Shows a project's drawing.

    Items are made and changed by the project's events alone; the selection is the scene's own.
    """

    selection_changed = Signal(list)  # node ids, in the order of selection
    foreseen_changed = Signal(object)  # the Outlook of the edit in hand, None when there is none
    nodes_shown = Signal()  # nodes stand elsewhere, or others stand there, maybe for the time of a drag only
    content_changed = Signal()  # something drawn has changed: for overview, minimap, accessibility

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)
        self._project = project
        self._nodes: dict[str, NodeItem] = {}
        self._edges: dict[Edge, EdgeItem] = {}
        self._routes = Routes()
        self._faced: dict[str, tuple[object, ...]] = {}  # what each face was made of
        self._unrouted: set[str] = set()  # nodes whose edges await the end of the batch of edits
        self._touched: set[str] = set()  # nodes that lead elsewhere since the faces were made
        self._extent = Extent()  # of all nodes and connections
        self._selected: dict[str, None] = {}
        self._deselected = False  # since the faces were made
        self._selected_edges: set[Edge] = set()
        self._foreseen: set[str] = set()
        self._linked: set[str] = set()  # calls of the layers selected
        self._costs = False  # whether nodes tell their multiply-adds in place of their parameters
        self.sheets: list[QRectF] = []  # where the notes lie
        self.pointers: list[QLineF] = []  # and their arrows
        self.held_edge = HeldEdgeItem()
        self.box = BoxItem()
        self.ghost = BoxItem(dashed=True)
        self._listen()
        self._rebuild()
        self._refresh_faces()

    # -- what is there ---------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The document shown."""
        return self._project

    def node_item(self, node: str) -> NodeItem:
        """Return the item of a node."""
        return self._nodes[node]

    def edge_item(self, edge: Edge) -> EdgeItem:
        """Return the item of a connection."""
        return self._edges[edge]

    def node_items(self) -> Mapping[str, NodeItem]:
        """Return all node items by id."""
        return self._nodes

    def edge_items(self) -> Mapping[Edge, EdgeItem]:
        """Return all edge items."""
        return self._edges

    def contents_rect(self, nodes: Iterable[str] | None = None) -> QRectF:
        """Return the rectangle around some nodes, by default around all, their connections and the notes."""
        if nodes is not None:
            return around(self._nodes[node].rect() for node in nodes)
        return self._extent.around().united(around(self.sheets))

    def port_point(self, node: str, port: tuple[str, int]) -> QPointF:
        """Return where a port is in the scene."""
        item = self._nodes[node]
        kind, number = port
        if kind == "in":
            return input_anchor(item.rect(), self._slot(node, number), item.face.inputs, self.across)
        return output_anchor(item.rect(), number, item.face.outputs, self.across)

    # -- which way it runs -----------------------------------------------------------------------------------------

    @property
    def across(self) -> bool:
        """Whether the drawing runs from left to right."""
        return self._project.direction == RIGHT

    def place(self, node: str) -> Point:
        """Return where the document has a node, in the scene."""
        return seen(self._project.direction, self._project.positions[node])

    def places(self, places: Mapping[str, Point]) -> dict[str, Point]:
        """Return what the document keeps for places in the scene."""
        return {node: self.kept(place) for node, place in places.items()}

    def kept(self, place: Point) -> Point:
        """Return what the document keeps for a place (or a distance) in the scene."""
        return kept(self._project.direction, place)

    def seen(self, place: Point) -> Point:
        """Return the place in the scene of what the document keeps."""
        return seen(self._project.direction, place)

    def hit(self, point: QPointF, reach: float = PORT_REACH, ports: bool = True) -> Hit:
        """Return what is under a point of the scene.

        Args:
            point: In scene coordinates.
            reach: How near a port counts.
            ports: Whether ports can be hit at all.
        """
        reached = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        nodes = [item for item in self.items(reached) if isinstance(item, NodeItem)]
        edge = next((item.edge for item in self.items(point) if isinstance(item, EdgeItem)), None)
        return hit(point, nodes, edge, self.port_point, reach if ports else -1.0)

    # -- selection -------------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[str]:
        """Ids of the selected nodes, in the order of selection; the last one is the current one."""
        return list(self._selected)

    @property
    def selected_edges(self) -> set[Edge]:
        """The selected connections."""
        return set(self._selected_edges)

    @property
    def current(self) -> str | None:
        """The node that the keyboard acts from: the one selected last."""
        return next(reversed(self._selected), None)

    def select(self, nodes: Iterable[str] = (), edges: Iterable[Edge] = ()) -> None:
        """Select exactly these."""
        before, current = self._selected, self.current
        self._selected = {node: None for node in nodes if node in self._nodes}
        edges_before = self._selected_edges
        self._selected_edges = {edge for edge in edges if edge in self._edges}
        for node in {*before, *self._selected, *filter(None, (current,))}:
            if node in self._nodes:
                self._nodes[node].mark(selected=node in self._selected, current=node == self.current)
        self._link_shared()
        for edge in edges_before | self._selected_edges:
            if edge in self._edges:
                self._edges[edge].mark(selected=edge in self._selected_edges)
        if list(before) != list(self._selected) or edges_before != self._selected_edges:
            self.selection_changed.emit(list(self._selected))

    def _link_shared(self) -> None:
        """Let the other calls of the selected layers stand out: they share their weights."""
        calls = self._project.architecture.nodes
        layers = {calls[node].layer for node in self._selected if self._nodes[node].face.shared}
        linked = {node for node, call in calls.items() if call.layer in layers} if layers else set()
        for node in linked | self._linked:
            if node in self._nodes:
                self._nodes[node].mark(linked=node in linked and node not in self._selected)
        self._linked = linked

    # -- pictures of a gesture in progress ---------------------------------------------------------------------

    def show_moved(self, positions: Mapping[str, Point]) -> None:
        """Draw nodes at places that the document does not know yet (or again at those it knows)."""
        shifts = set()
        for node, position in positions.items():
            item = self._nodes[node]
            shifts.add((position[0] - item.x(), position[1] - item.y()))
            item.setPos(*position)
            self._extent.put(node, item.rect())
        edges = self._edges_at(positions)
        if len(shifts) == 1:  # what runs among them goes along as it is
            for edge in [edge for edge in edges if edge.source in positions and edge.target in positions]:
                edges.remove(edge)
                self._edges[edge].shift(*next(iter(shifts)))
                self._extent.put(edge, self._edges[edge].path().boundingRect())
        edges.update(e for target in {e.target for e in edges} for e in self._project.in_edges(target))
        self._route(edges, freely=True)
        self.nodes_shown.emit()

    def settle(self, nodes: Iterable[str]) -> None:
        """Draw nodes where the document has them and route all edges near them."""
        known = [node for node in nodes if node in self._nodes]
        for node in known:
            self._place(node)
        self._route_around(known)
        self.nodes_shown.emit()
        self.content_changed.emit()

    def mark_port(self, node: str, port: tuple[str, int] | None) -> None:
        """Show a port of a node as grabbable, or none."""
        if port is not None and port[0] == "in":
            port = ("in", self._slot(node, port[1]))
        self._nodes[node].mark_port(port)

    def foresee(self, outlook: Outlook | None) -> None:
        """Show at every node what the edit in hand would change; `None` shows all as it is."""
        self.foreseen_changed.emit(outlook)
        broken = {} if outlook is None else outlook.broken
        for node in self._foreseen - broken.keys() - (outlook.shapes.keys() if outlook else set()):
            if node in self._nodes:
                self._nodes[node].foresee(None)
        self._foreseen = set()
        if outlook is None:
            return
        for node in {*outlook.shapes, *broken}:
            if node in self._nodes:
                breaks = node in broken
                shape = tr("breaks") if breaks else labels.shape_text(outlook.shapes[node])
                self._nodes[node].foresee(shape, breaks)
                self._foreseen.add(node)

    def foreseen_items(self) -> list[NodeItem]:
        """Return the items of the nodes that the edit in hand would change or break."""
        return [self._nodes[node] for node in self._foreseen if node in self._nodes]

    @property
    def shows_costs(self) -> bool:
        """Whether nodes tell their multiply-adds in place of their parameters."""
        return self._costs

    def show_costs(self, shown: bool) -> None:
        """Let every node tell its multiply-adds, or its parameters again."""
        self._costs = shown
        self.tell_anew()

    def tell_anew(self) -> None:
        """Write the words of all nodes anew, as in another language."""
        self._faced.clear()
        self._refresh_faces()

    def refresh_looks(self) -> None:
        """Draw everything anew, after the theme changed."""
        forget_fonts()
        for item in self._nodes.values():
            item.elide()
        self.update()

    # -- listening to the project --------------------------------------------------------------------------------

    def _listen(self) -> None:
        project = self._project
        project.node_added.connect(self._add_node)
        project.node_removed.connect(self._remove_node)
        project.edge_added.connect(self._add_edge)
        project.edge_removed.connect(self._remove_edge)
        project.nodes_moved.connect(self.settle)
        project.reset.connect(self._rebuild)
        project.analysis_changed.connect(self._refresh_faces)
        project.settings_changed.connect(self._settings_changed)
        theme.changed.connect(self.refresh_looks)
        switch.changed.connect(self.tell_anew)

    def _rebuild(self) -> None:
        for overlay in (self.held_edge, self.box, self.ghost):
            if overlay.scene() is self:
                self.removeItem(overlay)
        self.clear()
        for table in (self._nodes, self._edges, self._routes, self._extent, self._faced, self._touched):
            table.clear()
        had_selection = bool(self._selected or self._selected_edges)
        self._selected, self._selected_edges = {}, set()
        for overlay in (self.held_edge, self.box, self.ghost):
            self.addItem(overlay)
            overlay.hide()
        for node in self._project.architecture.nodes:
            self._add_node(node)
        for edge in self._project.edges():
            self._make_edge(edge)
        self._unrouted = set(self._nodes)
        self.held_edge.across = self.across
        if had_selection:
            self.selection_changed.emit([])

    def _add_node(self, node: str) -> None:
        item = self._nodes[node] = NodeItem(node)
        self._place(node)
        self.addItem(item)

    def _place(self, node: str) -> None:
        """Draw a node where the document has it."""
        self._nodes[node].setPos(*self.place(node))
        rect = self._nodes[node].rect()
        self._routes.nodes.put(node, rect)
        self._extent.put(node, rect)

    def _remove_node(self, node: str) -> None:
        self.removeItem(self._nodes.pop(node))
        self._routes.nodes.remove(node)
        self._extent.drop(node)
        self._faced.pop(node, None)
        if node in self._selected:
            del self._selected[node]
            self._deselected = True  # which is told once, when all have gone

    def _make_edge(self, edge: Edge) -> None:
        item = EdgeItem(edge)
        self._edges[edge] = item
        self.addItem(item)

    def _add_edge(self, edge: Edge) -> None:
        self._make_edge(edge)
        self._unrouted.add(edge.target)
        self._touched.add(edge.source)

    def _remove_edge(self, edge: Edge) -> None:
        self.removeItem(self._edges.pop(edge))
        self._extent.drop(edge)
        self._touched.add(edge.source)
        self._routes.forget(edge)
        self._selected_edges.discard(edge)

    def _refresh_faces(self) -> None:
        """Bring shapes, counts and problems of all nodes up to date, once per batch of edits."""
        project, analysis = self._project, self._project.analysis
        layers, nodes, bypassed = project.architecture.layers, project.architecture.nodes, project.bypassed
        problems = self._problems_by_node()
        outputs = {ref.node for ref in project.architecture.outputs}
        calls = Counter(call.layer for call in nodes.values())
        rows = repeats(project)
        touched, self._touched = self._touched, set()
        carrying = set(touched)  # nodes whose edges may carry another shape
        for node, item in self._nodes.items():
            call = nodes[node]
            spec, info, before = layers[call.layer], analysis.nodes.get(node), self._faced.get(node)
            was = bypassed.get(call.layer) if spec.class_name == BYPASS_CLASS else None
            told = (problems.get(node, ()), calls[call.layer] > 1, node in outputs, was, rows.get(node))
            made_of = (call, spec, info)
            same = before is not None and node not in touched and all(map(is_, before, made_of))
            if same and before is not None and before[3] == told:
                continue
            if before is None or before[2] is not info:
                carrying.add(node)
            self._faced[node] = (*made_of, told)
            troubles, shared, is_output, _, row = told
            ports = (input_count(project, node), output_count(project, node))
            of_class = str(was["class_name"]) if was else ""
            products = (node_cost(project, node).multiply_adds,) if self._costs else None
            ports_before = (item.face.inputs, item.face.outputs)
            item.show_face(
                face_of(spec, info, troubles, ports, shared, is_output, of_class, row, products, self.across)
            )
            if (item.face.inputs, item.face.outputs) != ports_before:
                self._unrouted.add(node)
        for edge in (edge for node in carrying & nodes.keys() for edge in project.out_edges(node)):
            known = analysis.nodes.get(edge.source)
            shapes = known.output_shapes if known and known.output_shapes else []
            line = self._edges[edge]
            if line.carry(labels.shape_text([shapes[edge.port]]) if edge.port < len(shapes) else ""):
                self._routes.renew_label(line)
        unrouted, self._unrouted = self._unrouted & self._nodes.keys(), set()
        if unrouted:
            self._route(self._edges_at(unrouted))
        if self._deselected:
            self._deselected = False
            self.selection_changed.emit(list(self._selected))
        self.nodes_shown.emit()
        self.content_changed.emit()

    def problems_of(self, node: str) -> list[Problem]:
        """Return the problems that a node is marked for."""
        return self._problems_by_node().get(node, [])

    def _settings_changed(self, section: str) -> None:
        if section in ("data", "training"):  # whether the output goes with them is told by badges too
            self._refresh_faces()
        elif section == DIRECTION:
            self.held_edge.across = self.across
            self.tell_anew()
            self.settle(self._nodes)

    def _problems_by_node(self) -> dict[str, list[Problem]]:
        table: dict[str, list[Problem]] = {}
        for problem in all_problems(self._project):
            marked = problem.nodes if problem.kind == "cycle" else problem.nodes[:1]
            for node in marked:
                table.setdefault(node, []).append(problem)
        return table

    def _slot(self, node: str, index: int) -> int:
        """Return at which port an input enters."""
        sources = [self._nodes[ref.node] for ref in self._project.architecture.nodes[node].inputs]
        if len(sources) < 2:
            return index
        standing = [self.kept(_corner(item)) for item in (*sources, self._nodes[node])]
        return slot(standing[:-1], standing[-1], index)

    # -- routing -------------------------------------------------------------------------------------------------

    def _route(self, edges: Iterable[Edge], freely: bool = False) -> None:
        ends = [
            (
                self._edges[edge],
                self.port_point(edge.source, ("out", edge.port)),
                self.port_point(edge.target, ("in", edge.index)),
            )
            for edge in edges
            if edge in self._edges
        ]
        self._routes.run(ends, self.across, freely)
        for item, _, _ in ends:
            self._extent.put(item.edge, item.path().boundingRect())

    def _edges_at(self, nodes: Iterable[str]) -> set[Edge]:
        project = self._project
        return {edge for node in nodes for edge in (*project.in_edges(node), *project.out_edges(node))}

    def _route_around(self, nodes: Iterable[str]) -> None:
        """Route the edges at some nodes and those that run past them."""
        moved = set(nodes)
        edges = self._edges_at(moved)
        edges.update(e for target in {e.target for e in edges} for e in self._project.in_edges(target))
        rects = [self._nodes[node].rect() for node in moved]
        for rect in rects if len(rects) <= _FEW else [around(rects)]:
            near = self.items(rect.adjusted(-60, -10, 60, 10))
            edges.update(item.edge for item in near if isinstance(item, EdgeItem))
        self._route(edges)


def _corner(item: NodeItem) -> Point:
    return item.x(), item.y()
