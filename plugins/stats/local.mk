# The statistics kit: in the built-in plugins as a convenience library, and for consultants' own
# plugins as an archive, which therefore is position-independent and exports nothing.
STATS_SOURCES = \
  %D%/agreement.c \
  %D%/alpha.c \
  %D%/anova.c \
  %D%/bootstrap.c \
  %D%/design.c \
  %D%/disattenuation.c \
  %D%/dist.c \
  %D%/icc.c \
  %D%/importance.c \
  %D%/internal.h \
  %D%/internal_design.h \
  %D%/internal_regression.h \
  %D%/kendall.c \
  %D%/mediation.c \
  %D%/moderation.c \
  %D%/moments.c \
  %D%/multiplicity.c \
  %D%/necessity.c \
  %D%/ols.c \
  %D%/partial.c \
  %D%/pearson.c \
  %D%/permutation.c \
  %D%/power.c \
  %D%/qr.c \
  %D%/quick.c \
  %D%/rank.c \
  %D%/regression.c \
  %D%/relative_weights.c \
  %D%/rng.c \
  %D%/robust.c \
  %D%/sandwich.c \
  %D%/shapley.c \
  %D%/sscp.c \
  %D%/surface.c

noinst_LTLIBRARIES += %D%/libkit.la
%C%_libkit_la_SOURCES = $(STATS_SOURCES)
%C%_libkit_la_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

lib_LIBRARIES += %D%/liborgmirror-stats.a
%C%_liborgmirror_stats_a_SOURCES = $(STATS_SOURCES)
%C%_liborgmirror_stats_a_CFLAGS = $(AM_CFLAGS) -fPIC $(GSL_CFLAGS)
