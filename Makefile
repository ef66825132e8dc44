# Makefile of the extension "resolution"
#
#	make			build against the server that PG_CONFIG names
#	make install		put it where that server looks for extensions
#	make installcheck	regression tests against a running server
#	make demo		a private server with the sample archive, ten questions
#	make test		every test, in a private server; needs nothing that runs
#	make bench, make fuzz	measurements; fuzzers of the reader
#	make check-lists	is every file of sql, src and data in the lists below?
#
# Building in another folder works too:
#	make -f /path/to/resolution/Makefile

EXTENSION = resolution
MODULE_big = resolution
DATA = sql/resolution--1.0.sql
SCRIPTS = bin/resolution-load

# The reader: plain C, knows nothing of the server.
CORE_OBJS = \
	src/core/arena.o \
	src/core/calls.o \
	src/core/calls_score.o \
	src/core/chars.o \
	src/core/citations.o \
	src/core/citations_lexer.o \
	src/core/citations_list.o \
	src/core/citations_number.o \
	src/core/citations_organ.o \
	src/core/citations_owner.o \
	src/core/citations_pinpoint.o \
	src/core/citations_symbol.o \
	src/core/citations_words.o \
	src/core/clauses.o \
	src/core/clauses_ahead.o \
	src/core/clauses_headings.o \
	src/core/clauses_layout.o \
	src/core/clauses_lists.o \
	src/core/clauses_open.o \
	src/core/clauses_order.o \
	src/core/clauses_paths.o \
	src/core/clauses_text.o \
	src/core/closing.o \
	src/core/compare.o \
	src/core/compare_align.o \
	src/core/compare_edit.o \
	src/core/compare_words.o \
	src/core/dates.o \
	src/core/flow.o \
	src/core/footnotes.o \
	src/core/image_build.o \
	src/core/image_fold.o \
	src/core/image_read.o \
	src/core/keys.o \
	src/core/labels.o \
	src/core/language.o \
	src/core/language_detect.o \
	src/core/lines.o \
	src/core/masthead.o \
	src/core/masthead_calls.o \
	src/core/masthead_elements.o \
	src/core/masthead_words.o \
	src/core/mend.o \
	src/core/names.o \
	src/core/noise.o \
	src/core/parse.o \
	src/core/parts.o \
	src/core/phrases.o \
	src/core/problems.o \
	src/core/query.o \
	src/core/running.o \
	src/core/search.o \
	src/core/sponsors.o \
	src/core/states.o \
	src/core/symbol_find.o \
	src/core/symbol_fold.o \
	src/core/symbol_hint.o \
	src/core/symbol_key.o \
	src/core/symbol_make.o \
	src/core/symbol_parts.o \
	src/core/symbol_print.o \
	src/core/symbol_read.o \
	src/core/symbol_roman.o \
	src/core/symbol_scan.o \
	src/core/symbol_tables.o \
	src/core/tables.o \
	src/core/title.o \
	src/core/vocabulary.o \
	src/core/words.o

# The part that speaks to the server.
GLUE_OBJS = \
	src/docsymbol.o \
	src/docsymbol_access.o \
	src/docsymbol_cmp.o \
	src/docsymbol_support.o \
	src/resolution_access.o \
	src/resolution_cmp.o \
	src/resolution_diff.o \
	src/resolution_escape.o \
	src/resolution_from_xml.o \
	src/resolution_gin.o \
	src/resolution_glue.o \
	src/resolution_graph.o \
	src/resolution_html.o \
	src/resolution_io.o \
	src/resolution_json.o \
	src/resolution_markdown.o \
	src/resolution_marks.o \
	src/resolution_match.o \
	src/resolution_module.o \
	src/resolution_outline.o \
	src/resolution_srf.o \
	src/resolution_stats.o \
	src/resolution_support.o \
	src/resolution_text.o \
	src/resolution_tsvector.o \
	src/resolution_xml.o \
	src/resquery.o

OBJS = $(CORE_OBJS) $(GLUE_OBJS)

CORE_HEADERS = \
	src/core/calls_internal.h \
	src/core/citations.h \
	src/core/citations_internal.h \
	src/core/citations_lexer.h \
	src/core/clauses_internal.h \
	src/core/compare.h \
	src/core/compare_internal.h \
	src/core/core.h \
	src/core/dates.h \
	src/core/header.h \
	src/core/image.h \
	src/core/image_layout.h \
	src/core/internal.h \
	src/core/keys.h \
	src/core/language.h \
	src/core/query.h \
	src/core/search.h \
	src/core/stages.h \
	src/core/simd.h \
	src/core/symbol.h \
	src/core/symbol_internal.h \
	src/core/symbol_tables.h \
	src/core/tables.h \
	src/core/words.h

GLUE_HEADERS = \
	src/compat.h \
	src/docsymbol.h \
	src/resolution.h \
	src/resolution_export.h \
	src/resquery.h

# Tables of the field, from which C is made.
TABLES = \
	data/lexicon-citations.tsv \
	data/lexicon-clauses.tsv \
	data/lexicon-header.tsv \
	data/lexicon-text.tsv \
	data/phrases.tsv \
	data/states.tsv \
	data/vocabulary.tsv
SYMBOL_TABLES = \
	data/symbols.tsv

