/* orgmirror statistics kit: resampling of a linkage family by unit.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A family is every correlation that a study looks at: columns of scores inside the organisation
 * against columns of scores outside, over the same units.  One resample of units, or one order of
 * the outside's units, serves all pairs at once; so the pairs stay as correlated as they are, and
 * a family of 24 costs little more than a pair.
 *
 * The results are the same, bit for bit, for any number of threads and on every machine that
 * computes in IEEE doubles.  The order of the units reaches them only through which units a
 * resample draws, and below 1e-12.
 */
#ifndef ORGMIRROR_STATS_RESAMPLE_H
#define ORGMIRROR_STATS_RESAMPLE_H

#include <orgmirror/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- work on several threads ------------------------------------------------------------------ */

/* Who runs tasks 0 .. n_tasks - 1 of one call, each once, in any order and at the same time, and
 * returns when all are done.  Where a pointer to one is asked for, NULL, like a `run` of NULL, is
 * the calling thread alone. */
typedef void om_task_fn(void *task_ctx, size_t i);
typedef struct om_parallel {
  void (*run)(void *ctx, size_t n_tasks, om_task_fn *task, void *task_ctx);
  void *ctx;
} om_parallel;

/* The calling thread and n - 1 others, by POSIX threads that live as long as one call; where no
 * more can be started, as many as there are.  n below 2: the calling thread.  Plugins take
 * om_threads_of(). */
om_parallel om_threads(unsigned n);

/* The threads that the host gives this run; valid until run() returns. */
om_parallel om_threads_of(om_run *run);

/* --- the family ------------------------------------------------------------------------------- */

/* One pair, by the numbers of its columns. */
typedef struct om_cell {
  uint32_t inside, outside;
} om_cell;

/* Columns of n_units scores each.  A unit whose score is NaN or infinite is left out of the pairs
 * of that column, and of those alone.  n_units below 2^32. */
typedef struct om_family {
  size_t n_units, n_inside, n_outside;
  const double *const *inside, *const *outside;
  size_t n_pairs;      /* 0: all; pair p is then (p / n_outside, p % n_outside) */
  const om_cell *pair; /* [n_pairs]; or NULL */
} om_family;

/* How many pairs a family has. */
size_t om_family_pairs(const om_family *family);

/* Numbers that rest on the whole family, such as a mean of Fisher's z: from Pearson's r of each
 * pair (NaN where undefined) to n_derived numbers, NaN where undefined.  Reentrant: it is called
 * from several threads at once. */
typedef void om_derive_fn(const void *ctx, const double *r, double *out);

/* --- bootstrap -------------------------------------------------------------------------------- */

typedef struct om_family_bootstrap {
  uint32_t resamples;
  double conf;
  om_rng rng;
  const om_parallel *parallel; /* or NULL */
  size_t n_derived;
  om_derive_fn *derive; /* or NULL */
  const void *derive_ctx;
} om_family_bootstrap;

typedef struct om_boot_pair {
  om_boot boot;
  om_span left_out; /* with one unit left out; *_index counts the units of the family */
} om_boot_pair;

/* Bootstrap of whole units for Pearson's r and Spearman's rho of every pair, and for what is
 * derived: the same values, resamples (om_boot_index) and ranges as om_bootstrap gives for each
 * alone, to rounding.  pearson, spearman: an element a pair; derived: n_derived elements; what is
 * NULL is not computed.  Ranks are taken anew in every resample.  n and the acceleration of a pair
 * rest on the units that have both scores; units are drawn from all of the family, so for such a
 * pair the number of drawn units that have both varies, as it does in the field.
 * Holds `resamples` doubles for each number asked.  Returns NULL; or why nothing was computed, and
 * then every result is undefined for that reason. */
const char *om_bootstrap_family(const om_family *family, const om_family_bootstrap *how,
                                om_boot_pair *pearson, om_boot_pair *spearman, om_boot *derived);

/* --- permutation ------------------------------------------------------------------------------ */

