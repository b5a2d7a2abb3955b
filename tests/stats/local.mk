# Tests of the statistics kit: one program a source file or two, each against values that the kit
# did not compute.  tests/reference/ holds those, tests/data/ what they are about.
if HAVE_CMOCKA
STATS_TEST_HELP = \
  %D%/close.c %D%/close.h %D%/data.c %D%/data.h %D%/golden.c %D%/sets.c %D%/sets.h %D%/suite.h
STATS_TEST_NIST = %D%/nist.c %D%/nist.h %D%/nist_sets.c
STATS_TEST_SCALES = %D%/scales.c %D%/scales.h
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

check_PROGRAMS += %D%/test_by_unit
%C%_test_by_unit_SOURCES = %D%/test_by_unit.c $(STATS_TEST_HELP)
%C%_test_by_unit_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_by_unit_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_by_unit_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_correlation
%C%_test_correlation_SOURCES = %D%/test_correlation.c %D%/pairs.c %D%/pairs.h $(STATS_TEST_HELP)
%C%_test_correlation_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_correlation_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_correlation_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_dist
%C%_test_dist_SOURCES = %D%/test_dist.c $(STATS_TEST_HELP)
%C%_test_dist_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_dist_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_dist_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_left_out
%C%_test_left_out_SOURCES = %D%/test_left_out.c $(STATS_TEST_HELP)
%C%_test_left_out_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_left_out_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_left_out_LDADD = $(STATS_TEST_LDADD)

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

check_PROGRAMS += %D%/test_hostile
%C%_test_hostile_SOURCES = %D%/test_hostile.c $(STATS_TEST_HELP)
%C%_test_hostile_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_hostile_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_hostile_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_icc
%C%_test_icc_SOURCES = %D%/test_icc.c $(STATS_TEST_HELP)
%C%_test_icc_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_icc_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_icc_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_linked
%C%_test_linked_SOURCES = %D%/test_linked.c %D%/pairs.c %D%/pairs.h $(STATS_TEST_HELP)
%C%_test_linked_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_linked_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_linked_LDADD = $(STATS_TEST_LDADD)

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

# Association with controls, regression, importance, necessary conditions.
check_PROGRAMS += %D%/test_partial
%C%_test_partial_SOURCES = %D%/test_partial.c %D%/linkage.c %D%/linkage.h $(STATS_TEST_HELP)
%C%_test_partial_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_partial_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_partial_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_regression
%C%_test_regression_SOURCES = %D%/test_regression.c %D%/linkage.c %D%/linkage.h $(STATS_TEST_HELP)
%C%_test_regression_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_regression_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_regression_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_nist
%C%_test_nist_SOURCES = %D%/test_nist.c $(STATS_TEST_NIST) $(STATS_TEST_HELP)
%C%_test_nist_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_nist_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_nist_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_surface
%C%_test_surface_SOURCES = %D%/test_surface.c %D%/linkage.c %D%/linkage.h $(STATS_TEST_HELP)
%C%_test_surface_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_surface_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_surface_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_mediation
%C%_test_mediation_SOURCES = %D%/test_mediation.c %D%/linkage.c %D%/linkage.h $(STATS_TEST_HELP)
%C%_test_mediation_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_mediation_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_mediation_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_importance
%C%_test_importance_SOURCES = %D%/test_importance.c %D%/linkage.c %D%/linkage.h $(STATS_TEST_HELP)
%C%_test_importance_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_importance_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_importance_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_necessity
%C%_test_necessity_SOURCES = %D%/test_necessity.c $(STATS_TEST_HELP)
%C%_test_necessity_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_necessity_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_necessity_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_regression_memory
%C%_test_regression_memory_SOURCES = %D%/test_regression_memory.c $(STATS_TEST_HELP)
%C%_test_regression_memory_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_regression_memory_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_regression_memory_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=calloc
%C%_test_regression_memory_LDADD = $(STATS_TEST_LDADD)

# Certified digits of NIST's sets, as a table.
EXTRA_PROGRAMS += %D%/accuracy
%C%_accuracy_SOURCES = %D%/accuracy.c $(STATS_TEST_NIST) $(STATS_TEST_HELP)
%C%_accuracy_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_accuracy_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_accuracy_LDADD = $(STATS_TEST_LDADD)

accuracy: %D%/accuracy$(EXEEXT)
	@ORGMIRROR_DATA="$${ORGMIRROR_DATA:-$(abs_top_srcdir)/../shared/data}" %D%/accuracy$(EXEEXT)

# How often ranges hold the truth of simulated studies, as a table; doc/coverage.md keeps one.
EXTRA_PROGRAMS += %D%/coverage_study
%C%_coverage_study_SOURCES = %D%/coverage_study.c
%C%_coverage_study_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)
%C%_coverage_study_LDADD = plugins/stats/liborgmirror-stats.a $(GSL_LIBS)

coverage-study: %D%/coverage_study$(EXEEXT)
	@%D%/coverage_study$(EXEEXT)

