# The core: floors 1 to 5 as one convenience library, and the program.
noinst_LTLIBRARIES += %D%/libcore.la
%C%_libcore_la_SOURCES = \
  %D%/base/arena.c %D%/base/arena.h %D%/base/bytes.c %D%/base/bytes.h %D%/base/catalogue.c %D%/base/catalogue.h %D%/base/date.c \
  %D%/base/date.h %D%/base/diag.c %D%/base/diag.h %D%/base/digest.c %D%/base/digest.h \
  %D%/base/exact.c %D%/base/exact.h %D%/base/file.c %D%/base/file.h %D%/base/fold.c \
  %D%/base/fold.h %D%/base/hash.h %D%/base/json.c %D%/base/json.h %D%/base/intern.c %D%/base/intern.h %D%/base/map.c \
  %D%/base/map.h %D%/base/markup.c %D%/base/markup.h %D%/base/resource.h %D%/base/template.c %D%/base/template.h %D%/base/text.c \
  %D%/base/text.h %D%/base/xml.c %D%/base/xml.h \
  %D%/import/alchemer.c %D%/import/chunks.c %D%/import/chunks.h %D%/import/codebook.c \
  %D%/import/codebook.h %D%/import/ddi.c %D%/import/encoding.c %D%/import/export.c \
  %D%/import/export.h %D%/import/foreign.c %D%/import/foreign.h %D%/import/format.c \
  %D%/import/format.h %D%/import/generic.c %D%/import/google_forms.c %D%/import/heading.c \
  %D%/import/heading.h %D%/import/limesurvey.c %D%/import/lss.c %D%/import/ms_forms.c \
  %D%/import/push.c %D%/import/push.h %D%/import/qualtrics.c %D%/import/records.c \
  %D%/import/records.h %D%/import/scan.c %D%/import/scan.h %D%/import/scan_avx2.c \
  %D%/import/scan_avx512.c %D%/import/scan_block.h %D%/import/scan_vector.h %D%/import/spss.c \
  %D%/import/strangers.c %D%/import/strangers.h %D%/import/stream.c %D%/import/surveymonkey.c \
  %D%/import/triple_s.c %D%/import/typeform.c %D%/import/xlsx.c %D%/import/xlsx.h \
  %D%/import/xlsx_parts.c %D%/import/xlsx_sheet.c %D%/import/zip.c %D%/import/zip.h \
  %D%/data/about.c %D%/data/about.h %D%/data/answer_sets.c %D%/data/answers.c %D%/data/answers.h \
  %D%/data/answers_build.c %D%/data/answers_build.h %D%/data/answers_recognise.c \
  %D%/data/cells.c %D%/data/cells.h %D%/data/choices.c %D%/data/digits.c %D%/data/digits.h \
  %D%/data/faults.c %D%/data/faults.h %D%/data/files.c %D%/data/files.h %D%/data/gaps.c \
  %D%/data/gaps.h %D%/data/gate.c \
  %D%/data/gate.h %D%/data/habits.c %D%/data/habits.h %D%/data/load.c %D%/data/load.h %D%/data/load_kept.c %D%/data/loader.h \
  %D%/data/near.c %D%/data/near.h %D%/data/odd.c %D%/data/odd.h %D%/data/odd_answers.c \
  %D%/data/odd_coding.c %D%/data/odd_gate.c %D%/data/odd_ranges.c %D%/data/odd_rows.c \
  %D%/data/odd_scores.c %D%/data/odd_study.c %D%/data/odd_units.c %D%/data/pairwise.c \
  %D%/data/pairwise.h %D%/data/precision.c %D%/data/precision.h %D%/data/row_key.c %D%/data/row_key.h %D%/data/rows.c %D%/data/rows.h %D%/data/sample.c %D%/data/sample.h \
  %D%/data/store.c %D%/data/store.h %D%/data/study.h %D%/data/study_answers.c \
  %D%/data/study_check.c %D%/data/study_comments.c %D%/data/study_include.c %D%/data/study_include.h \
  %D%/data/study_plan.c %D%/data/study_read.c \
  %D%/data/study_waves.c %D%/data/subject.c %D%/data/subject.h %D%/data/summary.h %D%/data/summary_build.c %D%/data/summary_form.h \
  %D%/data/summary_open.c %D%/data/sums.c %D%/data/sums.h %D%/data/sums_avx2.c \
  %D%/data/sums_avx512.c %D%/data/sums_block.c %D%/data/sums_gaps.c \
  %D%/data/sums_pairs.c %D%/data/sums_pairs.h \
  %D%/data/sums_vector.h %D%/data/cuts.c %D%/data/cuts.h %D%/data/suppress.c %D%/data/suppress.h %D%/data/take.c %D%/data/take.h %D%/data/tally.c %D%/data/tally.h \
  %D%/data/units.c %D%/data/units.h %D%/data/vocabulary.c %D%/data/wanted.c %D%/data/wanted.h \
  %D%/data/mask.c %D%/data/mask.h %D%/data/waves.c %D%/data/waves.h \
  %D%/ledger/crossing.c %D%/ledger/crossing.h %D%/ledger/elimination.c %D%/ledger/elimination.h \
  %D%/ledger/ledger.c %D%/ledger/ledger.h %D%/ledger/rerun_audit.c %D%/ledger/rerun_audit.h \
  %D%/ledger/rerun_network.c %D%/ledger/rerun_network.h %D%/ledger/reruns.c %D%/ledger/reruns.h \
  %D%/ledger/same_rows.c %D%/ledger/same_rows.h %D%/ledger/told.c %D%/ledger/told.h \
  %D%/ledger/told_bytes.c \
  %D%/draft/cluster.c %D%/draft/cluster.h %D%/draft/draft.c %D%/draft/draft.h \
  %D%/draft/draft_summary.c %D%/draft/draft_xml.c %D%/draft/guess_items.c \
  %D%/draft/guess_pairs.c %D%/draft/guess_scales.c %D%/draft/guess_sides.c \
  %D%/draft/guess_unit.c %D%/draft/guess_words.c %D%/draft/names.c %D%/draft/names.h \
  %D%/draft/profile.c %D%/draft/profile.h %D%/draft/sheet.c %D%/draft/sheet.h %D%/draft/values.c \
  %D%/draft/values.h %D%/draft/words.c %D%/draft/words.h \
  %D%/result/found.c %D%/result/found.h %D%/result/result.c %D%/result/result.h %D%/result/wire.h %D%/result/wire_description.c \
  %D%/result/wire_in.c %D%/result/wire_in.h \
  %D%/result/wire_out.c \
  %D%/host/conform.c %D%/host/conform.h %D%/host/conform_declared.c %D%/host/conform_runs.c \
  %D%/host/conform_study.c %D%/host/conform_symbols.c %D%/host/conform_words.c \
  %D%/host/find.c %D%/host/find.h %D%/host/host.h %D%/host/import.c %D%/host/import.h \
  %D%/host/import_form.h %D%/host/import_worker.c %D%/host/import_worker.h %D%/host/inside.c \
  %D%/host/inside.h %D%/host/open.c \
  %D%/host/open.h %D%/host/options.c %D%/host/options.h %D%/host/order.c %D%/host/order.h %D%/host/orders.h %D%/host/plan.c %D%/host/plugins.c %D%/host/program.c %D%/host/program.h %D%/host/process.c \
  %D%/host/process.h %D%/host/run.c %D%/host/sandbox.c %D%/host/sandbox.h %D%/host/services.c \
  %D%/host/services.h %D%/host/services_data.c %D%/host/services_found.c \
  %D%/host/services_parallel.c %D%/host/services_results.c %D%/host/spent.c %D%/host/spent.h %D%/host/translations.c \
  %D%/host/verdict.c \
  %D%/host/verdict.h %D%/host/worker.c %D%/host/worker.h \
  %D%/report/change.c %D%/report/change.h %D%/report/change_look.c %D%/report/change_part.h \
  %D%/report/change_read.c %D%/report/change_read.h %D%/report/change_write.c \
  %D%/report/chart.c %D%/report/chart.h %D%/report/chart_butterfly.c %D%/report/chart_data.c \
  %D%/report/chart_data.h %D%/report/chart_dots.c %D%/report/chart_dots.h %D%/report/chart_fit.c \
  %D%/report/chart_fit.h %D%/report/chart_label.c %D%/report/chart_label.h \
  %D%/report/chart_mark.c %D%/report/chart_mark.h %D%/report/chart_number.c \
  %D%/report/chart_number.h %D%/report/chart_picture.h %D%/report/chart_rows.c \
  %D%/report/chart_plane.c %D%/report/chart_plane.h %D%/report/chart_quadrant.c \
  %D%/report/chart_dist.c %D%/report/chart_steps.c %D%/report/chart_steps.h %D%/report/chart_trend.c \
  %D%/report/chart_scatter.c %D%/report/chart_xpath.c %D%/report/chart_xpath.h %D%/report/csv.c \
  %D%/report/estimates.c %D%/report/estimates.h %D%/report/estimates_json.c %D%/report/subject_names.c %D%/report/html.c %D%/report/html.h \
  %D%/report/html_input.c %D%/report/html_input.h %D%/report/model.c %D%/report/model.h \
  %D%/report/page_data.c %D%/report/page_data.h %D%/report/repeats.c %D%/report/repeats.h %D%/report/said.c \
  %D%/report/scale.c %D%/report/scale.h %D%/report/scorecard.c %D%/report/svg.c %D%/report/svg.h \
  %D%/report/table_rows.c %D%/report/table_rows.h %D%/report/table_view.c \
  %D%/report/table_view.h %D%/report/table_xpath.c %D%/report/table_xpath.h \
  %D%/report/translate.c %D%/report/translate.h %D%/report/verbatims.c %D%/report/verbatims.h %D%/report/words.c \
  %D%/report/xlsx.c %D%/report/xlsx.h %D%/report/xml.c %D%/report/xml.h %D%/report/xml_head.c %D%/report/xml_said.c %D%/report/xml_part.h
