"""Activations apart from what gave their input, and their gradients, compiled.

The numbers stand for: 4 leaky relu, 5 relu up to a greatest value, 6 elu, 7 selu, 8 gelu, 9 silu, 10 softplus,
11 softsign, 12 hard sigmoid, 13 hard silu, 14 mish, 15 the exponential, 16 log sigmoid, 17 celu, 18 hard tanh.
"""

# mypy: ignore-errors

from __future__ import annotations

import math

import numpy as np

from layerloom.kernels.compiled import curves
from layerloom.kernels.compiled.compiling import compiled, helper

F, U = np.float32, np.uint64
ZERO, HALF, ONE, TWO, THREE, SIX = F(0), F(0.5), F(1), F(2), F(3), F(6)
SCALE, ALPHA = F(1.0507009873554805), F(1.6732632423543772)
ROOT, DENSITY = F(math.sqrt(0.5)), F(1 / math.sqrt(2 * math.pi))
MOST = F(20)  # from here on mish is x itself in float32

_exp, _erf, _sigmoid, _log1p = curves.exp, curves.erf, curves.logistic, curves.log1p


def _value(function):
    """Returns a loop that applies a function of a number and the activation's own one."""
    one = helper(function)

    @helper
    def run(x, y, a):
        for k in range(U(x.shape[0])):
            y[k] = one(x[k], a)

    return run


def _slope(function):
    """Returns a loop that multiplies gradients with a function of input, output and the activation's own number."""
    one = helper(function)

    @helper
    def run(x, y, dy, dx, a):
        for k in range(U(x.shape[0])):
            dx[k] = dy[k] * one(x[k], y[k], a)

    return run


@helper
def _below(x):
    """``exp(x) - 1`` for numbers up to 0."""
    t = x if not x > ZERO else ZERO
    return _exp(t) - ONE if t < -HALF else _near(t)


@helper
def _near(t):
    """``exp(t) - 1`` where that is near 0, by Taylor's sum."""
    s = F(1 / 120) + t * (F(1 / 720) + t * F(1 / 5040))
    return t * (ONE + t * (HALF + t * (F(1 / 6) + t * (F(1 / 24) + t * s))))


@helper
def _between(x, low, high):
    t = max(x, low)  # a NaN stays
    return min(t, high)


@helper
def _third(x):
    return _between(x + THREE, ZERO, SIX) / SIX


@helper
def _softplus(x):
    rest = _log1p(_exp(-abs(x)))
    return (x if not x < ZERO else ZERO) + rest


@helper
def _ratio(x):
    """``tanh(softplus(x))`` by one exponential."""
    e = _exp(x if not x > MOST else MOST)
    n = e * (e + TWO)
    return n / (n + TWO)


_leaky = _value(lambda x, a: x if not x <= ZERO else a * x)
_capped = _value(lambda x, a: (x if not x > a else a) if not x <= ZERO else ZERO)
_elu = _value(lambda x, a: x if not x <= ZERO else a * _below(x))
_selu = _value(lambda x, a: SCALE * (x if not x <= ZERO else ALPHA * _below(x)))
_gelu = _value(lambda x, a: x * HALF * (_erf(x * ROOT) + ONE))
_silu = _value(lambda x, a: x * _sigmoid(x))
_plus = _value(lambda x, a: _softplus(x))
_sign = _value(lambda x, a: x / (ONE + abs(x)))
_hard = _value(lambda x, a: _third(x))
_hard_silu = _value(lambda x, a: x * _third(x))
_mish = _value(lambda x, a: x * _ratio(x))
_power = _value(lambda x, a: _exp(x))
_log_sigmoid = _value(lambda x, a: -_softplus(-x))
_celu = _value(lambda x, a: x if not x <= ZERO else a * _below(x / a))
_clip = _value(lambda x, a: _between(x, -ONE, ONE))

