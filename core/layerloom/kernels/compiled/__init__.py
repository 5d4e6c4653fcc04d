"""Compiled kernels, each beside a twin in plain NumPy that says what it computes, and serves where there is no Numba.

A family is a pair of modules with functions of the same names and arguments: ``<family>_loops`` for Numba, and
``<family>_plain``. All write into arrays that they are given.
"""

from layerloom.kernels.compiled.loading import (
    FAMILIES,
    compile_all,
    compile_in_background,
    kernels,
    mode,
    pending,
    set_mode,
)

__all__ = ["FAMILIES", "compile_all", "compile_in_background", "kernels", "mode", "pending", "set_mode"]
