"""Compiles the kernels that tests wait for: ``python -m tests.compile_kernels``, beside work for one processor."""

from tests import environment  # noqa: F401 - says where they are kept

from layerloom.kernels.compiled import compile_all

if __name__ == "__main__":
    compile_all()
