/* Scales: by name, by question, by how items are answered. */
#include "drafting.h"

#include "draft/cluster.h"

#include <math.h>

static unsigned
likert(int x)
{
  return (unsigned)(x < 1 ? 1 : x > 5 ? 5 : x);
}

/* Two things, each measured by several items; the last of the first is turned round. */
static void
two_things(text *out, unsigned row, dice *d)
{
  const int a = (int)dice_below(d, 5), z = (int)dice_below(d, 5);
  text_addf(out, "t%u", row % 20);
  for (int i = 0; i < 4; i++) {
    const int x = a + (int)dice_below(d, 3);
    text_addf(out, ",%u", likert(i == 3 ? 6 - x : x));
  }
  for (int i = 0; i < 3; i++)
    text_addf(out, ",%u", likert(z + (int)dice_below(d, 3)));
}

static void
assert_scale(const draft_survey *s, const char *column, uint32_t n, const char *id)
{
  const draft_scale *const x = scale_with(s, column);
  assert_non_null(x);
  assert_string_equal(x->id, id);
  assert_int_equal(x->n_items, n);
}

static void
names_make_scales(void **state)
{
  bench *const b = *state;
  draft *const t =
      draft_of(b, rows_text(b, "team,saf_1,saf_2,saf_3,saf_4r,Q2A,Q2B,Q2C", 300, two_things), NULL);
  assert_non_null(t);
  const draft_survey *const s = &t->surveys[0];
  assert_scale(s, "saf_1", 4, "saf");
  assert_scale(s, "Q2C", 3, "Q2");
  const draft_scale *const x = scale_with(s, "saf_1");
  for (uint32_t i = 0; i < 4; i++)
    assert_int_equal(x->items[i].seems_reversed, i == 3);
  assert_non_null(strstr(x->evidence, "4 items: names that differ"));
  const study *const read = study_of(b, t);
  assert_false(read->scales[0].items[3].reversed); /* said, not applied */
  draft_free(t);
}

static void
questions_make_scales(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b,
                            rows_text(b,
                                      "team,How is it: [a],How is it: [b],How is it: [c],"
                                      "How is it: [d],And you: [x],And you: [y],And you: [z]",
                                      300, two_things),
                            NULL);
  assert_non_null(t);
  assert_scale(&t->surveys[0], "How is it: [a]", 4, "How_is_it");
  assert_scale(&t->surveys[0], "And you: [y]", 3, "And_you");
  assert_string_equal(scale_with(&t->surveys[0], "And you: [y]")->label, "And you");
  draft_free(t);
}

static void
answers_make_scales_where_names_do_not(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(
      b, rows_text(b, "team,speed,calm,heart,noise,apple,bread,wine", 400, two_things), NULL);
  assert_non_null(t);
  assert_int_equal(scale_with(&t->surveys[0], "speed")->n_items, 4);
  assert_int_equal(scale_with(&t->surveys[0], "wine")->n_items, 3);
  assert_non_null(strstr(scale_with(&t->surveys[0], "wine")->evidence, "answered alike"));
  draft_free(t);
}

static void
one_family_is_split_by_answers(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "team,v1,v2,v3,v4,v5,v6,v7", 400, two_things), NULL);
  assert_non_null(t);
  assert_scale(&t->surveys[0], "v1", 4, "v");
  assert_scale(&t->surveys[0], "v7", 3, "v_2");
  assert_string_equal(scale_with(&t->surveys[0], "v7")->label, "v (2)");
  draft_free(t);
}

static void
few_rows_leave_it_to_names(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "team,v1,v2,v3,v4,v5,v6,v7", 12, two_things), NULL);
  assert_non_null(t);
  assert_scale(&t->surveys[0], "v1", 7, "v");
  assert_non_null(strstr(scale_with(&t->surveys[0], "v1")->evidence, "too few rows"));
  draft_free(t);
}

static void
choices(text *out, unsigned row, dice *d)
{
  text_addf(out, "t%u,%u,%u,%u,%u", row % 20, (unsigned)dice_below(d, 2),
            (unsigned)dice_below(d, 2), (unsigned)(1 + dice_below(d, 5)),
            (unsigned)dice_below(d, 11));
}

static void
choices_and_other_ranges_stand_apart(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "team,m1,m2,m3,m4", 300, choices), NULL);
  assert_non_null(t);
  assert_null(scale_with(&t->surveys[0], "m1"));
  assert_int_equal(scale_with(&t->surveys[0], "m3")->n_items, 1);
  assert_close(scale_with(&t->surveys[0], "m4")->max, 10, 0, 0);
  study_of(b, t);
  draft_free(t);
}

/* A wide file: more scales than a draft starts with; the rest is named. */
static void
many(text *out, unsigned row, dice *d)
{
  text_addf(out, "t%u", row % 20);
  for (int i = 0; i < MOST_SCALES + 40; i++)
    text_addf(out, ",%u.%u", (unsigned)dice_below(d, 100), (unsigned)dice_below(d, 10));
}

static void
a_draft_has_an_end(void **state)
{
  bench *const b = *state;
  text header = text_new(b->memory);
  text_add(&header, "team");
  for (int i = 0; i < MOST_SCALES + 40; i++)
    text_addf(&header, ",%c%c%c", 'a' + i % 26, 'k' + i / 26 % 26, 'a' + i % 17);
  draft *const t = draft_of(b, rows_text(b, header.at, 60, many), NULL);
  assert_non_null(t);
  assert_int_equal(t->surveys[0].n_active, MOST_SCALES);
  assert_int_equal(t->surveys[0].n_scales, MOST_SCALES + 40);
  assert_non_null(strstr(draft_xml(t).at, "more scales than a draft starts with"));
  study_of(b, t);
  draft_free(t);
}

static void
clusters_by_mean_likeness(void **state)
{
  bench *const b = *state;
  float r[16];
  for (int i = 0; i < 16; i++)
    r[i] = i % 5 == 0 ? 1 : .05f;
  r[1] = r[4] = -.8f;  /* 0 and 1 */
  r[11] = r[14] = .6f; /* 2 and 3 */
  const likeness l = {4, r};
  uint32_t group[4];
  assert_int_equal(cluster(b->memory, &l, .4, 0, group), 2);
  assert_int_equal(group[0], group[1]);
  assert_int_equal(group[2], group[3]);
  const uint32_t pair[] = {0, 1};
  double rest[2];
  bool is_turned[2];
  rest_correlations(b->memory, &l, pair, 2, rest, is_turned);
  assert_true(is_turned[0] != is_turned[1]);
  assert_close(mean_likeness(&l, pair, 2), .8, 1e-6, 0);
  assert_int_equal(cluster(b->memory, &l, .01, 0, group), 1);
  r[1] = r[4] = NAN;
  assert_true(isnan(mean_likeness(&l, pair, 2)));
  assert_int_equal(cluster(b->memory, &l, .4, 0, group), 3);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(names_make_scales),
      BENCH_TEST(questions_make_scales),
      BENCH_TEST(answers_make_scales_where_names_do_not),
      BENCH_TEST(one_family_is_split_by_answers),
      BENCH_TEST(few_rows_leave_it_to_names),
      BENCH_TEST(choices_and_other_ranges_stand_apart),
      BENCH_TEST(a_draft_has_an_end),
      BENCH_TEST(clusters_by_mean_likeness),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
