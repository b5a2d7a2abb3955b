/* orgmirror statistics kit: partial correlation, regression and what rests on it, importance of
 * predictors, necessary conditions.  The conventions are those of stats.h, which includes this.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases are units.  A column is an array of n numbers, one a case; a set of columns is an array of
 * pointers to them.  Every value must be finite, or the result is undefined ("a value is not
 * finite").  A fit carries sums, products and the solution of the equations at twice the precision
 * of a double: the order of the cases reaches no printed digit.  Columns of decimal numbers (see
 * om_decimals) count as what they were before they became doubles.  The statistics for resampling
 * do without that, about the means of the units at hand: about 1e-12.
 *
 * A coefficient says how much of the outcome goes with a predictor while the others stay the same
 * among these cases.  None of the numbers here says which side makes the other.
 */
#ifndef ORGMIRROR_STATS_REGRESSION_H
#define ORGMIRROR_STATS_REGRESSION_H

#include <orgmirror/stats.h>

#ifdef __cplusplus
extern "C" {
#endif

/* No column. */
#define OM_NO_COLUMN ((size_t)-1)

/* --- association with controls ----------------------------------------------------------------
 * n is the number of cases.  Undefined when n - controls < 3, when a control does not vary or
 * follows from the others, and when x or y follows from the controls. */

/* Partial correlation of x and y, `controls` columns taken from both: r of the residuals.  t test
 * with n - 2 - controls df, range by Fisher's z with 1/sqrt(n - 3 - controls).  Without controls
 * it is om_pearson.  Fisher (1924), Metron 3. */
om_stat om_partial(size_t n, const double *x, const double *y, size_t controls,
                   const double *const *control, double conf);
/* The same of ranks, as in om_rank, of all columns; range of Bonett & Wright with n - 3 - controls.
 * Without controls it is om_spearman. */
om_stat om_partial_spearman(size_t n, const double *x, const double *y, size_t controls,
                            const double *const *control, double conf);
/* Span of the partial correlation over leaving out each case in turn, from the residuals of all
 * cases and their leverage: exact, in as many steps as one fit.  From controls + 4 cases up;
 * undefined as om_partial, and when one case carries all that is left.  Without controls it is
 * om_pearson_leave_one_out.  Cook & Weisberg (1982), Residuals and Influence in Regression. */
om_span om_partial_leave_one_out(size_t n, const double *x, const double *y, size_t controls,
                                 const double *const *control);
/* Semi-partial (part) correlation: the controls are taken from x only, so that its square is the
 * share of the variance of y that x adds to them.  t, df and p are those of the partial correlation
 * (both are 0 together; some programs test the semi-partial as if it were a plain r, which is not
 * exact), se = value / t.  Range: Fisher's z with the large-sample variance of Alf & Graf (1999) as
 * given by Aloe & Becker (2012), Journal of Educational and Behavioral Statistics 37, over
 * n - 3 - controls: approximate; doc/coverage.md says how often it held the truth.  Without
 * controls it is om_pearson. */
om_stat om_semipartial(size_t n, const double *x, const double *y, size_t controls,
                       const double *const *control, double conf);
om_stat om_semipartial_spearman(size_t n, const double *x, const double *y, size_t controls,
                                const double *const *control, double conf);

/* --- disattenuation ---------------------------------------------------------------------------
 * The people on the two sides of a pair are different people, so the only reliability that a
 * correlation of unit means may be divided by is that of these means, ICC(2); it contains the error
 * of the items already.  Print it beside the raw r, never instead of it, and never decide by it. */

/* r / sqrt(icc2_x icc2_y), Spearman (1904); n is that of r.  It has no range of its own: bootstrap
 * the whole chain by om_disattenuation_statistic.  Undefined when a part is undefined, when a
 * reliability is not positive ("no reliable differences between units on one side"), and when the
 * result lies beyond 1 or -1 ("the reliabilities are too low for this correlation"). */
om_stat om_disattenuated(const om_stat *r, const om_stat *icc2_x, const om_stat *icc2_y);

/* What the people of each of some units said on one side: size, mean, and sum of squares about the
 * mean. */
typedef struct om_unit_moments {
  const uint64_t *n;
  const double *mean, *ss;
} om_unit_moments;

/* Two sides, matched unit by unit. */
typedef struct om_two_sides {
  om_unit_moments x, y;
} om_two_sides;

/* An om_statistic_fn for om_bootstrap; ctx is an om_two_sides.  out[0]: r of the means divided by
 * the root of the product of both ICC(2), all three from the units selected; out[1]: r; out[2],
 * out[3]: ICC(2) of x and of y.  NaN where undefined; a result beyond 1 stands as it is, for to
 * leave it out would bend the range. */
void om_disattenuation_statistic(const void *ctx, size_t n, const uint32_t *index, double *out);

/* --- regression ------------------------------------------------------------------------------- */

/* A linear model of y on p columns.  Weights (NULL: all 1) are >= 0 and stand for the precision of
 * a case, as in R's lm; cases of weight 0 are left out.  p >= 1. */
typedef struct om_model {
  size_t n, p;
  const double *y;
  const double *const *x;
  const double *weight;
  uint32_t no_intercept; /* 1: the line goes through the origin */
} om_model;

/* One coefficient.  The four estimates share their value; they differ in the standard error, and
 * with it in t, p and range.  df: residual. */
typedef struct om_coefficient {
  om_stat b;             /* errors alike and independent */
  om_stat hc0, hc1, hc3; /* errors of unequal size: White (1980); MacKinnon & White (1985) */
  om_stat standardized;  /* b sd(x) / sd(y), the standard deviations taken as known */
  om_stat vif;           /* 1 / (1 - R-squared of this column on the others) */
} om_coefficient;

typedef struct om_regression {
  uint64_t n; /* cases with a weight */
  double df_model, df_residual;
  double ss_model, ss_residual, ss_total; /* about the mean; through the origin: about 0 */
  om_stat r_squared;                      /* statistic, df, df2, p: F of the whole model */
  om_stat adjusted;                /* 1 - (1 - R-squared) (df_model + df_residual) / df_residual */
  om_stat sigma;                   /* residual standard deviation */
  double log_likelihood, aic, bic; /* of normal errors, as R gives them */
  size_t dependent;      /* the first column that does not vary or follows from those before it */
  const char *undefined; /* or NULL; then every double above is NaN */
} om_regression;

/* Further results of a fit, each NULL or an array of the caller.  k is the number of coefficients:
 * p, and 1 more with an intercept, which then is the first. */
typedef struct om_regression_parts {
  double *covariance, *covariance_hc0, *covariance_hc1, *covariance_hc3; /* k x k */
  double *residual;   /* n: y - fitted, of cases of weight 0 too */
  double *leverage;   /* n: diagonal of the hat matrix; weight 0: 0 */
  double *sequential; /* p: what each column adds to ss_model after those before it */
} om_regression_parts;

/* Ordinary or weighted least squares: Householder QR without pivoting of columns that were centred
 * (with an intercept) and scaled.  coef has k elements (NULL: none).  parts may be NULL.
 * R-squared through the origin is about 0, not about the mean: never compare it with another.
 * A perfect fit has se 0, neither t, p, F nor range, and an infinite log-likelihood.  HC3 is
 * undefined when a case has leverage 1. VIF and standardized are undefined without an intercept,
 * and of the intercept. Undefined, with each of the coefficients: n - k < 1, a weight that is
 * negative or not finite, zero variance of the outcome, or a column that does not vary or follows
 * from those before it: `dependent` names it. */
void om_regress(const om_model *model, double conf, om_regression *out, om_coefficient *coef,
                const om_regression_parts *parts);
/* The same with the powers 1 .. degree of one column, which are formed without rounding. */
void om_regress_polynomial(size_t n, const double *x, size_t degree, const double *y, double conf,
                           om_regression *out, om_coefficient *coef,
                           const om_regression_parts *parts);

/* Sum of weight[i] coef[i].b over k coefficients, with its standard error from one of the k x k
 * covariance matrices: a simple slope, a contrast. */
om_stat om_combination(size_t k, const double *weight, const om_coefficient *coef,
                       const double *covariance, double conf);

typedef struct om_step {
  om_regression first, both; /* the first columns alone, and all */
  om_stat change;            /* of R-squared; statistic, df, df2, p: F */
} om_step;

/* Hierarchical regression: what the columns from `first` (>= 1) on add to R-squared.
 * Undefined as om_regress, and when no column is left for the second step. */
void om_r_squared_change(const om_model *model, size_t first, double conf, om_step *out);

typedef struct om_robust {
  uint64_t n;
  double df_residual;
  om_stat scale; /* robust standard deviation of the residuals */
  uint32_t iterations;
  size_t dependent;
  const char *undefined;
} om_robust;

/* Robust regression by Tukey's bisquare (tuning constant 4.685: 95 % efficient for normal errors),
 * iteratively reweighted from least squares; residuals are divided by sqrt(1 - leverage) and scaled
 * by their median absolute value, the p smallest left out, over .6745.  Standard errors as
 * DuMouchel & O'Brien (1989), with that scale of the plain residuals.  It gives what
 * gsl_multifit_robust gives, which is not called because it stops the program where it does not
 * converge.  b[0] is the intercept, then p slopes; weight (n, or NULL) gets the final weight of
 * each case, 0 for one that is left aside.
 * Undefined as om_regress; for a model with weights or without intercept; and when the iteration
 * does not settle ("no convergence"): two lines fit about as well. */
void om_regress_robust(const om_model *model, double conf, om_robust *out, om_stat *b,
                       double *weight);

/* --- response surface, moderation, mediation -------------------------------------------------- */

/* z is described by two ratings of the same thing on the same scale, such as what insiders and what
 * outsiders say.  The midpoint of that scale is taken from both. */
typedef struct om_surface_data {
  size_t n;
  const double *x, *y, *z;
  double midpoint;
} om_surface_data;

typedef struct om_surface {
  om_regression model;
  om_coefficient b[6]; /* constant, x, y, x^2, xy, y^2 */
  om_stat a1;          /* b1 + b2: slope along agreement (x = y) at the midpoint */
  om_stat a2;          /* b3 + b4 + b5: curvature along it */
  om_stat a3;          /* b1 - b2: slope along disagreement (x = -y) at the midpoint */
  om_stat a4;          /* b3 - b4 + b5: curvature along it */
} om_surface;

/* Polynomial regression with response surface, z = b0 + b1 x + b2 y + b3 x^2 + b4 xy + b5 y^2.
 * Edwards & Parry (1993); Shanock, Baran, Gentry, Pattison & Heggestad (2010). */
void om_response_surface(const om_surface_data *data, double conf, om_surface *out);
/* An om_statistic_fn; ctx is an om_surface_data.  out[0 .. 3]: a1 .. a4. */
void om_surface_statistic(const void *ctx, size_t n, const uint32_t *index, double *out);

/* y on x, at levels of w: columns x, w, x w, and controls. */
typedef struct om_moderation_data {
  size_t n;
  const double *x, *w, *y;
  size_t controls;
  const double *const *control;
  double centre_x, centre_w; /* taken from x and w first; 0 leaves them as they are */
} om_moderation_data;

/* Where the slope of x can be told from 0. */
enum {
  OM_JN_NOWHERE = 0,
  OM_JN_EVERYWHERE = 1,
  OM_JN_OUTSIDE = 2, /* at w below lo or above hi */
  OM_JN_BETWEEN = 3, /* at w between lo and hi */
  OM_JN_ABOVE = 4,   /* at w above lo; hi is infinite */
  OM_JN_BELOW = 5    /* at w below hi; lo is infinite */
};

typedef struct om_moderation {
  om_regression model;
  om_coefficient intercept, x, w, product;
  double jn_lo, jn_hi; /* Johnson-Neyman bounds on the scale of w, not centred; NaN: none */
  uint32_t jn;         /* one of OM_JN_... */
} om_moderation;

/* Moderated regression.  slope[i] is the simple slope of x at w = at[i] (on the scale of w, not
 * centred), n_at of them.  Bounds: where the conf range of the slope ends at 0, Johnson & Neyman
 * (1936); they may lie outside of the values that w takes; a perfect fit has none.  Undefined as
 * om_regress.  Aiken & West (1991). */
void om_moderate(const om_moderation_data *data, size_t n_at, const double *at, double conf,
                 om_moderation *out, om_stat *slope);

/* x, m and y, with controls in every model. */
typedef struct om_mediation_data {
  size_t n;
  const double *x, *m, *y;
  size_t controls;
  const double *const *control;
} om_mediation_data;

typedef struct om_mediation {
  om_stat a;        /* slope of m on x */
  om_stat b;        /* slope of y on m beside x */
  om_stat total;    /* slope of y on x */
  om_stat direct;   /* slope of y on x beside m */
  om_stat indirect; /* a b = total - direct, with Sobel's first-order se, z, p and normal range */
  const char *undefined;
} om_mediation;

/* Decomposition of the slope of y on x into the part that goes along with m and the rest: from one
 * wave a decomposition, not a mechanism.  The normal range of a b is first order and too narrow on
 * one side: bootstrap om_mediation_statistic.  Below 50 units it is rarely adequate.
 * Sobel (1982); MacKinnon (2008). */
void om_mediate(const om_mediation_data *data, double conf, om_mediation *out);
/* An om_statistic_fn; ctx is an om_mediation_data with at most OM_STATISTIC_MAX - 3 controls.
 * out[0]: a b, out[1]: direct, out[2]: total. */
void om_mediation_statistic(const void *ctx, size_t n, const uint32_t *index, double *out);
/* Most columns of a statistic of this header. */
#define OM_STATISTIC_MAX 32

/* --- importance of predictors -----------------------------------------------------------------
 * How R-squared is shared out among p predictors.  From packed sums of squares and products about
 * the means (om_packed) of p + 1 variables over n cases, the outcome last.
 * part[i] (p elements) is the part of R-squared, share[i] (p, or NULL) that part over R-squared.
 * A predictor whose coefficient is 0 still gets a part when it correlates with one that has one.
 * With few cases R-squared is too large, and so are the parts: print the adjusted one.
 * Undefined: n - p - 1 < 1, zero variance, predictors that follow from each other, p above the
 * limit.  A share is undefined when R-squared is 0. */

/* Most predictors of the exact method. */
#define OM_LMG_MAX 12
/* Most predictors of the others. */
#define OM_IMPORTANCE_MAX 64

typedef struct om_importance {
  om_stat r_squared; /* statistic, df, df2, p: F */
  om_stat adjusted;
  size_t dependent;      /* the first predictor that does not vary or follows from those before */
  const char *undefined; /* or NULL */
} om_importance;

/* Mean over all orders of what a predictor adds to R-squared: LMG (Lindeman, Merenda & Gold 1980),
 * the Shapley value, general dominance (Azen & Budescu 2003).  Exact, over all 2^p models; more
 * than OM_LMG_MAX predictors are refused. */
void om_lmg(size_t p, uint64_t n, const double *sscp, om_importance *out, om_stat *part,
            om_stat *share);
/* The same over `orders` random orders, order b from substream b of `rng`, which does not move.  se
 * of a part is its Monte Carlo error; the parts still add up to R-squared. */
void om_lmg_sampled(size_t p, uint64_t n, const double *sscp, uint32_t orders, const om_rng *rng,
                    om_importance *out, om_stat *part, om_stat *share);
/* Relative weights of Johnson (2000), Multivariate Behavioral Research 35.  Contested (Thomas,
 * Zumbo, Kwan & Schweitzer 2014): always beside om_lmg.  With two predictors both agree. */
void om_relative_weights(size_t p, uint64_t n, const double *sscp, om_importance *out,
                         om_stat *part, om_stat *share);

enum { OM_IMPORTANCE_LMG = 1, OM_IMPORTANCE_RELATIVE_WEIGHTS = 2 };

/* Predictors and outcome by unit, for the bootstrap: p at most OM_LMG_MAX, with `random` one less.
 * `random` (NULL: none) is a column that has nothing to do with the outcome, from om_rng_normal by
 * unit: a part is larger than what chance gives when the range of its difference from the part of
 * that column leaves out 0 (Tonidandel, LeBreton & Johnson 2009; the part itself is never below 0,
 * so its own range says nothing of the kind). */
typedef struct om_importance_data {
  size_t p;
  const double *const *x;
  const double *y;
  const double *random;
  uint32_t method; /* OM_IMPORTANCE_... */
} om_importance_data;

/* An om_statistic_fn; ctx is an om_importance_data.  out: p parts, p shares, p ranks (1: the
 * largest part; ties share a mean rank; take their percentile range), R-squared, adjusted; with
 * `random` p differences part[i] - part of `random`, in the model that has it as well. */
void om_importance_statistic(const void *ctx, size_t n, const uint32_t *index, double *out);
/* How many numbers it writes. */
static inline size_t
om_importance_outputs(const om_importance_data *data)
{
  return 3 * data->p + 2 + (data->random ? data->p : 0);
}

/* --- necessary condition ----------------------------------------------------------------------
 * Is there an empty corner at low x and high y: no high y without a high x?  To look at another
 * corner turn the sign of x, of y, or of both.  Dul (2016), Organizational Research Methods 19. */

/* Where values could lie.  All zero: between the smallest and largest values observed. */
typedef struct om_scope {
  double x_lo, x_hi, y_lo, y_hi;
} om_scope;

typedef struct om_ceiling {
  om_stat effect;          /* d: empty share of the scope above the line, 0 to 1 */
  double zone, scope;      /* both areas */
  double accuracy;         /* share of cases on or below the line */
  uint64_t above;          /* cases above it */
  double intercept, slope; /* of the straight line; NaN for the step function */
  uint64_t corners;        /* upper left corners of the step function */
} om_ceiling;

typedef struct om_necessity {
  om_ceiling ce_fdh; /* step function over all cases: ceiling envelopment, free disposal hull */
  om_ceiling cr_fdh; /* least-squares line through its corners, each counted once */
} om_necessity;

/* Undefined: fewer than 2 cases, zero variance of x or y, a case outside the scope.  The straight
 * line is undefined with fewer than 2 corners; then the step function has an empty zone only where
 * the scope is wider than the cases. */
void om_necessary(size_t n, const double *x, const double *y, const om_scope *scope,
                  om_necessity *out);

typedef struct om_necessity_data {
  size_t n;
  const double *x, *y;
  om_scope scope;
} om_necessity_data;

/* An om_statistic_fn for om_permutation; ctx is an om_necessity_data.  Pairs x[i] with
 * y[index[i]].  out[0]: d of CE-FDH, out[1]: d of CR-FDH (0 where there is no line).  The p of
 * Dul, van der Laan & Kuik (2020), Organizational Research Methods 23, is p_greater. */
void om_necessity_statistic(const void *ctx, size_t n, const uint32_t *index, double *out);

#ifdef __cplusplus
}
#endif
#endif
