/* Person rows: the columns of answers in a sealed memfd of their own. */
#include "data/rows.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ALIGNMENT = 64 };

/* Layout, for each survey of respondents in turn: the number of rows (64 bytes), the units, and
 * each item's column, every one padded with missing to a multiple of 64 bytes. */
static size_t
padded(size_t n)
{
  return (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

typedef struct ordering {
  const units *u;
  const survey_data *data;
  const study_scale *scales;
} ordering;

static int
compare_numbers(double a, double b)
{
  if (isnan(a) || isnan(b))
    return isnan(a) - isnan(b);
  return (a > b) - (a < b);
}

/* Index of the row's unit in om_study, or UNIT_NONE. */
static uint32_t
place_of(const units *u, const survey_data *d, uint64_t row)
{
  return d->unit && d->unit[row] != UNIT_NONE ? u->place[d->unit[row]] : UNIT_NONE;
}

static int
by_content(const void *x, const void *y, void *context)
{
  const ordering *const o = context;
  const survey_data *const d = o->data;
  const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
  if (d->unit) {
    const uint32_t p = place_of(o->u, d, a), q = place_of(o->u, d, b);
    if (p != q)
      return p < q ? -1 : 1;
  }
  for (uint32_t i = 0; i < d->survey->n_scales; i++)
    for (uint32_t j = 0; j < o->scales[i].n_items; j++) {
      const answers *const v = &d->items[i][j];
      const int order =
          v->codes ? v->codes[a] - v->codes[b] : compare_numbers(v->numbers[a], v->numbers[b]);
      if (order)
        return order;
    }
  return 0;
}

static uint64_t *
content_order(arena *memory, const study *s, const units *u, const survey_data *d)
{
  uint64_t *const order = arena_many(memory, d->kept, uint64_t);
  for (uint64_t i = 0; i < d->kept; i++)
    order[i] = i;
  ordering o = {u, d, &s->scales[d->survey->first_scale]};
  if (d->kept)
    qsort_r(order, d->kept, sizeof *order, by_content, &o);
  return order;
}

static size_t
survey_size(const study *s, const survey_data *d)
{
  if (d->survey->level == OM_LEVEL_UNIT)
    return 0;
  size_t n = ALIGNMENT + padded(d->kept * sizeof(uint32_t));
  for (uint32_t i = 0; i < d->survey->n_scales; i++) {
    const study_scale *const scale = &s->scales[d->survey->first_scale + i];
    n += scale->n_items * padded(d->kept * (scale->values == OM_CODES ? 1 : sizeof(double)));
  }
  return n;
}

static uint8_t *
write_survey(arena *memory, const study *s, const units *u, const survey_data *d, uint8_t *to)
{
  const uint64_t *const order = content_order(memory, s, u, d);
  memcpy(to, &d->kept, sizeof d->kept);
  to += ALIGNMENT;
  for (uint64_t row = 0; row < d->kept; row++) {
    const uint32_t unit = place_of(u, d, order[row]);
    memcpy(to + row * sizeof unit, &unit, sizeof unit);
  }
  to += padded(d->kept * sizeof(uint32_t));
  for (uint32_t i = 0; i < d->survey->n_scales; i++)
    for (uint32_t j = 0; j < s->scales[d->survey->first_scale + i].n_items; j++) {
      const answers *const v = &d->items[i][j];
      const size_t width = v->codes ? 1 : sizeof(double), n = padded(d->kept * width);
      const double absent = NAN;
      for (uint64_t row = 0; row < n / width; row++) {
        const int8_t blank = OM_BLANK;
        if (v->codes)
          memcpy(to + row, row < d->kept ? &v->codes[order[row]] : &blank, 1);
        else
          memcpy(to + row * width, row < d->kept ? &v->numbers[order[row]] : &absent, width);
      }
      to += n;
    }
  return to;
}

int
rows_build(arena *memory, const study *s, const units *u, const survey_data *data)
{
  size_t size = ALIGNMENT;
  for (uint32_t v = 0; v < s->n_surveys; v++)
    size += survey_size(s, &data[v]);
  const int fd = memfd_create("orgmirror-rows", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0)
    return -1;
  uint8_t *const map = ftruncate(fd, (off_t)size) != 0
                           ? MAP_FAILED
                           : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) {
    close(fd);
    return -1;
  }
  uint8_t *to = map;
  for (uint32_t v = 0; v < s->n_surveys; v++)
    if (data[v].survey->level == OM_LEVEL_RESPONDENT)
      to = write_survey(memory, s, u, &data[v], to);
  munmap(map, size);
  if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    close(fd);
    return -1;
  }
  return fd;
}

static const uint8_t *
read_survey(arena *memory, const om_survey *survey, rows *out, uint64_t *n, const uint8_t *at)
{
  memcpy(n, at, sizeof *n);
  at += ALIGNMENT;
  out->units[survey->index] = (const uint32_t *)(const void *)at;
  at += padded(*n * sizeof(uint32_t));
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const om_scale *const scale = survey->scales[i];
    om_column **const columns = arena_many(memory, scale->n_items, om_column *);
    for (uint32_t j = 0; j < scale->n_items; j++) {
      const bool is_codes = scale->values == OM_CODES;
      columns[j] = arena_one(memory, om_column);
      *columns[j] = (om_column){.size = sizeof **columns,
                                .values = scale->values,
                                .rows = *n,
                                .codes = is_codes ? (const int8_t *)at : NULL,
                                .numbers = is_codes ? NULL : (const double *)(const void *)at};
      at += padded(*n * (is_codes ? 1 : sizeof(double)));
    }
    out->columns[scale->index] = columns;
  }
  return at;
}

bool
rows_open(arena *memory, int fd, const om_study *study, rows *out)
{
  struct stat st;
  *out = (rows){0};
  if (fstat(fd, &st) != 0 || st.st_size < ALIGNMENT)
    return false;
  const void *const map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED)
    return false;
  out->map = map;
  out->n_map = (size_t)st.st_size;
  out->columns = arena_many(memory, study->n_scales, om_column **);
  out->units = arena_many(memory, study->n_surveys, const uint32_t *);
  uint64_t *const n = arena_many(memory, study->n_surveys, uint64_t);
  out->n = n;
  const uint8_t *at = map;
  for (uint32_t v = 0; v < study->n_surveys; v++)
    if (study->surveys[v]->level == OM_LEVEL_RESPONDENT)
      at = read_survey(memory, study->surveys[v], out, &n[v], at);
  return true;
}

void
rows_close(rows *r)
{
  if (r->map)
    munmap((void *)(uintptr_t)r->map, r->n_map);
  *r = (rows){0};
}
