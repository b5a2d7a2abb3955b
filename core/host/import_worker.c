/* The worker that converts a file: a process of its own, from its first line to its last. */
#include "host/import_worker.h"

#include "base/xml.h"
#include "host/import_form.h"
#include "host/sandbox.h"
#include "host/services.h"
#include "host/worker.h"

#include <fcntl.h>
#include <iconv.h>
#include <string.h>
#include <unistd.h>

/* In a signal handler: only write() and _exit(). */
static void
on_breach(int call)
{
  char frame[160] = {IMPORT_BREACH};
  char *const why = frame + 5;
  memcpy(why, "it tried to ", sizeof "it tried to ");
  strncat(why, sandbox_deed(call), sizeof frame - 5 - strlen(why) - 1);
  frame[1] = (char)strlen(why);
  service_write(WORKER_RESULTS, frame, 5 + strlen(why));
  _exit(0);
}

/* Tables of the C library are files that it opens when they are first asked for: before the sandbox
 * is closed, or never. */
static void
load_tables(const converter *c)
{
  for (size_t i = 0; c->encodings && c->encodings[i]; i++)
    iconv_open("UTF-8", c->encodings[i]); /* not closed: it stays for the one who asks again */
}

static int
given(int fd)
{
  return fcntl(fd, F_GETFD) >= 0 ? fd : -1;
}

/* Runs the converter; what it wrote has arrived, or it has failed. */
static bool
run(const converter *c, conversion *x)
{
  enum { BUFFER = 1 << 18 };
  x->out = x->fd >= 0 ? fdopen(IMPORT_TEXT, "w") : NULL;
  if (x->out)
    setvbuf(x->out, arena_alloc(x->memory, BUFFER, 1), _IOFBF, BUFFER);
  if (!c->run(x))
    return false;
  if (!x->out || (fflush(x->out) == 0 && !ferror(x->out)))
    return true;
  x->why = "its text cannot be written to shared memory";
  return false;
}

void
import_run(const converter *c)
{
  out_of_memory handler = OUT_OF_MEMORY_INIT;
  if (setjmp(handler.jump))
    worker_leave(WORKER_NO_MEMORY);
  arena *const memory = arena_new(&handler);
  orders o;
  worker_start(memory, &o);
  if (!c || !o.name)
    worker_leave(WORKER_NO_ORDERS);
  xml_start();
  load_tables(c);
  sandbox_on_breach(on_breach);
  const isolation in = sandbox_enter_closed(o.memory, o.seconds, o.most_text);
  const uint8_t told[] = {in.landlock, in.seccomp};
  service_write(WORKER_RESULTS, told, sizeof told);
  conversion x = {.memory = memory,
                  .fd = given(IMPORT_FILE),
                  .codebook_fd = given(IMPORT_CODEBOOK),
                  .name = o.name,
                  .sheet = o.sheet};
  x.book.format = c->label;
  bytes said = bytes_new(memory);
  if (run(c, &x)) {
    bytes_u8(&said, IMPORT_DONE);
    codebook_write(&said, &x.book);
  } else {
    bytes_u8(&said, IMPORT_REFUSED);
    bytes_string(&said, x.why);
    bytes_string(&said, x.fix);
  }
  service_write(WORKER_RESULTS, said.at, said.n);
  worker_leave(0);
}

void
import_main(const char *id)
{
  import_run(converter_named(id));
}
