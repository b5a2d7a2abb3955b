/* The summary: what goes in comes out, nobody can change it, and nothing personal is in it. */
#include "core.h"

#include "base/xml.h"
#include "data/rows.h"
#include "data/summary_form.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char xml[] =
    "<study xmlns=\"urn:orgmirror:study:1\" seed=\"12345678901234567890\" meaningful=\"0.3\">\n"
    "<title>Köln &amp; others</title><organisation>Org</organisation>\n"
    "<wave id=\"w1\" label=\"First\"/><privacy minimum=\"4\"/>\n"
    "<survey id=\"staff\" label=\"our staff\" side=\"inside\" file=\"a.csv\" unit=\"u\" "
    "parent=\"p\"\n"
    "  respondent=\"id\" weight=\"w\"><missing code=\"9\"/>\n"
    "<scale id=\"fear\" label=\"Fear\" min=\"1\" max=\"5\" direction=\"higher-is-dysfunction\">\n"
    "<item column=\"q1\" reversed=\"yes\">I dare</item><item column=\"q2\" max=\"4\"/></scale>\n"
    "<scale id=\"hours\" min=\"0\" max=\"60\" values=\"numbers\"><item "
    "column=\"h\"/></scale></survey>\n"
    "<survey id=\"clients\" side=\"outside\" level=\"unit\" public=\"yes\" file=\"b.csv\" "
    "unit=\"u\" n=\"n\">\n"
    "<scale id=\"trust\" min=\"0\" max=\"100\"><item column=\"t\">Trust</item></scale></survey>\n"
    "<pair inside=\"staff.fear\" outside=\"clients.trust\" sign=\"-\" claim=\"P10\"/>\n"
    "<pair inside=\"staff.hours\" outside=\"clients.trust\"/>\n"
    "</study>\n";

static loaded
load(bench *b)
{
  bench_write_text(b, "a.csv",
                   "id,u,p,w,q1,q2,h,note\nPERSON-1,N,All,1,1,2,10,SECRETNOTE\nPERSON-2,N,All,2,3,"
                   "4,20.5,x\n"
                   "PERSON-3,S,All,1,9,1,,y\nPERSON-4,S,All,1,5,,30,z\n");
  bench_write_text(b, "b.csv", "u,t,n\nN,55,40\nE,66,50\n");
  const loaded l = bench_load(b, xml);
  assert_no_message(b);
  return l;
}

/* --- round trip ------------------------------------------------------------------------------ */

