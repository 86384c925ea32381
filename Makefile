# Needs Python 3.11 or newer, make and git, nothing else: uv is taken from PATH, or put into .tools/ the first time.
PYTHON ?= python3
OUT ?= demo
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .tools/bin/uv)

# Compiled once when installed: every reading process starts twice as fast.
export UV_COMPILE_BYTECODE := 1
# The program's own files too, by whoever loads them first.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test eval fuzz lint format docs release
.DEFAULT_GOAL := demo

demo: $(UV)  ## read the samples, end with the paths of what was written
	@$(UV) run --frozen --no-dev --extra scans --extra parquet jixiao demo --out $(OUT)

test: $(UV)  ## all tests
	@$(UV) run --frozen pytest -n 2

eval: $(UV)  ## read the labelled documents and say what is right and what is wrong
	@$(UV) run --frozen python -m eval run

fuzz: $(UV)  ## damage the samples, always in the same ways, and see that nothing wrong comes out in silence
	@$(UV) run --frozen python -m eval.robustness.fuzz samples --seed 1 --minutes 1 --most 40 --allowed 2

docs: $(UV)  ## the documentation as a site in build/site, its pictures drawn anew (needs Chromium and LibreOffice)
	@$(UV) run --frozen --group docs python -m website.pictures >/dev/null
	@NO_MKDOCS_2_WARNING=1 $(UV) run --frozen --group docs mkdocs build --strict --quiet
	@echo build/site/index.html

release: $(UV)  ## wheel and sdist in dist/, what they need, their licences, and the wheel tried where nothing else is
	@release/version.sh
	@rm -rf dist
	@$(UV) build
	@$(UV) export --quiet --frozen --no-dev --all-extras --format cyclonedx1.5 --preview-features sbom-export -o dist/sbom.json
	@$(UV) run --frozen python release/licences.py
	@PATH="$(dir $(UV)):$$PATH" release/try_wheel.sh dist/jixiao-*.whl

lint: $(UV)  ## style, types, and which room may import which
	@$(UV) run --frozen ruff check .
	@$(UV) run --frozen ruff format --check .
	@$(UV) run --frozen mypy
	@$(UV) run --frozen lint-imports

format: $(UV)
	@$(UV) run --frozen ruff check --fix .
	@$(UV) run --frozen ruff format .

.tools/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit("jixiao needs Python 3.11 or newer, this is " + sys.version) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .tools || { rm -rf .tools; echo 'python cannot make an environment; on Debian: apt install python3-venv' >&2; exit 1; }
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv
