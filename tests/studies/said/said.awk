# What a report says, a line each: outcomes of analyses, leads, findings with their evidence, notes; and every
# number to 9 digits with what it is about. Not what changes from build to build: versions, checksums.
BEGIN { RS = "<" }
function get(name,   at) {
  at = index($0, " " name "=\"")
  if (!at) return ""
  at += length(name) + 3
  return substr($0, at, index(substr($0, at), "\"") - 1)
}
function words() { return substr($0, index($0, ">") + 1) }
$1 == "section" { print ""; print "== " get("id") " " get("outcome") }
$1 == "finding" { print "-- " get("id") ", " get("priority") (get("evidence") ? ", " get("evidence") : "") }
/^(lead|reason|headline|detail|caution|note)[ >]/ { name = $0; sub(/[ >].*/, "", name); said = words() }
name && /^\/?value[ >]/ { said = said words() }
name && $1 ~ "^/" name ">" { gsub(/[ \t\n]+/, " ", said); sub(/ $/, "", said); print name ": " said; name = "" }
$1 == "estimate" && numbers {
  about = ""
  n = split("side survey scale item inside outside unit wave with-item with-unit hypothesis", names, " ")
  for (i = 1; i <= n; i++) if (get(names[i]) != "") about = about " " names[i] "=" get(names[i])
  line = get("statistic") about ":"
  if (get("withheld")) line = line " withheld"
  if (get("undefined")) line = line " undefined, " get("undefined")
  n = split("value lo hi se p", names, " ")
  for (i = 1; i <= n; i++) if (get(names[i]) != "") line = line sprintf(" %s %.9g", names[i], get(names[i]))
  print line (get("n") != "" ? " n " get("n") : "")
}
