/* All rows of an export, on several threads. */
#include "import/chunks.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

enum { TAIL = 16 << 10, SPARE_RECORDS = 4096 };

/* Where a chunk really starts. */
typedef struct start {
  uint64_t offset; /* in the text */
  row_place at;    /* of the row there */
} start;

typedef struct reading {
  const export *e;
  size_t chunk;
  uint64_t n_chunks;
  const row_taker *taker;
  scan_fn *scan;
  pthread_mutex_t lock;
  pthread_cond_t moved;
  uint64_t next;      /* chunk that nobody has taken */
  uint64_t confirmed; /* the first chunk whose end is not known; `start` is where it starts */
  start start;
  bool is_stopped, is_out_of_memory;
} reading;

/* One thread, and the part of the text that it holds. */
typedef struct thread {
  reading *r;
  const row_worker *own;
  arena *memory;   /* for the whole time */
  arena *scratch;  /* for one chunk */
  uint8_t *buffer; /* SCAN_PADDING, the text from `base` on, SCAN_PADDING */
  size_t n, capacity;
  uint64_t base; /* offset of the first byte of the text */
  bool is_end;   /* the text goes up to its end */
  scan scan;
  uint64_t scanned; /* offset where the scan starts */
} thread;

/* --- the order of chunks --------------------------------------------------------------------- */

static uint64_t
chunk_at(const reading *r, uint64_t k)
{
  const uint64_t at = r->e->at + k * r->chunk;
  return at < r->e->end ? at : r->e->end;
}

static bool
take_chunk(reading *r, uint64_t *k)
{
  pthread_mutex_lock(&r->lock);
  const bool has_one = !r->is_stopped && r->next < r->n_chunks;
  *k = r->next++;
  pthread_mutex_unlock(&r->lock);
  return has_one;
}

/* Waits until the chunks before k have found their ends; false when there is no point in going on.
 */
static bool
wait_for_start(reading *r, uint64_t k, start *out)
{
  pthread_mutex_lock(&r->lock);
  while (r->confirmed < k && !r->is_stopped)
    pthread_cond_wait(&r->moved, &r->lock);
  const bool goes_on = !r->is_stopped;
  *out = r->start;
  pthread_mutex_unlock(&r->lock);
  return goes_on;
}

static void
confirm(reading *r, start next)
{
  pthread_mutex_lock(&r->lock);
  r->start = next;
  r->confirmed++;
  pthread_cond_broadcast(&r->moved);
  pthread_mutex_unlock(&r->lock);
}

static void
stop(reading *r)
{
  pthread_mutex_lock(&r->lock);
  r->is_stopped = true;
  pthread_cond_broadcast(&r->moved);
  pthread_mutex_unlock(&r->lock);
}

/* --- the text of a chunk --------------------------------------------------------------------- */

static void
make_room(thread *t, size_t n)
{
  if (n <= t->capacity)
    return;
  t->capacity = n;
  t->buffer = arena_alloc(t->memory, n + 2 * SCAN_PADDING + 1, 1);
  memset(t->buffer, '\n', SCAN_PADDING);
  const size_t most_records = n / (t->r->e->book.n_columns ? t->r->e->book.n_columns : 1);
  t->scan = (scan){.delimiter = t->r->e->delimiter,
                   .cells = arena_alloc(t->memory, n + 65, 1),
                   .ends = arena_many(t->memory, (n + 1) / 64 + 2, uint64_t),
                   .most_records = most_records + SPARE_RECORDS};
  t->scan.records = arena_many(t->memory, t->scan.most_records + 1, uint32_t);
  t->scan.first_cell = arena_many(t->memory, t->scan.most_records + 1, uint32_t);
}

/* The text from `from` up to `to`.  False when it cannot be read; the plain reader will say why. */
static bool
read_text(thread *t, uint64_t from, uint64_t to)
{
  const uint64_t end = t->r->e->end;
  to = to < end ? to : end;
  make_room(t, (size_t)(to - from));
  t->base = from;
  for (t->n = 0; from + t->n < to;) {
    const ssize_t got = pread(t->r->e->fd, t->buffer + SCAN_PADDING + t->n,
                              (size_t)(to - from) - t->n, (off_t)(from + t->n));
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return false;
    t->n += (size_t)got;
  }
  t->is_end = to == end;
  uint8_t *const last = t->buffer + SCAN_PADDING + t->n;
  if (t->is_end && t->n && last[-1] != '\n')
    t->n++; /* the end of the file ends its last record */
  memset(last, '\n', SCAN_PADDING + 1);
  return true;
}