static void
the_study_comes_back(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  assert_true(l.summary.seed == UINT64_C(12345678901234567890));
  const om_study *const s = l.summary.study;
  assert_int_equal(s->size, sizeof *s);
  assert_string_equal(s->title, "Köln & others");
  assert_string_equal(s->organisation, "Org");
  assert_true(s->meaningful == .3 && s->confidence == .95);
  assert_int_equal(s->minimum_group, 4);
  assert_int_equal(s->n_waves, 1);
  assert_string_equal(s->waves[0]->id, "w1");
  assert_string_equal(s->waves[0]->label, "First");
  assert_int_equal(s->n_surveys, 2);
  assert_int_equal(s->n_scales, 3);
  assert_int_equal(s->n_units, 4);
  assert_int_equal(l.summary.n_slots, 5);
  const om_survey *const staff = s->surveys[0], *const clients = s->surveys[1];
  assert_string_equal(staff->id, "staff");
  assert_string_equal(staff->label, "our staff");
  assert_int_equal(staff->side, OM_INSIDE);
  assert_int_equal(staff->level, OM_LEVEL_RESPONDENT);
  assert_int_equal(staff->weighted, 1);
  assert_int_equal(staff->rows, 4);
  assert_ptr_equal(staff->wave, s->waves[0]);
  assert_int_equal(staff->n_scales, 2);
  assert_ptr_equal(staff->scales[1], s->scales[1]);
  assert_int_equal(clients->side, OM_OUTSIDE);
  assert_int_equal(clients->level, OM_LEVEL_UNIT);
  assert_int_equal(clients->weighted, 0);
  assert_false(l.summary.is_public[0]);
  assert_true(l.summary.is_public[1]);
  const om_scale *const fear = s->scales[0];
  assert_ptr_equal(fear->survey, staff);
  assert_string_equal(fear->id, "fear");
  assert_string_equal(fear->label, "Fear");
  assert_int_equal(fear->values, OM_CODES);
  assert_int_equal(fear->direction, OM_HIGHER_IS_DYSFUNCTION);
  assert_true(fear->min == 1 && fear->max == 5);
  assert_int_equal(fear->min_items, 1);
  assert_int_equal(fear->n_items, 2);
  assert_ptr_equal(fear->items[1]->scale, fear);
  assert_string_equal(fear->items[0]->id, "q1");
  assert_string_equal(fear->items[0]->text, "I dare");
  assert_int_equal(fear->items[0]->reversed, 1);
  assert_int_equal(fear->items[1]->index, 1);
  assert_true(fear->items[1]->max == 4);
  assert_int_equal(s->scales[1]->values, OM_NUMBERS);
  assert_ptr_equal(s->pairs[0]->inside, fear);
  assert_ptr_equal(s->pairs[0]->outside, s->scales[2]);
  assert_int_equal(s->pairs[0]->sign, -1);
  assert_string_equal(s->pairs[0]->claim, "P10");
  assert_int_equal(s->pairs[1]->sign, 1);
  assert_string_equal(s->pairs[1]->claim, "");
  assert_string_equal(s->units[3]->id, "All");
  assert_int_equal(s->units[3]->level, 1);
  assert_ptr_equal(s->units[1]->parent, s->units[3]);
  assert_null(s->units[0]->parent); /* E is in the second export only */
  assert_int_equal(summary_slot(&l.summary, NULL), 4);
  assert_int_equal(summary_slot(&l.summary, s->units[2]), 2);
  loaded_release(&l);
}

static void
arrays_are_aligned_for_vectors(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  for (uint32_t i = 0; i < l.summary.study->n_scales; i++) {
    const scale_summary *const s = &l.summary.scales[i];
    const void *const arrays[] = {s->complete, s->answered,   s->sum,         s->cross,
                                  s->mean,     s->sscp,       s->n,           s->score,
                                  s->score_ss, s->counts_all, s->effective_n, s->response_rate};
    for (size_t j = 0; j < sizeof arrays / sizeof *arrays; j++)
      assert_int_equal((uintptr_t)arrays[j] % SUMMARY_ALIGNMENT, 0);
  }
  loaded_release(&l);
}

static void
a_study_without_wave_units_and_pairs_comes_back(void **state)
{
  bench *const b = *state;
  bench_write_text(b, "a.csv", "q\n1\n");
  loaded l = bench_load(b, STUDY("<survey id=\"a\" side=\"inside\" file=\"a.csv\"><scale id=\"s\" "
                                 "min=\"1\" "
                                 "max=\"5\"><item column=\"q\"/></scale></survey>\n"));
  assert_int_equal(l.summary.study->n_waves + l.summary.study->n_units + l.summary.study->n_pairs,
                   0);
  assert_null(l.summary.study->surveys[0]->wave);
  loaded_release(&l);
}

/* --- seals ----------------------------------------------------------------------------------- */

static void
assert_sealed(int fd)
{
  struct stat st;
  assert_int_equal(fstat(fd, &st), 0);
  assert_int_equal(pwrite(fd, "x", 1, 0), -1);
  assert_int_equal(errno, EPERM);
  assert_int_equal(ftruncate(fd, 0), -1);
  assert_int_equal(ftruncate(fd, st.st_size * 2), -1);
  assert_ptr_equal(mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0), MAP_FAILED);
  assert_int_equal(fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE), -1);
  assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
}

static void
nobody_can_change_what_was_built(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  assert_sealed(l.fd);
  const int fd = rows_build(b->memory, l.study, &l.units, l.data);
  assert_true(fd >= 0);
  assert_sealed(fd);
  close(fd);
  loaded_release(&l);
}

