/* One organisation: its reports are made, attacked, and the claims held against the truth. */
#include "attacker.h"

#include "guess.h"
#include "published.h"
#include "solve.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

const char *const route_names[N_ROUTES] = {"sums",    "differences", "unit-means", "sizes",
                                           "bounds",  "files",       "rerun",      "wave",
                                           "minimum", "split"};

static const char *const report_names[] = {"as-it-is", "without-band", "next-wave", "other-minimum",
                                           "unit-split"};

/* --- the system ------------------------------------------------------------------------------ */

typedef struct attacking {
  const organisation *o;
  const published *report;      /* the first, or the only one */
  const published *another;     /* or NULL */
  variation v;                  /* of the other one */
  bool has_all_digits;          /* else numbers about groups are told in steps, and no sums */
  uint32_t survey, scale, told; /* of the organisation; and its place in reports */
  int64_t steps;                /* of a score, in one point */
  atom truth[MOST_ATOMS];
  size_t n_atoms;
  equations people, sums;
  double weight[MOST_ATOMS]; /* a random solution of what is told, with nothing on the right */
  verdict *out;
} attacking;

/* Atoms of a unit of a report. */
static void
add_unit(const attacking *k, variation v, const char *id, bool *in)
{
  const size_t unit = (size_t)atoi(id + 1), both = v == AS_IT_IS || v == OTHER_MINIMUM;
  const bool is_second = strchr(id, 'b') != NULL;
  const bool is_split = v == UNIT_SPLIT && unit == k->o->split;
  in[2 * unit] |= !is_second;
  in[2 * unit + 1] |= is_second || ((both || v == UNIT_SPLIT) && !is_split);
}

/* Atoms of a group, or of everybody. */
static void
atoms_of(const attacking *k, const published *p, variation v, uint32_t group, bool *in)
{
  memset(in, 0, MOST_ATOMS * sizeof *in);
  for (uint32_t u = 0; u < p->n_groups; u++) {
    if (p->group[u].is_parent || *p->group[u].id != 'U')
      continue;
    const bool is_in = group == MOST_GROUPS || group == u ||
                       strcmp(p->group[u].parent, p->group[group].id) == 0 ||
                       strcmp(p->group[u].second, p->group[group].id) == 0;
    if (is_in)
      add_unit(k, v, p->group[u].id, in);
  }
  if (group == MOST_GROUPS && k->o->is_keeping) {
    in[2 * NO_UNIT] = true;
    in[2 * NO_UNIT + 1] = v == AS_IT_IS || v == OTHER_MINIMUM || v == UNIT_SPLIT;
  }
  for (uint32_t i = 1; i < MOST_ATOMS && !k->another; i += 2) /* one report sets nobody apart */
    in[i] = false;
}

/* A sum in steps when it is a whole number, as it has to be unless answers are weighted. */
static bool
whole(const attacking *k, double mean, double n, long long *out)
{
  const double sum = mean * n * (double)k->steps;
  *out = llround(sum);
  return fabs(sum - (double)*out) < 1e-4;
}

static void
add_report(attacking *k, const published *p, variation v)
{
  bool in[MOST_ATOMS];
  const told_scale *const s = &p->scale[k->told];
  for (uint32_t g = 0; g <= MOST_GROUPS; g++) {
    long long sum;
    if ((g >= p->n_groups && g < MOST_GROUPS) || isnan(s->group[g].n))
      continue;
    atoms_of(k, p, v, g, in);
    equations_add(&k->people, in, llround(s->group[g].n));
    const bool is_exact = g == MOST_GROUPS || k->has_all_digits;
    if (is_exact && !s->is_weighted && !isnan(s->group[g].mean) &&
        whole(k, s->group[g].mean, s->group[g].n, &sum))
      equations_add(&k->sums, in, sum);
  }
}

/* Two parents and how far each is from all other ones say how many people all have, and their sum:
 * mean - difference is (sum - own) / (all - n). */
