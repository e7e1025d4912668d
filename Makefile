# Two commands: `make demo` and `make test`. Both need Python >= 3.11 (with venv) and make, nothing else.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
UV := .uv/bin/uv
# Only this folder's environment counts, and the Python that is here is the one that is used.
unexport VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_PYTHON_DOWNLOADS := never

.PHONY: demo test check lint fix bench docs setup

demo: setup  ## Start the whole federation, play the journeys, stay up (EXIT=1: leave)
	@$(RUN)/dlnuf sandbox demo $(if $(EXIT),--exit,)

test: check  ## Everything: lint, types, import rules, tests on a real PostgreSQL (DLNUF_NO_SKIP=1: a skip fails)
	@$(RUN)/coverage erase
	$(RUN)/coverage run -m pytest -p tests.coverage_summary $(if $(DLNUF_NO_SKIP),-p tests.no_skip,) $(PYTEST_ARGS)

check: setup lint
	$(RUN)/mypy
	$(RUN)/lint-imports

lint: setup
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .

fix: setup
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .

bench: setup  ## Under five minutes, loopback only; prints ratios
	$(RUN)/python -m benchmarks

docs: setup  ## Regenerate what the catalogue and the code say of themselves
	$(RUN)/dlnuf docs

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --locked --extra embedded --python .uv/bin/python --quiet
	@touch $@

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python >= 3.11 is needed: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@$(PYTHON) -m venv .uv
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv
