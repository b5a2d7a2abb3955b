/* Sums over rows: every version gives what adding up one row after the other gives. */
#include "core.h"

#include "data/sums_pairs.h"

typedef struct sample {
  sums_layout layout;
  uint8_t *rows;
  uint32_t *unit;
  size_t n, n_units;
} sample;

/* Rows of three scales; some answers missing, some rows without any. */
static sample
make_sample(bench *b, dice *d, size_t n, size_t n_units)
{
  static const uint32_t k[] = {5, 1, 9}, n_codes[] = {5, 11, 7}, min_items[] = {3, 1, 5};
  sample s = {.layout = sums_layout_new(b->memory, 3, k, n_codes, min_items),
              .n = n,
              .n_units = n_units,
              .unit = arena_many(b->memory, n, uint32_t)};
  s.rows = arena_alloc(b->memory, n, s.layout.width);
  memset(s.rows, 0xFF, n * s.layout.width);
  for (size_t r = 0; r < n; r++) {
    s.unit[r] = (uint32_t)dice_below(d, n_units);
    const uint64_t missing_of = dice_below(d, 10) ? 40 : 2;
    for (uint32_t i = 0; i < s.layout.n_scales; i++)
      for (uint32_t j = 0; j < k[i]; j++)
        s.rows[r * s.layout.width + s.layout.scales[i].first_cell + j] =
            dice_below(d, missing_of) == 0 ? (uint8_t)(255 - dice_below(d, 25))
                                           : (uint8_t)dice_below(d, n_codes[i]);
  }
  return s;
}

/* What one row after the other adds up to. */
static uint64_t *
plainly(bench *b, const sample *s, size_t unit)
{
  uint64_t *const record = arena_many(b->memory, s->layout.record, uint64_t);
  for (size_t r = 0; r < s->n; r++)
    record[0] += s->unit[r] == unit;
  for (size_t r = 0; r < s->n; r++)
    for (uint32_t i = 0; s->unit[r] == unit && i < s->layout.n_scales; i++)
      sums_row(&s->layout.scales[i], s->rows + r * s->layout.width + s->layout.scales[i].first_cell,
               record);
  return record;
}

static void
a_row_adds_to_its_record(void **state)
{
  bench *const b = *state;
  const uint32_t k = 3, n_codes = 4, least = 2;
  const sums_layout l = sums_layout_new(b->memory, 1, &k, &n_codes, &least);
  const sums_scale *const s = l.scales;
  uint64_t *const record = arena_many(b->memory, l.record, uint64_t);
  const uint8_t whole[] = {3, 0, 2}, part[] = {3, 255, 1}, one[] = {250, 2, 231},
                none[] = {228, 255, 240};
  sums_row(s, whole, record);
  sums_row(s, part, record);
  sums_row(s, one, record);
  sums_row(s, none, record);
  assert_int_equal(record[s->complete], 1);
  const uint64_t all[] = {0, 0, 0, 2, 1, 0, 1, 0, 0, 1, 1, 0},
                 of_whole[] = {0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0}, cross[] = {0, 6, 0},
                 parts[] = {1, 2, 4, 1, 4, 16};
  assert_memory_equal(record + s->all, all, sizeof all);
  assert_memory_equal(record + s->whole, of_whole, sizeof of_whole);
  assert_memory_equal(record + s->cross, cross, sizeof cross);
  assert_memory_equal(record + s->part, parts, sizeof parts);
}

static void
every_version_gives_the_same(void **state)
{
  bench *const b = *state;
  dice d = {21};
  for (size_t n = 1; n <= 64; n += 3) {
    const sample s = make_sample(b, &d, n, 1);
    uint8_t *const panel = arena_alloc(b->memory, s.layout.width, SUMS_PANEL);
    memset(panel, 0xFF, (size_t)s.layout.width * SUMS_PANEL);
    for (size_t r = 0; r < n; r++)
      for (uint32_t c = 0; c < s.layout.n_cells; c++)
        panel[(size_t)c * SUMS_PANEL + r] = s.rows[r * s.layout.width + c];
    const uint64_t *const right = plainly(b, &s, 0);
    uint8_t *const clear = arena_alloc(b->memory, s.layout.width, SUMS_PANEL);
    memcpy(clear, panel, (size_t)s.layout.width * SUMS_PANEL);
    sums_clear_missing(clear, s.layout.n_cells, SUMS_LANES);
    sums_pairs *const pairs = sums_new(b->memory, &s.layout, (sums_wishes){.pairs = true}).pairs;
    sums_all()[0]->cross(clear, SUMS_LANES, pairs);
    sums_all()[0]->lack(s.rows, n, pairs);
    for (size_t v = 0; sums_all()[v]; v++) {
      uint64_t *const record = arena_many(b->memory, s.layout.record, uint64_t);
      for (uint32_t i = 0; i < s.layout.n_scales; i++) {
        const sums_block block = {panel + (size_t)s.layout.scales[i].first_cell * SUMS_PANEL,
                                  (uint32_t)n};
        sums_all()[v]->scale(&s.layout.scales[i], &block, record);
      }
      record[0] = right[0]; /* that of sums_add */
      assert_memory_equal(record, right, s.layout.record * sizeof *record);
      sums_pairs *const other = sums_new(b->memory, &s.layout, (sums_wishes){.pairs = true}).pairs;
      sums_all()[v]->cross(clear, SUMS_LANES, other);
      sums_all()[v]->lack(s.rows, n, other);
      const size_t k = pairs->k;
      assert_memory_equal(other->cross, pairs->cross, k * k * sizeof *pairs->cross);
      assert_memory_equal(other->recent, pairs->recent,
                          3 * k * pairs->width * sizeof *pairs->recent);
    }
  }
}

