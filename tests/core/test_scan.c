/* The scan: every version finds the same, and what it finds is what the records say. */
#include "core.h"

#include "import/records.h"
#include "import/scan.h"

enum { LONGEST = 3000, MOST = LONGEST + 2 };

typedef struct room {
  uint8_t text[LONGEST + 2 * SCAN_PADDING], cells[LONGEST + 64];
  uint64_t ends[LONGEST / 64 + 2];
  uint32_t records[MOST], first_cell[MOST];
} room;

static scan
run(room *r, scan_fn *fn, const char *text, size_t n)
{
  memset(r, 0x5A, sizeof *r);
  memset(r->text, '\n', SCAN_PADDING);
  memcpy(r->text + SCAN_PADDING, text, n);
  memset(r->text + SCAN_PADDING + n, 0, SCAN_PADDING);
  scan s = {.text = r->text + SCAN_PADDING,
            .n = n,
            .delimiter = ',',
            .cells = r->cells,
            .ends = r->ends,
            .records = r->records,
            .first_cell = r->first_cell,
            .most_records = MOST - 1};
  fn(&s);
  return s;
}

/* Text of pieces that structure is made of, in all proportions. */
static size_t
make_text(dice *d, char *text, bool is_wild)
{
  static const char *const tame[] = {
      "1",     "5",    ",",        ",",        "\n",  "\r\n",     "10",
      "\"4\"", "\"\"", ",\"a,b\"", "\xC3\xA9", "abc", ",\"x\n\"", ",\"say \"\"o\"\"\"",
      ",,,"};
  static const char *const wild[] = {"\"", "\r", "\"\"", "x\"", "\"x", "\xFF"};
  const size_t wanted = dice_below(d, LONGEST - 20);
  size_t n = 0;
  while (n < wanted) {
    const char *const piece = is_wild && dice_below(d, 4) == 0
                                  ? wild[dice_below(d, sizeof wild / sizeof *wild)]
                                  : tame[dice_below(d, sizeof tame / sizeof *tame)];
    memcpy(text + n, piece, strlen(piece));
    n += strlen(piece);
    if (!is_wild || dice_below(d, 3))
      text[n++] = dice_below(d, 8) ? ',' : '\n';
  }
  if (is_wild && n && dice_below(d, 20) == 0)
    text[dice_below(d, n)] = '\0';
  return n;
}

static void
every_version_finds_the_same(void **state)
{
  (void)state;
  static room plain, other;
  dice d = {11};
  char text[LONGEST];
  for (int round = 0; round < 4000; round++) {
    const size_t n = make_text(&d, text, round % 2);
    scan_fn *const *const all = scan_all();
    const scan a = run(&plain, all[0], text, n);
    for (size_t v = 1; all[v]; v++) {
      const scan b = run(&other, all[v], text, n);
      assert_int_equal(a.is_odd, b.is_odd);
      if (a.is_odd)
        continue;
      assert_int_equal(a.n_cells, b.n_cells);
      assert_int_equal(a.n_records, b.n_records);
      assert_int_equal(a.n_feeds, b.n_feeds);
      assert_int_equal(a.has_high, b.has_high);
      assert_memory_equal(a.cells, b.cells, a.n_cells);
      assert_memory_equal(a.ends, b.ends, (n / 64 + 1) * sizeof *a.ends);
      assert_memory_equal(a.records, b.records, (a.n_records + 1) * sizeof *a.records);
      assert_memory_equal(a.first_cell, b.first_cell, (a.n_records + 1) * sizeof *a.records);
    }
  }
}

/* A cell as its bytes stand in the text, as the plain reader gives it. */
static void
compare_cell(const uint8_t *at, size_t n, span cell, uint8_t told)
{
  if (n && at[n - 1] == '\r')
    n--;
  const bool is_quoted = n > 1 && at[0] == '"';
  if (is_quoted) {
    at++;
    n -= 2;
  }
  char plain[LONGEST];
  size_t m = 0;
  for (size_t i = 0; i < n; i++) {
    plain[m++] = (char)at[i];
    i += is_quoted && at[i] == '"';
  }
  assert_int_equal(m, cell.n);
  assert_memory_equal(plain, cell.at, m);
  if (told == SCAN_EMPTY)
    assert_int_equal(m, 0);
  else if (told != SCAN_LONG && told != '\r')
    assert_true(m == 1 && (uint8_t)plain[0] == told);
}

static void
what_is_found_is_what_the_records_say(void **state)
{
  bench *const b = *state;
  static room space;
  dice d = {12};
  char text[LONGEST];
  size_t n_odd = 0;
  for (int round = 0; round < 1000; round++) {
    size_t n = make_text(&d, text, round % 4 == 0);
    text[n++] = '\n';
    const scan s = run(&space, scan_best(), text, n);
    n_odd += s.is_odd;
    if (s.is_odd || utf8_check(text, n) < n)
      continue;
    records r = records_new(b->memory, (span){text, n}, true, ',', 1);
    for (size_t i = 0; i < s.n_records; i++) {
      assert_int_equal(s.records[i], r.at);
      assert_int_equal(records_next(&r), RECORD_ROW);
      assert_int_equal(s.first_cell[i + 1] - s.first_cell[i], r.n_cells);
      for (size_t j = 0; j < r.n_cells; j++) {
        const uint8_t *at;
        const size_t length = scan_cell(&s, i, j, &at);
        compare_cell(at, length, r.cells[j], s.cells[s.first_cell[i] + j]);
      }
    }
  }
  assert_in_range(n_odd, 1, 500);
}

static void
what_only_a_careful_reader_can_judge_is_odd(void **state)
{
  (void)state;
  static room space;
  static const struct {
    const char *text;
    bool is_odd;
  } cases[] = {
      {"1,2\n", false},
      {"1,2\r\n", false},
      {"\"1\",\"\"\n", false},
      {"\"a\"\"b\"\n", false},
      {"\"a\r\nb\",1\r\n", false},
      {"5\" x,1\n", true},
      {"\"a\"b,1\n", true},
      {"a\rb\n", true},
      {"a,\"b\" ,c\n", true},
      {"a,b\r", false},
  };
  for (size_t v = 0; scan_all()[v]; v++) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
      assert_int_equal(run(&space, scan_all()[v], cases[i].text, strlen(cases[i].text)).is_odd,
                       cases[i].is_odd);
    assert_true(run(&space, scan_all()[v], "a\0b\n", 4).is_odd);
  }
}

static void
more_records_than_there_is_room_for_are_odd(void **state)
{
  (void)state;
  static room space;
  for (size_t v = 0; scan_all()[v]; v++) {
    scan s = run(&space, scan_all()[v], "1\n2\n3\n", 6);
    s.most_records = 2;
    scan_all()[v](&s);
    assert_true(s.is_odd);
    s.most_records = 3;
    scan_all()[v](&s);
    assert_false(s.is_odd);
    assert_int_equal(s.n_records, 3);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(every_version_finds_the_same),
      BENCH_TEST(what_is_found_is_what_the_records_say),
      BENCH_TEST(what_only_a_careful_reader_can_judge_is_odd),
      BENCH_TEST(more_records_than_there_is_room_for_are_odd),
  };
  return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
