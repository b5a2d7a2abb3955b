/* What was published before, and whether this report tells about few people together with it. */
#include "cli/cli.h"

#include "base/file.h"
#include "data/suppress.h"
#include "ledger/reruns.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const char *
cli_ledger_dir(arena *memory, const cli_options *o, const char *study_dir)
{
  if (o->ledger)
    return o->ledger;
  const char *const set = getenv("ORGMIRROR_LEDGER");
  return set && *set ? set : path_join(memory, study_dir, "orgmirror.ledger");
}

/* Surveys that people have answered, unless the study says that everybody may know the answers. */
static bool
needs_ledger(const study *s)
{
  bool is_needed = false;
  for (uint32_t i = 0; i < s->n_surveys; i++)
    is_needed |= s->surveys[i].level == OM_LEVEL_RESPONDENT && !s->surveys[i].is_public;
  return is_needed && s->has_ledger;
}

bool
guard_open(arena *memory, const study *s, const cli_options *o, bool may_make, diags *d, guard *out)
{
  *out = (guard){.ledger.fd = -1, .spool.fd = -1};
  if (!needs_ledger(s))
    return true;
  const char *const dir = cli_ledger_dir(memory, o, s->dir);
  if (!ledger_open(memory, dir, may_make, d, &out->ledger))
    return false;
  if (!out->ledger.secret) /* nothing was published yet */
    return true;
  if (may_make && (out->spool.fd = ledger_spool(&out->ledger)) < 0) {
    diag_error(d, "R011", dir, 0, strerror(errno),
               "make room, or name another folder with --ledger",
               "the ledger of what is published cannot be written");
    return false;
  }
  out->keys = (key_wish){out->ledger.secret, &out->spool};
  out->is_on = may_make || out->ledger.n > 0;
  return true;
}

void
guard_close(guard *g)
{
  ledger_close(&g->ledger);
  if (g->spool.fd >= 0)
    close(g->spool.fd);
  g->spool.fd = -1;
}

/* --- before the analyses --------------------------------------------------------------------- */

static told_report
told_now(arena *memory, const intake *in)
{
  told_report r = told_of(memory, &in->units, in->data, &in->summary);
  r.study = in->study->file;
  r.wave = in->study->wave_id ? in->study->wave_id : "";
  return r;
}

static bool
has_columns(const intake *in)
{
  bool has_all = true;
  for (uint32_t i = 0; i < in->study->n_surveys; i++)
    has_all &= !in->data[i].keys || in->data[i].items;
  return has_all;
}

/* The same data with a column for each question.  What is odd was said the first time. */
static bool
load_again(arena *memory, guard *g, const cli_options *o, const plan *p, intake *in, diags *d)
{
  diags quiet = diags_new(memory);
  intake again;
  const intake_wishes wishes = {.plan = p, .keys = &g->keys, .keep_rows = true};
  cli_load(memory, in->study, o, wishes, &quiet, &again);
  cli_release(in);
  *in = again;
  if (quiet.n_errors)
    diag_error(d, "I001", NULL, 0, "the exports have changed while they were read",
               "run it once more", "the data cannot be read again");
  return !quiet.n_errors;
}

const char *
cli_time(arena *memory, uint64_t seconds)
{
  const time_t at = (time_t)seconds;
  struct tm day;
  char text[32];
  if (!gmtime_r(&at, &day) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &day))
    return "?";
  return arena_string(memory, text);
}

static const char *
name_earlier(arena *memory, const ledger_entry *e)
{
  return arena_printf(memory, "%s of %.10s%s%s", e->name, cli_time(memory, e->told.time),
                      *e->told.output ? ", in " : "", e->told.output);
}

/* What would be allowed. */
static const char *
allowed(arena *memory, const study *s, const ledger_entry *e, const rerun_verdict *v)
{
  text t = text_new(memory);
  if (!v->is_fixed)
    text_addf(&t, "withhold what tells it, of %" PRIu32 " units and parents: --withhold-more; or ",
              v->n_groups);
  text_add(&t, "analyse the same people in the same units as then");
  if (s->n_waves == 0)
    text_add(&t, "; or, where these are answers of another wave, name the waves in the study");
  text_addf(&t, "; or, where nobody was given %s, take it back: orgmirror ledger %s --withdraw=%s",
            e->name, s->path, e->name);
  return t.at;
}

static void
refuse(arena *memory, const study *s, const ledger_entry *e, const rerun_verdict *v, diags *d)
{
  diag_error(
      d, "G020", s->path, 0,
      arena_printf(memory, "in the survey %s, scale %s, one can be taken from the other%s",
                   v->survey, v->scale,
                   v->is_fixed ? ", and to withhold units and parents does not close it" : ""),
      allowed(memory, s, e, v),
      "together with an earlier one (%s) this report would tell what few people answered",
      name_earlier(memory, e));
}

