/* comments: what people write about, where a question is answered in words.
 *
 * Only counts come here: of each comment, which themes of the study it names. */
#include "../describe/describe.h"

static const om_method methods[] = {
    {"mentioned",
     "The share of comments with at least one of the theme's words, over all who wrote something. "
     "One "
     "comment can name several themes, or none. Words are searched as written, whatever their "
     "case, "
     "accents and punctuation: a comment that says a thing in other words is not found, and one "
     "that "
     "says that a thing is no problem is. The range allows for people of one unit being alike, as "
     "that of a share of answers does.",
     ""},
    {"mentioned_by", "The same among the comments of one unit or parent.", ""},
    {NULL, NULL, NULL},
};

static const om_statistic statistics[] = {
    {"mentioned", "Name it", "The share of those who wrote a comment who name the theme.",
     "mentioned", OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {"mentioned_by", "Name it",
     "The share of those of the unit who wrote a comment who name the theme.", "mentioned_by",
     OM_FORMAT_PERCENT, OM_N_ANSWERED},
    {NULL, NULL, NULL, NULL, 0, 0},
};

static const om_need needs[] = {
    {OM_NEED_COMMENTS, 0, 1, 0, "comments with themes: <comments> in a survey"},
    {0, 0, 0, 0, NULL},
};

/* --- everybody ------------------------------------------------------------------------------- */

static om_table *
table_of(om_run *r, const om_survey *survey, const char *kind, const char *title, uint32_t rows)
{
  char id[96], words[512];
  if (snprintf(id, sizeof id, "%s-%s", kind, survey->id) >= (int)sizeof id)
    snprintf(id, sizeof id, "%s-%u", kind, survey->index);
  OM_FILL(words, "{what} ({survey})", "what:", title, "survey", survey->label);
  return om_table_new(r, id, words, rows);
}

static void
draw_shares(om_run *r, om_table *t, const om_survey *survey)
{
  char id[32];
  snprintf(id, sizeof id, "themes-%u", survey->index);
  const om_chart bars = {.size = sizeof bars,
                         .type = OM_CHART_BARS,
                         .id = id,
                         .title = "How many name each theme",
                         .description = "A bar for each theme: the share of the people who wrote "
                                        "a comment and named it. Thin lines are 95% ranges.",
                         .columns = {1},
                         .min = 0,
                         .max = 1};
  r->host->chart(t, &bars);
}

/* Returns the theme that most comments name, or NULL. */
static const om_item *
say_everybody(om_run *r, const om_scale *themes, of_units *u)
{
  om_table *const t =
      table_of(r, themes->survey, "themes", "What comments are about", OM_ROWS_ITEMS);
  const om_item *most = NULL;
  double share = 0;
  r->host->table_column(t, "mentioned", "Name it (95% range)", NULL);
  r->host->table_order(t, 1, OM_DESCENDING);
  draw_shares(r, t, themes->survey);
  for (uint32_t j = 0; j < themes->n_items; j++) {
    const om_about *const about = OM_ABOUT(.scale = themes, .item = themes->items[j]);
    const om_stat s = share_of_answers(r, themes->items[j], 1, 1, u);
    say_stat(r, "mentioned", about, &s);
    r->host->table_row(t, about);
    if (s.value > share) {
      share = s.value;
      most = themes->items[j];
    }
  }
  return most;
}

static void
say_most(om_run *r, const om_item *most)
{
  const om_finding f = {.size = sizeof f,
                        .priority = OM_CHECK,
                        .id = most->scale->survey->id,
                        .about = OM_ABOUT(.scale = most->scale, .item = most),
                        .headline = "\u201c{scale}\u201d: {item} is named most often",
                        .detail = "Of those who wrote something, {mentioned} name it (95% range "
                                  "{mentioned.lo} to "
                                  "{mentioned.hi}; {mentioned.n} comments).",
                        .caution = "Found by words: who says it in others is not counted, and who "
                                   "is content with it "
                                   "is."};
  om_finding_add(r, &f);
}

/* --- units ----------------------------------------------------------------------------------- */

static double
share_in(om_run *r, const om_item *theme, const om_unit *unit)
{
  const om_counts *const c = om_counts_of(r, theme, unit, 0);
  return c && c->n > 0 ? (double)c->counts[1 - c->first] / (double)c->n : NAN;
}

/* A row for each unit or parent, a column for each theme: all of them, so that who is not told of
 * looks like who was withheld for others. */
static void
say_groups(om_run *r, const om_scale *themes, uint32_t level, const char *kind, const char *title)
{
  const om_study *const s = om_study_of(r);
  om_table *t = NULL;
  for (uint32_t i = 0; i < s->n_units; i++) {
    const om_unit *const unit = s->units[i];
    if (unit->level != level)
      continue;
    if (!t) {
      t = table_of(r, themes->survey, kind, title, OM_ROWS_UNITS);
      for (uint32_t j = 0; j < themes->n_items; j++)
        r->host->table_column(t, "mentioned_by", themes->items[j]->text,
                              OM_ABOUT(.scale = themes, .item = themes->items[j]));
    }
    for (uint32_t j = 0; j < themes->n_items; j++)
      say_number(r, "mentioned_by",
                 OM_ABOUT(.scale = themes, .item = themes->items[j], .unit = unit),
                 share_in(r, themes->items[j], unit), "nobody wrote a comment");
    r->host->table_row(t, OM_ABOUT(.unit = unit));
  }
}

static void
report_survey(om_run *r, const om_scale *themes, of_units *u)
{
  const om_item *const most = say_everybody(r, themes, u);
  if (most)
    say_most(r, most);
  say_groups(r, themes, 1, "parents", "What comments are about, in parents of units");
  say_groups(r, themes, 0, "units", "What comments are about, unit by unit");
}

static om_status
run(om_run *r)
{
  const om_study *const s = om_study_of(r);
  of_units u;
  om_section(r, "What comments are about",
             "What people wrote in their own words, counted by themes that the study names. Groups "
             "of which fewer than ten people wrote are withheld.");
  const int has_memory = of_units_make(r, &u);
  for (uint32_t i = 0; has_memory && i < s->n_scales; i++)
    if (s->scales[i]->survey->comments)
      report_survey(r, s->scales[i], &u);
  of_units_done(&u);
  if (!has_memory)
    return om_fail(r, OM_E_DATA, "memory ran out");
  return om_note(r, NULL,
                 "A theme is a list of words. It finds what is written with these words, whatever "
                 "is said about them.");
}

static const om_plugin self = {OM_PLUGIN_HEAD,
                               .id = "org.orgmirror.comments",
                               .version = "0.1.0",
                               .name = "Comments",
                               .summary = "What comments are about, by themes that the study "
                                          "names.",
                               .place = OM_PLACE_MEASUREMENT,
                               .needs = needs,
                               .methods = methods,
                               .statistics = statistics,
                               .run = run};
const om_plugin *const orgmirror_plugins_v1[] = {&self, NULL};
