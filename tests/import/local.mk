# Tests of what is not delimited text: archives, workbooks, SPSS, codebooks.
if HAVE_CMOCKA
check_LTLIBRARIES += %D%/libconvert.la
%C%_libconvert_la_SOURCES = %D%/convert.c %D%/convert.h
IMPORT_TEST_CPPFLAGS = $(CORE_TEST_CPPFLAGS) -I$(top_srcdir)/tests/core -I$(top_srcdir)/tests/import
IMPORT_TEST_LDADD = %D%/libconvert.la $(CORE_TEST_LDADD) $(ZLIB_LIBS) $(READSTAT_LIBS)
%C%_libconvert_la_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_libconvert_la_CFLAGS = $(CORE_TEST_CFLAGS)

check_PROGRAMS += %D%/test_zip
%C%_test_zip_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_zip_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_zip_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_xlsx
%C%_test_xlsx_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_xlsx_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_xlsx_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_spss
%C%_test_spss_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_spss_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_spss_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_triple_s
%C%_test_triple_s_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_triple_s_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_triple_s_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_ddi
%C%_test_ddi_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_ddi_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_ddi_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_lss
%C%_test_lss_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_lss_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_lss_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_codebook
%C%_test_codebook_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_codebook_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_codebook_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_facts
%C%_test_facts_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_facts_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_facts_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_export
%C%_test_export_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_export_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_export_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_real_spss
%C%_test_real_spss_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_real_spss_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_real_spss_LDADD = $(IMPORT_TEST_LDADD)

check_PROGRAMS += %D%/test_real_xml
%C%_test_real_xml_CPPFLAGS = $(IMPORT_TEST_CPPFLAGS)
%C%_test_real_xml_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_real_xml_LDADD = $(IMPORT_TEST_LDADD)
endif
dist_check_SCRIPTS += %D%/test_check.sh %D%/test_exports.sh
EXTRA_DIST += %D%/exports.txt
