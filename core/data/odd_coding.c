/* Items that point against the others of their scale, and items that are copies.
 *
 * From the sums of squares and products of those who answered every item.  To find what is turned
 * round, the item that goes most clearly against the sum of the others is turned, and so on until
 * none does: each turn makes the variance of the sum larger, so it ends.  Nothing is ever applied:
 * the study says what is reversed. */
#include "data/odd.h"

#include <math.h>

enum { FEWEST = 10 };
#define CLEARLY 2.58 /* standard errors of a correlation, about 1 / sqrt(n - 1) */
#define AT_LEAST .05

typedef struct direction {
  odd *o;
  const study_scale *scale;
  uint32_t at, k;
  uint64_t n;
  const double *sscp; /* packed, upper triangle by rows */
  int *sign;          /* [k] -1: turned round; 0: does not vary */
  double *row;        /* [k] see take_rows */
} direction;

static double
product(const direction *x, uint32_t i, uint32_t j)
{
  if (i > j)
    return product(x, j, i);
  return x->sscp[(size_t)i * x->k - (size_t)i * (i + 1) / 2 + j];
}

/* Sums of products of each item with all, itself among them, as they are turned now. */
static double
take_rows(direction *x)
{
  double total = 0;
  for (uint32_t i = 0; i < x->k; i++) {
    x->row[i] = 0;
    for (uint32_t j = 0; j < x->k; j++)
      x->row[i] += x->sign[i] * x->sign[j] * product(x, i, j);
    total += x->row[i];
  }
  return total;
}

/* Correlation of the item with the sum of the others, all as they are turned now; NaN where one of
 * the two does not vary. */
static double
item_rest(const direction *x, double total, uint32_t i)
{
  const double own = product(x, i, i), rest = total - 2 * x->row[i] + own;
  return own > 0 && rest > 0 ? (x->row[i] - own) / sqrt(own * rest) : NAN;
}

static bool
is_against(const direction *x, double r)
{
  return r <= -AT_LEAST && -r * sqrt((double)(x->n - 1)) >= CLEARLY;
}

/* Turns items round until none goes against the others; how many are turned. */
static uint32_t
turn(direction *x)
{
  for (uint32_t turns = 0; turns < x->k; turns++) {
    const double total = take_rows(x);
    uint32_t worst = x->k;
    double lowest = 0;
    for (uint32_t i = 0; i < x->k; i++) {
      const double r = item_rest(x, total, i);
      if (r < lowest) {
        lowest = r;
        worst = i;
      }
    }
    if (worst == x->k || !is_against(x, lowest))
      break;
    x->sign[worst] = -x->sign[worst];
  }
  uint32_t n = 0;
  for (uint32_t i = 0; i < x->k; i++)
    n += x->sign[i] < 0;
  return n;
}

static void
say_reversed(direction *x, uint32_t i)
{
  const study_item *const item = &x->scale->items[i];
  /* As it is coded, against the others the way they point. */
  text r = text_new(x->o->memory);
  text_add_fixed(&r, item_rest(x, take_rows(x), i), 2);
  odd_say(x->o, DIAG_WARNING, "D331", odd_about_item(x->o, x->at, i), item->line,
          arena_printf(x->o->memory, "it goes against the other items: item-total -%s",
                       r.at + (r.at[0] == '0')),
          item->reversed ? "read the question; remove reversed=\"yes\" where the export is turned "
                           "round already"
                         : "read the question; say reversed=\"yes\" where agreeing means less",
          "%s: the item %s %s", x->scale->name, item->column,
          item->reversed ? "is declared reversed and still looks reversed: check the coding"
                         : "looks reversed: check the coding");
}

/* As many items one way as the other: which of them are turned nobody can tell. */
static void
say_halves(const direction *x)
{
  text turned = text_new(x->o->memory), others = text_new(x->o->memory);
  for (uint32_t i = 0; i < x->k; i++) {
    text *const t = x->sign[i] < 0 ? &turned : &others;
    if (x->sign[i])
      text_addf(t, "%s%s", t->n ? ", " : "", x->scale->items[i].column);
  }
  odd_say(x->o, DIAG_WARNING, "D331", odd_about_scale(x->o, x->at), x->scale->line, NULL,
          "read the questions; say reversed=\"yes\" where agreeing means less",
          "%s: half of the items go against the other half, %s against %s: check the coding",
          x->scale->name, turned.at, others.at);
}

static void
look_at_direction(direction *x)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < x->k; i++)
    n += x->sign[i] != 0;
  const uint32_t turned = turn(x);
  if (turned && turned * 2 == n) {
    say_halves(x);
    return;
  }
  const int minority = turned * 2 > n ? 1 : -1;
  for (uint32_t i = 0; i < x->k && turned; i++)
    if (x->sign[i] == minority)
      say_reversed(x, i);
}

/* Nothing but a copy has a correlation of 1 beyond rounding. */
static void
look_for_copies(const direction *x)
{
  for (uint32_t i = 0; i < x->k; i++)
    for (uint32_t j = i + 1; j < x->k; j++) {
      const double both = product(x, i, i) * product(x, j, j), shared = product(x, i, j);
      if (!(both > 0) || shared <= 0 || shared * shared < both * (1 - 1e-12))
        continue;
      odd_say(x->o, DIAG_WARNING, "D332", odd_about_item(x->o, x->at, j), x->scale->items[j].line,
              NULL, "leave one out, or correct the column",
              "%s: the items %s and %s rise and fall as one (correlation 1): a copy counts twice",
              x->scale->name, x->scale->items[i].column, x->scale->items[j].column);
      break;
    }
}

void
odd_coding(odd *o)
{
  const size_t everybody = odd_everybody(o);
  for (uint32_t i = 0; i < study_n_asked(o->study); i++) {
    const scale_summary *const s = odd_scale(o, i);
    if (s->k < 2 || s->complete[everybody] < FEWEST)
      continue;
    direction x = {.o = o,
                   .scale = &o->study->scales[i],
                   .at = i,
                   .k = s->k,
                   .n = s->complete[everybody],
                   .sscp = &s->sscp[everybody * s->n_pairs],
                   .sign = arena_many(o->memory, s->k, int),
                   .row = arena_many(o->memory, s->k, double)};
    for (uint32_t j = 0; j < s->k; j++)
      x.sign[j] = product(&x, j, j) > 0;
    look_at_direction(&x);
    look_for_copies(&x);
  }
}
