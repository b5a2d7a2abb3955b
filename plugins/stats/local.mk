# The statistics kit: in the built-in plugins as a convenience library, and for consultants' own
# plugins as an archive, which therefore is position-independent and exports nothing.
STATS_SOURCES = \
  %D%/agreement.c \
  %D%/alpha.c \
  %D%/alpha_by_unit.c \
  %D%/alpha_pairwise.c \
  %D%/anova.c \
  %D%/answering.c \
  %D%/awg.c \
  %D%/bootstrap.c \
  %D%/by_unit.c \
  %D%/cfa.c \
  %D%/cfa_model.c \
  %D%/covariance.c \
  %D%/crosstab.c \
  %D%/decimals.c \
  %D%/design.c \
  %D%/disattenuation.c \
  %D%/dist.c \
  %D%/draw.c \
  %D%/efa.c \
  %D%/effect.c \
  %D%/eigenvalues.c \
  %D%/family.c \
  %D%/family_boot.c \
  %D%/family_boot.h \
  %D%/family_part.c \
  %D%/family_perm.c \
  %D%/family_plan.c \
  %D%/family_plan.h \
  %D%/family_tally.c \
  %D%/gamma.c \
  %D%/icc.c \
  %D%/importance.c \
  %D%/internal.h \
  %D%/internal_design.h \
  %D%/internal_factor.h \
  %D%/internal_groups.h \
  %D%/internal_numeric.h \
  %D%/internal_regression.h \
  %D%/internal_resample.h \
  %D%/kendall.c \
  %D%/kernels.c \
  %D%/kernels_body.h \
  %D%/kmo.c \
  %D%/kruskal.c \
  %D%/left_out.c \
  %D%/left_out.h \
  %D%/little.c \
  %D%/mahalanobis.c \
  %D%/mann_whitney.c \
  %D%/mediation.c \
  %D%/moderation.c \
  %D%/moments.c \
  %D%/multiplicity.c \
  %D%/necessity.c \
  %D%/newton.c \
  %D%/noncentral.c \
  %D%/ols.c \
  %D%/omega.c \
  %D%/parallel.c \
  %D%/partial.c \
  %D%/partial_left_out.c \
  %D%/pearson.c \
  %D%/permutation.c \
  %D%/power.c \
  %D%/qr.c \
  %D%/quick.c \
  %D%/rake.c \
  %D%/random_intercept.c \
  %D%/rank.c \
  %D%/ranks.h \
  %D%/regression.c \
  %D%/relative_weights.c \
  %D%/rng.c \
  %D%/robust.c \
  %D%/root.c \
  %D%/rotation.c \
  %D%/sandwich.c \
  %D%/satisfaction.c \
  %D%/shape.c \
  %D%/shapiro.c \
  %D%/shapley.c \
  %D%/share.c \
  %D%/split_half.c \
  %D%/spread.c \
  %D%/sscp.c \
  %D%/studentized_range.c \
  %D%/surface.c \
  %D%/symmetric.c \
  %D%/t_test.c \
  %D%/threads.c \
  %D%/tukey.c \
  %D%/two_shares.c \
  %D%/waba.c \
  %D%/weighted_by_unit.c \
  %D%/weights.c \
  %D%/wilcoxon.c \
  %D%/work.c

noinst_LTLIBRARIES += %D%/libkit.la
%C%_libkit_la_SOURCES = $(STATS_SOURCES)
%C%_libkit_la_CFLAGS = $(AM_CFLAGS) -ffunction-sections -fdata-sections $(GSL_CFLAGS)

lib_LIBRARIES += %D%/liborgmirror-stats.a
%C%_liborgmirror_stats_a_SOURCES = $(STATS_SOURCES)
%C%_liborgmirror_stats_a_CFLAGS = $(AM_CFLAGS) -fPIC $(GSL_CFLAGS)