/* Over the rows that answered both, for every two items. */
static void
check_products(bench *b, const sums *all, const sample *s)
{
  const uint32_t k = s->layout.n_cells;
  const sums_product *const found = sums_products(b->memory, all);
  for (uint32_t i = 0; i < k; i++)
    for (uint32_t j = 0; j < k; j++) {
      sums_product right = {0};
      for (size_t r = 0; r < s->n; r++) {
        const uint8_t x = s->rows[r * s->layout.width + i], y = s->rows[r * s->layout.width + j];
        if (x >= SUMS_MISSING || y >= SUMS_MISSING)
          continue;
        right.n++;
        right.sum += x;
        right.square += (uint64_t)x * x;
        right.cross += (uint64_t)x * y;
      }
      assert_memory_equal(&found[i * k + j], &right, sizeof right);
    }
}

static void
batches_add_up_by_unit(void **state)
{
  bench *const b = *state;
  dice d = {22};
  static const size_t n_units[] = {1, 3, 70, 900};
  for (size_t i = 0; i < sizeof n_units / sizeof *n_units; i++) {
    const sample s = make_sample(b, &d, 3000, n_units[i]);
    sums all = sums_new(b->memory, &s.layout, (sums_wishes){.pairs = i % 2});
    for (size_t at = 0; at < s.n;) {
      const size_t left = s.n - at, n = left < 700 ? left : 1 + dice_below(&d, 700);
      sums_add(&all, s.rows + at * s.layout.width, s.unit + at, n, s.n_units);
      at += n;
    }
    for (size_t u = 0; u < s.n_units; u++) {
      const uint64_t *const right = plainly(b, &s, u), *const found = sums_of(&all, u);
      if (found)
        assert_memory_equal(found, right, s.layout.record * sizeof *found);
      for (uint32_t w = 0; !found && w < s.layout.record; w++)
        assert_int_equal(right[w], 0);
    }
    assert_null(sums_of(&all, 1000000));
    if (all.pairs)
      check_products(b, &all, &s);
  }
}

static void
codes_beyond_signed_bytes_are_added_plainly(void **state)
{
  bench *const b = *state;
  const uint32_t k = 3, n_codes = 227, least = 1;
  const sums_layout l = sums_layout_new(b->memory, 1, &k, &n_codes, &least);
  uint8_t *const rows = arena_alloc(b->memory, 64, l.width);
  memset(rows, 0xFF, (size_t)64 * l.width);
  const uint32_t unit[64] = {0};
  uint64_t *const right = arena_many(b->memory, l.record, uint64_t);
  for (uint32_t r = 0; r < 64; r++) {
    for (uint32_t c = 0; c < k; c++) {
      const uint32_t cell = (r * 5 + c * 71) % 240; /* some missing */
      rows[r * l.width + c] = (uint8_t)(cell == SUMS_MISSING - 1 ? 0 : cell);
    }
    sums_row(l.scales, rows + r * l.width, right);
    right[0]++;
  }
  sums s = sums_new(b->memory, &l, (sums_wishes){.pairs = true});
  sums_add(&s, rows, unit, 64, 1);
  assert_memory_equal(sums_of(&s, 0), right, l.record * sizeof *right);
  check_products(b, &s, &(sample){.layout = l, .rows = rows, .n = 64, .n_units = 1});
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(a_row_adds_to_its_record),
      BENCH_TEST(every_version_gives_the_same),
      BENCH_TEST(batches_add_up_by_unit),
      BENCH_TEST(codes_beyond_signed_bytes_are_added_plainly),
  };
  return cmocka_run_group_tests_name("sums", tests, NULL, NULL);
}
