/* The parts of the dysfunction plugin and what they hand one another. */
#ifndef OM_DYSFUNCTION_DYSFUNCTION_H
#define OM_DYSFUNCTION_DYSFUNCTION_H

#include "../composite.h"

/* Streams of random numbers: one for each use, so that none depends on how many another took. */
enum { STREAM_LINK_BOOTSTRAP = 1, STREAM_LINK_PERMUTATION = 2, STREAM_HELD_PERMUTATION = 3 };

/* The facets of internal dysfunction, and the customer outcomes, as a study may declare them. */
enum { N_FACETS = 6, N_OUTCOMES = 7 };
typedef struct role_name {
  const char *id, *words;
} role_name;

/* The scales of one side that have a role, on 0 to 100 by unit: more dysfunction is higher, and
 * better outcomes are. */
typedef struct composition {
  const role_name *role;      /* all that there could be */
  uint32_t n_roles, n_scales; /* all there could be; declared, each once */
  const om_scale **scale;
  uint32_t *role_of;  /* [n_scales] number of its role */
  double *value, *se; /* [n_scales][units of the study]; NaN where a unit has none */
  double *index;      /* [units of the study]: mean of the declared roles; NaN where one lacks */
  double *index_se;
} composition;

/* Both sides, and the units that have all of both. */
typedef struct composites {
  composition facets, outcomes;
  uint32_t n, n_either;  /* units with every facet and outcome; units with any */
  const om_unit **units; /* [n] */
  double *x, *y;         /* [n] the two indices */
  const om_scale **all;  /* every scale of both sides, and then the controls of the study */
  uint32_t n_all;        /* without the controls */
} composites;

/* values.c: reads them; false when memory ran out. */
int composites_take(om_run *r, composites *c);
void composites_release(composites *c);
/* What a facet is measured by: how far people lie apart, not where they stand. */
int is_spread(const om_scale *scale);

/* indices.c: where units stand on each facet and outcome; the indices by unit; what is missing. */
int report_indices(om_run *r, const composites *c);

/* Whether the facets are one thing over units. */
enum { ONE_UNKNOWN = 0, ONE_NO = 1, ONE_LOOSELY = 2, ONE_YES = 3 };

/* one.c: alpha and omega over units; one of ONE_... for the facets.  False: memory. */
int report_one(om_run *r, const composites *c, uint32_t *facets_are);

/* What is known of the link of the two indices. */
typedef struct link_result {
  om_stat r, held;
  uint32_t n;           /* units that the evidence rests on */
  int is_held;          /* 1: with what the study holds constant */
  om_evidence evidence; /* of the correlation as it is: below 0 is what the claim expects */
  uint32_t word;        /* OM_EVIDENCE_* */
} link_result;

/* link.c */
int report_link(om_run *r, const composites *c, link_result *out);
/* Power, for the lead of the section. */
void report_power(om_run *r, const composites *c);

/* What stands out facet by facet.  The arrays are profile.c's until profile_release(). */
typedef struct profile_result {
  char *shows; /* [facet scale] 1: with worse outcomes, p below .05 with all facets considered */
  double *facet_r; /* [facet scale] correlation with the index of outcomes */
  uint32_t n_shows;
  uint32_t n_found; /* cells of the profile with p below .05 with all of them considered */
  const om_scale *inside, *outside; /* the closest cell; NULL: none is defined */
} profile_result;

/* profile.c: each facet with each outcome. */
int report_profile(om_run *r, const composites *c, profile_result *out);
void profile_release(profile_result *x);

/* words.c: what was found, in sentences. */
void report_findings(om_run *r, const composites *c, const link_result *link, uint32_t facets_are,
                     const profile_result *profile);

#endif
