/* Making the summary: tallies of all surveys -> one sealed memfd. */
#include "data/summary.h"

#include "base/bytes.h"
#include "data/gaps.h"
#include "data/pairwise.h"
#include "data/summary_form.h"

#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Arrays to be laid out after the catalogue, each at a multiple of 64 bytes. */
typedef struct piece {
  const void *at;
  size_t n;
  uint64_t offset;
} piece;

typedef struct layout {
  arena *memory;
  const study *study;
  piece *at;
  size_t n, capacity;
  uint64_t end;
} layout;

/* Where the array will stand, counted from the first one, + 1; 0 for none. */
static uint64_t
lay(layout *l, const void *at, size_t n)
{
  if (!at)
    return 0;
  const piece p = {at, n, l->end};
  arena_push(l->memory, l, p);
  l->end = (l->end + n + SUMMARY_ALIGNMENT - 1) / SUMMARY_ALIGNMENT * SUMMARY_ALIGNMENT;
  return p.offset + 1;
}

/* --- tallies --------------------------------------------------------------------------------- */

/* Leaves, parents, everybody: the slots of the summary. */
static void
join_units(tally *t, const units *u)
{
  for (size_t i = 0; i < u->n_leaves; i++) {
    for (int h = 0; h < HIERARCHIES; h++)
      if (u->at[i].parent[h] != UNIT_NONE)
        tally_join(t, u->at[i].parent[h], i);
    tally_join(t, u->n, i);
  }
}

/* Slot of a row. */
static size_t
place_of(const units *u, uint32_t unit)
{
  return unit == UNIT_NONE ? u->n : u->place[unit];
}

static tally
tally_survey(arena *memory, const study_scale *scale, const units *u, const survey_data *data,
             uint32_t i)
{
  tally t = tally_new(memory, scale, data->weight != NULL, u->n + 1);
  const bool by_unit = data->survey->unit_column && data->survey->level == OM_LEVEL_RESPONDENT;
  if (data->sums && data->layout_of[i] != UINT32_MAX) {
    const sums_scale *const laid = &data->sums->layout->scales[data->layout_of[i]];
    tally_take(&t, u->n, laid, sums_of(data->sums, 0));
    for (size_t unit = 0; by_unit && unit < u->n_leaves; unit++)
      tally_take(&t, u->place[unit], laid, sums_of(data->sums, unit + 1));
    if (by_unit)
      join_units(&t, u);
    return t;
  }
  for (uint64_t row = 0; row < data->kept; row++)
    tally_row(&t, place_of(u, by_unit ? data->unit[row] : UNIT_NONE), data->items[i], row,
              data->weight ? data->weight[row] : 1);
  if (by_unit)
    join_units(&t, u);
  return t;
}

/* The scores of every slot as arrays. */
typedef struct scores {
  uint64_t *n;
  double *mean, *ss, *plain, *effective_n, *weight, *rate;
} scores;

static scores
scores_of(arena *memory, const tally *t)
{
  scores s = {arena_many(memory, t->n_slots, uint64_t), arena_many(memory, t->n_slots, double),
              arena_many(memory, t->n_slots, double),   arena_many(memory, t->n_slots, double),
              arena_many(memory, t->n_slots, double),   arena_many(memory, t->n_slots, double),
              arena_many(memory, t->n_slots, double)};
  for (size_t i = 0; i < t->n_slots; i++) {
    const score_moments m = tally_scores(t, i);
    s.n[i] = m.n;
    s.mean[i] = m.mean;
    s.ss[i] = m.ss;
    s.plain[i] = m.plain_mean;
    s.effective_n[i] = m.effective_n;
    s.weight[i] = m.weight;
    s.rate[i] = NAN;
  }
  return s;
}

/* Mean of the figures that are there, when at least min_items are; else NaN. */
static double
figure(const study_scale *scale, const answers *items, uint64_t row)
{
  twofold total = {0, 0};
  uint32_t m = 0;
  for (uint32_t i = 0; i < scale->n_items; i++)
    if (!isnan(items[i].numbers[row])) {
      total = twofold_add(total, twofold_of(items[i].numbers[row]));
      m++;
    }
  return m == 0 || m < scale->min_items ? NAN : twofold_round(twofold_divide(total, twofold_of(m)));
}

/* Unit level: each row is the figure of one unit. */
static void
put_figures(const study_scale *scale, const units *u, const survey_data *data, uint32_t i,
            scores *s)
{
  for (uint64_t row = 0; row < data->kept; row++) {
    const uint32_t at = u->place[data->unit[row]];
    s->mean[at] = s->plain[at] = figure(scale, data->items[i], row);
    s->n[at] = data->published_n[i] && !isnan(s->mean[at]) ? data->published_n[i][row] : 0;
    s->effective_n[at] = s->weight[at] = (double)s->n[at];
    s->rate[at] = data->response_rate[i] ? data->response_rate[i][row] : NAN;
  }
}

