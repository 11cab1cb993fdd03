# SPDX-License-Identifier: ISC
# amsh: one Makefile for everything. `make help` lists the targets.
# CPPFLAGS, CFLAGS, LDFLAGS and LDLIBS are the user's; the project's own flags are private.

B       ?= build
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
MANDIR  ?= $(PREFIX)/share/man
BASHDIR ?= $(PREFIX)/share/bash-completion/completions
ZSHDIR  ?= $(PREFIX)/share/zsh/site-functions
FISHDIR ?= $(PREFIX)/share/fish/vendor_completions.d
PKG_CONFIG ?= pkg-config
CFLAGS  ?= -O2 -g
PORTABLE ?= # yes: what has a form for vectors uses the one for words
FUZZ_SECONDS ?= 20
FUZZ_RUNS ?= 20000
VERSION := 1.0.0

pkgs      := libedit openssl libcurl libxml-2.0 jansson
present   := ncursesw # its flags would choose another POSIX
warnings  := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual \
             -Wwrite-strings -Wvla -Wformat=2 -Wconversion
hardening := -fstack-protector-strong
my_cpp    := -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DAMSH_VERSION='"$(VERSION)"' -Isrc
my_cflags := -std=c11 $(warnings) $(hardening) -pthread $(if $(CI),-Werror)
my_cpp    += $(shell $(PKG_CONFIG) --cflags $(pkgs) 2>/dev/null)
my_cpp    += $(if $(PORTABLE),-DMARKS_PORTABLE= -DSCAN_PORTABLE=)
my_libs   := -pthread -ldl
tls_libs  := $(shell $(PKG_CONFIG) --libs openssl 2>/dev/null)
check_libs = $(shell $(PKG_CONFIG) --cflags --libs check)

# Searched once, by the first that compiles.
ready   = $(eval ready := $(shell { command -v $(firstword $(CC)) && \
          $(PKG_CONFIG) --exists $(pkgs) $(present); } >/dev/null 2>&1 && echo yes))$(ready)
compile = $(if $(ready),,$(error there is no $(CC), or a library is missing: run make setup))$(CC) $(my_cpp) $(CPPFLAGS) $(my_cflags) $(CFLAGS) -MMD -MP -c -o $@ $<
link    = $(CC) $(my_cflags) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(my_libs) $(LDLIBS)

V ?= 0
ifeq ($(V),0)
quiet = @printf '  %-4s %s\n' "$(1)" "$(patsubst $(B)/%,%,$@)" &&
endif

