"""Batch normalization over the columns of a table, and that of groups of channels, with a relu behind, compiled."""

# mypy: ignore-errors

from __future__ import annotations

import numpy as np

from layerloom.kernels.compiled.compiling import compiled, helper

F = np.float32
ZERO, ONE = F(0), F(1)
U = np.uint64


@compiled("void(f4[:,::1], f4[::1], f4[::1], f4[::1])")
def moments(x, shift, sums, squares):
    """Sums of the columns and of their squares, both after a shift that keeps them small."""
    row, width = x.reshape(-1), U(x.shape[1])
    sums[:] = 0
    squares[:] = 0
    at = U(0)
    for _ in range(x.shape[0]):
        for k in range(width):
            v = row[at + k] - shift[k]
            sums[k] += v
            squares[k] += v * v
        at += width


@compiled("void(f4[:,::1], f4[::1], f4[::1], b1, f4[:,::1])")
def scale_shift(x, scale, offset, relu, y):
    """``x * scale + offset`` and a relu."""
    row, target, width = x.reshape(-1), y.reshape(-1), U(x.shape[1])
    at = U(0)
    for _ in range(x.shape[0]):
        if relu:
            for k in range(width):
                v = row[at + k] * scale[k] + offset[k]
                target[at + k] = ZERO if v <= 0 else v
        else:
            for k in range(width):
                target[at + k] = row[at + k] * scale[k] + offset[k]
        at += width


@compiled("void(f4[:,::1], f4[:,::1], b1, f4[::1], f4[::1], f4[::1], f4[::1], f4[::1], f4[::1])")
def gradient_sums(dy, x, relu, mean, root, scale, offset, dgamma, dbeta):
    """Gradients of factor and offset; ``root`` is one over the standard deviation."""
    slope, row, width = dy.reshape(-1), x.reshape(-1), U(x.shape[1])
    live = np.empty(x.shape[1], np.float32)
    dgamma[:] = 0
    dbeta[:] = 0
    at = U(0)
    for _ in range(x.shape[0]):
        if relu:  # what came out is worked out again: that is less than fetching it
            for k in range(width):
                live[k] = ZERO if row[at + k] * scale[k] + offset[k] <= 0 else slope[at + k]
            for k in range(width):
                dbeta[k] += live[k]
                dgamma[k] += live[k] * ((row[at + k] - mean[k]) * root[k])
        else:
            for k in range(width):
                dbeta[k] += slope[at + k]
                dgamma[k] += slope[at + k] * ((row[at + k] - mean[k]) * root[k])
        at += width


@compiled("void(f4[:,::1], f4[:,::1], b1, f4[::1], f4[::1], f4[::1], f4[::1], f4[::1], f4[::1], f4[:,::1])")
def gradient(dy, x, relu, mean, root, scale, offset, a, b, dx):
    """``scale * (dy - a - x_normalized * b)``."""
    slope, row, width, target = dy.reshape(-1), x.reshape(-1), U(x.shape[1]), dx.reshape(-1)
    at = U(0)
    for _ in range(x.shape[0]):
        if relu:
            for k in range(width):
                g = ZERO if row[at + k] * scale[k] + offset[k] <= 0 else slope[at + k]
                target[at + k] = scale[k] * (g - a[k] - (row[at + k] - mean[k]) * root[k] * b[k])
        else:
            for k in range(width):
                target[at + k] = scale[k] * (slope[at + k] - a[k] - (row[at + k] - mean[k]) * root[k] * b[k])
        at += width


@compiled("void(i8[::1], f4[:,::1], f4[:,:,::1], f4[::1], f4[::1], f4, i8, f4[:,::1], f4[:,::1], f4[:,::1])")
def settle(counts, shifts, moments, gamma, beta, epsilon, reach, found, constants, fixed):
    """Takes mean and variance, which ``found`` gets, from what threads added up, each after a shift of its own.

    ``constants`` gets factor, offset, mean and one over the deviation, and ``fixed`` the last two and the first two,
    for every place of a row. ``moments`` has as many places as its first ``reach`` columns hold.
    """
    parts, channels, width = shifts.shape[0], found.shape[1], fixed.shape[1]
    total = np.float64(counts.sum())
    for c in range(channels):
        mean = squares = 0.0
        for p in range(parts):
            n, first, second = np.float64(counts[p]), 0.0, 0.0
            if counts[p] == 0:
                continue
            for k in range(c, reach, channels):
                first += moments[p, 0, k]
                second += moments[p, 1, k]
            near = shifts[p, c] + first / n
            squares += second - first * first / n + n * near * near
            mean += n * near
        mean /= total
        found[0, c], found[1, c] = mean, max(0.0, squares / total - mean * mean)
    for c in range(channels):
        root = ONE / np.sqrt(found[1, c] + epsilon)
        scale = root * gamma[c]
        offset = beta[c] - found[0, c] * scale
        constants[0, c], constants[1, c], constants[2, c], constants[3, c] = scale, offset, found[0, c], root
        for k in range(c, width, channels):
            fixed[0, k], fixed[1, k], fixed[2, k], fixed[3, k] = found[0, c], root, scale, offset


@compiled("void(f4[:,:,::1], i8, f4, f4[:,::1], f4[:,::1], f4[:,::1])")
def settle_back(sums, reach, count, found, constants, shares):
    """Adds up the gradients of factor and offset, which ``found`` gets, of all threads and the places of a row.

    ``shares`` gets what every place has of them, the last rows of ``constants`` the same for a step before.
    """
    parts, channels = sums.shape[0], found.shape[1]
    for c in range(channels):
        dgamma = dbeta = ZERO
        for p in range(parts):
            for k in range(c, reach, channels):
                dgamma += sums[p, 0, k]
                dbeta += sums[p, 1, k]
        found[0, c], found[1, c] = dgamma, dbeta
        rate = constants[0, c] * constants[3, c]
        constants[3, c], constants[4, c] = dbeta / count, rate * dgamma / count
        for k in range(c, shares.shape[1], channels):
            shares[0, k], shares[1, k] = dbeta / count, dgamma / count