static void
put_scale(arena *memory, bytes *b, layout *l, const study_scale *scale, const units *u,
          const survey_data *data, uint32_t i)
{
  const tally t = tally_survey(memory, scale, u, data, i);
  const size_t n = t.n_slots, k = t.k;
  scores s = scores_of(memory, &t);
  if (data->survey->level == OM_LEVEL_UNIT)
    put_figures(scale, u, data, i, &s);
  double *const mean = arena_many(memory, n * k, double);
  double *const sscp = arena_many(memory, n * t.n_pairs, double);
  for (size_t slot = 0; slot < n; slot++)
    tally_moments(&t, slot, &mean[slot * k], &sscp[slot * t.n_pairs]);
  bytes_u32(b, t.n_codes);
  bytes_u32(b, (uint32_t)t.first_code);
  bytes_u64(b, lay(l, t.complete, n * sizeof *t.complete));
  bytes_u64(b, lay(l, t.answered, n * k * sizeof *t.answered));
  bytes_u64(b, lay(l, t.sum, n * k * sizeof *t.sum));
  bytes_u64(b, lay(l, t.cross, n * t.n_pairs * sizeof *t.cross));
  bytes_u64(b, lay(l, mean, n * k * sizeof *mean));
  bytes_u64(b, lay(l, sscp, n * t.n_pairs * sizeof *sscp));
  bytes_u64(b, lay(l, t.counts_complete, n * k * t.n_codes * sizeof *t.counts_complete));
  bytes_u64(b, lay(l, t.counts_all, n * k * t.n_codes * sizeof *t.counts_all));
  bytes_u64(b, lay(l, s.n, n * sizeof *s.n));
  bytes_u64(b, lay(l, s.mean, n * sizeof *s.mean));
  bytes_u64(b, lay(l, s.ss, n * sizeof *s.ss));
  bytes_u64(b, lay(l, s.plain, n * sizeof *s.plain));
  bytes_u64(b, lay(l, s.effective_n, n * sizeof *s.effective_n));
  bytes_u64(b, lay(l, s.weight, n * sizeof *s.weight));
  bytes_u64(b, lay(l, s.rate, n * sizeof *s.rate));
  const uint32_t n_reasons = gaps_reasons(data);
  bytes_u64(b, n_reasons
                   ? lay(l, gaps_of(memory, l->study, data, i), k * n_reasons * sizeof(uint64_t))
                   : 0);
}

static void
put_pairwise(bytes *b, layout *l, const pairwise *p)
{
  const size_t n = (size_t)p->k * p->k;
  bytes_u32(b, p->k);
  if (!p->k)
    return;
  bytes_u64(b, lay(l, p->n, n * sizeof *p->n));
  bytes_u64(b, lay(l, p->sum, n * sizeof *p->sum));
  bytes_u64(b, lay(l, p->square, n * sizeof *p->square));
  bytes_u64(b, lay(l, p->cross, n * sizeof *p->cross));
}

/* --- the catalogue: read back by summary_open in the same order ------------------------------ */

static void
put_head(bytes *b, const study *s)
{
  bytes_u64(b, s->seed);
  bytes_f64(b, s->meaningful);
  bytes_u32(b, s->minimum_group);
  bytes_string(b, s->title);
  bytes_string(b, s->organisation);
  bytes_u8(b, s->wave_id != NULL);
  bytes_string(b, s->wave_id);
  bytes_string(b, s->wave_label);
}

static void
put_survey(bytes *b, const survey_data *data, uint32_t minimum)
{
  const study_survey *const v = data->survey;
  bytes_string(b, v->id);
  bytes_string(b, v->label);
  bytes_string(b, v->role);
  bytes_u32(b, minimum);
  bytes_u8(b, v->comments_of != 0);
  bytes_u8(b, (uint8_t)v->side);
  bytes_u8(b, (uint8_t)v->level);
  bytes_u8(b, v->is_public);
  bytes_u8(b, v->weight_column != NULL);
  bytes_u64(b, data->kept);
  const uint32_t n_reasons = gaps_reasons(data);
  bytes_u32(b, n_reasons);
  for (uint32_t i = 0; i < n_reasons; i++)
    bytes_string(b, i ? data->reasons[i - 1] : "blank");
  bytes_u32(b, v->n_scales);
}