static void
no_person_is_in_the_summary(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  static const char *const personal[] = {"PERSON", "SECRETNOTE"};
  for (size_t i = 0; i < sizeof personal / sizeof *personal; i++)
    assert_null(memmem(l.summary.map, l.summary.n_map, personal[i], strlen(personal[i])));
  const int fd = rows_build(b->memory, l.study, &l.units, l.data);
  rows r;
  assert_true(rows_open(b->memory, fd, l.summary.study, &r));
  for (size_t i = 0; i < sizeof personal / sizeof *personal; i++)
    assert_null(memmem(r.map, r.n_map, personal[i], strlen(personal[i])));
  rows_close(&r);
  close(fd);
  loaded_release(&l);
}

/* --- what is not a summary ------------------------------------------------------------------- */

static int
memory_of(const void *at, size_t n)
{
  const int fd = memfd_create("test", MFD_CLOEXEC);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, at, n), n);
  return fd;
}

static void
something_else_is_refused(void **state)
{
  bench *const b = *state;
  static const char zeros[4096], text[] = "This is no summary. This is no summary. This is no "
                                          "summary.....";
  const struct {
    const void *at;
    size_t n;
  } cases[] = {{zeros, 0}, {zeros, 63}, {zeros, 64}, {zeros, sizeof zeros}, {text, sizeof text}};
  summary s;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const int fd = memory_of(cases[i].at, cases[i].n);
    assert_false(summary_open(b->memory, fd, &s));
    assert_null(s.map);
    close(fd);
  }
  assert_false(summary_open(b->memory, -1, &s));
  int pipe_ends[2];
  assert_int_equal(pipe(pipe_ends), 0);
  assert_false(summary_open(b->memory, pipe_ends[0], &s));
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

/* A copy of the summary with one change; true when it is opened all the same. */
static bool
opens_with(bench *b, const loaded *l, size_t at, uint64_t value, size_t width, size_t n)
{
  unsigned char *const copy = malloc(l->summary.n_map);
  memcpy(copy, l->summary.map, l->summary.n_map);
  if (width)
    memcpy(copy + at, &value, width);
  const int fd = memory_of(copy, n);
  free(copy);
  summary s;
  const bool opens = summary_open(b->memory, fd, &s);
  assert_true(opens == (s.map != NULL));
  summary_close(&s);
  close(fd);
  return opens;
}

static void
a_cut_or_corrupt_summary_is_refused(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  const size_t n = l.summary.n_map;
  uint64_t head[4];
  memcpy(head, l.summary.map, sizeof head);
  assert_true(opens_with(b, &l, 0, 0, 0, n));
  for (size_t cut = 0; cut < head[2]; cut += 3) /* within head and catalogue */
    assert_false(opens_with(b, &l, 0, 0, 0, cut));
  assert_false(opens_with(b, &l, 0, 0, 0, head[2] + head[3] - 1)); /* and within the arrays */
  assert_false(opens_with(b, &l, 0, SUMMARY_MAGIC + 1, 8, n));
  static const uint64_t wrong[] = {0, 1, 1000000, UINT64_MAX, UINT64_MAX / 2};
  for (size_t word = 1; word < 4; word++)
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
      if (!(word == 2 &&
            wrong[i] < 2)) /* arrays that overlap the catalogue lie within the memory */
        assert_false(opens_with(b, &l, word * 8, wrong[i], 8, n));
  loaded_release(&l);
}

/* Each 4 bytes of the catalogue replaced by what a length, count or offset must not be: it opens or
 * it does not, and no read leaves the memory (a sanitizer watches). */
static void
no_corrupt_catalogue_leads_outside(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  uint64_t head[4];
  memcpy(head, l.summary.map, sizeof head);
  static const uint32_t wrong[] = {0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 100000};
  size_t refused = 0;
  for (size_t at = SUMMARY_HEAD; at + 4 <= SUMMARY_HEAD + head[1]; at++)
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
      refused += !opens_with(b, &l, at, wrong[i], 4, l.summary.n_map);
  assert_true(refused > head[1]);
  loaded_release(&l);
}