_leaky_slope = _slope(lambda x, y, a: ONE if x > ZERO else a)
_capped_slope = _slope(lambda x, y, a: ONE if x > ZERO and x < a else ZERO)
_elu_slope = _slope(lambda x, y, a: ONE if x > ZERO else y + a)
_selu_slope = _slope(lambda x, y, a: SCALE if x > ZERO else y + SCALE * ALPHA)
_gelu_slope = _slope(lambda x, y, a: HALF * (_erf(x * ROOT) + ONE) + x * DENSITY * _exp(-HALF * x * x))
_silu_slope = _slope(lambda x, y, a: _sigmoid(x) * (ONE - y) + y)
_plus_slope = _slope(lambda x, y, a: _sigmoid(x))
_sign_slope = _slope(lambda x, y, a: ONE / ((ONE + abs(x)) * (ONE + abs(x))))
_hard_slope = _slope(lambda x, y, a: ONE / SIX if x > -THREE and x < THREE else ZERO)
_hard_silu_slope = _slope(lambda x, y, a: _third(x) + (x / SIX if x > -THREE and x < THREE else ZERO))
_mish_slope = _slope(lambda x, y, a: _ratio(x) + x * _sigmoid(x) * (ONE - _ratio(x) * _ratio(x)))
_power_slope = _slope(lambda x, y, a: y)
_log_sigmoid_slope = _slope(lambda x, y, a: _sigmoid(-x))
_celu_slope = _slope(lambda x, y, a: ONE if x > ZERO else y / a + ONE)
_clip_slope = _slope(lambda x, y, a: ONE if x > -ONE and x < ONE else ZERO)


@compiled("void(f4[::1], f4[::1], i8, f4)")
def activate(x, y, code, a):
    """Applies an activation."""
    if code == 4:
        _leaky(x, y, a)
    elif code == 5:
        _capped(x, y, a)
    elif code == 6:
        _elu(x, y, a)
    elif code == 7:
        _selu(x, y, a)
    elif code == 8:
        _gelu(x, y, a)
    elif code == 9:
        _silu(x, y, a)
    elif code == 10:
        _plus(x, y, a)
    elif code == 11:
        _sign(x, y, a)
    elif code == 12:
        _hard(x, y, a)
    elif code == 13:
        _hard_silu(x, y, a)
    elif code == 14:
        _mish(x, y, a)
    elif code == 15:
        _power(x, y, a)
    elif code == 16:
        _log_sigmoid(x, y, a)
    elif code == 17:
        _celu(x, y, a)
    else:
        _clip(x, y, a)


@compiled("void(f4[::1], f4[::1], f4[::1], f4[::1], i8, f4)")
def activate_gradient(x, y, dy, dx, code, a):
    """Gradient of the input, from input, output, and the output's gradient."""
    if code == 4:
        _leaky_slope(x, y, dy, dx, a)
    elif code == 5:
        _capped_slope(x, y, dy, dx, a)
    elif code == 6:
        _elu_slope(x, y, dy, dx, a)
    elif code == 7:
        _selu_slope(x, y, dy, dx, a)
    elif code == 8:
        _gelu_slope(x, y, dy, dx, a)
    elif code == 9:
        _silu_slope(x, y, dy, dx, a)
    elif code == 10:
        _plus_slope(x, y, dy, dx, a)
    elif code == 11:
        _sign_slope(x, y, dy, dx, a)
    elif code == 12:
        _hard_slope(x, y, dy, dx, a)
    elif code == 13:
        _hard_silu_slope(x, y, dy, dx, a)
    elif code == 14:
        _mish_slope(x, y, dy, dx, a)
    elif code == 15:
        _power_slope(x, y, dy, dx, a)
    elif code == 16:
        _log_sigmoid_slope(x, y, dy, dx, a)
    elif code == 17:
        _celu_slope(x, y, dy, dx, a)
    else:
        _clip_slope(x, y, dy, dx, a)
