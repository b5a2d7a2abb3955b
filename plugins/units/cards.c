/* What the head of a unit is told: where it stands, what is strong and what is weak, in words that
 * do not rank people. */
#include "units.h"

#include <stdlib.h>
#include <string.h>

enum { NAMED = 3, LONGEST = 1200 };

/* --- items ----------------------------------------------------------------------------------- */

/* One question in one unit, against the other units. */
typedef struct item_standing {
  const om_item *item;
  om_stat apart;
} item_standing;

/* Mean and its standard error over the units that enough people answered in, by unit. */
typedef struct item_units {
  uint32_t n;
  double *mean, *se, *df; /* [unit]; mean NaN where too few answered */
  double sum, squares;
} item_units;

static double
healthy_sign_of(const om_scale *scale)
{
  return scale->direction == OM_HIGHER_IS_DYSFUNCTION ? -1 : 1;
}

static void
take_item(om_run *r, const standings *s, const om_item *item, item_units *x)
{
  const double width = healthy_sign_of(item->scale) * 100 / (item->max - item->min);
  x->n = 0;
  x->sum = x->squares = 0;
  for (uint32_t u = 0; u < s->n_units; u++) {
    const om_counts *const c = om_counts_of(r, item, s->unit[u], 0);
    x->mean[u] = NAN;
    if (!c || c->n < item->scale->survey->minimum_group || c->n < 2)
      continue;
    double sum = 0, squares = 0;
    for (uint32_t k = 0; k < c->n_codes; k++) {
      sum += (double)c->counts[k] * (c->first + (double)k);
      squares += (double)c->counts[k] * (c->first + (double)k) * (c->first + (double)k);
    }
    const double n = (double)c->n, mean = sum / n;
    x->mean[u] = width * mean;
    x->se[u] = fabs(width) * sqrt(fmax(squares - n * mean * mean, 0) / (n - 1) / n);
    x->df[u] = n - 1;
    const double before = x->n ? x->mean[u] - x->sum / x->n : 0;
    x->sum += x->mean[u];
    x->n++;
    x->squares += x->n > 1 ? before * (x->mean[u] - x->sum / x->n) : 0;
  }
}

static om_stat
item_apart(const item_units *x, uint32_t u, double conf)
{
  const double others = x->n - 1.0, off = x->mean[u] - x->sum / x->n;
  const double ss = fmax(x->squares - off * off * x->n / others, 0);
  return difference(x->mean[u], x->se[u], x->df[u], (x->sum - x->mean[u]) / others,
                    sqrt(ss / (others - 1) / others), others - 1, conf);
}

/* Puts it among the NAMED that are furthest in the direction, the furthest first. */
static void
offer(item_standing *best, const om_item *item, om_stat apart, double direction)
{
  for (uint32_t i = 0; i < NAMED; i++)
    if (!best[i].item || direction * apart.value > direction * best[i].apart.value) {
      memmove(best + i + 1, best + i, (NAMED - 1 - i) * sizeof *best);
      best[i] = (item_standing){item, apart};
      return;
    }
}

/* Every coded question of the scales that are shown, in turn; NULL after the last. */
static const om_item *
item_at(const standings *s, size_t index)
{
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const uint32_t n = s->scale[i]->values == OM_CODES ? s->scale[i]->n_items : 0;
    if (index < n)
      return s->scale[i]->items[index];
    index -= n;
  }
  return NULL;
}

/* p of every question in every unit, all of them considered: [item][unit], NaN where too few
 * answered. */
static int
adjusted_p(om_run *r, const standings *s, item_units *x, double **out)
{
  size_t n_items = 0;
  while (item_at(s, n_items))
    n_items++;
  double *const p = *out = calloc(n_items * s->n_units + 1, sizeof *p);
  for (size_t i = 0; p && i < n_items; i++) {
    take_item(r, s, item_at(s, i), x);
    for (uint32_t u = 0; u < s->n_units; u++)
      p[i * s->n_units + u] = x->n > 2 && !isnan(x->mean[u]) ? item_apart(x, u, .95).p : NAN;
  }
  if (p)
    om_adjust_bh(n_items * s->n_units, p, 0, p);
  return p != NULL;
}

/* Of every unit the questions that stand apart from the other units, all questions of all units
 * considered. */
static int
find_items(om_run *r, const standings *s, item_standing (*high)[NAMED], item_standing (*low)[NAMED])
{
  const double conf = om_study_of(r)->confidence;
  double *p = NULL;
  item_units x = {.mean = calloc(3 * (size_t)s->n_units + 1, sizeof *x.mean)};
  x.se = x.mean ? x.mean + s->n_units : NULL;
  x.df = x.mean ? x.se + s->n_units : NULL;
  const int fine = x.mean && adjusted_p(r, s, &x, &p);
  const om_item *item;
  for (size_t i = 0; fine && (item = item_at(s, i)); i++) {
    take_item(r, s, item, &x);
    for (uint32_t u = 0; u < s->n_units; u++) {
      if (!(p[i * s->n_units + u] < .05))
        continue;
      const om_stat apart = item_apart(&x, u, conf);
      offer(apart.value > 0 ? high[u] : low[u], item, apart, apart.value > 0 ? 1 : -1);
    }
  }
  free(p);
  free(x.mean);
  return fine;
}

