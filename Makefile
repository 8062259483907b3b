# make run    set up, bring the index in line with the reports, serve the page and the API
# make test   set up and run all tests
# make fuzz   ask the server made-up things for long (FUZZ=200 for longer)
# make setup  only the set-up; a second run does nothing twice
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup run test fuzz lint types contracts check

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Cần Python 3.11 trở lên. Ví dụ: make PYTHON=/usr/bin/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Cài đặt vào $(VENV); lần đầu mất vài phút…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m index.embedding
	@touch $@

# An unreadable report (exit code 1) is told, and must not keep the others from being asked about.
run: setup
	@$(BIN)/cchc index || test $$? -eq 1
	@exec $(BIN)/cchc serve

test: setup
	$(BIN)/python -m pytest

# Made-up questions and requests for a quarter of an hour or so, other ones in every run.
FUZZ ?= 40
fuzz: setup
	CCHC_TEST_TIMES=$(FUZZ) $(BIN)/python -m pytest tests/server/test_questions.py tests/server/test_openapi.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contracts: setup
	$(BIN)/lint-imports

check: lint types contracts test
