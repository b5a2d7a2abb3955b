# Tests of the plugin host, with the plugins of tests/bad: nothing they do may reach a good one.
if HAVE_CMOCKA
HOST_TEST_CPPFLAGS = $(CORE_TEST_CPPFLAGS) -I$(top_srcdir)/tests/core

check_PROGRAMS += %D%/test_wire %D%/test_wire_rules
%C%_test_wire_SOURCES = %D%/test_wire.c %D%/wire_study.c %D%/wire_study.h
%C%_test_wire_CPPFLAGS = $(HOST_TEST_CPPFLAGS)
%C%_test_wire_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_wire_LDADD = $(CORE_TEST_LDADD)

%C%_test_wire_rules_SOURCES = %D%/test_wire_rules.c %D%/wire_study.c %D%/wire_study.h
%C%_test_wire_rules_CPPFLAGS = $(HOST_TEST_CPPFLAGS)
%C%_test_wire_rules_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_wire_rules_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_secrets
%C%_test_secrets_CPPFLAGS = $(HOST_TEST_CPPFLAGS)
%C%_test_secrets_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_secrets_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_process
%C%_test_process_CPPFLAGS = $(HOST_TEST_CPPFLAGS)
%C%_test_process_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_process_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_import
%C%_test_import_CPPFLAGS = $(HOST_TEST_CPPFLAGS)
%C%_test_import_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_import_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_find
%C%_test_find_CPPFLAGS = $(HOST_TEST_CPPFLAGS)
%C%_test_find_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_find_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_conform_rules
%C%_test_conform_rules_CPPFLAGS = $(HOST_TEST_CPPFLAGS)
%C%_test_conform_rules_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_conform_rules_LDADD = $(CORE_TEST_LDADD)

endif

EXTRA_DIST += %D%/inside.csv %D%/outside.csv %D%/study.xml
dist_check_SCRIPTS += %D%/test_contained.sh %D%/test_orphans.sh %D%/test_trust.sh %D%/test_uses.sh %D%/lint_doors.sh \
  %D%/test_conform.sh
EXTRA_DIST += %D%/host.sh %D%/zoo.txt
