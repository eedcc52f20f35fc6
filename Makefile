# Two commands do everything, set-up included: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test test-all test-long bench lint types unit gate fix clean

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is older than 3.11; name a newer one: make PYTHON=python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $(READY)

# Reads the sample dossier into a ledger, prints the account, says how to look further.
demo: $(READY)
	$(BIN)/bilan demo

# Style, types, tests, quality gate; needs nothing but Python.
test: lint types unit gate

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/python -m pytest -n 2 tests

gate: $(READY)
	$(BIN)/python tools/gate.py

# What needs servers or browsers joins here as it comes; the retellings of the seeds are run up to 40.
test-all: lint types unit
	$(BIN)/python tools/gate.py --swaps 40

test-long: test-all

# Speed and memory, beside other tools; some minutes.
bench: $(READY)
	$(BIN)/python bench/speed.py

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
