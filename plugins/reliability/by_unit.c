/* Alpha with a range that does not take the people of one unit as strangers to each other: whole
 * units are drawn.  Alpha needs few sums of each unit, so that no answer is looked at again. */
#include "reliability.h"

#include <stdlib.h>

typedef struct unit_sums {
  size_t k, units;
  double *n;     /* people of each unit who answered every item */
  double *items; /* squares of the items about their means over everybody, all items together */
  double *total; /* squares of the total about its mean */
  double *sum;   /* of item i in unit u at [i * units + u], about the same mean */
} unit_sums;

static void
add_unit(unit_sums *s, size_t room, const om_moments *all, const om_moments *m)
{
  const size_t u = s->units++;
  const double n = (double)m->n;
  double shift_of_total = 0;
  s->n[u] = n;
  for (size_t i = 0; i < s->k; i++) {
    const double shift = m->mean[i] - all->mean[i];
    shift_of_total += shift;
    s->sum[i * room + u] = n * shift;
    s->items[u] += m->sscp[om_packed(s->k, i, i)] + n * shift * shift;
    for (size_t j = i; j < s->k; j++)
      s->total[u] += (i == j ? 1 : 2) * m->sscp[om_packed(s->k, i, j)];
  }
  s->total[u] += n * shift_of_total * shift_of_total;
}

typedef struct drawn {
  const unit_sums *s;
  size_t room;
} drawn;

/* Alpha of the people of the units in `index`. */
static void
alpha_of(const void *context, size_t n_index, const uint32_t *index, double *out)
{
  const drawn *const d = context;
  const unit_sums *const s = d->s;
  double n = 0, items = 0, total = 0, sum_of_total = 0;
  *out = NAN;
  for (size_t b = 0; b < n_index; b++) {
    n += s->n[index[b]];
    items += s->items[index[b]];
    total += s->total[index[b]];
  }
  if (n < 2)
    return;
  const double raw_total = total;
  for (size_t i = 0; i < s->k; i++) {
    const double *const sums = s->sum + i * d->room;
    double sum = 0;
    for (size_t b = 0; b < n_index; b++)
      sum += sums[index[b]];
    items -= sum * sum / n;
    sum_of_total += sum;
  }
  total -= sum_of_total * sum_of_total / n;
  const double k = (double)s->k;
  if (total > 1e-12 * raw_total)
    *out = k / (k - 1) * (1 - items / total);
}

/* False for a unit that holds its children's people, or that nobody of the scale is in. */
static int
counts(om_run *r, const om_scale *scale, const om_unit *unit)
{
  const om_moments *const m = unit->level == 0 ? om_moments_of(r, scale, unit) : NULL;
  return m && m->n > 0;
}

static void
resample(om_run *r, const om_scale *scale, const drawn *d)
{
  const om_rng rng = om_rng_stream(r, 1);
  const om_study *const study = om_study_of(r);
  om_boot boot;
  om_bootstrap(d->s->units, 1, (uint32_t)om_option_value(r, "resamples"), alpha_of, d, &rng,
               study->confidence, &boot);
  say_stat(r, "alpha_by_unit", OM_ABOUT(.scale = scale), &boot.bca);
}

int
report_alpha_by_unit(om_run *r, const om_scale *scale, const om_moments *m, said *what)
{
  const om_study *const study = om_study_of(r);
  if (scale->survey->level != OM_LEVEL_RESPONDENT)
    return 1;
  size_t room = 0;
  for (uint32_t i = 0; i < study->n_units; i++)
    room += (size_t)counts(r, scale, study->units[i]);
  if (room < OM_BOOT_MIN_UNITS)
    return 1;
  double *const numbers = calloc(room * (m->k + 3), sizeof *numbers);
  if (!numbers)
    return 0;
  unit_sums s = {m->k, 0, numbers, numbers + room, numbers + 2 * room, numbers + 3 * room};
  for (uint32_t i = 0; i < study->n_units; i++)
    if (counts(r, scale, study->units[i]))
      add_unit(&s, room, m, om_moments_of(r, scale, study->units[i]));
  resample(r, scale, &(drawn){&s, room});
  what->by_unit = 1;
  free(numbers);
  return 1;
}
