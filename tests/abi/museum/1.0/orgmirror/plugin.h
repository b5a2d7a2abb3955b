/* orgmirror plugin interface, major 1 (not frozen before orgmirror 1.0).
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plugin is a shared object with one exported symbol, orgmirror_plugins_v1: a NULL-terminated
 * list of descriptors.  Each descriptor says what the plugin needs, which options it takes and
 * which statistics it can report; its run() is called once, in a sandboxed process of its own.
 * There it reads the study and its sufficient statistics through the host table, and reports
 * estimates, tables, charts, findings and notes.  It writes no file and prints nothing.
 *
 * The line that nobody may cross without a new major:
 * - Two kinds of struct cross it.  A GROWING one starts with `size` (elements of an array have a
 *   stride in om_plugin instead), is allocated by the side that owns it, and is seen by the other
 *   only through a const pointer: never copied, embedded or measured with sizeof there.  New
 *   members are appended.  A FROZEN one has no size and does not change while the major is 1.
 * - Enumerations travel as uint32_t.  Strings are UTF-8, end in NUL, and belong to their maker.
 * - Nothing is handed over.  What the host lends lives until run() returns; what a plugin passes
 *   in is copied before the call returns.
 * - The host table only grows: ask OM_HAS(run, member) before calling what a later minor added,
 *   and host->abi_minor before saying what it added elsewhere; or declare least_minor.
 *
 * Marks:  [any] may be called from any thread of the run;  [run] only from the thread that
 * called run().  Plugin code reads best through the calls of plugin_calls.h.
 */
#ifndef ORGMIRROR_PLUGIN_H
#define ORGMIRROR_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define OM_ABI_MAJOR 1
#define OM_ABI_MINOR 0

typedef struct om_run om_run;     /* this one run */
typedef struct om_table om_table; /* a result table under construction */

/* What run() returns, and what the building functions return. */
typedef int32_t om_status;
enum {
  OM_OK = 0,
  OM_NOT_APPLICABLE = 1, /* these data cannot answer the question: a normal outcome */
  OM_E_DATA = -1,
  OM_E_OPTION = -2,
  OM_E_NUMERIC = -3,
  OM_E_MEMORY = -4,
  OM_E_USAGE = -5 /* the plugin broke a rule of this header; the run is marked as failed */
};

/* --- the study: what was asked, of whom ------------------------------------------------------ */

enum { OM_INSIDE = 1, OM_OUTSIDE = 2 };              /* side of a survey */
enum { OM_LEVEL_RESPONDENT = 1, OM_LEVEL_UNIT = 2 }; /* what a row of a survey is */
enum { OM_CODES = 1, OM_NUMBERS = 2 };               /* values of a scale's items */
enum { OM_HIGHER_IS_HEALTHIER = 1, OM_HIGHER_IS_DYSFUNCTION = 2 };

typedef struct om_survey om_survey;
typedef struct om_scale om_scale;
typedef struct om_item om_item;
typedef struct om_unit om_unit;
typedef struct om_wave om_wave;
typedef struct om_pair om_pair;
typedef struct om_hypothesis om_hypothesis;

/* growing, the host's.  One question.  Answers are held already reverse-coded: a higher value
 * always means more of what the scale measures. */
struct om_item {
  uint32_t size, index; /* index among the items of its scale, from 0 */
  const om_scale *scale;
  const char *id;    /* the column of the export */
  const char *text;  /* the question as asked, or "" */
  uint32_t reversed; /* 1 when min + max - answer was taken */
  double min, max;   /* declared range */
};

/* growing, the host's.  Items that are scored together. */
struct om_scale {
  uint32_t size, index; /* index in om_study.scales, from 0 */
  const om_survey *survey;
  const char *id, *label;
  uint32_t values;    /* OM_CODES or OM_NUMBERS */
  uint32_t direction; /* OM_HIGHER_IS_HEALTHIER or OM_HIGHER_IS_DYSFUNCTION */
  double min, max;    /* declared range of the score */
  uint32_t n_items, min_items;
  const om_item *const *items;
  const char *facet;   /* of internal dysfunction, as study.xml calls it: "churn"; or "" */
  const char *outcome; /* what customers get: "ease"; or "" */
};

