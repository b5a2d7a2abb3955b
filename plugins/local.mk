# The built-in plugins: one shared object each, on the statistics kit, through the public header.
include %D%/stats/local.mk

# A convenience library goes in whole: what a plugin does not use of the kit is taken out again.
PLUGIN_LDFLAGS = $(AM_LDFLAGS) -Wl,--gc-sections -module -avoid-version -shared -no-undefined \
  -export-symbols-regex '^orgmirror_plugins_v1$$'
PLUGIN_LIBADD = %D%/stats/libkit.la $(GSL_LIBS)

plugin_LTLIBRARIES += %D%/agreement.la
%C%_agreement_la_SOURCES = %D%/agreement/agreement.c %D%/agreement/agreement.h \
  %D%/agreement/units_differ.c %D%/agreement/within.c %D%/say.h
%C%_agreement_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_agreement_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/dimensionality.la
%C%_dimensionality_la_SOURCES = %D%/dimensionality/apart.c %D%/dimensionality/dimensionality.c \
  %D%/dimensionality/dimensionality.h %D%/dimensionality/permuted.c \
  %D%/dimensionality/verdict.c %D%/say.h
%C%_dimensionality_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_dimensionality_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/blindspots.la
%C%_blindspots_la_SOURCES = %D%/blindspots/blindspots.c %D%/blindspots/blindspots.h %D%/blindspots/nearest.c \
  %D%/blindspots/unknown.c %D%/blindspots/words.c %D%/say.h
%C%_blindspots_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_blindspots_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/comments.la
%C%_comments_la_SOURCES = %D%/comments/comments.c %D%/describe/by_unit.c %D%/describe/describe.h \
  %D%/say.h
%C%_comments_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_comments_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/compare.la
%C%_compare_la_SOURCES = %D%/compare/compare.c \
  %D%/compare/compare.h %D%/compare/groups.c %D%/compare/pairs.c %D%/compare/parents.c %D%/compare/units.c %D%/say.h
%C%_compare_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_compare_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/consistency.la
%C%_consistency_la_SOURCES = %D%/association.c %D%/association.h \
  %D%/consistency/consistency.c %D%/consistency/consistency.h %D%/consistency/spreads.c %D%/consistency/words.c %D%/hypotheses.h %D%/say.h
%C%_consistency_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_consistency_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/describe.la
%C%_describe_la_SOURCES = %D%/describe/describe.c \
  %D%/describe/by_unit.c %D%/describe/describe.h %D%/describe/items.c %D%/describe/scales.c %D%/say.h
%C%_describe_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_describe_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/drivers.la
%C%_drivers_la_SOURCES = %D%/composite.c %D%/composite.h %D%/drivers/drivers.c \
  %D%/drivers/drivers.h %D%/drivers/models.c %D%/drivers/shares.c %D%/drivers/words.c %D%/hypotheses.h %D%/say.h
%C%_drivers_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_drivers_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/dysfunction.la
%C%_dysfunction_la_SOURCES = %D%/composite.c %D%/composite.h %D%/dysfunction/dysfunction.c \
  %D%/dysfunction/dysfunction.h %D%/dysfunction/indices.c %D%/dysfunction/link.c \
  %D%/dysfunction/one.c %D%/dysfunction/profile.c %D%/dysfunction/values.c \
  %D%/dysfunction/words.c %D%/say.h
%C%_dysfunction_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_dysfunction_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/mirror.la
%C%_mirror_la_SOURCES = %D%/composite.c %D%/composite.h \
  %D%/mirror/beside.c \
  %D%/mirror/held.c %D%/mirror/mirror.c %D%/mirror/mirror.h %D%/mirror/pairs.c %D%/mirror/pattern.c %D%/mirror/units.c %D%/mirror/words.c \
  %D%/over_units.c %D%/over_units.h %D%/say.h
%C%_mirror_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_mirror_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/necessary.la
%C%_necessary_la_SOURCES = %D%/necessary/ceiling.c %D%/necessary/necessary.c \
  %D%/necessary/necessary.h %D%/necessary/words.c %D%/hypotheses.h %D%/say.h
