# make run | demo | test | check | bench. Each sets itself up first; see README.md.
PY = .venv/bin/python

# Empty means that bytecode is kept, wherever this runs: else each worker and each started program compiles everything.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run demo test check bench setup lock catalogues

run: setup
	$(PY) -m bot run

demo: setup
	$(PY) -m bot demo

setup:
	@tools/setup.sh

test: setup
	$(PY) -m pytest -n 3 --dist worksteal

check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) tools/catalogues.py
	$(PY) tools/docs_true.py

bench: setup
	$(PY) -m benchmarks

catalogues: setup
	$(PY) tools/catalogues.py --write

# Locks name no index address, so that any mirror serves.
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet
lock:
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(LOCK) benchmarks/requirements-rivals.in -o benchmarks/requirements-rivals.txt --no-header --no-annotate
	echo uv | $(LOCK) - -o requirements-uv.txt --no-header --no-annotate
