# Writes a made-up report.xml, valid against core/report/report.rnc, for the tests of the page.
# It knows no real study; equal variables give equal bytes under every awk.
#   awk -v units=56 -v pairs=8 -f make_report.awk > report.xml
#   units     units on both sides                       56
#   pairs     declared pairs, at most 8                 8
#   published 1: the inside survey holds published figures of units, without an n
#   small     every which unit is too small to be shown 19; 1: all of them; 0: none

function random() {  # Park and Miller: exact in double precision
  state = (state * 16807) % 2147483647
  return state / 2147483647
}
function normal() { return random() + random() + random() + random() + random() + random() - 3 }

function sha(i,   text) {
  text = sprintf("%08x", 268435456 + i * 7919)
  return text text text text text text text text
}

function unit_label(i) { return first[i % 20] " " second[int(i / 20) % 20] }

# An estimate, kept until the tables of the section are written; returns a cell that shows it.
function cell(statistic, about, value, half, n, basis, p,   id) {
  id = section "." ++n_estimates
  held = held sprintf("<estimate id=\"%s\" statistic=\"%s\" method=\"m\" %s", id, statistic, about)
  if (value == "withheld")
    held = held " withheld=\"small-group\""
  else if (value ~ /^undefined/)
    held = held sprintf(" undefined=\"%s\" n=\"%d\"", substr(value, 12), n)
  else {
    held = held sprintf(" value=\"%.17g\"", value)
    if (half > 0)
      held = held sprintf(" lo=\"%.17g\" hi=\"%.17g\" se=\"%.17g\"", value - half, value + half, half / 1.96)
    if (p != "")
      held = held sprintf(" p=\"%.17g\"", p)
    if (n > 0)
      held = held sprintf(" n=\"%d\"", n)
  }
  held = held sprintf(" basis=\"%s\"/>\n", basis == "" ? "scored" : basis)
  all++
  hidden += value == "withheld"
  return "<cell ref=\"" id "\"/>"
}

function pair_about(i, o) { return sprintf("inside=\"staff.s%d\" outside=\"families.s%d\"", i, o) }
function pair_labels(i, o) {
  return sprintf("label=\"%s and %s\" inside-label=\"%s\" outside-label=\"%s\"", \
    inside[i], outside[o], inside[i], outside[o])
}
function column(name, label, format) {
  return sprintf("<column name=\"%s\" label=\"%s\" format=\"%s\"/>\n", name, label, format)
}
function begin_section(id, title, lead) {
  section = id
  n_estimates = 0
  held = ""
  body = sprintf("<section id=\"%s\" plugin=\"org.example.%s\" version=\"0.1.0\" sha256=\"%s\" outcome=\"ok\">\n" \
    "<title>%s</title>\n<lead>%s</lead>\n", id, id, sha(length(id)), title, lead)
}
function end_section(words) { sections = sections body held words "</section>\n" }

# The units in order of their inside score: an insertion sort of `order`.
function sort_units(   i, j, t) {
  for (i = 1; i <= units; i++)
    order[i] = i
  for (i = 2; i <= units; i++) {
    t = order[i]
    for (j = i - 1; j >= 1 && before(t, order[j]); j--)
      order[j + 1] = order[j]
    order[j + 1] = t
  }
}
function before(a, b) {
  if (is_small[a] != is_small[b])
    return is_small[b]
  return is_small[a] ? unit_label(a) < unit_label(b) : score_in[a] < score_in[b]
}

