# Fuzzing (make fuzz; not part of make check): clang with libFuzzer, ASan and UBSan, in a folder of
# its own.  Each target runs for FUZZ_SECONDS; what it finds is left in that folder and ends it.
FUZZ_TARGETS = delimited waves export lss triple_s ddi xlsx spss wire options
FUZZ_SECONDS = 60
FUZZ_CC = clang
FUZZ_FLAGS = -g -O1 -std=gnu11 -fsanitize=address,undefined -fno-sanitize-recover=all \
  -fno-omit-frame-pointer
FUZZ_COMPILE = $(FUZZ_CC) $(FUZZ_FLAGS) $(AM_CPPFLAGS) -I$(top_srcdir)/core -I. $(XML_CFLAGS) \
  $(NETTLE_CFLAGS)
FUZZ_LIBS = $(XML_LIBS) $(NETTLE_LIBS) $(ZLIB_LIBS) $(READSTAT_LIBS) -lm
fuzz_sources = $(top_srcdir)/core/base/*.c $(top_srcdir)/core/import/*.c \
  $(top_srcdir)/core/data/*.c $(top_srcdir)/core/result/*.c $(top_srcdir)/core/host/options.c \
  core/base/resource.c
fuzz-programs: all
	$(MKDIR_P) build-fuzz/seeds build-fuzz/objects
	rm -f build-fuzz/core.a
	for source in $(fuzz_sources); do \
	  object=build-fuzz/objects/`echo $${source##*core/} | tr / -`.o; \
	  $(FUZZ_COMPILE) -fsanitize=fuzzer-no-link -c -o $$object $$source && \
	  $(AR) -rc build-fuzz/core.a $$object || exit 1; \
	done
	$(FUZZ_COMPILE) -o build-fuzz/seeds/make $(srcdir)/%D%/seeds.c \
	  $(srcdir)/tests/host/wire_study.c build-fuzz/core.a $(FUZZ_LIBS)
	build-fuzz/seeds/make build-fuzz/seeds
	for target in $(FUZZ_TARGETS); do \
	  $(FUZZ_COMPILE) -fsanitize=fuzzer -o build-fuzz/$$target $(srcdir)/%D%/$$target.c \
	    $(srcdir)/tests/host/wire_study.c build-fuzz/core.a $(FUZZ_LIBS) || exit 1; \
	done
# Where rows are loaded, a long input costs much and shows nothing that a short one does not.
fuzz: fuzz-programs
	for target in $(FUZZ_TARGETS); do \
	  case $$target in delimited|waves|export) longest=4096 ;; *) longest=65536 ;; esac; \
	  $(MKDIR_P) build-fuzz/corpus/$$target && \
	  build-fuzz/$$target -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=4096 \
	    -max_len=$$longest -print_final_stats=1 -artifact_prefix=build-fuzz/$$target- \
	    build-fuzz/corpus/$$target build-fuzz/seeds/$$target || exit 1; \
	done
.PHONY: fuzz fuzz-programs
EXTRA_DIST += %D%/fuzz.h %D%/fuzz_rows.h %D%/seeds.c %D%/delimited.c %D%/waves.c %D%/export.c \
  %D%/lss.c %D%/triple_s.c %D%/ddi.c %D%/xlsx.c %D%/spss.c %D%/wire.c %D%/options.c
