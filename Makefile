# What people do often. `make` alone lists it. Written for GNU make 3.81 and a POSIX shell.

VENV ?= .venv
# The interpreter to make $(VENV) with; empty: the first of 3.11 to 3.14 that is found.
PYTHON ?=
DEMO_QUERIES ?= lines-by-status who-makes vehicles-and-batteries
MAP ?= build/map.html
DIST ?= dist
PYTEST_ARGS ?=
BENCH_ARGS ?=

BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
CORE := $(VENV)/.installed-core
DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format types web arrows schema queries bench bench-map pictures neo4j neo4j-stop wheel clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

install: $(DEV) ## install graphkit and what its tests need into .venv (by uv where present, else venv and pip)

# $(call install_into_venv,REQUIREMENT): makes $(VENV) if it is missing or broken, and installs the checkout editable.
define install_into_venv
	@set -e; \
	ok='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'; \
	if "$(BIN)/python" -c "$$ok" >/dev/null 2>&1; then have=yes; else have=no; fi; \
	if [ $$have = no ] && [ -e "$(VENV)" ] && [ ! -f "$(VENV)/pyvenv.cfg" ]; then \
	  echo "$(VENV) is there already and is no virtual environment: move it away, or name another: make VENV=..." >&2; exit 1; \
	fi; \
	if command -v uv >/dev/null 2>&1; then \
	  echo "installing $(1) into $(VENV) with uv"; \
	  if [ $$have = no ]; then \
	    wanted='$(PYTHON)'; rm -rf "$(VENV)"; uv venv --quiet --python "$${wanted:->=3.11,<3.15}" "$(VENV)"; \
	  fi; \
	  uv pip install --quiet --python "$(BIN)/python" -e '$(1)'; \
	else \
	  if [ $$have = no ]; then \
	    found=; seen=; \
	    for python in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11 python3.14 python); do \
	      if "$$python" -c "$$ok" >/dev/null 2>&1; then found=$$python; break; fi; \
	      version=`"$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null` || continue; \
	      seen="$${seen:+$$seen, }$$python is $$version"; \
	    done; \
	    if [ -z "$$found" ]; then \
	      echo "graphkit needs Python 3.11 to 3.14, and found $${seen:-none on PATH}." >&2; \
	      echo "Install one, or name it: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; \
	    fi; \
	    "$$found" -m venv --clear "$(VENV)" || { \
	      echo "$$found cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; \
	  fi; \
	  echo "installing $(1) into $(VENV) with pip (one or two minutes the first time)"; \
	  "$(BIN)/python" -m pip install --quiet --disable-pip-version-check -e '$(1)'; \
	fi
endef

# What the demo needs; the tests' tools come with it.
$(CORE): pyproject.toml
	$(call install_into_venv,.)
	@touch "$@"

$(DEV): pyproject.toml
	$(call install_into_venv,.[dev])
	@touch "$@" "$(CORE)"

# The demo sees no database that the environment names: NEO4J_* is unset, and each command says --store embedded.
demo: $(CORE) ## install, check, load into the embedded store, ask three questions, draw the map, strike a firm
	@set -e; begin=`date +%s`; \
	for name in `env | sed -n 's/^\(NEO4J_[A-Za-z0-9_]*\)=.*/\1/p'` GRAPHKIT_PROJECT; do unset $$name; done; \
	say() { printf '\n$$ %s\n' "$$*"; "$$@"; }; \
	PATH=`cd "$(BIN)" && pwd`:$$PATH; export PATH; mkdir -p "$(dir $(MAP))"; \
	say graphkit --project . check; \
	say graphkit --project . --store embedded load; \
	for query in $(DEMO_QUERIES); do say graphkit --project . --store embedded query run $$query; done; \
	say graphkit --project . map -o "$(MAP)"; \
	say graphkit --project . analyze disruption --strike ganfeng; \
	printf '\nDone in %s s. Open this file in a browser (it needs no network):\n\n    %s\n\n' \
	  $$((`date +%s` - begin)) "$(CURDIR)/$(MAP)"; \
	printf 'Then try:\n\n'; \
	printf '    %s\n' \
	  '$(BIN)/graphkit query list                what can be asked' \
	  '$(BIN)/graphkit find "lithium sulfide"    an entity by any of its names' \
	  '$(BIN)/graphkit show byd                  one entity, each value with its sources' \
	  '$(BIN)/graphkit why byd                   the claims behind it' \
	  '$(BIN)/graphkit init my-chain             a project of your own' \
	  'make neo4j                                the same in a Neo4j'

test: $(DEV) ## run all tests; tells why any is skipped
	@"$(BIN)/python" -m pytest -rs $(PYTEST_ARGS)

lint: $(DEV) ## ruff: lint and format, as CI checks it
	@"$(BIN)/ruff" check .
	@"$(BIN)/ruff" format --check .

