/* Fixed point, and draws by a counter: the finaliser of SplitMix64 (Steele, Lea & Flood 2014). */
#include "numbers.h"

fix
fix_times(fix a, fix b)
{
  return a * b / ONE;
}

fix
fix_over(fix a, fix b)
{
  return a * ONE / b;
}

fix
fix_root(fix a)
{
  uint64_t rest = (uint64_t)a * ONE, root = 0, bit = (uint64_t)1 << 62;
  while (bit > rest)
    bit >>= 2;
  for (; bit; bit >>= 2) {
    if (rest >= root + bit) {
      rest -= root + bit;
      root = (root >> 1) + bit;
    } else {
      root >>= 1;
    }
  }
  return (fix)root;
}

int
fix_round(fix a)
{
  const fix up = a + ONE / 2;
  return (int)(up >= 0 ? up / ONE : -((-up + ONE - 1) / ONE));
}

fix
fix_between(fix a, fix lo, fix hi)
{
  return a < lo ? lo : a > hi ? hi : a;
}

static uint64_t
mixed(uint64_t x)
{
  x += UINT64_C(0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

uint64_t
draw_bits(key k)
{
  const uint64_t where = (uint64_t)k.purpose << 32 | k.wave,
                 whom = (uint64_t)k.unit << 32 | k.person;
  return mixed(k.what ^ mixed(whom ^ mixed(where ^ mixed(k.seed))));
}

uint32_t
draw_below(key k, uint32_t n)
{
  return (uint32_t)((draw_bits(k) >> 32) * n >> 32);
}

int
draw_chance(key k, uint32_t in_10000)
{
  return draw_below(k, 10000) < in_10000;
}

fix
draw_normal(key k)
{
  fix sum = 0;
  uint64_t bits = draw_bits(k);
  for (int i = 0; i < 3; i++) {
    for (int j = 0; j < 4; j++)
      sum += (fix)(bits >> (16 * j) & 0xffff);
    bits = mixed(bits);
  }
  return sum - 6 * ONE + 6;
}
