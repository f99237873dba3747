# Rehearse: `make study` to learn, `make test` to check. Both install what is missing by themselves.

BUILD_PACKAGES = gcc libc6-dev libsqlite3-dev libcmark-dev libzip-dev libzstd-dev libssl-dev pkg-config
TEST_PACKAGES = $(BUILD_PACKAGES) python3-venv tmux
PYTHON = $(CURDIR)/.venv/bin/python3
REHEARSE = .build/release/rehearse

.PHONY: study build test format packages-build packages-test venv fuzz bench clean

# Build, read the notes, open the quiz. Without a terminal: say what is due and how to go on.
study: build
	@$(REHEARSE) ingest notes decks --yes
	@if [ -t 0 ] && [ -t 1 ]; then exec $(REHEARSE) quiz; else exec $(REHEARSE); fi

build: packages-build
	swift build -c release --product rehearse

# Build, check the format, run every test. The last line is the test runner's own summary.
test: packages-test venv
	swift format lint --strict --recursive Sources Tests Package.swift
	swift build --build-tests
	REHEARSE_PYTHON=$(PYTHON) swift test --disable-xctest

format:
	swift format --in-place --recursive Sources Tests Package.swift

packages-build:
	@$(call install,$(BUILD_PACKAGES))

packages-test:
	@$(call install,$(TEST_PACKAGES))

# The Python programs that the tests compare with, in an environment of their own.
venv: packages-test
	@if ! $(PYTHON) -c 'import sys; sys.exit(open(".venv/made-from").read() != open("Tests/requirements.txt").read())' \
	    2>/dev/null; then \
	  echo "Making .venv for the Python programs that the tests compare with …"; \
	  rm -rf .venv && python3 -m venv .venv \
	    && $(PYTHON) -m pip install --quiet --disable-pip-version-check -r Tests/requirements.txt \
	    && cp Tests/requirements.txt .venv/made-from; \
	fi

bench: packages-build
	cd Benchmarks && swift run -c release Bench

clean:
	rm -rf .build .venv

# Installs those Debian packages that are not there yet; asks for sudo only then.
define install
missing=""; \
for package in $(1); do \
  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' \
    || missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
  echo "Installing$$missing …"; \
  as_root=""; [ "$$(id -u)" = 0 ] || as_root="sudo"; \
  $$as_root apt-get update -qq \
    && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing \
         >/dev/null; \
fi
endef
