# Tests of the report page (core/report: charts and HTML).

dist_check_SCRIPTS += %D%/test_branding.sh %D%/test_fixtures.sh %D%/test_languages.sh %D%/test_split.sh
EXTRA_DIST += %D%/data.xsl %D%/make_report.awk %D%/fixtures/charts.xml %D%/fixtures/nasty.xml \
  %D%/fixtures/outcomes.xml

if HAVE_CMOCKA
check_PROGRAMS += \
  %D%/test_change \
  %D%/test_chart \
  %D%/test_chart_dots \
  %D%/test_chart_fit \
  %D%/test_chart_label \
  %D%/test_chart_number \
  %D%/test_estimates \
  %D%/test_html \
  %D%/test_repeats \
  %D%/test_scale \
  %D%/test_svg \
  %D%/test_table_rows

report_cflags = $(AM_CFLAGS) $(XML_CFLAGS) $(XSLT_CFLAGS) $(NETTLE_CFLAGS) $(CMOCKA_CFLAGS)
report_libs = core/libcore.la $(XSLT_LIBS) $(XML_LIBS) $(NETTLE_LIBS) $(CMOCKA_LIBS) -lm

%C%_test_change_SOURCES = %D%/test_change.c %D%/report_test.h
%C%_test_change_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_test_change_CFLAGS = $(report_cflags)
%C%_test_change_LDADD = $(report_libs)
%C%_test_chart_SOURCES = %D%/test_chart.c %D%/report_test.h
%C%_test_chart_CFLAGS = $(report_cflags)
%C%_test_chart_LDADD = $(report_libs)
%C%_test_chart_fit_SOURCES = %D%/test_chart_fit.c %D%/report_test.h
%C%_test_chart_fit_CFLAGS = $(report_cflags)
%C%_test_chart_fit_LDADD = $(report_libs)
%C%_test_chart_label_SOURCES = %D%/test_chart_label.c %D%/report_test.h
%C%_test_chart_label_CFLAGS = $(report_cflags)
%C%_test_chart_label_LDADD = $(report_libs)
%C%_test_chart_number_SOURCES = %D%/test_chart_number.c %D%/report_test.h
%C%_test_chart_number_CFLAGS = $(report_cflags)
%C%_test_chart_number_LDADD = $(report_libs)
%C%_test_html_SOURCES = %D%/test_html.c %D%/report_test.h
%C%_test_html_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core
%C%_test_html_CFLAGS = $(report_cflags)
%C%_test_html_LDADD = $(report_libs)
%C%_test_scale_SOURCES = %D%/test_scale.c %D%/report_test.h
%C%_test_scale_CFLAGS = $(report_cflags)
%C%_test_scale_LDADD = $(report_libs)
%C%_test_svg_SOURCES = %D%/test_svg.c %D%/report_test.h
%C%_test_svg_CFLAGS = $(report_cflags)
%C%_test_svg_LDADD = $(report_libs)
%C%_test_chart_dots_SOURCES = %D%/test_chart_dots.c %D%/report_test.h
%C%_test_chart_dots_CFLAGS = $(report_cflags)
%C%_test_chart_dots_LDADD = $(report_libs)
%C%_test_estimates_SOURCES = %D%/test_estimates.c %D%/report_test.h
%C%_test_estimates_CFLAGS = $(report_cflags)
%C%_test_estimates_LDADD = $(report_libs)
%C%_test_repeats_SOURCES = %D%/test_repeats.c %D%/report_test.h
%C%_test_repeats_CFLAGS = $(report_cflags)
%C%_test_repeats_LDADD = $(report_libs)
%C%_test_table_rows_SOURCES = %D%/test_table_rows.c %D%/report_test.h
%C%_test_table_rows_CFLAGS = $(report_cflags)
%C%_test_table_rows_LDADD = $(report_libs)
endif