src       := $(wildcard src/*/*.c)
obj       := $(src:%.c=$(B)/%.o)
rooms     := base net ami session ari state layout view story conf lang rows client danger complete script monitor checkup await cmd top shell fleet
unit_src  := $(filter-out $(LEFT_OUT),$(foreach r,$(rooms),$(wildcard tests/$(r)/*.c)))
unit_obj  := $(unit_src:%.c=$(B)/%.o)
term_src  := $(wildcard tests/terminal/*.c)
term_obj  := $(term_src:%.c=$(B)/%.o)
prog_src  := $(wildcard tests/program/*.c)
prog_obj  := $(prog_src:%.c=$(B)/%.o) $(B)/tests/net/certs.o $(B)/tests/terminal/idle.o
fuzz_src  := $(wildcard tests/fuzz/fuzz_*.c)
fuzz_bin  := $(fuzz_src:%.c=$(B)/%)
bulk_bin  := $(B)/tests/fuzz/fuzz_parse $(B)/tests/fuzz/fuzz_json
bulk_need := base ami layout view ari/cut ari/tidy session/batch
fuzz_need := $(bulk_need) net session ari state story conf lang rows complete/candidates shell/listing
grow_src  := $(wildcard tests/growth/*.c)
grow_obj  := $(patsubst %.c,$(B)/%.o,$(filter-out %/blocks.c,$(grow_src)))
sim_src   := $(wildcard tests/pbxsim/*.c)
sim_obj   := $(sim_src:%.c=$(B)/%.o)
bench_src := $(wildcard tests/bench/*.c)
bench_obj := $(bench_src:%.c=$(B)/%.o)
suites     = $(patsubst test_%,%,$(basename $(notdir $(filter $(1)/test_%,$(2)))))

.PHONY: all help setup demo check check-run check-build check-unit check-program check-terminal check-docs \
        check-house check-growth check-pbx check-recipes check-torture check-analyze check-asan \
        check-tsan check-valgrind check-portable fuzz fuzz-run fuzz-short fuzz-runs fuzz-bulk \
        fuzz-bulk-run bench figures docs picture install uninstall clean deb dist check-package
.SECONDARY:
.DELETE_ON_ERROR:

all: $(B)/amsh

help:
	@sed -n 's/^## //p' Makefile

# The program opens its libraries at run time; the servers of the tests are linked with OpenSSL.
$(B)/tests/% $(B)/fuzz/%: my_libs += $(tls_libs)

$(B)/amsh: $(obj) $(B)/src/main.o
	$(call quiet,LD)$(link)

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call quiet,CC)$(compile)

$(B)/tests/pbxsim/pbxsim: $(sim_obj) $(obj)
	$(call quiet,LD)$(link)

$(B)/tests/pbx/dialect: $(B)/tests/pbx/dialect.o $(obj)
	$(call quiet,LD)$(link)

# Preloaded into the program: no sanitizer, no library of ours.
$(B)/tests/torture/inject.so: tests/torture/inject.c
	@mkdir -p $(@D)
	$(call quiet,LD)$(CC) -std=c11 $(warnings) $(if $(CI),-Werror) -O2 -g -fPIC -shared -o $@ $< -ldl

$(B)/tests/torture/web: $(B)/tests/torture/web.o $(B)/tests/session/web_server.o \
    $(B)/tests/net/server.o $(obj)
	$(call quiet,LD)$(link) $(check_libs)

# The list of suites is made from the file names: tests/ROOM/test_NAME.c defines suite_NAME().
define suite_list
	@mkdir -p $(@D)
	@{ for s in $(1); do echo "SUITE($$s)"; done; } >$@
endef

$(B)/tests/unit.inc: $(unit_src) Makefile
	$(call suite_list,$(patsubst test_%,%,$(basename $(filter test_%,$(notdir $(unit_src))))))

$(B)/tests/terminal.inc: $(term_src) Makefile
	$(call suite_list,$(patsubst test_%,%,$(basename $(filter test_%,$(notdir $(term_src))))))

$(B)/tests/main_%.o: tests/main.c $(B)/tests/%.inc
	$(call quiet,CC)$(compile) -DSUITES='"$(abspath $(B)/tests/$*.inc)"'

$(B)/tests/unit: $(B)/tests/main_unit.o $(unit_obj) $(obj)
	$(call quiet,LD)$(link) $(check_libs) -Wl,--wrap=_mark_point

$(B)/tests/terminal/run: $(B)/tests/main_terminal.o $(term_obj) $(obj)
	$(call quiet,LD)$(link) $(check_libs) -lutil -Wl,--wrap=_mark_point

$(B)/tests/program/run: $(prog_obj) $(filter $(B)/src/base/%,$(obj))
	$(call quiet,LD)$(link)

$(B)/tests/growth/run: $(grow_obj) $(filter $(B)/src/base/%,$(obj))
	$(call quiet,LD)$(link) -lm

# The program again, built to count the basic blocks that it runs through.
counted = memcpy memmove memset memchr memcmp strlen
$(B)/growth/amsh: $(src) src/main.c tests/growth/blocks.c Makefile $(wildcard src/*/*.h src/*/*.inc)
	@$(MAKE) --no-print-directory B=$(B)/growth $(B)/growth/tests/growth/blocks.o CFLAGS=-O0 LDFLAGS=
	@$(MAKE) --no-print-directory B=$(B)/growth $@ CFLAGS='-O0 -fsanitize-coverage=trace-pc' \
	    LDFLAGS='$(counted:%=-Wl,--wrap=%)' LDLIBS=$(B)/growth/tests/growth/blocks.o

## make                the program, build/amsh
## make setup          install the missing build packages (Debian, Ubuntu), after saying so
setup:
	@tests/setup

## make demo           set up, build, start the simulated PBX and open amsh on it
demo: setup
	@$(MAKE) --no-print-directory $(B)/amsh $(B)/tests/pbxsim/pbxsim
	@tests/demo $(B)

## make check          set up, then every test that needs no PBX
check: setup
	@$(MAKE) --no-print-directory check-run

check-run: check-build $(if $(filter growth,$(or $(RINGS),growth)),$(B)/tests/growth/run $(B)/growth/amsh)
	@tests/run $(B) $(RINGS)

# The benchmarks are compiled, so that they do not fall behind the program; make bench links them.
check-build: $(B)/amsh $(B)/tests/unit $(B)/tests/program/run $(B)/tests/terminal/run \
    $(B)/tests/pbxsim/pbxsim $(bench_obj)

## make check-unit     only the unit tests
check-unit: $(B)/tests/unit
	@$(B)/tests/unit

## make check-program  the program against a scripted server, one case per file
check-program: $(B)/amsh $(B)/tests/program/run
	@$(B)/tests/program/run $(B)/amsh

## make check-terminal only the terminal tests
check-terminal: $(B)/amsh $(B)/tests/terminal/run
	@AMSH=$(B)/amsh $(B)/tests/terminal/run

## make check-house    the rules of the house that can be measured
check-house:
	@tests/house/check

## make check-docs     what the program prints of itself is what the man page and completions have
check-docs: $(B)/amsh
	@tests/docs/check $(abspath $(B)/amsh)

## make check-pbx      the same program against a real Asterisk, installed in build/pbx (needs root);
##                     PBX_SUITE=bullseye: Asterisk 16, in build/pbx-bullseye
PBX_SUITE ?= sid
export PBX_SUITE
pbx_dir := $(B)/pbx$(if $(filter-out sid,$(PBX_SUITE)),-$(PBX_SUITE))
check-pbx: $(B)/amsh $(B)/tests/pbx/dialect
	@tests/pbx/run $(pbx_dir) $(B)/amsh

## make check-recipes  the recipes of the man page with real brokers (needs root to install them)
check-recipes: $(B)/amsh $(B)/tests/pbxsim/pbxsim
	@tests/recipes/setup
	@tests/recipes/run $(B)

## make check-torture  the program while system calls fail, one at a time (POINTS of each kind)
check-torture: $(B)/amsh $(B)/tests/pbxsim/pbxsim $(B)/tests/torture/inject.so \
    $(B)/tests/torture/web
	@tests/run $(B) torture

## make check-analyze  gcc's analyzer, clang's and cppcheck over src
check-analyze:
	@tests/analyze/run $(my_cpp) -std=c11 -pthread

## make check-asan     every test under AddressSanitizer and UBSan (ONLY=check-build: none yet)
check-asan:
	@$(MAKE) --no-print-directory B=$(B)/asan $(or $(ONLY),check-run) \
	    LDFLAGS='$(LDFLAGS) -fsanitize=address,undefined' \
	    CFLAGS='-O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'

## make check-tsan     the tests of what has threads under ThreadSanitizer, without those that try every
##                     byte or letter or log in through a cut at every byte
threaded   := base net session ari client script cmd fleet
unthreaded  = $(foreach r,$(filter-out $(threaded),$(rooms)),$(wildcard tests/$(r)/test_*.c))
check-tsan:
	@CK_EXCLUDE_TAGS='exhaustive logins' $(MAKE) --no-print-directory B=$(B)/tsan check-run \
	    LEFT_OUT='$(unthreaded)' RINGS='$(or $(RINGS),unit threads terminal simulated fleet)' \
	    LDFLAGS='$(LDFLAGS) -fsanitize=thread' \
	    CFLAGS='-O1 -g1 -fno-omit-frame-pointer -fsanitize=thread'

## make check-valgrind the unit tests under valgrind, without those that try every byte or letter, cut
##                     a connection at every byte, or do the same over and over
check-valgrind: $(B)/tests/unit
	@CK_FORK=no CK_EXCLUDE_TAGS='exhaustive cuts volume' valgrind -q --fair-sched=try --error-exitcode=1 --leak-check=full \
	    --show-leak-kinds=definite --errors-for-leak-kinds=definite $(B)/tests/unit

## make check-portable every program by words instead of vectors, and the unit tests of what takes blocks
##                     of bytes so
check-portable:
	@$(MAKE) --no-print-directory B=$(B)/portable PORTABLE=yes check-build
	@CK_FORK=no CK_INCLUDE_TAGS=blocks $(B)/portable/tests/unit

# To them a table of more than 64 fields is huge.
fuzz_cpp   = CPPFLAGS='$(CPPFLAGS) -DKEEP_FIELDS=64'
fuzz_flags = $(fuzz_cpp) LDFLAGS='$(LDFLAGS) -fsanitize=fuzzer,address,undefined' \
    CFLAGS='-O1 -g1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'

## make fuzz           libFuzzer (clang) on every tests/fuzz/fuzz_*.c, FUZZ_SECONDS=20 each
fuzz:
	@$(MAKE) --no-print-directory B=$(B)/fuzz CC=clang fuzz-run $(fuzz_flags)

fuzz-run: $(fuzz_bin)
	@set -e; for fuzzer in $^; do \
	    echo "  FUZZ $${fuzzer##*/}"; \
	    mkdir -p $$fuzzer.found; \
	    $$fuzzer -max_total_time=$(FUZZ_SECONDS) -max_len=8192 -verbosity=0 -print_final_stats=1 \
	        -artifact_prefix=$$fuzzer. $$fuzzer.found $(wildcard tests/captures/*/); \
	done

