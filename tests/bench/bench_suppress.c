/* How long it takes to find what has to be withheld: many units, two hierarchies, one scale.
 *
 *   bench_suppress [UNITS] [REGIONS] [FORMATS]     1000000 1000 400
 *
 * Units of 1 to 25 people, 13 on average; some skip a question, some units answer alike.  Prints
 * the processor seconds and the most memory.
 */
#include "data/suppress.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { ITEMS = 5, CODES = 5, LEAST = 5 };

static uint32_t
draw(uint64_t *state, uint32_t below)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33) % below;
}

static void
name_units(arena *memory, om_study *study, uint32_t n, const uint32_t *n_parents, uint64_t *state)
{
  om_unit *const units = arena_many(memory, n + n_parents[0] + n_parents[1], om_unit);
  const om_unit **const list =
      (const om_unit **)arena_alloc(memory, n + n_parents[0] + n_parents[1], sizeof *list);
  study->n_units = n + n_parents[0] + n_parents[1];
  for (uint32_t u = 0; u < study->n_units; u++) {
    const bool is_parent = u >= n;
    units[u] = (om_unit){.size = sizeof *units,
                         .index = u,
                         .id = "",
                         .label = "",
                         .level = is_parent,
                         .hierarchy = u >= n + n_parents[0]};
    if (!is_parent) {
      units[u].parent = &units[n + draw(state, n_parents[0])];
      units[u].second_parent = &units[n + n_parents[0] + draw(state, n_parents[1])];
    }
    list[u] = &units[u];
  }
  study->units = list;
}

typedef struct people {
  uint64_t *n, *complete, *answered, *counts;
  double *score, *ss;
} people;

/* One person more in a slot. */
static void
add_person(const people *x, size_t slot, const uint32_t *codes, bool is_complete)
{
  x->n[slot]++;
  x->complete[slot] += is_complete;
  for (size_t i = 0; i < ITEMS; i++)
    if (is_complete || i) {
      x->answered[slot * ITEMS + i]++;
      x->counts[(slot * ITEMS + i) * CODES + codes[i]]++;
    }
}

static uint64_t
answer(const om_study *study, uint32_t n_units, const people *x, uint64_t *state)
{
  uint64_t all = 0;
  for (uint32_t u = 0; u < n_units; u++) {
    const uint32_t n = 1 + draw(state, 25);
    const bool is_alike = draw(state, 40) == 0;
    const om_unit *const unit = study->units[u];
    const size_t slots[] = {u, unit->parent->index, unit->second_parent->index, study->n_units};
    for (uint32_t i = 0; i < n; i++) {
      uint32_t codes[ITEMS];
      const bool is_complete = draw(state, 10) > 0;
      for (size_t j = 0; j < ITEMS; j++)
        codes[j] = is_alike ? CODES - 1 : draw(state, CODES);
      for (size_t s = 0; s < 4; s++)
        add_person(x, slots[s], codes, is_complete);
    }
    x->score[u] = is_alike ? CODES : 3;
    all += n;
  }
  return all;
}

int
main(int argc, char **argv)
{
  const uint32_t n = argc > 1 ? (uint32_t)atol(argv[1]) : 1000000;
  const uint32_t n_parents[] = {argc > 2 ? (uint32_t)atol(argv[2]) : 1000,
                                argc > 3 ? (uint32_t)atol(argv[3]) : 400};
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    return fputs("out of memory\n", stderr), 70;
  arena *const memory = arena_new(&handler);
  uint64_t state = 20261123;
  om_study study = {.size = sizeof study, .minimum_group = LEAST, .n_surveys = 1, .n_scales = 1};
  name_units(memory, &study, n, n_parents, &state);
  om_survey survey = {.size = sizeof survey, .level = OM_LEVEL_RESPONDENT};
  om_item items[ITEMS];
  const om_item *asked[ITEMS];
  for (uint32_t i = 0; i < ITEMS; i++) {
    items[i] = (om_item){.size = sizeof items[i], .index = i, .min = 1, .max = CODES};
    asked[i] = &items[i];
  }
  om_scale scale = {.size = sizeof scale,
                    .survey = &survey,
                    .values = OM_CODES,
                    .min = 1,
                    .max = CODES,
                    .n_items = ITEMS,
                    .items = asked};
  const om_scale *const scales[] = {&scale};
  study.scales = scales;
  const size_t slots = (size_t)study.n_units + 1;
  const people x = {.n = arena_many(memory, slots, uint64_t),
                    .complete = arena_many(memory, slots, uint64_t),
                    .answered = arena_many(memory, slots * ITEMS, uint64_t),
                    .counts = arena_many(memory, slots * ITEMS * CODES, uint64_t),
                    .score = arena_many(memory, slots, double),
                    .ss = arena_many(memory, slots, double)};
  for (size_t i = 0; i < slots; i++) {
    x.score[i] = 3;
    x.ss[i] = 1;
  }
  const uint64_t all = answer(&study, n, &x, &state);
  const scale_summary sums = {.k = ITEMS,
                              .n_codes = CODES,
                              .first_code = 1,
                              .complete = x.complete,
                              .answered = x.answered,
                              .counts_all = x.counts,
                              .n = x.n,
                              .score = x.score,
                              .score_ss = x.ss};
  const bool is_public = false;
  const summary s = {
      .study = &study, .scales = &sums, .n_slots = (uint32_t)slots, .is_public = &is_public};
  const clock_t start = clock();
  const uint8_t *const flags = suppress(memory, &s, NULL)[0];
  const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  uint32_t small = 0, withheld = 0, items_withheld = 0;
  for (uint32_t u = 0; u < n; u++) {
    small += x.n[u] < LEAST;
    withheld += x.n[u] >= LEAST && (flags[u] & SUPPRESSED_SCORES);
    items_withheld += x.n[u] >= LEAST && (flags[u] & SUPPRESSED_ITEMS);
  }
  printf("%" PRIu32 " units, %" PRIu64 " people: %.2f s, %ld MiB in all\n", n, all, seconds,
         used.ru_maxrss / 1024);
  printf("%" PRIu32 " units are small; withheld for their sake or because all answer alike: "
         "%" PRIu32 " scores, questions of %" PRIu32 "\n",
         small, withheld, items_withheld);
  arena_free(memory);
  return 0;
}
