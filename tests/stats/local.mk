# Tests of the statistics kit: one program a source file or two, each against values that the kit
# did not compute.  tests/reference/ holds those, tests/data/ what they are about.
if HAVE_CMOCKA
STATS_TEST_HELP = \
  %D%/close.c %D%/close.h %D%/data.c %D%/data.h %D%/golden.c %D%/suite.h
STATS_TEST_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/plugins/stats \
  -DTEST_DATA='"$(abs_top_srcdir)/tests"'
STATS_TEST_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(GSL_CFLAGS)
STATS_TEST_LDADD = plugins/stats/liborgmirror-stats.a $(CMOCKA_LIBS) $(GSL_LIBS)

check_PROGRAMS += %D%/test_agreement
%C%_test_agreement_SOURCES = %D%/test_agreement.c $(STATS_TEST_HELP)
%C%_test_agreement_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_agreement_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_agreement_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_alpha
%C%_test_alpha_SOURCES = %D%/test_alpha.c $(STATS_TEST_HELP)
%C%_test_alpha_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_alpha_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_alpha_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_anova
%C%_test_anova_SOURCES = %D%/test_anova.c $(STATS_TEST_HELP)
%C%_test_anova_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_anova_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_anova_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_bootstrap
%C%_test_bootstrap_SOURCES = %D%/test_bootstrap.c $(STATS_TEST_HELP)
%C%_test_bootstrap_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_bootstrap_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_bootstrap_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_correlation
%C%_test_correlation_SOURCES = %D%/test_correlation.c $(STATS_TEST_HELP)
%C%_test_correlation_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_correlation_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_correlation_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_dist
%C%_test_dist_SOURCES = %D%/test_dist.c $(STATS_TEST_HELP)
%C%_test_dist_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_dist_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_dist_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_family
%C%_test_family_SOURCES = %D%/test_family.c $(STATS_TEST_HELP)
%C%_test_family_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_family_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_family_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_family_perm
%C%_test_family_perm_SOURCES = %D%/test_family_perm.c $(STATS_TEST_HELP)
%C%_test_family_perm_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_family_perm_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_family_perm_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_icc
%C%_test_icc_SOURCES = %D%/test_icc.c $(STATS_TEST_HELP)
%C%_test_icc_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_icc_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_icc_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_memory
%C%_test_memory_SOURCES = %D%/test_memory.c $(STATS_TEST_HELP)
%C%_test_memory_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_memory_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_memory_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=calloc
%C%_test_memory_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_moments
%C%_test_moments_SOURCES = %D%/test_moments.c $(STATS_TEST_HELP)
%C%_test_moments_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_moments_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_moments_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_multiplicity
%C%_test_multiplicity_SOURCES = %D%/test_multiplicity.c $(STATS_TEST_HELP)
%C%_test_multiplicity_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_multiplicity_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_multiplicity_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_permutation
%C%_test_permutation_SOURCES = %D%/test_permutation.c $(STATS_TEST_HELP)
%C%_test_permutation_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_permutation_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_permutation_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_power
%C%_test_power_SOURCES = %D%/test_power.c $(STATS_TEST_HELP)
%C%_test_power_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_power_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_power_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_rng
%C%_test_rng_SOURCES = %D%/test_rng.c $(STATS_TEST_HELP)
%C%_test_rng_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_rng_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_rng_LDADD = $(STATS_TEST_LDADD)

endif

EXTRA_DIST += \
  %D%/oracle.py \
  tests/data/ORIGINS.csv \
  tests/data/golden/cust.csv \
  tests/data/golden/emp.csv \
  tests/data/golden/golden.R \
  tests/data/golden/golden.txt \
  tests/data/lavaan_HolzingerSwineford1939.csv \
  tests/data/multilevel_bh1996.csv \
  tests/data/multilevel_bhr2000.csv \
  tests/data/multilevel_cohesion.csv \
  tests/data/multilevel_sherifdat.csv \
  tests/data/multilevel_univbct.csv \
  tests/data/psychTools_bfi.csv \
  tests/data/psychTools_sat.act.csv \
  tests/reference/ORIGINS.csv \
  tests/reference/lavaan_HolzingerSwineford1939.csv \
  tests/reference/multilevel_bh1996.csv \
  tests/reference/multilevel_bhr2000.csv \
  tests/reference/multilevel_cohesion.csv \
  tests/reference/multilevel_sherifdat.csv \
  tests/reference/multilevel_univbct.csv \
  tests/reference/nist_certified.csv \
  tests/reference/oracle.csv \
  tests/reference/psychTools_bfi.csv \
  tests/reference/psychTools_sat.act.csv \
  tests/reference/ref_A.R \
  tests/reference/reflib.R