## make fuzz-short     the same for a test run: FUZZ_RUNS=20000 each, always the same ones
fuzz-short:
	@$(MAKE) --no-print-directory B=$(B)/fuzz CC=clang fuzz-runs $(fuzz_flags)

fuzz-runs: $(fuzz_bin)
	@tests/fuzz/short $(FUZZ_RUNS) $^

## make fuzz-bulk      parser and JSON alone, both at once, FUZZ_SECONDS: many short inputs, by UBSan and
##                     without ASan; PORTABLE=yes: the forms that use no vectors
fuzz-bulk:
	@$(MAKE) --no-print-directory B=$(B)/bulk$(PORTABLE:%=-portable) CC=clang fuzz-bulk-run \
	    fuzz_need='$(bulk_need)' $(fuzz_cpp) LDFLAGS='$(LDFLAGS) -fsanitize=fuzzer,undefined' \
	    CFLAGS='-O2 -g1 -fsanitize=undefined -fno-sanitize-recover=all \
	        -fsanitize-coverage=inline-8bit-counters,pc-table'

fuzz-bulk-run: $(bulk_bin)
	@tests/fuzz/bulk $(FUZZ_SECONDS) $^

# What some fuzzer needs, rooms and files, and each gets only what it uses: that much is compiled, and
# after each run the counters of that much are read.
$(B)/fuzz.a: $(filter $(foreach n,$(fuzz_need),$(B)/src/$(n).o $(B)/src/$(n)/%),$(obj)) \
    $(B)/tests/ami/transcript.o $(B)/tests/fuzz/heard.o
	$(call quiet,AR)rm -f $@ && ar rcs $@ $^

