# The program with one of its guards taken out, for tests that have to look behind it.  They stand
# beside the program, where it finds its worker and its plugins.
EXTRA_PROGRAMS += orgmirror-exact orgmirror-unsuppressed
check_DATA += orgmirror-exact$(EXEEXT) orgmirror-unsuppressed$(EXEEXT)
orgmirror_exact_SOURCES = %D%/exact.c
orgmirror_exact_CPPFLAGS = $(orgmirror_CPPFLAGS)
orgmirror_exact_CFLAGS = $(orgmirror_CFLAGS)
orgmirror_exact_LDFLAGS = $(orgmirror_LDFLAGS)
orgmirror_exact_LDADD = $(orgmirror_OBJECTS) core/libcore.la
orgmirror_unsuppressed_SOURCES = %D%/unsuppressed.c %D%/exact.c
orgmirror_unsuppressed_CPPFLAGS = $(orgmirror_CPPFLAGS)
orgmirror_unsuppressed_CFLAGS = $(orgmirror_CFLAGS)
orgmirror_unsuppressed_LDFLAGS = $(orgmirror_LDFLAGS)
orgmirror_unsuppressed_LDADD = $(orgmirror_OBJECTS) core/libcore.la
