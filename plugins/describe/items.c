/* Items: how many answered each question, the shares of their answers, and who stands at an end. */
#include "describe.h"

/* Questions with more answers than this are no rating scale: no shares are taken. */
enum { MOST_OPTIONS = 7 };

/* The counts of one question over its declared answers, lowest first. */
typedef struct answers {
  const uint64_t *counts;
  uint32_t options;
  uint64_t n;
} answers;

/* False when the host has no counts for all of the declared range. */
static int
answers_of(om_run *r, const om_item *item, answers *a)
{
  const om_counts *const c = om_counts_of(r, item, NULL, 0);
  const double options = item->max - item->min + 1, skip = c ? item->min - c->first : -1;
  if (!c || skip < 0 || options < 2 || skip + options > c->n_codes)
    return 0;
  a->counts = c->counts + (size_t)skip;
  a->options = (uint32_t)options;
  a->n = c->n;
  return 1;
}

/* Share of `options` answers from place `from` up. */
static om_stat
share_of(om_run *r, const om_item *item, uint32_t from, uint32_t options, of_units *u)
{
  return share_of_answers(r, item, item->min + from, options, u);
}

static void
say_shares(om_run *r, const om_item *item, const answers *a, of_units *u)
{
  const om_about *const about = OM_ABOUT(.scale = item->scale, .item = item);
  const uint32_t half = a->options / 2;
  const om_stat low = share_of(r, item, 0, half, u),
                high = share_of(r, item, a->options - half, half, u);
  const int turned = item->scale->direction == OM_HIGHER_IS_DYSFUNCTION;
  say_stat(r, "favourable", about, turned ? &low : &high);
  say_stat(r, "unfavourable", about, turned ? &high : &low);
  if (a->options % 2) {
    const om_stat middle = share_of(r, item, half, 1, u);
    say_stat(r, "neutral", about, &middle);
  }
}

static void
say_ends(om_run *r, const om_item *item, const answers *a, of_units *u)
{
  const om_about *const about = OM_ABOUT(.scale = item->scale, .item = item);
  const double crowded = om_option_value(r, "crowded");
  const om_stat floor = share_of(r, item, 0, 1, u),
                ceiling = share_of(r, item, a->options - 1, 1, u);
  say_stat(r, "floor", about, &floor);
  say_stat(r, "ceiling", about, &ceiling);
  if (a->options == 2)
    return; /* every answer stands at an end */
  if (floor.value >= crowded && ceiling.value >= crowded)
    om_remark(r, "ends", about,
              "Many at both ends: {floor} at the lowest answer, {ceiling} at the "
              "highest.");
  else if (ceiling.value >= crowded)
    om_remark(r, "ends", about, "{ceiling} at the highest answer.");
  else if (floor.value >= crowded)
    om_remark(r, "ends", about, "{floor} at the lowest answer.");
}

/* Mean and spread of the answers. */
static void
say_centre(om_run *r, const om_item *item, const answers *a, of_units *u)
{
  const om_about *const about = OM_ABOUT(.scale = item->scale, .item = item);
  const double rows = (double)item->scale->survey->rows;
  const om_stat mean = mean_answer(r, item, u);
  om_stat sd = om_variance_from_counts(a->options, a->counts);
  sd.value = sqrt(sd.value);
  say_number(r, "item_missing", about, rows > 0 ? 1 - (double)a->n / rows : NAN, "no rows");
  say_stat(r, "item_mean", about, &mean);
  say_number(r, "item_sd", about, sd.value, sd.undefined);
}

/* Two tables, as one would be too wide for paper: what was answered, and how it spreads. */
typedef struct codes_tables {
  om_table *shares, *spread;
} codes_tables;

