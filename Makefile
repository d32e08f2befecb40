# The menu. `make demo` and `make test` do all their own set-up; see scripts/setup.sh.
#
#   make demo      feeds, stories, alerts: the whole chain on this machine, with nothing else installed
#   make test      all tests
#   make setup     only builds .venv (PYTHON=/path/to/python3 chooses which Python); then: .venv/bin/rasid --help
#   make lint types imports      what CI checks besides the tests
#   make format    puts the code in its form
#   make judges    installs the programs of others that judge what is sent to Telegram; then make test asks them too
#   make coverage  all tests, and which lines of the program they reach, in all its processes
#   make faults    kills every step of the chain 300 times, breaks everything around it, and prints what was lost (hours)
#   make soak      two simulated days of the whole chain: memory, open files and tables over time
#   make machines  roles on hosts of their own (network namespaces, as root): cuts them off, and one crawler against two
#   make bench     articles a second through the chain, beside other programs (make peers) and the speed of reading alone;
#                  the same of a usual mix of news; and how long news waits, at a pace and in a burst
#   make peers     installs the programs that make bench measures Rasid beside
#   make lock      works out requirements*.lock again from pyproject.toml (needs uv); UPGRADE=1 takes newer versions
#   make clean     removes everything that can be built again

PYTHON ?=
BIN := .venv/bin
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url $(if $(UPGRADE),--upgrade)
COMPILE := $(LOCK) pyproject.toml

export PYTHON

.PHONY: help setup setup-dev judges demo test coverage lint types imports format faults soak machines peers bench lock clean
.NOTPARALLEL:

help:
	@sed -n 's/^#   //p' Makefile

setup:
	@sh scripts/setup.sh run

setup-dev:
	@sh scripts/setup.sh dev

demo: setup
	@$(BIN)/rasid demo

judges: setup-dev
	@sh scripts/judges.sh

test: setup-dev
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: setup-dev
	@$(BIN)/mypy

imports: setup-dev
	@$(BIN)/lint-imports

format: setup-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

coverage: setup-dev
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --cov --cov-report=term:skip-covered

# FAULTS passes options on: make faults FAULTS="--kills 20 --only 14"
faults: setup-dev
	@$(BIN)/python -m tests.faults $(FAULTS)
	@RASID_MACHINE_EXAMPLES=4000 $(BIN)/python -m pytest tests/alerts/test_dispatch_machine.py -o timeout=0
	@$(MAKE) --no-print-directory soak

soak: setup-dev
	@$(BIN)/python -m tests.faults.soak

# MACHINES passes options on: make machines MACHINES="--only crowd --pages 200"
machines: setup-dev
	@$(BIN)/python -m tests.machines $(MACHINES)

peers: setup
	@sh scripts/peers.sh

# BENCH and LATENCY pass options on: make bench BENCH="--pages FOLDER --articles 800" LATENCY="--pages FOLDER"
bench: setup
	@$(BIN)/python -m benchmarks.throughput --history benchmarks/history.jsonl $(BENCH)
	@$(BIN)/python -m benchmarks.throughput --history benchmarks/history.jsonl --flagged 0.2 --no-peers $(BENCH)
	@$(BIN)/python -m benchmarks.latency --history benchmarks/history.jsonl $(LATENCY)

# setuptools is in the lock that users install: it builds Rasid itself, without a network.
lock:
	@command -v uv >/dev/null || { echo "make lock: uv is needed to work out the locks, and it is not installed" >&2; exit 1; }
	echo 'setuptools>=77' | $(COMPILE) - --output-file requirements.lock
	$(COMPILE) --group dev --output-file requirements-dev.lock
	$(COMPILE) --extra onnx --output-file requirements-onnx.lock
	$(COMPILE) --extra transformers --output-file requirements-transformers.lock
	$(COMPILE) --group model --output-file requirements-model.lock
	$(LOCK) tests/judges/requirements.in --output-file requirements-judge.lock
	$(LOCK) benchmarks/peers.in --output-file requirements-peers.lock
	cd tests/judges && npm install --silent --package-lock-only --omit-lockfile-registry-resolved

clean:
	rm -rf .venv .judges .peers build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
