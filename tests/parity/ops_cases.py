"""Calls of operations as one table: name -> (call by the module, arguments, whether it has a gradient)."""

from __future__ import annotations

from typing import Any

import numpy as np

RNG = np.random.default_rng(9)
A = RNG.standard_normal((3, 4)).astype("float32")
P = np.abs(A) + np.float32(0.5)
U = np.tanh(A) * np.float32(0.8)
B = RNG.standard_normal((3, 4)).astype("float32")
V = RNG.standard_normal(4).astype("float32")
W = RNG.standard_normal(6).astype("float32")
S = (A[:, :3] @ A[:, :3].T + 3 * np.eye(3)).astype("float32")
M = RNG.standard_normal((2, 4, 3)).astype("float32")
Q = RNG.standard_normal((2, 3, 3)).astype("float32") + 2 * np.eye(3, dtype="float32")
R = RNG.standard_normal((3, 2)).astype("float32")
NAN = A.copy()
NAN[0, 1] = NAN[2, :2] = np.nan
LONE = NAN.copy()
LONE[1] = np.nan
I = RNG.integers(0, 50, (3, 4)).astype("int32")  # noqa: E741
J = RNG.integers(1, 6, (3, 4)).astype("int32")
IDS = np.array([0, 2, 0])
IMAGES = RNG.standard_normal((2, 4, 6, 8)).astype("float32")
SIGNAL = RNG.standard_normal((2, 40)).astype("float32")
PAIR = (A, B)
LOGITS = RNG.standard_normal((3, 7, 5)).astype("float32") * 2
TARGET = np.array([[1, 2, 2, 0], [3, 1, 0, 0], [4, 4, 1, 2]], "int32")
TARGETS, STEPS = np.array([3, 2, 4], "int32"), np.array([7, 5, 7], "int32")


def _sym(m: Any, x: Any) -> Any:
    return x + m.swapaxes(x, -1, -2)


ELEMENTWISE = {
    "fabs": (lambda m, x: m.fabs(x), (A,), True),
    "fmax": (lambda m, x, y: m.fmax(x, y), (A, B), True),
    "fmin of nan": (lambda m, x, y: m.fmin(x, y), (NAN, B), False),
    "fmod": (lambda m, x, y: m.fmod(x, y), (A * 4, P), True),
    "ldexp": (lambda m, x: m.ldexp(x, np.array([1, 2, -1, 0])), (A,), True),
    "logaddexp2": (lambda m, x, y: m.logaddexp2(x, y), (A, B), True),
    "nextafter": (lambda m, x, y: m.nextafter(x, y), (A, B), False),
    "isposinf": (lambda m, x: m.isposinf(x), (np.array([np.inf, -np.inf, 1.0], "float32"),), False),
    "isneginf": (lambda m, x: m.isneginf(x), (np.array([np.inf, -np.inf, 1.0], "float32"),), False),
    "erfinv": (lambda m, x: m.erfinv(x), (U,), True),
    "i0": (lambda m, x: m.i0(x), (A,), True),
    "linspace of tensors": (lambda m, x, y: m.linspace(x, y, 5, axis=1), (A, B), True),
    "linspace to a number": (lambda m, x: m.linspace(x, 2.0, 4, endpoint=False), (A,), True),
    "logspace of tensors": (lambda m, x, y: m.logspace(x, y, 3, base=2.0), (A, B), True),
    "geomspace of tensors": (lambda m, x, y: m.geomspace(x, y, 4), (P, P + 1), True),
    "meshgrid of tensors": (lambda m, x, y: m.meshgrid(x[0], y), (A, W), True),
    "meshgrid in order": (lambda m, x, y: m.meshgrid(x[0], y, x[1], indexing="ij"), (A, W), True),
    "bartlett": (lambda m: m.bartlett(7), (), False),
    "blackman": (lambda m: m.blackman(7), (), False),
    "hamming": (lambda m: m.hamming(7), (), False),
    "hanning": (lambda m: m.hanning(7), (), False),
    "kaiser": (lambda m: m.kaiser(7, 3.0), (), False),
    "bitwise_not": (lambda m, x: m.bitwise_not(x), (I,), False),
    "bitwise_invert": (lambda m, x: m.bitwise_invert(x), (I,), False),
    "bitwise_left_shift": (lambda m, x, y: m.bitwise_left_shift(x, y), (I, J), False),
    "right_shift": (lambda m, x, y: m.right_shift(x, y), (I, J), False),
    "gcd": (lambda m, x, y: m.gcd(x, y), (I, J), False),
    "lcm": (lambda m, x, y: m.lcm(x, y), (I, J), False),
    "angle": (lambda m, x: m.angle(m.view_as_complex(x)), (A.reshape(3, 2, 2),), False),
    "conj": (lambda m, x: m.view_as_real(m.conj(m.view_as_complex(x))), (A.reshape(3, 2, 2),), False),
    "real": (lambda m, x: m.real(m.view_as_complex(x)), (A.reshape(3, 2, 2),), False),
    "imag": (lambda m, x: m.imag(m.view_as_complex(x)), (A.reshape(3, 2, 2),), False),
    "isreal": (lambda m, x: m.isreal(x), (A,), False),
    "polar": (lambda m, x, y: m.polar(x, y), (P, A), False),
    "saturate_cast": (lambda m, x: m.saturate_cast(x, "uint8"), (A * 300,), False),
    "saturate_cast up": (lambda m, x: m.saturate_cast(x, "int16"), (A * 1e5,), False),
    "sparse_sigmoid": (lambda m, x: m.sparse_sigmoid(x), (A,), True),
    "empty_like": (lambda m, x: m.shape(m.empty_like(x)), (A,), False),
    "trunc": (lambda m, x: m.trunc(x * 3), (A,), False),
    "heaviside": (lambda m, x: m.heaviside(x, 0.5), (A,), False),
    "deg2rad": (lambda m, x: m.deg2rad(x), (A,), True),
}

