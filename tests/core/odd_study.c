/* A study that is fine, and what is odd about it once a test has changed it. */
#include "odd_study.h"

void
write_inside(bench *b, change_fn *change)
{
  dice d = {7};
  text t = text_new(b->memory);
  text_add(&t, "id,u,w,q1,q2,q3,q4\n");
  for (int u = 0; u < UNITS; u++)
    for (int i = 0; i < PEOPLE; i++) {
      const int level = 1 + (int)dice_below(&d, 5);
      person p = {.unit = u, .at = u * PEOPLE + i, .weight = "1"};
      for (int k = 0; k < 4; k++) {
        const int answer = level + (int)dice_below(&d, 3) - 1;
        p.q[k] = answer < 1 ? 1 : answer > 5 ? 5 : answer;
      }
      p.id = arena_printf(b->memory, "p%d", p.at);
      if (change)
        change(&p);
      text_addf(&t, "%s,", p.id);
      text_addf(&t, p.unit < 0 ? "" : "u%02d", p.unit);
      text_addf(&t, ",%s", p.weight);
      for (int k = 0; k < 4; k++)
        text_addf(&t, p.q[k] == -99 ? "," : ",%d", p.q[k]);
      text_add(&t, "\n");
    }
  bench_write_text(b, "a.csv", t.at);
}

void
write_outside(bench *b, int n_units)
{
  text t = text_new(b->memory);
  text_add(&t, "u,t1\n");
  for (int u = 0; u < n_units; u++)
    for (int i = 0; i < PEOPLE; i++)
      text_addf(&t, "u%02d,%d\n", u, 1 + (u + i) % 5);
  bench_write_text(b, "b.csv", t.at);
}

odd
look(bench *b, const char *xml)
{
  b->d = diags_new(b->memory);
  loaded *const l = arena_one(b->memory, loaded);
  *l = bench_load(b, xml);
  assert_int_equal(b->d.n_errors, 0);
  assert_non_null(l->summary.study);
  odd o = odd_new(b->memory, &b->d, l->study);
  odd_look_at_study(&o);
  odd_look_at_data(&o, &l->units, l->data, &l->summary);
  loaded_release(l);
  return o;
}

odd
look_at_changed(bench *b, const char *xml, change_fn *change)
{
  write_inside(b, change);
  write_outside(b, UNITS);
  return look(b, xml);
}

size_t
count_of(const bench *b, const char *code)
{
  size_t n = 0;
  for (size_t i = 0; i < b->d.n; i++)
    n += strcmp(b->d.at[i].code, code) == 0;
  return n;
}

void
assert_only(const bench *b, const char *code, size_t n)
{
  if (count_of(b, code) == n && b->d.n == n)
    return;
  print_error("not %zu messages %s alone:\n%s\n", n, code, bench_messages(b));
  fail();
}

about
where_is(const odd *o, const char *code)
{
  for (size_t i = 0; i < o->d->n; i++)
    if (strcmp(o->d->at[i].code, code) == 0)
      return o->where[i];
  fail_msg("there is no %s", code);
  return (about){0};
}

void
blank_q2(person *p)
{
  p->q[1] = -99;
}
