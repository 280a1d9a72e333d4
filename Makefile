# `make help` lists what there is. Needs Python 3.11 to 3.13, bash-free; everything else goes into .venv.
.DEFAULT_GOAL := help
.PHONY: help venv grade test verify agree bench soak fuzz mutation nbgrader lock clean

PYTHON      ?= python3
SUBMISSIONS ?= examples/submissions
OUT         ?= out/
SEEDS       ?= 20
SOAK        ?= 10000
FUZZ_SECONDS ?= 60

VENV  := .venv
BIN   := $(VENV)/bin
# Stamps: each names an install that is complete and younger than the files it was made from.
CORE  := $(VENV)/.installed-core
DEV   := $(VENV)/.installed-dev
MUTATE := $(VENV)/.installed-mutation
NBGRADER := $(VENV)/.installed-nbgrader
FUZZ  := $(VENV)/.installed-fuzz
INPUTS := pyproject.toml requirements.lock
# -qq leaves pip's errors only. The lock is a constraints file: it chooses versions, pyproject.toml chooses packages.
PIP   := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input -c requirements.lock

# What a surrounding shell may have set must not leak into .venv. (Without bytecode every process compiles anew.)
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE
export PYTHONNOUSERSITE := 1
export PIP_ROOT_USER_ACTION := ignore

# Prints the first interpreter that will do. One that was asked for by name is taken or refused, never replaced.
IF_FIT := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
ifeq ($(origin PYTHON),file)
CANDIDATES := $(PYTHON) python3.13 python3.12 python3.11
else
CANDIDATES := $(PYTHON)
endif
FIND_PYTHON = for p in $(CANDIDATES); do "$$p" -c '$(IF_FIT)' 2>/dev/null && { echo "$$p"; exit 0; }; done; \
	echo "grader needs Python 3.11, 3.12 or 3.13 with venv; tried: $(CANDIDATES). Try make PYTHON=/path/to/python3.11" >&2; exit 1

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

venv: $(CORE) ## build .venv with the command `grader` in it
	@echo "$(BIN)/grader is ready; or: . $(BIN)/activate"

grade: $(CORE) ## grade SUBMISSIONS=dir into OUT=dir (examples/submissions into out/)
	@$(BIN)/grader grade "$(SUBMISSIONS)" --out "$(OUT)"

test: $(DEV) ## lint, types, import contracts, stubs, tests, verify
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	$(BIN)/grader stubs --check
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup --timeout 600 --timeout-method thread
	$(BIN)/grader verify --jobs 2

verify: $(CORE) ## the course proves itself on SEEDS=20 seeds
	$(BIN)/grader verify --seeds $(SEEDS) --jobs 2

agree: $(DEV) ## pytest and `grader grade` say the same of every known mistake; and pytest on SEEDS=20 seeds
	AGREE_SEEDS=$(SEEDS) $(BIN)/python -m pytest -q -n 2 --dist loadgroup -m slow tests/test_agreement.py

bench: $(DEV) ## what one submission costs
	$(BIN)/python -m benchmarks

soak: $(DEV) ## SOAK=10000 submissions in one run: memory, descriptors, processes; and 200 kills
	$(BIN)/python -m benchmarks.soak --count $(SOAK)
	FAULT_INSTANTS=200 $(BIN)/python -m pytest -q tests/faults
	$(BIN)/python tests/hostile_class.py

fuzz: $(FUZZ) ## FUZZ_SECONDS=60 of fuzzing for each of what reads a learner's bytes first
	$(BIN)/python -m benchmarks.fuzz --seconds $(FUZZ_SECONDS)

nbgrader: $(NBGRADER) ## nbgrader's own commands on a course of ours, and the export into its gradebook
	GRADER_NBGRADER_LIVE=1 $(BIN)/python -m pytest -q --timeout 1800 tests/nbgrader_course

mutation: $(MUTATE) ## mutants of the solutions, graded by the course's own checks
	$(BIN)/python -m benchmarks.mutation

clean: ## remove .venv and everything generated
	rm -rf $(VENV) .lock-venv build dist out grader.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +

$(CORE): $(INPUTS)
	@python=$$($(FIND_PYTHON)) || exit 1; \
	"$(BIN)/python" -c '$(IF_FIT)' 2>/dev/null || { \
		echo "Making $(VENV) with $$python"; \
		"$$python" -m venv --clear $(VENV); \
	}
	@echo "Installing grader and the lessons' libraries (PyTorch is large; the first time takes minutes)"
	@$(PIP) -e .
	@touch $@

$(DEV): $(CORE)
	@echo "Installing what the tests need"
	@$(PIP) -e '.[dev,notebook,similar]'
	@touch $@

$(FUZZ): $(DEV)
	@echo "Installing the fuzzer"
	@$(PIP) -e '.[dev,notebook,fuzz]'
	@touch $@

$(NBGRADER): $(DEV)
	@echo "Installing nbgrader"
	@$(PIP) -e '.[dev,notebook,nbgrader]'
	@touch $@

$(MUTATE): $(DEV)
	@echo "Installing the mutation tool"
	@$(PIP) -e '.[dev,notebook,similar,mutation]'
	@touch $@

# A real resolution of everything, in an environment of its own; then what it chose is written down.
# soupsieve: from 3.0.2 it needs Python 3.11.5, and Debian 12 has 3.11.2.
LOCK_EXTRAS := nbgrader,dask,web,watch,notebook,similar,dev,mutation,fuzz
LOCK_BOUNDS := 'soupsieve<3.0.2'
lock: ## resolve all dependencies anew and write requirements.lock
	@python=$$($(FIND_PYTHON)) && "$$python" -m venv --clear .lock-venv
	@.lock-venv/bin/python -m pip install -qq --disable-pip-version-check -e '.[$(LOCK_EXTRAS)]' $(LOCK_BOUNDS)
	@.lock-venv/bin/python .ci/lock.py
	@rm -rf .lock-venv
