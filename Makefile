# Two commands set everything up on a machine with Python 3.11 or newer:
#   make demo    solves and compares the Agreed Framework scenario
#   make test    types, lint, import layers, doc examples, tests
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.PHONY: demo test bench docs clean
.DELETE_ON_ERROR:

demo: $(VENV)/.demo
	$(BIN)/gtd solve dprk/agreed_framework_1994
	$(BIN)/gtd compare dprk/agreed_framework_1994

test: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

bench: $(VENV)/.bench
	-$(BIN)/python -m pytest benchmarks --benchmark-enable --benchmark-only --benchmark-quiet \
		--benchmark-timer=time.process_time -p no:randomly -vv
	$(BIN)/python benchmarks/report.py .benchmarks/measured.jsonl

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.demo: $(VENV)/bin/python setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.test: $(VENV)/bin/python setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ $(VENV)/.demo

$(VENV)/.bench: $(VENV)/bin/python setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[test,bench]'
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