/* --- words ----------------------------------------------------------------------------------- */

/* No number stands in these words: the core could not take back one that must not be shown. */
static void
say_items(om_run *r, const om_unit *unit, const char *id, const item_standing *named)
{
  char plain[LONGEST] = "", turned[LONGEST] = "", text[3 * LONGEST];
  int more = 0;
  for (uint32_t i = 0; i < NAMED && named[i].item; i++) {
    const om_item *const item = named[i].item;
    /* To agree with it is the unhealthy answer: its name alone would be read the wrong way. */
    const int is_turned = (item->reversed != 0) != (healthy_sign_of(item->scale) < 0);
    list_label(is_turned ? turned : plain, LONGEST, *item->text ? item->text : item->id);
    more = named[i].apart.value < 0; /* of one list all stand to the same side */
    say_stat(r, "item_apart", OM_ABOUT(.item = item, .unit = unit), &named[i].apart);
  }
  OM_FILL(text,
          !*turned  ? "{items}"
          : !*plain ? (more ? "More agree: {turned}" : "Fewer agree: {turned}")
          : more    ? "{items}; more agree: {turned}"
                    : "{items}; fewer agree: {turned}",
          "items", plain, "turned", turned);
  if (*plain || *turned)
    om_remark(r, id, OM_ABOUT(.unit = unit), text);
}

/* Where a side of the unit stands: 1 above the other units, -1 below, 0 cannot be told. */
static int
side_of_middle(const composite *x, double middle, double conf)
{
  const om_estimate e = with_range(x->score, x->se, x->least_n - 1, conf, x->undefined);
  return x->undefined ? 0 : e.lo > middle ? 1 : e.hi < middle ? -1 : 0;
}

static const char *
place_words(int in, int out)
{
  static const char *const words[3][3] = {
      {"Below most units, inside and outside.", "Below most units inside.",
       "Below most units inside, above them outside."},
      {"Below most units outside.", "Near the middle, or too uncertain to say.",
       "Above most units outside."},
      {"Above most units inside, below them outside.", "Above most units inside.",
       "Above most units, inside and outside."},
  };
  return words[in + 1][out + 1];
}

static double
middle_of(om_run *r, const standings *s, uint32_t side)
{
  double sum = 0;
  uint32_t n = 0;
  for (uint32_t u = 0; u < s->n_units; u++) {
    const composite c = composite_of(r, side, s->unit[u]);
    if (!c.undefined) {
      sum += c.score;
      n++;
    }
  }
  return n ? sum / n : NAN;
}

static void
say_places(om_run *r, const standings *s)
{
  const double conf = om_study_of(r)->confidence;
  const double inside = middle_of(r, s, OM_INSIDE), outside = middle_of(r, s, OM_OUTSIDE);
  for (uint32_t u = 0; u < s->n_units; u++) {
    const composite in = composite_of(r, OM_INSIDE, s->unit[u]);
    const composite out = composite_of(r, OM_OUTSIDE, s->unit[u]);
    om_remark(r, "place", OM_ABOUT(.unit = s->unit[u]),
              in.undefined || out.undefined ? "Not every declared theme has a score here."
                                            : place_words(side_of_middle(&in, inside, conf),
                                                          side_of_middle(&out, outside, conf)));
  }
}

static void
cards_table(om_run *r, const standings *s)
{
  om_table *const t = om_table_new(r, "cards", "Each unit in short", OM_ROWS_UNITS);
  if (om_study_of(r)->n_pairs)
    r->host->table_column(t, "place", "Its place in the mirror", NULL);
  r->host->table_column(t, "strong", "Clearly above other units", NULL);
  r->host->table_column(t, "weak", "Clearly below other units", NULL);
  for (uint32_t u = 0; u < s->n_units; u++)
    r->host->table_row(t, OM_ABOUT(.unit = s->unit[u]));
}

int
report_cards(om_run *r, const standings *s)
{
  item_standing(*const high)[NAMED] = calloc((size_t)s->n_units + 1, sizeof *high);
  item_standing(*const low)[NAMED] = calloc((size_t)s->n_units + 1, sizeof *low);
  const int fine = high && low && find_items(r, s, high, low);
  for (uint32_t u = 0; fine && u < s->n_units; u++) {
    say_items(r, s->unit[u], "strong", high[u]);
    say_items(r, s->unit[u], "weak", low[u]);
  }
  if (fine) {
    if (om_study_of(r)->n_pairs)
      say_places(r, s);
    cards_table(r, s);
  }
  free(high);
  free(low);
  return fine;
}