static void
put_scale_head(bytes *b, const study_scale *scale)
{
  bytes_string(b, scale->id);
  bytes_string(b, scale->label);
  bytes_u8(b, (uint8_t)scale->values);
  bytes_u8(b, (uint8_t)scale->direction);
  bytes_f64(b, scale->min);
  bytes_f64(b, scale->max);
  bytes_string(b, study_facet_name(scale->facet));
  bytes_string(b, study_outcome_name(scale->outcome));
  bytes_u32(b, scale->min_items);
  bytes_u32(b, scale->n_items);
  for (uint32_t i = 0; i < scale->n_items; i++) {
    const study_item *const item = &scale->items[i];
    bytes_string(b, item->theme ? item->theme->id : item->column);
    bytes_string(b, item->text);
    bytes_u8(b, item->reversed);
    bytes_f64(b, item->min);
    bytes_f64(b, item->max);
  }
}

static void
put_units(bytes *b, const units *u)
{
  bytes_u32(b, (uint32_t)u->n);
  for (size_t i = 0; i < u->n; i++) {
    bytes_string(b, u->at[i].id);
    bytes_string(b, u->at[i].label);
    bytes_u8(b, (uint8_t)u->at[i].level);
    bytes_u8(b, (uint8_t)u->at[i].hierarchy);
    for (int h = 0; h < HIERARCHIES; h++)
      bytes_u32(b, u->at[i].parent[h]);
  }
}

static void
put_pairs(bytes *b, const study *s)
{
  bytes_u32(b, s->n_pairs);
  for (uint32_t i = 0; i < s->n_pairs; i++) {
    bytes_u32(b, s->pairs[i].inside);
    bytes_u32(b, s->pairs[i].outside);
    bytes_u8(b, s->pairs[i].sign > 0);
    bytes_string(b, s->pairs[i].claim);
  }
}

static void
put_plan(bytes *b, const study *s)
{
  bytes_u32(b, s->n_hypotheses);
  for (uint32_t i = 0; i < s->n_hypotheses; i++) {
    const study_hypothesis *const h = &s->hypotheses[i];
    bytes_string(b, h->kind);
    bytes_string(b, h->claim);
    bytes_u32(b, h->n_terms);
    for (uint32_t t = 0; t < h->n_terms; t++) {
      bytes_string(b, h->terms[t].role);
      bytes_u32(b, h->terms[t].scale);
    }
  }
  bytes_u32(b, s->n_controls);
  for (uint32_t i = 0; i < s->n_controls; i++)
    bytes_u32(b, s->controls[i]);
  bytes_u8(b, s->within_parent);
  bytes_string(b, s->plan);
}

/* --- the memfd ------------------------------------------------------------------------------- */

static int
seal(const bytes *catalogue, const layout *l)
{
  const uint64_t start =
      (SUMMARY_HEAD + catalogue->n + SUMMARY_ALIGNMENT - 1) / SUMMARY_ALIGNMENT * SUMMARY_ALIGNMENT;
  const size_t size = (size_t)(start + l->end) + SUMMARY_ALIGNMENT;
  const int fd = memfd_create("orgmirror-summary", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0)
    return -1;
  uint8_t *const map = ftruncate(fd, (off_t)size) != 0
                           ? MAP_FAILED
                           : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) {
    close(fd);
    return -1;
  }
  const uint64_t head[SUMMARY_HEAD / 8] = {SUMMARY_MAGIC, catalogue->n, start, l->end};
  memcpy(map, head, sizeof head);
  memcpy(map + SUMMARY_HEAD, catalogue->at, catalogue->n);
  for (size_t i = 0; i < l->n; i++)
    memcpy(map + start + l->at[i].offset, l->at[i].at, l->at[i].n);
  munmap(map, size);
  if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    close(fd);
    return -1;
  }
  return fd;
}

int
summary_build(arena *memory, const study *s, const units *u, const survey_data *data)
{
  bytes b = bytes_new(memory);
  layout l = {.memory = memory, .study = s};
  put_head(&b, s);
  put_units(&b, u);
  bytes_u32(&b, s->n_surveys);
  bytes_u32(&b, s->n_scales);
  for (uint32_t v = 0; v < s->n_surveys; v++) {
    put_survey(&b, &data[v], study_minimum(s, &s->surveys[v]));
    for (uint32_t i = 0; i < s->surveys[v].n_scales; i++) {
      const study_scale *const scale = &s->scales[s->surveys[v].first_scale + i];
      put_scale_head(&b, scale);
      put_scale(memory, &b, &l, scale, u, &data[v], i);
    }
    const pairwise p = pairwise_of(memory, s, &data[v]);
    put_pairwise(&b, &l, &p);
  }
  put_pairs(&b, s);
  put_plan(&b, s);
  return seal(&b, &l);
}
