/* Units on one side only, declared and not found, perhaps one under two names; pairs with few. */
#include "data/odd.h"

#include "data/gate.h"

#include <inttypes.h>
#include <string.h>

enum {
  SHOWN = 20,
  FEWEST_FOR_LINK = 3,
  FEWEST_FOR_RANGE = 4,
  FEWEST_FOR_RESAMPLING = 8,
  FEWEST_FOR_EVIDENCE = 10,
  FEW_UNITS = 30
};

matching
odd_match(const units *u)
{
  matching m = {.units = u->n_leaves};
  for (size_t i = 0; i < u->n_leaves; i++) {
    const bool inside = units_is_on_side(u, &u->at[i], OM_INSIDE),
               outside = units_is_on_side(u, &u->at[i], OM_OUTSIDE);
    m.both += inside && outside;
    m.inside_only += inside && !outside;
    m.outside_only += outside && !inside;
  }
  return m;
}

static void
look_at_unmatched(odd *o)
{
  const matching m = odd_match(o->units);
  const uint64_t n = m.inside_only + m.outside_only;
  if (!n || !o->study->n_pairs)
    return;
  text names = text_new(o->memory);
  uint64_t told = 0;
  for (size_t i = 0; i < o->units->n_leaves && told < SHOWN; i++) {
    const unit *const u = &o->units->at[i];
    const bool inside = units_is_on_side(o->units, u, OM_INSIDE);
    if (inside == units_is_on_side(o->units, u, OM_OUTSIDE))
      continue;
    told++;
    text_addf(&names, "%s%s (%s)", names.n ? ", " : "", u->id, inside ? "inside" : "outside");
  }
  if (n > told)
    text_addf(&names, " and %" PRIu64 " more", n - told);
  odd_say(o, DIAG_WARNING, "D202", (about){0}, 0, names.at,
          "where they are one unit under two names, say so: <units><unit id><alias>",
          "%" PRIu64 " unit%s on one side only, %" PRIu64 " inside and %" PRIu64 " outside", n,
          n == 1 ? " is" : "s are", m.inside_only, m.outside_only);
}

/* Units that study.xml names and no export: a typing error, most likely. */
static void
look_for_declared(odd *o)
{
  for (uint32_t i = 0; i < o->study->n_units; i++) {
    const study_unit *const x = &o->study->units[i];
    if (map_find(&o->units->ids, x->id, strlen(x->id)) == MAP_NONE)
      odd_say(o, DIAG_WARNING, "D203", (about){0}, x->line, NULL,
              "write it as the export does, or remove it", "no export names the unit \"%s\"",
              x->id);
  }
}

/* --- one unit under two names? --------------------------------------------------------------- */

/* The letters and digits of a name, small; bytes beyond ASCII as they are. */
static span
skeleton(char *at, const char *name)
{
  size_t n = 0;
  for (; *name; name++) {
    const unsigned char c = (unsigned char)*name;
    if (c >= 'A' && c <= 'Z')
      at[n++] = (char)(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
      at[n++] = (char)c;
  }
  return (span){at, n};
}

static bool
is_only_on(const odd *o, const unit *u, uint32_t side)
{
  const bool inside = units_is_on_side(o->units, u, OM_INSIDE);
  return inside != units_is_on_side(o->units, u, OM_OUTSIDE) && inside == (side == OM_INSIDE);
}

static size_t
longest_name(const units *u)
{
  size_t longest = 0;
  for (size_t i = 0; i < u->n_leaves; i++) {
    const size_t n = strlen(u->at[i].id);
    longest = n > longest ? n : longest;
  }
  return longest;
}

/* Names that differ in case, blanks and signs alone. */
static void
look_for_near_misses(odd *o)
{
  const units *const u = o->units;
  char *const buffer = arena_alloc(o->memory, longest_name(u) + 1, 1);
  map inside = map_new(o->memory);
  uint32_t *const who = arena_many(o->memory, u->n_leaves, uint32_t);
  for (uint32_t i = 0; i < u->n_leaves; i++) {
    if (!is_only_on(o, &u->at[i], OM_INSIDE))
      continue;
    const span s = skeleton(buffer, u->at[i].id);
    const uint32_t before = inside.n, at = map_add(&inside, s.at, s.n);
    if (at == before)
      who[at] = i;
  }
  for (size_t i = 0; i < u->n_leaves; i++) {
    if (!is_only_on(o, &u->at[i], OM_OUTSIDE))
      continue;
    const span s = skeleton(buffer, u->at[i].id);
    const uint32_t at = s.n ? map_find(&inside, s.at, s.n) : MAP_NONE;
    if (at != MAP_NONE)
      odd_say(o, DIAG_WARNING, "D204", (about){0}, 0, "the names differ in case and signs alone",
              arena_printf(o->memory, "if it is, say so: <unit id=\"%s\"><alias>%s</alias></unit>",
                           u->at[who[at]].id, u->at[i].id),
              "\"%s\" inside and \"%s\" outside may be one unit", u->at[who[at]].id, u->at[i].id);
  }
}

/* --- pairs ----------------------------------------------------------------------------------- */

/* What so few units leave without. */
static const char *
consequence(uint64_t matched)
{
  return matched < FEWEST_FOR_LINK         ? "below 3 there is no link to compute"
         : matched < FEWEST_FOR_RANGE      ? "below 4 a link has no range"
         : matched < FEWEST_FOR_RESAMPLING ? "below 8 nothing is resampled, so no range can be "
                                             "checked, and below 10 no finding has evidence"
         : matched < FEWEST_FOR_EVIDENCE   ? "below 10 no finding has evidence"
                                           : "below 30 ranges are wide, and one unit can decide";
}

/* Of pairs with as many matched units the first one speaks for all. */
static void
look_at_pair(odd *o, const uint64_t *matched, uint32_t index)
{
  const study_pair *const pair = &o->study->pairs[index];
  const uint64_t n = matched[index];
  uint32_t before = 0, same = 0;
  for (uint32_t i = 0; i < o->study->n_pairs; i++) {
    before += i < index && matched[i] == n;
    same += matched[i] == n;
  }
  if (n == 0 || n >= FEW_UNITS || before)
    return; /* none at all is an error that was told */
  const char *const others =
      same > 1 ? arena_printf(o->memory, " (and %" PRIu32 " more)", same - 1) : "";
  odd_say(o, n < FEWEST_FOR_EVIDENCE ? DIAG_WARNING : DIAG_NOTE, "D205",
          (about){.inside = pair->inside + 1, .outside = pair->outside + 1}, pair->line, NULL,
          n < FEWEST_FOR_EVIDENCE ? "match more units, or take smaller ones" : NULL,
          "the pair %s, %s%s has %" PRIu64 " matched unit%s: %s",
          o->study->scales[pair->inside].name, o->study->scales[pair->outside].name, others, n,
          odd_plural(n), consequence(n));
}

void
odd_units(odd *o)
{
  look_at_unmatched(o);
  look_for_near_misses(o);
  look_for_declared(o);
  uint64_t *const matched = arena_many(o->memory, o->study->n_pairs, uint64_t);
  for (uint32_t i = 0; i < o->study->n_pairs; i++) {
    const om_pair *const p = o->summary->study->pairs[i];
    matched[i] = gate_matched(o->summary, p->inside, p->outside);
  }
  for (uint32_t i = 0; i < o->study->n_pairs; i++)
    look_at_pair(o, matched, i);
}
