/* What is true of the company: drawn, never measured. */
#include "company.h"

#include <stdio.h>
#include <string.h>

enum { LEAVER_WAVE = 2 };

/* Correlation of a pair in the planted company, in percent; 0: no mirror. */
static const int mirrored[PAIRS] = {70,  55, 0,  75, 0,  0, 75, 75, 70,
                                    -70, 0,  60, 0,  60, 0, 65, 0,  0};
/* Themes that share in how good a place is as a whole, in the planted company: those that mirror,
 * and facets and outcomes.  A pair that does not mirror has at most one of its sides there. */
static const char general_in[] = "110100111101110100"
                                 "1000";
static const char general_out[] = "110100111111010100"
                                  "111";

/* Items worded the other way round, as in the fragments of the model; bit 0 is the first. */
static const uint32_t reversed_in[INSIDE] = {8, 8, 4, 8, 8,  16, 8, 8, 8, 16, 8,
                                             8, 8, 8, 8, 20, 4,  8, 8, 4, 8,  8};
static const uint32_t reversed_out[OUTSIDE] = {8, 8, 4, 8, 8, 8, 8, 8, 8, 12, 8,
                                               8, 8, 8, 8, 4, 8, 8, 8, 4, 4};

uint32_t
unit_small(const company *c)
{
  return c->units - 1;
}

uint32_t
unit_renamed(const company *c)
{
  return c->units - 2;
}

uint32_t
unit_misspelt(const company *c)
{
  return c->units - 3;
}

int
unit_is_left(const company *c, uint32_t unit)
{
  return unit % REGIONS == 0 && unit < 3 * REGIONS && unit < c->units - 3;
}

const char *
unit_name(const company *c, uint32_t unit, int is_outside)
{
  static const char *const names[MOST_UNITS] = {
      "Alder Lane",     "Baker Square",   "Castle Hill",  "Dover Road",     "Elm Grove",
      "Fountain Court", "Garden Walk",    "High Cross",   "Ivy Bank",       "Jubilee Park",
      "King's Gate",    "Lime Avenue",    "Market Place", "North Quay",     "Orchard Row",
      "Pine Ridge",     "Queen's Mead",   "River View",   "Station Yard",   "Tower Bridge Road",
      "Upper Green",    "Valley End",     "Water Meadow", "Yew Tree Close", "Abbey Field",
      "Birch Wood",     "Church Side",    "Dale Head",    "East Gate",      "Fern Brook",
      "Granary Wharf",  "Hazel Dene",     "Iron Works",   "Juniper Rise",   "Kestrel Way",
      "Long Acre",      "Mount Pleasant", "Nether Edge",  "Oak Hanger",     "Priory Lodge"};
  if (unit == unit_renamed(c))
    return is_outside ? "Branch 0047" : "Old Mill";
  if (unit == unit_misspelt(c))
    return is_outside ? "Harbor Street" : "Harbour Street";
  return unit == unit_small(c) ? "Observatory" : names[unit];
}

const char *
region_name(uint32_t unit)
{
  static const char *const names[REGIONS] = {"North", "East", "South", "West"};
  return names[unit % REGIONS];
}

const char *
wave_name(uint32_t wave)
{
  static const char *const names[WAVES] = {"2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"};
  return names[wave];
}

const char *
kind_name(kind k)
{
  return k == PLANTED ? "planted" : k == HALO ? "halo" : "none";
}

/* --- how much of what --------------------------------------------------------------------------
 */

enum { SIDE_IN = 1, SIDE_OUT = 2 };

/* Share of a theme's variance that is the place as a whole. */
static fix
general_share(const company *c, int side, uint32_t t)
{
  if (side == SIDE_IN && t >= IN_TOOLS)
    return 0;
  if (c->kind == HALO)
    return PERCENT(85);
  if (c->kind == NONE)
    return PERCENT(30);
  return (side == SIDE_IN ? general_in : general_out)[t] == '1' ? PERCENT(30) : 0;
}

/* How far the whole inside goes with the whole outside. */
static fix
general_link(const company *c)
{
  return c->kind == HALO ? PERCENT(90) : c->kind == PLANTED ? PERCENT(70) : 0;
}