/* Adds what a verdict wants withheld. */
static void
add_flags(arena *memory, const intake *in, const rerun_verdict *v, uint8_t **more)
{
  for (uint32_t i = 0; i < in->study->n_scales; i++) {
    if (!v->withhold[i])
      continue;
    if (!more[i])
      more[i] = arena_many(memory, in->summary.n_slots, uint8_t);
    for (uint32_t slot = 0; slot < in->summary.n_slots; slot++)
      more[i][slot] |= v->withhold[i][slot];
  }
}

typedef struct looking {
  arena *memory;
  guard *g;
  const cli_options *o;
  intake *in;
  diags *d;
  const bool *meets; /* [entry] shares people with the report */
  uint8_t **more;    /* what is withheld for the sake of earlier reports */
} looking;

/* Each earlier report once; true when one of them needed more to be withheld, as it may. */
static bool
look_once(const looking *l, bool may_withhold)
{
  const ledger *const all = &l->g->ledger;
  const rerun r = {l->in->study, l->in->data, &l->in->summary, &l->g->told};
  bool is_open = false;
  for (size_t i = 0; i < all->n; i++) {
    if (!l->meets[i])
      continue;
    const rerun_verdict v = rerun_check(l->memory, &r, &all->at[i].told);
    if (!v.survey)
      continue;
    if (v.is_fixed || !may_withhold) {
      refuse(l->memory, l->in->study, &all->at[i], &v, l->d);
      continue;
    }
    add_flags(l->memory, l->in, &v, l->more);
    is_open = true;
  }
  return is_open;
}

static void
look_at_all(looking *l)
{
  /* What one of them needs may open another; each time more is withheld. */
  enum { MOST_TIMES = 50 };
  bool has_more = false;
  for (int i = 0; look_once(l, l->o->withholds_more && i < MOST_TIMES) && !l->d->n_errors; i++) {
    has_more = true;
    l->in->summary.suppressed =
        suppress(l->memory, &l->in->summary, (const uint8_t *const *)l->more);
    told_again(l->memory, &l->g->told, &l->in->summary);
  }
  if (has_more && !l->d->n_errors)
    diag_add(l->d, (diag){DIAG_NOTE, "G021", l->in->study->path, 0,
                          "more is withheld than this report alone would need",
                          "with earlier ones it would tell what few people answered", NULL});
}

void
guard_look(arena *memory, guard *g, const cli_options *o, const plan *p, intake *in, diags *d)
{
  g->told = told_now(memory, in);
  bool *const meets = arena_many(memory, g->ledger.n, bool);
  bool has_any = false;
  for (size_t i = 0; i < g->ledger.n; i++) {
    const told_report *const earlier = &g->ledger.at[i].told;
    if (told_is_same(&g->told, earlier))
      continue;
    if (!ledger_rows(&g->ledger, i)) {
      diag_error(d, "R010", arena_printf(memory, "%s/%s", g->ledger.dir, g->ledger.at[i].name), 0,
                 strerror(errno), "put it back from a copy",
                 "the ledger of what was published cannot be read");
      return;
    }
    meets[i] = rerun_meets(memory, &g->told, earlier);
    has_any |= meets[i];
  }
  if (!has_any)
    return;
  if (!has_columns(in)) {
    if (!load_again(memory, g, o, p, in, d))
      return;
    g->told = told_now(memory, in);
  }
  looking l = {.memory = memory,
               .g = g,
               .o = o,
               .in = in,
               .d = d,
               .meets = meets,
               .more = arena_many(memory, in->study->n_scales, uint8_t *)};
  look_at_all(&l);
}

/* --- afterwards ------------------------------------------------------------------------------ */

bool
guard_remember(arena *memory, guard *g, const cli_options *o, diags *d, const char **name)
{
  *name = NULL;
  for (size_t i = 0; i < g->ledger.n; i++)
    if (told_is_same(&g->told, &g->ledger.at[i].told))
      return true;
  const int failure = atomic_load(&g->spool.failure);
  g->told.time = (uint64_t)time(NULL);
  g->told.output = utf8_inert(memory, o->output);
  errno = failure;
  if (!failure)
    *name = ledger_add(&g->ledger, &g->told);
  if (!*name)
    diag_error(d, "R011", g->ledger.dir, 0, strerror(errno),
               "make room, or name another folder with --ledger",
               "the ledger of what is published cannot be written");
  return *name != NULL;
}

void
guard_forget(guard *g, const char *name)
{
  ledger_withdraw(&g->ledger, name);
}
