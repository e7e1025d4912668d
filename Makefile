# Two commands: `make demo` and `make test`. Both need Python >= 3.11 and make, nothing else.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
UV := .uv/bin/uv

.PHONY: demo test check lint fix bench docs setup

demo: setup  ## Start the whole federation, play the journeys, stay up (EXIT=1: leave)
	@$(RUN)/dlnuf sandbox demo $(if $(EXIT),--exit,)

test: check  ## Everything: lint, types, import rules, tests on a real PostgreSQL
	@$(RUN)/coverage erase
	$(RUN)/coverage run -m pytest $(PYTEST_ARGS)
	@$(RUN)/coverage combine -q || true
	$(RUN)/coverage report

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
	@$(UV) sync --locked --extra embedded --quiet
	@touch $@

$(UV):
	@$(PYTHON) -m venv .uv
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv
