# The commands of this project; `make help` lists them.

PORT ?= 8000
TEST_PROCESSES ?= 2
export PORT

MAKEFLAGS += --no-print-directory
PYTEST = -m pytest --numprocesses $(TEST_PROCESSES) --dist loadfile $(ARGS)

.PHONY: help run dev serve test test-postgres test-django61 lint check installed

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name text; do \
		printf '  make %-15s %s\n' "$$name" "$$text"; done
	@echo "PORT=9000 make run serves elsewhere; make test ARGS='-k library' runs some of the tests."

run: installed ## set up what is missing and serve the site, with the demo catalogue, on PORT (8000)
	@.venv/bin/python -m scripts.prepare_site
	@exec .venv/bin/python scripts/serve_site.py --login

dev: installed ## the same with debugging and reload
	@DEBUG=on .venv/bin/python -m scripts.prepare_site
	@DEBUG=on exec .venv/bin/python scripts/serve_site.py --login --reload

serve: ## serve what is set up already
	@[ -x .venv/bin/python ] || { echo "streamcms is not set up here yet: run make run first." >&2; exit 1; }
	@.venv/bin/python -m scripts.prepare_site --check
	@exec .venv/bin/python scripts/serve_site.py

test: installed ## every test, on SQLite
	@unset DATABASE_URL; .venv/bin/python $(PYTEST)

test-postgres: installed ## every test, on a throw-away PostgreSQL from the system's packages
	@.venv/bin/python scripts/with_postgres.py .venv/bin/python $(PYTEST)

test-django61: ## every test on Django 6.1, where there is a Python 3.12 or newer
	@if sh scripts/find_python.sh 12 >/dev/null 2>&1; then \
		sh scripts/install.sh .venv-django61 12 'Django>=6.1,<6.2' && \
		unset DATABASE_URL && .venv-django61/bin/python $(PYTEST); \
	else echo "Skipped: Django 6.1 needs Python 3.12 or newer, which was not found here."; fi

lint: installed ## ruff: rules and format
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m ruff format --check .

check: installed ## Django's own checks under production settings, and missing migrations
	@sh scripts/check.sh

installed:
	@sh scripts/install.sh .venv 11
