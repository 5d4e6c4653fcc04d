# make run   opens Layerloom; without a display it shows the main job in the terminal and writes to output/
# make test  format, lint, types and all tests, without a display
# Both set up everything they need in .venv; the second time that takes a moment only.

PYTHON := .venv/bin/python

.PHONY: run test clean

run:
	@sh .ci/setup.sh run
	@sh .ci/start.sh

test:
	@sh .ci/setup.sh test
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest

clean:
	rm -rf .venv output .mypy_cache .pytest_cache .ruff_cache
