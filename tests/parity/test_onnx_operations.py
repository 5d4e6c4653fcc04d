"""Every operation as ONNX: onnxruntime gives what it gives, or it is refused for a reason."""

from __future__ import annotations

import sys

import numpy as np
import onnxruntime
import pytest
from tests.parity import ops_cases
from tests.parity.test_onnx import run

import layerloom
from layerloom import ops
from layerloom.errors import FileFormatError
from layerloom.models.onnx_export.primitives import WRITERS
from layerloom.tensors import Primitive, Tensor

onnxruntime.set_default_logger_severity(3)

#: What is refused, by the beginning of the case's name, for the reasons behind it.
REFUSED = {
    "no operator of ONNX": (
        "nextafter", "view", "unique", "ctc_",
    ),
    "no complex numbers": ("angle", "conj", "real", "imag", "polar"),
    "no decompositions of matrices": (
        "cholesky_inverse", "pinv", "lstsq", "matrix_rank", "svd", "eig", "qr", "lu_factor", "norm of matrices nuc",
        "norm of matrices 2", "norm of matrices -2",
    ),
    "code that runs on values": (
        "jvp", "while_loop of a list", "fori_loop", "trapezoid at places",
    ),
    "sizes along the batch": ("corrcoef",),
}  # fmt: skip
#: What cannot stand in a model whose batch is open.
NO_MODELS = ("empty_like", "diagflat", "vander rising", "correlate", "fft2", "ifft2")
GROUPS = ("ELEMENTWISE", "REDUCTIONS", "SHAPES", "ALGEBRA", "SIGNALS", "LOOPS")


def flat(found):
    found = list(found.values()) if isinstance(found, dict) else found
    return [part for item in found for part in flat(item)] if isinstance(found, (list, tuple)) else [found]


def told(call, arguments, path):
    """Returns what onnxruntime and the library give."""
    inputs = [layerloom.Input(array.shape[1:], dtype=array.dtype.name) for array in arguments]
    layerloom.Model(inputs, flat(call(ops, *inputs))).export(path)
    return run(path, list(arguments)), flat(call(ops, *map(Tensor, arguments)))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("group", GROUPS)
def test_operations_give_the_same_numbers_or_are_refused(group, tmp_path):
    beyond = tuple(start for names in REFUSED.values() for start in names)
    wrong = []
    for name, (call, arguments, _) in getattr(ops_cases, group).items():
        if not arguments or name.startswith(NO_MODELS):
            continue
        try:
            pairs = list(zip(*told(call, arguments, tmp_path / "m.onnx"), strict=True))
        except FileFormatError as error:
            if not name.startswith(beyond):
                wrong.append((name, str(error)))
            continue
        for found, expected in pairs:
            array = np.asarray(expected)
            if found.shape != array.shape or not np.allclose(found, array, 3e-5, 3e-5, equal_nan=True):
                wrong.append((name, found, array))
    assert not wrong


def test_writers_are_those_of_primitives():
    """Each stands under the name of one primitive, which is no other's."""
    by_name: dict[str, set[int]] = {}
    for module in [found for name, found in sys.modules.items() if name.startswith("layerloom.")]:
        for item in vars(module).values():
            if isinstance(item, Primitive):
                by_name.setdefault(item.name, set()).add(id(item))
    assert {name: len(by_name.get(name, ())) for name in WRITERS} == dict.fromkeys(WRITERS, 1)
