# Developer and user entry points. Run `make` or `make help` for a list.
#
# The virtual environment lives in .venv. Two stamp files say what it holds:
#   .venv/.laufzeit     runtime requirements, enough to run from the checkout
#   .venv/.entwicklung  additionally the development tools and an editable install
# Both depend on the pinned requirement files, so a second run starts at once.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
RUNTIME := $(VENV)/.laufzeit
DEV := $(VENV)/.entwicklung

# Throwaway environment for `make requirements`. The resolver is pinned so that
# the same input gives the same files; it never enters .venv.
PINS := .venv-pins
RESOLVER := uv==0.13.8
COMPILE = $(PINS)/bin/uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-header $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.PHONY: help demo test check benchmark requirements build clean

help: ## Diese Übersicht anzeigen
	@echo "Verwendung: make <Ziel>"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-13s %s\n", $$1, $$2 }' Makefile

demo: $(RUNTIME) ## Beispielbemessungen rechnen und Berichte nach reports/ schreiben
	$(PY) -m stellenbedarf demo

test: $(DEV) ## Tests ausführen
	$(PY) -m pytest -q -n 2

check: $(DEV) ## Stil, Format und Typen prüfen, danach Tests ausführen
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	@$(MAKE) --no-print-directory test

benchmark: $(DEV) ## Laufzeiten messen (LANG_LAUF=1 auch mit 10^8 Szenarien)
	$(PY) benchmarks/run.py $(if $(LANG_LAUF),--lang)

requirements: $(PINS)/.bereit ## Gepinnte Abhängigkeiten neu auflösen (UPGRADE=1 hebt die Versionen an)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(call add_header,requirements.txt,Runtime requirements)
	@$(call add_header,requirements-dev.txt,Runtime and development requirements)

build: $(DEV) ## Quellpaket und Wheel nach dist/ bauen
	$(PY) -m build --no-isolation

clean: ## Umgebungen, Zwischenspeicher und Baureste löschen (reports/ bleibt)
	rm -rf $(VENV) $(PINS) dist build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find stellenbedarf tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# --- Virtual environments ---------------------------------------------------

# $(1) directory of the new environment
define make_venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Fehler: Es wird Python 3.11 oder neuer benötigt, gefunden wurde: $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Ein anderes Python lässt sich so angeben: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Fehler: Dem Python fehlt das Modul venv, mit dem die Umgebung $(1) angelegt wird." >&2; \
		echo "Unter Debian und Ubuntu hilft: sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "Lege die Umgebung $(1) an …"
	@$(PYTHON) -m venv $(1) || { rm -rf $(1); echo "Fehler: Die Umgebung $(1) ließ sich nicht anlegen." >&2; exit 1; }
endef

$(PY):
	$(call make_venv,$(VENV))

$(RUNTIME): requirements.txt | $(PY)
	@echo "Installiere die Laufzeitabhängigkeiten …"
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt pyproject.toml | $(PY)
	@echo "Installiere die Entwicklungsabhängigkeiten …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(RUNTIME) $@

$(PINS)/.bereit: Makefile
	$(call make_venv,$(PINS))
	@$(PINS)/bin/python -m pip --disable-pip-version-check --quiet install $(RESOLVER)
	@touch $@

# $(1) file, $(2) what it holds
define add_header
{ printf '# %s: every package pinned and hashed, for Linux, macOS and Windows.\n' '$(2)'; \
  printf '# Generated from pyproject.toml; do not edit. Regenerate with: make requirements\n'; \
  cat $(1); } > $(1).neu && mv $(1).neu $(1)
endef
