/* Products of every two items, and what rows without a unit count for, against the long way. */
#include "core.h"

#include "data/gate.h"
#include "data/pairwise.h"

#include <unistd.h>

enum { PEOPLE = 700, K = 5, ABSENT = 999 };

static const int low[K] = {1, 1, 0, 0, -2}, high[K] = {5, 5, 10, 10, 2};
static const bool is_reversed[K] = {false, true, false, true, false};

#define SCALES                                                                                     \
  "<scale id=\"a\" min=\"1\" max=\"5\"><item column=\"q0\"/>"                                      \
  "<item column=\"q1\" reversed=\"yes\"/></scale>\n"                                               \
  "<scale id=\"x\" min=\"0\" max=\"9\" values=\"numbers\"><item column=\"x\"/></scale>\n"          \
  "<scale id=\"b\" min=\"0\" max=\"10\"><item column=\"q2\"/>"                                     \
  "<item column=\"q3\" reversed=\"yes\"/></scale>\n"                                               \
  "<scale id=\"c\" min=\"-2\" max=\"2\"><item column=\"q4\"/></scale>\n"
/* Without a number the sums of the loader are taken as rows are read, by two threads. */
#define CODED_SCALES                                                                               \
  "<scale id=\"a\" min=\"1\" max=\"5\"><item column=\"q0\"/>"                                      \
  "<item column=\"q1\" reversed=\"yes\"/></scale>\n"                                               \
  "<scale id=\"b\" min=\"0\" max=\"10\"><item column=\"q2\"/>"                                     \
  "<item column=\"q3\" reversed=\"yes\"/></scale>\n"                                               \
  "<scale id=\"c\" min=\"-2\" max=\"2\"><item column=\"q4\"/></scale>\n"
#define SURVEY(attributes, scales)                                                                 \
  STUDY("<survey id=\"s\" side=\"inside\" file=\"s.csv\" unit=\"u\" " attributes ">\n" scales      \
        "</survey>\n")

typedef struct person {
  int unit; /* 0: none */
  int code[K];
} person;

static person *
make_people(bench *b)
{
  person *const p = arena_many(b->memory, PEOPLE, person);
  text t = text_new(b->memory);
  dice d = {29};
  text_add(&t, "u,w,x,q0,q1,q2,q3,q4\n");
  for (int i = 0; i < PEOPLE; i++) {
    p[i].unit = (int)dice_below(&d, 8);
    if (p[i].unit)
      text_addf(&t, "u%d", p[i].unit);
    text_add(&t, ",1.5,3");
    for (int j = 0; j < K; j++) {
      const int code = low[j] + (int)dice_below(&d, (uint64_t)(high[j] - low[j] + 1));
      const bool is_absent = dice_below(&d, 5) == 0;
      p[i].code[j] = is_absent ? ABSENT : is_reversed[j] ? low[j] + high[j] - code : code;
      if (is_absent)
        text_add(&t, ",");
      else
        text_addf(&t, ",%d", code);
    }
    text_add(&t, "\n");
  }
  bench_write_text(b, "s.csv", t.at);
  return p;
}

static bool
counts(const person *p, bool keeps_unitless)
{
  bool has_answer = false;
  for (int j = 0; j < K; j++)
    has_answer |= p->code[j] != ABSENT;
  return has_answer && (p->unit || keeps_unitless);
}

static void
check_products(const pairwise_summary *x, const person *p, bool keeps_unitless)
{
  assert_int_equal(x->k, K);
  for (uint32_t i = 0; i < K; i++)
    for (uint32_t j = 0; j < K; j++) {
      int64_t n = 0, sum = 0, square = 0, cross = 0;
      for (int r = 0; r < PEOPLE; r++) {
        const int a = p[r].code[i], c = p[r].code[j];
        if (!counts(&p[r], keeps_unitless) || a == ABSENT || c == ABSENT)
          continue;
        n++;
        sum += a;
        square += a * a;
        cross += a * c;
      }
      assert_int_equal(x->n[i * K + j], n);
      assert_int_equal(x->sum[i * K + j], sum);
      assert_int_equal(x->square[i * K + j], square);
      assert_int_equal(x->cross[i * K + j], cross);
    }
}

static loaded
load_with(bench *b, const char *xml, bool keep_rows, bool with_pairs)
{
  loaded l = {.study = bench_study(b, xml), .fd = -1};
  assert_no_message(b);
  l.units = units_new(b->memory, l.study);
  l.data = arena_many(b->memory, 1, survey_data);
  const load_options options = {
      .threads = 2, .keep_rows = keep_rows, .wishes = {.pairs = with_pairs}, .chunk = 300};
  assert_true(load_survey(b->memory, l.study, 0, &l.units, &options, &b->d, &l.data[0]));
  units_settle(&l.units);
  l.fd = summary_build(b->memory, l.study, &l.units, l.data);
  assert_true(summary_open(b->memory, l.fd, &l.summary));
  return l;
}

static void
products_are_those_of_the_long_way(void **state)
{
  bench *const b = *state;
  const person *const p = make_people(b);
  static const struct {
    const char *xml;
    bool keeps_unitless;
  } studies[] = {
      {SURVEY("", CODED_SCALES), false},
      {SURVEY("without-unit=\"keep\"", CODED_SCALES), true},
      {SURVEY("", SCALES), false}, /* rows are kept, and summed up after */
      {SURVEY("without-unit=\"keep\"", SCALES), true},
      {SURVEY("weight=\"w\"", CODED_SCALES), false}, /* no sums: from the columns */
      {SURVEY("weight=\"w\" without-unit=\"keep\"", SCALES), true},
  };
  for (size_t i = 0; i < sizeof studies / sizeof *studies; i++)
    for (int keep_rows = 0; keep_rows < 2; keep_rows++) {
      loaded l = load_with(b, studies[i].xml, keep_rows, true);
      check_products(&l.summary.pairwise[0], p, studies[i].keeps_unitless);
      survey_release(&l.data[0]);
      loaded_release(&l);
    }
}

