# All that is run on this project; each target sets up what it needs in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: scans cluster-test page-bench lineage weigh simulation help demo bench test browser-test load-test pictures check hostile round-trip mixed fuzz editions lock clean

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Variorum needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/core: .venv/uv requirements/core.txt pyproject.toml
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/core.txt -r requirements/build.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/core requirements/dev.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/core  ## make the edition of the example event and print its apparatus
	@mkdir -p build
	@$(BIN)/variorum read examples/accounts --out build/example.variorum --force
	@$(BIN)/variorum show build/example.variorum

test: .venv/dev  ## check style, types and floors, and run all tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@.ci/tesseract
	@$(BIN)/pytest -n auto
	@.ci/chromium
	@$(BIN)/pytest -n auto tests/browser

browser-test: .venv/dev  ## look at the report and the server in a real browser
	@.ci/chromium
	@$(BIN)/pytest -n auto tests/browser

.venv/cluster: .venv/dev requirements/cluster.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes -r requirements/cluster.txt
	@touch $@

cluster-test: .venv/cluster  ## search and read on a real Ray cluster of two machines, and kill one in mid-run
	@$(BIN)/pytest tests/test_engine.py tests/test_lineage_spread.py tests/cluster

hostile: .venv/dev  ## read 143 files made to harm, and show what each took
	@$(BIN)/python bench/hostile.py

round-trip: .venv/dev  ## make documents with known text by many programs, and say how much is found again
	@$(BIN)/python bench/formats.py

mixed: .venv/dev  ## read a thousand documents of all kinds, and interrupt 100 readings
	@$(BIN)/python bench/mixed.py read
	@$(BIN)/python bench/mixed.py kill

fuzz: .venv/dev  ## read mutated files of every format (FUZZ=200000), keeping what breaks a reader
	@$(BIN)/python bench/fuzz.py $(or $(FUZZ),20000)

editions: .venv/dev  ## make editions of mixed, mutated accounts (EDITIONS=200), and look whether they keep what is promised
	@$(BIN)/python bench/editions.py $(or $(EDITIONS),200)

pictures: .venv/dev demo  ## take the pictures of the main views for the README
	@.ci/chromium
	@$(BIN)/python docs/pictures/make.py build/example.variorum

scans: .venv/dev  ## read bad scans with known figures, and count those that are right, marked as doubtful, or wrong
	@.ci/tesseract
	@$(BIN)/python bench/scans.py

load-test: .venv/dev  ## twenty readers and two reviewers for a minute, and 100 kills of the server
	@$(BIN)/python bench/serve_load.py

page-bench: .venv/dev  ## time the page in a browser: five accounts, and a thousand
	@$(BIN)/python bench/page.py

bench: .venv/dev  ## score whole editions against gold, and what is learned by cross-validation; show gains and losses
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/links.py

.PHONY: adding
adding: .venv/dev  ## time adding one account to an edition of 1,000 against reading all
	@$(BIN)/python bench/adding.py

weigh: .venv/dev  ## score `variorum weigh` on invented tables of flights and books
	@$(BIN)/python bench/weigh.py

lineage: .venv/dev  ## score and time `variorum lineage` on corpora with planted copies
	@$(BIN)/python bench/lineage.py

simulation: .venv/dev  ## run the model on worlds with known truth and copying, beside its prototype
	@test -d build/peers || VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --require-hashes --no-deps --target build/peers -r requirements/peers.txt
	@$(BIN)/python bench/simulation.py

lock: .venv/uv  ## pin every dependency again, with hashes
	@cd requirements && ./lock

clean:  ## remove what was made
	rm -rf .venv build dist
