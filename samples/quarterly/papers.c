/* The study of the company, and what is true of it. */
#include "write.h"

/* The waves that the study reads, from the first of them. */
static void
write_waves(uint32_t first, FILE *to)
{
  for (uint32_t w = first; w < WAVES; w++) {
    fprintf(to, "  <wave id=\"%s\" from=\"", wave_name(w));
    write_date(w, 0, to);
    fputs("\" to=\"", to);
    write_date(w, wave_days(w) - 1, to);
    fputs("\"/>\n", to);
  }
  fputc('\n', to);
}

static void
write_files(const char *export, uint32_t first, FILE *to)
{
  for (uint32_t w = first; w < WAVES; w++)
    fprintf(to, "    <file path=\"%s-%s.csv\" wave=\"%s\"/>\n", export, wave_name(w), wave_name(w));
}

static void
write_employees_survey(uint32_t first, FILE *to)
{
  fputs("  <survey id=\"employees\" side=\"inside\" unit=\"unit\" parent=\"region\"\n"
        "          respondent=\"employee\">\n",
        to);
  write_files("employees", first, to);
  fputs("    <!-- The company's own questions: in no pair. -->\n"
        "    <scale id=\"tools\" label=\"Tools\" min=\"1\" max=\"5\">\n"
        "      <item column=\"T01_1\">I have the tools that my work needs.</item>\n"
        "      <item column=\"T01_2\">Our systems work when I need them.</item>\n"
        "      <item column=\"T01_3\">I lose time because tools do not work.</item>\n"
        "      <item column=\"T01_4\">Somebody helps when a tool fails.</item>\n"
        "    </scale>\n"
        "    <!-- What employees think that customers would say to the questions of P8. -->\n"
        "    <scale id=\"guess-ease\" label=\"Ease of doing business, as employees guess it\" "
        "min=\"1\" max=\"5\">\n"
        "      <item column=\"G08_1\">They would say: it is easy to do business with this "
        "company.</item>\n"
        "      <item column=\"G08_2\">They would say: requests are settled at the first "
        "contact.</item>\n"
        "      <item column=\"G08_3\">They would say: we quickly reach somebody who can "
        "help.</item>\n"
        "      <item column=\"G08_4\" reversed=\"yes\">They would say: it takes a lot of "
        "effort.</item>\n"
        "      <item column=\"G08_5\">They would say: forms and web pages are easy to "
        "use.</item>\n"
        "    </scale>\n"
        "  </survey>\n\n",
        to);
}

static void
write_leaders_survey(uint32_t first, FILE *to)
{
  fputs("  <!-- One to three leaders a unit, about themselves: the questions of P12. -->\n"
        "  <survey id=\"leaders\" side=\"inside\" unit=\"unit\" respondent=\"leader\">\n",
        to);
  write_files("leaders", first, to);
  fputs("    <scale id=\"self-people-first\" label=\"People first, as leaders see themselves\" "
        "min=\"1\" max=\"5\">\n"
        "      <item column=\"L12_1\">I am interested in my people as persons.</item>\n"
        "      <item column=\"L12_2\">My people have a say in how their work is done.</item>\n"
        "      <item column=\"L12_3\">I trust my people to do their work well.</item>\n"
        "      <item column=\"L12_4\" reversed=\"yes\">In my unit one has to do as one is "
        "told.</item>\n"
        "      <item column=\"L12_5\">I treat people with respect.</item>\n"
        "    </scale>\n"
        "  </survey>\n\n",
        to);
}

static void
write_units_survey(uint32_t first, FILE *to)
{
  fputs("  <!-- What the company knows of its units: who answered, who left. -->\n"
        "  <survey id=\"hr\" label=\"the staff list\" side=\"inside\" level=\"unit\" "
        "unit=\"unit\" "
        "parent=\"region\"\n"
        "          n=\"headcount\" response-rate=\"response_rate\">\n",
        to);
  write_files("units", first, to);
  fputs("    <scale id=\"answered\" label=\"Employees who answered, in percent\" min=\"0\" "
        "max=\"100\">\n"
        "      <item column=\"response_rate\"/>\n"
        "    </scale>\n"
        "    <scale id=\"leavers\" label=\"Employees who left in the quarter, in percent\" "
        "min=\"0\" "
        "max=\"100\"\n"
        "           direction=\"higher-is-dysfunction\">\n"
        "      <item column=\"leavers\"/>\n"
        "    </scale>\n"
        "  </survey>\n\n",
        to);
}