function mirror_section(   i, u, row, r, half, words) {
  begin_section("mirror", "The mirror", "Does what people say inside go with what families say outside? " \
    "Each unit is seen from both sides.")
  if (pairs > 1 && small != 1) {
    body = body "<finding id=\"f.mirror\" priority=\"first\" evidence=\"moderate\" chart=\"c.pairs\">" \
      "<headline>The pattern inside tends to be mirrored by what families say.</headline>" \
      "<detail>Mean association of the declared pairs .31 (95% range .12 to .48), " units " units.</detail>" \
      "<caution>This is an association between units. It says nothing about a single person.</caution></finding>\n"
    body = body "<finding id=\"f.weak\" priority=\"main\" evidence=\"weak\" chart=\"c.butterfly\">" \
      "<headline>Units that look well inside may also look well to families.</headline>" \
      "<detail>The range of the association, -.03 to .44, includes zero (p .082, " units " units).</detail></finding>\n"
  }
  body = body "<finding id=\"f.power\" priority=\"check\"><headline>With " units " units only strong mirrors can be seen.</headline>" \
    "<detail>An association smaller than .37 would be missed in one of five studies like this one.</detail></finding>\n"

  body = body "<chart id=\"c.butterfly\" type=\"butterfly\" table=\"t.units\" min=\"0\" max=\"100\">" \
    "<title>Inside and outside, unit by unit</title><description>A bar to the left for the inside score of every unit " \
    "and a bar to the right for its outside score.</description></chart>\n"
  sub(/table="t.units"/, "table=\"t.units\" columns=\"1 2 3\"", body)
  body = body "<table id=\"t.units\" rows=\"units\" order=\"by inside_score, lowest first; withheld last\">\n" \
    "<title>Scores of the units</title>\n" column("inside_score", "Inside: staff", "score") \
    column("outside_score", "Outside: families", "score") column("gap", "Gap: outside minus inside", "score")
  for (i = 1; i <= units; i++) {
    u = order[i]
    row = sprintf("<row label=\"%s\" unit=\"u%03d\"", unit_label(u), u)
    if (is_small[u]) {
      body = body row " withheld=\"small-group\"><cell/><cell/><cell/></row>\n"
      continue
    }
    body = body row ">" \
      cell("inside_score", "side=\"inside\" unit=\"u" sprintf("%03d", u) "\"", score_in[u], half_in[u], published ? 0 : n_in[u], "scored") \
      cell("outside_score", "side=\"outside\" unit=\"u" sprintf("%03d", u) "\"", score_out[u], half_out[u], n_out[u], "scored") \
      cell("gap", "unit=\"u" sprintf("%03d", u) "\"", score_out[u] - score_in[u], sqrt(half_in[u] ^ 2 + half_out[u] ^ 2), published ? n_out[u] : n_in[u] + n_out[u], "scored") \
      "</row>\n"
  }
  body = body "</table>\n<chart id=\"c.scatter\" type=\"scatter\" table=\"t.units\" columns=\"1 2\"><title>Do the two sides go together?</title>" \
    "<description>Each dot is a unit: its inside score across, its outside score up.</description></chart>\n"

  if (pairs > 1 && small != 1) {
    body = body "<table id=\"t.whole\" rows=\"one\"><title>The mirror in one number</title>\n" \
      column("strength", "Strength: how well the declared pairs agree", "ratio") \
      column("specificity", "Specificity: how much better than other combinations", "ratio") \
      column("p_units", "Chance of a strength like this without a mirror", "p") \
      column("obey", "Units that stand on the same side of both middles", "percent") \
      "<row label=\"All declared pairs\">" cell("strength", "", .3142, .181, units, "matched", .0031) \
      cell("specificity", "", -.0412, .093, units, "matched", .41) cell("p_units", "", .00041, 0, units, "matched") \
      cell("obey", "", .642, .12, units, "matched") "</row></table>\n"
  }
  body = body "<chart id=\"c.pairs\" type=\"forest\" table=\"t.pairs\" columns=\"1\" min=\"-1\" max=\"1\"><title>The declared pairs, one by one</title>" \
    "<description>A dot for the association of every declared pair, with its range. The pairs that fail stand first.</description></chart>\n" \
    "<table id=\"t.pairs\" rows=\"pairs\" order=\"by association, lowest first; withheld last\"><title>Association of each declared pair</title>\n" \
    column("association", "Association between units", "ratio") column("p_adjusted", "p, all pairs taken together", "p") \
    column("verdict", "In words", "text")
  for (i = 1; i <= pairs; i++) {
    r = -.12 + i * .085
    half = i == 3 ? "" : 0.26 - i * .006
    words = words sprintf("<remark id=\"r.%d\" name=\"verdict\" %s>%s</remark>\n", i, pair_about(i, i), \
      r - half > 0 ? "tends to go with" : "may go with")
    if (small == 1)
      body = body "<row " pair_labels(i, i) " " pair_about(i, i) " withheld=\"small-group\"><cell/><cell/><cell/></row>\n"
    else if (i == 3)
      body = body "<row " pair_labels(i, i) " " pair_about(i, i) ">" cell("association", pair_about(i, i), "undefined: every unit has the same score", 0, units, "matched") \
        "<cell/><cell ref=\"r." i "\"/></row>\n"
    else
      body = body "<row " pair_labels(i, i) " " pair_about(i, i) ">" cell("association", pair_about(i, i), r, half, units, "matched", .5 / (i * i)) \
        cell("p_adjusted", pair_about(i, i), i == 8 ? .0002 : .9 / (i * i), 0, units, "matched") "<cell ref=\"r." i "\"/></row>\n"
  }
  body = body "</table>\n"
  matrix()
  body = body "<note>The table of all combinations is exploratory: no pair in it was declared before the data were seen.</note>\n"
  end_section(words "<statistic id=\"association\" label=\"Association between units\" format=\"ratio\" method=\"m\">" \
    "How closely two scores go together across units: 1 is a perfect mirror, 0 none, -1 a reversed one.</statistic>" \
    "<statistic id=\"strength\" label=\"Strength\" format=\"ratio\" method=\"m\">The mean association of all declared pairs.</statistic>" \
    "<method id=\"m\" reference=\"Fisher, R. A. (1921). On the probable error of a coefficient of correlation. Metron 1, 3-32.\">" \
    "Means of units are compared; ranges rest on the number of matched units.</method>\n")
}

