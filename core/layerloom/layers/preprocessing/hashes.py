"""Hashes of texts that give the same number everywhere: FarmHash64, SipHash64 and a mixture of hashes."""

from __future__ import annotations

from collections.abc import Sequence

_BITS = (1 << 64) - 1
#: The three constants of FarmHash.
K0, K1, K2 = 0xC3A5C85C97CB3127, 0xB492B66FBE98F273, 0x9AE16A3B2F90404F
_SEED = 81


def farm_hash(data: bytes) -> int:
    """Returns the 64-bit fingerprint of FarmHash (Pike and Alakuijala, 2014)."""
    size = len(data)
    if size <= 16:
        return _up_to_16(data, size)
    if size <= 32:
        return _up_to_32(data, size)
    if size <= 64:
        return _up_to_64(data, size)
    return _longer(data, size)


def sip_hash(data: bytes, key: Sequence[int]) -> int:
    """Returns SipHash-2-4 of data with a secret key of two numbers (Aumasson and Bernstein, 2012)."""
    first, second = (part & _BITS for part in key)
    state = [
        first ^ 0x736F6D6570736575,
        second ^ 0x646F72616E646F6D,
        first ^ 0x6C7967656E657261,
        second ^ 0x7465646279746573,
    ]
    whole = len(data) // 8 * 8
    words = [_word(data, at) for at in range(0, whole, 8)]
    words.append(int.from_bytes(data[whole:], "little") | (len(data) & 0xFF) << 56)
    for word in words:
        state[3] ^= word
        _sip_rounds(state, 2)
        state[0] ^= word
    state[2] ^= 0xFF
    _sip_rounds(state, 4)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def mixed_hash(hashes: Sequence[int], start: int = 0xDECAFCAFFE) -> int:
    """Returns one 64-bit hash of several, in which their order counts."""
    factor, found = 0xC6A4A7935BD1E995, start
    for item in hashes:
        found ^= factor ^ _shifted(item * factor & _BITS) * factor & _BITS
        found = _shifted(_shifted(found * factor & _BITS) * factor & _BITS)
    return found


def _word(data: bytes, at: int, size: int = 8) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _turned(value: int, by: int) -> int:
    """Rotates 64 bits to the right."""
    value &= _BITS
    return (value >> by | value << (64 - by)) & _BITS


def _shifted(value: int) -> int:
    value &= _BITS
    return value ^ value >> 47


def _joined(u: int, v: int, factor: int) -> int:
    a = _shifted((u ^ v) * factor)
    return _shifted((v ^ a) * factor) * factor & _BITS


def _up_to_16(data: bytes, size: int) -> int:
    factor = K2 + size * 2
    if size >= 8:
        a, b = (_word(data, 0) + K2) & _BITS, _word(data, size - 8)
        c, d = _turned(b, 37) * factor + a, (_turned(a, 25) + b) * factor
        return _joined(c & _BITS, d & _BITS, factor)
    if size >= 4:
        return _joined(size + (_word(data, 0, 4) << 3), _word(data, size - 4, 4), factor)
    if size:
        y, z = data[0] + (data[size >> 1] << 8), size + (data[-1] << 2)
        return _shifted((y * K2 ^ z * K0) & _BITS) * K2 & _BITS
    return K2


def _up_to_32(data: bytes, size: int) -> int:
    factor = K2 + size * 2
    a, b = _word(data, 0) * K1, _word(data, 8)
    c, d = _word(data, size - 8) * factor, _word(data, size - 16) * K2
    first = _turned(a + b, 43) + _turned(c, 30) + d
    return _joined(first & _BITS, (a + _turned(b + K2, 18) + c) & _BITS, factor)


def _up_to_64(data: bytes, size: int) -> int:
    factor = K2 + size * 2
    a, b = _word(data, 0) * K2, _word(data, 8)
    c, d = _word(data, size - 8) * factor, _word(data, size - 16) * K2
    y = (_turned(a + b, 43) + _turned(c, 30) + d) & _BITS
    z = _joined(y, (a + _turned(b + K2, 18) + c) & _BITS, factor)
    e, f = _word(data, 16) * factor, _word(data, 24)
    g, h = (y + _word(data, size - 32)) * factor, (z + _word(data, size - 24)) * factor
    first = _turned(e + f, 43) + _turned(g, 30) + h
    return _joined(first & _BITS, (e + _turned(f + a, 18) + g) & _BITS, factor)


def _pair(data: bytes, at: int, a: int, b: int) -> tuple[int, int]:
    """Takes 32 bytes into two numbers."""
    w, x, y, z = (_word(data, at + 8 * i) for i in range(4))
    a += w
    b = _turned(b + a + z, 21)
    c = a
    a += x + y
    return (a + z) & _BITS, (b + _turned(a, 44) + c) & _BITS


def _longer(data: bytes, size: int) -> int:
    y = (_SEED * K1 + 113) & _BITS
    x, z = (_SEED * K2 + _word(data, 0)) & _BITS, _shifted(y * K2 + 113) * K2 & _BITS
    v, w = (0, 0), (0, 0)
    end, rest = (size - 1) // 64 * 64, (size - 1) & 63
    for at in [*range(0, end, 64), end + rest - 63]:
        last = at == end + rest - 63
        factor, times = (K1 + ((z & 0xFF) << 1), 9) if last else (K1, 1)
        if last:
            first = w[0] + rest
            v = (v[0] + first, v[1])
            w = (first + v[0], w[1])
        x = _turned(x + y + v[0] + _word(data, at + 8), 37) * factor & _BITS
        y = _turned(y + v[1] + _word(data, at + 48), 42) * factor & _BITS
        x ^= w[1] * times & _BITS
        y += v[0] * times + _word(data, at + 40)
        z = _turned(z + w[0], 33) * factor & _BITS
        v = _pair(data, at, v[1] * factor, x + w[0])
        w = _pair(data, at + 32, z + w[1], y + _word(data, at + 16))
        z, x = x, z
    first = _joined(v[0], w[0], factor) + _shifted(y) * K0 + z
    return _joined(first & _BITS, (_joined(v[1], w[1], factor) + x) & _BITS, factor)


def _sip_rounds(state: list[int], count: int) -> None:
    a, b, c, d = state
    for _ in range(count):
        a, c = (a + b) & _BITS, (c + d) & _BITS
        b, d = _turned(b, 64 - 13) ^ a, _turned(d, 64 - 16) ^ c
        a = _turned(a, 32)
        c, a = (c + b) & _BITS, (a + d) & _BITS
        b, d = _turned(b, 64 - 17) ^ c, _turned(d, 64 - 21) ^ a
        c = _turned(c, 32)
    state[:] = [a, b, c, d]
