# The plugin interface: what it was, what it is, and what may come.
dist_check_SCRIPTS += %D%/test_headers.sh %D%/test_minor.sh %D%/test_museum.sh %D%/test_tables.sh
EXTRA_DIST += %D%/README.md %D%/appends.awk %D%/asks.c %D%/bare.sh %D%/freeze.sh %D%/later.c \
  %D%/layout.awk %D%/layout.sh %D%/museum %D%/uses.c %D%/visitor.c

# Does not compile when plugin.h is not what it was.
noinst_LIBRARIES += %D%/liblayout.a
%C%_liblayout_a_SOURCES = %D%/layout.c

EXTRA_PROGRAMS += %D%/on_table
check_DATA += %D%/on_table$(EXEEXT)
CLEANFILES += %D%/on_table$(EXEEXT)
%C%_on_table_SOURCES = %D%/on_table.c
%C%_on_table_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_on_table_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
%C%_on_table_LDADD = core/libcore.la

# Puts the interface as it is into the museum; RELEASED=yes once it has been released.
freeze-abi:
	CC='$(CC)' sh $(srcdir)/tests/abi/freeze.sh $(abs_top_srcdir) '$(RELEASED)'
.PHONY: freeze-abi
