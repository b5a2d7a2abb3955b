/* One array of estimates, strings in blocks that never move, and a table of slots over the ids.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "estimates.h"

#include "base/hash.h"
#include "chart_number.h"
#include "html_input.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const basis_names[] = {"",      "complete", "scored", "answered",
                                          "units", "matched",  "among"};
enum { N_BASES = sizeof basis_names / sizeof *basis_names, BLOCK = 1 << 16, FIRST = 256 };

typedef struct block {
  struct block *next;
  char bytes[];
} block;

typedef struct survey {
  const char *id;
  estimate_side side;
} survey;

typedef struct slot {
  uint32_t hash;  /* a part of it: most that differ are told apart without looking at an id */
  uint32_t index; /* 1 + index; 0: free */
} slot;

struct estimates {
  page_estimate *at;
  size_t n, capacity;
  slot *slots; /* at least twice as many as estimates */
  size_t n_slots;
  block *blocks;
  size_t used, room; /* of the last block */
  survey *surveys;
  size_t n_surveys;
};

const char *
estimate_basis(const page_estimate *e)
{
  return basis_names[e->basis];
}

int
estimate_counts_units(const page_estimate *e)
{
  return !strcmp(basis_names[e->basis], "units") || !strcmp(basis_names[e->basis], "matched") ||
         !strcmp(basis_names[e->basis], "among");
}

estimates *
estimates_new(void)
{
  return calloc(1, sizeof(estimates));
}

void
estimates_free(estimates *e)
{
  if (!e)
    return;
  for (block *b = e->blocks; b;) {
    block *const next = b->next;
    free(b);
    b = next;
  }
  free(e->surveys);
  free(e->slots);
  free(e->at);
  free(e);
}

/* A copy that ends with a NUL and has no unwanted characters; NULL when memory runs out.  The
 * parser leaves one thing in a value to be done: "&#38;" is "&". */
static const char *
keep(estimates *e, const char *value, size_t n)
{
  static const char ampersand[] = "&#38;";
  enum { LENGTH = sizeof ampersand - 1 };
  if (e->room - e->used < n + 1) {
    const size_t size = n + 1 > BLOCK ? n + 1 : BLOCK;
    block *const fresh = malloc(sizeof *fresh + size);
    if (!fresh)
      return NULL;
    fresh->next = e->blocks;
    e->blocks = fresh;
    e->used = 0;
    e->room = size;
  }
  char *const text = e->blocks->bytes + e->used;
  size_t length = 0;
  for (size_t i = 0; i < n; i++) {
    text[length++] = value[i];
    if (value[i] == '&' && n - i >= LENGTH && !memcmp(value + i, ampersand, LENGTH))
      i += LENGTH - 1;
  }
  text[length] = '\0';
  e->used += html_input_clean_text(text) + 1;
  return text;
}

static int
is(const element_attribute *a, const char *text)
{
  return a->n == strlen(text) && !memcmp(a->value, text, a->n);
}

static double
read_number(const element_attribute *a)
{
  char text[128];
  if (a->n >= sizeof text)
    return NAN; /* as long as that, it is none that anybody wrote */
  memcpy(text, a->value, a->n);
  text[a->n] = '\0';
  return number_read(text);
}

static estimate_side
read_side(const element_attribute *a)
{
  return is(a, "inside") ? SIDE_INSIDE : is(a, "outside") ? SIDE_OUTSIDE : SIDE_NONE;
}

int
estimates_add_survey(estimates *e, const element_attribute *attributes, size_t n)
{
  survey fresh = {NULL, SIDE_NONE};
  for (size_t i = 0; i < n; i++) {
    const element_attribute *const a = &attributes[i];
    if (!strcmp(a->name, "side"))
      fresh.side = read_side(a);
    else if (!strcmp(a->name, "id") && !(fresh.id = keep(e, a->value, a->n)))
      return -1;
  }
  if (!fresh.id)
    return 0;
  survey *const moved = realloc(e->surveys, (e->n_surveys + 1) * sizeof *moved);
  if (!moved)
    return -1;
  e->surveys = moved;
  e->surveys[e->n_surveys++] = fresh;
  return 0;
}

/* The side of a survey, or of the survey of a scale ("survey.scale"). */
static estimate_side
side_of(const estimates *e, const element_attribute *named, const element_attribute *scale)
{
  for (size_t i = 0; i < e->n_surveys; i++) {
    const char *const id = e->surveys[i].id;
    const size_t n = strlen(id);
    if ((named && is(named, id)) ||
        (scale && scale->n > n && scale->value[n] == '.' && !memcmp(scale->value, id, n)))
      return e->surveys[i].side;
  }
  return SIDE_NONE;
}

