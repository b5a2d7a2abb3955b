/* What a number is about. */
#include "data/about.h"

#include <stddef.h>

about
about_join(about base, about more)
{
#define JOIN(member) (more.member ? more.member : base.member)
  return (about){JOIN(side),   JOIN(survey),  JOIN(scale), JOIN(item),
                 JOIN(inside), JOIN(outside), JOIN(unit),  JOIN(wave)};
#undef JOIN
}

int
about_compare(about a, about b)
{
  const uint32_t x[] = {a.side, a.survey, a.scale, a.item, a.inside, a.outside, a.unit, a.wave};
  const uint32_t y[] = {b.side, b.survey, b.scale, b.item, b.inside, b.outside, b.unit, b.wave};
  for (size_t i = 0; i < sizeof x / sizeof *x; i++)
    if (x[i] != y[i])
      return x[i] < y[i] ? -1 : 1;
  return 0;
}
