# Kaowu 考务. Every target first runs `make setup`, which is free the second time.
# `make run` shows the program on a rehearsed exam day; `make test` is what CI runs.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
MAKEFLAGS   += --no-print-directory

VERSION := 0.1.0
COMMIT  := $(shell git describe --always --dirty --abbrev=12 --exclude '*' 2>/dev/null || echo unknown)

# What the machine must have beside Go: a C compiler and the X11 and OpenGL
# headers for the window, a virtual display for its test, pdftotext and pdfsig, which
# read our papers back, and openssl, which checks our signatures.
PACKAGES := gcc pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev libgl1-mesa-dri \
            xvfb xdotool openbox poppler-utils imagemagick openssl

export GOFLAGS := -mod=readonly
GO       := go
P        := -p 2
# The program as people get it. GLFW without Wayland: only X11 takes a Chinese input method.
WINDOW   := -tags x11
# The program for servers and verifiers: no cgo, no display libraries.
NOWINDOW := -tags nowindow
# Every file there is, for the lint.
EVERY    := -tags x11,windowtest,bench
HEADLESS  = $$($(GO) list $(NOWINDOW) ./... | grep -v '^kaowu/app/screen')
# These only compute, ten times slower under the detector, and there is nothing of ours in them.
UNRACED  := -gcflags='compress/flate=-race=false' -gcflags='github.com/signintech/gopdf/...=-race=false'
# What several goroutines share: these packages are tested with the race detector.
RACED    := ^kaowu/(store|app/desk|sync)(/|$$)
LDFLAGS  := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)

DAY      := out/rehearsal
FUZZTIME ?= 20s
# What the README shows.
README_SHOTS := day-2-rooms-1280x720 03-checkin-admitted 05-practical 07-record-sign

.PHONY: setup build build-nowindow run test unit race headless lint window-test bench fuzz vuln shots clean

setup:
	@if [ "$$(cat .setup/done 2>/dev/null)" = "$(PACKAGES)" ]; then exit 0; fi; \
	echo "setup: looking for $(PACKAGES)"; \
	command -v $(GO) >/dev/null || { echo "setup: Go 1.26 or later is needed, see https://go.dev/dl"; exit 1; }; \
	command -v dpkg-query >/dev/null || { echo "setup: not a Debian system; install these by hand: $(PACKAGES)"; exit 1; }; \
	missing=; for p in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  as=; if [ "$$(id -u)" != 0 ]; then as=sudo; command -v sudo >/dev/null || \
	    { echo "setup: root is needed to install$$missing"; exit 1; }; fi; \
	  echo "setup: installing$$missing"; \
	  $$as apt-get update -qq; \
	  $$as env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null; \
	fi; \
	mkdir -p .setup; echo "$(PACKAGES)" > .setup/done; echo "setup: done"

build: setup
	@echo "build: bin/kaowu $(VERSION) $(COMMIT)"
	@$(GO) build $(P) -buildvcs=false -trimpath $(WINDOW) -ldflags '$(LDFLAGS)' -o bin/kaowu .

build-nowindow: setup
	@echo "build: bin/kaowu-nowindow $(VERSION) $(COMMIT), without the window"
	@CGO_ENABLED=0 $(GO) build $(P) -buildvcs=false -trimpath $(NOWINDOW) -ldflags '$(LDFLAGS)' -o bin/kaowu-nowindow .