/* Of what a unit is in a theme of its own, 80 % lasts and 20 % is of the quarter; customers notice
 * that a quarter later. */
static const fix lasting = PERCENT(80);

static int
is_dysfunction(uint32_t t)
{
  return t == RIVALRY || t == IN_FAILURE;
}

/* How strongly the outside of a pair echoes what is its own inside, so that the whole comes to what
 * was planted. */
static fix
echo_of(const company *c, uint32_t pair)
{
  if (c->kind != PLANTED || !mirrored[pair])
    return 0;
  const fix share = general_share(c, SIDE_IN, pair);
  const fix from_general = fix_times(share, general_link(c)) * (mirrored[pair] < 0 ? -1 : 1);
  return fix_over(PERCENT(mirrored[pair]) - from_general, fix_times(ONE - share, lasting));
}

/* --- drawing -----------------------------------------------------------------------------------
 */

static fix
normal(const company *c, uint32_t purpose, uint32_t wave, uint32_t unit, uint32_t what)
{
  return draw_normal((key){c->seed, purpose, wave, unit, 0, what});
}

/* share of a, rest of b, as variances. */
static fix
blend(fix share, fix a, fix b)
{
  return fix_times(fix_root(share), a) + fix_times(fix_root(ONE - share), b);
}

/* weight of a, the rest new, so that their correlation is the weight. */
static fix
follow(fix weight, fix a, fix fresh)
{
  return fix_times(weight, a) + fix_times(fix_root(ONE - fix_times(weight, weight)), fresh);
}

/* What is a unit's own in a theme.  `seen_in` is the wave whose news it holds, from 0: before the
 * first. */
static fix
own(const company *c, uint32_t t, uint32_t unit, uint32_t seen_in)
{
  const fix x = blend(lasting, normal(c, DRAW_THEME, 0, unit, t),
                      normal(c, DRAW_THEME, 1 + seen_in, unit, t));
  return t == FOCUS && c->kind == PLANTED ? follow(PERCENT(60), own(c, PEOPLE, unit, seen_in), x)
                                          : x;
}

static void
draw_pairs(company *c, uint32_t unit)
{
  const fix in_general = normal(c, DRAW_GENERAL, 0, unit, SIDE_IN);
  const fix out_general =
      follow(general_link(c), in_general, normal(c, DRAW_GENERAL, 0, unit, SIDE_OUT));
  for (uint32_t w = 0; w < WAVES; w++) {
    for (uint32_t t = 0; t <= IN_FAILURE; t++)
      c->in[t][unit][w] =
          blend(general_share(c, SIDE_IN, t), is_dysfunction(t) ? -in_general : in_general,
                own(c, t, unit, w + 1));
    for (uint32_t t = 0; t < OUTSIDE; t++) {
      const fix fresh =
          blend(lasting, normal(c, DRAW_ECHO, 0, unit, t), normal(c, DRAW_ECHO, 1 + w, unit, t));
      const fix echo = t < PAIRS ? echo_of(c, t) : 0;
      c->out[t][unit][w] = blend(general_share(c, SIDE_OUT, t), out_general,
                                 echo ? follow(echo, own(c, t, unit, w), fresh) : fresh);
    }
    c->in[IN_TOOLS][unit][w] = own(c, IN_TOOLS, unit, w + 1);
    const fix link = c->kind == NONE ? 0 : ONE;
    c->in[IN_GUESS][unit][w] =
        follow(fix_times(link, PERCENT(50)), c->out[EASE][unit][w], own(c, IN_GUESS, unit, w + 1));
    c->in[IN_LEADERS][unit][w] =
        follow(PERCENT(40), c->in[PEOPLE][unit][w], own(c, IN_LEADERS, unit, w + 1));
    if (unit_is_left(c, unit) && c->kind == PLANTED) {
      c->in[STAY][unit][w] -= w >= LEAVER_WAVE ? ONE : 0;
      c->out[STAY][unit][w] -= w > LEAVER_WAVE ? ONE : 0;
    }
  }
  c->rate[unit] = fix_between(
      PERCENT(62) + fix_times(PERCENT(10),
                              c->kind == PLANTED ? in_general : normal(c, DRAW_SIZE, 0, unit, 9)),
      PERCENT(35), PERCENT(90));
}

