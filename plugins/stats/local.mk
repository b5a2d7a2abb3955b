# The statistics kit: an archive that plugins link in, so position-independent and without exports.
lib_LIBRARIES += %D%/liborgmirror-stats.a
%C%_liborgmirror_stats_a_SOURCES = \
  %D%/agreement.c \
  %D%/alpha.c \
  %D%/anova.c \
  %D%/bootstrap.c \
  %D%/dist.c \
  %D%/icc.c \
  %D%/internal.h \
  %D%/kendall.c \
  %D%/moments.c \
  %D%/multiplicity.c \
  %D%/pearson.c \
  %D%/permutation.c \
  %D%/power.c \
  %D%/rank.c \
  %D%/rng.c \
  %D%/sscp.c
%C%_liborgmirror_stats_a_CFLAGS = $(AM_CFLAGS) -fPIC $(GSL_CFLAGS)
