/* The unit: what both sides have in common, and what is none. */
#include "drafting.h"

static const char *
unit_name(const draft_file *f)
{
  return f->unit == NO_COLUMN ? "" : f->e.book.columns[f->unit].name;
}

static void
person_inside(text *out, unsigned row, dice *d)
{
  text_addf(out, "p%u,Branch %u,%s,%u,%u", row, row % 12, row % 12 < 6 ? "North" : "South",
            (unsigned)(1 + dice_below(d, 5)), (unsigned)(20 + dice_below(d, 40)));
}

static void
person_outside(text *out, unsigned row, dice *d)
{
  text_addf(out, "Branch %u,%u,%s", row % 10, (unsigned)dice_below(d, 11),
            dice_below(d, 2) ? "yes" : "no");
}

static void
is_what_both_sides_have(void **state)
{
  bench *const b = *state;
  const char *const in = rows_text(b, "id,Filiale,region,q1,age", 300, person_inside);
  const char *const out = rows_text(b, "store,score,again", 400, person_outside);
  draft *const t = draft_of(b, in, out);
  assert_non_null(t);
  assert_string_equal(unit_name(&t->files[0]), "Filiale");
  assert_string_equal(unit_name(&t->files[1]), "store");
  assert_non_null(strstr(t->files[0].unit_evidence, "12 different values in 300 rows; 10 of them"));
  assert_false(t->files[0].is_unit_level);
  assert_string_equal(t->files[0].e.book.columns[t->files[0].parent].name, "region");
  assert_string_equal(t->files[0].e.book.columns[t->files[0].respondent].name, "id");
  study_of(b, t);
  draft_free(t);
}

static void
unknown_name(text *out, unsigned row, dice *d)
{
  text_addf(out, "K-%u,%u", row % 20, (unsigned)(1 + dice_below(d, 5)));
}

static void
needs_no_known_name(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "xyz,q1", 200, unknown_name),
                            rows_text(b, "abc,c1", 300, unknown_name));
  assert_non_null(t);
  assert_string_equal(unit_name(&t->files[0]), "xyz");
  assert_string_equal(unit_name(&t->files[1]), "abc");
  assert_int_equal(t->n_pairs, 1);
  draft_free(t);
}

/* Row numbers and answers are on both sides too, and are no units. */
static void
numbers_alone(text *out, unsigned row, dice *d)
{
  text_addf(out, "%u,%u,%u,%s", row + 1, (unsigned)(1 + dice_below(d, 5)),
            (unsigned)(18 + dice_below(d, 50)), dice_below(d, 2) ? "male" : "female");
}

static void
is_no_numbering_and_no_answer(void **state)
{
  bench *const b = *state;
  const char *const same = rows_text(b, "nr,q1,age,gender", 120, numbers_alone);
  draft *const t = draft_of(b, same, arena_string(b->memory, same));
  assert_non_null(t);
  assert_int_equal(t->files[0].unit, NO_COLUMN);
  assert_int_equal(t->files[1].unit, NO_COLUMN);
  assert_int_equal(t->n_pairs, 0);
  study_of(b, t);
  draft_free(t);
}

static void
likert_words(text *out, unsigned row, dice *d)
{
  static const char *const words[] = {"never",  "seldom", "sometimes", "often",
                                      "always", "n/a",    "mostly"};
  (void)row;
  text_addf(out, "%s,%s,%u", words[dice_below(d, 7)], words[dice_below(d, 7)],
            (unsigned)(1 + dice_below(d, 5)));
}

static void
is_no_set_of_answers_and_no_question(void **state)
{
  bench *const b = *state;
  draft *const asked = draft_of(b, rows_text(b, "Which cloud?,q1", 200, unknown_name), NULL);
  assert_non_null(asked);
  assert_int_equal(asked->files[0].unit, NO_COLUMN);
  draft_free(asked);
  draft *const named =
      draft_of(b, rows_text(b, "Which store did you visit?,q1", 200, unknown_name), NULL);
  assert_non_null(named);
  assert_int_equal(named->files[0].unit, 0);
  draft_free(named);
  draft *const t = draft_of(b, rows_text(b, "a1,a2,q1", 200, likert_words),
                            rows_text(b, "a1,a2,c1", 200, likert_words));
  assert_non_null(t);
  assert_int_equal(t->files[0].unit, NO_COLUMN);
  assert_int_equal(guess_of(&t->files[0], "a1")->use, USE_WORDS);
  draft_free(t);
}

