/* Attacks many made-up organisations and prints what was recovered.
 *
 *   attack [--linear] PROGRAM PLUGINS FOLDER HOW-MANY [FIRST]
 *
 * Ends with 1 when anything came out of a report or of two, when a claim was not true, or when a
 * report could not be made.  --linear: by sums and bounds alone; for a program that tells all
 * digits, of which whole numbers can be guessed as well. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "attacker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 2 };

/* A second report of the same people; for some organisations four more. */
static uint32_t
variations_of(uint32_t number)
{
  return number % 8 == 7 ? ~0u : 1u << (1 + number % UNIT_SPLIT);
}

static void
work(char *const *argv, bool is_linear, uint32_t first, uint32_t n, uint32_t process, verdict *out)
{
  for (uint32_t i = process; i < n; i += PROCESSES) {
    char folder[4096];
    organisation o = organisation_make(first + i);
    snprintf(folder, sizeof folder, "%s/%u", argv[3], first + i);
    if (mkdir(folder, 0700) != 0)
      _exit(2);
    out[i] = attack(argv[1], argv[2], folder, &o, variations_of(first + i), is_linear);
    organisation_done(&o);
  }
}

static void
print(const verdict *all, uint32_t first, uint32_t n)
{
  uint32_t withheld = 0, scales = 0, refused = 0, wrong = 0;
  double narrowest = 9;
  for (uint32_t i = 0; i < n; i++) {
    withheld += all[i].withheld;
    scales += all[i].scales;
    refused += all[i].refused;
    wrong += all[i].wrong;
    narrowest = all[i].narrowest < narrowest ? all[i].narrowest : narrowest;
  }
  printf("# organisations %u, scales %u, small groups withheld %u, reports refused %u\n", n, scales,
         withheld, refused);
  printf("# narrowest mean of a small group: %.3f of the range; claims that are not true: %u\n",
         narrowest, wrong);
  for (uint32_t i = 0; i < n; i++)
    if (all[i].wrong) {
      printf("# the first that is not true: in organisation %u\n", first + i);
      break;
    }
  printf("# %-12s %13s %8s  first\n", "route", "organisations", "found");
  for (uint32_t r = 0; r < N_ROUTES; r++) {
    uint32_t organisations = 0, found = 0;
    const char *example = "";
    for (uint32_t i = 0; i < n; i++) {
      organisations += all[i].found[r] > 0;
      found += all[i].found[r];
      if (!*example)
        example = all[i].example[r];
    }
    printf("# %-12s %13u %8u  %s\n", route_names[r], organisations, found, example);
  }
}

int
main(int argc, char **argv)
{
  const bool is_linear = argc > 1 && strcmp(argv[1], "--linear") == 0;
  argv += is_linear;
  argc -= is_linear;
  if (argc < 5)
    return 2;
  const uint32_t n = (uint32_t)atoi(argv[4]), first = argc > 5 ? (uint32_t)atoi(argv[5]) : 0;
  verdict *const all =
      mmap(NULL, (n + 1) * sizeof *all, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED)
    return 2;
  pid_t child[PROCESSES];
  for (uint32_t p = 0; p < PROCESSES; p++)
    if ((child[p] = fork()) == 0) {
      work(argv, is_linear, first, n, p, all);
      _exit(0);
    }
  bool is_done = true;
  for (uint32_t p = 0; p < PROCESSES; p++) {
    int status = 1;
    waitpid(child[p], &status, 0);
    is_done &= status == 0;
  }
  print(all, first, n);
  uint32_t open = 0;
  for (uint32_t i = 0; i < n; i++) {
    open += all[i].wrong;
    for (uint32_t r = 0; r < N_ROUTES; r++)
      open += all[i].found[r];
  }
  return !is_done || open;
}
