# Needs Python 3.11 or newer; everything else is installed into .venv from requirements.lock.
# The interpreter may be named: make PYTHON=/path/to/python3 setup
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/installed
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)

.PHONY: help setup demo test lint types bench fuzz reliability docs lock wheelhouse clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## install hcaudit and all it needs into .venv

$(STAMP): requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ]; then \
	  echo 'No Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python3 setup' >&2; exit 1; fi
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo '$(PYTHON) is not Python 3.11 or newer. Name one that is: make PYTHON=/path/to/python3 setup' >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	"$(PYTHON)" -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@# Where Python is told not to write bytecode, every start would compile anew what pip compiles for other packages.
	@$(BIN)/python -m compileall -q src/hcaudit
	@touch $@

demo: $(STAMP) ## audit the sample month: table here, workbook in build/
	@mkdir -p build
	$(BIN)/hcaudit check sample_data --month 2021-12 --format table -o build/sample-2021-12.xlsx --exit-zero

test: lint types ## all checks: lint, types, tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(STAMP) ## style and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## types
	$(BIN)/mypy

bench: $(STAMP) ## a million orders, and a workbook, against a bare read of the same file
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.workbook

fuzz: $(STAMP) ## 200 000 broken inputs against what reads exports; failures become test cases
	$(BIN)/python -m bench.fuzz

reliability: $(STAMP) ## 300 kills, crowds of 16, full disks against the ledger; writes docs/reliability.md
	$(BIN)/python -m bench.faults

docs: $(STAMP) ## write docs/rules and docs/schema anew from rules/
	$(BIN)/python -m docs.generate

lock: ## pin the dependencies anew (needs uv)
	UV_CUSTOM_COMPILE_COMMAND='make lock' uv --no-config pip compile --quiet --universal --fork-strategy fewest \
	  --generate-hashes --group dev --output-file requirements.lock pyproject.toml

wheelhouse: $(STAMP) ## zip of wheels to install without a network, tried without one (for others: PLATFORM=win_amd64 FOR=3.12)
	$(BIN)/python -m release.wheelhouse $(PLATFORM) $(FOR)

clean: ## remove what was built and installed
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find bench docs release sample_data src tests -type d -name __pycache__ -prune -exec rm -rf {} +