static void
nothing_is_multiplied_unasked(void **state)
{
  bench *const b = *state;
  make_people(b);
  loaded l = load_with(b, SURVEY("", CODED_SCALES), false, false);
  assert_int_equal(l.summary.pairwise[0].k, 0);
  survey_release(&l.data[0]);
  loaded_release(&l);
}

static void
rows_without_a_unit_count_among_all(void **state)
{
  bench *const b = *state;
  const person *const p = make_people(b);
  uint64_t unitless = 0, of_three = 0, all = 0;
  for (int r = 0; r < PEOPLE; r++)
    if (counts(&p[r], true)) {
      unitless += !p[r].unit;
      of_three += p[r].unit == 3;
      all++;
    }
  for (int keep_rows = 0; keep_rows < 2; keep_rows++) {
    loaded l = load_with(b, SURVEY("without-unit=\"keep\"", CODED_SCALES), keep_rows, false);
    assert_int_equal(l.data[0].kept, all);
    assert_int_equal(l.data[0].unitless, unitless);
    assert_int_equal(l.data[0].dropped[DROP_NO_UNIT], 0);
    const scale_summary *const a = &l.summary.scales[0];
    const size_t three = unit_slot(&l, "u3"), everybody = l.summary.n_slots - 1;
    uint64_t in_units = 0, expected_all = 0, expected_three = 0;
    for (size_t u = 0; u < everybody; u++)
      in_units += a->answered[u * a->k];
    for (int r = 0; r < PEOPLE; r++)
      if (counts(&p[r], true) && p[r].code[0] != ABSENT) {
        expected_all++;
        expected_three += p[r].unit == 3;
      }
    assert_int_equal(a->answered[everybody * a->k], expected_all);
    assert_int_equal(a->answered[three * a->k], expected_three);
    assert_true(in_units < expected_all);
    survey_release(&l.data[0]);
    loaded_release(&l);
    loaded without = load_with(b, SURVEY("", CODED_SCALES), keep_rows, false);
    assert_int_equal(without.data[0].dropped[DROP_NO_UNIT] >= unitless, true);
    assert_int_equal(without.data[0].unitless, 0);
    survey_release(&without.data[0]);
    loaded_release(&without);
  }
  assert_true(of_three > 0);
}

/* The core counts who answered both, whatever a plugin may say. */
static void
the_gate_counts_who_answered_both(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "s.csv",
                   "u,q0,q1\n"
                   "a,1,\na,2,\na,3,3\na,4,4\na,5,5\na,,1\na,,2\na,,3\n");
  static const char xml[] = SURVEY("", "<scale id=\"a\" min=\"1\" max=\"5\" min-items=\"1\">"
                                       "<item column=\"q0\"/><item column=\"q1\"/></scale>\n");
  loaded l = load_with(b, xml, false, true);
  const about both = {.scale = 1, .item = 1, .with_scale = 1, .with_item = 2};
  const about first = {.scale = 1, .item = 1}, second = {.scale = 1, .item = 2};
  assert_int_equal(gate_ask(&l.summary, first, OM_N_ANSWERED).n, 5);
  assert_false(gate_ask(&l.summary, first, OM_N_ANSWERED).is_withheld);
  assert_int_equal(gate_ask(&l.summary, second, OM_N_ANSWERED).n, 6);
  assert_true(gate_ask(&l.summary, both, OM_N_ANSWERED).is_withheld); /* three */
  survey_release(&l.data[0]);
  loaded_release(&l);
  loaded none = load_with(b, xml, false, false);
  assert_true(gate_ask(&none.summary, both, OM_N_ANSWERED).is_withheld);
  survey_release(&none.data[0]);
  loaded_release(&none);
}

/* Of two units both have to be large enough. */
static void
the_gate_asks_both_units(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "s.csv",
                   "u,q0\na,1\na,2\na,3\na,4\na,5\nb,1\nb,1\nb,1\nb,2\nb,2\nb,3\nc,3\nc,4\n");
  loaded l = load_with(b,
                       SURVEY("", "<scale id=\"a\" min=\"1\" max=\"5\"><item "
                                  "column=\"q0\"/></scale>\n"),
                       false, false);
  const uint32_t a = (uint32_t)unit_slot(&l, "a") + 1, big = (uint32_t)unit_slot(&l, "b") + 1,
                 small = (uint32_t)unit_slot(&l, "c") + 1;
  assert_false(gate_ask(&l.summary, (about){.scale = 1, .unit = a, .with_unit = big}, OM_N_SCORED)
                   .is_withheld);
  assert_int_equal(
      gate_ask(&l.summary, (about){.scale = 1, .unit = big, .with_unit = a}, OM_N_SCORED).n, 5);
  assert_true(gate_ask(&l.summary, (about){.scale = 1, .unit = a, .with_unit = small}, OM_N_SCORED)
                  .is_withheld);
  assert_true(gate_ask(&l.summary, (about){.scale = 1, .unit = small, .with_unit = a}, OM_N_SCORED)
                  .is_withheld);
  survey_release(&l.data[0]);
  loaded_release(&l);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(products_are_those_of_the_long_way),
      BENCH_TEST(nothing_is_multiplied_unasked),
      BENCH_TEST(rows_without_a_unit_count_among_all),
      BENCH_TEST(the_gate_counts_who_answered_both),
      BENCH_TEST(the_gate_asks_both_units),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