$(fuzz_bin): %: %.o $(B)/fuzz.a
	$(call quiet,LD)$(link)

## make bench          events per second, memory and latency, compared with the simplest programs
bench: $(B)/amsh $(B)/tests/pbxsim/pbxsim $(B)/tests/growth/run $(B)/tests/net/certs.o
	@$(MAKE) --no-print-directory -f tests/bench/Makefile B=$(B)
	@[ "$(ROW)" ] || $(B)/tests/growth/run $(B)/amsh

## make figures        the table of make bench, measured and put into README.md
figures: $(B)/amsh $(B)/tests/net/certs.o
	@$(MAKE) --no-print-directory -f tests/bench/Makefile B=$(B) figures

## make check-growth   how the work grows with 10 times as much of everything, counted in basic blocks
check-growth: $(B)/tests/growth/run $(B)/growth/amsh
	@$(B)/tests/growth/run --blocks $(B)/growth/amsh

## make docs           regenerate what the program prints: man page sections, completions
docs: $(B)/amsh
	@tests/docs/generate $(B)/amsh

## make picture        the README's picture: a session with a real Asterisk (root, as check-pbx; tmux)
picture: $(B)/amsh
	@tests/pbx/start $(B)/pbx
	@tests/picture/take $(B)/pbx $(B)/amsh man/session; status=$$?; tests/pbx/stop $(B)/pbx; exit $$status

