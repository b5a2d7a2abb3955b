/* The scorecard: what several plugins say of each unit, side by side. */
#include "report/model.h"

#include "base/catalogue.h"

#include <stdlib.h>
#include <string.h>

/* A column, and the plugin that it is of. */
typedef struct source {
  const shown_section *section;
  const score_column *column;
} source;

typedef struct sources {
  source *at;
  size_t n, capacity;
} sources;

static sources
collect(arena *memory, const model *m, size_t *n_plugins)
{
  sources all = {0};
  for (size_t i = 0; i < m->n_sections; i++) {
    const result *const r = m->sections[i].analysis->result;
    for (size_t c = 0; r && c < r->n_scorecard; c++) {
      const source one = {&m->sections[i], &r->scorecard[c]};
      arena_push(memory, &all, one);
    }
    *n_plugins += r && r->n_scorecard;
  }
  return all;
}

/* False when nothing is said of the unit. */
static bool
fill_row(arena *memory, const om_study *study, const sources *all, uint32_t unit, shown_row *row)
{
  bool has_hidden = false, has_other = false;
  row->about = (about){.unit = unit + 1};
  row->label = row_label(memory, study, row->about, OM_ROWS_UNITS);
  row->cells = arena_many(memory, all->n, shown_cell);
  for (size_t c = 0; c < all->n; c++) {
    const score_column *const column = all->at[c].column;
    const shown *const e = model_estimate(all->at[c].section, column->statistic,
                                          about_join(row->about, column->about));
    row->cells[c].estimate = e;
    has_hidden |= e && e->gate.is_withheld;
    has_other |= e && !e->gate.is_withheld;
  }
  row->is_withheld = has_hidden && !has_other;
  return has_hidden || has_other;
}

static int
by_label(const void *a, const void *b)
{
  const shown_row *const x = a, *const y = b;
  if (x->is_withheld != y->is_withheld)
    return x->is_withheld ? 1 : -1;
  const int order = strcmp(x->label, y->label);
  return order ? order : about_compare(x->about, y->about);
}

/* What the table is called by, as if a plugin had made it. */
static table *
declare(arena *memory, const sources *all)
{
  table *const t = arena_one(memory, table);
  *t = (table){.id = "scorecard",
               .title = N_("All units, from all analyses"),
               .rows = OM_ROWS_UNITS,
               .columns = arena_many(memory, all->n, table_column),
               .n_columns = all->n};
  for (size_t c = 0; c < all->n; c++) {
    const source *const s = &all->at[c];
    const description *const d = s->section->analysis->description;
    t->columns[c] = (table_column){.name = arena_printf(memory, "%s.%s", s->section->id,
                                                        d->statistics[s->column->statistic].id),
                                   .label = s->column->label,
                                   .about = s->column->about};
  }
  return t;
}

void
model_make_scorecard(arena *memory, model *m)
{
  const om_study *const study = m->summary->study;
  size_t n_plugins = 0;
  const sources all = collect(memory, m, &n_plugins);
  if (n_plugins < 2) /* what one plugin says stands in its own section */
    return;
  shown_table *const t = &m->scorecard;
  const table *const declared = declare(memory, &all);
  *t = (shown_table){.table = declared,
                     .id = "scorecard",
                     .title = say_heading(memory, declared->title),
                     .labels = say_labels(memory, declared),
                     .order = "by name",
                     .formats = arena_many(memory, all.n, uint32_t),
                     .rows = arena_many(memory, study->n_units, shown_row)};
  for (size_t c = 0; c < all.n; c++)
    t->formats[c] =
        all.at[c].section->analysis->description->statistics[all.at[c].column->statistic].format;
  for (uint32_t u = 0; u < study->n_units; u++)
    t->n_rows +=
        study->units[u]->level == 0 && fill_row(memory, study, &all, u, &t->rows[t->n_rows]);
  if (t->n_rows)
    qsort(t->rows, t->n_rows, sizeof *t->rows, by_label);
}
