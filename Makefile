# One command each. `make` alone lists them. Needs git, make and Python 3.11 or later; nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp-dev
SPARK_VENV := .venv-spark
SPARK_STAMP := $(SPARK_VENV)/.stamp-spark
BENCH_STAMP := $(VENV)/.stamp-bench
PIP := -m pip --disable-pip-version-check --no-input
DEMO_DATA ?= demo-data
DATA ?= data
SERVE ?= 1
TEST_WORKERS ?= 2
PYTEST_ARGS ?=

# The package itself: from this folder, with the build tools that are already pinned in dev.txt.
EDITABLE := install --quiet --no-build-isolation --no-deps --editable .

# uv writes the pinned files; the options keep every registry address out of them.
LOCK := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-header --no-annotate --python-version 3.11 pyproject.toml

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(STAMP) ## make .venv and install the pinned tools into it (once; again when pins change)

# $(1) folder: a virtual environment, or one sentence that says what is missing.
define make-venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Knipperlicht needs Python 3.11 or later; '$(PYTHON)' is not that. Try: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python cannot make virtual environments here. On Debian, as root: apt-get install python3-venv" >&2; exit 1; }
	@test -x $(1)/bin/python || { $(PYTHON) -m venv $(1) && echo '*' > $(1)/.gitignore; }
endef

$(STAMP): requirements/dev.txt pyproject.toml
	$(call make-venv,$(VENV))
	$(BIN)/python $(PIP) install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python $(PIP) $(EDITABLE)
	@touch $@

.PHONY: assets
assets: $(STAMP) ## build stylesheets, scripts and catalogues of texts (quick; skips what did not change)
	@$(BIN)/python -m knipperlicht.web.assets_build
	@$(BIN)/python -m knipperlicht.web.messages compile

.PHONY: demo
demo: assets ## an invented province and a running site over it (SERVE=0: ends after the tour)
	$(BIN)/knipperlicht --data $(DEMO_DATA) demo $(if $(filter 0,$(SERVE)),--no-serve)

.PHONY: serve
serve: assets ## run the site on $(DATA), as in production (HOST, PORT, WORKERS)
	$(BIN)/knipperlicht --data $(DATA) serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT)) $(if $(WORKERS),--workers $(WORKERS))

.PHONY: test
test: assets ## the whole test suite
	@tools/system_packages.sh
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

.PHONY: check
check: $(STAMP) ## lint, types, walls between packages, docs: what CI runs before the tests
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet . || { echo "make format brings these into form:"; $(BIN)/ruff format --check .; exit 1; }
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports --no-logo
	$(MAKE) --no-print-directory docs

.PHONY: format
format: $(STAMP) ## bring all Python files into the common form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

.PHONY: docs
docs: $(STAMP) ## build the documentation site into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

.PHONY: bench
bench: $(BENCH_STAMP) ## measure on a synthetic full Belgium; results go to benchmarks/
	$(BIN)/python -m benchmarks.run

.PHONY: bench-all
bench-all: $(BENCH_STAMP) ## measure all sources and the whole catalogue (SIZE, default 1 = Belgium); goes on where it stopped
	$(BIN)/python -m benchmarks.everything.run --size $(or $(SIZE),1)

.PHONY: bench-web
bench-web: assets ## measure the site under load on a synthetic full Belgium; results go to benchmarks/
	$(BIN)/python -m benchmarks.web.run

.PHONY: bench-cases
bench-cases: $(BENCH_STAMP) ## measure case work with 100,000 files on a private PostgreSQL (FILES)
	$(BIN)/python -m benchmarks.casework.run --files $(or $(FILES),100000)

.PHONY: bench-nbb
bench-nbb: $(STAMP) ## how fast annual accounts are read (FILINGS, default 10000)
	$(BIN)/python -m benchmarks.jobs.parse_nbb --filings $(or $(FILINGS),10000)

.PHONY: bench-xml
bench-xml: $(STAMP) ## how fast the KBO reuse XML is read (SIZE in MB, default 500)
	$(BIN)/python -m benchmarks.jobs.parse_kbo_xml $(or $(SIZE),500)

$(BENCH_STAMP): $(STAMP) requirements/bench.txt
	$(BIN)/python $(PIP) install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

.PHONY: indicator
indicator: $(STAMP) ## start a new indicator: make indicator SLUG=… FAMILY=…
	@test -n "$(SLUG)" -a -n "$(FAMILY)" || { echo "Say which: make indicator SLUG=naam_van_indicator FAMILY=adres" >&2; exit 2; }
	$(BIN)/python -m knipperlicht.indicators.scaffold --slug "$(SLUG)" --family "$(FAMILY)"

.PHONY: spark-test
spark-test: $(SPARK_STAMP) ## the parity tests: the same rows on Apache Spark (needs Java 17 or later)
	@command -v java >/dev/null || { echo "Spark needs Java 17 or later. On Debian, as root: apt-get install default-jre-headless" >&2; exit 1; }
	$(SPARK_VENV)/bin/python -m pytest tests/spark $(PYTEST_ARGS)

# Spark still needs pandas 2, the rest of the project does not: an environment of its own.
$(SPARK_STAMP): requirements/spark.txt pyproject.toml
	$(call make-venv,$(SPARK_VENV))
	$(SPARK_VENV)/bin/python $(PIP) install --quiet --require-hashes -r requirements/spark.txt
	$(SPARK_VENV)/bin/python $(PIP) $(EDITABLE)
	@touch $@

.PHONY: lock
lock: ## choose and pin all dependencies anew, with hashes (needs uv)
	$(LOCK) --output-file requirements/base.txt
	$(LOCK) --extra dev --output-file requirements/dev.txt
	$(LOCK) --extra bench --constraint requirements/dev.txt --output-file requirements/bench.txt
	$(LOCK) --extra ftm --constraint requirements/dev.txt --output-file requirements/ftm.txt
	$(LOCK) --extra dev --extra spark --output-file requirements/spark.txt

.PHONY: clean
clean: ## remove what was built here (never the folder data/)
	rm -rf $(VENV) $(SPARK_VENV) $(DEMO_DATA) site dist src/knipperlicht/web/static/dist src/knipperlicht/web/assets/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
