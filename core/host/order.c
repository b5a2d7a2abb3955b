/* Which plugin runs after which: a plugin that uses the results of others runs when they are
 * there, and not at all when it cannot do without. */
#include "host/order.h"

#include "base/catalogue.h"
#include "base/template.h"
#include "base/text.h"
#include "result/found.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static planned *
with_id(const plan *p, const char *id)
{
  for (size_t i = 0; i < p->n; i++)
    if (strcmp(p->at[i].plugin->id, id) == 0)
      return &p->at[i];
  return NULL;
}

/* `reason`: a template (base/template.h). */
static void
give_up(arena *memory, planned *x, outcome o, const char *reason)
{
  x->is_run = false;
  x->outcome = o;
  x->why = template_plain(memory, reason);
  x->reason = reason;
}

/* --- circles ---------------------------------------------------------------------------------- */

/* "a, b, a" when the way from x through what it uses comes back to `to`; NULL when it does not.
 * `seen` has a place for each plugin. */
static const char *
way_back(arena *memory, const plan *p, const planned *x, const planned *to, bool *seen)
{
  for (size_t i = 0; i < x->n_uses; i++) {
    const planned *const next = x->uses[i];
    if (next == to)
      return arena_printf(memory, "%s, %s", x->plugin->id, to->plugin->id);
    if (!next || !next->is_run || seen[next - p->at])
      continue;
    seen[next - p->at] = true;
    const char *const rest = way_back(memory, p, next, to, seen);
    if (rest)
      return arena_printf(memory, "%s, %s", x->plugin->id, rest);
  }
  return NULL;
}

static void
refuse_circles(arena *memory, plan *p)
{
  const char **const way = arena_many(memory, p->n, const char *);
  for (size_t i = 0; i < p->n; i++)
    if (p->at[i].is_run)
      way[i] = way_back(memory, p, &p->at[i], &p->at[i], arena_many(memory, p->n, bool));
  for (size_t i = 0; i < p->n; i++) /* none of a circle is the first one of it */
    if (way[i])
      give_up(memory, &p->at[i], OUTCOME_FAILED,
              arena_printf(memory, N_("each of these uses the results of the next: {plugins=%s}"),
                           way[i]));
}

void
order_make(arena *memory, plan *p)
{
  for (size_t i = 0; i < p->n; i++) {
    planned *const x = &p->at[i];
    const description *const d = x->plugin->description;
    if (!d || !d->n_uses)
      continue;
    x->n_uses = d->n_uses;
    x->uses = arena_many(memory, d->n_uses, planned *);
    for (uint32_t u = 0; u < d->n_uses; u++)
      x->uses[u] = with_id(p, d->uses[u].plugin);
  }
  refuse_circles(memory, p);
}

/* --- one after another ------------------------------------------------------------------------ */

/* Why x, which uses it, cannot run; NULL when it can. */
static const char *
obstacle(arena *memory, const declared_use *use, const planned *used)
{
  if (use->is_optional || (used && used->outcome == OUTCOME_OK))
    return NULL;
  if (!used)
    return arena_printf(memory, N_("it needs {what:%s}, and there is no plugin {plugin=%s}"),
                        template_quote(memory, use->why), use->plugin);
  /* why that is so stands beside the other one */
  return arena_printf(memory,
                      used->outcome == OUTCOME_FAILED ? N_("it needs {what:%s}, and {plugin=%s} "
                                                           "failed")
                      : used->outcome == OUTCOME_NOT_APPLICABLE ? N_("it needs {what:%s}, and "
                                                                     "{plugin=%s} is not "
                                                                     "applicable")
                                                                : N_("it needs {what:%s}, and "
                                                                     "{plugin=%s} was not run"),
                      template_quote(memory, use->why), use->plugin);
}

process_turn
order_turn(arena *memory, planned *x)
{
  for (size_t i = 0; i < x->n_uses; i++)
    if (x->uses[i] && x->uses[i]->is_run && !x->uses[i]->has_ended)
      return TURN_LATER;
  for (size_t i = 0; i < x->n_uses; i++) {
    const char *const why = obstacle(memory, &x->plugin->description->uses[i], x->uses[i]);
    if (!why)
      continue;
    const planned *const used = x->uses[i];
    const bool is_by_data = !used || used->outcome == OUTCOME_NOT_APPLICABLE;
    give_up(memory, x, is_by_data ? OUTCOME_NOT_APPLICABLE : OUTCOME_SKIPPED, why);
    return TURN_NEVER;
  }
  return TURN_NOW;
}

/* --- what the others found -------------------------------------------------------------------- */

static found
found_by(const planned *x, const char *id)
{
  const found nothing = {.id = id, .status = OM_NOT_APPLICABLE, .why = "there is no such plugin"};
  if (!x)
    return nothing;
  if (x->outcome == OUTCOME_OK)
    return (found){.id = id,
                   .status = OM_OK,
                   .why = "",
                   .description = x->plugin->description,
                   .result = x->result};
  return (found){.id = id,
                 .status = x->outcome == OUTCOME_FAILED ? OM_E_DATA : OM_NOT_APPLICABLE,
                 .why = x->why ? x->why : ""};
}

int
order_found(arena *memory, const planned *x)
{
  found *const all = arena_many(memory, x->n_uses, found);
  for (size_t i = 0; i < x->n_uses; i++)
    all[i] = found_by(x->uses[i], x->plugin->description->uses[i].plugin);
  bytes b = bytes_new(memory);
  found_put(&b, all, x->n_uses);
  const int fd = memfd_create("orgmirror-found", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  size_t done = 0;
  for (ssize_t put = 0; fd >= 0 && put >= 0 && done<b.n; done += put> 0 ? (size_t)put : 0)
    put = write(fd, b.at + done, b.n - done);
  if (fd >= 0 && done == b.n &&
      fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) == 0)
    return fd;
  if (fd >= 0)
    close(fd);
  return -1;
}
