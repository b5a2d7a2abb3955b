/* What is odd about the answers to one item: nobody, hardly anybody, all the same, piled up. */
#include "data/odd.h"

#include <inttypes.h>

#define NEAR_EMPTY .05
#define PILED .90
enum { ENOUGH = 30, FEWEST_UNITS = 3 };

typedef struct looking {
  odd *o;
  const study_survey *survey;
  const study_scale *scale;
  const scale_summary *x;
  uint32_t at; /* index of the scale */
  uint64_t rows, fewest;
} looking;

static const char *
rows_name(const looking *l)
{
  return l->survey->level == OM_LEVEL_UNIT ? "units" : "people";
}

static uint64_t
answers_of(const looking *l, uint32_t item)
{
  return l->x->answered[odd_everybody(l->o) * l->x->k + item];
}

/* True when the item has too few answers for anything else to be said of it. */
static bool
is_empty(const looking *l, uint32_t i)
{
  const study_item *const item = &l->scale->items[i];
  const uint64_t n = answers_of(l, i);
  const about where = odd_about_item(l->o, l->at, i);
  const char *const fix = "check the column and the codes for \"no answer\"; or leave the item out";
  const char *const name = l->scale->name;
  if (n == 0)
    odd_say(l->o, DIAG_WARNING, "D311", where, item->line, NULL, fix,
            "%s: nobody answered the item %s", name, item->column);
  else if (n < l->fewest)
    odd_say(l->o, DIAG_WARNING, "D312", where, item->line, NULL, fix,
            "%s: fewer than %" PRIu64 " %s answered the item %s", name, l->fewest, rows_name(l),
            item->column);
  else if ((double)n < NEAR_EMPTY * (double)l->rows)
    odd_say(l->o, DIAG_WARNING, "D312", where, item->line, NULL, fix,
            "%s: less than 5 %% answered the item %s (%" PRIu64 " of %" PRIu64 " %s)", name,
            item->column, n, l->rows, rows_name(l));
  return n < l->fewest;
}

/* Numbers have no histogram: then their spread decides, over those who answered every item. */
static bool
is_constant(const looking *l, uint32_t i)
{
  const size_t everybody = odd_everybody(l->o);
  if (!l->x->n_codes) {
    const size_t own = (size_t)i * l->x->k - (size_t)i * (i + 1) / 2 + i;
    return l->x->complete[everybody] * 2 >= answers_of(l, i) &&
           l->x->complete[everybody] >= l->fewest &&
           l->x->sscp[everybody * l->x->n_pairs + own] == 0;
  }
  const uint64_t *const counts = &l->x->counts_all[(everybody * l->x->k + i) * l->x->n_codes];
  uint32_t used = 0;
  for (uint32_t c = 0; c < l->x->n_codes; c++)
    used += counts[c] > 0;
  return used == 1;
}

/* At the lowest or highest declared code; -1, 1, or 0 for neither.  As the export has it. */
static int
piled_end(const looking *l, uint32_t i)
{
  if (!l->x->n_codes || answers_of(l, i) < ENOUGH)
    return 0;
  const study_item *const item = &l->scale->items[i];
  const uint64_t *const counts =
      &l->x->counts_all[(odd_everybody(l->o) * l->x->k + i) * l->x->n_codes];
  const double many = PILED * (double)answers_of(l, i);
  const int turned = item->reversed ? -1 : 1;
  if ((double)counts[(int32_t)item->min - l->x->first_code] >= many)
    return -turned;
  return (double)counts[(int32_t)item->max - l->x->first_code] >= many ? turned : 0;
}

static void
look_at_item(const looking *l, uint32_t i)
{
  if (is_empty(l, i))
    return;
  const study_item *const item = &l->scale->items[i];
  const about where = odd_about_item(l->o, l->at, i);
  if (is_constant(l, i)) {
    odd_say(l->o, DIAG_WARNING, "D313", where, item->line, NULL,
            "check the column; or leave the item out",
            "%s: all answers to the item %s are the same", l->scale->name, item->column);
    return;
  }
  const int end = piled_end(l, i);
  if (end)
    odd_say(l->o, DIAG_NOTE, "D314", where, item->line, NULL, NULL,
            "%s: 90 %% or more of the answers to the item %s are the %s code", l->scale->name,
            item->column, end < 0 ? "lowest" : "highest");
}

void
odd_answers(odd *o)
{
  for (uint32_t i = 0; i < study_n_asked(o->study); i++) {
    const study_scale *const scale = &o->study->scales[i];
    const study_survey *const survey = &o->study->surveys[scale->survey];
    const looking l = {.o = o,
                       .survey = survey,
                       .scale = scale,
                       .x = odd_scale(o, i),
                       .at = i,
                       .rows = o->data[scale->survey].kept,
                       .fewest = survey->level == OM_LEVEL_UNIT ? FEWEST_UNITS
                                                                : study_minimum(o->study, survey)};
    for (uint32_t j = 0; j < scale->n_items; j++)
      look_at_item(&l, j);
  }
}