check_PROGRAMS += %D%/test_comparisons
%C%_test_comparisons_SOURCES = %D%/test_comparisons.c $(STATS_TEST_HELP)
%C%_test_comparisons_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_comparisons_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_comparisons_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_described
%C%_test_described_SOURCES = %D%/test_described.c $(STATS_TEST_HELP)
%C%_test_described_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_described_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_described_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_distributions
%C%_test_distributions_SOURCES = %D%/test_distributions.c $(STATS_TEST_HELP)
%C%_test_distributions_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_distributions_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_distributions_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_mixed
%C%_test_mixed_SOURCES = %D%/test_mixed.c $(STATS_TEST_HELP)
%C%_test_mixed_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_mixed_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_mixed_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_quality
%C%_test_quality_SOURCES = %D%/test_quality.c $(STATS_TEST_HELP)
%C%_test_quality_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_quality_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_quality_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_shares
%C%_test_shares_SOURCES = %D%/test_shares.c $(STATS_TEST_HELP)
%C%_test_shares_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_shares_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_shares_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_units
%C%_test_units_SOURCES = %D%/test_units.c $(STATS_TEST_HELP)
%C%_test_units_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_units_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_units_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_weights
%C%_test_weights_SOURCES = %D%/test_weights.c $(STATS_TEST_HELP)
%C%_test_weights_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_weights_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_weights_LDADD = $(STATS_TEST_LDADD)

dist_check_SCRIPTS += %D%/coverage_of_reference.sh
check_PROGRAMS += %D%/test_cfa
%C%_test_cfa_SOURCES = %D%/test_cfa.c $(STATS_TEST_SCALES) $(STATS_TEST_HELP)
%C%_test_cfa_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_cfa_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_cfa_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_dimension
%C%_test_dimension_SOURCES = %D%/test_dimension.c $(STATS_TEST_SCALES) $(STATS_TEST_HELP)
%C%_test_dimension_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_dimension_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_dimension_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_efa
%C%_test_efa_SOURCES = %D%/test_efa.c $(STATS_TEST_SCALES) $(STATS_TEST_HELP)
%C%_test_efa_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_efa_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_efa_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_reliability
%C%_test_reliability_SOURCES = %D%/test_reliability.c $(STATS_TEST_SCALES) $(STATS_TEST_HELP)
%C%_test_reliability_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_reliability_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_reliability_LDADD = $(STATS_TEST_LDADD)

check_PROGRAMS += %D%/test_factor_memory
%C%_test_factor_memory_SOURCES = %D%/test_factor_memory.c $(STATS_TEST_HELP)
%C%_test_factor_memory_CPPFLAGS = $(STATS_TEST_CPPFLAGS)
%C%_test_factor_memory_CFLAGS = $(STATS_TEST_CFLAGS)
%C%_test_factor_memory_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=calloc
%C%_test_factor_memory_LDADD = $(STATS_TEST_LDADD)

endif
.PHONY: accuracy coverage-study

EXTRA_DIST += \
  %D%/oracle.py \
  %D%/oracle_groups.py \
  %D%/oracle_regression.py \
  %D%/reproduced.txt \
  tests/data/ORIGINS.csv \
  tests/data/R_airquality.csv \
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
  tests/data/nist/Filip.csv \
  tests/data/nist/Longley.csv \
  tests/data/nist/NoInt1.csv \
  tests/data/nist/NoInt2.csv \
  tests/data/nist/Norris.csv \
  tests/data/nist/Pontius.csv \
  tests/data/nist/Wampler1.csv \
  tests/data/nist/Wampler2.csv \
  tests/data/nist/Wampler3.csv \
  tests/data/nist/Wampler4.csv \
  tests/data/nist/Wampler5.csv \
  tests/data/psychTools_bfi.csv \
  tests/data/psychTools_sat.act.csv \
  tests/reference/ORIGINS.csv \
  tests/reference/factor.csv \
  tests/reference/groups.csv \
  tests/reference/lavaan_HolzingerSwineford1939.csv \
  tests/reference/multilevel_bh1996.csv \
  tests/reference/multilevel_bhr2000.csv \
  tests/reference/multilevel_cohesion.csv \
  tests/reference/multilevel_sherifdat.csv \
  tests/reference/multilevel_univbct.csv \
  tests/reference/nist_certified.csv \
  tests/reference/nist_linear.csv \
  tests/reference/nist_linear_r.csv \
  tests/reference/nist_r.csv \
  tests/reference/nist_rules.csv \
  tests/reference/oracle.csv \
  tests/reference/oracle_groups.csv \
  tests/reference/oracle_regression.csv \
  tests/reference/psychTools_bfi.csv \
  tests/reference/psychTools_sat.act.csv \
  tests/reference/ref_A.R \
  tests/reference/ref_factor.R \
  tests/reference/ref_groups.R \
  tests/reference/ref_nist.R \
  tests/reference/ref_plugins.R \
  tests/reference/ref_regression.R \
  tests/reference/ref_units.R \
  tests/reference/reflib.R \
  tests/reference/regression_r.csv \
  tests/reference/units.csv
