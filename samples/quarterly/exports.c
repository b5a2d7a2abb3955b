/* Who answers, and what: the exports of a wave. */
#include "write.h"

#include <string.h>

/* A person answering: `care` says how. */
typedef struct person {
  const company *c;
  uint32_t wave, unit, number; /* number: unique over both sides */
  uint32_t panel;              /* the wave of what lasts in a person: 0 for employees, who stay */
  enum { CAREFUL, STRAIGHT, RANDOM } care;
  int favourite; /* the answer of somebody who gives one answer to everything */
  fix mood;      /* in all themes */
} person;

static key
about(const person *p, uint32_t purpose, uint32_t what)
{
  return (key){p->c->seed, purpose, p->wave + 1, p->unit, p->number, what};
}

static person
meet(const company *c, uint32_t wave, uint32_t unit, uint32_t number, uint32_t panel,
     uint32_t careless_in_10000, counted *n)
{
  person p = {c, wave, unit, number, panel, CAREFUL, 0, 0};
  if (draw_chance(about(&p, DRAW_CARE, 0), careless_in_10000))
    p.care = draw_chance(about(&p, DRAW_CARE, 1), 5000) ? STRAIGHT : RANDOM;
  p.favourite = 1 + (int)draw_below(about(&p, DRAW_CARE, 2), 5);
  p.mood = draw_normal((key){c->seed, DRAW_PERSON, panel, unit, number, 1000});
  n->rows++;
  n->straight += p.care == STRAIGHT;
  n->random += p.care == RANDOM;
  return p;
}

/* How far an answer depends on the unit, the person, the person in this theme, and nothing. */
static const fix of_mood = PERCENT(35), of_person = PERCENT(43), of_nothing = PERCENT(75);

static int
answer(const person *p, const theme *t, uint32_t which, uint32_t item, fix of_unit, fix spread)
{
  if (p->care == STRAIGHT)
    return p->favourite;
  const uint32_t what = which * 16 + item;
  if (p->care == RANDOM)
    return 1 + (int)draw_below(about(p, DRAW_ITEM, what), 5);
  const fix alone =
      draw_normal((key){p->c->seed, DRAW_PERSON, p->panel, p->unit, p->number, which});
  const fix apart = fix_times(of_mood, p->mood) + fix_times(of_person, alone) +
                    fix_times(of_nothing, draw_normal(about(p, DRAW_ITEM, what)));
  const fix x = t->mean + of_unit + fix_times(spread, apart);
  return fix_round(fix_between(t->reversed >> item & 1 ? 6 * ONE - x : x, ONE, 5 * ONE));
}

static void
write_names(const theme *t, FILE *to)
{
  for (uint32_t i = 0; i < t->items; i++)
    fprintf(to, ",%s%u", t->prefix, i + 1);
}

/* --- days --------------------------------------------------------------------------------------
 */

static const uint32_t month_days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

uint32_t
wave_days(uint32_t wave)
{
  return month_days[3 * wave] + month_days[3 * wave + 1] + month_days[3 * wave + 2];
}

void
write_date(uint32_t wave, uint32_t day, FILE *to)
{
  uint32_t month = 3 * wave;
  while (day >= month_days[month])
    day -= month_days[month++];
  fprintf(to, "2025-%02u-%02u", month + 1, day + 1);
}

/* --- employees ---------------------------------------------------------------------------------
 */

enum { OF_EMPLOYEES = 0, OF_CUSTOMERS = 1 << 20, OF_LEADERS = 1 << 21 };
enum { CARELESS_EMPLOYEES = 400, CARELESS_CUSTOMERS = 300, SKIPPED = 120 };

static const fix inside_unit = PERCENT(30), outside_unit = PERCENT(25);

static void
write_inside(const person *p, uint32_t t, FILE *to)
{
  const theme *const x = &p->c->inside[t];
  const fix of_unit = fix_times(inside_unit, p->c->in[t][p->unit][p->wave]);
  const fix spread = t == CONSENSUS ? p->c->spread_in[p->unit] : ONE;
  for (uint32_t i = 0; i < x->items; i++) {
    const int is_skipped = draw_chance(about(p, DRAW_GAP, t * 16 + i), SKIPPED);
    fputc(',', to);
    if (!is_skipped || p->care == STRAIGHT)
      fprintf(to, "%d", answer(p, x, t, i, of_unit, spread));
  }
}

static int
has_answered(const company *c, uint32_t wave, uint32_t unit, uint32_t i)
{
  if (unit == unit_small(c))
    return i < 4;
  const key k = {c->seed, DRAW_ANSWERS, wave, unit, i, 0};
  return draw_chance(k, (uint32_t)(c->rate[unit] * 10000 / ONE));
}

