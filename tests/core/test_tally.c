/* Sums, moments and scores of every unit against arithmetic done the long way. */
#include "core.h"

#include "base/xml.h"

#include <math.h>

typedef __int128 wide;

enum { PEOPLE = 600, UNITS = 9, PARENTS = 3, K = 4, ABSENT = 999 };

/* Who answered what, as the loader should hold it: reverse-coded, ABSENT when missing. */
typedef struct person {
  int unit, weight; /* UNITS - 1 has no parent */
  int code[K];
  double number[2];
} person;

static const int low[K] = {1, 1, 0, -2}, high[K] = {5, 5, 3, 5};
static const bool is_reversed[K] = {false, true, true, false};

static const char xml[] =
    STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\" unit=\"u\" parent=\"p\" weight=\"w\">\n"
          "<missing code=\"99\"/>\n"
          "<scale id=\"codes\" min=\"-2\" max=\"5\" min-items=\"3\">\n"
          "<item column=\"q0\" min=\"1\"/><item column=\"q1\" min=\"1\" reversed=\"yes\"/>\n"
          "<item column=\"q2\" min=\"0\" max=\"3\" reversed=\"yes\"/><item "
          "column=\"q3\"/></scale>\n"
          "<scale id=\"numbers\" min=\"-100\" max=\"100\" values=\"numbers\" min-items=\"1\">\n"
          "<item column=\"x\"/><item column=\"y\" reversed=\"yes\"/></scale>\n"
          "</survey>\n");

/* People, and their export. */
static person *
make_people(const bench *b, text *export)
{
  person *const p = arena_many(b->memory, PEOPLE, person);
  dice d = {71};
  text_add(export, "u,p,w,q0,q1,q2,q3,x,y\n");
  for (int i = 0; i < PEOPLE; i++) {
    p[i].unit = (int)dice_below(&d, UNITS);
    p[i].weight = 1 + (int)dice_below(&d, 9);
    text_addf(export, "u%d,%s,0.%d", p[i].unit,
              p[i].unit == UNITS - 1 ? "" : arena_printf(b->memory, "p%d", p[i].unit % PARENTS),
              p[i].weight);
    for (int j = 0; j < K; j++) {
      const int code = low[j] + (int)dice_below(&d, (uint64_t)(high[j] - low[j] + 1));
      const bool is_absent = dice_below(&d, 6) == 0;
      p[i].code[j] = is_absent ? ABSENT : is_reversed[j] ? low[j] + high[j] - code : code;
      text_addf(export, is_absent ? ",99" : ",%d", code);
    }
    for (int j = 0; j < 2; j++) {
      const int tenths = (int)dice_below(&d, 1800) - 900;
      const bool is_absent = dice_below(&d, 6) == 0;
      const double x = tenths / 10.0;
      p[i].number[j] = is_absent ? NAN : j ? -x : x; /* reversed: -100 + 100 - x */
      if (is_absent)
        text_add(export, ",");
      else
        text_addf(export, ",%s%d.%d", tenths < 0 ? "-" : "", abs(tenths) / 10, abs(tenths) % 10);
    }
    text_add(export, "\n");
  }
  return p;
}

/* Whether the person belongs to the slot: a unit, a parent, or everybody. */
static bool
is_in(const loaded *l, size_t slot, const person *p)
{
  if (slot + 1 == l->summary.n_slots)
    return true;
  const char *const id = l->summary.study->units[slot]->id;
  const int number = id[1] - '0';
  return id[0] == 'u' ? p->unit == number : p->unit < UNITS - 1 && p->unit % PARENTS == number;
}

static bool
is_complete(const person *p)
{
  for (int j = 0; j < K; j++)
    if (p->code[j] == ABSENT)
      return false;
  return true;
}

static loaded
load_people(bench *b, person **people)
{
  text t = text_new(b->memory);
  *people = make_people(b, &t);
  bench_write_text(b, "a.csv", t.at);
  const loaded l = bench_load(b, xml);
  assert_no_message(b);
  assert_int_equal(l.summary.n_slots, UNITS + PARENTS + 1);
  return l;
}

/* --- codes ----------------------------------------------------------------------------------- */

