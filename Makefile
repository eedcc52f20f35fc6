# Two commands do everything, set-up included: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-all test-long bench lint types unit gate fix clean

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(READY)

demo: $(READY)
	$(BIN)/bilan demo

test: lint types unit gate

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet . || true

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/python -m pytest -n 2 tests

gate: $(READY)
	$(BIN)/python tools/gate.py

# What needs servers or browsers joins here as it comes.
test-all: test

test-long: test-all

bench: $(READY)
	$(BIN)/python bench/speed.py

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