/* Scans the text from this offset on, where a record starts. */
static void
scan_from(thread *t, uint64_t offset)
{
  uint8_t *const at = t->buffer + SCAN_PADDING + (offset - t->base);
  at[-1] = '\n';
  t->scan.text = at;
  t->scan.n = t->n - (size_t)(offset - t->base);
  t->scanned = offset;
  t->r->scan(&t->scan);
}

/* Where a record most likely starts at or after `least`: behind a line end, with records of the
 * right width from there. */
static uint64_t
guess_start(const thread *t, uint64_t least)
{
  enum { TRIES = 64, RECORDS = 3 };
  const char *const text = (const char *)t->buffer + SCAN_PADDING;
  const uint32_t n_columns = t->r->e->book.n_columns;
  const char *const end = text + t->n, *at = text + (least - t->base) - 1;
  for (int i = 0; i < TRIES && at < end; i++) {
    at = memchr(at, '\n', (size_t)(end - at));
    if (!at++)
      break;
    records r =
        records_new(t->scratch, (span){at, (size_t)(end - at)}, false, t->r->e->delimiter, 1);
    int fitting = 0;
    while (fitting < RECORDS && records_next(&r) == RECORD_ROW && r.n_cells == n_columns)
      fitting++;
    if (fitting == RECORDS)
      return t->base + (size_t)(at - text);
  }
  return UINT64_MAX;
}

/* Number of scanned records that start before `offset`. */
static size_t
records_before(const thread *t, uint64_t offset)
{
  const scan *const s = &t->scan;
  size_t low = 0, high = s->n_records;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (t->scanned + s->records[middle] < offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* True when every record of the chunk that ends at `end` was found, and is plain to see. */
static bool
is_settled(const thread *t, uint64_t end)
{
  const scan *const s = &t->scan;
  const uint64_t reached = t->scanned + s->records[s->n_records];
  if (s->is_odd || (t->is_end ? s->records[s->n_records] != s->n : reached < end))
    return false;
  const size_t n = s->records[records_before(t, end)];
  return !s->has_high || utf8_check((const char *)s->text, n) == n;
}

/* --- a chunk --------------------------------------------------------------------------------- */

static unsigned
count_lines(const uint8_t *at, size_t n)
{
  unsigned lines = 0;
  for (size_t i = 0; i < n; i++)
    lines += at[i] == '\n';
  return lines;
}

/* The rows of the chunk that ends at `end`, one at a time: in the order of chunks, since the next
 * one cannot start before this one has ended. */
static void
read_plainly(thread *t, start from, uint64_t end)
{
  const export *const e = t->r->e;
  stream s = stream_new(t->scratch, e, from.offset, from.at.line, from.at.row);
  const size_t before = e->d->n_errors;
  export_row row;
  start next = from;
  while (next.offset < end && stream_next(&s, &row)) {
    t->r->taker->plain(t->own->worker, &row);
    next.offset = s.next - s.n + s.records.at;
    next.at = (row_place){row.number + 1, s.records.line};
  }
  if (e->d->n_errors > before)
    stop(t->r);
  else
    confirm(t->r, next);
}

static void
read_scanned(thread *t, start from, uint64_t end)
{
  const scan *const s = &t->scan;
  const size_t n = records_before(t, end), bytes = s->records[n];
  const unsigned behind = count_lines(s->text + bytes, s->n - bytes);
  const start next = {.offset = t->scanned + bytes,
                      .at = {from.at.row + n, from.at.line + s->n_feeds - behind}};
  confirm(t->r, next);
  t->r->taker->scanned(t->own->worker, s, n, from.at);
}

/* Scans what was guessed to be the chunk, waits for where it really starts, and does its rows. */
static bool
do_chunk(thread *t, uint64_t k)
{
  reading *const r = t->r;
  const uint64_t begin = chunk_at(r, k), end = chunk_at(r, k + 1);
  bool is_read = read_text(t, begin - (k > 0), end + TAIL);
  const uint64_t guess = !is_read ? UINT64_MAX : k ? guess_start(t, begin) : begin;
  if (guess != UINT64_MAX)
    scan_from(t, guess);
  start from;
  if (!wait_for_start(r, k, &from))
    return false;
  if (from.offset >= end) {
    confirm(r, from);
    return true;
  }
  if (is_read && from.offset != guess)
    scan_from(t, from.offset);
  for (size_t tail = 4 * TAIL; is_read && !t->is_end && tail < LONGEST_RECORD && !t->scan.is_odd &&
                               t->scanned + t->scan.records[t->scan.n_records] < end;
       tail *= 4) {
    is_read = read_text(t, from.offset - (k > 0), end + tail);
    if (is_read)
      scan_from(t, from.offset);
  }
  if (is_read && is_settled(t, end))
    read_scanned(t, from, end);
  else
    read_plainly(t, from, end);
  return true;
}

typedef struct job {
  reading *r;
  const row_worker *own;
} job;

static void
do_chunks(thread *t)
{
  uint64_t k;
  bool goes_on = true;
  while (goes_on && take_chunk(t->r, &k)) {
    t->scratch = arena_new(t->own->handler);
    goes_on = do_chunk(t, k);
    arena_free(t->scratch);
    t->scratch = NULL;
  }
}

static void *
work(void *argument)
{
  const job *const j = argument;
  thread t = {.r = j->r, .own = j->own};
  thread *volatile held = &t;
  if (setjmp(j->own->handler->jump) == 0) {
    held->memory = arena_new(j->own->handler);
    do_chunks(held);
  } else {
    j->r->is_out_of_memory = true; /* read after the threads have ended */
    stop(j->r);
  }
  arena_free(held->scratch);
  arena_free(held->memory);
  return NULL;
}

/* The allowed processor that is `i` after the one we are on; false when it is the only one. */
static bool
processor_after(unsigned i, cpu_set_t *one)
{
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) < 2)
    return false;
  int at = sched_getcpu();
  for (unsigned found = 0; at >= 0 && found < i;) {
    at = (at + 1) % CPU_SETSIZE;
    found += CPU_ISSET(at, &allowed) != 0;
  }
  CPU_ZERO(one);
  if (at >= 0)
    CPU_SET(at, one);
  return at >= 0;
}

