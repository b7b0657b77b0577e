# The front door: every command installs what it needs. `make` alone lists them.
SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

STAGE ?= local
BIN := .venv/bin
PY := $(BIN)/python
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11
LAYERS := $(patsubst layers/%/requirements.in,%,$(wildcard layers/*/requirements.in))

# No tool of this project ever downloads an interpreter.
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
# Without its bytecode the CDK alone takes 10 s to import, every time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## Say what there is
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- What everything stands on

.PHONY: install
install: .venv/.installed ## Make the environment in .venv (needs Python 3.11 or later)

.venv/bin/python:
	@echo "Making .venv with $$(sh requirements/find-python.sh)"
	@"$$(sh requirements/find-python.sh)" -m venv --clear .venv

.venv/bin/uv: requirements/uv.txt | .venv/bin/python
	@$(PY) -m pip install --quiet --require-hashes --only-binary=:all: -r requirements/uv.txt
	@touch $@

.venv/.installed: requirements/dev.txt .venv/bin/uv
	@echo "Installing requirements/dev.txt"
	@$(BIN)/uv pip sync --quiet --require-hashes --python $(PY) requirements/dev.txt
	@touch $@

.venv-cloud/.installed: requirements/local-cloud.txt .venv/.installed
	@echo "Installing the local cloud into .venv-cloud"
	@$(BIN)/uv venv --quiet --clear --python $(PY) .venv-cloud
	@$(BIN)/uv pip sync --quiet --require-hashes --python .venv-cloud/bin/python requirements/local-cloud.txt
	@touch $@

.PHONY: locks
locks: install ## Resolve the locks anew (UPGRADE=1 for the newest versions)
	@for layer in core $(filter-out core,$(LAYERS)); do \
		core=""; [ $$layer = core ] || core="-c layers/core/requirements.txt"; \
		$(COMPILE) $(if $(UPGRADE),--upgrade) layers/$$layer/requirements.in $$core -o layers/$$layer/requirements.txt; done
	@$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/uv.in -o requirements/uv.txt
	@$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/local-cloud.in -o requirements/local-cloud.txt
	@$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/dev.in -o requirements/dev.txt \
		$(foreach layer,$(LAYERS),-c layers/$(layer)/requirements.txt)

# --- The whole stack on this machine

.PHONY: run dev reset journey
run: .venv/.installed .venv-cloud/.installed ## Start the whole stack on this machine, with demo data; Ctrl-C stops it
	@exec $(PY) -m infra.local run

dev: .venv/.installed ## One auto-reloading process with all rooms, for work on the code; keeps nothing
	@exec $(PY) -m infra.local dev

reset: .venv/.installed ## Wipe what the local stack keeps
	@exec $(PY) -m infra.local reset

journey: .venv/.installed .venv-cloud/.installed ## The whole product's story on the local stack (TEXTBOOK=file: a course from it)
	@exec $(PY) -m infra.local journey $(if $(TEXTBOOK),--textbook "$(TEXTBOOK)")

# --- Checks

.PHONY: lint format types imports test check hooks prove bench
lint: .venv/.installed ## Style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: .venv/.installed ## Put the code into form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: .venv/.installed ## Static types
	@$(BIN)/mypy

imports: .venv/.installed ## Who may import whom
	@$(BIN)/lint-imports --no-logo

check: lint types imports ## Everything static

hooks: .venv/.installed ## Run the static checks before every commit
	@$(BIN)/pre-commit install

test: check .venv-cloud/.installed ## All of it: static checks, then every test, on the local cloud too
	@$(PY) -m pytest -n 2 --dist loadfile $(PYTEST)

prove: .venv/.installed .venv-cloud/.installed ## The long proofs: volume, load, races at size, chaos
	@$(PY) -m pytest tests/proofs -s $(PYTEST)
	@LMS_FUZZ_EXAMPLES=60 $(PY) -m pytest -n 2 --dist loadscope tests/fuzz/test_schemathesis.py $(PYTEST)

bench: .venv/.installed .venv-cloud/.installed ## The figures, as ratios, into docs/benchmarks.md
	@exec $(PY) -m infra.bench

# --- Generated

.PHONY: openapi docs
openapi: .venv/.installed ## Write docs/openapi.json from the code
	@exec $(PY) -m infra.openapi

docs: .venv/.installed ## Write everything that is made from the code: rights, event schemas, API, architecture, data model
	@$(PY) -m infra.rights
	@$(PY) -m infra.event_schemas
	@$(PY) -m infra.openapi
	@$(PY) -m infra.docs

# --- AWS

.PHONY: synth deploy
synth: .venv/.installed ## Synthesize STAGE (local, staging, production) into cdk.out/STAGE
	@LMS_STAGE=$(STAGE) exec $(PY) -m infra.app

deploy: .venv/.installed ## Deploy STAGE to AWS with the credentials of the environment
	@exec $(PY) -m infra.deploy $(STAGE)