static void
add_differences(attacking *k, char kind)
{
  const published *const p = k->report;
  const told_group *two[2] = {NULL, NULL};
  bool in[MOST_ATOMS], all[MOST_ATOMS] = {false};
  for (uint32_t g = 0; g < p->n_groups; g++) {
    const told_group *const x = &p->scale[k->told].group[g];
    if (*p->group[g].id != kind || !p->group[g].is_parent)
      continue;
    atoms_of(k, p, AS_IT_IS, g, in);
    for (size_t i = 0; i < MOST_ATOMS; i++)
      all[i] |= in[i];
    if (!isnan(x->difference) && !isnan(x->mean))
      two[two[0] != NULL] = x;
  }
  if (!two[1] || p->scale[k->told].is_weighted)
    return;
  const double a = two[0]->mean - two[0]->difference, b = two[1]->mean - two[1]->difference;
  const double c = two[0]->n * (a - two[0]->mean), d = two[1]->n * (b - two[1]->mean);
  const double n = (c - d) / (a - b);
  long long sum;
  if (fabs(a - b) > 1e-6 && fabs(n - round(n)) < 1e-5 &&
      whole(k, (a * round(n) - c) / round(n), round(n), &sum)) {
    equations_add(&k->people, all, llround(n));
    equations_add(&k->sums, all, sum);
  }
}

/* A set of atoms is told only if a random solution of the equations without their right side adds
 * up to 0 over it. */
static void
draw_weights(attacking *k)
{
  bool is_lead[MOST_ATOMS] = {false};
  size_t lead[MOST_ATOMS];
  uint64_t state = 1;
  for (size_t r = 0; r < k->sums.n_rows; r++) {
    for (lead[r] = 0; mpq_sgn(k->sums.at[r * (k->n_atoms + 1) + lead[r]]) == 0;)
      lead[r]++;
    is_lead[lead[r]] = true;
  }
  for (size_t c = 0; c < k->n_atoms; c++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    k->weight[c] = is_lead[c] ? 0 : 1 + (double)(state >> 40);
  }
  for (size_t r = 0; r < k->sums.n_rows; r++)
    for (size_t c = lead[r] + 1; c < k->n_atoms; c++)
      if (!is_lead[c])
        k->weight[lead[r]] -= mpq_get_d(k->sums.at[r * (k->n_atoms + 1) + c]) * k->weight[c];
}

/* False when they contradict one another: what the attacker took for granted is not so. */
static bool
reduce(attacking *k)
{
  equations_reduce(&k->people);
  equations_reduce(&k->sums);
  draw_weights(k);
  return k->people.is_consistent && k->sums.is_consistent;
}

static void
start(attacking *k, const published *report, const published *another)
{
  k->report = report;
  k->another = another;
  k->n_atoms = MOST_ATOMS;
  k->people = equations_new(k->n_atoms);
  k->sums = equations_new(k->n_atoms);
  add_report(k, report, AS_IT_IS);
  if (another)
    add_report(k, another, k->v);
}

static void
stop(attacking *k)
{
  equations_done(&k->people);
  equations_done(&k->sums);
}

/* --- small sets ------------------------------------------------------------------------------ */

enum { MOST_IN_SET = 4 };

typedef struct set {
  size_t at[MOST_IN_SET], n;
  int8_t sign[MOST_ATOMS];
  uint32_t people;
  double weight, largest;
} set;

static void
add_example(const attacking *k, route by, const char *words)
{
  char *const to = k->out->example[by];
  if (!*to)
    snprintf(to, sizeof k->out->example[by], "organisation %u, %s.s%u: %s", k->o->number,
             k->survey ? "customers" : "staff", k->scale, words);
}

static void
name_atom(char *to, size_t n, const attacking *k, size_t atom)
{
  const size_t used = strlen(to);
  if (atom / 2 == NO_UNIT)
    snprintf(to + used, n - used, " people without a unit");
  else
    snprintf(to + used, n - used, " U%02zu", atom / 2);
  const size_t then = strlen(to);
  snprintf(to + then, n - then, "%s(%u people)", atom % 2 ? " set apart " : " ",
           k->truth[atom].people);
}

/* What so many people can have answered; else what was taken for granted is not so. */
static bool
is_possible(const attacking *k, const set *s, double value)
{
  const told_scale *const scale = &k->report->scale[k->told];
  double least = 0, most = 0;
  for (size_t i = 0; i < s->n; i++) {
    const double n = k->truth[s->at[i]].people * (double)k->steps;
    const bool is_added = s->sign[s->at[i]] > 0;
    least += is_added ? n * scale->min : -n * scale->max;
    most += is_added ? n * scale->max : -n * scale->min;
  }
  return value >= least - 1e-3 && value <= most + 1e-3;
}

static void
claim(attacking *k, const set *s, route by)
{
  double value, truth = 0;
  char words[256] = "the sum of";
  if (!equations_tell(&k->sums, s->sign, &value))
    return;
  for (size_t i = 0; i < s->n; i++) {
    truth += s->sign[s->at[i]] * k->truth[s->at[i]].sum * (double)k->steps;
    if (i)
      strcat(words, s->sign[s->at[i]] > 0 ? " and" : " less");
    name_atom(words, sizeof words - 8, k, s->at[i]);
  }
  if (by == BY_DIFFERENCES && !is_possible(k, s, value))
    return;
  const size_t used = strlen(words);
  snprintf(words + used, sizeof words - used, " is %.6g points", value / (double)k->steps);
  k->out->found[by]++;
  k->out->wrong += fabs(truth - value) > 1e-3;
  add_example(k, by, words);
}