/* growing, the host's.  One export. */
struct om_survey {
  uint32_t size, index;
  const char *id, *label;
  uint32_t side;  /* OM_INSIDE or OM_OUTSIDE */
  uint32_t level; /* OM_LEVEL_RESPONDENT or OM_LEVEL_UNIT */
  const om_wave *wave;
  uint64_t rows;     /* rows kept */
  uint32_t weighted; /* 1 when unit means are weighted by a column of the export */
  uint32_t n_scales;
  const om_scale *const *scales;
  const char *role; /* who was asked, as study.xml calls them: "leaders"; or "" */
  uint32_t minimum_group; /* the smallest group of it that is shown */
  uint32_t comments;      /* 1: what comments are about: a scale, whose items are themes */
};

/* growing, the host's.  What both sides have in common: a team.  A unit that has children (level 1)
 * holds their people and is in no linkage; such may be of two kinds that cross. */
struct om_unit {
  uint32_t size, index;
  const char *id, *label;
  uint32_t level;                        /* 0: answers name it; 1: a parent of such units */
  const om_unit *parent, *second_parent; /* or NULL */
  uint32_t hierarchy, reserved;          /* of a parent: 1 where it is a second one, else 0 */
};

/* growing, the host's */
struct om_wave {
  uint32_t size, index; /* oldest first, by date */
  const char *id, *label;
};

/* growing, the host's.  A mirror hypothesis declared before the data were seen. */
struct om_pair {
  uint32_t size, index;
  const om_scale *inside, *outside;
  int32_t sign;      /* expected sign of the association of the two scales as scored: +1 or -1 */
  const char *claim; /* "P4", or "" */
};

/* growing, the host's.  What a scale is in a hypothesis. */
typedef struct om_term {
  uint32_t size, index;
  const char *role; /* "via": an om_role of the plugin that takes it */
  const om_scale *scale;
} om_term;

/* growing, the host's.  A hypothesis that is more than a pair, declared before the data were seen:
 * <hypothesis kind="ripple" from="..." via="..." to="..."/>. */
struct om_hypothesis {
  uint32_t size, index;
  const char *kind, *claim; /* claim: "T4", or "" */
  uint32_t n_terms;
  const om_term *const *terms; /* in the order of study.xml; om_term_of() finds those of a role */
};

/* growing, the host's */
typedef struct om_study {
  uint32_t size;
  const char *title, *organisation;
  double confidence; /* of every range, .95 */
  double meaningful; /* smallest correlation between units that the study calls meaningful */
  uint32_t minimum_group; /* of people inside */
  uint32_t n_surveys, n_scales, n_units, n_pairs, n_waves;
  const om_survey *const *surveys;
  const om_scale *const *scales;
  const om_unit *const *units; /* by level, hierarchy, and id, bytewise */
  const om_pair *const *pairs;
  const om_wave *const *waves;
  uint32_t n_hypotheses, n_controls;
  const om_hypothesis *const *hypotheses; /* of every kind: take those of your own */
  const om_scale *const *controls; /* what units differ in that is no part of any hypothesis */
  uint32_t within_parent; /* 1: only units of the same parent are alike enough to compare */
  const char *plan; /* SHA-256, in hexadecimal, of what was declared: pairs, hypotheses, controls,
                       scales, the smallest group and the correlation that counts */
} om_study;

/* --- sufficient statistics: what most analyses need, exact and the same for any row order ---- */

/* growing, the host's.  Moments of the items of a scale in one unit (or all), over the
 * respondents who answered every item.  Triangles are packed, upper, row by row, k*(k+1)/2. */
typedef struct om_moments {
  uint32_t size, k;
  uint64_t n;
  const int64_t *sum;   /* k sums of the codes; NULL unless the scale holds OM_CODES */
  const int64_t *cross; /* sums of products of the codes; NULL unless OM_CODES */
  const double *mean;   /* k */
  const double *sscp;   /* sums of squares and products about the means, rounded once */
} om_moments;

/* growing, the host's.  How often each code of one item was given. */
typedef struct om_counts {
  uint32_t size, n_codes;
  int32_t first; /* the code that counts[0] belongs to */
  uint64_t n;
  const uint64_t *counts;
} om_counts;

/* growing, the host's.  Scores of a scale in one unit (or all).
 * Respondent level: moments of the respondents' scores (mean of the answered items when at least
 * min_items were).  Unit level: the published figure as `mean`, n as published. */
