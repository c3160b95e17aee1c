# NovaCron's make targets; `make help` lists them. POSIX sh, GNU make.
SHELL := /bin/sh
.DEFAULT_GOAL := help

VERSION := $(shell sed -n 's:^  <version>\(.*\)</version>$$:\1:p' pom.xml | sed -n 1p)
ARCHIVE := distribution/target/novacron-$(VERSION).tar.gz
RUN     := build/run
HOME_UNPACKED := $(RUN)/novacron-$(VERSION)
# The prices that are known of spot machines at AWS alone are old, so the account is named there.
SAMPLE  := docs/samples/$(if $(filter wire,$(NOVACRON_SIMULATOR)),three-machines-aws.json,three-machines.json)
MVN     := mvn -B -ntp
# What the archive is made of; a change of any of it makes the archive anew.
SOURCES := $(shell find pom.xml */pom.xml */src/main .mvn LICENSE NOTICE -type f 2>/dev/null)

.PHONY: help run test quick dist bench configuration capabilities factors coverage reproducible catalog spot-age format check clean prerequisites python openapi openapi-lint fuzz simulate simulate-defects mutation kills kills-aws test-live

help: ## lists the targets
	@echo 'NovaCron $(VERSION)'
	@sed -n 's/^\([a-zA-Z-]*\)\(%*\):.*## \(.*\)/\1\t\3/p' Makefile | while IFS='	' read -r target text; do printf '  make %-12s %s\n' "$$target" "$$text"; done
	@echo '  make bench-NAME   one benchmark (DATA=folder where it reads data)'

prerequisites:
	@tools/prerequisites

python:
	@tools/prerequisites python

$(ARCHIVE): $(SOURCES)
	@tools/prerequisites
	@echo 'building $(ARCHIVE) (the first time, Maven fetches what it needs: some minutes)'
	@$(MVN) -q install -DskipTests -Dspotless.check.skip -pl distribution -am
	@touch $(ARCHIVE)

$(HOME_UNPACKED)/.unpacked: $(ARCHIVE)
	@rm -rf $(HOME_UNPACKED)
	@mkdir -p $(RUN)
	@tar -xzf $(ARCHIVE) -C $(RUN)
	@touch $@

run: $(HOME_UNPACKED)/.unpacked ## builds what is missing, starts, places and creates the sample machines, serves until Ctrl-C
	@NOVACRON_DATA="$${NOVACRON_DATA:-$(CURDIR)/$(RUN)/data}" exec $(HOME_UNPACKED)/bin/novacron run --sample $(SAMPLE)

test: prerequisites python ## everything: unit tests, contract kits, the container, whole processes
	@sh -n distribution/src/main/overlay/bin/novacron
	@sh -n tools/prerequisites
	@sh -n tools/simulate-classpath
	@sh -n tools/simulate-defects
	@sh -n tools/openapi-lint
	@sh -n tools/test-live
	$(MVN) install $(if $(CI),-Dsurefire.rerunFailingTestsCount=1)
	@tools/openapi-lint

quick: prerequisites ## unit tests between edits, under two minutes, without the kits against other back ends
	$(MVN) -q test -Dspotless.check.skip -Dsurefire.excludes='**/MotoContractTest.java,**/MiniStackContractTest.java,**/LostReplyTest.java,**/WireContractTest.java' -pl '!itests,!distribution,!karaf-features,!benchmarks,!provider-template'

dist: $(ARCHIVE) ## the archive only
	@ls -l $(ARCHIVE)

bench: prerequisites ## every benchmark; results in benchmarks/results (DATA=folder for those that read data)
	@DATA="$(DATA)" benchmarks/bench

bench-%: prerequisites
	@DATA="$(DATA)" benchmarks/bench $*

coverage: prerequisites python ## unit tests of all modules, then the line coverage of each from one report
	$(MVN) -q verify -Dspotless.check.skip -Pcoverage -pl coverage -am
	@tools/coverage

reproducible: prerequisites ## builds the archive twice and compares the bytes
	@tools/reproducible