static void
counts_and_sums_of_codes_are_exact(void **state)
{
  bench *const b = *state;
  person *people;
  loaded l = load_people(b, &people);
  const scale_summary *const s = &l.summary.scales[0];
  assert_int_equal(s->first_code, -2);
  assert_int_equal(s->n_codes, 8);
  for (size_t slot = 0; slot < l.summary.n_slots; slot++) {
    uint64_t complete = 0, answered[K] = {0}, counts[2][K][8] = {0};
    int64_t sum[K] = {0}, cross[K * (K + 1) / 2] = {0};
    for (int i = 0; i < PEOPLE; i++) {
      const person *const p = &people[i];
      if (!is_in(&l, slot, p))
        continue;
      complete += is_complete(p);
      for (int j = 0, at = 0; j < K; j++) {
        if (p->code[j] == ABSENT)
          continue;
        answered[j]++;
        counts[0][j][p->code[j] + 2]++;
        if (!is_complete(p))
          continue;
        counts[1][j][p->code[j] + 2]++;
        sum[j] += p->code[j];
        for (int k = j; k < K; k++)
          cross[at++] += p->code[j] * p->code[k];
      }
    }
    assert_int_equal(s->complete[slot], complete);
    assert_memory_equal(&s->answered[slot * K], answered, sizeof answered);
    assert_memory_equal(&s->sum[slot * K], sum, sizeof sum);
    assert_memory_equal(&s->cross[slot * s->n_pairs], cross, sizeof cross);
    assert_memory_equal(&s->counts_all[slot * K * 8], counts[0], sizeof counts[0]);
    assert_memory_equal(&s->counts_complete[slot * K * 8], counts[1], sizeof counts[1]);
    for (int j = 0, at = 0; j < K; j++) {
      assert_close(s->mean[slot * K + j], (double)sum[j] / (double)complete, 1e-15, 0);
      for (int k = j; k < K; k++, at++) {
        const wide scaled = (wide)complete * cross[at] - (wide)sum[j] * sum[k];
        assert_close(s->sscp[slot * s->n_pairs + at], (double)scaled / (double)complete, 1e-15, 0);
      }
    }
  }
  loaded_release(&l);
}

/* Scores in twelfths: total / m is whole for m = 1 to 4. */
static void
scores_of_codes_are_means_of_enough_items(void **state)
{
  bench *const b = *state;
  person *people;
  loaded l = load_people(b, &people);
  const scale_summary *const s = &l.summary.scales[0];
  for (size_t slot = 0; slot < l.summary.n_slots; slot++) {
    uint64_t n = 0;
    wide sum = 0, squares = 0, weights = 0, weights_squared = 0, weighted = 0;
    for (int i = 0; i < PEOPLE; i++) {
      const person *const p = &people[i];
      int m = 0, total = 0;
      for (int j = 0; j < K; j++)
        if (p->code[j] != ABSENT) {
          m++;
          total += p->code[j];
        }
      if (!is_in(&l, slot, p) || m < 3)
        continue;
      const int score = total * 12 / m;
      n++;
      sum += score;
      squares += score * score;
      weights += p->weight;
      weights_squared += p->weight * p->weight;
      weighted += p->weight * score;
    }
    assert_int_equal(s->n[slot], n);
    assert_close(s->plain_score[slot], (double)sum / (12.0 * (double)n), 1e-15, 0);
    assert_close(s->score_ss[slot], (double)(n * squares - sum * sum) / (144.0 * (double)n), 1e-15,
                 0);
    /* Weights such as 0.7 are no doubles, so these two are close only. */
    assert_close(s->score[slot], (double)weighted / (12.0 * (double)weights), 1e-14, 1e-15);
    assert_close(s->effective_n[slot], (double)(weights * weights) / (double)weights_squared, 1e-14,
                 0);
  }
  loaded_release(&l);
}

/* --- numbers --------------------------------------------------------------------------------- */

