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

# Learns all that judges from tools/training anew, each part from what the one before says of drafts it has not seen:
# about forty minutes on one core. The encoder is left as it is: see tools/train_encoder.py.
judges: FIRST = build/judges/first.jsonl tools/training/drafts-checklist.jsonl
judges: $(VENV)/dev
	mkdir -p build/judges
	cat tools/training/drafts-dev.jsonl tools/training/drafts-question.jsonl > build/judges/first.jsonl
	$(BIN)/python tools/train_reader.py --write --items build/judges/items.npz --points build/judges/read.npz \
		--demands build/judges/demands.npz
	$(BIN)/python tools/train_coverage.py build/judges/items.npz --write --unseen build/judges/asked.npz
	$(BIN)/python tools/train_adli.py build/judges/read.npz $(FIRST) --write --unseen build/judges/points.npz
	$(BIN)/python tools/train_constraints.py build/judges/points.npz build/judges/asked.npz build/judges/demands.npz $(FIRST) --write

benchmark: $(VENV)/runtime
	$(BIN)/python benchmarks/lint_speed.py

clean:
	rm -rf $(VENV) build dist