# A rehearsal is made again only by another build of the program.
run: build
	@build=$$(sha256sum < bin/kaowu); \
	if [ -f $(DAY)/report.json ] && [ "$$(cat out/rehearsal.build 2>/dev/null)" = "$$build" ]; then \
	  echo "run: this build has rehearsed already, see $(DAY)"; \
	else \
	  echo "run: rehearsing the demo exam day into $(DAY) (about a minute)"; \
	  rm -f out/rehearsal.build; \
	  bin/kaowu rehearse --out $(DAY); \
	  echo "$$build" > out/rehearsal.build; \
	fi; \
	echo; echo "Papers:    $(CURDIR)/$(DAY)/papers"; \
	echo "Workbooks: $(CURDIR)/$(DAY)/workbooks"; \
	echo "Report:    $(CURDIR)/$(DAY)/report.json"; \
	echo; echo "Who may sign in, and the drill passphrase of each:"; \
	tr -d '\n' < $(DAY)/people.json | sed -E 's/\} *, *\{/\}\n\{/g' | sed -E \
	  's/.*"id" *: *"([^"]*)".*"name" *: *"([^"]*)".*"roles" *: *\[ *([^]]*[^] ]) *\].*"passphrase" *: *"([^"]*)".*/  \1  \4  \3  \2/; s/"//g'; \
	echo; echo; \
	if [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	  echo "There is no display here, so the window stays shut. Where there is one: bin/kaowu --home $(DAY)/laptops/1"; \
	else \
	  echo "Opening the window: bin/kaowu --home $(DAY)/laptops/1"; \
	  bin/kaowu --home $(DAY)/laptops/1; \
	fi

# The order is: cheapest to fail first. The last lines are go test's own.
# But for the screens and main, the code is the same with the window and without: the
# windowless suite has run those tests, and the race detector some of them before.
test: lint race headless window-test unit

unit: setup
	@echo "test: the program and its screens, with the window"
	@$(GO) test $(P) -timeout 25m $(WINDOW) . ./app/screen/...

race: setup
	@echo "test: store, desk and sync with the race detector"
	@$(GO) test $(P) -timeout 25m -race $(UNRACED) $(WINDOW) $$($(GO) list $(WINDOW) ./... | grep -E '$(RACED)')

headless: setup
	@echo "test: everything but the window's packages, without cgo"
	@CGO_ENABLED=0 $(GO) test $(P) $(NOWINDOW) $(HEADLESS)

window-test: build
	@echo "test: the real window under Xvfb (screenshots in out/window)"
	@$(GO) test $(P) -count=1 -timeout 3m -tags 'x11 windowtest' -run '^TestWindow' ./app/screen/...

lint: setup
	@echo "lint: gofmt"
	@bad=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	  if [ -n "$$bad" ]; then echo "not in gofmt's form:"; echo "$$bad"; exit 1; fi
	@echo "lint: go vet, with the window and without"
	@$(GO) vet $(P) $(EVERY) ./...
	@CGO_ENABLED=0 $(GO) vet $(P) $(NOWINDOW) $(HEADLESS)
	@CGO_ENABLED=0 GOOS=windows $(GO) vet $(P) $(NOWINDOW) $(HEADLESS)
	@echo "lint: staticcheck, with the window and without"
	@$(GO) tool staticcheck $(EVERY) ./...
	@CGO_ENABLED=0 $(GO) tool staticcheck $(NOWINDOW) $(HEADLESS)

bench: build
	@echo "bench: each ratio of design section 9 (out/bench.json)"
	@$(GO) test $(P) -count=1 -timeout 20m -tags 'x11 bench' -run '^TestBenchReport$$' -v .

# Each fuzz target for FUZZTIME, beyond the seeds that `make test` runs.
fuzz: setup
	@for p in $$($(GO) list $(NOWINDOW) ./... | grep -v '^kaowu/app/screen'); do \
	  for f in $$($(GO) test $(NOWINDOW) -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
	    echo "fuzz: $$p $$f for $(FUZZTIME)"; \
	    $(GO) test $(NOWINDOW) -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$p; \
	  done; \
	done

# Known holes in what we build on, as https://vuln.go.dev lists them: that needs a network.
vuln: setup
	@echo "vuln: govulncheck, with the window and without"
	@$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 $(WINDOW) ./...
	@CGO_ENABLED=0 $(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 $(NOWINDOW) $(HEADLESS)

# Every screen as a picture, to be looked at. With MOCKS=folder each stands beside
# the mock-up of its name, in out/screens/beside.
MOCKS ?=

shots: setup
	@echo "shots: each screen as PNG into out/screens"
	@KAOWU_SHOTS=$(CURDIR)/out/screens $(GO) test $(P) -count=1 -timeout 30m $(WINDOW) ./app/screen
	@cp $(README_SHOTS:%=out/screens/%.png) assets/screens/
	@if [ -n "$(MOCKS)" ]; then echo "shots: beside the mock-ups of $(MOCKS)"; \
	  KAOWU_SHOTS=$(CURDIR)/out/screens KAOWU_MOCKS=$(abspath $(MOCKS)) $(GO) test $(P) -count=1 $(WINDOW) -run '^TestBeside$$' ./app/screen; fi

clean:
	rm -rf bin out .setup
