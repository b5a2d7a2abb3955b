/* The host table: what a plugin can ask and say, inside its worker.
 *
 * services_data.c answers from the mapped summary; services_results.c turns what the plugin says
 * into frames on the result pipe.  Nothing here decides what may be shown: that is the core's,
 * in its own process. */
#ifndef OM_HOST_SERVICES_H
#define OM_HOST_SERVICES_H

#include "base/bytes.h"
#include "data/rows.h"
#include "result/found.h"

#include <pthread.h>

struct om_table {
  struct service *service;
  uint32_t index, n_columns;
};

/* Statistics of a scale as structs of plugin.h, made when first asked for. */
typedef struct scale_view {
  om_moments *moments;  /* [slot] */
  om_scores *scores;    /* [slot] */
  om_counts *counts[2]; /* [complete][slot][item] */
} scale_view;

typedef struct link_view {
  const om_scale *inside, *outside;
  om_link link;
} link_view;

/* What one plugin found of one statistic, as lent. */
typedef struct lent_found {
  const found *of;
  const char *statistic;
  const om_found *found;
} lent_found;

/* What a run is given. */
typedef struct service_terms {
  const summary *summary;
  const rows *rows;    /* NULL: not granted */
  const found *founds; /* by the plugins that it uses */
  size_t n_founds;
  const description *description;
  const double *options;
  uint32_t threads; /* for parallel() */
  int out;          /* the result pipe */
} service_terms;

typedef struct service {
  om_run run; /* first: an om_run * is a service * */
  arena *memory;
  const summary *summary;
  om_study seen;    /* the study without comments, unless the plugin asked for them */
  const rows *rows; /* NULL: not granted */
  const found *founds;
  size_t n_founds;
  const description *description;
  const double *options;
  uint32_t threads;
  uint64_t rng_key;
  pthread_mutex_t lock;   /* of all that changes */
  scale_view *views;      /* [scale] */
  om_pairwise **pairwise; /* [survey]; NULL until asked for */
  om_gaps **gaps;         /* [scale], of its items; NULL until asked for */
  om_column **scores;     /* [scale] of each person; NULL until asked for */
  link_view **links;
  size_t n_links, links_capacity;
  lent_found *lent;
  size_t n_lent, lent_capacity;
  /* results */
  int out;
  bytes body, pending;
  uint32_t n_tables;
  uint32_t *among;  /* room for a list of scales */
  om_status failed; /* OM_OK, or what fail() and broken rules left */
} service;

/* The arena owns the service. */
service *service_new(arena *memory, const service_terms *terms);

/* Sends what run() returned, and everything that is still pending. */
void service_finish(service *s, om_status status);

/* Sends a frame whose body stands in s->body, and empties that. */
void service_send(service *s, wire_kind kind);

/* Writes all of it, unless nobody reads.  Safe in a signal handler. */
void service_write(int out, const void *at, size_t n);

/* Writes a frame at once, past what is pending: for a worker that cannot go on.  Safe in a signal
 * handler. */
void service_cry(int out, om_status status, const char *why);

/* Fills the members of the table. */
void services_data_fill(om_host *host);
void services_results_fill(om_host *host);
void services_found_fill(om_host *host);
void services_parallel_fill(om_host *host);

#endif
