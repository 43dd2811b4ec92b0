# `make` alone lists what there is. Everything happens inside the clone: .venv/ is made on first use
# and again whenever the lock or the project's metadata changes.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
CNI    := $(BIN)/cni


.DEFAULT_GOAL := help
.PHONY: help setup report reports update demo test lab lock clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv with the locked dependencies (no need to call it: the others do)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "expected Python 3.11 or newer, found $$($(PYTHON) --version 2>&1); name one: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) scripts/make_venv.py $(VENV)
	@touch $@

report: $(STAMP) ## read the shipped documents, build the corpus, run the notebooks, publish reports/network/index.html
	@$(CNI) build
	@$(CNI) report

reports: $(STAMP) ## the same, and a report for each municipality
	@$(CNI) build
	@$(CNI) report --all

update: $(STAMP) ## fetch what is new, build, and publish every report: what a scheduler runs (docs/scheduling.md)
	@$(CNI) update

demo: $(STAMP) ## every figure at full size, on a SYNTHETIC network of invented councils (reports/demo/network)
	@$(CNI) simulate --out data/demo/documents --municipalities 19 --years 4 --seed 7
	@$(CNI) build data/demo/documents/SYNTHETIC --corpus data/demo/corpus --store data/demo/store
	@$(CNI) report --corpus data/demo/corpus --out reports/demo

test: $(STAMP) ## run the whole suite: style, types, tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lab: $(STAMP) ## open JupyterLab on the notebooks, with the kernel and the data ready
	@$(CNI) build
	@$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks $(LAB_ARGS)

lock: $(STAMP) ## resolve the dependencies again, with hashes (needs the network)
	@$(BIN)/python scripts/lock.py

clean: ## remove what was built: corpus, store, reports (not .venv)
	rm -rf data/corpus data/store data/demo reports/*/ reports/*.html reports/status.json