nodist_%C%_libcore_la_SOURCES = %D%/base/resource.c
%C%_libcore_la_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core -I$(top_builddir) \
  -DWORKER_PATH='"$(pkglibexecdir)/orgmirror-worker"' -DOWN_PLUGINS='"$(plugindir)"'
%C%_libcore_la_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) $(XSLT_CFLAGS) $(SECCOMP_CFLAGS) $(NETTLE_CFLAGS) \
  $(ZLIB_CFLAGS) $(XLSXWRITER_CFLAGS)
%C%_libcore_la_LIBADD = $(XML_LIBS) $(XSLT_LIBS) $(SECCOMP_LIBS) $(NETTLE_LIBS) $(ZLIB_LIBS) \
  $(READSTAT_LIBS) $(XLSXWRITER_LIBS) -lm -lpthread

bin_PROGRAMS += orgmirror
orgmirror_SOURCES = %D%/main.c %D%/cli/check.c %D%/cli/check.h %D%/cli/check_json.c \
  %D%/cli/check_junit.c %D%/cli/check_power.c %D%/cli/check_text.c %D%/cli/cli.h %D%/cli/compare.c \
  %D%/cli/explain.c %D%/cli/files.c %D%/cli/intake.c %D%/cli/json.c %D%/cli/language.c %D%/cli/ledger.c %D%/cli/new.c %D%/cli/new.h \
  %D%/cli/new_paths.c %D%/cli/options.c %D%/cli/page.c %D%/cli/pdf.c %D%/cli/plugins.c %D%/cli/plugins_check.c \
  %D%/cli/render.c %D%/cli/reruns.c \
  %D%/cli/run.c