/* Some units are of one mind in P18, others are not; so are their customers. */
static void
draw_spread(company *c, uint32_t unit)
{
  const fix in = normal(c, DRAW_SPREAD, 0, unit, SIDE_IN);
  const fix out =
      follow(c->kind == PLANTED ? PERCENT(75) : 0, in, normal(c, DRAW_SPREAD, 0, unit, SIDE_OUT));
  c->spread_in[unit] = fix_between(ONE + fix_times(PERCENT(30), in), PERCENT(40), PERCENT(160));
  c->spread_out[unit] = fix_between(ONE + fix_times(PERCENT(30), out), PERCENT(40), PERCENT(160));
}

static void
draw_sizes(company *c, uint32_t unit)
{
  const key k = {c->seed, DRAW_SIZE, 0, unit, 0, 0};
  uint32_t people = unit == unit_small(c) ? 6 : 49 + draw_below(k, 34);
  for (uint32_t w = 0; w < WAVES; w++) {
    key each = k;
    each.wave = 1 + w;
    c->headcount[unit][w] = people;
    c->customers[unit][w] = 80 + draw_below(each, 57);
    each.what = 1;
    const uint32_t usual = unit == unit_small(c) ? 0 : 1 + draw_below(each, 4);
    const int is_left = w == LEAVER_WAVE && unit_is_left(c, unit) && c->kind == PLANTED;
    c->leavers[unit][w] = is_left ? people / 4 : usual;
    people -= is_left ? c->leavers[unit][w] : 0; /* the usual ones are replaced */
  }
}

static void
name_themes(company *c)
{
  static const char *const in_own[] = {"D01_I", "T01_", "G08_", "L12_"};
  for (uint32_t t = 0; t < INSIDE + OUTSIDE; t++) {
    const int is_inside = t < INSIDE;
    const uint32_t i = is_inside ? t : t - INSIDE;
    theme *const x = is_inside ? &c->inside[i] : &c->outside[i];
    if (i < PAIRS)
      snprintf(x->prefix, sizeof x->prefix, "P%02u_%c", (i + 1) % 100, is_inside ? 'I' : 'O');
    else if (is_inside)
      snprintf(x->prefix, sizeof x->prefix, "%s", in_own[i - PAIRS]);
    else
      snprintf(x->prefix, sizeof x->prefix, "D%02u_O", (i - PAIRS + 2) % 100);
    x->items = is_inside ? (i == IN_TOOLS ? 4 : 5) : (i >= PAIRS ? 4 : 5);
    x->reversed = is_inside ? reversed_in[i] : reversed_out[i];
    x->mean = PERCENT(290) + PERCENT(draw_below((key){c->seed, DRAW_MEAN, 0, 0, 0, t}, 70));
  }
  c->inside[IN_GUESS].mean = c->outside[EASE].mean + PERCENT(50);
  c->inside[IN_LEADERS].mean = c->inside[PEOPLE].mean + PERCENT(60);
}

void
company_make(company *c, uint64_t seed, uint32_t units, kind kind)
{
  memset(c, 0, sizeof *c);
  c->seed = seed;
  c->units = units;
  c->kind = kind;
  name_themes(c);
  for (uint32_t p = 0; p < PAIRS; p++) {
    const fix in = general_share(c, SIDE_IN, p), out = general_share(c, SIDE_OUT, p);
    const fix general = fix_times(fix_times(fix_root(in), fix_root(out)), general_link(c)) *
                        (is_dysfunction(p) ? -1 : 1);
    const fix alone = fix_times(fix_times(fix_root(ONE - in), fix_root(ONE - out)), echo_of(c, p));
    c->planted[p] = general + fix_times(alone, lasting);
    c->next_wave[p] = general + alone;
  }
  for (uint32_t u = 0; u < units; u++) {
    draw_pairs(c, u);
    draw_spread(c, u);
    draw_sizes(c, u);
  }
}
