/* Sums of doubles without any rounding, so that they are the same in every order. */
#include "base/exact.h"

#include <math.h>

enum { BITS = 32, LOWEST = -1074, PASS_ON_AFTER = 1 << 29 };

/* Leaves every limb but the last in [0, 2^32). */
static void
pass_carries(exact *sum)
{
  int64_t carry = 0;
  for (size_t i = 0; i < EXACT_LIMBS - 1; i++) {
    const int64_t x = sum->limb[i] + carry;
    carry = x >> BITS; /* arithmetic: rounds down */
    sum->limb[i] = x - (carry << BITS);
  }
  sum->limb[EXACT_LIMBS - 1] += carry;
  sum->pending = 0;
}

void
exact_add(exact *sum, double x)
{
  if (x == 0)
    return;
  int exponent;
  const double fraction = frexp(fabs(x), &exponent);
  const uint64_t digits = (uint64_t)ldexp(fraction, 53); /* |x| = digits * 2^(exponent - 53) */
  int place = exponent - 53 - LOWEST;
  uint64_t kept = digits;
  if (place < 0) { /* a subnormal: its low bits are zero */
    kept >>= -place;
    place = 0;
  }
  const size_t limb = (size_t)place / BITS;
  const unsigned shift = (unsigned)place % BITS;
  const unsigned __int128 wide = (unsigned __int128)kept << shift;
  for (size_t i = 0; i < 3; i++) {
    const int64_t part = (int64_t)(uint32_t)(wide >> (BITS * i));
    sum->limb[limb + i] += x < 0 ? -part : part;
  }
  if (++sum->pending == PASS_ON_AFTER)
    pass_carries(sum);
}

void
exact_add_product(exact *sum, double x, double y)
{
  const double product = x * y;
  exact_add(sum, product);
  exact_add(sum, fma(x, y, -product));
}

void
exact_merge(exact *sum, const exact *other)
{
  exact copy = *other;
  pass_carries(&copy);
  pass_carries(sum);
  for (size_t i = 0; i < EXACT_LIMBS; i++)
    sum->limb[i] += copy.limb[i];
  sum->pending = 1;
}

twofold
exact_value(exact sum)
{
  pass_carries(&sum);
  const int is_negative = sum.limb[EXACT_LIMBS - 1] < 0;
  if (is_negative) {
    for (size_t i = 0; i < EXACT_LIMBS; i++)
      sum.limb[i] = -sum.limb[i];
    pass_carries(&sum);
  }
  /* Limbs do not overlap, so adding them from the top loses nothing that hi + lo can hold. */
  twofold value = {0, 0};
  for (size_t i = EXACT_LIMBS; i-- > 0;)
    if (sum.limb[i])
      value = twofold_add(value, twofold_of(ldexp((double)sum.limb[i], (int)i * BITS + LOWEST)));
  return is_negative ? (twofold){-value.hi, -value.lo} : value;
}

/* hi + lo = a + b exactly (Knuth's two-sum). */
static twofold
two_sum(double a, double b)
{
  const double hi = a + b;
  const double shadow = hi - a;
  return (twofold){hi, (a - (hi - shadow)) + (b - shadow)};
}

/* The same when |a| >= |b|. */
static twofold
renormalise(double a, double b)
{
  const double hi = a + b;
  return (twofold){hi, b - (hi - a)};
}

twofold
twofold_of(double x)
{
  return (twofold){x, 0};
}

twofold
twofold_add(twofold a, twofold b)
{
  const twofold high = two_sum(a.hi, b.hi), low = two_sum(a.lo, b.lo);
  const twofold middle = renormalise(high.hi, high.lo + low.hi);
  return renormalise(middle.hi, middle.lo + low.lo);
}

twofold
twofold_subtract(twofold a, twofold b)
{
  return twofold_add(a, (twofold){-b.hi, -b.lo});
}

twofold
twofold_multiply(twofold a, twofold b)
{
  const double hi = a.hi * b.hi;
  const double lo = fma(a.hi, b.hi, -hi) + (a.hi * b.lo + a.lo * b.hi);
  return renormalise(hi, lo);
}

twofold
twofold_divide(twofold a, twofold b)
{
  const double first = a.hi / b.hi;
  const twofold rest = twofold_subtract(a, twofold_multiply(b, twofold_of(first)));
  const double second = rest.hi / b.hi;
  const twofold last = twofold_subtract(rest, twofold_multiply(b, twofold_of(second)));
  const twofold quotient = renormalise(first, second);
  return twofold_add(quotient, twofold_of(last.hi / b.hi));
}

double
twofold_round(twofold a)
{
  return a.hi + a.lo;
}
