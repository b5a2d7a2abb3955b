/* Reading the summary back: the memory that summary_build sealed -> the structs of plugin.h.
 *
 * The memory came from the core, so a fault here is a bug or another version of the program; it
 * is still read with a cursor that cannot leave it. */
#include "data/summary.h"

#include "base/bytes.h"
#include "data/summary_form.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum { LONGEST = 1 << 20 };

typedef struct opening {
  arena *memory;
  cursor c;
  const uint8_t *arrays;
  uint64_t n_arrays;
  summary *out;
  om_study *study;
  om_unit *units;
  om_survey *surveys;
  om_scale *scales;
  scale_summary *summaries;
  bool *is_public;
  pairwise_summary *pairwise;
  missing_summary *missing;
} opening;

static const char *
string(opening *o)
{
  const char *const s = cursor_string(&o->c, o->memory, LONGEST);
  return s ? s : "";
}

/* The array that lay() placed, of so many bytes; NULL for none. */
static const void *
array(opening *o, size_t n)
{
  const uint64_t offset = cursor_u64(&o->c);
  if (offset == 0)
    return NULL;
  if (offset - 1 > o->n_arrays || o->n_arrays - (offset - 1) < n) {
    o->c.broken = true;
    return NULL;
  }
  return o->arrays + offset - 1;
}

/* An array of pointers to the elements of an array of structs. */
#define POINTERS(memory, type, first, n)                                                           \
  ({                                                                                               \
    const type **const list_ = arena_many((memory), (n), const type *);                            \
    for (size_t i_ = 0; i_ < (n); i_++)                                                            \
      list_[i_] = &(first)[i_];                                                                    \
    (const type *const *)list_;                                                                    \
  })

static void
read_head(opening *o)
{
  o->out->seed = cursor_u64(&o->c);
  *o->study = (om_study){.size = sizeof *o->study, .confidence = .95};
  o->study->meaningful = cursor_f64(&o->c);
  o->study->minimum_group = cursor_u32(&o->c);
  o->study->title = string(o);
  o->study->organisation = string(o);
  const bool has_wave = cursor_u8(&o->c);
  om_wave *const wave = arena_one(o->memory, om_wave);
  *wave = (om_wave){.size = sizeof *wave, .id = string(o)};
  wave->label = string(o);
  o->study->n_waves = has_wave;
  o->study->waves = POINTERS(o->memory, om_wave, wave, 1);
}

static void
read_units(opening *o)
{
  const uint32_t n = cursor_count(&o->c);
  o->units = arena_many(o->memory, n, om_unit);
  for (uint32_t i = 0; i < n; i++) {
    om_unit *const u = &o->units[i];
    *u = (om_unit){.size = sizeof *u, .index = i, .id = string(o)};
    u->label = string(o);
    u->level = cursor_u8(&o->c);
    u->hierarchy = cursor_u8(&o->c);
    const uint32_t parent = cursor_u32(&o->c), second = cursor_u32(&o->c);
    u->parent = parent < n ? &o->units[parent] : NULL;
    u->second_parent = second < n ? &o->units[second] : NULL;
  }
  o->study->n_units = n;
  o->study->units = POINTERS(o->memory, om_unit, o->units, n);
  o->out->n_slots = n + 1;
}

static void
read_statistics(opening *o, uint32_t k, uint32_t n_reasons, scale_summary *s)
{
  const size_t n = o->out->n_slots;
  *s = (scale_summary){.k = k, .n_pairs = k * (k + 1) / 2, .n_codes = cursor_u32(&o->c)};
  s->first_code = (int32_t)cursor_u32(&o->c);
  const size_t counts = n * k * s->n_codes;
  s->complete = array(o, n * sizeof *s->complete);
  s->answered = array(o, n * k * sizeof *s->answered);
  s->sum = array(o, n * k * sizeof *s->sum);
  s->cross = array(o, n * s->n_pairs * sizeof *s->cross);
  s->mean = array(o, n * k * sizeof *s->mean);
  s->sscp = array(o, n * s->n_pairs * sizeof *s->sscp);
  s->counts_complete = array(o, counts * sizeof *s->counts_complete);
  s->counts_all = array(o, counts * sizeof *s->counts_all);
  s->n = array(o, n * sizeof *s->n);
  s->score = array(o, n * sizeof *s->score);
  s->score_ss = array(o, n * sizeof *s->score_ss);
  s->plain_score = array(o, n * sizeof *s->plain_score);
  s->effective_n = array(o, n * sizeof *s->effective_n);
  s->weight = array(o, n * sizeof *s->weight);
  s->response_rate = array(o, n * sizeof *s->response_rate);
  s->missing = array(o, (size_t)k * n_reasons * sizeof *s->missing);
}