REDUCTIONS = {
    **{
        f"{name}": (lambda m, x, name=name: getattr(m, name)(x, axis=1), (LONE,), False)
        for name in ("nanmax", "nanmin", "nanargmax", "nanargmin", "nansum", "nanprod")
    },
    **{
        f"{name} without": (lambda m, x, name=name: getattr(m, name)(x, axis=0, keepdims=True), (NAN,), False)
        for name in ("nanmean", "nanvar", "nanstd", "nanmedian", "nanmax")
    },
    "nanquantile": (lambda m, x: m.nanquantile(x, [0.2, 0.7], axis=1), (NAN,), False),
    "nanpercentile": (lambda m, x: m.nanpercentile(x, 30.0, axis=0), (NAN,), False),
    "nancumsum": (lambda m, x: m.nancumsum(x, axis=1), (NAN,), False),
    "nancumprod": (lambda m, x: m.nancumprod(x), (NAN,), False),
    "max with a floor": (lambda m, x: m.max(x, axis=1, initial=0.5), (A,), True),
    "min with a ceiling": (lambda m, x: m.min(x, axis=1, initial=0.1), (A,), True),
    "prod": (lambda m, x: m.prod(x, axis=0), (A,), True),
    "prod with 0": (lambda m, x: m.prod(x, axis=1), (A * (A > -0.5),), False),
    "cumsum": (lambda m, x: m.cumsum(x, axis=0), (A,), True),
    "histogram": (lambda m, x: m.histogram(x, bins=4), (W,), False),
    "histogram in a range": (lambda m, x: m.histogram(x, bins=3, range=(-1.0, 1.0)), (W,), False),
    "bincount": (lambda m, x: m.bincount(x, minlength=3), (J.reshape(-1),), False),
    "bincount of rows": (lambda m, x: m.bincount(x, weights=P), (J,), False),
    "unique": (lambda m, x: m.unique(x, return_index=True, return_inverse=True, return_counts=True), (J[0],), False),
    "trapezoid": (lambda m, x: m.trapezoid(x, dx=0.5), (A,), True),
    "trapezoid at places": (lambda m, x, y: m.trapezoid(x, x=y, axis=-1), (A, V), True),
    "corrcoef": (lambda m, x: m.corrcoef(x), (A,), True),
    "segment_min": (lambda m, x: m.segment_min(x, IDS, 4), (A,), False),
    "segment_max": (lambda m, x: m.segment_max(x, IDS, 4), (A,), False),
    "segment_min of all": (lambda m, x: m.segment_min(x, IDS // 2), (A,), True),
    "segment_max of all": (lambda m, x: m.segment_max(x, IDS // 2, 2), (A,), True),
    "segment_prod": (lambda m, x: m.segment_prod(x, IDS, 4), (A,), True),
    "segment_sum": (lambda m, x: m.segment_sum(x, np.array([0, -1, 1]), 2), (A,), True),
    "psnr": (lambda m, x, y: m.psnr(x, y, 2.0), (A, B), True),
    "cdist": (lambda m, x, y: m.cdist(x, y), (A, B), True),
    "norm of all": (lambda m, x: m.norm(x), (A,), True),
    **{
        f"norm {order}": (lambda m, x, order=order: m.norm(x, ord=order, axis=1), (A,), True)
        for order in (None, 1, 2, 3, 0.5, np.inf, -np.inf)
    },
    **{
        f"norm of matrices {order}": (
            lambda m, x, order=order: m.norm(x, ord=order, axis=(1, 2), keepdims=True), (M,), True,
        )
        for order in (None, "fro", "nuc", 1, -1, 2, -2, np.inf, -np.inf)
    },
}  # fmt: skip

SHAPES = {
    "array_split": (lambda m, x: m.array_split(x, 3, axis=1), (A,), True),
    "hsplit": (lambda m, x: m.hsplit(x, 2), (A,), True),
    "vsplit": (lambda m, x: m.vsplit(x, [1]), (A,), True),
    "dsplit": (lambda m, x: m.dsplit(x, 3), (M,), True),
    "get_item": (lambda m, x: m.get_item(x, (slice(None), -1)), (A,), True),
    "diagflat": (lambda m, x: m.diagflat(x, k=-1), (A,), True),
    **{f"rot90 {k}": (lambda m, x, k=k: m.rot90(x, k=k), (A,), True) for k in (0, 1, 3, -1)},
    "rot90 of others": (lambda m, x: m.rot90(x, axes=(2, 1)), (M,), True),
    "vander": (lambda m, x: m.vander(x, 3), (V,), True),
    "vander rising": (lambda m, x: m.vander(x, increasing=True), (V,), True),
    "unravel_index": (lambda m: m.unravel_index(np.array([3, 11, -1], "int32"), (3, 4)), (), False),
    "view": (lambda m, x: m.view(x, "int32"), (A,), False),
    "view narrower": (lambda m, x: m.view(x, "uint8"), (A,), False),
    "depth_to_space": (lambda m, x: m.depth_to_space(x, 2), (IMAGES,), True),
    "space_to_depth": (lambda m, x: m.space_to_depth(x, 2), (IMAGES,), True),
    "unfold": (lambda m, x: m.unfold(x, (2, 3), dilation=(2, 1), padding=1, stride=2), (IMAGES,), True),
    "fold": (
        lambda m, x: m.fold(x, (6, 6), 2, dilation=1, padding=1, stride=2),
        (IMAGES.reshape(2, 12, 16),),
        True,
    ),
    "rearrange": (lambda m, x: m.rearrange(x, "b (h p) w c -> b h w (p c)", p=2), (IMAGES,), True),
    "cross": (lambda m, x, y: m.cross(x, y), (A[:, :3], B[:, :3]), True),
    "cross of two": (lambda m, x, y: m.cross(x, y), (A[:, :2], B[:, :2]), True),
    "cross two and three": (lambda m, x, y: m.cross(x, y), (A[:, :2], B[:, :3]), True),
    **{
        f"correlate {mode}": (lambda m, x, y, mode=mode: m.correlate(x, y, mode), (W, V), True)
        for mode in ("valid", "same", "full")
    },
    "extract_sequences": (lambda m, x: m.extract_sequences(x, 5, 2), (SIGNAL,), True),
    "geomspace": (lambda m: m.geomspace(1.0, 16.0, 5), (), False),
    "linspace": (lambda m: m.linspace(0.0, 1.0, 5, endpoint=False, retstep=True), (), False),
    "logspace": (lambda m: m.logspace(0.0, 2.0, 4, base=2), (), False),
    "arange": (lambda m: m.arange(2, 9, 3), (), False),
    "multi_hot": (lambda m, x: m.multi_hot(x, 7), (J,), False),
    "multi_hot as bool": (lambda m, x: m.multi_hot(x, 7, dtype="bool"), (J[0],), False),
    "scatter_update add": (lambda m, x: m.scatter_update(x, [[0], [2], [0]], A, reduction="add"), (B,), True),
    "scatter_update max": (lambda m, x: m.scatter_update(x, [[0], [2], [0]], A, reduction="max"), (B,), True),
    "scatter_update min": (lambda m, x: m.scatter_update(x, [[0], [2], [1]], A, reduction="min"), (B,), True),
    "scatter_update mul": (lambda m, x: m.scatter_update(x, [[0], [2], [1]], A, reduction="mul"), (B,), True),
    "pad reflect": (lambda m, x: m.pad(x, ((1, 2), (0, 1)), mode="reflect"), (A,), True),
    "pad symmetric": (lambda m, x: m.pad(x, ((1, 2), (0, 1)), mode="symmetric"), (A,), True),
}

ALGEBRA = {
    "cholesky_inverse": (lambda m, x: m.cholesky_inverse(m.cholesky(_sym(m, x))), (S,), True),
    "cholesky_inverse upper": (
        lambda m, x: m.cholesky_inverse(m.cholesky(_sym(m, x), upper=True), True),
        (S,),
        True,
    ),
    "pinv": (lambda m, x: m.pinv(x), (M,), True),
    "lstsq": (lambda m, x, y: m.lstsq(x, y), (A.T, B.T), True),
    "lstsq of a vector": (lambda m, x, y: m.lstsq(x, y), (A.T, V), True),
    "lstsq under": (lambda m, x, y: m.lstsq(x, y), (A, R), True),
    "matrix_rank": (lambda m, x: m.matrix_rank(x), (M,), False),
    "slogdet": (lambda m, x: m.slogdet(x)[1], (Q,), True),
    "slogdet sign": (lambda m, x: m.slogdet(x)[0], (Q,), False),
    "logdet": (lambda m, x: m.logdet(_sym(m, x)), (S,), True),
    "solve_triangular": (lambda m, x, y: m.solve_triangular(x, y, lower=True), (S, R), True),
    "solve of batches": (lambda m, x, y: m.solve(x, y), (Q, Q * 2 - 1), True),
    "svd values": (lambda m, x: m.svd(x, compute_uv=False), (M,), True),
    "svd": (lambda m, x: [m.abs(f) for f in m.svd(x, full_matrices=False)], (M,), True),
    "svd of wide": (
        lambda m, x: [m.abs(f) for f in m.svd(x, full_matrices=False)],
        (M.swapaxes(1, 2).copy(),),
        True,
    ),
    "svd full": (lambda m, x: [m.abs(f) for f in m.svd(x)], (Q,), True),
    "eigh": (lambda m, x: [m.abs(f) for f in m.eigh(_sym(m, x))], (Q,), True),
    "eig": (lambda m, x: m.sort(m.real(m.eig(x)[0])), (S,), False),
    "qr": (lambda m, x: m.qr(x), (M,), True),
    "qr of wide": (lambda m, x: m.qr(x), (M.swapaxes(1, 2).copy(),), True),
    "qr complete": (lambda m, x: m.qr(x, mode="complete"), (M,), False),
    "lu_factor": (lambda m, x: m.lu_factor(x), (Q[0],), False),
    "lu_factor triangles": (lambda m, x: m.lu_factor(x)[0], (Q[0],), True),
    "jvp": (lambda m, x, y: m.jvp(lambda a: m.sin(a) * a, (x,), (y,)), (A, B), False),
}

SIGNALS = {
    "fft": (lambda m, x, y: m.fft((x, y)), PAIR, True),
    "fft2": (lambda m, x, y: m.fft2((x, y)), PAIR, True),
    "ifft2": (lambda m, x, y: m.ifft2((x, y)), PAIR, True),
    "rfft": (lambda m, x: m.rfft(x), (SIGNAL,), True),
    "rfft longer": (lambda m, x: m.rfft(x, 45), (SIGNAL,), True),
    "rfft shorter": (lambda m, x: m.rfft(x, 9), (SIGNAL,), True),
    "irfft": (lambda m, x, y: m.irfft((x, y)), PAIR, True),
    "irfft odd": (lambda m, x, y: m.irfft((x, y), 5), PAIR, True),
    "irfft longer": (lambda m, x, y: m.irfft((x, y), 10), PAIR, True),
    "stft": (lambda m, x: m.stft(x, 8, 3, 8), (SIGNAL,), True),
    "stft plain": (lambda m, x: m.stft(x, 6, 4, 9, window=None, center=False), (SIGNAL,), True),
    "stft hamming": (lambda m, x: m.stft(x, 6, 4, 8, window="hamming"), (SIGNAL,), True),
    "istft": (lambda m, x: m.istft(m.stft(x, 8, 2, 8), 8, 2, 8), (SIGNAL,), True),
    "istft of a length": (lambda m, x: m.istft(m.stft(x, 6, 2, 8), 6, 2, 8, length=33), (SIGNAL,), True),
    "istft plain": (
        lambda m, x: m.istft(m.stft(x, 6, 2, 8, center=False), 6, 2, 8, window=None, center=False), (SIGNAL,), True,
    ),
    "ctc_loss": (lambda m, x: m.ctc_loss(TARGET, x, TARGETS, STEPS), (LOGITS,), True),
    "ctc_loss last": (lambda m, x: m.ctc_loss(np.maximum(TARGET - 1, 0), x, TARGETS, STEPS, 4), (LOGITS,), True),
    "ctc_decode": (lambda m, x: m.ctc_decode(x, STEPS), (LOGITS,), False),
    "ctc_decode unmerged": (lambda m, x: m.ctc_decode(x, STEPS, merge_repeated=False, mask_index=3), (LOGITS,), False),
    "ctc_decode beams": (
        lambda m, x: m.ctc_decode(x, STEPS, "beam_search", beam_width=50, top_paths=3), (LOGITS,), False,
    ),
}  # fmt: skip

LOOPS = {
    "scan": (
        lambda m, x: m.scan(lambda c, r: ({"a": c["a"] + r}, {"a": c["a"] * r}), {"a": x[0]}, x, reverse=True)[0]["a"],
        (A,), True,
    ),
    "associative_scan": (lambda m, x: m.associative_scan(lambda a, b: a + b * a, x, axis=1), (A,), True),
    "associative_scan reverse": (lambda m, x: m.associative_scan(m.add, x, reverse=True), (W,), True),
    "associative_scan of pairs": (
        lambda m, x, y: m.associative_scan(lambda a, b: (a[0] * b[0], b[0] * a[1] + b[1]), (x, y)), (A, B), True,
    ),
    "map of pairs": (lambda m, x, y: m.map(lambda p: p[0] * p[1], (x, y)), (A, B), True),
    "vectorized_map": (lambda m, x: m.vectorized_map(lambda r: m.sum(r) * r, x), (A,), True),
    "while_loop of a list": (
        lambda m, x: m.while_loop(lambda i, y: i < 3, lambda i, y: [i + 1, y * y], [0, x])[1], (A,), True,
    ),
    "fori_loop": (lambda m, x: m.fori_loop(0, 3, lambda i, y: y * x, x), (A,), True),
    "switch": (lambda m, x: m.switch(2, [lambda a: a, lambda a: a * 2], x), (A,), True),
}  # fmt: skip

CASES = {**ELEMENTWISE, **REDUCTIONS, **SHAPES, **ALGEBRA, **SIGNALS, **LOOPS}