static codes_tables
tables_of_codes(om_run *r, int has_shares, int has_middle)
{
  const om_chart bars = {.size = sizeof bars,
                         .type = OM_CHART_BARS,
                         .id = "favourable-answers",
                         .title = "Favourable answers to each question",
                         .description = "A bar for each question: the share of answers on the "
                                        "healthy side of the middle. Thin lines are 95% ranges.",
                         .columns = {1},
                         .min = 0,
                         .max = 1};
  const codes_tables t = {
      om_table_new(r, "items", "What was answered to each question", OM_ROWS_ITEMS),
      om_table_new(r, "spread", "How the answers to each question spread", OM_ROWS_ITEMS)};
  if (has_shares) {
    r->host->table_column(t.shares, "favourable", "Favourable (95% range)", NULL);
    if (has_middle)
      r->host->table_column(t.shares, "neutral", "Neutral", NULL);
    r->host->table_column(t.shares, "unfavourable", "Unfavourable", NULL);
    r->host->chart(t.shares, &bars);
  }
  r->host->table_column(t.shares, "item_missing", "No answer", NULL);
  r->host->table_column(t.spread, "item_mean", "Mean (95% range)", NULL);
  r->host->table_column(t.spread, "item_sd", "Standard deviation", NULL);
  r->host->table_column(t.spread, "floor", "At the lowest answer", NULL);
  r->host->table_column(t.spread, "ceiling", "At the highest answer", NULL);
  r->host->table_column(t.spread, "ends", "Crowded ends", NULL);
  return t;
}

/* Which scales are counted answer by answer, and what their questions have. */
typedef struct kinds {
  int codes, shares, middle, numbers;
} kinds;

/* True for a scale of several measurements: of one, the scale says it all. */
static int
has_numbers(const om_scale *scale)
{
  return scale->values == OM_NUMBERS && scale->n_items > 1;
}

static kinds
look(om_run *r)
{
  const om_study *const s = om_study_of(r);
  kinds k = {0};
  for (uint32_t i = 0; i < s->n_scales; i++) {
    const om_scale *const scale = s->scales[i];
    answers a;
    k.numbers |= has_numbers(scale);
    for (uint32_t j = 0; j < scale->n_items; j++)
      if (answers_of(r, scale->items[j], &a)) {
        k.codes = 1;
        k.shares |= a.options <= MOST_OPTIONS;
        k.middle |= a.options <= MOST_OPTIONS && a.options % 2;
      }
  }
  return k;
}

static void
report_codes(om_run *r, const om_scale *scale, codes_tables t, of_units *u)
{
  for (uint32_t j = 0; j < scale->n_items; j++) {
    const om_item *const item = scale->items[j];
    answers a;
    if (!answers_of(r, item, &a))
      continue;
    say_centre(r, item, &a, u);
    if (a.options <= MOST_OPTIONS)
      say_shares(r, item, &a, u);
    say_ends(r, item, &a, u);
    r->host->table_row(t.shares, OM_ABOUT(.scale = scale, .item = item));
    r->host->table_row(t.spread, OM_ABOUT(.scale = scale, .item = item));
  }
}

static void
report_numbers(om_run *r, const om_scale *scale, om_table *t)
{
  const om_moments *const m = om_moments_of(r, scale, NULL);
  for (uint32_t j = 0; m && m->n > 0 && j < scale->n_items; j++) {
    const om_about *const about = OM_ABOUT(.scale = scale, .item = scale->items[j]);
    const double ss = m->sscp[om_packed(m->k, j, j)];
    say_number(r, "numbers_mean", about, m->mean[j], NULL);
    say_number(r, "numbers_sd", about, m->n > 1 ? sqrt(ss / (double)(m->n - 1)) : NAN,
               "fewer than 2 answers");
    r->host->table_row(t, about);
  }
}

void
report_items(om_run *r, of_units *u)
{
  const om_study *const s = om_study_of(r);
  const kinds k = look(r);
  const codes_tables codes =
      k.codes ? tables_of_codes(r, k.shares, k.middle) : (codes_tables){NULL, NULL};
  om_table *numbers = NULL;
  if (k.numbers) {
    numbers = om_table_new(r, "numbers", "Questions answered by measurements", OM_ROWS_ITEMS);
    r->host->table_column(numbers, "numbers_mean", "Mean", NULL);
    r->host->table_column(numbers, "numbers_sd", "Standard deviation", NULL);
  }
  for (uint32_t i = 0; i < s->n_scales; i++)
    if (has_numbers(s->scales[i]))
      report_numbers(r, s->scales[i], numbers);
    else if (k.codes && s->scales[i]->values == OM_CODES)
      report_codes(r, s->scales[i], codes, u);
  if (k.shares)
    om_note(r, NULL,
            "Favourable answers are those on the healthy side of the middle of the answer scale: "
            "of five answers the two best, of seven the three best. Where 15% or more stand at one "
            "end, the question cannot tell these people apart.");
}
