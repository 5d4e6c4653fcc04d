# make run   opens Layerloom; without a display it shows the main job in the terminal and writes to output/
# make test  format, lint, types and all tests, without a display; in two processes, WORKERS=0 in one
# make bench time per training step beside PyTorch, Keras and scikit-learn, which go into .venv-bench (gigabytes, once)
# make bench-canvas  how fast large drawings open, pan, drag and zoom
# run and test set up everything they need in .venv; the second time that takes a moment only.

PYTHON := .venv/bin/python
WORKERS ?= 2# processes that share the tests; 0 is this one alone

.PHONY: run test bench bench-canvas clean

run:
	@sh .ci/setup.sh run
	@sh .ci/start.sh

test:
	@sh .ci/setup.sh test
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m tests.compile_kernels & $(PYTHON) -m mypy && $(PYTHON) -m tests.compile_kernels backwards; \
		code=$$?; wait; exit $$code
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest --numprocesses $(WORKERS) --dist loadfile

bench:
	@test -x .venv-bench/bin/python || python3 -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --editable . torch keras jax tensorflow-cpu scikit-learn
	.venv-bench/bin/python tests/benchmarks/bench.py $(BENCH)

bench-canvas:
	@sh .ci/setup.sh run
	$(PYTHON) tests/benchmarks/bench_canvas.py

clean:
	rm -rf .venv .venv-bench output .mypy_cache .pytest_cache .ruff_cache