static void
moments_and_scores_of_numbers_hold_15_digits(void **state)
{
  bench *const b = *state;
  person *people;
  loaded l = load_people(b, &people);
  const scale_summary *const s = &l.summary.scales[1];
  assert_null(s->sum);
  assert_null(s->cross);
  assert_null(s->counts_all);
  for (size_t slot = 0; slot < l.summary.n_slots; slot++) {
    uint64_t complete = 0, n = 0, answered[2] = {0};
    long double sum[2] = {0}, total = 0, ss = 0, sscp[3] = {0};
    for (int i = 0; i < PEOPLE; i++) {
      const double x = people[i].number[0], y = people[i].number[1];
      if (!is_in(&l, slot, &people[i]))
        continue;
      answered[0] += !isnan(x);
      answered[1] += !isnan(y);
      if (!isnan(x) && !isnan(y)) {
        complete++;
        sum[0] += x;
        sum[1] += y;
      }
      if (isnan(x) && isnan(y))
        continue;
      n++;
      total += isnan(x) ? y : isnan(y) ? x : (x + y) / 2;
    }
    const long double mean[2] = {sum[0] / complete, sum[1] / complete};
    for (int i = 0; i < PEOPLE; i++) {
      const double x = people[i].number[0], y = people[i].number[1];
      if (!is_in(&l, slot, &people[i]) || (isnan(x) && isnan(y)))
        continue;
      const long double score = isnan(x) ? y : isnan(y) ? x : (x + y) / 2;
      ss += (score - total / n) * (score - total / n);
      if (isnan(x) || isnan(y))
        continue;
      sscp[0] += (x - mean[0]) * (x - mean[0]);
      sscp[1] += (x - mean[0]) * (y - mean[1]);
      sscp[2] += (y - mean[1]) * (y - mean[1]);
    }
    assert_int_equal(s->complete[slot], complete);
    assert_int_equal(s->n[slot], n);
    assert_memory_equal(&s->answered[slot * 2], answered, sizeof answered);
    for (int j = 0; j < 2; j++)
      assert_close(s->mean[slot * 2 + j], (double)mean[j], 1e-14, 1e-15);
    for (int j = 0; j < 3; j++)
      assert_close(s->sscp[slot * 3 + j], (double)sscp[j], 1e-13, 1e-10);
    assert_close(s->plain_score[slot], (double)(total / n), 1e-14, 1e-15);
    assert_close(s->score_ss[slot], (double)ss, 1e-14, 0);
  }
  loaded_release(&l);
}

/* NIST's NumAcc4, through the whole way from the export.  test_exact.c has the integer arithmetic
 * that these doubles truly give. */
static void
a_large_mean_does_not_swallow_the_variance(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "x\n10000000.2\n");
  for (int i = 0; i < 500; i++)
    text_add(&t, "10000000.1\n10000000.3\n");
  bench_write_text(b, "a.csv", t.at);
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n"
                                 "<scale id=\"s\" min=\"0\" max=\"20000000\" values=\"numbers\">"
                                 "<item column=\"x\"/></scale></survey>\n"));
  assert_no_message(b);
  const scale_summary *const s = &l.summary.scales[0];
  const double scale = 0x1p29; /* these doubles are whole multiples of 2^-29 */
  wide sum = 0, squares = 0;
  for (int i = 0; i < 1001; i++) {
    const wide x = (wide)((i == 0 ? 10000000.2 : i % 2 ? 10000000.1 : 10000000.3) * scale);
    sum += x;
    squares += x * x;
  }
  const wide scaled = (wide)((unsigned __int128)1001 * (unsigned __int128)squares -
                             (unsigned __int128)sum * (unsigned __int128)sum);
  assert_close(s->score_ss[0], (double)scaled / 1001 / (scale * scale), 1e-15, 0);
  assert_close(s->sscp[0], s->score_ss[0], 1e-15, 0);
  assert_close(s->mean[0], 10000000.2, 1e-15, 0);
  assert_close(sqrt(s->score_ss[0] / 1000), .1, 1e-7, 0);
  loaded_release(&l);
}

static void
a_small_item_beside_large_ones_counts(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "a.csv", "x,y,z\n1e16,3,-1e16\n-1e16,1e16,6\n");
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n"
                                 "<scale id=\"s\" min=\"-100000000000000000\" "
                                 "max=\"100000000000000000\" values=\"numbers\"><item "
                                 "column=\"x\"/>"
                                 "<item column=\"y\"/><item column=\"z\"/></scale></survey>\n"));
  assert_no_message(b);
  assert_true(l.summary.scales[0].score[0] == 1.5); /* of 1 and 2 */
  assert_true(l.summary.scales[0].score_ss[0] == .5);
  loaded_release(&l);
}

static void
equal_answers_have_no_variance_at_all(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "x,y,q,r\n");
  for (int i = 0; i < 37; i++)
    text_add(&t, "0.1,0.7,3,4\n");
  bench_write_text(b, "a.csv", t.at);
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n"
                                 "<scale id=\"s\" min=\"0\" max=\"1\" values=\"numbers\">"
                                 "<item column=\"x\"/><item column=\"y\"/></scale>\n"
                                 "<scale id=\"t\" min=\"1\" max=\"5\">"
                                 "<item column=\"q\"/><item column=\"r\"/></scale></survey>\n"));
  assert_no_message(b);
  for (int i = 0; i < 2; i++) {
    assert_true(l.summary.scales[i].score_ss[0] == 0);
    assert_true(l.summary.scales[i].sscp[0] == 0);
    assert_true(l.summary.scales[i].sscp[2] == 0);
    assert_true(fabs(l.summary.scales[i].sscp[1]) < 1e-15);
  }
  loaded_release(&l);
}