static void
write_customers_survey(uint32_t first, FILE *to)
{
  fputs("  <survey id=\"customers\" side=\"outside\" unit=\"unit\" respondent=\"customer\">\n", to);
  write_files("customers", first, to);
  fputs("    <missing code=\"DK\" reason=\"don't know\"/>\n"
        "    <scale id=\"days-left\" label=\"Days to the end of the quarter\" values=\"numbers\" "
        "min=\"0\" max=\"92\">\n"
        "      <item column=\"days_to_period_end\"/>\n"
        "    </scale>\n"
        "    <scale id=\"tenure\" label=\"Years as a customer\" values=\"numbers\" min=\"0\" "
        "max=\"50\">\n"
        "      <item column=\"years_as_customer\"/>\n"
        "    </scale>\n"
        "  </survey>\n\n",
        to);
}

/* What is expected beyond the pairs; some of it was planted, some was not. */
static void
write_hypotheses(FILE *to)
{
  fputs("  <hypothesis kind=\"ripple\" claim=\"T4\" from=\"employees.people-first\"\n"
        "              via=\"employees.customer-focus\" to=\"customers.heard\"/>\n"
        "  <hypothesis kind=\"drivers\" claim=\"T2\" of=\"customers.heard\"\n"
        "              themes=\"employees.customer-focus employees.people-first "
        "employees.time\"/>\n"
        "  <hypothesis kind=\"gap\" claim=\"T5\" guess=\"employees.guess-ease\" "
        "actual=\"customers.ease\"\n"
        "              outcome=\"customers.continuity\"/>\n"
        "  <hypothesis kind=\"gap\" claim=\"T5\" guess=\"leaders.self-people-first\"\n"
        "              actual=\"employees.people-first\" outcome=\"customers.relationship\"/>\n"
        "  <hypothesis kind=\"necessary\" claim=\"T8\" condition=\"employees.ease-inside\"\n"
        "              outcome=\"customers.ease\"/>\n"
        "  <hypothesis kind=\"consistency\" claim=\"T9\" inside=\"employees.consensus\"\n"
        "              outside=\"customers.consistency\"/>\n"
        "  <hypothesis kind=\"pressure\" claim=\"T10\" days=\"customers.days-left\"\n"
        "              outcome=\"customers.trust customers.ease\"/>\n"
        "  <hypothesis kind=\"silence\" claim=\"T12\" rate=\"hr.answered\"\n"
        "              score=\"employees.communication employees.stay customers.ease\"/>\n"
        "  <hypothesis kind=\"condition\" claim=\"T14\" outcome=\"customers.trust\"\n"
        "              predictor=\"employees.rivalry\" moderator=\"employees.communication\"/>\n"
        "  <hypothesis kind=\"beyond\" claim=\"T14\" outcome=\"customers.digital-help\"\n"
        "              first=\"employees.tools\" then=\"employees.digital\"/>\n\n",
        to);
}

void
write_study(const company *c, uint32_t first, FILE *to)
{
  const unsigned long long seed = (unsigned long long)c->seed;
  fprintf(to,
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<!-- SYNTHETIC: no such company exists, nobody answered. Made by the generator beside\n"
          "     README.md in samples/quarterly; company \"%s\", seed %llu, %u units.\n"
          "     What is true of it stands in truth.csv. -->\n"
          "<study xmlns=\"urn:orgmirror:study:1\" seed=\"%llu\">\n"
          "  <title>Quarterly mirror (synthetic)</title>\n"
          "  <organisation>Example company (synthetic)</organisation>\n",
          kind_name(c->kind), seed, c->units, seed);
  write_waves(first, to);
  write_employees_survey(first, to);
  write_leaders_survey(first, to);
  write_units_survey(first, to);
  write_customers_survey(first, to);
  fprintf(to,
          "  <include model=\"mirror\" inside=\"employees\" outside=\"customers\"/>\n\n"
          "  <!-- Two units have other names with the customers, as in real life, and match "
          "nothing "
          "until\n"
          "       somebody says so here: orgmirror check suggests one of them.\n"
          "  <units>\n"
          "    <unit id=\"%s\"><alias>%s</alias></unit>\n"
          "    <unit id=\"%s\"><alias>%s</alias></unit>\n"
          "  </units> -->\n\n",
          unit_name(c, unit_misspelt(c), 0), unit_name(c, unit_misspelt(c), 1),
          unit_name(c, unit_renamed(c), 0), unit_name(c, unit_renamed(c), 1));
  write_hypotheses(to);
  fputs("  <!-- Signs of careless answering, and days, are looked at in single answers. -->\n"
        "  <analysis plugin=\"pressure\" rows=\"yes\"/>\n"
        "  <analysis plugin=\"quality\" rows=\"yes\"/>\n"
        "</study>\n",
        to);
}

