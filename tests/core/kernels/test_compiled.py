"""Compiled kernels compute what their twins in plain NumPy compute."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

from layerloom.kernels import compiled
from layerloom.kernels.compiled import loading
from layerloom.kernels.winograd import winograd_gradient, winograd_weights


def pair(family: str) -> tuple[Any, Any]:
    return loading._loops(family), loading._plain(family)


def numbers(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape, dtype="float32")


@pytest.mark.parametrize("family", compiled.FAMILIES)
def test_twins_have_the_same_functions_and_arguments(family: str) -> None:
    loops, plain = pair(family)
    kernels = {name: f.py_func for name, f in vars(loops).items() if getattr(f, "nopython_signatures", None)}
    kernels = {
        name: f
        for name, f in kernels.items()
        if not name.startswith("_")
        and f.__module__ == loops.__name__  # parts of kernels stand in other files
    }
    assert kernels
    for name, function in kernels.items():
        twin = getattr(plain, name)
        assert len(inspect.signature(twin).parameters) == len(inspect.signature(function).parameters), name


#: Sizes of images and kernels, steps, dilation and pooling.
CONVOLUTIONS = [
    ((3, 9, 8, 5), (3, 3, 4), (1, 1), (1, 1), (2, 2)),
    ((2, 9, 9, 1), (3, 3, 17), (1, 1), (1, 1), (2, 2)),
    ((2, 11, 12, 2), (3, 2, 5), (1, 2), (1, 1), (3, 2)),
    ((2, 12, 11, 3), (2, 3, 6), (1, 1), (2, 1), (2, 3)),
    ((2, 6, 5, 7), (1, 1, 9), (1, 1), (1, 1), (1, 1)),
]


@pytest.mark.parametrize("relu", [0, 1])
@pytest.mark.parametrize("family", ["convolution", "direct"])
@pytest.mark.parametrize("images, kernel, steps, dilation, pool", CONVOLUTIONS)
def test_convolution(
    images: Any, kernel: Any, steps: Any, dilation: Any, pool: Any, family: str, relu: int
) -> None:
    kh, kw, filters = kernel
    sizes = [
        (n - (k - 1) * d - 1) // s + 1
        for n, k, s, d in zip(images[1:3], (kh, kw), steps, dilation, strict=True)
    ]
    geometry = np.array([kh, kw, *steps, *dilation, *sizes, *pool, relu], np.int64)
    x, depth = numbers(*images), kh * kw * images[3]
    w, bias = numbers(depth, filters, seed=1), numbers(filters, seed=2)
    count, rows, columns = images[0], sizes[0] // pool[0], sizes[1] // pool[1]
    found = []
    for ops in pair(family):
        scratch = np.empty(4000, np.float32)
        y, z = (
            np.empty((count, rows, columns, filters), np.float32),
            np.empty((count, *sizes, filters), np.float32),
        )
        arg = np.empty(y.shape, np.uint8)
        ops.forward(x, w, bias, geometry, z, scratch)
        ops.pool_forward(x, w, bias, geometry, y, arg, scratch)
        alone = np.empty_like(y)
        ops.pool_forward(x, w, bias, geometry, alone, arg[:0], scratch)
        np.testing.assert_array_equal(alone, y)
        dz, dy = numbers(*z.shape, seed=3), numbers(*y.shape, seed=4)
        dw, dp = np.empty_like(w), np.empty_like(w if family == "direct" else w.T, order="C")
        db, dq = np.empty_like(bias), np.empty_like(bias)
        ops.weight_gradient(x, dz, geometry, dw, db, scratch)
        places, slopes = np.empty(rows * columns + 4, np.int64), np.empty(rows * columns + 4, np.float32)
        ops.pool_weight_gradient(x, y, arg, dy, geometry, dp, dq, places, slopes)
        found.append([y, z, dw, db, dp, dq, np.where(y > 0, arg, 0)])
        if family == "convolution":
            dx, dv = np.empty_like(x), np.empty_like(x)
            ops.input_gradient(dz, w, geometry, dx, scratch)
            area = pool[0] * pool[1]
            lists = (
                np.empty((area + 1, filters + area + 4), np.int64),
                np.empty((area + 1, filters + 4), np.float32),
            )
            ops.pool_input_gradient(y, arg, dy, np.ascontiguousarray(w.T), geometry, dv, *lists)
            found[-1] += [dx, dv]
    for ours, wanted in zip(*found, strict=True):
        np.testing.assert_allclose(ours, wanted, 1e-4, 1e-4)


@pytest.mark.parametrize("relu", [0, 1])
@pytest.mark.parametrize(
    "images, filters", [((3, 8, 7, 5), 4), ((2, 5, 10, 17), 18), ((1, 4, 4, 3), 2), ((2, 7, 7, 4), 3)]
)
def test_winograd(images: Any, filters: int, relu: int) -> None:
    count, height, width, channels = images
    sizes = height - 2, width - 2
    geometry = np.array([3, 3, 1, 1, 1, 1, *sizes, 2, 2, relu], np.int64)
    x, w, bias = numbers(*images), numbers(9, channels, filters, seed=1), numbers(filters, seed=2)
    weights = winograd_weights(w.reshape(9, -1)).reshape(16, channels, filters)
    z = np.empty((count, *sizes, filters), np.float32)
    y = np.empty((count, sizes[0] // 2, sizes[1] // 2, filters), np.float32)
    dz, found = numbers(*z.shape, seed=3), []
    for ops in pair("winograd"):
        scratch, arg = np.empty(9000, np.float32), np.empty(y.shape, np.uint8)
        dw, db, dx = np.empty_like(weights), np.empty_like(bias), np.empty_like(x)
        alone = np.empty_like(dw), np.empty_like(dx)
        ops.forward(x, weights, bias, geometry, z, scratch)
        ops.pool_forward(x, weights, bias, geometry, y, arg[:0], scratch)
        ops.pool_forward(x, weights, bias, geometry, y, arg, scratch)
        ops.gradients(x, dz, weights, dw, db, dx, scratch)
        ops.gradients(x, dz, weights, alone[0], db, dx[:0], scratch)
        ops.gradients(x, dz, weights, dw[:0], db, alone[1], scratch)
        found.append([z.copy(), y.copy(), np.where(y > 0, arg, 0), dw, db, dx, *alone])
    for ours, wanted in zip(*found, strict=True):
        np.testing.assert_allclose(ours, wanted, 1e-4, 1e-4)
    usual, _ = pair("convolution")
    dw, db, dx, scratch = (
        np.empty((9 * channels, filters), np.float32),
        np.empty_like(bias),
        np.empty_like(x),
        np.empty(4000, np.float32),
    )
    usual.forward(x, w.reshape(-1, filters), bias, geometry, z, scratch)
    usual.weight_gradient(x, dz, geometry, dw, db, scratch)
    usual.input_gradient(dz, w.reshape(-1, filters), geometry, dx, scratch)
    given = winograd_gradient(found[0][3].reshape(16, -1)).reshape(dw.shape)
    for ours, wanted in zip((found[0][0], given, *found[0][4:6]), (z, dw, db, dx), strict=True):
        np.testing.assert_allclose(ours, wanted, 1e-4, 1e-4)


@pytest.mark.parametrize("mode, through, relu", [(0, 2, 0), (1, 0, 1), (2, 1, 0)])
@pytest.mark.parametrize(
    "images, filters, size, dilation",
    [((3, 5, 6, 4), 7, 3, 1), ((2, 7, 8, 18), 33, 3, 2), ((5, 4, 4, 20), 40, 2, 1)],
)
def test_separable(
    images: Any, filters: int, size: int, dilation: int, mode: int, through: int, relu: int
) -> None:
    count, rows, columns, channels = images
    span = (size - 1) * dilation
    low, padded, group = span // 2, (rows + span, columns + span), 2
    moves = [size, size, dilation, dilation, low, low, *padded, span - low, span - low, *padded, group, mode]
    there, back = np.array([*moves, relu, through]), np.array([*moves, 0, through])
    x, wd, wp = numbers(*images), numbers(size * size, channels, seed=1), numbers(channels, filters, seed=2)
    before, after = numbers(4, 32, seed=3), numbers(5, 48, seed=4)
    dy, found = numbers(count, rows, columns, filters, seed=5), []
    for ops in pair("separable"):
        scratch = np.zeros(4 * padded[0] * padded[1] * (channels + filters) + 100, np.float32)
        y, shift, sums, slopes = (
            np.empty_like(dy),
            np.zeros(48, np.float32),
            *np.zeros((2, 2, 48), np.float32),
        )
        dwd, dwp, db, dx = (
            np.empty_like(wd),
            np.empty_like(wp),
            np.empty(filters, np.float32),
            np.empty_like(x),
        )
        ops.forward(
            x,
            wd,
            sixteens(wp),
            sixteens(numbers(1, filters)).reshape(-1),
            there,
            before,
            shift,
            y,
            sums,
            scratch,
        )
        given = x, y, dy, wd, sixteens(wp.T), back, before, after, dwd, dwp
        ops.backward(*given, db, dx, slopes, scratch)
        alone = np.empty_like(dwp)
        ops.backward(*given[:-1], alone, db[:0], dx[:0], slopes.copy(), scratch)
        found.append([y, shift, sums, slopes, dwd, dwp, alone, db, dx])
    for ours, wanted in zip(*found, strict=True):
        np.testing.assert_allclose(ours, wanted, 1e-4, 1e-3)


def sixteens(w: np.ndarray) -> np.ndarray:
    """Lays weights (depth, columns) out as (sixteens of columns, depth, 16)."""
    filled = np.pad(w, ((0, 0), (0, -w.shape[1] % 16)))
    return np.ascontiguousarray(filled.reshape(len(w), -1, 16).transpose(1, 0, 2))


#: The numbers of the rules of optimizers, and what they keep.
RULES = [(0.1,), (0.1, 0.9), (0.1, 0.9), (0.01, 0.1, 0.001, 1e-7), (0.01, 0.9, 1e-7)]
KEPT = np.abs(numbers(2, 3000, seed=3))

#: Kernels that work on tables and rows: their arguments, of which those at some places are results.
SIMPLE: dict[str, tuple[str, list[Any]]] = {
    **{f"bias_activate {code}": ("elementwise", [numbers(5, 7), numbers(7), code]) for code in range(4)},
    **{
        f"activation_gradient {code}": (
            "elementwise",
            [numbers(5, 7), np.tanh(numbers(5, 7, seed=1)), code, numbers(5, 7), numbers(7)],
        )
        for code in range(4)
    },
    "drop": ("elementwise", [numbers(40), np.arange(40, dtype=np.uint16) * 1600, 9000, 1.25, numbers(40)]),
    **{
        f"update {code}": (
            "elementwise",
            [numbers(40), numbers(40, seed=1), *KEPT[:, :40], code, np.array(RULES[code], np.float32)],
        )
        for code in range(5)
    },
    **{
        f"update dense {code} {units}": (
            "dense",
            [
                numbers(9, 30),
                numbers(9, units, seed=1),
                *(3, 29, numbers(30 * units, seed=2), *KEPT[:, : 30 * units]),
                *(code, np.array(RULES[code], np.float32)),
            ],
        )
        for code, units in ((0, 1), (1, 33), (2, 32), (3, 70), (4, 5))
    },
    "sparse_crossentropy": (
        "elementwise",
        [numbers(5, 7), np.arange(5), np.abs(numbers(5)), numbers(5, 7), numbers(5, 7)],
    ),
    "scatter": (
        "rows",
        [numbers(6, 7), np.array([4, 1, 4, 9, 2, 4]), np.array([3, 0, 8, 3]), 1, 9, numbers(10, 7, seed=1)],
    ),
    "normalize": (
        "rows",
        [numbers(9, 7), numbers(7), numbers(7, seed=1), 1e-3, numbers(9, 7), numbers(9), numbers(9)],
    ),
    "normalize_gradient": (
        "rows",
        [
            numbers(9, 7),
            numbers(9, 7, seed=1),
            numbers(7),
            numbers(9),
            np.abs(numbers(9, seed=1)),
            numbers(9, 7),
            numbers(7),
            numbers(7),
        ],
    ),
    "soften": ("rows", [numbers(9, 7), 0.3]),
    "soften_gradient": ("rows", [np.abs(numbers(9, 7)), numbers(9, 7, seed=1), 0.3]),
    "moments": ("normalization", [numbers(9, 7), numbers(7), numbers(7), numbers(7)]),
    "scale_shift": ("normalization", [numbers(9, 7), numbers(7), numbers(7, seed=1), True, numbers(9, 7)]),
    "gradient_sums": (
        "normalization",
        [*(numbers(9, 7, seed=s) for s in range(2)), True, *(numbers(7, seed=s) for s in range(6))],
    ),
    "gradient": (
        "normalization",
        [
            *(numbers(9, 7, seed=s) for s in range(2)),
            True,
            *(numbers(7, seed=s) for s in range(6)),
            numbers(9, 7),
        ],
    ),
    **{
        f"group_forward {relu}": (
            "normalization",
            [
                numbers(3, 5, 8),
                numbers(4),
                numbers(4, seed=1),
                1e-3,
                relu,
                numbers(3, 5, 8),
                *numbers(2, 3, 2),
            ],
        )
        for relu in (False, True)
    },
    **{
        f"group_backward {relu} {wanted}": (
            "normalization",
            [
                *(numbers(3, 5, 8), numbers(3, 5, 8, seed=1), numbers(4), numbers(4, seed=1), relu),
                *(numbers(3, 2), np.abs(numbers(3, 2, seed=1)), *numbers(2, 4), numbers(wanted, 5, 8)),
            ],
        )
        for relu, wanted in ((False, 3), (True, 3), (True, 0))
    },
    **{
        f"resample {taps}": (
            "resampling",
            [numbers(2, 6, 5), np.array([0, 2, 1, 3, 0]), numbers(5, taps), numbers(2, 5, 5)],
        )
        for taps in (1, 2, 3)
    },
    "lstm_step": ("recurrent", [numbers(5, 80), numbers(5, 80, seed=1), *numbers(2, 2, 5, 20, seed=2)]),
    "lstm_step_back": (
        "recurrent",
        [np.tanh(numbers(5, 80)), numbers(2, 5, 20), numbers(5, 20, seed=1), numbers(5, 20, seed=2)],
    ),
    "forward": (
        "depthwise",
        [numbers(2, 8, 9, 5), numbers(6, 5), np.array([3, 2, 1, 1, 2, 1]), numbers(2, 4, 8, 5)],
    ),
    "weight_gradient": (
        "depthwise",
        [numbers(2, 8, 9, 5), numbers(2, 4, 8, 5), np.array([3, 2, 1, 1, 2, 1]), numbers(6, 5)],
    ),
}


@pytest.mark.parametrize("name", SIMPLE)
def test_simple_kernels(name: str) -> None:
    family, given = SIMPLE[name]
    results = []
    for ops in pair(family):
        arguments = [a.copy() if isinstance(a, np.ndarray) else a for a in given]
        returned = getattr(ops, name.split(maxsplit=1)[0])(*arguments)
        results.append([returned, *arguments])
    for ours, wanted in zip(*results, strict=True):
        if wanted is not None:
            np.testing.assert_allclose(ours, wanted, 2e-5, 2e-6)


@pytest.mark.parametrize("tile", [1, 3])
def test_settling_a_normalization(tile: int) -> None:
    counts, shifts, moments = np.array([7, 0, 5]), numbers(3, 5), numbers(3, 2, 5 * tile, seed=1)
    moments[:, 1] = 40 + moments[:, 1]
    gamma, beta, sums, found = numbers(5, seed=2), numbers(5, seed=3), numbers(3, 2, 5 * tile, seed=4), []
    for ops in pair("normalization"):
        constants, fixed = np.zeros((5, 16), np.float32), np.zeros((4, 5 * tile), np.float32)
        mean, slopes, shares = np.zeros((2, 5), np.float32), np.zeros((2, 5), np.float32), fixed[:2].copy()
        given = gamma, beta, np.float32(1e-3), 5 * tile, mean, constants, fixed
        ops.settle(counts, shifts, moments, *given)
        kept = constants.copy()
        ops.settle_back(sums, 5 * tile, np.float32(12), slopes, constants, shares)
        found.append([mean, kept, fixed, slopes, constants, shares])
    for ours, wanted in zip(*found, strict=True):
        np.testing.assert_allclose(ours, wanted, 2e-5, 2e-5)


@pytest.mark.parametrize("mode", [0, 1, 2], ids=["alone", "normalized", "normalized, relu"])
@pytest.mark.parametrize(
    "sizes", [(3, 2, 2, 3, 1, 0, 4, 3), (3, 3, 2, 2, 1, 1, 4, 4), (2, 2, 3, 3, 0, 0, 3, 2)], ids=str
)
@pytest.mark.parametrize("channels", [5, 16, 21])
def test_max_pooling(channels: int, sizes: tuple[int, ...], mode: int) -> None:
    x, before = numbers(2, 8, 7, channels), numbers(4, -(-channels // 16) * 16, seed=1)
    geometry, outputs, found = np.array([*sizes[:6], mode]), (2, *sizes[6:], channels), []
    for ops in pair("pooling"):
        y, arg, dx = np.empty(outputs, np.float32), np.empty(outputs, np.uint8), np.empty_like(x)
        sums = np.zeros((2, before.shape[1]), np.float32)
        ops.max_forward(x, geometry, before, y, arg)
        ops.max_backward(numbers(*outputs, seed=2), arg, geometry, x, before, dx, sums)
        found.append([y, arg, dx, sums[:, :channels]])
    for ours, wanted in zip(*found, strict=True):
        np.testing.assert_allclose(ours, wanted, 2e-5, 2e-5)


@pytest.mark.parametrize("code", range(4, 19))
def test_activations(code: int) -> None:
    x = np.concatenate([np.linspace(-12, 12, 301), [-1e-3, 1e-3, -1e4, np.nan]]).astype("float32")
    found = []
    for ops in pair("nonlinear"):
        y, dx = np.empty_like(x), np.empty_like(x)
        ops.activate(x, y, code, 1.5)
        ops.activate_gradient(x, y, numbers(len(x)), dx, code, 1.5)
        found.append([y, dx])
    for ours, wanted in zip(*found, strict=True):
        np.testing.assert_allclose(ours, wanted, 1e-5, 2e-6)
    assert np.isnan(found[0][0][-1])


@pytest.mark.parametrize("chained", [False, True], ids=["from zeros", "between others"])
@pytest.mark.parametrize("whole", [True, False], ids=["all steps", "last step"])
@pytest.mark.parametrize("name, gates", [("lstm", 4), ("gru", 3)])
def test_recurrence(name: str, gates: int, whole: bool, chained: bool) -> None:
    x, w, u = numbers(5, 6, 3), numbers(3, gates * 4, seed=1), numbers(4, gates * 4, seed=2)
    bias, dy = (
        numbers(*([16] if name == "lstm" else [2, 12]), seed=3),
        numbers(5, 6 if whole else 1, 4, seed=4),
    )
    found = []
    for ops in pair("recurrent"):
        second = (7, 5, 4) if name == "lstm" else (6, 5, 12)
        kept = [np.zeros(shape, np.float32) for shape in ((6, 5, 3), (6, 5, gates * 4), (7, 5, 4), second)]
        ends = numbers(gates - 2, 5, 4, seed=5)[: None if chained else 0]
        if chained:
            kept[2][0], kept[3][0] = numbers(5, 4, seed=6), numbers(*second[1:], seed=7)
        y, dw, du, db, dx = (np.empty_like(a) for a in (dy, w, u, bias, x))
        getattr(ops, f"{name}_forward")(x, w, u, bias, *kept, y)
        getattr(ops, f"{name}_backward")(dy, w, u, *kept, dw, du, db, dx, ends)
        found.append([y, dw, du, db, dx, ends])
    for ours, wanted in zip(*found, strict=True):
        np.testing.assert_allclose(ours, wanted, 1e-4, 1e-5)


@pytest.mark.parametrize("family", ["convolution", "direct"])
def test_nan_passes_through_pooling_and_relu(family: str) -> None:
    x = numbers(1, 6, 6, 2)
    x[0, 1, 1] = np.nan
    geometry = np.array([3, 3, 1, 1, 1, 1, 4, 4, 2, 2, 1], np.int64)
    y, arg = np.empty((1, 2, 2, 3), np.float32), np.empty((1, 2, 2, 3), np.uint8)
    loading._loops(family).pool_forward(
        x, numbers(18, 3), numbers(3), geometry, y, arg, np.empty(4000, np.float32)
    )
    assert np.isnan(y[0, 0, 0]).all()
