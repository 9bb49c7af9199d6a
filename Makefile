# `make` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= build/demo
TOUR ?= build/tour
JOBS ?= 2
SEEDS ?= 200
FIRST ?= 0
OFFICES ?= 500
SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help run test tour check bench kills storm simulate mutate pictures catalogue lock migration clean system system-tests load

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

run: system $(VENV)/.ready ## set up, then open a ready demo office (without a screen: play the tour)
	@$(BIN)/python installers/linux/run_demo.py --data $(DEMO) --out $(TOUR)

test: system-tests $(VENV)/.ready ## set up, then run every check and test
	@$(BIN)/python tests/run_all.py --jobs $(JOBS)

tour: system $(VENV)/.ready ## play one family's visit off screen; pictures and PDFs in build/tour
	@QT_QPA_PLATFORM=offscreen $(BIN)/desk tour --out $(TOUR)

check: $(VENV)/.ready ## types, style, import contracts, size budget: no tests
	@$(BIN)/python tests/run_all.py --only-checks

bench: system-tests $(VENV)/.ready ## measure against the floors and write docs/benchmarks.md
	@$(BIN)/python -m tests.bench.table

load: system-tests $(VENV)/.ready ## the machines of many offices against one server: make load [OFFICES=500] [SECONDS=60]
	@OFFICES=$(OFFICES) SECONDS=$(SECONDS) $(BIN)/python -m tests.bench.load

storm: $(VENV)/.ready ## book from eight processes at random for a minute; nobody may ever be held twice
	@DESK_STORM=60 $(BIN)/python -m pytest -q -s tests/contract/test_booking_storm.py

simulate: $(VENV)/.ready ## play simulated offices: make simulate SEEDS=200 [FIRST=0]
	@$(BIN)/python -m tests.sync.simulation.play --seeds $(SEEDS) --first $(FIRST) --jobs $(JOBS)
	@DESK_ARRIVALS=300 $(BIN)/python -m pytest -q tests/sync/test_lobby_storm.py

mutate: $(VENV)/.ready ## break the code on purpose, place by place; the simulation must find each
	@$(BIN)/python -m tests.sync.simulation.mutations

kills: system-tests $(VENV)/.ready ## kill what writes, syncs, upgrades and backs up 1,000 times each, an interview 200 times; nothing acknowledged may be lost
	@DESK_KILLS=1000 $(BIN)/python -m pytest -q tests/contract/test_kill.py
	@DESK_KILLS=200 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/ui/test_interview_kill.py -q

pictures: system $(VENV)/.ready ## photograph every screen and page into build/pictures
	@DESK_PICTURES=build/pictures $(BIN)/python -m pytest tests/visual tests/paper -q -n $(JOBS)

catalogue: $(VENV)/.ready ## collect the texts to translate into resources/locale/*.po
	@$(BIN)/python -m tests.texts update

migration: $(VENV)/.ready ## write the next migration: make migration NAME="what" NUMBER=0002
	@$(BIN)/python -m desk.db.migrations.new_migration "$(NAME)" "$(NUMBER)"

lock: $(VENV)/.ready ## pin all dependencies anew, with hashes
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header -q --upgrade -o requirements.lock
	@$(BIN)/uv pip compile installers/server/requirements.in -c requirements.lock --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o installers/server/requirements.lock

clean: ## remove everything that was built
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info

system:
	@sh installers/linux/system-packages.sh

system-tests:
	@sh installers/linux/system-packages.sh --tests

$(VENV)/.ready: requirements.lock pyproject.toml
	@echo "Setting up $(VENV)…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q -j 0 -x 'site-packages/.*(\.tmpl\.py$$|/tests/|/geodata/)' desk $(VENV)/lib
	@$(BIN)/python installers/compile_texts.py
	@touch $@