static bool
is_alike(const atom *a)
{
  return a->people > 1 && !(a->lowest < a->highest);
}

/* People who are in the first of two reports alone. */
static bool
is_gone(const attacking *k, size_t c)
{
  return c % 2 == 1 && (k->v == WITHOUT_BAND || k->v == NEXT_WAVE);
}

/* A mean is everybody's answer where all answer alike.  That those who are gone did cannot be seen
 * in it, nor be known without their answers, unless it is at an end of the range. */
static bool
is_open(const attacking *k, size_t c)
{
  const atom *const a = &k->truth[c];
  const told_scale *const s = &k->report->scale[k->told];
  const double end = .05 * (s->max - s->min), mean = a->sum / a->people;
  return is_alike(a) && (!is_gone(k, c) || mean <= s->min + end || mean >= s->max - end);
}

/* Every set of few people, each with either sign but the first. */
static void
try_sets(attacking *k, set *s, size_t from, route by)
{
  for (size_t c = from; c < k->n_atoms; c++) {
    const atom *const a = &k->truth[c];
    const bool is_small = s->people + a->people < k->o->minimum || (s->n == 0 && is_open(k, c));
    if (!a->people || !is_small)
      continue;
    for (int8_t sign = 1; sign >= (s->n ? -1 : 1); sign -= 2) {
      const double before = s->weight, largest = s->largest;
      s->sign[c] = sign;
      s->at[s->n++] = c;
      s->people += a->people;
      s->weight += sign * k->weight[c];
      s->largest = fmax(largest, fabs(k->weight[c]));
      const bool is_told = fabs(s->weight) <= 1e-9 * (1 + s->largest);
      if (is_told)
        claim(k, s, by);
      else if (s->n < MOST_IN_SET && s->people < k->o->minimum)
        try_sets(k, s, c + 1, by);
      s->weight = before;
      s->largest = largest;
      s->people -= a->people;
      s->n--;
      s->sign[c] = 0;
    }
  }
}

static void
find_sets(attacking *k, route by)
{
  set s = {0};
  try_sets(k, &s, 0, by);
}

/* --- one report ------------------------------------------------------------------------------ */

static bool
tells_atom(const equations *e, size_t atom, double *value)
{
  int8_t sign[MOST_ATOMS] = {0};
  sign[atom] = 1;
  return equations_tell(e, sign, value);
}

/* False when there is nothing to guess, or too much. */
static bool
make_riddle(const attacking *k, riddle *r, size_t unknown[MOST_UNKNOWN])
{
  const told_scale *const s = &k->report->scale[k->told];
  const told_group *const all = &s->group[MOST_GROUPS];
  double m, people, sum, known_means = 0, nobody = 0, nobody_sum = 0;
  int8_t rest[MOST_ATOMS] = {0};
  bool in[MOST_ATOMS];
  *r = (riddle){.sum_of_means = NAN, .n0 = s->n0, .f = s->f, .all_squares = NAN};
  atoms_of(k, k->report, AS_IT_IS, MOST_GROUPS, in);
  m = NAN;
  for (size_t u = 0; u < NO_UNIT; u++) {
    if (!in[2 * u])
      continue;
    r->n_units++;
    if (tells_atom(&k->people, 2 * u, &people) && tells_atom(&k->sums, 2 * u, &sum) && people > 0) {
      known_means += sum / people;
      r->known_squares += people * people;
      r->known_between += sum * sum / people;
    } else if (r->n_unknown == MOST_UNKNOWN) {
      return false;
    } else {
      unknown[r->n_unknown++] = 2 * u;
      rest[2 * u] = 1;
    }
  }
  if (s->is_weighted || isnan(all->n) || isnan(all->mean) || r->n_unknown < 2 ||
      s->n_units != r->n_units || !equations_tell(&k->people, rest, &people) ||
      !equations_tell(&k->sums, rest, &sum))
    return false;
  if (k->o->is_keeping && (!tells_atom(&k->people, (size_t)2 * NO_UNIT, &nobody) ||
                           !tells_atom(&k->sums, (size_t)2 * NO_UNIT, &nobody_sum)))
    return false;
  for (uint32_t g = 0; g < k->report->n_groups; g++) {
    const double x = s->group[g].mean, others = r->n_units - 1.0;
    if (!k->report->group[g].is_parent && !isnan(s->group[g].apart) && !isnan(x))
      m = x + others * (x - s->group[g].apart);
  }
  r->people = llround(people);
  r->sum = llround(sum);
  r->lowest = (int64_t)s->min * k->steps;
  r->highest = (int64_t)s->max * k->steps;
  r->sum_of_means = m * (double)k->steps - known_means;
  r->all_people = all->n - nobody;
  r->all_sum = all->n * all->mean * (double)k->steps - nobody_sum;
  if (nobody == 0)
    r->all_squares = (all->n - 1) * all->sd * all->sd * (double)(k->steps * k->steps);
  return true;
}

