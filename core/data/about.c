/* What a number is about. */
#include "data/about.h"

#include <stddef.h>

about
about_join(about base, about more)
{
#define JOIN(member) (more.member ? more.member : base.member)
  return (about){JOIN(side),
                 JOIN(survey),
                 JOIN(scale),
                 JOIN(item),
                 JOIN(inside),
                 JOIN(outside),
                 JOIN(unit),
                 JOIN(wave),
                 JOIN(with_scale),
                 JOIN(with_item),
                 JOIN(with_unit),
                 JOIN(hypothesis),
                 more.n_among ? more.among : base.among,
                 more.n_among ? more.n_among : base.n_among};
#undef JOIN
}

int
about_compare(about a, about b)
{
#define MEMBERS(z)                                                                                 \
  {                                                                                                \
    z.side, z.survey, z.scale, z.item, z.inside, z.outside, z.unit, z.wave, z.with_scale,          \
        z.with_item, z.with_unit, z.hypothesis                                                     \
  }
  const uint32_t x[] = MEMBERS(a), y[] = MEMBERS(b);
#undef MEMBERS
  for (size_t i = 0; i < sizeof x / sizeof *x; i++)
    if (x[i] != y[i])
      return x[i] < y[i] ? -1 : 1;
  return 0;
}
