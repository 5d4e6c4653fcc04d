"""Every kind of edit that the window can make, chosen by a word and a number: for tests that edit without a plan."""

from __future__ import annotations

from layerloom.graph import Ref
from layerloom_studio.document import Edit, Project
from layerloom_studio.document.advice import all_problems
from layerloom_studio.document.arranging import align, distribute
from layerloom_studio.document.building import (
    before,
    chain,
    insertion,
    joining,
    missing_input,
    moved_and_connected,
    splice,
    unspliceable,
)
from layerloom_studio.document.bypass import toggling
from layerloom_studio.document.chain import Piece, parse_chain
from layerloom_studio.document.clipboard import copy_text, paste_edit
from layerloom_studio.document.content import DIRECTION, Content
from layerloom_studio.document.direction import DOWN, RIGHT
from layerloom_studio.document.edits import (
    Disconnect,
    EditError,
    Group,
    MoveNodes,
    Rename,
    ReplaceAll,
    SetConfig,
    SetOutputs,
    SetSettings,
)
from layerloom_studio.document.formulas import setting_formula, setting_variables
from layerloom_studio.document.freezing import freezing
from layerloom_studio.document.layer_code import setting_code
from layerloom_studio.document.layout import layered_layout
from layerloom_studio.document.nesting import grouping, repeating, ungrouping
from layerloom_studio.document.notes import adding_note, moving_note, pointing_note, rewriting_note
from layerloom_studio.document.repairs import repairs
from layerloom_studio.document.taking_out import taking_out
from layerloom_studio.document.wiring import appending, connection, removal

CHAINS = ("in 12x12x2", "conv 3 > relu", "pool > flat > d 4", "bn", "conv 2 5 same", "add", "drop .1 > d 3")
CODES = (
    "Dense(7, activation='relu', name='coded')",
    "Conv2D(4, 3, padding='same')",
    "Dropout(0.5)",
    "Activation('tanh')",
)
CLASSES = ("Dropout", "Flatten", "MaxPooling2D", "Conv2D", "Add", "InputLayer")
NAMES = ("dense", "hidden", "a b", "x", "head")
LARGEST = 60  # nodes; more make the tests slow and find no more

KINDS = [
    "chain",
    "append",
    "insert",
    "splice",
    "connect",
    "disconnect",
    "remove",
    "remove_plain",
    "configure",
    "several",
    "rename",
    "move",
    "arrange",
    "layout",
    "paste",
    "output",
    "settings",
    "repair",
    "input",
    "group",
    "ungroup",
    "repeat",
    "bypass",
    "clear",
    "note",
    "note_moved",
    "note_rewritten",
    "before",
    "attach",
    "formula",
    "variables",
    "freeze",
    "join",
    "losses",
    "direction",
    "code",
    "note_pointed",
    "take_out",
]


def planned(project: Project, kind: str, number: int) -> Edit | None:
    """Return an edit of a kind, `None` where the drawing has no place for it.

    Args:
        project: The document.
        kind: One of `KINDS`.
        number: Chooses the place and the values.
    """
    try:
        return _planned(project, kind, number)
    except EditError:
        return None


def check_sound(project: Project) -> None:
    """Check what holds of every drawing, however it came about."""
    architecture = project.architecture
    assert set(project.positions) == set(architecture.nodes)
    assert {node.layer for node in architecture.nodes.values()} == set(architecture.layers)
    assert all(name == spec.name for name, spec in architecture.layers.items())
    edges = list(project.edges())
    assert all(edge.source in architecture.nodes for edge in edges)
    assert all(ref.node in architecture.nodes for ref in architecture.outputs)
    assert {e for node in architecture.nodes for e in project.out_edges(node)} == set(edges)