void
write_employees(const company *c, uint32_t wave, FILE *to, counts *n)
{
  fputs("employee,unit,region,answered", to);
  for (uint32_t t = 0; t <= IN_GUESS; t++)
    write_names(&c->inside[t], to);
  fputc('\n', to);
  for (uint32_t u = 0; u < c->units; u++)
    for (uint32_t i = 0; i < c->headcount[u][wave]; i++) {
      if (!has_answered(c, wave, u, i))
        continue;
      const person p =
          meet(c, wave, u, OF_EMPLOYEES + i, 0, CARELESS_EMPLOYEES, &n->employees[wave]);
      n->answered[u][wave]++;
      fprintf(to, "E%05u,%s,%s,", u * 100 + i + 1, unit_name(c, u, 0), region_name(u));
      write_date(wave, 35 + draw_below(about(&p, DRAW_DAY, 0), 21), to);
      for (uint32_t t = 0; t <= IN_GUESS; t++)
        write_inside(&p, t, to);
      fputc('\n', to);
    }
}

void
write_leaders(const company *c, uint32_t wave, FILE *to, counts *n)
{
  fputs("leader,unit", to);
  write_names(&c->inside[IN_LEADERS], to);
  fputc('\n', to);
  for (uint32_t u = 0; u < c->units; u++) {
    const uint32_t leaders = 1 + draw_below((key){c->seed, DRAW_SIZE, 0, u, 0, 7}, 3);
    for (uint32_t i = 0; i < leaders; i++) {
      const person p = meet(c, wave, u, OF_LEADERS + i, 0, 0, &n->leaders[wave]);
      fprintf(to, "L%03u,%s", u * 10 + i + 1, unit_name(c, u, 0));
      write_inside(&p, IN_LEADERS, to);
      fputc('\n', to);
    }
  }
}

/* --- customers ---------------------------------------------------------------------------------
 */

enum { LAST_DAYS = 10 };

/* In the last days of a quarter customers feel pushed, and find less ease. */
static fix
pressure(const company *c, uint32_t t, uint32_t days_left)
{
  if (c->kind != PLANTED || days_left >= LAST_DAYS)
    return 0;
  return t == RIVALRY ? PERCENT(50) : t == EASE ? PERCENT(30) : 0;
}

/* Of new insight and digital help many cannot say. */
static uint32_t
unknown_in_10000(uint32_t t)
{
  return t == 5 || t == 14 ? 2500 : 400;
}

static void
write_outside(const person *p, uint32_t t, uint32_t days_left, FILE *to, counted *n)
{
  const theme *const x = &p->c->outside[t];
  const fix of_unit =
      fix_times(outside_unit, p->c->out[t][p->unit][p->wave]) - pressure(p->c, t, days_left);
  const fix spread = t == CONSENSUS ? p->c->spread_out[p->unit] : ONE;
  for (uint32_t i = 0; i < x->items; i++) {
    const key gap = about(p, DRAW_GAP, (INSIDE + t) * 16 + i);
    key unknown = gap;
    unknown.what += 4096;
    const int is_unknown = p->care == CAREFUL && draw_chance(unknown, unknown_in_10000(t));
    n->questions++;
    n->unknown += is_unknown;
    if (is_unknown)
      fputs(",DK", to);
    else if (draw_chance(gap, SKIPPED) && p->care != STRAIGHT)
      fputc(',', to);
    else
      fprintf(to, ",%d", answer(p, x, INSIDE + t, i, of_unit, spread));
  }
}

void
write_customers(const company *c, uint32_t wave, FILE *to, counts *n)
{
  fputs("customer,unit,answered,days_to_period_end,years_as_customer", to);
  for (uint32_t t = 0; t < OUTSIDE; t++)
    write_names(&c->outside[t], to);
  fputc('\n', to);
  counted *const total = &n->customers[wave];
  for (uint32_t u = 0; u < c->units; u++)
    for (uint32_t i = 0; i < c->customers[u][wave]; i++) {
      const person p = meet(c, wave, u, OF_CUSTOMERS + i, wave + 1, CARELESS_CUSTOMERS, total);
      const uint32_t days = wave_days(wave), day = draw_below(about(&p, DRAW_DAY, 0), days);
      fprintf(to, "C%u-%05u,%s,", wave + 1, total->rows, unit_name(c, u, 1));
      write_date(wave, day, to);
      fprintf(to, ",%u,%u", days - 1 - day, draw_below(about(&p, DRAW_DAY, 1), 16));
      for (uint32_t t = 0; t < OUTSIDE; t++)
        write_outside(&p, t, days - 1 - day, to, total);
      fputc('\n', to);
    }
}

/* --- what the company knows of its units -------------------------------------------------------
 */

/* In tenths of a percent. */
static void
write_share(uint32_t part, uint32_t whole, FILE *to)
{
  const uint32_t tenths = (part * 2000 + whole) / (2 * whole);
  fprintf(to, ",%u.%u", tenths / 10, tenths % 10);
}

void
write_units(const company *c, uint32_t wave, FILE *to, const counts *n)
{
  fputs("unit,region,headcount,answered,response_rate,leavers\n", to);
  for (uint32_t u = 0; u < c->units; u++) {
    const uint32_t people = c->headcount[u][wave], answered = n->answered[u][wave];
    fprintf(to, "%s,%s,%u,%u", unit_name(c, u, 0), region_name(u), people, answered);
    write_share(answered, people, to);
    write_share(c->leavers[u][wave], people, to);
    fputc('\n', to);
  }
}
