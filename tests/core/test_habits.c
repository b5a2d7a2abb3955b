/* Rows that are there twice, and rows with one answer to everything. */
#include "core.h"

#include "data/habits.h"

#define ITEMS(a)                                                                                   \
  "<item column='" a "1'/><item column='" a "2'/><item column='" a "3'/><item column='" a          \
  "4'/><item column='" a "5' reversed='yes'/>"
#define SURVEY(attributes, more)                                                                   \
  STUDY("<survey id='s' side='inside' file='x.csv' unit='u' " attributes                           \
        "><missing code='9'/><scale id='a' min='1' max='5'>" ITEMS(                                \
            "a") "</scale>"                                                                        \
                 "<scale id='b' min='1' max='5'>" ITEMS("b") "</scale>" more "</survey>\n")

static const char columns[] = "id,u,a1,a2,a3,a4,a5,b1,b2,b3,b4,b5,c1,x\n";

static habits
look(bench *b, const char *xml, const char *rows, bool is_wanted)
{
  bench_write_text(b, "x.csv", arena_printf(b->memory, "%s%s", columns, rows));
  const study *const s = bench_study(b, xml);
  assert_no_message(b);
  units u = units_new(b->memory, s);
  survey_data data;
  assert_true(load_survey(b->memory, s, 0, &u,
                          &(load_options){.threads = 2, .chunk = 64, .with_habits = is_wanted},
                          &b->d, &data));
  survey_release(&data);
  return data.habits;
}

static const char rows[] = "1,A,1,2,3,4,5,1,2,3,4,5,1,.5\n"
                           "2,A,1,2,3,4,5,1,2,3,4,5,1,.5\n" /* again */
                           "3,A,1,2,3,4,5,1,2,3,4,5,1,.5\n" /* and again */
                           "4,B,1,2,3,4,5,1,2,3,4,5,1,.5\n" /* of another unit */
                           "5,A,1,2,3,4,5,1,2,3,4,5,2,.5\n" /* c1 counts where it is an item */
                           "6,A,1,2,3,4,5,1,2,3,4,9,1,.5\n" /* nine answers */
                           "7,A,1,2,3,4,5,1,2,3,4,,1,.5\n"
                           "8,A,3,3,3,3,3,3,3,3,3,3,1,.5\n" /* one answer to all, as exported */
                           "9,A,3,3,3,3,3,3,3,3,3,3,1,.5\n"
                           "10,A,2,2,2,2,2,2,2,2,2,2,5,.5\n"
                           "11,A,2,2,2,2,4,2,2,2,2,4,5,.5\n"  /* one score, and two answers */
                           "12,A,2,2,2,2,2,2,2,2,2,9,5,.5\n"; /* nine */

static void
rows_are_counted(void **state)
{
  bench *const b = *state;
  const habits h = look(b, SURVEY("", ""), rows, true);
  assert_int_equal(h.alike, 10);
  assert_true(h.has_reversed);
  assert_int_equal(h.long_rows, 9);
  assert_int_equal(h.straight, 3);
  assert_int_equal(h.varied, 6);
  assert_int_equal(h.repeated, 3); /* 2, 3 and 5 say what 1 says */
}

/* With one more item of another range and numbers: it is no part of "one answer to all", and of
 * what makes rows differ. */
static void
items_of_other_ranges_are_their_own(void **state)
{
  bench *const b = *state;
  const habits h = look(b,
                        SURVEY("", "<scale id='c' min='0' max='10'><item column='c1'/></scale>"
                                   "<scale id='x' min='0' max='1' values='numbers'><item "
                                   "column='x'/></scale>"),
                        rows, true);
  assert_int_equal(h.alike, 10);
  assert_int_equal(h.straight, 3);
  assert_int_equal(h.varied, 8);   /* rows of nine answers have eleven with c1 and x */
  assert_int_equal(h.repeated, 2); /* 2, 3; 7 has no answer for another reason than 6 has */
}

static void
short_surveys_and_others_are_left_alone(void **state)
{
  bench *const b = *state;
  const char *const nine = STUDY("<survey id='s' side='inside' file='x.csv' unit='u'><scale id='a' "
                                 "min='1' max='5'>" ITEMS("a") "<item column='b1'/><item "
                                                               "column='b2'/><item "
                                                               "column='b3'/><item "
                                                               "column='b4'/></scale></survey>\n");
  habits h = look(b, nine, rows, true);
  assert_int_equal(h.long_rows + h.straight + h.varied + h.repeated, 0);
  h = look(b, SURVEY("", ""), rows, false);
  assert_int_equal(h.long_rows + h.straight + h.varied + h.repeated, 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(rows_are_counted),
      BENCH_TEST(items_of_other_ranges_are_their_own),
      BENCH_TEST(short_surveys_and_others_are_left_alone),
  };
  return cmocka_run_group_tests_name("habits", tests, NULL, NULL);
}