def _planned(project: Project, kind: str, number: int) -> Edit | None:
    nodes, edges = list(project.architecture.nodes), list(project.edges())
    first, second = (nodes[number % len(nodes)], nodes[number // 7 % len(nodes)]) if nodes else ("", "")
    some = nodes[number % len(nodes) :][: 1 + number % 4] if nodes else []
    if kind == "settings":
        return SetSettings("training", {**project.training, "seed": number % 9})
    if kind == "input":
        return missing_input(project, (8, 8, 1)) if not project.architecture.inputs else None
    if kind in ("chain", "append", "paste", "repeat") and len(nodes) > LARGEST:
        return None
    if kind == "chain":
        return chain(
            project, parse_chain(CHAINS[number % len(CHAINS)]), [None, [], some[:2]][number % 3]
        ).edit
    if kind == "append":
        return appending(project, CLASSES[number % len(CLASSES)], some)
    if kind == "clear":
        return ReplaceAll(Content()) if number % 23 == 0 else None
    if not nodes:
        return None
    if edges and kind in ("insert", "splice", "disconnect"):
        edge = edges[number % len(edges)]
        if kind == "disconnect":
            return Disconnect((edge,))
        if kind == "insert":
            return insertion(project, Piece(CLASSES[number % len(CLASSES)]), edge).edit
        return None if unspliceable(project, first, edge) else splice(project, first, edge, (0.0, 120.0))
    if kind == "repair":
        problems = all_problems(project)
        found = repairs(project, problems[number % len(problems)]) if problems else []
        return found[number % len(found)].edit if found else None
    pair = [edges[number % len(edges)].source, edges[number % len(edges)].target] if edges else some
    block = pair if number % 3 else some
    models = [node for node in nodes if project.spec(node).is_model] or [first]
    notes = len(project.notes)
    if kind in ("note_moved", "note_rewritten", "note_pointed") and not notes:
        return None
    plans = {
        "connect": lambda: connection(project, Ref(first), second).edit,
        "remove": lambda: removal(project, some),
        "remove_plain": lambda: removal(project, some, heal=False),
        "configure": lambda: SetConfig(project.spec(first).name, {"units": 1 + number % 64}),
        "several": lambda: Group(
            tuple(SetConfig(project.spec(node).name, {"trainable": bool(number % 2)}) for node in some)
        ),
        "rename": lambda: Rename(project.spec(first).name, NAMES[number % len(NAMES)]),
        "move": lambda: MoveNodes({first: (float(number % 50 * 12), float(number % 70 * 12))}),
        "arrange": lambda: MoveNodes(_arranged(project, some, number)),
        "layout": lambda: MoveNodes(layered_layout(nodes, [(edge.source, edge.target) for edge in edges])),
        "paste": lambda: paste_edit(copy_text(project, some), shift=(24.0, 24.0)),
        "output": lambda: SetOutputs((Ref(first),)),
        "note": lambda: adding_note(project, f"note {number}", (float(number), 0.0)),
        "note_moved": lambda: moving_note(
            project, number % notes, (float(number % 300), float(number % 500))
        ),
        "note_rewritten": lambda: rewriting_note(project, number % notes, ("other", "", "a\nb")[number % 3]),
        "note_pointed": lambda: pointing_note(
            project, number % notes, ("", project.spec(first).name)[number % 2]
        ),
        "take_out": lambda: taking_out(project, {node: (float(number % 300), 0.0) for node in some}),
        "before": lambda: before(project, Piece(CLASSES[number % len(CLASSES)]), first, (0.0, 0.0)).edit,
        "attach": lambda: moved_and_connected(project, first, (float(number % 400), 0.0), Ref(second), first),
        "variables": lambda: setting_variables(project, {"width": 1 + number % 50}),
        "formula": lambda: setting_formula(
            project, [project.spec(first).name], "units", f"{1 + number % 4} * width"
        ),
        "freeze": lambda: freezing(project, [project.spec(node).name for node in some]),
        "join": lambda: joining(project, Ref(first), second, ("Add", "Concatenate")[number % 2]).edit,
        "losses": lambda: SetSettings("training", {**project.training, **_losses(project, number)}),
        "direction": lambda: SetSettings(DIRECTION, (RIGHT, DOWN)[number % 2]),
        "code": lambda: setting_code(project, project.spec(first).name, CODES[number % len(CODES)]),
        "group": lambda: grouping(project, block),
        "ungroup": lambda: ungrouping(project, models[number % len(models)]),
        "repeat": lambda: repeating(project, block, 2 + number % 2),
        "bypass": lambda: toggling(project, [project.spec(node).name for node in some]),
    }
    return plans[kind]() if kind in plans else None


def _losses(project: Project, number: int) -> dict[str, dict[str, object]]:
    names = [project.architecture.nodes[ref.node].layer for ref in project.architecture.outputs]
    return {
        "output_losses": dict.fromkeys(names, ("mse", "mae")[number % 2]),
        "loss_weights": dict.fromkeys(names[:1], number % 5 / 2),
    }


def _arranged(project: Project, some: list[str], number: int) -> dict[str, tuple[float, float]]:
    places = {node: project.positions[node] for node in some}
    return align(places, "left") if number % 2 else distribute(places, "down")
