# Programs that measure; built and run by hand or by `make bench`, never by `make check`.
EXTRA_PROGRAMS += %D%/bench_load
%C%_bench_load_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_bench_load_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
%C%_bench_load_LDADD = core/libcore.la
# How fast the resampling engine is; beside R, where Rscript and its package boot are.
EXTRA_PROGRAMS += %D%/bench_resample
CLEANFILES += %D%/bench_resample$(EXEEXT) %D%/scores.csv
%C%_bench_resample_SOURCES = %D%/bench_resample.c
%C%_bench_resample_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
%C%_bench_resample_LDADD = plugins/stats/liborgmirror-stats.a $(GSL_LIBS)
EXTRA_DIST += %D%/bench_resample.R

bench-resample: %D%/bench_resample$(EXEEXT)
	@if Rscript -e 'library(boot)' >/dev/null 2>&1; then \
	  %D%/bench_resample$(EXEEXT) %D%/scores.csv && \
	  times=`Rscript $(srcdir)/%D%/bench_resample.R %D%/scores.csv` && \
	  %D%/bench_resample$(EXEEXT) $$times; \
	else \
	  echo "without R: no Rscript with package boot (Debian packages r-base-core, r-cran-boot)"; \
	  %D%/bench_resample$(EXEEXT); \
	fi
.PHONY: bench-resample

# Loading and running, beside two yardsticks, and R data.table and DuckDB where they are:
# make bench [SIZE=small|medium|large].
EXTRA_PROGRAMS += %D%/make_exports %D%/yardstick
CLEANFILES += %D%/make_exports$(EXEEXT) %D%/yardstick$(EXEEXT) %D%/bench_load$(EXEEXT)
%C%_make_exports_SOURCES = %D%/make_exports.c
%C%_yardstick_SOURCES = %D%/yardstick.c
%C%_yardstick_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_yardstick_LDADD = core/libcore.la
EXTRA_DIST += %D%/bench.sh %D%/peer.R %D%/peer.mjs
# The whole job as a plugin; also compared with other programs' numbers (tests/studies/test_job.sh).
check_LTLIBRARIES += %D%/job.la
%C%_job_la_SOURCES = %D%/job.c
%C%_job_la_LDFLAGS = $(PLUGIN_LDFLAGS) -rpath /nowhere
%C%_job_la_LIBADD = $(PLUGIN_LIBADD)

bench: all %D%/job.la %D%/make_exports$(EXEEXT) %D%/yardstick$(EXEEXT) %D%/bench_load$(EXEEXT)
	bash $(srcdir)/%D%/bench.sh %D% ./orgmirror plugins/.libs $(srcdir)/%D% $(SIZE)
.PHONY: bench
# How fast pages are made, and that the time grows as the report does.
EXTRA_PROGRAMS += %D%/bench_page
CLEANFILES += %D%/bench_page$(EXEEXT)
%C%_bench_page_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_bench_page_LDADD = core/libcore.la

bench-page: %D%/bench_page$(EXEEXT)
	@%D%/bench_page$(EXEEXT)
.PHONY: bench-page

# What finding what has to be withheld costs: a million units with parents of two kinds.
EXTRA_PROGRAMS += %D%/bench_suppress
CLEANFILES += %D%/bench_suppress$(EXEEXT)
%C%_bench_suppress_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_bench_suppress_LDADD = core/libcore.la

bench-suppress: %D%/bench_suppress$(EXEEXT)
	@%D%/bench_suppress$(EXEEXT)
.PHONY: bench-suppress

# What starting a plugin costs, over no data and over 4 GiB (needs 6 GiB of memory).
EXTRA_PROGRAMS += %D%/bench_workers
CLEANFILES += %D%/bench_workers$(EXEEXT)
%C%_bench_workers_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_bench_workers_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
%C%_bench_workers_LDADD = core/libcore.la
EXTRA_LTLIBRARIES = %D%/glance.la
%C%_glance_la_SOURCES = %D%/glance.c
%C%_glance_la_LDFLAGS = $(PLUGIN_LDFLAGS) -rpath /nowhere

bench-workers: all %D%/bench_workers$(EXEEXT) %D%/glance.la
	@rm -rf %D%/glance && $(MKDIR_P) %D%/glance && cp %D%/.libs/glance.so %D%/glance && \
	  chmod -R go-w %D%/glance && cp %D%/bench_workers$(EXEEXT) ./bench_workers && \
	  ./bench_workers $(srcdir)/tests/host/study.xml %D%/glance; code=$$?; \
	  rm -rf %D%/glance bench_workers; exit $$code
.PHONY: bench-workers

# A page beside those of R Markdown and MultiQC with the same content.
bench-page-peers: all
	TOP_SRCDIR='$(abs_top_srcdir)' TOP_BUILDDIR='$(abs_top_builddir)' bash $(srcdir)/%D%/page_peers.sh
.PHONY: bench-page-peers
EXTRA_DIST += %D%/page_peers.sh
