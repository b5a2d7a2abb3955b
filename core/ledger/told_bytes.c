/* What a report tells, as bytes. */
#include "ledger/told.h"

enum { LONGEST_NAME = 4096 };

static void
write_units(const told_report *r, bytes *to)
{
  bytes_u32(to, r->n_units);
  for (uint32_t i = 0; i < r->n_units; i++) {
    const told_unit *const unit = &r->units[i];
    bytes_string(to, unit->id);
    bytes_u8(to, (uint8_t)unit->level);
    bytes_u8(to, (uint8_t)unit->hierarchy);
    for (uint32_t h = 0; h < HIERARCHIES; h++)
      bytes_u32(to, unit->parent[h]);
  }
}

static void
write_scale(const told_scale *s, uint32_t n_slots, bytes *to)
{
  bytes_string(to, s->name);
  bytes_u32(to, s->k);
  for (uint32_t j = 0; j < s->k; j++)
    bytes_u64(to, s->columns[j]);
  for (uint32_t f = 0; f < TOLD_ITEMS + s->k; f++) {
    for (uint32_t i = 0; i < n_slots; i++)
      bytes_u32(to, s->families[f].n[i]);
    bytes_raw(to, s->families[f].state, n_slots);
    for (uint32_t i = 0; i < n_slots; i++)
      bytes_f64(to, s->families[f].mean[i]);
  }
}

void
told_write(const told_report *r, bytes *to)
{
  bytes_u64(to, r->time);
  bytes_string(to, r->study);
  bytes_string(to, r->wave);
  bytes_string(to, r->output);
  write_units(r, to);
  bytes_u32(to, r->n_surveys);
  for (uint32_t v = 0; v < r->n_surveys; v++) {
    const told_survey *const survey = &r->surveys[v];
    bytes_string(to, survey->id);
    bytes_u32(to, survey->minimum);
    bytes_u64(to, survey->n_rows);
    bytes_u64(to, survey->set.a);
    bytes_u64(to, survey->set.b);
    bytes_u32(to, survey->n_scales);
    for (uint32_t i = 0; i < survey->n_scales; i++)
      write_scale(&survey->scales[i], r->n_units + 1, to);
  }
}

/* --- back ------------------------------------------------------------------------------------ */

static const char *
read_name(arena *memory, cursor *c)
{
  const char *const name = cursor_string(c, memory, LONGEST_NAME);
  return name ? name : "";
}

/* An index of a unit, or UNIT_NONE. */
static uint32_t
read_index(cursor *c, uint32_t n)
{
  const uint32_t i = cursor_u32(c);
  c->broken |= i >= n && i != UNIT_NONE;
  return c->broken ? UNIT_NONE : i;
}

static void
read_units(arena *memory, cursor *c, told_report *r)
{
  r->n_units = cursor_count(c);
  told_unit *const units = arena_many(memory, r->n_units, told_unit);
  for (uint32_t i = 0; i < r->n_units; i++) {
    units[i].id = read_name(memory, c);
    units[i].level = cursor_u8(c);
    units[i].hierarchy = cursor_u8(c);
    c->broken |= units[i].level > 1 || units[i].hierarchy >= HIERARCHIES;
    for (uint32_t h = 0; h < HIERARCHIES; h++)
      units[i].parent[h] = read_index(c, r->n_units);
  }
  r->units = units;
}

static told_family
read_family(arena *memory, cursor *c, uint32_t n_slots)
{
  if (c->n - c->i < (size_t)13 * n_slots)
    c->broken = true;
  uint32_t *const n = arena_many(memory, c->broken ? 0 : n_slots, uint32_t);
  uint8_t *const state = arena_many(memory, c->broken ? 0 : n_slots, uint8_t);
  double *const mean = arena_many(memory, c->broken ? 0 : n_slots, double);
  for (uint32_t i = 0; i < n_slots && !c->broken; i++)
    n[i] = cursor_u32(c);
  for (uint32_t i = 0; i < n_slots && !c->broken; i++) {
    state[i] = cursor_u8(c);
    c->broken |= state[i] >= N_TOLD_STATES;
  }
  for (uint32_t i = 0; i < n_slots && !c->broken; i++)
    mean[i] = cursor_f64(c);
  return (told_family){n, state, mean};
}

static void
read_scale(arena *memory, cursor *c, uint32_t n_slots, told_scale *out)
{
  out->name = read_name(memory, c);
  out->k = cursor_count(c);
  uint64_t *const columns = arena_many(memory, out->k, uint64_t);
  for (uint32_t j = 0; j < out->k; j++)
    columns[j] = cursor_u64(c);
  out->columns = columns;
  told_family *const families = arena_many(memory, (size_t)TOLD_ITEMS + out->k, told_family);
  for (uint32_t f = 0; f < TOLD_ITEMS + out->k && !c->broken; f++)
    families[f] = read_family(memory, c, n_slots);
  out->families = families;
}

static void
read_survey(arena *memory, cursor *c, uint32_t n_slots, told_survey *out)
{
  out->id = read_name(memory, c);
  out->minimum = cursor_u32(c);
  out->n_rows = cursor_u64(c);
  out->set.a = cursor_u64(c);
  out->set.b = cursor_u64(c);
  out->n_scales = cursor_count(c);
  told_scale *const scales = arena_many(memory, out->n_scales, told_scale);
  for (uint32_t i = 0; i < out->n_scales && !c->broken; i++)
    read_scale(memory, c, n_slots, &scales[i]);
  out->scales = scales;
}

bool
told_read(arena *memory, cursor *from, told_report *out)
{
  *out = (told_report){.time = cursor_u64(from)};
  out->study = read_name(memory, from);
  out->wave = read_name(memory, from);
  out->output = read_name(memory, from);
  read_units(memory, from, out);
  out->n_surveys = cursor_count(from);
  told_survey *const surveys = arena_many(memory, out->n_surveys, told_survey);
  for (uint32_t v = 0; v < out->n_surveys && !from->broken; v++)
    read_survey(memory, from, out->n_units + 1, &surveys[v]);
  out->surveys = surveys;
  return cursor_done(from);
}
