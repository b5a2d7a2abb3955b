# Every test prints TAP: one line a case.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
AM_TESTS_ENVIRONMENT = \
  CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
  ORGMIRROR='$(abs_top_builddir)/orgmirror'; export ORGMIRROR; \
  TOP_SRCDIR='$(abs_top_srcdir)'; export TOP_SRCDIR; \
  TOP_BUILDDIR='$(abs_top_builddir)'; export TOP_BUILDDIR; \
  SANITIZED='$(SANITIZE)'; export SANITIZED; \
  ORGMIRROR_DATA="$${ORGMIRROR_DATA:-$(abs_top_srcdir)/../shared/data}"; export ORGMIRROR_DATA;

include %D%/stats/local.mk
include %D%/bench/local.mk
include %D%/studies/local.mk
include %D%/lint/local.mk
include %D%/browser/local.mk
include %D%/doc/local.mk
include %D%/report/local.mk
include %D%/core/local.mk
include %D%/import/local.mk
include %D%/fuzz/local.mk
include %D%/bad/local.mk
include %D%/host/local.mk
include %D%/install/local.mk
include %D%/abi/local.mk
include %D%/open/local.mk
include %D%/attack/local.mk
include %D%/ledger/local.mk

EXTRA_DIST += %D%/run.sh %D%/tap.sh %D%/valgrind.sh %D%/bare.sh