static uint64_t
hash_of(const char *id)
{
  hash128 h = hash_new();
  hash_bytes(&h, id, strlen(id));
  return h.a;
}

/* The slot of the id, or the free one where it belongs; NULL id: a free one. */
static slot *
slot_of(const estimates *e, const char *id, uint64_t hash)
{
  size_t s = (size_t)hash & (e->n_slots - 1);
  for (; e->slots[s].index; s = (s + 1) & (e->n_slots - 1)) {
    if (id && e->slots[s].hash == hash >> 32 && !strcmp(e->at[e->slots[s].index - 1].id, id))
      break;
  }
  return &e->slots[s];
}

static int
grow(estimates *e)
{
  const size_t capacity = e->capacity ? 2 * e->capacity : FIRST;
  page_estimate *const moved =
      capacity <= UINT32_MAX / 2 ? realloc(e->at, capacity * sizeof *moved) : NULL;
  if (!moved)
    return -1;
  e->at = moved;
  slot *const slots = calloc(2 * capacity, sizeof *slots);
  if (!slots)
    return -1;
  free(e->slots);
  e->slots = slots;
  e->n_slots = 2 * capacity;
  e->capacity = capacity;
  for (size_t i = 0; i < e->n; i++) {
    const uint64_t hash = hash_of(e->at[i].id);
    *slot_of(e, NULL, hash) = (slot){(uint32_t)(hash >> 32), (uint32_t)i + 1};
  }
  return 0;
}

static int
read_attribute(estimates *e, page_estimate *x, const element_attribute *a)
{
  static const struct {
    char name[9];
    unsigned char bit;
    size_t at;
  } numbers[] = {{"value", ESTIMATE_VALUE, offsetof(page_estimate, value)},
                 {"lo", ESTIMATE_LO, offsetof(page_estimate, lo)},
                 {"hi", ESTIMATE_HI, offsetof(page_estimate, hi)},
                 {"p", ESTIMATE_P, offsetof(page_estimate, p)},
                 {"n", ESTIMATE_N, offsetof(page_estimate, n)}};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    if (strcmp(a->name, numbers[i].name) != 0)
      continue;
    x->has |= numbers[i].bit;
    *(double *)((char *)x + numbers[i].at) = read_number(a);
    return 0;
  }
  if (!strcmp(a->name, "withheld")) {
    x->has |= ESTIMATE_WITHHELD;
  } else if (!strcmp(a->name, "undefined")) {
    x->undefined = keep(e, a->value, a->n);
    return x->undefined ? 0 : -1;
  } else if (!strcmp(a->name, "basis")) {
    for (unsigned char i = 1; i < N_BASES; i++)
      x->basis = is(a, basis_names[i]) ? i : x->basis;
  } else if (!strcmp(a->name, "side")) {
    x->side = read_side(a);
  }
  return 0;
}

int
estimates_add(estimates *e, const element_attribute *attributes, size_t n)
{
  page_estimate x = {.value = NAN, .lo = NAN, .hi = NAN, .p = NAN, .n = NAN};
  const element_attribute *id = NULL, *survey_named = NULL, *scale = NULL;
  for (size_t i = 0; i < n; i++) {
    const element_attribute *const a = &attributes[i];
    if (!strcmp(a->name, "id"))
      id = a;
    else if (!strcmp(a->name, "survey"))
      survey_named = a;
    else if (!strcmp(a->name, "scale"))
      scale = a;
    else if (read_attribute(e, &x, a) != 0)
      return -1;
  }
  if (!id)
    return 0;
  x.id = keep(e, id->value, id->n);
  if (!x.id || (e->n == e->capacity && grow(e) != 0))
    return -1;
  const uint64_t hash = hash_of(x.id);
  slot *const place = slot_of(e, x.id, hash);
  if (place->index)
    return 0;
  if (x.side == SIDE_NONE && (survey_named || scale))
    x.side = side_of(e, survey_named, scale);
  e->at[e->n++] = x;
  *place = (slot){(uint32_t)(hash >> 32), (uint32_t)e->n};
  return 0;
}

const page_estimate *
estimates_find(const estimates *e, const char *id)
{
  if (!id || e->n == 0)
    return NULL;
  const uint32_t index = slot_of(e, id, hash_of(id))->index;
  return index ? &e->at[index - 1] : NULL;
}

void
estimates_say(estimates *e, const char *(*say)(void *context, const char *text), void *context)
{
  for (size_t i = 0; i < e->n; i++)
    if (e->at[i].undefined)
      e->at[i].undefined = say(context, e->at[i].undefined);
}
