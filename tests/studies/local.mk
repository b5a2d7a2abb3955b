# Whole studies, from export to report.
EXTRA_PROGRAMS += %D%/expect %D%/found
check_DATA += %D%/expect$(EXEEXT) %D%/found$(EXEEXT)
CLEANFILES += %D%/expect$(EXEEXT) %D%/found$(EXEEXT)
%C%_expect_SOURCES = %D%/expect.c
%C%_expect_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
%C%_expect_LDADD = $(XML_LIBS) -lm
%C%_found_SOURCES = %D%/found.c
%C%_found_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
%C%_found_LDADD = $(XML_LIBS)
check_PROGRAMS += %D%/test_oecd
%C%_test_oecd_SOURCES = %D%/test_oecd.c
%C%_test_oecd_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_test_oecd_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS)
%C%_test_oecd_LDADD = core/libcore.la -lm
dist_check_SCRIPTS += %D%/test_copied.sh %D%/test_borrowed.sh %D%/test_measures.sh \
  %D%/test_comments.sh %D%/test_compare.sh %D%/test_conditions.sh %D%/test_declared.sh %D%/test_described.sh %D%/test_drafts.sh \
  %D%/test_drivers.sh %D%/test_dysfunction.sh %D%/test_gap.sh %D%/test_job.sh %D%/test_model.sh \
  %D%/test_quarterly.sh %D%/test_ripple.sh %D%/test_said.sh %D%/test_same_bytes.sh \
  %D%/test_truth.sh %D%/test_units.sh %D%/test_xlsx.sh %D%/test_estimates.sh
EXTRA_DIST += %D%/said/quarterly.txt %D%/said/said.awk %D%/said/schools.txt \
  %D%/conditions/conditions.R %D%/conditions/conditions.csv %D%/gap/gap.R \
  %D%/gap/gap.csv %D%/hypotheses.sh %D%/ripple/ripple.R %D%/ripple/ripple.csv %D%/unit_scores.R \
  %D%/truth.sh %D%/unit_means.awk %D%/README.md %D%/run.sh %D%/measures.R \
  %D%/bh1996/expected.txt %D%/bh1996/study.xml %D%/bhr2000/expected.txt %D%/bhr2000/study.xml \
  %D%/drivers/shares.R %D%/drivers/shares.txt \
  %D%/dysfunction/indices.R %D%/dysfunction/indices.txt \
  %D%/job/compare.awk %D%/job/study.xml \
  %D%/golden/expected.txt %D%/golden/study.xml %D%/golden/beside.R %D%/golden/beside.csv \
  %D%/golden/within.R %D%/golden/within.txt \
  %D%/gti/expected.txt %D%/gti/study.xml \
  %D%/nyc2011/expected.txt %D%/nyc2011/mirror.R %D%/nyc2011/mirror.txt %D%/nyc2011/study.xml \
  %D%/sat/expected.txt %D%/sat/study.xml \
  %D%/schools/expected.txt %D%/units/apart.R \
  %D%/units/apart.csv %D%/traits/expected.txt %D%/traits/study.xml \
  %D%/weighted/expected.txt %D%/weighted/study.xml
# What hypotheses declare, on the synthetic company.
dist_check_SCRIPTS += %D%/test_blindspots.sh %D%/test_consistency.sh %D%/test_necessary.sh \
  %D%/test_pressure.sh %D%/test_silence.sh
EXTRA_DIST += %D%/company.R %D%/company.sh \
  %D%/blindspots/expected.R %D%/blindspots/expected.csv %D%/blindspots/expected_drawn.csv \
  %D%/consistency/expected.R %D%/consistency/expected.csv \
  %D%/necessary/expected.R %D%/necessary/expected.csv %D%/necessary/expected_drawn.csv \
  %D%/pressure/expected.R %D%/pressure/expected.csv \
  %D%/silence/expected.R %D%/silence/expected.csv

# The peer of the benchmark does the whole job.
dist_check_SCRIPTS += %D%/test_peer.sh
EXTRA_DIST += %D%/job/compare_peer.awk

# Minutes: companies with a known truth, and what the mirror makes of them. SEEDS says how many.
SEEDS = 200
truth-study: all
	$(MAKE) samples/quarterly/generate$(EXEEXT)
	bash $(srcdir)/%D%/truth.sh samples/quarterly/generate ./orgmirror plugins/.libs 1 $(SEEDS)
.PHONY: truth-study
