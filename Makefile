# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test check catalogue schema benchmark judges clean

# Checks the invented sample drafts. They hold mistakes on purpose, so exit code 1 is the right one.
demo: $(VENV)/runtime
	$(BIN)/pmqa-writer lint --sample || test $$? -eq 1

test: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP_INSTALL) -e ".[semantic]"
	touch $@

$(VENV)/dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP_INSTALL) -e ".[semantic,dev]"
	touch $@ $(VENV)/runtime

# After changing messages: collect them, translate the new ones in the .po file, run it again.
catalogue: $(VENV)/dev
	$(BIN)/python tools/catalogue.py

# After changing the types of the criteria: write their JSON Schemas anew.
schema: $(VENV)/dev
	$(BIN)/python tools/schema.py

# Learns all that judges from tools/training anew: about half an hour on one core.
judges: $(VENV)/dev
	$(BIN)/python tools/learn_judges.py build/judges

benchmark: $(VENV)/runtime
	$(BIN)/python benchmarks/lint_speed.py

clean:
	rm -rf $(VENV) build dist
