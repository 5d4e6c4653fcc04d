"""Exponential, logarithm, hyperbolic tangent and error function by polynomials, which the compiler joins into vectors.

They are parts of other kernels, and right to some units of float32's last place. A NaN stays.
"""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba.core import types
from numba.core.extending import intrinsic

from layerloom.kernels.compiled.compiling import helper

F = np.float32
HALF, ONE, TWO, INFINITE = F(0.5), F(1), F(2), F(np.inf)

# exp: the logarithm of 2, and its inverse; e**r for |r| <= log(2) / 2 by Taylor's sum.
LOG2E, GREATEST, SMALLEST = F(1.4426950408889634), F(88.722839), F(-87.33654)
E2, E3, E4, E5, E6, E7 = F(1 / 2), F(1 / 6), F(1 / 24), F(1 / 120), F(1 / 720), F(1 / 5040)

# tanh(x) / x - 1 over x**2, where it is small, and erf on -3.92 .. 3.92, both found by least squares.
SMALL = F(0.625)
T1, T2, T3 = F(-0.3333328127683738), F(0.1333143160468549), F(-0.053739146351862395)
T4, T5 = F(0.020637833153369492), F(-0.005704014636053254)
A0, A1, A2, A3 = F(1.1283787780161854), F(0.206105860425161), F(0.05139613154389653), F(0.003972501489151345)
A4, A5, A6 = F(0.00014897460313939708), F(-1.994195358038232e-06), F(1.9920610919515745e-08)
B1, B2, B3, B4 = (
    F(0.5159853335285929),
    F(0.11756105831443926),
    F(0.01488846613254905),
    F(0.0010240197890693612),
)

# log(1 + x) on 0 .. 1, likewise.
C1, C2, C3, C4 = (
    F(1.5324850424727399),
    F(0.6733760162440796),
    F(0.08015161142733249),
    F(0.0006376889242692159),
)
D1, D2, D3, D4 = F(2.032485042126924), F(1.3562852172938111), F(0.3307990078229847), F(0.022064906908248454)
FOUR = F(3.92)


@intrinsic
def _rest(typing, x, n):
    """Returns ``x - n * log(2)``, exactly: the logarithm in two parts, which nothing may join."""

    def generate(context, builder, signature, values):
        kind = ir.FloatType()
        upper = builder.fmul(values[1], ir.Constant(kind, 0.693359375))
        lower = builder.fmul(values[1], ir.Constant(kind, float(F(-2.12194440e-4))))
        return builder.fsub(builder.fsub(values[0], upper), lower)

    return types.float32(types.float32, types.float32), generate


@intrinsic
def _power_of_two(typing, n):
    """Returns 2 to a whole number from -126 to 127, which comes as a float."""

    def generate(context, builder, signature, values):
        whole = builder.fptosi(values[0], ir.IntType(32))
        bits = builder.shl(builder.add(whole, ir.IntType(32)(127)), ir.IntType(32)(23))
        return builder.bitcast(bits, ir.FloatType())

    return types.float32(types.float32), generate


@helper
def exp(x):
    """The exponential; what is too small for a normal number is 0."""
    t = min(x, GREATEST)
    t = SMALLEST if not t >= SMALLEST else t
    n = np.floor(t * LOG2E + HALF)
    r = _rest(t, n)
    p = ONE + r * (ONE + r * (E2 + r * (E3 + r * (E4 + r * (E5 + r * (E6 + r * E7))))))
    found = p * _power_of_two(n - ONE) * TWO
    found = INFINITE if x > GREATEST else found
    found = F(0) if x < SMALLEST else found
    return found if x == x else x


@helper
def tanh(x):
    """The hyperbolic tangent; near 1 it must be right to the last place, for 1 - tanh**2 is its slope."""
    size = abs(x)
    s = x * x
    small = size + size * s * (T1 + s * (T2 + s * (T3 + s * (T4 + s * T5))))
    large = ONE - TWO / (exp(TWO * size) + ONE)
    found = small if size < SMALL else large
    return -found if x < F(0) else found


@helper
def sigmoid(x):
    """The logistic function."""
    return HALF + HALF * tanh(HALF * x)


@helper
def logistic(x):
    """The logistic function again, whose small values are right to the last places too; it takes longer."""
    return ONE / (ONE + exp(-x))


@helper
def erf(x):
    """The error function."""
    t = min(x, FOUR)
    t = max(t, -FOUR)
    s = t * t
    p = A0 + s * (A1 + s * (A2 + s * (A3 + s * (A4 + s * (A5 + s * A6)))))
    found = t * p / (ONE + s * (B1 + s * (B2 + s * (B3 + s * B4))))
    found = ONE if x > FOUR else found
    return -ONE if x < -FOUR else found


@helper
def log1p(x):
    """The logarithm of 1 + x, for 0 to 1."""
    p = ONE + x * (C1 + x * (C2 + x * (C3 + x * C4)))
    return x * p / (ONE + x * (D1 + x * (D2 + x * (D3 + x * D4))))
