# The statistics kit: in the built-in plugins as a convenience library, and for consultants' own
# plugins as an archive, which therefore is position-independent and exports nothing.
STATS_SOURCES = \
  %D%/agreement.c \
  %D%/alpha.c \
  %D%/anova.c \
  %D%/bootstrap.c \
  %D%/dist.c \
  %D%/draw.c \
  %D%/family.c \
  %D%/family_boot.c \
  %D%/family_boot.h \
  %D%/family_part.c \
  %D%/family_perm.c \
  %D%/family_plan.c \
  %D%/family_plan.h \
  %D%/family_tally.c \
  %D%/icc.c \
  %D%/internal.h \
  %D%/internal_resample.h \
  %D%/kendall.c \
  %D%/kernels.c \
  %D%/kernels_body.h \
  %D%/moments.c \
  %D%/multiplicity.c \
  %D%/pearson.c \
  %D%/permutation.c \
  %D%/power.c \
  %D%/rank.c \
  %D%/rng.c \
  %D%/sscp.c \
  %D%/threads.c \
  %D%/work.c

noinst_LTLIBRARIES += %D%/libkit.la
%C%_libkit_la_SOURCES = $(STATS_SOURCES)
%C%_libkit_la_CFLAGS = $(AM_CFLAGS) $(GSL_CFLAGS)

lib_LIBRARIES += %D%/liborgmirror-stats.a
%C%_liborgmirror_stats_a_SOURCES = $(STATS_SOURCES)
%C%_liborgmirror_stats_a_CFLAGS = $(AM_CFLAGS) -fPIC $(GSL_CFLAGS)
