#!/bin/bash
# The mirror model: each pair loads, is a study without a warning, and runs on exports with its columns.
. "$TOP_SRCDIR/tests/studies/run.sh"
model=$TOP_SRCDIR/samples/model

# Exports with every column of the model: 12 branches, 6 people each, no chance in it.
columns() { # I or O
  sed -nE "s/.*<item column=\"([PD][0-9]+_$1[0-9])\".*/\1/p" "$model"/[Pd]*.xml
}
make_export() { # columns, shift
  tr '\n' ',' <<<"$1" | sed 's/,$//' | awk -v shift="$2" '
    { n = split($0, name, ",")
      printf "branch"
      for (i = 1; i <= n; i++) printf ",%s", name[i]
      print ""
      for (b = 1; b <= 12; b++)
        for (p = 0; p < 6; p++) {
          printf "B%02d", b
          for (i = 1; i <= n; i++)
            printf ",%d", 1 + (int((b + shift) / 3) + (p * (i % 7 + 1) + b * i) % 7 % 3 + i % 2) % 5
          print ""
        }
    }'
}
inside=$(columns I)
outside=$(columns O)
report "the model has 95 questions inside and 102 outside, each with a column of its own" "$(
  [ "$(wc -l <<<"$inside") $(wc -l <<<"$outside")" = "95 102" ] || echo "$inside $outside" | wc -l
  sort <<<"$inside"$'\n'"$outside" | uniq -d)"
make_export "$inside" 0 >"$work/staff.csv"
make_export "$outside" 1 >"$work/customers.csv"

write_study() { # includes
  cat >"$work/study.xml" <<EOF
<study xmlns="urn:orgmirror:study:1">
  <title>Model</title>
  <survey id="staff" side="inside" file="staff.csv" unit="branch"/>
  <survey id="customers" side="outside" file="customers.csv" unit="branch"/>
  $1
</study>
EOF
}

for i in $(seq 18); do
  write_study "<include model=\"P$i\" inside=\"staff\" outside=\"customers\"/>"
  rm -rf "$work/out"
  said=$(orgmirror run "$work/study.xml" -o "$work/out" --plugin-path "$plugins" \
    --only=mirror,reliability 2>&1 >/dev/null)
  wrong=$said
  [ "$(xpath "$work/out/report.xml" 'count(//*[local-name() = "pair"])')" = 1 ] || wrong+=" not one pair"
  grep -q "\"model/P$(printf %02d "$i").xml\"" "$work/out/manifest.json" 2>&1 ||
    wrong+=" the manifest does not name the fragment"
  report "P$i is a study, and runs" "$wrong"
  claim=$(xpath "$work/out/report.xml" 'string(//*[local-name() = "pair"]/@claim)')
  units=$(xpath "$work/out/report.xml" 'string(//*[@statistic = "pearson_r"][@inside]/@n)')
  report "P$i is tested over the units that both sides have" \
    "$([ "$claim $units" = "P$i 12" ] || echo "claim $claim over $units units")"
  write_study "<include model=\"P$i\" inside=\"staff\"/>
  <include model=\"P$((i % 18 + 1))\" outside=\"customers\"/>"
  rm -rf "$work/out"
  orgmirror run "$work/study.xml" -o "$work/out" --plugin-path "$plugins" --only=mirror >/dev/null 2>&1
  section='//*[local-name() = "section"][@plugin = "org.orgmirror.mirror"]'
  report "P$i without its other side is not applicable, and it is said why" "$(
    [ "$(xpath "$work/out/report.xml" "string($section/@outcome)")" = not-applicable ] || echo "it ran"
    xpath "$work/out/report.xml" "string($section/*[local-name() = 'reason'])" |
      grep -q 'a declared pair' || echo "no reason")"
done

write_study '<include model="mirror" inside="staff" outside="customers"/>'
said=$(orgmirror run "$work/study.xml" -o "$work/out" --plugin-path "$plugins" --only=mirror \
  2>&1 >/dev/null)
report "the whole model is a study, and runs" \
  "$said$([ "$(xpath "$work/out/report.xml" 'count(//*[local-name() = "pair"])')" = 18 ] ||
    echo "not 18 pairs")"

# The same from files: copies of the model beside the study.
mkdir "$work/model"
cp "$model"/P*.xml "$work/model"
write_study '<include href="model/P03.xml" inside="staff" outside="customers"/>'
orgmirror run "$work/study.xml" -o "$work/copied" --plugin-path "$plugins" --only=mirror >"$work/said" 2>&1
write_study '<include model="P3" inside="staff" outside="customers"/>'
orgmirror run "$work/study.xml" -o "$work/own" --plugin-path "$plugins" --only=mirror >>"$work/said" 2>&1
report "a copy of the model gives the same report" \
  "$(diff <(grep -v '^<study ' "$work/copied/report.xml") <(grep -v '^<study ' "$work/own/report.xml"))"

for file in "$model"/*.xml; do
  report "$(basename "$file") is valid" "$(xmllint --noout --nonet \
    --schema "$TOP_SRCDIR/core/data/study.xsd" "$file" 2>&1 | grep -v ' validates$')"
done
wrong=
for file in "$model"/P*.xml; do
  name=$(basename "$file" .xml)
  grep -q "($name.xml)" "$model/README.md" || wrong+="README does not name $name"$'\n'
  [ "$(grep -c '<item' "$file")" -ge 8 ] || wrong+="$name has few items"$'\n'
done
report "README of the model has every pair" "$wrong"
finish