function matrix(   i, o) {
  if (pairs < 2)
    return
  body = body "<table id=\"t.matrix\" rows=\"scales\"><title>Every combination (exploratory)</title>\n"
  for (o = 1; o <= pairs; o++)
    body = body column("association", outside[o], "ratio")
  for (i = 1; i <= pairs; i++) {
    body = body sprintf("<row label=\"%s\" scale=\"staff.s%d\">", inside[i], i)
    for (o = 1; o <= pairs; o++)
      body = body cell("association", pair_about(i, o), small == 1 || (i == 2 && o == 5) ? "withheld" : .2 * normal() + (i == o) * .2, .25, units, "matched")
    body = body "</row>\n"
  }
  body = body "</table>\n"
}

function scales_section(   i) {
  begin_section("scales", "Can the scores be trusted?", "Before scores are compared: do the questions of each theme belong together, and how high are the scores?")
  body = body "<chart id=\"c.levels\" type=\"bars\" table=\"t.levels\" columns=\"1\" min=\"0\" max=\"100\"><title>How high each theme stands</title>" \
    "<description>A bar for the mean score of every theme, with its range.</description></chart>\n" \
    "<table id=\"t.levels\" rows=\"scales\"><title>Scores and consistency of the themes</title>\n" column("mean", "Mean score, 0 to 100", "score") \
    column("consistency", "Consistency of the questions", "ratio") column("spread", "Spread", "number") column("answers", "Answers", "count")
  for (i = 1; i <= pairs; i++) {
    body = body sprintf("<row label=\"%s\" scale=\"staff.s%d\">", inside[i], i) level("inside", "staff.s" i, 52 + i * 2, 4980 - i * 13) "</row>\n"
    body = body sprintf("<row label=\"%s\" scale=\"families.s%d\">", outside[i], i) level("outside", "families.s" i, 81 - i * 3, 21034 - i * 101) "</row>\n"
  }
  body = body "</table>\n<table id=\"t.other\" rows=\"scales\"><title>An unknown picture</title>" column("mean", "Mean", "number") \
    "<row label=\"" inside[1] "\" scale=\"staff.s1\">" cell("mean", "scale=\"staff.s1\"", .0123456, 0, 4967, "scored") "</row></table>\n" \
    "<chart id=\"c.other\" type=\"spiral\" table=\"t.other\" columns=\"1\"><title>A picture of a later day</title><description>None.</description></chart>\n"
  end_section("<statistic id=\"consistency\" label=\"Consistency of the questions\" format=\"ratio\" method=\"m\">Near 1: the questions of a theme measure one thing.</statistic>" \
    "<method id=\"m\">Computed over the people who answered every question of the theme.</method>\n")
}
function level(side, scale, mean, n,   about) {
  about = "side=\"" side "\" scale=\"" scale "\""
  if (small == 1)
    return cell("mean", about, "withheld") cell("consistency", about, "withheld") cell("spread", about, "withheld") cell("answers", about, "withheld")
  return cell("mean", about, mean, 1.4, n, "scored") cell("consistency", about, .71 + mean / 500, .03, n, "scored") \
    cell("spread", about, .6 + mean / 97, 0, n, "scored") cell("answers", about, n, 0, n, "scored")
}

