"""Says which layers and templates a plan covers, and what of them runs as it is, as one of its steps.

    LAYERLOOM_KERNELS=plain python tests/benchmarks/planned.py

Every layer stands in the small network of ``tests/core/plan/test_every_layer.py``; a line is printed where a plan has
no kernels for something, and one for every template.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "core"), str(ROOT)]

import layerloom as keras  # noqa: E402
from layerloom.models.plan import plans_of  # noqa: E402


def main() -> None:
    """Prints the lines."""
    from tests.core.contract.test_layers import data_for
    from tests.core.plan.test_every_layer import CASES, net, shape_of

    warnings.simplefilter("ignore")
    for case in CASES:
        entry, options = case.values
        model = net(entry, options)
        model.train_on_batch(data_for(shape_of(entry)), np.arange(3))
        if found := left_out(model):
            print(f"{case.id}: {', '.join(found)}")
    for path in sorted((ROOT / "assets" / "templates").glob("*.json")):
        model = keras.models.model_from_json(path.read_text("utf-8"))
        model.compile("sgd", "mse")
        x, y = ([sample(tensor) for tensor in ends] for ends in (model.inputs, model.outputs))
        model.train_on_batch(x if len(x) > 1 else x[0], y if len(y) > 1 else y[0])
        print(f"template {path.stem}: {', '.join(left_out(model)) or 'all of it'}")


def left_out(model: Any) -> list[str]:
    """Returns the layers that run as they are, or that there is no plan."""
    plan = plans_of(model).plan("train")
    if plan is None:
        return ["no plan"]
    return [type(s.node.operation).__name__ for s in plan.steps if type(s).__name__ == "EagerStep"]


def sample(tensor: Any) -> np.ndarray:
    """Returns three random samples for an input or an output."""
    shape = (3, *(size or 4 for size in tensor.shape[1:]))
    return np.random.default_rng(0).standard_normal(shape, dtype="float32")


if __name__ == "__main__":
    main()