static void
find_whole_numbers(attacking *k)
{
  riddle r;
  guesses all;
  size_t unknown[MOST_UNKNOWN];
  if (!make_riddle(k, &r, unknown))
    return;
  guess_all(&r, &all);
  bool is_there = false, is_small = false;
  char words[256] = "in some order";
  for (uint32_t i = 0; i < r.n_unknown; i++) {
    const atom *const a = &k->truth[unknown[i]];
    is_small |= a->people < k->o->minimum || is_alike(a);
    name_atom(words, sizeof words, k, unknown[i]);
    for (uint32_t j = 0; all.n && j < r.n_unknown; j++)
      is_there |= all.at[0].people[j] == a->people &&
                  all.at[0].sum[j] == llround(a->sum * (double)k->steps);
  }
  if (all.n == 1 && is_small) {
    k->out->found[BY_UNIT_MEANS]++;
    k->out->wrong += !is_there;
    add_example(k, BY_UNIT_MEANS, words);
  } else if (all.n > 1 && all.n < MOST_SOLUTIONS && all.has_one_size && is_small) {
    k->out->found[BY_SIZES]++;
    add_example(k, BY_SIZES, words);
  }
}

/* How near the mean of each small group can be told. */
static void
find_bounds(attacking *k)
{
  const told_scale *const s = &k->report->scale[k->told];
  const double steps = (double)k->steps, range = s->max - s->min;
  for (size_t c = 0; c < k->n_atoms; c += 2) {
    bounds b;
    const atom *const a = &k->truth[c];
    if (!a->people || a->people >= k->o->minimum || s->is_weighted)
      continue;
    k->out->withheld++;
    if (!bounds_of_mean(&k->people, &k->sums, c, s->min * steps, s->max * steps, &b)) {
      k->out->wrong++;
      continue;
    }
    const double width = (b.hi - b.lo) / steps / range, mean = a->sum / a->people * steps;
    k->out->narrowest = fmin(k->out->narrowest, width);
    k->out->wrong += mean < b.lo - 1e-3 || mean > b.hi + 1e-3;
    char words[256] = "mean of";
    name_atom(words, sizeof words, k, c);
    const size_t used = strlen(words);
    snprintf(words + used, sizeof words - used, " between %.4g and %.4g", b.lo / steps,
             b.hi / steps);
    if (width < NARROW) {
      k->out->found[BY_BOUNDS]++;
      add_example(k, BY_BOUNDS, words);
    }
  }
}

/* A mean that is withheld, to seven digits, in any file or in what was printed. */
static void
find_in_files(attacking *k, const char *folder)
{
  const double range = k->report->scale[k->told].max - k->report->scale[k->told].min;
  for (size_t c = 0; c < (size_t)2 * NO_UNIT; c += 2) {
    const atom *const a = &k->truth[c];
    double value;
    if (!a->people || a->people >= k->o->minimum || k->report->scale[k->told].is_weighted ||
        tells_atom(&k->sums, c, &value))
      continue;
    const double mean = a->sum / a->people;
    const double forms[] = {mean, (mean - k->report->scale[k->told].min) / range * 100};
    for (size_t f = 0; f < 2; f++) {
      char text[40], words[200] = "in a file: the mean of";
      const double scaled = forms[f] * 12;
      if (fabs(scaled - round(scaled)) < 1e-6) /* short: it may well be another number */
        continue;
      snprintf(text, sizeof text, "%.9f", forms[f]);
      text[strlen(text) - 2] = '\0';
      if (published_holds(folder, text, false) && !published_holds(folder, text, true)) {
        name_atom(words, sizeof words, k, c);
        k->out->found[BY_FILES]++;
        add_example(k, BY_FILES, words);
      }
    }
  }
}

/* --- an organisation ------------------------------------------------------------------------- */