function head(   i, j) {
  print "<head>\n<title>Looking in the mirror, spring 2026</title>\n<organisation>Harbor School Network</organisation>"
  print "<study file=\"study.xml\" sha256=\"" sha(1) "\"/>\n<wave id=\"2026s\" label=\"Spring 2026\" from=\"2026-03-02\" to=\"2026-04-17\"/>"
  print "<producer name=\"orgmirror\" version=\"0.1.0\" seed=\"20260417\" confidence=\"0.95\">"
  print "<library name=\"libxml2\" version=\"2.9.14\"/><library name=\"gsl\" version=\"2.7.1\"/></producer>"
  print "<privacy minimum=\"10\" estimates=\"" all + 0 "\" withheld=\"" hidden + 0 "\"/>\n<isolation landlock=\"yes\" seccomp=\"no\"/>"
  survey("staff", "Staff survey", "inside", published ? "unit" : "respondent", 5012, 4980)
  survey("families", "Families survey", "outside", "respondent", 21788, 21034)
  print "<units both-sides=\"" units "\">"
  for (i = 1; i <= units; i++)
    printf "<unit id=\"u%03d\" label=\"%s\"/>\n", i, unit_label(i)
  print "<unmatched survey=\"families\" side=\"outside\" unit=\"u998\" label=\"Summer programme\"/>"
  print "<unmatched survey=\"staff\" side=\"inside\" unit=\"u999\" label=\"Central office\"/></units>"
  for (i = 1; i <= pairs; i++)
    printf "<pair inside=\"staff.s%d\" outside=\"families.s%d\" sign=\"%s\" claim=\"P%d\"/>\n", i, i, i == 8 ? "-" : "+", i
  print "</head>\n<findings>"
  if (pairs > 1 && small != 1)
    print "<open finding=\"f.mirror\"/><open finding=\"f.weak\"/>"
  print "<open finding=\"f.power\"/></findings>"
}
function survey(id, label, side, kind, read, kept,   i, j) {
  printf "<survey id=\"%s\" label=\"%s\" side=\"%s\" level=\"%s\" public=\"%s\" weighted=\"no\" file=\"%s.csv\"", \
    id, label, side, kind, kind == "unit" ? "yes" : "no", id
  printf " format=\"comma-separated text, 1 header row, UTF-8\" rows-fingerprint=\"%s\" read=\"%d\" kept=\"%d\">\n", substr(sha(length(id)), 1, 32), read, kept
  printf "<dropped reason=\"no unit given\" rows=\"%d\"/><dropped reason=\"fewer than half of the questions answered\" rows=\"%d\"/>\n", \
    int((read - kept) / 3), read - kept - int((read - kept) / 3)
  for (i = 1; i <= pairs; i++) {
    printf "<scale id=\"%s.s%d\" label=\"%s\" direction=\"%s\" min=\"0\" max=\"100\" min-items=\"2\">", \
      id, i, side == "inside" ? inside[i] : outside[i], side == "inside" ? i == 8 ? "higher-is-dysfunction" : "higher-is-healthier" : "higher-is-healthier"
    for (j = 1; j <= 3; j++)
      printf "<item id=\"%s%d_%d\" reversed=\"%s\">How much do you agree with statement %d?</item>", substr(id, 1, 1), i, j, j == 3 ? "yes" : "no", j
    print "</scale>"
  }
  print "</survey>"
}

BEGIN {
  if (units == "") units = 56
  if (pairs == "") pairs = 8
  if (small == "") small = 19
  state = 20260417
  split("Harbor Maple Elm River Hill Lake Park Bay Spring Forest Union Liberty Franklin Lincoln Douglass Garden Canal Mill Bridge North", f)
  split("Street,Primary,Academy,Gardens,School,Centre,Learning Community,House,Middle School,Institute,Lower School,Collegiate,Prep,Upper School,Annex,Campus,Hall,West,East,High School for the Arts and Sciences", s, ",")
  for (i = 1; i <= 20; i++) { first[i % 20] = f[i]; second[i % 20] = s[i] }
  split("Collaboration between colleagues,Safety and respect,Communication inside,Engagement,High expectations,Learning together,Leaders who coach,Rivalry and fear", inside, ",")
  split("They work with us,Our children are safe,They tell us clearly,We feel welcome,They expect much of our children,They learn from us,They help us solve problems,Trust in the school", outside, ",")
  for (i = 1; i <= units; i++) {
    true_level = normal()
    score_in[i] = 60 + 11 * true_level + 4 * normal()
    score_out[i] = 68 + 5 * true_level + 5 * normal()
    n_in[i] = 12 + int(random() * 90)
    n_out[i] = 20 + int(random() * 400)
    half_in[i] = published ? 0 : 38 / sqrt(n_in[i])
    half_out[i] = 40 / sqrt(n_out[i])
    is_small[i] = small > 0 && i % small == 0
  }
  sort_units()
  mirror_section()
  scales_section()
  print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<report xmlns=\"urn:orgmirror:report:1\" version=\"1.0\" xml:lang=\"en\">"
  head()
  printf "%s", sections
  print "<method><para>Ranges are 95% ranges. A declared pair was written down before the data were seen.</para></method>\n</report>"
}