static void
read_scale(opening *o, const om_survey *survey, uint32_t index)
{
  om_scale *const scale = &o->scales[index];
  *scale = (om_scale){.size = sizeof *scale, .index = index, .survey = survey, .id = string(o)};
  scale->label = string(o);
  scale->values = cursor_u8(&o->c);
  scale->direction = cursor_u8(&o->c);
  scale->min = cursor_f64(&o->c);
  scale->max = cursor_f64(&o->c);
  scale->facet = string(o);
  scale->outcome = string(o);
  scale->min_items = cursor_u32(&o->c);
  scale->n_items = cursor_count(&o->c);
  om_item *const items = arena_many(o->memory, scale->n_items, om_item);
  for (uint32_t i = 0; i < scale->n_items; i++) {
    items[i] = (om_item){.size = sizeof *items, .index = i, .scale = scale, .id = string(o)};
    items[i].text = string(o);
    items[i].reversed = cursor_u8(&o->c);
    items[i].min = cursor_f64(&o->c);
    items[i].max = cursor_f64(&o->c);
  }
  scale->items = POINTERS(o->memory, om_item, items, scale->n_items);
  read_statistics(o, scale->n_items, o->missing[survey->index].n_reasons, &o->summaries[index]);
}

static void
read_pairwise(opening *o, const om_survey *v, pairwise_summary *p)
{
  *p = (pairwise_summary){.k = cursor_u32(&o->c)};
  if (!p->k)
    return;
  const size_t n = (size_t)p->k * p->k;
  p->n = array(o, n * sizeof *p->n);
  p->sum = array(o, n * sizeof *p->sum);
  p->square = array(o, n * sizeof *p->square);
  p->cross = array(o, n * sizeof *p->cross);
  uint32_t *const first = arena_many(o->memory, o->study->n_scales, uint32_t);
  uint32_t at = 0;
  for (uint32_t i = 0; i < v->n_scales; i++)
    if (v->scales[i]->values == OM_CODES) {
      first[v->scales[i]->index] = at;
      at += v->scales[i]->n_items;
    }
  p->first = first;
  o->c.broken |= at != p->k;
}

static void
read_reasons(opening *o, missing_summary *m)
{
  m->n_reasons = cursor_count(&o->c);
  const char **const reasons = arena_many(o->memory, m->n_reasons, const char *);
  for (uint32_t i = 0; i < m->n_reasons; i++)
    reasons[i] = string(o);
  m->reasons = reasons;
}

/* Fills survey `index` and its scales, the first of which is scale `first`; how many they are. */
static uint32_t
read_survey(opening *o, uint32_t index, uint32_t first)
{
  om_survey *const v = &o->surveys[index];
  *v = (om_survey){.size = sizeof *v, .index = index, .id = string(o)};
  v->label = string(o);
  v->role = string(o);
  v->minimum_group = cursor_u32(&o->c);
  v->comments = cursor_u8(&o->c);
  v->side = cursor_u8(&o->c);
  v->level = cursor_u8(&o->c);
  o->is_public[index] = cursor_u8(&o->c);
  v->weighted = cursor_u8(&o->c);
  v->rows = cursor_u64(&o->c);
  read_reasons(o, &o->missing[index]);
  v->n_scales = cursor_u32(&o->c);
  v->wave = o->study->n_waves ? o->study->waves[0] : NULL;
  if (v->n_scales > o->study->n_scales - first) {
    o->c.broken = true;
    v->n_scales = 0;
  }
  for (uint32_t i = 0; i < v->n_scales && !o->c.broken; i++)
    read_scale(o, v, first + i);
  v->scales = POINTERS(o->memory, om_scale, &o->scales[first], v->n_scales);
  read_pairwise(o, v, &o->pairwise[index]);
  return v->n_scales;
}

static void
read_surveys(opening *o)
{
  o->study->n_surveys = cursor_count(&o->c);
  o->study->n_scales = cursor_count(&o->c);
  o->surveys = arena_many(o->memory, o->study->n_surveys, om_survey);
  o->scales = arena_many(o->memory, o->study->n_scales, om_scale);
  o->summaries = arena_many(o->memory, o->study->n_scales, scale_summary);
  o->is_public = arena_many(o->memory, o->study->n_surveys, bool);
  o->pairwise = arena_many(o->memory, o->study->n_surveys, pairwise_summary);
  o->missing = arena_many(o->memory, o->study->n_surveys, missing_summary);
  uint32_t first = 0;
  for (uint32_t v = 0; v < o->study->n_surveys && !o->c.broken; v++)
    first += read_survey(o, v, first);
  o->study->surveys = POINTERS(o->memory, om_survey, o->surveys, o->study->n_surveys);
  o->study->scales = POINTERS(o->memory, om_scale, o->scales, o->study->n_scales);
}