@helper
def _spread(groups, width, channels, each, values):
    """Gives every channel of a row, which may have several places, the number of its group."""
    for k in range(width):
        values[k] = groups[k % channels // each]


@helper
def _gather(values, channels, each, share, groups):
    """Sums the numbers of channels by group, and multiplies by a share."""
    groups[:] = 0
    for k in range(values.shape[0]):
        groups[k % channels // each] += values[k]
    for g in range(groups.shape[0]):
        groups[g] *= share


@compiled("void(f4[:,:,::1], f4[::1], f4[::1], f4, b1, f4[:,:,::1], f4[:,::1], f4[:,::1])")
def group_forward(x, gamma, beta, epsilon, relu, y, means, roots):
    """Takes every group of channels of a sample to mean 0 and variance 1, then scales and shifts it, and a relu.

    The rows of ``x`` (samples, rows, width) hold one or several places; ``means`` and ``roots``, one over the
    deviation, are noted for every sample and group.
    """
    count, rows, width = x.shape
    channels, groups = gamma.shape[0], means.shape[1]
    each, share = channels // groups, ONE / F(rows * width // groups)
    row, target, w = x.reshape(-1), y.reshape(-1), U(width)
    sums, middle, scale, offset = (
        np.empty(width, F),
        np.empty(width, F),
        np.empty(width, F),
        np.empty(width, F),
    )
    for k in range(width):
        offset[k] = beta[k % channels]
    at = U(0)
    for n in range(count):
        sums[:] = 0
        for r in range(rows):
            p = at + U(r) * w
            for k in range(w):
                sums[k] += row[p + k]
        _gather(sums, channels, each, share, means[n])
        _spread(means[n], width, channels, each, middle)
        sums[:] = 0
        for r in range(rows):
            p = at + U(r) * w
            for k in range(w):
                v = row[p + k] - middle[k]
                sums[k] += v * v
        _gather(sums, channels, each, share, roots[n])
        for g in range(groups):
            roots[n, g] = ONE / np.sqrt(roots[n, g] + epsilon)
        for k in range(width):
            scale[k] = roots[n, k % channels // each] * gamma[k % channels]
        for r in range(rows):
            p = at + U(r) * w
            if relu:
                for k in range(w):
                    v = (row[p + k] - middle[k]) * scale[k] + offset[k]
                    target[p + k] = ZERO if v <= 0 else v
            else:
                for k in range(w):
                    target[p + k] = (row[p + k] - middle[k]) * scale[k] + offset[k]
        at += U(rows) * w


@compiled(
    "void(f4[:,:,::1], f4[:,:,::1], f4[::1], f4[::1], b1, f4[:,::1], f4[:,::1], f4[::1], f4[::1], f4[:,:,::1])"
)
def group_backward(dy, x, gamma, beta, relu, means, roots, dgamma, dbeta, dx):
    """Adds to the gradients of factor and offset; gives, where ``dx`` has a length, those of the numbers."""
    count, rows, width = x.shape
    channels, groups = gamma.shape[0], means.shape[1]
    each, share = channels // groups, ONE / F(rows * width // groups)
    row, slope, target, w = x.reshape(-1), dy.reshape(-1), dx.reshape(-1), U(width)
    slopes, along, middle, scale = (
        np.empty(width, F),
        np.empty(width, F),
        np.empty(width, F),
        np.empty(width, F),
    )
    offset, first, second, live = (
        np.empty(width, F),
        np.empty(width, F),
        np.empty(width, F),
        np.empty(width, F),
    )
    by_group = np.empty(groups, F)
    for k in range(width):
        offset[k] = beta[k % channels]
    at = U(0)
    for n in range(count):
        _spread(means[n], width, channels, each, middle)
        for k in range(width):
            scale[k] = roots[n, k % channels // each] * gamma[k % channels]
        slopes[:] = 0
        along[:] = 0
        for r in range(rows):
            p = at + U(r) * w
            if relu:
                for k in range(w):
                    v = row[p + k] - middle[k]
                    live[k] = ZERO if v * scale[k] + offset[k] <= 0 else slope[p + k]
                for k in range(w):
                    slopes[k] += live[k]
                    along[k] += live[k] * (row[p + k] - middle[k])
            else:
                for k in range(w):
                    slopes[k] += slope[p + k]
                    along[k] += slope[p + k] * (row[p + k] - middle[k])
        for k in range(width):
            c = k % channels
            root = roots[n, c // each]
            dgamma[c] += along[k] * root
            dbeta[c] += slopes[k]
            slopes[k] *= scale[k]
            along[k] *= scale[k] * root * root
        if dx.shape[0] > 0:
            _gather(slopes, channels, each, share, by_group)
            _spread(by_group, width, channels, each, first)
            _gather(along, channels, each, share, by_group)
            _spread(by_group, width, channels, each, second)
            for r in range(rows):
                p = at + U(r) * w
                if relu:
                    for k in range(w):
                        v = row[p + k] - middle[k]
                        g = ZERO if v * scale[k] + offset[k] <= 0 else slope[p + k]
                        target[p + k] = g * scale[k] - first[k] - v * second[k]
                else:
                    for k in range(w):
                        target[p + k] = (
                            slope[p + k] * scale[k] - first[k] - (row[p + k] - middle[k]) * second[k]
                        )
        at += U(rows) * w