typedef struct om_scores {
  uint32_t size;
  uint64_t n;           /* respondents with a score; unit level: n as published, else 0 */
  double mean;          /* NaN when nobody has a score; weighted when the survey is */
  double ss;            /* sum of squares about the unweighted mean; NaN at unit level */
  double plain_mean;    /* unweighted */
  double effective_n;   /* Kish; equals n when the survey is not weighted */
  double response_rate; /* share, or NaN */
  double weight;        /* of the respondents with a score, together; n without weights */
} om_scores;

/* growing, the host's.  Products of every two coded items of a survey over the respondents who
 * answered both, everybody together: [i * k + j].  Exact; not weighted. */
typedef struct om_pairwise {
  uint32_t size, k;
  const om_item *const *items; /* k, scale by scale */
  const uint64_t *n;           /* respondents who answered i and j; of i and i: who answered i */
  const int64_t *sum;          /* of the codes of i, over those who answered j too */
  const int64_t *square;       /* of the squared codes of i, over the same */
  const int64_t *cross;        /* of the products of the codes of i and j */
} om_pairwise;

/* growing, the host's.  Why answers to one item are missing, everybody together. */
typedef struct om_gaps {
  uint32_t size, n_reasons;
  uint64_t rows;              /* rows kept */
  const char *const *reasons; /* as study.xml and exports call them; the first is "blank" */
  const uint64_t *counts;     /* [n_reasons] */
} om_gaps;

/* growing, the host's.  The units that have a score on both scales, ordered as om_study.units. */
typedef struct om_link {
  uint32_t size, n;
  const om_unit *const *units;
  const double *inside, *outside; /* unit means */
} om_link;

/* --- person rows: lent only to a plugin that declares OM_NEED_ROWS --------------------------- */

/* A code at or below this is missing; which one says why (OM_BLANK, or a reason of the study). */
#define OM_MISSING (-100)
#define OM_BLANK (-128)

/* growing, the host's.  One column of a survey, in an order of rows that tells nothing about the
 * export.  Sealed by the kernel: writing to it ends the run.  Aligned to 64 bytes. */
typedef struct om_column {
  uint32_t size;
  uint32_t values; /* OM_CODES: codes; OM_NUMBERS: numbers, NaN when missing */
  uint64_t rows;
  const int8_t *codes;
  const double *numbers;
} om_column;

/* --- what a plugin declares (all of it the plugin's, static) --------------------------------- */

enum {
  OM_NEED_SCALES = 1,      /* at_least scales on `side` (0: on either) */
  OM_NEED_PAIRS = 2,       /* at_least declared pairs */
  OM_NEED_UNITS = 3,       /* at_least units */
  OM_NEED_RESPONDENTS = 4, /* at_least surveys of respondent level on `side` */
  OM_NEED_ROWS = 5,        /* person rows: granted by the host, not by the data */
  OM_NEED_PAIRWISE = 6,    /* at_least surveys of respondent level on `side`: their om_pairwise */
  OM_NEED_HYPOTHESES = 7,  /* at_least declared hypotheses of the kinds of this plugin's forms */
  OM_NEED_FACETS = 8,      /* at_least scales with a facet */
  OM_NEED_OUTCOMES = 9,    /* at_least scales with an outcome */
  OM_NEED_GAPS = 10,       /* at_least surveys of respondent level on `side`: their om_gaps */
  OM_NEED_COMMENTS = 11    /* at_least surveys of comments; who does not ask sees none of them */
};
/* growing, the plugin's, by its stride */
typedef struct om_need {
  uint32_t kind, side, at_least, reserved;
  const char *why; /* completes "not applicable, because it needs ..." */
} om_need;

enum { OM_OPT_BOOL = 1, OM_OPT_INT = 2, OM_OPT_REAL = 3, OM_OPT_CHOICE = 4 };
/* growing, the plugin's, by its stride */
typedef struct om_option {
  uint32_t type, reserved;
  const char *id, *help;
  double value, min, max;     /* default and bounds; OM_OPT_CHOICE: index of the default */
  const char *const *choices; /* OM_OPT_CHOICE: ends at NULL; else NULL */
} om_option;

/* growing, by its stride.  One role of a kind of hypothesis, an attribute in study.xml.  Its value
 * is one scale, or a list of scales. */