/* Exit code of the program. */
static int
run(const char *program, const char *plugins, const char *ledger, const char *folder,
    bool withholds_more)
{
  const pid_t child = fork();
  if (child == 0) {
    if (chdir(folder) != 0)
      _exit(126);
    const int printed = open("printed", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(printed, 1);
    dup2(printed, 2);
    execl(program, program, "run", "study.xml", "-o", "report", "--plugin-path", plugins,
          "--ledger", ledger, withholds_more ? "--withhold-more" : "--quiet", (char *)NULL);
    _exit(126);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status)
                                                                               : 127;
}

typedef enum made { MADE, REFUSED, BROKEN } made;

/* The program may refuse: where nothing may be shown, or an earlier report would tell with it. */
static made
make_report(const char *program, const char *plugins, const char *folder, const organisation *o,
            variation v, published *p)
{
  enum { NOTHING_TO_SHOW = 5 };
  char path[4096], report[4200], ledger[4200];
  snprintf(path, sizeof path, "%s/%s", folder, report_names[v]);
  snprintf(ledger, sizeof ledger, "%s/ledger", folder);
  snprintf(report, sizeof report, "%s/report", path);
  if (organisation_is_empty(o, v)) /* then there is no report to be made */
    return REFUSED;
  if (mkdir(path, 0700) != 0 || !organisation_write(o, v, path))
    return BROKEN;
  const int code = run(program, plugins, ledger, path, o->number / 4 % 2);
  if (code == NOTHING_TO_SHOW)
    return REFUSED;
  return code <= 1 && published_read(report, p) ? MADE : BROKEN;
}

static void
attack_one(attacking *k, const char *folder)
{
  char path[4200];
  snprintf(path, sizeof path, "%s/%s/report", folder, report_names[AS_IT_IS]);
  k->v = AS_IT_IS;
  organisation_truth(k->o, AS_IT_IS, k->survey, k->scale, k->truth);
  start(k, k->report, NULL);
  k->out->wrong += !reduce(k);
  const uint32_t before = k->out->found[BY_SUMS];
  find_sets(k, BY_SUMS);
  find_bounds(k);
  find_in_files(k, path);
  if (!k->has_all_digits)
    find_whole_numbers(k);
  stop(k);
  if (k->has_all_digits || k->out->found[BY_SUMS] > before)
    return;
  start(k, k->report, NULL);
  add_differences(k, 'P');
  add_differences(k, 'S');
  if (reduce(k))
    find_sets(k, BY_DIFFERENCES);
  stop(k);
}

/* What two reports tell that neither tells alone. */
static void
attack_two(attacking *k, const published *another, variation v)
{
  static const route by[] = {[WITHOUT_BAND] = BY_RERUN,
                             [NEXT_WAVE] = BY_WAVE,
                             [OTHER_MINIMUM] = BY_MINIMUM,
                             [UNIT_SPLIT] = BY_SPLIT};
  k->v = v;
  organisation_truth(k->o, v, k->survey, k->scale, k->truth);
  start(k, k->report, another);
  k->out->wrong += !reduce(k);
  find_sets(k, by[v]);
  stop(k);
}

static int64_t
steps_of(uint32_t k)
{
  static const int64_t least[] = {1, 1, 2, 6, 12, 60};
  return least[k];
}

verdict
attack(const char *program, const char *plugins, const char *folder, const organisation *o,
       uint32_t variations, bool has_all_digits)
{
  verdict out = {.narrowest = INFINITY};
  published *const p = calloc(2, sizeof *p);
  if (!p)
    abort();
  for (variation v = AS_IT_IS; v <= UNIT_SPLIT; v++) {
    if (v != AS_IT_IS && !(variations >> v & 1))
      continue;
    const made is_made = make_report(program, plugins, folder, o, v, &p[v != AS_IT_IS]);
    if (is_made != MADE) {
      out.refused++;
      out.wrong += is_made == BROKEN;
      if (v == AS_IT_IS)
        break;
      continue;
    }
    uint32_t told = 0;
    for (uint32_t survey = 0; survey < 2; survey++)
      for (uint32_t i = 0; i < o->survey[survey].n_scales; i++, told++) {
        attacking k = {.o = o,
                       .report = p,
                       .survey = survey,
                       .scale = i,
                       .told = told,
                       .has_all_digits = has_all_digits,
                       .steps = steps_of(o->survey[survey].scale[i].k),
                       .out = &out};
        out.scales += v == AS_IT_IS;
        if (v == AS_IT_IS)
          attack_one(&k, folder);
        else if (!p->scale[told].is_weighted)
          attack_two(&k, p + 1, v);
      }
  }
  free(p);
  return out;
}
