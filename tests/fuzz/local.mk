# Fuzzing (make fuzz; not part of make check): clang with libFuzzer, ASan and UBSan, in a folder of
# its own.  Each target runs for FUZZ_SECONDS; what it finds is left in that folder and ends it.
FUZZ_TARGETS = delimited lss triple_s ddi xlsx spss
FUZZ_SECONDS = 60
FUZZ_CC = clang
FUZZ_FLAGS = -g -O1 -std=gnu11 -fsanitize=address,undefined -fno-sanitize-recover=all \
  -fno-omit-frame-pointer
fuzz_sources = $(top_srcdir)/core/base/*.c $(top_srcdir)/core/import/*.c $(top_srcdir)/core/data/*.c
fuzz: all
	$(MKDIR_P) build-fuzz/seeds
	$(CC) -D_GNU_SOURCE -o build-fuzz/seeds/make $(srcdir)/%D%/seeds.c $(READSTAT_LIBS)
	build-fuzz/seeds/make build-fuzz/seeds
	for target in $(FUZZ_TARGETS); do \
	  $(FUZZ_CC) $(FUZZ_FLAGS) -fsanitize=fuzzer $(AM_CPPFLAGS) -I$(top_srcdir)/core -I. \
	    $(XML_CFLAGS) $(NETTLE_CFLAGS) -o build-fuzz/$$target $(srcdir)/%D%/$$target.c \
	    $(fuzz_sources) core/base/resource.c $(XML_LIBS) $(NETTLE_LIBS) $(ZLIB_LIBS) \
	    $(READSTAT_LIBS) -lm && \
	  $(MKDIR_P) build-fuzz/corpus/$$target && \
	  build-fuzz/$$target -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=4096 \
	    -max_len=65536 -print_final_stats=1 -artifact_prefix=build-fuzz/$$target- \
	    build-fuzz/corpus/$$target build-fuzz/seeds/$$target || exit 1; \
	done
.PHONY: fuzz
EXTRA_DIST += %D%/fuzz.h %D%/seeds.c %D%/delimited.c %D%/lss.c %D%/triple_s.c %D%/ddi.c %D%/xlsx.c %D%/spss.c