/* --- rules ----------------------------------------------------------------------------------- */

/* Nobody gave a 1 or a 5.  From the observed range 2 to 4 the reversed mean would be 3.25. */
static void
reversal_follows_the_declared_range(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "a.csv", "q,x\n2,20\n3,30\n2,20\n4,40\n");
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n"
                                 "<scale id=\"s\" min=\"0\" max=\"7\"><item column=\"q\" min=\"1\" "
                                 "max=\"7\" "
                                 "reversed=\"yes\"/></scale>\n"
                                 "<scale id=\"t\" min=\"0\" max=\"100\" values=\"numbers\">"
                                 "<item column=\"x\" reversed=\"yes\"/></scale></survey>\n"));
  assert_no_message(b);
  assert_true(l.summary.scales[0].score[0] == 8 - 2.75);
  assert_true(l.summary.scales[1].score[0] == 100 - 27.5);
  loaded_release(&l);
}

static void
a_score_needs_min_items(void **state)
{
  bench *const b = *state;
  static const char export[] = "a,b,c\n1,1,1\n2,4,\n5,,\n,,3\n";
  static const struct {
    const char *min_items;
    uint64_t n;
    double mean;
  } cases[] = {{"", 2, 2},
               {" min-items=\"1\"", 4, 3},
               {" min-items=\"2\"", 2, 2},
               {" min-items=\"3\"", 1, 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    bench_write_text(b, "a.csv", export);
    loaded l = bench_load(b, arena_printf(b->memory,
                                          STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\">\n"
                                                "<scale id=\"s\" min=\"1\" max=\"5\"%s><item "
                                                "column=\"a\"/><item column=\"b\"/>"
                                                "<item column=\"c\"/></scale></survey>\n"),
                                          cases[i].min_items));
    assert_no_message(b);
    assert_int_equal(l.summary.scales[0].n[0], cases[i].n);
    assert_close(l.summary.scales[0].score[0], cases[i].mean, 1e-15, 0);
    assert_int_equal(l.summary.scales[0].complete[0], 1);
    loaded_release(&l);
  }
}

static void
nobody_is_nan_and_not_zero(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "a.csv", "u,q,r\nN,1,\nS,2,3\n");
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\" unit=\"u\">\n"
                                 "<scale id=\"s\" min=\"1\" max=\"5\"><item "
                                 "column=\"r\"/></scale>\n"
                                 "<scale id=\"t\" min=\"1\" max=\"5\"><item "
                                 "column=\"q\"/></scale></survey>\n"));
  const scale_summary *const s = &l.summary.scales[0];
  assert_int_equal(s->n[0], 0);
  assert_int_equal(s->complete[0], 0);
  assert_true(isnan(s->score[0]) && isnan(s->score_ss[0]) && isnan(s->plain_score[0]));
  assert_true(isnan(s->mean[0]) && isnan(s->sscp[0]));
  assert_true(s->effective_n[0] == 0);
  loaded_release(&l);
}

/* --- everything adds up ---------------------------------------------------------------------- */

static void
units_add_up_to_parents_and_everybody(void **state)
{
  bench *const b = *state;
  person *people;
  loaded l = load_people(b, &people);
  const scale_summary *const s = &l.summary.scales[0];
  const size_t all = l.summary.n_slots - 1;
  for (size_t slot = UNITS; slot < l.summary.n_slots; slot++) {
    uint64_t complete = 0, n = 0, answered = 0, counts = 0;
    int64_t sum = 0, cross = 0;
    for (uint32_t i = 0; i < UNITS; i++) {
      const om_unit *const unit = l.summary.study->units[i];
      if (slot != all && (!unit->parent || unit->parent->index != slot))
        continue;
      complete += s->complete[i];
      n += s->n[i];
      for (uint32_t j = 0; j < K; j++) {
        answered += s->answered[i * K + j];
        sum += s->sum[i * K + j];
      }
      for (uint32_t j = 0; j < s->n_pairs; j++)
        cross += s->cross[i * s->n_pairs + j];
      for (uint32_t j = 0; j < K * s->n_codes; j++)
        counts += s->counts_all[i * K * s->n_codes + j];
    }
    assert_int_equal(s->complete[slot], complete);
    assert_int_equal(s->n[slot], n);
    for (uint32_t j = 0; j < K; j++) {
      answered -= s->answered[slot * K + j];
      sum -= s->sum[slot * K + j];
    }
    for (uint32_t j = 0; j < s->n_pairs; j++)
      cross -= s->cross[slot * s->n_pairs + j];
    for (uint32_t j = 0; j < K * s->n_codes; j++)
      counts -= s->counts_all[slot * K * s->n_codes + j];
    assert_true(answered == 0 && sum == 0 && cross == 0 && counts == 0);
  }
  loaded_release(&l);
}

