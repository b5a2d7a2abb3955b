/* JSON for the ones who call us from a program. */
#include "cli/cli.h"

void
json_messages(text *t, const diags *d)
{
  json_open(t, "messages", '[');
  for (size_t i = 0; i < d->n; i++) {
    const diag *const m = &d->at[i];
    json_open(t, NULL, '{');
    json_string(t, "level", diag_level_name(m->level));
    json_string(t, "code", m->code);
    json_string(t, "file", m->file);
    json_count(t, "line", m->line);
    json_string(t, "what", m->what);
    json_string(t, "why", m->why);
    json_string(t, "fix", m->fix);
    json_close(t, '}');
  }
  json_close(t, ']');
}

void
json_survey_open(text *t, const survey_data *v)
{
  json_open(t, NULL, '{');
  json_string(t, "id", v->survey->id);
  json_string(t, "file", v->survey->file);
  json_string(t, "format", v->format);
  json_count(t, "read", v->read);
  json_count(t, "kept", v->kept);
  json_count(t, "without_unit", v->unitless);
  json_open(t, "dropped", '{');
  for (int r = 0; r < N_DROP_REASONS; r++)
    if (v->dropped[r])
      json_count(t, drop_reason_name((drop_reason)r), v->dropped[r]);
  json_close(t, '}');
  json_open(t, "notes", '[');
  for (size_t i = 0; i < v->n_notes; i++)
    json_string(t, NULL, v->notes[i]);
  json_close(t, ']');
  json_open(t, "read_as", '[');
  for (size_t i = 0; i < v->n_told; i++)
    json_string(t, NULL, v->told[i]);
  json_close(t, ']');
}

void
json_surveys(text *t, const intake *in)
{
  json_open(t, "surveys", '[');
  for (uint32_t i = 0; i < in->study->n_surveys; i++) {
    json_survey_open(t, &in->data[i]);
    json_close(t, '}');
  }
  json_close(t, ']');
}

void
json_analyses(text *t, const plan *p, bool have_run)
{
  json_open(t, "analyses", '[');
  for (size_t i = 0; i < p->n; i++) {
    json_open(t, NULL, '{');
    json_string(t, "id", p->at[i].plugin->id);
    json_string(t, "outcome",
                p->at[i].is_run && !have_run ? "will run" : outcome_name(p->at[i].outcome));
    json_string(t, "because", p->at[i].why);
    json_close(t, '}');
  }
  json_close(t, ']');
}