REGRESS = \
	00_setup \
	io \
	errors \
	access \
	arguments \
	srf \
	search \
	text \
	cmp \
	diff \
	copy \
	docsymbol \
	docsymbol_stats \
	damage \
	encoding \
	images \
	tables \
	exchange \
	xml \
	99_security
REGRESS_OPTS = --load-extension=resolution --encoding=UTF8 --no-locale

PG_CPPFLAGS = -I$(srcdir)/src -I$(srcdir)/src/core
PG_CFLAGS = -Wall -Wextra -Wno-unused-parameter

# libxml2 reads the United Nations' XML.  Without it all else works; "make
# LIBXML=no" leaves it out where it is installed.
LIBXML ?= $(shell { pkg-config --exists libxml-2.0 || xml2-config --version; } >/dev/null 2>&1 && echo yes || echo no)
ifeq ($(LIBXML),yes)
PG_CPPFLAGS += -DRES_USE_LIBXML $(shell pkg-config --cflags libxml-2.0 2>/dev/null || xml2-config --cflags)
SHLIB_LINK += $(shell pkg-config --libs libxml-2.0 2>/dev/null || xml2-config --libs)
endif

EXTRA_CLEAN = src/core/tables.c src/core/symbol_tables.c

PG_CONFIG ?= pg_config
PERL ?= perl

# "make demo" and "make test" begin on machines that have no server yet; they
# install what they need and then call this file again.
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)
# A server that was built in its own source tree knows no builds of extensions
# in another folder; with VPATH set it does.
ifneq ($(abspath $(dir $(firstword $(MAKEFILE_LIST)))),$(CURDIR))
VPATH ?= $(patsubst %/,%,$(dir $(firstword $(MAKEFILE_LIST))))
endif
include $(PGXS)
else
srcdir := $(patsubst %/,%,$(dir $(firstword $(MAKEFILE_LIST))))
all install installcheck:
	@echo "PostgreSQL's build files are missing: install them (on Debian" >&2
	@echo "postgresql-server-dev-15), or name the server with PG_CONFIG=..." >&2
	@exit 1
clean:
endif

# Names of the reader stay inside the library.
$(CORE_OBJS): override CFLAGS += -fvisibility=hidden

$(CORE_OBJS) $(CORE_OBJS:.o=.bc): $(CORE_HEADERS)
$(GLUE_OBJS) $(GLUE_OBJS:.o=.bc): $(CORE_HEADERS) $(GLUE_HEADERS)

src/core/tables.c: src/gen/tables.pl $(TABLES) src/core/language.h | $(CURDIR)/src/core
	$(PERL) $(srcdir)/src/gen/tables.pl $(srcdir)/data $@

src/core/symbol_tables.c: src/gen/symbols.pl $(SYMBOL_TABLES) | $(CURDIR)/src/core
	$(PERL) $(srcdir)/src/gen/symbols.pl $(srcdir)/data $@

# A build in a folder of its own lacks the folders of the objects.  (An
# absolute name, since make would find the relative one in VPATH.)
$(OBJS) $(OBJS:.o=.bc): | $(CURDIR)/src/core
$(CURDIR)/src/core:
	mkdir -p $@

demo:
	$(srcdir)/test/demo.sh

test:
	$(srcdir)/test/run.sh

bench:
	$(srcdir)/test/bench.sh

fuzz:
	$(srcdir)/test/fuzz.sh

# A script that is in no list would neither be installed nor be run; nor is a
# word of the field compiled in from a table that is in no list.
check-lists:
	@status=0; \
	for file in $(srcdir)/sql/*.sql; do \
		name=$$(basename $$file .sql); \
		case " $(notdir $(DATA:.sql=)) $(REGRESS) " in \
			*" $$name "*) ;; \
			*) echo "sql/$$name.sql is in neither DATA nor REGRESS" >&2; status=1 ;; \
		esac; \
	done; \
	for name in $(REGRESS); do \
		[ -f $(srcdir)/expected/$$name.out ] || \
			{ echo "expected/$$name.out is missing" >&2; status=1; }; \
	done; \
	for file in $(srcdir)/src/*.c $(srcdir)/src/core/*.c; do \
		name=$${file#$(srcdir)/}; \
		case " $(OBJS:.o=.c) " in \
			*" $$name "*) ;; \
			*) echo "$$name is not in OBJS" >&2; status=1 ;; \
		esac; \
	done; \
	for file in $(srcdir)/src/*.h $(srcdir)/src/core/*.h; do \
		name=$${file#$(srcdir)/}; \
		case " $(CORE_HEADERS) $(GLUE_HEADERS) " in \
			*" $$name "*) ;; \
			*) echo "$$name is in no list of headers" >&2; status=1 ;; \
		esac; \
	done; \
	for file in $(srcdir)/data/*.tsv; do \
		name=$${file#$(srcdir)/}; \
		case " $(TABLES) $(SYMBOL_TABLES) " in \
			*" $$name "*) ;; \
			*) echo "$$name is in no list of tables" >&2; status=1 ;; \
		esac; \
	done; \
	exit $$status

# Scripts find files of the tests there; servers since 15 say so themselves.
installcheck: export PG_ABS_SRCDIR = $(abspath $(srcdir))
installcheck: check-lists

.PHONY: demo test bench fuzz check-lists