typedef struct om_role {
  const char *id;                             /* "via"; letters, digits and - */
  uint32_t side, at_least, at_most, reserved; /* side 0: either; at_least 0: may be left out */
  const char *help;
} om_role;
/* growing, by its stride.  A kind of hypothesis that the plugin tests.  The host checks what
 * studies declare against it, with the lines of study.xml. */
typedef struct om_form {
  const char *kind, *help;
  const om_role *roles; /* ends at id NULL */
} om_form;

/* growing, by its stride.  Another plugin, which runs before: found() lends what it has said. */
typedef struct om_use {
  const char *plugin;             /* its whole id */
  const char *why;                /* completes "not applicable, because it needs ..." */
  uint32_t is_optional, reserved; /* 1: without that plugin, or its results, it runs as well */
} om_use;

/* Who is counted as the n of a statistic.  The host counts; a plugin cannot set it. */
enum {
  OM_N_COMPLETE = 1, /* respondents who answered every item of the scale */
  OM_N_SCORED = 2,   /* respondents with a score */
  OM_N_ANSWERED = 3, /* respondents who answered the item */
  OM_N_UNITS = 4,    /* units with a score on the scale */
  OM_N_MATCHED = 5,  /* units with a score on both scales (or, naming none, on any pair) */
  OM_N_AMONG = 6     /* units with a score on every scale that is named: scale, inside, outside,
                        those of the hypothesis, and `among` */
};
/* How a number of this kind is written, and in what steps it is told of a unit. */
enum {
  OM_FORMAT_NUMBER = 1,  /* 3.42: points of a scale */
  OM_FORMAT_RATIO = 2,   /* .47: between -1 and 1 by nature */
  OM_FORMAT_P = 3,       /* .013, < .001 */
  OM_FORMAT_SCORE = 4,   /* 63.2 of 100 */
  OM_FORMAT_PERCENT = 5, /* .47 is 47 %: a share of people */
  OM_FORMAT_COUNT = 6    /* people; units, where the basis counts those */
};
/* growing, the plugin's, by its stride */
typedef struct om_method {
  const char *id, *text, *reference; /* text: one or two sentences; reference: citation or "" */
} om_method;
/* growing, the plugin's, by its stride */
typedef struct om_statistic {
  const char *id, *label, *help; /* help: what it means, in a plain paragraph */
  const char *method;            /* id of an om_method of this plugin */
  uint32_t format, basis;        /* OM_FORMAT_*, OM_N_* */
} om_statistic;
/* Where the section of a plugin belongs in the report. */
enum { OM_PLACE_ANSWER = 1, OM_PLACE_EXPLANATION = 2, OM_PLACE_MEASUREMENT = 3 };

/* growing, the plugin's.  Built for interface 1.abi_minor, it does with any from 1.least_minor on:
 * a host that offers less refuses it, and says what would help. */
typedef struct om_plugin {
  uint32_t size, abi_minor;
  uint32_t need_stride, option_stride, method_stride, statistic_stride, form_stride, role_stride;
  uint32_t use_stride, least_minor;
  const char *id;           /* "org.example.name": lower-case letters, digits, _; never changes */
  const char *version;      /* "1.2.0" */
  const char *name;         /* heading of its section */
  const char *summary;      /* one sentence */
  uint32_t place;           /* OM_PLACE_* */
  const om_need *needs;     /* ends at kind 0; or NULL */
  const om_option *options; /* ends at type 0; or NULL */
  const om_method *methods; /* ends at id NULL; or NULL */
  const om_statistic *statistics; /* ends at id NULL; or NULL */
  om_status (*run)(om_run *run);
  const void *(*extension)(const char *id); /* or NULL */
  const om_form *forms;                     /* ends at kind NULL; or NULL */
  const om_use *uses;                       /* ends at plugin NULL; or NULL */
} om_plugin;
#define OM_PLUGIN_HEAD OM_PLUGIN_HEAD_SINCE(0)
#define OM_PLUGIN_HEAD_SINCE(least_minor)                                                          \
  sizeof(om_plugin), OM_ABI_MINOR, sizeof(om_need), sizeof(om_option), sizeof(om_method),          \
      sizeof(om_statistic), sizeof(om_form), sizeof(om_role), sizeof(om_use), (least_minor)

