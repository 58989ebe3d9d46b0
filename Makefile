# make run    the tracker at http://localhost:8501 (TRACKER_HOST and TRACKER_PORT are honoured)
# make demo   a throw-away demonstration: people for every role, work under way, one button to sign in
# make test   every test, the fast ones first
# make bench  the speed ratios, side by side
# make clean  forget the environment, the database and all caches

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input

.PHONY: run demo test unit rest bench clean browser office

run: $(VENV)/.run
	$(BIN)/python -m tracker init
	$(BIN)/python -m tracker serve

# Always on a database of its own, made anew.
DEMO := TRACKER_DEMO=1 TRACKER_DATABASE_URL=sqlite:///$(CURDIR)/var/demo.sqlite
demo: $(VENV)/.run
	rm -f var/demo.sqlite var/demo.sqlite-wal var/demo.sqlite-shm
	$(DEMO) $(BIN)/python -m tracker init
	$(DEMO) $(BIN)/python -m tracker serve

test: unit rest

# Seconds, on every core; nothing here starts a process or a browser.
unit: $(VENV)/.test
	$(BIN)/python -m pytest -q -n auto -m "not browser and not postgres and not slow"

# The rest starts servers, browsers and a PostgreSQL, one of each per process; a file stays in one process.
rest: $(VENV)/.test browser office
	$(BIN)/python -m pytest -q -rR -n 2 --dist loadfile -m "browser or postgres or slow"

bench: $(VENV)/.test browser
	$(BIN)/python -m tests.bench

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "The tracker needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV) \
	  || { echo "This Python lacks venv; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

# Stamps: a second run installs nothing unless the lists changed.
$(VENV)/.run: $(VENV)/.python requirements.txt
	$(PIP) install -q -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run tests/requirements.txt
	$(PIP) install -q -r tests/requirements.txt
	@touch $@

# A Chromium of the system or of Playwright; else, as root, from the package manager.
browser: $(VENV)/.test
	@$(BIN)/python -c 'import sys; from tests.browser import chromium_path; sys.exit(chromium_path() is None)' \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium; } \
	  || $(BIN)/python -m playwright install chromium \
	  || echo "No Chromium found and none could be installed: browser tests will be skipped (fail under CI)." >&2

# A LibreOffice opens and saves the workbooks; where there is none, as root, from the package manager.
office:
	@command -v soffice >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc; } \
	  || echo "No LibreOffice found and none could be installed: its tests will be skipped (fail under CI)." >&2

clean:
	rm -rf $(VENV) var .pytest_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
