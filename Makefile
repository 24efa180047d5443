# Every recipe sets up .venv itself; python3 (3.11 or later) and make are all that is needed.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# compiled once, beside the tree: a process that compiles all that it imports takes 10 s to start, else 3
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX ?= $(CURDIR)/.venv/bytecode

.PHONY: help setup demo test check format lint layers types templates bench fuzz faults browser units proxies pins clean

help: ## what can be done here
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/ready ## only the environment

# uv does the installing because it is fast; it is itself pinned and comes through pip
.venv/ready: requirements/dev.txt requirements/bootstrap.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bootstrap.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

demo: setup ## sets everything up and runs the main job
	$(BIN)/lyhord demo

# one order for everybody, so that what passed here passes there; SEED=last repeats, another number mixes anew
SEED ?= 1122

# a file stays on one worker, so that what its tests share (a site, a browser, a fit) is made once
test: setup browser ## sets everything up and runs the tests
	$(BIN)/pytest -n 2 --dist loadfile --randomly-seed=$(SEED)

check: setup ## all that the build server runs, quickest first
	@$(MAKE) --no-print-directory format lint layers templates types test

format: setup ## is everything formatted?
	$(BIN)/ruff format --check .

lint: setup ## ruff, all rules
	$(BIN)/ruff check .

layers: setup ## do imports go one way?
	$(BIN)/lint-imports

templates: setup ## are the page templates well formed?
	$(BIN)/djlint src/lyhord --lint --quiet

types: setup ## pyright, strict
	$(BIN)/pyright

browser: ## Debian's chromium and Firefox for the browser tests, where they are missing and may be installed
	@bash .ci/browser

bench: setup ## every measurement in one table: goal, measured, met or missed by how much
	$(BIN)/python bench/summary.py

fuzz: setup ## 10,000 requests that nobody would think of; nothing may break
	$(BIN)/python -m tests.web.fuzzing 10000

faults: setup ## break everything while people answer (at most 15 minutes); prints a table
	$(BIN)/python -m tests.faults

units: ## does systemd understand the units of deploy/? (on a machine that has it)
	folder=$$(mktemp -d) && for unit in deploy/systemd/lyhord-*; do sed 's#/opt/lyhord/bin/lyhord#/bin/true#' $$unit > $$folder/$${unit##*/}; done && systemd-analyze verify --man=no $$folder/lyhord-*

proxies: setup ## does what deploy/ gives nginx and Caddy lead right and tell of nobody? (Debian's nginx-light, caddy)
	$(BIN)/pytest -n 0 tests/deploy/through_proxies.py

pins: setup ## compile the pinned requirements anew (versions at least a week old, no addresses)
	for name in bootstrap runtime otel dev; do $(BIN)/uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate --exclude-newer "$$(date -d '8 days ago' +%F)" requirements/$$name.in -o requirements/$$name.txt; done

clean: ## remove the environment
	rm -rf .venv build dist