static void
read_pairs(opening *o)
{
  const uint32_t n = cursor_count(&o->c);
  om_pair *const pairs = arena_many(o->memory, n, om_pair);
  for (uint32_t i = 0; i < n && !o->c.broken; i++) {
    const uint32_t inside = cursor_u32(&o->c), outside = cursor_u32(&o->c);
    if (inside >= o->study->n_scales || outside >= o->study->n_scales) {
      o->c.broken = true;
      return;
    }
    pairs[i] = (om_pair){.size = sizeof *pairs,
                         .index = i,
                         .inside = &o->scales[inside],
                         .outside = &o->scales[outside],
                         .sign = cursor_u8(&o->c) ? 1 : -1};
    pairs[i].claim = string(o);
  }
  o->study->n_pairs = n;
  o->study->pairs = POINTERS(o->memory, om_pair, pairs, n);
}

/* One that is written by its number; NULL, and the memory broken, when there is none. */
static const om_scale *
read_scale_number(opening *o)
{
  const uint32_t i = cursor_u32(&o->c);
  o->c.broken |= i >= o->study->n_scales;
  return o->c.broken ? NULL : &o->scales[i];
}

static void
read_terms(opening *o, om_hypothesis *h)
{
  h->n_terms = cursor_count(&o->c);
  om_term *const terms = arena_many(o->memory, h->n_terms, om_term);
  for (uint32_t i = 0; i < h->n_terms && !o->c.broken; i++) {
    terms[i] = (om_term){.size = sizeof *terms, .index = i, .role = string(o)};
    terms[i].scale = read_scale_number(o);
  }
  h->terms = POINTERS(o->memory, om_term, terms, h->n_terms);
}

static void
read_hypotheses(opening *o)
{
  const uint32_t n = cursor_count(&o->c);
  om_hypothesis *const list = arena_many(o->memory, n, om_hypothesis);
  for (uint32_t i = 0; i < n && !o->c.broken; i++) {
    list[i] = (om_hypothesis){.size = sizeof *list, .index = i, .kind = string(o)};
    list[i].claim = string(o);
    read_terms(o, &list[i]);
  }
  o->study->n_hypotheses = n;
  o->study->hypotheses = POINTERS(o->memory, om_hypothesis, list, n);
}

static void
read_controls(opening *o)
{
  o->study->n_controls = cursor_count(&o->c);
  const om_scale **const list = arena_many(o->memory, o->study->n_controls, const om_scale *);
  for (uint32_t i = 0; i < o->study->n_controls && !o->c.broken; i++)
    list[i] = read_scale_number(o);
  o->study->controls = list;
  o->study->within_parent = cursor_u8(&o->c);
}

bool
summary_open(arena *memory, int fd, summary *out)
{
  *out = (summary){0};
  struct stat st;
  if (fstat(fd, &st) != 0 || st.st_size < SUMMARY_HEAD)
    return false;
  const uint8_t *const map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED)
    return false;
  out->map = map;
  out->n_map = (size_t)st.st_size;
  uint64_t head[SUMMARY_HEAD / 8];
  memcpy(head, map, sizeof head);
  const uint64_t n_catalogue = head[1], start = head[2], n_arrays = head[3];
  bool fine = head[0] == SUMMARY_MAGIC && n_catalogue <= out->n_map - SUMMARY_HEAD &&
              start <= out->n_map && n_arrays <= out->n_map - start;
  if (fine) {
    opening o = {.memory = memory,
                 .c = cursor_new(map + SUMMARY_HEAD, n_catalogue),
                 .arrays = map + start,
                 .n_arrays = n_arrays,
                 .out = out,
                 .study = arena_one(memory, om_study)};
    read_head(&o);
    read_units(&o);
    read_surveys(&o);
    read_pairs(&o);
    read_hypotheses(&o);
    read_controls(&o);
    o.study->plan = string(&o);
    out->study = o.study;
    out->scales = o.summaries;
    out->is_public = o.is_public;
    out->pairwise = o.pairwise;
    out->missing = o.missing;
    fine = cursor_done(&o.c);
  }
  if (!fine)
    summary_close(out);
  return fine;
}

void
summary_close(summary *s)
{
  if (s->map)
    munmap((void *)(uintptr_t)s->map, s->n_map);
  *s = (summary){0};
}
