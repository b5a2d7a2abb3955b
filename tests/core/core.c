/* The workbench of the tests of the core. */
#include "core.h"

#include "base/file.h"

#include <ftw.h>
#include <unistd.h>

int
bench_setup(void **state)
{
  bench *const b = calloc(1, sizeof *b);
  if (!b)
    return -1;
  b->handler.allowed = (size_t)-1;
  b->memory = arena_new(&b->handler);
  b->d = diags_new(b->memory);
  const char *const tmp = getenv("TMPDIR");
  snprintf(b->dir, sizeof b->dir, "%s/orgmirror-test-XXXXXX",
           tmp && strlen(tmp) < 30 ? tmp : "/tmp");
  *state = b;
  return mkdtemp(b->dir) ? 0 : -1;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
  (void)st, (void)type, (void)walk;
  return remove(path);
}

int
bench_teardown(void **state)
{
  bench *const b = *state;
  nftw(b->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  arena_free(b->memory);
  free(b);
  return 0;
}

const char *
bench_path(const bench *b, const char *name)
{
  return path_join(b->memory, b->dir, name);
}

const char *
bench_write(const bench *b, const char *name, const void *at, size_t n)
{
  const char *const path = bench_path(b, name);
  FILE *const out = fopen(path, "wb");
  assert_non_null(out);
  assert_int_equal(fwrite(at, 1, n, out), n);
  assert_int_equal(fclose(out), 0);
  return path;
}

const char *
bench_write_text(const bench *b, const char *name, const char *text)
{
  return bench_write(b, name, text, strlen(text));
}

const char *
bench_read(const bench *b, const char *path)
{
  file_bytes bytes;
  if (!file_read(path, SIZE_MAX / 4, &bytes))
    return NULL;
  const char *const copy = arena_copy(b->memory, bytes.at, bytes.n);
  file_release(&bytes);
  return copy;
}

const char *
bench_messages(const bench *b)
{
  char *text = NULL;
  size_t n = 0;
  FILE *const out = open_memstream(&text, &n);
  assert_non_null(out);
  diags_print(&b->d, out, true, false);
  fclose(out);
  const char *const copy = arena_copy(b->memory, text, n);
  free(text);
  return copy;
}

void
message_check(const bench *b, const char *code, unsigned at, const char *words, const char *file,
              int line)
{
  for (size_t i = 0; i < b->d.n; i++) {
    const diag *const m = &b->d.at[i];
    if (strcmp(m->code, code) == 0 && m->line == at && strstr(m->what, words))
      return;
  }
  print_error("no %s at line %u with \"%s\" among:\n%s\n", code, at, words, bench_messages(b));
  _fail(file, line);
}

void
no_message_check(const bench *b, const char *file, int line)
{
  if (b->d.n_errors + b->d.n_warnings == 0)
    return;
  print_error("no message was expected:\n%s\n", bench_messages(b));
  _fail(file, line);
}

const study *
bench_study(bench *b, const char *xml)
{
  return study_read(b->memory, bench_write_text(b, "study.xml", xml), &b->d);
}

loaded
bench_load(bench *b, const char *xml)
{
  loaded l = {.study = bench_study(b, xml), .fd = -1};
  if (!l.study)
    return l;
  l.units = units_new(b->memory, l.study);
  l.data = arena_many(b->memory, l.study->n_surveys, survey_data);
  bool fine = true;
  for (uint32_t i = 0; i < l.study->n_surveys; i++)
    fine &= load_survey(b->memory, l.study, i, &l.units,
                        &(load_options){.threads = 2, .keep_rows = true, .chunk = 128}, &b->d,
                        &l.data[i]);
  if (!fine)
    return l;
  units_settle(&l.units);
  l.fd = summary_build(b->memory, l.study, &l.units, l.data);
  assert_true(l.fd >= 0);
  assert_true(summary_open(b->memory, l.fd, &l.summary));
  return l;
}

void
loaded_release(loaded *l)
{
  summary_close(&l->summary);
  if (l->fd >= 0)
    close(l->fd);
  l->fd = -1;
}

size_t
unit_slot(const loaded *l, const char *id)
{
  assert_non_null(l->summary.study);
  for (uint32_t i = 0; i < l->summary.study->n_units; i++)
    if (strcmp(l->summary.study->units[i]->id, id) == 0)
      return i;
  fail_msg("there is no unit %s", id);
  return 0;
}

uint64_t
dice_next(dice *d)
{
  d->state ^= d->state >> 12;
  d->state ^= d->state << 25;
  d->state ^= d->state >> 27;
  return d->state * 0x2545F4914F6CDD1Du;
}

uint64_t
dice_below(dice *d, uint64_t n)
{
  return (dice_next(d) >> 11) % n;
}

void
dice_shuffle(dice *d, void *array, size_t n, size_t size)
{
  unsigned char *const at = array;
  for (size_t i = n; i > 1; i--) {
    const size_t j = dice_below(d, i);
    for (size_t b = 0; b < size; b++) {
      const unsigned char kept = at[(i - 1) * size + b];
      at[(i - 1) * size + b] = at[j * size + b];
      at[j * size + b] = kept;
    }
  }
}

bool
open_export(bench *b, export *e, const char *path, const char *name, export_hints hints)
{
  return export_open(e, b->memory, path, name, &hints, NULL, &b->d);
}

stream
rows_of(bench *b, const export *e)
{
  return stream_new(b->memory, e, e->at, e->line, 1);
}
