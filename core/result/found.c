/* What plugins found, written down and read again in the words of the wire. */
#include "result/found.h"

enum { LONGEST = 1 << 14 };

static void
put_end(bytes *stream, bytes *body)
{
  body->n = 0;
  bytes_u32(body, (uint32_t)OM_OK);
  wire_frame(stream, WIRE_FINISH, body);
}

static void
put_stream(bytes *b, const bytes *stream)
{
  bytes_u64(b, stream->n);
  bytes_raw(b, stream->at, stream->n);
}

void
found_put(bytes *b, const found *f, size_t n)
{
  bytes stream = bytes_new(b->memory), body = bytes_new(b->memory);
  bytes_u32(b, (uint32_t)n);
  for (size_t i = 0; i < n; i++) {
    bytes_string(b, f[i].id);
    bytes_u32(b, (uint32_t)f[i].status);
    bytes_string(b, f[i].why);
    if (f[i].status != OM_OK)
      continue;
    stream.n = body.n = 0;
    wire_put_description(&body, f[i].description);
    wire_frame(&stream, WIRE_DESCRIPTION, &body);
    put_end(&stream, &body);
    put_stream(b, &stream);
    stream.n = 0;
    for (size_t e = 0; e < f[i].result->n_estimates; e++) {
      body.n = 0;
      wire_put_estimate(&body, &f[i].result->estimates[e]);
      wire_frame(&stream, WIRE_ESTIMATE, &body);
    }
    put_end(&stream, &body);
    put_stream(b, &stream);
  }
}

/* The next bytes of so many as stand before them. */
static cursor
get_stream(cursor *c)
{
  const uint64_t n = cursor_u64(c);
  if (c->broken || n > c->n - c->i) {
    c->broken = true;
    return cursor_new(NULL, 0);
  }
  c->i += n;
  return cursor_new(c->at + c->i - n, n);
}

static bool
get_one(arena *memory, cursor *c, const om_study *study, found *f)
{
  f->id = cursor_string(c, memory, LONGEST);
  f->status = (om_status)cursor_u32(c);
  f->why = cursor_string(c, memory, LONGEST);
  if (f->status != OM_OK)
    return !c->broken;
  const cursor declared = get_stream(c), said = get_stream(c);
  const char *why = NULL;
  const descriptions d = wire_decode_descriptions(memory, declared.at, declared.n, &why);
  if (c->broken || d.n != 1)
    return false;
  const wire_bounds bounds = {study, d.at[0], true}; /* the core has looked at them before */
  f->description = d.at[0];
  f->result = wire_decode(memory, said.at, said.n, &bounds);
  return f->result->is_finished;
}

bool
found_get(arena *memory, const void *at, size_t n, const om_study *study, found **out,
          size_t *n_out)
{
  cursor c = cursor_new(at, n);
  *n_out = cursor_count(&c);
  *out = arena_many(memory, *n_out, found);
  for (size_t i = 0; i < *n_out; i++)
    if (!get_one(memory, &c, study, &(*out)[i]))
      return false;
  return cursor_done(&c);
}