orgmirror_SOURCES += %D%/cli/new_plugin.c
orgmirror_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core -DPLUGINDIR='"$(plugindir)"'
orgmirror_CFLAGS = $(AM_CFLAGS) $(XML_CFLAGS) -fPIE
orgmirror_LDFLAGS = $(AM_LDFLAGS) -pie
orgmirror_LDADD = %D%/libcore.la

# What plugins run in: it does without most libraries of the program, and so starts faster.
pkglibexec_PROGRAMS += orgmirror-worker
orgmirror_worker_SOURCES = %D%/worker_main.c
orgmirror_worker_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
orgmirror_worker_CFLAGS = $(AM_CFLAGS) -fPIE
orgmirror_worker_LDFLAGS = $(AM_LDFLAGS) -pie -Wl,--as-needed
orgmirror_worker_LDADD = %D%/libcore.la

# Files that are part of the program (with the models of samples/local.mk and the template of
# plugins/local.mk), and installed for readers as well.  The XSD are made from the RELAX NG by
# `make schemas`; tests/lint/schemas.sh checks that they agree.
resources = %D%/data/study.xsd %D%/report/report.xsd %D%/report/xml.xsd %D%/report/report.xsl \
  %D%/report/report-how.xsl %D%/report/report-table.xsl %D%/report/report-units.xsl %D%/report/report-verbatims.xsl \
  %D%/report/report-words.xsl \
  %D%/report/report.css %D%/report/report.js doc/glossary.md
dist_pkgdata_DATA += $(resources) %D%/data/study.rnc %D%/report/report.rnc
EXTRA_DIST += %D%/base/embed.sh %D%/orgmirror.pc.in %D%/po/de.po %D%/po/extract.sh %D%/po/words.its
catalogues = %D%/po/de.mo
CLEANFILES += $(catalogues)
BUILT_SOURCES += %D%/base/resource.c
CLEANFILES += %D%/base/resource.c
%D%/base/resource.c: $(resources) $(models) $(template) $(catalogues) %D%/base/embed.sh
	$(AM_V_GEN)$(MKDIR_P) %D%/base && built=`pwd` && \
	  (cd $(srcdir) && sh %D%/base/embed.sh $(resources) $(models) $(template) \
	    `for c in $(catalogues); do echo "$$built/$$c"; done`) > $@.tmp && \
	  mv $@.tmp $@

# What translators write, and what is read.
SUFFIXES = .po .mo
.po.mo:
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) -o $@ $<

# After a change of texts: brings every catalogue up to date; what is new in it is empty.
messages:
	cd $(srcdir) && for part in core plugins; do \
	  CC='$(CC)' CPPFLAGS='$(GSL_CFLAGS)' sh %D%/po/extract.sh $$part > $$part/po/messages.pot && \
	  for catalogue in $$part/po/*.po; do \
	    msgmerge -q --no-wrap --no-fuzzy-matching --update --backup=none $$catalogue $$part/po/messages.pot && \
	    msgattrib --no-wrap --no-obsolete -o $$catalogue $$catalogue || exit 1; done && \
	  rm $$part/po/messages.pot || exit 1; done
.PHONY: messages

schemas:
	cd $(srcdir) && trang %D%/data/study.rnc %D%/data/study.xsd && \
	  trang %D%/report/report.rnc %D%/report/report.xsd
.PHONY: schemas
