/* Items: what is an answer, in what range, and what stands for none. */
#include "drafting.h"

#include <math.h>

static void
assert_range(double lo, double hi, bool is_codes, double min, double max)
{
  double a, z;
  usual_range(lo, hi, is_codes, &a, &z);
  if (a != min || z != max)
    fail_msg("%g to %g gives %g to %g, not %g to %g", lo, hi, a, z, min, max);
}

static void
ranges_are_the_usual_ones(void **state)
{
  (void)state;
  assert_range(1, 4, true, 1, 4);
  assert_range(2, 5, true, 1, 5);
  assert_range(0, 9, true, 0, 10);
  assert_range(3, 10, true, 1, 10);
  assert_range(1, 6, true, 1, 6);
  assert_range(-2, 2, true, -2, 2);
  assert_range(5.1, 9.9, false, 0, 10);
  assert_range(1.5, 4.5, false, 1, 5);
  assert_range(.1, .9, false, 0, 1);
  assert_range(-2.4, 2.7, false, -3, 3);
  assert_range(-2.8, 24.9, false, -5, 25);
  assert_range(-50, -45, true, -50, -45);
  for (int i = 0; i < 1000; i++) {
    const double lo = sin(i) * pow(10, i % 9), hi = lo + fabs(cos(i)) * pow(10, i % 7);
    double a, z;
    usual_range(lo, hi, false, &a, &z);
    assert_true(a <= lo && hi <= z && a < z);
  }
}

static void
mixed(text *out, unsigned row, dice *d)
{
  static const char *const words[] = {"plum", "pear", "quince"};
  text_addf(out, "t%u,", row % 20);
  text_addf(out, row % 10 ? "%u," : "99,", (unsigned)(1 + dice_below(d, 5)));
  text_addf(out, row % 7 ? "%u," : "n/a,", (unsigned)dice_below(d, 11));
  text_addf(out, "%u.5,", (unsigned)dice_below(d, 20));
  text_addf(out, "%s,", words[dice_below(d, 3)]);
  text_addf(out, "my own words %u,", row);
  text_addf(out, "%u,", (unsigned)dice_below(d, 2));
  text_addf(out, "2026-01-%02u,3,,", row % 28 + 1);
  text_addf(out, "%u,%u,", (unsigned)(20 + dice_below(d, 40)), row % 20 * 3);
  text_addf(out, row % 9 ? "%u" : "seven", (unsigned)(1 + dice_below(d, 5)));
}

static void
columns_are_told_apart(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b,
                            rows_text(b,
                                      "team,agree,recommend,hours,words,text,flag,day,same,empty,"
                                      "age,size,spoilt",
                                      300, mixed),
                            NULL);
  assert_non_null(t);
  const draft_file *const f = &t->files[0];
  assert_int_equal(guess_of(f, "agree")->use, USE_ITEM);
  assert_close(guess_of(f, "agree")->max, 5, 0, 0);
  assert_true(guess_of(f, "agree")->missing != 0);
  assert_int_equal(guess_of(f, "recommend")->use, USE_ITEM);
  assert_true(guess_of(f, "recommend")->is_recommend);
  assert_int_equal(guess_of(f, "hours")->use, USE_FIGURE);
  assert_int_equal(guess_of(f, "words")->use, USE_WORDS);
  assert_string_equal(guess_of(f, "text")->why, "text");
  assert_non_null(strstr(guess_of(f, "flag")->why, "two codes"));
  assert_string_equal(guess_of(f, "day")->why, "dates");
  assert_string_equal(guess_of(f, "same")->why, "the same in every row");
  assert_string_equal(guess_of(f, "empty")->why, "empty");
  assert_non_null(strstr(guess_of(f, "age")->why, "person"));
  assert_non_null(strstr(guess_of(f, "size")->why, "about the unit"));
  assert_non_null(strstr(guess_of(f, "spoilt")->why, "some cells of text"));
  assert_int_equal(f->n_codes, 1);
  assert_string_equal(f->codes[0].code, "99");
  const study *const s = study_of(b, t);
  assert_int_equal(s->surveys[0].n_missing, 2);
  draft_free(t);
}