## make install        to DESTDIR and PREFIX (/usr/local)
install: $(B)/amsh
	install -d "$(DESTDIR)$(BINDIR)" "$(DESTDIR)$(MANDIR)/man1" "$(DESTDIR)$(BASHDIR)" \
	    "$(DESTDIR)$(ZSHDIR)" "$(DESTDIR)$(FISHDIR)"
	install -m 755 $(B)/amsh "$(DESTDIR)$(BINDIR)/amsh"
	install -m 644 man/amsh.1 "$(DESTDIR)$(MANDIR)/man1/amsh.1"
	install -m 644 completions/amsh.bash "$(DESTDIR)$(BASHDIR)/amsh"
	install -m 644 completions/_amsh "$(DESTDIR)$(ZSHDIR)/_amsh"
	install -m 644 completions/amsh.fish "$(DESTDIR)$(FISHDIR)/amsh.fish"

uninstall:
	rm -f "$(DESTDIR)$(BINDIR)/amsh" "$(DESTDIR)$(MANDIR)/man1/amsh.1" "$(DESTDIR)$(BASHDIR)/amsh" \
	    "$(DESTDIR)$(ZSHDIR)/_amsh" "$(DESTDIR)$(FISHDIR)/amsh.fish"

## make deb            a package for the Debian or Ubuntu that this runs on, ./amsh_*.deb
deb:
	@tests/setup dpkg-dev dpkg-shlibdeps
	@eval "$(MAKE) --no-print-directory B=$(B)/deb $$(dpkg-buildflags --export=cmdline) $(B)/deb/amsh"
	@tests/package/deb $(B)/deb $(VERSION)

## make check-package  the package and the tar ball, looked at (with lintian, if it is installed)
check-package:
	@$(MAKE) --no-print-directory deb
	@$(MAKE) --no-print-directory dist
	@tests/package/check $(VERSION)

## make dist           a tar ball of the committed tree; in an unpacked one, the same again
dist:
	@tests/package/dist $(VERSION)

## make clean          remove what was built (a PBX root in build/pbx* is purged first)
clean:
	@for dir in $(B)/pbx $(B)/pbx-*; do [ ! -d $$dir ] || tests/pbx/stop --purge $$dir || exit; done
	rm -rf $(B)

-include $(wildcard $(B)/src/*.d $(B)/src/*/*.d $(B)/tests/*.d $(B)/tests/*/*.d)
