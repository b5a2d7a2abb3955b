# The statistics kit: in the built-in plugins as a convenience library, and for consultants' own
# plugins as an archive, which therefore is position-independent and exports nothing.
STATS_SOURCES = \
  %D%/agreement.c \
  %D%/alpha.c \
  %D%/alpha_pairwise.c \
  %D%/anova.c \
  %D%/bootstrap.c \
  %D%/cfa.c \
  %D%/cfa_model.c \
  %D%/chisq.c \
  %D%/covariance.c \
  %D%/dist.c \
  %D%/efa.c \
  %D%/eigenvalues.c \
  %D%/icc.c \
  %D%/internal.h \
  %D%/internal_factor.h \
  %D%/kendall.c \
  %D%/kmo.c \
  %D%/moments.c \
  %D%/multiplicity.c \
  %D%/newton.c \
  %D%/omega.c \
  %D%/parallel.c \
  %D%/pearson.c \
  %D%/permutation.c \
  %D%/power.c \
  %D%/rank.c \
  %D%/rng.c \
  %D%/rotation.c \
  %D%/split_half.c \
  %D%/sscp.c \
  %D%/symmetric.c

noinst_LTLIBRARIES += %D%/libkit.la
%C%_libkit_la_SOURCES = $(STATS_SOURCES)
%C%_libkit_la_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

lib_LIBRARIES += %D%/liborgmirror-stats.a
%C%_liborgmirror_stats_a_SOURCES = $(STATS_SOURCES)
%C%_liborgmirror_stats_a_CFLAGS = $(AM_CFLAGS) -fPIC $(GSL_CFLAGS)
