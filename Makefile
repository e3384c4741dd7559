# Two commands: `make run` and `make test`. Both do all the set-up; the second time it is skipped.

SHELL := /bin/sh
PY := .venv/bin/python
export PORT ?= 8000

.PHONY: help run test lint fmt messages bench lock demo clean setup setup-test

help:
	@echo "make run       set up, load the demo county, serve site and worker (PORT=8000)"
	@echo "make test      set up, run every test this machine can run"
	@echo "make lint fmt  look at the code with ruff / put it in shape"
	@echo "make messages  collect what is to be translated into locale/"
	@echo "make bench     measure: the demo county, and a province of 5,000 pairings"
	@echo "make demo      lay the demo county around today"
	@echo "make lock      lock requirements.in into requirements.txt (needs uv)"
	@echo "make clean     remove .venv and what was compiled (data in var/ and .env stay)"

setup:
	@sh tools/python.sh tools/setup.py

setup-test:
	@sh tools/python.sh tools/setup.py --tests

run: setup
	@$(PY) -m tools.prepare
	@$(PY) -m tools.serve

test: setup-test
	@$(PY) -m tools.messages --compile
	@$(PY) -m pytest -n auto --maxprocesses 4 $(ARGS)

lint: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

fmt: setup
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

messages: setup
	@$(PY) -m tools.messages --collect --compile

bench: setup
	@$(PY) manage.py bench

demo: setup
	@$(PY) -m tools.prepare

lock:
	@sh tools/python.sh tools/lock.py

clean:
	rm -rf .venv .ruff_cache .pytest_cache .import_linter_cache .hypothesis staticfiles
	find locale -name '*.mo' -delete