/* --- truth.csv -----------------------------------------------------------------------------------
 */

/* Two decimals. */
static void
tell(const char *fact, const char *about, fix value, FILE *to)
{
  const int hundredths = fix_round(value * 100);
  const int size = hundredths < 0 ? -hundredths : hundredths;
  fprintf(to, "%s,%s,%s%d.%02d\n", fact, about, hundredths < 0 ? "-" : "", size / 100, size % 100);
}

static void
tell_counts(const char *export, const counted n[WAVES], FILE *to)
{
  for (uint32_t w = 0; w < WAVES; w++) {
    const char *const wave = wave_name(w);
    if (!n[w].rows) /* not written */
      continue;
    fprintf(to, "rows,%s %s,%u\n", export, wave, n[w].rows);
    fprintf(to, "same answer to everything,%s %s,%u\n", export, wave, n[w].straight);
    fprintf(to, "random answers,%s %s,%u\n", export, wave, n[w].random);
    if (n[w].questions)
      fprintf(to, "don't know,%s %s,%u\n", export, wave, n[w].unknown);
  }
}

void
write_truth(const company *c, const counts *n, FILE *to)
{
  const int is_planted = c->kind == PLANTED;
  fputs("fact,about,value\n", to);
  fprintf(to, "company,kind,%s\ncompany,seed,%llu\ncompany,units,%u\n", kind_name(c->kind),
          (unsigned long long)c->seed, c->units);
  for (uint32_t p = 0; p < PAIRS; p++) {
    char name[8];
    snprintf(name, sizeof name, "P%u", (p + 1) % 100);
    const int is_mirror = is_planted && c->planted[p];
    fprintf(to, "mirror,%s,%s\n", name, is_mirror ? "yes" : "no");
    tell("correlation", name, c->planted[p], to);
    tell("correlation a wave later", name, c->next_wave[p], to);
  }
  tell("spread inside with spread outside", "P18", is_planted ? PERCENT(75) : 0, to);
  tell("people first with customer focus", "P12 to P9", is_planted ? PERCENT(60) : 0, to);
  tell("guess with what customers say", "P8", c->kind == NONE ? 0 : PERCENT(50), to);
  tell("guess above what customers say", "P8", PERCENT(50), to);
  tell("leaders with their employees", "P12", PERCENT(40), to);
  tell("leaders above their employees", "P12", PERCENT(60), to);
  tell("lower in the last 10 days", "P10", is_planted ? PERCENT(50) : 0, to);
  tell("lower in the last 10 days", "P8", is_planted ? PERCENT(30) : 0, to);
  fprintf(to, "answers go with how good a place is,response rate,%s\n", is_planted ? "yes" : "no");
  fputs("reversed and not declared,T01_3,yes\n", to);
  fprintf(to, "too small,%s,4\n", unit_name(c, unit_small(c), 0));
  fprintf(to, "other name outside,%s,%s\n", unit_name(c, unit_renamed(c), 0),
          unit_name(c, unit_renamed(c), 1));
  fprintf(to, "misspelt outside,%s,%s\n", unit_name(c, unit_misspelt(c), 0),
          unit_name(c, unit_misspelt(c), 1));
  for (uint32_t u = 0; u < c->units; u++)
    if (is_planted && unit_is_left(c, u))
      fprintf(to, "people left in 2025-Q3,%s,%u\n", unit_name(c, u, 0), c->leavers[u][2]);
  tell_counts("employees", n->employees, to);
  tell_counts("leaders", n->leaders, to);
  tell_counts("customers", n->customers, to);
}