catalog: prerequisites ## writes the data of the price catalog and of the factors again, from the CSV files in DATA=folder
	@test -n "$(DATA)" || { echo 'catalog: where are the CSV files? make catalog DATA=folder' >&2; exit 2; }
	@javac -d build/tools/catalog tools/catalog/*.java
	@java -cp build/tools/catalog GenerateCatalog "$(DATA)" core-bundle/src/main/resources/catalog
	@java -cp build/tools/catalog GenerateFactors "$(DATA)" core-bundle/src/main/resources/factors

spot-age: prerequisites ## prints how far spot prices move with time, from DATA=folder with their history
	@test -n "$(DATA)" || { echo 'spot-age: where is aws_spot_price_changes.csv.gz? make spot-age DATA=folder' >&2; exit 2; }
	@java tools/catalog/SpotPriceAge.java "$(DATA)/aws_spot_price_changes.csv.gz"

openapi: prerequisites ## takes a changed description of the REST API into docs/api
	$(MVN) -q test -pl rest-bundle -am -Dtest=OpenApiDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dnovacron.openapi.update=true

configuration: $(ARCHIVE) ## writes docs/configuration.md anew from the bundles of the archive
	$(MVN) -q test -pl itests -Dtest=ConfigurationReferenceTest -Dnovacron.configuration.update=true -Dspotless.check.skip

CONTRACTS := provider-simulator-bundle,provider-aws-bundle,simulator-wire
capabilities: prerequisites python ## runs the contract kit on every back end and writes docs/capabilities.md anew
	$(MVN) -q test -pl $(CONTRACTS) -am -Dtest='*ContractTest' -Dsurefire.failIfNoSpecifiedTests=false -Dnovacron.capabilities.update=true -Dspotless.check.skip

factors: prerequisites ## writes docs/factors.md anew from the sources of factors
	$(MVN) -q test -pl core-bundle -am -Dtest=FactorMatrixTest -Dsurefire.failIfNoSpecifiedTests=false -Dnovacron.factors.update=true

openapi-lint: ## holds the description of the REST API to a linter's rules (needs npx)
	@tools/openapi-lint

FUZZ := build/fuzz/venv
$(FUZZ)/.installed: tools/fuzz/requirements.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'missing: Python 3.11 or newer. Debian: apt-get install python3 python3-venv' >&2; exit 1; }
	@rm -rf $(FUZZ)
	@python3 -m venv $(FUZZ)
	@$(FUZZ)/bin/pip install -q --disable-pip-version-check -r tools/fuzz/requirements.txt
	@touch $@

fuzz: $(HOME_UNPACKED)/.unpacked $(FUZZ)/.installed ## fuzzes a server by its OpenAPI description: REQUESTS=10000, SEED=n, FAULTS=on for failing clouds
	@$(FUZZ)/bin/python tools/fuzz/fuzz $(HOME_UNPACKED) --requests $(or $(REQUESTS),10000) --seed $(or $(SEED),1) $(if $(filter on,$(FAULTS)),--faults)

simulate: prerequisites ## plays the engine against hostile clouds in virtual time: SEEDS=10000, or SEED=n for one story (docs/simulation.md)
	@java -Xmx1g -cp "$$(tools/simulate-classpath)" io.novacron.core.internal.simulation.Simulate $(if $(SEED),seed=$(SEED),seeds=$(or $(SEEDS),1000)) $(if $(FROM),from=$(FROM))

simulate-defects: prerequisites ## puts six known defects back, one by one, and fails unless the simulation finds each
	@tools/simulate-defects "$$(tools/simulate-classpath)"

kills: prerequisites ## kills a whole server KILLS=30 times amid 2,000 creates and 1,000 deletes, and looks for orphans
	$(MVN) -q install -Dspotless.check.skip -pl itests -am -Dtest=KillTest -Dsurefire.failIfNoSpecifiedTests=false -Dnovacron.kills=$(or $(KILLS),30)

kills-aws: prerequisites ## the same through the AWS SDK at the simulator's own process: KILLS=50 times amid 500 creates and 250 deletes
	$(MVN) -q install -Dspotless.check.skip -pl itests -am -Dtest=WireKillTest -Dsurefire.failIfNoSpecifiedTests=false -Dnovacron.wireKills=$(or $(KILLS),50)

test-live: prerequisites ## the contract's main path on a live account, tagged and cleaned up: PROVIDER=aws, REGION, TYPE, CEILING=0.50 (USD)
	@PROVIDER="$(PROVIDER)" REGION="$(REGION)" TYPE="$(TYPE)" CEILING="$(CEILING)" ENDPOINT="$(ENDPOINT)" tools/test-live

mutation: prerequisites ## mutation tests of the journal and the engine: SAMPLE=10 changes of each class, else all; report in core-bundle/target/pit-reports
	$(MVN) -pl core-bundle -am -Pmutation process-test-classes -Dspotless.check.skip $(if $(SAMPLE),-Dfeatures='+CLASSLIMIT(limit[$(SAMPLE)])')

format: prerequisites ## puts the code into the one format
	$(MVN) -q spotless:apply -pl '!provider-template'
	$(MVN) -q spotless:apply@template -N

check: prerequisites ## format and static analysis, no tests
	@sh -n distribution/src/main/overlay/bin/novacron
	@sh -n tools/prerequisites
	@sh -n tools/coverage
	@sh -n tools/reproducible
	@sh -n tools/test-live
	@if command -v shellcheck >/dev/null; then shellcheck -s sh distribution/src/main/overlay/bin/novacron tools/prerequisites tools/coverage tools/reproducible tools/test-live; else echo 'not run: shellcheck is not installed (Debian: apt-get install shellcheck)'; fi
	$(MVN) -q test-compile -pl '!itests,!distribution,!karaf-features'
	$(MVN) -q spotless:check -pl '!provider-template'
	$(MVN) -q spotless:check@template -N

clean: ## removes what was built; the data of make run, too
	@rm -rf build */target
