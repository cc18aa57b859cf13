# Every command a developer or a newcomer needs. `make check` is the one word for green.
.PHONY: demo test check lint format lock bench clean

VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

ifdef UV
create_venv = $(UV) venv --quiet --allow-existing $(VENV)
install = $(UV) pip install --quiet --python $(BIN)/python
else
create_venv = $(PYTHON) -m venv $(VENV)
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

demo: $(VENV)/.product
	$(BIN)/sales-assistant demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2

check: lint test

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python -m tests.benchmarks

lock: $(VENV)/.dev
	$(BIN)/python -m uv pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate --upgrade -o requirements.txt
	$(BIN)/python -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate -c requirements.txt -o requirements-dev.txt

$(VENV)/.product: requirements.txt pyproject.toml
	$(create_venv)
	$(install) -r requirements.txt
	$(install) --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.product
	$(install) -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