%C%_necessary_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_necessary_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/pressure.la
%C%_pressure_la_SOURCES = %D%/pressure/pressure.c %D%/pressure/pressure.h %D%/pressure/within.c \
  %D%/pressure/words.c %D%/hypotheses.h %D%/say.h
%C%_pressure_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_pressure_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/quality.la
%C%_quality_la_SOURCES = %D%/quality/quality.c %D%/quality/gaps.c %D%/quality/missing.c %D%/quality/quality.h \
  %D%/quality/sensitivity.c %D%/quality/sheet.c %D%/quality/signs.c %D%/say.h
%C%_quality_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_quality_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/reliability.la
%C%_reliability_la_SOURCES = %D%/reliability/reliability.c %D%/reliability/alpha.c \
  %D%/reliability/by_unit.c %D%/reliability/other_ways.c %D%/reliability/reliability.h %D%/say.h
%C%_reliability_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_reliability_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/silence.la
%C%_silence_la_SOURCES = %D%/association.c %D%/association.h \
  %D%/silence/response.c %D%/silence/silence.c %D%/silence/silence.h %D%/silence/words.c %D%/hypotheses.h %D%/say.h
%C%_silence_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_silence_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/conditions.la
%C%_conditions_la_SOURCES = %D%/over_units.c %D%/over_units.h %D%/conditions/beyond.c \
  %D%/conditions/conditions.c %D%/conditions/conditions.h %D%/conditions/moderated.c \
  %D%/conditions/words.c %D%/hypotheses.h %D%/say.h
%C%_conditions_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_conditions_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/gap.la
%C%_gap_la_SOURCES = %D%/composite.c %D%/composite.h %D%/gap/by_unit.c %D%/gap/gap.c %D%/gap/gap.h \
  %D%/gap/numbers.c %D%/gap/words.c %D%/over_units.c %D%/over_units.h %D%/hypotheses.h %D%/say.h
%C%_gap_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_gap_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/ripple.la
%C%_ripple_la_SOURCES = %D%/over_units.c %D%/over_units.h %D%/ripple/paths.c %D%/ripple/ripple.c \
  %D%/ripple/ripple.h %D%/ripple/words.c %D%/hypotheses.h %D%/say.h
%C%_ripple_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_ripple_la_LIBADD = $(PLUGIN_LIBADD)

plugin_LTLIBRARIES += %D%/units.la
%C%_units_la_SOURCES = %D%/composite.c %D%/composite.h %D%/say.h %D%/units/cards.c \
  %D%/units/standings.c %D%/units/themes.c %D%/units/units.c %D%/units/units.h
%C%_units_la_LDFLAGS = $(PLUGIN_LDFLAGS)
%C%_units_la_LIBADD = $(PLUGIN_LIBADD)

# The plugin that `orgmirror new plugin` writes under another name: part of the program, and
# installed for readers.
template_top = %D%/template/Makefile %D%/template/README.md %D%/template/template.c \
  %D%/template/template_slope.c %D%/template/template_slope.h
template_test = %D%/template/test/README.md %D%/template/test/customers.csv \
  %D%/template/test/people.csv %D%/template/test/study.xml %D%/template/test/test_template.c
template = $(template_top) $(template_test)
templatedir = $(pkgdatadir)/template
dist_template_DATA = $(template_top)
templatetestdir = $(templatedir)/test
dist_templatetest_DATA = $(template_test)

# What they say in other languages: a catalogue for all of a folder, beside them.
nodist_plugin_DATA = %D%/po/de.mo
EXTRA_DIST += %D%/po/de.po
CLEANFILES += %D%/po/de.mo %D%/.libs/de.mo
%D%/.libs/de.mo: %D%/po/de.mo
	$(AM_V_GEN)$(MKDIR_P) %D%/.libs && cp %D%/po/de.mo $@
all-local: %D%/.libs/de.mo
