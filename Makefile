# Targets, in the order a newcomer meets them:
#   make demo      type-check the GPT of the examples, break it in nine ways, train it
#   make demo-sharded   train it on eight virtual devices by four mappings: what lies where, and equal losses
#   make test      lint, types, generated files, tests: what has to pass before a change is merged
#   make test-all  the same with the slow tests, and all tests once more on the newest Python and jax
#   make mutants   change the program in 650 small ways, one at a time: tests should see each change
#   make fuzz      500 random programs, executed and checked: what mypy says must be so when they run
#   make release-check   what would be released, in fresh environments of each Python at hand; needs the network
#   make docs  the documentation, with each link checked; make docs-serve shows it at http://localhost:8000 while you write
#   make bench-peers   what names cost, beside penzai, xarray and the existing haliax; needs the network once, and Python 3.12 or 3.13
#   make lint | stubs | bench | clean
#
# PYTHON is the interpreter of the environment in .venv, which is made when missing and brought up
# to date when pyproject.toml has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# xdist_group marks keep tests that share one expensive run on one worker.
PYTEST_FLAGS ?= -n 2 --dist loadgroup

# The newest supported interpreter at hand, on PATH or kept by pyenv.
NEWEST_PYTHON ?= $(firstword $(foreach version,3.13 3.12,$(shell \
	for python in python$(version) "$$(pyenv root 2>/dev/null)"/versions/$(version).*/bin/python; do \
		"$$python" -c 'import ssl, venv' 2>/dev/null && { echo "$$python"; break; }; \
	done)))
NEWEST_VENV := .venv-newest
PEERS_VENV := .venv-peers

demo-sharded test test-all test-newest: export JAX_PLATFORMS ?= cpu
demo-sharded test test-all test-newest: export XLA_FLAGS := $(XLA_FLAGS) --xla_force_host_platform_device_count=8
test-all: export HYPOTHESIS_PROFILE ?= thorough

.PHONY: demo demo-sharded test test-all test-newest mutants fuzz release-check lint stubs bench bench-peers docs docs-serve clean
.DELETE_ON_ERROR:

demo: $(VENV)/examples.stamp
	PYTHONPATH=examples $(BIN)/python -m gpt.demo

demo-sharded: $(VENV)/examples.stamp
	PYTHONPATH=examples $(BIN)/python -m gpt.sharded

test: lint
	$(BIN)/python -m pytest $(PYTEST_FLAGS) -m "not slow"

test-all: lint
	$(BIN)/python -m pytest $(PYTEST_FLAGS)
	$(MAKE) test-newest

test-newest:
	$(if $(NEWEST_PYTHON),$(run-newest),@echo "No Python 3.12 or 3.13 here: the newest jax is not tested.")

define run-newest
$(MAKE) $(NEWEST_VENV)/dev.stamp PYTHON=$(NEWEST_PYTHON) VENV=$(NEWEST_VENV)
$(NEWEST_VENV)/bin/python -m pytest $(PYTEST_FLAGS)
endef

mutants: $(VENV)/dev.stamp
	$(BIN)/python -m tools.mutants --count 650

fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tools.fuzz --count 500
	$(BIN)/python -m tools.fuzz --count 500 --mistakes

release-check: $(VENV)/release.stamp
	$(BIN)/python -m tools.release

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m tools.stubs --check
	$(foreach tool,$(wildcard tools/coverage.py),$(BIN)/python -m $(subst /,.,$(basename $(tool))) --check &&) true

stubs: $(VENV)/dev.stamp
	$(BIN)/python -m tools.stubs

bench: $(VENV)/bench.stamp
	$(BIN)/python -m benchmarks

# The other libraries have an environment of their own: one of them has the import name of ours.
bench-peers:
	$(if $(NEWEST_PYTHON),$(run-peers),@echo "No Python 3.12 or 3.13 here, which the existing haliax needs: \
	make bench-peers NEWEST_PYTHON=/path/to/python" >&2; exit 1)

define run-peers
$(MAKE) $(PEERS_VENV)/peers.stamp
$(PEERS_VENV)/bin/python -m benchmarks.peers
endef

# mkdocs-material warns of a later mkdocs in each run.
docs docs-serve: export NO_MKDOCS_2_WARNING := 1

docs: $(VENV)/docs.stamp
	$(BIN)/python -m mkdocs build --strict --quiet
	$(BIN)/python -m tools.pages.links site

docs-serve: $(VENV)/docs.stamp
	$(BIN)/python -m mkdocs serve --livereload

clean:
	rm -rf $(VENV) $(NEWEST_VENV) $(PEERS_VENV) build dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp for each extra of pyproject.toml.
$(VENV)/%.stamp: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("haliax needs Python 3.11 or newer: make PYTHON=/path/to/python" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[$*]"
	touch $@

$(PEERS_VENV)/peers.stamp: benchmarks/peers/requirements.txt
	test -x $(PEERS_VENV)/bin/python || $(NEWEST_PYTHON) -m venv $(PEERS_VENV)
	$(PEERS_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(PEERS_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --requirement $<
	touch $@
