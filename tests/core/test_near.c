/* Names that may be one: suggested, and only where it is clear which are meant. */
#include "core.h"

#include "data/near.h"

#include <time.h>

/* "inside = outside" for each pair, joined by "; ". */
static const char *
near(const bench *b, const char *const *inside, size_t n, const char *const *outside, size_t m)
{
  const near_pairs found = near_find(b->memory, inside, n, outside, m);
  text t = text_new(b->memory);
  for (size_t i = 0; i < found.n; i++)
    text_addf(&t, "%s%s = %s", i ? "; " : "", found.at[i].inside, found.at[i].outside);
  return t.at ? t.at : "";
}

static void
one_name_is_near_to_another(void **state)
{
  const bench *const b = *state;
  static const struct {
    const char *inside, *outside;
    bool is_near;
  } cases[] = {
      {"North", "north", true},
      {"Nord-West", "Nord West", true},
      {"Nordwest", "Nord-West", true},
      {"M\u00FCnchen", "Munchen", true},
      {"M\u00FCnchen", "Muenchen", true},
      {"Branch 07", "Branch 7", true},
      {"0007", "7", true},
      {"Branch 12", "Branch 13", false},
      {"B12", "B13", false},
      {"Filiale Nord", "Nord Filiale", true},
      {"Acme GmbH", "ACME", true},
      {"Acme, Inc.", "Acme Ltd", true},
      {"The Harbour", "Harbour", true},
      {"O'Hare", "O\u2019Hare", true},
      {"Harbor", "Harbour", true},
      {"Manhattan Bridge", "Manhatten Bridge", true},
      {"Customer Service", "Custmoer Sevice", true},
      {"North", "South", false},
      {"East", "West", false},
      {"Region East", "Region West", false},
      {"A", "B", false},
      {"GmbH", "AG", false},
      {"", "", false},
      {"Harbour", "Market", false},
      {"Harbour Market", "Harbour", false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const near_pairs p = near_find(b->memory, &cases[i].inside, 1, &cases[i].outside, 1);
    if ((p.n == 1) != cases[i].is_near)
      fail_msg("\"%s\" and \"%s\": %zu", cases[i].inside, cases[i].outside, p.n);
  }
}

static void
what_could_be_several_is_left_out(void **state)
{
  const bench *const b = *state;
  const char *const one[] = {"Harbour", "Market"};
  const char *const two[] = {"harbour", "HARBOUR", "Markt", "Markets"};
  assert_string_equal(near(b, one, 2, two, 4), "");
  assert_string_equal(near(b, one, 2, two + 1, 2), "Harbour = HARBOUR; Market = Markt");
  const char *const both[] = {"Harbor", "Harbour "};
  const char *const other[] = {"Harbour"};
  assert_string_equal(near(b, both, 2, other, 1), "Harbour  = Harbour");
  assert_string_equal(near(b, one, 0, two, 4), "");
  assert_string_equal(near(b, one, 2, two, 0), "");
}

static void
ten_thousand_names_take_a_moment(void **state)
{
  enum { N = 10000 };
  const bench *const b = *state;
  const char **const inside = arena_many(b->memory, N, const char *);
  const char **const outside = arena_many(b->memory, N, const char *);
  for (int i = 0; i < N; i++) {
    inside[i] = arena_printf(b->memory, "Branch office number %05d", i);
    outside[i] =
        arena_printf(b->memory, i % 2 ? "branch-office no. %05d" : "Branch  OFFICE number %d", i);
  }
  const clock_t before = clock();
  const near_pairs p = near_find(b->memory, inside, N, outside, N);
  assert_int_equal(p.n, N / 2);
  assert_true((clock() - before) / CLOCKS_PER_SEC < 5);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(one_name_is_near_to_another),
      BENCH_TEST(what_could_be_several_is_left_out),
      BENCH_TEST(ten_thousand_names_take_a_moment),
  };
  return cmocka_run_group_tests_name("near", tests, NULL, NULL);
}
