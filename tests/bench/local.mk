# Programs that measure; built and run by hand or by `make bench`, never by `make check`.
EXTRA_PROGRAMS += %D%/bench_load
%C%_bench_load_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_bench_load_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
%C%_bench_load_LDADD = core/libcore.la
CLEANFILES += $(EXTRA_PROGRAMS)