/* Orders up to this many are all compared: those of 8 units, or of more within blocks. */
#define OM_PERM_MAX_ORDERS 40320

typedef struct om_family_permutation {
  uint32_t permutations;
  om_rng rng;
  const om_parallel *parallel; /* or NULL */
  const uint32_t *block; /* [n_units]: units change places within a block only; NULL: all are one */
  size_t n_controls;     /* columns over the same units */
  const double *const *controls;
  size_t n_derived;
  om_derive_fn *derive; /* or NULL */
  const void *derive_ctx;
} om_family_permutation;

typedef struct om_test {
  double statistic;      /* r or rho in the given order; with controls, the partial one */
  double p;              /* two-sided: share of orders with |T*| >= |T| - 1e-12 */
  double p_greater;      /* T* >= T - 1e-12 */
  double p_less;         /* T* <= T + 1e-12 */
  double p_max;          /* two-sided, adjusted for the whole family: single step */
  double p_step;         /* the same, step down: never larger */
  double mc_error;       /* Monte Carlo standard error of p; 0 when exact */
  uint64_t n;            /* units with both scores (and all controls) */
  uint32_t permutations; /* orders compared, the given one included */
  uint32_t exact;        /* 1: all of them */
  const char *undefined; /* or NULL; then every double above is NaN */
} om_test;

/* Permutation tests of every pair at once: the outside's rows change places among the units, all
 * columns of a row together, so that pairs stay as correlated within each side as they are.
 * Up to OM_PERM_MAX_ORDERS orders p is the exact share of all; above, `permutations` random ones,
 * order b that of om_perm_order, and p = (1 + #) / (permutations + 1), Phipson & Smyth (2010).
 *
 * p_max and p_step adjust for the whole family (the pairs of pearson; those of spearman; the
 * derived numbers) by the largest |T*| in each order: max T of Westfall & Young (1993), single
 * step and step down as in Ge, Dudoit & Speed (2003), Test 12.  A pair that rests on fewer units
 * counts by r sqrt(n - 1), which has variance 1 in any pair; derived numbers count as they are and
 * should be of like scale.
 *
 * A unit that lacks a score of a pair is taken out of each order where it stands in its cycle
 * (unit u gets the row of the first unit after it, along the cycle, that has both scores): every
 * order of the pair's own units is then equally likely, and the pair's test is the one that
 * it would have alone.
 *
 * With controls: Freedman & Lane (1983).  The residuals of the outside on the controls change
 * places; T is the partial correlation, computed anew in each order.  Of spearman: everything, the
 * controls too, is ranked first.  Controls that are a combination of others count once.
 *
 * An order for which a statistic is undefined counts as the most extreme: p can only grow.
 * Undefined pairs are not in the family.  Returns as om_bootstrap_family does. */
const char *om_permute_family(const om_family *family, const om_family_permutation *how,
                              om_test *pearson, om_test *spearman, om_test *derived);

/* Order b of n units, every order equally likely: Fisher & Yates from the last place down, place
 * n - 1 - i exchanged with draw i below n - i, drawn as in om_boot_index.  n below 2^32. */
void om_perm_order(const om_rng *rng, uint64_t b, size_t n, uint32_t *index);

/* --- what a study can expect to see ----------------------------------------------------------- */

/* Correlation expected between the unit means of two sides when r holds between what they
 * measure, from ICC(1) of each side and how many answered in each of the units:
 * r sqrt(rel_x rel_y), rel = m icc / (1 + (m-1) icc) with m the harmonic mean of the sizes, which
 * is the share of the variance of the means that is between units (Spearman 1904; Bliese 1998,
 * Organizational Research Methods 1).  Units with nobody on a side are left out; n is how many
 * are left.  An icc of 0 or less on either side gives 0. */
om_stat om_expected_r(double r, size_t units, double icc1_x, const uint64_t *size_x, double icc1_y,
                      const uint64_t *size_y);

#ifdef __cplusplus
}
#endif
#endif
