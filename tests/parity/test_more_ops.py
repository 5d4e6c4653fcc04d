"""Operations that Keras takes over from NumPy: the values of real Keras, and gradients by differences."""

import keras as real
import numpy as np
import pytest

from layerloom import ops
from layerloom.tensors import Tensor, check_gradients

RNG = np.random.default_rng(9)
A = RNG.standard_normal((3, 4)).astype("float32")
S = (A[:, :3] @ A[:, :3].T + 3 * np.eye(3)).astype("float32")
B = RNG.standard_normal((3, 2)).astype("float32")
V = RNG.standard_normal(4).astype("float32")
IDS = np.array([0, 1, 0])

#: Name -> (call by the module, arguments, whether it has a gradient).
CASES = {
    "sort": (lambda m, x: m.sort(x, axis=1), (A,), True),
    "argsort": (lambda m, x: m.argsort(x, axis=0), (A,), False),
    "top_k": (lambda m, x: m.top_k(x, 2)[0], (A,), True),
    "top_k indices": (lambda m, x: m.top_k(x, 2)[1], (A,), False),
    "in_top_k": (lambda m, x: m.in_top_k(np.array([0, 1, 2]), x, 2), (A,), False),
    "median": (lambda m, x: m.median(x, axis=1), (A,), True),
    "quantile": (lambda m, x: m.quantile(x, [0.2, 0.7], axis=0), (A,), True),
    "searchsorted": (lambda m, x: m.searchsorted(np.array([-1.0, 0.0, 1.0], "float32"), x), (V,), False),
    "digitize": (lambda m, x: m.digitize(x, np.array([-1.0, 0.0, 1.0], "float32")), (A,), False),
    "ravel": (lambda m, x: m.ravel(x), (A,), True),
    "tril": (lambda m, x: m.tril(x, k=-1), (A,), True),
    "triu": (lambda m, x: m.triu(x, k=1), (A,), True),
    "diagonal": (lambda m, x: m.diagonal(x, offset=1), (A,), True),
    "diag of a vector": (lambda m, x: m.diag(x, k=1), (V,), True),
    "trace": (lambda m, x: m.trace(x), (A,), True),
    "hstack": (lambda m, x: m.hstack([x, x]), (A,), True),
    "vstack": (lambda m, x: m.vstack([x, x]), (A,), True),
    "vdot": (lambda m, x: m.vdot(x, x), (A,), True),
    "inner": (lambda m, x: m.inner(x, x), (A,), True),
    "kron": (lambda m, x, y: m.kron(x, y), (S, B), True),
    "inv": (lambda m, x: m.inv(x), (S,), True),
    "det": (lambda m, x: m.det(x), (S,), True),
    "solve": (lambda m, x, y: m.solve(x, y), (S, B), True),
    "cholesky": (lambda m, x: m.cholesky((x + m.transpose(x)) / 2), (S,), True),
    "arcsinh": (lambda m, x: m.arcsinh(x), (A,), True),
    "arccosh": (lambda m, x: m.arccosh(x), (np.abs(A) + 1.5,), True),
    "arctanh": (lambda m, x: m.arctanh(x), (np.tanh(A) * 0.8,), True),
    "cbrt": (lambda m, x: m.cbrt(x), (np.abs(A) + 0.5,), True),
    "exp2": (lambda m, x: m.exp2(x), (A,), True),
    "sinc": (lambda m, x: m.sinc(x), (A,), True),
    "hypot": (lambda m, x, y: m.hypot(x, y), (A, A * 2 + 1), True),
    "deg2rad": (lambda m, x: m.deg2rad(x), (A,), True),
    "ptp": (lambda m, x: m.ptp(x, axis=1), (A,), True),
    "average": (lambda m, x: m.average(x, axis=1, weights=V), (A,), True),
    "cumprod": (lambda m, x: m.cumprod(x, axis=1), (np.abs(A) + 0.5,), True),
    "nan_to_num": (lambda m, x: m.nan_to_num(x), (np.array([1, np.nan, np.inf], "float32"),), False),
    "isclose": (lambda m, x: m.isclose(x, x + 1e-9), (A,), False),
    "select": (lambda m, x: m.select([x > 1, x > 0], [x * 10, x * 5], -1.0), (A,), True),
    "fliplr": (lambda m, x: m.fliplr(x), (A,), True),
    "scan": (lambda m, x: m.scan(lambda c, r: (c + r, c * r), x[0], x)[1], (A,), True),
    "while_loop": (lambda m, x: m.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * 2), (0, x))[1], (A,), True),
    "fori_loop": (lambda m, x: m.fori_loop(0, 3, lambda i, y: y + x, x), (A,), True),
    "cond": (lambda m, x: m.cond(True, lambda: x * 2, lambda: x), (A,), True),
    "map": (lambda m, x: m.map(lambda row: row * 2, x), (A,), True),
    "slice": (lambda m, x: m.slice(x, [1, 0], [2, 3]), (A,), True),
    "slice_update": (lambda m, x, y: m.slice_update(x, [0, 1], y), (A, B), True),
    "scatter_update": (lambda m, x: m.scatter_update(x, [[0, 1], [2, 2]], x[0, :2]), (A,), True),
    "scatter": (lambda m, x: m.scatter([[0], [2], [0]], x, (4, 4)), (A,), True),
    "segment_sum": (lambda m, x: m.segment_sum(x, IDS, 3), (A,), True),
    "segment_max": (lambda m, x: m.segment_max(x, IDS, 2), (A,), False),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_values_are_those_of_keras(name):
    call, arguments, _ = CASES[name]
    expected = np.asarray(call(real.ops, *map(real.ops.convert_to_tensor, arguments)))
    found = np.asarray(call(ops, *map(Tensor, arguments)))
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-5)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[2]])
def test_gradient(name):
    call, arguments, _ = CASES[name]
    check_gradients(lambda *xs: call(ops, *xs), *arguments)