format: $(DEV) ## ruff: mend what can be mended, and format
	@"$(BIN)/ruff" check --fix .
	@"$(BIN)/ruff" format .

types: $(DEV) ## mypy --strict on the engine
	@"$(BIN)/mypy" --strict graphkit

web: node_modules/.installed ## eslint, and tsc as a type checker, on the map's script (needs Node.js)
	@node node_modules/eslint/bin/eslint.js graphkit/maps/assets/script
	@node node_modules/typescript/bin/tsc --project tsconfig.json

node_modules/.installed: package.json
	@command -v npm >/dev/null 2>&1 || { echo "make web needs Node.js with npm, and it is not here." >&2; exit 1; }
	@npm install --no-package-lock --no-audit --no-fund --silent
	@touch "$@"

arrows: $(DEV) ## the rooms import one another only as docs/architecture.md says
	@"$(BIN)/lint-imports" --no-logo

schema: $(DEV) ## write docs/schema.md from schema/
	@"$(BIN)/python" scripts/schema_page.py

queries: $(DEV) ## write docs/queries.md from queries/
	@"$(BIN)/python" scripts/queries_page.py

bench: $(DEV) ## measure against plain Python and a bare driver loop (BENCH_ARGS="--scripts ../shared/neo4j" adds Neo4j)
	@"$(BIN)/python" -m benchmarks $(BENCH_ARGS)

bench-map: $(DEV) benchmarks/peers/node_modules ## measure the map beside pyvis, vis-network, cytoscape.js and sigma.js (needs Node.js, Chromium)
	@"$(BIN)/python" -m benchmarks.maps $(BENCH_ARGS)

benchmarks/peers/node_modules: benchmarks/peers/package.json
	@npm install --prefix benchmarks/peers --no-package-lock --no-audit --no-fund --silent
	@touch "$@"

pictures: $(DEV) ## pictures of the map's main views at five sizes, into build/pictures (needs Chromium)
	@"$(BIN)/python" scripts/map_pictures.py

neo4j: ## bring up the compose file's Neo4j and wait until it is healthy (needs NEO4J_PASSWORD)
	@docker compose version >/dev/null 2>&1 || { \
	  echo "make neo4j needs docker compose (the 'docker' command with its compose plugin), and it is not here." >&2; \
	  echo "Install Docker, or run a Neo4j of your own and set NEO4J_URI; the embedded store needs neither." >&2; exit 1; }
	@docker version >/dev/null 2>&1 || { \
	  echo "docker is installed, but its engine does not answer: start it (Docker Desktop, or systemctl start docker)." >&2; \
	  exit 1; }
	@if [ -z "$$NEO4J_PASSWORD" ] && ! grep -Eqs '^[[:space:]]*NEO4J_PASSWORD=.' .env; then \
	  echo "make neo4j needs a password for the database's user neo4j, of 8 characters or more:" >&2; \
	  echo "    export NEO4J_PASSWORD='...'    (or the line NEO4J_PASSWORD=... in the file .env)" >&2; exit 1; \
	elif [ -n "$$NEO4J_PASSWORD" ] && [ $${#NEO4J_PASSWORD} -lt 8 ]; then \
	  echo "NEO4J_PASSWORD has fewer than 8 characters, and Neo4j will not take it." >&2; exit 1; \
	elif printf '%s' "$${NEO4J_PASSWORD:-`sed -n 's/^[[:space:]]*NEO4J_PASSWORD=//p' .env 2>/dev/null`}" | grep -q '^-'; then \
	  echo "NEO4J_PASSWORD begins with '-', which Neo4j's own tool takes for an option: choose another." >&2; exit 1; \
	fi
	@docker compose up -d --wait neo4j || { \
	  echo "Neo4j did not become healthy; its last words:" >&2; \
	  NEO4J_PASSWORD=$${NEO4J_PASSWORD:-unused} docker compose logs --tail 20 neo4j >&2; exit 1; }
	@at=`NEO4J_PASSWORD=$${NEO4J_PASSWORD:-unused} docker compose port neo4j 7687`; \
	printf 'Neo4j answers. To use it:\n\n    export NEO4J_URI=bolt://%s NEO4J_USERNAME=neo4j NEO4J_PASSWORD=...\n' "$$at"; \
	printf '    $(BIN)/graphkit load\n\nThe volume keeps the password of its first start. Stop it with: make neo4j-stop\n'

neo4j-stop: ## stop that Neo4j; its data stay in the volume
	@NEO4J_PASSWORD=$${NEO4J_PASSWORD:-unused} docker compose down
	@echo "Stopped; the data are kept. To delete them too: NEO4J_PASSWORD=unused docker compose down --volumes"

wheel: $(DEV) ## build the sdist, and the wheel from it, into dist/
	@"$(BIN)/python" -m build --outdir "$(DIST)" .

clean: ## remove what was built and cached (not .venv, not a store)
	@rm -rf build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
