/* One cell of an export: missing, a code, or a number. */
#include "data/load.h"

#include <math.h>
#include <string.h>

cell_rule
cell_rule_new(arena *memory, const study_survey *survey)
{
  double *const values = arena_many(memory, survey->n_missing, double);
  for (uint32_t i = 0; i < survey->n_missing; i++) {
    const char *const code = survey->missing[i].code;
    if (!number_parse((span){code, strlen(code)}, survey->decimal, &values[i]))
      values[i] = NAN;
  }
  return (cell_rule){survey, values};
}

int
cell_missing(const cell_rule *rule, span cell)
{
  cell = span_trim(cell);
  if (cell.n == 0)
    return OM_BLANK;
  const study_survey *const survey = rule->survey;
  double x = NAN;
  for (uint32_t i = 0; i < survey->n_missing; i++) {
    if (span_is(cell, survey->missing[i].code))
      return OM_BLANK + 1 + (int)i;
    if (!isnan(rule->missing_values[i]) && (!isnan(x) || number_parse(cell, survey->decimal, &x)) &&
        x == rule->missing_values[i])
      return OM_BLANK + 1 + (int)i; /* "9999.0" is 9999 */
  }
  return 0;
}

static cell_fault
number_in_range(const cell_rule *rule, const study_item *item, span cell, double *x)
{
  if (!number_parse(span_trim(cell), rule->survey->decimal, x))
    return CELL_NOT_A_NUMBER;
  return *x < item->min || *x > item->max ? CELL_OUT_OF_RANGE : CELL_FINE;
}

cell_fault
cell_code(const cell_rule *rule, const study_item *item, span cell, int8_t *out)
{
  double x;
  const cell_fault fault = number_in_range(rule, item, cell, &x);
  if (fault != CELL_FINE)
    return fault;
  if (x != floor(x))
    return CELL_NOT_WHOLE;
  *out = (int8_t)(item->reversed ? item->min + item->max - x : x);
  return CELL_FINE;
}

cell_fault
cell_number(const cell_rule *rule, const study_item *item, span cell, double *out)
{
  double x;
  const cell_fault fault = number_in_range(rule, item, cell, &x);
  if (fault == CELL_FINE)
    *out = item->reversed ? item->min + item->max - x : x;
  return fault;
}
