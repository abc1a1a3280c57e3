# Everything a newcomer, a maintainer and CI need. `make` alone lists the commands.

PYTHON  ?= python3
# Processes for the tests: a number, or `auto` for one a core.
WORKERS ?= auto
# More options for pytest (`make test TESTS="tests/storage -x"`).
TESTS   ?=

VENV    := .venv
BIN     := $(VENV)/bin
# Stamps: a lock file that has not changed is never installed twice.
MADE    := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev
TRAIN   := $(VENV)/.train
LOCKER  := $(VENV)/lock

PIP     := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet --quiet
# Absolute, so that the demo writes there whatever the environment says.
DEMO_DB := $(CURDIR)/data/demo/demo.db
DEMO    := DATABASE_URL="sqlite:///$(DEMO_DB)" $(BIN)/scrapy

# Python 3.11 to 3.13 on Linux and macOS, from one file. The last cryptography with wheels for Macs
# with an Intel processor is 48; newer ones would need a Rust compiler there.
COMPILE := $(LOCKER)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate $(UPGRADE)
INTEL_MAC := sys_platform == 'darwin' and platform_machine == 'x86_64'
NOT_INTEL_MAC := sys_platform != 'darwin' or platform_machine != 'x86_64'

.DEFAULT_GOAL := help
.PHONY: help demo test check test-deep check-format check-lint check-types check-docs check-unit check-tests docs docs-tables records migration bench train simulate structure floor simulate-health three-days format lock clean

help: ## List these commands
	@echo "Usage: make COMMAND [PYTHON=python3.12]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

demo: $(RUNTIME) ## Crawl the archive that ships in data/demo (no network needed) and list what was stored
	@rm -f "$(DEMO_DB)" "$(DEMO_DB)-wal" "$(DEMO_DB)-shm"
	$(DEMO) crawl radiohc -s 'REPLAY=data/demo/*.warc.gz'
	@echo
	@$(DEMO) articles -n 40
	@echo
	@$(DEMO) runs
	@echo
	@echo "Stored in data/demo/demo.db (SQLite). The same crawl on the live site: $(BIN)/scrapy crawl radiohc"

test: CHECKS = format lint types docs tests
check: CHECKS = format lint types unit

test: ## Run all that a change must pass: format, lint, types, documentation, tests
check: ## Run what takes a minute or so: format, lint, types, unit tests
test check: $(DEV)
	@failed=""; \
	for check in $(CHECKS); do \
		$(MAKE) --no-print-directory check-$$check || failed="$$failed $$check"; \
	done; \
	echo; \
	if [ -n "$$failed" ]; then echo "FAILED:$$failed (alone: make check-NAME)"; exit 1; fi; \
	echo "Passed: $(CHECKS)"

test-deep: $(DEV) ## Run the tests that take minutes: many kills, three days, each extra in an empty environment
	$(BIN)/python -m pytest -n $(WORKERS) -m deep -rs $(TESTS)

check-format: $(DEV) ## Is every file formatted?
	$(BIN)/ruff format --check .

check-lint: $(DEV) ## Does ruff find fault?
	$(BIN)/ruff check .

check-types: $(DEV) ## Do the types agree?
	$(BIN)/mypy

check-docs: $(DEV) ## Is the documentation current, and does it build without a warning?
	$(BIN)/python -m tools.docs --check
	$(BIN)/python -m tools.demo.picture --check
	$(BIN)/python -m tools.docs.site

check-unit: $(DEV) ## Run the tests that start no process, no server and no database server
	$(BIN)/python -m pytest -n $(WORKERS) -m "not system and not deep" $(TESTS)

check-tests: $(DEV) ## Run the tests
	$(BIN)/python -m pytest -n $(WORKERS) $(TESTS)

docs: $(DEV) ## Build the documentation into site/ (warnings are errors)
	$(BIN)/python -m tools.docs.site
	@echo "Open site/index.html"

docs-tables: $(DEV) ## Write the generated tables of the documentation, and the picture of the demo, anew
	$(BIN)/python -m tools.docs
	$(BIN)/python -m tools.demo.picture

records: $(DEV) ## Write anew what derives from the article's fields: migration, JSON Schema, tables, expected records
	$(BIN)/python -m tools.records

migration: $(DEV) ## Write the migration of a change of the tables (NAME=what_it_does)
	$(BIN)/python -m tools.records --migration "$(or $(NAME),$(error give it a name: make migration NAME=what_it_does))"

bench: $(DEV) ## Measure speed and memory
	$(BIN)/python -m tools.benchmarks

simulate-health: $(DEV) ## Inject faults into synthetic outlets: how many are flagged, and the false alarms
	$(BIN)/python -m tools.faults

three-days: $(DEV) ## Crawl seven local outlets for three virtual days, with edits, deletions and faults
	$(BIN)/python -m tools.three_days

floor: $(DEV) ## Measure extraction anew, and write down the scores that the tests hold it to
	$(BIN)/python -m tools.floor

structure: $(DEV) ## Measure how the code is laid out (TREES="../another ." sets trees side by side)
	$(BIN)/python -m tools.structure $(TREES)

simulate: $(DEV) ## Simulate a month of 200 outlets: delays, requests and edits by the crawler's own policies
	$(BIN)/python -m tools.simulation

train: $(TRAIN) ## Build what extraction has learned, from the corpora (CORPORA)
	$(BIN)/python -m tools.training

format: $(DEV) ## Format every file and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(MADE) ## Rebuild the lock files from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@test -x $(LOCKER)/bin/uv || ($(BIN)/python -m venv $(LOCKER) && $(LOCKER)/bin/pip install --quiet uv==0.13.9)
	@printf '%s\n' "cryptography<49; $(INTEL_MAC)" "cryptography>=49; $(NOT_INTEL_MAC)" \
		| $(COMPILE) pyproject.toml - --extra crawl -o requirements.lock
	@$(COMPILE) pyproject.toml --all-extras --constraint requirements.lock -o requirements-all.lock
	@$(COMPILE) pyproject.toml --all-extras --group dev --group docs --constraint requirements-all.lock -o requirements-dev.lock
	@$(COMPILE) pyproject.toml --all-extras --group dev --group train --constraint requirements-dev.lock -o requirements-train.lock
	@while read -r peer; do \
		echo "$$peer" | $(COMPILE) - -o tools/benchmarks/peers/$${peer%%==*}.lock || exit 1; \
	done < tools/benchmarks/peers/peers.txt
	@echo "Wrote requirements.lock, requirements-all.lock, requirements-dev.lock, requirements-train.lock and the benchmark's tools/benchmarks/peers/*.lock"

clean: ## Remove the environment, the caches and the demo's database
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f "$(DEMO_DB)" "$(DEMO_DB)-wal" "$(DEMO_DB)-shm"
	find crawler tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name another one, for example: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "$(PYTHON) could not make an environment (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@touch $@

$(RUNTIME): $(MADE) requirements.lock
	@echo "Installing what the crawler needs into $(VENV) (the first time this takes a minute) ..."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

# One of the tools for tests comes without a wheel, so wheels are not asked for here.
$(DEV): $(RUNTIME) requirements-dev.lock
	@echo "Installing the tools for tests into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(TRAIN): $(DEV) requirements-train.lock
	@echo "Installing what the training needs into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements-train.lock
	@touch $@