/* --- person rows ----------------------------------------------------------------------------- */

static void
rows_hold_the_answers_in_an_order_of_their_own(void **state)
{
  bench *const b = *state;
  loaded l = load(b);
  const int fd = rows_build(b->memory, l.study, &l.units, l.data);
  rows r;
  assert_true(rows_open(b->memory, fd, l.summary.study, &r));
  assert_int_equal(r.n[0], 4);
  assert_int_equal(r.n[1], 0);
  assert_null(r.columns[2]); /* published figures have no rows */
  static const uint32_t unit[] = {1, 1, 2, 2};
  static const int8_t q1[] = {3, 5, OM_BLANK + 1, 1},
                      q2[] = {4, 2, 1, OM_BLANK}; /* reversed: 6 - q1 */
  assert_memory_equal(r.units[0], unit, sizeof unit);
  assert_memory_equal(r.columns[0][0]->codes, q1, sizeof q1);
  assert_memory_equal(r.columns[0][1]->codes, q2, sizeof q2);
  assert_null(r.columns[0][0]->numbers);
  const double *const hours = r.columns[1][0]->numbers;
  assert_true(hours[0] == 20.5 && hours[1] == 10 && isnan(hours[2]) && hours[3] == 30);
  assert_int_equal(r.columns[1][0]->rows, 4);
  for (int i = 0; i < 2; i++)
    assert_int_equal((uintptr_t)r.columns[0][i]->codes % 64, 0);
  assert_int_equal((uintptr_t)hours % 64, 0);
  rows_close(&r);
  close(fd);
  loaded_release(&l);
}

static void
the_order_of_the_export_cannot_be_read_from_rows(void **state)
{
  bench *const b = *state;
  static const char *lines[40];
  dice d = {79};
  for (size_t i = 0; i < 40; i++)
    lines[i] = arena_printf(b->memory, "P%zu,u%d,1,1,%d,%d,%d,\n", i, (int)dice_below(&d, 3),
                            1 + (int)dice_below(&d, 5), 1 + (int)dice_below(&d, 4),
                            (int)dice_below(&d, 60));
  bench_write_text(b, "b.csv", "u,t,n\nu1,55,40\n");
  const void *first = NULL;
  size_t n_first = 0;
  for (int round = 0; round < 5; round++) {
    text t = text_new(b->memory);
    text_add(&t, "id,u,p,w,q1,q2,h,note\n");
    for (size_t i = 0; i < 40; i++)
      text_add(&t, lines[i]);
    bench_write_text(b, "a.csv", t.at);
    loaded l = bench_load(b, xml);
    const int fd = rows_build(b->memory, l.study, &l.units, l.data);
    rows r;
    assert_true(rows_open(b->memory, fd, l.summary.study, &r));
    if (!first)
      first = arena_copy(b->memory, r.map, n_first = r.n_map);
    assert_int_equal(r.n_map, n_first);
    assert_memory_equal(r.map, first, n_first);
    rows_close(&r);
    close(fd);
    loaded_release(&l);
    dice_shuffle(&d, lines, 40, sizeof *lines);
  }
}

int
main(void)
{
  xml_start();
  const struct CMUnitTest tests[] = {
      BENCH_TEST(the_study_comes_back),
      BENCH_TEST(arrays_are_aligned_for_vectors),
      BENCH_TEST(a_study_without_wave_units_and_pairs_comes_back),
      BENCH_TEST(nobody_can_change_what_was_built),
      BENCH_TEST(no_person_is_in_the_summary),
      BENCH_TEST(something_else_is_refused),
      BENCH_TEST(a_cut_or_corrupt_summary_is_refused),
      BENCH_TEST(no_corrupt_catalogue_leads_outside),
      BENCH_TEST(rows_hold_the_answers_in_an_order_of_their_own),
      BENCH_TEST(the_order_of_the_export_cannot_be_read_from_rows),
  };
  return cmocka_run_group_tests_name("summary", tests, NULL, NULL);
}
