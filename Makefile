# Every command a newcomer or a developer needs. `make check` is the one word for green.
.PHONY: help demo test check lint format bench notebook lock clean

VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
# The newest Python that is here and not older than 3.11.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)

ifdef UV
create_venv = $(UV) venv --quiet --allow-existing --python ">=3.11" $(VENV)
install = $(UV) pip install --quiet --python $(BIN)/python
else
create_venv = $(if $(PYTHON),$(PYTHON) -m venv $(VENV),\
	@echo "Python 3.11 or newer is needed (or uv, which brings its own)." >&2; exit 1)
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

help: ## Say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.product ## Try it: sample company, models, a local Slack workspace page
	@$(BIN)/sales-assistant demo

test: $(VENV)/.dev ## Run every test
	$(BIN)/python -m pytest -n auto --maxprocesses 4

check: lint test ## Format, lint, types, imports, tests

lint: $(VENV)/.dev ## All of `check` but the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## Put the source into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## Measure: the figures of docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks

notebook: $(VENV)/.dev ## Look at the data step by step: docs/explore.ipynb in the browser
	@$(install) -c requirements-dev.txt notebook
	$(BIN)/jupyter notebook docs/explore.ipynb

lock: $(VENV)/.dev ## Compile requirements*.txt from pyproject.toml
	$(BIN)/python -m uv pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate --upgrade -o requirements.txt
	$(BIN)/python -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate -c requirements.txt -o requirements-dev.txt

$(VENV)/.product: requirements.txt pyproject.toml
	$(create_venv)
	@echo "Installing into $(VENV) …"
	@$(install) -r requirements.txt
	@$(install) --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.product
	@echo "Installing what the tests need …"
	@$(install) -r requirements-dev.txt
	@touch $@

clean: ## Remove the environment and the caches; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
