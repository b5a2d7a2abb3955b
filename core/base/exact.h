/* Sums of doubles without any rounding, so that they are the same in every order.
 *
 * A long fixed-point number covers the whole range of a double (J. M. Muller et al., Handbook of
 * Floating-Point Arithmetic, 2nd ed., 2018, section 8.6, "long accumulators"). */
#ifndef OM_BASE_EXACT_H
#define OM_BASE_EXACT_H

#include <stddef.h>
#include <stdint.h>

/* 32 bits a limb, from 2^-1074 up to 2^1024 and room for carries. */
enum { EXACT_LIMBS = 68 };

typedef struct exact {
  int64_t limb[EXACT_LIMBS];
  uint32_t pending; /* additions since carries were last passed on */
} exact;

/* The unevaluated sum hi + lo, |lo| <= ulp(hi)/2: twice the digits of a double. */
typedef struct twofold {
  double hi, lo;
} twofold;

/* x must be finite. */
void exact_add(exact *sum, double x);

/* x * y, to the last bit (barring underflow of the product's tail). */
void exact_add_product(exact *sum, double x, double y);

void exact_merge(exact *sum, const exact *other);

/* The sum to 106 bits or better. */
twofold exact_value(exact sum);

twofold twofold_of(double x);
twofold twofold_add(twofold a, twofold b);
twofold twofold_subtract(twofold a, twofold b);
twofold twofold_multiply(twofold a, twofold b);
twofold twofold_divide(twofold a, twofold b);
double twofold_round(twofold a);

#endif
