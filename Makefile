# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860
SOURCES := pyproject.toml $(shell git ls-files --cached --others --exclude-standard '*.py' '*.ttl' '*.tsv' '*.rq' '*.toml' '*.jsonl' 'examples/*' 'ui/pages/*' | sort)

.PHONY: run test check bench bench-full soak sbom fuzz schema editor clients lock clean

run: $(VENV)/run.installed  ## install, build the bundled examples, open page and endpoint
	$(BIN)/evigraph demo --port $(PORT)

test: check
	$(BIN)/pytest -n auto --dist loadgroup

check: $(VENV)/dev.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.installed  ## measure, quickly
	$(BIN)/python -m benchmarks

bench-full: $(VENV)/dev.installed  ## measure with the sizes of the targets; takes hours
	$(BIN)/python -m benchmarks --full

SOAK := 600
soak: $(VENV)/dev.installed  ## kills, full disks, and so many seconds of mixed traffic, some of it hostile
	$(BIN)/python -m benchmarks.soak --seconds $(SOAK)

sbom: requirements.lock | $(VENV)/run.installed  ## what evigraph is made of, as CycloneDX: dist/evigraph.cdx.json
	test -d $(VENV)/sbom || $(PYTHON) -m venv $(VENV)/sbom
	$(VENV)/sbom/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-sbom.lock
	mkdir -p dist
	$(VENV)/sbom/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible -o dist/evigraph.cdx.json $<

SECONDS := 60
fuzz: $(VENV)/dev.installed  ## read what atheris thinks of, so many seconds a reader
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	for target in html docx pdf txt pages word-documents pdfs damaged texts; do \
	  $(BIN)/python -m tests.formats.fuzz $$target -max_total_time=$(SECONDS) || exit 1; done
	for target in requests forms accept headers pipes; do \
	  $(BIN)/python -m tests.ui.fuzz $$target -max_total_time=$(SECONDS) || exit 1; done

EXAMPLES := 50
schema: $(VENV)/dev.installed  ## ask the API for what its description allows and forbids, so many times an operation
	test -d $(VENV)/schema || $(PYTHON) -m venv $(VENV)/schema
	$(VENV)/schema/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-schema.lock
	$(BIN)/python -m tests.ui.schema $(VENV)/schema/bin/st $(EXAMPLES)

NODE := $(VENV)/node
# Each installation has a folder of its own: npm removes what it was not asked for this time.
NPM := npm install --no-save --no-package-lock --no-audit --no-fund --silent --prefix
EDITOR_FILES := $(VENV)/share/evigraph/editor

editor: $(VENV)/run.installed  ## Yasgui, which the page offers where it is there (needs npm)
	$(NPM) $(NODE)/editor @zazuko/yasgui@4.6.2
	mkdir -p $(EDITOR_FILES)
	cp $(NODE)/editor/node_modules/@zazuko/yasgui/build/yasgui.min.js $(NODE)/editor/node_modules/@zazuko/yasgui/build/yasgui.min.css $(EDITOR_FILES)

CRATES := $(VENV)/crates/bin
$(VENV)/crates.locked: requirements-crates.lock | $(VENV)/dev.installed
	test -x $(CRATES)/python || $(PYTHON) -m venv $(VENV)/crates
	$(CRATES)/pip install -q --disable-pip-version-check --require-hashes -r $<
	touch $@

clients: $(VENV)/dev.installed $(VENV)/crates.locked  ## tools of others that cannot live beside the program, for the tests (needs npm)
	test -x $(NODE)/node_modules/.bin/comunica-sparql -a -f $(NODE)/node_modules/axe-core/axe.min.js || \
	  $(NPM) $(NODE) @comunica/query-sparql@4.5.0 axe-core@4.14.1

# Strict editable installs link the files that exist now, so a file that is added asks for a new installation.
FILES := $(shell echo "$(SOURCES)" | sha256sum | cut -c1-16)

$(VENV)/%.files.$(FILES): $(VENV)/%.locked pyproject.toml
	$(BIN)/pip install -q --no-deps --no-build-isolation --config-settings editable_mode=strict -e .
	rm -f $(VENV)/$*.files.* && touch $@

$(VENV)/run.installed: $(VENV)/run.files.$(FILES) ;
$(VENV)/dev.installed: $(VENV)/dev.files.$(FILES) ;

$(VENV)/run.locked: requirements.lock
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r $<
	touch $@

$(VENV)/dev.locked: requirements-dev.lock
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r $<
	touch $@ $(VENV)/run.locked

HASHES := --universal --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links -q
LOCK := uv pip compile pyproject.toml $(HASHES)
lock:  ## pin all dependencies anew (needs uv)
	$(LOCK) --group build -o requirements.lock
	$(LOCK) --group build --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile $(HASHES) --group fuzz -o requirements-fuzz.lock
	uv pip compile $(HASHES) --group schema -o requirements-schema.lock
	uv pip compile $(HASHES) --group sbom -o requirements-sbom.lock
	uv pip compile $(HASHES) --group crates -o requirements-crates.lock

clean:
	rm -rf $(VENV) build dist *.egg-info