/* --- results ----------------------------------------------------------------------------------
 * Every number is an estimate: one statistic about one thing.  Tables and charts name statistics
 * and rows; the host lays them out, counts n, withholds what would show a small group, orders rows
 * so that a withheld one stands at no rank, and writes numbers in texts.
 *
 * Texts are templates, by which translations are found.  {inside} {outside} {scale} {item} {unit}
 * {survey} {with} are labels of what the text is about, {term.via} that of the scale with that role
 * in its hypothesis (several: joined by commas); {statistic} {statistic.lo} {statistic.hi}
 * {statistic.p} {statistic.n} are numbers of the estimate about the same thing.  A text that names
 * a withheld number is withheld whole.  "{{" is a brace.  Titles take OM_FILL's values alone. */

/* growing, the plugin's.  What a result is about: set what applies, leave the rest zero. */
typedef struct om_about {
  uint32_t size;
  uint32_t side; /* OM_INSIDE, OM_OUTSIDE: all declared scales of a side together */
  const om_survey *survey;
  const om_scale *scale;
  const om_item *item;
  const om_scale *inside, *outside; /* both: their linkage over matched units */
  const om_unit *unit;
  const om_wave *wave;
  /* What the first is set beside: a second item of the same survey (only where OM_NEED_PAIRWISE is
   * declared: the host counts who answered both), a second unit. */
  const om_item *with_item;
  const om_unit *with_unit;
  const om_hypothesis *hypothesis;
  /* Further scales without which a unit did not count: for OM_N_AMONG.  They are no part of what
   * the result is about: two results that differ in them alone are the same one said twice. */
  const om_scale *const *among;
  uint32_t n_among, reserved;
} om_about;

/* growing, the plugin's.  Absent parts are NaN; `undefined` (or NULL) says why there is no value,
 * in words that follow "undefined: ", such as "zero variance". */
typedef struct om_estimate {
  uint32_t size, reserved;
  double value, lo, hi, se, p;
  const char *undefined;
} om_estimate;

/* growing, the host's.  What another plugin reported of one of its statistics.  Nothing is withheld
 * here: of what is made of it the host withholds what it would of any other result. */
typedef struct om_found {
  uint32_t size;
  om_status status; /* OM_OK; else it has no results: OM_NOT_APPLICABLE, or below 0 a failure */
  const char *why;  /* of a status other than OM_OK; else "" */
  uint32_t n, reserved;
  const om_about *const *about;       /* n: what each is about, in the order it was reported in */
  const om_estimate *const *estimate; /* n */
} om_found;

enum {
  OM_ROWS_SCALES = 1,
  OM_ROWS_ITEMS = 2,
  OM_ROWS_UNITS = 3,
  OM_ROWS_PAIRS = 4, /* rows that name inside and outside */
  OM_ROWS_ONE = 5,   /* a single row, written downwards: a statistic a line */
  OM_ROWS_HYPOTHESES = 6
};
enum { OM_ASCENDING = 1, OM_DESCENDING = 2 };

enum {
  OM_CHART_BUTTERFLY = 1, /* columns: left, right, and gap or NULL; rows: units */
  OM_CHART_FOREST = 2,    /* columns: one estimate a row with its range */
  OM_CHART_SCATTER = 3,   /* columns: x, y; rows: units */
  OM_CHART_QUADRANT = 4,  /* columns: x, y, cut at their means; first look: low x, high y */
  OM_CHART_HEAT = 5,      /* all columns, coloured from min to max; bold where p < .05 */
  OM_CHART_TREND = 6,     /* columns: a line each; rows: in the order of time */
  OM_CHART_DIST = 7,      /* columns: bars side by side; rows: steps of an answer */
  OM_CHART_BARS = 8       /* columns: a bar a row with its range */
};
/* growing, the plugin's */
typedef struct om_chart {
  uint32_t size, type;
  const char *id, *title;
  const char *description; /* what the chart shows, in words: for who cannot see it */
  uint32_t columns[4];     /* columns of the table, counted from 1, as the type asks; 0: none */
  double min, max;         /* of the value axis; both 0: from the data */
} om_chart;

/* Evidence words: one fixed table in the host, the same everywhere.
 * strong: the range excludes zero after multiplicity control, and the effect reaches the size the
 *   study calls meaningful, and it holds with any one unit left out
 * moderate: the unadjusted range excludes zero
 * weak: it points one way (p < .20) but the range includes zero
 * none: the range is too wide, n is too small, or it points nowhere */
