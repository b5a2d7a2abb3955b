/* What loading is measured against.
 *   yardstick scan FILE...   how fast the structure of the bytes can be found at all: cells and
 *                            records outside quotes, counted by two threads, nothing kept
 *   yardstick load FILE...   the plainest loader that does the work: one character after the other
 *                            into columns of bytes that grow, units by name; one thread
 * prints seconds. */
#include "import/scan.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct text {
  const char *at;
  size_t n;
} text;

static text
map_file(const char *path)
{
  struct stat about;
  const int fd = open(path, O_RDONLY);
  if (fd < 0 || fstat(fd, &about) != 0) {
    perror(path);
    _exit(1);
  }
  text t = {mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0),
            (size_t)about.st_size};
  close(fd);
  return t;
}

/* --- scan ------------------------------------------------------------------------------------ */

typedef struct half {
  text text;
  size_t cells;
} half;

/* Blocks of 256 KiB; where one ends inside quotes does not matter to how long it takes. */
static void *
scan_half(void *argument)
{
  enum { BLOCK = 1 << 18 };
  half *const h = argument;
  uint8_t *const room = malloc(BLOCK + 2 * SCAN_PADDING);
  scan s = {.delimiter = ',', .most_records = BLOCK};
  s.cells = malloc(BLOCK + 64);
  s.ends = malloc((BLOCK / 64 + 2) * sizeof *s.ends);
  s.records = malloc((BLOCK + 1) * sizeof *s.records);
  s.first_cell = malloc((BLOCK + 1) * sizeof *s.first_cell);
  memset(room, '\n', BLOCK + 2 * SCAN_PADDING);
  for (size_t at = 0; at < h->text.n; at += BLOCK) {
    s.n = h->text.n - at < BLOCK ? h->text.n - at : BLOCK;
    memcpy(room + SCAN_PADDING, h->text.at + at, s.n);
    s.text = room + SCAN_PADDING;
    scan_best()(&s);
    h->cells += s.n_cells;
  }
  free(room);
  free(s.cells);
  free(s.ends);
  free(s.records);
  free(s.first_cell);
  return NULL;
}

static size_t
scan_file(const char *path)
{
  const text t = map_file(path);
  half halves[2] = {{{t.at, t.n / 2}, 0}, {{t.at + t.n / 2, t.n - t.n / 2}, 0}};
  pthread_t other;
  const int started = pthread_create(&other, NULL, scan_half, &halves[1]) == 0;
  scan_half(&halves[0]);
  if (started)
    pthread_join(other, NULL);
  munmap((void *)(uintptr_t)t.at, t.n);
  return halves[0].cells + halves[1].cells;
}

/* --- load ------------------------------------------------------------------------------------ */

enum { MOST_COLUMNS = 64, NAME = 16, MOST_UNITS = 1 << 16 };

typedef struct table {
  int kind[MOST_COLUMNS]; /* 0: skipped, 1: unit, 2: answers */
  int n_columns;
  int8_t *answers[MOST_COLUMNS];
  uint32_t *unit;
  size_t rows, room;
  char (*names)[NAME];
  uint32_t slots[2 * MOST_UNITS], n_units;
} table;

static uint32_t
unit_number(table *t, const char *name, size_t n)
{
  char key[NAME] = {0};
  memcpy(key, name, n < NAME - 1 ? n : NAME - 1);
  uint32_t h = 5381;
  for (size_t i = 0; i < n; i++)
    h = h * 33 + (unsigned char)name[i];
  for (h %= 2 * MOST_UNITS; t->slots[h]; h = (h + 1) % (2 * MOST_UNITS))
    if (memcmp(t->names[t->slots[h]], key, NAME) == 0)
      return t->slots[h];
  memcpy(t->names[++t->n_units], key, NAME);
  return t->slots[h] = t->n_units;
}

static const char *
read_header(table *t, const char *p)
{
  for (const char *start = p;; p++) {
    if (*p != ',' && *p != '\n')
      continue;
    const size_t n = (size_t)(p - start);
    const int is_item = n == 3 && (*start == 'q' || *start == 'c');
    const int is_number =
        (n == 4 && memcmp(start, "enps", 4) == 0) || (n == 3 && memcmp(start, "nps", 3) == 0);
    t->kind[t->n_columns++] = n == 4 && memcmp(start, "unit", 4) == 0 ? 1
                              : is_item || is_number                  ? 2
                                                                      : 0;
    start = p + 1;
    if (*p == '\n')
      return p + 1;
  }
}

static const char *
read_cell(table *t, int column, const char *p, const char *end)
{
  const char *const start = p;
  if (t->kind[column] == 2) {
    int x = -1;
    for (; p < end && *p >= '0' && *p <= '9'; p++)
      x = (x < 0 ? 0 : 10 * x) + *p - '0';
    t->answers[column][t->rows] = (int8_t)x;
  } else if (*p == '"') {
    for (p++; p < end && (*p != '"' || (p + 1 < end && p[1] == '"')); p++)
      p += *p == '"';
    p++;
  } else {
    while (p < end && *p != ',' && *p != '\n')
      p++;
    if (t->kind[column] == 1)
      t->unit[t->rows] = p == start ? 0 : unit_number(t, start, (size_t)(p - start));
  }
  return p + 1;
}

static size_t
load_file(const char *path)
{
  const text file = map_file(path);
  table *const t = calloc(1, sizeof *t);
  t->names = calloc(MOST_UNITS, NAME);
  const char *p = read_header(t, file.at), *const end = file.at + file.n;
  while (p < end) {
    if (t->rows == t->room) {
      t->room = t->room ? 2 * t->room : 65536;
      t->unit = realloc(t->unit, t->room * sizeof *t->unit);
      for (int c = 0; c < t->n_columns; c++)
        if (t->kind[c] == 2)
          t->answers[c] = realloc(t->answers[c], t->room);
    }
    for (int c = 0; c < t->n_columns; c++)
      p = read_cell(t, c, p, end);
    t->rows++;
  }
  const size_t rows = t->rows;
  for (int c = 0; c < t->n_columns; c++)
    free(t->answers[c]);
  free(t->unit);
  free(t->names);
  free(t);
  munmap((void *)(uintptr_t)file.at, file.n);
  return rows;
}

int
main(int argc, char **argv)
{
  if (argc < 3)
    return 2;
  size_t n = 0;
  const double start = now();
  for (int i = 2; i < argc; i++)
    n += strcmp(argv[1], "scan") == 0 ? scan_file(argv[i]) : load_file(argv[i]);
  printf("%.4f\n", now() - start);
  return n ? 0 : 1;
}