/* 9 is "no answer" beside 1 to 5, and an answer among 0 to 10: both cannot be in one survey. */
static void
nines(text *out, unsigned row, dice *d)
{
  text_addf(out, "t%u,%u,%u,%u", row % 20, row % 8 ? (unsigned)(1 + dice_below(d, 5)) : 9,
            row % 6 ? (unsigned)(1 + dice_below(d, 5)) : 9, (unsigned)dice_below(d, 11));
}

static void
a_code_means_one_thing_in_a_survey(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "team,q1,q2,score", 400, nines), NULL);
  assert_non_null(t);
  const draft_file *const f = &t->files[0];
  assert_int_equal(guess_of(f, "q1")->use, USE_ITEM);
  assert_int_equal(guess_of(f, "q2")->use, USE_ITEM);
  assert_int_equal(guess_of(f, "score")->use, USE_NOTHING);
  assert_non_null(strstr(guess_of(f, "score")->why, "survey of its own"));
  study_of(b, t);
  draft_free(t);
}

/* What the codebook says goes before what the numbers look like. */
static void
the_codebook_is_believed(void **state)
{
  bench *const b = *state;
  static const export_hints hints = {0};
  text in = text_new(b->memory);
  text_add(&in, "q1,q2,q3\n");
  for (unsigned i = 0; i < 100; i++)
    text_addf(&in, "%u,%u,%u\n", 2 + i % 3, i % 11 == 10 ? 8 : 1 + i % 4, 1 + i % 5);
  draft t = {.memory = b->memory, .d = &b->d, .title = "t", .hints = &hints};
  t.files = arena_many(b->memory, 1, draft_file);
  t.n_files = 1;
  draft_file *const f = &t.files[0];
  *f = (draft_file){.path = bench_write_text(b, "in.csv", in.at), .shown = "in.csv"};
  f->unit = f->label = f->parent = f->respondent = f->weight = NO_COLUMN;
  assert_true(open_export(b, &f->e, f->path, "in.csv", hints));
  value_label labels[] = {{"1", "never"}, {"5", "always"}, {"9", "don't know"}};
  value_missing none = {.value = "8", .reason = "not asked"};
  f->e.book.columns[0].labels = labels;
  f->e.book.columns[0].n_labels = 3;
  f->e.book.columns[1].missing = &none;
  f->e.book.columns[1].n_missing = 1;
  f->e.book.columns[2].role = ROLE_DURATION;
  assert_true(profile_take(b->memory, &f->e, &f->profile));
  f->columns = arena_many(b->memory, 3, column_guess);
  f->has_name = arena_many(b->memory, 3, bool);
  memset(f->has_name, 1, 3);
  guess_items(&t, f);
  assert_true(f->columns[0].is_labelled);
  assert_close(f->columns[0].min, 1, 0, 0);
  assert_close(f->columns[0].max, 5, 0, 0);
  assert_close(f->columns[1].max, 4, 0, 0);
  assert_string_equal(f->codes[0].reason, "not asked");
  assert_string_equal(f->columns[2].why, "how long it took");
  export_close(&f->e);
}

static void
weighted(text *out, unsigned row, dice *d)
{
  text_addf(out, "%u,t%u,%u.%u,%u", 1000 + row, row % 20, row % 2, 1 + row % 9,
            (unsigned)(1 + dice_below(d, 5)));
}

static void
ids_and_weights_are_found(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "RespondentID,team,weight,q1", 200, weighted), NULL);
  assert_non_null(t);
  const study *const s = study_of(b, t);
  assert_string_equal(s->surveys[0].respondent_column, "RespondentID");
  assert_string_equal(s->surveys[0].weight_column, "weight");
  assert_int_equal(s->surveys[0].n_scales, 1);
  draft_free(t);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(ranges_are_the_usual_ones),          BENCH_TEST(columns_are_told_apart),
      BENCH_TEST(a_code_means_one_thing_in_a_survey), BENCH_TEST(the_codebook_is_believed),
      BENCH_TEST(ids_and_weights_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
