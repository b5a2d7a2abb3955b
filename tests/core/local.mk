# Tests of the core: one program a source file or two, and the commands as a user calls them.
if HAVE_CMOCKA
# The workbench that every program shares.
check_LTLIBRARIES += %D%/libbench.la
%C%_libbench_la_SOURCES = %D%/core.c %D%/core.h %D%/drafting.c %D%/drafting.h \
  %D%/answer_study.c %D%/answer_study.h \
  %D%/odd_study.c %D%/odd_study.h \
  tests/stats/close.c tests/stats/close.h
CORE_TEST_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/core -I$(top_builddir) -I$(top_srcdir)/tests/stats
CORE_TEST_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(XML_CFLAGS)
CORE_TEST_LDADD = %D%/libbench.la core/libcore.la $(CMOCKA_LIBS)
%C%_libbench_la_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_libbench_la_CFLAGS = $(CORE_TEST_CFLAGS)

check_PROGRAMS += %D%/test_arena
%C%_test_arena_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_arena_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_arena_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_answers
%C%_test_answers_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_answers_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_answers_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_answers_coded
%C%_test_answers_coded_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_answers_coded_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_answers_coded_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_bytes
%C%_test_bytes_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_bytes_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_bytes_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_catalogue
%C%_test_catalogue_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_catalogue_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_catalogue_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_cells
%C%_test_cells_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_cells_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_cells_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_date
%C%_test_date_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_date_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_date_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_delimited
%C%_test_delimited_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_delimited_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_delimited_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_chunks
%C%_test_chunks_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_chunks_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_chunks_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_waves
%C%_test_waves_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_waves_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_waves_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_habits
%C%_test_habits_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_habits_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_habits_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_digits
%C%_test_digits_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_digits_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_digits_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_sums
%C%_test_sums_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_sums_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_sums_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_scan
%C%_test_scan_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_scan_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_scan_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_diag
%C%_test_diag_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_diag_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_diag_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_digest
%C%_test_digest_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_digest_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_digest_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_answers
%C%_test_draft_answers_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_answers_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_answers_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_items
%C%_test_draft_items_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_items_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_items_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_pairs
%C%_test_draft_pairs_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_pairs_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_pairs_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_profile
%C%_test_draft_profile_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_profile_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_profile_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_scales
%C%_test_draft_scales_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_scales_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_scales_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_unit
%C%_test_draft_unit_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_unit_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_unit_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_values
%C%_test_draft_values_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_values_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_values_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_words
%C%_test_draft_words_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_words_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_words_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_draft_xml
%C%_test_draft_xml_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_draft_xml_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_draft_xml_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_exact
%C%_test_exact_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_exact_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_exact_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_file
%C%_test_file_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_file_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_file_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_files
%C%_test_files_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_files_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_files_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_fold
%C%_test_fold_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_fold_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_fold_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_formats
%C%_test_formats_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_formats_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_formats_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_gate
%C%_test_gate_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_gate_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_gate_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_cuts
%C%_test_cuts_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_cuts_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_cuts_LDADD = $(CORE_TEST_LDADD)
check_PROGRAMS += %D%/test_precision
%C%_test_precision_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_precision_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_precision_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_suppress
%C%_test_suppress_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_suppress_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_suppress_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_load
%C%_test_load_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_load_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_load_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_malicious
%C%_test_malicious_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_malicious_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_malicious_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_map
%C%_test_map_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_map_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_map_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_mask
%C%_test_mask_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_mask_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_mask_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_markup
%C%_test_markup_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_markup_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_markup_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_memory
%C%_test_memory_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_memory_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_memory_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_odd
%C%_test_odd_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_odd_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_odd_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_odd_study
%C%_test_odd_study_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_odd_study_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_odd_study_LDADD = $(CORE_TEST_LDADD)
check_PROGRAMS += %D%/test_near
%C%_test_near_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_near_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_near_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_real_exports
%C%_test_real_exports_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_real_exports_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_real_exports_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_declared
%C%_test_declared_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_declared_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_declared_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_study_check
%C%_test_study_check_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_study_check_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_study_check_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_study_include
%C%_test_study_include_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_study_include_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_study_include_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_study_read
%C%_test_study_read_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_study_read_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_study_read_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_summary
%C%_test_summary_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_summary_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_summary_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_pairwise
%C%_test_pairwise_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_pairwise_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_pairwise_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_tally
%C%_test_tally_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_tally_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_tally_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_template
%C%_test_template_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_template_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_template_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_text
%C%_test_text_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_text_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_text_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_torture
%C%_test_torture_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_torture_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_torture_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_units
%C%_test_units_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_units_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_units_LDADD = $(CORE_TEST_LDADD)

check_PROGRAMS += %D%/test_xml
%C%_test_xml_CPPFLAGS = $(CORE_TEST_CPPFLAGS)
%C%_test_xml_CFLAGS = $(CORE_TEST_CFLAGS)
%C%_test_xml_LDADD = $(CORE_TEST_LDADD)

endif

dist_check_SCRIPTS += \
  %D%/test_bad_input.sh \
  %D%/test_check.sh \
  %D%/test_exit_codes.sh \
  %D%/test_failures.sh \
  %D%/test_near_units.sh \
  %D%/test_new_study.sh \
  %D%/test_places.sh \
  %D%/test_streams.sh %D%/test_waves.sh
EXTRA_DIST += %D%/commands.sh %D%/junit.rng
