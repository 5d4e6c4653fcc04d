"""Compiles the kernels that tests wait for: ``python -m tests.compile_kernels [backwards]``.

One process serves beside work for one processor, and a second, from the last family backwards, once that is done.
"""

import sys

from tests import environment  # noqa: F401 - says where they are kept

from layerloom.kernels.compiled import FAMILIES, cache, kernels

if __name__ == "__main__":
    for name in reversed(FAMILIES) if "backwards" in sys.argv else FAMILIES:
        if not cache.is_kept(name):
            kernels([name])
