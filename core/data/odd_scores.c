/* Scales on which people who answered have no score. */
#include "data/odd.h"

#include <inttypes.h>

#define MOST_WITHOUT (1. / 3)
#define MANY_CUT .10
enum { FEWEST = 10 };

/* The number of people who answered at least one item is not known; of its items, the one that
 * most people answered tells how many there are at least. */
static uint64_t
answered_any(const odd *o, const scale_summary *x)
{
  uint64_t most = x->n[odd_everybody(o)];
  for (uint32_t i = 0; i < x->k; i++) {
    const uint64_t n = x->answered[odd_everybody(o) * x->k + i];
    most = n > most ? n : most;
  }
  return most;
}

static void
look_at_scale(odd *o, uint32_t at)
{
  const study_scale *const scale = &o->study->scales[at];
  const bool is_figure = o->study->surveys[scale->survey].level == OM_LEVEL_UNIT;
  const char *const who = is_figure ? "units" : "people";
  const scale_summary *const x = odd_scale(o, at);
  const uint64_t rows = o->data[scale->survey].kept, scored = x->n[odd_everybody(o)],
                 any = answered_any(o, x);
  if (rows < FEWEST || any == 0)
    return; /* no item was answered: that is said of each of them */
  const uint64_t cut = any - scored;
  if ((double)cut >= MANY_CUT * (double)any && cut > 1)
    odd_say(o, DIAG_WARNING, "D342", odd_about_scale(o, at), scale->line,
            arena_printf(o->memory, "min-items asks for %" PRIu32 " of %" PRIu32 " items",
                         scale->min_items, scale->n_items),
            "lower min-items where fewer items will do; or check the items that were left blank",
            "%s: 10 %% or more of the %s who answered have no score", scale->name, who);
  if ((double)(rows - scored) > MOST_WITHOUT * (double)rows)
    odd_say(o, DIAG_WARNING, "D341", odd_about_scale(o, at), scale->line, NULL,
            "check the columns of its items, the codes for \"no answer\", and min-items",
            "%s: more than a third of the %s in the export have no score", scale->name, who);
}

void
odd_scores(odd *o)
{
  for (uint32_t i = 0; i < study_n_asked(o->study); i++)
    look_at_scale(o, i);
}