/* Rows dealt to slots and joined again give the same bits as one slot. */
static void
joined_slots_equal_one_slot(void **state)
{
  bench *const b = *state;
  const study *const s = bench_study(b, xml);
  enum { N = 500, SLOTS = 7 };
  dice d = {73};
  int8_t codes[K][N];
  double numbers[2][N];
  answers code_columns[K], number_columns[2];
  for (int j = 0; j < K; j++) {
    code_columns[j] = (answers){.codes = codes[j]};
    for (int i = 0; i < N; i++)
      codes[j][i] = (int8_t)(dice_below(&d, 5)
                                 ? low[j] + (int)dice_below(&d, (uint64_t)(high[j] - low[j] + 1))
                                 : OM_BLANK);
  }
  for (int j = 0; j < 2; j++) {
    number_columns[j] = (answers){.numbers = numbers[j]};
    for (int i = 0; i < N; i++)
      numbers[j][i] = dice_below(&d, 5) ? ldexp((double)(dice_next(&d) >> 20), -40 - i % 9) : NAN;
  }
  for (int scale = 0; scale < 2; scale++) {
    const answers *const columns = scale ? number_columns : code_columns;
    tally parts = tally_new(b->memory, &s->scales[scale], true, SLOTS);
    tally whole = tally_new(b->memory, &s->scales[scale], true, 1);
    for (uint64_t row = 0; row < N; row++) {
      tally_row(&parts, dice_below(&d, SLOTS), columns, row, 0.1 + (double)(row % 50));
      const uint64_t last = N - 1 - row;
      tally_row(&whole, 0, columns, last, 0.1 + (double)(last % 50));
    }
    for (size_t i = 1; i < SLOTS; i++)
      tally_join(&parts, 0, i);
    double mean[2][K], sscp[2][K * (K + 1) / 2];
    tally_moments(&parts, 0, mean[0], sscp[0]);
    tally_moments(&whole, 0, mean[1], sscp[1]);
    assert_memory_equal(mean[0], mean[1], parts.k * sizeof(double));
    assert_memory_equal(sscp[0], sscp[1], parts.n_pairs * sizeof(double));
    const score_moments a = tally_scores(&parts, 0), w = tally_scores(&whole, 0);
    assert_int_equal(a.n, w.n);
    assert_true(a.mean == w.mean && a.ss == w.ss && a.plain_mean == w.plain_mean &&
                a.effective_n == w.effective_n);
  }
}

/* Published figures: each unit has one, and the moments are over the units. */
static void
figures_have_moments_over_units(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "a.csv", "u,x,y\nA,1,2\nB,2,4\nC,3,9\nD,4,\n");
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" level=\"unit\" public=\"yes\" "
                                 "unit=\"u\" "
                                 "file=\"a.csv\">\n"
                                 "<scale id=\"s\" min=\"0\" max=\"10\"><item column=\"x\"/><item "
                                 "column=\"y\"/>"
                                 "</scale></survey>\n"));
  assert_no_message(b);
  const scale_summary *const s = &l.summary.scales[0];
  const size_t all = l.summary.n_slots - 1;
  assert_int_equal(s->complete[all], 3);
  assert_int_equal(s->n[all], 4);
  assert_true(s->mean[all * 2] == 2 && s->mean[all * 2 + 1] == 5);
  assert_true(s->sscp[all * 3] == 2 && s->sscp[all * 3 + 1] == 7 && s->sscp[all * 3 + 2] == 26);
  assert_true(s->score[0] == 1.5 && s->score[3] == 4);
  loaded_release(&l);
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(counts_and_sums_of_codes_are_exact),
      BENCH_TEST(scores_of_codes_are_means_of_enough_items),
      BENCH_TEST(moments_and_scores_of_numbers_hold_15_digits),
      BENCH_TEST(a_large_mean_does_not_swallow_the_variance),
      BENCH_TEST(a_small_item_beside_large_ones_counts),
      BENCH_TEST(equal_answers_have_no_variance_at_all),
      BENCH_TEST(reversal_follows_the_declared_range),
      BENCH_TEST(a_score_needs_min_items),
      BENCH_TEST(nobody_is_nan_and_not_zero),
      BENCH_TEST(units_add_up_to_parents_and_everybody),
      BENCH_TEST(joined_slots_equal_one_slot),
      BENCH_TEST(figures_have_moments_over_units),
  };
  return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