/* A thread that stays on a processor of its own: left to themselves, young threads often share the
 * one of their parent until the work is done.  Chunks are taken from one queue, so a thread whose
 * processor is busy with something else takes fewer. */
static bool
start_beside(pthread_t *thread, unsigned i, job *j)
{
  pthread_attr_t how;
  cpu_set_t one;
  if (pthread_attr_init(&how) != 0)
    return false;
  if (processor_after(i, &one))
    pthread_attr_setaffinity_np(&how, sizeof one, &one);
  const bool is_started = pthread_create(thread, &how, work, j) == 0;
  pthread_attr_destroy(&how);
  return is_started || pthread_create(thread, NULL, work, j) == 0;
}

bool
chunks_read(const export *e, unsigned n_threads, size_t chunk, const row_worker *workers,
            const row_taker *taker)
{
  reading r = {.e = e,
               .chunk = chunk,
               .n_chunks = (e->end - e->at + chunk - 1) / chunk,
               .taker = taker,
               .scan = scan_best(),
               .lock = PTHREAD_MUTEX_INITIALIZER,
               .moved = PTHREAD_COND_INITIALIZER,
               .start = {e->at, {1, e->line}}};
  job jobs[MOST_THREADS];
  pthread_t threads[MOST_THREADS];
  unsigned n_started = 0;
  for (unsigned i = 0; i < n_threads; i++)
    jobs[i] = (job){&r, &workers[i]};
  while (n_started + 1 < n_threads && n_started + 1 < r.n_chunks &&
         start_beside(&threads[n_started], n_started + 1, &jobs[n_started + 1]))
    n_started++;
  work(&jobs[0]);
  for (unsigned i = 0; i < n_started; i++)
    pthread_join(threads[i], NULL);
  return !r.is_out_of_memory;
}

void
scanned_row(records *r, const scan *s, size_t record, row_counting *counting, uint32_t n_columns,
            export_row *out)
{
  const size_t from = s->records[counting->record], at = s->records[record];
  counting->place.line += count_lines(s->text + from, at - from);
  counting->place.row += record - counting->record;
  counting->record = record;
  r->text = (span){(const char *)s->text + at, s->records[record + 1] - at};
  r->is_last = true;
  r->at = 0;
  records_next(r); /* nothing odd is in it: it is a row */
  *out = (export_row){.number = counting->place.row,
                      .line = counting->place.line,
                      .cells = r->cells,
                      .n_cells = r->n_cells};
  out->is_blank = r->n_cells == 1 && n_columns > 1 && span_trim(r->cells[0]).n == 0;
}