enum {
  OM_EVIDENCE_NONE = 1,
  OM_EVIDENCE_WEAK = 2,
  OM_EVIDENCE_MODERATE = 3,
  OM_EVIDENCE_STRONG = 4
};
/* growing, the plugin's.  All about one effect whose "nothing" is 0. */
typedef struct om_evidence {
  uint32_t size;
  uint32_t n;              /* units */
  double value, lo, hi, p; /* unadjusted */
  double p_adjusted;       /* within the family the study declared; NaN: not controlled */
  double out_lo, out_hi;   /* span of the effect with any one unit left out; NaN: unknown */
  double meaningful;       /* smallest absolute effect the study calls meaningful */
} om_evidence;

enum {
  OM_FIRST = 1, /* answers the study's question: stands before every other */
  OM_MAIN = 2,  /* one declared hypothesis, one thing to look at */
  OM_CHECK = 3  /* whether the data can carry the answer */
};
/* growing, the plugin's */
typedef struct om_finding {
  uint32_t size, priority; /* OM_FIRST, OM_MAIN, OM_CHECK */
  const char *id;
  const om_about *about;       /* or NULL */
  const om_evidence *evidence; /* or NULL: a finding about the data, without an evidence word */
  const char *headline;        /* one plain sentence, 15 words or fewer */
  const char *detail;          /* one sentence with the number, its range and n */
  const char *caution;         /* or NULL */
  const char *chart;           /* id of a chart of this plugin, or NULL */
} om_finding;

/* frozen.  Position in a counter-based random sequence (Philox4x32-10; see stats.h). */
typedef struct om_rng {
  uint64_t key, stream, counter;
} om_rng;

/* --- what the host offers: append only ------------------------------------------------------- */

