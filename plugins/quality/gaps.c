/* Whether gaps look as if chance alone had made them, scale by scale. */
#include "quality.h"

#include <stdlib.h>

/* Answers that fit into memory, and questions that can be done in seconds. */
enum { MOST_ANSWERS = 100000000, MOST_QUESTIONS = 40 };

/* The answers of a scale, row by row, NaN where there is none; 0 when they are not to be had. */
static int
take_answers(om_run *r, const om_scale *scale, uint64_t rows, double *x)
{
  for (uint32_t j = 0; j < scale->n_items; j++) {
    const om_column *const c = r->host->column(r, scale->items[j]);
    if (!c || c->rows != rows)
      return 0;
    for (uint64_t i = 0; i < rows; i++) {
      const double code = c->codes && c->codes[i] > OM_MISSING ? (double)c->codes[i] : NAN;
      x[i * scale->n_items + j] = c->numbers ? c->numbers[i] : code;
    }
  }
  return 1;
}

static om_stat
no_test(const char *why)
{
  return (om_stat){.value = NAN, .lo = NAN, .hi = NAN, .se = NAN, .p = NAN, .undefined = why};
}

static om_stat
test_scale(om_run *r, const om_scale *scale, uint64_t rows)
{
  if (scale->n_items > MOST_QUESTIONS)
    return no_test("more than 40 questions");
  if (rows * scale->n_items > MOST_ANSWERS)
    return no_test("too many answers");
  double *const x = calloc(rows * scale->n_items + 1, sizeof *x);
  om_stat s = no_test(x ? "the answers cannot be seen" : "out of memory");
  if (x && take_answers(r, scale, rows, x))
    s = om_little_mcar(rows, scale->n_items, x);
  free(x);
  return s;
}

static const char *
verdict(const om_stat *s)
{
  if (s->undefined)
    return "Nothing can be said of gaps.";
  return s->p < .05 ? "Who left questions out answered others differently."
                    : "Gaps look as if chance had made them.";
}

void
report_gaps(om_run *r, const om_survey *survey, uint64_t rows)
{
  char id[64], title[512];
  om_table *t = NULL;
  for (uint32_t i = 0; i < survey->n_scales; i++) {
    const om_scale *const scale = survey->scales[i];
    const om_about *const about = OM_ABOUT(.scale = scale);
    if (scale->n_items < 2)
      continue;
    if (!t) {
      const int length = snprintf(id, sizeof id, "gaps-%s", survey->id);
      if (length < 0 || (size_t)length >= sizeof id)
        snprintf(id, sizeof id, "gaps-%u", survey->index);
      OM_FILL(title, "Are answers missing at random? ({survey})", "survey", survey->label);
      t = om_table_new(r, id, title, OM_ROWS_SCALES);
      r->host->table_column(t, "gaps", "In a sentence", NULL);
      r->host->table_column(t, "mcar", "Little\u2019s chi-square", NULL);
    }
    const om_stat s = test_scale(r, scale, rows);
    say_stat(r, "mcar", about, &s);
    om_remark(r, "gaps", about, verdict(&s));
    r->host->table_row(t, about);
  }
}
