/* Units on one side only, declared and not found, perhaps one under two names; pairs with few. */
#include "data/odd.h"

#include "base/fold.h"
#include "base/markup.h"
#include "data/near.h"

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

static bool
is_only_on(const odd *o, const unit *u, uint32_t side)
{
  const bool inside = units_is_on_side(o->units, u, OM_INSIDE);
  return inside != units_is_on_side(o->units, u, OM_OUTSIDE) && inside == (side == OM_INSIDE);
}

static const char **
names_only_on(const odd *o, uint32_t side, size_t *n)
{
  const units *const u = o->units;
  const char **const out = arena_many(o->memory, u->n_leaves, const char *);
  *n = 0;
  for (size_t i = 0; i < u->n_leaves; i++)
    if (is_only_on(o, &u->at[i], side))
      out[(*n)++] = u->at[i].id;
  return out;
}

/* What makes one unit of two in study.xml. */
static const char *
alias_line(arena *memory, const near_pair *pair)
{
  markup m = markup_new(memory);
  markup_open(&m, "unit");
  markup_attribute(&m, "id", pair->inside);
  markup_element(&m, "alias", pair->outside);
  markup_close(&m);
  const char *const element = strchr(m.out.at, '\n'); /* after the declaration */
  return text_one_line(memory, (span){element, strlen(element)});
}

/* Said, and never applied. */
static void
look_for_near_misses(odd *o)
{
  size_t n_inside, n_outside;
  const char **const inside = names_only_on(o, OM_INSIDE, &n_inside);
  const char **const outside = names_only_on(o, OM_OUTSIDE, &n_outside);
  const near_pairs near = near_find(o->memory, inside, n_inside, outside, n_outside);
  for (size_t i = 0; i < near.n; i++)
    odd_say(o, DIAG_WARNING, "D204", (about){0}, 0, "the names are nearly the same",
            arena_printf(o->memory, "if it is, say so: <units>%s</units>",
                         alias_line(o->memory, &near.at[i])),
            "\"%s\" inside and \"%s\" outside may be one unit", near.at[i].inside,
            near.at[i].outside);
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
