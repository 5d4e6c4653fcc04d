"""`layerloom warmup`: compiles the kernels ahead, so that the first training need not wait for them."""

from __future__ import annotations

import time

from layerloom.kernels.compiled import cache, compile_all, mode
from layerloom_studio.language import tr


def warm_up() -> int:
    """Compile what is not kept yet, with a line about each family of kernels.

    Returns:
        The exit code: 2 where kernels cannot be kept.
    """
    start = time.perf_counter()
    place = cache.folder()
    # Where nothing can be kept, which has been warned of, compiling would be in vain: NumPy computes in every process.
    made = [] if place is None else compile_all(say=lambda line: print(f"{line} ..."))
    if made:
        print(
            tr(
                "Compiled {count} families of kernels in {seconds:.0f} s; kept in {place}.",
                count=len(made),
                seconds=time.perf_counter() - start,
                place=place,
            )
        )
    elif mode() == "plain" or place is None:
        print(tr("No kernels are compiled here; NumPy computes."))
    else:
        print(tr("All kernels are compiled already; they are in {place}.", place=place))
    return 0 if place is not None or mode() == "plain" else 2