/* Teams within branches: the finer one. */
static void
nested(text *out, unsigned row, dice *d)
{
  text_addf(out, "b%u,b%ut%u,%u", row % 4, row % 4, row % 24, (unsigned)(1 + dice_below(d, 5)));
}

static void
is_the_finest_that_both_have(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "branch,team,q1", 240, nested),
                            rows_text(b, "branch,team,c1", 480, nested));
  assert_non_null(t);
  assert_string_equal(unit_name(&t->files[0]), "team");
  assert_string_equal(unit_name(&t->files[1]), "team");
  draft_free(t);
}

/* --- figures --------------------------------------------------------------------------------- */

static void
figures(text *out, unsigned row, dice *d)
{
  text_addf(out, "S%02u,School %u,%u,%u,%u.%u,%u.%u", row, row, (unsigned)(10 + dice_below(d, 90)),
            (unsigned)dice_below(d, 101), (unsigned)(5 + dice_below(d, 5)),
            (unsigned)dice_below(d, 10), (unsigned)(1 + dice_below(d, 5)),
            (unsigned)dice_below(d, 10));
}

static void
pupils(text *out, unsigned row, dice *d)
{
  text_addf(out, "S%02u,%u", row % 40, (unsigned)(1 + dice_below(d, 5)));
}

static void
a_row_is_a_unit_where_it_is_unique_and_holds_figures(void **state)
{
  bench *const b = *state;
  draft *const t =
      draft_of(b, rows_text(b, "code,school_name,N_staff,rr_staff,climate,trust", 40, figures),
               rows_text(b, "code,q1", 400, pupils));
  assert_non_null(t);
  const draft_file *const f = &t->files[0];
  assert_true(f->is_unit_level);
  assert_string_equal(unit_name(f), "code");
  assert_string_equal(f->e.book.columns[f->label].name, "school_name");
  assert_string_equal(f->e.book.columns[t->surveys[0].count].name, "N_staff");
  assert_string_equal(f->e.book.columns[t->surveys[0].rate].name, "rr_staff");
  assert_false(t->surveys[0].is_public);
  assert_false(t->files[1].is_unit_level);
  assert_int_equal(t->surveys[0].n_active, 2);
  study_of(b, t);
  draft_free(t);
}

/* One teacher a class, whole answers: persons, to be protected. */
static void
teachers(text *out, unsigned row, dice *d)
{
  text_addf(out, "S%02u", row);
  for (int i = 0; i < 4; i++)
    text_addf(out, ",%u", (unsigned)(1 + dice_below(d, 4)));
}

static void
one_person_a_unit_is_still_a_person(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "class,t1,t2,t3,t4", 40, teachers),
                            rows_text(b, "class,q1", 400, pupils));
  assert_non_null(t);
  assert_string_equal(unit_name(&t->files[0]), "class");
  assert_false(t->files[0].is_unit_level);
  draft_free(t);
}

static void
a_unit_of_one_side_alone_is_told(void **state)
{
  bench *const b = *state;
  draft *const t = draft_of(b, rows_text(b, "branch,team,q1", 240, nested),
                            rows_text(b, "school,c1", 400, pupils));
  assert_non_null(t);
  assert_string_equal(unit_name(&t->files[0]), "team");
  assert_non_null(strstr(t->files[0].unit_evidence, "none of them was found on the other side"));
  assert_int_equal(t->n_pairs, 0);
  study_of(b, t);
  draft_free(t);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(is_what_both_sides_have),
      BENCH_TEST(needs_no_known_name),
      BENCH_TEST(is_no_numbering_and_no_answer),
      BENCH_TEST(is_no_set_of_answers_and_no_question),
      BENCH_TEST(is_the_finest_that_both_have),
      BENCH_TEST(a_row_is_a_unit_where_it_is_unique_and_holds_figures),
      BENCH_TEST(one_person_a_unit_is_still_a_person),
      BENCH_TEST(a_unit_of_one_side_alone_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
