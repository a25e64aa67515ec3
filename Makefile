# What developers type; each line is what CI runs too (.ci/run). The first two need nothing but Python.
PYTHON ?= python3
BIN = .venv/bin
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

.PHONY: demo test check bench image lock

demo:
	$(PYTHON) scripts/start.py demo

test:
	$(PYTHON) scripts/start.py test

check:
	$(PYTHON) scripts/start.py check

bench: # every goal of speed and memory with its figure; a minute with BENCH=--quick
	$(BIN)/python -m bench $(BENCH)

image:
	docker build --tag nearmiss .

lock: # every lock from pyproject.toml; the smaller ones take their versions from dev.txt
	$(LOCK) pyproject.toml requirements/build.in --extra demo --extra dev --output-file requirements/dev.txt
	$(LOCK) pyproject.toml requirements/build.in --extra demo --constraint requirements/dev.txt --output-file requirements/demo.txt
	$(LOCK) pyproject.toml --constraint requirements/dev.txt --output-file requirements/run.txt
	$(LOCK) requirements/build.in --constraint requirements/dev.txt --output-file requirements/build.txt
	$(LOCK) requirements/ci.in --output-file requirements/ci.txt