/* growing, the host's */
typedef struct om_host {
  uint32_t size, abi_minor;
  const char *name, *version;

  /* --- the study ------------------------------------------------------------------------- */
  /* [any] Never NULL. */
  const om_study *(*study)(om_run *run);
  /* [any] Value of a declared option; OM_OPT_CHOICE: its index.  NaN when it is not declared. */
  double (*option)(om_run *run, const char *id);
  /* [any] A place in the random sequence of (seed of the study, id of this plugin): the same
   * `stream` gives the same numbers in every run, however many threads or plugins there are. */
  void (*rng)(om_run *run, uint64_t stream, om_rng *rng);

  /* --- data: unit NULL is all units together; wave NULL is the survey's own wave ----------- */
  /* [any] NULL at unit level when fewer than two units have figures; never NULL otherwise. */
  const om_moments *(*moments)(om_run *run, const om_scale *scale, const om_unit *unit,
                               const om_wave *wave);
  /* [any] Never NULL; nobody answered is n 0 and mean NaN. */
  const om_scores *(*scores)(om_run *run, const om_scale *scale, const om_unit *unit,
                             const om_wave *wave);
  /* [any] `complete` 1: over the respondents who answered every item of the scale; 0: over all
   * who answered this one.  NULL unless the scale holds OM_CODES. */
  const om_counts *(*counts)(om_run *run, const om_item *item, const om_unit *unit,
                             const om_wave *wave, uint32_t complete);
  /* [any] Never NULL; n may be 0. */
  const om_link *(*link)(om_run *run, const om_scale *inside, const om_scale *outside,
                         const om_wave *wave);
  /* [any] NULL unless the plugin declared OM_NEED_ROWS and was granted it. */
  const om_column *(*column)(om_run *run, const om_item *item);
  /* [any] Index in om_study.units of each row's unit, UINT32_MAX where there is none; NULL as
   * above.  *rows is set to their number. */
  const uint32_t *(*row_units)(om_run *run, const om_survey *survey, uint64_t *rows);

  /* --- results: each returns OM_OK, or OM_E_USAGE with the reason in the report -------------
   * A run may give 500,000 estimates, 100,000 remarks, and 1,000 each of tables, charts, findings
   * and notes; a table 20,000 rows and 100 columns, and all tables 200,000 cells.  The ids of
   * tables, charts, findings and remarks are of letters, digits, - and _, begin with a letter, have
   * at most 64, and are not "e1", "r1" and so on.  A run that goes beyond fails whole. */
  /* [run] Why there is no result; returns its second argument, for `return om_fail(...)`. */
  om_status (*fail)(om_run *run, om_status status, const char *why);
  /* [any] For the one who debugs: shown with -v, never in the report. */
  void (*log)(om_run *run, const char *text);
  /* [run] Heading and first paragraph; without it the plugin's name and summary stand there. */
  om_status (*section)(om_run *run, const char *title, const char *lead);
  /* [run] `statistic` is declared by the plugin; once for each thing it is about. */
  om_status (*estimate)(om_run *run, const char *statistic, const om_about *about,
                        const om_estimate *estimate);
  /* [run] Words about one thing, shown where a table has a column of that id. */
  om_status (*remark)(om_run *run, const char *id, const om_about *about, const char *text);
  /* [run] NULL when there are too many.  An id that was taken before makes the run fail. */
  om_table *(*table)(om_run *run, const char *id, const char *title, uint32_t rows);
  /* [run] `id` is a statistic or a remark; `about` (or NULL) is joined with that of each row. */
  om_status (*table_column)(om_table *table, const char *id, const char *label,
                            const om_about *about);
  /* [run] */
  om_status (*table_row)(om_table *table, const om_about *about);
  /* [run] Order of the rows by the value of the column; without it: by label. */
  om_status (*table_order)(om_table *table, uint32_t column, uint32_t order);
  /* [run] A picture of the table, which stands beside it. */
  om_status (*chart)(om_table *table, const om_chart *chart);
  /* [any] The word that the report will use: OM_EVIDENCE_*. */
  uint32_t (*evidence)(om_run *run, const om_evidence *evidence);
  /* [run] */
  om_status (*finding)(om_run *run, const om_finding *finding);
  /* [run] A paragraph under the section's tables. */
  om_status (*note)(om_run *run, const om_about *about, const char *text);

  /* --- data, again ------------------------------------------------------------------------ */
  /* [any] NULL without OM_NEED_PAIRWISE, where no scale of it holds OM_CODES, and at unit level. */
  const om_pairwise *(*pairwise)(om_run *run, const om_survey *survey);
  /* [any] NULL unless the plugin declared OM_NEED_GAPS, and at unit level. */
  const om_gaps *(*gaps)(om_run *run, const om_item *item);
  /* [any] Score of each person: the mean of the answered items where at least min_items are, NaN
   * where not; OM_NUMBERS.  NULL as for column(). */
  const om_column *(*score_column)(om_run *run, const om_scale *scale);

  /* --- others, and threads ---------------------------------------------------------------- */
  /* [any] What the plugin with that whole id reported of a statistic; n 0 when it reported nothing
   * of it.  NULL unless `uses` names the plugin. */
  const om_found *(*found)(om_run *run, const char *plugin, const char *statistic);
  /* [run] Calls body(ctx, i) once for each i below n, from several threads where there are
   * processors for them, and returns after the last.  Which thread takes which, and when, is open:
   * a body writes where no other one reads or writes, draws from the random stream i (or its own
   * share of streams), and calls only what is marked [any].  Then the results are the same for any
   * number of threads.  OM_OK, or OM_E_USAGE without a body. */
  om_status (*parallel)(om_run *run, uint32_t n, void (*body)(void *ctx, uint32_t i), void *ctx);
  /* [run] A column of the scorecard, where the report sets beside one another what all plugins say
   * of each unit: the estimates of `statistic` about the units, joined with `about` (or NULL). */
  om_status (*scorecard)(om_run *run, const char *statistic, const char *label,
                         const om_about *about);
} om_host;

struct om_run {
  const om_host *host;
};

/* True when this host has the member (it may have been appended in a later minor). */
#define OM_HAS(run, member)                                                                        \
  ((run)->host->size >= offsetof(om_host, member) + sizeof((run)->host->member))

#if defined(__GNUC__)
#define OM_EXPORT __attribute__((visibility("default")))
#else
#define OM_EXPORT
#endif

#include <orgmirror/plugin_calls.h>

#ifndef __cplusplus
/* What a result is about, for the length of the enclosing block: OM_ABOUT(.scale = s, .unit = u) */
#define OM_ABOUT(...) (&(om_about){.size = sizeof(om_about), __VA_ARGS__})
#endif

/* The one symbol a plugin exports. */
extern OM_EXPORT const om_plugin *const orgmirror_plugins_v1[];

#ifdef __cplusplus
}
#endif
#endif
