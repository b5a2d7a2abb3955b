# What was published before.
if HAVE_CMOCKA
check_PROGRAMS += %D%/test_same_rows
%C%_test_same_rows_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_same_rows_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_same_rows_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_elimination
%C%_test_elimination_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_elimination_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_elimination_LDADD = $(CORE_TEST_LDADD) $(GSL_LIBS)

check_PROGRAMS += %D%/test_ledger
%C%_test_ledger_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_ledger_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_ledger_LDADD = $(CORE_TEST_LDADD)
endif

dist_check_SCRIPTS += %D%/test_reruns.sh
