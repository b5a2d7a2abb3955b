/* Sides of one wide file, and pairs. */
#include "drafting.h"

static void
wide(text *out, unsigned row, dice *d)
{
  text_addf(out, "S%02u", row);
  for (int i = 0; i < 8; i++)
    text_addf(out, ",%u.%u", (unsigned)(5 + dice_below(d, 5)), (unsigned)dice_below(d, 10));
  text_addf(out, ",%u,%u", (unsigned)(20 + dice_below(d, 50)), (unsigned)(20 + dice_below(d, 50)));
}

static const char wide_header[] = "school,saf_t,com_t,saf_p,com_p,saf_tot,com_tot,t_own,p_own,N_t,"
                                  "N_p";

static void
names_tell_the_sides_of_a_wide_file(void **state)
{
  bench *const b = *state;
  const char *const one = rows_text(b, wide_header, 40, wide);
  draft *const t = draft_of(b, one, one);
  assert_non_null(t);
  assert_int_equal(t->n_surveys, 2);
  assert_string_equal(t->surveys[0].id, "inside_t");
  assert_string_equal(t->surveys[1].id, "outside_p");
  assert_non_null(scale_with(&t->surveys[0], "saf_t"));
  assert_non_null(scale_with(&t->surveys[0], "t_own"));
  assert_null(scale_with(&t->surveys[0], "saf_p"));
  assert_null(scale_with(&t->surveys[0], "saf_tot"));
  assert_int_equal(t->n_pairs, 3);
  assert_string_equal(t->pairs[0].evidence, "the same name on both sides");
  const study *const s = study_of(b, t);
  assert_string_equal(s->surveys[0].n_column, "N_t");
  assert_string_equal(s->surveys[1].n_column, "N_p");
  assert_int_equal(s->n_pairs, 3);
  draft_free(t);
}

static void
person(text *out, unsigned row, dice *d)
{
  text_addf(out, "t%u,%u,%u", row % 20, (unsigned)(1 + dice_below(d, 5)),
            (unsigned)dice_below(d, 11));
}

static void
one_file_without_signs_stands_on_both_sides(void **state)
{
  bench *const b = *state;
  const char *const one = rows_text(b, "team,calm,speed", 300, person);
  draft *const t = draft_of(b, one, one);
  assert_non_null(t);
  assert_int_equal(t->n_surveys, 2);
  assert_int_equal(t->n_pairs, 1);
  assert_null(t->pairs[0].evidence);
  const study *const s = study_of(b, t);
  assert_string_not_equal(s->scales[s->pairs[0].inside].items[0].column,
                          s->scales[s->pairs[0].outside].items[0].column);
  assert_non_null(strstr(draft_xml(t).at, "REMOVE those of the other side"));
  draft_free(t);
}

static void
alike_names_are_candidates(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "team,trust,q1", 300, person),
                            rows_text(b, "team,Trust,q1", 300, person));
  assert_non_null(t);
  assert_int_equal(t->n_pairs, 1); /* q1 says nothing */
  assert_non_null(t->pairs[0].evidence);
  const study *const s = study_of(b, t);
  assert_string_equal(s->scales[s->pairs[0].inside].items[0].column, "trust");
  assert_string_equal(s->scales[s->pairs[0].outside].items[0].column, "Trust");
  draft_free(t);
}

static void
without_a_candidate_one_is_arbitrary_and_says_so(void **state)
{
  bench *const b = *state;
  draft *const t =
      draft_of(b, rows_text(b, "team,a1,x1", 300, person), rows_text(b, "team,b1,y1", 300, person));
  assert_non_null(t);
  assert_int_equal(t->n_pairs, 1);
  assert_null(t->pairs[0].evidence);
  assert_non_null(strstr(draft_xml(t).at, "THIS PAIR IS ARBITRARY"));
  assert_non_null(strstr(draft_summary(t, "s.xml").at, "arbitrary"));
  study_of(b, t);
  draft_free(t);
}

static void
one_side_alone_has_none(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "team,a1,x1", 300, person), NULL);
  assert_non_null(t);
  assert_int_equal(t->n_surveys, 1);
  assert_int_equal(t->n_pairs, 0);
  assert_non_null(strstr(draft_summary(t, "s.xml").at, "nothing to score outside"));
  study_of(b, t);
  draft_free(t);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(names_tell_the_sides_of_a_wide_file),
      BENCH_TEST(one_file_without_signs_stands_on_both_sides),
      BENCH_TEST(alike_names_are_candidates),
      BENCH_TEST(without_a_candidate_one_is_arbitrary_and_says_so),
      BENCH_TEST(one_side_alone_has_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
