# Civicline. `make help` says what there is. Every path here is relative, so
# that a checkout in a folder with blanks in its name works too.

SHELL := /bin/bash
TAGS  := opus,nolibopusfile
GOLANGCI := v2.15.0
GOTESTSUM := v1.13.0
WEB   := desk/web
# Whole calls are heard in real time: their tests have the machine to themselves.
RUN_TESTS := bin/gotestsum --format pkgname-and-test-fails --hide-summary=skipped --

.PHONY: help run demo test lint bench shots build setup setup-test clean
.DEFAULT_GOAL := help

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' Makefile | sort | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: setup build ## install what is missing, build, and start the centre with its demonstration agency
	@bin/civicline run

demo: setup build ## hear a whole centre in the terminal: scripted callers, real SIP, real WebRTC
	@bin/civicline demo

test: setup-test build bin/gotestsum ## pass every test: real SIP, a real browser, both languages
	@CIVICLINE_REQUIRE_TOOLS=1 $(RUN_TESTS) -tags $(TAGS) -timeout 12m $$(go list -tags $(TAGS) ./... | grep -v '/civiclinetest$$')
	@CIVICLINE_REQUIRE_TOOLS=1 $(RUN_TESTS) -tags $(TAGS) -timeout 12m ./civiclinetest

lint: build bin/golangci-lint ## check the code's form
	@bin/golangci-lint run --build-tags $(TAGS) ./...
	@cd $(WEB) && npm run --silent check

bench: setup build ## measure speed and memory: calls a core, and each room's benchmarks
	@bin/civicline bench calls
	@go test -tags $(TAGS) -run '^$$' -bench . -benchmem ./...

shots: setup-test build ## take screenshots of every page into build/shots
	@scripts/shots.sh build/shots

build: bin/civicline ## build bin/civicline with its pages inside

clean: ## remove what was built; recordings and data stay
	@rm -rf bin build $(WEB)/node_modules $(WEB)/.stamp-* && find $(WEB)/dist -mindepth 1 ! -name .keep -delete

setup:
	@scripts/setup.sh run

setup-test:
	@scripts/setup.sh test

$(WEB)/.stamp-npm: $(WEB)/package.json $(WEB)/package-lock.json
	@echo "Fetching the pages' libraries (npm ci)"
	@cd $(WEB) && npm ci --silent --no-audit --no-fund
	@touch $@

$(WEB)/.stamp-dist: $(WEB)/.stamp-npm $(shell find $(WEB)/src $(WEB)/public $(WEB)/*.html $(WEB)/*.ts $(WEB)/*.js -type f 2>/dev/null)
	@echo "Building the pages"
	@cd $(WEB) && npm run --silent build
	@touch $@

# Go's own cache decides what to build again.
.PHONY: bin/civicline
bin/civicline: $(WEB)/.stamp-dist
	@mkdir -p bin
	@go build -tags $(TAGS) -o bin/civicline ./cmd/civicline

bin/gotestsum:
	@echo "Building gotestsum $(GOTESTSUM)"
	@GOBIN="$$PWD/bin" go install gotest.tools/gotestsum@$(GOTESTSUM)

bin/golangci-lint:
	@echo "Building golangci-lint $(GOLANGCI) (a minute or two, once)"
	@GOBIN="$$PWD/bin" go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI)
